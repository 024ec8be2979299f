//! Whether the series of the periods rise or fall, and where their level changes (L1, L2).
//!
//! Comes in: gathered incidents. Goes out: [`Trend`]: of incidents, of people killed and of the ninth tenth of distance, the
//! test of Mann and Kendall, that of Hamed and Rao, Theil and Sen's slope, the change points. Periods without a value are left
//! out of the series; the slope keeps the time between.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::estimate::Basis;
use super::gathered::Gathered;
use super::series::{Series, all_series};
use super::{Estimate, Family, Interval, LeftOut, Measured, Number, Period, PeriodLength, SpreadOptions, Unit};
use crate::statistic::changes::{SHORTEST, changes, penalty};
use crate::statistic::slope::{TheilSen, theil_sen};
use crate::statistic::trend::{HamedRao, MannKendall, hamed_rao, mann_kendall};
use crate::words::Words;

/// A series of fewer values has no trend.
const FEWEST: usize = 4;
/// With fewer values the normal approximation is rough.
const ROUGH: usize = 10;
/// The price of a change point, in ln(n) · var(differences) / 2.
const PENALTY_FACTOR: f64 = 3.0;

/// The trends of the series of the periods.
#[derive(Debug, Clone)]
pub struct Trend {
    /// Of incidents, people killed, and the ninth tenth of distance, in this order.
    pub series: Vec<SeriesTrend>,
    by: PeriodLength,
}

/// The trend of one series.
#[derive(Debug, Clone)]
pub struct SeriesTrend {
    /// `incidents`, `killed` or `p90_reach`.
    pub name: &'static str,
    /// The unit of its values.
    pub unit: Unit,
    /// The periods that have a value: their number among all, and the value.
    pub values: Vec<(usize, f64)>,
    /// The periods, values or not.
    pub periods: Vec<Period>,
    /// Mann and Kendall's test; none for fewer than four values.
    pub test: Option<MannKendall>,
    /// Hamed and Rao's; none where autocorrelation takes all variance away.
    pub corrected: Option<HamedRao>,
    /// The line, x counting periods from 0.
    pub line: Option<TheilSen>,
    /// The levels between change points.
    pub levels: Vec<Stretch>,
    /// The price of a change point.
    pub penalty: f64,
}

/// A stretch of a series without a change point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// The first period.
    pub from: Period,
    /// The last one.
    pub until: Period,
    /// The mean of its values.
    pub mean: f64,
}

/// Measures the trends.
pub(super) fn trend(all: &Gathered, options: &SpreadOptions) -> Trend {
    let series = all_series(all).iter().map(|one| SeriesTrend::new(one, &all.periods)).collect();
    Trend { series, by: options.by }
}

impl SeriesTrend {
    fn new(series: &Series, periods: &[Period]) -> Self {
        let values: Vec<(usize, f64)> =
            series.values.iter().enumerate().filter_map(|(i, value)| Some((i, (*value)?))).collect();
        let (x, y): (Vec<f64>, Vec<f64>) = values.iter().map(|(i, value)| (*i as f64, *value)).unzip();
        let enough = y.len() >= FEWEST;
        let price = penalty(&y, PENALTY_FACTOR);
        Self {
            name: series.name,
            unit: series.unit,
            test: mann_kendall(&y).filter(|_| enough),
            corrected: hamed_rao(&y).filter(|_| enough),
            line: theil_sen(&x, &y).filter(|_| enough),
            levels: if enough { levels(&values, &y, price, periods) } else { Vec::new() },
            penalty: price,
            periods: periods.to_vec(),
            values,
        }
    }

    fn numbers(&self) -> Vec<Number> {
        let mut left_out = LeftOut::new();
        let missing = (self.periods.len() - self.values.len()) as u64;
        if missing > 0 {
            left_out.insert("period_without_value", missing);
        }
        let l1 = Basis { n: self.values.len() as u64, left_out: &left_out, method: "L1" };
        let number = |statistic, period, estimate| Number { statistic, period, region: self.name.to_owned(), estimate };
        let plain = |value: Option<f64>, unit, why: &str| match value {
            Some(value) => self.remarked(l1.value(value, unit, Interval::None)),
            None => l1
                .undefined(unit, if self.values.len() < FEWEST { "fewer than four periods have a value" } else { why }),
        };
        let test = |field: fn(&MannKendall) -> f64| self.test.as_ref().map(field);
        let corrected = |field: fn(&HamedRao) -> f64| self.corrected.as_ref().map(field);
        let flat = "all values are equal";
        let none = "autocorrelation takes all variance away";
        let mut numbers = vec![
            number("mann_kendall_s", None, plain(test(|t| t.s), Unit::Count, flat)),
            number("mann_kendall_z", None, plain(test(|t| t.z), Unit::Z, flat)),
            number("mann_kendall_p", None, plain(test(|t| t.p), Unit::P, flat)),
            number("kendall_tau_b", None, plain(self.test.and_then(|t| t.tau_b), Unit::Ratio, flat)),
            number("hamed_rao_z", None, plain(corrected(|t| t.z), Unit::Z, none)),
            number("hamed_rao_p", None, plain(corrected(|t| t.p), Unit::P, none)),
            number("theil_sen_slope_per_period", None, self.slope(&plain)),
        ];
        numbers.extend(self.change_numbers(Basis { method: "L2", ..l1 }));
        numbers
    }

    /// How many change points, and the change of level at each.
    fn change_numbers(&self, l2: Basis<'_>) -> Vec<Number> {
        let number = |statistic, period, estimate| Number { statistic, period, region: self.name.to_owned(), estimate };
        let count = self.levels.len().checked_sub(1).map(|n| n as f64);
        let count = count.map(|n| l2.value(n, Unit::Count, Interval::None).noted("no interval: a count"));
        let few = || l2.undefined(Unit::Count, "fewer than four periods have a value");
        let mut numbers = vec![number("change_points", None, count.unwrap_or_else(few))];
        for (before, after) in self.levels.iter().zip(self.levels.iter().skip(1)) {
            let step = l2.value(after.mean - before.mean, self.unit, Interval::None);
            let step = step.noted("no interval: the change was looked for");
            numbers.push(number("change_of_level", Some(after.from), step));
        }
        numbers
    }

    fn slope(&self, plain: &impl Fn(Option<f64>, Unit, &str) -> Estimate) -> Estimate {
        let mut slope = plain(self.line.map(|l| l.slope), self.unit, "no two periods have a value");
        slope.interval = self.line.map_or(Interval::None, |l| Interval::Between(l.low95, l.high95));
        slope
    }

    fn remarked(&self, estimate: Estimate) -> Estimate {
        let estimate = estimate.noted("n counts periods");
        if self.values.len() < ROUGH {
            estimate.noted("fewer than ten periods: a rough approximation")
        } else {
            estimate
        }
    }

    /// "Incidents a month rise: ...".
    fn sentence(&self, by: PeriodLength, words: Words) -> String {
        let (what, period) = (words.text(self.key()), words.period(by));
        let (Some(test), Some(line)) = (self.test, self.line) else {
            return words.fill("trends.few", &[("what", what), ("period", period)]);
        };
        let verdict = match self.direction() {
            Some(Ordering::Greater) => "trends.rise",
            Some(Ordering::Less) => "trends.fall",
            _ => "trends.level",
        };
        let corrected = match self.corrected {
            Some(corrected) => words.fill("trends.corrected", &[("p", &words.chance(corrected.p))]),
            None => words.text("trends.uncorrected").to_owned(),
        };
        let said = words.fill(
            "trends.said",
            &[
                ("what", what),
                ("period", period),
                ("verdict", words.text(verdict)),
                ("slope", &words.significant(line.slope)),
                ("unit", self.unit_said()),
                ("low", &words.significant(line.low95)),
                ("high", &words.significant(line.high95)),
                ("p", &words.chance(test.p)),
                ("corrected", &corrected),
                ("periods", &words.count(by.name(), test.n as u64)),
            ],
        );
        format!("{said} {}", self.levels_said(words))
    }

    fn unit_said(&self) -> &'static str {
        if self.unit == Unit::Km { " km" } else { "" }
    }

    fn levels_said(&self, words: Words) -> String {
        if self.levels.len() < 3 {
            return words.text("trends.same").to_owned();
        }
        let step = |level: &Stretch| {
            let (mean, label) = (words.significant(level.mean), level.from.label());
            words.fill("trends.change", &[("mean", &mean), ("unit", self.unit_said()), ("label", &label)])
        };
        let steps: Vec<String> = self.levels.iter().map(step).collect();
        words.fill("trends.changes", &[("list", &steps.join(", "))])
    }

    /// Whether the series rises (greater), falls (less) or shows neither (equal): at 5 %, by the greater p of the two tests.
    /// None where there is no test.
    pub fn direction(&self) -> Option<Ordering> {
        let test = self.test?;
        let p = self.corrected.map_or(test.p, |corrected| corrected.p.max(test.p));
        Some(if p < 0.05 { test.s.total_cmp(&0.0) } else { Ordering::Equal })
    }

    /// The key of the words of the series.
    fn key(&self) -> &'static str {
        match self.name {
            "killed" => "trends.killed",
            "p90_reach" => "trends.p90_reach",
            _ => "trends.incidents",
        }
    }
}

/// The stretches between change points with their means.
fn levels(values: &[(usize, f64)], y: &[f64], price: f64, periods: &[Period]) -> Vec<Stretch> {
    let Some(found) = changes(y, price) else { return Vec::new() };
    let starts = std::iter::once(0).chain(found.breaks.iter().copied());
    let ends = found.breaks.iter().copied().chain([values.len()]);
    let level = |(start, end): (usize, usize)| {
        let stretch = values.get(start..end)?;
        let period = |one: Option<&(usize, f64)>| periods.get(one?.0).copied();
        let mean = stretch.iter().map(|(_, value)| value).sum::<f64>() / stretch.len().max(1) as f64;
        Some(Stretch { from: period(stretch.first())?, until: period(stretch.last())?, mean })
    };
    starts.zip(ends).filter_map(level).collect()
}

impl Measured for Trend {
    fn family(&self) -> Family {
        Family::Trend
    }

    fn parameters(&self) -> Vec<(&'static str, Value)> {
        let price = |name: &str| {
            let series = self.series.iter().find(|one| one.name == name);
            json!(series.map(|one| super::Rounded::new(one.penalty, Unit::Ratio)))
        };
        vec![
            ("by", json!(self.by.name())),
            ("penalty", json!("3 ln(n) var(differences) / 2")),
            ("penalty_incidents", price("incidents")),
            ("penalty_killed", price("killed")),
            ("penalty_p90_reach", price("p90_reach")),
            ("shortest_level_periods", json!(SHORTEST)),
            ("slope_unit", json!("the unit of the series for each period")),
        ]
    }

    fn numbers(&self) -> Vec<Number> {
        self.series.iter().flat_map(SeriesTrend::numbers).collect()
    }

    fn details(&self) -> Value {
        let series = |one: &SeriesTrend| {
            let rounded = |value: f64| super::Rounded::new(value, one.unit);
            let level = |level: &Stretch| json!({ "from": level.from.label(), "until": level.until.label(), "mean": rounded(level.mean) });
            let period = |(i, value): &(usize, f64)| json!({ "period": one.periods.get(*i).map(Period::label), "value": rounded(*value) });
            json!({
                "series": one.name,
                "unit": one.unit.name(),
                "values": one.values.iter().map(period).collect::<Vec<_>>(),
                "levels": one.levels.iter().map(level).collect::<Vec<_>>(),
            })
        };
        json!({ "series": self.series.iter().map(series).collect::<Vec<_>>() })
    }

    fn sentences(&self, words: Words) -> Vec<String> {
        self.series.iter().map(|one| one.sentence(self.by, words)).collect()
    }
}
