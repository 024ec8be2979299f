//! Distances and azimuths of many points from one origin.
//!
//! Comes in: an [`Origin`], then points. Goes out: km and degrees, those of [`Origin::distance_km`] and [`Origin::azimuth_deg`] at a
//! third of their cost or less.

use super::Origin;
use crate::earth::{Distances, LonLat, UnitVector};

/// An origin with what is reckoned once for all points.
#[derive(Debug, Clone, Copy)]
pub struct Ruler<'a> {
    origin: &'a Origin,
    /// From the centre of the origin.
    centre: Option<Distances>,
}

impl<'a> Ruler<'a> {
    /// Measures from an origin.
    pub fn new(origin: &'a Origin) -> Self {
        Self { origin, centre: origin.centre().map(Distances::from) }
    }

    /// Whether a point is the centre of the origin, from where no azimuth leads to it.
    pub fn is_at(&self, point: LonLat) -> bool {
        self.origin.centre() == Some(point)
    }

    /// The distance in km as [`Origin::distance_km`] has it; none without an origin.
    pub fn km(&self, point: LonLat) -> Option<f64> {
        self.km_by_unit(point, point.unit())
    }

    /// The same where the unit vector of the point is at hand.
    pub fn km_by_unit(&self, point: LonLat, unit: UnitVector) -> Option<f64> {
        match (self.origin, &self.centre) {
            (Origin::Point { .. }, Some(centre)) => Some(centre.km_to(point, unit)),
            _ => self.origin.distance_km(point),
        }
    }

    /// The distance in km, and the azimuth of the point at the centre of the origin, degrees clockwise from north; both none
    /// without an origin.
    ///
    /// # Example
    /// ```
    /// use incimap::{earth::LonLat, spread::{Origin, Ruler}};
    /// let kabul = LonLat::wrapped(69.17, 34.53);
    /// let origin = Origin::Point { name: "Kabul".to_owned(), at: kabul, how: "coordinates".to_owned() };
    /// let (km, azimuth_deg) = Ruler::new(&origin).km_and_azimuth(LonLat::wrapped(37.62, 55.76)).unwrap();
    /// assert!((km - 3370.26).abs() < 0.01 && (azimuth_deg - 324.18).abs() < 0.01);
    /// ```
    pub fn km_and_azimuth(&self, point: LonLat) -> Option<(f64, f64)> {
        let (km, azimuth_deg) = self.centre.as_ref()?.km_and_azimuth(point, point.unit());
        match self.origin {
            Origin::Point { .. } => Some((km, azimuth_deg)),
            _ => Some((self.origin.distance_km(point)?, azimuth_deg)),
        }
    }
}
