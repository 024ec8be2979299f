//! When each region was first and last reached (E1).
//!
//! Comes in: all records in order. Goes out: [`Arrivals`] by country, subregion and first administrative level.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Arrival;
use super::gathered::Gathered;
use super::record::Record;

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
    let name = |i: usize| Some((all.country_of.get(i).copied().flatten()?, 0));
    arrivals(all, name, |_, key| all.countries.get(key.0 as usize).cloned(), true)
}

/// By UN subregion.
fn subregions(all: &Gathered) -> Vec<Arrival> {
    let name = |i: usize| Some((all.subregion_of.get(i).copied().flatten()?, 0));
    arrivals(all, name, |_, key| all.subregions.get(key.0 as usize).cloned(), false)
}

/// By first administrative level within its country.
fn admin1(all: &Gathered) -> Vec<Arrival> {
    let country = |i: usize| all.country_of.get(i).copied().flatten().map_or(u32::MAX, |c| c);
    let key = |i: usize| Some((all.admin1_of.get(i).copied().flatten()?, country(i)));
    arrivals(all, key, |record, _| record.admin1.clone(), true)
}

/// One arrival a key, in order of first arrival, then by name. `lies_in_country` says that the region has a code and a home.
fn arrivals(
    all: &Gathered,
    key_of: impl Fn(usize) -> Option<(u32, u32)>,
    name_of: impl Fn(&Record, (u32, u32)) -> Option<Arc<str>>,
    lies_in_country: bool,
) -> Vec<Arrival> {
    let mut found: BTreeMap<(u32, u32), (usize, Arrival)> = BTreeMap::new();
    for (i, record) in all.records.iter().enumerate() {
        let Some(key) = key_of(i) else { continue };
        let Some(name) = name_of(record, key) else { continue };
        let arrival = found.entry(key).or_insert_with(|| (i, first(all, i, record, name, lies_in_country)));
        arrival.1.take(record, all.period_of.get(i).copied().flatten());
    }
    let mut list: Vec<(usize, Arrival)> = found.into_values().collect();
    // Records are in order of date and id, so that their index is the order of arrival.
    list.sort_by_key(|(i, _)| *i);
    list.into_iter().map(|(_, arrival)| arrival).collect()
}

fn first(all: &Gathered, index: usize, record: &Record, name: Arc<str>, lies_in_country: bool) -> Arrival {
    let spot = all.spot_of.get(index).copied().flatten().and_then(|s| all.spots.get(s as usize));
    Arrival {
        name,
        country: record.code.filter(|_| lies_in_country),
        home: record.home.filter(|_| lies_in_country),
        first_id: record.id.to_string(),
        first: record.when,
        last: record.when,
        at: record.point,
        place: record.place.to_string(),
        distance_km: spot.and_then(|s| s.distance_km),
        n: 0,
        killed: None,
        by_period: vec![0; all.periods.len()],
    }
}

impl Arrival {
    fn take(&mut self, record: &Record, period: Option<u32>) {
        self.n += 1;
        if let Some(killed) = record.killed {
            self.killed = Some(self.killed.unwrap_or(0) + u64::from(killed));
        }
        let end = |when: crate::incident::When| when.span().map(|(first, last)| (last, first));
        if end(record.when) > end(self.last) {
            self.last = record.when;
        }
        period.and_then(|p| self.by_period.get_mut(p as usize)).into_iter().for_each(|count| *count += 1);
    }
}
