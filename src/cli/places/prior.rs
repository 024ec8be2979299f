//! What the user says of all documents, from the words of the command line.

use crate::earth::LonLat;
use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::geocode::{GeocodeOptions, Geocoder};
use crate::incident::{Location, Place};

/// The point of `LON,LAT` or of a name.
///
/// # Errors
/// Where a coordinate is out of range, or the gazetteer has no such place.
pub fn point(gazetteer: &Gazetteer, words: &str) -> Result<LonLat, Error> {
    let numbers =
        words.split_once(',').and_then(|(lon, lat)| Some((lon.trim().parse().ok()?, lat.trim().parse().ok()?)));
    if let Some((lon, lat)) = numbers {
        return LonLat::new(lon, lat).map_err(|out| Error::unknown("point for --near", words, out.to_string()));
    }
    match Geocoder::new(gazetteer, GeocodeOptions::default()).place(&Place::worded(words)) {
        Location::Site(site) => Ok(site.point),
        Location::Unlocated(reason) => Err(Error::unknown("place for --near", words, reason.why())),
    }
}

/// A number from 0 to 1.
pub fn probability(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "is not a number".to_owned())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err("is not in 0 to 1".to_owned()) }
}
