//! How far it is to the nearest other point, and whether that is farther or nearer than chance has it (M1).
//!
//! Comes in: [`Points`], the area and the border of the window. Goes out: distances, the index of Clark and Evans (1954), that
//! of Donnelly (1978), which allows for the border.

use super::grid::Grid;
use super::metric::{Points, square};
use super::normal;

/// The index with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearestIndex {
    /// The mean distance to the nearest other point.
    pub mean: f64,
    /// What it would be for points placed by chance.
    pub expected: f64,
    /// The mean over what is expected: below 1 clustered, above 1 regular.
    pub ratio: f64,
    /// How many standard deviations it is from what is expected.
    pub z: f64,
    /// Two-sided.
    pub p: f64,
}

/// The distance of each point to the nearest other one, 0 where another lies at the same place; empty for fewer than two.
pub fn nearest_distances(points: &Points) -> Vec<f64> {
    let n = points.len();
    if n < 2 {
        return Vec::new();
    }
    let mut nearest: Vec<Option<f64>> = vec![None; n];
    let mut rest: Vec<usize> = (0..n).collect();
    let mut chord = first_chord(points);
    // Those without a neighbour within the reach are sought again with twice the reach.
    while !rest.is_empty() {
        let grid = Grid::new(points, chord);
        let mut wanted = vec![false; n];
        for i in &rest {
            wanted[*i] = true;
        }
        let found = grid.sweep(1, Vec::new, |found: &mut Vec<(usize, f64)>, cell| {
            for p in cell.own.clone().filter(|p| wanted[grid.order[*p] as usize]) {
                let near = cell.near.iter().flat_map(Clone::clone).filter(|q| *q != p);
                let within = near.map(|q| (square(grid.at[p], grid.at[q]), q)).filter(|(s, _)| *s <= chord * chord);
                let i = grid.order[p] as usize;
                found.extend(best(points, i, within.map(|(s, q)| (s, grid.order[q] as usize))).map(|d| (i, d)));
            }
        });
        found.into_iter().flatten().for_each(|(i, d)| nearest[i] = Some(d));
        rest.retain(|i| nearest[*i].is_none());
        chord *= 2.0;
    }
    nearest.into_iter().flatten().collect()
}

/// The least distance among candidates by chord: the chord decides all but near ties, where sphere and ellipsoid, or the
/// straight way and that along the axes, may differ.
fn best(points: &Points, i: usize, candidates: impl Iterator<Item = (f64, usize)>) -> Option<f64> {
    let all: Vec<(f64, usize)> = candidates.collect();
    let least = all.iter().map(|(s, _)| *s).fold(f64::INFINITY, f64::min);
    let doubtful = all.iter().filter(|(s, _)| *s <= 2.05 * least);
    doubtful.map(|(_, j)| points.distance(i, *j)).min_by(f64::total_cmp)
}

/// About the spacing of as many points spread evenly over their box, in chords.
fn first_chord(points: &Points) -> f64 {
    let all = || (0..points.len()).map(|i| points.at(i));
    let extent = |k: usize| {
        let (a, z) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, z), p| (a.min(p[k]), z.max(p[k])));
        z - a
    };
    let widest = (0..3).map(extent).fold(0.0, f64::max);
    if widest > 0.0 { widest / (points.len() as f64).sqrt() } else { 1.0 }
}

/// The index without allowance for the border (Clark and Evans 1954); none for fewer than two points or no area.
pub fn clark_evans(distances: &[f64], area: f64) -> Option<NearestIndex> {
    let n = distances.len() as f64;
    let expected = 0.5 / (n / area).sqrt();
    let error = 0.261_36 / (n * n / area).sqrt();
    index(distances, expected, error)
}

/// The index for a window of a known perimeter (Donnelly 1978, the constants as spatstat has them), meant for rectangles and
/// rounder shapes.
pub fn donnelly(distances: &[f64], area: f64, perimeter: f64) -> Option<NearestIndex> {
    let n = distances.len() as f64;
    let root = (area / n).sqrt();
    let expected = 0.5 * root + (0.0514 + 0.0412 / n.sqrt()) * perimeter / n;
    let variance = 0.0703 * area / (n * n) + 0.037 * perimeter * (area / (n * n * n * n * n)).sqrt();
    index(distances, expected, variance.sqrt())
}

fn index(distances: &[f64], expected: f64, error: f64) -> Option<NearestIndex> {
    if distances.len() < 2 || !(expected.is_finite() && expected > 0.0 && error > 0.0) {
        return None;
    }
    let mean = distances.iter().sum::<f64>() / distances.len() as f64;
    let z = (mean - expected) / error;
    Some(NearestIndex { mean, expected, ratio: mean / expected, z, p: normal::two_sided(z) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::LonLat;
    use crate::statistic::metric::Metric;
    use crate::statistic::random::Random;

    #[test]
    fn four_corners_of_a_square_are_as_regular_as_can_be() {
        let points = Points::on_plane(&[[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], Metric::Euclid);
        let distances = nearest_distances(&points);
        assert_eq!(distances, [1.0; 4]);
        // One point a unit of area: 0.5 is expected by chance, with an error of 0.26136 / 2.
        let index = clark_evans(&distances, 4.0).unwrap();
        assert!((index.expected - 0.5).abs() < 1e-15 && (index.ratio - 2.0).abs() < 1e-15);
        assert!((index.z - 0.5 / (0.261_36 / 2.0)).abs() < 1e-12);
        assert!(clark_evans(&[], 4.0).is_none() && clark_evans(&distances, 0.0).is_none());
    }

    #[test]
    fn the_nearest_is_found_however_uneven_the_points_are() {
        let mut random = Random::new(8, "nearest", 0);
        let mut lon_lats: Vec<LonLat> =
            (0..200).map(|_| LonLat::wrapped(179.0 + 2.0 * random.uniform(), 10.0 * random.uniform())).collect();
        lon_lats.extend([(0.0, 90.0), (0.0, 0.0), (0.0, -90.0), (5.0, 90.0)].map(|(x, y)| LonLat::wrapped(x, y)));
        for metric in [Metric::Geodesic, Metric::GreatCircle] {
            let points = Points::on_globe(&lon_lats, metric);
            let by_hand = |i: usize| {
                let others = (0..points.len()).filter(|j| *j != i);
                others.map(|j| points.distance(i, j)).fold(f64::INFINITY, f64::min)
            };
            assert_eq!(nearest_distances(&points), (0..points.len()).map(by_hand).collect::<Vec<_>>());
        }
    }
}
