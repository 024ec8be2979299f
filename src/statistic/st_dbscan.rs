//! Clusters by density in space and in time: ST-DBSCAN without its third, non-spatial term (I1; Birant and Kut 2007).
//!
//! Comes in: [`Spots`], the day of each incident, a distance, a span of days, how many incidents make a core. Goes out: a
//! [`Clustering`] under the rules of [`super::dbscan`].

use std::ops::Range;

use super::close_pairs::TooManyPairs;
use super::dbscan::Clustering;
use super::grid::{Cell, Grid};
use super::metric::{Spots, Within, grouped, square};
use super::union::Union;

/// More looks at incidents than this are not taken.
const MOST_LOOKS: u64 = 6_000_000_000;

/// Finds the clusters of incidents within `distance` and within `days` of each other, `min_points` of them making a core.
///
/// # Errors
/// [`TooManyPairs`] where so many places lie near each other that the search would not end.
pub fn st_dbscan(
    spots: &Spots,
    days: &[i32],
    distance: f64,
    span: i32,
    min_points: usize,
) -> Result<Clustering, TooManyPairs> {
    let within = spots.points.within(distance);
    let grid = Grid::new(&spots.points, within.longest_chord());
    let scan = Scan { spots, days: &ByDay::new(spots, days), grid: &grid, within, span: i64::from(span.max(0)) };
    if scan.looks() > MOST_LOOKS {
        return Err(TooManyPairs);
    }
    let n = days.len();
    let mut is_core = vec![false; n];
    let counted =
        scan.each(|sums: &mut Vec<usize>, _, near| sums.push(near.iter().map(ExactSizeIterator::len).sum::<usize>()));
    for (incident, count) in scan.incidents().zip(counted.into_iter().flatten()) {
        is_core[incident] = count >= min_points.max(1);
    }
    let union = Union::new(n);
    scan.each(|(): &mut (), incident, near| scan.join(&union, &is_core, incident, near));
    let reached = scan
        .each(|least: &mut Vec<Option<u32>>, incident, near| least.push(scan.least(&union, &is_core, incident, near)));
    let mut least = vec![None; n];
    for (incident, found) in scan.incidents().zip(reached.into_iter().flatten()) {
        least[incident] = found;
    }
    Ok(Clustering::numbered(&least, is_core))
}

/// Incidents by spot, in each by day.
struct ByDay {
    starts: Vec<u32>,
    incidents: Vec<u32>,
    days: Vec<i32>,
}

impl ByDay {
    fn new(spots: &Spots, days: &[i32]) -> Self {
        let (starts, mut incidents) = grouped(&spots.spot_of, spots.len());
        for ends in starts.windows(2) {
            incidents[ends[0] as usize..ends[1] as usize].sort_by_key(|i| days[*i as usize]);
        }
        let days = incidents.iter().map(|i| days[*i as usize]).collect();
        Self { starts, incidents, days }
    }

    fn of(&self, spot: usize) -> Range<usize> {
        self.starts[spot] as usize..self.starts[spot + 1] as usize
    }
}

struct Scan<'a> {
    spots: &'a Spots,
    days: &'a ByDay,
    grid: &'a Grid,
    within: Within,
    span: i64,
}

impl Scan<'_> {
    fn looks(&self) -> u64 {
        let sum = |sum: &mut u64, cell: Cell<'_>| {
            let near: usize = cell.near.iter().map(ExactSizeIterator::len).sum();
            *sum += (cell.own.map(|p| self.spots.count(self.grid.order[p] as usize)).sum::<usize>() * near) as u64;
        };
        self.grid.sweep(1, || 0, sum).iter().sum()
    }

    /// Incidents in the order that [`Scan::each`] visits them in.
    fn incidents(&self) -> impl Iterator<Item = usize> + '_ {
        let rows = self.grid.order.iter().flat_map(|spot| self.days.of(*spot as usize));
        rows.map(|row| self.days.incidents[row] as usize)
    }

    /// Visits each incident with the stretches of rows, one a near spot, that are close to it in space and time.
    fn each<T: Default + Send>(&self, visit: impl Fn(&mut T, usize, &[Range<usize>]) + Sync) -> Vec<T> {
        self.grid.sweep(1, T::default, |result, cell| {
            let mut near = Vec::new();
            for p in cell.own.clone() {
                let spot = self.grid.order[p] as usize;
                let close: Vec<usize> =
                    cell.near.iter().flat_map(Clone::clone).filter(|q| self.are_close(p, *q)).collect();
                for row in self.days.of(spot) {
                    near.clear();
                    near.extend(close.iter().map(|q| self.window(self.grid.order[*q] as usize, self.days.days[row])));
                    near.retain(|range| range.start < range.end);
                    visit(result, self.days.incidents[row] as usize, &near);
                }
            }
        })
    }

    fn are_close(&self, p: usize, q: usize) -> bool {
        let chord = square(self.grid.at[p], self.grid.at[q]);
        let (i, j) = (self.grid.order[p] as usize, self.grid.order[q] as usize);
        i == j || self.within.holds(&self.spots.points, i, j, chord)
    }

    /// The rows of a spot within the span of a day.
    fn window(&self, spot: usize, day: i32) -> Range<usize> {
        let rows = self.days.of(spot);
        let days = &self.days.days[rows.clone()];
        let from = days.partition_point(|d| i64::from(*d) < i64::from(day) - self.span);
        let to = days.partition_point(|d| i64::from(*d) <= i64::from(day) + self.span);
        rows.start + from..rows.start + to
    }

    fn join(&self, union: &Union, is_core: &[bool], incident: usize, near: &[Range<usize>]) {
        if !is_core[incident] {
            return;
        }
        for row in near.iter().flat_map(Clone::clone) {
            let other = self.days.incidents[row];
            if is_core[other as usize] {
                union.join(incident as u32, other);
            }
        }
    }

    fn least(&self, union: &Union, is_core: &[bool], incident: usize, near: &[Range<usize>]) -> Option<u32> {
        if is_core[incident] {
            return Some(union.least(incident as u32));
        }
        let others = near.iter().flat_map(Clone::clone).map(|row| self.days.incidents[row]);
        others.filter(|other| is_core[*other as usize]).map(|other| union.least(other)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::metric::{Metric, Points};

    #[test]
    fn what_is_near_in_space_but_not_in_time_is_another_cluster() {
        let points = Points::on_plane(&[[0.0, 0.0], [1.0, 0.0], [0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], Metric::Euclid);
        let clustering = st_dbscan(&Spots::new(&points), &[0, 3, 100, 105, 300], 1.0, 5, 2).unwrap();
        assert_eq!(clustering.cluster_of, [Some(0), Some(0), Some(1), Some(1), None]);
        let all = st_dbscan(&Spots::new(&points), &[0, 3, 100, 105, 300], 1.0, 500, 2).unwrap();
        assert_eq!(all.clusters, 1);
    }
}
