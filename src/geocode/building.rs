//! Buildings whose own name is not known: the venue without the word for it, or the city that it is named after.
//!
//! Comes in: "Bataclan theatre", "Idlib airport", "Aéroport de Bamako", "Cox's Bazar refugee camp". Goes out: weighed candidates. Words of
//! other languages are the table `data/geocode/buildings.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::generic::{is_link, rows};
use super::names::Names;
use super::rank::{Ranked, weigh};
use super::words::{is_building, is_named_after_city};
use crate::gazetteer::{Entry, Feature, NameClass, fold};
use crate::incident::Matched;

/// A town that may stand for its airport has at least so many inhabitants.
const LEAST_PEOPLE: u32 = 50_000;
/// Words between a name and its building: "Jenin refugee camp".
const KINDS: [&str; 19] = [
    "concert",
    "music",
    "international",
    "refugee",
    "idp",
    "displacement",
    "air",
    "naval",
    "military",
    "army",
    "police",
    "railway",
    "train",
    "bus",
    "metro",
    "central",
    "main",
    "national",
    "general",
];

static ENGLISH: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| rows(include_str!("../../data/geocode/buildings.tsv")).collect());

/// A venue named with or without its building, or the city that a building is named after.
pub fn building<'g>(names: &Names<'g>, name: &str, allows: &dyn Fn(&Entry<'g>) -> bool) -> Vec<Ranked<'g>> {
    let matches = |name: &str| {
        let found = names.matches(name);
        weigh(found.iter().copied().filter(|m| allows(&m.entry)), None)
    };
    let english = in_english(name);
    if let Some(found) = english.as_deref().map(matches).filter(|found| !found.is_empty()) {
        return found;
    }
    let name = english.as_deref().unwrap_or(name);
    let mut words: Vec<&str> = name.split_whitespace().take(20).collect();
    let Some(last) = words.last().copied().filter(|w| is_building(w)) else { return Vec::new() };
    while words.last().is_some_and(|w| is_building(w) || KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(w))) {
        words.pop();
        let mut found = matches(&words.join(" "));
        found.retain(|c| c.entry.feature() == Feature::Venue);
        if !found.is_empty() {
            return found;
        }
    }
    if is_named_after_city(last) { city(matches(&words.join(" ")), english.is_some()) } else { Vec::new() }
}

/// The large towns among some candidates, as what stands for a building of theirs.
fn city(mut found: Vec<Ranked<'_>>, is_translated: bool) -> Vec<Ranked<'_>> {
    found.retain(|c| {
        // In another language the city has another name: "Flughafen Brüssel".
        let main = matches!(c.class, NameClass::Preferred | NameClass::Ascii) || is_translated;
        main && c.entry.feature().is_settlement() && c.entry.population() >= LEAST_PEOPLE
    });
    for city in &mut found {
        city.matched = Matched::CityForBuilding;
    }
    found
}

/// A name with the word for the building at its end in English: "Flughafen Frankfurt" is Frankfurt airport.
fn in_english(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().take(20).collect();
    let english = |word: &str| ENGLISH.get(fold::fold(word).as_str()).copied();
    if let [first, behind @ ..] = words.as_slice()
        && let Some(building) = english(first)
    {
        let links = behind.iter().take_while(|w| is_link(w)).count();
        let name = behind.get(links..).unwrap_or_default().join(" ");
        let name = ["d'", "d’", "l'", "l’"].iter().find_map(|link| name.strip_prefix(link)).unwrap_or(&name);
        return (!name.is_empty()).then(|| format!("{name} {building}"));
    }
    let (last, before) = words.split_last().filter(|(_, before)| !before.is_empty())?;
    english(last).filter(|building| !building.eq_ignore_ascii_case(last)).map(|b| format!("{} {b}", before.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_for_a_building_is_put_into_english_at_the_end() {
        assert_eq!(in_english("Aéroport de Bamako").as_deref(), Some("Bamako airport"));
        assert_eq!(in_english("Flughafen Frankfurt").as_deref(), Some("Frankfurt airport"));
        assert_eq!(in_english("مطار بغداد").as_deref(), Some("بغداد airport"));
        assert_eq!(in_english("Atatürk Havalimanı").as_deref(), Some("Atatürk airport"));
        assert!(in_english("Bamako").is_none() && in_english("Aéroport").is_none() && in_english("").is_none());
    }
}
