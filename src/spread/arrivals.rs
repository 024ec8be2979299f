//! When each region was first and last reached (E1).
//!
//! Comes in: all records in order. Goes out: [`Arrivals`] by country, subregion and first administrative level.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::Arrival;
use super::gathered::{Gathered, NONE};
use super::record::Record;
use super::sample::Spot;

/// The arrivals at every level of region, each in order of first arrival.
#[derive(Debug)]
pub(super) struct Arrivals {
    pub countries: Vec<Arrival>,
    pub subregions: Vec<Arrival>,
    pub admin1: Vec<Arrival>,
}

impl Arrivals {
    /// Looks at every record once for each level.
    pub fn of(all: &Gathered) -> Self {
        let ((countries, subregions), admin1) = rayon::join(|| (countries(all), subregions(all)), || admin1(all));
        Self { countries, subregions, admin1 }
    }
}

/// By country.
fn countries(all: &Gathered) -> Vec<Arrival> {
    let key = |i: u32| Some((all.country_of(i)?, 0));
    arrivals(all, key, |_, key| all.countries.get(key.0 as usize).cloned(), true)
}

/// By UN subregion.
fn subregions(all: &Gathered) -> Vec<Arrival> {
    let key = |i: u32| Some((all.subregion_of(i)?, 0));
    arrivals(all, key, |_, key| all.subregions.get(key.0 as usize).cloned(), false)
}

/// By first administrative level within its country.
fn admin1(all: &Gathered) -> Vec<Arrival> {
    let key = |i: u32| Some((all.admin1_of(i)?, all.country_of(i).unwrap_or(NONE)));
    arrivals(all, key, |i, _| all.words.name(all.zone(i).admin1?).cloned(), true)
}

/// One arrival a key, in order of first arrival, then by name. `lies_in_country` says that the region has a code and a home.
fn arrivals(
    all: &Gathered,
    key_of: impl Fn(u32) -> Option<(u32, u32)>,
    name_of: impl Fn(u32, (u32, u32)) -> Option<Arc<str>>,
    lies_in_country: bool,
) -> Vec<Arrival> {
    let mut found: HashMap<(u32, u32), (u32, Arrival)> = HashMap::new();
    for (i, record) in (0_u32..).zip(&all.records) {
        let Some(key) = key_of(i) else { continue };
        let arrival = match found.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let Some(name) = name_of(i, key) else { continue };
                free.insert((i, first(all, i, record, name, lies_in_country)))
            }
        };
        arrival.1.take(record, all.period_of(i));
    }
    let mut list: Vec<(u32, Arrival)> = found.into_values().collect();
    // Records are in order of date and id, so that their index is the order of arrival.
    list.sort_by_key(|(i, _)| *i);
    list.into_iter().map(|(_, arrival)| arrival).collect()
}

fn first(all: &Gathered, index: u32, record: &Record, name: Arc<str>, lies_in_country: bool) -> Arrival {
    let (spot, zone) = (all.spot(index), all.zone(index));
    Arrival {
        name,
        country: zone.code.filter(|_| lies_in_country),
        home: zone.home.filter(|_| lies_in_country),
        first_id: all.words.id(record.id).to_owned(),
        first: record.when,
        last: record.when,
        at: record.point(),
        place: record.place(&all.words).into_owned(),
        distance_km: spot.and_then(Spot::distance_km),
        n: 0,
        killed: None,
        by_period: vec![0; all.periods.len()],
    }
}

impl Arrival {
    fn take(&mut self, record: &Record, period: Option<u32>) {
        self.n += 1;
        if let Some(killed) = record.killed() {
            self.killed = Some(self.killed.unwrap_or(0) + u64::from(killed));
        }
        let end = |when: crate::incident::When| when.span().map(|(first, last)| (last, first));
        if end(record.when) > end(self.last) {
            self.last = record.when;
        }
        period.and_then(|p| self.by_period.get_mut(p as usize)).into_iter().for_each(|count| *count += 1);
    }
}
