//! All polygons of all countries, to find the one that holds a point.
//!
//! Comes in: outlines in degrees, cut at 180°. Goes out: the index of the outline that holds a point or comes nearest.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use geo::{Coord, Line, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::raster::{Cell, Raster};
use super::segment::{Segment, in_space};
use super::shape::Shape;
use crate::earth::LonLat;
use crate::earth::trig::{cos, radians};

/// How far off an outline a point may lie and still belong to it, in degrees of arc.
pub(super) const NEAR_DEG: f64 = 0.2;

/// After so many questions the grid is drawn; it takes as long as some thousand of them.
const MANY: u32 = 4096;

/// Polygons with the index of their outline, in a tree of their boxes.
#[derive(Debug)]
pub(super) struct Shapes {
    parts: Vec<(usize, Shape)>,
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    asked: AtomicU32,
    raster: OnceLock<Option<Raster>>,
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
        Self { parts: shapes, boxes, asked: AtomicU32::new(0), raster: OnceLock::new() }
    }

    /// The outline that holds the point, else the nearest within 0.2 degrees (then `true`).
    pub(super) fn country_at(&self, point: LonLat) -> Option<(usize, bool)> {
        match self.cell(point) {
            Cell::Within(index) => Some((index, false)),
            Cell::Nowhere => None,
            Cell::Offshore => Some((self.nearest(point)?, true)),
            Cell::Mixed => {
                self.holding(point).map(|index| (index, false)).or_else(|| Some((self.nearest(point)?, true)))
            }
        }
    }

    /// The cell of the grid that the point lies in. It says the same as the outlines, so that it does not matter when it is
    /// drawn.
    fn cell(&self, point: LonLat) -> Cell {
        if self.raster.get().is_none() && self.asked.fetch_add(1, Ordering::Relaxed) < MANY {
            return Cell::Mixed;
        }
        let raster = self.raster.get_or_init(|| self.drawn());
        raster.as_ref().map_or(Cell::Mixed, |raster| raster.cell(Coord { x: point.lon(), y: point.lat() }))
    }

    fn drawn(&self) -> Option<Raster> {
        let edges = self.parts.iter().flat_map(|(_, shape)| shape.edges());
        let outlines = self.parts.iter().map(|(index, _)| index + 1).max().unwrap_or(0);
        Raster::new(edges, outlines, |at| self.first_with(at))
    }

    /// The first outline that holds the point. A point on the seam is looked for on both sides of it.
    pub(super) fn holding(&self, point: LonLat) -> Option<usize> {
        let at = Coord { x: point.lon(), y: point.lat() };
        let other_side = (at.x.abs() >= 180.0).then_some(Coord { x: -at.x, ..at });
        std::iter::once(at).chain(other_side).filter_map(|at| self.first_with(at)).min()
    }

    fn first_with(&self, at: Coord) -> Option<usize> {
        let found = self.boxes.locate_in_envelope_intersecting(&AABB::from_point([at.x, at.y]));
        let shapes = found.filter_map(|entry| self.parts.get(entry.data));
        shapes.filter(|(_, shape)| shape.contains(at)).map(|&(index, _)| index).min()
    }

    /// The outline nearest to the point, if it lies within 0.2 degrees; the first of those at the same distance.
    fn nearest(&self, point: LonLat) -> Option<usize> {
        let place = in_space(point);
        let roughly: Vec<(f64, usize, Line<f64>)> =
            self.edges_near(point).map(|(index, edge)| (rough_deg2(point, edge), index, edge)).collect();
        let least = roughly.iter().map(|(rough, ..)| *rough).fold(f64::INFINITY, f64::min);
        // The plane misleads by less than a fifth, but near the poles.
        let limit = if point.lat().abs() < 75.0 { 1.5 * least + 1e-12 } else { f64::INFINITY };
        let mut best: Option<(f64, usize, LonLat)> = None;
        for (_, index, edge) in roughly.into_iter().filter(|(rough, ..)| *rough <= limit) {
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
            near.filter_map(|entry| self.parts.get(entry.data)).flat_map(move |(index, shape)| {
                let edges = shape.edges_between(south, north);
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

/// The square of the distance to an edge in degrees of latitude, in the plane round the point.
fn rough_deg2(point: LonLat, edge: Line<f64>) -> f64 {
    let turn = 360.0 * libm::round((point.lon() - edge.start.x) / 360.0);
    let narrow = cos(radians(point.lat()));
    let at = |c: Coord| ((c.x + turn - point.lon()) * narrow, c.y - point.lat());
    let ((ax, ay), (bx, by)) = (at(edge.start), at(edge.end));
    let (dx, dy) = (bx - ax, by - ay);
    let length2 = dx * dx + dy * dy;
    let share = if length2 > 0.0 { (-(ax * dx + ay * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (ax + share * dx, ay + share * dy);
    x * x + y * y
}
