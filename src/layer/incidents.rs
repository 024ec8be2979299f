//! The incidents themselves: points, one layer with dates for the time slider and one of those without.
//!
//! Comes in: located incidents. Goes out: rows that the discs of uncertainty use too, and two layers.

use std::cell::OnceCell;
use std::io;
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use super::shape::Shape;
use super::table::{Column, Rows, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::incident::CountryCode;
use crate::located::{Details, Grounds, LocatedRef, LocatedStore, SiteRef, Told};
use crate::spread::Ruler;

/// By date, incidents lie anywhere in the store: so many are brought near before they are looked at one by one.
const AHEAD: usize = 32;

/// An incident with a site, while it is looked at.
pub(super) struct Row<'a> {
    pub(super) located: LocatedRef<'a>,
    pub(super) site: SiteRef<'a>,
    ruler: Ruler<'a>,
    may_name_sources: bool,
    // Read when a column first asks for them: many looks at all rows ask for little.
    grounds: OnceCell<Grounds<'a>>,
    details: OnceCell<Details<'a>>,
    measures: OnceCell<Option<(f64, f64)>>,
}

/// Incidents with a site in an order.
#[derive(Clone)]
pub(super) struct Sited<'a> {
    store: &'a LocatedStore,
    /// Their places in the store.
    order: Vec<u32>,
    ruler: Ruler<'a>,
    may_name_sources: bool,
}

impl<'a> Sited<'a> {
    fn row(&self, located: LocatedRef<'a>) -> Option<Row<'a>> {
        let site = located.site()?;
        let (grounds, details, measures) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        let Self { ruler, may_name_sources, .. } = *self;
        Some(Row { located, site, ruler, may_name_sources, grounds, details, measures })
    }

    /// Those that are wanted.
    pub(super) fn filtered(&self, keep: impl Fn(&SiteRef<'_>) -> bool + Sync) -> Self {
        let some = self.order.par_chunks(AHEAD).flat_map_iter(|some| {
            let mut near = Vec::with_capacity(AHEAD);
            self.store.near(some, &mut near);
            let is_kept = |one: LocatedRef<'_>| one.site().is_some_and(|site| keep(&site));
            some.iter().copied().zip(near).filter(move |(_, one)| is_kept(*one)).map(|(index, _)| index)
        });
        Self { order: some.collect(), ..*self }
    }
}

impl<'a> Rows for Sited<'a> {
    type Row = Row<'a>;

    fn count(&self) -> usize {
        self.order.len()
    }

    fn each(&self, at: Range<usize>, see: &mut dyn FnMut(&Row<'a>) -> io::Result<()>) -> io::Result<()> {
        let order = self.order.get(at).unwrap_or_default();
        let mut near = Vec::with_capacity(AHEAD);
        order.chunks(AHEAD).try_for_each(|some| {
            self.store.near(some, &mut near);
            near.iter().filter_map(|one| self.row(*one)).try_for_each(|row| see(&row))
        })
    }
}

impl Row<'_> {
    fn grounds(&self) -> &Grounds<'_> {
        self.grounds.get_or_init(|| self.site.grounds())
    }

    fn details(&self) -> &Details<'_> {
        self.details.get_or_init(|| self.located.details())
    }

    /// The details, if something is told there.
    fn telling(&self, what: Told) -> Option<&Details<'_>> {
        self.located.tells(what).then(|| self.details())
    }

    /// Distance and azimuth, unless the site is too coarse for them.
    fn measures(&self) -> Option<(f64, f64)> {
        let fine = || self.ruler.km_and_azimuth(self.site.point).filter(|_| self.site.precision.is_fine());
        *self.measures.get_or_init(fine)
    }

    /// The distance from the origin, unless the site is too coarse for one.
    fn distance_km(&self) -> Option<f64> {
        self.measures().map(|(km, _)| km)
    }

    /// The azimuth at the origin; none at the origin itself, or where the site is too coarse.
    fn azimuth_deg(&self) -> Option<f64> {
        self.measures().filter(|_| !self.ruler.is_at(self.site.point)).map(|(_, azimuth)| azimuth)
    }

    /// A short label: "Attack, Crocus City Hall".
    fn title(&self) -> String {
        let kind = self.located.kind.label();
        let mut letters = kind.chars();
        let kind: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let name = self.site.name().trim();
        let place = if name.is_empty() { self.located.place().label() } else { name.to_owned() };
        if place.is_empty() { kind } else { format!("{kind}, {place}") }
    }

    /// The sources of the claims, each once, in their order.
    fn sources(&self) -> String {
        if !self.may_name_sources {
            return String::new();
        }
        let mut sources: Vec<&str> = Vec::new();
        for source in self.details().claims.clone().filter_map(|claim| claim.source) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources.join("; ")
    }
}

/// The incidents with a site: those with a date, sorted by first day, last day and key, and those without, sorted by key.
pub(super) fn rows<'a>(input: &LayerInput<'a>) -> (Sited<'a>, Sited<'a>) {
    let (store, ruler) = (input.located, Ruler::new(&input.spread.options.origin));
    let sited = store.iter().zip(0_u32..).filter(|(one, _)| one.has_site());
    let mut keyed: Vec<(Option<(Date, Date)>, u32)> = sited.map(|(one, index)| (one.when.span(), index)).collect();
    keyed.sort_unstable();
    // Those of one day are sorted by key side by side.
    let mut ids: Vec<(&str, u32)> = Vec::new();
    for same in keyed.chunk_by_mut(|a, b| a.0 == b.0) {
        ids.clear();
        ids.extend(same.iter().filter_map(|(_, index)| Some((store.get(*index as usize)?.id(), *index))));
        ids.sort_unstable();
        same.iter_mut().zip(&ids).for_each(|((_, index), (_, sorted))| *index = *sorted);
    }
    let dated_from = keyed.partition_point(|(span, _)| span.is_none());
    let (undated, dated) = keyed.split_at(dated_from);
    let sited = |part: &[(Option<(Date, Date)>, u32)]| Sited {
        store,
        order: part.iter().map(|(_, index)| *index).collect(),
        ruler,
        may_name_sources: store.may_name_sources(),
    };
    (sited(dated), sited(undated))
}

/// The layer of dated incidents.
pub(super) fn dated(rows: Sited<'_>) -> Draft<'_> {
    let columns = [what(), when(), casualties(), place(), measures(), precision(), grounds()].concat();
    let shows = "Incidents of all roles that have a place and a date; killed is empty where no count is known.";
    Draft::new("incidents", "Incidents", shows, Table::of(rows, columns, shape))
}

/// The layer of undated incidents, which the time slider would hide.
pub(super) fn undated(rows: Sited<'_>) -> Draft<'_> {
    let columns = [what(), casualties(), place(), measures(), precision(), grounds()].concat();
    let shows = "Incidents of all roles that have a place but no date.";
    Draft::new("undated_incidents", "Undated incidents", shows, Table::of(rows, columns, shape))
}

fn shape(row: &Row<'_>) -> Shape {
    Shape::point(row.site.point)
}

/// Columns that say what happened.
pub(super) fn what<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("incident_id", |r| r.located.id().into()),
        Column::new("title", |r| r.title().into()),
        Column::new("role", |r| r.located.role().name().into()),
        Column::new("kind", |r| r.located.kind.key().into()),
        Column::new("stage", |r| r.located.stage.name().into()),
    ]
}

/// Columns that say when; none of them is null for a dated incident.
pub(super) fn when<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("date_start", |r| r.located.when.first().map_or(Value::Null, Value::Day)),
        Column::new("date_end", |r| r.located.when.last().map_or(Value::Null, Value::Day)),
        Column::new("date_precision", |r| r.located.when.precision().name().into()),
        Column::new("start_utc", |r| r.located.when.first().map_or(Value::Null, Value::DayStart)),
        Column::new("end_utc", |r| r.located.when.last().map_or(Value::Null, Value::DayEnd)),
    ]
}

fn casualties<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("killed", |r| r.located.killed.count().into()),
        Column::new("killed_low", |r| r.located.killed.low.into()),
        Column::new("killed_high", |r| r.located.killed.high.into()),
        Column::new("injured", |r| r.telling(Told::Injured).and_then(|told| told.injured.count()).into()),
    ]
}

fn place<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("place", |r| r.located.place().label().into()),
        Column::new("place_name", |r| r.site.name().into()),
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
        Column::new("confidence", |r| Value::ratio(r.grounds().confidence)),
        Column::new("why", |r| r.grounds().why.into()),
    ]
}

fn grounds<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("actor", |r| r.telling(Told::Actor).and_then(|told| told.actor).into()),
        Column::new("target", |r| r.telling(Told::Target).and_then(|told| told.target).into()),
        Column::new("summary", |r| r.telling(Told::Summary).and_then(|told| told.summary).into()),
        Column::new("source", |r| r.sources().into()),
        Column::new("link", |r| r.telling(Told::Link).and_then(|told| told.link).into()),
        Column::new("claims", |r| (r.details().claims.len() as u64).into()),
        Column::new("conflicts", |r| r.telling(Told::Conflicts).map(|told| told.conflicts.join("; ")).into()),
    ]
}
