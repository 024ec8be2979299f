//! Planes that touch the ellipsoid WGS84 at a point, for the statistics of points on a plane.
//!
//! Comes in: the point that is touched, points. Goes out: [x, y] in metres, x to the east and y to the north at that point.
//! Sources: Karney 2013 (equidistant, by the geodesic); Snyder 1987, pp. 187-190 (equal-area).

use crate::earth::LonLat;
use crate::earth::trig::{asin, cos, ln, radians, sin};

/// The equatorial radius of WGS84 in metres.
const RADIUS_M: f64 = 6_378_137.0;
/// Its flattening.
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// The square of its eccentricity.
const E2: f64 = FLATTENING * (2.0 - FLATTENING);

/// Azimuthal equidistant: distances from the middle and azimuths there are true.
pub fn equidistant(middle: LonLat, point: LonLat) -> [f64; 2] {
    let (km, azimuth) = middle.distance_and_azimuth(point);
    let azimuth = radians(azimuth);
    [1000.0 * km * sin(azimuth), 1000.0 * km * cos(azimuth)]
}

/// Lambert's azimuthal equal-area: areas are true, far distances are shortened; none for the point opposite the middle.
pub fn equal_area(middle: LonLat, point: LonLat) -> Option<[f64; 2]> {
    let (sin1, cos1) = authalic(middle.lat());
    let (sin2, cos2) = authalic(point.lat());
    let turn = radians(point.lon() - middle.lon());
    let cosine = sin1 * sin2 + cos1 * cos2 * cos(turn);
    if 1.0 + cosine <= 1e-15 {
        return None;
    }
    let radius = RADIUS_M * (q(1.0) / 2.0).sqrt();
    let s = sin(radians(middle.lat()));
    // At a pole the ratio of the parallels' radii tends to 1.
    let stretch = if cos1 < 1e-9 {
        1.0
    } else {
        RADIUS_M * cos(radians(middle.lat())) / ((1.0 - E2 * s * s).sqrt() * radius * cos1)
    };
    let scale = radius * (2.0 / (1.0 + cosine)).sqrt();
    Some([scale * stretch * cos2 * sin(turn), scale / stretch * (cos1 * sin2 - sin1 * cos2 * cos(turn))])
}

/// Twice the area of the ellipsoid from the equator to a latitude, over its radius squared, for each radian of longitude.
fn q(sine: f64) -> f64 {
    let e = E2.sqrt();
    (1.0 - E2) * (sine / (1.0 - E2 * sine * sine) - ln((1.0 - e * sine) / (1.0 + e * sine)) / (2.0 * e))
}

/// Sine and cosine of the latitude at which a sphere has as much area towards the equator.
fn authalic(lat_deg: f64) -> (f64, f64) {
    let latitude = asin((q(sin(radians(lat_deg))) / q(1.0)).clamp(-1.0, 1.0));
    (sin(latitude), cos(latitude))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_area_is_that_of_proj() {
        // pyproj: +proj=laea +lat_0=40 +lon_0=-100 +ellps=WGS84 at 110 W 30 N.
        let [x, y] = equal_area(LonLat::wrapped(-100.0, 40.0), LonLat::wrapped(-110.0, 30.0)).unwrap();
        assert!((x + 965_914.616_238_862).abs() < 1e-6 && (y + 1_056_842.300_192_973).abs() < 1e-6, "{x} {y}");
    }

    #[test]
    fn the_middle_is_nought_and_its_opposite_is_nowhere() {
        for lat in [-90.0, -30.0, 0.0, 90.0] {
            let middle = LonLat::wrapped(20.0, lat);
            let [x, y] = equal_area(middle, middle).unwrap();
            assert!(x.abs() < 1e-6 && y.abs() < 1e-6, "{lat}: {x} {y}");
            assert_eq!(equidistant(middle, middle), [0.0, 0.0]);
        }
        assert!(equal_area(LonLat::wrapped(0.0, 0.0), LonLat::wrapped(180.0, 0.0)).is_none());
    }

    #[test]
    fn a_polar_cap_keeps_its_area() {
        // The circle of latitude 60 about the pole: area 2 pi a² (q(1) - q(sin 60)) / 2.
        let [x, y] = equal_area(LonLat::wrapped(0.0, 90.0), LonLat::wrapped(35.0, 60.0)).unwrap();
        let area = std::f64::consts::PI * (x * x + y * y);
        let cap = std::f64::consts::PI * RADIUS_M * RADIUS_M * (q(1.0) - q(sin(radians(60.0))));
        assert!((area / cap - 1.0).abs() < 1e-12);
    }
}
