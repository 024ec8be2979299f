//! All polygons of all countries, to find the one that holds a point.
//!
//! Comes in: outlines in degrees, cut at 180°. Goes out: the index of the outline that holds a point or comes nearest.

use geo::{Coord, Line, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::segment::{Segment, in_space};
use super::shape::Shape;
use crate::earth::LonLat;
use crate::earth::trig::{cos, radians};

/// How far off an outline a point may lie and still belong to it, in degrees of arc.
const NEAR_DEG: f64 = 0.2;

/// Polygons with the index of their outline, in a tree of their boxes.
#[derive(Debug)]
pub(super) struct Shapes {
    shapes: Vec<(usize, Shape)>,
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
}

impl Shapes {
    /// Takes the outlines in the order of their indices.
    pub(super) fn new<'a>(outlines: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Self {
        let shapes: Vec<(usize, Shape)> = outlines
            .enumerate()
            .flat_map(|(index, outline)| outline.iter().filter_map(move |p| Some((index, Shape::new(p)?))))
            .collect();
        let boxes = shapes.iter().enumerate().map(|(i, (_, shape))| {
            let (min, max) = (shape.bounds().min(), shape.bounds().max());
            GeomWithData::new(Rectangle::from_corners([min.x, min.y], [max.x, max.y]), i)
        });
        let boxes = RTree::bulk_load(boxes.collect());
        Self { shapes, boxes }
    }

    /// The outline that holds the point, else the nearest within 0.2 degrees (then `true`).
    pub(super) fn country_at(&self, point: LonLat) -> Option<(usize, bool)> {
        self.holding(point).map(|index| (index, false)).or_else(|| Some((self.nearest(point)?, true)))
    }

    /// The first outline that holds the point. A point on the seam is looked for on both sides of it.
    pub(super) fn holding(&self, point: LonLat) -> Option<usize> {
        let at = Coord { x: point.lon(), y: point.lat() };
        let other_side = (at.x.abs() >= 180.0).then_some(Coord { x: -at.x, ..at });
        std::iter::once(at).chain(other_side).filter_map(|at| self.first_with(at)).min()
    }

    fn first_with(&self, at: Coord) -> Option<usize> {
        let found = self.boxes.locate_in_envelope_intersecting(&AABB::from_point([at.x, at.y]));
        let shapes = found.filter_map(|entry| self.shapes.get(entry.data));
        shapes.filter(|(_, shape)| shape.contains(at)).map(|&(index, _)| index).min()
    }

    /// The outline nearest to the point, if it lies within 0.2 degrees; the first of those at the same distance.
    fn nearest(&self, point: LonLat) -> Option<usize> {
        let place = in_space(point);
        let mut best: Option<(f64, usize, LonLat)> = None;
        for (index, edge) in self.edges_near(point) {
            for piece in Segment::pieces(edge.start, edge.end) {
                let (distance, share) = piece.nearest(place);
                if best.is_none_or(|(d, i, _)| (distance, index) < (d, i)) {
                    best = Some((distance, index, piece.point_at(share)));
                }
            }
        }
        let (_, index, foot) = best?;
        (point.unit().angle(foot.unit()) <= radians(NEAR_DEG)).then_some(index)
    }

    /// The edges in a window round the point that holds all within 0.2 degrees, also across 180°.
    fn edges_near(&self, point: LonLat) -> impl Iterator<Item = (usize, Line<f64>)> {
        let (south, north) = (point.lat() - NEAR_DEG, point.lat() + NEAR_DEG);
        let narrowest = cos(radians(south.abs().max(north.abs()).min(90.0)));
        // Near a pole every longitude is near.
        let half = if narrowest > 0.01 { 1.1 * NEAR_DEG / narrowest } else { 360.0 };
        let turns: &[f64] = if half > 180.0 { &[0.0] } else { &[-360.0, 0.0, 360.0] };
        turns.iter().flat_map(move |turn| {
            let (west, east) = (point.lon() + turn - half, point.lon() + turn + half);
            let window = AABB::from_corners([west, south], [east, north]);
            let near = self.boxes.locate_in_envelope_intersecting(&window);
            near.filter_map(|entry| self.shapes.get(entry.data)).flat_map(move |(index, shape)| {
                let edges = shape.edges_between(south, north).iter().copied();
                let reaches = move |e: &Line<f64>| {
                    e.start.x.min(e.end.x) <= east
                        && e.start.x.max(e.end.x) >= west
                        && e.start.y.min(e.end.y) <= north
                        && e.start.y.max(e.end.y) >= south
                };
                edges.filter(reaches).map(|edge| (*index, edge))
            })
        })
    }
}
