//! The nested lists of positions that `GeoJSON` and well-known text share but for their brackets.
//!
//! Comes in: the parts of a geometry. Goes out: their text at the end of a buffer.

use geo::{Coord, LineString, Polygon};

use crate::layer::shape::Parts;

/// How a format writes lists and positions.
pub(super) struct Notation {
    pub(super) open: u8,
    pub(super) close: u8,
    pub(super) position: fn(&mut Vec<u8>, Coord<f64>),
}

impl Notation {
    /// Adds the coordinates of a geometry.
    pub(super) fn add(&self, out: &mut Vec<u8>, parts: &Parts<'_>) {
        match *parts {
            Parts::Point(at) => (self.position)(out, at),
            Parts::Line(line) => self.line(out, line),
            Parts::Lines(lines) => self.list(out, lines, |out, line| self.line(out, line)),
            Parts::Area(area) => self.area(out, area),
            Parts::Areas(areas) => self.list(out, areas, |out, area| self.area(out, area)),
        }
    }

    fn line(&self, out: &mut Vec<u8>, line: &LineString<f64>) {
        self.list(out, line.coords().copied(), self.position);
    }

    fn area(&self, out: &mut Vec<u8>, area: &Polygon<f64>) {
        let rings = std::iter::once(area.exterior()).chain(area.interiors());
        self.list(out, rings, |out, ring| self.line(out, ring));
    }

    /// `[a,b,c]`, in the brackets of the format.
    pub(super) fn list<T>(
        &self,
        out: &mut Vec<u8>,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Vec<u8>, T),
    ) {
        out.push(self.open);
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            write(out, item);
        }
        out.push(self.close);
    }
}
