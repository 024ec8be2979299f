//! Whether one place lies in another, by their codes where they have them and by distance where not.
//!
//! Comes in: two places of the gazetteer. Goes out: yes or no.

use crate::gazetteer::postings::Countries;
use crate::gazetteer::{Entry, Feature};

/// How far from the edge of a town a place may lie that is still told as in it: "Krasnogorsk, Moscow", in km.
const AROUND_A_TOWN_KM: f64 = 20.0;

/// Territories with a code of their own that are also written with another country behind them.
const ALSO_IN: [([u8; 2], [u8; 2]); 18] = [
    (*b"HK", *b"CN"),
    (*b"MO", *b"CN"),
    (*b"PR", *b"US"),
    (*b"GU", *b"US"),
    (*b"VI", *b"US"),
    (*b"AS", *b"US"),
    (*b"MP", *b"US"),
    (*b"XK", *b"RS"),
    (*b"PS", *b"IL"),
    (*b"EH", *b"MA"),
    (*b"GF", *b"FR"),
    (*b"GP", *b"FR"),
    (*b"MQ", *b"FR"),
    (*b"RE", *b"FR"),
    (*b"YT", *b"FR"),
    (*b"AX", *b"FI"),
    (*b"GL", *b"DK"),
    (*b"FO", *b"DK"),
];

/// Whether `inner` may be told as lying in `outer`. A place lies in itself.
pub fn contains(outer: &Entry<'_>, inner: &Entry<'_>) -> bool {
    if outer.id() == inner.id() {
        return true;
    }
    match outer.feature() {
        Feature::Continent => true,
        Feature::Country | Feature::Dependency => in_country(outer.country_bytes(), inner),
        Feature::Admin1 => in_unit(outer, outer.admin1_code(), inner.admin1_code(), inner),
        Feature::Admin2 => in_unit(outer, outer.admin2_code(), inner.admin2_code(), inner),
        Feature::Region => near(outer, inner, 0.0),
        feature if feature.is_settlement() => {
            is_finer(outer, inner) && same_country(outer, inner) && near(outer, inner, AROUND_A_TOWN_KM)
        }
        _ => is_finer(outer, inner) && near(outer, inner, 2.0),
    }
}

/// Whether a place lies in a country by its code.
fn in_country(letters: Option<[u8; 2]>, inner: &Entry<'_>) -> bool {
    let own = inner.country_bytes();
    own == letters
        || own.zip(letters).is_some_and(|both| ALSO_IN.contains(&both))
        || own.is_none() && inner.feature() == Feature::Region
}

/// The countries by whose letters a place may lie in a country: what [`contains`] holds to be in it has letters of these, or none.
pub fn countries_in(outer: &Entry<'_>) -> Countries {
    let letters = outer.country_bytes().filter(|_| outer.feature().is_country());
    let Some(letters) = letters else { return Countries::default() };
    let also = ALSO_IN.iter().filter(|(_, country)| *country == letters).map(|(territory, _)| *territory);
    Countries::of(std::iter::once(letters).chain(also))
}

/// By the codes of the units; by distance where the inner place has none, or one of another kind of list.
fn in_unit(outer: &Entry<'_>, outer_code: &str, inner_code: &str, inner: &Entry<'_>) -> bool {
    if !same_country(outer, inner) || inner.feature().is_country() {
        return false;
    }
    if outer_code.is_empty() || inner_code.is_empty() {
        return near(outer, inner, 0.0);
    }
    outer_code == inner_code
}

fn same_country(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    a.country_bytes() == b.country_bytes() || a.country_bytes().is_none() || b.country_bytes().is_none()
}

/// Whether the inner place is not the larger one.
fn is_finer(outer: &Entry<'_>, inner: &Entry<'_>) -> bool {
    inner.radius_km() <= outer.radius_km() && !inner.feature().is_country()
}

/// Whether the point of the inner place lies in the disc of the outer one, with some km around.
fn near(outer: &Entry<'_>, inner: &Entry<'_>, around_km: f64) -> bool {
    outer.point().distance_km(inner.point()) <= outer.radius_km() + around_km
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn what_a_country_contains_has_the_letters_of_its_countries() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let index = gazetteer.indexes().next().unwrap();
        let codes: std::collections::BTreeSet<String> =
            index.records().map(|place| place.country().to_owned()).collect();
        let names =
            ["San Juan", "Saint-Denis", "Victoria", "Santiago", "Hebron", "Al Hajar", "Nuuk", "Black Sea", "Kurdistan"];
        let mut held = 0;
        for country in codes.iter().filter_map(|code| gazetteer.unit(code)).filter(|unit| unit.feature().is_country()) {
            for name in names {
                let mut near = Vec::new();
                gazetteer.each_of(
                    name,
                    &countries_in(&country),
                    |place| contains(&country, place),
                    |m| near.push(m.entry.id()),
                );
                let all = gazetteer.lookup(name).into_iter().filter(|m| contains(&country, &m.entry));
                let all: Vec<i32> = all.map(|m| m.entry.id()).collect();
                assert_eq!(near, all, "{name} in {}", country.name());
                held += near.len();
            }
        }
        assert!(codes.len() > 200 && held > 200, "{} countries, {held} places", codes.len());
    }
}
