//! What says that nobody was killed or hurt.
//!
//! Comes in: a sentence, or a word of effect in it. Goes out: the people, of whom there are none, or the tolls of nought.

use super::{Reader, Toll};
use crate::article::lists::List;
use crate::article::people::People;
use crate::article::prose::{Prose, Sentence};
use crate::article::sense::Effect;
use crate::article::vocabulary::Mark;
use crate::incident::Casualties;
use crate::toponym::token::gap;

/// Words between "without" and the casualties: "without causing any".
const WITHOUT: usize = 3;

/// "There were no casualties", "without causing casualties": neither killed nor injured, unless that is only so for now.
pub(super) fn without_casualties(prose: &Prose<'_>, sentence: &Sentence) -> Vec<Toll> {
    let words = sentence.words.clone();
    let none = |at: usize| {
        let no = at.checked_sub(1).is_some_and(|n| n >= words.start && prose.folded(n) == "no");
        no || (at.saturating_sub(WITHOUT).max(words.start)..at).any(|n| prose.folded(n) == "without")
    };
    let found = words.clone().find(|n| prose.is(*n, List::Casualties) && none(*n));
    let for_now = words.clone().any(|n| prose.is(n, List::ForNow));
    let Some(at) = found.filter(|_| !for_now) else { return Vec::new() };
    let toll = |effect| Toll {
        effect,
        count: Casualties::exactly(0),
        first: at,
        last: at,
        at,
        people: Vec::new(),
        also: false,
        boast: false,
        rule: "toll.none",
    };
    vec![toll(Effect::Killed), toll(Effect::Injured)]
}

impl Reader<'_, '_> {
    /// "Nobody was killed", "no deaths".
    pub(super) fn nobody(&self, mark: &Mark) -> Option<People> {
        let from = mark.first.saturating_sub(4).max(self.sentence.words.start);
        let found = (from..mark.first).find(|n| {
            let no = self.prose.folded(*n) == "no" && !self.prose.is(n + 1, List::NoLonger);
            // "No fewer than 20 dead".
            self.prose.is(*n, List::Nobody) || no && !matches!(self.prose.folded(n + 1), "fewer" | "less" | "more")
        })?;
        // "A bombing that nobody claimed, killed 85": the comma ends the clause.
        if (found + 1..=mark.first).any(|n| self.prose.gap(n, gap::COMMA)) {
            return None;
        }
        Some(People { first: found, last: mark.last, count: Casualties::exactly(0), marks: Vec::new(), named: false })
    }
}
