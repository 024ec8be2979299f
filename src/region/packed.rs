//! The packed form of outlines, as data/make/regions.py and admin1.py write it.
//!
//! Comes in: gzipped bytes. Goes out: numbers, texts and polygons, or `None` where the bytes are damaged.

use std::io::Read;

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// Reads packed numbers one after the other.
#[derive(Debug)]
pub(super) struct Packed {
    bytes: Vec<u8>,
    at: usize,
    /// Coordinates are whole numbers of this part of a degree.
    per_degree: f64,
}

impl Packed {
    /// Unzips what holds coordinates in thousandths of a degree.
    pub(super) fn unzip(zipped: &[u8]) -> Option<Self> {
        let mut bytes = Vec::with_capacity(zipped.len() * 2);
        flate2::read::GzDecoder::new(zipped).read_to_end(&mut bytes).ok()?;
        Some(Self { bytes, at: 0, per_degree: 1000.0 })
    }

    /// The same bytes with coordinates in hundredths of a degree.
    pub(super) fn in_hundredths(self) -> Self {
        Self { per_degree: 100.0, ..self }
    }

    /// A number: seven bits a byte, low ones first.
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            number |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }

    /// How many of something follow; never more than there are bytes left.
    pub(super) fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.bytes.len() - self.at).then_some(count)
    }

    /// A number that may be negative: even ones stand for 0, 1, 2 ..., odd ones for -1, -2 ...
    fn signed(&mut self) -> Option<i32> {
        let number = i64::try_from(self.number()?).ok()?;
        i32::try_from((number >> 1) ^ -(number & 1)).ok()
    }

    /// A text with its length before it.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        let text = self.bytes.get(self.at..self.at + length)?;
        self.at += length;
        String::from_utf8(text.to_vec()).ok()
    }

    /// A point.
    pub(super) fn point(&mut self) -> Option<Coord> {
        let (lon, lat) = (self.signed()?, self.signed()?);
        Some(self.degrees(lon, lat))
    }

    /// Polygons with their holes.
    pub(super) fn shapes(&mut self) -> Option<MultiPolygon<f64>> {
        let count = self.count()?;
        (0..count).map(|_| self.polygon()).collect::<Option<Vec<_>>>().map(MultiPolygon)
    }

    /// Open lines.
    pub(super) fn lines(&mut self) -> Option<Vec<LineString<f64>>> {
        let count = self.count()?;
        (0..count).map(|_| self.line(false)).collect()
    }

    fn polygon(&mut self) -> Option<Polygon<f64>> {
        let count = self.count()?;
        let mut rings = (0..count).map(|_| self.line(true)).collect::<Option<Vec<_>>>()?.into_iter();
        Some(Polygon::new(rings.next()?, rings.collect()))
    }

    /// A line; the ring of a polygon is closed.
    fn line(&mut self, closed: bool) -> Option<LineString<f64>> {
        let count = self.count()?;
        let mut points = Vec::with_capacity(count + 1);
        let (mut lon, mut lat) = (0_i32, 0_i32);
        for _ in 0..count {
            lon = lon.checked_add(self.signed()?)?;
            lat = lat.checked_add(self.signed()?)?;
            points.push(self.degrees(lon, lat));
        }
        if closed {
            points.extend(points.first().copied());
        }
        Some(LineString(points))
    }

    fn degrees(&self, lon: i32, lat: i32) -> Coord {
        Coord { x: f64::from(lon) / self.per_degree, y: f64::from(lat) / self.per_degree }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: Vec<u8>) -> Packed {
        Packed { bytes, at: 0, per_degree: 1000.0 }
    }

    #[test]
    fn numbers_of_any_size_come_back() {
        let mut packed = of(vec![0x05, 0x85, 0x01, 0xAC, 0x02]);
        assert_eq!(packed.number(), Some(5));
        assert_eq!(packed.signed(), Some(-67));
        assert_eq!(packed.signed(), Some(150));
        assert_eq!(packed.number(), None);
    }

    #[test]
    fn damaged_bytes_give_nothing() {
        assert!(Packed::unzip(b"not gzip").is_none());
        assert!(of(vec![0xFF; 20]).number().is_none());
        assert!(of(vec![200, 1, 3]).shapes().is_none());
    }
}
