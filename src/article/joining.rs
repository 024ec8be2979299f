//! From events to incidents: what several sentences tell of one incident is put together.
//!
//! Comes in: the events of a text in order, each with its place, date, toll, actor. Goes out: [`Found`] incidents, in the order in which the text
//! tells of them first. Two events are one where kind, day, place and toll allow it and something speaks for it: a definite word ("the attack"),
//! the same target, the same paragraph. The look back is bounded, so that the time grows with the text only.
//!
//! The weights were set by coordinate ascent on the reports of MUC-4's DEV, held near those set by hand before.

use jiff::civil::Date;

use super::events::{Event, go_together, is_violent};
use super::incidents::{Found, Told};
use super::leads::{is_recent, is_under_heading, unfolds};
use super::parting::{
    HEADLINE, PAST, allow, are_others, are_parted, is_ago, is_before_news, is_old, is_told_anew, lands,
};
use super::places::{NOT_KNOWN, Spot};
use super::relative::CAME_AFTER;
use super::sense::{Effect, Form};
use super::times::TimeMention;
use super::victims::{is_done_to_one, is_taken};
use crate::incident::{Casualties, Kind, Precision, Role};

/// An incident that is told so often takes in no more: no article does that, and each time is compared with all.
pub const MOST_TOLD: usize = 250;
/// Incidents that an event may still belong to.
pub const LOOK_BACK: usize = 24;
/// Less than this and an event is an incident of its own.
const JOINS: f64 = 1.0;
/// The same for an event that its sentence only claims, denies, condemns or speaks of: it is told elsewhere.
const JOINS_RETOLD: f64 = 0.6;
/// What speaks against two arrests, warnings or trials being one.
pub const OTHERS: f64 = 0.7;
/// What speaks for people killed belonging to an incident of any kind.
const OF_ANY_KIND: f64 = 0.6;
/// What speaks for two events with a victim in common being one.
pub const SAME_VICTIM: f64 = 2.0;
/// What another day or place speaks against it: who is kidnapped in one town is found dead in another.
pub const ELSEWHERE: f64 = -0.3;
/// What speaks against people killed elsewhere, on a day of their own, belonging to an incident without either.
const ANEW: f64 = 1.2;
/// What speaks for an event of those who did what was told before ("the attackers") being that one.
const REFERS: f64 = 0.6;
/// What speaks for an event being that of the heading above it.
const UNDER_HEADING: f64 = 0.8;
/// What speaks for the sentence behind the head telling of the same by day and place.
const UNFOLDS: f64 = 0.5;

/// The longest time in which so many killed are those of one incident.
const MONTH: i32 = 31;
const HUNDREDS: u32 = 100;

/// Puts events together.
pub fn gather(all: Vec<Told<'_>>, published: Option<Date>) -> Vec<Found<'_>> {
    let mut out: Vec<Found<'_>> = Vec::new();
    for told in all.into_iter().filter(|told| !is_sum_of_months(told)) {
        let from = out.len().saturating_sub(LOOK_BACK);
        let open = out.get(from..).unwrap_or_default();
        let open = open.iter().enumerate().filter(|(_, found)| found.told.len() < MOST_TOLD);
        let scored = open.filter_map(|(n, found)| Some((affinity(found, &told, published)?, n + from)));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        // "The other suspects were also arrested": more of them.
        let known = told.event.definite || told.refers && is_violent(&told.event.kind);
        let bare = known && told.time.is_none() && told.spot.is_none();
        let least = if told.retold || bare { JOINS_RETOLD } else { JOINS };
        match best.filter(|(score, _)| *score >= least).and_then(|(_, n)| out.get_mut(n)) {
            Some(found) => found.add(told),
            None => out.push(Found::new(told)),
        }
    }
    out
}

/// "This year, it revived its bombings, killing hundreds of people": a sum over many incidents.
fn is_sum_of_months(told: &Told<'_>) -> bool {
    let long = told.time.is_some_and(|time| time.when.length_days() > MONTH);
    let many = |count: &Casualties| count.low.or(count.best).is_some_and(|n| n >= HUNDREDS);
    (told.event.effect_only || told.event.plural)
        && long
        && told.event.toll(Effect::Killed).is_some_and(|toll| many(&toll.count))
}

/// What speaks for an event being one with an incident; nothing where it cannot be.
fn affinity(found: &Found<'_>, told: &Told<'_>, published: Option<Date>) -> Option<f64> {
    let event = &told.event;
    // One event at several places is told once for each.
    if found.told.iter().any(|t| t.event.sentence == event.sentence && t.event.at == event.at) {
        return None;
    }
    // What its sentence tells as two is two: "an advisory on 7 March" behind "a warning in early March".
    if found.told.iter().any(|t| are_parted(t, told)) {
        return None;
    }
    let victim = found.has_victim_of(told);
    if !may_be_one(found, told, victim) {
        return None;
    }
    let shared = told.names.iter().filter(|name| found.names.contains(*name)).count();
    // A name in common outweighs another place: the kidnapped mayor of one town is found in another.
    let place = match places(found.spot(), told.spot.as_ref()) {
        Some(score) => score,
        None if victim => ELSEWHERE,
        None if shared > 0 && event.form != Form::Names => -1.1,
        None => return None,
    };
    let targets = told.target_head.is_some_and(|head| found.told.iter().any(|t| t.target_head == Some(head)));
    let parts = [
        kinds(found, event),
        wording(found, told, published) - if is_told_anew(found, told) { ANEW } else { 0.0 },
        dates(found, told)
            .or_else(|| (victim && is_taken(&found.kind) != is_taken(&event.kind)).then_some(ELSEWHERE))?,
        if victim { SAME_VICTIM } else { 0.0 },
        ages(found, told, published),
        place,
        nearness(found, told, shared) + if told.refers { REFERS } else { 0.0 },
        if targets { 0.5 } else { 0.0 },
        lands(found, told),
        if is_under_heading(found, told) { UNDER_HEADING } else { 0.0 },
        if unfolds(found, told, published) { UNFOLDS } else { 0.0 },
        if are_others(found, told) { -2.0 * OTHERS } else { 0.0 },
        if victim || told.refers { 0.0 } else { tolls(found, event, shared) },
    ];
    Some(parts.iter().sum())
}

/// Whether the kinds of an incident and of an event allow both to be one.
fn may_be_one(found: &Found<'_>, told: &Told<'_>, victim: bool) -> bool {
    let event = &told.event;
    let together = go_together(&found.kind, &event.kind)
        || victim && is_done_to_one(&found.kind) && is_done_to_one(&event.kind)
        || event.effect_only && is_violent(&found.kind)
        || found.all_effects() && is_violent(&event.kind);
    // "During the gun battle": what a bombing led to.
    let same_target = || told.target_head.is_some_and(|head| found.told.iter().any(|t| t.target_head == Some(head)));
    let fight = event.kind == Kind::Battle && found.kind == Kind::Bombing;
    let together = together || fight && (event.definite || told.refers || same_target());
    // "The attackers stormed the school and shot a man": told of a kidnapping, with no day or town of its own.
    let bare = told.time.is_none() && told.spot.is_none();
    let taken = told.refers && bare && is_taken(&found.kind) && event.kind.role() == Role::Operation;
    (together || taken) && (found.kind == Kind::Plot) == (event.kind == Kind::Plot)
}

fn kinds(found: &Found<'_>, event: &Event) -> f64 {
    let same = match (event.effect_only, found.kind == event.kind) {
        (true, _) => OF_ANY_KIND,
        (false, same) => f64::from(u8::from(same)),
    };
    // Arrests, warnings and trials are many in one text.
    if is_violent(&event.kind) { same } else { same - OTHERS }
}

/// How an event refers to one that is known.
fn wording(found: &Found<'_>, told: &Told<'_>, published: Option<Date>) -> f64 {
    let event = &told.event;
    let definite = if event.definite || event.the && is_of_day(found, told, published) { 0.8 } else { 0.0 };
    let effect = if event.effect_only { 1.6 } else { 0.0 };
    let other = if event.other && !event.definite && !told.refers { -1.4 } else { 0.0 };
    definite + effect + other
}

/// "The attack on the hall": where it is known it has no day of its own, or the same, or one of these days where none was told.
fn is_of_day(found: &Found<'_>, told: &Told<'_>, published: Option<Date>) -> bool {
    let Some(day) = told.time.map(|time| time.when) else { return true };
    if let Some(known) = found.time() {
        return known.when == day && day.length_days() <= 1;
    }
    let head = found.told.first().is_some_and(|t| t.event.sentence < HEADLINE);
    head && day.length_days() <= 1 && day.last().is_some_and(|day| is_recent(day, published))
}

/// What is long past, and series.
fn ages(found: &Found<'_>, told: &Told<'_>, published: Option<Date>) -> f64 {
    // News without a date is not what happened a year ago.
    let last = told.time.as_ref().and_then(|time| time.when.last());
    let undated = found.time().is_none();
    let months_ago = !told.event.definite && last.is_some_and(|day| is_before_news(found, day, published));
    let old = undated && last.is_some_and(|day| is_old(day, published));
    // "The attack" of a report is not what was avenged by it.
    let past = |day: Date| is_ago(day, published, PAST);
    let known_old = || found.time().and_then(|time| time.when.last()).is_some_and(past);
    let avenged = told.time.is_none() && (told.event.definite || told.event.the) && known_old();
    let old = old || avenged;
    // "Dozens of attacks since 2021. In May a bombing": one of them.
    let event = &told.event;
    let other_day = told.time.is_some_and(|time| found.time().is_none_or(|known| known.when != time.when));
    let one_of = found.told.iter().all(|t| t.event.plural) && !event.plural && other_day && !event.definite;
    (if old { -1.5 } else { 0.0 }) + if one_of || months_ago { -2.0 } else { 0.0 }
}

/// How near an event stands to what is told of an incident.
fn nearness(found: &Found<'_>, told: &Told<'_>, shared: usize) -> f64 {
    let event = &told.event;
    let away = event.sentence.saturating_sub(found.last_sentence());
    let mut score = match away {
        0 | 1 => 0.5,
        2..=4 => 0.1,
        _ => -0.1,
    };
    // The first sentences tell in short what the next one tells.
    let head = found.told.first().is_some_and(|t| t.event.sentence < HEADLINE);
    if head && event.sentence == found.last_sentence() + 1 {
        score += 0.3;
    }
    let same_paragraph = found.told.last().is_some_and(|t| t.paragraph == told.paragraph);
    if same_paragraph {
        score += 0.6;
    }
    // What is told as done in a new paragraph, with nothing in common, is more likely another one.
    if event.form == Form::Act
        && !event.definite
        && shared == 0
        && !same_paragraph
        && found.kind == event.kind
        && !told.refers
    {
        score -= 0.4;
    }
    score
}

fn tolls(found: &Found<'_>, event: &Event, shared: usize) -> f64 {
    match (found.killed(), event.toll(Effect::Killed).map(|t| &t.count).filter(|c| c.count().is_some())) {
        (Some(a), Some(b)) if !allow(a, b) && shared < 2 => -1.1,
        _ => 0.0,
    }
}

fn dates(found: &Found<'_>, told: &Told<'_>) -> Option<f64> {
    // "Two weeks after a bombing": not the one that the report leads with.
    if found.time().is_none() && told.time.is_some_and(|time| time.rule == CAME_AFTER) {
        return None;
    }
    let known = |t: &TimeMention| t.when.span();
    let (Some(a), Some(b)) = (found.time().and_then(known), told.time.as_ref().and_then(known)) else {
        return Some(0.0);
    };
    if a == b {
        return Some(0.3);
    }
    (a.0 <= b.1 && b.0 <= a.1).then_some(0.0)
}

/// What the places of two incidents speak for their being one; nothing where they cannot be.
pub fn places(a: Option<&Spot>, b: Option<&Spot>) -> Option<f64> {
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
        return Some(if a.precision < Precision::Country { 0.6 } else { 0.2 });
    }
    // Two villages that no gazetteer has are two, unless one name is part of the other.
    let part = |a: &str, b: &str| a.contains(b) || b.contains(a);
    if a.rule == NOT_KNOWN && b.rule == NOT_KNOWN && !part(&a.worded, &b.worded) {
        return None;
    }
    // "Faizabad district" and "the city of Faizabad".
    let near = || a.point.zip(b.point).is_some_and(|(p, q)| p.distance_km(q) < a.radius_km.max(b.radius_km));
    if a.worded.eq_ignore_ascii_case(&b.worded) && near() || holds(a, b) || holds(b, a) {
        return Some(if a.precision.max(b.precision) < Precision::Admin1 { 0.6 } else { 0.4 });
    }
    if a.is_site_of(b) || b.is_site_of(a) {
        return Some(0.5);
    }
    match (a.point, b.point) {
        (Some(p), Some(q)) if a.precision <= Precision::Settlement && b.precision <= Precision::Settlement => {
            (p.distance_km(q) < 12.0).then_some(0.0)
        }
        (Some(p), Some(q)) => (p.distance_km(q) < a.radius_km.max(b.radius_km)).then_some(-0.2),
        _ => Some(-0.2),
    }
}
