//! A number that can be defended: value, unit, n, what was left out, interval, method.

use std::collections::BTreeMap;

use crate::statistic::resample::percentile_95;

/// One number with what is needed to check it.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The value; none where it is undefined, and then `note` says why.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: Unit,
    /// How many incidents it rests on.
    pub n: u64,
    /// How many were left out, by reason.
    pub left_out: LeftOut,
    /// The 95 % interval, or none.
    pub interval: Interval,
    /// The id of its method in docs/methods.md: "A3".
    pub method: &'static str,
    /// What a reader must know: why it is undefined, or why it is to be taken with care.
    pub note: Option<String>,
}

/// How many incidents were left out of a number, by reason: `no_point`, `no_date`, `too_coarse`, `date_too_coarse`, `no_country`.
pub type LeftOut = BTreeMap<&'static str, u64>;

/// A 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Interval {
    /// From, to.
    Between(f64, f64),
    /// There is none: for extremes, for too few incidents, or because none was asked for.
    None,
}

impl Interval {
    /// The 2.5 to 97.5 % range of bootstrap values (Efron's percentile interval); none for fewer than 40 of them.
    pub(super) fn percentile(values: Vec<f64>) -> Self {
        percentile_95(values).into()
    }

    /// From, to; none where there is none.
    pub(super) fn ends(self) -> Option<(f64, f64)> {
        match self {
            Self::Between(low, high) => Some((low, high)),
            Self::None => None,
        }
    }

    /// Drawn out, where need be, so that it holds a value.
    pub(super) fn holding(self, value: f64) -> Self {
        match self {
            Self::Between(low, high) => Self::Between(low.min(value), high.max(value)),
            Self::None => Self::None,
        }
    }

    /// Both ends seen through a rising function.
    pub(super) fn map(self, rising: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::Between(low, high) => Self::Between(rising(low), rising(high)),
            Self::None => Self::None,
        }
    }

    /// Both ends seen through a falling function, which trades them.
    pub(super) fn falling(self, function: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::Between(low, high) => Self::Between(function(high), function(low)),
            Self::None => Self::None,
        }
    }

    /// Both ends held to a range, for statistics that cannot leave it.
    pub(super) fn within(self, least: f64, most: f64) -> Self {
        match self {
            Self::Between(low, high) => Self::Between(low.clamp(least, most), high.clamp(least, most)),
            Self::None => Self::None,
        }
    }
}

impl From<Option<(f64, f64)>> for Interval {
    fn from(ends: Option<(f64, f64)>) -> Self {
        ends.map_or(Self::None, |(low, high)| Self::Between(low, high))
    }
}

/// What the numbers of one family share: n, what was left out, the method.
#[derive(Debug, Clone, Copy)]
pub(super) struct Basis<'a> {
    pub n: u64,
    pub left_out: &'a LeftOut,
    pub method: &'static str,
}

impl Basis<'_> {
    /// A number; one that is not finite is undefined.
    pub fn value(&self, value: f64, unit: Unit, interval: Interval) -> Estimate {
        if !value.is_finite() {
            return self.undefined(unit, "the computation has no finite result");
        }
        Estimate {
            value: Some(value),
            unit,
            n: self.n,
            left_out: self.left_out.clone(),
            interval,
            method: self.method,
            note: None,
        }
    }

    /// No number, and why.
    pub fn undefined(&self, unit: Unit, why: &str) -> Estimate {
        Estimate {
            value: None,
            unit,
            n: self.n,
            left_out: self.left_out.clone(),
            interval: Interval::None,
            method: self.method,
            note: Some(why.to_owned()),
        }
    }
}

impl Estimate {
    /// Adds what a reader must know.
    pub(super) fn noted(mut self, note: &str) -> Self {
        self.note = Some(self.note.map_or_else(|| note.to_owned(), |old| format!("{old}; {note}")));
        self
    }

    /// Notes why there is no interval, where there is a value without one.
    pub(super) fn noted_if_bare(self, note: &str) -> Self {
        if self.value.is_some() && self.interval == Interval::None { self.noted(note) } else { self }
    }
}

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the units")]
pub enum Unit {
    Count,
    Km,
    Km2,
    Days,
    Degrees,
    Share,
    Nats,
    Ratio,
    KmPerDay,
    Z,
    P,
}

impl Unit {
    /// The unit as it is written to tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Km => "km",
            Self::Km2 => "km2",
            Self::Days => "days",
            Self::Degrees => "degrees",
            Self::Share => "share",
            Self::Nats => "nats",
            Self::Ratio => "ratio",
            Self::KmPerDay => "km_per_day",
            Self::Z => "z",
            Self::P => "p",
        }
    }
}
