//! The small words before names: "near", "in", "cerca de".
//!
//! Comes in: a word in lower case. Goes out: what it says of the name behind it.

/// Words that put something beside a place, in several languages.
const NEAR: [&str; 20] = [
    "near",
    "nr",
    "outside",
    "around",
    "nearby",
    "close",
    "off",
    "beside",
    "towards",
    "toward",
    "between",
    "cerca",
    "près",
    "proche",
    "bei",
    "nahe",
    "около",
    "возле",
    "под",
    "біля",
];
/// Words that put something in a place or say nothing.
const PLAIN: [&str; 14] =
    ["in", "at", "inside", "within", "on", "from", "to", "of", "just", "the", "a", "an", "into", "through"];
/// The same in other languages, in lower case only: "De Aar" is a town.
const PLAIN_ABROAD: [&str; 12] = ["de", "du", "des", "en", "dans", "à", "von", "im", "в", "у", "на", "від"];
/// Words at which a phrase is parted: what stands before lies in what stands behind.
const SPLIT: [&str; 12] =
    ["in", "at", "near", "outside", "inside", "within", "off", "around", "on", "of", "from", "between"];

/// Whether a word puts something beside a place.
pub fn is_near(word: &str) -> bool {
    NEAR.contains(&word.trim_end_matches('.'))
}

/// Whether a word says nothing of where in a place something is; `written` is the same with its capitals.
pub fn is_plain(word: &str, written: &str) -> bool {
    PLAIN.contains(&word) || PLAIN_ABROAD.contains(&written)
}

/// Whether a phrase is parted at a word.
pub fn is_split(word: &str) -> bool {
    SPLIT.contains(&word.to_lowercase().as_str())
}
