//! Clusters by density: DBSCAN (I1; Ester et al. 1996).
//!
//! Comes in: [`Spots`], a distance, how many points make a core. Goes out: [`Clustering`]. `min_points` counts the point itself.
//! A border point goes to the cluster whose first core has the least number, which is what a scan in the order of the incidents
//! gives.
//!
//! Cells are so small that the points of one are within the distance of each other (Gunawan 2013): many points in a cell are
//! cores without a look at any, and two cells need one close pair to be one cluster.

use rayon::prelude::*;

use super::grid::{Cell, Grid};
use super::metric::{Spots, Within, square};
use super::union::Union;

/// Clusters of incidents, numbered by their first core.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clustering {
    /// The cluster of each incident; none for noise.
    pub cluster_of: Vec<Option<u32>>,
    /// Whether each incident is a core.
    pub is_core: Vec<bool>,
    /// How many clusters there are.
    pub clusters: u32,
}

impl Clustering {
    /// Numbers the clusters by the least of each, which `least` gives for cores and what cores reach.
    pub(super) fn numbered(least: &[Option<u32>], is_core: Vec<bool>) -> Self {
        let mut firsts: Vec<u32> = least.iter().copied().flatten().collect();
        firsts.sort_unstable();
        firsts.dedup();
        let number = |first: &u32| firsts.binary_search(first).ok().map(|i| i as u32);
        let cluster_of = least.iter().map(|l| l.as_ref().and_then(number)).collect();
        Self { cluster_of, is_core, clusters: firsts.len() as u32 }
    }
}

/// Finds the clusters of incidents within `distance` of each other, `min_points` of them making a core.
pub fn dbscan(spots: &Spots, distance: f64, min_points: usize) -> Clustering {
    let within = spots.points.within(distance);
    // The diagonal of a cell is within the distance; half is as good where the distance is 0 and all cells are points.
    let edge = within.sure_chord() / 3.0_f64.sqrt() * (1.0 - 1e-9);
    let grid = Grid::new(&spots.points, edge);
    let rings = if edge > 0.0 { libm::ceil(within.longest_chord() / edge) as u64 } else { 1 };
    let scan = Scan { spots, grid: &grid, within, min_points: min_points.max(1), rings: rings.clamp(1, 3) };
    let core = scan.cores();
    let union = scan.joined(&core);
    let least = scan.least(&core, &union);
    let of_spot = |spot: &u32| least[*spot as usize];
    let cluster_of: Vec<Option<u32>> = spots.spot_of.iter().map(of_spot).collect();
    let is_core = spots.spot_of.iter().map(|spot| core[*spot as usize]).collect();
    Clustering::numbered(&cluster_of, is_core)
}

struct Scan<'a> {
    spots: &'a Spots,
    grid: &'a Grid,
    within: Within,
    min_points: usize,
    rings: u64,
}

impl Scan<'_> {
    fn spot(&self, position: usize) -> usize {
        self.grid.order[position] as usize
    }

    fn are_close(&self, p: usize, q: usize) -> bool {
        let chord = square(self.grid.at[p], self.grid.at[q]);
        self.within.holds(&self.spots.points, self.spot(p), self.spot(q), chord)
    }

    /// Puts what was found for positions, cell after cell, in the order of spots.
    fn by_spot<T: Copy + Default>(&self, parts: Vec<Vec<T>>) -> Vec<T> {
        let mut values = vec![T::default(); self.spots.len()];
        for (position, value) in parts.into_iter().flatten().enumerate() {
            values[self.spot(position)] = value;
        }
        values
    }

    /// Whether each spot is a core.
    fn cores(&self) -> Vec<bool> {
        let parts = self.grid.sweep(self.rings, Vec::new, |cores: &mut Vec<bool>, cell| {
            let own: usize = cell.own.clone().map(|p| self.spots.count(self.spot(p))).sum();
            cores.extend(cell.own.clone().map(|p| own >= self.min_points || self.is_core(p, own, &cell)));
        });
        self.by_spot(parts)
    }

    fn is_core(&self, p: usize, own: usize, cell: &Cell<'_>) -> bool {
        let mut found = own;
        for q in cell.near.iter().flat_map(Clone::clone).filter(|q| !cell.own.contains(q)) {
            if self.are_close(p, q) {
                found += self.spots.count(self.spot(q));
                if found >= self.min_points {
                    return true;
                }
            }
        }
        false
    }

    /// Joins cores: those of a cell, and those of two cells that have a close pair.
    fn joined(&self, core: &[bool]) -> Union {
        let union = Union::new(self.spots.len());
        let cores: Vec<Vec<usize>> = (0..self.grid.cells())
            .into_par_iter()
            .map(|number| self.grid.cell(number).filter(|p| core[self.spot(*p)]).collect())
            .collect();
        let number = |p: usize| self.grid.order[p];
        self.grid.sweep(
            self.rings,
            || (),
            |(), cell| {
                let own = &cores[cell.number];
                let Some(first) = own.first().map(|p| number(*p)) else { return };
                for p in own {
                    union.join(first, number(*p));
                }
                let later = cell.near_cells.iter().flat_map(Clone::clone).filter(|other| *other > cell.number);
                for other in later.map(|other| &cores[other]) {
                    let Some(far) = other.first().map(|p| number(*p)) else { continue };
                    if union.least(first) != union.least(far) && self.have_close_pair(own, other) {
                        union.join(first, far);
                    }
                }
            },
        );
        union
    }

    fn have_close_pair(&self, some: &[usize], others: &[usize]) -> bool {
        let reach = self.within.longest_chord();
        let corner = |pick: fn(f64, f64) -> f64, start: f64| {
            let fold = |m: [f64; 3], q: &usize| std::array::from_fn(|k| pick(m[k], self.grid.at[*q][k]));
            others.iter().fold([start; 3], fold)
        };
        let (least, most) = (corner(f64::min, f64::INFINITY), corner(f64::max, f64::NEG_INFINITY));
        // Points farther from the box round the others than the reach need no look at each of them.
        let is_near = |p: &&usize| {
            let at = self.grid.at[**p];
            square(at, std::array::from_fn(|k| at[k].clamp(least[k], most[k]))) <= reach * reach
        };
        some.iter().filter(is_near).any(|p| others.iter().any(|q| self.are_close(*p, *q)))
    }

    /// The least core of the cluster of each spot: its own, or for a border spot the least that reaches it.
    fn least(&self, core: &[bool], union: &Union) -> Vec<Option<u32>> {
        let parts = self.grid.sweep(self.rings, Vec::new, |found: &mut Vec<Option<u32>>, cell| {
            for p in cell.own.clone() {
                if core[self.spot(p)] {
                    found.push(Some(union.least(self.grid.order[p])));
                    continue;
                }
                let mut best: Option<u32> = None;
                for q in cell.near.iter().flat_map(Clone::clone).filter(|q| core[self.spot(*q)]) {
                    let least = union.least(self.grid.order[q]);
                    if best.is_none_or(|best| least < best) && self.are_close(p, q) {
                        best = Some(least);
                    }
                }
                found.push(best);
            }
        });
        self.by_spot(parts)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::earth::LonLat;
    use crate::statistic::metric::{Metric, Points};

    fn on_line(xs: &[f64]) -> Spots {
        Spots::new(&Points::on_plane(&xs.iter().map(|x| [*x, 0.0]).collect::<Vec<_>>(), Metric::Euclid))
    }

    /// DBSCAN as its authors wrote it, in the order of the points.
    fn by_hand(points: &Points, distance: f64, min_points: usize) -> Vec<Option<u32>> {
        let n = points.len();
        let near = |i: usize| (0..n).filter(|j| points.distance(i, *j) <= distance).collect::<Vec<_>>();
        let core: Vec<bool> = (0..n).map(|i| near(i).len() >= min_points).collect();
        let (mut cluster_of, mut clusters) = (vec![None; n], 0);
        for i in 0..n {
            if !core[i] || cluster_of[i].is_some() {
                continue;
            }
            let mut stack = vec![i];
            while let Some(j) = stack.pop() {
                if cluster_of[j].is_none() {
                    cluster_of[j] = Some(clusters);
                    if core[j] {
                        stack.extend(near(j));
                    }
                }
            }
            clusters += 1;
        }
        cluster_of
    }

    #[test]
    fn the_point_itself_counts_and_a_border_point_goes_to_the_first_cluster() {
        // Two cores of three points each at 0 and 4, a border point between them, one far away.
        let clustering = dbscan(&on_line(&[4.0, 4.5, 5.0, 3.0, 0.0, 1.0, 2.0, 90.0]), 1.0, 3);
        assert_eq!(
            clustering.cluster_of,
            [0, 0, 0, 0, 0, 0, 0].map(Some).into_iter().chain([None]).collect::<Vec<_>>()
        );
        let apart = dbscan(&on_line(&[0.0, -0.5, -1.0, 1.0, 2.0, 2.5, 3.0, 90.0]), 1.0, 4);
        assert_eq!(apart.is_core, [true, false, false, false, true, false, false, false]);
        assert_eq!(apart.cluster_of, [Some(0), Some(0), Some(0), Some(0), Some(1), Some(1), Some(1), None]);
    }

    #[test]
    fn incidents_at_one_point_are_a_cluster_if_there_are_enough() {
        assert_eq!(dbscan(&on_line(&[7.0; 5]), 0.0, 5).clusters, 1);
        assert_eq!(dbscan(&on_line(&[7.0; 4]), 10.0, 5).clusters, 0);
        assert_eq!(dbscan(&on_line(&[]), 10.0, 5), Clustering::default());
    }

    #[test]
    fn a_cluster_lies_on_both_sides_of_the_antimeridian_and_round_a_pole() {
        let ring = (0..36).map(|i| LonLat::wrapped(f64::from(i) * 10.0 - 180.0, 89.0));
        let line = (0..10).map(|i| LonLat::wrapped(179.6 + f64::from(i) * 0.1, 10.0));
        let points = Points::on_globe(&ring.chain(line).collect::<Vec<_>>(), Metric::Geodesic);
        let clustering = dbscan(&Spots::new(&points), 30.0, 3);
        assert_eq!(clustering.clusters, 2);
        assert!(clustering.cluster_of[..36].iter().all(|c| *c == Some(0)));
    }

    proptest! {
        #[test]
        fn the_grid_finds_the_clusters_of_the_plain_algorithm(
            at in prop::collection::vec((0..40_u8, 0..40_u8), 0..150), distance in 0.0..6.0_f64, min_points in 1_usize..8, metric in 0..2_u8,
        ) {
            let metric = if metric == 0 { Metric::Euclid } else { Metric::CityBlock };
            let at: Vec<[f64; 2]> = at.iter().map(|(x, y)| [f64::from(*x), f64::from(*y)]).collect();
            let points = Points::on_plane(&at, metric);
            let clustering = dbscan(&Spots::new(&points), distance, min_points);
            prop_assert_eq!(clustering.cluster_of, by_hand(&points, distance, min_points));
        }

        #[test]
        fn the_grid_finds_the_clusters_of_the_plain_algorithm_on_the_globe(
            at in prop::collection::vec((0.0..3.0_f64, -90.0..-87.0_f64), 0..80), km in 0.0..200.0_f64, min_points in 1_usize..6,
        ) {
            let lon_lats: Vec<LonLat> = at.iter().map(|(x, y)| LonLat::wrapped(178.5 + x, *y)).collect();
            let points = Points::on_globe(&lon_lats, Metric::Geodesic);
            let clustering = dbscan(&Spots::new(&points), km, min_points);
            prop_assert_eq!(clustering.cluster_of, by_hand(&points, km, min_points));
        }
    }
}
