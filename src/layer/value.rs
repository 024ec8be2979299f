//! One cell of a layer's table: what a property may hold, rounded as it is written.
//!
//! Comes in: a field of a noun. Goes out: a [`Value`] that keeps to one JSON type, or null.

use std::borrow::Cow;

use jiff::civil::Date;

/// The value of a property. A column holds one kind of it, or null.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    /// Not known.
    Null,
    /// Yes or no.
    Truth(bool),
    /// A count; written without a decimal point.
    Count(u64),
    /// A measure; written with a decimal point, always.
    Measure(f64),
    /// Words.
    Text(Cow<'a, str>),
    /// A day: `2024-03-22`.
    Day(Date),
    /// The first second of a day, UTC.
    DayStart(Date),
    /// The last second of a day, UTC.
    DayEnd(Date),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Yes or no.
    Truth,
    /// Counts.
    Count,
    /// Measures.
    Measure,
    /// Words.
    Text,
    /// Days.
    Day,
    /// Seconds, UTC.
    Instant,
}

impl Value<'_> {
    /// What it is; none for null.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Null => None,
            Self::Truth(_) => Some(Kind::Truth),
            Self::Count(_) => Some(Kind::Count),
            Self::Measure(_) => Some(Kind::Measure),
            Self::Text(_) => Some(Kind::Text),
            Self::Day(_) => Some(Kind::Day),
            Self::DayStart(_) | Self::DayEnd(_) => Some(Kind::Instant),
        }
    }

    /// Whether it says nothing.
    pub(super) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// A distance in km, to the metre.
    pub(super) fn km(km: impl Into<Option<f64>>) -> Self {
        Self::measure(km, 3)
    }

    /// An angle in degrees, to a tenth.
    pub(super) fn degrees(degrees: impl Into<Option<f64>>) -> Self {
        Self::measure(degrees, 1)
    }

    /// A ratio or a probability, to four decimals.
    pub(super) fn ratio(ratio: impl Into<Option<f64>>) -> Self {
        Self::measure(ratio, 4)
    }

    /// A number that is not finite is no measure.
    fn measure(number: impl Into<Option<f64>>, decimals: i32) -> Self {
        number.into().filter(|n| n.is_finite()).map_or(Self::Null, |n| Self::Measure(rounded(n, decimals)))
    }
}

/// A number to so many decimals, never -0.
pub(super) fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    let scaled = number * scale;
    // Beyond 2^53 there are no decimals left to round, and the product may overflow.
    if scaled.abs() < 9e15 { scaled.round() / scale + 0.0 } else { number }
}

impl<'a> From<&'a str> for Value<'a> {
    /// Blank words are null.
    fn from(words: &'a str) -> Self {
        if words.trim().is_empty() { Self::Null } else { Self::Text(Cow::Borrowed(words)) }
    }
}

impl From<String> for Value<'_> {
    fn from(words: String) -> Self {
        if words.trim().is_empty() { Self::Null } else { Self::Text(Cow::Owned(words)) }
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<u32> for Value<'_> {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u64> for Value<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_rounded_to_what_it_stands_for_and_never_minus_zero() {
        assert_eq!(Value::km(3_370.123_456), Value::Measure(3_370.123));
        assert!(matches!(Value::km(-0.000_04), Value::Measure(zero) if zero == 0.0 && zero.is_sign_positive()));
        assert_eq!(Value::from(30_u32), Value::Count(30));
    }

    #[test]
    fn what_is_no_number_or_says_nothing_is_null() {
        for value in [Value::km(f64::NAN), Value::ratio(f64::INFINITY), Value::km(None), Value::from("  ")] {
            assert_eq!(value, Value::Null);
        }
    }
}
