//! How the events of one sentence go together, and which part of the sentence belongs to which.
//!
//! Comes in: events in the order of the sentence. Goes out: the same, those of one incident as one, each with its reach.

use std::ops::Range;

use super::events::{Event, Reader, go_together};
use super::vocabulary::{Form, Sense};
use crate::incident::{Kind, Role, Stage};
use crate::toponym::token::gap;

/// Words behind a plot in which its aim stands.
const PLANNED: usize = 6;

impl Reader<'_, '_> {
    /// Adds an event to those of the sentence: to the last one where both may be one.
    pub(super) fn add(&self, out: &mut Vec<Event>, event: Event) {
        let found = out.iter_mut().rev().find(|known| {
            let both = go_together(&known.kind, &event.kind);
            let apart = self.apart(known.at.end, event.at.start);
            // "Arrested in raids": the raids are how.
            let raided = known.kind == Kind::Arrest && event.kind == Kind::Raid;
            (both || raided) && !apart || event.effect_only && known.kind.role() == Role::Operation
        });
        match found {
            Some(known) => join(known, event),
            None => out.push(event),
        }
    }

    /// Whether a semicolon, or a comma with "and" and a place or person of its own, stands between two triggers.
    pub(super) fn apart(&self, from: usize, to: usize) -> bool {
        let timed = |words: Range<usize>| {
            self.prose
                .marks_of(self.sentence)
                .iter()
                .any(|m| matches!(m.sense, Sense::Time(_)) && words.contains(&m.first))
        };
        let and = || (from..to).any(|n| self.prose.folded(n) == "and" || self.prose.gap(n, gap::COMMA));
        // "The attack of May and the bombing of June": each with a date of its own.
        (from..to).any(|n| self.prose.gap(n, gap::COLON))
            || timed(from..to) && timed(to..self.sentence.words.end) && and()
    }

    /// Gives each event its part of the sentence where there are several.
    pub(super) fn share(&self, out: &mut [Event]) {
        let operations: Vec<usize> = (0..out.len()).collect();
        let cuts: Vec<usize> = operations
            .windows(2)
            .filter_map(|pair| {
                let (a, b) = (out.get(*pair.first()?)?, out.get(*pair.last()?)?);
                Some(self.cut_between(a.at.end, b.at.start))
            })
            .collect();
        if out.len() < 2 {
            return;
        }
        let ordered = out.windows(2).all(|pair| matches!(pair, [a, b] if a.at.end <= b.at.start));
        if !ordered {
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

    /// Where the sentence is cut between two triggers: at a semicolon, "and", a comma; else in the middle.
    pub(super) fn cut_between(&self, from: usize, to: usize) -> usize {
        let range = || (from..to.max(from)).rev();
        range()
            .find(|n| self.prose.gap(*n, gap::COLON))
            .or_else(|| range().find(|n| matches!(self.prose.folded(*n), "and" | "while" | "after" | "when" | "but")))
            .or_else(|| {
                range().find(|n| matches!(self.prose.folded(*n), "over" | "who" | "which" | "suspected" | "accused"))
            })
            .or_else(|| range().find(|n| self.prose.gap(*n, gap::COMMA)))
            .unwrap_or(usize::midpoint(from, to))
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

/// A bomb beside an attack makes it a bombing.
pub(super) fn bomb(event: &mut Event) {
    if matches!(event.kind, Kind::Attack | Kind::Sabotage) {
        event.kind = Kind::Bombing;
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
    known.definite &= event.definite || event.effect_only;
    known.plural &= event.plural || event.effect_only;
    known.other |= event.other;
    known.effect_only &= event.effect_only;
    if matches!(known.form, Form::Effect | Form::Names | Form::Name | Form::Claim) && event.form == Form::Act {
        known.form = Form::Act;
    }
    if event.stage != Stage::Accomplished {
        known.stage = event.stage;
    }
    known.triggers.extend(event.triggers);
}
