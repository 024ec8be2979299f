//! Clauses with a date of their own: which part of a sentence tells of another day.
//!
//! Comes in: words of a sentence. Goes out: yes or no.

use std::ops::Range;

use super::events::{Event, Reader};
use super::lists::List;
use super::sense::{Form, Sense};
use super::vocabulary::Mark;
use crate::incident::Kind;
use crate::toponym::token::gap;

/// Words between the start of a relative clause and its verb.
pub(super) const CLAUSE: usize = 5;
/// Words between "and" and the end of the date that heads the next part of a sentence.
const NEXT_DATE: usize = 6;

impl Reader<'_, '_> {
    /// "In January 2023 a priest was murdered, and in August rebels killed 80": a date at the head, and another behind "and" before the next verb.
    pub(super) fn begins_dated(&self, from: usize, to: usize) -> bool {
        let start = self.sentence.words.start;
        let and = |n: &usize| self.prose.folded(*n) == "and" || self.prose.gap(*n, gap::COLON);
        self.is_timed(start..from) && (from..to).filter(and).any(|n| self.is_timed(n..to.min(n + NEXT_DATE)))
    }

    /// "Weeks after the assault in the capital in April; he was killed in Kunar that July": a semicolon, and a date in each part.
    pub(super) fn are_two_clauses(&self, known: &Event, event: &Event) -> bool {
        let colon = |n: &usize| self.prose.gap(*n, gap::COLON);
        let words = &self.sentence.words;
        let Some(at) = (known.at.end..=event.at.start).rev().find(colon) else { return false };
        let from = (words.start + 1..known.at.start).rev().find(colon).unwrap_or(words.start);
        let end = (event.at.end..words.end).find(colon).unwrap_or(words.end);
        self.is_timed(from..at) && self.is_timed(at..end)
    }

    /// "Killed 21 in Qatif, and four died in a bombing in Dammam a week later": a clause of its own, with a day that counts from the first.
    pub(super) fn goes_on_later(&self, known: &Event, event: &Event) -> bool {
        let links = |n: &usize| self.prose.gap(*n, gap::COMMA) && self.prose.is(*n, List::GoesOn);
        let end = self.sentence.words.end;
        let later = |n: usize| self.prose.is(n, List::Units) && matches!(self.prose.folded(n + 1), "later" | "earlier");
        let Some(link) = (known.at.end..event.at.start).rev().find(links) else { return false };
        (link..end).any(later) && !(link..event.at.start).any(|n| self.prose.is(n, List::They))
    }

    /// Whether a date stands among some words.
    pub(super) fn is_timed(&self, words: Range<usize>) -> bool {
        let marks = self.prose.marks_of(self.sentence);
        marks.iter().any(|m| matches!(m.sense, Sense::Time(_)) && words.contains(&m.first))
            || words.clone().any(|n| words.contains(&(n + 1)) && self.prose.folded(n) == "in" && self.is_year(n + 1))
    }

    pub(super) fn is_year(&self, n: usize) -> bool {
        let word = self.prose.folded(n);
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    }

    /// "In January bombs killed mourners of a general, slain by a drone in January 2020": the clause has a year of its own, and the
    /// sentence a date before it.
    pub(super) fn is_long_before(&self, to: usize) -> bool {
        let start = self.sentence.words.start;
        let mut clause = to.saturating_sub(CLAUSE).max(start + 1)..=to;
        let relative = |n: usize| self.prose.gap(n, gap::COMMA) && n + 2 > to || self.prose.is(n, List::Relative);
        // "A ceremony to mark the assassination of a general four years earlier".
        let death = self.prose.is(to, List::Death);
        let marking = |n: usize| death && self.prose.is(n, List::Marking);
        // "A ceremony for the general killed by a drone in 2020".
        if !self.is_done_to_one_named(to) && !clause.any(|n| relative(n) || marking(n)) {
            return false;
        }
        let marks = self.prose.marks_of(self.sentence);
        // "Whom a drone strike killed four years earlier".
        let same = |m: &Mark| {
            let row = self.row(m);
            row.is_none_or(|row| row.kind == Kind::AirStrike || row.form == Form::Effect && m.first <= to + CLAUSE + 1)
        };
        let next = marks.iter().find(|m| m.first > to + 1 && !same(m));
        let behind = to..next.map_or(self.sentence.words.end, |m| m.first);
        let before = |n: usize| self.prose.folded(n) == "years" && self.prose.is(n + 1, List::Earlier);
        behind.into_iter().any(|n| self.is_year(n) || before(n)) && self.is_timed(start..to)
    }
}
