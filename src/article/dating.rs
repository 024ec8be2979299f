//! Which date of a sentence is that of an event.
//!
//! Comes in: an event in its sentence, the dates of the text. Goes out: its date.

use super::lists::List;
use super::nearby::is_there;
use std::ops::Range;

use super::Scene;
use super::deeds::is_what_came_before;
use super::events::Event;
use super::other_dates::WEEK;
use super::prose::Sentence;
use super::sense::{Cue, Form, Sense};
use super::times::TimeMention;
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::{Kind, Role, Stage, When};
use crate::toponym::token::gap;

/// Words of an apposition between the name of an event and its date.
const MOST_APPOSED: usize = 40;
/// Words between "since" and the verb of what was done then.
const SINCE: usize = 5;
/// What a date of the next clause lies farther off.
const NEXT_CLAUSE: usize = 6;

impl Scene<'_, '_> {
    /// The date of an event: the nearest of its part of the sentence, then of the sentence, that is not the date of a statement.
    pub(super) fn time(&self, sentence: &Sentence, event: &Event) -> Option<TimeMention> {
        let near = self.nearest(&event.reach, event, sentence);
        let near = near.or_else(|| self.stamp(sentence));
        let found = near.or_else(|| {
            let all = || self.nearest(&sentence.words, event, sentence);
            if is_what_came_before(self.prose, event) {
                return None;
            }
            if event.apart { all().filter(|time| self.is_shared(time, event, sentence)) } else { all() }
        });
        let found = found.or_else(|| self.then(event)).map(|time| self.of_itself(time, event));
        // "Announced on Saturday the arrest of": the day of the announcement, where no other is told.
        found.or_else(|| {
            let times = self.times.iter().skip(self.times.partition_point(|t| t.first < event.reach.start));
            let told = times.take_while(|t| t.first < event.at.start).filter(|t| !self.dateline.contains(&t.first));
            let announced = event.kind == Kind::Arrest || event.stage == Stage::Foiled;
            let told = told.filter(|t| !self.is_of_what_is_not_told(t, event, sentence));
            told.last().filter(|_| announced).map(|t| TimeMention { rule: "date.announced", ..*t })
        })
    }

    /// "Americans remember Abbey Gate, in August of 2021. Thirteen soldiers died there": the date of the place.
    fn then(&self, event: &Event) -> Option<TimeMention> {
        event.reach.clone().find(|n| is_there(self.prose, *n))?;
        let all = &self.prose.sentences;
        let (before, own) = (all.get(event.sentence.checked_sub(1)?)?, all.get(event.sentence)?);
        let from = self.times.partition_point(|t| t.first < before.words.start);
        let near = self.times.get(from..)?.iter().take_while(|t| t.first < before.words.end).last()?;
        (before.paragraph == own.paragraph).then_some(TimeMention { rule: "date.paragraph", ..*near })
    }

    /// "Since the troops withdrew in 2021": they did so in that year; only what has been since then reaches to today.
    fn of_itself(&self, time: TimeMention, event: &Event) -> TimeMention {
        let since = (event.at.start.saturating_sub(SINCE)..event.at.start).any(|n| self.prose.folded(n) == "since");
        // "Since Jan. 20, when insurgents launched an assault".
        let when = self.prose.folded(time.last + 1) == "when" && event.at.start > time.last;
        let inside = time.rule == "date.since" && (since && event.at.end <= time.first || when);
        let Some(day) = time.when.first().filter(|_| inside) else { return time };
        let words = time.last - time.first + 1;
        let whole = match (words, self.prose.folded(time.first).parse::<i16>()) {
            (1, Ok(_)) => When::year(day.year()),
            (1, Err(_)) => When::month(day.year(), day.month()),
            (2, Err(_)) if self.prose.folded(time.last).len() == 4 => When::month(day.year(), day.month()),
            _ => Some(When::day(day)),
        };
        whole.map_or(time, |when| TimeMention { when, rule: "date.of_itself", ..time })
    }

    /// Whether the date of another part of the sentence is that of an event too: no other event stands between, or the date heads the sentence.
    fn is_shared(&self, time: &TimeMention, event: &Event, sentence: &Sentence) -> bool {
        let between = if time.first >= event.at.end { event.at.end..time.first } else { time.last + 1..event.at.start };
        let marks = self.prose.marks_of(sentence);
        let told = |m: &Mark| matches!(m.sense, Sense::Event(_)) && between.contains(&m.first);
        let heads = time.first <= sentence.words.start + 1 && event.form == Form::Act;
        // "Accused of planning to bomb the hall on New Year's Eve": the day of the plan.
        let events = &Vocabulary::built_in().events;
        let before = marks.iter().rev().find(|m| m.last < time.first && matches!(m.sense, Sense::Event(_)));
        let plot = before.is_some_and(
            |m| matches!(m.sense, Sense::Event(row) if events.get(row).is_some_and(|row| row.kind == Kind::Plot)),
        );
        let first = before.is_some_and(|m| !self.times.iter().any(|t| (m.last..time.first).contains(&t.first)));
        if plot && first && event.kind != Kind::Plot {
            return false;
        }
        // "Killed the leader behind the 2021 bombing": the year of the bombing.
        let culprit = |n: usize| self.prose.is(n, List::Culprit);
        if between.clone().any(culprit) {
            return false;
        }
        // "Raided a house on Tuesday, killing two and arresting three".
        let goes_on = time.first < event.at.start && self.prose.folded(event.at.start).ends_with("ing");
        heads || goes_on || !marks.iter().any(told)
    }

    fn nearest(&self, words: &Range<usize>, event: &Event, sentence: &Sentence) -> Option<TimeMention> {
        let from = self.times.partition_point(|t| t.first < words.start);
        let all = self.times.get(from..)?.iter().take_while(|t| t.first < words.end);
        let fitting = all.filter(|t| !self.dateline.contains(&t.first) && !self.is_of_other(t, event, sentence));
        // Beside the name of an event the date is that of the verb, unless it stands right there: "Friday's attack", "the attack on Friday".
        let beside = |t: &&TimeMention| {
            t.first >= event.at.start
                && (t.first <= event.at.end + 12 || self.is_apposed(event.at.end..t.first, sentence))
                || t.last < event.at.start && event.at.start - t.last <= 3
                || t.first >= event.at.end && self.is_done_at(t)
                || t.first <= sentence.words.start + 1 && t.when.length_days() > WEEK
        };
        let lead = event.triggers.first().and_then(|n| self.prose.marks.get(*n)).map_or(event.at.end, |m| m.last + 1);
        let of = self.prose.is(lead.saturating_sub(1), List::Aimed);
        let named = (event.definite && event.form != Form::Act || of) && event.kind.role() != Role::Statement;
        let fitting = fitting.filter(|t| !named || beside(t));
        // "Told of a planned attack, and on 7 March warned": the date of the next clause.
        let next = |t: &TimeMention| {
            let and = |n: usize| self.prose.gap(n, gap::COMMA) && self.prose.is(n, List::GoesOn);
            (event.at.end..t.first).any(and)
        };
        let before = |t: &TimeMention| {
            let after =
                |n: usize| self.prose.gap(n, gap::COMMA) && matches!(self.prose.folded(n), "after" | "since" | "when");
            (t.last + 1..event.at.start).any(after)
        };
        let distance = |t: &&TimeMention| match t.first.checked_sub(event.at.end) {
            // "Kidnapped 110 girls; most were returned a month later".
            Some(away) => {
                away + if next(t)
                    || self.prose.gap(t.first, gap::COLON)
                    || (event.at.end..t.first).any(|n| self.prose.gap(n, gap::COLON))
                {
                    NEXT_CLAUSE
                } else {
                    0
                }
            }
            // "In recent weeks, after militants detonated a bomb on Oct. 1": the span of what stands before "after".
            None => event.at.start.saturating_sub(t.last) + if before(t) { 2 * NEXT_CLAUSE } else { 0 },
        };
        fitting.min_by_key(distance).copied()
    }

    /// "The murder of Soto, leader of the party and secretary of the council, in Lima on 12 January": no verb stands between.
    fn is_apposed(&self, words: Range<usize>, sentence: &Sentence) -> bool {
        let verb = |n: usize| {
            let word = self.prose.folded(n);
            self.prose.is(n, List::Verb) || word.ends_with("ed") || word.ends_with("ing")
        };
        let marks = self.prose.marks_of(sentence).iter();
        let told = marks.filter(|m| matches!(m.sense, Sense::Event(_) | Sense::Effect(..) | Sense::Cue(Cue::Speech)));
        words.len() <= MOST_APPOSED && !words.clone().any(verb) && !told.into_iter().any(|m| words.contains(&m.first))
    }

    /// "The attack on the pipeline, which caused a large spill, was carried out this morning": the date of the verb is that of the name.
    pub(super) fn is_done_at(&self, time: &TimeMention) -> bool {
        let done = |n: usize| {
            let pair = (self.prose.folded(n), self.prose.folded(n + 1));
            self.prose.is(n, List::Done) || matches!(pair, ("carried", "out") | ("took" | "taken", "place"))
        };
        (time.first.saturating_sub(4)..time.first).any(done)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn the_day_of_what_is_stated_is_not_that_of_the_statement() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, day) in [
            ("The army said that on 6 April rebels attacked a bank in Lima.", Some(date(1990, 4, 6))),
            ("Rebels claimed responsibility for yesterday's attack on a bank in Lima.", Some(date(1990, 4, 9))),
            (
                "A new attack by rebels on the pipeline in Peru, which caused a large spill and left a whole valley \
                 without water, was carried out today.",
                Some(date(1990, 4, 10)),
            ),
            ("The government today condemned the murder of a judge in Lima.", None),
            ("As was reported, on 5 April a bus was blown up by rebels in Lima.", Some(date(1990, 4, 5))),
            (
                "They deplored the murder of Carlos Soto, leader of the party, secretary of the council and candidate for \
                 mayor, in Lima on 5 April.",
                Some(date(1990, 4, 5)),
            ),
            ("Rebels claimed the April 6 attack at a bank in Lima.", Some(date(1990, 4, 6))),
            ("In March it claimed a bombing of a bank in Lima.", Some(date(1990, 3, 1))),
            ("The police said on 8 April that rebels had attacked a bank in Lima.", None),
            ("In March 1990 rebels kidnapped two girls in Lima; both were freed on 5 April.", Some(date(1990, 3, 1))),
            (
                "Peru observed a day of mourning on Sunday for the victims of an attack by rebels on a bank in Lima.",
                None,
            ),
            ("Rebels attacked a bank in Lima a year ago; officials said 54 people died.", Some(date(1989, 1, 1))),
            ("Since rebels attacked a bank in Lima in March 1989, nothing has happened.", Some(date(1989, 3, 1))),
            ("Gunmen attacked a bank in Lima; the police put the death toll at 12 on Sunday.", None),
            ("Gunmen attacked a bank in Lima, in one of the deadliest attacks in the country this year.", None),
            ("Rebels claimed an attack on a bank in Lima, which took place on 5 April.", Some(date(1990, 4, 5))),
            ("On Sunday evening, the rebel group said that its members had attacked a bank in Lima.", None),
            ("The bank in Lima reopened on 5 April as the police sought the rebels who attacked it.", None),
            ("On 5 April rebels who stormed a bank in Lima killed two guards.", Some(date(1990, 4, 5))),
            (
                "Raids have grown in recent weeks, after rebels detonated a bomb near a bank in Lima on 5 April.",
                Some(date(1990, 4, 5)),
            ),
            ("Gunmen attacked a bank in Lima, which was searched by the police on Sunday.", None),
            ("Gunmen attacked a bus in Lima, which was carrying workers on 5 April.", Some(date(1990, 4, 5))),
            ("Rebels were arrested in Lima before the feast on 12 April 1990.", None),
        ] {
            let reports = extractor.reports(&Article::plain("note", text, Some(date(1990, 4, 10))));
            let days: Vec<_> = reports.iter().map(|report| report.when.first()).collect();
            assert_eq!(days, [day], "{text}");
        }
        Ok(())
    }
}
