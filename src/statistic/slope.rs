//! Theil and Sen's line: the median of the slopes of all pairs of points (L1).
//!
//! Comes in: x and y. Goes out: the slope with Sen's interval and the line's height. Sources: Theil 1950; Sen 1968. Few
//! points have all their slopes written out; of many, the slopes of the ranks that are asked for are found by halving the
//! numbers between the least and the greatest and counting pairs whose order changes (after Cole et al. 1989), in
//! n log n for each halving.

use super::normal::Z95;
use super::trend::{falling_pairs, weighted_ties};

/// Up to this many points all slopes are written out: half a million.
const FEW: usize = 1000;

/// Theil and Sen's line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TheilSen {
    /// The median slope.
    pub slope: f64,
    /// The lower end of Sen's 95 % interval.
    pub low95: f64,
    /// The upper end.
    pub high95: f64,
    /// The height at x = 0 of the line through the medians: median(y) - slope · median(x).
    pub intercept: f64,
    /// The height at x = 0 that leaves as many points above as below: median(y - slope · x), the one of Sen and of R's zyp.
    pub intercept_of_residuals: f64,
}

/// The line through points; none where no two of them differ in x, or where a number is not finite. The two lists are in
/// step; the longer one is cut.
///
/// # Example
/// ```
/// use incimap::statistic::slope::theil_sen;
/// let line = theil_sen(&[0.0, 1.0, 2.0, 3.0], &[1.0, 3.0, 5.0, 100.0]).unwrap();
/// // The six slopes are 2, 2, 2, 33, 48.5 and 95.
/// assert_eq!(line.slope, 17.5);
/// ```
pub fn theil_sen(x: &[f64], y: &[f64]) -> Option<TheilSen> {
    let mut points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    if points.iter().any(|(x, y)| !x.is_finite() || !y.is_finite()) {
        return None;
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut slopes = Slopes::new(&points);
    let last = slopes.count.checked_sub(1)?;
    let slope = 0.5 * (slopes.of_rank(last / 2)? + slopes.of_rank(slopes.count / 2)?);
    let (low, high) = sen_ranks(&points, slopes.count);
    let (xs, ys): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    let residuals = points.iter().map(|(x, y)| y - slope * x).collect();
    Some(TheilSen {
        slope,
        low95: slopes.of_rank(low)?,
        high95: slopes.of_rank(high.min(last))?,
        intercept: median(ys)? - slope * median(xs)?,
        intercept_of_residuals: median(residuals)?,
    })
}

/// The median of a list; none of nothing.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    super::quantile::quantile(&values, 0.5)
}

/// The ranks of the ends of Sen's interval, counted from 0: as many slopes on either side of the median as 1.96 standard
/// deviations of S hold, half of them up and half down.
fn sen_ranks(points: &[(f64, f64)], count: u64) -> (u64, u64) {
    let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    let n = points.len() as f64;
    let variance = (n * (n - 1.0) * (2.0 * n + 5.0) - weighted_ties(&x) - weighted_ties(&y)) / 18.0;
    let width = Z95 * variance.max(0.0).sqrt();
    // Halves are rounded to the even number, as numpy does.
    let rank = |half: f64| libm::rint(0.5 * (count as f64 + half)).max(0.0) as u64;
    (rank(-width).saturating_sub(1), rank(width))
}

/// The slopes of all pairs of points that differ in x, by their rank.
struct Slopes<'a> {
    points: &'a [(f64, f64)],
    count: u64,
    /// All of them, where they are few.
    written: Vec<f64>,
}

impl<'a> Slopes<'a> {
    fn new(points: &'a [(f64, f64)]) -> Self {
        if points.len() <= FEW {
            let pairs = points.iter().enumerate().flat_map(|(i, a)| points.iter().skip(i + 1).map(move |b| (a, b)));
            let mut written: Vec<f64> = pairs.filter_map(|(a, b)| slope(*a, *b)).collect();
            written.sort_unstable_by(f64::total_cmp);
            return Self { points, count: written.len() as u64, written };
        }
        let pairs = |n: usize| n as u64 * (n as u64).saturating_sub(1) / 2;
        let same: u64 = points.chunk_by(|a, b| a.0 == b.0).map(|group| pairs(group.len())).sum();
        Self { points, count: pairs(points.len()) - same, written: Vec::new() }
    }

    /// The slope of a rank, counted from 0.
    fn of_rank(&mut self, rank: u64) -> Option<f64> {
        if !self.written.is_empty() {
            return self.written.get(rank as usize).copied();
        }
        let (mut low, mut high) = self.bounds()?;
        let (mut below, mut until) = (0, self.count);
        while until - below > 8 * self.points.len() as u64 {
            let middle = between(low, high);
            if middle <= low || middle >= high {
                // All that is left are equal.
                return Some(low);
            }
            let under = self.below(middle);
            if under <= rank { (low, below) = (middle, under) } else { (high, until) = (middle, under) }
        }
        let mut inside = self.inside(low, high);
        let place = (rank - below).min(inside.len().checked_sub(1)? as u64) as usize;
        Some(*inside.select_nth_unstable_by(place, f64::total_cmp).1)
    }

    /// A number below all slopes and one above: the steepest slopes are those between neighbours in x.
    fn bounds(&self) -> Option<(f64, f64)> {
        let groups: Vec<&[(f64, f64)]> = self.points.chunk_by(|a, b| a.0 == b.0).collect();
        let ends = groups.windows(2).filter_map(|pair| {
            let [a, b] = pair else { return None };
            Some((slope(*a.last()?, *b.first()?)?, slope(*a.first()?, *b.last()?)?))
        });
        let (low, high) = ends.reduce(|(low, high), (l, h)| (low.min(l), high.max(h)))?;
        // Well apart, so that rounding does not move the least slope out.
        let apart = 1e-6 * (high - low) + 1e-6 * high.abs() + f64::MIN_POSITIVE;
        Some((low - apart, high + apart))
    }

    /// How many slopes lie below a number: the pairs that fall once the number is taken out.
    fn below(&self, number: f64) -> u64 {
        falling_pairs(&mut self.points.iter().map(|(x, y)| y - number * x).collect::<Vec<f64>>())
    }

    /// The slopes from one number up to below another: the pairs that fall seen from the higher and not from the lower one.
    fn inside(&self, low: f64, high: f64) -> Vec<f64> {
        let mut order: Vec<usize> = (0..self.points.len()).collect();
        let key = |i: usize, number: f64| self.points.get(i).map_or(0.0, |(x, y)| y - number * x);
        order.sort_by(|a, b| key(*a, low).total_cmp(&key(*b, low)));
        let mut falling = Vec::new();
        let mut pairs: Vec<(f64, usize)> = order.into_iter().map(|i| (key(i, high), i)).collect();
        list_falling(&mut pairs, &mut falling);
        let point = |i: usize| self.points.get(i).copied();
        falling.into_iter().filter_map(|(i, j)| slope(point(i)?, point(j)?)).collect()
    }
}

/// The slope from one point to another; none where they do not differ in x.
fn slope(a: (f64, f64), b: (f64, f64)) -> Option<f64> {
    (a.0 != b.0).then(|| (b.1 - a.1) / (b.0 - a.0)).filter(|slope| slope.is_finite())
}

/// The number that has as many others between it and the one end as between it and the other, so that 64 halvings lead
/// from any two numbers to neighbours.
fn between(low: f64, high: f64) -> f64 {
    let place = |v: f64| {
        let bits = v.to_bits().cast_signed();
        if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
    };
    let middle = i64::midpoint(place(low), place(high));
    f64::from_bits((if middle < 0 { i64::MIN.wrapping_sub(middle) } else { middle }).cast_unsigned())
}

/// Sorts by the number and writes down every pair whose earlier number is the greater one.
fn list_falling(keys: &mut Vec<(f64, usize)>, falling: &mut Vec<(usize, usize)>) {
    let mut width = 1;
    while width < keys.len() {
        let mut merged = Vec::with_capacity(keys.len());
        for block in keys.chunks(2 * width) {
            let (mut left, right) = block.split_at(width.min(block.len()));
            for entry in right {
                let smaller = left.partition_point(|l| l.0 <= entry.0);
                merged.extend_from_slice(left.get(..smaller).unwrap_or_default());
                left = left.get(smaller..).unwrap_or_default();
                falling.extend(left.iter().map(|l| (l.1, entry.1)));
                merged.push(*entry);
            }
            merged.extend_from_slice(left);
        }
        *keys = merged;
        width *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::random::Random;

    fn both_ways(points: &mut [(f64, f64)]) {
        points.sort_by(|a, b| a.partial_cmp(b).unwrap());
        let mut slopes: Vec<f64> = (0..points.len())
            .flat_map(|i| points[i + 1..].iter().filter_map(|b| slope(points[i], *b)).collect::<Vec<_>>())
            .collect();
        slopes.sort_by(f64::total_cmp);
        let mut long = Slopes { points, count: slopes.len() as u64, written: Vec::new() };
        for share in [0.0, 0.1, 0.475, 0.5, 0.525, 0.99] {
            let rank = (slopes.len() as f64 * share) as u64;
            let (found, want) = (long.of_rank(rank).unwrap(), slopes[rank as usize]);
            assert!((found - want).abs() <= 1e-12 * want.abs(), "{share}: {want} expected, {found} found");
        }
    }

    #[test]
    fn slopes_of_many_points_are_those_written_out() {
        let mut random = Random::new(3, "slopes", 0);
        both_ways(&mut (0..300).map(|i| (f64::from(i), random.normal() - 0.01 * f64::from(i))).collect::<Vec<_>>());
        both_ways(&mut (0..300).map(|i| (f64::from(i % 40), random.below(9) as f64)).collect::<Vec<_>>());
        both_ways(&mut (0..200).map(|i| (f64::from(i), if i == 77 { 1e9 } else { 5.0 })).collect::<Vec<_>>());
    }

    #[test]
    fn halving_reaches_every_number() {
        assert_eq!(between(-1.0, 1.0), 0.0);
        assert!(between(-0.5, -0.25) > -0.5 && between(-0.5, -0.25) < -0.25);
        assert_eq!(between(1.0, 1.0_f64.next_up()), 1.0);
    }

    #[test]
    fn points_above_one_another_have_no_slope() {
        assert!(theil_sen(&[1.0, 1.0], &[1.0, 2.0]).is_none());
        assert!(theil_sen(&[], &[]).is_none());
        assert!(theil_sen(&[0.0, 1.0], &[0.0, f64::INFINITY]).is_none());
    }
}
