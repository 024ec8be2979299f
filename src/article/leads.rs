//! What stands at the head of a text in short and is told below it.
//!
//! Comes in: an incident told at the head, and an event. Goes out: whether the event is the same, told anew with more.

use jiff::civil::Date;

use super::events::{Event, is_violent};
use super::incidents::{Found, Told};
use super::parting::HEADLINE;
use crate::incident::{Kind, Precision};

/// Sentences below a heading that tell of it.
const BELOW: usize = 5;
/// Days within which news tells of what happened.
const RECENT: i32 = 10;

/// "Four dead in shooting at shrine" above "A gunman opened fire on Sunday in Shiraz": what a heading tells is told below it.
pub fn is_under_heading(found: &Found<'_>, told: &Told<'_>) -> bool {
    let [heading] = found.told.as_slice() else { return false };
    let event = &told.event;
    let below = event.sentence > heading.event.sentence && event.sentence <= heading.event.sentence + BELOW;
    let other = event.other && !event.definite || event.plural != heading.event.plural;
    // A strike from the air in answer to a bombing is another one.
    let of_air = |event: &Event| event.kind == Kind::AirStrike && !event.effect_only;
    let other = other || of_air(event) != of_air(&heading.event) && !event.effect_only && !heading.event.effect_only;
    heading.heading && !told.heading && below && !other
}

/// Whether a day is one of those that news tells of.
pub fn is_recent(day: Date, published: Option<Date>) -> bool {
    published.is_some_and(|now| day.until(now).is_ok_and(|span| (0..=RECENT).contains(&span.get_days())))
}

/// "15 were killed in an attack on a village in Yobe state" at the head, and then "gunmen swept into Gujba at dawn on Sunday": the next sentence
/// tells of it by day and place.
pub fn unfolds(found: &Found<'_>, told: &Told<'_>, published: Option<Date>) -> bool {
    let event = &told.event;
    let lead = found.told.first().is_some_and(|t| t.event.sentence < HEADLINE) && found.time().is_none();
    let next = event.sentence > found.last_sentence() && event.sentence <= found.last_sentence() + 1;
    let day = told.time.as_ref().filter(|time| time.when.length_days() <= 1).and_then(|time| time.when.last());
    let one = !event.other && event.plural == found.told.iter().all(|t| t.event.plural);
    // Finer or coarser: "on a church in Damascus", "in Syria".
    let inner = found
        .spot()
        .zip(told.spot.as_ref())
        .is_some_and(|(a, b)| a.precision >= b.precision || b.precision >= Precision::Country);
    lead && next && one && inner && day.is_some_and(|day| is_recent(day, published)) && is_violent(&event.kind)
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn the_sentence_behind_the_lead_tells_of_it_by_day_and_place() -> crate::error::Result<()> {
        assert_told([(
            "At least 15 people were killed in an attack by militants on a village in Yobe state, residents said.\n\nGunmen swept \
             into Gujba village at dawn on Sunday, firing on residents as they fled.",
            ["armed_assault Gujba 2024-03-31"],
        )])
    }
}
