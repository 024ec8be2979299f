//! How large a unit is that nobody has measured.
//!
//! Comes in: a province or a district, or the town that a district is named after. Goes out: a radius in km that holds nine in ten of its
//! places.
//!
//! The gazetteer has outlines of some units. Of the others it knows a handful of towns, and gives them a least radius, the same in all
//! countries. The area of the unit above is shared among its parts: n parts of one size have each an nth of it, so a radius that is
//! smaller by the root of n. How much larger the distance from the point of a district to its villages is than that is from the
//! development half of the conflict events.

use super::atlas::Atlas;
use crate::gazetteer::{Entry, Feature};

/// The least radius of the gazetteer, in km: it says that nothing better is known.
const LEAST_KM: f64 = 35.0;
/// The radius of a part over that of the unit above divided by the root of the number of parts.
const SHARE: f64 = 1.4;
/// A district reaches about so far from the town it is named after where the unit above is not known, in km.
const AROUND_SEAT_KM: f64 = 45.0;
/// What is estimated is held to this, in km.
const NARROWEST_KM: f64 = 20.0;
const WIDEST_KM: f64 = 400.0;

/// The radius of a unit that is not measured; none for any other place.
pub fn of_unit_km(atlas: &Atlas<'_>, unit: &Entry<'_>) -> Option<f64> {
    let above = match unit.feature() {
        Feature::Admin1 => unit.country_letters(),
        Feature::Admin2 => unit.admin1_code(),
        _ => return None,
    };
    let is_guess = (unit.radius_km() - LEAST_KM).abs() < 1e-6;
    if is_guess { shared_km(atlas, above) } else { None }
}

/// The radius of the district that is named after a town.
pub fn around_seat_km(atlas: &Atlas<'_>, town: &Entry<'_>) -> f64 {
    shared_km(atlas, town.admin1_code()).unwrap_or_else(|| town.radius_km() + AROUND_SEAT_KM)
}

/// The radius of a part of a unit.
fn shared_km(atlas: &Atlas<'_>, code: &str) -> Option<f64> {
    let parts = atlas.parts(code);
    let unit = atlas.unit(code).filter(|_| parts > 0)?;
    let above_km = of_unit_km(atlas, &unit.entry).unwrap_or_else(|| unit.entry.radius_km());
    Some((SHARE * above_km / f64::from(parts).sqrt()).clamp(NARROWEST_KM, WIDEST_KM))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn a_part_of_a_wide_unit_with_few_of_them_is_wide() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let atlas = Atlas::new(&gazetteer);
        let km = |code: &str| shared_km(&atlas, code).unwrap();
        assert!(km("ML.09") > 1.5 * km("BD.81"), "{} {}", km("ML.09"), km("BD.81"));
        assert!(km("CD") > 150.0 && km("SI") < 30.0, "{} {}", km("CD"), km("SI"));
        assert!(shared_km(&atlas, "XX.99").is_none());
    }

    #[test]
    fn only_what_is_not_measured_is_estimated() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let atlas = Atlas::new(&gazetteer);
        let of = |code: &str| of_unit_km(&atlas, &gazetteer.unit(code).unwrap());
        // Ituri has one known town, Nangarhar has many; a country is always measured.
        assert!(of("CD.17").is_some_and(|km| km > 150.0));
        assert!(of("AF.18").is_none() && of("CD").is_none());
    }
}
