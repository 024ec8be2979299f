//! Points sorted into the cells of a grid, so that those near a point are found without looking at all.
//!
//! Comes in: [`Points`], the length of a cell's edge. Goes out: [`Grid`], which gives each cell with the few stretches of its
//! order that may hold neighbours. The order is that of cells, then of points: the same for any number of threads.

use std::ops::Range;

use rayon::prelude::*;

use super::metric::Points;

/// Cells an axis may have: three axes fit in one word.
const MOST_CELLS: f64 = 1_000_000.0;
/// Cells that one task of a thread takes.
const CHUNK: usize = 256;
const BITS: u32 = 21;
/// A column whose cells were not sought yet.
const UNSEEN: usize = usize::MAX;

/// Points by cell.
#[derive(Debug)]
pub struct Grid {
    /// The key of each occupied cell, rising; cells that follow each other along the third axis have keys that do.
    keys: Vec<u64>,
    /// Where each cell begins in `order`; one more at the end.
    starts: Vec<u32>,
    /// The points by cell.
    pub order: Vec<u32>,
    /// Their coordinates, in step with `order`.
    pub at: Vec<[f64; 3]>,
}

/// A cell with where to look for neighbours: stretches of [`Grid::order`], one for each column of cells about it.
#[derive(Debug)]
pub struct Cell<'a> {
    /// Which of the occupied cells it is.
    pub number: usize,
    /// Its points.
    pub own: Range<usize>,
    /// Where its neighbours may be, itself included, in rising order.
    pub near: &'a [Range<usize>],
    /// The same as numbers of cells.
    pub near_cells: &'a [Range<usize>],
}

impl Grid {
    /// Sorts points into cells of an edge (of the coordinates of [`Points::at`]); longer where the extent would have too many.
    pub fn new(points: &Points, edge: f64) -> Self {
        let all = || (0..points.len()).map(|i| points.at(i));
        let least = all().fold([f64::INFINITY; 3], |m, p| [m[0].min(p[0]), m[1].min(p[1]), m[2].min(p[2])]);
        let most = all().fold([f64::NEG_INFINITY; 3], |m, p| [m[0].max(p[0]), m[1].max(p[1]), m[2].max(p[2])]);
        let extent = (0..3).map(|k| most[k] - least[k]).fold(0.0, f64::max);
        let edge = edge.max(extent / MOST_CELLS).max(f64::MIN_POSITIVE);
        // One cell is left free on each side, so that a neighbour's number is never below 0.
        let number = |p: [f64; 3], k: usize| libm::floor((p[k] - least[k]) / edge) as u64 + 4;
        let key = |p: [f64; 3]| (number(p, 0) << (2 * BITS)) | (number(p, 1) << BITS) | number(p, 2);
        let mut keyed: Vec<(u64, u32)> =
            (0..points.len()).into_par_iter().map(|i| (key(points.at(i)), i as u32)).collect();
        keyed.par_sort_unstable();
        let (mut keys, mut starts) = (Vec::new(), Vec::new());
        for (position, (key, _)) in (0_u32..).zip(&keyed) {
            if keys.last() != Some(key) {
                keys.push(*key);
                starts.push(position);
            }
        }
        starts.push(keyed.len() as u32);
        let order: Vec<u32> = keyed.into_iter().map(|(_, i)| i).collect();
        let at = order.iter().map(|i| points.at(*i as usize)).collect();
        Self { keys, starts, order, at }
    }

    /// How many cells are occupied.
    pub fn cells(&self) -> usize {
        self.keys.len()
    }

    /// The stretch of [`Grid::order`] that a cell holds.
    pub fn cell(&self, number: usize) -> Range<usize> {
        self.starts[number] as usize..self.starts[number + 1] as usize
    }

    /// Goes over all cells on all threads, with the cells up to `rings` away in each direction. Each stretch of cells makes one
    /// result; the results are in the order of the cells.
    pub fn sweep<T: Send>(
        &self,
        rings: u64,
        make: impl Fn() -> T + Sync,
        visit: impl Fn(&mut T, Cell<'_>) + Sync,
    ) -> Vec<T> {
        (0..self.cells().div_ceil(CHUNK))
            .into_par_iter()
            .map(|chunk| {
                let mut result = make();
                let cells = chunk * CHUNK..((chunk + 1) * CHUNK).min(self.cells());
                self.sweep_some(rings, cells, |cell| visit(&mut result, cell));
                result
            })
            .collect()
    }

    /// Keys rise, so the cells of each neighbouring column are found by moving on, not by searching anew.
    fn sweep_some(&self, rings: u64, cells: Range<usize>, mut visit: impl FnMut(Cell<'_>)) {
        let width = 2 * rings + 1;
        let mut columns: Vec<(u64, Range<usize>)> = Vec::new();
        for x in 0..width {
            for y in 0..width {
                columns.push(((x << (2 * BITS)) + (y << BITS), UNSEEN..UNSEEN));
            }
        }
        let back = (rings << (2 * BITS)) + (rings << BITS) + rings;
        let (mut near, mut near_cells) = (Vec::new(), Vec::new());
        for number in cells {
            near.clear();
            near_cells.clear();
            for (offset, range) in &mut columns {
                let first = self.keys[number] + *offset - back;
                if range.start == UNSEEN {
                    range.start = self.keys.partition_point(|k| *k < first);
                    range.end = range.start;
                }
                range.start += self.keys[range.start..].iter().take_while(|k| **k < first).count();
                range.end = range.end.max(range.start);
                range.end += self.keys[range.end..].iter().take_while(|k| **k <= first + 2 * rings).count();
                if range.start < range.end {
                    near.push(self.starts[range.start] as usize..self.starts[range.end] as usize);
                    near_cells.push(range.clone());
                }
            }
            visit(Cell { number, own: self.cell(number), near: &near, near_cells: &near_cells });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::LonLat;
    use crate::statistic::metric::{Metric, square};
    use crate::statistic::random::Random;

    fn pairs_by_grid(points: &Points, d: f64, rings: u64) -> Vec<(u32, u32)> {
        let within = points.within(d);
        let grid = Grid::new(points, within.longest_chord() / rings as f64);
        let found = grid.sweep(rings, Vec::new, |pairs: &mut Vec<(u32, u32)>, cell| {
            for p in cell.own.clone() {
                for q in cell.near.iter().flat_map(Clone::clone) {
                    let (i, j) = (grid.order[p], grid.order[q]);
                    if i < j && within.holds(points, i as usize, j as usize, square(grid.at[p], grid.at[q])) {
                        pairs.push((i, j));
                    }
                }
            }
        });
        let mut pairs: Vec<_> = found.into_iter().flatten().collect();
        pairs.sort_unstable();
        pairs
    }

    fn all_pairs(points: &Points, d: f64) -> Vec<(u32, u32)> {
        let n = points.len();
        let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
        pairs.filter(|(i, j)| points.distance(*i, *j) <= d).map(|(i, j)| (i as u32, j as u32)).collect()
    }

    #[test]
    fn the_grid_finds_every_pair_over_poles_and_antimeridian_and_none_twice() {
        let mut random = Random::new(5, "grid", 0);
        let mut lon_lats = vec![(0.0, 90.0), (10.0, 89.9), (-170.0, 89.9), (179.95, 3.0), (-179.95, 3.0), (0.0, -90.0)];
        for _ in 0..300 {
            lon_lats.push((random.uniform() * 360.0 - 180.0, random.uniform() * 180.0 - 90.0));
        }
        let lon_lats: Vec<LonLat> = lon_lats.into_iter().map(|(x, y)| LonLat::wrapped(x, y)).collect();
        for metric in [Metric::Geodesic, Metric::GreatCircle] {
            let points = Points::on_globe(&lon_lats, metric);
            for (d, rings) in [(30.0, 1), (500.0, 2), (5_000.0, 1), (25_000.0, 1)] {
                assert_eq!(pairs_by_grid(&points, d, rings), all_pairs(&points, d), "{d}");
            }
        }
    }

    #[test]
    fn the_grid_finds_every_pair_on_a_plane_and_of_nothing_nothing() {
        let mut random = Random::new(6, "grid", 0);
        let at: Vec<[f64; 2]> = (0..200).map(|_| [random.uniform() * 1e6, random.uniform() * 3.0]).collect();
        for metric in [Metric::Euclid, Metric::CityBlock] {
            let points = Points::on_plane(&at, metric);
            for d in [0.5, 9_000.0, 2e6] {
                assert_eq!(pairs_by_grid(&points, d, 1), all_pairs(&points, d), "{d}");
            }
        }
        assert!(pairs_by_grid(&Points::on_plane(&[], Metric::Euclid), 1.0, 1).is_empty());
    }
}
