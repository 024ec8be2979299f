//! What is counted and measured in each period, as series for trends and fronts.
//!
//! Comes in: gathered incidents. Goes out: [`Series`], one value a period or none; days since the first.

use jiff::civil::Date;

use super::Unit;
use super::gathered::Gathered;
use super::sample::Spot;
use crate::statistic::quantile::quantile;

/// One value for each period, from the first to the last.
#[derive(Debug, Clone)]
pub(super) struct Series {
    /// What it is: `incidents`.
    pub name: &'static str,
    pub unit: Unit,
    /// None where the period has no value.
    pub values: Vec<Option<f64>>,
}

/// Incidents, people killed, and the ninth tenth of distance of each period. Periods without incidents count 0 incidents and
/// 0 killed and have no distance; periods all of whose counts of killed are unknown have no count.
pub(super) fn all_series(all: &Gathered) -> [Series; 3] {
    let periods = all.periods.len();
    let (mut incidents, mut known, mut killed) = (vec![0_u64; periods], vec![0_u64; periods], vec![0_u64; periods]);
    for (record, period) in all.records.iter().zip(all.all_periods()) {
        let Some(period) = period.map(|p| p as usize) else { continue };
        let add = |list: &mut Vec<u64>, more: u64| list.get_mut(period).into_iter().for_each(|n| *n += more);
        add(&mut incidents, 1);
        if let Some(count) = record.killed() {
            add(&mut known, 1);
            add(&mut killed, u64::from(count));
        }
    }
    let killed_of = |i: usize| {
        let count = |list: &[u64]| list.get(i).copied().unwrap_or(0);
        (count(&known) > 0 || count(&incidents) == 0).then(|| count(&killed) as f64)
    };
    [
        Series { name: "incidents", unit: Unit::Count, values: incidents.iter().map(|n| Some(*n as f64)).collect() },
        Series { name: "killed", unit: Unit::Count, values: (0..periods).map(killed_of).collect() },
        Series { name: "p90_reach", unit: Unit::Km, values: p90_reach(all) },
    ]
}

/// The ninth tenth of the distances from the origin in each period.
pub(super) fn p90_reach(all: &Gathered) -> Vec<Option<f64>> {
    let mut distances: Vec<Vec<f64>> = vec![Vec::new(); all.periods.len()];
    for (spot, period) in all.all_spots().zip(all.all_periods()) {
        let km = spot.and_then(|s| all.spots.get(s as usize)).and_then(Spot::distance_km);
        if let (Some(km), Some(period)) = (km, period) {
            distances.get_mut(period as usize).into_iter().for_each(|list| list.push(km));
        }
    }
    let p90 = |mut list: Vec<f64>| {
        list.sort_unstable_by(f64::total_cmp);
        quantile(&list, 0.9)
    };
    distances.into_iter().map(p90).collect()
}

/// The days from one date to another.
pub(super) fn days_between(from: Date, to: Date) -> f64 {
    (to.duration_since(from).as_hours() / 24) as f64
}
