//! The incidents themselves: points, one layer with dates for the time slider and one of those without.
//!
//! Comes in: located incidents. Goes out: rows that the discs of uncertainty use too, and two layers.

use super::shape::Shape;
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::incident::{CountryCode, Incident, Located, Site};
use crate::spread::Origin;

/// An incident with a site.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) located: &'a Located,
    pub(super) site: &'a Site,
    origin: &'a Origin,
}

impl<'a> Row<'a> {
    pub(super) fn incident(&self) -> &'a Incident {
        &self.located.incident
    }

    /// The distance from the origin, unless the site is too coarse for one.
    fn distance_km(&self) -> Option<f64> {
        self.origin.distance_km(self.site.point).filter(|_| self.site.precision.is_fine())
    }

    /// The azimuth at the origin; none at the origin itself, or where the site is too coarse.
    fn azimuth_deg(&self) -> Option<f64> {
        let apart = self.origin.centre()? != self.site.point;
        self.origin.azimuth_deg(self.site.point).filter(|_| apart && self.site.precision.is_fine())
    }

    /// A short label: "Attack, Crocus City Hall".
    fn title(&self) -> String {
        let kind = self.incident().kind.label();
        let mut letters = kind.chars();
        let kind: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let name = self.site.name.trim();
        let place = if name.is_empty() { self.incident().place.label() } else { name.to_owned() };
        if place.is_empty() { kind } else { format!("{kind}, {place}") }
    }

    /// The sources of the claims, each once, in their order.
    fn sources(&self) -> String {
        let mut sources: Vec<&str> = Vec::new();
        for source in self.incident().claims.iter().filter_map(|claim| claim.source.as_deref()) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources.join("; ")
    }
}

/// The incidents with a site: those with a date, sorted by first day, last day and key, and those without, sorted by key.
pub(super) fn rows<'a>(input: &LayerInput<'a>) -> (Vec<Row<'a>>, Vec<Row<'a>>) {
    let origin = &input.spread.options.origin;
    let sited = input.located.iter().filter_map(|located| Some(Row { located, site: located.site()?, origin }));
    let (mut dated, mut undated): (Vec<_>, Vec<_>) = sited.partition(|row| row.incident().when.span().is_some());
    for rows in [&mut dated, &mut undated] {
        rows.sort_by(|a, b| {
            let (a, b) = (a.incident(), b.incident());
            a.when.span().cmp(&b.when.span()).then_with(|| a.id.cmp(&b.id))
        });
    }
    (dated, undated)
}

/// The layer of dated incidents.
pub(super) fn dated(rows: Vec<Row<'_>>) -> Draft<'_> {
    let columns = [what(), when(), casualties(), place(), measures(), precision(), grounds()].concat();
    let shows = "Incidents of all roles that have a place and a date; killed is empty where no count is known.";
    Draft::new("incidents", "Incidents", shows, Table::new(rows, columns, shape))
}

/// The layer of undated incidents, which the time slider would hide.
pub(super) fn undated(rows: Vec<Row<'_>>) -> Draft<'_> {
    let columns = [what(), casualties(), place(), measures(), precision(), grounds()].concat();
    let shows = "Incidents of all roles that have a place but no date.";
    Draft::new("undated_incidents", "Undated incidents", shows, Table::new(rows, columns, shape))
}

fn shape(row: &Row<'_>) -> Shape {
    Shape::point(row.site.point)
}

/// Columns that say what happened.
pub(super) fn what<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("incident_id", |r| r.incident().id.as_str().into()),
        Column::new("title", |r| r.title().into()),
        Column::new("role", |r| r.located.role().name().into()),
        Column::new("kind", |r| r.incident().kind.key().into()),
        Column::new("stage", |r| r.incident().stage.name().into()),
    ]
}

/// Columns that say when; none of them is null for a dated incident.
pub(super) fn when<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("date_start", |r| r.incident().when.first().map_or(Value::Null, Value::Day)),
        Column::new("date_end", |r| r.incident().when.last().map_or(Value::Null, Value::Day)),
        Column::new("date_precision", |r| r.incident().when.precision().name().into()),
        Column::new("start_utc", |r| r.incident().when.first().map_or(Value::Null, Value::DayStart)),
        Column::new("end_utc", |r| r.incident().when.last().map_or(Value::Null, Value::DayEnd)),
    ]
}

fn casualties<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("killed", |r| r.incident().killed.count().into()),
        Column::new("killed_low", |r| r.incident().killed.low.into()),
        Column::new("killed_high", |r| r.incident().killed.high.into()),
        Column::new("injured", |r| r.incident().injured.count().into()),
    ]
}

fn place<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("place", |r| r.incident().place.label().into()),
        Column::new("place_name", |r| r.site.name.as_str().into()),
        Column::new("country", |r| r.located.area.country_name.as_deref().into()),
        Column::new("country_code", |r| r.located.area.country.as_ref().map(CountryCode::as_str).into()),
        Column::new("admin1", |r| r.located.area.admin1.as_deref().into()),
        Column::new("subregion", |r| r.located.area.subregion.as_deref().into()),
        Column::new("region", |r| r.located.area.region.as_deref().into()),
        Column::new("country_basis", |r| r.located.area.basis.name().into()),
        Column::new("abroad", |r| r.located.area.home.map(|home| !home).into()),
    ]
}

fn measures<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("distance_km", |r| Value::km(r.distance_km())),
        Column::new("azimuth_deg", |r| Value::degrees(r.azimuth_deg())),
    ]
}

/// Columns that say how well the place is known.
pub(super) fn precision<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("location_precision", |r| r.site.precision.name().into()),
        Column::new("location_radius_km", |r| Value::km(r.site.radius_km)),
        Column::new("confidence", |r| Value::ratio(r.site.confidence)),
        Column::new("why", |r| r.site.why.as_str().into()),
    ]
}

fn grounds<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("actor", |r| r.incident().actor.as_deref().into()),
        Column::new("target", |r| r.incident().target.as_deref().into()),
        Column::new("summary", |r| r.incident().summary.as_deref().into()),
        Column::new("source", |r| r.sources().into()),
        Column::new("link", |r| r.incident().link.as_deref().into()),
        Column::new("claims", |r| (r.incident().claims.len() as u64).into()),
        Column::new("conflicts", |r| r.incident().conflicts.join("; ").into()),
    ]
}
