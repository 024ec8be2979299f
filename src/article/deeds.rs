//! Deeds of the past beside the one that is told: what a dead leader once did, what an anniversary is of, what an attack comes after.
//!
//! Comes in: the events of a sentence. Goes out: the same, each with its own part of it.

use std::ops::Range;

use super::events::{Event, Reader};
use super::lists::List;

/// Words between "comes" and "after": "comes two months after".
const COMES: usize = 4;
/// Words between "the anniversary of" and what it is of.
const ANNIVERSARY: usize = 10;

impl Reader<'_, '_> {
    /// "Sunday's attack comes after an October attack on the shrine": two.
    pub(super) fn comes_after(&self, from: usize, to: usize) -> bool {
        let comes = |n: usize| matches!(self.prose.folded(n), "comes" | "came" | "come" | "coming");
        let mut words = from..to;
        words.any(|n| comes(n) && (n + 1..to).take(COMES).any(|n| self.prose.folded(n) == "after"))
    }

    /// "Killed the leader responsible for the bombing": what stands between who is killed and what he once did.
    pub(super) fn culprit(&self, words: Range<usize>) -> Option<usize> {
        words.into_iter().find(|n| self.prose.is(*n, List::Culprit))
    }

    /// Marks what those who are killed once did, and parts what an anniversary is of: "bombs went off at a ceremony for the anniversary of his
    /// death in a drone strike".
    pub(super) fn note_deeds(&self, out: &mut [Event]) {
        for n in 1..out.len() {
            let (before, rest) = out.split_at_mut(n);
            let (Some(known), Some(event)) = (before.last(), rest.first_mut()) else { continue };
            event.deed = known.effect_only && self.culprit(known.at.end..event.at.start).is_some();
            let near = event.at.start.saturating_sub(ANNIVERSARY).max(self.sentence.words.start)..event.at.start;
            let anniversary = near.rev().find(|n| self.prose.folded(*n) == "anniversary");
            if let Some(at) = anniversary {
                event.reach.start = at;
                before.iter_mut().filter(|e| e.at.end <= at).for_each(|e| e.reach.end = e.reach.end.min(at));
            }
            let parted = event.deed || anniversary.is_some();
            event.apart |= parted;
            before.last_mut().into_iter().for_each(|known| known.apart |= parted);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn what_a_dead_leader_once_did_is_an_attack_of_its_own() -> crate::error::Result<()> {
        assert_told([(
            "The Taliban killed the leader responsible for the 2021 bombing at Kabul airport.",
            ["attack Afghanistan not known", "bombing Kabul 2021"],
        )])
    }
}
