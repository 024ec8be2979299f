//! One polygon, made ready to be asked which points it holds.
//!
//! Comes in: a polygon in degrees. Goes out: whether it holds a point, exactly, and its edges near a latitude.

use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};
use geo::{BoundingRect, Coord, Line, LineString, Polygon, Rect};

/// A polygon whose edges are sorted into bands of latitude, so that a question looks at few of them. An edge is kept as the
/// place of its first corner: an edge as two points takes twice the memory, which a map of all provinces feels.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    bounds: Rect<f64>,
    bands_per_deg: f64,
    // The corners of all rings, one ring after another, each closed.
    corners: Vec<Coord>,
    // The edges of band i are edges[starts[i]..starts[i + 1]]; each leads from its corner to the next.
    starts: Vec<u32>,
    edges: Vec<u32>,
}

impl Shape {
    /// Sorts the edges; none for a polygon without points.
    pub(super) fn new(polygon: &Polygon<f64>) -> Option<Self> {
        let bounds = polygon.bounding_rect()?;
        let mut corners = Vec::with_capacity(rings(polygon).map(|ring| ring.0.len()).sum());
        let mut firsts: Vec<u32> = Vec::new();
        for ring in rings(polygon) {
            let first = corners.len() as u32;
            firsts.extend((first..).take(ring.0.len().saturating_sub(1)));
            corners.extend(&ring.0);
        }
        let bands = (firsts.len() / 4).clamp(1, 1024);
        let mut shape = Self {
            bounds,
            bands_per_deg: if bounds.height() > 0.0 { bands as f64 / bounds.height() } else { 0.0 },
            corners,
            starts: vec![0; bands + 1],
            edges: Vec::new(),
        };
        let mut in_bands: Vec<(u32, u32)> = Vec::with_capacity(firsts.len() * 5 / 4);
        for first in firsts {
            let Some(edge) = shape.edge(first) else { continue };
            let (a, b) = (shape.band(edge.start.y), shape.band(edge.end.y));
            in_bands.extend((a.min(b)..=a.max(b)).map(|band| (band as u32, first)));
        }
        in_bands.sort_unstable();
        for (i, start) in shape.starts.iter_mut().enumerate() {
            *start = in_bands.partition_point(|&(band, _)| (band as usize) < i) as u32;
        }
        shape.edges = in_bands.iter().map(|&(_, first)| first).collect();
        Some(shape)
    }

    fn edge(&self, first: u32) -> Option<Line<f64>> {
        let first = first as usize;
        Some(Line::new(*self.corners.get(first)?, *self.corners.get(first + 1)?))
    }

    /// The box round it.
    pub(super) fn bounds(&self) -> Rect<f64> {
        self.bounds
    }

    /// Whether the point lies inside or on the outline; points in holes lie outside.
    ///
    /// Counts the edges that a line to the east crosses; which side of an edge the point is on is decided exactly
    /// (Shewchuk 1997, adaptive predicates).
    pub(super) fn contains(&self, point: Coord) -> bool {
        let (min, max) = (self.bounds.min(), self.bounds.max());
        if point.x < min.x || point.x > max.x || point.y < min.y || point.y > max.y {
            return false;
        }
        let mut inside = false;
        for edge in self.edges_between(point.y, point.y) {
            let (a, b) = (edge.start, edge.end);
            let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
            if point.y < low.y || point.y > high.y || point.x > a.x.max(b.x) {
                continue;
            }
            match RobustKernel::orient2d(low, high, point) {
                // On the line of the edge, and not east of it: on the edge unless it lies to the west.
                Orientation::Collinear if point.x >= a.x.min(b.x) => return true,
                Orientation::CounterClockwise if low.y <= point.y && point.y < high.y => inside = !inside,
                _ => {}
            }
        }
        inside
    }

    /// The edges that come near the latitudes from `south` to `north`; an edge may come more than once.
    pub(super) fn edges_between(&self, south: f64, north: f64) -> impl Iterator<Item = Line<f64>> {
        let at = |band: usize| self.starts.get(band).map_or(0, |&start| start as usize);
        let edges = self.edges.get(at(self.band(south))..at(self.band(north) + 1)).unwrap_or_default();
        edges.iter().filter_map(|&first| self.edge(first))
    }

    /// All edges; one may come more than once.
    pub(super) fn edges(&self) -> impl Iterator<Item = Line<f64>> {
        self.edges.iter().filter_map(|&first| self.edge(first))
    }

    /// The band of a latitude; the same rule for edges and for points, so that none is missed by rounding.
    fn band(&self, lat: f64) -> usize {
        let band = (lat - self.bounds.min().y) * self.bands_per_deg;
        (band.max(0.0) as usize).min(self.starts.len().saturating_sub(2))
    }
}

/// The outer ring of a polygon, then its holes.
pub(super) fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}
