//! From the globe to the plane: azimuthal equidistant for maps round an origin, Equal Earth for the world.
//!
//! Comes in: a [`LonLat`]. Goes out: kilometres east and north of the middle of the projection.

use crate::earth::trig::{asin, atan2, cos, degrees, radians, sin};
use crate::earth::{EARTH_RADIUS_KM, LonLat};

/// How the globe is laid flat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Projection {
    /// Azimuthal equidistant on WGS84 (Snyder 1987, chapter 25, by geodesics): distances and directions from the centre are true.
    Equidistant {
        /// The point that distances are true from.
        centre: LonLat,
    },
    /// Equal Earth (Šavrič, Patterson and Jenny 2018) on the sphere: areas are true.
    EqualEarth {
        /// The longitude in the middle, degrees.
        meridian: f64,
    },
}

/// The polynomial of Equal Earth.
const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];

impl Projection {
    /// Kilometres east and north of the middle.
    ///
    /// # Example
    /// ```
    /// use incimap::{chart::map::Projection, earth::LonLat};
    /// let kabul = LonLat::wrapped(69.1723, 34.5289);
    /// let moscow = LonLat::wrapped(37.6173, 55.7558);
    /// let (east, north) = Projection::Equidistant { centre: kabul }.forward(moscow);
    /// assert!(((east * east + north * north).sqrt() - kabul.distance_km(moscow)).abs() < 1e-6);
    /// ```
    pub fn forward(&self, point: LonLat) -> (f64, f64) {
        match *self {
            Self::Equidistant { centre } => {
                let (km, azimuth) = (centre.distance_km(point), radians(centre.azimuth_deg(point)));
                (km * sin(azimuth), km * cos(azimuth))
            }
            Self::EqualEarth { meridian } => equal_earth(turned(point.lon(), meridian), point.lat()),
        }
    }

    /// The point at kilometres east and north of the middle; only the equidistant projection is ever asked.
    pub fn inverse(&self, (east, north): (f64, f64)) -> Option<LonLat> {
        match *self {
            Self::Equidistant { centre } => {
                let km = (east * east + north * north).sqrt();
                Some(centre.destination(degrees(atan2(east, north)), km))
            }
            Self::EqualEarth { .. } => None,
        }
    }

    /// Whether the whole world is shown.
    pub fn is_world(&self) -> bool {
        matches!(self, Self::EqualEarth { .. })
    }
}

/// The longitude counted from the middle meridian, -180..=180. A longitude on the rim keeps its side.
fn turned(lon: f64, meridian: f64) -> f64 {
    let lon = lon - meridian;
    if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    }
}

fn equal_earth(lon: f64, lat: f64) -> (f64, f64) {
    let root3 = 3.0_f64.sqrt();
    let theta = asin((root3 / 2.0 * sin(radians(lat))).clamp(-1.0, 1.0));
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
    let x = 2.0 * root3 * radians(lon) * cos(theta) / (3.0 * slope);
    let y = theta * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
    (x * EARTH_RADIUS_KM, y * EARTH_RADIUS_KM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_and_azimuths_from_the_centre_are_true() {
        let centre = LonLat::wrapped(69.17, 34.53);
        let projection = Projection::Equidistant { centre };
        for (lon, lat) in [(37.6, 55.8), (-99.0, 39.5), (69.17, 34.53), (-110.0, -34.0), (10.0, 90.0)] {
            let point = LonLat::wrapped(lon, lat);
            let (x, y) = projection.forward(point);
            assert!(((x * x + y * y).sqrt() - centre.distance_km(point)).abs() < 1e-6);
            let back = projection.inverse((x, y)).unwrap();
            assert!(back.distance_km(point) < 1e-3, "{lon} {lat}");
        }
    }

    #[test]
    fn equal_earth_has_the_published_size_and_keeps_areas() {
        let projection = Projection::EqualEarth { meridian: 0.0 };
        // Half the equator is 2.706 630 radii long, the pole line lies 1.317 363 radii up.
        let (x, _) = projection.forward(LonLat::wrapped(180.0, 0.0));
        let (_, y) = projection.forward(LonLat::wrapped(0.0, 90.0));
        assert!((x / EARTH_RADIUS_KM - 2.706_630).abs() < 1e-5, "{}", x / EARTH_RADIUS_KM);
        assert!((y / EARTH_RADIUS_KM - 1.317_363).abs() < 1e-5, "{}", y / EARTH_RADIUS_KM);
        let cell = |lat: f64| {
            let (x, low) = projection.forward(LonLat::wrapped(0.1, lat - 0.05));
            let (_, high) = projection.forward(LonLat::wrapped(0.1, lat + 0.05));
            x * (high - low) / cos(radians(lat))
        };
        assert!((cell(60.0) / cell(1.0) - 1.0).abs() < 0.01, "{}", cell(60.0) / cell(1.0));
    }

    #[test]
    fn a_recentred_world_puts_both_sides_of_180_side_by_side() {
        let projection = Projection::EqualEarth { meridian: 180.0 };
        let (west, _) = projection.forward(LonLat::wrapped(179.0, 0.0));
        let (east, _) = projection.forward(LonLat::wrapped(-179.0, 0.0));
        assert!(west < 0.0 && east > 0.0 && east - west < 250.0);
    }
}
