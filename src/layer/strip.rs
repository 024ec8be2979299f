//! Lines and polygons on a map whose longitudes run on past 180°, cut into strips of 360° and laid over each other.
//!
//! Comes in: vertices in the plane. Goes out: pieces with -180 ≤ x ≤ 180. A polygon is cut by a meridian without rounding:
//! each vertex of a piece is a vertex of the polygon, or lies on the meridian.

use geo::{Contains, Coord, LineString, MultiPolygon, Point, Polygon};

/// A ring of an area: outer ones counter-clockwise, holes clockwise, the first vertex not repeated.
type Ring = Vec<Coord<f64>>;

/// Which half of the plane is kept.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    West,
    East,
}

/// The area in square degrees, positive for a counter-clockwise ring.
pub(super) fn signed_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&o) = ring.first() else { return 0.0 };
    // Seen from the first vertex, small rings far from the origin keep their digits.
    let doubled: f64 = edges(ring).map(|(a, b)| (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y)).sum();
    doubled / 2.0
}

/// The lowest and the highest longitude.
pub(super) fn extent(ring: &[Coord<f64>]) -> (f64, f64) {
    ring.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), c| (low.min(c.x), high.max(c.x)))
}

fn edges(ring: &[Coord<f64>]) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// The west and the east border of a strip.
fn borders(strip: f64) -> (f64, f64) {
    (strip * 360.0 - 180.0, strip * 360.0 + 180.0)
}

/// Where the line from a to b meets a meridian.
fn meet(a: Coord<f64>, b: Coord<f64>, x: f64) -> Coord<f64> {
    let width = b.x - a.x;
    let share = if width == 0.0 { 1.0 } else { ((x - a.x) / width).clamp(0.0, 1.0) };
    Coord { x, y: a.y + (b.y - a.y) * share }
}

/// The strip of 360° that holds a longitude; one on the border counts to the east.
fn strip_of(x: f64) -> f64 {
    let strip = ((x + 180.0) / 360.0).floor();
    // The quotient of a number just below the border may round up to it.
    if x < borders(strip).0 { strip - 1.0 } else { strip }
}

/// A line, cut at every 180° it crosses. Pieces without length are left out.
pub(super) fn cut_open(line: &[Coord<f64>]) -> Vec<LineString<f64>> {
    let Some(&first) = line.first() else { return Vec::new() };
    // A line that starts on a border belongs to the strip it turns to.
    let westwards = line.iter().map(|c| c.x - first.x).find(|way| *way != 0.0).is_some_and(|way| way < 0.0);
    let mut strip = strip_of(if westwards { first.x.next_down() } else { first.x });
    let mut pieces = vec![(strip, vec![first])];
    let mut last = first;
    for &at in line.iter().skip(1) {
        loop {
            let (west, east) = borders(strip);
            let border = if at.x > east { east } else { west };
            let inside = (west..=east).contains(&at.x);
            last = if inside { at } else { meet(last, at, border) };
            pieces.last_mut().into_iter().for_each(|(_, piece)| piece.push(last));
            if inside {
                break;
            }
            strip += if at.x > east { 1.0 } else { -1.0 };
            pieces.push((strip, vec![last]));
        }
    }
    let shifted = pieces.into_iter().map(|(strip, mut piece)| {
        for at in &mut piece {
            at.x -= 360.0 * strip;
        }
        piece.dedup();
        piece
    });
    shifted.filter(|piece| piece.len() > 1).map(LineString).collect()
}

/// An area given by its rings, cut at every 180° it crosses.
pub(super) fn cut_areas(rings: &[Ring]) -> MultiPolygon<f64> {
    let (west, east) =
        rings.iter().map(|r| extent(r)).fold((f64::INFINITY, f64::NEG_INFINITY), |a, b| (a.0.min(b.0), a.1.max(b.1)));
    if !(west.is_finite() && east.is_finite()) {
        return MultiPolygon(Vec::new());
    }
    let mut polygons = Vec::new();
    let mut strip = strip_of(west);
    // An area whose eastern edge is the border does not reach into the next strip.
    while borders(strip).0 < east {
        let eastern = half(rings, borders(strip).0, Side::East);
        let mut pieces = half(&eastern, borders(strip).1, Side::West);
        pieces.iter_mut().flatten().for_each(|c| c.x -= 360.0 * strip);
        polygons.append(&mut assemble(pieces));
        strip += 1.0;
    }
    MultiPolygon(polygons)
}

/// A run of vertices on the side that is kept; it starts and ends on the meridian.
struct Chain {
    vertices: Ring,
    enters: f64,
    leaves: f64,
}

/// The part of an area on one side of a meridian.
fn half(rings: &[Ring], x: f64, side: Side) -> Vec<Ring> {
    let inside = |c: &Coord<f64>| if side == Side::West { c.x <= x } else { c.x >= x };
    let mut out = Vec::new();
    let mut chains = Vec::new();
    for ring in rings {
        if ring.iter().all(inside) {
            out.push(ring.clone());
        } else if ring.iter().any(inside) {
            chains.append(&mut chains_of(ring, x, inside));
        }
    }
    out.append(&mut join(chains));
    out
}

fn chains_of(ring: &Ring, x: f64, inside: impl Fn(&Coord<f64>) -> bool) -> Vec<Chain> {
    let mut out: Vec<Chain> = Vec::new();
    let start = ring.iter().position(|c| !inside(c)).unwrap_or(0);
    let turned: Ring = ring.iter().cycle().skip(start).take(ring.len()).copied().collect();
    for (a, b) in edges(&turned) {
        let on = meet(a, b, x);
        match (inside(&a), inside(&b)) {
            (false, true) => out.push(Chain { vertices: vec![on, b], enters: on.y, leaves: on.y }),
            (true, true) => out.last_mut().into_iter().for_each(|chain| chain.vertices.push(b)),
            (true, false) => out.last_mut().into_iter().for_each(|chain| {
                chain.vertices.push(on);
                chain.leaves = on.y;
            }),
            (false, false) => {}
        }
    }
    out
}

/// Joins the chains along the meridian. Going along it, the area is left and entered by turns; so the first to leave goes
/// on with the first to enter, the second with the second.
fn join(chains: Vec<Chain>) -> Vec<Ring> {
    let order = |key: fn(&Chain) -> f64| {
        let mut order: Vec<usize> = (0..chains.len()).collect();
        order.sort_by(|&a, &b| chains.get(a).map(key).partial_cmp(&chains.get(b).map(key)).unwrap_or(a.cmp(&b)));
        order
    };
    let mut next = vec![0; chains.len()];
    for (leaves, enters) in order(|c| c.leaves).into_iter().zip(order(|c| c.enters)) {
        if let Some(slot) = next.get_mut(leaves) {
            *slot = enters;
        }
    }
    let mut chains: Vec<Option<Chain>> = chains.into_iter().map(Some).collect();
    let mut out = Vec::new();
    for start in 0..chains.len() {
        let mut ring = Ring::new();
        let mut at = start;
        while let Some(chain) = chains.get_mut(at).and_then(Option::take) {
            ring.extend(chain.vertices);
            at = next.get(at).copied().unwrap_or(start);
        }
        if !ring.is_empty() {
            out.push(ring);
        }
    }
    out
}

/// Polygons from rings: each hole goes into the outer ring that holds it; rings without area are left out.
fn assemble(rings: Vec<Ring>) -> Vec<Polygon<f64>> {
    let mut outer = Vec::new();
    let mut holes = Vec::new();
    for mut ring in rings {
        ring.dedup();
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        let area = signed_area(&ring);
        if area > 0.0 {
            outer.push(Polygon::new(LineString(ring), Vec::new()));
        } else if area < 0.0 {
            holes.push(LineString(ring));
        }
    }
    for hole in holes {
        let holder = outer.iter().position(|o| hole.0.iter().any(|c| o.contains(&Point(*c))));
        if let Some(polygon) = holder.and_then(|at| outer.get_mut(at)) {
            polygon.interiors_push(hole);
        }
    }
    outer
}
