//! Imprecise dates and places carried through every number: multiple imputation (Rubin 1987).
//!
//! Comes in: all incidents and the figures of the precise ones. Goes out: the same figures with [`Imputed`] beside them, and
//! how often each incident is a record of distance.
//!
//! A date that is not a day is drawn evenly from its possible days, a place evenly from the disc of its radius, a coarse
//! place too; then everything is measured again without bootstrap, M times. The streams of random numbers depend on the
//! seed and on the number of the imputation only, so that threads do not matter.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use rayon::prelude::*;

use super::gathered::Gathered;
use super::pooled::pooled;
use super::record::Record;
use super::table::estimates;
use super::words::Words;
use super::{Imputed, Interval, Slice, Spread, SpreadOptions, Unit, slices};
use crate::incident::When;
use crate::region::Regions;
use crate::statistic::random::Random;

/// Places known to within this many km, and dates known to the day, count as precise.
const PRECISE_KM: f64 = 5.0;
/// The fewest imputations; Rubin 1987 finds five enough for most uses.
const FEWEST: u32 = 5;
/// M times incidents, and M times slices, stay below these.
const MOST_INCIDENTS: u64 = 200_000;
const MOST_SLICES: u64 = 50_000;

/// The name of a number: its family and itself.
pub(super) type Key = (&'static str, &'static str);

/// A number of one imputation: its value and its sampling interval.
pub(super) type Draw = (f64, Interval);

/// The numbers of one slice, with how many incidents each rests on.
type Numbers = BTreeMap<Key, (Draw, u64)>;

/// Whether an incident has a day, and a point that is one, or neither of the two at all.
fn is_precise(record: &Record, words: &Words) -> bool {
    let day = record.when.span().is_none_or(|(first, last)| first == last);
    day && (record.point().is_none() || is_precisely_placed(record, words))
}

fn is_precisely_placed(record: &Record, words: &Words) -> bool {
    record.is_fine() && record.traits(words).radius_km() <= PRECISE_KM
}

/// How many imputations there are: as many as asked for, fewer of more than 2,000 incidents or 500 slices, at least five;
/// none where every incident is precise.
fn count(all: &Gathered, options: &SpreadOptions) -> u32 {
    if all.records.iter().all(|record| is_precise(record, &all.words)) {
        return 0;
    }
    let slices = 2 * all.periods.len() as u64 + 1;
    let most = (MOST_INCIDENTS / all.records.len().max(1) as u64).min(MOST_SLICES / slices);
    options.imputations.min((most as u32).max(FEWEST))
}

/// Adds what imputation says to the figures.
pub(super) fn carry(spread: &mut Spread, all: &Gathered, options: &SpreadOptions, regions: &Regions) {
    let imputations = count(all, options);
    if imputations == 0 {
        return;
    }
    let bare = SpreadOptions { resamples: 0, group_by: None, compare: None, families: Vec::new(), ..options.clone() };
    let one = |number: u32| -> (Vec<Numbers>, Vec<String>) {
        let records = drawn(&all.records, &all.words, options.seed, number);
        let one = slices::spread(
            &Gathered::within(records, Arc::clone(&all.words), all.periods.clone(), &bare, regions),
            &bare,
        );
        let frontier = one.frontier.iter().map(|event| event.incident_id.clone()).collect();
        (slices_of(&one).map(numbers).collect(), frontier)
    };
    let all: Vec<(Vec<Numbers>, Vec<String>)> = (0..imputations).into_par_iter().map(one).collect();
    let tables: Vec<&[Numbers]> = all.iter().map(|(numbers, _)| &numbers[..]).collect();
    for (index, slice) in slices_of_mut(spread).enumerate() {
        slice.imputed = summary(slice, &tables, index);
    }
    spread.record_shares = shares(all.iter().flat_map(|(_, frontier)| frontier), imputations);
    for event in &mut spread.frontier {
        let share = spread.record_shares.iter().find(|(id, _)| *id == event.incident_id);
        event.imputed_share = Some(share.map_or(0.0, |(_, share)| *share));
    }
    spread.imputations = imputations;
}

/// All slices: the whole, the periods, what has happened by the end of each.
fn slices_of(spread: &Spread) -> impl Iterator<Item = &Slice> {
    std::iter::once(&spread.whole).chain(&spread.periods).chain(&spread.cumulative)
}

fn slices_of_mut(spread: &mut Spread) -> impl Iterator<Item = &mut Slice> {
    std::iter::once(&mut spread.whole).chain(&mut spread.periods).chain(&mut spread.cumulative)
}

fn numbers(slice: &Slice) -> Numbers {
    let number = |one: super::table::Named| {
        let draw = (one.estimate.value?, one.estimate.interval);
        Some(((one.family, one.statistic), (draw, one.estimate.n)))
    };
    estimates(slice).into_iter().filter_map(number).collect()
}

/// The records with their dates and places drawn anew.
fn drawn(records: &[Record], words: &Words, seed: u64, number: u32) -> Vec<Record> {
    let mut random = Random::new(seed, "imputation", u64::from(number));
    let one = |record: &Record| {
        let mut record = *record;
        if let Some((first, last)) = record.when.span().filter(|(first, last)| first < last) {
            let later = random.below(record.when.length_days().max(1) as u64) as i32;
            record.when = When::day(first.checked_add(later.days()).unwrap_or(last));
        }
        if let Some(point) = record.point().filter(|_| !is_precisely_placed(&record, words)) {
            let (azimuth, share) = (360.0 * random.uniform(), random.uniform());
            let km = record.traits(words).radius_km() * share.sqrt();
            record.place_at(point.destination(azimuth, km), true);
        }
        record
    };
    records.iter().map(one).collect()
}

/// What the imputations say of each number of a slice.
fn summary(slice: &Slice, tables: &[&[Numbers]], index: usize) -> BTreeMap<Key, Imputed> {
    let of = |one: super::table::Named| {
        let key = (one.family, one.statistic);
        let found = tables.iter().filter_map(|table| table.get(index)?.get(&key).copied());
        let (draws, n): (Vec<Draw>, Vec<u64>) = found.unzip();
        let mean = n.iter().sum::<u64>() as f64 / n.len().max(1) as f64;
        let turn = match (one.estimate.unit, one.statistic.ends_with("azimuth")) {
            (Unit::Degrees, true) => Some(180.0),
            (Unit::Degrees, false) => Some(360.0),
            _ => None,
        };
        let draws = turned(draws, one.estimate.value, turn);
        Some((key, Imputed { n: mean, ..pooled(&draws, &one.estimate, tables.len())? }))
    };
    estimates(slice).into_iter().filter_map(of).collect()
}

/// Directions brought within half a turn of the precise one, so that 359 and 1 are neighbours.
fn turned(mut draws: Vec<Draw>, precise: Option<f64>, turn: Option<f64>) -> Vec<Draw> {
    let middle = precise.or_else(|| draws.first().map(|(value, _)| *value));
    if let (Some(turn), Some(middle)) = (turn, middle) {
        for (value, interval) in &mut draws {
            let back = turn * libm::round((*value - middle) / turn);
            *value -= back;
            *interval = interval.map(|end| end - back);
        }
    }
    draws
}

/// In what share of the imputations each incident is a record of distance, the most certain first, then by id.
fn shares<'a>(frontiers: impl Iterator<Item = &'a String>, imputations: u32) -> Vec<(String, f64)> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    frontiers.for_each(|id| *counts.entry(id).or_default() += 1);
    let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(id, count)| (id.to_owned(), f64::from(count) / f64::from(imputations))).collect()
}
