//! How the events of one sentence go together, and which part of the sentence belongs to which.
//!
//! Comes in: events in the order of the sentence. Goes out: the same, those of one incident as one, each with its reach.

use super::lists::List;
use std::ops::Range;

use super::events::{Event, Reader, go_together};
use super::prose::Prose;
use super::sense::{Cue, Effect, Form, Sense};
use super::toll::Toll;
use super::victims::is_done_to_one;
use super::vocabulary::Mark;
use crate::incident::{Kind, Role, Stage};
use crate::toponym::token::gap;

/// Words between the date right before a name and the name: "the May 2017 suicide bombing".
const DATED: usize = 3;
/// Words from "were" to the verb of a passive.
const PASSIVE: usize = 2;
/// Words between "assassinated" and the strike that it was done in.
const STRUCK: usize = 5;
/// Words between the start of a relative clause and its verb.
const CLAUSE: usize = 5;
/// So many killed at once are no assassination.
const MANY: u32 = 5;
/// The most words between two verbs that are done to the same people: "kidnapped and later murdered", "killed after he was kidnapped".
const CHAIN_LENGTH: usize = 5;
/// Words behind a plot in which its aim stands.
const PLANNED: usize = 6;

impl Reader<'_, '_> {
    /// Adds an event to those of the sentence: to the last one where both may be one.
    pub(super) fn add(&self, out: &mut Vec<Event>, event: Event) {
        let long_before = !out.is_empty() && self.is_long_before(event.at.start);
        let found = out.iter_mut().rev().find(|known| {
            let both = go_together(&known.kind, &event.kind);
            // "Arrested in raids": the raids are how.
            let raided = known.kind == Kind::Arrest && event.kind == Kind::Raid;
            // "Assassinated in a drone strike".
            let struck = event.kind == Kind::AirStrike
                && (known.kind == Kind::Assassination || known.effect_only)
                && event.at.start <= known.at.end + STRUCK;
            // "Whom a drone strike killed".
            let killing = known.kind == Kind::AirStrike
                && event.effect_only
                && event.at.start <= known.at.end + 1
                && !self.prose.gap(event.at.start, gap::COMMA | gap::COLON);
            let suffered = event.effect_only && known.kind.role() == Role::Operation;
            // "Kidnapped and later murdered".
            let chained = is_done_to_one(&known.kind)
                && is_done_to_one(&event.kind)
                && self.is_chained(known.at.end, event.at.start);
            let apart = || {
                long_before
                    || self.apart(known.at.end, event.at.start)
                    || self.is_dated_apart(known.at.start, event.at.start)
            };
            killing || suffered && !long_before || (both || raided || struck || chained) && !apart()
        });
        match found {
            Some(known) => join(known, event),
            None => out.push(event),
        }
    }

    /// Whether two verbs have one object or subject: nothing but small words stands between them.
    fn is_chained(&self, from: usize, to: usize) -> bool {
        let small = |n: usize| self.prose.is(n, List::Chain) || self.prose.folded(n).ends_with("ly");
        from < to && to - from <= CHAIN_LENGTH && (from..to).all(small)
    }

    /// Whether a semicolon, or a comma with "and" and a place or person of its own, stands between two triggers.
    pub(super) fn apart(&self, from: usize, to: usize) -> bool {
        let timed = |words: Range<usize>| self.is_timed(words);
        let and = |n: &usize| self.prose.folded(*n) == "and" || self.prose.gap(*n, gap::COMMA);
        let end = self.sentence.words.end;
        // "The attack of May and the bombing of June", "killed 15 in May, and in June a bomb exploded": each with a date of its own.
        let each = |n: usize| timed(from..n) && (timed(n..to) || timed(to..end));
        (from..to).any(|n| self.prose.gap(n, gap::COLON)) || (from..to).filter(and).any(each)
    }

    /// Whether a date stands among some words.
    fn is_timed(&self, words: Range<usize>) -> bool {
        let marks = self.prose.marks_of(self.sentence);
        marks.iter().any(|m| matches!(m.sense, Sense::Time(_)) && words.contains(&m.first))
            || words.clone().any(|n| words.contains(&(n + 1)) && self.prose.folded(n) == "in" && self.is_year(n + 1))
    }

    fn is_year(&self, n: usize) -> bool {
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
        if !clause.any(|n| relative(n) || marking(n)) {
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

    /// "The November 2015 attack on the theatre and the May 2017 bombing": each with a date right before it.
    fn is_dated_apart(&self, a: usize, b: usize) -> bool {
        let dated = |at: usize| {
            let marks = self.prose.marks_of(self.sentence).iter();
            let mut times = marks.filter(|m| matches!(m.sense, Sense::Time(_)) && m.last < at && at - m.last <= DATED);
            times.any(|m| self.prose.word(m.first).is_some_and(crate::toponym::token::Word::is_capital))
        };
        let second = self
            .prose
            .marks_of(self.sentence)
            .iter()
            .any(|m| matches!(m.sense, Sense::Time(_)) && m.first > a && m.last < b && b - m.last <= DATED);
        dated(a) && second && (a..b).any(|n| self.prose.folded(n) == "and" || self.prose.gap(n, gap::COMMA))
    }

    /// Gives each event its part of the sentence where there are several.
    pub(super) fn share(&self, out: &mut [Event]) {
        let operations: Vec<usize> = (0..out.len()).collect();
        let cuts: Vec<usize> = operations
            .windows(2)
            .filter_map(|pair| {
                let (a, b) = (out.get(*pair.first()?)?, out.get(*pair.last()?)?);
                let verb = |n: &usize| self.prose.is(*n, List::Auxiliary);
                // "Three accused of planning to bomb the hall on New Year's Eve were arrested": the date is that of the plan.
                let passive = (b.at.start.saturating_sub(PASSIVE)..=b.at.start).find(verb);
                let planned = passive.filter(|n| a.kind == Kind::Plot && *n > a.at.end);
                Some(planned.unwrap_or_else(|| self.cut_between(a.at.end, b.at.start)))
            })
            .collect();
        if out.len() < 2 {
            return;
        }
        let ordered = out.windows(2).all(|pair| matches!(pair, [a, b] if a.at.end <= b.at.start));
        if !ordered {
            self.within(out);
            return;
        }
        let roles: Vec<Role> =
            out.iter().map(|e| if e.kind == Kind::Plot { Role::Statement } else { e.kind.role() }).collect();
        let mixed = roles.windows(2).any(|pair| pair.first() != pair.last());
        for (n, event) in out.iter_mut().enumerate() {
            event.apart = mixed;
            let start = n.checked_sub(1).and_then(|n| cuts.get(n)).copied().unwrap_or(self.sentence.words.start);
            let end = cuts.get(n).copied().unwrap_or(self.sentence.words.end);
            if start < end && start <= event.at.start && event.at.end <= end {
                event.reach = start..end;
            }
        }
    }

    /// "Bombs went off amid mourners of a general whom a strike killed four years earlier; scores died": the clause inside is its own part.
    fn within(&self, out: &mut [Event]) {
        let all: Vec<Range<usize>> = out.iter().map(|event| event.at.clone()).collect();
        let inner = |at: &Range<usize>| all.iter().any(|a| a.start < at.start && at.end < a.end);
        for event in out.iter_mut().filter(|event| inner(&event.at) && self.is_long_before(event.at.start)) {
            let from = event.at.start.saturating_sub(CLAUSE).max(self.sentence.words.start);
            let ends = |n: &usize| self.prose.gap(*n, gap::COLON | gap::STOP);
            let end = (event.at.end..self.sentence.words.end).find(ends);
            event.reach = from..end.unwrap_or(self.sentence.words.end);
        }
    }

    /// "Strikes into Pakistan, and plots in Europe, most of which were thwarted": only what stands in the same part was.
    pub(super) fn narrow_stage(&self, event: &mut Event) {
        let part = event.reach != self.sentence.words;
        let foiled = self.prose.has_cue(self.sentence, event.reach.clone(), Cue::Foiled);
        if event.stage == Stage::Foiled && part && !foiled {
            event.stage = if event.kind == Kind::Plot { Stage::Alleged } else { Stage::Accomplished };
        }
    }

    /// Where the sentence is cut between two triggers: at a semicolon, "and", a comma; else in the middle.
    pub(super) fn cut_between(&self, from: usize, to: usize) -> usize {
        let range = || (from..to.max(from)).rev();
        range()
            .find(|n| self.prose.gap(*n, gap::COLON))
            .or_else(|| range().find(|n| self.is_conjunction(*n)))
            .or_else(|| range().find(|n| self.prose.is(*n, List::ClauseHead)))
            .or_else(|| range().find(|n| self.prose.gap(*n, gap::COMMA)))
            .unwrap_or(usize::midpoint(from, to))
    }
}

impl Reader<'_, '_> {
    /// Whether a word joins two parts of a sentence: "and", unless it joins two names ("Italy and France").
    fn is_conjunction(&self, n: usize) -> bool {
        let name = |n: usize| self.prose.page.is_name(n);
        match self.prose.folded(n) {
            "and" => self.prose.page.capitals || !(n.checked_sub(1).is_some_and(name) && name(n + 1)),
            word => List::Conjunction.holds(word),
        }
    }
}

/// "A plot to attack a market" is the plot, not an attack.
pub(super) fn planned(out: &mut Vec<Event>) {
    let plots: Vec<usize> = out.iter().filter(|e| e.kind == Kind::Plot).map(|e| e.at.end).collect();
    out.retain(|event| {
        let aimed = |end: &usize| event.at.start + 1 >= *end && event.at.start <= *end + PLANNED;
        event.kind == Kind::Plot || event.kind.role() != Role::Operation || !plots.iter().any(aimed)
    });
}

/// "The killing of scores" is no assassination.
pub(super) fn settle_kind(prose: &Prose<'_>, event: &mut Event) {
    let killing = |n: usize| prose.is(n, List::Killing);
    let many = |toll: &Toll| toll.count.low.or(toll.count.best).is_some_and(|n| n >= MANY);
    let killed = event.tolls.iter().any(|toll| toll.effect == Effect::Killed && many(toll));
    if event.kind == Kind::Assassination && killed && event.at.clone().any(killing) {
        event.kind = Kind::Attack;
    }
}

/// A bomb beside an attack makes it a bombing, a drone that kills an air strike.
pub(super) fn armed_with(event: &mut Event, means: &Kind) {
    let fits = match means {
        Kind::AirStrike => event.effect_only || event.kind == Kind::Assassination,
        _ => matches!(event.kind, Kind::Attack | Kind::Sabotage),
    };
    if fits {
        event.kind = means.clone();
    }
}

/// How strongly a kind names what happened: the higher of two in one sentence is the kind of both.
fn strength(kind: &Kind) -> u8 {
    match kind {
        Kind::Hijacking => 9,
        Kind::Kidnapping | Kind::HostageTaking => 8,
        Kind::Arson | Kind::AirStrike | Kind::Bombing => 7,
        Kind::Robbery => 6,
        Kind::Sabotage => 5,
        Kind::Assassination | Kind::ArmedAssault => 4,
        Kind::Battle => 3,
        Kind::Attack => 2,
        _ => 1,
    }
}

/// Puts two events of a sentence together.
fn join(known: &mut Event, event: Event) {
    if strength(&event.kind) > strength(&known.kind) || known.effect_only {
        known.kind = event.kind;
    }
    known.at = known.at.start.min(event.at.start)..known.at.end.max(event.at.end);
    known.definite =
        (known.definite || known.effect_only && !event.effect_only) && (event.definite || event.effect_only);
    known.plural &= event.plural || event.effect_only;
    known.other |= event.other;
    known.effect_only &= event.effect_only;
    if matches!(known.form, Form::Effect | Form::Names | Form::Name | Form::Claim) && event.form == Form::Act {
        known.form = Form::Act;
    }
    // "Took responsibility for a suicide bombing", "killed in a strike": told of for the first time.
    if matches!(known.form, Form::Claim | Form::Effect) && event.form == Form::Name {
        known.form = Form::Name;
    }
    if event.stage != Stage::Accomplished {
        known.stage = event.stage;
    }
    known.triggers.extend(event.triggers);
}
