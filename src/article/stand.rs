//! How a name of a place stands in its sentence: where something happens, on the way, as a speaker.
//!
//! Comes in: a [`Prose`] and the words of a name. Goes out: a [`Stand`].

use super::lists::List;
use super::prose::Prose;
use super::sense::{ActorSort, Sense};
use super::vocabulary::Vocabulary;
use crate::toponym::token::{Word, gap};
use crate::toponym::words::flag;

/// Words between a preposition and its place: "in the northern city of".
const MOST_BETWEEN: usize = 5;

/// Words between "revenge" and where those are who are avenged.
const AVENGED: usize = 5;

/// How a name stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Behind "in", "at", "near".
    Located,
    /// Behind "from", "to".
    Way,
    /// Speaks or acts: "Washington said".
    Speaks,
    /// Part of another name: "the Islamic State in Iraq and Syria".
    Inside,
    /// In the line of place and date at the head.
    Dateline,
    /// Anything else.
    Plain,
}
/// How a name stands in its sentence.
pub fn stand(prose: &Prose<'_>, first: usize, last: usize) -> Stand {
    if is_actor(prose, first, last, true) {
        return Stand::Inside;
    }
    let found = before(prose, first);
    let next = last + 1;
    // "In revenge for Muslims in Palestine": not there.
    let avenged =
        |n: usize| prose.is(n, List::Revenge) && !(n + 1..=first).any(|n| prose.gap(n, gap::STOP | gap::COLON));
    if (first.saturating_sub(AVENGED)..first).any(avenged) {
        return Stand::Way;
    }
    // "Into Afghanistan's northern neighbors": not there.
    if (next..next + 2).any(|n| prose.is(n, List::Neighbour)) && prose.word(last).is_some_and(|word| word.possessive) {
        return Stand::Way;
    }
    let beside = !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON);
    // "Kyiv had nothing to do with it".
    let innocent = prose.folded(next) == "had" && prose.folded(next + 1) == "nothing";
    let speaks = beside && (prose.page.has(next, flag::SPEECH) || prose.is(next, List::Acts) || innocent);
    // "Georgetown University's Daniel Byman", "Ukraine was behind the attack".
    let behind = prose.is(next, List::Copula) && prose.folded(next + 1) == "behind";
    let body = behind || prose.page.has(last, flag::SCHOOL) || is_actor(prose, first, last, false);
    match found {
        // "In Iraq and Syria, Sabah reported": a new subject behind the comma.
        Some(stand) if !speaks || stand == Stand::Located && !prose.gap(first, gap::COMMA) => stand,
        _ if speaks || body => Stand::Speaks,
        other => other.unwrap_or(Stand::Plain),
    }
}

/// Whether the words are those of a group that acts, or of a state where it need not be a group.
fn is_actor(prose: &Prose<'_>, first: usize, last: usize, group: bool) -> bool {
    let actors = &Vocabulary::built_in().actors;
    let fits = |row: usize| !group || actors.get(row).is_some_and(|row| row.sort == ActorSort::Group);
    let near = prose.marks_about(first, last);
    near.filter(|m| matches!(m.sense, Sense::Actor(row) if fits(row))).any(|m| m.first <= first && last <= m.last)
}

/// How the words before a name put it; nothing where they do not.
fn before(prose: &Prose<'_>, first: usize) -> Option<Stand> {
    let word = |back: usize| first.checked_sub(back).map_or("", |n| prose.folded(n));
    // "Blamed Israel for the killing": who did it, not where.
    let on = usize::from(word(1) == "on");
    if word(1) == "to" && word(2) == "according" || List::Blames.holds(word(1 + on)) {
        return Some(Stand::Speaks);
    }
    let relative = (1..=3).filter_map(|back| first.checked_sub(back)).any(|n| prose.is(n, List::Distance));
    if relative {
        return Some(Stand::Way);
    }
    for back in 1..=MOST_BETWEEN {
        let Some(n) = first.checked_sub(back) else { break };
        if prose.gap(n + 1, gap::STOP | gap::PARAGRAPH | gap::COLON | gap::DASH) {
            break;
        }
        let word = prose.folded(n);
        if prose.is(n, List::Compass) && prose.folded(n + 1) == "of" {
            return Some(Stand::Way);
        }
        if prose.page.has(n, flag::LOCATIVE) || prose.is(n, List::AtPlace) {
            // "According to reports broadcast in Lima": where it is told.
            let told = n.checked_sub(1).is_some_and(|n| prose.is(n, List::Broadcast));
            return Some(if told { Stand::Speaks } else { Stand::Located });
        }
        if back <= 2 && prose.is(n, List::Way) {
            return Some(if word == "into" { Stand::Located } else { Stand::Way });
        }
        if prose.gap(n + 1, gap::COMMA) && back > 1 {
            break;
        }
        // "A suburb of the Tajik capital Dushanbe": where, however far the preposition.
        if prose.is(n, List::PlacePart) && prose.folded(n + 1) == "of" && back > 2 && is_led(prose, n) {
            return Some(Stand::Located);
        }
        // What may stand between the preposition and the name.
        let passes = prose.is(n, List::BeforePlace)
            || prose.is(n, List::PlacePart) && prose.folded(n + 1) == "of"
            || prose.page.has(n, flag::GENERIC | flag::VAGUE | flag::DIRECTION | flag::FACILITY | flag::STREET)
            || prose.word(n).is_some_and(Word::is_capital) && !prose.page.capitals;
        if !passes && back > 1 {
            break;
        }
    }
    None
}

/// Whether a preposition of place stands before a part of a place: "in a northern suburb of".
fn is_led(prose: &Prose<'_>, part: usize) -> bool {
    (1..=3)
        .filter_map(|back| part.checked_sub(back))
        .any(|n| prose.page.has(n, flag::LOCATIVE) || prose.is(n, List::AtPlace))
}

/// "U.S. troops", "UK embassy": a short name of a country right before a noun is an adjective.
pub fn is_adjective(prose: &Prose<'_>, first: usize, last: usize) -> bool {
    let next = last + 1;
    let short = first == last && prose.is(first, List::ShortCountry);
    // "U.S. and Western interests".
    let and = prose.folded(next) == "and" && prose.page.is_name(next + 1) && !prose.page.is_name(next + 2);
    let adjective = ["an", "ern", "ish", "ese", "i", "ch"].iter().any(|end| prose.folded(next + 1).ends_with(end));
    // "US and NATO troops".
    let forces = prose.is(next + 2, List::Forces);
    let joined = adjective || forces;
    if short
        && and
        && joined
        && prose.word(next + 2).is_some()
        && !prose.page.has(next + 2, flag::FUNCTION | flag::SPEECH)
    {
        return true;
    }
    let noun = prose.word(next).is_some() && !prose.page.has(next, flag::FUNCTION | flag::SPEECH | flag::CALENDAR);
    short && noun && !prose.gap(next, gap::COMMA | gap::PARAGRAPH | gap::COLON | gap::OPEN | gap::CLOSE)
}
