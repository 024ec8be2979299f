//! Numbers as they are written.
//!
//! Comes in: a value and its unit. Goes out: [`Rounded`], which `csv` and `serde_json` write as it is: km, km² and days to 3
//! decimals, degrees to 6, ratios to 4 significant digits.

use serde::{Serialize, Serializer};

use super::Unit;

/// A number as it is written: whole counts without a decimal point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rounded {
    value: f64,
    whole: bool,
}

impl Rounded {
    /// Rounds as the unit wants it.
    pub fn new(value: f64, unit: Unit) -> Self {
        let whole = unit == Unit::Count && value.fract() == 0.0;
        let value = match unit {
            Unit::Km | Unit::Km2 => libm::round(value * 1e3) / 1e3,
            Unit::Degrees => libm::round(value * 1e6) / 1e6,
            Unit::Count if whole => value,
            Unit::Count | Unit::Days | Unit::Share | Unit::Nats | Unit::Ratio | Unit::KmPerDay | Unit::Z | Unit::P => {
                format!("{value:.3e}").parse().unwrap_or(value)
            }
        };
        // -0.0 would be written as "-0".
        Self { value: value + 0.0, whole }
    }

    /// The rounded number.
    pub fn value(self) -> f64 {
        self.value
    }
}

impl Serialize for Rounded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.whole { serializer.serialize_i64(self.value as i64) } else { serializer.serialize_f64(self.value) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_by_their_unit() {
        let written = |value, unit| serde_json::to_string(&Rounded::new(value, unit)).unwrap();
        assert_eq!(written(3_370.123_456, Unit::Km), "3370.123");
        assert_eq!(written(0.123_456, Unit::Share), "0.1235");
        assert_eq!(written(-0.000_000_1, Unit::Degrees), "0.0");
        assert_eq!(written(24.0, Unit::Count), "24");
        assert_eq!(written(21.312_639, Unit::Count), "21.31");
    }
}
