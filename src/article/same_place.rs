//! The place of an event from where the text tells of the same thing: a headline and its lead, the church told of before.
//!
//! Comes in: the events of a text in order. Goes out: places for those that have none of their own.

use super::incidents::Told;
use super::lists::List;
use super::passing::{MOST_WAKED, dated_apart, inherited};
use super::places::Spot;
use super::prose::Prose;
use super::sense::TargetSort;
use crate::incident::{Kind, Precision, Role};

/// Sentences of the lead, in which what the headline tells is told again.
const LEAD: usize = 4;

/// "A gunman shot three people in a church in Lima. [..] The attack on the church": the place told for the same building before.
pub fn at_same_target(prose: &Prose<'_>, known: &[Told<'_>], told: &Told<'_>) -> Option<Spot> {
    let target = told.target.as_ref().filter(|t| t.sort == TargetSort::Building)?;
    let definite = (target.words.start.saturating_sub(1)..=target.words.start).any(|n| prose.is(n, List::TheThis));
    if !definite || told.event.plural || told.event.kind.role() != Role::Operation {
        return None;
    }
    let same = |t: &&Told<'_>| {
        t.target_head == told.target_head && t.event.kind.role() == Role::Operation && !dated_apart(t, told)
    };
    let spots = known.iter().rev().take(MOST_WAKED).filter(same).filter_map(|t| t.spot.as_ref());
    spots.into_iter().find(|spot| spot.precision < Precision::Country).cloned()
}

/// "Two arrested over a plot" above a text: where the lead below puts it.
pub fn head(prose: &Prose<'_>, all: &mut [Told<'_>]) {
    let is_head = |t: &Told<'_>| t.event.sentence == 0 && prose.sentences.get(1).is_some_and(|s| s.paragraph > 0);
    let heads = all.iter().take_while(|t| is_head(t)).count();
    let (heads, rest) = all.split_at_mut(heads);
    for told in heads.iter_mut().filter(|t| t.spot.as_ref().is_none_or(|s| s.precision >= Precision::Country)) {
        let own = told.spot.as_ref().and_then(|spot| spot.country);
        let lead = rest.iter().take_while(|t| t.event.sentence <= LEAD);
        // Warnings are many in one text.
        let told_again = told.event.kind.role() == Role::Operation || told.event.kind == Kind::Arrest;
        let same = |t: &&Told<'_>| told_again && t.event.kind == told.event.kind && !t.event.plural && !t.event.other;
        let mut spots = lead.filter(same).filter_map(|t| t.spot.as_ref());
        let spot =
            spots.find(|spot| spot.precision < Precision::Country && own.is_none_or(|own| spot.country == Some(own)));
        if let Some(spot) = spot.filter(|_| !told.event.plural && !told.abroad) {
            told.spot = Some(inherited(prose, spot, None));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn a_headline_is_where_its_lead_puts_it() -> crate::error::Result<()> {
        assert_told([(
            "Two jihadists arrested over plot against Swedish parliament\n\nOn 3 March 2024 German police arrested two men in Gera.",
            ["arrest Gera not known", "plot Sweden not known", "arrest Gera 2024-03-03"],
        )])
    }

    #[test]
    fn the_church_told_of_before_is_where_it_was() -> crate::error::Result<()> {
        assert_told([(
            "Gunmen stormed a church in Lima on 3 March 2024.\n\nPeru mourns. The attack on the church lasted an hour, Peru said.",
            ["armed_assault Lima 2024-03-03"],
        )])
    }
}
