//! Numbers and days as text, without a detour through memory: a million features have fifty million of them.
//!
//! Comes in: counts, decimals, days. Goes out: their digits at the end of a buffer.

use std::io::Write;

use jiff::civil::Date;

/// The decimals that are tried first: a number with as many or fewer, as all are that a layer holds, is written from an integer.
const DECIMALS: usize = 6;
const SCALE: f64 = 1e6;
/// Numbers below this have at most 15 significant digits with [`DECIMALS`] decimals, so that no other decimal of as many
/// digits stands for the same number.
const LARGEST: f64 = 1e9;

/// A count.
pub(crate) fn count(out: &mut Vec<u8>, number: u64) {
    let mut digits = [0; 20];
    out.extend_from_slice(decimal_digits(&mut digits, number));
}

/// A decimal, the shortest that reads back as the same number; always with a point or an exponent.
pub(crate) fn decimal(out: &mut Vec<u8>, number: f64) {
    let scaled = (number * SCALE).round();
    if number.abs() < LARGEST && scaled / SCALE == number {
        if scaled < 0.0 {
            out.push(b'-');
        }
        let scaled = scaled.abs() as u64;
        count(out, scaled / SCALE as u64);
        fraction(out, scaled % SCALE as u64);
    } else {
        // A vector takes all it is given.
        let _ = write!(out, "{number:?}");
    }
}

/// A whole number of parts of ten to the power of `decimals`, as a decimal without trailing zeros.
pub(crate) fn fixed(out: &mut Vec<u8>, parts: i64, decimals: usize) {
    let scale = 10_u64.pow(decimals as u32);
    if parts < 0 {
        out.push(b'-');
    }
    let parts = parts.unsigned_abs();
    count(out, parts / scale);
    let mut rest = parts % scale;
    if rest > 0 {
        out.push(b'.');
        let mut unit = scale / 10;
        while rest > 0 {
            out.push(b'0' + (rest / unit) as u8);
            rest %= unit;
            unit /= 10;
        }
    }
}

fn fraction(out: &mut Vec<u8>, millionths: u64) {
    let mut digits = [b'0'; 1 + DECIMALS];
    digits[0] = b'.';
    let mut rest = millionths;
    for digit in digits[1..].iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let last = digits.iter().rposition(|digit| *digit != b'0').unwrap_or(0).max(1);
    out.extend_from_slice(&digits[..=last]);
}

fn decimal_digits(digits: &mut [u8; 20], number: u64) -> &[u8] {
    let mut rest = number;
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            return &digits[start..];
        }
    }
}

/// A day: `2024-03-22`.
pub(crate) fn day(out: &mut Vec<u8>, day: Date) {
    let (year, month, of_month) = (day.year(), day.month(), day.day());
    if (0..=9999).contains(&year) {
        let two = |number: i16| [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        out.extend_from_slice(&two(year / 100));
        out.extend_from_slice(&two(year % 100));
        out.push(b'-');
        out.extend_from_slice(&two(month.into()));
        out.push(b'-');
        out.extend_from_slice(&two(of_month.into()));
    } else {
        let _ = write!(out, "{day}");
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn text(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_have_a_point_and_no_more_digits_than_they_need() {
        let cases =
            [(30.0, "30.0"), (0.0, "0.0"), (-0.5, "-0.5"), (179.999_999, "179.999999"), (0.000_001, "0.000001")];
        for (number, wanted) in cases {
            assert_eq!(text(|out| decimal(out, number)), wanted);
        }
        assert_eq!(text(|out| decimal(out, -12.3)), "-12.3");
        assert_eq!(text(|out| count(out, u64::MAX)), u64::MAX.to_string());
        assert_eq!(text(|out| count(out, 0)), "0");
    }

    #[test]
    fn days_before_christ_are_as_the_calendar_writes_them() {
        assert_eq!(text(|out| day(out, date(2024, 3, 2))), "2024-03-02");
        assert_eq!(text(|out| day(out, date(987, 12, 31))), "0987-12-31");
        assert_eq!(text(|out| day(out, date(-44, 3, 15))), date(-44, 3, 15).to_string());
    }

    proptest! {
        #[test]
        fn a_decimal_reads_back_as_the_same_number(number in prop::num::f64::NORMAL | prop::num::f64::ZERO, degrees in -180.0..180.0) {
            for number in [number, degrees, (degrees * 1e6_f64).round() / 1e6, (number * 1e4).round() / 1e4] {
                prop_assume!(number.is_finite());
                let written = text(|out| decimal(out, number));
                prop_assert_eq!(written.parse::<f64>().unwrap(), number, "{}", written);
            }
        }
    }
}
