//! The geometry of a feature: one of three kinds, rounded, wound and valid.
//!
//! Comes in: points, curves, rings. Goes out: a [`Shape`] on WGS84 in degrees that RFC 7946 allows as it is.

use geo::algorithm::orient::{Direction, Orient};
use geo::{BooleanOps, Coord, IsConvex, LineString, MapCoords, MultiLineString, MultiPolygon, Polygon};

use super::antimeridian::{cut_line, cut_ring};
use super::bounds::Bounds;
use super::crossings;
use super::strip::signed_area;
use super::value::rounded;
use crate::earth::LonLat;

/// Decimals of a degree that are written: 0.1 m.
const DECIMALS: i32 = 6;

/// What the geometries of a layer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeometryKind {
    /// Points.
    Point,
    /// Lines, of one or more parts.
    Line,
    /// Areas, of one or more parts.
    Area,
}

/// The geometry of a feature. A layer holds one kind of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A point.
    Point(Coord<f64>),
    /// Lines, none without length, none across 180°.
    Lines(MultiLineString<f64>),
    /// Areas: closed rings, outer ones counter-clockwise, valid, none across 180°.
    Areas(MultiPolygon<f64>),
}

/// A geometry as formats know it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Parts<'s> {
    /// A point.
    Point(Coord<f64>),
    /// One line.
    Line(&'s LineString<f64>),
    /// Several lines.
    Lines(&'s [LineString<f64>]),
    /// One area.
    Area(&'s Polygon<f64>),
    /// Several areas.
    Areas(&'s [Polygon<f64>]),
}

impl Shape {
    /// A point.
    pub(super) fn point(at: LonLat) -> Self {
        Self::Point(round(Coord { x: at.lon(), y: at.lat() }))
    }

    /// A line through vertices that stand close; none where nothing of it is left after rounding.
    pub(super) fn line(vertices: &[LonLat]) -> Option<Self> {
        let pieces = cut_line(vertices).into_iter().filter_map(|line| {
            let mut coords: Vec<_> = line.into_iter().map(round).collect();
            coords.dedup();
            (coords.len() > 1).then_some(LineString(coords))
        });
        let lines = MultiLineString(pieces.collect());
        (!lines.0.is_empty()).then_some(Self::Lines(lines))
    }

    /// The area to the left of a ring of vertices that stand close; none where nothing of it is left after rounding.
    pub(super) fn area(ring: &[LonLat]) -> Option<Self> {
        Self::areas(&cut_ring(ring))
    }

    /// The whole Earth.
    pub(super) fn world() -> Option<Self> {
        let corners = [(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0)];
        let ring = LineString(corners.map(|(x, y)| Coord { x, y }).to_vec());
        Self::areas(&MultiPolygon(vec![Polygon::new(ring, Vec::new())]))
    }

    /// Areas that are already cut at 180°; none where nothing of them is left after rounding.
    pub(super) fn areas(areas: &MultiPolygon<f64>) -> Option<Self> {
        let mut clean = tidy(areas);
        if !is_sound(&clean) {
            clean = repair(&clean);
        }
        (!clean.0.is_empty()).then_some(Self::Areas(clean))
    }

    /// What it is.
    pub(super) fn kind(&self) -> GeometryKind {
        match self {
            Self::Point(_) => GeometryKind::Point,
            Self::Lines(_) => GeometryKind::Line,
            Self::Areas(_) => GeometryKind::Area,
        }
    }

    /// Adds the extent of each piece.
    pub(super) fn bound(&self, bounds: &mut Bounds) {
        match self {
            Self::Point(at) => bounds.add(std::iter::once(*at)),
            Self::Lines(lines) => lines.iter().for_each(|line| bounds.add(line.coords().copied())),
            Self::Areas(areas) => areas.iter().for_each(|area| bounds.add(area.exterior().coords().copied())),
        }
    }

    /// West, south, east and north of all parts, as they stand on a map from -180° to 180°.
    pub(super) fn rectangle(&self) -> [f64; 4] {
        let nothing = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        let wider = |[w, s, e, n]: [f64; 4], c: &Coord<f64>| [w.min(c.x), s.min(c.y), e.max(c.x), n.max(c.y)];
        match self {
            Self::Point(at) => wider(nothing, at),
            Self::Lines(lines) => lines.iter().flat_map(LineString::coords).fold(nothing, wider),
            Self::Areas(areas) => areas.iter().flat_map(|area| area.exterior().coords()).fold(nothing, wider),
        }
    }

    /// Whether it has several parts.
    pub(super) fn is_multiple(&self) -> bool {
        match self {
            Self::Point(_) => false,
            Self::Lines(lines) => lines.0.len() > 1,
            Self::Areas(areas) => areas.0.len() > 1,
        }
    }

    /// The geometry as it is written; as one of several parts if `multiple`, or where it has them.
    pub(super) fn parts(&self, multiple: bool) -> Parts<'_> {
        match self {
            Self::Point(at) => Parts::Point(*at),
            Self::Lines(lines) => match lines.0.as_slice() {
                [line] if !multiple => Parts::Line(line),
                lines => Parts::Lines(lines),
            },
            Self::Areas(areas) => match areas.0.as_slice() {
                [area] if !multiple => Parts::Area(area),
                areas => Parts::Areas(areas),
            },
        }
    }
}

impl Parts<'_> {
    /// The name of its type in `GeoJSON`, and in other letters in the ISO standards.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Point(_) => "Point",
            Self::Line(_) => "LineString",
            Self::Lines(_) => "MultiLineString",
            Self::Area(_) => "Polygon",
            Self::Areas(_) => "MultiPolygon",
        }
    }
}

fn round(c: Coord<f64>) -> Coord<f64> {
    Coord { x: rounded(c.x, DECIMALS).clamp(-180.0, 180.0), y: rounded(c.y, DECIMALS).clamp(-90.0, 90.0) }
}

/// Rounds, leaves out repeated vertices and rings without area, closes and winds.
fn tidy(areas: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let ring = |line: &LineString<f64>| {
        let mut coords: Vec<_> = line.coords().copied().map(round).collect();
        coords.dedup();
        let mut closed = LineString(coords);
        closed.close();
        (closed.0.len() > 3 && signed_area(&closed.0).abs() > 0.0).then_some(closed)
    };
    let polygons = areas.iter().filter_map(|area| {
        let holes = area.interiors().iter().filter_map(ring).collect();
        Some(Polygon::new(ring(area.exterior())?, holes).orient(Direction::Default))
    });
    MultiPolygon(polygons.collect())
}

/// Whether all is valid. A convex ring always is; that is quicker to see than to check.
fn is_sound(areas: &MultiPolygon<f64>) -> bool {
    match areas.0.as_slice() {
        [area] if area.interiors().is_empty() && area.exterior().is_ccw_convex() => true,
        _ => crossings::has_none(areas),
    }
}

/// The union of an area with itself has no self-crossings; what rounding breaks again is left out.
fn repair(areas: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let united = areas.union(&MultiPolygon(Vec::new()));
    // The union works on a grid of about 1e-6 degrees: what was on the edge of the map is put back there.
    let snapped = united.map_coords(|c| Coord { x: snap(c.x, 180.0), y: snap(c.y, 90.0) });
    let sound = tidy(&snapped).into_iter().filter(|area| crossings::has_none(&MultiPolygon(vec![area.clone()])));
    MultiPolygon(sound.collect())
}

fn snap(value: f64, edge: f64) -> f64 {
    if (value.abs() - edge).abs() < 2e-6 { edge.copysign(value) } else { value }
}

#[cfg(test)]
mod tests {
    use geo::algorithm::Validation;

    use super::*;

    fn square(corners: [(f64, f64); 4]) -> MultiPolygon<f64> {
        MultiPolygon(vec![Polygon::new(LineString(corners.map(|(x, y)| Coord { x, y }).to_vec()), Vec::new())])
    }

    #[test]
    fn a_clockwise_ring_is_turned_round_and_closed() {
        let Some(Shape::Areas(areas)) = Shape::areas(&square([(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)])) else {
            panic!("no area");
        };
        let ring = areas.0[0].exterior();
        assert!(signed_area(&ring.0) > 0.0 && ring.is_closed());
    }

    #[test]
    fn a_bow_tie_becomes_two_triangles() {
        let bow = square([(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 3.0)]);
        let Some(Shape::Areas(areas)) = Shape::areas(&bow) else { panic!("no area") };
        assert!(areas.0.len() == 2 && areas.is_valid(), "{areas:?}");
    }

    #[test]
    fn an_area_smaller_than_the_last_decimal_is_none() {
        assert_eq!(Shape::areas(&square([(0.0, 0.0), (1e-8, 0.0), (1e-8, 1e-8), (0.0, 1e-8)])), None);
        let flat = square([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0)]);
        assert_eq!(Shape::areas(&flat), None);
    }

    #[test]
    fn one_line_is_a_line_string_and_two_are_a_multi_line_string() {
        let at = |lon, lat| LonLat::wrapped(lon, lat);
        let kind = |shape: Option<Shape>| shape.unwrap().parts(false).name();
        assert_eq!(kind(Shape::line(&[at(1.0, 1.0), at(2.0, 2.0)])), "LineString");
        assert_eq!(kind(Shape::line(&[at(179.0, 1.0), at(-179.0, 2.0)])), "MultiLineString");
    }

    #[test]
    fn coordinates_have_at_most_six_decimals() {
        let point = Shape::point(LonLat::wrapped(0.1 + 0.2, -1.0 / 3.0));
        assert_eq!(point, Shape::Point(Coord { x: 0.3, y: -0.333_333 }));
    }
}
