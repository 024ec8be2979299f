//! Cutting land, borders and rings to what a projection can show, before they are laid flat.
//!
//! Comes in: polygons and lines on WGS84, cut at 180° with straight edges in degrees. Goes out: closed rings and lines of
//! [`LonLat`], their long edges divided, none of them torn by the projection.

mod cap;
mod meridian;

use geo::{LineString, Polygon};

use crate::earth::LonLat;

pub use cap::Cap;

/// What a projection can show.
#[derive(Debug, Clone)]
pub enum Window {
    /// A cap of the sphere: what lies within a distance of a point.
    Cap(Cap),
    /// All but the meridian opposite to this one, in degrees.
    World(f64),
}

/// The longest edge in degrees before it is divided, so that a straight edge in degrees is bent as the projection bends it.
const LONGEST_EDGE_DEG: f64 = 1.0;

impl Window {
    /// The rings of a polygon within the window. Outer rings and holes alike: filled by the even-odd rule, they give the area.
    pub fn rings(&self, polygon: &Polygon<f64>) -> Vec<Vec<LonLat>> {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        // An island of fewer than three points after thinning is smaller than a dot.
        rings.flat_map(|ring| self.ring(ring)).filter(|ring| ring.len() > 2).collect()
    }

    fn ring(&self, ring: &LineString<f64>) -> Vec<Vec<LonLat>> {
        let mut corners: Vec<(f64, f64)> = ring.0.iter().map(|c| (c.x, c.y)).collect();
        if corners.first() == corners.last() {
            corners.pop();
        }
        if corners.len() < 3 || corners.iter().any(|(x, y)| !(x.is_finite() && y.is_finite())) {
            return Vec::new();
        }
        if signed_area(&corners) < 0.0 {
            corners.reverse();
        }
        match self {
            Self::Cap(cap) => cap.ring(&corners),
            Self::World(meridian) => meridian::rings(&corners, *meridian),
        }
    }

    /// The parts of a line within the window.
    pub fn line(&self, line: &[LonLat]) -> Vec<Vec<LonLat>> {
        let corners = unwound(line);
        match self {
            Self::Cap(cap) => cap.line(&divided(&corners, false)),
            Self::World(meridian) => meridian::lines(&corners, *meridian),
        }
    }

    /// The shores of a polygon within the window: its rings without the edges that only the cut at 180° made.
    pub fn shores(&self, polygon: &Polygon<f64>) -> Vec<Vec<LonLat>> {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings.flat_map(shore_parts).flat_map(|part| self.line(&part)).collect()
    }
}

/// The points of a line in degrees, no two neighbours more than 180° of longitude apart; longitudes may leave -180..180.
fn unwound(line: &[LonLat]) -> Vec<(f64, f64)> {
    let mut last = line.first().map_or(0.0, |p| p.lon());
    let mut point = |p: &LonLat| {
        let turns = ((last - p.lon()) / 360.0).round();
        last = p.lon() + 360.0 * turns;
        (last, p.lat())
    };
    line.iter().map(&mut point).collect()
}

fn shore_parts(ring: &LineString<f64>) -> Vec<Vec<LonLat>> {
    let mut parts: Vec<Vec<LonLat>> = vec![Vec::new()];
    for edge in ring.lines() {
        let (a, b) = (edge.start, edge.end);
        let on_cut = |x: f64| x.abs() > 179.999;
        if (on_cut(a.x) && on_cut(b.x)) || (a.y < -89.9 && b.y < -89.9) {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            if part.is_empty() {
                part.push(LonLat::wrapped(a.x, a.y));
            }
            part.push(LonLat::wrapped(b.x, b.y));
        }
    }
    parts.retain(|part| part.len() > 1);
    parts
}

/// Twice the area in square degrees, positive where the corners run counter-clockwise.
fn signed_area(corners: &[(f64, f64)]) -> f64 {
    edges(corners).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

/// The edges of a closed ring of corners.
fn edges(corners: &[(f64, f64)]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> + '_ {
    corners.iter().zip(corners.iter().cycle().skip(1)).map(|(a, b)| (*a, *b))
}

/// Whether the ring holds the point, in degrees.
fn holds(corners: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    edges(corners).filter(|(a, b)| (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0).count()
        % 2
        == 1
}

/// The corners with long edges divided.
fn divided(corners: &[(f64, f64)], closed: bool) -> Vec<(f64, f64)> {
    let mut out = Vec::with_capacity(corners.len());
    for (i, (a, b)) in edges(corners).enumerate() {
        out.push(a);
        if !closed && i + 1 == corners.len() {
            break;
        }
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let parts = (dx.abs().max(dy.abs()) / LONGEST_EDGE_DEG).ceil().min(720.0) as u32;
        out.extend((1..parts).map(|k| {
            let t = f64::from(k) / f64::from(parts);
            (a.0 + dx * t, a.1 + dy * t)
        }));
    }
    out
}

#[cfg(test)]
mod tests;
