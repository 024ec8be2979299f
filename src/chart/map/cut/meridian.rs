//! The world cut open along the meridian opposite to the middle one.

use super::divided;
use crate::earth::LonLat;

/// How far from the cut, in degrees, a point on it is moved, so that it keeps its side.
const OFF_THE_CUT: f64 = 1e-7;

/// The parts of a ring on either side of the cut. Corners in degrees.
pub(super) fn rings(corners: &[(f64, f64)], meridian: f64) -> Vec<Vec<LonLat>> {
    let (left, right) = (meridian - 180.0 + OFF_THE_CUT, meridian + 180.0 - OFF_THE_CUT);
    let mut out = Vec::new();
    for turn in [-360.0, 0.0, 360.0] {
        let moved: Vec<(f64, f64)> = corners.iter().map(|(x, y)| (x + turn, *y)).collect();
        let kept = below(&mirrored(&below(&mirrored(&moved), -left)), right);
        if kept.len() > 2 {
            out.push(divided(&kept, true).into_iter().map(|(x, y)| LonLat::wrapped(x, y)).collect());
        }
    }
    out
}

/// The parts of a line on either side of the cut.
pub(super) fn lines(corners: &[(f64, f64)], meridian: f64) -> Vec<Vec<LonLat>> {
    let turn = |x: f64| {
        let x = x - meridian;
        x - 360.0 * (x / 360.0).round()
    };
    let mut parts: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    let mut last: Option<f64> = None;
    for (x, y) in divided(corners, false) {
        let at = turn(x);
        if last.is_some_and(|last| (last - at).abs() > 180.0) {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push((x, y));
        }
        last = Some(at);
    }
    parts.retain(|part| part.len() > 1);
    parts.into_iter().map(|part| part.into_iter().map(|(x, y)| LonLat::wrapped(x, y)).collect()).collect()
}

fn mirrored(corners: &[(f64, f64)]) -> Vec<(f64, f64)> {
    corners.iter().map(|(x, y)| (-x, *y)).collect()
}

/// The part of a ring with x of at most `limit` (Sutherland and Hodgman 1974).
fn below(corners: &[(f64, f64)], limit: f64) -> Vec<(f64, f64)> {
    let mut out = Vec::new();
    for (a, b) in super::edges(corners) {
        if a.0 <= limit {
            out.push(a);
        }
        if (a.0 <= limit) != (b.0 <= limit) {
            out.push((limit, a.1 + (b.1 - a.1) * (limit - a.0) / (b.0 - a.0)));
        }
    }
    out
}
