//! The words around a name: what says nothing, what is too vague, what kind of place a word announces.
//!
//! Comes in: lower case words. Goes out: their meaning. The lists are English, the language of the tables and articles that
//! are read.

use crate::gazetteer::Feature;

/// What a generic word says of the name beside it: "the city of", "Governorate".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hint {
    /// A country.
    Country,
    /// A first-level unit.
    Admin1,
    /// A finer unit.
    Admin2,
    /// A town or village.
    Settlement,
}

impl Hint {
    /// Whether a kind of place is what the word announces.
    pub fn fits(self, feature: Feature) -> bool {
        match self {
            Self::Country => feature.is_country(),
            Self::Admin1 => matches!(feature, Feature::Admin1 | Feature::Region),
            Self::Admin2 => matches!(feature, Feature::Admin2 | Feature::AdminFine),
            Self::Settlement => feature.is_settlement(),
        }
    }
}

/// Words that stand where a place was not given.
const NOTHING: [&str; 18] = [
    "none",
    "n/a",
    "na",
    "n.a.",
    "null",
    "nil",
    "unknown",
    "unspecified",
    "not given",
    "not stated",
    "not known",
    "no place",
    "no location",
    "not specified",
    "undisclosed",
    "tbd",
    "unclear",
    "not reported",
];

/// Words that name the world or a part of it that no map can show.
const VAGUE: [&str; 26] = [
    "globally",
    "global",
    "worldwide",
    "world",
    "the world",
    "around the world",
    "around the globe",
    "abroad",
    "overseas",
    "elsewhere",
    "everywhere",
    "international",
    "internationally",
    "the west",
    "western countries",
    "various",
    "various locations",
    "multiple locations",
    "several countries",
    "many countries",
    "online",
    "internet",
    "the internet",
    "at sea",
    "the region",
    "northern hemisphere",
];

/// Generic words and what they announce.
const GENERIC: [(&str, Hint); 44] = [
    ("city", Hint::Settlement),
    ("town", Hint::Settlement),
    ("village", Hint::Settlement),
    ("hamlet", Hint::Settlement),
    ("settlement", Hint::Settlement),
    ("capital", Hint::Settlement),
    ("suburb", Hint::Settlement),
    ("neighborhood", Hint::Settlement),
    ("neighbourhood", Hint::Settlement),
    ("outskirts", Hint::Settlement),
    ("centre", Hint::Settlement),
    ("center", Hint::Settlement),
    ("province", Hint::Admin1),
    ("governorate", Hint::Admin1),
    ("state", Hint::Admin1),
    ("region", Hint::Admin1),
    ("oblast", Hint::Admin1),
    ("krai", Hint::Admin1),
    ("prefecture", Hint::Admin1),
    ("wilaya", Hint::Admin1),
    ("wilayat", Hint::Admin1),
    ("republic", Hint::Admin1),
    ("department", Hint::Admin1),
    ("emirate", Hint::Admin1),
    ("canton", Hint::Admin1),
    ("territory", Hint::Admin1),
    ("district", Hint::Admin2),
    ("county", Hint::Admin2),
    ("subdistrict", Hint::Admin2),
    ("sub-district", Hint::Admin2),
    ("raion", Hint::Admin2),
    ("rayon", Hint::Admin2),
    ("municipality", Hint::Admin2),
    ("commune", Hint::Admin2),
    ("division", Hint::Admin2),
    ("department/district", Hint::Admin2),
    ("lga", Hint::Admin2),
    ("parish", Hint::Admin2),
    ("island", Hint::Admin2),
    ("valley", Hint::Admin2),
    ("country", Hint::Country),
    ("kingdom", Hint::Country),
    ("nation", Hint::Country),
    ("area", Hint::Settlement),
];

/// Buildings and spots; a trailing one may be left off a venue's name ("Bataclan theatre").
const BUILDINGS: [&str; 47] = [
    "airport",
    "airfield",
    "airbase",
    "base",
    "embassy",
    "consulate",
    "church",
    "cathedral",
    "mosque",
    "shrine",
    "temple",
    "synagogue",
    "monastery",
    "theater",
    "theatre",
    "hall",
    "arena",
    "stadium",
    "mall",
    "market",
    "bazaar",
    "hotel",
    "restaurant",
    "cafe",
    "club",
    "nightclub",
    "school",
    "university",
    "college",
    "hospital",
    "clinic",
    "prison",
    "jail",
    "station",
    "camp",
    "checkpoint",
    "barracks",
    "palace",
    "bridge",
    "square",
    "park",
    "cemetery",
    "gate",
    "port",
    "museum",
    "building",
    "checkpost",
];

/// Buildings that are named after their city, so that the city may stand for one that is not known.
const OF_THE_CITY: [&str; 8] = ["airport", "prison", "stadium", "station", "port", "airbase", "hospital", "bazaar"];

const DIRECTIONS: [&str; 26] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north-east",
    "north-west",
    "south-east",
    "south-west",
    "north-eastern",
    "north-western",
    "south-eastern",
    "south-western",
    "rural",
];

/// Whether the words say that no place was given.
pub fn is_nothing(words: &str) -> bool {
    let plain = words.trim().trim_matches(['(', ')', '[', ']', '"', '\'']).trim().to_lowercase();
    !plain.chars().any(char::is_alphanumeric) || NOTHING.contains(&plain.as_str())
}

/// Whether the words name something too large to map.
pub fn is_vague(words: &str) -> bool {
    let plain = words.trim().to_lowercase();
    VAGUE.contains(&plain.as_str()) || VAGUE.contains(&plain.trim_start_matches("the ").trim())
}

/// Whether the words name a border.
pub fn is_border(words: &str) -> bool {
    let plain = words.trim().to_lowercase();
    ["border", "borders", "frontier", "border area", "border region"].iter().any(|end| plain.ends_with(end))
}

/// What a generic word announces.
pub fn hint(word: &str) -> Option<Hint> {
    let word = word.to_lowercase();
    let singular = word.strip_suffix('s').unwrap_or(&word);
    GENERIC.iter().find(|(generic, _)| *generic == word || *generic == singular).map(|(_, hint)| *hint)
}

/// Whether a word is a building or a spot.
pub fn is_building(word: &str) -> bool {
    BUILDINGS.contains(&word.to_lowercase().as_str())
}

/// Whether a building is named after its city.
pub fn is_named_after_city(word: &str) -> bool {
    OF_THE_CITY.contains(&word.to_lowercase().as_str())
}

/// Whether a word is a direction: "eastern".
pub fn is_direction(word: &str) -> bool {
    DIRECTIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_known_in_brackets_and_capitals() {
        for words in ["", " ", "(none)", "N/A", "Unknown", "(not given)", "-", "?", "''", "🔥"] {
            assert!(is_nothing(words), "{words}");
        }
        assert!(!is_nothing("Nonesuch"));
    }

    #[test]
    fn the_world_is_vague_and_a_border_is_a_border() {
        assert!(is_vague("Globally") && is_vague("abroad") && !is_vague("Europe"));
        assert!(is_border("US-Mexico border") && !is_border("Borderville"));
    }

    #[test]
    fn generic_words_announce_a_kind() {
        assert_eq!(hint("Governorate"), Some(Hint::Admin1));
        assert_eq!(hint("villages"), Some(Hint::Settlement));
        assert_eq!(hint("Kerman"), None);
    }
}
