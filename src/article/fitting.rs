//! How well a name fits an event as its place.
//!
//! Comes in: a name in the sentence of an event. Goes out: a score; below [`LEAST`] it is not the place.

use super::events::Event;
use super::lists::List;
use std::ops::Range;

use super::places::{Named, Stand};
use super::prose::Prose;
use super::sense::{Form, Sense};
use super::vocabulary::{Mark, Vocabulary};
use super::wide::is_sea;
use crate::incident::{CountryCode, Kind, Precision, Role};
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
/// What a place counts that only says where one of those told of is or was.
const OF_ANOTHER: f64 = -3.0;
/// Words between the head of an apposition and a place in it.
const APPOSED: usize = 14;
/// What a place behind a plot counts for being where it aims, and a sea, which is finer than the country beside it.
const AIMED: f64 = 1.0;
/// Less than this and the place is not that of the event.
pub const LEAST: f64 = -1.0;

/// How a name fits an event by where it stands and by the words around; `home` is the country that the report is from.
pub fn fitting(prose: &Prose<'_>, named: &Named, event: &Event, home: Option<CountryCode>) -> f64 {
    let at = &event.at;
    let plain = named.stand == Stand::Plain;
    // "The battle of Mosul": the name right behind "of".
    let battle = named.first == at.end && prose.is(at.end.saturating_sub(1), List::BattleOf);
    let mut out = score(named, at);
    if battle && plain || is_aim(prose, named, at) {
        out += LOCATED;
    } else if is_left(prose, named, at) {
        out += LEFT;
    }
    // "Two arrested in Gera had planned to attack the parliament in Stockholm": a plot is where it aims.
    if event.kind == Kind::Plot && named.first >= at.end && named.stand == Stand::Located {
        out += AIMED;
    }
    let merely = named.stand != Stand::Located && named.place().is_some_and(|p| p.precision >= Precision::Country);
    if merely && home.is_some_and(|home| named.country() != Some(home)) {
        out += ABROAD;
    }
    let fled = event.kind == Kind::Arrest && is_goal(prose, named);
    if named.last < at.start && is_of_participle(prose, named, at) || fled {
        out += OF_ANOTHER;
    }
    if named.last < at.start && is_of_apposition(prose, named) {
        out += OF_SPEAKER;
    }
    if is_sea(prose, named) {
        out += AIMED;
    }
    // "The U.S. embassy in Moscow warned of attacks": it warns of what is near.
    let near = event.kind == Kind::Warning && named.first > 1 && prose.is(named.first - 2, List::Mission);
    // "Suspected of planning attacks were arrested in Berlin": where they were arrested.
    if event.kind == Kind::Plot && is_of_arrest(prose, named, at) || is_seat(prose, named) {
        return LEAST - 1.0;
    }
    if is_of_speaker(prose, at, named) && !near || is_of_the_deed(prose, named, event) { out + OF_SPEAKER } else { out }
}

/// Whether a passive tells between a plot and a place that somebody was arrested there.
fn is_of_arrest(prose: &Prose<'_>, named: &Named, at: &Range<usize>) -> bool {
    let events = &Vocabulary::built_in().events;
    let arrest = |m: &Mark| match m.sense {
        Sense::Event(row) => events.get(row).is_some_and(|row| row.kind == Kind::Arrest),
        _ => false,
    };
    let passive = |m: &Mark| (m.first.saturating_sub(1)..=m.first).any(|n| n >= at.end && prose.is(n, List::Passive));
    let told = prose.marks_about(at.end, named.first);
    told.filter(|m| m.first >= at.end && m.last < named.first).any(|m| arrest(m) && passive(m))
}

/// "Arrested 12 people after the attack on a hall in Moscow", "over a plot against a church in Vienna": where the attack was, or should have
/// been, not where the police came.
fn is_of_the_deed(prose: &Prose<'_>, named: &Named, event: &Event) -> bool {
    let response = event.kind.role() == Role::Response && event.kind != Kind::AirStrike;
    if !response || named.first < event.at.end {
        return false;
    }
    let events = &Vocabulary::built_in().events;
    let row = |m: &Mark| match m.sense {
        Sense::Event(row) => events.get(row).filter(|row| !matches!(row.form, Form::Means | Form::Effect | Form::Base)),
        _ => None,
    };
    let from = prose.marks.partition_point(|m| m.first < event.at.end);
    let between = prose.marks.get(from..).unwrap_or_default().iter().take_while(|m| m.first <= named.first);
    let last =
        between.filter(|m| m.last < named.first || m.first == named.first).filter_map(|m| Some((m, row(m)?))).last();
    last.is_some_and(|(mark, row)| {
        let deed = row.kind == Kind::Plot || row.kind.role() == Role::Operation;
        // "After the attack on the hall, in Bryansk", "over a plot, and in Germany one": a comma or "and" ends the phrase.
        let led = named.first > mark.last + 1 && prose.is(named.first - 1, List::Preposition);
        let cut = led && (prose.gap(named.first - 1, gap::COMMA) || prose.folded(named.first - 2) == "and");
        deed && !cut
    })
}

/// "Men with ties to the gunmen imprisoned in Moscow were arrested in a suburb of Dushanbe": where others are held.
fn is_of_participle(prose: &Prose<'_>, named: &Named, at: &Range<usize>) -> bool {
    let Some(noun) = named.first.checked_sub(3) else { return false };

    let verb = noun + 1;
    let attribute = prose.is(verb + 1, List::Preposition) && prose.folded(verb).ends_with("ed");
    let own = !prose.gap(verb, gap::COMMA) && !prose.gap(named.first, gap::COMMA) && !prose.is(noun, List::Auxiliary);
    attribute && own && (named.last + 1..=at.start).any(|n| prose.is(n, List::Auxiliary))
}

/// "The group, headquartered in Afghanistan, claimed": where it sits.
fn is_seat(prose: &Prose<'_>, named: &Named) -> bool {
    let verb = named.first.checked_sub(2);
    verb.is_some_and(|n| prose.is(n, List::Seated) && prose.gap(n, gap::COMMA)) && prose.gap(named.last + 1, gap::COMMA)
}

/// "Rahmani, one of the commanders in Iran, was killed near Baghdad": who he was, not where he died.
fn is_of_apposition(prose: &Prose<'_>, named: &Named) -> bool {
    let next = named.last + 1;
    let closed = prose.gap(next, gap::COMMA) && prose.is(next, List::Auxiliary);
    let opens = |n: usize| prose.gap(n, gap::COMMA) && (prose.is(n, List::OneOf) || prose.is(n, List::Article));
    closed && (named.first.saturating_sub(APPOSED)..named.first).any(opens)
}

/// "Arrested as they fled towards the Ukrainian border": not there.
fn is_goal(prose: &Prose<'_>, named: &Named) -> bool {
    let before = (1..=3).filter_map(|back| named.first.checked_sub(back));
    named.stand == Stand::Way && before.into_iter().any(|n| matches!(prose.folded(n), "toward" | "towards" | "to"))
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
        Stand::Dateline | Stand::Inside => -9.0,
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
    use crate::article::several::tests::{assert_told, told};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn where_somebody_is_held_or_serves_or_flees_to_is_not_where_it_happened() -> crate::error::Result<()> {
        assert_told([
            (
                "Nine men with ties to the terrorists imprisoned in Moscow were arrested in a suburb of the Tajik capital Dushanbe on 3 March 2024.",
                ["arrest Dushanbe 2024-03-03"],
            ),
            (
                "Rahmani, one of the commanders in Iran, was killed on 3 January 2020 near the airport of Baghdad in a drone strike.",
                ["air_strike Baghdad 2020-01-03"],
            ),
            (
                "The gunmen were arrested in the Bryansk region on 3 March 2024 on their way to the Ukrainian border.",
                ["arrest Bryansk 2024-03-03"],
            ),
        ])
    }

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
