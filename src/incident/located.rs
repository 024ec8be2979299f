//! An incident with its place found, or the reason why not, and the areas it lies in.

use std::sync::Arc;

use super::{CountryCode, Incident, Role, Shared};
use crate::earth::LonLat;

/// An incident after the geocoder and the regions have seen it.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// What was reported.
    pub incident: Incident,
    /// Where it is, or why that is not known.
    pub location: Location,
    /// The country and UN regions it lies in; filled by the region stage, empty before.
    pub area: Shared<Area>,
}

impl Located {
    /// The site, if one was found.
    pub fn site(&self) -> Option<&Site> {
        match &self.location {
            Location::Site(site) => Some(site),
            Location::Unlocated(_) => None,
        }
    }

    /// The part the incident plays.
    pub fn role(&self) -> Role {
        self.incident.kind.role()
    }
}

/// Where an incident is, or why that is not known.
#[derive(Debug, Clone, PartialEq)]
pub enum Location {
    /// A point with its uncertainty.
    Site(Shared<Site>),
    /// No point, and the reason.
    Unlocated(Unlocated),
}

/// A point with its uncertainty and its grounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// The point.
    pub point: LonLat,
    /// The radius in km of the disc that is meant to hold the true place nine times in ten.
    pub radius_km: f64,
    /// How fine the place is known.
    pub precision: Precision,
    /// How the words and the name of the place belong together.
    pub matched: Matched,
    /// The name of the place that was found, for labels: "Kerman".
    pub name: String,
    /// Its key in the gazetteer, if it has one: "geonames:128234", "venue:crocus-city-hall".
    pub gazetteer_id: Option<String>,
    /// The country the gazetteer puts it in.
    pub country: Option<CountryCode>,
    /// The name of the first administrative level the gazetteer puts it in.
    pub admin1: Option<Arc<str>>,
    /// How likely it is that this is the place meant, 0 to 1.
    pub confidence: f64,
    /// Why this place, in one sentence.
    pub why: String,
    /// The next best candidates, best first; at most three.
    pub runners_up: Vec<RunnerUp>,
}

/// A place that is nothing but its coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bare {
    /// The point, under its one name.
    pub point: LonLat,
    /// The radius that holds the true place nine times in ten, in km.
    pub radius_km: f64,
    /// How fine the coordinates are.
    pub precision: Precision,
}

impl Bare {
    /// Why it is where it is.
    pub const WHY: &str = "the row gives coordinates";

    /// The same as a site.
    pub fn site(self) -> Site {
        let Self { point, radius_km, precision } = self;
        Site {
            point,
            radius_km,
            precision,
            matched: Matched::Coordinates,
            name: point.to_string(),
            gazetteer_id: None,
            country: None,
            admin1: None,
            confidence: 1.0,
            why: Self::WHY.to_owned(),
            runners_up: Vec::new(),
        }
    }
}

/// A candidate that lost.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RunnerUp {
    /// Its name with its area: "Georgia, United States".
    pub name: String,
    /// Its key in the gazetteer.
    pub gazetteer_id: String,
    /// Its share of the belief, 0 to 1.
    pub confidence: f64,
    /// Why it lost.
    pub why: String,
}

/// How words and the place they were taken for belong together, from strong to weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matched {
    /// Coordinates that came with the row; no name was looked up.
    #[default]
    Coordinates,
    /// The main name of the place, but for case, marks and punctuation.
    Name,
    /// Another of its names, in any language or script.
    OtherName,
    /// A name it had in former times.
    FormerName,
    /// A code or an abbreviation.
    Code,
    /// The adjective or the people of the place: "Syrian".
    Demonym,
    /// The name in another transliteration.
    Transliteration,
    /// The name with one typing error, or two in a long name.
    TypingError,
    /// A building that is not known, for which its city stands.
    CityForBuilding,
    /// A place that is not known, for which the area named with it stands.
    AreaForPlace,
}

impl Matched {
    /// The word that is written to tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coordinates => "coordinates",
            Self::Name => "name",
            Self::OtherName => "other_name",
            Self::FormerName => "former_name",
            Self::Code => "code",
            Self::Demonym => "demonym",
            Self::Transliteration => "transliteration",
            Self::TypingError => "typing_error",
            Self::CityForBuilding => "city_for_building",
            Self::AreaForPlace => "area_for_place",
        }
    }
}

/// How fine a place is known, from fine to coarse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Coordinates that came with the row.
    Coordinates,
    /// A building or a spot.
    Venue,
    /// A town, a city, a village.
    Settlement,
    /// A second-level administrative unit: a district.
    Admin2,
    /// A first-level administrative unit: a province, a state.
    Admin1,
    /// A stated part of a country or region: "eastern Syria".
    PartOfCountry,
    /// A country.
    Country,
    /// An informal region that may cross borders: the Sahel.
    Region,
}

impl Precision {
    /// All of them, from fine to coarse.
    pub const ALL: [Self; 8] = [
        Self::Coordinates,
        Self::Venue,
        Self::Settlement,
        Self::Admin2,
        Self::Admin1,
        Self::PartOfCountry,
        Self::Country,
        Self::Region,
    ];

    /// The word that is written to tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coordinates => "coordinates",
            Self::Venue => "venue",
            Self::Settlement => "settlement",
            Self::Admin2 => "admin2",
            Self::Admin1 => "admin1",
            Self::PartOfCountry => "part_of_country",
            Self::Country => "country",
            Self::Region => "region",
        }
    }

    /// Reads a word of a table: the names that are written, and common words for them.
    pub fn from_word(word: &str) -> Option<Self> {
        let folded = word.trim().to_lowercase().replace([' ', '-'], "_");
        Some(match folded.as_str() {
            "coordinates" | "exact" | "point" | "spot" => Self::Coordinates,
            "venue" | "building" | "address" | "street" => Self::Venue,
            "settlement" | "city" | "town" | "village" | "place" => Self::Settlement,
            "admin2" | "admin_2" | "adm2" | "district" | "county" => Self::Admin2,
            "admin1" | "admin_1" | "adm1" | "province" | "state" | "governorate" => Self::Admin1,
            "part_of_country" => Self::PartOfCountry,
            "country" | "nation" | "admin0" => Self::Country,
            "region" => Self::Region,
            _ => return None,
        })
    }

    /// Whether a point of this precision may enter distances and centres. A country's middle says nothing about them;
    /// coarser sites count for their region only and are listed as "too coarse".
    pub fn is_fine(self) -> bool {
        self <= Self::Admin1
    }
}

/// Why there is no point.
///
/// `W` holds the words: `String` in incidents, `&str` where they are only looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlocated<W = String> {
    /// The input gives no place.
    NoPlace,
    /// The words name no place that the gazetteer has; the sentence tells what was tried.
    NotFound(W),
    /// The words name something too large to be a point: "Europe", "abroad".
    TooVague(W),
    /// The words name several places at once.
    Several(W),
    /// Found, but less sure than was asked for.
    Doubtful(W),
}

impl<W: AsRef<str>> Unlocated<W> {
    /// A key for counting: `no_place`, `not_found`, `too_vague`, `several_places`, `doubtful`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoPlace => "no_place",
            Self::NotFound(_) => "not_found",
            Self::TooVague(_) => "too_vague",
            Self::Several(_) => "several_places",
            Self::Doubtful(_) => "doubtful",
        }
    }

    /// The reason for a reader.
    pub fn why(&self) -> &str {
        match self {
            Self::NoPlace => "no place is given",
            Self::NotFound(why) | Self::TooVague(why) | Self::Several(why) | Self::Doubtful(why) => why.as_ref(),
        }
    }
}

/// The areas an incident lies in. An incident without a point may still have a country, if its row states one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Area {
    /// The country's code, where it has one.
    pub country: Option<CountryCode>,
    /// The country's (or named area's) English name.
    pub country_name: Option<Arc<str>>,
    /// The first administrative level.
    pub admin1: Option<Arc<str>>,
    /// The UN M49 subregion: "Southern Asia".
    pub subregion: Option<Arc<str>>,
    /// The UN M49 region: "Asia".
    pub region: Option<Arc<str>>,
    /// What the country was taken from.
    pub basis: AreaBasis,
    /// Whether it lies in the home countries; none where there are none or the country is not known.
    pub home: Option<bool>,
}

/// What the country was taken from, from strong to weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaBasis {
    /// The row states it; a polygon never overrules it.
    Stated,
    /// The gazetteer's entry of the place.
    Gazetteer,
    /// The polygon that holds the point.
    Polygon,
    /// The nearest polygon within 0.2 degrees: at sea, or just off a coarse coast.
    Nearest,
    /// Not known.
    #[default]
    Unknown,
}

impl AreaBasis {
    /// The word that is written to tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Gazetteer => "gazetteer",
            Self::Polygon => "polygon",
            Self::Nearest => "nearest",
            Self::Unknown => "unknown",
        }
    }
}
