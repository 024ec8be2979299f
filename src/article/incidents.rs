//! From events to incidents: what several sentences tell of one incident is put together.
//!
//! Comes in: the events of a text in order, each with its place, date, toll, actor. Goes out: [`Found`] incidents, in the order in which the text
//! tells of them first. Two events are one where kind, day, place and toll allow it and something speaks for it: a name in common, a definite
//! word ("the attack"), the same paragraph. The look back is bounded, so that the time grows with the text only.

use std::collections::HashSet;

use super::actors::{Actor, Target};
use super::events::{Event, go_together};
use super::places::Spot;
use super::times::TimeMention;
use super::vocabulary::{Effect, Form};
use crate::incident::{Kind, Precision, Role, Stage, When};

/// Incidents that an event may still belong to.
const LOOK_BACK: usize = 24;
/// Less than this and an event is an incident of its own.
const JOINS: f64 = 1.0;
/// Sentences over which a date or a place holds within a paragraph.
const INHERITS: usize = 2;
/// How sure an inherited place is beside its own.
const LESS_SURE: f64 = 0.8;
/// Less than this and two incidents stay two.
const ALIKE: f64 = 1.4;

/// An event with all that belongs to it.
#[derive(Debug, Clone)]
pub struct Told<'t> {
    /// The event.
    pub event: Event,
    /// Its paragraph.
    pub paragraph: usize,
    /// When.
    pub time: Option<TimeMention>,
    /// Where.
    pub spot: Option<Spot>,
    /// Who did it.
    pub actor: Option<Actor>,
    /// What it was done to.
    pub target: Option<Target>,
    /// Words that tell it from others: names.
    pub names: Vec<&'t str>,
    /// Whether its sentence names those who do violence.
    pub armed: bool,
    /// Whether it names an accident.
    pub accident: bool,
    /// Whether it names a weapon.
    pub means: bool,
}

/// An incident as the text tells it.
#[derive(Debug, Clone)]
pub struct Found<'t> {
    /// The events that tell of it, in the order of the text.
    pub told: Vec<Told<'t>>,
    /// Its kind.
    pub kind: Kind,
    /// All its names.
    names: HashSet<&'t str>,
}

impl<'t> Found<'t> {
    fn new(told: Told<'t>) -> Self {
        let names = told.names.iter().copied().collect();
        Self { kind: told.event.kind.clone(), names, told: vec![told] }
    }

    fn add(&mut self, told: Told<'t>) {
        if self.kind == Kind::Attack && told.event.kind != Kind::Attack && !told.event.effect_only || self.all_effects()
        {
            self.kind = told.event.kind.clone();
        }
        self.names.extend(told.names.iter().copied());
        self.told.push(told);
    }

    fn all_effects(&self) -> bool {
        self.told.iter().all(|t| t.event.effect_only)
    }

    /// The date: the finest that is told, the first of equals.
    pub fn time(&self) -> Option<&TimeMention> {
        let known = self.told.iter().filter_map(|t| t.time.as_ref()).filter(|t| t.when != When::UNKNOWN);
        known.min_by_key(|t| t.when.length_days())
    }

    /// The place: the finest that is told, the first of equals.
    pub fn spot(&self) -> Option<&Spot> {
        let rank = |spot: &Spot| match spot.precision {
            Precision::Coordinates | Precision::Venue | Precision::Settlement => 0,
            Precision::Admin2 => 1,
            Precision::Admin1 => 2,
            Precision::PartOfCountry => 3,
            Precision::Country | Precision::Region => 4,
        };
        self.told.iter().filter_map(|t| t.spot.as_ref()).min_by_key(|s| rank(s))
    }

    /// Words that tell it from others, in order.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.names.iter().map(|name| name.to_lowercase()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether the latest event is so far away that it is no longer spoken of.
    fn last_sentence(&self) -> usize {
        self.told.last().map_or(0, |t| t.event.sentence)
    }

    fn killed(&self) -> Option<u32> {
        self.told.iter().find_map(|t| t.event.toll(Effect::Killed)?.count.best)
    }
}

/// Puts events together.
pub fn gather(all: Vec<Told<'_>>) -> Vec<Found<'_>> {
    let mut out: Vec<Found<'_>> = Vec::new();
    for told in all {
        let from = out.len().saturating_sub(LOOK_BACK);
        let open = out.get(from..).unwrap_or_default();
        let scored = open.iter().enumerate().filter_map(|(n, found)| Some((affinity(found, &told)?, n + from)));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        match best.filter(|(score, _)| *score >= JOINS).and_then(|(_, n)| out.get_mut(n)) {
            Some(found) => found.add(told),
            None => out.push(Found::new(told)),
        }
    }
    out
}

/// What speaks for an event being one with an incident; nothing where it cannot be.
fn affinity(found: &Found<'_>, told: &Told<'_>) -> Option<f64> {
    let event = &told.event;
    // One event at several places is told once for each.
    if found.told.iter().any(|t| t.event.sentence == event.sentence && t.event.at == event.at) {
        return None;
    }
    let together = go_together(&found.kind, &event.kind)
        || event.effect_only && found.kind.role() == Role::Operation
        || found.all_effects() && event.kind.role() == Role::Operation;
    if !together || (found.kind == Kind::Plot) != (event.kind == Kind::Plot) {
        return None;
    }
    let mut score = if found.kind == event.kind { 0.5 } else { 0.0 };
    let shared = told.names.iter().filter(|name| found.names.contains(*name)).count();
    // A name in common outweighs another place: the kidnapped mayor of one town is found in another.
    score += dates(found, told)?;
    score += match places(found.spot(), told.spot.as_ref()) {
        Some(score) => score,
        None if shared > 0 && event.form != Form::Names => -0.6,
        None => return None,
    };
    score += 0.7 * shared.min(3) as f64;
    if event.definite {
        score += 0.8;
    }
    if event.effect_only {
        score += 0.5;
    }
    if event.other && !event.definite {
        score -= 1.2;
    }
    let away = event.sentence.saturating_sub(found.last_sentence());
    score += match away {
        0 => 0.3,
        1 => 0.5,
        2..=4 => 0.1,
        _ => -0.3,
    };
    if found.told.last().is_some_and(|t| t.paragraph == told.paragraph) {
        score += 0.3;
    }
    // What is told as done in a new paragraph, with nothing in common, is more likely another one.
    let same_paragraph = found.told.last().is_some_and(|t| t.paragraph == told.paragraph);
    if event.form == Form::Act && !event.definite && shared == 0 && !same_paragraph && found.kind == event.kind {
        score -= 0.4;
    }
    if let (Some(a), Some(b)) = (found.killed(), event.toll(Effect::Killed).and_then(|t| t.count.best)) {
        score += if a == b {
            0.6
        } else if shared > 1 {
            0.0
        } else {
            -0.5
        };
    }
    Some(score)
}

fn dates(found: &Found<'_>, told: &Told<'_>) -> Option<f64> {
    let known = |t: &TimeMention| t.when.span();
    let (Some(a), Some(b)) = (found.time().and_then(known), told.time.as_ref().and_then(known)) else {
        return Some(0.0);
    };
    if a == b {
        return Some(1.0);
    }
    (a.0 <= b.1 && b.0 <= a.1).then_some(0.3)
}

/// Puts incidents together that later sentences show to be one: names, day, town or toll in common, and nothing against.
pub fn again(all: Vec<Found<'_>>) -> Vec<Found<'_>> {
    let mut out: Vec<Found<'_>> = Vec::with_capacity(all.len());
    for found in all {
        let from = out.len().saturating_sub(LOOK_BACK);
        let open = out.get(from..).unwrap_or_default();
        let scored = open.iter().enumerate().filter_map(|(n, known)| Some((likeness(known, &found)?, n + from)));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match best.filter(|(score, _)| *score >= ALIKE).and_then(|(_, n)| out.get_mut(n)) {
            Some(known) => found.told.into_iter().for_each(|told| known.add(told)),
            None => out.push(found),
        }
    }
    out
}

/// What speaks for two incidents being one; nothing where they cannot be.
fn likeness(a: &Found<'_>, b: &Found<'_>) -> Option<f64> {
    if !go_together(&a.kind, &b.kind) {
        return None;
    }
    let same_day = match (a.time().and_then(|t| t.when.span()), b.time().and_then(|t| t.when.span())) {
        (Some(x), Some(y)) if x == y => 0.8,
        (Some(x), Some(y)) if x.0 <= y.1 && y.0 <= x.1 => 0.2,
        (Some(_), Some(_)) => return None,
        _ => 0.0,
    };
    let same_place = places(a.spot(), b.spot())?;
    let shared = b.names.iter().filter(|name| a.names.contains(*name)).count();
    let same_toll = match (a.killed(), b.killed()) {
        (Some(x), Some(y)) if x == y => 0.5,
        (Some(_), Some(_)) => -0.7,
        _ => 0.0,
    };
    let anew = if b.told.iter().any(|t| t.event.other && !t.event.definite) { -0.8 } else { 0.0 };
    let named = if b.told.iter().all(|t| t.event.definite) { 0.6 } else { 0.0 };
    Some(
        same_day
            + same_place
            + 0.4 * shared.min(3) as f64
            + same_toll
            + anew
            + named
            + if a.kind == b.kind { 0.3 } else { 0.0 },
    )
}

fn places(a: Option<&Spot>, b: Option<&Spot>) -> Option<f64> {
    let (Some(a), Some(b)) = (a, b) else { return Some(0.0) };
    if a.country.is_some() && b.country.is_some() && a.country != b.country {
        return None;
    }
    let last = |spot: &Spot| spot.chain.last().cloned().unwrap_or_default();
    let holds = |outer: &Spot, inner: &Spot| {
        let last = last(outer);
        inner.chain.iter().any(|name| name.eq_ignore_ascii_case(&last))
    };
    if last(a).eq_ignore_ascii_case(&last(b)) {
        return Some(if a.precision < Precision::Country { 1.0 } else { 0.2 });
    }
    if holds(a, b) || holds(b, a) {
        return Some(0.2);
    }
    match (a.point, b.point) {
        (Some(p), Some(q)) if a.precision <= Precision::Settlement && b.precision <= Precision::Settlement => {
            (p.distance_km(q) < 12.0).then_some(0.0)
        }
        (Some(p), Some(q)) => (p.distance_km(q) < a.radius_km.max(b.radius_km)).then_some(-0.4),
        _ => Some(-0.3),
    }
}

/// An event without a date or a place has that of the event before it in the same paragraph: "on Friday rebels attacked a bank in Lima. They
/// also burned a bus."
pub fn inherit(all: &mut [Told<'_>]) {
    for at in 1..all.len() {
        let (known, rest) = all.split_at_mut(at);
        let (Some(before), Some(told)) = (known.last(), rest.first_mut()) else { continue };
        let near = before.paragraph == told.paragraph && told.event.sentence <= before.event.sentence + INHERITS;
        if !near || told.event.other {
            continue;
        }
        if told.time.is_none() && told.event.form == Form::Act && before.event.kind.role() == told.event.kind.role() {
            told.time = before.time.map(|time| TimeMention { rule: "date.paragraph", ..time });
        }
        if told.spot.as_ref().is_none_or(|spot| spot.precision >= Precision::Country)
            && let Some(spot) = before.spot.as_ref()
            && told.spot.as_ref().is_none_or(|own| own.country == spot.country && spot.precision < Precision::Country)
        {
            told.spot = Some(Spot { rule: "place.paragraph", confidence: spot.confidence * LESS_SURE, ..spot.clone() });
        }
    }
}

/// Whether what is told is an incident: told as done, once, and with violence or those who do it; `armed` where the text names such.
pub fn is_incident(found: &Found<'_>, armed: bool) -> bool {
    let all = &found.told;
    let told = |t: &Told<'_>| match t.event.form {
        Form::Act | Form::Base => true,
        Form::Names => !t.event.plural,
        Form::Claim | Form::Effect => false,
        // "The bombing at the arena in May 2017": known to the reader, told of for the first time.
        _ => !t.event.definite || t.time.is_some() && t.spot.as_ref().is_some_and(|s| s.precision < Precision::Country),
    };
    let solid = all.iter().any(told);
    let anchored = found.time().is_some() || found.spot().is_some_and(|s| s.precision < Precision::Country);
    let counted = all.iter().any(|t| t.event.tolls.iter().any(|toll| toll.count.count() != Some(0)));
    let meant = all.iter().any(|t| t.armed || t.means);
    let accident = all.iter().any(|t| t.accident) && !meant;
    if accident && !matches!(found.kind, Kind::Kidnapping | Kind::HostageTaking | Kind::ArmedAssault) {
        return false;
    }
    let enough = match found.kind {
        Kind::Attack if found.all_effects() => return counted && (meant || armed),
        Kind::Attack | Kind::Sabotage | Kind::Arson | Kind::Robbery => armed || meant || counted,
        Kind::Battle | Kind::AirStrike | Kind::CounterOperation | Kind::Withdrawal | Kind::Founding => meant,
        Kind::Plot => armed || meant || all.iter().any(|t| t.event.form == Form::Act),
        Kind::Threat | Kind::Warning | Kind::Arrest | Kind::Raid | Kind::Trial | Kind::Protest => armed || meant,
        _ => true,
    };
    enough && if all.iter().all(|t| t.event.plural) { anchored && counted } else { solid || anchored && counted }
}

/// The stage: the furthest that is told.
pub fn stage(found: &Found<'_>) -> Stage {
    let stages = || found.told.iter().map(|t| t.event.stage);
    if found.kind == Kind::Plot {
        return stages().find(|s| *s == Stage::Foiled).or_else(|| stages().next()).unwrap_or_default();
    }
    stages().find(|s| *s == Stage::Accomplished).or_else(|| stages().next()).unwrap_or_default()
}
