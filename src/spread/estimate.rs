//! A number that can be defended: value, unit, n, what was left out, interval, method.

use std::collections::BTreeMap;

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
        }
    }
}
