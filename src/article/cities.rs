//! Great cities of a row of towns that share their name with a province: "in New York, Los Angeles and Philadelphia".
//!
//! Comes in: the names of a text with their places. Goes out: the same, with the city in place of the province, or of a village in it.

use std::sync::Arc;

use super::beside::is_joined;
use super::geocoders::Geocoders;
use super::places::Named;
use super::prose::Prose;
use crate::geocode::document::{Outcome, Placed};
use crate::incident::{CountryCode, Precision};

/// How sure the city is: the row leaves little doubt.
const SURE: f64 = 0.9;

/// Gives the names of a row in which all others are towns the great city of their name.
pub fn cities(prose: &Prose<'_>, geocoders: &Geocoders<'_>, named: &mut [Named]) {
    let mut from = 0;
    while from < named.len() {
        let rest = named.get(from..).unwrap_or_default();
        let length = 1 + rest.windows(2).take_while(|pair| matches!(pair, [a, b] if is_row(prose, a, b))).count();
        if length > 1 {
            row(prose, geocoders, named.get_mut(from..from + length).unwrap_or_default());
        }
        from += length;
    }
}

/// Whether two names stand in one row and lie in one country.
fn is_row(prose: &Prose<'_>, a: &Named, b: &Named) -> bool {
    let known = |n: &Named| n.place().is_some() && !n.demonym;
    known(a) && known(b) && a.country().is_some() && a.country() == b.country() && is_joined(prose, a, b)
}

fn row(prose: &Prose<'_>, geocoders: &Geocoders<'_>, names: &mut [Named]) {
    let is = |n: &Named, precision: Precision| n.place().is_some_and(|p| p.precision == precision);
    let town = |n: &Named| is(n, Precision::Settlement);
    let province = |n: &Named| is(n, Precision::Admin1);
    if !names.iter().any(province) || !names.iter().any(town) {
        return;
    }
    let great = |n: &Named| geocoders.great_city(prose.slice(n.first, n.last), n.country()?);
    let cities: Vec<Option<Placed>> = names.iter().map(great).collect();
    if !names.iter().zip(&cities).all(|(name, city)| town(name) || province(name) && city.is_some()) {
        return;
    }
    for (name, city) in names.iter_mut().zip(cities) {
        let Some(city) = city.filter(|city| name.place().is_some_and(|p| p.key != city.key)) else { continue };
        name.outcome =
            Arc::new(Outcome { place: Some(city), why: "a city in a row of towns".to_owned(), rivals: Vec::new() });
    }
}

impl Geocoders<'_> {
    /// The great city of a name in a country.
    fn great_city(&self, name: &str, country: CountryCode) -> Option<Placed> {
        let entry = self.city(name, country)?;
        let text = entry.name();
        // What the city is called alone is asked of the geocoder, for the form of its answer.
        let answer = self.of(country).resolve(text, std::slice::from_ref(&(0..text.len()))).pop()?;
        let place = answer.outcome.place.clone().filter(|place| place.key == entry.key())?;
        Some(Placed { confidence: SURE, ..place })
    }
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn a_city_in_a_row_of_towns_is_no_province() -> crate::error::Result<()> {
        assert_told([
            (
                "On June 11, 2024, eight men with ties to ISIS were arrested in New York, Los Angeles and Philadelphia.",
                ["arrest New York City 2024-06-11", "arrest Los Angeles 2024-06-11", "arrest Philadelphia 2024-06-11"]
                    .as_slice(),
            ),
            (
                "On June 11, 2024, police arrested terror suspects in New York and New Jersey.",
                ["arrest New York 2024-06-11"].as_slice(),
            ),
        ])
    }
}
