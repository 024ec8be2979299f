//! Splits a wording at its commas, and tells when it names several places.
//!
//! Comes in: the words of one place. Goes out: phrases, most specific first, or that there are none or too many.

use super::names::Names;
use super::nested::{chain, in_order};
use super::phrase::terms;
use super::words::{hint, is_nothing, is_vague};
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
    if words.contains('(') && !is_nothing(words) && names.knows(words) {
        // "Frankfurt (Oder)"
        return Wording::Phrases(vec![words.to_owned()]);
    }
    let plain = without_brackets(names, words);
    if is_nothing(&plain) {
        return Wording::Nothing;
    }
    if names.knows(&plain) && !plain.contains([',', ';']) {
        return Wording::Phrases(vec![plain]);
    }
    if let Some(chain) = chain(names, &plain) {
        return Wording::Phrases(chain);
    }
    let phrases: Vec<String> = plain
        .split(',')
        .map(|p| p.trim().trim_matches(['"', '.', ':', '(', ')', '[', ']', '?', '!']).trim().to_owned())
        .filter(|p| !is_nothing(p) && !REMARKS.contains(&p.to_lowercase().as_str()))
        .collect();
    if phrases.is_empty() {
        return Wording::Nothing;
    }
    if let Some(several) = several(names, &phrases) {
        return Wording::Several(several);
    }
    let ordered = if phrases.len() > 1 { in_order(names, &phrases) } else { None };
    Wording::Phrases(joined(names, ordered.unwrap_or(phrases)))
}

/// Takes a remark in brackets off; brackets around everything are no remark. A distance in brackets is one in another unit, a kind of
/// place belongs to the name ("Kabul (province)"), and an area that holds the name stands behind it ("Bamako (Mali)").
fn without_brackets(names: &Names<'_>, words: &str) -> String {
    let mut plain = words.trim().replace('[', "(").replace(']', ")");
    while let Some((at, end)) = distance_in_brackets(&plain) {
        plain.replace_range(at..end, " ");
    }
    let trimmed = plain.trim();
    let Some(at) = trimmed.find('(').filter(|at| *at > 0) else {
        return trimmed.trim_matches(['(', ')']).trim().to_owned();
    };
    let (before, behind) = trimmed.split_at_checked(at).unwrap_or((trimmed, ""));
    let (remark, behind) = behind.trim_start_matches('(').split_once(')').unwrap_or((behind, ""));
    let (before, remark, behind) = (before.trim(), remark.trim(), behind.trim());
    let chain = || in_order(names, &[before.to_owned(), remark.to_owned()]);
    let named = if hint(remark).is_some() && names.knows(before) {
        format!("{before} {remark}")
    } else if names.knows(remark) && chain().is_some() {
        format!("{before}, {remark}")
    } else {
        before.to_owned()
    };
    // What follows another remark is not read.
    let behind = behind.split('(').next().unwrap_or_default().trim_end();
    if behind.starts_with(',') { format!("{named}{behind}") } else { named }
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
    is_vague(part) || terms(part, names).iter().any(|t| !t.described && names.knows(&t.name))
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
        let parts = parts(&phrase);
        let known = if parts.len() > 1 { parts.into_iter().find(|part| names_place(names, part)) } else { None };
        out.push(known.map(str::to_owned).unwrap_or(phrase));
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
        assert_eq!(split("Kobani (Ayn al-Arab), Syria"), phrases(&["Kobani", "Syria"]));
        assert_eq!(split("Bakhmut [Artemivsk]"), phrases(&["Bakhmut"]));
        assert_eq!(split("Bamako (Mali)"), phrases(&["Bamako", "Mali"]));
        assert_eq!(split("Afghanistan, Helmand, Sangin"), phrases(&["Sangin", "Helmand", "Afghanistan"]));
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
