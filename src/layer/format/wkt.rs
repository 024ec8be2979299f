//! Geometry as well-known text (ISO 19125): what a CSV of lines or areas holds.

use geo::Coord;

use super::coordinates::Notation;
use super::digits;
use crate::layer::shape::{Parts, Shape};

const NOTATION: Notation = Notation { open: b'(', close: b')', position };

/// Adds a geometry; as one of several parts if `multiple`, or where it has them.
pub(super) fn add(out: &mut Vec<u8>, shape: &Shape, multiple: bool) {
    let parts = shape.parts(multiple);
    out.extend(parts.name().bytes().map(|letter| letter.to_ascii_uppercase()));
    out.push(b' ');
    match parts {
        Parts::Point(at) => NOTATION.list(out, [at], position),
        _ => NOTATION.add(out, &parts),
    }
}

fn position(out: &mut Vec<u8>, at: Coord<f64>) {
    digits::decimal(out, at.x);
    out.push(b' ');
    digits::decimal(out, at.y);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::LonLat;

    #[test]
    fn points_and_areas_are_as_the_standard_writes_them() {
        let text = |shape: &Shape, multiple| {
            let mut out = Vec::new();
            add(&mut out, shape, multiple);
            String::from_utf8(out).unwrap()
        };
        let corner = |lon, lat| LonLat::new(lon, lat).unwrap();
        assert_eq!(text(&Shape::point(corner(69.17, -34.5)), false), "POINT (69.17 -34.5)");
        let shape = Shape::area(&[corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0)]).unwrap();
        let ring = "((0.0 0.0,1.0 0.0,1.0 1.0,0.0 0.0))";
        assert_eq!(text(&shape, false), format!("POLYGON {ring}"));
        assert_eq!(text(&shape, true), format!("MULTIPOLYGON ({ring})"));
    }
}
