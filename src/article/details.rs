//! Details of an attack that was told before: "the whole village was burnt", "they opened fire on the crowd".
//!
//! Comes in: the incidents of a text. Goes out: the same, where what has neither a day nor a place of its own is part of the attack that was told
//! of last before it, if that has both.

use super::actors::Actor;
use super::incidents::{Found, Told};
use super::joining::LOOK_BACK;
use super::parting::HEADLINE;
use super::sense::{ActorSort, Form};
use super::spot::Spot;
use crate::incident::{Casualties, Kind, Precision, Role, When};

/// Days of an attack that is told with its day: "on the night of Friday to Saturday".
const MOST_DAYS: i32 = 2;

/// Gives each attack what is told behind it of itself.
pub fn details(all: Vec<Found<'_>>) -> Vec<Found<'_>> {
    let mut out: Vec<Found<'_>> = Vec::with_capacity(all.len());
    for found in all {
        let first = found.told.first().map_or(0, |t| t.event.sentence);
        let before = |known: &Found<'_>| known.told.iter().map(|t| t.event.sentence).filter(|s| *s <= first).max();
        let from = out.len().saturating_sub(LOOK_BACK);
        let told = out.iter().enumerate().skip(from).filter(|(_, known)| is_attack(known));
        let last = told.max_by_key(|(n, known)| (before(known), *n)).map(|(n, _)| n);
        match last.and_then(|n| out.get_mut(n)).filter(|lead| is_lead(lead) && is_detail(&found, lead)) {
            Some(lead) => {
                let kind = lead.kind.clone();
                found.told.into_iter().for_each(|told| lead.add(told));
                lead.kind = kind;
            }
            None => out.push(found),
        }
    }
    out
}

fn is_attack(found: &Found<'_>) -> bool {
    found.kind.role() == Role::Operation && found.kind != Kind::Plot
}

/// One attack with a place and a day, or at the head of a text that tells no day.
fn is_lead(found: &Found<'_>) -> bool {
    let head = found.told.first().is_some_and(|t| t.event.sentence < HEADLINE);
    let day = found.time().map_or(head, |time| time.when.length_days() <= MOST_DAYS);
    let state = |t: &Told<'_>| t.actor.as_ref().is_some_and(|actor| actor.sort == ActorSort::State);
    // "Three attacks left two dead": what is told next is one of them.
    let one = !found.told.iter().all(|t| t.event.plural || t.event.form == Form::Names);
    day && one && found.spot().is_some() && !found.told.iter().any(state)
}

/// Whether all that is told of an incident has no day, place, toll or group that is not that of the lead.
fn is_detail(found: &Found<'_>, lead: &Found<'_>) -> bool {
    let kind = matches!(
        found.kind,
        Kind::Attack | Kind::ArmedAssault | Kind::Arson | Kind::Robbery | Kind::Bombing | Kind::Battle
    );
    let country = lead.spot().and_then(|spot| spot.country);
    let own_place = |spot: &Spot| {
        let coarse = spot.precision >= Precision::Country && spot.country == country;
        spot.rule != "place.paragraph" && !coarse
    };
    let own_day = |t: &Told<'_>| t.time.is_some_and(|time| time.when != When::UNKNOWN && time.rule != "date.paragraph");
    let plain = |t: &Told<'_>| {
        let other = t.event.other && !t.event.definite || t.event.plural || t.event.past;
        !other && !own_day(t) && !t.spot.as_ref().is_some_and(own_place) && t.victims.is_empty() && !t.abroad
    };
    // "Gunmen stormed a church", "at least 20 had died in the attack": the toll of what has none; another toll is that of another.
    let count = |found: &Found<'_>| found.killed().and_then(Casualties::count);
    let effects = found.told.iter().all(|t| t.event.effect_only);
    let more = count(found) > count(lead) && (count(lead).is_some() || !effects);
    kind && is_attack(lead) && !more && found.told.iter().all(plain) && !are_two_groups(found, lead)
}

fn are_two_groups(a: &Found<'_>, b: &Found<'_>) -> bool {
    let group = |found: &Found<'_>| {
        let named = |actor: &&Actor| actor.sort == ActorSort::Group;
        found.told.iter().filter_map(|t| t.actor.as_ref()).find(named).map(|actor| actor.name.clone())
    };
    group(a).zip(group(b)).is_some_and(|(a, b)| a != b)
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn what_residents_tell_of_an_attack_is_that_attack_and_one_elsewhere_is_not() -> crate::error::Result<()> {
        assert_told([
            (
                "Militants attacked a village near Biu on Friday, killing 15 people.\n\n\"They burnt the whole village,\" a resident \
                 said.\n\nHe said they stole cattle and opened fire on the crowd.",
                ["attack Biu 2024-03-29"].as_slice(),
            ),
            (
                "Militants attacked a village near Biu on Friday, killing 15 people.\n\nAnother village was burnt in Yobe on Sunday.",
                ["attack Biu 2024-03-29", "arson Yobe State 2024-03-31"].as_slice(),
            ),
        ])
    }
}
