//! What the gazetteer says of a name, kept for the documents to come.
//!
//! Comes in: a folded name. Goes out: clues of its size and kind, and the areas its places lie in.

use std::sync::Arc;

use super::clue::{Clue, Clues};
use crate::gazetteer::{Feature, Gazetteer, Match, NameClass};
use crate::geocode::memo::Memo;

/// Places of one name that are looked at; the rest of a very common name says nothing new.
const MOST_PLACES: usize = 40;

/// Names that are remembered.
const MOST_NAMES: usize = 1 << 15;

/// The profiles of a gazetteer's names, made at need.
#[derive(Debug)]
pub struct Profiles<'g> {
    gazetteer: &'g Gazetteer,
    memo: Memo<Option<Arc<Profile<'g>>>>,
}

impl<'g> Profiles<'g> {
    /// Profiles over a gazetteer.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, memo: Memo::of_repeated(MOST_NAMES) }
    }

    /// Whether a name may be known; most that are not are told by one look.
    pub fn may_know(&self, name: &str) -> bool {
        self.gazetteer.may_know(name)
    }

    /// The profile of a name, and of a code; none where the gazetteer knows neither.
    pub fn of(&self, name: &str, code: Option<&str>) -> Option<Arc<Profile<'g>>> {
        let make = || Some(Profile::of(self.gazetteer, name, code)).filter(|profile| profile.is_known).map(Arc::new);
        match code {
            None => self.memo.get_or(&[name], make),
            Some(code) => self.memo.get_or(&[name, code], make),
        }
    }
}

/// What is known of a name.
#[derive(Debug, Clone, Default)]
pub struct Profile<'g> {
    /// How large and of what kind its best place is.
    pub clues: Clues,
    /// The admin-1 units (with their country) that places of the name lie in.
    pub areas: Vec<&'g str>,
    /// The unit or country that the best place is itself; empty for a settlement.
    pub names_area: &'g str,
    /// Whether the gazetteer knows the name at all.
    pub is_known: bool,
}

impl<'g> Profile<'g> {
    /// Looks a name up.
    fn of(gazetteer: &'g Gazetteer, key: &str, code: Option<&str>) -> Self {
        let mut found = if key.is_empty() { Vec::new() } else { gazetteer.by_folded(key) };
        if let Some(code) = code {
            found.extend(gazetteer.by_folded(&format!("={code}")));
        }
        let Some(best) = found.iter().max_by(|a, b| weight(a).total_cmp(&weight(b))) else { return Self::default() };
        let mut clues = kind(best);
        size(best, &mut clues);
        clues.add_if(found.iter().all(|m| m.class == NameClass::Alternate), Clue::Alternate);
        clues.add_if(found.len() > 2, Clue::Several);
        clues.add_if(found.len() > 11, Clue::Dozens);
        let names_area = match best.entry.feature() {
            Feature::Country | Feature::Dependency => best.entry.country_letters(),
            Feature::Admin1 => best.entry.admin1_code(),
            _ => "",
        };
        let areas =
            found.iter().take(MOST_PLACES).map(|m| m.entry.admin1_code()).filter(|code| !code.is_empty()).collect();
        Self { clues, areas, names_area, is_known: true }
    }

    /// Whether the name is that of a country or a first-level unit.
    pub fn is_area(&self) -> bool {
        !self.names_area.is_empty()
    }
}

/// How likely a place is meant when nothing else is known: by its people, and more for areas.
fn weight(found: &Match<'_>) -> f64 {
    let people = f64::from(found.entry.population());
    let floor = match found.entry.feature() {
        Feature::Country | Feature::Continent => 1e8,
        Feature::Region => 5e6,
        Feature::Dependency => 1e6,
        Feature::Capital | Feature::Admin1 => 5e5,
        Feature::Seat1 => 1e5,
        Feature::Admin2 => 2e4,
        _ => 1.0,
    };
    let trust = if found.class == NameClass::Alternate { 0.2 } else { 1.0 };
    people.max(floor) * trust
}

fn kind(best: &Match<'_>) -> Clues {
    let mut clues = Clues::default();
    let clue = match best.entry.feature() {
        Feature::Country | Feature::Dependency => Clue::Country,
        Feature::Admin1 => Clue::Admin1,
        Feature::Capital => Clue::Capital,
        Feature::Seat1 => Clue::Seat,
        Feature::Region | Feature::Continent | Feature::Other => Clue::Region,
        Feature::Admin2 | Feature::AdminFine => Clue::Admin2,
        Feature::Venue => Clue::Venue,
        _ => return clues,
    };
    clues.add(clue);
    clues
}

fn size(best: &Match<'_>, clues: &mut Clues) {
    if !best.entry.feature().is_settlement() {
        return;
    }
    clues.add(match best.entry.population() {
        1_000_000.. => Clue::Million,
        200_000.. => Clue::Large,
        50_000.. => Clue::Middling,
        15_000.. => Clue::Town,
        5_000.. => Clue::Small,
        1.. => Clue::Village,
        0 => Clue::NoPeople,
    });
}
