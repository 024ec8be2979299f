//! The speed of the front, by three estimators that need not agree (G1).
//!
//! Comes in: gathered incidents. Goes out: [`Front`]. Sources: Fieller 1954 (arrivals); Koenker and Bassett 1978, Bickel, Götze
//! and van Zwet 1997 (quantile, its bootstrap of fewer than all incidents); Sen 1968 (reach).

use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::estimate::Basis;
use super::gathered::Gathered;
use super::record::Record;
use super::sample::Spot;
use super::series::{days_between, p90_reach};
use super::{Arrival, Estimate, Family, Interval, LeftOut, Measured, Number, Origin, SpreadOptions, Unit};
use crate::statistic::line::least_squares;
use crate::statistic::quantile_line::quantile_line;
use crate::statistic::random::{Random, mix};
use crate::statistic::slope::theil_sen;
use crate::words::Words;

/// The quantile of distance whose line is drawn.
const SHARE: f64 = 0.9;
/// Dates that span more days are too coarse for a speed.
const LONGEST_DAYS: i32 = 31;
/// A resample has no more incidents than this.
const MOST_RESAMPLED: usize = 2000;
/// Fewer points than this have no speed.
const FEWEST: usize = 4;

/// The speed of the front.
#[derive(Debug, Clone)]
pub struct Front {
    /// From the first arrivals in countries: 1 / slope of days on distance, Fieller's interval.
    pub arrivals: Estimate,
    /// From all incidents: the slope of the ninth tenth of distance on time, bootstrap interval.
    pub quantile: Estimate,
    /// From the periods: Theil and Sen's slope of the ninth tenth of distance, Sen's interval.
    pub reach: Estimate,
    /// The slope of the first estimator in days for each km, and its 95 % interval.
    pub days_per_km: Option<(f64, Option<(f64, f64)>)>,
    /// The first arrivals it rests on: country, days since the first day, km from the origin.
    pub first_arrivals: Vec<(Arc<str>, f64, f64)>,
    /// How many incidents a resample has.
    resampled: usize,
    resamples: u32,
}

/// Measures the front.
pub(super) fn front(all: &Gathered, countries: &[Arrival], options: &SpreadOptions) -> Front {
    let origin = !matches!(options.origin, Origin::None);
    let first_arrivals = first_arrivals(countries);
    let (days_per_km, arrivals) = by_arrivals(&first_arrivals, origin);
    let (points, left_out) = dated_distances(all);
    let resampled = points.0.len().min(MOST_RESAMPLED);
    Front {
        arrivals,
        quantile: by_quantile(&points, resampled, &left_out, options, origin),
        reach: by_reach(all, origin),
        days_per_km,
        first_arrivals,
        resampled,
        resamples: options.resamples,
    }
}

/// The countries first reached after the first day, whose first incident has a distance.
fn first_arrivals(arrivals: &[Arrival]) -> Vec<(Arc<str>, f64, f64)> {
    let Some(start) = arrivals.iter().filter_map(|a| a.first.first()).min() else { return Vec::new() };
    let row = |a: &Arrival| Some((a.name.clone(), days_between(start, a.first.first()?), a.distance_km?));
    arrivals.iter().filter_map(row).filter(|(_, days, _)| *days > 0.0).collect()
}

/// The slope of days on distance with its interval, and the speed.
type Slope = Option<(f64, Option<(f64, f64)>)>;

fn by_arrivals(rows: &[(Arc<str>, f64, f64)], origin: bool) -> (Slope, Estimate) {
    let nothing = LeftOut::new();
    let basis = Basis { n: rows.len() as u64, left_out: &nothing, method: "G1" };
    if let Some(why) = lacking(origin, rows.len(), "fewer than four countries were reached after the first day") {
        return (None, basis.undefined(Unit::KmPerDay, why));
    }
    let (km, days): (Vec<f64>, Vec<f64>) = rows.iter().map(|(_, days, km)| (*km, *days)).unzip();
    let Some(line) = least_squares(&km, &days) else {
        return (None, basis.undefined(Unit::KmPerDay, "all arrivals are equally far"));
    };
    let speed = match line.inverse_interval95() {
        Some((low, high)) => basis.value(1.0 / line.slope, Unit::KmPerDay, Interval::Between(low, high)),
        None => basis.undefined(Unit::KmPerDay, "no front: the interval of the slope of days on distance holds 0"),
    };
    (Some((line.slope, line.interval95)), inward(speed))
}

fn lacking(origin: bool, n: usize, few: &'static str) -> Option<&'static str> {
    if origin { (n < FEWEST).then_some(few) } else { Some("no origin") }
}

/// Notes what a speed below 0 means.
fn inward(speed: Estimate) -> Estimate {
    if speed.value.is_some_and(|v| v < 0.0) { speed.noted("below 0: nearer to the origin with time") } else { speed }
}

/// A speed whose interval may hold 0.
fn speed(basis: Basis<'_>, slope: f64, interval: Interval) -> Estimate {
    let estimate = inward(basis.value(slope, Unit::KmPerDay, interval));
    if holds_nothing(interval) { estimate.noted("no front: the interval holds 0") } else { estimate }
}

fn holds_nothing(interval: Interval) -> bool {
    matches!(interval, Interval::Between(low, high) if low <= 0.0 && high >= 0.0)
}

/// Days and distances of the incidents whose dates are known to the month or better, at the middle of their dates; and what
/// is left out.
fn dated_distances(all: &Gathered) -> ((Vec<f64>, Vec<f64>), LeftOut) {
    let start = all.records.iter().filter_map(|r| r.when.first()).min();
    let mut left_out = LeftOut::new();
    let row = |i: u32, record: &Record| -> Result<(f64, f64), &'static str> {
        let spot = all.spot(i);
        let (Some((first, last)), Some(start)) = (record.when.span(), start) else { return Err("no_date") };
        if record.when.length_days() > LONGEST_DAYS {
            return Err("date_too_coarse");
        }
        let why = if record.point().is_none() { "no_point" } else { "too_coarse" };
        let km = spot.and_then(Spot::distance_km).ok_or(why)?;
        Ok((days_between(start, first) + 0.5 * days_between(first, last), km))
    };
    let mut points = (Vec::new(), Vec::new());
    for (i, record) in (0_u32..).zip(&all.records) {
        match row(i, record) {
            Ok((days, km)) => {
                points.0.push(days);
                points.1.push(km);
            }
            Err(why) => *left_out.entry(why).or_insert(0) += 1,
        }
    }
    (points, left_out)
}

fn by_quantile(
    (days, km): &(Vec<f64>, Vec<f64>),
    resampled: usize,
    left_out: &LeftOut,
    options: &SpreadOptions,
    origin: bool,
) -> Estimate {
    let basis = Basis { n: days.len() as u64, left_out, method: "G1" };
    // Ten incidents have one above the line.
    let few = if days.len() < 10 { "fewer than ten dated incidents with a distance" } else { "" };
    if !origin || !few.is_empty() {
        return basis.undefined(Unit::KmPerDay, if origin { few } else { "no origin" });
    }
    let Some(line) = quantile_line(days, km, SHARE, None) else {
        return basis.undefined(Unit::KmPerDay, "all incidents are of one day");
    };
    // To the metre, so that the draws do not hang on the last bit of a distance.
    let words = days.iter().copied().chain(km.iter().map(|km| libm::round(km * 1000.0))).map(f64::to_bits);
    let fingerprint = words.fold(days.len() as u64, mix);
    let shrink = (resampled as f64 / days.len() as f64).sqrt();
    let draw = |i: u32| {
        let mut random = Random::new(options.seed, "G1", mix(fingerprint, u64::from(i)));
        let pick = |_| random.below(days.len() as u64) as usize;
        let picked: Vec<usize> = (0..resampled).map(pick).collect();
        let column = |list: &[f64]| -> Vec<f64> { picked.iter().filter_map(|i| list.get(*i)).copied().collect() };
        let other = quantile_line(&column(days), &column(km), SHARE, Some(line.slope))?;
        Some(line.slope + shrink * (other.slope - line.slope))
    };
    let slopes: Vec<f64> = (0..options.resamples).into_par_iter().filter_map(draw).collect();
    let estimate = speed(basis, line.slope, Interval::percentile(slopes));
    if line.exact { estimate } else { estimate.noted("the search for the line ended before it was exact") }
}

fn by_reach(all: &Gathered, origin: bool) -> Estimate {
    let start = all.periods.first().map(|p| p.start);
    let middle =
        |p: &super::Period| days_between(start.unwrap_or(p.start), p.start) + 0.5 * days_between(p.start, p.end);
    let reach = p90_reach(all);
    let rows = all.periods.iter().zip(&reach).filter_map(|(period, km)| Some((middle(period), (*km)?)));
    let (days, km): (Vec<f64>, Vec<f64>) = rows.unzip();
    let nothing = LeftOut::new();
    let basis = Basis { n: days.len() as u64, left_out: &nothing, method: "G1" };
    if let Some(why) = lacking(origin, days.len(), "fewer than four periods have a distance") {
        return basis.undefined(Unit::KmPerDay, why);
    }
    match theil_sen(&days, &km) {
        Some(line) => speed(basis, line.slope, Interval::Between(line.low95, line.high95)).noted("n counts periods"),
        None => basis.undefined(Unit::KmPerDay, "fewer than two periods have a distance"),
    }
}

impl Front {
    fn estimators(&self) -> [(&'static str, &'static str, &Estimate); 3] {
        [
            ("front_speed_arrivals", "front.arrivals", &self.arrivals),
            ("front_speed_quantile", "front.quantile", &self.quantile),
            ("front_speed_reach", "front.reach", &self.reach),
        ]
    }
}

impl Measured for Front {
    fn family(&self) -> Family {
        Family::Front
    }

    fn parameters(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("quantile", json!(SHARE)),
            ("longest_date_days", json!(LONGEST_DAYS)),
            ("arrivals", json!("countries first reached after the first day")),
            ("resamples", json!(self.resamples)),
            ("incidents_in_a_resample", json!(self.resampled)),
        ]
    }

    fn numbers(&self) -> Vec<Number> {
        let number = |(statistic, _, estimate): (&'static str, _, &Estimate)| Number {
            statistic,
            period: None,
            region: String::new(),
            estimate: estimate.clone(),
        };
        self.estimators().map(number).into_iter().collect()
    }

    fn details(&self) -> Value {
        let digits = |value: f64| super::Rounded::new(value, Unit::Ratio);
        let slope = self.days_per_km.map(|(slope, interval)| {
            json!({
                "days_per_km": digits(slope),
                "low95": interval.map(|(low, _)| digits(low)),
                "high95": interval.map(|(_, high)| digits(high)),
            })
        });
        let arrival = |(name, days, km): &(Arc<str>, f64, f64)| json!({ "region": &**name, "days": days, "distance_km": super::Rounded::new(*km, Unit::Km) });
        json!({ "arrival_slope": slope, "arrivals": self.first_arrivals.iter().map(arrival).collect::<Vec<_>>() })
    }

    fn sentences(&self, words: Words) -> Vec<String> {
        let said: Vec<String> = self.estimators().iter().map(|(_, name, one)| said(name, one, words)).collect();
        let moves =
            |one: &Estimate| one.value.is_some() && !holds_nothing(one.interval) && one.interval != Interval::None;
        let verdict = match self.estimators().iter().filter(|(_, _, one)| moves(one)).count() {
            0 => "front.none",
            3 => "front.all",
            _ => "front.some",
        };
        vec![words.fill("front.said", &[("verdict", words.text(verdict)), ("list", &words.apart(&said))])]
    }
}

/// "first arrivals in countries: 4.4 km a day (95 % interval 3.1 to 7.5; n = 23)".
fn said(name: &str, one: &Estimate, words: Words) -> String {
    let digits = |v: f64| words.significant(v);
    let told = match one.value {
        None => {
            let why = words.because(one.note.as_deref().unwrap_or("undefined"));
            words.fill("front.undefined", &[("why", &why), ("n", &words.number(one.n))])
        }
        Some(value) => {
            let speed = words.fill("figure.km_a_day", &[("n", &digits(value))]);
            let told = super::headline::with_interval(&speed, one, words, digits);
            let none = one.interval != Interval::None && holds_nothing(one.interval);
            if none { words.fill("front.no_front", &[("text", &told)]) } else { told }
        }
    };
    words.fill("front.one", &[("name", words.text(name)), ("value", &told)])
}
