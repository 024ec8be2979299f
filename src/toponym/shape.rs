//! The clues of a name's own words.
//!
//! Comes in: a candidate. Goes out: how it is written and what else its words are.

use super::candidate::{Candidate, Class};
use super::clue::{Clue, Clues};
use super::page::Page;
use super::token::{Shape, Word};
use super::words::{KIND_WORDS, flag};

/// Adds the clues of the name itself.
pub fn add(page: &Page<'_>, candidate: &Candidate, clues: &mut Clues) {
    let Some(first) = page.words.get(candidate.first) else { return };
    let Some(last) = page.words.get(candidate.last) else { return };
    clues.add(match candidate.core - candidate.first {
        0 => Clue::One,
        1 => Clue::Two,
        _ => Clue::Many,
    });
    if candidate.first == candidate.core {
        one(page, candidate, first, clues);
    } else {
        several(page, candidate, first, clues);
    }
    clues.add_if(first.flags & flag::TITLE != 0, Clue::TitleWord);
    clues.add_if(last.flags & (flag::ORG | flag::MEDIA | flag::SCHOOL) != 0, Clue::OrgWord);
    if candidate.first < candidate.last {
        clues.add_if(last.flags & flag::GENERIC != 0, Clue::EndsGeneric);
        clues.add_if(last.flags & flag::FACILITY != 0, Clue::EndsFacility);
        clues.add_if(last.flags & flag::STREET != 0, Clue::EndsStreet);
        clues.add_if(candidate.class == Class::Kinded && candidate.profile > 0, Clue::HoldsPlace);
        clues.add_if(first.flags & flag::PEOPLE != 0, Clue::People);
    }
    clues.add_if(last.possessive, Clue::Possessive);
    clues.add_if(last.flags & flag::BRAND != 0, Clue::Brand);
    clues.add_if(last.flags & flag::AGENCY != 0 && candidate.first == candidate.last, Clue::Agency);
    clues.add_if(is_saint(page, candidate, first, last), Clue::Saint);
    clues.add_if(page.words.folded(last).ends_with('s'), Clue::Plural);
}

/// Whether a name is that of a saint whose school, church, hospital or day is meant: "St. Michael's".
fn is_saint(page: &Page<'_>, candidate: &Candidate, first: &Word, last: &Word) -> bool {
    let saint = matches!(page.words.folded(first), "st" | "saint" | "sts") && candidate.first < candidate.last;
    saint && (last.possessive || page.is_beside(candidate.last + 1) && page.is_name(candidate.last + 1))
}

fn one(page: &Page<'_>, candidate: &Candidate, word: &Word, clues: &mut Clues) {
    let stops = word.dotted || word.ends_in_stop();
    clues.add_if(word.dotted, Clue::Dotted);
    clues.add_if(stops && page.short_area(word, page.words.folded(word)).is_some(), Clue::ShortArea);
    clues.add_if(word.letters <= 4 && !stops, Clue::Tiny);
    clues.add_if(word.shape == Shape::Mixed, Clue::Mixed);
    if word.shape == Shape::Capitals && !page.capitals && !word.dotted {
        let area = clues.has_any(&[Clue::Country, Clue::Region]);
        clues.add(match word.letters {
            4.. => Clue::Capitals,
            _ if area => Clue::CodeOfArea,
            _ if clues.has(Clue::Admin1) => Clue::CodeOfUnit,
            _ => Clue::Code,
        });
        if word.letters <= 3 {
            return; // "US" is not the word "us".
        }
    }
    if page.is_the_us(candidate.first) {
        return;
    }
    let common = word.flags & flag::COMMON != 0;
    clues.add_if(common, Clue::Common);
    let large = [Clue::Country, Clue::Admin1, Clue::Capital, Clue::Region, Clue::Million];
    clues.add_if(common && !clues.has_any(&large), Clue::CommonTown);
    clues.add_if(word.flags & KIND_WORDS != 0 && common, Clue::KindWord);
    clues.add_if(common && page.begins_sentence(candidate.first), Clue::CommonAfterStop);
    let (given, family) = (word.flags & flag::FIRST != 0, word.flags & flag::LAST != 0);
    clues.add_if(given, Clue::FirstName);
    clues.add_if(family, Clue::LastName);
    clues.add_if(given && family, Clue::BothNames);
    clues.add_if(word.flags & flag::FREQUENT_FIRST != 0, Clue::FrequentFirst);
    clues.add_if(word.flags & flag::FREQUENT_LAST != 0, Clue::FrequentLast);
    clues.add_if(word.flags & flag::EVERYDAY != 0, Clue::Everyday);
    clues.add_if(word.flags & flag::PEOPLE != 0, Clue::People);
    clues.add_if(word.flags & flag::CALENDAR != 0, Clue::Calendar);
}

fn several(page: &Page<'_>, candidate: &Candidate, first: &Word, clues: &mut Clues) {
    let all = |flags: u64| (candidate.first..=candidate.core).all(|n| page.has(n, flags));
    clues.add_if(all(flag::COMMON | flag::FUNCTION | flag::LINK), Clue::AllCommon);
    clues.add_if(all(KIND_WORDS | flag::LINK), Clue::AllKinds);
    clues.add_if(first.flags & flag::FIRST != 0, Clue::FirstName);
    clues.add_if(page.has(candidate.core, flag::LAST), Clue::LastName);
    clues.add_if(first.flags & flag::FIRST != 0 && page.has(candidate.core, flag::LAST), Clue::FullName);
}
