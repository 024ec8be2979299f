//! What the cut at 180° must keep, whatever it is given: area, length, range.

use geo::{Coord, LineString, MultiPolygon};
use proptest::prelude::*;

use super::antimeridian::{cut_line, cut_ring, turn};
use super::curve::{circle, geodesic, great_circles};
use crate::earth::trig::{cos, radians, sin};
use crate::earth::{EARTH_RADIUS_KM, LonLat};

/// The integral of the sine of the latitude over longitude along a straight line in degrees; summed round a
/// counter-clockwise ring its negative is the area on the unit sphere.
fn strip_area(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let (low, high, way) = (radians(a.y), radians(b.y), radians(b.x - a.x));
    if (high - low).abs() < 1e-9 {
        way * sin(f64::midpoint(low, high))
    } else {
        way * (cos(low) - cos(high)) / (high - low)
    }
}

fn ring_area(ring: &LineString<f64>) -> f64 {
    -ring.lines().map(|side| strip_area(side.start, side.end)).sum::<f64>()
}

fn area(of: &MultiPolygon<f64>) -> f64 {
    of.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors())).map(ring_area).sum()
}

/// The area to the left of a ring that was not cut, but for whole hemispheres.
fn area_uncut(ring: &[LonLat]) -> f64 {
    let sides = ring.iter().zip(ring.iter().cycle().skip(1));
    let (mut area, mut turns) = (0.0, 0.0);
    for (a, b) in sides {
        let way = turn(a.lon(), b.lon());
        area -= strip_area(Coord { x: 0.0, y: a.lat() }, Coord { x: way, y: b.lat() });
        turns += way / 360.0;
    }
    area + std::f64::consts::TAU * turns.abs()
}

fn in_range(line: &LineString<f64>) -> bool {
    let along_pole = |a: f64, b: f64| a.abs() >= 90.0 && b.abs() >= 90.0;
    line.coords().all(|c| c.x.abs() <= 180.0 && c.y.abs() <= 90.0)
        && line.lines().all(|l| (l.end.x - l.start.x).abs() <= 180.0 || along_pole(l.start.y, l.end.y))
}

fn length(dx: f64, dy: f64) -> f64 {
    (dx * dx + dy * dy).sqrt()
}

/// The length in degrees of a step as it is drawn: by way of the pole where it passes it.
fn degrees_between(a: LonLat, b: LonLat) -> f64 {
    let way = turn(a.lon(), b.lon());
    let to_pole = |at: LonLat| 90.0 - at.lat().abs();
    if to_pole(a) < 1e-9 || to_pole(b) < 1e-9 {
        length(0.0, b.lat() - a.lat())
    } else if way.abs() > 180.0 - 1e-9 {
        to_pole(a) + to_pole(b)
    } else {
        length(way, b.lat() - a.lat())
    }
}

fn place() -> impl Strategy<Value = LonLat> {
    let lon = prop_oneof![-180.0..180.0, Just(180.0), 179.0..180.0, Just(0.0)];
    let lat = prop_oneof![-90.0..90.0, Just(90.0), Just(-90.0), 89.0..90.0, Just(0.0)];
    (lon, lat).prop_map(|(lon, lat): (f64, f64)| LonLat::wrapped(lon, lat))
}

/// A star round a place: corners at even azimuths, at distances of their own; counter-clockwise.
fn star() -> impl Strategy<Value = Vec<LonLat>> {
    (place(), prop::collection::vec(10.0..4000.0, 3..12)).prop_map(|(middle, km): (LonLat, Vec<f64>)| {
        let step = 360.0 / km.len() as f64;
        km.iter().enumerate().map(|(i, km)| middle.destination(-step * i as f64, *km)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_cut_circle_has_the_area_of_its_cap_and_lies_in_range(centre in place(), km in 1.0..19_000.0) {
        let cut = cut_ring(&circle(centre, km));
        let cap = std::f64::consts::TAU * (1.0 - cos(km / EARTH_RADIUS_KM));
        // The Earth is flattened by a third of a percent.
        prop_assert!((area(&cut) / cap - 1.0).abs() < 0.015, "{} against {}", area(&cut), cap);
        prop_assert!(cut.iter().all(|p| in_range(p.exterior()) && p.interiors().iter().all(in_range)));
    }

    #[test]
    fn cutting_a_star_keeps_its_area(star in star()) {
        let ring = great_circles(&star);
        let cut = cut_ring(&ring);
        let whole = 2.0 * std::f64::consts::TAU;
        let off = (area(&cut) - area_uncut(&ring)) / whole;
        prop_assert!((off - off.round()).abs() < 1e-9, "{} against {}", area(&cut), area_uncut(&ring));
        prop_assert!(area(&cut) > 0.0 && area(&cut) < whole);
        prop_assert!(cut.iter().all(|p| in_range(p.exterior())));
    }

    #[test]
    fn cutting_a_piece_again_changes_nothing(star in star()) {
        for piece in cut_ring(&great_circles(&star)).iter().filter(|piece| piece.interiors().is_empty()) {
            let mut ring: Vec<LonLat> = piece.exterior().coords().map(|c| LonLat::wrapped(c.x, c.y)).collect();
            ring.pop();
            let again = cut_ring(&ring);
            prop_assert_eq!(again.0.len(), 1);
            let (before, after) = (ring_area(piece.exterior()), area(&again));
            prop_assert!((before - after).abs() < 1e-12, "{} against {}", before, after);
        }
    }

    #[test]
    fn cutting_a_line_keeps_its_length(corners in prop::collection::vec(place(), 2..8)) {
        let line: Vec<LonLat> = corners.windows(2).flat_map(|pair| geodesic(pair[0], pair[1])).collect();
        let before: f64 = line.windows(2).map(|pair| degrees_between(pair[0], pair[1])).sum();
        let cut = cut_line(&line);
        let after: f64 = cut.iter().flat_map(LineString::lines).map(|l| length(l.dx(), l.dy())).sum();
        prop_assert!((after - before).abs() < 1e-9 * before + 1e-9, "{} against {}", after, before);
        prop_assert!(cut.iter().all(in_range));
    }
}
