//! Pieces of outlines in space, to measure from.
//!
//! Comes in: edges in degrees. Goes out: short pieces with their ends on the WGS84 ellipsoid, and the nearest point of
//! a piece without trigonometry.
//!
//! An edge is a straight line in longitude and latitude, as in RFC 7946 section 3.1.1: a border along a parallel stays on it.
//! Edges are cut into pieces of at most a quarter of a degree; the straight chord of such a piece runs at most 16 m below the
//! surface. Chords of the ellipsoid order near distances as geodesics do, where those of a sphere err by half a percent.

use geo::Coord;

use crate::earth::trig::{cos, radians, sin};
use crate::earth::{LonLat, UnitVector};

/// The longest piece, in degrees of longitude or latitude.
const LONGEST_DEG: f64 = 0.25;

/// No piece is longer than this: the diagonal of a quarter of a degree at the equator is 39.5 km.
pub(super) const LONGEST_KM: f64 = 40.0;

/// The square of the first eccentricity of WGS84.
const ECCENTRICITY_2: f64 = 0.006_694_379_990_141_317;

/// A short piece of an outline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    from: Coord,
    to: Coord,
    a: UnitVector,
    b: UnitVector,
}

/// The point's place in space, in equatorial radii.
pub(super) fn in_space(point: LonLat) -> UnitVector {
    let at = |lon: f64, lat: f64| {
        let s = sin(lat);
        let normal = 1.0 / (1.0 - ECCENTRICITY_2 * s * s).sqrt();
        let flat = normal * cos(lat);
        UnitVector { x: flat * cos(lon), y: flat * sin(lon), z: normal * (1.0 - ECCENTRICITY_2) * s }
    };
    at(radians(point.lon()), radians(point.lat()))
}

impl Segment {
    /// The pieces of an edge; none for the seam along 180° and for the pole, which are no borders.
    pub(super) fn pieces(from: Coord, to: Coord) -> impl Iterator<Item = Self> {
        let seam = from.x.min(to.x) >= 180.0 || from.x.max(to.x) <= -180.0;
        let pole = from.y.min(to.y) >= 90.0 || from.y.max(to.y) <= -90.0;
        let longest = (to.x - from.x).abs().max((to.y - from.y).abs());
        let count = if seam || pole { 0 } else { (longest / LONGEST_DEG).ceil().max(1.0) as u32 };
        let at = move |i: u32| if i == count { to } else { between(from, to, f64::from(i) / f64::from(count)) };
        (0..count).map(move |i| Self::new(at(i), at(i + 1)))
    }

    fn new(from: Coord, to: Coord) -> Self {
        let space = |c: Coord| in_space(LonLat::wrapped(c.x, c.y));
        Self { from, to, a: space(from), b: space(to) }
    }

    /// The ends in space.
    pub(super) fn ends(&self) -> (UnitVector, UnitVector) {
        (self.a, self.b)
    }

    /// The square of the straight distance from a place in space, and the share of the way at which the piece is nearest.
    pub(super) fn nearest(&self, place: UnitVector) -> (f64, f64) {
        let along = minus(self.b, self.a);
        let length_2 = along.dot(along);
        let share = if length_2 > 0.0 { (minus(place, self.a).dot(along) / length_2).clamp(0.0, 1.0) } else { 0.0 };
        let off = minus(place, self.a.plus(along.times(share)));
        (off.dot(off), share)
    }

    /// The point at a share of the way.
    pub(super) fn point_at(&self, share: f64) -> LonLat {
        let at = between(self.from, self.to, share);
        LonLat::wrapped(at.x, at.y)
    }
}

fn between(from: Coord, to: Coord, share: f64) -> Coord {
    Coord { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

fn minus(a: UnitVector, b: UnitVector) -> UnitVector {
    UnitVector { x: a.x - b.x, y: a.y - b.y, z: a.z - b.z }
}
