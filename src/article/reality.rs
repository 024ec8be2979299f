//! Whether what a trigger names was done: what is feared, planned, denied or called for was not; ideas are not attacked.
//!
//! Comes in: a trigger in its sentence. Goes out: the words that may govern it, whether they do, and how far the event got.

use super::lists::List;
use std::ops::Range;

use super::events::Reader;
use super::sense::{ActorSort, Cue, Form, Sense};
use super::vocabulary::Mark;
use crate::incident::{Kind, Role, Stage};
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// Words before a trigger in which a modal or a negation governs it.
const GOVERNED: usize = 7;
/// Words of the object of an attack.
const OBJECT_WORDS: usize = 5;
/// Words between a bomb and the verb of those who defuse it.
const DEFUSED: usize = 12;
/// Words between "suspected" and who is.
const WHO: usize = 3;
/// Words between an article and its noun.
const ATTRIBUTES: usize = 4;

impl Reader<'_, '_> {
    /// The words before a trigger that may govern it.
    pub(super) fn before(&self, mark: &Mark) -> Range<usize> {
        let start = self.clause_start(mark.first);
        mark.first.saturating_sub(GOVERNED).max(start)..mark.first
    }

    /// Whether a modal word or a negation says that it was not done.
    pub(super) fn is_unreal(&self, mark: &Mark, kind: &Kind, form: Form, near: &Range<usize>) -> bool {
        let told = matches!(kind.role(), Role::Statement) || matches!(kind, Kind::Plot);
        // "Denied having carried out the attack": there was one.
        let own = |n: usize| self.prose.has_cue(self.sentence, n..n + 1, Cue::Denied) || self.is_of_harm(n, mark);
        let marks = self.prose.marks_of(self.sentence);
        let cue = |words: Range<usize>| {
            marks.iter().any(|m| match m.sense {
                Sense::Cue(Cue::Modal) => {
                    words.contains(&m.first) && !self.is_month(m.first) && !self.is_supposed(m.first)
                }
                Sense::Cue(Cue::Negation) => words.contains(&m.first) && !own(m.first),
                _ => false,
            })
        };
        if told || !cue(near.clone()) {
            return false;
        }
        // "Will investigate the murder of", "shares no responsibility in the attack that killed ten": what is spoken of as known was done,
        // but for "to stop the attacks", "plans for the attack".
        match self.article_of(mark, form, near) {
            Some(at) => cue(at..near.end) || self.prose.has_cue(self.sentence, near.clone(), Cue::Hindered),
            None => true,
        }
    }

    /// "No one was hurt when a bomb exploded", "no deaths in the attack": what was not done is the harm, but for "in an attack since 2021".
    fn is_of_harm(&self, n: usize, event: &Mark) -> bool {
        let none = self.prose.folded(n) == "no" || self.prose.is(n, List::Nobody);
        let marks = self.prose.marks_of(self.sentence);
        let harm = marks.iter().find(|m| m.first > n && m.first < event.first && matches!(m.sense, Sense::Effect(..)));
        let led = |last: usize| (last + 1..event.first).any(|n| self.prose.is(n, List::InEvent));
        let ever = (n..self.sentence.words.end).any(|n| self.prose.is(n, List::Since));
        // "No one was hurt": the harm itself.
        let itself = self.row(event).is_some_and(|row| row.form == Form::Effect);
        none && !ever && (itself || harm.is_some_and(|harm| led(harm.last)))
    }

    /// "Fears that the group could strike": a warning only where somebody says so.
    pub(super) fn is_mere_fear(&self, mark: &Mark, kind: &Kind) -> bool {
        let able = self.prose.is(mark.first, List::Ability);
        let said = self.prose.marks_of(self.sentence).iter().filter(|m| m.sense == Sense::Cue(Cue::Speech));
        // "'They could strike soon,' the general told a committee": behind the quotation, too.
        let quoted = |m: &Mark| (mark.last + 1..=m.first).any(|n| self.prose.gap(n, gap::QUOTE));
        let said = said.into_iter().any(|m| m.first < mark.first || quoted(m));
        *kind == Kind::Warning && able && !said
    }

    /// "Warned that more challenges lay ahead": a warning only where violence or those who do it are named.
    pub(super) fn is_no_danger(&self, mark: &Mark, kind: &Kind) -> bool {
        let verb = self.prose.folded(mark.first).starts_with("warn") || self.prose.folded(mark.first) == "cautioned";
        // "The manhunt threatened to enter a second day".
        let threatens = self.prose.folded(mark.first) == "threatened"
            && (mark.first..=mark.last + 1).any(|n| self.prose.folded(n) == "to");
        let danger = |m: &Mark| match m.sense {
            Sense::Event(_) => self.row(m).is_some_and(|row| {
                row.form != Form::Effect && (row.kind.role() == Role::Operation || row.kind == Kind::Threat)
            }),
            Sense::Actor(row) => self.tables.actors.get(row).is_some_and(|row| row.sort != ActorSort::State),
            Sense::Cue(Cue::TheGroup) => true,
            _ => false,
        };
        let words = if threatens { mark.first..self.sentence.words.end } else { self.sentence.words.clone() };
        let named = |n: usize| self.prose.is(n, List::Danger) && !(mark.first..=mark.last).contains(&n);
        // "Warned its citizens to stay away" says enough.
        (*kind == Kind::Warning && verb || *kind == Kind::Threat && threatens)
            && mark.last <= mark.first + 1
            && !self
                .prose
                .marks_of(self.sentence)
                .iter()
                .any(|m| m.first != mark.first && words.contains(&m.first) && danger(m))
            && !words.clone().any(named)
    }

    /// "Gunmen suspected to be members of the group": who they are, not what is to be.
    fn is_supposed(&self, to: usize) -> bool {
        let to_be = self.prose.folded(to) == "to" && self.prose.folded(to + 1) == "be";
        to_be && to.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Supposed))
    }

    /// Whether "may" is the month: "the May 2017 bombing", "in May".
    fn is_month(&self, n: usize) -> bool {
        let before = n.checked_sub(1).map_or("", |n| self.prose.folded(n));
        let number = |n: usize| self.prose.word(n).is_some_and(|word| word.shape == Shape::Number);
        let dated = List::BeforeMay.holds(before);
        self.prose.folded(n) == "may" && (dated || number(n + 1) || n.checked_sub(1).is_some_and(number))
    }

    /// Where the definite article of a noun stands: "the", "this", "his" right before it, or a few attributes before.
    fn article_of(&self, mark: &Mark, form: Form, near: &Range<usize>) -> Option<usize> {
        let (first, last) = (self.prose.folded(mark.first), self.prose.folded(mark.last));
        let phrase = first.starts_with("attack") || first.starts_with("assault") || last == "of";
        let noun = form == Form::Name || matches!(form, Form::Act | Form::Effect) && phrase && !first.ends_with("ed");
        let start = mark.first.saturating_sub(ATTRIBUTES).max(near.start);
        let article = |n: &usize| self.prose.is(*n, List::KnownNoun);
        let passes = |n: &usize| !self.prose.page.has(*n, flag::FUNCTION);
        let found = (start..mark.first).rev().find(|n| article(n) || !passes(n))?;
        (noun && article(&found)).then_some(found)
    }

    /// The start of the clause that a word stands in: behind a semicolon, a quotation, "that", "which", "but".
    pub(super) fn clause_start(&self, at: usize) -> usize {
        let start = self.sentence.words.start;
        (start + 1..=at)
            .rev()
            .find(|n| self.prose.gap(*n, gap::COLON | gap::DASH) || self.prose.is(*n, List::NewClause) && *n < at)
            .unwrap_or(start)
    }

    pub(super) fn stage(&self, kind: &Kind, near: &Range<usize>, sentence: &Range<usize>) -> Stage {
        let cue = |cue| self.prose.has_cue(self.sentence, sentence.clone(), cue);
        match kind {
            Kind::Threat | Kind::Warning => Stage::Threatened,
            Kind::Plot if cue(Cue::Foiled) => Stage::Foiled,
            Kind::Plot => Stage::Alleged,
            // "Arrested four who were intercepted on their way": the arrest was made.
            _ if kind.role() == Role::Response => Stage::Accomplished,
            _ if cue(Cue::Foiled) => Stage::Foiled,
            _ if near.clone().any(|n| self.prose.is(n, List::Tried)) => Stage::Attempted,
            _ if self.is_alleged(near) => Stage::Alleged,
            _ => Stage::Accomplished,
        }
    }

    /// "An alleged attack", "allegedly attacked"; not "suspected militants attacked": it was done, whoever did it.
    fn is_alleged(&self, near: &Range<usize>) -> bool {
        let marks = self.prose.marks_of(self.sentence).iter();
        let mut cues = marks.filter(|m| m.sense == Sense::Cue(Cue::Alleged) && near.contains(&m.first));
        let supposed = |m: &Mark| self.prose.folded(m.last + 1) == "to" && self.is_supposed(m.last + 1);
        let who = |m: &Mark| {
            let of_whom = matches!(self.prose.folded(m.last), "suspected" | "alleged" | "purported");
            of_whom
                && self.prose.marks_about(m.last + 1, m.last + WHO).any(|next| {
                    matches!(next.sense, Sense::Actor(_) | Sense::Person(_))
                        && next.first > m.last
                        && next.last < near.end
                })
        };
        cues.any(|m| !supposed(m) && !who(m))
    }

    /// "A car bomb was defused", "experts deactivated a dynamite charge": a bombing that was kept from happening.
    pub(super) fn is_defused(&self, mark: &Mark) -> bool {
        let words = mark.first.saturating_sub(DEFUSED / 2).max(self.sentence.words.start)
            ..(mark.last + DEFUSED).min(self.sentence.words.end);
        words.into_iter().any(|n| self.prose.is(n, List::Defused))
    }

    /// "Called on followers to attack": what is to be done is not done; "started to attack" is.
    pub(super) fn is_aim(&self, mark: &Mark, form: Form) -> bool {
        let word = |back: usize| mark.first.checked_sub(back).map_or("", |n| self.prose.folded(n));
        let begun = List::Begun.holds(word(2));
        form == Form::Name && mark.first == mark.last && word(1) == "to" && !begun
    }

    /// "An attack on the budget": what is attacked is no person, thing or place.
    pub(super) fn is_of_ideas(&self, mark: &Mark) -> bool {
        let end = (mark.last + 1 + OBJECT_WORDS).min(self.sentence.words.end);
        let aimed = self.prose.is(mark.last, List::Against);
        let phrase = (mark.last + 1..end).take_while(|n| {
            let goes_on = *n == mark.last + 1 || !self.prose.gap(*n, gap::COMMA | gap::COLON | gap::DASH);
            goes_on && (self.prose.is(*n, List::Determiner) || !self.prose.page.has(*n, flag::FUNCTION))
        });
        let phrase: Vec<usize> = phrase.collect();
        let idea = phrase.iter().find(|n| self.prose.cue_at(self.sentence, **n..**n + 1, Cue::Idea).is_some());
        // "The law school", "rights activists": an idea before a thing or people.
        let marks = self.prose.marks_of(self.sentence);
        let real = |from: usize| {
            let solid = |m: &&Mark| matches!(m.sense, Sense::Thing(_) | Sense::Person(_));
            marks.iter().filter(solid).any(|m| m.first > from && phrase.contains(&m.first))
        };
        aimed && idea.is_some_and(|n| !real(*n))
    }
}

#[cfg(test)]
mod tests {
    use crate::article::events::tests::kinds;

    #[test]
    fn what_is_spoken_of_as_known_was_done() {
        for text in [
            "The government will investigate the murder of six priests.",
            "All parties rejected the attack on the market.",
            "The army denied having carried out an attack on the market.",
            "The army denied the massacre.",
            "Gunmen suspected to be members of the group attacked a market.",
            "Nobody was hurt when a bomb exploded in the town.",
            "No deaths were reported after a bombing in the town.",
            "They recalled the May 2017 bombing of the arena.",
            "He may know who ordered the brutal murder of the mayor of Lima; the bombing shocked the town.",
        ] {
            assert!(!kinds(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_warning_is_of_harm() {
        assert_eq!(kinds("He warned that more challenges lay ahead."), Vec::<String>::new());
        assert_eq!(kinds("He warned that militants were on their way."), ["warning"]);
    }

    #[test]
    fn a_game_that_is_aimed_at_is_not_played() {
        assert_eq!(kinds("He was accused of plotting an attack on a football game."), ["plot"]);
    }

    #[test]
    fn what_is_feared_or_to_be_kept_from_happening_was_not() {
        for text in [
            "They want to stop the attacks on the embassy.",
            "The group may bomb the embassy.",
            "They prevented the assassination of the minister.",
            "There was no attack on the town.",
            "The possible attack worries them.",
            "Who attacked the town?",
            "Nobody has been hurt in a bombing since 2021.",
        ] {
            assert_eq!(kinds(text).len(), 0, "{text}");
        }
    }
}
