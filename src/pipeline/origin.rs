//! What distances are measured from.
//!
//! Comes in: the choice of the settings, the geocoder, the regions. Goes out: the [`Origin`], or one sentence why there is none.

use crate::error::{Error, Result};
use crate::geocode::Geocoder;
use crate::incident::{CountryCode, Location, Place};
use crate::region::Regions;
use crate::settings::{OriginChoice, Settings};
use crate::spread::Origin;

/// The home countries, all of which have an outline; none where distances are measured from elsewhere.
pub(super) fn home_countries(settings: &Settings, regions: &Regions) -> Result<Vec<CountryCode>> {
    let OriginChoice::Home(codes) = &settings.origin else { return Ok(Vec::new()) };
    for code in codes {
        if regions.country(*code).is_none_or(|c| c.outline.0.is_empty()) {
            let way_out = "no outline is known for this country: use another ISO code, or --origin with a place";
            return Err(Error::unknown("home", code.to_string(), way_out));
        }
    }
    Ok(codes.clone())
}

/// The origin; none where it is the first incident, which all of them decide.
pub(super) fn find_origin(settings: &Settings, geocoder: &Geocoder<'_>, regions: &Regions) -> Result<Option<Origin>> {
    match &settings.origin {
        OriginChoice::Named(words) => named_origin(words, geocoder).map(Some),
        choice => unnamed_origin(choice, regions),
    }
}

/// An origin that no name has to be looked up for; none for the first incident, and for a name.
///
/// # Errors
/// Where the home countries have no outline.
pub(crate) fn unnamed_origin(choice: &OriginChoice, regions: &Regions) -> Result<Option<Origin>> {
    match choice {
        OriginChoice::None => Ok(Some(Origin::None)),
        OriginChoice::Point(at) => {
            Ok(Some(Origin::Point { name: at.to_string(), at: *at, how: "coordinates".to_owned() }))
        }
        OriginChoice::Home(codes) => home_origin(codes, regions).map(Some),
        OriginChoice::First | OriginChoice::Named(_) => Ok(None),
    }
}

fn named_origin(words: &str, geocoder: &Geocoder<'_>) -> Result<Origin> {
    match geocoder.place(&Place::worded(words)) {
        Location::Site(site) => {
            let how = format!("named place ({}, confidence {:.2})", site.precision.name(), site.confidence);
            Ok(Origin::Point { name: site.name.clone(), at: site.point, how })
        }
        Location::Unlocated(reason) => {
            let way_out = format!("{}; use another name, LON,LAT or first", reason.why());
            Err(Error::unknown("origin", words, way_out))
        }
    }
}

fn home_origin(codes: &[CountryCode], regions: &Regions) -> Result<Origin> {
    let countries: Vec<_> = codes.iter().filter_map(|code| regions.country(*code)).collect();
    let centre = countries.iter().find_map(|c| c.label_point);
    let centre =
        centre.ok_or_else(|| Error::invalid("the home countries have no outline: use --origin with a place"))?;
    let name = countries.iter().map(|c| c.name.to_string()).collect::<Vec<_>>().join(", ");
    Ok(Origin::Home { codes: codes.to_vec(), name, centre, outline: regions.outline(codes) })
}
