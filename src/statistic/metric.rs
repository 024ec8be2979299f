//! Points on the globe or on a plane, how far apart they are, and whether that is within a distance.
//!
//! Comes in: longitudes and latitudes, or x and y in any unit. Goes out: [`Points`] with one way to measure, and [`Within`],
//! which decides most pairs by the length of the chord and only the doubtful ones by the distance itself.

use rayon::prelude::*;

use crate::earth::trig::sin;
use crate::earth::{EARTH_RADIUS_KM, LonLat};

/// How distance is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// The geodesic on WGS84, in km (Karney 2013).
    Geodesic,
    /// The great circle on a sphere of 6371.0088 km, in km.
    GreatCircle,
    /// The straight line on a plane, in the unit of its coordinates.
    Euclid,
    /// Along the axes of a plane (Manhattan), in the unit of its coordinates.
    CityBlock,
}

impl Metric {
    /// The word for parameters: `geodesic`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Geodesic => "geodesic",
            Self::GreatCircle => "great_circle",
            Self::Euclid => "euclid",
            Self::CityBlock => "city_block",
        }
    }
}

/// The least and the greatest ratio of a great circle (R = 6371.0088 km, geographic latitudes) to the geodesic of the same two
/// points, with a little to spare: the radius of curvature runs from 6335.4 km at the equator to 6399.6 km at the poles.
const SPHERE_TO_GEODESIC: (f64, f64) = (0.9955, 1.0057);
/// Chords this much longer or shorter, relatively, are decided by the distance itself.
const SLACK: f64 = 1e-9;

/// Points with one way to measure between them.
#[derive(Debug, Clone)]
pub struct Points {
    metric: Metric,
    /// On the globe unit vectors, on a plane x, y, 0.
    at: Vec<[f64; 3]>,
    /// On the globe only.
    lon_lats: Vec<LonLat>,
}

impl Points {
    /// Points on the globe; a pole has one longitude and the antimeridian one sign, so that a place is one point.
    pub fn on_globe(points: &[LonLat], metric: Metric) -> Self {
        let lon_lats: Vec<LonLat> = points.iter().map(|p| p.one_name()).collect();
        let at = lon_lats.iter().map(|p| p.unit()).map(|u| [u.x, u.y, u.z]).collect();
        let metric = if metric == Metric::GreatCircle { metric } else { Metric::Geodesic };
        Self { metric, at, lon_lats }
    }

    /// Points on a plane; coordinates that are no numbers count as 0.
    pub fn on_plane(points: &[[f64; 2]], metric: Metric) -> Self {
        let finite = |v: f64| if v.is_finite() { v } else { 0.0 };
        let at = points.iter().map(|[x, y]| [finite(*x), finite(*y), 0.0]).collect();
        let metric = if metric == Metric::CityBlock { metric } else { Metric::Euclid };
        Self { metric, at, lon_lats: Vec::new() }
    }

    /// How distance is measured.
    pub fn metric(&self) -> Metric {
        self.metric
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// The coordinates that chords are measured in.
    pub fn at(&self, i: usize) -> [f64; 3] {
        self.at[i]
    }

    /// The distance of two points, in km or in the unit of the plane.
    pub fn distance(&self, i: usize, j: usize) -> f64 {
        let (a, b) = (self.at[i], self.at[j]);
        match self.metric {
            Metric::Geodesic => self.lon_lats[i].distance_km(self.lon_lats[j]),
            Metric::GreatCircle => EARTH_RADIUS_KM * self.lon_lats[i].unit().angle(self.lon_lats[j].unit()),
            Metric::Euclid => square(a, b).sqrt(),
            Metric::CityBlock => (a[0] - b[0]).abs() + (a[1] - b[1]).abs(),
        }
    }

    /// What decides whether two of these points are within a distance, the distance itself included.
    pub fn within(&self, distance: f64) -> Within {
        Within::new(self.metric, distance)
    }

    /// What decides whether two of these points are nearer than a distance.
    pub fn nearer_than(&self, distance: f64) -> Within {
        Within { excluded: true, ..self.within(distance) }
    }
}

/// The square of the chord.
pub fn square(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (x, y, z) = (a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    x * x + y * y + z * z
}

/// Decides whether points are within a distance of each other.
#[derive(Debug, Clone, Copy)]
pub struct Within {
    distance: f64,
    /// Whether the distance itself is too far.
    excluded: bool,
    /// Chords up to here are within it, squared.
    sure: f64,
    /// Chords over this are not, squared.
    never: f64,
}

impl Within {
    fn new(metric: Metric, distance: f64) -> Self {
        let distance = if distance >= 0.0 { distance } else { 0.0 };
        let (sure, never) = match metric {
            Metric::Geodesic => (chord(distance * SPHERE_TO_GEODESIC.0), chord(distance * SPHERE_TO_GEODESIC.1)),
            Metric::GreatCircle => (chord(distance), chord(distance)),
            Metric::Euclid => (distance, distance),
            // The way along the axes is at most sqrt(2) times the straight one.
            Metric::CityBlock => (distance * std::f64::consts::FRAC_1_SQRT_2, distance),
        };
        let least = sure * (1.0 - SLACK);
        // Vectors are rounded to about 1e-16; a distance of 0 must still be looked at.
        let most = never * (1.0 + SLACK)
            + if metric == Metric::GreatCircle || metric == Metric::Geodesic { 4e-16 } else { 0.0 };
        Self { distance, excluded: false, sure: if least > 0.0 { least * least } else { -1.0 }, never: most * most }
    }

    /// The distance.
    pub fn distance(&self) -> f64 {
        self.distance
    }

    /// The longest chord that may be within it: the reach of a search.
    pub fn longest_chord(&self) -> f64 {
        self.never.sqrt()
    }

    /// The longest chord that is surely within it; 0 where there is none.
    pub fn sure_chord(&self) -> f64 {
        self.sure.max(0.0).sqrt()
    }

    /// Whether two points are within the distance, given the square of their chord.
    pub fn holds(&self, points: &Points, i: usize, j: usize, square: f64) -> bool {
        square <= self.sure || (square <= self.never && self.takes(points.distance(i, j)))
    }

    fn takes(&self, distance: f64) -> bool {
        if self.excluded { distance < self.distance } else { distance <= self.distance }
    }
}

/// The chord of a great circle of so many km, on the unit sphere; 2 for half the globe and more.
fn chord(km: f64) -> f64 {
    let half = km / EARTH_RADIUS_KM / 2.0;
    if half >= std::f64::consts::FRAC_PI_2 { 2.0 } else { 2.0 * sin(half) }
}

/// Distinct points, each with the incidents that lie at it.
#[derive(Debug, Clone)]
pub struct Spots {
    /// The distinct points, in order of their first incident.
    pub points: Points,
    /// The spot of each incident.
    pub spot_of: Vec<u32>,
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Spots {
    /// Collapses identical points.
    pub fn new(points: &Points) -> Self {
        let mut order: Vec<u32> = (0..points.len() as u32).collect();
        let key = |i: u32| points.at[i as usize].map(|v| (v + 0.0).to_bits());
        order.par_sort_unstable_by_key(|i| (key(*i), *i));
        let mut first_of = vec![0_u32; points.len()];
        for run in order.chunk_by(|a, b| key(*a) == key(*b)) {
            for i in run {
                first_of[*i as usize] = run[0];
            }
        }
        let (mut spot_of, mut firsts) = (vec![0_u32; points.len()], Vec::new());
        for i in 0..points.len() {
            if first_of[i] as usize == i {
                spot_of[i] = firsts.len() as u32;
                firsts.push(i);
            } else {
                spot_of[i] = spot_of[first_of[i] as usize];
            }
        }
        let lon_lats = firsts.iter().filter_map(|i| points.lon_lats.get(*i).copied()).collect();
        let at = firsts.iter().map(|i| points.at[*i]).collect();
        let (starts, members) = grouped(&spot_of, firsts.len());
        Self { points: Points { metric: points.metric, at, lon_lats }, spot_of, starts, members }
    }

    /// How many spots there are.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The incidents at a spot, in their order.
    pub fn members(&self, spot: usize) -> &[u32] {
        &self.members[self.starts[spot] as usize..self.starts[spot + 1] as usize]
    }

    /// How many incidents lie at a spot.
    pub fn count(&self, spot: usize) -> usize {
        (self.starts[spot + 1] - self.starts[spot]) as usize
    }
}

/// The rows of each group, group after group, and where each begins; rows keep their order.
pub(super) fn grouped(group_of: &[u32], groups: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; groups + 1];
    for g in group_of {
        starts[*g as usize + 1] += 1;
    }
    (0..groups).for_each(|g| starts[g + 1] += starts[g]);
    let (mut next, mut members) = (starts.clone(), vec![0_u32; group_of.len()]);
    for (row, group) in (0_u32..).zip(group_of) {
        let at = &mut next[*group as usize];
        members[*at as usize] = row;
        *at += 1;
    }
    (starts, members)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn globe(points: &[(f64, f64)], metric: Metric) -> Points {
        Points::on_globe(&points.iter().map(|(x, y)| LonLat::wrapped(*x, *y)).collect::<Vec<_>>(), metric)
    }

    #[test]
    fn the_poles_and_the_antimeridian_are_one_place_under_any_name() {
        let points = globe(&[(0.0, 90.0), (77.0, 90.0), (180.0, 5.0), (-180.0, 5.0), (0.0, 90.0)], Metric::Geodesic);
        let spots = Spots::new(&points);
        assert_eq!(spots.spot_of, [0, 0, 1, 1, 0]);
        assert_eq!((spots.members(0), spots.count(1)), (&[0, 1, 4][..], 2));
    }

    #[test]
    fn city_blocks_are_longer_than_straight_lines() {
        let points = |metric| Points::on_plane(&[[0.0, 0.0], [3.0, 4.0]], metric);
        assert_eq!(points(Metric::Euclid).distance(0, 1), 5.0);
        assert_eq!(points(Metric::CityBlock).distance(0, 1), 7.0);
        let near = |metric, d: f64| points(metric).within(d).holds(&points(metric), 0, 1, 25.0);
        assert!(near(Metric::Euclid, 5.0) && !near(Metric::Euclid, 4.999));
        assert!(near(Metric::CityBlock, 7.0) && !near(Metric::CityBlock, 6.0));
    }

    #[test]
    fn half_the_globe_is_within_any_longer_distance() {
        let points = globe(&[(0.0, 0.0), (180.0, 0.0), (179.5, 0.2)], Metric::Geodesic);
        for (i, j) in [(0, 1), (0, 2)] {
            let chord = square(points.at(i), points.at(j));
            assert!(points.within(20_010.0).holds(&points, i, j, chord));
            assert!(!points.within(19_900.0).holds(&points, i, j, chord));
        }
    }

    proptest! {
        #[test]
        fn the_chord_decides_as_the_distance_does(
            lon in -180.0..180.0_f64, lat in -90.0..90.0_f64, azimuth in 0.0..360.0_f64, km in 0.0..20_100.0_f64, factor in 0.99..1.01_f64,
        ) {
            let from = LonLat::wrapped(lon, lat);
            for metric in [Metric::Geodesic, Metric::GreatCircle] {
                let points = Points::on_globe(&[from, from.destination(azimuth, km)], metric);
                let (truth, chord) = (points.distance(0, 1), square(points.at(0), points.at(1)));
                for d in [km * factor, truth] {
                    prop_assert_eq!(points.within(d).holds(&points, 0, 1, chord), truth <= d, "{} {}", d, truth);
                }
            }
        }
    }
}
