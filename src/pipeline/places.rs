//! Incidents to their places and countries, on all threads, places that stand in many rows once.
//!
//! Comes in: incidents. Goes out: [`Located`] ones, in their order.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::geocode::Geocoder;
use crate::incident::{Area, CountryCode, Incident, Located, Location, Place, Shared};
use crate::region::Regions;

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
}

impl<'a> Places<'a> {
    /// Nothing is remembered yet.
    pub fn new(geocoder: &'a Geocoder<'a>, regions: &'a Regions, home: &'a [CountryCode]) -> Self {
        let known = std::iter::repeat_with(Mutex::default).take(REMEMBERED).collect();
        Self { geocoder, regions, home, known }
    }

    /// Locates incidents on all threads.
    pub fn locate(&self, incidents: Vec<Incident>) -> Vec<Located> {
        incidents.into_par_iter().with_min_len(64).map(|incident| self.one(incident)).collect()
    }

    fn one(&self, incident: Incident) -> Located {
        let one_place = incident.claims.iter().all(|claim| claim.place.is(&incident.place));
        if one_place { self.at_one_place(incident) } else { self.anew(incident) }
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
    let mut hasher = DefaultHasher::new();
    (words, admin2, admin1, country, precision).hash(&mut hasher);
    point.map(|p| [p.lon().to_bits(), p.lat().to_bits()]).hash(&mut hasher);
    radius_km.map(f64::to_bits).hash(&mut hasher);
    hasher.finish()
}
