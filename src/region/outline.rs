//! Outlines to measure from: inside or not, how far from the border, the line at a given distance from it.
//!
//! Comes in: the outlines of the home countries. Goes out: distances in km, points.

use std::sync::Arc;

use geo::{Coord, MultiPolygon};
use rstar::{AABB, PointDistance, RTree, RTreeObject};

use super::segment::{Segment, in_space};
use super::shape::Shape;
use crate::earth::{LonLat, UnitVector};

/// The farthest that a ring goes: the antipode is at most 20,003.9 km away, where azimuths lose their meaning.
const FARTHEST_KM: f64 = 19_900.0;

/// How exactly a ring keeps its distance from the border.
const RING_TOLERANCE_KM: f64 = 0.01;

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
        let polygons: Vec<_> = outlines.flat_map(|outline| outline.iter()).collect();
        let shapes = polygons.iter().filter_map(|polygon| Shape::new(polygon)).collect();
        let rings = polygons.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        let pieces = rings.flat_map(|ring| ring.lines()).flat_map(|edge| Segment::pieces(edge.start, edge.end));
        Self { inner: Arc::new(Inner { shapes, border: RTree::bulk_load(pieces.collect()) }) }
    }

    /// Whether the point lies inside.
    pub fn contains(&self, point: LonLat) -> bool {
        let at = Coord { x: point.lon(), y: point.lat() };
        let other_side = Coord { x: -at.x, ..at };
        self.inner.shapes.iter().any(|shape| shape.contains(at) || (at.x.abs() == 180.0 && shape.contains(other_side)))
    }

    /// The distance in km from the point to the nearest point of the boundary, 0 inside, and that point. None for an
    /// empty outline. Lines are straight in longitude and latitude, as in `GeoJSON`; the distance is the WGS84 geodesic to
    /// the nearest point.
    pub fn distance_km(&self, point: LonLat) -> Option<(f64, LonLat)> {
        if self.contains(point) {
            return Some((0.0, point));
        }
        let place = in_space(point);
        let nearest = self.inner.border.nearest_neighbor(&array(place))?;
        let foot = nearest.point_at(nearest.nearest(place).1);
        Some((point.distance_km(foot), foot))
    }

    /// The line at an equal distance from the boundary: for each of `azimuths` directions from the centre, clockwise from
    /// north, the farthest point at most 19,900 km away whose distance to the outline is `km`. A direction in which no
    /// point comes that near is left out; `km` 0 gives the outer boundary as seen from the centre.
    pub fn ring_at_km(&self, centre: LonLat, km: f64, azimuths: usize) -> Vec<LonLat> {
        let directions = (0..azimuths).map(|i| 360.0 * i as f64 / azimuths as f64);
        directions.filter_map(|azimuth| self.at_km_along(centre, km.max(0.0), azimuth)).collect()
    }

    /// Comes in from afar: at `excess` km above the wanted distance, no point within `excess` can be at it, so that the step
    /// never jumps over the first one (sphere tracing, Hart 1996).
    fn at_km_along(&self, centre: LonLat, km: f64, azimuth_deg: f64) -> Option<LonLat> {
        let mut from_centre = FARTHEST_KM;
        for _ in 0..200 {
            let point = centre.destination(azimuth_deg, from_centre);
            let excess = self.distance_km(point)?.0 - km;
            if excess <= RING_TOLERANCE_KM {
                return Some(point);
            }
            from_centre -= excess;
            if from_centre < 0.0 {
                return None;
            }
        }
        Some(centre.destination(azimuth_deg, from_centre))
    }
}
