//! What stands between the parts of a list of people, and which parts are of one person.
//!
//! Comes in: a part of a list in its sentence. Goes out: where the list goes on, and whether two parts are one person told twice.

use super::lists::List;
use super::people::{Counter, People};
use crate::toponym::token::gap;

/// Words of what people belong to: "of the small town of Hostigal".
const MOST_OF: usize = 9;
/// Words between two brackets.
const MOST_IN_BRACKETS: usize = 16;

impl Counter<'_, '_> {
    /// The word that goes on with a list behind a part: behind brackets, behind "five of whom were Spaniards", behind "of the town".
    pub(super) fn behind(&self, part: &People, end: usize) -> usize {
        let next = part.last + 1;
        if let Some(close) = self.aside(next, end) {
            return close;
        }
        let goes_on = |n: &usize| {
            self.prose.gap(*n, gap::COMMA) && (self.prose.folded(*n) != "who") || self.prose.folded(*n) == "and"
        };
        let breaks = |n: &usize| {
            self.prose.gap(*n, gap::STOP | gap::PARAGRAPH | gap::COLON | gap::DASH | gap::OPEN) || self.is_effect(*n)
        };
        let whom = self.prose.gap(next, gap::COMMA) && self.prose.is(next + 2, List::OfWhom);
        let of = self.prose.folded(next) == "of";
        if !whom && !of {
            return next;
        }
        let from = next + if whom { 3 } else { 1 };
        let found = (from..end.min(from + MOST_OF)).take_while(|n| !breaks(n)).find(goes_on);
        let listed = |n: usize| match self.prose.folded(n) {
            "and" => n + 1,
            "as" if self.prose.folded(n + 1) == "well" => n + 3,
            _ => n,
        };
        // Only a part of its own goes on: "the mayor of Lima and two guards".
        found.filter(|n| whom || self.part(listed(*n), end, false).is_some()).unwrap_or(next)
    }

    /// The word behind brackets that open at a word.
    pub fn aside(&self, at: usize, end: usize) -> Option<usize> {
        if !self.prose.gap(at, gap::OPEN) {
            return None;
        }
        (at + 1..=end.min(at + MOST_IN_BRACKETS)).find(|n| self.prose.gap(*n, gap::CLOSE))
    }

    pub(super) fn is_name_at(&self, n: usize) -> bool {
        self.prose.page.is_name(n) && self.person_ending(n).is_none()
    }

    /// Whether a further part of a list counts on its own; nothing where the list is over before it. A comma may stand before the part.
    pub(super) fn counts_on_its_own(&self, tail: &People, more: &People, comma: bool, from: usize) -> Option<bool> {
        let alone = comma && self.prose.gap(from, gap::COMMA);
        // "Senator and presidential candidate Galan": one person in two offices.
        let offices = !comma && self.is_bare(tail) && self.is_bare(more);
        if offices || self.is_apposed(tail, more, alone, from) {
            return Some(false);
        }
        // "After the murder of Galan, the judges of the country decided": a comma alone goes on only where the list does.
        let ends = self.prose.gap(more.last + 1, gap::COMMA) || self.prose.folded(more.last + 1) == "and";
        (!alone || ends).then_some(true)
    }

    /// Whether a part is one person told again: "Gilda Flores, a member", "Castillo, the president and one of the most prominent".
    fn is_apposed(&self, known: &People, more: &People, alone: bool, from: usize) -> bool {
        let word = |n: usize| self.prose.folded(from + n);
        let article = self.prose.is(more.first, List::Apposed);
        alone && self.is_name_at(known.last) && more.count.count() == Some(1) && article
            || word(0) == "one" && word(1) == "of" && List::Foremost.holds(word(3))
    }

    /// Whether a part is a noun in the singular without an article or a figure.
    pub(super) fn is_bare(&self, people: &People) -> bool {
        !people.named && people.count.count() == Some(1) && !self.prose.is(people.first, List::OneOf)
    }
}
