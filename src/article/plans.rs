//! Attacks that are only planned: "planning a terrorist attack", "an attack planned for Christmas Eve", "pledged to carry out an attack".
//!
//! Comes in: a trigger in its sentence. Goes out: whether it is the aim of a plan, or of an intent that is none yet.

use super::events::{Event, Reader};
use super::lists::List;
use super::sense::{Cue, Effect, Form, Sense};
use super::vocabulary::Mark;
use crate::incident::{Kind, Role};
use crate::read::is_number_word;
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words of an attack's own phrase before its noun: "a series of large-scale terrorist".
const PHRASE: usize = 6;
/// Words between who intends and "to carry out".
const INTENT: usize = 5;
/// Words behind "attack" in which "that had been planned" stands.
const BEHIND: usize = 4;
/// Words between "no" and a plot: "no tangible terrorist plot".
const DENIED: usize = 3;

/// What an attack is that words before it govern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// A plan for an attack, from its first word on.
    Plan(usize),
    /// An attack that somebody wants, may or is told to carry out, and no more.
    Intent,
}

impl Reader<'_, '_> {
    /// Whether an attack is only aimed at; none where it was done or is one that is known.
    pub(super) fn aim(&self, mark: &Mark, kind: &Kind, form: Form) -> Option<Aim> {
        let noun = matches!(form, Form::Name | Form::Names) || self.is_noun_phrase(mark);
        let verb = form == Form::Act && self.prose.folded(mark.first).ends_with("ing");
        if kind.role() != Role::Operation || *kind == Kind::Plot || !(noun || verb) {
            return None;
        }
        let head = if noun { self.phrase_start(mark.first) } else { mark.first };
        let known = noun && (head..mark.first).any(|n| self.prose.is(n, List::Known));
        // What is spoken of as known was done: "the man who planned the attack".
        // "Commissioned to carry out the attack", "planned for the attack": not yet.
        if known {
            let planned = |n: usize| self.prose.folded(n) == "for" && self.prose.is(n - 1, List::Planning);
            let ahead = head > self.sentence.words.start + 1 && planned(head - 1);
            return (ahead || self.aim_before(head) == Some(Aim::Intent)).then_some(Aim::Intent);
        }
        self.aim_before(head).or_else(|| if noun { self.plan_behind(mark) } else { None })
    }

    /// "Attack on", "attacks against": a noun with what it is done to.
    fn is_noun_phrase(&self, mark: &Mark) -> bool {
        let attack = |n: usize| {
            matches!(self.prose.folded(n), "attack" | "attacks" | "assault" | "assaults" | "bombing" | "bombings")
        };
        let verb = self.prose.is(mark.first, List::Doing) || self.prose.folded(mark.first).ends_with("ed");
        mark.last > mark.first && !verb && (mark.first..=mark.last).any(attack)
    }

    /// The first word of the phrase of a noun: its attributes, its article, "two".
    fn phrase_start(&self, noun: usize) -> usize {
        let start = self.sentence.words.start;
        let mut n = noun;
        while n > start && noun - n < PHRASE {
            let parted = self.prose.gap(n, gap::COMMA | gap::COLON | gap::STOP | gap::PARAGRAPH | gap::DASH);
            let before = n - 1;
            let small = self.prose.page.has(before, flag::FUNCTION) && !self.prose.is(before, List::KnownNoun);
            let article = self.prose.is(before, List::OnePerson) || self.prose.is(before, List::Attributive);
            let passes = !small || article || is_number_word(self.prose.folded(before));
            if parted || !passes || self.prose.is(before, List::Planning) || self.prose.is(before, List::Doing) {
                break;
            }
            n = before;
            if small && !article {
                break;
            }
            if article {
                // "Such an attack".
                n -= usize::from(n > start && self.prose.folded(n - 1) == "such");
                break;
            }
        }
        n
    }

    /// What governs the phrase of an attack from before: "planning", "plans for", "ordered to carry out".
    fn aim_before(&self, head: usize) -> Option<Aim> {
        let start = self.sentence.words.start;
        let before = head.checked_sub(1).filter(|n| *n >= start && !self.prose.gap(head, gap::COMMA | gap::STOP))?;
        // "Plans for attacks", "planned on attacking".
        let link = matches!(self.prose.folded(before), "for" | "on" | "of") && before > start;
        let plan = if link { before - 1 } else { before };
        if self.prose.is(plan, List::Planning) {
            return Some(Aim::Plan(plan));
        }
        // "Preparatory actions for an attack".
        if link && plan > start && self.prose.folded(plan - 1) == "preparatory" {
            return Some(Aim::Plan(plan - 1));
        }
        // "Called for attacks on the West".
        if self.prose.folded(before) == "for" && self.prose.is(plan, List::CallsFor) {
            return Some(Aim::Intent);
        }
        if !self.prose.is(before, List::Doing) && self.prose.folded(before) != "out" {
            return None;
        }
        let verb = if self.prose.folded(before) == "out" { before.checked_sub(1)? } else { before };
        let to = verb.checked_sub(1).filter(|n| *n >= start)?;
        let gerund = self.prose.folded(verb).ends_with("ing");
        if !self.prose.is(verb, List::Doing) || !gerund && self.prose.folded(to) != "to" {
            return None;
        }
        let near = to.saturating_sub(INTENT).max(start)..=to;
        if let Some(plan) = near.clone().rev().find(|n| self.prose.is(*n, List::Planning)) {
            return Some(Aim::Plan(plan));
        }
        // "Began to stage attacks": done.
        let done = to.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Begun));
        let intent = near.into_iter().any(|n| self.prose.is(n, List::Intent));
        (intent && !done).then_some(Aim::Intent)
    }

    /// "An attack planned for Christmas Eve", "an attack plot", "attacks were being prepared"; not where somebody was killed.
    fn plan_behind(&self, mark: &Mark) -> Option<Aim> {
        let deadly = |m: &Mark| matches!(m.sense, Sense::Effect(Effect::Killed, _));
        if self.prose.marks_of(self.sentence).iter().any(deadly) {
            return None;
        }
        let behind = (mark.last + 1..self.sentence.words.end).take(BEHIND);
        let goes_on = |n: &usize| !self.prose.gap(*n, gap::COMMA | gap::COLON | gap::STOP | gap::DASH | gap::CLOSE);
        let small = |n: usize| self.prose.is(n, List::Passive) || self.prose.is(n, List::Verb);
        let plan = behind.take_while(goes_on).find(|n| !small(*n))?;
        let planned = self.prose.is(plan, List::Planning) && !self.prose.folded(plan).ends_with("ing");
        planned.then_some(Aim::Plan(mark.first))
    }

    /// "Planned to kill people by driving into the crowd and attacking with knives": how it was to be done was not done.
    pub(super) fn drop_ways(&self, out: &mut Vec<Event>) {
        let plots: Vec<usize> = out.iter().filter(|e| e.kind == Kind::Plot).map(|e| e.at.end).collect();
        let cut = |n: usize| self.prose.gap(n, gap::COMMA | gap::COLON | gap::DASH) || self.prose.is(n, List::Relative);
        let way = |end: usize, event: &Event| {
            let between = end..event.at.start;
            let by = between.clone().any(|n| self.prose.folded(n) == "by" && self.prose.folded(n + 1).ends_with("ing"));
            by && !(end..=event.at.start).any(cut)
        };
        let gerund = |event: &Event| self.prose.folded(event.at.start).ends_with("ing");
        let done = |event: &Event| event.kind == Kind::Plot || event.kind.role() != Role::Operation || !gerund(event);
        out.retain(|event| done(event) || !plots.iter().any(|end| *end <= event.at.start && way(*end, event)));
    }

    /// "There was no tangible plot".
    pub(super) fn is_no_plot(&self, mark: &Mark, kind: &Kind) -> bool {
        let near = mark.first.saturating_sub(DENIED).max(self.sentence.words.start)..mark.first;
        let small = |n: &usize| self.prose.page.has(*n, flag::FUNCTION);
        let article = near.rev().find(|n| small(n));
        *kind == Kind::Plot && article.is_some_and(|n| matches!(self.prose.folded(n), "no" | "any"))
    }

    /// "France has stopped two attacks", "a raid that prevented an assault": what was kept from happening.
    pub(super) fn is_stopped(&self, mark: &Mark) -> bool {
        let head = self.phrase_start(mark.first);
        let before = head.checked_sub(1).filter(|n| *n >= self.sentence.words.start);
        let counted = (head..mark.first).any(|n| self.prose.is(n, List::Tried));
        before.is_some_and(|n| {
            self.prose.cue_at(self.sentence, n..n + 1, Cue::Foiled).is_some()
                || counted && self.prose.is(n, List::Stopped)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::article::events::{events, tests::kinds};
    use crate::article::prose::Prose;
    use crate::article::vocabulary::Vocabulary;
    use crate::incident::Stage;

    #[test]
    fn what_is_planned_is_a_plot_whatever_stands_between() {
        for text in [
            "Police arrested two men planning a terrorist attack on the Danish parliament.",
            "They were preparing a large-scale bomb attack in Vienna.",
            "The cell was ordered to plan an attack.",
            "Police had word of an attack planned for Christmas Eve.",
            "The suspects had planned on attacking the synagogue.",
            "He is accused of an attack plot.",
            "They made plans for attacks in Paris.",
            "The network was plotting high-profile attacks in Germany.",
            "They had taken preparatory actions for a terrorist attack.",
            "He planned to kill people by driving a car into the crowd and attacking with knives.",
            "The plan was to kill people in the stadium by driving into the crowd and then attacking with bombs.",
        ] {
            let told: Vec<String> = kinds(text).into_iter().filter(|kind| kind != "arrest").collect();
            assert_eq!(told, ["plot"], "{text}");
        }
    }

    #[test]
    fn what_is_intended_ordered_or_possible_is_no_attack() {
        for text in [
            "The group retains the intent to launch attacks against the West.",
            "It has ordered its fighters to carry out attacks in other countries.",
            "The men had pledged to carry out such an attack.",
            "There was no tangible terrorist plot.",
            "The magazine was calling for attacks on churches in Vienna.",
        ] {
            assert_eq!(kinds(text).len(), 0, "{text}");
        }
    }

    #[test]
    fn what_was_planned_and_done_is_an_attack() {
        assert_eq!(kinds("The attack planned by the cell killed 12 people."), ["attack"]);
        assert_eq!(kinds("The group began to stage attacks on the market."), ["attack"]);
    }

    #[test]
    fn attacks_that_are_stopped_are_foiled() {
        let prose = Prose::of("France has stopped two attempted attacks on a church.", Vocabulary::built_in());
        let found = events(&prose, 0, &prose.sentences[0]);
        assert_eq!((found.len(), found[0].stage), (1, Stage::Foiled));
    }
}
