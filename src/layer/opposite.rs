//! The point opposite to the middle of a map: nothing is drawn near it.
//!
//! Comes in: areas, the middle of the map. Goes out: areas with a hole where they hold that point.
//!
//! An azimuthal map tears the point opposite to its middle into its rim: an area that holds the point would be drawn inside out.

use std::borrow::Cow;

use geo::{BooleanOps, Intersects, MultiPolygon, Polygon};

use super::antimeridian::cut_ring;
use super::curve::circle;
use crate::earth::LonLat;

/// What lies nearer to the point opposite to the middle of the map, in km, is left out. Geodesics of the ellipsoid cross there,
/// within 70 km, so that a smaller hole would not be one on the map.
const HOLE_KM: f64 = 120.0;

/// The point opposite to the middle of a map, with what is left out round it; nothing where there is no such map.
#[derive(Debug, Clone, Default)]
pub(super) struct Opposite {
    at: Option<LonLat>,
    hole: Vec<Polygon<f64>>,
}

impl Opposite {
    /// Opposite to a middle.
    pub(super) fn of(middle: Option<LonLat>) -> Self {
        let at = middle.map(|at| at.unit().times(-1.0).lon_lat());
        let hole = at.map(|at| cut_ring(&circle(at, HOLE_KM)));
        Self { at, hole: hole.into_iter().flatten().collect() }
    }

    /// Whether a point is left out.
    pub(super) fn leaves_out(&self, point: LonLat) -> bool {
        self.at.is_some_and(|at| at.distance_km(point) < HOLE_KM)
    }

    /// The areas without what is left out.
    pub(super) fn cut<'a>(&self, areas: &'a MultiPolygon<f64>) -> Cow<'a, MultiPolygon<f64>> {
        if !self.hole.iter().any(|hole| hole.intersects(areas)) {
            return Cow::Borrowed(areas);
        }
        Cow::Owned(areas.difference(&MultiPolygon(self.hole.clone())))
    }
}

#[cfg(test)]
mod tests {
    use geo::{Area, Contains, Point};

    use super::*;

    #[test]
    fn an_area_gets_a_hole_only_where_it_holds_the_opposite_point() {
        let square = |x: f64| {
            let ring = vec![(x, 30.0), (x + 20.0, 30.0), (x + 20.0, 50.0), (x, 50.0), (x, 30.0)];
            MultiPolygon(vec![Polygon::new(ring.into(), Vec::new())])
        };
        let opposite = Opposite::of(Some(LonLat::wrapped(174.0, -40.0)));
        let (holds, away) = (square(-16.0), square(40.0));
        let cut = opposite.cut(&holds);
        assert!(!cut.contains(&Point::new(-6.0, 40.0)) && cut.contains(&Point::new(0.0, 45.0)));
        assert!(cut.unsigned_area() < holds.unsigned_area() && matches!(opposite.cut(&away), Cow::Borrowed(_)));
        assert!(opposite.leaves_out(LonLat::wrapped(-6.0, 40.5)) && !opposite.leaves_out(LonLat::wrapped(-6.0, 45.0)));
        assert!(matches!(Opposite::of(None).cut(&holds), Cow::Borrowed(_)));
    }
}
