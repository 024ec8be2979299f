//! Countries with at least one incident: their outlines, for a choropleth.
//!
//! Comes in: the areas of all incidents, located or not, and the outlines. Goes out: one layer; a country that the base map
//! does not show has no feature.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::opposite::Opposite;
use super::shape::Shape;
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput, qgis};
use crate::incident::{Area, CountryCode, Role};
use crate::located::LocatedRef;
use crate::region::Country;
use crate::spread::Arrival;

const SHOWS: &str = "Countries with at least one incident of any role. Counts are of all incidents by role; n and killed are of the \
                     measured ones, killed over those with a known count. Boundaries as the base map has them.";

/// The same where a country holds the point opposite to the middle of the map.
const SHOWS_WITH_HOLE: &str = "Countries with at least one incident of any role. Counts are of all incidents by role; n and killed are of the measured ones, \
     killed over those with a known count. Boundaries as the base map has them; the country opposite to the middle of the map has a \
     hole there, without which the map would draw it inside out.";

/// What happened in a country.
#[derive(Default)]
struct Tally {
    by_role: [u64; Role::ALL.len()],
    days: Option<(Date, Date)>,
    home: Option<bool>,
}

struct Row<'a> {
    country: &'a Country,
    tally: Tally,
    /// What was measured there: the incidents of the measured roles.
    arrival: Option<&'a Arrival>,
    shape: Shape,
}

/// A country by its code, or by its name where it has no code.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Code(&'a str),
    Name(&'a str),
}

impl Tally {
    fn add(&mut self, located: LocatedRef<'_>) {
        let role = located.role();
        for (count, _) in self.by_role.iter_mut().zip(Role::ALL).filter(|(_, of)| *of == role) {
            *count += 1;
        }
        self.home = self.home.or(located.area.home);
        if let Some((first, last)) = located.when.span() {
            self.days = Some(self.days.map_or((first, last), |(a, z)| (a.min(first), z.max(last))));
        }
    }

    fn of(&self, role: Role) -> u64 {
        Role::ALL.into_iter().zip(self.by_role).find(|(of, _)| *of == role).map_or(0, |(_, count)| count)
    }
}

/// The layer, sorted by name as the regions are.
pub(super) fn draft<'a>(input: &LayerInput<'a>) -> Draft<'a> {
    let mut tallies: BTreeMap<Key<'_>, Tally> = BTreeMap::new();
    for located in input.located.iter() {
        if let Some(key) = key_of(located.area) {
            tallies.entry(key).or_default().add(located);
        }
    }
    let opposite = Opposite::of(qgis::middle(input));
    let mut holed = false;
    let rows = input.regions.countries().iter().filter_map(|country| {
        let tally = tallies.remove(&key(country))?;
        let arrival = input.spread.countries.iter().find(|arrival| arrives_in(arrival, country));
        let outline = opposite.cut(&country.outline);
        holed |= matches!(outline, Cow::Owned(_));
        Some(Row { country, tally, arrival, shape: Shape::areas(&outline)? })
    });
    let rows: Vec<Row<'_>> = rows.collect();
    let shows = if holed { SHOWS_WITH_HOLE } else { SHOWS };
    Draft::new("countries", "Countries", shows, Table::new(rows, columns(), |row| row.shape.clone()))
}

fn key_of(area: &Area) -> Option<Key<'_>> {
    let code = area.country.as_ref().map(|code| Key::Code(code.as_str()));
    code.or_else(|| area.country_name.as_deref().map(Key::Name))
}

fn key(country: &Country) -> Key<'_> {
    country.code.as_ref().map_or(Key::Name(&country.name), |code| Key::Code(code.as_str()))
}

fn arrives_in(arrival: &Arrival, country: &Country) -> bool {
    match (arrival.country, country.code) {
        (Some(a), Some(b)) => a == b,
        (None, None) => arrival.name == country.name,
        _ => false,
    }
}

fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("country", |r: &Row<'a>| (&*r.country.name).into()),
        Column::new("country_code", |r| r.country.code.as_ref().map(CountryCode::as_str).into()),
        Column::new("iso_a3", |r| r.country.iso_a3.as_deref().into()),
        Column::new("region", |r| r.country.region.as_deref().into()),
        Column::new("subregion", |r| r.country.subregion.as_deref().into()),
        Column::new("home", |r| r.tally.home.into()),
        Column::new("incidents", |r| r.tally.by_role.iter().sum::<u64>().into()),
        Column::new("operations", |r| r.tally.of(Role::Operation).into()),
        Column::new("responses", |r| r.tally.of(Role::Response).into()),
        Column::new("statements", |r| r.tally.of(Role::Statement).into()),
        Column::new("context", |r| r.tally.of(Role::Context).into()),
        Column::new("n", |r| r.arrival.map_or(0, |arrival| arrival.n).into()),
        Column::new("killed", |r| r.arrival.and_then(|arrival| arrival.killed).into()),
        Column::new("date_first", |r| r.tally.days.map_or(Value::Null, |(first, _)| Value::Day(first))),
        Column::new("date_last", |r| r.tally.days.map_or(Value::Null, |(_, last)| Value::Day(last))),
        Column::new("first_distance_km", |r| Value::km(r.arrival.and_then(|arrival| arrival.distance_km))),
    ]
}
