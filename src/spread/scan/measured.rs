//! The scan as numbers, lists and sentences.

use serde_json::{Value, json};

use super::{Cylinder, SHARE, Scanned};
use crate::spread::estimate::Basis;
use crate::spread::{Family, Interval, Measured, Number, Rounded, Unit};
use crate::words::Words;

/// The level at which a cluster is told as one.
const LEVEL: f64 = 0.05;

impl Measured for Scanned {
    fn family(&self) -> Family {
        Family::Scan
    }

    fn parameters(&self) -> Vec<(&'static str, Value)> {
        let days = self.days.map(|(first, last)| [first.to_string(), last.to_string()]);
        vec![
            ("radius_km", json!(self.limits.radius_km)),
            ("window_days", json!(self.limits.window_days)),
            ("prospective", json!(self.limits.prospective)),
            ("share_of_cases", json!(SHARE)),
            ("least_cases", json!(2)),
            ("replications", json!(self.replications)),
            ("study_days", json!(days)),
            ("locations", json!(self.locations)),
            ("locations_by_cells_of_resolution", json!(self.by_cells)),
            ("circles", json!(self.circles)),
        ]
    }

    fn numbers(&self) -> Vec<Number> {
        let basis = Basis { n: self.n, left_out: &self.left_out, method: "K1" };
        let number =
            |statistic, region: &str, estimate| Number { statistic, period: None, region: region.to_owned(), estimate };
        let clusters = match &self.clusters {
            Err(why) => return vec![number("scan_clusters", "", basis.undefined(Unit::Count, why))],
            Ok(clusters) => clusters,
        };
        let told = clusters.iter().filter(|c| c.p.is_some_and(|p| p <= LEVEL)).count();
        let note = "p at most 0.05; no interval: see the p of each";
        let mut numbers =
            vec![number("scan_clusters", "", basis.value(told as f64, Unit::Count, Interval::None).noted(note))];
        for (i, one) in clusters.iter().enumerate() {
            let region = format!("cluster {}", i + 1);
            let plain = |value, unit| basis.value(value, unit, Interval::None);
            let p = one.p.map_or_else(
                || basis.undefined(Unit::Share, "no permutations were asked for"),
                |p| plain(p, Unit::Share).noted("Monte Carlo over permuted dates"),
            );
            numbers.push(number("scan_llr", &region, plain(one.llr, Unit::Ratio)));
            numbers.push(number("scan_p", &region, p));
            numbers.push(number("scan_cases", &region, plain(f64::from(one.cases), Unit::Count)));
            numbers.push(number("scan_expected", &region, plain(one.expected, Unit::Count)));
            numbers.push(number("scan_radius", &region, plain(one.radius_km, Unit::Km)));
            let recurrence = one.recurrence_days.map(|days| plain(days, Unit::Days));
            numbers.extend(recurrence.map(|estimate| number("scan_recurrence", &region, estimate)));
        }
        numbers
    }

    fn details(&self) -> Value {
        let degrees = |value: f64| Rounded::new(value, Unit::Degrees);
        let ratio = |value: f64| Rounded::new(value, Unit::Ratio);
        let cluster = |one: &Cylinder| {
            json!({
                "lon": degrees(one.centre.lon()),
                "lat": degrees(one.centre.lat()),
                "radius_km": Rounded::new(one.radius_km, Unit::Km),
                "start": one.first.to_string(),
                "end": one.last.to_string(),
                "locations": one.locations,
                "cases": one.cases,
                "expected": ratio(one.expected),
                "llr": ratio(one.llr),
                "p": one.p.map(ratio),
                "recurrence_days": one.recurrence_days.map(ratio),
            })
        };
        let clusters: Vec<Value> = self.clusters.iter().flatten().map(cluster).collect();
        json!({ "clusters": clusters, "critical_llr_5_percent": self.critical.map(ratio) })
    }

    fn sentences(&self, words: Words) -> Vec<String> {
        let clusters = match &self.clusters {
            Err(why) => return vec![words.fill("scan.cannot", &[("why", &words.because(why))])],
            Ok(clusters) => clusters,
        };
        let told: Vec<&Cylinder> = clusters.iter().filter(|c| c.p.is_some_and(|p| p <= LEVEL)).collect();
        if told.is_empty() {
            let (km, days) = (words.figure(self.limits.radius_km), self.limits.window_days.to_string());
            return vec![words.fill("scan.none", &[("km", &km), ("days", &days)])];
        }
        let say = |one: &&Cylinder| {
            let parts = [
                ("cases", &*one.cases.to_string()),
                ("km", &*words.decimal(one.radius_km, 0)),
                ("centre", &*one.centre.to_string()),
                ("first", &*one.first.to_string()),
                ("last", &*one.last.to_string()),
                ("expected", &*words.decimal(one.expected, 1)),
                ("p", &*words.decimal(one.p.unwrap_or(1.0), 3)),
            ];
            words.fill("scan.one", &parts)
        };
        told.iter().take(3).map(say).collect()
    }
}
