//! What a user holds likely, from words: a point and countries.
//!
//! Comes in: the words of `--near` and `--country`, of the command line or of incimap.toml. Goes out: a point (longitude and latitude in
//! degrees, WGS84) and codes of countries for [`GeocodeOptions`].

use super::{GeocodeOptions, Geocoder};
use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::gazetteer::Gazetteer;
use crate::incident::{CountryCode, Location, Place};

/// Reads the point of `LON,LAT` or of a name.
///
/// # Errors
/// Where a coordinate is out of range, or the gazetteer has no such place.
pub fn near(gazetteer: &Gazetteer, words: &str) -> Result<LonLat> {
    let numbers =
        words.split_once(',').and_then(|(lon, lat)| Some((lon.trim().parse().ok()?, lat.trim().parse().ok()?)));
    if let Some((lon, lat)) = numbers {
        return LonLat::new(lon, lat)
            .map_err(|out| Error::unknown("point for --near", words, format!("{out}: write LON,LAT")));
    }
    match Geocoder::new(gazetteer, GeocodeOptions::default()).place(&Place::worded(words)) {
        Location::Site(site) => Ok(site.point),
        Location::Unlocated(why) => {
            Err(Error::unknown("place for --near", words, format!("{}; write LON,LAT or a known name", why.why())))
        }
    }
}

/// Reads countries, each by its name or its code; empty words are passed over.
///
/// # Errors
/// Where a word names no country that the gazetteer has.
pub fn countries<'w>(gazetteer: &Gazetteer, words: impl IntoIterator<Item = &'w str>) -> Result<Vec<CountryCode>> {
    let geocoder = Geocoder::new(gazetteer, GeocodeOptions::default());
    let each = words.into_iter().map(str::trim).filter(|word| !word.is_empty());
    each.map(|word| {
        geocoder.country(word).ok_or_else(|| Error::unknown("country", word, "write its name or its ISO 3166-1 code"))
    })
    .collect()
}
