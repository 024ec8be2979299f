//! What the user says of all documents: near a point, in some countries.
//!
//! Comes in: a point, country codes. Goes out: features of a candidate.

use super::candidate::{Candidate, country_number};
use super::holds::squared_km;
use crate::earth::{LonLat, UnitVector};
use crate::incident::CountryCode;

/// The distance at which nearness has fallen to a half, in km.
const NEAR_KM: f64 = 200.0;

/// The user's own knowledge.
#[derive(Debug, Default)]
pub struct Prior {
    near: Option<UnitVector>,
    countries: Vec<u16>,
}

impl Prior {
    /// A prior; empty where nothing is given.
    pub fn new(near: Option<LonLat>, countries: &[CountryCode]) -> Self {
        let countries = countries.iter().map(|code| country_number(code.as_str())).collect();
        Self { near: near.map(LonLat::unit), countries }
    }

    /// 1 at the user's point, falling with the distance; 0 without one.
    pub fn nearness(&self, c: &Candidate<'_>) -> f64 {
        self.near.map_or(0.0, |near| 1.0 / (1.0 + squared_km(near, c.unit) / (NEAR_KM * NEAR_KM)))
    }

    /// 1 in one of the user's countries; 0 elsewhere and without any.
    pub fn country(&self, c: &Candidate<'_>) -> f64 {
        if self.countries.contains(&c.country) { 1.0 } else { 0.0 }
    }
}
