//! What looks wrong in a table, in sentences.
//!
//! Comes in: the counts and what was told while reading. Goes out: one sentence a suspicion, each with its figure.

use super::tally::Tally;
use crate::earth::LonLat;
use crate::gazetteer::index::Index;
use crate::gazetteer::record::Record;
use crate::gazetteer::{Feature, Gazetteer};
use crate::incident::Precision;
use crate::read::Report;

/// A point is crowded if it holds this share of the incidents with coordinates, and at least so many.
const SHARE: f64 = 0.02;
const CROWD: u64 = 30;

/// A year is far from the others if this share of the incidents lies on one side of it, at least so many years away.
const FAR_YEARS: i16 = 20;

/// A point is a capital's if it lies this near to it, in km.
const AT_CAPITAL_KM: f64 = 10.0;

/// What looks wrong.
pub(super) fn suspicions(tally: &Tally, report: &Report, gazetteer: &Gazetteer) -> Vec<String> {
    let mut out = Vec::new();
    if tally.at_zero > 0 {
        out.push(format!(
            "{} incidents lie at 0/0 in the Gulf of Guinea, which often means \"not known\"",
            tally.at_zero
        ));
    }
    crowded(tally, gazetteer, &mut out);
    swapped(report, &mut out);
    years(tally, &mut out);
    let repeated: u64 = report.sources.iter().map(|source| source.repeated).sum();
    if tally.claims > tally.incidents || repeated > 0 {
        let shared = tally.claims - tally.incidents.min(tally.claims);
        out.push(format!(
            "{shared} rows share their id with another and were taken as claims of one incident; {repeated} more repeat a row word for word"
        ));
    }
    if tally.without_deaths == tally.incidents && tally.incidents > 0 {
        out.push("no incident has a count of people killed".to_owned());
    }
    out
}

/// Points that hold many incidents: the middle of a unit, or a capital that stands for its country.
fn crowded(tally: &Tally, gazetteer: &Gazetteer, out: &mut Vec<String>) {
    let located = tally.incidents - tally.without_point;
    for (at, count) in tally.busiest(5) {
        if count < CROWD || (count as f64) < SHARE * located as f64 {
            continue;
        }
        let share = 100.0 * count as f64 / located as f64;
        let what = match capital(gazetteer, at) {
            Some(name) => format!("the capital {name}: does it stand for places that are not known?"),
            None => "is it the middle of an area?".to_owned(),
        };
        out.push(format!(
            "{count} incidents ({share:.0} % of those with coordinates) lie at the one point {at}; {what}"
        ));
    }
    let coarse: u64 =
        tally.precisions.iter().filter(|(precision, _)| **precision > Precision::Admin1).map(|(_, n)| n).sum();
    if coarse > 0 {
        out.push(format!("{coarse} points stand for a country or a large part of one, and are left out of distances"));
    }
}

/// The capital that lies at a point.
fn capital(gazetteer: &Gazetteer, at: LonLat) -> Option<String> {
    let records = gazetteer.indexes().flat_map(Index::records).filter(|record| record.feature() == Feature::Capital);
    let near = |record: &Record<'_>| {
        LonLat::new(record.lon(), record.lat()).is_ok_and(|point| point.distance_km(at) <= AT_CAPITAL_KM)
    };
    records.filter(near).map(|record| record.name().to_owned()).next()
}

/// Coordinates that are out of range one way and not the other.
fn swapped(report: &Report, out: &mut Vec<String>) {
    let told = report.rejects.iter().filter(|reject| reject.why.contains("look swapped")).count();
    if told > 0 {
        out.push(format!("{told} rows have latitude and longitude swapped: exchange the two columns, or say --columns lon=...,lat=..."));
    }
}

/// Years far from all others: a typo, or a date that has not come yet. No clock is asked: the other dates of the table tell.
fn years(tally: &Tally, out: &mut Vec<String>) {
    let total: u64 = tally.years.values().sum();
    let middle = |share: f64| {
        let mut seen = 0;
        tally.years.iter().find(|(_, n)| {
            seen += **n;
            seen as f64 >= share * total as f64
        })
    };
    let (Some((early, _)), Some((late, _))) = (middle(0.01), middle(0.99)) else { return };
    let far =
        |far: &dyn Fn(i16) -> bool| tally.years.iter().filter(|(year, _)| far(**year)).map(|(_, n)| *n).sum::<u64>();
    let after = far(&|year| year - late >= FAR_YEARS);
    let before = far(&|year| early - year >= FAR_YEARS);
    for (count, side, year) in [(after, "after", late), (before, "before", early)] {
        if count > 0 {
            out.push(format!("{count} incidents are dated {FAR_YEARS} years or more {side} {year}, where 99 % of the others end: are their years right?"));
        }
    }
}
