//! Incidents that later sentences show to be one.
//!
//! Comes in: the incidents of a text as [`super::joining`] put them together. Goes out: the same, those put together that have names, day, town or
//! toll in common and nothing against it.

use jiff::civil::Date;

use super::events::go_together;
use super::incidents::{Found, Told};
use super::joining::{ELSEWHERE, LOOK_BACK, MOST_TOLD, OTHERS, SAME_VICTIM, places};
use super::parting::{HEADLINE, allow, are_others, are_parted, is_before_news, is_old};
use super::victims::{is_done_to_one, is_taken};

/// So many killed are not killed twice.
const MANY: u32 = 10;
/// Less than this and two incidents stay two.
const ALIKE: f64 = 1.4;

/// Puts incidents together that later sentences show to be one: names, day, town or toll in common, and nothing against.
pub fn again(all: Vec<Found<'_>>, published: Option<Date>) -> Vec<Found<'_>> {
    let mut out: Vec<Found<'_>> = Vec::with_capacity(all.len());
    for found in all {
        let from = out.len().saturating_sub(LOOK_BACK);
        let open = out.get(from..).unwrap_or_default();
        let open = open.iter().enumerate().filter(|(_, known)| known.told.len() < MOST_TOLD);
        let scored = open.filter_map(|(n, known)| Some((likeness(known, &found, published)?, n + from)));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match best.filter(|(score, _)| *score >= ALIKE).and_then(|(_, n)| out.get_mut(n)) {
            Some(known) => found.told.into_iter().for_each(|told| known.add(told)),
            None => out.push(found),
        }
    }
    out
}

/// What speaks for two incidents being one; nothing where they cannot be.
fn likeness(a: &Found<'_>, b: &Found<'_>, published: Option<Date>) -> Option<f64> {
    if b.told.iter().any(|told| a.told.iter().any(|t| are_parted(t, told))) {
        return None;
    }
    let victim = b.told.iter().any(|told| a.has_victim_of(told));
    let together = go_together(&a.kind, &b.kind) || victim && is_done_to_one(&a.kind) && is_done_to_one(&b.kind);
    if !together {
        return None;
    }
    let same_day = same_days(a, b, victim)?;
    let same_place = places(a.spot(), b.spot()).or_else(|| victim.then_some(ELSEWHERE))?;
    let same_victim = if victim { SAME_VICTIM } else { 0.0 };
    let last = b.time().and_then(|time| time.when.last());
    let old = if a.time().is_none() && last.is_some_and(|day| is_old(day, published)) { -0.8 } else { 0.0 };
    let old = old - if last.is_some_and(|day| is_before_news(a, day, published)) { 2.0 * OTHERS } else { 0.0 };
    let shared = b.names.iter().filter(|name| a.names.contains(*name)).count();
    let same_toll = match (a.killed(), b.killed()) {
        (Some(x), Some(y)) if !allow(x, y) && !victim => -0.7,
        (Some(x), Some(y)) if x.count() == y.count() && x.count() >= Some(MANY) => 0.4,
        _ => 0.0,
    };
    let anew = if b.told.iter().any(|t| t.event.other && !t.event.definite) { -0.6 } else { 0.0 };
    // "The Moscow massacre" of a headline is told below it.
    let headline = a.told.iter().all(|t| t.event.definite) && a.told.iter().any(|t| t.event.sentence < HEADLINE);
    let others = if b.told.iter().all(|told| are_others(a, told)) { -2.0 * OTHERS } else { 0.0 };
    let known = |t: &Told<'_>| t.event.definite || t.event.the && same_day > 0.5;
    let named = if b.told.iter().all(known) || headline { 0.4 } else { 0.0 };
    let heads: Vec<&str> = a.told.iter().filter_map(|t| t.target_head).collect();
    let same_target = b.told.iter().filter_map(|t| t.target_head).any(|head| heads.contains(&head));
    let same_target = if same_target { 0.3 } else { 0.0 };
    Some(
        same_day
            + same_target
            + same_victim
            + same_place
            + 0.4 * shared.min(3) as f64
            + same_toll
            + others
            + old
            + anew
            + named
            + if a.kind == b.kind { 0.8 } else { 0.0 },
    )
}

/// What the days of two incidents speak for their being one; nothing where they cannot be.
fn same_days(a: &Found<'_>, b: &Found<'_>, victim: bool) -> Option<f64> {
    Some(match (a.time().and_then(|t| t.when.span()), b.time().and_then(|t| t.when.span())) {
        (Some(x), Some(y)) if x == y => 0.8,
        (Some(x), Some(y)) if x.0 <= y.1 && y.0 <= x.1 => 0.2,
        (Some(_), Some(_)) if victim && is_taken(&a.kind) != is_taken(&b.kind) => ELSEWHERE,
        (Some(_), Some(_)) => return None,
        _ => 0.0,
    })
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn the_attack_of_a_claim_of_a_battle_and_of_its_course_is_the_one_told_of() -> crate::error::Result<()> {
        assert_told([
            (
                "A suicide bomber struck a mosque in Peshawar on Monday, killing at least 59 people.\n\nA commander for the \
                 Pakistani Taliban claimed responsibility for the attack on Twitter.\n\nMonday's assault on the mosque was one of \
                 the deadliest attacks on security forces in years.",
                ["bombing Peshawar 2024-03-25"].as_slice(),
            ),
            (
                "A suicide bomber struck a mosque in Peshawar on Monday, killing at least 59 people.\n\nThe police chief said the \
                 violence started when an attacker opened fire on police outside the mosque in Peshawar.",
                ["bombing Peshawar 2024-03-25"].as_slice(),
            ),
            (
                "Bombers attacked a ministry in Kabul on Monday.\n\nDuring the gun battle at least seven people were killed.",
                ["bombing Kabul 2024-03-25"].as_slice(),
            ),
        ])
    }

    #[test]
    fn the_attack_of_a_claim_is_not_what_it_avenged() -> crate::error::Result<()> {
        assert_told([(
            "A suicide bomber killed 32 people at a mosque in Peshawar on Monday. It was revenge for the August 2022 killing of a \
             leader by a mine in Paktika. A commander of the Pakistani Taliban claimed responsibility for the attack.",
            ["bombing Peshawar 2024-03-25", "assassination Paktika 2022-08"],
        )])
    }
}
