//! Names with short forms: "N. Waziristan", "Ft. Hood", "Mt. Sinjar", "NE Nigeria".
//!
//! Comes in: a name that no place bears as it is written. Goes out: the names it may be short for, likeliest first, and whether a word is
//! a wind. The forms are the table `data/geocode/short.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::generic::rows;
use crate::gazetteer::fold;

/// Names of more words are no short ones.
const MOST_WORDS: usize = 8;
/// Spelled-out names that are tried.
const MOST_NAMES: usize = 12;

static LONG: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let table = rows(include_str!("../../data/geocode/short.tsv"));
    table.map(|(short, long)| (short, long.split('|').collect())).collect()
});

/// Winds and what they are before the name of a country.
const WINDS: [(&str, &str); 8] = [
    ("N", "northern"),
    ("S", "southern"),
    ("E", "eastern"),
    ("W", "western"),
    ("NE", "northeastern"),
    ("NW", "northwestern"),
    ("SE", "southeastern"),
    ("SW", "southwestern"),
];

/// The direction of a wind in capitals before a name: "NE", "N.".
pub fn wind(word: &str) -> Option<&'static str> {
    let letters: String = word.chars().filter(|c| *c != '.').take(3).collect();
    WINDS.iter().find(|(wind, _)| *wind == letters).map(|(_, direction)| *direction)
}

/// The names that a name with short forms may stand for; none where it has no such forms.
pub fn spelled_out(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().take(MOST_WORDS + 1).collect();
    if words.len() > MOST_WORDS || words.len() < 2 || !words.iter().enumerate().any(|(at, word)| is_short(at, word)) {
        return Vec::new();
    }
    let mut names = vec![String::new()];
    for (at, word) in words.iter().enumerate() {
        let long = long(at, word);
        let extended = names.iter().flat_map(|name| {
            let joined = |next: &&str| if name.is_empty() { (*next).to_owned() } else { format!("{name} {next}") };
            long.iter().map(joined).collect::<Vec<_>>()
        });
        names = extended.take(MOST_NAMES).collect();
    }
    names.retain(|spelled| spelled != name);
    names
}

/// The dictionary forms of a Russian or Ukrainian name in another case, behind a preposition: "Донецка", "Горловки".
pub fn nominatives(name: &str) -> Vec<String> {
    const ENDINGS: [(&str, &[&str]); 10] = [
        ("ской области", &["ская область"]),
        ("ого", &["ий", "ое", "ый"]),
        ("ом", &["", "о"]),
        ("ем", &["ь"]),
        ("ой", &["а", "ая"]),
        ("ы", &["а"]),
        ("и", &["а", "я", "ь"]),
        ("а", &["", "о"]),
        ("я", &["ь", "й"]),
        ("е", &["", "а", "о"]),
    ];
    if !name.chars().any(|c| ('а'..='я').contains(&c)) {
        return Vec::new();
    }
    let spelled = |(ending, forms): &(&str, &[&str])| {
        let stem = name.strip_suffix(ending).filter(|stem| stem.chars().count() > 2)?;
        Some(forms.iter().map(|form| format!("{stem}{form}")).collect::<Vec<_>>())
    };
    ENDINGS.iter().filter_map(spelled).flatten().collect()
}

/// What a word may stand for; itself where it is no short form.
fn long(at: usize, word: &str) -> Vec<&str> {
    if is_short(at, word) {
        LONG.get(fold::fold(word).as_str()).cloned().unwrap_or_else(|| vec![word])
    } else {
        vec![word]
    }
}

/// Whether a word is written as a short form: with a full stop, as a wind at the front, or with a capital and known ("Ft Hood").
fn is_short(at: usize, word: &str) -> bool {
    if word.len() > 6 {
        return false;
    }
    let stopped = word.ends_with('.');
    let is_known = LONG.contains_key(fold::fold(word).as_str());
    let few = word.chars().filter(|c| c.is_alphabetic()).count();
    is_known && (stopped || at == 0 && wind(word).is_some() || few > 1 && word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_spelled_out_likeliest_first() {
        assert_eq!(spelled_out("N. Waziristan")[..2], ["north Waziristan", "northern Waziristan"]);
        assert_eq!(spelled_out("Ft. Hood"), ["fort Hood"]);
        assert_eq!(spelled_out("Cd. Juárez"), ["ciudad Juárez"]);
        assert_eq!(spelled_out("S Sudan")[0], "south Sudan");
        for plain in ["Homs", "N.", "the i of x", "De Moines", "St. Petersburg"] {
            assert!(spelled_out(plain).is_empty(), "{plain}");
        }
    }

    #[test]
    fn a_case_is_undone() {
        assert!(nominatives("Донецка").contains(&"Донецк".to_owned()));
        assert!(nominatives("Горловки").contains(&"Горловка".to_owned()));
        assert!(nominatives("Donetsk").is_empty());
    }

    #[test]
    fn a_wind_is_in_capitals() {
        assert_eq!((wind("NE"), wind("N."), wind("ne")), (Some("northeastern"), Some("northern"), None));
        assert_eq!(spelled_out(&"N. ".repeat(1_000)), Vec::<String>::new());
    }
}
