//! Lines and areas on the page, cut to a box and thinned to what can be seen.
//!
//! Comes in: points in mm. Goes out: points in mm. What a map does not show does not make its file larger.

use super::label::{Spot, clipped};
use crate::chart::scene::Rect;

/// A point closer to the line through its neighbours than this, in mm, is left out: two thirds of a dot at 300 dpi.
const TOLERANCE_MM: f64 = 0.055;

/// An island or a lake smaller than this, in mm², is left out: a dot of 0.2 mm.
const SMALLEST_MM2: f64 = 0.03;

/// An area within a box (Sutherland and Hodgman 1974), thinned; empty where nothing of it can be seen. Where the area leaves
/// the box its edge runs along the box.
pub fn area(ring: Vec<Spot>, to: &Rect) -> Vec<Spot> {
    let ring = if ring.iter().all(|p| to.holds_point(*p)) { ring } else { cut(ring, to) };
    if ring.len() < 3 || doubled_area(&ring).abs() < 2.0 * SMALLEST_MM2 {
        return Vec::new();
    }
    thinned(&ring, true)
}

/// The parts of a line within a box, thinned.
pub fn line(points: &[Spot], to: &Rect) -> Vec<Vec<Spot>> {
    let mut parts: Vec<Vec<Spot>> = Vec::new();
    let mut open = false;
    for (from, end) in points.iter().zip(points.iter().skip(1)) {
        let Some((enter, leave)) = clipped(to, *from, *end) else {
            open = false;
            continue;
        };
        let at = |t: f64| (from.0 + t * (end.0 - from.0), from.1 + t * (end.1 - from.1));
        if !open || enter > 0.0 {
            parts.push(vec![at(enter)]);
        }
        parts.last_mut().into_iter().for_each(|part| part.push(at(leave)));
        open = leave >= 1.0;
    }
    parts.iter().map(|part| thinned(part, false)).collect()
}

fn cut(mut ring: Vec<Spot>, to: &Rect) -> Vec<Spot> {
    // Each side as: which coordinate, its limit, and the sign that points inward.
    for (upright, limit, inward) in
        [(false, to.left, 1.0), (false, to.right, -1.0), (true, to.top, 1.0), (true, to.bottom, -1.0)]
    {
        let depth = |p: &Spot| inward * (if upright { p.1 } else { p.0 } - limit);
        let mut kept = Vec::with_capacity(ring.len());
        let Some(mut before) = ring.last().copied() else { return ring };
        for point in ring {
            let (a, b) = (depth(&before), depth(&point));
            if (a >= 0.0) != (b >= 0.0) {
                let t = a / (a - b);
                kept.push((before.0 + t * (point.0 - before.0), before.1 + t * (point.1 - before.1)));
            }
            if b >= 0.0 {
                kept.push(point);
            }
            before = point;
        }
        ring = kept;
    }
    ring
}

fn doubled_area(ring: &[Spot]) -> f64 {
    ring.iter().zip(ring.iter().cycle().skip(1)).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

/// The points that a line needs to stay within the tolerance (Douglas and Peucker 1973). Both ends stay.
pub fn thinned(points: &[Spot], closed: bool) -> Vec<Spot> {
    let count = points.len();
    if count < 4 {
        return points.to_vec();
    }
    let mut keep = vec![false; count];
    let mut hold = |i: usize| keep.get_mut(i).into_iter().for_each(|kept| *kept = true);
    hold(0);
    hold(count - 1);
    // A ring is two lines, from its first point to the one farthest from it and back.
    let half = if closed { farthest(points, 0, count - 1).map(|(i, _)| i) } else { None };
    let mut open: Vec<(usize, usize)> = match half {
        Some(middle) => {
            hold(middle);
            vec![(0, middle), (middle, count - 1)]
        }
        None => vec![(0, count - 1)],
    };
    while let Some((from, to)) = open.pop() {
        if let Some((at, off)) = farthest(points, from, to)
            && off > TOLERANCE_MM * TOLERANCE_MM
        {
            hold(at);
            open.extend([(from, at), (at, to)]);
        }
    }
    points.iter().zip(keep).filter_map(|(p, keep)| keep.then_some(*p)).collect()
}

/// The point between two others that is farthest from the line through them, and the square of its distance.
fn farthest(points: &[Spot], from: usize, to: usize) -> Option<(usize, f64)> {
    let (a, b) = (*points.get(from)?, *points.get(to)?);
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let off = |p: &Spot| {
        let (x, y) = (p.0 - a.0, p.1 - a.1);
        let t = if length > 0.0 { ((x * dx + y * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        (x - t * dx) * (x - t * dx) + (y - t * dy) * (y - t * dy)
    };
    let between = points.iter().enumerate().take(to).skip(from + 1);
    let mut best: Option<(usize, f64)> = None;
    for (i, p) in between {
        let off = off(p);
        if best.is_none_or(|(_, most)| off > most) {
            best = Some((i, off));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Rect {
        Rect::new(0.0, 0.0, 10.0, 10.0)
    }

    #[test]
    fn an_area_is_cut_to_its_box_and_keeps_what_lies_in_it() {
        let cut = area(vec![(-5.0, 5.0), (5.0, 5.0), (5.0, 20.0), (-5.0, 20.0)], &frame());
        assert!((doubled_area(&cut).abs() - 50.0).abs() < 1e-9);
        assert!(cut.iter().all(|p| frame().grown(1e-9).holds_point(*p)));
        assert!(area(vec![(20.0, 20.0), (30.0, 20.0), (25.0, 30.0)], &frame()).is_empty());
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two_parts() {
        let parts = line(&[(1.0, 1.0), (1.0, -5.0), (9.0, -5.0), (9.0, 1.0)], &frame());
        assert_eq!(parts, [vec![(1.0, 1.0), (1.0, 0.0)], vec![(9.0, 0.0), (9.0, 1.0)]]);
        let through = line(&[(-5.0, 5.0), (15.0, 5.0)], &frame());
        assert_eq!(through, [vec![(0.0, 5.0), (10.0, 5.0)]]);
    }

    #[test]
    fn thinning_keeps_corners_and_drops_what_cannot_be_seen() {
        let mut points: Vec<Spot> = (0..100).map(|i| (f64::from(i) * 0.1, 0.01 * f64::from(i % 2))).collect();
        points.push((9.9, 8.0));
        assert_eq!(thinned(&points, false), [(0.0, 0.0), (9.9, 0.01), (9.9, 8.0)]);
        let square = [(0.0, 0.0), (5.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)];
        assert_eq!(thinned(&square, true).len(), 4);
    }
}
