//! The clues that only two or three others give together.
//!
//! Comes in: the clues of a name and its sentence. Goes out: the same and what they say together.

use super::candidate::Candidate;
use super::clue::{Clue, Clues};
use super::page::Page;

/// Adds what clues say together.
pub fn add(page: &Page<'_>, candidate: &Candidate, clues: &mut Clues) {
    // "The White House said"; "near the White House" is a place.
    let acts = page.is_body(candidate.first, candidate.last) && !clues.has(Clue::AfterLocative);
    clues.add_if(acts, Clue::BodyName);
    clues.add_if(
        clues.has(Clue::FirstName) && clues.has(Clue::ThenName) && !clues.has(Clue::ThenBody),
        Clue::FirstThenName,
    );
    clues.add_if(clues.has(Clue::AfterThe) && clues.has(Clue::ThenOrg), Clue::TheOrg);
    clues.add_if(clues.has(Clue::Common) && clues.has(Clue::ThenOrg), Clue::CommonThenOrg);
    clues.add_if(clues.has(Clue::CommonTown) && clues.has_any(&[Clue::ThenName, Clue::AfterName]), Clue::CommonInRun);
    let small = clues.has_any(&[Clue::Village, Clue::Small, Clue::NoPeople, Clue::Town]);
    clues.add_if(small && !clues.has_any(&PLACED), Clue::SmallLoose);
}

/// Clues that place a name.
const PLACED: [Clue; 9] = [
    Clue::AfterLocative,
    Clue::AfterPath,
    Clue::AfterGeneric,
    Clue::AfterGenericOf,
    Clue::AfterDirection,
    Clue::AfterPlaceComma,
    Clue::ThenArea,
    Clue::ThenGenericLower,
    Clue::Listed,
];
