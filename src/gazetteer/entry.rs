//! A place of the gazetteer as the geocoder sees it.
//!
//! Comes in: a record of an index. Goes out: a point, a radius, a precision class, codes.

use super::feature::Feature;
use super::record::Record;
use crate::earth::{LonLat, trig};
use crate::incident::{CountryCode, Precision};

/// The radius of a settlement whose size is not known, in km.
const UNKNOWN_SIZE_KM: f64 = 3.0;
/// No settlement is smaller, in km.
const LEAST_RADIUS_KM: f64 = 1.5;
/// Up to so many inhabitants a settlement has that radius.
const SMALL_TOWN: u32 = 6000;

/// A place of the gazetteer.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'g> {
    record: Record<'g>,
}

impl<'g> Entry<'g> {
    pub(super) fn new(record: Record<'g>) -> Self {
        Self { record }
    }

    /// Its point.
    pub fn point(&self) -> LonLat {
        LonLat::wrapped(self.record.lon(), self.record.lat())
    }

    /// The name for labels.
    pub fn name(&self) -> &'g str {
        self.record.name()
    }

    /// What it is.
    pub fn feature(&self) -> Feature {
        self.record.feature()
    }

    /// Inhabitants; 0 where not known.
    pub fn population(&self) -> u32 {
        self.record.population()
    }

    /// A number that no other place has.
    pub fn id(&self) -> i32 {
        self.record.id()
    }

    /// The key for tables: "geonames:128234", "venue:crocus-city-hall", "own:-17" for units that have no other.
    pub fn key(&self) -> String {
        match (self.record.key(), self.id()) {
            ("", id) if id < 0 => format!("own:{}", -i64::from(id)),
            ("", id) => format!("geonames:{id}"),
            (key, _) => key.to_owned(),
        }
    }

    /// The country's code.
    pub fn country(&self) -> Option<CountryCode> {
        CountryCode::new(self.record.country())
    }

    /// The country's two letters; empty where the place lies in no one country.
    pub fn country_letters(&self) -> &'g str {
        self.record.country()
    }

    /// The country's two letters as bytes; none where the place lies in no one country.
    #[inline]
    pub fn country_bytes(&self) -> Option<[u8; 2]> {
        self.record.country_code()
    }

    /// The code of the first level with its country: "SY.07"; empty where none.
    pub fn admin1_code(&self) -> &'g str {
        self.record.admin1()
    }

    /// The code of the second level: "SY.07.170793"; empty where none.
    pub fn admin2_code(&self) -> &'g str {
        self.record.admin2()
    }

    /// The radius in km of the disc that holds the place: as stated in its file, else by its kind and size.
    ///
    /// A settlement of n inhabitants has 0.07 n^0.35 km, held to 1.5 to 25: 1.5 km to 6,000 inhabitants, 4 for 100,000,
    /// 9 for a million, 20 for ten million; 3 where the size is not known.
    pub fn radius_km(&self) -> f64 {
        self.record.radius_km().unwrap_or_else(|| match self.feature() {
            feature if feature.is_settlement() => settlement_radius_km(self.population()),
            Feature::Venue => 1.0,
            Feature::AdminFine => 15.0,
            Feature::Admin2 => 40.0,
            Feature::Admin1 => 150.0,
            Feature::Country | Feature::Dependency => 500.0,
            Feature::Continent => 4000.0,
            Feature::Region => 300.0,
            _ => 10.0,
        })
    }

    /// How fine the place is.
    pub fn precision(&self) -> Precision {
        match self.feature() {
            Feature::Country | Feature::Dependency => Precision::Country,
            Feature::Admin1 => Precision::Admin1,
            Feature::Admin2 | Feature::AdminFine => Precision::Admin2,
            Feature::Venue => Precision::Venue,
            Feature::Region | Feature::Continent | Feature::Other => Precision::Region,
            _ => Precision::Settlement,
        }
    }
}

/// The radius of a settlement by its inhabitants, in km.
fn settlement_radius_km(population: u32) -> f64 {
    if population == 0 {
        return UNKNOWN_SIZE_KM;
    }
    if population <= SMALL_TOWN {
        return LEAST_RADIUS_KM;
    }
    (0.07 * trig::pow(f64::from(population), 0.35)).clamp(LEAST_RADIUS_KM, 25.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_wider_than_a_village_and_none_is_without_end() {
        assert!((settlement_radius_km(0) - 3.0).abs() < 1e-9);
        assert!((settlement_radius_km(500) - 1.5).abs() < 1e-9);
        assert!(0.07 * trig::pow(f64::from(SMALL_TOWN), 0.35) < LEAST_RADIUS_KM);
        assert!((19.0..21.0).contains(&settlement_radius_km(10_400_000)));
        assert!(settlement_radius_km(u32::MAX) <= 25.0);
    }
}
