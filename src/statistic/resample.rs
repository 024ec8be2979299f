//! The percentile bootstrap (Efron 1979): what a statistic would have been in other samples of the same size.
//!
//! Comes in: the number of values or the values themselves, the number of resamples, a stream of random numbers. Goes out:
//! the values of the resamples and the range between two of their quantiles.
//!
//! The product's own intervals are better ones where a better one is known (docs/methods.md, Intervals); this is the plain
//! method that other packages print.

use super::quantile::{Counted, Ranked, quantile};
use super::random::Random;

/// The statistic of each resample: `statistic` gets the indices, 0..n, that were drawn with replacement.
pub fn resampled(n: u64, resamples: u32, random: &mut Random, statistic: impl Fn(&[u64]) -> f64) -> Vec<f64> {
    let mut drawn = vec![0; n as usize];
    let one = |_| {
        for slot in &mut drawn {
            *slot = random.below(n);
        }
        statistic(&drawn)
    };
    (0..resamples).map(one).collect()
}

/// The type 7 quantile of each resample of sorted values.
///
/// The k-th smallest of n values drawn with replacement has the rank floor(n U) where U is the k-th smallest of n uniform
/// numbers, a beta variate (Hall and Martin 1988). It is drawn directly: exactly the bootstrap, at a cost that does not depend
/// on n.
pub fn resampled_quantile(values: &Counted, p: f64, resamples: u32, random: &mut Random) -> Vec<f64> {
    let n = values.n();
    let h = n.saturating_sub(1) as f64 * p;
    let (below, fraction) = (libm::floor(h) as u64, h - libm::floor(h));
    let rank = |u: f64| (u * n as f64) as u64;
    let one = |_| {
        let (lower, upper) = random.order_statistics(below + 1, n);
        values.between(rank(lower), rank(upper), fraction)
    };
    if n == 0 { Vec::new() } else { (0..resamples).filter_map(one).collect() }
}

/// The range from the 2.5 % to the 97.5 % quantile of what resamples gave; none for fewer than 40 finite values, of which
/// the ends would be extremes.
pub fn percentile_95(mut values: Vec<f64>) -> Option<(f64, f64)> {
    values.retain(|v| v.is_finite());
    values.sort_unstable_by(f64::total_cmp);
    if values.len() < 40 {
        return None;
    }
    quantile(&values, 0.025).zip(quantile(&values, 0.975))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_resample_a_median_give_the_same_distribution() {
        let plain: Vec<f64> = (0..31).map(|i| f64::from(i * i)).collect();
        let counted = Counted::new(plain.iter().map(|v| (*v, 1)));
        let median = |drawn: &[u64]| {
            let mut values: Vec<f64> = drawn.iter().map(|i| plain[*i as usize]).collect();
            values.sort_unstable_by(f64::total_cmp);
            quantile(&values, 0.5).unwrap()
        };
        let slow = percentile_95(resampled(31, 4000, &mut Random::new(1, "a", 0), median)).unwrap();
        let fast = percentile_95(resampled_quantile(&counted, 0.5, 4000, &mut Random::new(1, "b", 0))).unwrap();
        // Neighbours lie 19 and 43 apart there.
        assert!((slow.0 - fast.0).abs() <= 19.0 && (slow.1 - fast.1).abs() <= 43.0, "{slow:?} {fast:?}");
    }

    #[test]
    fn nothing_resampled_gives_nothing() {
        let none = Counted::new([]);
        assert!(resampled_quantile(&none, 0.5, 99, &mut Random::new(1, "a", 0)).is_empty());
        assert_eq!(percentile_95(vec![1.0; 39]), None);
        assert_eq!(percentile_95(vec![1.0; 40]), Some((1.0, 1.0)));
    }
}
