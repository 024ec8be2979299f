//! Who owns a name in a phrase, where a name begins and ends, and what is none: "Syria's Idlib province", "Tigray region of Ethiopia", "N. Waziristan".
//!
//! Comes in: the words of a phrase and what is known of them. Goes out: parts of the phrase, or whether they are a name.

use super::phrase::{Term, is_lower};
use super::prepositions::is_split;
use super::short::spelled_out;
use super::words::{hint, is_building};

/// A name with a short form has at most so many words.
const LONGEST_NAME: usize = 4;
/// Prepositions at which a name may end, at most.
const MOST_ENDS: usize = 6;

/// What is known of words.
pub trait Known {
    /// Whether they are the name of a place as a whole.
    fn is_name(&self, words: &str) -> bool;
    /// Whether a word is said of people or is an everyday one, not a name: "Iraqi", "Christian".
    fn is_said(&self, word: &str) -> bool;
}

/// "Syria's Idlib province" is Idlib province in Syria.
pub fn possessive<'a>(words: &[&'a str]) -> Option<(String, Vec<&'a str>)> {
    let at = words.iter().position(|w| w.ends_with("'s") || w.ends_with("’s"))?;
    let owner = words.get(..=at)?.join(" ");
    let owner = owner.strip_suffix("'s").or_else(|| owner.strip_suffix("’s"))?.to_owned();
    let place: Vec<&str> = words.get(at + 1..)?.to_vec();
    (!place.is_empty() && !owner.is_empty()).then_some((owner, place))
}

/// Whether a name goes on behind its 's: "Cox's Bazar refugee camp".
pub fn is_part_of_name(words: &[&str], known: &dyn Known) -> bool {
    let behind = words.iter().position(|w| w.ends_with("'s") || w.ends_with("’s")).map_or(0, |at| at + 2);
    (behind..=words.len()).any(|end| words.get(..end).is_some_and(|name| known.is_name(&name.join(" "))))
}

/// The words of the longest name at the front that has an "of" or "on" in it and goes on to a preposition: "Gulf of Aden off Somalia".
pub fn longest_name(words: &[&str], known: &dyn Known) -> Option<usize> {
    let first = words.iter().skip(1).position(|word| is_split(word))? + 1;
    words.get(first).filter(|word| matches!(**word, "of" | "on"))?;
    let ends = (first + 2..words.len()).rev().filter(|end| words.get(*end).is_some_and(|word| is_split(word)));
    ends.take(MOST_ENDS).find(|end| words.get(..*end).is_some_and(|name| known.is_name(&name.join(" "))))
}

/// Whether words begin with a name whose first word is a wind, spelled out or not.
pub fn is_short_name(words: &[&str], known: &dyn Known) -> bool {
    let most = words.len().min(LONGEST_NAME);
    (2..=most).filter_map(|end| words.get(..end)).any(|name| {
        let name = name.join(" ");
        known.is_name(&name) || spelled_out(&name).iter().any(|long| known.is_name(long))
    })
}

/// Whether the words before "of" name a unit of their own: "Tigray region of Ethiopia", but not "the Iraqi city of Mosul".
pub fn is_own_name(term: &Term, before: &[&str], known: &dyn Known) -> bool {
    let kinds = before.iter().rev().take_while(|w| hint(w).is_some()).count();
    let name = before.get(..before.len() - kinds).unwrap_or_default();
    let is_compound = |word: &str| word.rsplit_once('-').is_some_and(|(_, last)| is_lower(last));
    // "Upper Nile state of South Sudan"
    let is_known = name.len() > 1 && known.is_name(&name.join(" "));
    let is_said = !is_known && name.iter().any(|w| is_lower(w) || is_compound(w) || known.is_said(w));
    kinds > 0 && !name.is_empty() && !term.described && !is_said
}

/// A name without the French link before it: "au nord d'Alep".
pub fn without_elision(word: &str) -> &str {
    let name = word.strip_prefix("d'").or_else(|| word.strip_prefix("d’"));
    name.filter(|name| name.starts_with(char::is_uppercase)).unwrap_or(word)
}

/// Whether words say what, not which: "a Roman Catholic church", "the airport", "a concert hall".
pub fn describes(term: &Term, words: &[&str]) -> bool {
    let Some(last) = words.last() else { return true };
    let says_what = hint(last).is_some() || is_building(last);
    let lower = words.iter().all(|w| is_lower(w));
    (term.described && (says_what || lower)) || (lower && says_what && words.len() == 1)
}
