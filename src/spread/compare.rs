//! Two sets of incidents compared: before and from a day, or two kinds, actors, subregions or countries (X1).
//!
//! Comes in: all incidents and what is compared. Goes out: [`Comparison`]: the figures of both sets, their differences with
//! bootstrap intervals and permutation p, and plain sentences.
//!
//! p is the share of permutations of the labels, the sets as they are counted among them, whose difference is at least as
//! great (Fisher 1935; Phipson and Smyth 2010). Where incidents come in bursts, weeks are permuted and resampled, not
//! incidents.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::contrast::{CENTRES, FIGURES, Figures, Item, Sets, Together, difference};
use super::estimate::Basis;
use super::gathered::Gathered;
use super::group::name;
use super::sample::Spot;
use super::weeks::Weeks;
use super::{GroupBy, Interval, LeftOut, Number, SpreadOptions, Unit, verdict};
use crate::error::{Error, Result};
use crate::region::Regions;
use crate::statistic::resample::percentile_95;
use crate::words::Words;

/// Permutations, and permutations times incidents, at most; at least [`FEWEST`] all the same.
const PERMUTATIONS: u32 = 9999;
const MOST: u64 = 200_000_000;
const FEWEST: u32 = 499;
/// Fewer units in a set give no interval.
const FEWEST_UNITS: usize = 10;

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compare {
    /// What happened before a day with what happened from that day on.
    From(Date),
    /// Two kinds, actors, subregions or countries by name.
    Groups(GroupBy, [Arc<str>; 2]),
}

/// The figures that are compared: the names of their numbers, for either set, their difference and its p; their unit; and
/// what they are in words.
pub(super) const NAMES: [([&str; 4], Unit, &str); FIGURES] = [
    (
        ["reach_median_first", "reach_median_second", "reach_median_difference", "reach_median_p"],
        Unit::Km,
        "median reach",
    ),
    (["reach_p90_first", "reach_p90_second", "reach_p90_difference", "reach_p90_p"], Unit::Km, "reach of nine in ten"),
    (["reach_mean_first", "reach_mean_second", "reach_mean_difference", "reach_mean_p"], Unit::Km, "mean distance"),
    (
        ["standard_distance_first", "standard_distance_second", "standard_distance_difference", "standard_distance_p"],
        Unit::Km,
        "standard distance",
    ),
    (["", "", "centres_apart", "centres_apart_p"], Unit::Km, "distance between the mean centres"),
    (
        ["share_abroad_first", "share_abroad_second", "share_abroad_difference", "share_abroad_p"],
        Unit::Share,
        "share abroad",
    ),
    (
        [
            "effective_countries_first",
            "effective_countries_second",
            "effective_countries_difference",
            "effective_countries_p",
        ],
        Unit::Count,
        "effective number of countries",
    ),
];

/// One figure of both sets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// How many incidents of either set it rests on.
    pub n: [u64; 2],
    /// Of the first set; none where it is undefined, and of the distance between the centres.
    pub first: Option<f64>,
    /// Of the second set.
    pub second: Option<f64>,
    /// The second less the first; of the centres their distance.
    pub difference: Option<f64>,
    /// Its 95 % bootstrap interval; none for fewer than ten incidents, or weeks of bursty ones, in a set.
    pub interval: Interval,
    /// The share of permutations with as great a difference either way; not adjusted for the seven that are tested.
    pub p: Option<f64>,
}

/// Two sets of incidents compared.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What is compared.
    pub what: Compare,
    /// The names of the sets: "before 2017-10-17", "from 2017-10-17 on".
    pub names: [String; 2],
    /// How many incidents each holds, located or not.
    pub n: [u64; 2],
    /// Incidents of neither set, by reason.
    pub left_out: LeftOut,
    /// Whether weeks are what was permuted and resampled.
    pub by_weeks: bool,
    /// How many permutations.
    pub permutations: u32,
    /// How many resamples.
    pub resamples: u32,
    /// Median reach, 90 % reach, mean distance, standard distance, distance between the mean centres, share abroad,
    /// effective number of countries.
    pub contrasts: [Contrast; FIGURES],
}

impl std::str::FromStr for Compare {
    type Err = Error;

    /// Reads a day, or two groups: `2017-10-17`, `kind=bombing,arson`.
    fn from_str(text: &str) -> Result<Self> {
        if let Ok(day) = text.parse::<Date>() {
            return Ok(Self::From(day));
        }
        let by = |word: &str| {
            [GroupBy::Kind, GroupBy::Actor, GroupBy::Region, GroupBy::Country].into_iter().find(|by| by.name() == word)
        };
        let parts = text.split_once('=').and_then(|(word, names)| Some((by(word.trim())?, names.split_once(',')?)));
        match parts.map(|(by, (a, b))| (by, [a.trim(), b.trim()])) {
            Some((by, names)) if names[0] != names[1] && names.iter().all(|name| !name.is_empty()) => {
                Ok(Self::Groups(by, names.map(Into::into)))
            }
            _ => Err(Error::unknown(
                "comparison",
                text.to_owned(),
                "give a day, 2017-10-17, or two groups: kind=bombing,arson; actor=, region= and country= likewise"
                    .to_owned(),
            )),
        }
    }
}

impl Compare {
    /// The names of both sets.
    fn names(&self) -> [String; 2] {
        match self {
            Self::From(day) => [format!("before {day}"), format!("from {day} on")],
            Self::Groups(_, names) => [0, 1].map(|i: usize| names[i].to_string()),
        }
    }

    /// Whether an incident belongs to the second set; why to neither.
    fn side(&self, all: &Gathered, index: usize, regions: &Regions) -> std::result::Result<bool, &'static str> {
        let record = all.records.get(index).ok_or("no_date")?;
        match self {
            Self::From(day) => match record.when.span() {
                Some((_, last)) if last < *day => Ok(false),
                Some((first, _)) if first >= *day => Ok(true),
                Some(_) => Err("date_too_coarse"),
                None => Err("no_date"),
            },
            Self::Groups(by, names) => {
                let group = name(record, &all.words, *by, regions);
                let side = names.iter().position(|name| group.as_ref() == Some(name)).map(|i| i == 1);
                side.ok_or(if group.is_some() { "other_group" } else { "no_group" })
            }
        }
    }
}

/// Compares the two sets.
pub(super) fn compare(all: &Gathered, what: &Compare, options: &SpreadOptions, regions: &Regions) -> Comparison {
    let (mut sides, mut left_out) = ([Vec::new(), Vec::new()], LeftOut::new());
    for index in 0..all.records.len() {
        match what.side(all, index, regions) {
            Ok(second) => sides[usize::from(second)].push(index as u32),
            Err(why) => *left_out.entry(why).or_default() += 1,
        }
    }
    let weeks = Weeks::of(all, &sides.concat()).bursty().is_some();
    let sets = sets(all, &sides, weeks);
    let bound = |wanted: u32| {
        let most = MOST / sets.items.len().max(1) as u64;
        wanted.min((most as u32).max(FEWEST))
    };
    let (permutations, resamples) = (bound(PERMUTATIONS), bound(options.resamples));
    Comparison {
        what: what.clone(),
        names: what.names(),
        n: [0, 1].map(|i: usize| sides[i].len() as u64),
        left_out,
        by_weeks: weeks,
        permutations,
        resamples,
        contrasts: contrasts(&sets, permutations, resamples, options.seed),
    }
}

/// The incidents of both sides, nearest first, in the units that are drawn.
fn sets(all: &Gathered, sides: &[Vec<u32>; 2], weeks: bool) -> Sets {
    // Spots stand nearest first; whoever has none, or no distance, comes last.
    let far = |m: u32| all.spot_of(m).filter(|s| all.spots.get(*s as usize).is_some_and(|s| s.distance_km().is_some()));
    let mut order: Vec<(u32, u32)> = sides.iter().flatten().map(|m| (far(*m).unwrap_or(u32::MAX), *m)).collect();
    order.sort_unstable();
    let item = |m: u32| {
        let spot = all.spot(m);
        Item {
            unit: spot.map(Spot::unit),
            km: spot.and_then(Spot::distance_km),
            abroad: all.home(m).map(|at_home| !at_home),
            country: all.country_of(m),
        }
    };
    let second: std::collections::HashSet<u32> = sides[1].iter().copied().collect();
    let week = |m: u32| all.week_of(m).filter(|_| weeks);
    let mut keyed: Vec<(Option<i32>, bool, u32)> =
        (0..).zip(&order).map(|(i, (_, m))| (week(*m), second.contains(m), i)).collect();
    keyed.sort_unstable();
    let same = |a: &(Option<i32>, bool, u32), b: &(Option<i32>, bool, u32)| a.0.is_some() && (a.0, a.1) == (b.0, b.1);
    let unit = |run: &[(Option<i32>, bool, u32)]| Together {
        items: run.iter().map(|(.., i)| *i).collect(),
        second: run.first().is_some_and(|first| first.1),
    };
    Sets {
        items: order.iter().map(|(_, m)| item(*m)).collect(),
        together: keyed.chunk_by(same).map(unit).collect(),
        countries: all.countries.len(),
    }
}

fn contrasts(sets: &Sets, permutations: u32, resamples: u32, seed: u64) -> [Contrast; FIGURES] {
    let sizes = sets.sizes();
    let (own, straight) = (sets.observed(true), difference(&sets.observed(false)));
    let differences = difference(&own);
    let permuted = sets.permuted(permutations, seed);
    let units = |second: bool| sets.together.iter().filter(|t| t.second == second).count();
    let enough = units(false).min(units(true)) >= FEWEST_UNITS;
    let resampled = if enough { sets.resampled(resamples, seed) } else { Vec::new() };
    std::array::from_fn(|i| Contrast {
        n: [sizes[0][i], sizes[1][i]],
        first: own[0][i],
        second: own[1][i].filter(|_| i != CENTRES),
        difference: differences[i],
        interval: differences[i].map_or(Interval::None, |own| interval(&resampled, i, own)),
        p: straight[i].and_then(|observed| p_value(&permuted, i, observed)),
    })
}

/// The percentile interval of a difference. The effective number of countries is moved by the bias of the bootstrap, as a
/// resample has never more countries than its sample.
fn interval(resampled: &[Figures], index: usize, own: f64) -> Interval {
    let mut values: Vec<f64> = resampled.iter().filter_map(|figures| figures[index]).collect();
    if index == super::contrast::COUNTRIES {
        let bias = values.iter().sum::<f64>() / values.len().max(1) as f64 - own;
        for value in &mut values {
            *value -= bias;
        }
    }
    Interval::from(percentile_95(values))
}

/// The share of permutations, the observed one included, with a difference at least as great.
fn p_value(permuted: &[Figures], index: usize, observed: f64) -> Option<f64> {
    let least = observed.abs() * (1.0 - 1e-12);
    let values = || permuted.iter().filter_map(|figures| figures[index]);
    let count = values().count();
    (count > 0).then(|| (1 + values().filter(|v| v.abs() >= least).count()) as f64 / (count + 1) as f64)
}

impl Comparison {
    /// Every parameter that was used, units in the names.
    pub fn parameters(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("first", json!(self.names[0])),
            ("second", json!(self.names[1])),
            ("permutations", json!(self.permutations)),
            ("permuted", json!(if self.by_weeks { "weeks" } else { "incidents" })),
            ("resamples", json!(self.resamples)),
            ("left_out", json!(self.left_out)),
        ]
    }

    /// The numbers: of each figure that of the first set, of the second, the difference, its p.
    pub fn numbers(&self) -> Vec<Number> {
        let number = |statistic, estimate| Number { statistic, period: None, region: String::new(), estimate };
        let mut numbers = Vec::new();
        for (contrast, (names, unit, _)) in self.contrasts.iter().zip(NAMES) {
            let basis = |n| Basis { n, left_out: &self.left_out, method: "X1" };
            let value = |n: u64, value: Option<f64>, unit, interval| match value {
                Some(value) => basis(n).value(value, unit, interval),
                None => basis(n).undefined(unit, "undefined in one of the sets"),
            };
            let [n, m] = contrast.n;
            let both = n + m;
            let all = [
                (n, contrast.first, unit, Interval::None),
                (m, contrast.second, unit, Interval::None),
                (both, contrast.difference, unit, contrast.interval),
                (both, contrast.p, Unit::Share, Interval::None),
            ];
            let named = names.into_iter().zip(all).filter(|(name, _)| !name.is_empty());
            numbers.extend(named.map(|(name, (n, v, unit, interval))| number(name, value(n, v, unit, interval))));
        }
        numbers
    }

    /// Whether reach grew, in words, with what cannot be said; then what else differs.
    pub fn sentences(&self, words: Words) -> Vec<String> {
        verdict::sentences(self, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_is_read_from_a_day_or_two_groups() {
        assert_eq!("2017-10-17".parse::<Compare>().unwrap(), Compare::From(jiff::civil::date(2017, 10, 17)));
        let groups = "kind=bombing, arson".parse::<Compare>().unwrap();
        assert_eq!(groups, Compare::Groups(GroupBy::Kind, ["bombing".into(), "arson".into()]));
        for wrong in ["", "2017", "kind=bombing", "sort=a,b", "kind=a,a", "actor=,b"] {
            let error = wrong.parse::<Compare>().unwrap_err().to_string();
            assert!(error.contains("kind=bombing,arson"), "{error}");
        }
    }

    #[test]
    fn p_counts_the_sets_as_they_are_among_the_permutations() {
        let figures = |d: f64| -> Figures { [Some(d); FIGURES] };
        let permuted: Vec<Figures> = [1.0, -3.0, 2.0].map(figures).to_vec();
        assert_eq!(p_value(&permuted, 0, 2.0), Some(0.75));
        assert_eq!(p_value(&permuted, 0, -9.0), Some(0.25));
        assert_eq!(p_value(&[], 0, 1.0), None);
    }
}
