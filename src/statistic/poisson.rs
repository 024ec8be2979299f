//! The upper tail of the Poisson distribution.
//!
//! Comes in: a mean, a count. Goes out: how likely that count or more is.

use crate::earth::trig::{exp, ln};

/// More steps are never needed: the sums end after some multiple of the root of the count.
const STEPS: u32 = 3_000_000;

/// The probability of `count` or more where `mean` are expected: the regularised incomplete gamma function P(count, mean), by
/// its series or its continued fraction (Abramowitz and Stegun 1964, 6.5.29 and 6.5.31).
pub fn upper_tail(count: u64, mean: f64) -> f64 {
    if count == 0 {
        return 1.0;
    }
    if mean <= 0.0 {
        return 0.0;
    }
    let k = count as f64;
    let scale = exp(k * ln(mean) - mean - libm::lgamma(k));
    if mean < k + 1.0 { (scale * series(k, mean)).min(1.0) } else { (1.0 - scale * fraction(k, mean)).max(0.0) }
}

fn series(k: f64, mean: f64) -> f64 {
    let (mut term, mut sum) = (1.0 / k, 1.0 / k);
    for step in 1..STEPS {
        term *= mean / (k + f64::from(step));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// Lentz's way to work out a continued fraction.
fn fraction(k: f64, mean: f64) -> f64 {
    let mut b = mean + 1.0 - k;
    let (mut c, mut d) = (1e300, 1.0 / b);
    let mut value = d;
    for step in 1..STEPS {
        let a = f64::from(step) * (k - f64::from(step));
        b += 2.0;
        d = 1.0 / (a * d + b);
        c = b + a / c;
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_those_summed_by_hand() {
        // 1 - e^-2 (1 + 2), and R: ppois(479, 500, lower = FALSE)
        assert!((upper_tail(2, 2.0) - (1.0 - 3.0 * exp(-2.0))).abs() < 1e-15);
        let direct = |count: u64, mean: f64| {
            1.0 - (0..count).map(|k| exp(k as f64 * ln(mean) - mean - libm::lgamma(k as f64 + 1.0))).sum::<f64>()
        };
        for (count, mean) in [(480, 500.0), (520, 500.0), (3, 9.0), (12, 8.9)] {
            assert!((upper_tail(count, mean) - direct(count, mean)).abs() < 1e-10, "{count} {mean}");
        }
        assert_eq!((upper_tail(0, 3.0), upper_tail(4, 0.0)), (1.0, 0.0));
    }

    #[test]
    fn huge_counts_have_a_tail_between_0_and_1() {
        for (count, mean) in [(10_000_000, 10_000_000.0), (10_000_000, 9.0e6), (5, 1e9), (1, 1e-300)] {
            let p = upper_tail(count, mean);
            assert!((0.0..=1.0).contains(&p), "{count} {mean} {p}");
        }
    }
}
