//! Deeds of the past beside the one that is told: what a dead leader once did, what an anniversary is of, what an attack comes after.
//!
//! Comes in: the events of a sentence. Goes out: the same, each with its own part of it.

use std::ops::Range;

use super::events::{Event, Reader};
use super::lists::List;
use super::people::Counter;
use super::prose::Prose;
use crate::toponym::token::gap;

/// Words between "comes" and "after": "comes two months after".
const COMES: usize = 4;
/// Words between "in retaliation" and what for.
const AVENGED: usize = 6;
/// Words between "the anniversary of" and what it is of.
const ANNIVERSARY: usize = 10;

/// "Weeks after", "two days after".
fn is_long_after(prose: &Prose<'_>, n: usize) -> bool {
    prose.is(n, List::Units) && prose.folded(n + 1) == "after"
}

/// Whether an event is what the one before it in its sentence came so long after: no day or town of that one is its own.
pub fn is_what_came_before(prose: &Prose<'_>, event: &Event) -> bool {
    let start = event.reach.start;
    (start..start + 2).any(|n| is_long_after(prose, n)) && event.at.start > start
}

impl Reader<'_, '_> {
    /// "Sunday's attack comes after an October attack on the shrine", "killed 13, two weeks after a bombing killed 350": two.
    pub(super) fn comes_after(&self, known: &Event, event: &Event) -> bool {
        let (from, to) = (known.at.end, event.at.start);
        let after = |n: usize| self.prose.folded(n) == "after";
        let comes = |n: usize| self.prose.is(n, List::Comes) && (n + 1..to).take(COMES).any(after);
        // "Died two days after the attack", "killed a week after he was kidnapped": the same.
        let again = |n: usize| event.the || event.definite || (n..to).any(|n| self.prose.is(n, List::They));
        let long = |n: usize| is_long_after(self.prose, n) && !again(n + 2);
        (from..to).any(|n| comes(n) || long(n))
    }

    /// "It was in retaliation for the killing of dozens", "rites commemorating the killing of the prophet's grandson": not when or where, and so
    /// none that is told.
    pub(super) fn is_only_recalled(&self, event: &Event) -> bool {
        let near = event.at.start.saturating_sub(AVENGED).max(self.sentence.words.start)..event.at.start;
        let recalled = near.clone().any(|n| self.prose.folded(n).starts_with("commemorat"));
        if recalled && !self.is_timed(event.at.end..self.sentence.words.end) {
            return true;
        }
        let killing = event.at.clone().any(|n| self.prose.is(n, List::Killing));
        let reason = near.rev().find(|n| killing && self.prose.is(*n, List::Revenge));
        let rest = event.at.end..self.sentence.words.end;
        let ends = |n: &usize| !self.prose.gap(*n, gap::COMMA | gap::COLON);
        let mut own = rest.clone().take_while(ends);
        let placed = own.any(|n| self.prose.page.is_name(n));
        reason.is_some() && !placed && !self.is_timed(rest)
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
            // "Attacked the hotel in retaliation for the killing of civilians".
            let avenged = (known.at.end..event.at.start).any(|n| self.prose.is(n, List::Revenge));
            event.deed = avenged || known.effect_only && self.culprit(known.at.end..event.at.start).is_some();
            let near = event.at.start.saturating_sub(ANNIVERSARY).max(self.sentence.words.start)..event.at.start;
            let anniversary = near.rev().find(|n| self.prose.folded(*n) == "anniversary");
            // "Killed on Tuesday, months after a judge died": neither his day nor his town.
            let after = (known.at.end..event.at.start).find(|n| is_long_after(self.prose, *n));
            // From the figure on: "two weeks after".
            let counter = Counter { prose: self.prose, sentence: self.sentence };
            let figure = |n: &usize| counter.is_number(*n) || self.prose.is(*n, List::Article);
            let after = after.map(|n| n.checked_sub(1).filter(figure).unwrap_or(n));
            let other = anniversary.or_else(|| after.filter(|_| self.comes_after(known, event)));
            if let Some(at) = other {
                event.reach.start = at;
                before.iter_mut().filter(|e| e.at.end <= at).for_each(|e| e.reach.end = e.reach.end.min(at));
            }
            let parted = event.deed || other.is_some();
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
