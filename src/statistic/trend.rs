//! Whether a series rises or falls (L1): Mann and Kendall's test, plain and corrected for autocorrelation.
//!
//! Comes in: the values of a series in the order of time, evenly spaced. Goes out: S, its variance, z, p, both taus.
//! Sources: Mann 1945; Kendall 1975 (ties); Knight 1966 (counting in n log n); Hamed and Rao 1998.

use super::normal::{Z95, two_sided};
use super::slope::theil_sen;

/// Mann and Kendall's test of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannKendall {
    /// How many values.
    pub n: usize,
    /// Pairs that rise less pairs that fall.
    pub s: f64,
    /// The variance of S without a trend, corrected for ties.
    pub variance: f64,
    /// (S ∓ 1) over its standard deviation, 0 where S is 0 (continuity correction).
    pub z: f64,
    /// The two-sided p of z.
    pub p: f64,
    /// S over the number of pairs (tau-a).
    pub tau_a: f64,
    /// S over the pairs without ties (tau-b); none where all values are equal.
    pub tau_b: Option<f64>,
    /// The two-sided p of tau-b, normal and without continuity correction, as `scipy` has it for more than 33 values.
    pub tau_b_p: Option<f64>,
}

/// Tests a series for a trend; none for fewer than two values or for values that are not finite.
///
/// # Example
/// ```
/// use incimap::statistic::trend::mann_kendall;
/// let rising = mann_kendall(&[1.0, 2.0, 3.0, 4.0]).unwrap();
/// assert_eq!((rising.s, rising.tau_a), (6.0, 1.0));
/// ```
pub fn mann_kendall(series: &[f64]) -> Option<MannKendall> {
    if series.len() < 2 || series.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let mut sorted = series.to_vec();
    let falling = falling_pairs(&mut sorted);
    let n = series.len() as f64;
    let (pairs, ties) = (0.5 * n * (n - 1.0), Ties::of(&sorted));
    let s = pairs - ties.pairs - 2.0 * falling as f64;
    let variance = ((n * (n - 1.0) * (2.0 * n + 5.0)) - ties.weighted) / 18.0;
    let root = (pairs * (pairs - ties.pairs)).sqrt();
    let z = standard_score(s, variance);
    Some(MannKendall {
        n: series.len(),
        s,
        variance,
        z,
        p: two_sided(z),
        tau_a: s / pairs,
        tau_b: (root > 0.0).then(|| s / root),
        tau_b_p: (variance > 0.0).then(|| two_sided(s / variance.sqrt())),
    })
}

/// The z of S with continuity correction; 0 where nothing varies.
fn standard_score(s: f64, variance: f64) -> f64 {
    if s == 0.0 || variance <= 0.0 { 0.0 } else { (s - s.signum()) / variance.sqrt() }
}

/// Groups of equal values.
struct Ties {
    /// Pairs of equal values.
    pairs: f64,
    /// The sum of t (t - 1) (2 t + 5).
    weighted: f64,
}

impl Ties {
    fn of(sorted: &[f64]) -> Self {
        sorted.chunk_by(|a, b| a == b).fold(Self { pairs: 0.0, weighted: 0.0 }, |ties, group| {
            let t = group.len() as f64;
            Self { pairs: ties.pairs + 0.5 * t * (t - 1.0), weighted: ties.weighted + t * (t - 1.0) * (2.0 * t + 5.0) }
        })
    }
}

/// The sum of t (t - 1) (2 t + 5) over groups of equal values of a list in any order.
pub(super) fn weighted_ties(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Ties::of(&sorted).weighted
}

/// Sorts a list and counts its pairs whose earlier value is the greater one, by merging.
pub(super) fn falling_pairs(values: &mut [f64]) -> u64 {
    let mut other = values.to_vec();
    merge_sort(values, &mut other)
}

fn merge_sort(values: &mut [f64], other: &mut [f64]) -> u64 {
    let half = values.len() / 2;
    if half == 0 {
        return 0;
    }
    let (left, right) = values.split_at_mut(half);
    let (other_left, other_right) = other.split_at_mut(half);
    let mut falling = merge_sort(left, other_left) + merge_sort(right, other_right);
    let (mut a, mut b) = (left.iter().peekable(), right.iter().peekable());
    for slot in other.iter_mut() {
        let next = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if y < x => {
                falling += a.len() as u64;
                b.next()
            }
            (Some(_), _) => a.next(),
            _ => b.next(),
        };
        if let Some(value) = next {
            *slot = *value;
        }
    }
    values.copy_from_slice(other);
    falling
}

/// Mann and Kendall's test with the variance of an autocorrelated series (Hamed and Rao 1998).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HamedRao {
    /// Pairs that rise less pairs that fall.
    pub s: f64,
    /// The variance of S, corrected for autocorrelation.
    pub variance: f64,
    /// The z of S with continuity correction.
    pub z: f64,
    /// The two-sided p of z.
    pub p: f64,
}

/// Tests a series for a trend, its variance corrected by the autocorrelation of the ranks at every lag where it leaves
/// ±1.96/sqrt(n), after Theil and Sen's slope is taken out. None for fewer than three values, and where the correction takes
/// all variance away.
pub fn hamed_rao(series: &[f64]) -> Option<HamedRao> {
    let plain = mann_kendall(series).filter(|test| test.n > 2)?;
    let steps: Vec<f64> = (1..=series.len()).map(|i| i as f64).collect();
    let slope = theil_sen(&steps, series)?.slope;
    let flat: Vec<f64> = steps.iter().zip(series).map(|(step, value)| value - step * slope).collect();
    let variance = plain.variance * inflation(&ranks(&flat));
    let z = standard_score(plain.s, variance);
    (variance > 0.0).then(|| HamedRao { s: plain.s, variance, z, p: two_sided(z) })
}

/// By how much autocorrelation multiplies the variance of S.
fn inflation(ranks: &[f64]) -> f64 {
    let n = ranks.len() as f64;
    let mean = ranks.iter().sum::<f64>() / n;
    let centred: Vec<f64> = ranks.iter().map(|r| r - mean).collect();
    let product = |lag: usize| -> f64 { centred.iter().zip(centred.iter().skip(lag)).map(|(a, b)| a * b).sum() };
    let (whole, bound) = (product(0), Z95 / n.sqrt());
    if whole <= 0.0 {
        return 1.0;
    }
    let correlation = |lag: usize| (lag as f64, product(lag) / whole);
    let significant = (1..ranks.len()).map(correlation).filter(|(_, r)| r.abs() > bound);
    let sum: f64 = significant.map(|(lag, r)| (n - lag) * (n - lag - 1.0) * (n - lag - 2.0) * r).sum();
    1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * sum
}

/// The rank of each value, counted from 1; equal values share the mean of their ranks.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(f64, usize)> = values.iter().copied().zip(0..).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        let rank = before as f64 + 0.5 * (group.len() as f64 + 1.0);
        for (_, i) in group {
            ranks.get_mut(*i).into_iter().for_each(|r| *r = rank);
        }
        before += group.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falling_pairs_are_those_counted_one_by_one() {
        let mut values = vec![3.0, 1.0, 2.0, 2.0, -1.0, 3.0, 0.0];
        let pairs = |v: &[f64]| (0..v.len()).map(|i| v[i..].iter().filter(|x| **x < v[i]).count() as u64).sum::<u64>();
        let expected = pairs(&values);
        assert_eq!(falling_pairs(&mut values), expected);
        assert!(values.is_sorted());
    }

    #[test]
    fn equal_values_share_the_mean_rank() {
        assert_eq!(ranks(&[5.0, 1.0, 5.0, 0.0]), [3.5, 2.0, 3.5, 1.0]);
    }

    #[test]
    fn a_series_without_numbers_has_no_test() {
        assert!(mann_kendall(&[1.0]).is_none() && mann_kendall(&[1.0, f64::NAN]).is_none());
        assert!(hamed_rao(&[1.0, 2.0]).is_none());
        let flat = mann_kendall(&[2.0; 5]).unwrap();
        assert_eq!((flat.s, flat.z, flat.p, flat.tau_b), (0.0, 0.0, 1.0, None));
    }
}
