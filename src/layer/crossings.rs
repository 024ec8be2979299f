//! Whether the rings of an area cross or touch where they must not. `geo` compares every side with every other one, which
//! takes a quarter of a minute for the coast of Russia; a tree of boxes needs a moment.

use geo::algorithm::line_intersection::{LineIntersection, line_intersection};
use geo::{Line, MultiPolygon};
use rstar::{AABB, RTree, RTreeObject};

/// A side of a ring.
#[derive(Clone, Copy)]
struct Side {
    line: Line<f64>,
    ring: usize,
    at: usize,
    /// How many sides the ring has.
    of: usize,
}

impl RTreeObject for Side {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners([self.line.start.x, self.line.start.y], [self.line.end.x, self.line.end.y])
    }
}

impl Side {
    fn follows(&self, other: &Self) -> bool {
        self.ring == other.ring && (self.at == (other.at + 1) % self.of || other.at == (self.at + 1) % self.of)
    }

    /// Neighbours may share their corner and rings may touch at a point; anything else is a fault.
    fn clashes(&self, other: &Self) -> bool {
        match line_intersection(self.line, other.line) {
            None => false,
            Some(LineIntersection::SinglePoint { is_proper, .. }) => {
                is_proper || (self.ring == other.ring && !self.follows(other))
            }
            Some(LineIntersection::Collinear { .. }) => true,
        }
    }
}

/// Whether no two sides of the rings clash.
pub(super) fn has_none(areas: &MultiPolygon<f64>) -> bool {
    let rings = areas.iter().flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors()));
    let sides = rings.enumerate().flat_map(|(ring, line)| {
        let of = line.0.len().saturating_sub(1);
        line.lines().enumerate().map(move |(at, line)| Side { line, ring, at, of })
    });
    let tree = RTree::bulk_load(sides.collect());
    tree.iter().all(|side| {
        let near = tree.locate_in_envelope_intersecting(&side.envelope());
        near.filter(|other| (side.ring, side.at) < (other.ring, other.at)).all(|other| !side.clashes(other))
    })
}

#[cfg(test)]
mod tests {
    use geo::{Coord, LineString, Polygon};

    use super::*;

    fn areas(rings: &[&[(f64, f64)]]) -> MultiPolygon<f64> {
        let ring = |corners: &&[(f64, f64)]| LineString(corners.iter().map(|&(x, y)| Coord { x, y }).collect());
        MultiPolygon(rings.iter().map(|corners| Polygon::new(ring(corners), Vec::new())).collect())
    }

    #[test]
    fn a_square_has_none_and_a_bow_tie_a_spike_and_a_ring_that_touches_itself_have_one() {
        assert!(has_none(&areas(&[&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]])));
        assert!(!has_none(&areas(&[&[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)]])));
        assert!(!has_none(&areas(&[&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (1.0, 0.0), (1.0, 1.0)]])));
        assert!(!has_none(&areas(&[&[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (1.0, 0.0), (0.0, 2.0)]])));
    }

    #[test]
    fn two_areas_may_touch_at_a_corner_but_not_overlap() {
        let square = |x: f64, y: f64| [(x, y), (x + 1.0, y), (x + 1.0, y + 1.0), (x, y + 1.0)];
        assert!(has_none(&areas(&[&square(0.0, 0.0), &square(1.0, 1.0)])));
        assert!(!has_none(&areas(&[&square(0.0, 0.0), &square(0.5, 0.5)])));
        assert!(!has_none(&areas(&[&square(0.0, 0.0), &square(1.0, 0.0)])));
    }
}
