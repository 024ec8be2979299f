//! How far from an answer the true place may lie where the answer may be the wrong place of the name.
//!
//! Comes in: the confidence, the probability that the country is right, the radius of the country. Goes out: a radius in km.
//!
//! A sure answer has the radius of the place itself, which holds nine in ten of all such. That of a less sure one reaches to the other
//! places of the country, and where that is not enough, to those of other countries. How far wrong places lie is from the
//! development half of the conflict events.

use super::confidence::SAME_KM;
use crate::earth::trig;

/// An answer as sure as this keeps the radius of the place.
const SURE: f64 = 0.85;
/// What a radius is meant to hold.
const HELD: f64 = 0.9;
/// Two places of a country lie at most so many of its radii apart, and how the share within a distance grows with it.
const COUNTRY_RADII: f64 = 1.15;
const IN_COUNTRY: f64 = 1.7;
/// The same for two places of the world, in km.
const WORLD_KM: f64 = 13_000.0;
const ABROAD: f64 = 0.65;

/// The radius in km of a place found by its name: its own, or a wider one where the answer is doubtful.
pub fn reach_km(own_km: f64, confidence: f64, in_country: f64, country_km: impl FnOnce() -> f64) -> f64 {
    if confidence >= SURE {
        return own_km;
    }
    let missing = HELD - confidence;
    let (elsewhere, abroad) = ((in_country - confidence).max(0.0), 1.0 - in_country);
    let widest = COUNTRY_RADII * country_km();
    let km = if missing <= elsewhere {
        widest * trig::pow(missing / elsewhere, 1.0 / IN_COUNTRY)
    } else {
        let share = ((missing - elsewhere) / abroad.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
        widest.max(WORLD_KM * trig::pow(share, 1.0 / ABROAD))
    };
    km.max(SAME_KM).max(own_km)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sure_place_keeps_its_radius_and_a_doubtful_one_reaches_over_its_country() {
        let km = |confidence, in_country| reach_km(3.0, confidence, in_country, || 500.0);
        assert!((km(0.85, 1.0) - 3.0).abs() < 1e-12 && (km(0.99, 0.99) - 3.0).abs() < 1e-12);
        assert!(km(0.84, 1.0) >= SAME_KM && km(0.84, 1.0) < km(0.3, 1.0) && km(0.3, 1.0) < 600.0);
    }

    #[test]
    fn where_the_country_is_doubtful_the_radius_reaches_beyond_it() {
        let km = |confidence, in_country| reach_km(3.0, confidence, in_country, || 500.0);
        assert!(km(0.1, 0.5) > 1_000.0 && km(0.1, 0.5) < km(0.1, 0.2) && km(0.0, 0.0) <= WORLD_KM);
        assert!(reach_km(900.0, 0.7, 1.0, || 1.0) >= 900.0, "never less than the place itself");
    }
}
