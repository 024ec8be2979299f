//! Splits a wording at its commas, and tells when it names several places.
//!
//! Comes in: the words of one place. Goes out: phrases, most specific first, or that there are none or too many.

use super::names::Names;
use super::phrase::terms;
use super::words::{is_nothing, is_vague};
use crate::gazetteer::Feature;

/// What a wording is made of.
#[derive(Debug, PartialEq, Eq)]
pub enum Wording {
    /// Phrases between commas; the later ones hold the earlier ones.
    Phrases(Vec<String>),
    /// It gives no place.
    Nothing,
    /// It names several places, listed.
    Several(String),
}

/// The longest wording that is read, in bytes; longer ones name no place.
const LONGEST: usize = 2000;
/// Remarks in brackets that are no names.
const REMARKS: [&str; 7] = ["implied", "presumably", "caption", "sic", "approximately", "approx", "probably"];

/// Splits a wording.
pub fn wording(names: &Names<'_>, words: &str) -> Wording {
    let end = (0..=words.len().min(LONGEST)).rev().find(|n| words.is_char_boundary(*n)).unwrap_or(0);
    let words = words.get(..end).unwrap_or_default();
    let plain = without_brackets(words);
    if is_nothing(&plain) {
        return Wording::Nothing;
    }
    if names.knows(&plain) && !plain.contains([',', ';']) {
        return Wording::Phrases(vec![plain]);
    }
    let phrases: Vec<String> = plain
        .split(',')
        .map(|p| p.trim().trim_matches(['"', '.', ':', '(', ')', '[', ']']).trim().to_owned())
        .filter(|p| !is_nothing(p) && !REMARKS.contains(&p.to_lowercase().as_str()))
        .collect();
    if phrases.is_empty() {
        return Wording::Nothing;
    }
    several(names, &phrases).map_or_else(|| Wording::Phrases(joined(names, phrases)), Wording::Several)
}

/// Takes a remark in brackets off; brackets around everything are no remark. A distance in brackets is one in another unit.
fn without_brackets(words: &str) -> String {
    let mut plain = words.trim().to_owned();
    while let Some((at, end)) = distance_in_brackets(&plain) {
        plain.replace_range(at..end, " ");
    }
    let trimmed = plain.trim();
    match trimmed.find('(') {
        Some(at) if at > 0 => trimmed.get(..at).unwrap_or_default().trim().to_owned(),
        _ => trimmed.trim_matches(['(', ')']).trim().to_owned(),
    }
}

/// From where to where brackets with a distance stand: "50 kilometres (31 miles) south of".
fn distance_in_brackets(words: &str) -> Option<(usize, usize)> {
    let at = words.match_indices('(').map(|(at, _)| at).find(|at| {
        let inside = words.get(at + 1..).unwrap_or_default().trim_start_matches(['~', ' ']);
        inside.starts_with(|c: char| c.is_ascii_digit())
    })?;
    let end = at + words.get(at..)?.find(')')? + 1;
    (at > 0).then_some((at, end))
}

/// The places of a list, where a phrase joins two that are both known: "Germany and the Netherlands".
fn several(names: &Names<'_>, phrases: &[String]) -> Option<String> {
    for phrase in phrases.iter().filter(|phrase| !names.knows(phrase)) {
        let parts = parts(phrase);
        if parts.len() < 2 {
            continue;
        }
        let places: Vec<&str> = parts.into_iter().filter(|part| names_place(names, part)).collect();
        let vague = |part: &&str| is_vague(part) || is_continent(names, part);
        if places.len() > 1 && !places.iter().all(vague) {
            return Some(places.join(", "));
        }
    }
    None
}

/// The parts of a phrase between "and", "or", ampersands and slashes.
fn parts(phrase: &str) -> Vec<&str> {
    let by_word = phrase.split(" and ").flat_map(|p| p.split(" or "));
    by_word.flat_map(|p| p.split(['&', '/'])).map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// Whether a part of a list names a place by itself.
fn names_place(names: &Names<'_>, part: &str) -> bool {
    is_vague(part) || terms(part, &|w| names.knows(w)).iter().any(|t| !t.described && names.knows(&t.name))
}

fn is_continent(names: &Names<'_>, part: &str) -> bool {
    names.matches(part).iter().any(|m| m.entry.feature() == Feature::Continent)
}

/// Keeps one place of a list where only one is known, and joins a venue with its city where the table has them as one name.
fn joined(names: &Names<'_>, phrases: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(phrases.len());
    for phrase in phrases {
        if names.knows(&phrase) {
            out.push(phrase);
            continue;
        }
        let known = parts(&phrase).into_iter().find(|part| names_place(names, part)).map(str::to_owned);
        out.push(known.filter(|_| parts(&phrase).len() > 1).unwrap_or(phrase));
    }
    if let [first, second, ..] = out.as_slice() {
        let together = format!("{first} {second}");
        let venue = names.matches(&together).iter().any(|m| m.entry.feature() == Feature::Venue);
        if venue {
            out.splice(..1, [together]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;

    fn split(words: &str) -> Wording {
        let gazetteer = Gazetteer::built_in().unwrap();
        wording(&Names::new(&gazetteer), words)
    }

    #[test]
    fn commas_part_and_names_with_and_stay_whole() {
        let phrases = |list: &[&str]| Wording::Phrases(list.iter().map(|p| (*p).to_owned()).collect());
        assert_eq!(split("Mosul, Iraq"), phrases(&["Mosul", "Iraq"]));
        assert_eq!(split("Trinidad and Tobago"), phrases(&["Trinidad and Tobago"]));
        assert_eq!(split("Crocus city hall (caption)"), phrases(&["Crocus city hall"]));
        assert_eq!(split("(Turkey, implied)"), phrases(&["Turkey"]));
    }

    #[test]
    fn a_list_of_places_is_told() {
        assert_eq!(split("Germany and the Netherlands"), Wording::Several("Germany, the Netherlands".to_owned()));
        assert!(matches!(split("Turkey, Syria and Iraq"), Wording::Several(_)));
    }

    #[test]
    fn no_place_is_no_place() {
        for words in ["", "(none)", " , ,", "''", "\0", "(not given)"] {
            assert_eq!(split(words), Wording::Nothing, "{words:?}");
        }
    }
}
