//! What an event was done to.
//!
//! Comes in: an event in its sentence, and who did it. Goes out: a [`Target`]: the people or the thing behind the words of the event, or before a
//! passive; not who did it, who speaks of it, or what a bomb was in.

use std::ops::Range;

use super::actors::Actor;
use super::events::Event;
use super::lists::List;
use super::prose::{Prose, Sentence};
use super::sense::{Form, Sense, TargetSort};
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::{Kind, Role};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words behind a trigger in which its object stands.
const OBJECT: usize = 14;

/// What it was done to.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The words.
    pub words: Range<usize>,
    /// Its sort.
    pub sort: TargetSort,
}

/// What an event was done to: rather something that tells it from others than "others".
pub fn target(prose: &Prose<'_>, sentence: &Sentence, event: &Event, actor: Option<&Actor>) -> Option<Target> {
    let vague = |mark: &Mark| prose.is(mark.first, List::Others) || is_attribute(prose, mark);
    let by_actor = |mark: &Mark| actor.is_some_and(|a| mark.last >= a.words.start && mark.first < a.words.end);
    let free = |mark: &Mark| !by_actor(mark) && !is_speaker(prose, mark) && !is_carrier(prose, sentence, mark);
    let telling = chosen(prose, sentence, event, &|mark| free(mark) && !vague(mark));
    let found = telling.or_else(|| chosen(prose, sentence, event, &free))?;
    let first = noun_start(prose, sentence, found.first);
    Some(Target { words: first..found.last + 1, sort: sort(found)? })
}

/// The sort of people or things.
fn sort(mark: &Mark) -> Option<TargetSort> {
    match mark.sense {
        Sense::Person(sort) | Sense::Thing(sort) => Some(sort),
        _ => None,
    }
}

/// The nearest people or things that may be the target of an event, of those that are free to be.
fn chosen<'p>(
    prose: &'p Prose<'_>,
    sentence: &Sentence,
    event: &Event,
    free: &dyn Fn(&Mark) -> bool,
) -> Option<&'p Mark> {
    let at = &event.at;
    let all =
        || prose.marks_of(sentence).iter().filter(|m| sort(m).is_some() && free(m) && event.reach.contains(&m.first));
    let passive =
        at.start.checked_sub(1).is_some_and(|n| prose.is(n, List::Passive)) || prose.is(at.start, List::PassiveHead);
    // Who warns is not whom the warning is for.
    let stated = event.kind.role() == Role::Statement;
    let from = if stated { at.end } else { at.start };
    let behind = all().find(|m| m.first >= from && m.first < at.end + OBJECT);
    let before = all().rev().find(|m| m.last < at.start && at.start - m.last < OBJECT && !stated);
    // "Rwandan troops recaptured the town": who did it.
    let subject = |m: &&Mark| {
        let force = matches!(m.sense, Sense::Person(TargetSort::Military | TargetSort::Police | TargetSort::Fighter));
        event.form == Form::Act && force && m.last + 1 == at.start
    };
    if passive { before.or(behind) } else { behind.or_else(|| before.filter(|m| !subject(m))) }
}

/// "Arrested one, police said": who speaks.
fn is_speaker(prose: &Prose<'_>, mark: &Mark) -> bool {
    let next = mark.last + 1;
    let told = prose.page.has(next, flag::SPEECH) && !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH);
    told && (prose.gap(mark.first, gap::COMMA | gap::QUOTE) || prose.is(mark.first.saturating_sub(1), List::Article))
}

/// "A terrorist attack", "a House committee": what only describes the noun behind it.
fn is_attribute(prose: &Prose<'_>, mark: &Mark) -> bool {
    let next = mark.last + 1;
    let beside = !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON | gap::DASH);
    beside && (prose.is(next, List::Described) || prose.page.is_name(mark.first) && prose.folded(next) == "committee")
}

/// "A truck bomb", "two car bombs exploded": what the bomb is in.
fn is_carrier(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> bool {
    let weapon = |m: &Mark| matches!(m.sense, Sense::Event(row) if Vocabulary::built_in().events.get(row).is_some_and(|row| row.kind == Kind::Bombing));
    let vehicle = mark.sense == Sense::Thing(TargetSort::Vehicle);
    let marks = prose.marks_of(sentence);
    vehicle
        && prose.folded(mark.last + 1).starts_with("bomb")
        && marks.iter().any(|m| weapon(m) && m.first <= mark.last + 1 && m.last > mark.last)
}

/// The first word of the noun phrase that ends with a noun: its adjectives and names, not its article.
fn noun_start(prose: &Prose<'_>, sentence: &Sentence, noun: usize) -> usize {
    let mut first = noun;
    while first > sentence.words.start && noun - first < 4 {
        let n = first - 1;
        let broken =
            prose.gap(first, gap::COMMA | gap::STOP | gap::COLON | gap::DASH | gap::OPEN | gap::CLOSE | gap::QUOTE);
        let verb = prose
            .marks
            .iter()
            .skip(sentence.marks.start)
            .take(sentence.marks.len())
            .any(|m| m.last == n && matches!(m.sense, Sense::Event(_) | Sense::Effect(..)));
        if broken
            || verb
            || prose.page.has(n, flag::FUNCTION | flag::CALENDAR)
            || prose.folded(n).ends_with("ing")
            || prose.folded(n).ends_with("ed")
            || prose.folded(n) == "least"
        {
            break;
        }
        first = n;
    }
    first
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn who_acts_or_speaks_and_what_a_bomb_is_in_are_no_targets() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, target) in [
            ("Two car bombs exploded outside the ministry in Kabul on Friday.", Some("ministry")),
            ("In March 2024 Austria arrested three jihadists, and in Germany one, police said.", None),
            ("In August 2021 Rwandan troops recaptured the town of Palma, Mozambique, from militants.", None),
        ] {
            let found = extractor.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
            assert_eq!(found.last().and_then(|report| report.target.as_deref()), target, "{text}");
        }
        Ok(())
    }
}
