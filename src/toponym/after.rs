//! The clues that stand after a name.
//!
//! Comes in: a candidate and the one after it. Goes out: kinds of places, organisations, commas and areas, verbs.

use super::before::{is_and, is_stranger};
use super::candidate::{Candidate, Class};
use super::clue::{Clue, Clues};
use super::page::Page;
use super::profile::Profile;
use super::token::{Shape, Word, gap};
use super::words::flag;

/// The words after a comma in which the kind of place is looked for: "X, a port city".
const APPOSITION: usize = 5;

/// Adds the clues of what stands after.
pub fn add(page: &Page<'_>, candidate: &Candidate, next: Option<(&Candidate, &Profile<'_>)>, clues: &mut Clues) {
    let at = candidate.last + 1;
    clues.add_if(page.begins_sentence(at), Clue::ThenStop);
    let Some(word) = page.words.get(at) else {
        clues.add(Clue::ThenStop);
        return;
    };
    clues.add_if(word.gap & gap::DASH != 0, Clue::ThenDash);
    clues.add_if(word.gap & gap::OPEN != 0, Clue::ThenBracket);
    clues.add_if(word.gap & gap::QUOTE != 0, Clue::ThenQuote);
    clues.add_if(is_dateline(page, candidate, at, word), Clue::Dateline);
    let next = next.filter(|(n, _)| n.class == Class::Known);
    let beside = next.filter(|(n, _)| n.first == at);
    if word.gap & gap::HYPHEN != 0 {
        let compound = word.flags & flag::COMPOUND != 0;
        clues.add(if compound { Clue::ThenCompound } else { Clue::ThenHyphen });
    } else if page.is_beside(at) {
        self::beside(page, at, word, clues);
        clues.add_if(is_and(page, at) && next.is_some_and(|(n, _)| n.first == at + 1), Clue::ThenPlaceToo);
    } else if word.gap & gap::SLASH != 0 {
        clues.add_if(beside.is_some(), Clue::ThenPlaceToo);
    } else if word.gap & gap::COMMA != 0 && word.gap & (gap::STOP | gap::QUOTE | gap::PARAGRAPH) == 0 {
        comma(page, at, word, beside.map(|(_, profile)| profile), clues);
    }
}

/// "KABUL, Afghanistan (Reuters) -", "LONDON -": at the head of a line, in capitals or before an agency and a dash.
fn is_dateline(page: &Page<'_>, candidate: &Candidate, at: usize, word: &Word) -> bool {
    if !page.begins_line(candidate.first) {
        return false;
    }
    let agency = |n: usize| page.has(n, flag::AGENCY) && page.words.get(n).is_some_and(|w| w.gap & gap::OPEN != 0);
    let capitals = page.words.get(candidate.last).is_some_and(|w| w.shape == Shape::Capitals);
    agency(at) || agency(at + 1) || agency(at + 2) || (capitals && word.gap & (gap::DASH | gap::COMMA) != 0)
}

/// The word beside the name.
fn beside(page: &Page<'_>, at: usize, word: &Word, clues: &mut Clues) {
    if page.is_name(at) {
        clues.add(Clue::ThenName);
        clues.add_if(word.flags & flag::LAST != 0, Clue::ThenLastName);
        clues.add_if(word.flags & flag::FIRST != 0, Clue::ThenFirst);
        clues.add_if(word.flags & flag::ORG != 0, Clue::ThenOrg);
        clues.add_if(word.flags & flag::TEAM != 0, Clue::ThenTeam);
        clues.add_if(word.flags & flag::EVENT != 0, Clue::ThenEvent);
        clues.add_if(word.flags & flag::MEDIA != 0, Clue::ThenMedia);
        clues.add_if(word.flags & flag::SCHOOL != 0, Clue::ThenSchool);
        clues.add_if(is_stranger(word), Clue::ThenStranger);
        clues.add_if(word.letters == 1 && word.ends_in_stop(), Clue::ThenInitial);
        clues.add_if(word.flags & (flag::ROLE | flag::TITLE) != 0, Clue::ThenPerson);
        clues.add_if(word.flags & flag::BODY != 0, Clue::ThenBody);
        return;
    }
    clues.add_if(word.shape == Shape::Number, Clue::ThenNumber);
    clues.add_if(word.shape == Shape::Capitals && word.letters == 1 && word.ends_in_stop(), Clue::ThenInitial);
    clues.add_if(word.flags & flag::GENERIC != 0, Clue::ThenGenericLower);
    clues.add_if(word.flags & flag::VAGUE != 0, Clue::ThenVague);
    clues.add_if(word.flags & flag::BODY != 0, Clue::ThenBody);
    clues.add_if(word.flags & flag::SPEECH != 0, Clue::ThenSpeech);
    clues.add_if(word.flags & flag::HUMAN != 0, Clue::ThenHuman);
    clues.add_if(page.words.folded(word) == "of" && page.is_beside(at + 1) && page.is_name(at + 1), Clue::ThenOf);
    clues.add_if(word.flags & flag::DIRECTION != 0, Clue::ThenDirection);
    clues.add_if(word.flags & flag::ROLE != 0, Clue::ThenPerson);
    clues.add_if(word.flags & flag::SPORT != 0, Clue::ThenSport);
    clues.add_if(word.shape == Shape::Lower && word.flags & flag::FUNCTION == 0, Clue::ThenLower);
}

/// What follows a comma.
fn comma(page: &Page<'_>, at: usize, word: &Word, place: Option<&Profile<'_>>, clues: &mut Clues) {
    if let Some(place) = place {
        clues.add(if place.is_area() { Clue::ThenArea } else { Clue::ThenPlace });
        return;
    }
    clues.add_if(page.is_name(at), Clue::ThenCommaName);
    let short = word.shape == Shape::Number && word.letters <= 2;
    clues.add_if(short, Clue::ThenAge);
    let article =
        matches!(page.words.folded(word), "a" | "an" | "the" | "where" | "which" | "one" | "about" | "near" | "some");
    if article {
        let kind = (at + 1..at + APPOSITION)
            .take_while(|n| page.is_beside(*n))
            .any(|n| page.has(n, flag::GENERIC | flag::VAGUE));
        let person = (at + 1..at + APPOSITION).take_while(|n| page.is_beside(*n)).any(|n| page.has(n, flag::ROLE));
        clues.add_if(kind, Clue::ThenKind);
        clues.add_if(person && !kind, Clue::ThenPerson);
    }
}
