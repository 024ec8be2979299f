//! Outlines to measure from: inside or not, how far from the border, the line at a given distance from it.
//!
//! Comes in: the outlines of the home countries. Goes out: distances in km, points.

use std::sync::Arc;

use geo::{Coord, LineString, MultiPolygon};
use rstar::{AABB, PointDistance, RTree, RTreeObject};

use super::segment::{LONGEST_KM, Segment, in_space};
use super::shape::{Shape, rings};
use crate::earth::{EARTH_RADIUS_KM, LonLat, UnitVector};

/// The farthest that a ring goes: the antipode is at most 20,003.9 km away, where azimuths lose their meaning.
const FARTHEST_KM: f64 = 19_900.0;

/// How much the squares of straight distances can mislead about geodesics at a right angle (1 radian): the square of the
/// eccentricity over 6. It grows with the square of the angle.
const MISLEADING: f64 = 0.0067 / 6.0;

/// How many pieces are measured by geodesic at most. Enough up to 15,000 km; beyond, nearly all pieces are equally far.
const MOST_CANDIDATES: usize = 256;

/// How exactly a ring keeps its distance from the border.
const RING_TOLERANCE_KM: f64 = 0.01;

/// A ray that grazes the border closes in slowly; then it stops within some metres.
const MOST_STEPS: usize = 200;

/// Outlines to measure from: the distance is 0 inside.
#[derive(Debug, Clone)]
pub struct Outline {
    // Shared, so that a clone costs nothing.
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    shapes: Vec<Shape>,
    border: RTree<Segment>,
}

impl RTreeObject for Segment {
    type Envelope = AABB<[f64; 3]>;

    fn envelope(&self) -> Self::Envelope {
        let (a, b) = self.ends();
        AABB::from_corners(array(a), array(b))
    }
}

impl PointDistance for Segment {
    fn distance_2(&self, place: &[f64; 3]) -> f64 {
        self.nearest(UnitVector { x: place[0], y: place[1], z: place[2] }).0
    }
}

fn array(v: UnitVector) -> [f64; 3] {
    [v.x, v.y, v.z]
}

impl Outline {
    /// The outlines together.
    pub(super) fn of<'a>(outlines: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Self {
        let polygons: Vec<_> = outlines.flat_map(MultiPolygon::iter).collect();
        let shapes = polygons.iter().filter_map(|polygon| Shape::new(polygon)).collect();
        let rings = polygons.iter().flat_map(|polygon| rings(polygon));
        let pieces = rings.flat_map(LineString::lines).flat_map(|edge| Segment::pieces(edge.start, edge.end));
        Self { inner: Arc::new(Inner { shapes, border: RTree::bulk_load(pieces.collect()) }) }
    }

    /// Whether the point lies inside.
    pub fn contains(&self, point: LonLat) -> bool {
        let at = Coord { x: point.lon(), y: point.lat() };
        let other_side = Coord { x: -at.x, ..at };
        self.inner.shapes.iter().any(|shape| shape.contains(at) || (at.x.abs() >= 180.0 && shape.contains(other_side)))
    }

    /// The distance in km from the point to the nearest point of the boundary, 0 inside, and that point. None for an
    /// empty outline. Lines are straight in longitude and latitude, as in `GeoJSON`; the distance is the WGS84 geodesic to
    /// the nearest point.
    pub fn distance_km(&self, point: LonLat) -> Option<(f64, LonLat)> {
        if self.contains(point) {
            return Some((0.0, point));
        }
        let place = in_space(point);
        let mut best: Option<(f64, LonLat)> = None;
        let mut limit = f64::INFINITY;
        // Pieces come in the order of the straight distance, which is nearly that of the geodesic one.
        for piece in self.inner.border.nearest_neighbor_iter(&array(place)).take(MOST_CANDIDATES) {
            let (distance_2, share) = piece.nearest(place);
            if distance_2 > limit {
                break;
            }
            let foot = piece.point_at(share);
            let km = point.distance_km(foot);
            if best.is_none() {
                let angle = km / EARTH_RADIUS_KM;
                limit = distance_2 * (1.0 + MISLEADING * angle * angle);
            }
            if best.is_none_or(|(least, _)| km < least) {
                best = Some((km, foot));
            }
        }
        best
    }

    /// The line at an equal distance from the boundary: for each of `azimuths` directions from the centre, clockwise from
    /// north, the farthest point at most 19,900 km away whose distance to the outline is `km`. A direction in which no
    /// point comes that near is left out; `km` 0 gives the outer boundary as seen from the centre.
    pub fn ring_at_km(&self, centre: LonLat, km: f64, azimuths: usize) -> Vec<LonLat> {
        let km = km.max(0.0);
        // No point beyond the farthest piece of the border by more than `km` can be within `km` of it.
        let reach = self.inner.border.iter().map(|piece| centre.distance_km(piece.point_at(0.5)) + LONGEST_KM);
        let start = (reach.fold(0.0, f64::max) + km).min(FARTHEST_KM);
        let directions = (0..azimuths).map(|i| 360.0 * i as f64 / azimuths as f64);
        directions.filter_map(|azimuth| self.at_km_along(centre, km, azimuth, start)).collect()
    }

    /// Comes in from afar: at `excess` km above the wanted distance, no point within `excess` can be at it, so that the step
    /// never jumps over the first one (sphere tracing, Hart 1996).
    fn at_km_along(&self, centre: LonLat, km: f64, azimuth_deg: f64, start: f64) -> Option<LonLat> {
        let excess_at = |from_centre: f64| Some(self.distance_km(centre.destination(azimuth_deg, from_centre))?.0 - km);
        let (mut outer, mut here) = (start, start);
        for _ in 0..MOST_STEPS {
            let excess = excess_at(here)?;
            if excess < -RING_TOLERANCE_KM && here < start {
                here = bisect(excess_at, here, outer);
                break;
            }
            if excess <= RING_TOLERANCE_KM {
                break;
            }
            outer = here;
            here -= excess;
            if here < 0.0 {
                return None;
            }
        }
        Some(centre.destination(azimuth_deg, here))
    }
}

/// The place between one that is too near and one that is too far, for the last metres where a step went too far.
fn bisect(excess_at: impl Fn(f64) -> Option<f64>, mut near: f64, mut far: f64) -> f64 {
    for _ in 0..MOST_STEPS {
        let middle = near.midpoint(far);
        match excess_at(middle) {
            Some(excess) if excess.abs() <= RING_TOLERANCE_KM => return middle,
            Some(excess) if excess > 0.0 => far = middle,
            _ => near = middle,
        }
        if far - near < 1e-6 {
            break;
        }
    }
    near.midpoint(far)
}
