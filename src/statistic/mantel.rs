//! Whether distances in space and in time go together: Mantel's correlation, Jacquez's nearest neighbours.
//!
//! Comes in: [`Points`], the day of each. Goes out: a number each. Both look at every pair: meant for thousands of points.

use super::metric::Points;

/// The correlation of 1/(distance + 1) and 1/(days + 1) over all pairs (Mantel 1967); none where one of them does not vary.
pub fn mantel(points: &Points, days: &[i32]) -> Option<f64> {
    let n = points.len().min(days.len());
    let pairs = || (0..n).flat_map(move |i| (0..i).map(move |j| (i, j)));
    let near = |(i, j): (usize, usize)| {
        (1.0 / (points.distance(i, j) + 1.0), 1.0 / (f64::from(days[i].abs_diff(days[j])) + 1.0))
    };
    let count = (n * n.saturating_sub(1) / 2) as f64;
    let (x, y) = pairs().map(near).fold((0.0, 0.0), |(x, y), (a, b)| (x + a, y + b));
    let (x, y) = (x / count, y / count);
    let moments = pairs().map(near).fold((0.0, 0.0, 0.0), |(xx, yy, xy), (a, b)| {
        (xx + (a - x) * (a - x), yy + (b - y) * (b - y), xy + (a - x) * (b - y))
    });
    let scale = (moments.0 * moments.1).sqrt();
    (scale > 0.0).then_some(moments.2 / scale)
}

/// How many of the k nearest neighbours in space are among the k nearest in time as well (Jacquez 1996). Among equals the
/// first by number is nearer, so that ties are always settled in the same way.
pub fn jacquez(points: &Points, days: &[i32], k: usize) -> u64 {
    let n = points.len().min(days.len());
    let in_both = |i: usize| {
        let space = nearest(n, i, k, |j| points.distance(i, j));
        let time = nearest(n, i, k, |j| f64::from(days[i].abs_diff(days[j])));
        space.iter().filter(|j| time.contains(j)).count() as u64
    };
    (0..n).map(in_both).sum()
}

fn nearest(n: usize, i: usize, k: usize, distance: impl Fn(usize) -> f64) -> Vec<usize> {
    let mut others: Vec<(f64, usize)> = (0..n).filter(|j| *j != i).map(|j| (distance(j), j)).collect();
    others.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    others.into_iter().take(k).map(|(_, j)| j).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::metric::Metric;

    #[test]
    fn what_moves_along_a_line_at_a_steady_pace_goes_together_wholly() {
        let points = Points::on_plane(&[[0.0, 0.0], [1.0, 0.0], [4.0, 0.0], [9.0, 0.0]], Metric::Euclid);
        assert!((mantel(&points, &[0, 1, 4, 9]).unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(mantel(&points, &[5; 4]), None);
        assert_eq!(jacquez(&points, &[0, 1, 4, 9], 1), 4);
        assert_eq!(jacquez(&points, &[0, 90, 100, 1], 1), 1);
    }
}
