//! How well a name fits an event as its place.
//!
//! Comes in: a name in the sentence of an event. Goes out: a score; below [`LEAST`] it is not the place.

use super::lists::List;
use std::ops::Range;

use super::places::{Named, Stand};
use super::prose::Prose;
use crate::incident::{CountryCode, Precision};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// What a place counts for being where an event is told to be.
const LOCATED: f64 = 3.0;
/// What a place counts that somebody withdraws from.
const LEFT: f64 = 5.0;
/// What a place counts behind a verb of speech that ends the sentence.
const OF_SPEAKER: f64 = -5.0;
/// What a country abroad that is merely named counts for being that of an event.
const ABROAD: f64 = -2.0;
/// Less than this and the place is not that of the event.
pub const LEAST: f64 = -1.0;

/// How a name fits an event by where it stands and by the words around; `home` is the country that the report is from.
pub fn fitting(prose: &Prose<'_>, named: &Named, at: &Range<usize>, home: Option<CountryCode>) -> f64 {
    let plain = named.stand == Stand::Plain;
    // "The battle of Mosul": the name right behind "of".
    let battle = named.first == at.end && prose.is(at.end.saturating_sub(1), List::BattleOf);
    let mut out = score(named, at);
    if battle && plain || is_aim(prose, named, at) {
        out += LOCATED;
    } else if is_left(prose, named, at) {
        out += LEFT;
    }
    let merely = named.stand != Stand::Located && named.place().is_some_and(|p| p.precision >= Precision::Country);
    if merely && home.is_some_and(|home| named.country() != Some(home)) {
        out += ABROAD;
    }
    if is_of_speaker(prose, at, named) { out + OF_SPEAKER } else { out }
}

/// "The Islamic State rose in Iraq, and American troops withdrew from Afghanistan".
fn is_left(prose: &Prose<'_>, named: &Named, at: &Range<usize>) -> bool {
    let Some(from) = named.first.checked_sub(1).filter(|from| prose.folded(*from) == "from") else { return false };
    let own = at.end == from || at.end == named.first;
    own && !named.demonym && from.checked_sub(1).is_some_and(|verb| prose.is(verb, List::Leaves))
}

/// "Plans to attack Cologne Cathedral": what is attacked is a place.
fn is_aim(prose: &Prose<'_>, named: &Named, at: &Range<usize>) -> bool {
    let last = at.end.saturating_sub(1);
    // "Overran the town of Palma".
    let settled = prose.is(last, List::Overruns)
        && named.first > at.end + 1
        && named.first <= at.end + 5
        && prose.folded(named.first - 1) == "of"
        && prose.is(named.first - 2, List::Settled);
    let near = settled || named.first == at.end || named.first == at.end + 1 && prose.folded(at.end) == "the";
    let verb = prose.is(last, List::AimsAt) || prose.is(last, List::Overruns);
    let fine = named.place().is_some_and(|p| p.precision < Precision::Country);
    near && verb && fine && !named.demonym && matches!(named.stand, Stand::Plain | Stand::Way)
}

/// Whether a name stands behind a verb of speech: "the attack was a turning point," said a scholar of a college in Washington.
fn is_of_speaker(prose: &Prose<'_>, at: &Range<usize>, named: &Named) -> bool {
    // "The ministry in Ramallah said a strike killed two".
    let beside = named.last + 1;
    if named.last < at.start && prose.page.has(beside, flag::SPEECH) && !prose.gap(beside, gap::COMMA | gap::STOP) {
        return true;
    }
    let said = |n: usize| prose.page.has(n, flag::SPEECH) && prose.gap(n, gap::COMMA | gap::QUOTE);
    (at.end..named.first).any(said)
}

/// How a name fits an event by where it stands.
pub fn score(named: &Named, at: &Range<usize>) -> f64 {
    let stand = match named.stand {
        Stand::Located => LOCATED,
        Stand::Plain => 0.0,
        Stand::Way => -1.2,
        Stand::Speaks => -3.0,
        Stand::Dateline => -9.0,
    };
    let place = named.place();
    let fine = place.map_or(0.0, |p| match p.precision {
        Precision::Coordinates | Precision::Venue | Precision::Settlement => 1.0,
        Precision::Admin2 | Precision::Admin1 => 0.6,
        _ => 0.0,
    });
    let (distance, behind) =
        if named.first >= at.end { (named.first - at.end, 0.5) } else { (at.start.saturating_sub(named.last), 0.0) };
    stand + fine + behind - distance as f64 / 10.0 - if named.demonym { 3.5 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use crate::article::Extractor;
    use crate::article::several::tests::told;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn who_withdraws_does_so_from_the_name_behind_the_verb() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        let text = "The branch emerged after the Islamic State rose in Iraq and Syria, and has grown bolder since American \
                    troops withdrew from Afghanistan in 2021.";
        let all = told(&extractor, text);
        assert!(all.len() == 1 && all[0].starts_with("withdrawal Afghanistan "), "{all:?}");
        let text = "A bombing killed 183 people at the airport in Kabul as American troops withdrew from Afghanistan.";
        assert!(told(&extractor, text)[0].starts_with("bombing Kabul"));
        Ok(())
    }
}
