//! How unevenly incidents lie over regions (E2), and how the wave came to them and left (E4).
//!
//! Comes in: gathered incidents. Goes out: [`Wave`]. The indices of each slice stand in its own table; here are those of the
//! whole that it lacks, and swash and backwash, which need all periods. Source: Cliff and Haggett 2006.

use serde_json::{Value, json};

use super::arrivals::Arrivals;
use super::estimate::Basis;
use super::gathered::Gathered;
use super::{Arrival, Family, Interval, LeftOut, Measured, Number, SpreadOptions, Unit};
use crate::statistic::concentration::{Concentration, concentration, lorenz};
use crate::statistic::random::{Random, mix};
use crate::statistic::swash::{Swash, swash};
use crate::words::Words;

/// The wave of incidents over regions.
#[derive(Debug, Clone)]
pub struct Wave {
    /// The indices of concentration over countries in the whole; none without incidents in a known country.
    pub concentration: Option<Concentration>,
    /// The Lorenz curve over the countries with an incident: share of countries, share of incidents.
    pub lorenz: Vec<(f64, f64)>,
    /// Swash and backwash over countries, UN subregions and first administrative levels, in this order.
    pub edges: Vec<Edges>,
    known: u64,
    left_out: LeftOut,
    resamples: u32,
}

/// Swash and backwash over the regions of one level.
#[derive(Debug, Clone)]
pub struct Edges {
    /// `countries`, `subregions` or `admin1`.
    pub level: &'static str,
    /// The model; none without a region that is active in a period.
    pub swash: Option<Swash>,
    /// Regions whose incidents all have dates too coarse for a period.
    pub left_out: u64,
    /// The 95 % intervals of the numbers in the order of the table.
    intervals: [Interval; 6],
}

const NAMES: [(&str, Unit); 6] = [
    ("swash_leading_edge", Unit::Count),
    ("swash_following_edge", Unit::Count),
    ("swash_susceptible", Unit::Share),
    ("swash_infected", Unit::Share),
    ("swash_recovered", Unit::Share),
    ("swash_r0a", Unit::Ratio),
];

/// Measures the wave.
pub(super) fn wave(all: &Gathered, arrivals: &Arrivals, options: &SpreadOptions) -> Wave {
    let counts: Vec<u64> = arrivals.countries.iter().map(|a| a.n).collect();
    let known = counts.iter().sum();
    let missing = all.records.len() as u64 - known;
    let edges =
        [("countries", &arrivals.countries), ("subregions", &arrivals.subregions), ("admin1", &arrivals.admin1)];
    Wave {
        concentration: concentration(&counts),
        lorenz: lorenz(&counts),
        edges: edges.iter().map(|(level, list)| Edges::new(level, list, all.periods.len(), options)).collect(),
        known,
        left_out: [("no_country", missing)].into_iter().filter(|(_, n)| *n > 0).collect(),
        resamples: options.resamples,
    }
}

impl Edges {
    fn new(level: &'static str, arrivals: &[Arrival], periods: usize, options: &SpreadOptions) -> Self {
        let active = |a: &Arrival| {
            let first = a.by_period.iter().position(|n| *n > 0)?;
            Some((first, a.by_period.iter().rposition(|n| *n > 0)?))
        };
        let spans: Vec<(usize, usize)> = arrivals.iter().filter_map(active).collect();
        Self {
            level,
            left_out: (arrivals.len() - spans.len()) as u64,
            intervals: if spans.len() < 3 { [Interval::None; 6] } else { intervals(level, &spans, periods, options) },
            swash: swash(&spans, periods),
        }
    }

    fn numbers(&self) -> Vec<Number> {
        let left_out: LeftOut =
            [("date_too_coarse", self.left_out)].into_iter().filter(|(_, count)| *count > 0).collect();
        let n = self.swash.as_ref().map_or(0, |s| s.regions as u64);
        let basis = Basis { n, left_out: &left_out, method: "E4" };
        let values = self.swash.as_ref().map(values);
        let number = |i: usize, (statistic, unit): (&'static str, Unit)| {
            let value = values.and_then(|v| v.get(i).copied().flatten());
            let why = if n == 0 { "no region is active in a period" } else { "no region is free again at the end" };
            let interval = self.intervals.get(i).copied().unwrap_or(Interval::None);
            let few = "no interval: fewer than three regions or no resamples";
            let estimate = value.map_or_else(
                || basis.undefined(unit, why),
                |value| basis.value(value, unit, interval).noted("n counts regions").noted_if_bare(few),
            );
            Number { statistic, period: None, region: self.level.to_owned(), estimate }
        };
        NAMES.into_iter().enumerate().map(|(i, name)| number(i, name)).collect()
    }
}

fn values(s: &Swash) -> [Option<f64>; 6] {
    let plain = [s.leading_edge, s.following_edge, s.susceptible, s.infected, s.recovered];
    let [a, b, c, d, e] = plain.map(Some);
    [a, b, c, d, e, s.reproduction]
}

/// Percentile intervals of resampled regions.
fn intervals(level: &str, spans: &[(usize, usize)], periods: usize, options: &SpreadOptions) -> [Interval; 6] {
    let words = spans.iter().flat_map(|(first, last)| [*first as u64, *last as u64]);
    let mut random = Random::new(options.seed, level, words.fold(spans.len() as u64, mix));
    let mut drawn: [Vec<f64>; 6] = Default::default();
    for _ in 0..options.resamples {
        let pick = |_| spans.get(random.below(spans.len() as u64) as usize).copied();
        let resample: Vec<(usize, usize)> = (0..spans.len()).filter_map(pick).collect();
        let Some(model) = swash(&resample, periods) else { continue };
        for (list, value) in drawn.iter_mut().zip(values(&model)) {
            list.extend(value);
        }
    }
    drawn.map(Interval::percentile)
}

impl Wave {
    fn unevenness(&self) -> Vec<Number> {
        let basis = Basis { n: self.known, left_out: &self.left_out, method: "E2" };
        let number = |statistic, value: Option<f64>, unit, why: &str| {
            let note = "no interval: see the concentration of the slices";
            let estimate = value.map_or_else(
                || basis.undefined(unit, if self.known == 0 { "no incidents with a known country" } else { why }),
                |value| basis.value(value, unit, Interval::None).noted(note),
            );
            Number { statistic, period: None, region: "countries".to_owned(), estimate }
        };
        let of = |field: fn(&Concentration) -> f64| self.concentration.as_ref().map(field);
        vec![
            number("evenness", self.concentration.and_then(|c| c.evenness), Unit::Ratio, "one country only"),
            number("herfindahl", of(|c| c.herfindahl), Unit::Ratio, ""),
            number("gini_active", of(|c| c.gini_active), Unit::Ratio, ""),
            number("theil", of(|c| c.theil), Unit::Nats, ""),
        ]
    }

    fn countries(&self) -> Option<(&Swash, Interval)> {
        let edges = self.edges.first()?;
        Some((edges.swash.as_ref()?, edges.intervals.get(5).copied()?))
    }
}

impl Measured for Wave {
    fn family(&self) -> Family {
        Family::Regions
    }

    fn parameters(&self) -> Vec<(&'static str, Value)> {
        let periods = self.countries().map_or(0, |(s, _)| s.periods);
        vec![("periods", json!(periods)), ("resamples_of_regions", json!(self.resamples))]
    }

    fn numbers(&self) -> Vec<Number> {
        self.unevenness().into_iter().chain(self.edges.iter().flat_map(Edges::numbers)).collect()
    }

    fn details(&self) -> Value {
        let share = |value: f64| super::Rounded::new(value, Unit::Share);
        let point = |(regions, incidents): &(f64, f64)| json!([share(*regions), share(*incidents)]);
        let level = |one: &Edges| {
            json!({
                "level": one.level,
                "first_in": one.swash.as_ref().map(|s| &s.first_in),
                "last_in": one.swash.as_ref().map(|s| &s.last_in),
            })
        };
        json!({
            "lorenz": self.lorenz.iter().map(point).collect::<Vec<_>>(),
            "edges": self.edges.iter().map(level).collect::<Vec<_>>(),
        })
    }

    fn sentences(&self, words: Words) -> Vec<String> {
        let Some((model, interval)) = self.countries() else { return vec![words.text("wave.none").to_owned()] };
        let s = |value: f64| words.significant(value);
        let r0a = match (model.reproduction, interval) {
            (Some(value), Interval::Between(low, high)) => {
                words.fill("wave.between", &[("value", &s(value)), ("low", &s(low)), ("high", &s(high))])
            }
            (Some(value), Interval::None) => words.fill("wave.alone", &[("value", &s(value))]),
            (None, _) => words.text("wave.undefined").to_owned(),
        };
        vec![words.fill(
            "wave.said",
            &[
                ("first", &s(model.leading_edge)),
                ("last", &s(model.following_edge)),
                ("periods", &model.periods.to_string()),
                ("n", &model.regions.to_string()),
                ("r0a", &r0a),
            ],
        )]
    }
}
