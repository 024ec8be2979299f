//! Those whom a passive verb kills by their names: "Ricardo Castellar, mayor of Achi, was killed", "Quispe and Aguirre were killed".
//!
//! Comes in: the verb. Goes out: the [`People`] named before it.

use super::Reader;
use crate::article::lists::List;
use crate::article::people::{People, one};
use crate::article::vocabulary::Mark;
use crate::toponym::token::gap;

impl Reader<'_, '_> {
    /// A person named before a passive verb: "Ricardo Castellar, mayor of Achi, was killed".
    pub(super) fn subject(&self, mark: &Mark, from: usize) -> Option<People> {
        if mark.first <= from {
            return None;
        }
        // "He was murdered", "was found dead", "Senator Galan died".
        let near = mark.first.saturating_sub(4).max(from)..mark.first;
        let singular = near.clone().any(|n| self.prose.is(n, List::WasHas));
        let dies =
            self.prose.folded(mark.first) == "died" && (from..mark.first).any(|n| self.counter.is_person_name(n));
        if !singular && !dies {
            return near.clone().any(|n| self.prose.folded(n) == "were").then(|| self.named(mark, from))?;
        }
        let placed = |n: &usize| n.checked_sub(1).is_some_and(|b| self.prose.is(b, List::Placed));
        let name = (from..mark.first).rev().find(|n| self.counter.is_person_name(*n) && !placed(n));
        let at = name.unwrap_or(mark.first - 1);
        Some(one(at, at))
    }

    /// Several people by their names before a passive verb: "Quispe, Isidoro Saune and Dionisio Aguirre were killed".
    pub(super) fn named(&self, mark: &Mark, from: usize) -> Option<People> {
        let mut starts = (from..mark.first).filter(|n| self.counter.is_person_name(*n));
        let all = starts.find_map(|n| {
            let people = self.counter.names(n, mark.first)?;
            let ends = mark.first.saturating_sub(people.last) <= 2 || self.prose.gap(people.last + 1, gap::COMMA);
            (people.named && ends).then_some(people)
        });
        all.filter(|people| people.count.count() > Some(1))
    }
}
