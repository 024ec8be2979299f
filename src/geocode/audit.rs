//! Coordinates that came with a row against the place that its words name.
//!
//! Comes in: located incidents with coordinates of their own. Goes out: an [`Audited`] each: how far apart the two are, and what
//! that means.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Geocoder;
use crate::earth::LonLat;
use crate::incident::{Location, Matched, Place, Precision};
use crate::located::{LocatedRef, LocatedStore, SiteRef};

/// Beside their radii, two points of one place may be so far apart, in km.
const SLACK_KM: f64 = 5.0;

/// Farther apart, they are two places.
const FAR_KM: f64 = 161.0;

/// What the comparison says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Within the radii of both and 5 km.
    Agrees,
    /// The words are known as an area only, and the point lies in it.
    InArea,
    /// Farther apart, but within 161 km.
    Differs,
    /// More than 161 km apart.
    Far,
    /// The words would agree if latitude and longitude were exchanged.
    Swapped,
    /// The words name no place that is known.
    NotFound,
}

impl Verdict {
    /// The word that is written to tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::InArea => "in_area",
            Self::Differs => "differs",
            Self::Far => "far",
            Self::Swapped => "swapped",
            Self::NotFound => "not_found",
        }
    }
}

/// The coordinates of an incident against its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Audited {
    /// The place of the incident in the list.
    pub index: usize,
    /// What the words were taken for, and where that is; none where they name nothing known.
    pub found: Option<(String, LonLat)>,
    /// How far apart, in km.
    pub km: Option<f64>,
    /// What that means.
    pub verdict: Verdict,
}

/// Compares all incidents that have both coordinates and words, on all threads.
pub fn audit(geocoder: &Geocoder<'_>, located: &LocatedStore) -> Vec<Audited> {
    let both = |one: LocatedRef<'_>| {
        let given = one.site().filter(|site| site.matched == Matched::Coordinates)?;
        let place = one.details().place;
        let worded = !place.words.trim().is_empty() || place.admin1.is_some() || place.admin2.is_some();
        worded.then(|| (place.to_place(), Given::of(&given)))
    };
    let compared = (0..located.len()).into_par_iter().filter_map(|index| {
        let (place, given) = both(located.get(index)?)?;
        let words = Place { point: None, radius_km: None, precision: None, ..place };
        Some(compare(index, given, geocoder.place(&words)))
    });
    compared.collect()
}

/// Coordinates as they came.
#[derive(Debug, Clone, Copy)]
struct Given {
    point: LonLat,
    radius_km: f64,
}

impl Given {
    fn of(site: &SiteRef<'_>) -> Self {
        Self { point: site.point, radius_km: site.radius_km }
    }
}

fn compare(index: usize, given: Given, named: Location) -> Audited {
    let Location::Site(named) = named else {
        return Audited { index, found: None, km: None, verdict: Verdict::NotFound };
    };
    let km = given.point.distance_km(named.point);
    let reach = given.radius_km + named.radius_km.min(widest_km(named.precision)) + SLACK_KM;
    let is_area = named.precision > Precision::Settlement;
    let exchanged = LonLat::new(given.point.lat(), given.point.lon()).ok();
    let verdict = match km {
        km if km <= reach && is_area => Verdict::InArea,
        km if km <= reach => Verdict::Agrees,
        _ if exchanged.is_some_and(|point| point.distance_km(named.point) <= reach) => Verdict::Swapped,
        km if km <= FAR_KM.max(reach) => Verdict::Differs,
        _ => Verdict::Far,
    };
    Audited { index, found: Some((named.name.clone(), named.point)), km: Some(km), verdict }
}

/// The widest radius that says how large a place is; wider ones say that it is doubtful.
fn widest_km(precision: Precision) -> f64 {
    match precision {
        Precision::Coordinates | Precision::Venue | Precision::Settlement => 40.0,
        Precision::Admin2 => FAR_KM,
        _ => f64::INFINITY,
    }
}

/// One sentence: how many of each verdict.
pub fn summary(audited: &[Audited]) -> String {
    let mut counts: BTreeMap<Verdict, u64> = BTreeMap::new();
    for one in audited {
        *counts.entry(one.verdict).or_default() += 1;
    }
    let counts: Vec<String> = counts.into_iter().map(|(verdict, n)| format!("{} {n}", verdict.name())).collect();
    format!("coordinates against words, {} incidents: {} (coordinates_audit.csv)", audited.len(), counts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::geocode::GeocodeOptions;

    fn verdict(words: &str, lon: f64, lat: f64) -> Verdict {
        let gazetteer = Gazetteer::built_in().unwrap();
        let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
        let place = Place { point: LonLat::new(lon, lat).ok(), ..Place::worded(words) };
        let Location::Site(given) = geocoder.place(&place) else { panic!("coordinates are kept") };
        compare(
            0,
            Given { point: given.point, radius_km: given.radius_km },
            geocoder.place(&Place { point: None, ..place }),
        )
        .verdict
    }

    #[test]
    fn coordinates_are_compared_with_the_place_that_the_words_name() {
        assert_eq!(verdict("Kabul, Afghanistan", 69.17, 34.53), Verdict::Agrees);
        assert_eq!(verdict("Kabul, Afghanistan", 69.9, 34.4), Verdict::Differs);
        assert_eq!(verdict("Kabul, Afghanistan", 62.2, 34.35), Verdict::Far);
        assert_eq!(verdict("Kabul, Afghanistan", 34.53, 69.17), Verdict::Swapped);
        assert_eq!(verdict("Afghanistan", 66.0, 34.0), Verdict::InArea);
        assert_eq!(verdict("Qwxzzt", 66.0, 34.0), Verdict::NotFound);
    }
}
