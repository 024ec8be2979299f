//! Where things are on the Earth: WGS84, longitude first, degrees; distances in km along the geodesic.
//!
//! Comes in: two numbers. Goes out: a checked [`LonLat`], geodesic distances and azimuths, unit vectors.
//! All trigonometry of the crate goes through [`trig`], which calls `libm`, so that results do not differ from machine
//! to machine in the last bit as those of the standard library do.

mod cell;
mod distances;
mod finder;
mod ring;
pub mod trig;
mod vector;

pub use cell::{Cell, Resolution};
pub use distances::Distances;
pub use finder::cells_of;
pub use ring::{EARTH_KM2, ring_area_km2};
pub use vector::UnitVector;

use geo::algorithm::line_measures::metric_spaces::Geodesic;
use geo::{Bearing, Destination, Distance, GeodesicBearing, Point};

/// The mean radius of the Earth in km (IUGG R1), for spherical formulas.
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A point on WGS84, longitude first, in degrees: longitude in -180..=180, latitude in -90..=90, never NaN.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

/// Says which coordinate is out of range.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum OutOfRange {
    /// The longitude is not a number in -180..=180.
    #[error("longitude {0} is not in -180 to 180")]
    Longitude(f64),
    /// The latitude is not a number in -90..=90.
    #[error("latitude {0} is not in -90 to 90")]
    Latitude(f64),
}

impl LonLat {
    /// Checks the range; the one way in.
    ///
    /// # Errors
    /// [`OutOfRange`] where a number is NaN, infinite or out of range.
    ///
    /// # Example
    /// ```
    /// use incimap::earth::LonLat;
    /// let kabul = LonLat::new(69.1723, 34.5289)?;
    /// let moscow = LonLat::new(37.6173, 55.7558)?;
    /// assert_eq!(kabul.distance_km(moscow).round(), 3370.0);
    /// # Ok::<(), incimap::earth::OutOfRange>(())
    /// ```
    pub fn new(lon: f64, lat: f64) -> Result<Self, OutOfRange> {
        if !(-180.0..=180.0).contains(&lon) {
            return Err(OutOfRange::Longitude(lon));
        }
        if !(-90.0..=90.0).contains(&lat) {
            return Err(OutOfRange::Latitude(lat));
        }
        // -0.0 would be written as "-0".
        Ok(Self { lon: lon + 0.0, lat: lat + 0.0 })
    }

    /// The point with the longitude brought into -180..=180 and the latitude held to -90..=90; NaN becomes 0.
    /// For computed points, which may stray by rounding.
    pub fn wrapped(lon: f64, lat: f64) -> Self {
        let turns = libm::floor((lon + 180.0) / 360.0);
        let lon = if (-180.0..=180.0).contains(&lon) { lon } else { lon - 360.0 * turns };
        let lon = if lon.is_finite() { lon.clamp(-180.0, 180.0) } else { 0.0 };
        let lat = if lat.is_nan() { 0.0 } else { lat.clamp(-90.0, 90.0) };
        Self { lon: lon + 0.0, lat: lat + 0.0 }
    }

    /// One pair of numbers for each place: the poles have one longitude, 180° has one sign.
    #[must_use]
    pub fn one_name(self) -> Self {
        if self.lat.abs() >= 90.0 {
            Self::wrapped(0.0, self.lat)
        } else if self.lon <= -180.0 {
            Self::wrapped(180.0, self.lat)
        } else {
            self
        }
    }

    /// Longitude in degrees, east positive.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees, north positive.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// The WGS84 geodesic distance in km (Karney 2013).
    pub fn distance_km(self, other: Self) -> f64 {
        Geodesic.distance(self.point(), other.point()) / 1000.0
    }

    /// The azimuth at this point of the geodesic to `other`, degrees clockwise from north, 0..360.
    pub fn azimuth_deg(self, other: Self) -> f64 {
        clockwise(Geodesic.bearing(self.point(), other.point()))
    }

    /// The geodesic to `other` at once: its length in km and its azimuth at this point, degrees clockwise from north,
    /// -180..=180. The polar form of an azimuthal-equidistant projection about this point.
    pub fn distance_and_azimuth(self, other: Self) -> (f64, f64) {
        let (degrees, metres) = self.point().geodesic_bearing_distance(other.point());
        (metres / 1000.0, degrees)
    }

    /// The point `km` away along the geodesic that leaves at `azimuth_deg`.
    #[must_use]
    pub fn destination(self, azimuth_deg: f64, km: f64) -> Self {
        let p = Geodesic.destination(self.point(), azimuth_deg, km * 1000.0);
        Self::wrapped(p.x(), p.y())
    }

    /// The unit vector of the point, its geographic latitude taken as that of a sphere.
    pub fn unit(self) -> UnitVector {
        UnitVector::from_degrees(self.lon, self.lat)
    }

    /// The point as the `geo` crate has it: x is the longitude.
    pub fn point(self) -> Point<f64> {
        Point::new(self.lon, self.lat)
    }
}

/// An angle of -180..=180 degrees as one of 0..360.
pub(crate) fn clockwise(degrees: f64) -> f64 {
    let turned = if degrees < 0.0 { degrees + 360.0 } else { degrees + 0.0 };
    // The least bit to the west of north is north.
    if turned < 360.0 { turned } else { 0.0 }
}

impl std::fmt::Display for LonLat {
    /// For a reader: `34.53° N, 69.17° E`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let half = |degrees: f64, positive, negative| if degrees < 0.0 { negative } else { positive };
        let (north, east) = (half(self.lat, "N", "S"), half(self.lon, "E", "W"));
        write!(f, "{:.2}° {north}, {:.2}° {east}", self.lat.abs(), self.lon.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_out_of_range_is_refused_with_its_value() {
        assert_eq!(LonLat::new(181.0, 0.0), Err(OutOfRange::Longitude(181.0)));
        assert_eq!(LonLat::new(0.0, -90.5), Err(OutOfRange::Latitude(-90.5)));
        assert!(LonLat::new(f64::NAN, 0.0).is_err());
    }

    #[test]
    fn a_point_reads_as_degrees_of_the_compass() {
        assert_eq!(LonLat { lon: -179.5, lat: -16.904 }.to_string(), "16.90° S, 179.50° W");
    }

    #[test]
    fn wrapping_brings_any_number_into_range() {
        assert_eq!(LonLat::wrapped(190.0, 91.0), LonLat { lon: -170.0, lat: 90.0 });
        assert_eq!(LonLat::wrapped(-540.0, 0.0), LonLat { lon: -180.0, lat: 0.0 });
        assert_eq!(LonLat::wrapped(f64::INFINITY, f64::NAN), LonLat { lon: 0.0, lat: 0.0 });
    }

    #[test]
    fn a_pole_and_the_antimeridian_have_one_name_each() {
        assert_eq!(LonLat::wrapped(37.0, 90.0).one_name(), LonLat::wrapped(-12.0, 90.0).one_name());
        assert_eq!(LonLat::wrapped(-180.0, 5.0).one_name(), LonLat::wrapped(180.0, 5.0));
    }

    #[test]
    fn near_antipodal_points_have_a_distance() {
        let a = LonLat::wrapped(0.0, 0.0);
        let b = LonLat::wrapped(179.9999, 0.0001);
        assert!((a.distance_km(b) - 20003.9).abs() < 1.0);
    }
}
