//! The Poisson distribution: its upper tail, and numbers drawn from it.
//!
//! Comes in: a mean, a count. Goes out: how likely that count or more is; variates of a mean.

use super::random::Random;
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

/// Means below this are drawn from a table; above it the normal distribution is as good.
const MANY: f64 = 100.0;

/// The Poisson distribution of one mean, with what does not depend on the draw worked out once.
#[derive(Debug, Clone)]
pub struct Poisson {
    mean: f64,
    /// The probability of each number or less, up to where the next would not change it; empty for a large mean.
    up_to: Vec<f64>,
    /// Where to begin in it: the first number of each of as many equal parts of 0..1 (Chen and Asau 1974).
    guide: Vec<u32>,
}

impl Poisson {
    /// The distribution of a mean of 0 or more.
    pub fn new(mean: f64) -> Self {
        if mean >= MANY {
            return Self { mean, up_to: Vec::new(), guide: Vec::new() };
        }
        let (mut term, mut sum, mut k) = (exp(-mean), 0.0, 0.0);
        let mut up_to = Vec::new();
        while k <= mean || sum + term > sum {
            sum += term;
            up_to.push(sum);
            k += 1.0;
            term *= mean / k;
        }
        let parts = up_to.len() as f64;
        let first = |part: usize| up_to.partition_point(|sum| *sum <= part as f64 / parts) as u32;
        let guide = (0..up_to.len()).map(first).collect();
        Self { mean, up_to, guide }
    }

    /// A number drawn from it.
    pub fn draw(&self, random: &mut Random) -> u64 {
        if self.up_to.is_empty() {
            let draw = self.mean + self.mean.sqrt() * random.normal();
            return draw.round().max(0.0) as u64;
        }
        let u = random.uniform();
        let part = (u * self.guide.len() as f64) as usize;
        let begin = self.guide.get(part).copied().unwrap_or_default() as usize;
        let steps = self.up_to.get(begin..).unwrap_or_default().iter().take_while(|sum| **sum <= u).count();
        (begin + steps) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variates_are_as_frequent_as_the_distribution_has_them() {
        for mean in [0.0, 0.4, 7.0, 99.5, 101.0, 4000.0] {
            let (poisson, mut random) = (Poisson::new(mean), Random::new(1, "test", 0));
            let drawn: Vec<f64> = (0..40_000).map(|_| poisson.draw(&mut random) as f64).collect();
            let share = |at: f64| drawn.iter().filter(|k| **k >= at).count() as f64 / 40_000.0;
            for z in [-1.5_f64, -0.5, 0.0, 0.5, 1.5] {
                let at = (mean + z * mean.sqrt()).round().max(1.0);
                let expected = upper_tail(at as u64, mean);
                assert!((share(at) - expected).abs() < 0.011, "{mean} {at}: {} for {expected}", share(at));
            }
        }
    }

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
