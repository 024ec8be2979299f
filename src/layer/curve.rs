//! Curves on the Earth as vertices so close that straight lines in degrees between them are true.
//!
//! Comes in: circles, ellipses, ways, by centre and km. Goes out: vertices, not yet cut at 180°.

use super::antimeridian::turn;
use crate::earth::trig::{atan2, cos, degrees, sin};
use crate::earth::{EARTH_RADIUS_KM, LonLat, UnitVector};
use crate::spread::Ellipse;

/// Farther than this from a point, geodesics of WGS84 begin to cross: the antipode lies at 19 971 to 20 004 km.
pub(super) const FARTHEST_KM: f64 = 19_900.0;

/// Vertices of a circle or ellipse before any are put in between; 72 keep within 0.1 % of the radius.
const VERTICES: u32 = 72;

/// How often a step may be halved.
const DEPTH: u32 = 10;

/// The geodesic circle of `km` round a point, counter-clockwise, the first vertex not repeated.
pub(super) fn circle(centre: LonLat, km: f64) -> Vec<LonLat> {
    let km = km.min(FARTHEST_KM);
    ring(|t| centre.destination(360.0 * (1.0 - t), km), 0.002 * km)
}

/// A geodesic ellipse, counter-clockwise, the first vertex not repeated.
pub(super) fn ellipse(of: &Ellipse) -> Vec<LonLat> {
    let (a, b) = (of.semi_major_km, of.semi_minor_km);
    let curve = |t: f64| {
        let angle = -std::f64::consts::TAU * t;
        let (along, across) = (a * cos(angle), b * sin(angle));
        let azimuth = of.azimuth_deg + degrees(atan2(across, along));
        of.centre.destination(azimuth, (along * along + across * across).sqrt().min(FARTHEST_KM))
    };
    ring(curve, (0.002 * b).max(0.0001 * a))
}

/// The geodesic from a to b, with a vertex every 100 km at least.
pub(super) fn geodesic(a: LonLat, b: LonLat) -> Vec<LonLat> {
    let (km, azimuth) = (a.distance_km(b), a.azimuth_deg(b));
    let curve = |t: f64| {
        if t <= 0.0 {
            a
        } else if t >= 1.0 {
            b
        } else {
            a.destination(azimuth, km * t)
        }
    };
    trace(&curve, steps(km), 0.5)
}

/// A closed chain of great circles through corners that are less than half the Earth apart; the first vertex is not
/// repeated.
pub(super) fn great_circles(corners: &[LonLat]) -> Vec<LonLat> {
    let ends = corners.iter().zip(corners.iter().cycle().skip(1));
    ends.flat_map(|(&a, &b)| {
        let mut side = great_circle(a, b);
        side.pop();
        side
    })
    .collect()
}

fn great_circle(a: LonLat, b: LonLat) -> Vec<LonLat> {
    let (p, q) = (a.unit(), b.unit());
    let angle = p.angle(q);
    let curve = |t: f64| {
        let way = p.times(sin(angle * (1.0 - t))).plus(q.times(sin(angle * t)));
        if t <= 0.0 {
            a
        } else if t >= 1.0 {
            b
        } else {
            way.normalised().map_or(b, UnitVector::lon_lat)
        }
    };
    trace(&curve, steps(angle * EARTH_RADIUS_KM), 0.1)
}

fn steps(km: f64) -> u32 {
    (km / 100.0).ceil().clamp(1.0, 1000.0) as u32
}

fn ring(curve: impl Fn(f64) -> LonLat, tolerance_km: f64) -> Vec<LonLat> {
    let mut out = trace(&curve, VERTICES, tolerance_km);
    out.pop();
    out
}

/// The curve from t = 0 to 1 in equal steps, halved where the straight line in degrees strays from it.
fn trace(curve: &impl Fn(f64) -> LonLat, steps: u32, tolerance_km: f64) -> Vec<LonLat> {
    let mut last = (0.0, curve(0.0));
    let mut out = vec![last.1];
    for step in 1..=steps {
        let t = f64::from(step) / f64::from(steps);
        let at = (t, curve(t));
        refine(curve, last, at, tolerance_km, DEPTH, &mut out);
        last = at;
    }
    out
}

/// Puts in the vertices after `a` up to and with `b`.
fn refine(
    curve: &impl Fn(f64) -> LonLat,
    a: (f64, LonLat),
    b: (f64, LonLat),
    tolerance_km: f64,
    depth: u32,
    out: &mut Vec<LonLat>,
) {
    let t = f64::midpoint(a.0, b.0);
    let middle = curve(t);
    if depth > 0 && strays(a.1, middle, b.1, tolerance_km) {
        refine(curve, a, (t, middle), tolerance_km, depth - 1, out);
        refine(curve, (t, middle), b, tolerance_km, depth - 1, out);
    } else {
        out.push(b.1);
    }
}

/// Whether the straight line from a to b, in degrees, passes the middle of the curve too far off.
fn strays(a: LonLat, middle: LonLat, b: LonLat, tolerance_km: f64) -> bool {
    let way = turn(a.lon(), b.lon());
    let straight = LonLat::wrapped(a.lon() + way / 2.0, f64::midpoint(a.lat(), b.lat()));
    way.abs() > 90.0 || straight.unit().angle(middle.unit()) * EARTH_RADIUS_KM > tolerance_km
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vertex_of_a_circle_and_the_middle_of_every_side_are_at_its_radius() {
        for (centre, km) in
            [((69.2, 34.5), 3000.0), ((179.9, -17.0), 50.0), ((10.0, 89.5), 200.0), ((0.0, 0.0), 15_000.0)]
        {
            let centre = LonLat::wrapped(centre.0, centre.1);
            let ring = circle(centre, km);
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                assert!((a.distance_km(centre) / km - 1.0).abs() < 1e-9);
                let way = turn(a.lon(), b.lon());
                if way.abs() < 90.0 {
                    let middle = LonLat::wrapped(a.lon() + way / 2.0, f64::midpoint(a.lat(), b.lat()));
                    assert!((middle.distance_km(centre) / km - 1.0).abs() < 0.005, "{centre:?} {a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn an_ellipse_reaches_its_semi_axes_along_its_azimuth_and_across() {
        let centre = LonLat::wrapped(44.0, 33.0);
        let of = Ellipse { centre, semi_major_km: 400.0, semi_minor_km: 100.0, azimuth_deg: 60.0 };
        let ring = ellipse(&of);
        let far = ring.iter().max_by(|a, b| a.distance_km(centre).total_cmp(&b.distance_km(centre))).unwrap();
        let near = ring.iter().map(|v| v.distance_km(centre)).fold(f64::INFINITY, f64::min);
        assert!((far.distance_km(centre) - 400.0).abs() < 1e-6 && (near - 100.0).abs() < 1e-6);
        assert!((centre.azimuth_deg(*far) % 180.0 - 60.0).abs() < 1e-6);
    }

    #[test]
    fn a_geodesic_keeps_its_ends_and_its_length_and_has_a_vertex_every_100_km() {
        let (a, b) = (LonLat::wrapped(69.1723, 34.5289), LonLat::wrapped(-122.4, 37.8));
        let way = geodesic(a, b);
        let length: f64 = way.windows(2).map(|w| w[0].distance_km(w[1])).sum();
        assert_eq!((way[0], way[way.len() - 1]), (a, b));
        assert!((length - a.distance_km(b)).abs() < 0.001);
        assert!(way.windows(2).all(|w| w[0].distance_km(w[1]) < 100.001));
    }

    #[test]
    fn a_way_of_no_length_has_its_ends_only() {
        let a = LonLat::wrapped(5.0, 5.0);
        assert_eq!(geodesic(a, a), [a, a]);
        assert_eq!(great_circles(&[a]), [a]);
    }
}
