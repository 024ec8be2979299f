//! From the globe to the plane: azimuthal equidistant for maps round an origin, azimuthal equal-area for areas, Equal Earth for
//! the world.
//!
//! Comes in: a [`LonLat`]. Goes out: kilometres east and north of the middle of the projection.

use crate::earth::trig::{asin, atan2, cos, degrees, radians, sin};
use crate::earth::{EARTH_RADIUS_KM, LonLat, clockwise};
use crate::statistic::projection::equal_area;

/// How the globe is laid flat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Projection {
    /// Azimuthal equidistant on WGS84 (Snyder 1987, chapter 25, by geodesics): distances and directions from the centre are true.
    Equidistant {
        /// The point that distances are true from.
        centre: LonLat,
    },
    /// Lambert's azimuthal equal-area on WGS84 (Snyder 1987, pp. 187-190): areas are true, distances at the centre.
    EqualArea {
        /// The point in the middle.
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
                let (km, azimuth) = centre.distance_and_azimuth(point);
                let azimuth = radians(clockwise(azimuth));
                (km * sin(azimuth), km * cos(azimuth))
            }
            // The point opposite the centre, which no window holds, has no place.
            Self::EqualArea { centre } => {
                equal_area(centre, point).map_or((1e6, 1e6), |[x, y]| (x / 1000.0, y / 1000.0))
            }
            Self::EqualEarth { meridian } => equal_earth(turned(point.lon(), meridian), point.lat()),
        }
    }

    /// The point at kilometres east and north of the middle; none for a map of the world, which is never asked.
    pub fn inverse(&self, (east, north): (f64, f64)) -> Option<LonLat> {
        match *self {
            Self::Equidistant { centre } => {
                let km = (east * east + north * north).sqrt();
                Some(centre.destination(degrees(atan2(east, north)), km))
            }
            Self::EqualArea { centre } => Some(equal_area_inverse(centre, (east, north))),
            Self::EqualEarth { .. } => None,
        }
    }

    /// The point in the middle; none for a map of the world.
    pub fn centre(&self) -> Option<LonLat> {
        match *self {
            Self::Equidistant { centre } | Self::EqualArea { centre } => Some(centre),
            Self::EqualEarth { .. } => None,
        }
    }

    /// Whether distances from a point are true everywhere on the map.
    pub fn is_true_from(&self, point: LonLat) -> bool {
        matches!(*self, Self::Equidistant { centre } if centre == point)
    }

    /// Whether the whole world is shown.
    pub fn is_world(&self) -> bool {
        matches!(self, Self::EqualEarth { .. })
    }
}

/// The inverse on the sphere, then corrected by how far the point found is off: the ellipsoid is flat by 0.3 %, so that each round
/// leaves a hundredth of the error.
fn equal_area_inverse(centre: LonLat, wanted: (f64, f64)) -> LonLat {
    let on_sphere = |(x, y): (f64, f64)| {
        let chord = ((x * x + y * y).sqrt() / (2.0 * EARTH_RADIUS_KM)).min(1.0);
        let azimuth = degrees(atan2(x, y));
        centre.destination(azimuth, 2.0 * asin(chord) * EARTH_RADIUS_KM)
    };
    let mut aim = wanted;
    for _ in 0..6 {
        let (x, y) = Projection::EqualArea { centre }.forward(on_sphere(aim));
        aim = (aim.0 + wanted.0 - x, aim.1 + wanted.1 - y);
    }
    on_sphere(aim)
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
    fn equal_area_comes_back_from_the_plane() {
        for centre in [(69.17, 34.53), (-179.0, -17.0), (20.0, 85.0)] {
            let centre = LonLat::wrapped(centre.0, centre.1);
            let projection = Projection::EqualArea { centre };
            for (azimuth, km) in [(10.0, 1.0), (80.0, 900.0), (200.0, 4000.0), (310.0, 8000.0)] {
                let point = centre.destination(azimuth, km);
                let back = projection.inverse(projection.forward(point)).unwrap();
                assert!(back.distance_km(point) < 0.01, "{centre:?} {azimuth} {km}: {}", back.distance_km(point));
            }
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
