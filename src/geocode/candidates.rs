//! The places that a term may mean.
//!
//! Comes in: a [`Term`]. Goes out: weighed candidates, unordered. Tried in turn until something is found: the name as given; the
//! name without a generic word at its end ("Homs Governorate"); a venue without the building at its end ("Bataclan theatre");
//! and for an airport or the like that is not known, the city it is named after.

use super::phrase::Term;
use super::rank::{Ranked, weigh};
use super::words::{hint, is_building, is_named_after_city};
use crate::gazetteer::{Feature, Gazetteer, NameClass, fold};

/// A town that may stand for its airport has at least so many inhabitants.
const LEAST_PEOPLE: u32 = 50_000;

/// What was found for a term.
#[derive(Debug, Default)]
pub struct Candidates<'g> {
    /// The places, weighed, unordered.
    pub found: Vec<Ranked<'g>>,
    /// The city stands for a building that is not known.
    pub stands_for: bool,
}

/// The places that a term may mean; a name of two letters counts only where `checked` says that a country will check it.
pub fn of_term<'g>(gazetteer: &'g Gazetteer, term: &Term, checked: bool) -> Candidates<'g> {
    if term.described {
        return Candidates::default();
    }
    for name in spellings(&term.name) {
        let wanted = term.hint.or_else(|| last_word(&term.name).and_then(hint));
        let found = weigh(gazetteer.lookup(&name), wanted);
        if !found.is_empty() {
            return Candidates { found, stands_for: false };
        }
    }
    if checked {
        let found = weigh(gazetteer.by_folded(&fold::fold(&term.name)), term.hint);
        if !found.is_empty() {
            return Candidates { found, stands_for: false };
        }
    }
    building(gazetteer, &term.name)
}

/// A venue named with or without its building, or the city that an airport is named after.
fn building<'g>(gazetteer: &'g Gazetteer, name: &str) -> Candidates<'g> {
    let Some(last) = last_word(name).filter(|w| is_building(w)) else { return Candidates::default() };
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words
        .last()
        .is_some_and(|w| is_building(w) || matches!(*w, "concert" | "music" | "international" | "International"))
    {
        words.pop();
        let mut found = weigh(gazetteer.lookup(&words.join(" ")), None);
        found.retain(|c| c.entry.feature() == Feature::Venue);
        if !found.is_empty() {
            return Candidates { found, stands_for: false };
        }
    }
    if !is_named_after_city(last) {
        return Candidates::default();
    }
    let mut found = weigh(gazetteer.lookup(&words.join(" ")), None);
    found.retain(|c| {
        let main = matches!(c.class, NameClass::Preferred | NameClass::Ascii);
        main && c.entry.feature().is_settlement() && c.entry.population() >= LEAST_PEOPLE
    });
    Candidates { found, stands_for: true }
}

/// A name as given, and without a generic word at its end or its front.
pub fn spellings(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().take(20).collect();
    let mut out = vec![words.join(" ")];
    let mut rest = words.as_slice();
    while let [before @ .., last] = rest {
        if before.is_empty() || hint(last).is_none() {
            break;
        }
        out.push(before.join(" "));
        rest = before;
    }
    if let [first, behind @ ..] = words.as_slice()
        && !behind.is_empty()
        && hint(first).is_some()
    {
        out.push(behind.join(" "));
    }
    out
}

fn last_word(name: &str) -> Option<&str> {
    name.split_whitespace().next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_words_are_left_off_one_by_one() {
        assert_eq!(spellings("Homs Governorate"), ["Homs Governorate", "Homs"]);
        assert_eq!(spellings("Gaza City district"), ["Gaza City district", "Gaza City", "Gaza"]);
        assert_eq!(spellings("Province"), ["Province"]);
    }

    #[test]
    fn a_building_at_the_end_may_be_left_off_a_venue_but_never_off_a_town() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let term = |name: &str| Term { name: name.to_owned(), ..Term::default() };
        let venue = of_term(&gazetteer, &term("Crocus City Hall theater"), false);
        assert!(venue.found.iter().all(|c| c.entry.feature() == Feature::Venue) && !venue.found.is_empty());
        assert!(of_term(&gazetteer, &term("Lincoln mall"), false).found.is_empty());
        assert!(of_term(&gazetteer, &term("Mosul airport"), false).stands_for);
    }
}
