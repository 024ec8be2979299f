//! The ground covered: great-circle hull and its area, of all incidents and of the nine tenths nearest to the median (D1).
//!
//! Comes in: a sample and its median centre. Goes out: [`Hull`]. The area is that of the geodesic polygon on WGS84
//! (Karney 2013). A hull exists where an open hemisphere holds the points; else it is undefined, not the whole sphere.

use super::cap;
use super::estimate::Basis;
use super::median::tangents;
use super::sample::Sample;
use super::{Estimate, Hull, Interval, LeftOut, Unit};
use crate::earth::{LonLat, UnitVector, ring_area_km2};

/// The share of the incidents in the inner hull.
const INNER: f64 = 0.9;

/// The hulls with their areas.
pub(super) fn hull(sample: &Sample, median: Option<UnitVector>, left_out: &LeftOut) -> Hull {
    let all: Vec<UnitVector> = sample.spots.iter().map(|(s, _)| s.unit).collect();
    let (near, n90) = median.map(|m| nearest(sample, m)).unwrap_or_default();
    let (outline, area) = measured(&all, Basis { n: sample.n, left_out, method: "D1" });
    let (outline90, area90) = measured(&near, Basis { n: n90, left_out, method: "D1" });
    Hull { outline, area, outline90, area90 }
}

/// The points of the nine tenths of the incidents nearest to a point, and how many these are. Incidents at one point stay
/// together.
fn nearest(sample: &Sample, to: UnitVector) -> (Vec<UnitVector>, u64) {
    let wanted = libm::ceil(INNER * sample.n as f64 - 1e-9) as u64;
    let mut by_angle: Vec<(f64, UnitVector, u64)> =
        sample.spots.iter().map(|(s, count)| (to.angle(s.unit), s.unit, *count)).collect();
    by_angle.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut near, mut n) = (Vec::new(), 0);
    for (_, unit, count) in by_angle {
        if n >= wanted {
            break;
        }
        near.push(unit);
        n += count;
    }
    (near, n)
}

/// The hull of points and its area.
pub(super) fn measured(points: &[UnitVector], basis: Basis<'_>) -> (Option<Vec<LonLat>>, Estimate) {
    if points.is_empty() {
        return (None, basis.undefined(Unit::Km2, "no incidents"));
    }
    let Some(middle) = cap::middle(points) else {
        return (None, basis.undefined(Unit::Km2, "no hemisphere holds the points"));
    };
    let corners = corners(points, middle);
    if corners.len() < 3 {
        return (None, basis.undefined(Unit::Km2, "fewer than three corners"));
    }
    let outline: Vec<LonLat> = corners.into_iter().map(UnitVector::lon_lat).collect();
    let area = basis.value(ring_area_km2(&outline), Unit::Km2, Interval::None);
    (Some(outline), area.noted("no interval: a bootstrap is invalid for extremes"))
}

/// The corners of the hull, counter-clockwise seen from above, from the one farthest west in the gnomonic plane.
/// Great circles are straight in that plane, so Andrew's monotone chain holds; turns are judged on the sphere itself.
fn corners(points: &[UnitVector], middle: UnitVector) -> Vec<UnitVector> {
    let (east, north) = tangents(middle);
    let gnomonic = |p: &UnitVector| (p.dot(east) / p.dot(middle), p.dot(north) / p.dot(middle));
    let mut plane: Vec<((f64, f64), UnitVector)> = points.iter().map(|p| (gnomonic(p), *p)).collect();
    plane.sort_by(|(a, _), (b, _)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut ring = chain(plane.iter().map(|(_, p)| *p));
    let upper = chain(plane.iter().rev().map(|(_, p)| *p));
    ring.pop();
    ring.extend(upper.into_iter().rev().skip(1).rev());
    ring
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
