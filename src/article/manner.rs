//! How a trigger is put: as one that is known already, as another, as several, as an attribute.
//!
//! Comes in: a trigger in its sentence. Goes out: yes or no.

use super::lists::List;
use std::ops::Range;

use super::events::{MOST_AT_ONCE, Reader};
use super::sense::{ActorSort, Cue, Form, Sense};
use super::vocabulary::Mark;
use crate::read::prose_count;
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words before a trigger in which its article stands.
const ARTICLE: usize = 3;
/// Words in which "it was one of the deadliest" may name what was told before.
const COPULA: usize = 7;

impl Reader<'_, '_> {
    /// Whether it is one that is spoken of already: "the attack", "the bomb went off".
    pub(super) fn is_definite(&self, mark: &Mark, form: Form, start: usize) -> bool {
        let from = mark.first.saturating_sub(ARTICLE).max(start);
        let known = |n: usize| self.prose.is(n, List::Known);
        let weapon = form == Form::Act && (from..mark.first).any(known) && self.is_weapon(mark.first);
        let article = |n: usize| known(n) || self.prose.is(n, List::KnownToo);
        // "The bomber who killed 13" tells it; "the deaths" does not.
        let near = if form == Form::Effect { mark.first.saturating_sub(1).max(from) } else { from };
        weapon || form == Form::Claim || form != Form::Act && (near..mark.first).any(article)
    }

    /// "It was one of the deadliest attacks on the town": what was told before.
    pub(super) fn is_named_again(&self, mark: &Mark) -> bool {
        let head = self.sentence.words.start;
        let pronoun = self.prose.is(head, List::Pronoun);
        let is = self.prose.is(head + 1, List::IsWas);
        pronoun && is && mark.first <= head + COPULA && self.prose.folded(mark.first).starts_with("attack")
    }

    /// "Another attack", "a second one".
    pub(super) fn is_another(&self, mark: &Mark, start: usize) -> bool {
        (mark.first.saturating_sub(ARTICLE).max(start)..mark.first).any(|n| self.prose.is(n, List::Another))
    }

    /// Whether a participle stands between an article and its noun.
    pub(super) fn is_attribute(&self, mark: &Mark, form: Form) -> bool {
        let article = mark.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Attributive));
        let noun = !self.prose.page.has(mark.last + 1, flag::FUNCTION)
            && !self.prose.gap(mark.last + 1, gap::COMMA | gap::STOP);
        form == Form::Act && mark.first == mark.last && article && noun && self.prose.folded(mark.first).ends_with("ed")
    }

    /// Whether so many are told as are told of at once: "two bombs", "eight powerful explosions", "twin blasts".
    pub(super) fn is_counted(&self, words: Range<usize>) -> bool {
        let few = |n: usize| {
            let word = self.prose.folded(n);
            let count = prose_count(word).filter(|_| n + 1 == words.end || word.len() > 1)?;
            let count = count.best.or(count.high.filter(|high| Some(*high) == count.low))?;
            (2..=MOST_AT_ONCE).contains(&count).then_some(())
        };
        words.clone().any(|n| self.prose.is(n, List::Twin) || few(n).is_some())
    }

    /// Whether a weapon stands right before a word.
    pub(super) fn is_weapon(&self, at: usize) -> bool {
        self.prose
            .marks_of(self.sentence)
            .iter()
            .any(|m| m.last + 1 == at && self.row(m).is_some_and(|row| row.form == Form::Means))
    }

    /// Whether a perpetrator stands right before a bare form: "gunmen attack church".
    pub(super) fn follows_actor(&self, at: usize) -> bool {
        self.prose.marks_of(self.sentence).iter().any(|m| match m.sense {
            Sense::Actor(row) => {
                let armed = self.tables.actors.get(row).is_some_and(|row| row.sort != ActorSort::State);
                armed && m.last + 1 == at
            }
            _ => false,
        })
    }

    /// "Meanwhile", "in another development": the sentence turns to something else.
    pub(super) fn begins_anew(&self) -> bool {
        let start = self.sentence.words.start;
        let other = self.prose.cue_at(self.sentence, start..start + 3, Cue::Other);
        other.is_some_and(|m| self.prose.is(m.first, List::Anew))
    }
}
