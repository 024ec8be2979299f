//! Student's t distribution, by the incomplete beta function.
//!
//! Comes in: a t value, degrees of freedom. Goes out: a probability, or the 97.5 % point. Source: the continued fraction
//! of Abramowitz and Stegun 26.5.8, by Lentz's method.

use crate::earth::trig::{exp, ln};

/// The probability that a t variate lies farther from 0 than t, on either side; none without a degree of freedom.
///
/// # Example
/// ```
/// use incimap::statistic::student::two_sided;
/// assert!((two_sided(2.228_138_852, 10.0).unwrap() - 0.05).abs() < 1e-9);
/// ```
pub fn two_sided(t: f64, freedom: f64) -> Option<f64> {
    let squared = t * t;
    let known = freedom > 0.0 && !squared.is_nan();
    known.then(|| if squared.is_infinite() { 0.0 } else { beta(freedom / (freedom + squared), 0.5 * freedom, 0.5) })
}

/// The t value that 95 % of the variates do not pass on either side; none without a degree of freedom.
pub fn critical95(freedom: f64) -> Option<f64> {
    let (mut low, mut high) = (1.9, 13.0);
    if freedom < 1.0 || freedom.is_nan() {
        return None;
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if two_sided(middle, freedom)? > 0.05 { low = middle } else { high = middle }
    }
    Some(0.5 * (low + high))
}

/// The regularised incomplete beta function of x with the parameters a and b.
fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    // The fraction converges fast below the mean; above it the complement does.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta(1.0 - x, b, a);
    }
    let logs = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * ln(x) + b * ln(1.0 - x);
    exp(logs) / a / fraction(x, a, b)
}

/// The continued fraction 1 + d1 / (1 + d2 / (1 + ...)).
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let away = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
    let (mut value, mut c, mut d) = (1.0, 1.0, 0.0);
    for step in 1..10_000_u32 {
        let m = f64::from(step / 2);
        let term = if step % 2 == 1 {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        } else {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        };
        d = 1.0 / away(1.0 + term * d);
        c = away(1.0 + term / c);
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
    fn tails_are_those_of_r() {
        // R: 2 * pt(-c(1, 3, 12), c(1, 4.5, 98))
        let known = [(1.0, 1.0, 0.5), (3.0, 4.5, 0.034_380_867_888_76), (12.0, 98.0, 6.000_153_201_838e-21)];
        for (t, freedom, p) in known {
            let got = two_sided(-t, freedom).unwrap();
            assert!((got / p - 1.0).abs() < 1e-6, "{t} {freedom}: {got:e}");
        }
        assert_eq!(two_sided(1.0, 0.0), None);
    }

    #[test]
    fn critical_points_are_those_of_the_tables() {
        for (freedom, t) in [(1.0, 12.706_204_736), (2.0, 4.302_652_730), (30.0, 2.042_272_456), (1e6, 1.959_966_4)] {
            assert!((critical95(freedom).unwrap() - t).abs() < 1e-6, "{freedom}");
        }
        assert_eq!(critical95(0.5), None);
    }
}
