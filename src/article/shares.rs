//! How the events of one sentence go together, and which part of the sentence belongs to which.
//!
//! Comes in: events in the order of the sentence. Goes out: the same, those of one incident as one, each with its reach.

use super::lists::List;
use std::ops::Range;

use super::clauses::CLAUSE;
use super::events::{Event, Reader};
use super::prose::Prose;
use super::sense::{Cue, Effect, Form, Sense};
use super::toll::Toll;
use super::vocabulary::Vocabulary;
use crate::incident::{Kind, Role, Stage};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words from "were" to the verb of a passive.
const PASSIVE: usize = 2;
/// Words before the next verb of a row in which a date ends.
const ROW: usize = 3;
/// So many killed at once are no assassination.
const MANY: u32 = 5;
/// Words behind a warning in which the plot stands that it is of.
const WARNED: usize = 3;
/// Words behind a plot in which its aim stands.
const PLANNED: usize = 6;

impl Reader<'_, '_> {
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
                // "Pleaded guilty on Wednesday to the murder of": the date is that of the trial.
                let tried = (a.kind == Kind::Trial).then_some(b.at.start);
                Some(planned.or(tried).unwrap_or_else(|| self.cut_between(a.at.end, b.at.start)))
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
        let mixed = roles.windows(2).any(|pair| pair.first() != pair.last()) || self.begins_besides();
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
            // "Attacked a mosque and a hall in May, fired rockets": before the next verb of the row.
            .or_else(|| {
                (self.prose.gap(to, gap::COMMA) && self.is_timed(to.saturating_sub(ROW).max(from)..to)).then_some(to)
            })
            .or_else(|| self.culprit(from..to.max(from)))
            // "Arrested in Cologne on suspicion of planning an attack".
            .or_else(|| range().find(|n| self.prose.folded(*n) == "on" && self.prose.folded(n + 1) == "suspicion"))
            .or_else(|| range().find(|n| self.is_conjunction(*n, to)))
            .or_else(|| range().find(|n| self.prose.is(*n, List::ClauseHead)))
            .or_else(|| (self.prose.gap(to, gap::COMMA) && self.prose.is(to, List::Auxiliary)).then_some(to))
            .or_else(|| range().find(|n| self.prose.gap(*n, gap::COMMA)))
            .unwrap_or(usize::midpoint(from, to))
    }
}

impl Reader<'_, '_> {
    /// Whether a word joins two parts of a sentence: "and", unless it joins two names ("Italy and France").
    fn is_conjunction(&self, n: usize, to: usize) -> bool {
        let name = |n: usize| self.prose.page.is_name(n) && !self.prose.page.has(n, flag::CALENDAR);
        // "France raised its alert at Easter, and Italy tightened security": the subject of the next verb.
        let next = n + 2 == to && self.prose.gap(n, gap::COMMA);
        match self.prose.folded(n) {
            "and" => self.prose.page.capitals || next || !(n.checked_sub(1).is_some_and(name) && name(n + 1)),
            word => List::Conjunction.holds(word),
        }
    }
}

/// "A plot to attack a market" is the plot, not an attack.
pub(super) fn planned(out: &mut Vec<Event>) {
    // "Warned of a planned attack" is the warning.
    let warnings: Vec<usize> = out.iter().filter(|e| e.kind == Kind::Warning).map(|e| e.at.end).collect();
    let warned = |event: &Event| warnings.iter().any(|end| event.at.start >= *end && event.at.start <= *end + WARNED);
    let named = |event: &Event| {
        event.kind == Kind::Plot || event.kind == Kind::Attack && event.form == Form::Name && !event.definite
    };
    out.retain(|event| !named(event) || !warned(event));
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
    // "Killed and homes burned in an attack": more than a fire.
    let killed = event.tolls.iter().any(|toll| toll.effect == Effect::Killed && toll.count.count() != Some(0));
    if event.kind == Kind::Arson && killed {
        let events = &Vocabulary::built_in().events;
        let mut told = event.triggers.iter().filter_map(|n| match prose.marks.get(*n)?.sense {
            Sense::Event(row) => events.get(row),
            _ => None,
        });
        if told.any(|row| row.kind == Kind::Attack && row.form != Form::Effect) {
            event.kind = Kind::Attack;
        }
    }
}

/// A bomb beside an attack makes it a bombing, a drone that kills an air strike.
pub(super) fn armed_with(prose: &Prose<'_>, event: &mut Event, means: &Kind) {
    // "Struck a refinery with drones".
    let struck = event.kind == Kind::Attack && event.at.clone().any(|n| prose.folded(n) == "struck");
    let fits = match means {
        Kind::AirStrike => event.effect_only || event.kind == Kind::Assassination || struck,
        _ => matches!(event.kind, Kind::Attack | Kind::Sabotage),
    };
    if fits {
        event.kind = means.clone();
    }
}
