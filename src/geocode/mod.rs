//! Incidents to points: candidates from the gazetteer, ranked by the words and their context, with the doubt stated.
//!
//! Comes in: an [`Incident`] with its places as worded. Goes out: a [`Location`]: a point with radius, precision,
//! confidence, reasons and runners-up, or the reason why there is none.

mod abroad;
mod agree;
mod alike;
mod atlas;
pub mod audit;
mod between;
mod building;
mod candidates;
mod confidence;
mod contain;
mod context;
mod country;
pub mod document;
mod find;
mod generic;
mod look_up;
pub(crate) mod memo;
mod names;
mod nested;
mod no_name;
mod offset;
mod owner;
mod phrase;
mod prepositions;
mod prior;
mod rank;
mod reach;
mod reasons;
mod resolve;
mod short;
mod site;
mod size;
mod split;
pub mod table;
mod voice;
pub mod wish;
mod words;

use std::sync::Arc;

use crate::earth::LonLat;
use crate::gazetteer::Gazetteer;
use crate::incident::{Bare, CountryCode, Incident, Location, Matched, Place, Precision, Site, Unlocated};
pub use find::Candidate;

use atlas::Atlas;
use context::{Columns, Context};
use memo::Memo;
use names::Names;
use prior::{Prior, Votes};
use resolve::{Ground, resolve};

/// Places that are remembered when they are met again.
const PLACES: usize = 1 << 17;
/// Stated areas (country, units) that are remembered.
const AREAS: usize = 1 << 14;
/// Wordings of one place, between semicolons, that are looked at.
const MOST_WORDINGS: usize = 20;

/// Finds places for incidents.
#[derive(Debug)]
pub struct Geocoder<'g> {
    atlas: Arc<Atlas<'g>>,
    options: GeocodeOptions,
    prior: Prior,
    /// One of many rows: nothing is looked for that takes as long as a thousand rows.
    of_many: bool,
    areas: Arc<Memo<Arc<Context<'g>>>>,
    places: Memo<Location>,
}

/// How to geocode.
#[derive(Debug, Clone, Default)]
pub struct GeocodeOptions {
    /// Answers less sure than this are turned into [`Unlocated::Doubtful`]; 0 keeps all.
    pub min_confidence: f64,
    /// Of several places of one name, those near this point are likelier.
    pub near: Option<LonLat>,
    /// Of several places of one name, those in these countries are likelier.
    pub countries: Vec<CountryCode>,
}

impl<'g> Geocoder<'g> {
    /// A geocoder over a gazetteer.
    pub fn new(gazetteer: &'g Gazetteer, options: GeocodeOptions) -> Self {
        let prior = Prior { near: options.near, countries: options.countries.clone(), votes: Votes::default() };
        Self {
            atlas: Arc::new(Atlas::new(gazetteer)),
            options,
            prior,
            of_many: false,
            areas: Arc::new(Memo::new(AREAS)),
            places: Memo::of_repeated(PLACES),
        }
    }

    /// The same geocoder for the rows of a table, some of which may have voted.
    fn with_votes(&self, votes: Votes) -> Self {
        Self {
            atlas: Arc::clone(&self.atlas),
            options: self.options.clone(),
            prior: Prior { votes, ..self.prior.clone() },
            of_many: true,
            areas: Arc::clone(&self.areas),
            places: Memo::of_repeated(PLACES),
        }
    }

    /// The country of a name or a code in any case: "Syria", "SY".
    pub fn country(&self, word: &str) -> Option<CountryCode> {
        country::country(self.atlas.gazetteer(), word).and_then(|country| country.country())
    }

    /// Locates an incident by the places of all its claims: each is looked up, and the finest one that does not
    /// contradict the others is taken; where they contradict each other, `why` says so. Coordinates that came with the row
    /// are kept as they are (precision as given, else `Coordinates`; radius as given, else that of the unit they stand for, else 0;
    /// country from the row). Safe to call from many threads.
    pub fn locate(&self, incident: &Incident) -> Location {
        let mut places: Vec<&Place> = vec![&incident.place];
        for claim in incident.claims.iter().filter(|claim| !claim.place.is(&incident.place)) {
            if !places.contains(&&*claim.place) {
                places.push(&claim.place);
            }
        }
        match places.as_slice() {
            [one] => self.place(one),
            several => agree::agree(several.iter().map(|place| self.place(place)).collect()),
        }
    }

    /// Locates one place by its words and context. Wordings of one place may be separated by semicolons; they are taken
    /// together as the claims of an incident are.
    ///
    /// # Example
    /// ```
    /// use incimap::gazetteer::Gazetteer;
    /// use incimap::geocode::Geocoder;
    /// use incimap::incident::{Location, Place};
    ///
    /// let gazetteer = Gazetteer::built_in()?;
    /// let geocoder = Geocoder::new(&gazetteer, Default::default());
    /// let Location::Site(site) = geocoder.place(&Place::worded("Paris, Texas")) else { panic!() };
    /// assert_eq!((site.name.as_str(), site.admin1.as_deref()), ("Paris", Some("Texas")));
    /// # Ok::<(), incimap::error::Error>(())
    /// ```
    pub fn place(&self, place: &Place) -> Location {
        if let Some(point) = place.point {
            return Location::Site(self.as_given(place, point).into());
        }
        self.worded(&place.words, columns(place))
    }

    /// Locates one place by its words and columns.
    fn worded(&self, words: &str, columns: Columns<'_>) -> Location {
        let key = [words, columns.admin2, columns.admin1, columns.country];
        self.places.get_or(&key, || self.look_up(words, &self.area(columns)))
    }

    /// The area that columns state.
    fn area(&self, columns: Columns<'_>) -> Arc<Context<'g>> {
        let make = || Arc::new(Context::of(self.atlas.gazetteer(), columns));
        self.areas.get_or(&[columns.admin2, columns.admin1, columns.country], make)
    }

    /// What a row says of the others of its table.
    fn voice(&self, words: &str, columns: Columns<'_>) -> Option<voice::Voice<'g>> {
        if words.contains(';') {
            return None;
        }
        let context = self.area(columns);
        let names = Names::of_many(self.atlas.gazetteer());
        let answer = resolve(words, Ground { names: &names, context: &context, prior: &self.prior }).ok()?;
        voice::voice(&self.atlas, &self.prior, &answer)
    }

    /// The place of words that are not remembered.
    fn look_up(&self, words: &str, context: &Context<'g>) -> Location {
        if !words.contains(';') {
            return self.one(words, context);
        }
        let wordings = words.split(';').map(str::trim).filter(|w| !words::is_nothing(w)).take(MOST_WORDINGS);
        let locations: Vec<Location> = wordings.map(|words| self.one(words, context)).collect();
        if locations.is_empty() { self.one("", context) } else { agree::agree(locations) }
    }

    /// The place of one wording.
    fn one(&self, words: &str, context: &Context<'g>) -> Location {
        let gazetteer = self.atlas.gazetteer();
        let names = if self.of_many { Names::of_many(gazetteer) } else { Names::new(gazetteer) };
        let answer = match resolve(words, Ground { names: &names, context, prior: &self.prior }) {
            Ok(answer) => answer,
            Err(why) => return Location::Unlocated(why),
        };
        let Some(site) = site::site(&self.atlas, &self.prior, words, &answer) else {
            return Location::Unlocated(Unlocated::NoPlace);
        };
        if site.confidence < self.options.min_confidence {
            let why = format!(
                "{}: its confidence of {:.2} is below {}",
                site.name, site.confidence, self.options.min_confidence
            );
            return Location::Unlocated(Unlocated::Doubtful(why));
        }
        Location::Site(site.into())
    }

    /// The coordinates of a row as they are.
    fn as_given(&self, place: &Place, point: LonLat) -> Site {
        let context = self.area(columns(place));
        let admin1 = place.admin1.as_deref().map(str::trim).filter(|word| !word.is_empty());
        let label = place.label();
        let (precision, radius_km) = self.given(place);
        Site {
            point,
            radius_km,
            precision,
            matched: Matched::Coordinates,
            name: if label.is_empty() { point.to_string() } else { label },
            gazetteer_id: None,
            country: context.country.and_then(|country| country.country()),
            admin1: admin1.map(Into::into),
            confidence: 1.0,
            why: Bare::WHY.to_owned(),
            runners_up: Vec::new(),
        }
    }

    /// How fine the coordinates of a row are, and their radius in km.
    pub(crate) fn given(&self, place: &Place) -> (Precision, f64) {
        let precision = place.precision.unwrap_or(Precision::Coordinates);
        let given = place.radius_km.filter(|km| km.is_finite() && *km >= 0.0);
        (precision, given.unwrap_or_else(|| self.radius_of_unit(place, precision)))
    }

    /// How far the true place may be from a point that stands for a unit: the radius of the unit, where the gazetteer knows it,
    /// else what is usual at its level. A point that stands for itself has none.
    fn radius_of_unit(&self, place: &Place, precision: Precision) -> f64 {
        let all = columns(place);
        let (columns, usual_km) = match precision {
            Precision::Admin2 => (all, 40.0),
            Precision::Admin1 => (Columns { admin2: "", ..all }, 130.0),
            Precision::Country => (Columns { admin2: "", admin1: "", ..all }, 500.0),
            Precision::PartOfCountry => return 300.0,
            Precision::Region => return 1000.0,
            Precision::Coordinates | Precision::Venue | Precision::Settlement => return 0.0,
        };
        match self.worded("", columns) {
            Location::Site(site) if site.precision == precision => site.radius_km,
            _ => usual_km,
        }
    }
}

/// The columns of a place.
fn columns(place: &Place) -> Columns<'_> {
    let [country, admin1, admin2] =
        [&place.country, &place.admin1, &place.admin2].map(|c| c.as_deref().unwrap_or_default());
    Columns { country, admin1, admin2 }
}
