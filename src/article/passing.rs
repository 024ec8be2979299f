//! What an event has from the one before it: a date, a place, "shortly after", "since then".
//!
//! Comes in: the events of a text in order. Goes out: the same, with what passes from sentence to sentence within a paragraph.

use jiff::ToSpan;
use jiff::civil::Date;

use super::events::go_together;
use super::incidents::Told;
use super::places::Spot;
use super::prose::{Prose, Sentence};
use super::times::TimeMention;
use super::vocabulary::{Cue, Form};
use crate::incident::{DatePrecision, Precision, When};

/// Sentences over which a date or a place holds within a paragraph.
const INHERITS: usize = 2;
/// How sure an inherited place is beside its own.
const LESS_SURE: f64 = 0.8;
/// Sentences within which "shortly after" counts from a date.
const FOLLOWS: usize = 4;
/// Days within which "shortly after" lies.
const SOON_DAYS: i32 = 31;

/// How a sentence puts itself behind the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// "Shortly after".
    Soon,
    /// "Since then".
    SinceThen,
}

impl Follows {
    /// How a sentence begins.
    pub fn of(prose: &Prose<'_>, sentence: &Sentence) -> Option<Self> {
        let head = sentence.words.start..sentence.words.start + 3;
        let cue = |cue| prose.has_cue(sentence, head.clone(), cue);
        if cue(Cue::SinceThen) {
            return Some(Self::SinceThen);
        }
        cue(Cue::After).then_some(Self::Soon)
    }

    /// The days that it means, counted from those of the incident before.
    fn when(self, before: &TimeMention, published: Option<Date>) -> Option<TimeMention> {
        let (first, last) = before.when.span()?;
        let (end, rule) = match self {
            Self::Soon => (last.checked_add(SOON_DAYS.days()).ok()?, "date.soon_after"),
            Self::SinceThen => (published?, "date.since_then"),
        };
        let end = published.map_or(end, |day| end.min(day)).max(first);
        Some(TimeMention { when: When::between(first, end, DatePrecision::Range), rule, ..*before })
    }
}

/// An event without a date or a place has that of the event before it in the same paragraph: "on Friday rebels attacked a bank in Lima. They
/// also burned a bus."
pub fn inherit(all: &mut [Told<'_>], published: Option<Date>) {
    for at in 1..all.len() {
        let (known, rest) = all.split_at_mut(at);
        let (Some(before), Some((told, rest))) = (known.last(), rest.split_first_mut()) else { continue };
        let same_role = before.event.kind.role() == told.event.kind.role();
        if let (None, Some(follows)) = (told.time, told.follows) {
            let recent = known.iter().rev().take_while(|t| t.event.sentence + FOLLOWS >= told.event.sentence);
            told.time = recent.into_iter().find_map(|t| follows.when(t.time.as_ref()?, published));
        }
        // One of several places of one event: "in Turkey, Syria and Iraq".
        let several = rest
            .first()
            .is_some_and(|next| next.event.at == told.event.at && next.event.sentence == told.event.sentence);
        let near = before.paragraph == told.paragraph && told.event.sentence <= before.event.sentence + INHERITS;
        if !near || told.event.other {
            continue;
        }
        if told.time.is_none() && told.event.form == Form::Act && same_role {
            told.time = before.time.map(|time| TimeMention { rule: "date.paragraph", ..time });
        }
        let together = go_together(&before.event.kind, &told.event.kind) || told.event.effect_only;
        if (if told.spot.is_some() { together } else { same_role })
            && !several
            && !told.event.plural
            && told.spot.as_ref().is_none_or(|spot| spot.precision >= Precision::Country)
            && let Some(spot) = before.spot.as_ref()
            && told.spot.as_ref().is_none_or(|own| own.country == spot.country && spot.precision < Precision::Country)
        {
            told.spot = Some(Spot { rule: "place.paragraph", confidence: spot.confidence * LESS_SURE, ..spot.clone() });
        }
    }
}
