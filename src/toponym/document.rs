//! The clues that only the whole text gives: what a name is elsewhere, and which areas the text names.
//!
//! Comes in: the candidates with the clues of their sentences. Goes out: the same with the clues of the text.

use super::candidate::{Candidate, Candidates, Class};
use super::clue::{Clue, Clues};
use super::lexicon::{FastMap, FastSet};
use super::page::Page;
use super::token::{Shape, Word, gap};
use super::words::flag;

/// Words in lower case between two names of a line; with fewer it may be a headline.
const FEWEST_OF_HEADLINE: usize = 4;
/// The farthest word of a line that is looked at.
const LONGEST_LINE: usize = 30;

/// Clues that say clearly that a name is a place, and hold for the name elsewhere.
const KINDS: [Clue; 6] = [
    Clue::AfterGenericOf,
    Clue::ThenGenericLower,
    Clue::EndsGeneric,
    Clue::ThenKind,
    Clue::ThenArea,
    Clue::AfterPlaceComma,
];

/// Slots by which words are told from names.
const SLOTS: usize = 4096;

/// What a word or name is in the text.
#[derive(Debug, Clone, Copy, Default)]
struct Uses {
    times: u16,
    clues: Clues,
}

/// Adds the clues of the text to those of the sentences.
pub fn add(page: &Page<'_>, found: &Candidates<'_>, clues: &mut [Clues]) {
    let uses = uses(page, found, clues);
    let areas = areas(found, clues);
    let mut line = (0, 0, false);
    for (candidate, clues) in found.list.iter().zip(clues.iter_mut()) {
        run(page, candidate, clues);
        if candidate.first >= line.1 {
            line = headline(page, candidate.first);
        }
        clues.add_if(line.2, Clue::Headline);
        let Some(uses) = uses.get(page.words.key(candidate.first, candidate.core)).copied() else { continue };
        clues.add_if(uses.times > 1, Clue::Repeated);
        clues.add_if(uses.times > 3, Clue::Often);
        clues.add_if(uses.times > 2 && !uses.clues.has(Clue::ElsewherePlaced), Clue::NeverPlaced);
        let elsewhere = |clue: Clue, here: bool| uses.clues.has(clue) && !here;
        let placed = elsewhere(Clue::ElsewherePlaced, clues.has(Clue::AfterLocative));
        let person = elsewhere(Clue::ElsewherePerson, clues.has(Clue::PersonRun));
        let organisation = elsewhere(Clue::ElsewhereOrg, clues.has(Clue::ThenOrg));
        clues.add_if(placed, Clue::ElsewherePlaced);
        clues.add_if(person, Clue::ElsewherePerson);
        clues.add_if(uses.clues.has(Clue::ElsewhereLower), Clue::ElsewhereLower);
        clues.add_if(organisation, Clue::ElsewhereOrg);
        let kind = elsewhere(Clue::ElsewhereKind, clues.has_any(&KINDS));
        let after = elsewhere(Clue::ElsewhereAfterName, clues.has(Clue::AfterName));
        clues.add_if(kind, Clue::ElsewhereKind);
        clues.add_if(after, Clue::ElsewhereAfterName);
        let Some(profile) = found.profiles.get(candidate.profile).filter(|p| p.is_known && !p.is_area()) else {
            continue;
        };
        let unit = profile.areas.iter().any(|area| areas.contains(area));
        let country = profile.areas.iter().any(|area| area.get(..2).is_some_and(|country| areas.contains(country)));
        clues.add_if(unit, Clue::NearArea);
        clues.add_if(country, Clue::NearCountry);
    }
}

/// The row of capitalised words around a candidate.
fn run(page: &Page<'_>, candidate: &Candidate, clues: &mut Clues) {
    let (first, last) = candidate.run;
    clues.add_if(candidate.first > first || candidate.last < last, Clue::Run);
    clues.add_if(candidate.first > first && candidate.last >= last, Clue::LastOfRun);
    clues.add_if(is_person(page, (first, last), candidate), Clue::PersonRun);
    clues.add_if(candidate.last < last && page.has(last, flag::ORG | flag::MEDIA | flag::SCHOOL), Clue::RunOfOrg);
    let organisation = |n: usize| page.has(n, flag::ORG | flag::MEDIA | flag::SCHOOL);
    clues.add_if((candidate.last + 1..=last).any(organisation), Clue::OrgAhead);
    let lower = |n: Option<usize>| n.and_then(|n| page.words.get(n)).is_some_and(|word| word.shape == Shape::Lower);
    clues.add_if(lower(candidate.first.checked_sub(1)) && lower(Some(candidate.last + 1)), Clue::Alone);
}

/// Whether a row begins like a person: a title or a given name and then more; the candidate behind its first word or at it.
fn is_person(page: &Page<'_>, (first, last): (usize, usize), candidate: &Candidate) -> bool {
    let named = (first..=last).find(|n| !page.has(*n, flag::TITLE)).unwrap_or(last);
    if candidate.class == Class::Kinded
        || page.has(last, flag::ORG | flag::MEDIA | flag::SCHOOL | flag::STREET) && last > first
    {
        return false;
    }
    let titled = named > first && page.is_beside(named);
    let given = page.has(named, flag::FIRST) && named < last && page.is_beside(named + 1);
    let initial = first > 0
        && page.words.before(first, 1).is_some_and(|w| w.letters == 1 && w.ends_in_stop())
        && page.is_beside(first);
    (titled || given || initial) && candidate.class != Class::Demonym && candidate.first <= last
}

/// How each name is used in the text.
fn uses<'p>(page: &'p Page<'_>, found: &Candidates<'_>, clues: &[Clues]) -> FastMap<&'p str, Uses> {
    let mut uses: FastMap<&str, Uses> = FastMap::default();
    for (candidate, clues) in found.list.iter().zip(clues) {
        let one = uses.entry(page.words.key(candidate.first, candidate.core)).or_default();
        one.times = one.times.saturating_add(1);
        let placed = clues.has(Clue::AfterLocative) && !clues.has_any(&[Clue::ThenName, Clue::AfterName]);
        one.clues.add_if(placed, Clue::ElsewherePlaced);
        one.clues.add_if(clues.has(Clue::ThenOrg), Clue::ElsewhereOrg);
        one.clues.add_if(clues.has_any(&KINDS), Clue::ElsewhereKind);
        let stranger = clues.has(Clue::AfterName) && !clues.has_any(&[Clue::AfterPlace, Clue::AfterDirection]);
        one.clues.add_if(stranger, Clue::ElsewhereAfterName);
    }
    for candidate in &found.list {
        if is_person(page, candidate.run, candidate) {
            for word in candidate.run.0..=candidate.run.1 {
                if let Some(one) = uses.get_mut(page.words.key(word, word)) {
                    one.clues.add(Clue::ElsewherePerson);
                }
            }
        }
    }
    lower(page, &mut uses);
    uses
}

/// Notes the names that stand in lower case elsewhere. Most words are told from all names by their first letters and their length.
fn lower(page: &Page<'_>, uses: &mut FastMap<&str, Uses>) {
    let mut seen = [false; SLOTS];
    for name in uses.keys() {
        if let Some(slot) = seen.get_mut(slot(name)) {
            *slot = true;
        }
    }
    for word in page.words.all().iter().filter(|word| word.shape == Shape::Lower && word.flags & flag::FUNCTION == 0) {
        let folded = page.words.folded(word);
        if !seen.get(slot(folded)).is_some_and(|seen| *seen) {
            continue;
        }
        if let Some(one) = uses.get_mut(folded) {
            one.clues.add(Clue::ElsewhereLower);
        }
    }
}

/// A number from the first letters and the length of a word.
fn slot(word: &str) -> usize {
    let first = word.bytes().take(3).fold(word.len(), |number, byte| number * 31 + usize::from(byte));
    first % SLOTS
}

/// The countries and first-level units that the text names clearly.
fn areas<'g>(found: &Candidates<'g>, clues: &[Clues]) -> FastSet<&'g str> {
    let mut areas = FastSet::default();
    for (candidate, clues) in found.list.iter().zip(clues) {
        let Some(profile) = found.profiles.get(candidate.profile).filter(|p| p.is_area()) else { continue };
        if clues.has_any(&[Clue::AfterTitle, Clue::AfterFirstName, Clue::ThenLastName, Clue::AfterInitial]) {
            continue;
        }
        areas.insert(profile.names_area);
        if let Some(country) = profile.names_area.get(..2) {
            areas.insert(country);
        }
    }
    areas
}

/// Whether the line of a word is a headline: from where to where it goes, and that nearly all its words are capitalised.
fn headline(page: &Page<'_>, at: usize) -> (usize, usize, bool) {
    let mut first = at;
    while first > 0 && at - first < LONGEST_LINE && !page.begins_line(first) {
        first -= 1;
    }
    let mut end = at + 1;
    while end - first < LONGEST_LINE && !page.begins_line(end) {
        end += 1;
    }
    let counts = |n: &usize| page.words.get(*n).is_some_and(|w| w.letters > 3 && w.shape != Shape::Number);
    let long = (first..end).filter(counts).count();
    let capital = (first..end).filter(counts).filter(|n| page.words.get(*n).is_some_and(Word::is_capital)).count();
    let open = page.words.get(first).is_some_and(|word| word.gap & gap::ODD == 0);
    (first, end, open && long >= FEWEST_OF_HEADLINE && capital * 10 >= long * 9)
}
