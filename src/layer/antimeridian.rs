//! From the sphere to the flat map of degrees: lines and rings cut at 180°, poles opened to their full width.
//!
//! Comes in: vertices so close that the straight line between two of them, in degrees and the short way round, is the line
//! meant (see [`super::curve`]). Goes out: lines and polygons with every longitude in -180..=180 (RFC 7946 section 3.1.9).

use geo::{Coord, MultiLineString, MultiPolygon};

use super::strip;
use crate::earth::LonLat;

/// A vertex this close to a pole, in degrees (0.1 mm), is the pole: its longitude says nothing.
const AT_POLE: f64 = 1e-9;

/// The way from one longitude to another, the short way round, -180..=180 degrees.
pub(super) fn turn(from: f64, to: f64) -> f64 {
    let way = to - from;
    way - 360.0 * (way / 360.0).round()
}

fn is_pole(at: LonLat) -> bool {
    at.lat().abs() >= 90.0 - AT_POLE
}

/// The pole that a step of half a turn passes; none for any other step.
fn pole_between(a: LonLat, b: LonLat) -> Option<LonLat> {
    let passes = !is_pole(a) && !is_pole(b) && turn(a.lon(), b.lon()).abs() >= 180.0 - AT_POLE;
    passes.then(|| LonLat::wrapped(a.lon(), if a.lat() + b.lat() < 0.0 { -90.0 } else { 90.0 }))
}

/// The vertices with repeated ones left out and the poles that are passed put in.
fn with_poles(vertices: &[LonLat], closed: bool) -> Vec<LonLat> {
    let mut out: Vec<LonLat> = Vec::with_capacity(vertices.len() + 2);
    let back = if closed { vertices.first() } else { None };
    for &at in vertices.iter().chain(back) {
        let Some(&last) = out.last() else {
            out.push(at);
            continue;
        };
        out.extend(pole_between(last, at));
        if last != at {
            out.push(at);
        }
    }
    if closed && out.len() > 1 && out.first() == out.last() {
        out.pop();
    }
    out
}

/// A line, cut where it crosses 180° and where it passes a pole. Pieces without length are left out.
pub(super) fn cut_line(vertices: &[LonLat]) -> MultiLineString<f64> {
    let vertices = with_poles(vertices, false);
    let mut pieces = Vec::new();
    let mut rolled: Vec<Coord<f64>> = Vec::new();
    for (i, &at) in vertices.iter().enumerate() {
        if is_pole(at) {
            // The line goes up one meridian and down another: along the pole nothing is drawn.
            rolled.extend(rolled.last().map(|last| Coord { x: last.x, y: at.lat() }));
            pieces.append(&mut strip::cut_open(&rolled));
            rolled.clear();
            rolled.extend(vertices.get(i + 1).filter(|v| !is_pole(**v)).map(|v| Coord { x: v.lon(), y: at.lat() }));
        } else {
            let x = rolled.last().map_or(at.lon(), |last| last.x + turn(last.x, at.lon()));
            rolled.push(Coord { x, y: at.lat() });
        }
    }
    pieces.append(&mut strip::cut_open(&rolled));
    MultiLineString(pieces)
}

/// The area to the left of a ring, cut at 180°. The ring is given without repeating its first vertex; the area may hold one
/// pole or both. Empty where the ring encloses nothing.
pub(super) fn cut_ring(vertices: &[LonLat]) -> MultiPolygon<f64> {
    let (mut rolled, turns) = roll_out(vertices);
    let Some(&first) = rolled.first() else { return MultiPolygon(Vec::new()) };
    if turns != 0.0 {
        // Once round: eastwards with the north pole to the left, westwards with the south pole.
        let pole = if turns > 0.0 { 90.0 } else { -90.0 };
        let end = first.x + 360.0 * turns;
        rolled.extend([Coord { x: end, y: first.y }, Coord { x: end, y: pole }, Coord { x: first.x, y: pole }]);
        return strip::cut_areas(&[rolled]);
    }
    let area = strip::signed_area(&rolled);
    if area == 0.0 {
        MultiPolygon(Vec::new())
    } else if area > 0.0 {
        strip::cut_areas(&[rolled])
    } else {
        // A hole in the world: what lies to the left holds both poles.
        strip::cut_areas(&[world_round(&rolled), rolled])
    }
}

/// The whole map, its east and west edge as far as can be from the ring.
fn world_round(ring: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let (west, east) = strip::extent(ring);
    let middle = f64::midpoint(west, east);
    let (west, east) = (middle - 180.0, middle + 180.0);
    [(west, -90.0), (east, -90.0), (east, 90.0), (west, 90.0)].map(|(x, y)| Coord { x, y }).to_vec()
}

/// The ring with longitudes that run on past 180°, and how many times it goes round the Earth eastwards. A pole among its
/// vertices becomes an edge along the pole, from the meridian of arrival to that of departure, on the left of the ring.
fn roll_out(vertices: &[LonLat]) -> (Vec<Coord<f64>>, f64) {
    let mut ring = with_poles(vertices, true);
    let Some(start) = ring.iter().position(|at| !is_pole(*at)) else { return (Vec::new(), 0.0) };
    ring.rotate_left(start);
    let Some(&first) = ring.first() else { return (Vec::new(), 0.0) };
    let mut out = vec![Coord { x: first.lon(), y: first.lat() }];
    let mut x = first.lon();
    let mut pole = None;
    for &at in ring.iter().skip(1).chain([&first]) {
        if is_pole(at) {
            pole = Some(at.lat());
            continue;
        }
        if let Some(lat) = pole.take() {
            out.push(Coord { x, y: lat });
            x += along_pole(turn(x, at.lon()), lat);
            out.push(Coord { x, y: lat });
        } else {
            x += turn(x, at.lon());
        }
        out.push(Coord { x, y: at.lat() });
    }
    // The last one is the first again.
    out.pop();
    (out, ((x - first.lon()) / 360.0).round())
}

/// Seen from a ring with its area on the left, the way along a pole leads west in the north and east in the south; a way of
/// no length is a full turn, for nothing else would bring a ring to the pole.
fn along_pole(way: f64, lat: f64) -> f64 {
    match lat > 0.0 {
        true if way >= 0.0 => way - 360.0,
        false if way <= 0.0 => way + 360.0,
        _ => way,
    }
}

#[cfg(test)]
mod tests {
    use geo::Area;

    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Vec<LonLat> {
        corners.iter().map(|&(lon, lat)| LonLat::wrapped(lon, lat)).collect()
    }

    fn coords(polygons: &MultiPolygon<f64>) -> Vec<Vec<(f64, f64)>> {
        polygons.iter().map(|p| p.exterior().coords().map(|c| (c.x, c.y)).collect()).collect()
    }

    #[test]
    fn a_ring_that_does_not_cross_180_degrees_stays_as_it_is() {
        let square = ring(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        let expected = vec![vec![(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]];
        assert_eq!(coords(&cut_ring(&square)), expected);
    }

    #[test]
    fn a_ring_across_180_degrees_becomes_two_that_touch_it() {
        let cut = cut_ring(&ring(&[(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0)]));
        assert_eq!(cut.0.len(), 2);
        assert!((cut.unsigned_area() - 200.0).abs() < 1e-9);
        assert!(cut.iter().all(|p| p.signed_area() > 0.0));
    }

    #[test]
    fn a_ring_with_two_arms_across_180_degrees_becomes_three_pieces() {
        let comb = [(170.0, 0.0), (-170.0, 0.0), (-170.0, 4.0), (175.0, 4.0), (175.0, 6.0), (-170.0, 6.0)];
        let comb = ring(&[&comb[..], &[(-170.0, 10.0), (170.0, 10.0)]].concat());
        let cut = cut_ring(&comb);
        assert_eq!(cut.0.len(), 3);
        assert!((cut.unsigned_area() - (200.0 - 30.0)).abs() < 1e-9);
    }

    #[test]
    fn a_ring_round_the_north_pole_reaches_up_to_it() {
        let cap = cut_ring(&ring(&[(0.0, 80.0), (90.0, 80.0), (180.0, 80.0), (-90.0, 80.0)]));
        assert!((cap.unsigned_area() - 3600.0).abs() < 1e-9, "{cap:?}");
        assert!(cap.iter().flat_map(|p| p.exterior().coords()).all(|c| c.x.abs() <= 180.0));
    }

    #[test]
    fn a_ring_round_the_south_pole_reaches_down_to_it() {
        let cap = cut_ring(&ring(&[(0.0, -80.0), (-90.0, -80.0), (180.0, -80.0), (90.0, -80.0)]));
        assert!((cap.unsigned_area() - 3600.0).abs() < 1e-9, "{cap:?}");
    }

    #[test]
    fn a_ring_with_its_corner_at_the_pole_holds_the_wedge_to_its_left() {
        let wedge = cut_ring(&ring(&[(0.0, 80.0), (45.0, 80.0), (90.0, 80.0), (12.0, 90.0)]));
        assert!((wedge.unsigned_area() - 900.0).abs() < 1e-9, "{wedge:?}");
        let rest = cut_ring(&ring(&[(90.0, -80.0), (45.0, -80.0), (0.0, -80.0), (12.0, -90.0)]));
        assert!((rest.unsigned_area() - 900.0).abs() < 1e-9, "{rest:?}");
    }

    #[test]
    fn the_outside_of_a_clockwise_ring_is_the_world_with_a_hole() {
        for middle in [0.0, 179.0] {
            let hole = [(-5.0, -5.0), (-5.0, 5.0), (5.0, 5.0), (5.0, -5.0)].map(|(x, y)| (middle + x, y));
            let cut = cut_ring(&ring(&hole));
            assert!((cut.unsigned_area() - (360.0 * 180.0 - 100.0)).abs() < 1e-6, "{middle}: {cut:?}");
            assert!(cut.iter().flat_map(|p| p.exterior().coords()).all(|c| c.x.abs() <= 180.0));
        }
    }

    #[test]
    fn a_line_back_and_forth_across_180_degrees_is_cut_each_time() {
        let line = cut_line(&ring(&[(170.0, 0.0), (-170.0, 10.0), (170.0, 20.0), (-175.0, 20.0)]));
        let ends: Vec<_> = line.iter().map(|l| (l.0[0].x, l.0[l.0.len() - 1].x)).collect();
        assert_eq!(ends, [(170.0, 180.0), (-180.0, -180.0), (180.0, 180.0), (-180.0, -175.0)]);
    }

    #[test]
    fn a_line_over_the_pole_goes_up_one_meridian_and_down_the_other() {
        let line = cut_line(&ring(&[(20.0, 80.0), (-160.0, 85.0)]));
        let pieces: Vec<Vec<_>> = line.iter().map(|l| l.coords().map(|c| (c.x, c.y)).collect()).collect();
        assert_eq!(pieces, [vec![(20.0, 80.0), (20.0, 90.0)], vec![(-160.0, 90.0), (-160.0, 85.0)]]);
    }

    #[test]
    fn a_line_that_ends_at_180_degrees_is_one_piece() {
        assert_eq!(cut_line(&ring(&[(170.0, 0.0), (180.0, 1.0)])).0.len(), 1);
        assert_eq!(cut_line(&ring(&[(-170.0, 0.0), (180.0, 1.0)])).0.len(), 1);
        assert_eq!(cut_line(&ring(&[(180.0, 0.0), (-170.0, 1.0)])).0.len(), 1);
    }

    #[test]
    fn nothing_and_one_vertex_give_nothing() {
        for vertices in [&[][..], &[(1.0, 2.0)][..], &[(1.0, 2.0), (1.0, 2.0)][..], &[(0.0, 90.0), (5.0, 90.0)][..]] {
            let vertices = ring(vertices);
            assert!(cut_line(&vertices).0.is_empty() && cut_ring(&vertices).0.is_empty(), "{vertices:?}");
        }
    }
}
