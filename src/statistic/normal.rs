//! The normal distribution, exact far into its tails.

use crate::earth::trig::erfc;

/// The 97.5 % point: 95 % of the values lie within this many standard deviations of the mean.
pub const Z95: f64 = 1.959_963_984_540_054;

/// The probability that a standard normal variate lies farther from 0 than z, on either side.
pub fn two_sided(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_those_of_r() {
        // R: 2 * pnorm(-c(0, 1.959963984540054, 10))
        for (z, p) in [(0.0, 1.0), (-1.959_963_984_540_054, 0.05), (10.0, 1.523_970_604_832_109e-23)] {
            assert!((two_sided(z) / p - 1.0).abs() < 1e-12, "{z}");
        }
    }
}
