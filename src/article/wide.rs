//! Seas and parts of the world that a province is named after: "in the Red Sea", "across the Sahel".
//!
//! Comes in: the names of a text with their places. Goes out: the same, with the sea in place of the province.

use std::sync::Arc;

use super::geocoders::Geocoders;
use super::lists::List;
use super::places::{Named, Stand};
use super::prose::Prose;
use crate::geocode::document::{Outcome, Placed};
use crate::incident::Precision;
use crate::toponym::words::flag;

/// Gives names behind "the" that a province shares with a sea or a part of the world the wider meaning; not "the Sahel region".
pub fn wide(prose: &Prose<'_>, geocoders: &Geocoders<'_>, named: &mut [Named]) {
    for name in named.iter_mut().filter(|name| name.stand != Stand::Dateline && !name.demonym) {
        let led = name.first.checked_sub(1).is_some_and(|n| prose.folded(n) == "the");
        let unit = prose.page.has(name.last + 1, flag::GENERIC) && !prose.is(name.last, List::Seas);
        let place = name.place().filter(|p| matches!(p.precision, Precision::Admin1 | Precision::Admin2));
        let Some(place) = place.filter(|_| led && !unit) else { continue };
        let Some(entry) = geocoders.region(prose.slice(name.first, name.last)) else { continue };
        let wider = Placed {
            point: entry.point(),
            radius_km: entry.radius_km(),
            precision: Precision::Region,
            name: entry.name().to_owned(),
            geonameid: None,
            key: entry.key(),
            country: None,
            admin1: None,
            ..place.clone()
        };
        name.outcome =
            Arc::new(Outcome { place: Some(wider), why: "a part of the world".to_owned(), rivals: Vec::new() });
    }
}

/// Whether something happened on a sea of that name.
pub fn is_sea(prose: &Prose<'_>, named: &Named) -> bool {
    let wide = named.place().is_some_and(|p| p.precision == Precision::Region && p.country.is_none());
    wide && named.stand == Stand::Located && prose.is(named.last, List::Seas)
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn a_sea_is_no_province_of_its_name() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let text = "A missile hit a ship in the Red Sea on 19 November 2023, killing two sailors.";
        let found = Extractor::new(&gazetteer)?.reports(&Article::plain("note", text, None));
        let spot = found.first().and_then(|report| report.spot.clone());
        assert_eq!(spot.as_ref().map(|s| s.chain.clone()), Some(vec!["Red Sea".to_owned()]));
        assert_eq!(spot.and_then(|s| s.country), None);
        Ok(())
    }
}
