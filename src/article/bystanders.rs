//! People and things that stand near an event and are not what it was done to.
//!
//! Comes in: an event in its sentence, a mark of people or of a thing and where its noun phrase begins. Goes out: yes or no.

use super::events::Event;
use super::lists::List;
use super::prose::{Prose, Sentence};
use super::sense::{ActorSort, Form, Sense, TargetSort};
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::Kind;
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words between "charged" and those who are.
const CHARGED: usize = 2;
/// Words between a speaker and "said".
const SPEAKER: usize = 10;
/// Words between "as a" and what somebody is called.
const CALLED: usize = 3;
/// Words between "disguised" and what as.
const DISGUISED: usize = 4;

/// What belongs to something else than the event: the stadium where somebody was arrested, those charged over a plot, the hall of another
/// attack, who is quoted, what a bomber is disguised as, half of a compound.
pub fn is_bystander(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark, start: usize) -> bool {
    let person = matches!(mark.sense, Sense::Person(_));
    // "At the stadium when he was arrested".
    let place = event.kind == Kind::Arrest && !person && !is_militant(mark);
    // "Foiled a plot and charged four people".
    let before = |words: usize| start.saturating_sub(words).max(sentence.words.start)..start;
    let charged = event.kind == Kind::Plot && person && before(CHARGED).any(|n| prose.is(n, List::Charged));
    // "A bomber disguised as a visitor".
    let disguised = |n: usize| prose.is(n, List::Disguised) && prose.folded(n + 1) == "as";
    // "Identified the man behind the attack as a member of the group".
    let called = |n: usize| prose.folded(n) == "as" && matches!(prose.folded(n + 1), "a" | "an");
    // "According to the police".
    let told_by = |n: usize| prose.folded(n) == "according";
    place
        || charged
        || before(CALLED).any(told_by)
        || person && before(CALLED).any(called)
        || before(DISGUISED).any(disguised)
        || !person && is_of_other_event(prose, event, mark)
        || is_quoted(prose, sentence, event, mark, start)
        || is_half(prose, mark)
}

/// Those who do violence, by a word that names no group: "Islamists".
pub fn is_militant(mark: &Mark) -> bool {
    let Sense::Actor(row) = mark.sense else { return false };
    Vocabulary::built_in().actors.get(row).is_some_and(|row| row.sort == ActorSort::Generic)
}

/// "Its role in the hall attack", before the event.
fn is_of_other_event(prose: &Prose<'_>, event: &Event, mark: &Mark) -> bool {
    let events = &Vocabulary::built_in().events;
    let next = mark.last + 1;
    let tells = |m: &Mark| {
        let told = matches!(m.sense, Sense::Event(row) if events.get(row).is_some_and(|row| row.form != Form::Means));
        told && m.first == next && !event.at.contains(&m.first)
    };
    mark.last < event.at.start && prose.marks_about(next, next).any(tells)
}

/// "Preparing an attack,” the ministry and the police said": who speaks behind a quotation.
fn is_quoted(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark, start: usize) -> bool {
    let quoted = start > event.at.end && (event.at.end..=start).any(|n| prose.gap(n, gap::QUOTE));
    let said = |n: usize| prose.page.has(n, flag::SPEECH) && n > mark.last;
    quoted && (mark.last..(mark.last + SPEAKER).min(sentence.words.end)).any(said)
}

/// "A car park", "a police spokesman": the first half of a compound.
fn is_half(prose: &Prose<'_>, mark: &Mark) -> bool {
    let vehicle = mark.sense == Sense::Thing(TargetSort::Vehicle);
    prose.is(mark.last + 1, if vehicle { List::Parking } else { List::Office })
}
