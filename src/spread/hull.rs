//! The ground covered: great-circle hull and its area, of all incidents and of the nine tenths nearest to the median (D1).
//!
//! Comes in: the points, and which of them are near the median centre. Goes out: [`Hull`]. The area is that of the geodesic polygon on WGS84
//! (Karney 2013). A hull exists where an open hemisphere holds the points; else it is undefined, not the whole sphere.

use super::cap;
use super::estimate::Basis;
use super::growth::Growth;
use super::median::tangents;
use super::nearest::nearest;
use super::sample::Sample;
use super::{Estimate, Hull, Interval, LeftOut, Unit};
use crate::earth::{LonLat, UnitVector, ring_area_km2};

/// Why there is no hull.
const NO_HEMISPHERE: &str = "no hemisphere holds the points";
/// The share of the incidents in the inner hull.
const INNER: f64 = 0.9;
/// All points with this cosine or more to their mean lie in a hemisphere about it.
const CLEAR: f64 = 0.05;
/// So few values are sorted.
const FEW: usize = 32;
/// From this many points on it pays to drop those that are clearly no corners.
const MANY: usize = 64;

/// The points that hulls are drawn round.
#[derive(Debug, Default)]
pub(super) struct Hulls {
    /// All of them, or the corners of their hull.
    pub all: Vec<UnitVector>,
    pub n: u64,
    /// Those of the nine tenths of the incidents nearest to the median centre.
    pub near: Vec<UnitVector>,
    /// How many incidents these are.
    pub near_n: u64,
    /// Whether it is known that no hemisphere holds all of them; `all` is empty then.
    pub round: bool,
}

impl Hulls {
    /// The points that matter of a set that grew.
    pub fn grown(growth: &mut Growth<'_>, median: Option<UnitVector>) -> Self {
        let (near, near_n) = median.map(|median| nearest(growth, median)).unwrap_or_default();
        let n = growth.n;
        let all = growth.hull().map(<[_]>::to_vec);
        Self { round: all.is_none(), all: all.unwrap_or_default(), n, near, near_n }
    }

    /// The points of a sample; those as far from the median as the last of the nine tenths are all counted to them.
    pub fn of(sample: &Sample, median: Option<UnitVector>) -> Self {
        let all = sample.units.clone();
        let Some(median) = median else { return Self { all, n: sample.n, ..Self::default() } };
        let chord = |(unit, (_, count)): (&UnitVector, &(_, u64))| (median.chord(*unit), *count);
        let chords: Vec<(f64, u64)> = sample.units.iter().zip(&sample.spots).map(chord).collect();
        let limit = reached(chords.clone(), wanted(sample.n)).unwrap_or(0.0);
        let near = || sample.units.iter().zip(&chords).filter(|(_, (chord, _))| *chord <= limit);
        Self {
            all,
            n: sample.n,
            near: near().map(|(unit, _)| *unit).collect(),
            near_n: near().map(|(_, (_, n))| n).sum(),
            round: false,
        }
    }
}

/// How many incidents are nine tenths.
pub(super) fn wanted(n: u64) -> u64 {
    libm::ceil(INNER * n as f64 - 1e-9) as u64
}

/// The least value that so many do not exceed, of values with counts; none where there are fewer.
pub(super) fn reached(mut values: Vec<(f64, u64)>, mut wanted: u64) -> Option<f64> {
    let mut open = values.as_mut_slice();
    // Half of those in question are ruled out at a time, without sorting them all.
    while open.len() > FEW {
        let (below, (value, count), above) =
            open.select_nth_unstable_by(open.len() / 2, |(a, _), (b, _)| a.total_cmp(b));
        let sum: u64 = below.iter().map(|(_, count)| count).sum();
        if sum >= wanted {
            open = below;
        } else if sum + *count >= wanted {
            return Some(*value);
        } else {
            wanted -= sum + *count;
            open = above;
        }
    }
    open.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
    let mut sum = 0;
    let reaches = |(_, count): &&(f64, u64)| {
        sum += count;
        sum >= wanted
    };
    open.iter().find(reaches).map(|(value, _)| *value)
}

/// The hulls with their areas.
pub(super) fn hull(of: &Hulls, left_out: &LeftOut) -> Hull {
    let d1 = |n| Basis { n, left_out, method: "D1" };
    let (outline, area) =
        if of.round { (None, d1(of.n).undefined(Unit::Km2, NO_HEMISPHERE)) } else { measured(&of.all, d1(of.n)) };
    let (outline90, area90) = measured(&of.near, d1(of.near_n));
    Hull { outline, area, outline90, area90 }
}

/// The hull of points and its area.
pub(super) fn measured(points: &[UnitVector], basis: Basis<'_>) -> (Option<Vec<LonLat>>, Estimate) {
    if points.is_empty() {
        return (None, basis.undefined(Unit::Km2, "no incidents"));
    }
    let Some(corners) = corners(points) else {
        return (None, basis.undefined(Unit::Km2, NO_HEMISPHERE));
    };
    if corners.len() < 3 {
        return (None, basis.undefined(Unit::Km2, "fewer than three corners"));
    }
    let outline: Vec<LonLat> = corners.into_iter().map(UnitVector::lon_lat).collect();
    let area = basis.value(ring_area_km2(&outline), Unit::Km2, Interval::None);
    (Some(outline), area.noted("no interval: a bootstrap is invalid for extremes"))
}

/// A direction from which all points are less than a right angle away; none where no open hemisphere holds them.
fn middle(points: &[UnitVector]) -> Option<UnitVector> {
    let mean = points.iter().fold(UnitVector::default(), |sum, p| sum.plus(*p)).normalised();
    mean.filter(|mean| points.iter().all(|p| p.dot(*mean) > CLEAR)).or_else(|| cap::middle(points))
}

/// The corners of the hull, counter-clockwise seen from above, from the one farthest west in the gnomonic plane; none where
/// no open hemisphere holds the points. Great circles are straight in that plane, so Andrew's monotone chain holds; turns
/// are judged on the sphere itself.
pub(super) fn corners(points: &[UnitVector]) -> Option<Vec<UnitVector>> {
    let middle = middle(points)?;
    let (east, north) = tangents(middle);
    let gnomonic = |p: &UnitVector| {
        let scale = 1.0 / p.dot(middle);
        (p.dot(east) * scale, p.dot(north) * scale)
    };
    let mut plane: Vec<((f64, f64), UnitVector)> = points.iter().map(|p| (gnomonic(p), *p)).collect();
    if plane.len() > MANY {
        outside_octagon(&mut plane);
    }
    plane.sort_unstable_by(|(a, _), (b, _)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut ring = chain(plane.iter().map(|(_, p)| *p));
    let upper = chain(plane.iter().rev().map(|(_, p)| *p));
    ring.pop();
    ring.extend(upper.into_iter().rev().skip(1).rev());
    Some(ring)
}

/// Drops the points that lie well within the octagon of those farthest in eight directions: they are no corners (Akl and
/// Toussaint 1978).
fn outside_octagon(plane: &mut Vec<((f64, f64), UnitVector)>) {
    let ways = [(1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (-1.0, 1.0), (-1.0, 0.0), (-1.0, -1.0), (0.0, -1.0), (1.0, -1.0)];
    let mut far = [(f64::NEG_INFINITY, (0.0, 0.0)); 8];
    for ((x, y), _) in plane.iter() {
        for ((most, at), (a, b)) in far.iter_mut().zip(ways) {
            let reach = a * x + b * y;
            if reach > *most {
                (*most, *at) = (reach, (*x, *y));
            }
        }
    }
    let extent = far.iter().map(|(_, (x, y))| x.abs().max(y.abs())).fold(0.0, f64::max);
    let sides: [_; 8] = std::array::from_fn(|i| {
        let ((_, (ax, ay)), (_, (bx, by))) = (far[i], far[(i + 1) % 8]);
        (ay - by, bx - ax, (by - ay) * ax - (bx - ax) * ay)
    });
    let doubt = 1e-12 * extent * extent;
    // A side of no length lets every point through.
    let within = |x: f64, y: f64| sides.iter().all(|(a, b, c)| a * x + b * y + c > doubt || (*a == 0.0 && *b == 0.0));
    plane.retain(|((x, y), _)| !within(*x, *y));
}

/// One half of the hull: the points of a sweep that keep turning left.
fn chain(sweep: impl Iterator<Item = UnitVector>) -> Vec<UnitVector> {
    let mut kept: Vec<UnitVector> = Vec::new();
    for p in sweep {
        while let [.., a, b] = kept[..]
            && !turns_left(a, b, p)
        {
            kept.pop();
        }
        kept.push(p);
    }
    kept
}

/// Whether the way from a over b to p turns left, by more than rounding.
fn turns_left(a: UnitVector, b: UnitVector, p: UnitVector) -> bool {
    // The determinant of (a, b, p), by differences so that near points keep their digits.
    let (ab, ap) = (b.plus(a.times(-1.0)), p.plus(a.times(-1.0)));
    a.dot(ab.cross(ap)) > 1e-14 * ab.length() * ap.length()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::EARTH_KM2;

    fn hull_of(lon_lats: &[(f64, f64)]) -> (Option<Vec<LonLat>>, Estimate) {
        let units: Vec<UnitVector> = lon_lats.iter().map(|(x, y)| UnitVector::from_degrees(*x, *y)).collect();
        measured(&units, Basis { n: units.len() as u64, left_out: &LeftOut::new(), method: "D1" })
    }

    #[test]
    fn the_value_that_so_many_do_not_exceed_is_that_of_the_values_written_out() {
        let values: Vec<(f64, u64)> = (0..500_u32).map(|i| (f64::from(i * 173 % 401), u64::from(i % 4))).collect();
        let mut plain: Vec<f64> = values.iter().flat_map(|(v, count)| vec![*v; *count as usize]).collect();
        plain.sort_unstable_by(f64::total_cmp);
        for wanted in [1, 2, 75, 300, 749, 750] {
            assert_eq!(reached(values.clone(), wanted), plain.get(wanted as usize - 1).copied(), "{wanted}");
        }
        assert_eq!((reached(values, 751), reached(Vec::new(), 1)), (None, None));
    }

    #[test]
    fn a_square_across_180_has_the_area_of_the_same_square_elsewhere() {
        let here = hull_of(&[(-1.0, 0.0), (1.0, 0.0), (1.0, 2.0), (-1.0, 2.0), (0.0, 1.0)]);
        let there = hull_of(&[(179.0, 0.0), (-179.0, 0.0), (-179.0, 2.0), (179.0, 2.0), (180.0, 1.0)]);
        assert_eq!((here.0.unwrap().len(), there.0.unwrap().len()), (4, 4));
        assert!((here.1.value.unwrap() - there.1.value.unwrap()).abs() < 1e-3);
        assert!((here.1.value.unwrap() - 49_180.0).abs() < 60.0);
    }

    #[test]
    fn an_octant_round_the_pole_has_an_eighth_of_the_earth() {
        let (outline, area) = hull_of(&[(0.0, 0.0), (90.0, 0.0), (0.0, 90.0)]);
        assert_eq!(outline.unwrap().len(), 3);
        assert!((area.value.unwrap() - EARTH_KM2 / 8.0).abs() < 1e-3);
    }

    #[test]
    fn a_ring_round_either_pole_holds_the_pole() {
        let north = hull_of(&[(0.0, 80.0), (120.0, 80.0), (-120.0, 80.0)]).1.value.unwrap();
        let south = hull_of(&[(0.0, -80.0), (120.0, -80.0), (-120.0, -80.0)]).1.value.unwrap();
        assert!((north - south).abs() < 1e-3 && (1.5e6..1.7e6).contains(&north), "{north} {south}");
    }

    #[test]
    fn points_on_one_great_circle_have_no_hull_and_say_so() {
        let (outline, area) = hull_of(&[(10.0, 0.0), (20.0, 0.0), (40.0, 0.0)]);
        assert!(outline.is_none() && area.value.is_none());
        assert_eq!(area.note.as_deref(), Some("fewer than three corners"));
        assert_eq!(hull_of(&[(0.0, 0.0), (180.0, 0.0)]).1.note.as_deref(), Some("no hemisphere holds the points"));
    }
}
