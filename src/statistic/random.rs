//! Seeded random numbers: the same on every machine and for any order of computation.
//!
//! Comes in: a seed, the name of a statistic, the fingerprint of its incidents. Goes out: uniform, normal, gamma and
//! beta variates from PCG (O'Neill 2014), transcendental functions through `libm`.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

use crate::earth::trig::{ln, pow};

/// Stirs two words into one (splitmix64, Steele et al. 2014).
pub fn mix(state: u64, word: u64) -> u64 {
    let mut z = (state ^ word.rotate_left(32)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A source of random numbers for one statistic of one set of incidents.
#[derive(Debug)]
pub struct Random {
    pcg: Pcg64,
    spare: Option<f64>,
}

impl Random {
    /// The stream of a seed, a statistic's name and the fingerprint of its data.
    pub fn new(seed: u64, statistic: &str, fingerprint: u64) -> Self {
        let named = statistic.bytes().fold(seed, |state, byte| mix(state, u64::from(byte)));
        Self { pcg: Pcg64::seed_from_u64(mix(named, fingerprint)), spare: None }
    }

    /// A whole number in 0..n; 0 where n is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.pcg.next_u64()) * u128::from(n)) >> 64) as u64
    }

    /// Puts a list into a random order, each order equally likely (Fisher and Yates 1938; Durstenfeld 1964).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i as u64 + 1) as usize);
        }
    }

    /// A number strictly between 0 and 1.
    pub fn uniform(&mut self) -> f64 {
        ((self.pcg.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// A standard normal variate (Marsaglia's polar method).
    pub fn normal(&mut self) -> f64 {
        if let Some(z) = self.spare.take() {
            return z;
        }
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let s = u * u + v * v;
            if s < 1.0 && s > 0.0 {
                let k = (-2.0 * ln(s) / s).sqrt();
                self.spare = Some(v * k);
                return u * k;
            }
        }
    }

    /// A gamma variate of scale 1 and a shape of 1 or more (Marsaglia and Tsang 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        let d = shape.max(1.0) - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let chance = self.uniform();
            // The first test spares the logarithms nearly always.
            if chance < 1.0 - 0.0331 * x * x * x * x || ln(chance) < 0.5 * x * x + d * (1.0 - v + ln(v)) {
                return d * v;
            }
        }
    }

    /// The j-th and the (j+1)-th smallest of n uniform numbers, j counted from 1; the second is the first where j = n.
    pub fn order_statistics(&mut self, j: u64, n: u64) -> (f64, f64) {
        let (a, b) = (self.gamma(j as f64), self.gamma((n + 1 - j) as f64));
        let lower = a / (a + b);
        if j >= n {
            return (lower, lower);
        }
        let gap = pow(self.uniform(), 1.0 / (n - j) as f64);
        (lower, 1.0 - (1.0 - lower) * gap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_of(draws: u32, mut draw: impl FnMut() -> f64) -> f64 {
        (0..draws).map(|_| draw()).sum::<f64>() / f64::from(draws)
    }

    #[test]
    fn variates_have_the_means_of_their_distributions() {
        let mut random = Random::new(1, "test", 0);
        assert!((mean_of(20_000, || random.gamma(3.5)) - 3.5).abs() < 0.06);
        assert!((mean_of(20_000, || random.order_statistics(2, 9).0) - 0.2).abs() < 0.005);
        assert!((mean_of(20_000, || random.order_statistics(2, 9).1) - 0.3).abs() < 0.005);
        assert!(mean_of(20_000, || random.normal()).abs() < 0.03);
    }

    #[test]
    fn another_statistic_has_another_stream_and_the_same_one_the_same() {
        let draw = |name| Random::new(7, name, 3).below(u64::MAX);
        assert_eq!(draw("A3"), draw("A3"));
        assert_ne!(draw("A3"), draw("C1"));
    }
}
