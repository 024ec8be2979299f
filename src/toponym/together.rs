//! The clues that only two or three others give together.
//!
//! Comes in: the clues of a name and its sentence. Goes out: the same and what they say together.

use super::clue::{Clue, Clues};

/// Adds what clues say together.
pub fn add(clues: &mut Clues) {
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
