//! Distributions that intervals are read from: the incomplete beta function, chi-square, and roots of rising functions.
//!
//! Comes in: probabilities, degrees of freedom. Goes out: probabilities and quantiles, accurate to about ten digits.

use crate::earth::trig::{exp, ln, pow};

/// Steps of the continued fraction; it settles in about the root of the larger shape.
const STEPS: u32 = 10_000;

/// The regularised incomplete beta function: the chance that a beta variate of shapes a and b lies below x.
///
/// Continued fraction by the method of Lentz (Abramowitz and Stegun 26.5.8; Thompson and Barnett 1986).
pub fn beta_below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    // The fraction settles fast on this side of the mean.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_below_mean(1.0 - x, b, a);
    }
    beta_below_mean(x, a, b)
}

fn beta_below_mean(x: f64, a: f64, b: f64) -> f64 {
    let scale = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * ln(x) + b * ln(1.0 - x);
    let away = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let (mut c, mut d) = (1.0, 1.0 / away(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for step in 1..STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = fraction;
        for term in [even, odd] {
            d = 1.0 / away(1.0 + term * d);
            c = away(1.0 + term / c);
            fraction *= d * c;
        }
        if (fraction - before).abs() <= 1e-14 * fraction.abs() {
            break;
        }
    }
    (exp(scale) * fraction / a).clamp(0.0, 1.0)
}

/// The number between two others at which a rising function reaches a level, by halving.
pub fn root(low: f64, high: f64, level: f64, rising: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if rising(middle) < level { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// A point of chi-square that is exceeded with the chance that a standard normal variate exceeds z (Wilson and Hilferty
/// 1931): right to a few thousandths of it from three degrees of freedom on.
pub fn chi_square(freedom: f64, z: f64) -> f64 {
    let k = 2.0 / (9.0 * freedom);
    freedom * pow((1.0 - k + z * k.sqrt()).max(0.0), 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: f64, want: f64, within: f64) {
        assert!((got - want).abs() <= within, "{got} is not {want}");
    }

    #[test]
    fn the_incomplete_beta_function_is_that_of_r() {
        // R: pbeta(.3, 2, 5); pbeta(.9, 30.5, 4); pbeta(.5, 500, 501); by hand: x^a for b = 1.
        near(beta_below(0.3, 2.0, 5.0), 0.579_825, 1e-12);
        near(beta_below(0.25, 3.0, 1.0), 0.015_625, 1e-14);
        near(beta_below(0.9, 36.0, 1.0), 0.022_528_399_544_939_195, 1e-13);
        near(beta_below(0.4, 7.5, 7.5) + beta_below(0.6, 7.5, 7.5), 1.0, 1e-13);
        near(beta_below(0.5, 500.0, 500.0), 0.5, 1e-11);
        assert_eq!((beta_below(-1.0, 2.0, 2.0), beta_below(2.0, 2.0, 2.0)), (0.0, 1.0));
    }

    #[test]
    fn points_of_chi_square_are_those_of_the_tables() {
        // The 99 % points with 5 and 100 degrees of freedom are 15.086 and 135.807.
        near(chi_square(5.0, 2.326_347_874), 15.086, 0.06);
        near(chi_square(100.0, 2.326_347_874), 135.807, 0.02);
    }
}
