//! Geometry as well-known binary (ISO 19125), little-endian: what `GeoPackage` and `GeoParquet` hold.

use geo::{Coord, LineString, Polygon};

use crate::layer::shape::{Parts, Shape};

/// Adds a geometry; as one of several parts if `multiple`, or where it has them.
pub(super) fn add(out: &mut Vec<u8>, shape: &Shape, multiple: bool) {
    match shape.parts(multiple) {
        Parts::Point(at) => {
            head(out, 1);
            position(out, at);
        }
        Parts::Line(one) => line(out, one),
        Parts::Lines(lines) => {
            head(out, 5);
            counted(out, lines, line);
        }
        Parts::Area(one) => area(out, one),
        Parts::Areas(areas) => {
            head(out, 6);
            counted(out, areas, area);
        }
    }
}

/// Byte order and type.
fn head(out: &mut Vec<u8>, kind: u32) {
    out.push(1);
    out.extend_from_slice(&kind.to_le_bytes());
}

fn position(out: &mut Vec<u8>, at: Coord<f64>) {
    out.extend_from_slice(&at.x.to_le_bytes());
    out.extend_from_slice(&at.y.to_le_bytes());
}

fn ring(out: &mut Vec<u8>, line: &LineString<f64>) {
    counted(out, &line.0, |out, at| position(out, *at));
}

fn line(out: &mut Vec<u8>, line: &LineString<f64>) {
    head(out, 2);
    ring(out, line);
}

fn area(out: &mut Vec<u8>, area: &Polygon<f64>) {
    head(out, 3);
    out.extend_from_slice(&(1 + area.interiors().len() as u32).to_le_bytes());
    ring(out, area.exterior());
    for hole in area.interiors() {
        ring(out, hole);
    }
}

fn counted<T>(out: &mut Vec<u8>, items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    out.extend_from_slice(&(items.len() as u32).to_le_bytes());
    for item in items {
        write(out, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::LonLat;

    #[test]
    fn a_point_is_21_bytes_of_which_the_last_16_are_longitude_and_latitude() {
        let mut out = Vec::new();
        add(&mut out, &Shape::point(LonLat::new(69.17, 34.53).unwrap()), false);
        assert_eq!(out[..5], [1, 1, 0, 0, 0]);
        assert_eq!(out[5..], [69.17_f64.to_le_bytes(), 34.53_f64.to_le_bytes()].concat());
    }

    #[test]
    fn an_area_has_its_ring_closed_and_its_corners_counted() {
        let corner = |lon, lat| LonLat::new(lon, lat).unwrap();
        let shape = Shape::area(&[corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0)]).unwrap();
        let mut one = Vec::new();
        add(&mut one, &shape, false);
        assert_eq!(one[..13], [1, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0]);
        assert_eq!(one.len(), 13 + 4 * 16);
        let mut several = Vec::new();
        add(&mut several, &shape, true);
        assert_eq!(several[..9], [1, 6, 0, 0, 0, 1, 0, 0, 0]);
        assert_eq!(several[9..], one);
    }
}
