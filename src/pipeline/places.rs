//! Incidents to their places and countries, places that stand in many rows once.
//!
//! Comes in: incidents, on any thread. Goes out: [`Located`] ones.

use std::sync::{Mutex, OnceLock, PoisonError};

use crate::gazetteer::hash::hash as text_hash;
use crate::geocode::Geocoder;
use crate::incident::{Area, Bare, CountryCode, Incident, Located, Location, Place, Shared};
use crate::region::Regions;
use crate::statistic::random::mix;

/// How many places are remembered; one met again after others took its slot is looked up anew.
const REMEMBERED: usize = 1 << 14;

/// A place as given, and what was found for it.
type Known = (Shared<Place>, Location, Shared<Area>);

/// Finds places and countries.
pub(super) struct Places<'a> {
    pub geocoder: &'a Geocoder<'a>,
    pub regions: &'a Regions,
    pub home: &'a [CountryCode],
    known: Vec<Mutex<Option<Known>>>,
    /// The areas of points that nothing else is said of: of each country that holds them, then that is the nearest.
    areas: Vec<OnceLock<Shared<Area>>>,
    nowhere: Shared<Area>,
}

impl<'a> Places<'a> {
    /// Nothing is remembered yet.
    pub fn new(geocoder: &'a Geocoder<'a>, regions: &'a Regions, home: &'a [CountryCode]) -> Self {
        let known = std::iter::repeat_with(Mutex::default).take(REMEMBERED).collect();
        let areas = std::iter::repeat_with(OnceLock::new).take(2 * regions.countries().len()).collect();
        Self { geocoder, regions, home, known, areas, nowhere: Shared::default() }
    }

    /// Locates one incident; safe to call from many threads.
    pub fn one(&self, incident: Incident) -> Located {
        let one_place = incident.claims.iter().all(|claim| claim.place.is(&incident.place));
        if one_place { self.at_one_place(incident) } else { self.anew(incident) }
    }

    /// The place of an incident that is nothing but coordinates: what [`Places::one`] finds, but for words; none of others.
    pub fn bare(&self, incident: &Incident) -> Option<(Bare, &Shared<Area>)> {
        let place = &incident.place;
        let point = place.point.filter(|point| point.one_name() == *point && place.has_no_words())?;
        if !incident.claims.iter().all(|claim| claim.place.is(place)) {
            return None;
        }
        let (precision, radius_km) = self.geocoder.given(place);
        let area = match self.regions.country_number_at(point) {
            Some((country, nearest)) => self
                .areas
                .get(2 * country + usize::from(nearest))?
                .get_or_init(|| self.regions.area_of_point(country, nearest, self.home).into()),
            None => &self.nowhere,
        };
        Some((Bare { point, radius_km, precision }, area))
    }

    fn anew(&self, incident: Incident) -> Located {
        let location = self.geocoder.locate(&incident);
        let area = self.regions.area(&incident, &location, self.home).into();
        Located { incident, location, area }
    }

    /// What is found depends on the place as given alone, so that it does not matter which row met it first.
    fn at_one_place(&self, mut incident: Incident) -> Located {
        let slot = self.known.get(hash(&incident.place) as usize % REMEMBERED);
        // A thread that panicked left nothing half done in a slot.
        let held = slot.and_then(|slot| slot.lock().unwrap_or_else(PoisonError::into_inner).clone());
        if let Some((place, location, area)) = held.filter(|(place, ..)| **place == *incident.place) {
            for claim in &mut incident.claims {
                claim.place = place.clone();
            }
            incident.place = place;
            return Located { incident, location, area };
        }
        let located = self.anew(incident);
        if let Some(slot) = slot {
            let found = (located.incident.place.clone(), located.location.clone(), located.area.clone());
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
        }
        located
    }
}

fn hash(place: &Place) -> u64 {
    let Place { words, admin2, admin1, country, point, radius_km, precision } = place;
    let texts = [Some(words), admin2.as_ref(), admin1.as_ref(), country.as_ref()];
    let sum = texts.into_iter().fold(0, |sum, text| mix(sum, text.map_or(1, |text| text_hash(text.as_bytes()))));
    let sum = point.map_or(sum, |p| mix(mix(sum, p.lon().to_bits()), p.lat().to_bits()));
    let sum = radius_km.map_or(sum, |km| mix(sum, km.to_bits()));
    precision.map_or(sum, |precision| mix(sum, precision as u64))
}
