//! Do incidents follow incidents? Knox's test, the near-repeat table, the space-time K (H1-H3).
//!
//! Comes in: records, what counts as near. Goes out: [`NearRepeats`]. Only incidents with a fine point and a day enter. Where
//! a campaign moves or grows, its incidents are near each other in space and time without one leading to another: every test
//! is made again with days permuted only within short blocks of time.

mod told;

use serde_json::{Value, json};

use super::estimate::Basis;
use super::precise::Precise;
use super::record::Record;
use super::{Estimate, Family, Interval, LeftOut, Measured, Number, Rounded, Unit};
use crate::statistic::close_pairs::{ClosePairs, EdgeRule, TooManyPairs, affordable};
use crate::statistic::knox::{Draws, Knox, KnoxOptions, KnoxPair, knox};
use crate::statistic::metric::Spots;
use crate::statistic::near_repeat::{NearRepeat, NearRepeatOptions, RepeatCell, tabulate};
use crate::statistic::permute::Clock;
use crate::words as language;

/// Bands beyond which a permutation of the table would cost more are left out.
const MOST_COST: u64 = 12_000_000;
/// What all permutations of a table may cost: about two seconds on two cores.
const BUDGET: u64 = 2_500_000_000;

/// What counts as near, and how often to permute.
#[derive(Debug, Clone, PartialEq)]
pub struct NearRepeatChoice {
    /// Knox: the greatest distance in km.
    pub km: f64,
    /// Knox: the greatest number of days apart.
    pub days: u32,
    /// The table: the upper edges of the bands in km, rising; incidents at one point are a row of their own.
    pub bands_km: Vec<f64>,
    /// The table: the upper edges of the bands in days, rising.
    pub bands_days: Vec<u32>,
    /// How many permutations; 0 leaves Monte-Carlo p out.
    pub permutations: u32,
}

impl Default for NearRepeatChoice {
    /// 10 km and 14 days; 1 to 100 km by 7 to 56 days; 999 permutations.
    fn default() -> Self {
        Self {
            km: 10.0,
            days: 14,
            bands_km: vec![1.0, 5.0, 10.0, 25.0, 50.0, 100.0],
            bands_days: vec![7, 14, 28, 56],
            permutations: 999,
        }
    }
}

/// What was found.
#[derive(Debug, Clone)]
pub struct NearRepeats {
    /// What counts as near.
    pub choice: NearRepeatChoice,
    /// How many incidents entered.
    pub n: u64,
    /// How many were left out, by reason.
    pub left_out: LeftOut,
    /// Knox's test; an error where too many pairs are near.
    pub knox: Result<KnoxPair, TooManyPairs>,
    /// The upper edges of the bands in km that were measured; fewer than asked for where there were too many pairs.
    pub bands_km: Vec<f64>,
    /// The table with days permuted over all incidents; none where there are too many pairs at one point.
    pub table: Option<NearRepeat>,
    /// The same with days permuted only within blocks of [`NearRepeats::block_days`].
    pub table_in_blocks: Option<NearRepeat>,
    seed: u64,
}

impl NearRepeats {
    /// Measures records in their order.
    pub(super) fn new(records: &[Record], choice: &NearRepeatChoice, seed: u64) -> Self {
        let precise = Precise::dated(records);
        let (spots, own) = (precise.spots(), precise.seed(seed));
        let days = choice.days.min(1_000_000).cast_signed();
        let options = KnoxOptions { distance: choice.km, days, permutations: choice.permutations, seed: own };
        let tables = tables(&spots, &precise.days, choice, own);
        let knox = knox(&spots, &precise.days, &options);
        let (bands_km, table, table_in_blocks) =
            tables.map_or((Vec::new(), None, None), |(bands, plain, blocks)| (bands, Some(plain), Some(blocks)));
        let n = precise.n();
        Self { choice: choice.clone(), n, left_out: precise.left_out, knox, bands_km, table, table_in_blocks, seed }
    }

    /// The length in days of the blocks that the table is permuted within: three times its longest band.
    pub fn block_days(&self) -> u32 {
        block_days(&self.choice)
    }

    /// The name of a row of the table: "same point", "0-1 km", "more than 100 km".
    pub fn row_name(&self, row: usize) -> String {
        match (row.checked_sub(1), row.checked_sub(2).and_then(|below| self.bands_km.get(below))) {
            (None, _) => "same point".to_owned(),
            (Some(band), below) => match (self.bands_km.get(band), below) {
                (Some(upper), below) => format!("{}-{upper} km", below.unwrap_or(&0.0)),
                (None, below) => format!("more than {} km", below.unwrap_or(&0.0)),
            },
        }
    }

    /// The name of a column of the table: "0-7 days", "8-14 days", "more than 56 days".
    pub fn column_name(&self, column: usize) -> String {
        let bands = &self.choice.bands_days;
        let below = column.checked_sub(1).and_then(|c| bands.get(c));
        match (bands.get(column), below) {
            (Some(upper), None) => format!("0-{upper} days"),
            (Some(upper), Some(below)) => format!("{}-{upper} days", below + 1),
            (None, below) => format!("more than {} days", below.unwrap_or(&0)),
        }
    }

    /// The cells of the table, the same with days permuted in blocks, and the names of their row and column.
    fn cells(&self, pick: fn(&NearRepeat) -> &Vec<Vec<RepeatCell>>) -> Vec<(usize, usize, RepeatCell, RepeatCell)> {
        let (Some(plain), Some(blocks)) = (&self.table, &self.table_in_blocks) else { return Vec::new() };
        let rows = pick(plain).iter().zip(pick(blocks)).enumerate();
        rows.flat_map(|(r, (plain, blocks))| {
            plain.iter().zip(blocks).enumerate().map(move |(c, (p, b))| (r, c, *p, *b)).collect::<Vec<_>>()
        })
        .collect()
    }

    fn basis(&self, method: &'static str) -> Basis<'_> {
        Basis { n: self.n, left_out: &self.left_out, method }
    }

    fn knox_numbers(&self, knox: &Knox, apart: bool) -> Vec<Number> {
        let basis = self.basis("H1");
        let name = |all: &'static str, of_apart: &'static str| if apart { of_apart } else { all };
        let few = "fewer than two incidents, or none near in space or in time";
        let of = |value: Option<f64>, unit| match value {
            Some(value) => basis.value(value, unit, Interval::None),
            None => basis.undefined(unit, few),
        };
        let p = |draws: Option<Draws>, note: &str| of(draws.map(|d| d.p), Unit::Share).noted(note);
        let drawn = |draws: Option<Draws>| draws.map_or(0, |d| d.draws);
        let plain =
            format!("{} permutations over all days; also small where a campaign moves or grows", drawn(knox.plain));
        let blocks =
            format!("{} permutations within blocks of {} days", drawn(knox.in_blocks), 3 * self.choice.days.max(1));
        let region = format!("0-{} km, 0-{} days", self.choice.km, self.choice.days);
        let count = |value: u64| of(Some(value as f64), Unit::Count);
        let block_ratio = knox.in_blocks.filter(|d| d.mean > 0.0).map(|d| knox.close_both as f64 / d.mean);
        let rows = [
            (name("knox_close_in_space", "knox_close_in_space_apart"), count(knox.close_space)),
            (name("knox_close_in_time", "knox_close_in_time_apart"), count(knox.close_time)),
            (name("knox_observed", "knox_observed_apart"), count(knox.close_both)),
            (name("knox_expected", "knox_expected_apart"), of(knox.expected, Unit::Count)),
            (name("knox_ratio", "knox_ratio_apart"), of(knox.ratio, Unit::Ratio)),
            (name("knox_z", "knox_z_apart"), of(knox.z, Unit::Ratio)),
            (name("knox_poisson_p", "knox_poisson_p_apart"), of(knox.poisson_p, Unit::Share)),
            (name("knox_p", "knox_p_apart"), p(knox.plain, &plain)),
            (name("knox_ratio_in_blocks", "knox_ratio_in_blocks_apart"), of(block_ratio, Unit::Ratio).noted(&blocks)),
            (name("knox_p_in_blocks", "knox_p_in_blocks_apart"), p(knox.in_blocks, &blocks)),
        ];
        rows.map(|(statistic, estimate)| Number { statistic, period: None, region: region.clone(), estimate }).into()
    }

    fn table_numbers(&self) -> Vec<Number> {
        let basis = self.basis("H2");
        let measured = |cell: &(usize, usize, RepeatCell, RepeatCell)| {
            cell.0 <= self.bands_km.len() && cell.1 < self.choice.bands_days.len()
        };
        let two = |(r, c, plain, blocks): (usize, usize, RepeatCell, RepeatCell)| {
            let region = format!("{}, {}", self.row_name(r), self.column_name(c));
            let ratio = or_undefined(basis, plain.ratio, Unit::Ratio, "no pairs are expected");
            let p = or_undefined(basis, blocks.draws.map(|d| d.p), Unit::Share, "no permutations");
            let number = |statistic, estimate| Number { statistic, period: None, region: region.clone(), estimate };
            [number("near_repeat_ratio", ratio), number("near_repeat_p_in_blocks", p)]
        };
        self.cells(|t| &t.rows).into_iter().filter(measured).flat_map(two).collect()
    }

    fn overall_numbers(&self) -> Vec<Number> {
        let p = |table: &Option<NearRepeat>| table.as_ref().and_then(|t| t.overall).map(|d| d.p);
        let number = |statistic, value| {
            let estimate = or_undefined(self.basis("H3"), value, Unit::Share, "no permutations");
            Number { statistic, period: None, region: String::new(), estimate }
        };
        vec![number("space_time_k_p", p(&self.table)), number("space_time_k_p_in_blocks", p(&self.table_in_blocks))]
    }
}

fn or_undefined(basis: Basis<'_>, value: Option<f64>, unit: Unit, why: &str) -> Estimate {
    value.map_or_else(|| basis.undefined(unit, why), |value| basis.value(value, unit, Interval::None))
}

fn block_days(choice: &NearRepeatChoice) -> u32 {
    choice.bands_days.last().copied().unwrap_or(1).max(1).saturating_mul(3)
}

/// The bands that were measured and both tables.
fn tables(
    spots: &Spots,
    days: &[i32],
    choice: &NearRepeatChoice,
    seed: u64,
) -> Option<(Vec<f64>, NearRepeat, NearRepeat)> {
    let small = |days: &u32| (*days).min(1_000_000).cast_signed();
    let most = MOST_COST + 20 * days.len() as u64;
    let (pairs, used) = ClosePairs::widest(spots, &choice.bands_km, EdgeRule::UpperIncluded, most).ok()?;
    let clock = Clock::new(days);
    let cost = pairs.cost() * choice.bands_days.len() as u64;
    let mut options = NearRepeatOptions {
        distances: choice.bands_km[..used].to_vec(),
        distance_rule: EdgeRule::UpperIncluded,
        days: choice.bands_days.iter().map(small).collect(),
        day_rule: EdgeRule::UpperIncluded,
        permutations: affordable(choice.permutations, cost, BUDGET),
        block_days: None,
        seed,
    };
    let plain = tabulate(&pairs, &clock, &options);
    options.block_days = Some(small(&block_days(choice)));
    Some((options.distances.clone(), plain, tabulate(&pairs, &clock, &options)))
}

impl Measured for NearRepeats {
    fn family(&self) -> Family {
        Family::NearRepeat
    }

    fn parameters(&self) -> Vec<(&'static str, Value)> {
        let permuted = self.table.as_ref().and_then(|t| t.overall).map_or(0, |d| d.draws);
        vec![
            ("knox_km", json!(self.choice.km)),
            ("knox_days", json!(self.choice.days)),
            ("knox_block_days", json!(3 * self.choice.days.max(1))),
            ("bands_km", json!(self.bands_km)),
            ("bands_days", json!(self.choice.bands_days)),
            ("band_edges", json!("(a, b]: the upper edge belongs to a band")),
            ("table_block_days", json!(self.block_days())),
            ("permutations", json!(self.choice.permutations)),
            ("table_permutations", json!(permuted)),
            ("metric", json!("geodesic")),
            ("seed", json!(self.seed)),
        ]
    }

    fn numbers(&self) -> Vec<Number> {
        let mut numbers = match &self.knox {
            Ok(pair) => [self.knox_numbers(&pair.all, false), self.knox_numbers(&pair.apart, true)].concat(),
            Err(why) => {
                let estimate = self.basis("H1").undefined(Unit::Share, &why.to_string());
                vec![Number { statistic: "knox_p", period: None, region: String::new(), estimate }]
            }
        };
        numbers.extend(self.table_numbers());
        numbers.extend(self.overall_numbers());
        numbers
    }

    fn details(&self) -> Value {
        let cell = |plain: &RepeatCell, blocks: &RepeatCell| {
            json!({
                "observed": plain.observed,
                "expected": Rounded::new(plain.expected, Unit::Ratio),
                "ratio": plain.ratio.map(|v| Rounded::new(v, Unit::Ratio)),
                "p": plain.draws.map(|d| Rounded::new(d.p, Unit::Share)),
                "p_in_blocks": blocks.draws.map(|d| Rounded::new(d.p, Unit::Share)),
            })
        };
        let named = |(r, c, plain, blocks): (usize, usize, RepeatCell, RepeatCell)| json!({ "distance": self.row_name(r), "days": self.column_name(c), "pairs": cell(&plain, &blocks) });
        let within = |(r, c, plain, blocks): (usize, usize, RepeatCell, RepeatCell)| {
            let km = r.checked_sub(1).and_then(|r| self.bands_km.get(r)).copied().unwrap_or(0.0);
            json!({ "within_km": km, "within_days": self.choice.bands_days.get(c), "pairs": cell(&plain, &blocks) })
        };
        json!({
            "near_repeat_table": self.cells(|t| &t.rows).into_iter().map(named).collect::<Vec<_>>(),
            "space_time_k": self.cells(|t| &t.cumulative).into_iter().map(within).collect::<Vec<_>>(),
        })
    }

    fn sentences(&self, words: language::Words) -> Vec<String> {
        let Ok(pair) = &self.knox else {
            return vec![words.fill("near.many", &[("km", &words.figure(self.choice.km))])];
        };
        let mut sentences = vec![self.of_all(&pair.all, words)];
        sentences.extend(Self::of_apart(&pair.apart, words));
        sentences.extend(self.strongest(words));
        sentences
    }
}
