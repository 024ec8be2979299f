//! Dates of a sentence that are of something else than its event: of a statement, a count, a founding, of what is still to come.
//!
//! Comes in: an event in its sentence, a date. Goes out: whether the date is that of something else.

use std::ops::Range;

use super::Scene;
use super::comparisons::comparison;
use super::events::Event;
use super::lists::List;
use super::prose::{Prose, Sentence};
use super::relative::CAME_AFTER;
use super::sense::{Cue, Form, Sense};
use super::times::TimeMention;
use super::toll::Toll;
use super::vocabulary::Mark;
use crate::incident::{Kind, Role, Stage};
use crate::toponym::token::gap;

/// Words between "was dismissed by" and its day.
const PASSIVE: usize = 7;
/// Days up to which the date of a statement is not that of what is stated.
pub(super) const WEEK: i32 = 7;
/// Words of "put the death toll at", and from its figure to its day.
const COUNTS: usize = 4;
/// Words between a day at the head of a sentence and "said".
const HEADS: usize = 7;
/// Words between "who" and the date of its clause.
const CLAUSE: usize = 8;
/// Words between "the deadliest" and "this year".
const COMPARED: usize = 8;
/// Words between "before" and the day of an occasion.
const AHEAD: usize = 9;
/// Words between "who" and what he did.
const WHO: usize = 3;
/// Words between "which" and the date of its clause.
const THING: usize = 14;

/// Whether a day is one for which something is set: "was set to perform on Thursday", "is due to speak on Friday".
pub(super) fn is_scheduled(prose: &Prose<'_>, at: usize) -> bool {
    let near = at.saturating_sub(HEADS)..at;
    let apart = |from: usize| (from..at).any(|n| prose.gap(n, gap::STOP | gap::PARAGRAPH | gap::COLON));
    near.rev().find(|n| prose.is(*n, List::Scheduled) && prose.folded(n + 1) == "to").is_some_and(|n| !apart(n + 1))
}

impl Scene<'_, '_> {
    /// Whether a date is that of something else: of a statement, unless that is the event, or of a founding.
    pub(super) fn is_of_other(&self, time: &TimeMention, event: &Event, sentence: &Sentence) -> bool {
        // "Feared an attack on New Year's Eve, with two already arrested": what is done is not to come.
        let done = event.stage == Stage::Accomplished && event.kind.role() != Role::Statement;
        let to_come = done && time.when.first().zip(self.published).is_some_and(|(day, today)| day > today);
        if to_come || self.is_of_what_is_not_told(time, event, sentence) {
            return true;
        }
        let spoken = event.kind.role() == Role::Statement;
        !spoken && self.is_of_statement(time, event, sentence) || self.is_of_origin(time, event, sentence)
    }

    /// "Until 22 May", "scheduled for Sunday", "as of Wednesday", "the deadliest since 2011": of what comes, of a count, of a comparison.
    pub(super) fn is_of_what_is_not_told(&self, time: &TimeMention, event: &Event, sentence: &Sentence) -> bool {
        // "The attack came a week after": the day of what it came after.
        if time.rule == CAME_AFTER && event.at.start < time.first || self.is_of_occasion(time, event, sentence) {
            return true;
        }
        // "Attack left four dead - Khaama Press - Thu Nov 17 2016": when it was printed.
        let stamp = self.prose.gap(time.last + 1, gap::PARAGRAPH)
            && (time.first.saturating_sub(1)..=time.first).any(|n| self.prose.gap(n, gap::DASH));
        if stamp && time.when.first() == self.published {
            return true;
        }
        let before = |back: usize| time.first.checked_sub(back).map_or("", |n| self.prose.folded(n));
        let counted = matches!((before(2), before(1)), ("as", "of"));
        let ahead = matches!(before(1), "until" | "till")
            || before(1) == "for" && time.first.checked_sub(2).is_some_and(|n| self.prose.is(n, List::Scheduled))
            || before(2) == "for"
                && before(1) == "the"
                && time.first.checked_sub(3).is_some_and(|n| self.prose.is(n, List::Scheduled));
        let ahead = ahead || self.is_scheduled(time);
        // "The men, who had lived there since last year, were arrested".
        let clause = |n: usize| self.prose.is(n, List::Relative) && self.prose.gap(n, gap::COMMA);
        let from = time.first.saturating_sub(CLAUSE).max(sentence.words.start);
        let closed = (time.last + 1..=event.at.start).any(|n| self.prose.gap(n, gap::COMMA));
        if (from..time.first).any(clause) && closed && time.last < event.at.start {
            return true;
        }
        if self.is_in_clause_on_a_thing(time, event, sentence) || self.is_of_main_clause(time, event, sentence) {
            return true;
        }
        let apart = |words: Range<usize>| words.contains(&time.first) != words.contains(&event.at.start);
        if self.is_span_of_comparison(time, sentence) {
            return true;
        }
        counted || ahead && event.kind != Kind::Plot || comparison(self.prose, sentence).is_some_and(apart)
    }

    /// "Was set to perform on Thursday, Friday and Saturday".
    fn is_scheduled(&self, time: &TimeMention) -> bool {
        is_scheduled(self.prose, time.first)
    }

    /// "Just days before Independence Day, on September 22": the day of what is to come.
    fn is_of_occasion(&self, time: &TimeMention, event: &Event, sentence: &Sentence) -> bool {
        let from = time.first.saturating_sub(AHEAD).max(event.at.end).max(sentence.words.start);
        let occasion =
            (time.first.saturating_sub(3).max(from)..time.first).any(|n| self.prose.is(n, List::OccasionDay));
        let ahead = |n: usize| self.prose.folded(n) == "before" || self.prose.folded(n) == "ahead";
        occasion && (from..time.first).any(ahead)
    }

    /// "The street reopened on Thursday as the police asked about the man who drove into a crowd": the day of what stands before "who", unless
    /// it heads the sentence ("on Monday gunmen who stormed the hotel killed 12").
    fn is_of_main_clause(&self, time: &TimeMention, event: &Event, sentence: &Sentence) -> bool {
        let start = event.at.start;
        let near = start.saturating_sub(WHO).max(sentence.words.start)..start;
        let who = near.into_iter().rev().find(|n| self.prose.is(*n, List::Relative));
        who.is_some_and(|who| time.last < who) && time.first > sentence.words.start + 1
    }

    /// "One of the deadliest attacks in the country this year": the year in which it was so.
    fn is_span_of_comparison(&self, time: &TimeMention, sentence: &Sentence) -> bool {
        let relative = matches!(self.prose.folded(time.first), "this" | "recent" | "past" | "last");
        let near = time.first.saturating_sub(COMPARED).max(sentence.words.start)..time.first;
        let most = near.clone().rev().find(|n| self.prose.is(*n, List::Superlative));
        let cut = |from: usize| (from + 1..=time.first).any(|n| self.prose.gap(n, gap::COMMA | gap::COLON | gap::DASH));
        relative && time.when.length_days() > WEEK && most.is_some_and(|most| !cut(most))
    }

    /// "A plot against the cathedral, which was searched on Saturday": the clause tells of the cathedral, unless it tells of the event.
    fn is_in_clause_on_a_thing(&self, time: &TimeMention, event: &Event, sentence: &Sentence) -> bool {
        let from = time.first.saturating_sub(THING).max(event.at.end);
        // "Which was searched", "which has been cancelled".
        let been = |n: usize| self.prose.is(n + 1, List::Auxiliary) && self.prose.folded(n + 2) == "been";
        let done_to =
            |n: usize| self.prose.is(n + 1, List::Passive) && !self.prose.folded(n + 2).ends_with("ing") || been(n);
        let heads = |n: &usize| self.prose.folded(*n) == "which" && self.prose.gap(*n, gap::COMMA) && done_to(*n);
        let Some(head) = (from..time.first).rev().find(heads) else { return false };
        let verb = |n: usize| self.prose.is(n, List::Done) || matches!(self.prose.folded(n), "out" | "place" | "began");
        let told =
            |m: &Mark| matches!(m.sense, Sense::Event(_) | Sense::Effect(..)) && m.first > head && m.first < time.first;
        let plan = (head..time.first).any(|n| self.prose.is(n, List::Planning) || verb(n));
        !plan && !self.prose.marks_of(sentence).iter().any(told)
    }

    /// "Founded in 2015": the year of something else.
    fn is_of_origin(&self, time: &TimeMention, event: &Event, sentence: &Sentence) -> bool {
        let start = time.first.saturating_sub(3).max(sentence.words.start);
        let near =
            |n: usize| self.prose.cue_at(sentence, n..n + 1, Cue::Origin).is_some_and(|m| m.last + 2 >= time.first);
        event.kind != Kind::Founding && (start..time.first).any(near)
    }

    /// "Put the death toll at 137 on Sunday": the day of the count.
    fn is_of_count(&self, time: &TimeMention, event: &Event) -> bool {
        let counts = |n: usize| matches!(self.prose.folded(n), "toll" | "number");
        let told = |t: &Toll| (t.at..t.at + COUNTS).any(counts) && time.first > t.last && time.first <= t.last + COUNTS;
        time.when.length_days() <= WEEK && event.tolls.iter().any(told)
    }

    /// "A day of mourning on Sunday for the victims", "appeared in court on Sunday": the day of what came of it.
    fn is_of_mourning(&self, time: &TimeMention, event: &Event, sentence: &Sentence) -> bool {
        let near = time.first.saturating_sub(COUNTS).max(sentence.words.start)..time.first;
        let deed = event.kind.role() == Role::Operation && time.when.length_days() <= WEEK;
        deed && !near.contains(&event.at.start) && near.into_iter().any(|n| self.prose.is(n, List::Mourning))
    }

    /// "Today condemned the murder of", "today accused the army of killing": the day of who condemns.
    fn is_reaction(&self, behind: usize, sentence: &Sentence) -> bool {
        let verb = self.prose.is(behind, List::Reaction);
        let blames = self.prose.cue_at(sentence, behind..behind + 1, Cue::Blamed).is_some();
        (verb || blames) && !self.prose.gap(behind, gap::COMMA | gap::STOP)
    }

    /// "The army said on Sunday that", "On Sunday the army said": the date of the statement, not of what is stated.
    fn is_of_statement(&self, time: &TimeMention, event: &Event, sentence: &Sentence) -> bool {
        let start = time.first.saturating_sub(3).max(sentence.words.start);
        // "Said that on 6 April rebels attacked", "responsibility for today's attack": the day of what is stated.
        let stated = (start..time.first).any(|n| self.prose.folded(n) == "that")
            || self.prose.word(time.last).is_some_and(|word| word.possessive);
        // "Claimed responsibility for the shootings, which took place on Thursday".
        if stated || self.is_done_at(time) {
            return false;
        }
        // "The group claimed the March 22 attack".
        let lead = event.triggers.iter().filter_map(|n| self.prose.marks.get(*n));
        if lead.into_iter().any(|m| m.first == time.last + 1) {
            return false;
        }
        if self.is_of_count(time, event) || self.is_of_mourning(time, event, sentence) {
            return true;
        }
        // "The group claimed the attack on Thursday".
        if event.form == Form::Claim && time.when.length_days() <= WEEK {
            return true;
        }
        // "Was dismissed by specialists on Sunday".
        let passive = time.first.saturating_sub(PASSIVE).max(sentence.words.start)..time.first;
        let by =
            self.prose.cue_at(sentence, passive, Cue::Speech).is_some_and(|m| self.prose.folded(m.last + 1) == "by");
        // "As was reported, on 5 July a bus was blown up": the comma ends the statement.
        let cut = |from: usize| (from..=time.first).any(|n| self.prose.gap(n, gap::COMMA));
        let spoken = self.prose.cue_at(sentence, start..time.first, Cue::Speech);
        // "Told the AFP news agency on Sunday night".
        let told = (time.first.saturating_sub(HEADS).max(sentence.words.start)..time.first)
            .rev()
            .find(|n| self.prose.folded(*n) == "told");
        let told =
            told.is_some_and(|n| !cut(n + 1) && !event.at.contains(&n) && !(n..time.first).contains(&event.at.start));
        let said = by || told || spoken.is_some_and(|m| !cut(m.last + 1));
        let behind = time.last + 1;
        let speech = self.prose.cue_at(sentence, behind..behind + 2, Cue::Speech);
        let at_once = speech.is_some_and(|m| !(behind..=m.first).any(|n| self.prose.gap(n, gap::COMMA | gap::COLON)));
        // "In January, bombings claimed by the group": what stands before the verb is what happened.
        let end = if event.at.start >= behind { event.at.start.min(behind + HEADS) } else { behind + HEADS };
        // "In January the group claimed": the month of the claim is that of the deed.
        let exact = time.when.length_days() <= WEEK;
        let heads = time.first <= sentence.words.start + 1 && self.prose.has_cue(sentence, behind..end, Cue::Speech);
        let heads = heads && exact;
        let claimed = (behind..behind + 2).any(|n| self.prose.folded(n) == "claimed");
        let at_once = at_once && (exact || !claimed);
        said || at_once || heads || self.is_reaction(behind, sentence)
    }
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn the_day_of_an_occasion_to_come_and_that_of_a_burial_are_not_that_of_the_attack() -> crate::error::Result<()> {
        assert_told([
            (
                "Gunmen attacked a school in Bamako, just days before the country's Independence Day, on April 22.",
                ["attack Bamako not known"],
            ),
            ("Gunmen killed his son at a school in Bamako and he was buried on Friday.", ["attack Bamako not known"]),
        ])
    }

    #[test]
    fn the_day_before_whom_it_is_told_by_is_that_of_the_attack() -> crate::error::Result<()> {
        assert_told([
            (
                "Gunmen attacked a school in Bamako on Friday afternoon, according to police sources.",
                ["attack Bamako 2024-03-29"].as_slice(),
            ),
            (
                "Gunmen killed four people in Quetta on Friday, two weeks after a bombing in Mastung killed eight.",
                ["attack Quetta 2024-03-29", "bombing Mastung 2024-03-11/2024-03-17"].as_slice(),
            ),
            (
                "An attack in Qatif on 12 March killed 21 people, and another four died in a bombing a week later in Dammam.",
                ["attack Qatif 2024-03-12", "bombing Dammam 2024-03-19"].as_slice(),
            ),
            (
                "A bomb killed five people in Quetta on New Year's Day. The killings come a day after the minister met the president in Lima.",
                ["bombing Quetta 2024-01-01"].as_slice(),
            ),
        ])
    }

    #[test]
    fn what_an_attack_comes_a_week_after_was_a_week_before() -> crate::error::Result<()> {
        assert_told([
            (
                "The attack comes two days after a bomb blast in Mastung killed eight people.",
                ["bombing Mastung 2024-03-29"].as_slice(),
            ),
            (
                "Gunmen killed four people in Quetta on Friday. The attack came a week after a bomb blast in Mastung killed eight people.",
                ["attack Quetta 2024-03-29", "bombing Mastung 2024-03-18/2024-03-24"].as_slice(),
            ),
        ])
    }
}
