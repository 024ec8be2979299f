//! Which cylinders can be better than the best so far, without a logarithm for each.
//!
//! For c cases the log likelihood ratio falls as the expectation μ grows up to c: it is above a bound exactly where μ is
//! below some m(c). As μ = kn/C, whole numbers k n are compared with C m(c), computed once for each bound.

use crate::earth::trig::{exp, ln};

/// The log likelihood ratio of c cases of `all` where μ are expected; 0 where c is not above μ.
pub(super) fn llr(c: f64, mu: f64, all: f64) -> f64 {
    if c <= mu || mu <= 0.0 {
        return 0.0;
    }
    let outside = if all > c { (all - c) * ln((all - c) / (all - mu)) } else { 0.0 };
    c * ln(c / mu) + outside
}

/// The bounds on k n for each number of cases.
#[derive(Debug, Clone)]
pub(super) struct Threshold {
    all: f64,
    /// The best log likelihood ratio so far.
    pub best: f64,
    /// For c cases, a cylinder with k n at or above this is not better. At most one too large.
    below: Vec<i64>,
    /// By how much `below` grows at most from c to c + 1.
    pub gain: i64,
}

impl Threshold {
    /// Nothing found yet: every cylinder above its expectation is better. `most` is the greatest number of cases.
    pub fn new(all: u32, most: u32) -> Self {
        let all = i64::from(all);
        let below: Vec<i64> = (0..=i64::from(most)).map(|c| if c < 2 { 0 } else { c * all }).collect();
        Self { all: all as f64, best: 0.0, below, gain: 2 * all }
    }

    /// How far a cylinder of c cases with k n is from being better; below 0 it may be better.
    pub fn deficit(&self, c: usize, kn: i64) -> i64 {
        kn - self.below[c]
    }

    /// Raises the bound to what was found.
    pub fn raise(&mut self, best: f64) {
        self.best = best;
        self.gain = 0;
        let mut mu = 0.0;
        for c in 2..self.below.len() {
            mu = self.greatest(c as f64, mu);
            // Rounding may leave mu a little below; one more in k n never loses a cylinder.
            self.below[c] = (mu * self.all * (1.0 + 1e-9)) as i64 + 1;
            self.gain = self.gain.max(self.below[c] - self.below[c - 1]);
        }
    }

    /// The expectation at which c cases have the best ratio: Newton's method from below, where the ratio is convex and
    /// falling, so that it never passes the root. `from` is known to lie below.
    fn greatest(&self, c: f64, from: f64) -> f64 {
        // The ratio is at least c ln(c/mu) - (c - mu).
        let mut mu = from.max(c * exp(-self.best / c - 1.0));
        for _ in 0..60 {
            let over = llr(c, mu, self.all) - self.best;
            let slope = c / mu - if self.all > c { (self.all - c) / (self.all - mu) } else { 0.0 };
            if over <= 1e-11 * self.best || slope <= 0.0 {
                break;
            }
            mu += over / slope;
        }
        mu
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cylinder_is_better_exactly_where_its_product_is_below_the_threshold() {
        let mut t = Threshold::new(200, 90);
        for best in [0.3, 2.0, 7.5, 30.0] {
            t.raise(best);
            for c in 2..=90_usize {
                for kn in (1..16_000).step_by(7) {
                    let ratio = llr(c as f64, kn as f64 / 200.0, 200.0);
                    assert!(ratio <= best || t.deficit(c, kn) < 0, "{best} {c} {kn}");
                    assert!(ratio > best || t.deficit(c, kn + 2) >= 0 || t.deficit(c, kn) >= -2, "{best} {c} {kn}");
                }
            }
        }
    }

    #[test]
    fn no_more_cases_than_expected_have_no_ratio() {
        assert_eq!((llr(3.0, 3.0, 9.0), llr(2.0, 0.0, 9.0)), (0.0, 0.0));
        assert!((llr(9.0, 3.0, 9.0) - 9.0 * ln(3.0)).abs() < 1e-12);
    }
}
