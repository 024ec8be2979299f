//! The words around a name: what says nothing, what is too vague, buildings, directions.
//!
//! Comes in: words. Goes out: their meaning. These lists are English, the language of most tables and articles; generic words
//! are in [`generic`](super::generic) in more languages.

pub use super::generic::{Hint, hint, is_link};

/// Words that stand where a place was not given.
const NOTHING: [&str; 24] = [
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
    "not applicable",
    "not available",
    "n/k",
    "unknown location",
    "location unknown",
    "undefined",
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
const OF_THE_CITY: [&str; 9] =
    ["airport", "prison", "stadium", "station", "port", "airbase", "hospital", "bazaar", "camp"];

const DIRECTIONS: [&str; 30] = [
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
    "downtown",
    "inner",
    "greater",
    "metropolitan",
];

/// Whether the words say that no place was given.
pub fn is_nothing(words: &str) -> bool {
    let is_bracket = |c: char| matches!(c, '(' | ')' | '[' | ']' | '"' | '\'');
    let plain = words.trim().trim_matches(is_bracket).trim();
    // "Nan" is a city; "NaN" and "nan" are what programs write for no value.
    !plain.chars().any(char::is_alphanumeric) || matches!(plain, "NaN" | "nan") || is_among(&NOTHING, plain)
}

/// Whether the words name something too large to map.
pub fn is_vague(words: &str) -> bool {
    let mut plain = words.trim();
    if is_among(&VAGUE, plain) {
        return true;
    }
    while let Some((_, rest)) = plain.split_at_checked(4).filter(|(the, _)| the.eq_ignore_ascii_case("the ")) {
        plain = rest;
    }
    is_among(&VAGUE, plain.trim())
}

/// Whether the words name a border.
pub fn is_border(words: &str) -> bool {
    let plain = words.trim().to_lowercase();
    ["border", "borders", "frontier", "border area", "border region"].iter().any(|end| plain.ends_with(end))
}

/// Whether a word is a building or a spot.
pub fn is_building(word: &str) -> bool {
    is_among(&BUILDINGS, word)
}

/// Whether a building is named after its city.
pub fn is_named_after_city(word: &str) -> bool {
    is_among(&OF_THE_CITY, word)
}

/// Whether a word is a direction: "eastern".
pub fn is_direction(word: &str) -> bool {
    is_among(&DIRECTIONS, word)
}

/// Whether a list has a word, in any case.
fn is_among(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_known_in_brackets_and_capitals() {
        for words in ["", " ", "(none)", "N/A", "Unknown", "(not given)", "-", "?", "''", "🔥", "NaN"] {
            assert!(is_nothing(words), "{words}");
        }
        assert!(!is_nothing("Nonesuch") && !is_nothing("Nan"));
    }

    #[test]
    fn the_world_is_vague_and_a_border_is_a_border() {
        assert!(is_vague("Globally") && is_vague("abroad") && !is_vague("Europe"));
        assert!(is_border("US-Mexico border") && !is_border("Borderville"));
    }
}
