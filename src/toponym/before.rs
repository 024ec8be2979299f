//! The clues that stand before a name.
//!
//! Comes in: a candidate and the one before it. Goes out: prepositions, titles, given names, commas, brackets.

use super::candidate::{Candidate, Class};
use super::clue::{Clue, Clues};
use super::page::Page;
use super::token::{Shape, Word, gap};
use super::words::flag;

/// Adds the clues of what stands before.
pub fn add(page: &Page<'_>, candidate: &Candidate, previous: Option<(&Candidate, Clues)>, clues: &mut Clues) {
    let at = candidate.first;
    clues.add_if(page.begins_sentence(at), Clue::HeadOfSentence);
    clues.add_if(page.begins_line(at), Clue::HeadOfParagraph);
    let Some(word) = page.words.get(at) else { return };
    clues.add_if(word.gap & gap::HYPHEN != 0, Clue::AfterHyphen);
    clues.add_if(word.gap & gap::QUOTE != 0, Clue::AfterQuote);
    clues.add_if(word.gap & gap::OPEN != 0, Clue::AfterBracket);
    let Some(before) = page.words.before(at, 1) else { return };
    let touching = previous.filter(|(p, _)| p.last + 1 == at);
    let place = touching.filter(|(p, _)| p.class == Class::Known);
    let comma = word.gap & !(gap::BLANK | gap::COMMA | gap::ABBREVIATED | gap::LINE) == 0 && word.gap & gap::COMMA != 0;
    let and = page.is_beside(at) && is_and(page, at - 1);
    if page.is_beside(at) {
        beside(page, candidate, before, clues);
        clues.add_if(place.is_some(), Clue::AfterPlace);
        clues.add_if(touching.is_some_and(|(p, _)| p.class == Class::Demonym), Clue::AfterDemonym);
    } else if comma {
        clues.add_if(page.is_name(at - 1), Clue::AfterComma);
        clues.add_if(place.is_some(), Clue::AfterPlaceComma);
    }
    let linked = previous.filter(|(p, _)| and && Some(p.last) == at.checked_sub(2));
    let slash = word.gap & gap::SLASH != 0;
    clues.add_if(linked.is_some_and(|(p, _)| p.class == Class::Known) || slash && place.is_some(), Clue::AfterPlaceToo);
    let list = linked.or(touching.filter(|_| comma));
    let placed = [Clue::AfterLocative, Clue::AfterGenericOf, Clue::AfterPath, Clue::Listed];
    clues.add_if(list.is_some_and(|(_, clues)| clues.has_any(&placed)), Clue::Listed);
}

/// Whether a word is "and" or "or".
pub fn is_and(page: &Page<'_>, n: usize) -> bool {
    page.words.get(n).is_some_and(|word| matches!(page.words.folded(word), "and" | "or"))
}

/// The word beside the name.
fn beside(page: &Page<'_>, candidate: &Candidate, before: &Word, clues: &mut Clues) {
    let at = candidate.first;
    clues.add_if(before.flags & flag::BRAND != 0 && before.is_capital(), Clue::AfterBrand);
    if page.is_name(at - 1) {
        name(before, clues);
        return;
    }
    if before.letters == 1 && before.shape == Shape::Capitals && before.ends_in_stop() {
        clues.add(Clue::AfterInitial);
    }
    clues.add_if(before.shape == Shape::Number, Clue::AfterNumber);
    let folded = page.words.folded(before);
    if folded == "the" && page.is_beside(at - 1) {
        clues.add(Clue::AfterThe);
        if let Some(second) = page.words.before(at, 2) {
            preposition(page, at - 2, second, clues);
        }
        return;
    }
    preposition(page, at - 1, before, clues);
    clues.add_if(before.flags & flag::DIRECTION != 0, Clue::AfterDirection);
    clues.add_if(before.flags & flag::GENERIC != 0, Clue::AfterGeneric);
    clues.add_if(before.flags & flag::VAGUE != 0, Clue::AfterVague);
    clues.add_if(before.flags & flag::ROLE != 0, Clue::AfterRole);
    clues.add_if(before.flags & flag::TITLE != 0, Clue::AfterTitle);
    clues.add_if(before.flags & flag::MOTION != 0, Clue::AfterMotion);
    clues.add_if(before.flags & flag::SPEECH != 0, Clue::AfterSpeech);
    clues.add_if(before.flags & flag::SPORT != 0, Clue::ThenSport);
    clues.add_if(before.flags & flag::TONGUE != 0, Clue::Tongue);
}

/// Whether a word is in none of the lists: mostly a name of a person or a firm.
pub fn is_stranger(word: &Word) -> bool {
    word.flags & !(flag::FIRST | flag::LAST) == 0 && word.shape != Shape::Capitals
}

/// A capitalised word beside the name.
fn name(before: &Word, clues: &mut Clues) {
    clues.add(Clue::AfterName);
    clues.add_if(is_stranger(before), Clue::AfterStranger);
    clues.add_if(before.flags & flag::TITLE != 0, Clue::AfterTitle);
    clues.add_if(before.flags & flag::FIRST != 0, Clue::AfterFirstName);
    clues.add_if(before.flags & flag::DIRECTION != 0, Clue::AfterDirection);
    clues.add_if(before.flags & flag::GENERIC != 0, Clue::AfterGeneric);
}

/// A preposition or another word in lower case.
fn preposition(page: &Page<'_>, at: usize, word: &Word, clues: &mut Clues) {
    let folded = page.words.folded(word);
    clues.add_if(folded == "in", Clue::AfterIn);
    clues.add_if(word.flags & flag::LOCATIVE != 0, Clue::AfterLocative);
    clues.add_if(word.flags & flag::PATH != 0, Clue::AfterPath);
    match folded {
        "of" => {
            clues.add(Clue::AfterOf);
            clues.add_if(at > 0 && page.has(at - 1, flag::GENERIC), Clue::AfterGenericOf);
            let institution = at > 0 && page.has(at - 1, flag::INSTITUTION) && page.is_name(at - 1);
            clues.add_if(institution, Clue::AfterInstitution);
        }
        "for" | "by" | "with" | "against" => clues.add(Clue::AfterFor),
        "and" | "or" => clues.add(Clue::AfterAnd),
        _ => clues.add_if(word.shape == Shape::Lower && word.flags & flag::LOCATIVE == 0, Clue::AfterLower),
    }
}
