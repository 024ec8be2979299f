//! Student's t distribution, by the incomplete beta function.
//!
//! Comes in: a t value, degrees of freedom. Goes out: a probability, or the 97.5 % point.

use super::distribution::beta_below;
use super::normal::Z95;

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
    known.then(
        || if squared.is_infinite() { 0.0 } else { beta_below(freedom / (freedom + squared), 0.5 * freedom, 0.5) },
    )
}

/// The t value that 95 % of the variates do not pass on either side; none without a degree of freedom.
pub fn critical95(freedom: f64) -> Option<f64> {
    let (mut low, mut high) = (1.9, 13.0);
    if freedom < 1.0 || freedom.is_nan() {
        return None;
    }
    if freedom > 1e4 {
        // Cornish and Fisher's first term (Abramowitz and Stegun 26.7.5) is right to nine digits here.
        return Some(Z95 + Z95 * (Z95 * Z95 + 1.0) / (4.0 * freedom));
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if two_sided(middle, freedom)? > 0.05 { low = middle } else { high = middle }
    }
    Some(0.5 * (low + high))
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
