//! What an event was done to.
//!
//! Comes in: an event in its sentence, and who did it. Goes out: a [`Target`]: the people or the thing behind the words of the event, or before a
//! passive; not who did it, who speaks of it, or what a bomb was in.

use std::ops::Range;

use super::actors::Actor;
use super::bystanders::{is_bystander, is_militant};
use super::events::Event;
use super::lists::List;
use super::people::is_plural;
use super::prose::{Prose, Sentence};
use super::sense::{ActorSort, Cue, Form, Sense, TargetSort};
use super::undergone::passive_of;
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::{Kind, Role};
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// Words behind a trigger in which its object stands.
const OBJECT: usize = 14;

/// Words of a name behind an office.
const NAMES: usize = 4;

/// Words between "members of" and the group.
const OWNERS: usize = 3;

/// Marks that may begin at one word.
const NEXT: usize = 6;

/// What it was done to.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The words.
    pub words: Range<usize>,
    /// Its sort.
    pub sort: TargetSort,
}

/// What an event was done to: rather something that tells it from others than what only describes another noun.
pub fn target(prose: &Prose<'_>, sentence: &Sentence, event: &Event, actor: Option<&Actor>) -> Option<Target> {
    // A group is founded, and nothing is done to anybody.
    if event.kind == Kind::Founding {
        return None;
    }
    let vague =
        |mark: &Mark| prose.is(mark.first, List::Others) || is_attribute(prose, mark) || is_compound(prose, mark);
    let by_actor = |mark: &Mark| actor.is_some_and(|a| mark.last >= a.words.start && mark.first < a.words.end);
    // "Recaptured the town from militants".
    let driven = |mark: &Mark| {
        let from = mark.first.checked_sub(1).is_some_and(|n| prose.folded(n) == "from");
        from && mark.sense == Sense::Person(TargetSort::Fighter)
    };
    let free = |mark: &Mark| {
        let start = noun_start(prose, sentence, mark.first);
        let jail = event.kind == Kind::Trial && sort(mark) == Some(TargetSort::Building);
        !by_actor(mark)
            && !jail
            && !is_bystander(prose, sentence, event, mark, start)
            && !driven(mark)
            && !is_speaker(prose, mark, start)
            && !is_carrier(prose, sentence, event, mark)
            && !is_doer(prose, sentence, event, mark, start)
    };
    let telling = chosen(prose, sentence, event, &|mark| free(mark) && !vague(mark));
    let bare = |mark: &Mark| free(mark) && !prose.is(mark.first, List::Others) && !is_compound(prose, mark);
    let found = telling.or_else(|| chosen(prose, sentence, event, &bare))?;
    let first = noun_start(prose, sentence, found.first);
    Some(Target { words: first..found.last + 1, sort: sort(found).unwrap_or(TargetSort::Fighter) })
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
    // "The arrest of three Islamists".
    let owner = |m: &Mark| prose.word(m.last).is_some_and(|word| word.possessive);
    let taken = |m: &Mark| event.kind == Kind::Arrest && is_militant(m) && !owner(m);
    let fits = |m: &Mark| (sort(m).is_some() || taken(m)) && free(m) && event.reach.contains(&m.first);
    let all = || prose.marks_of(sentence).iter().filter(|m| fits(m));
    let passive =
        at.start.checked_sub(1).is_some_and(|n| prose.is(n, List::Passive)) || prose.is(at.start, List::PassiveHead);
    // Who warns is not whom the warning is for, nor are those charged over a plot what it aims at.
    let stated = event.kind.role() == Role::Statement || event.kind == Kind::Plot;
    let from = if stated { at.end } else { at.start };
    // "The method was unclear, but a car park had been searched": not past the turn.
    let turns = |n: &usize| prose.gap(*n, gap::COMMA) && prose.is(*n, List::Turn);
    let turn = (at.end..sentence.words.end).find(turns).unwrap_or(sentence.words.end);
    let behind = all().find(|m| m.first >= from && m.first < (at.end + OBJECT).min(turn));
    let before = all().rev().find(|m| m.last < at.start && at.start - m.last < OBJECT && !stated);
    // "Rwandan troops recaptured the town": who did it.
    let subject = |m: &&Mark| {
        let force = matches!(m.sense, Sense::Person(TargetSort::Military | TargetSort::Police | TargetSort::Fighter));
        event.form == Form::Act && force && m.last + 1 == at.start
    };
    if passive { before.or(behind) } else { behind.or_else(|| before.filter(|m| !subject(m))) }
}

/// "Arrested one, police said", "Mayor Jane Roe condemned": who speaks; `start` is where its noun phrase begins.
fn is_speaker(prose: &Prose<'_>, mark: &Mark, start: usize) -> bool {
    let apart = |n: usize| prose.gap(n, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON);
    let speaks = |n: usize| prose.page.has(n, flag::SPEECH) && !apart(n);
    let name = |n: &usize| prose.page.is_name(*n) && !prose.page.capitals && !apart(*n);
    // "Said Defense Minister Roe".
    let said = start.checked_sub(1).is_some_and(|n| prose.page.has(n, flag::SPEECH)) && !apart(start);
    let official = matches!(mark.sense, Sense::Person(TargetSort::Official));
    let names = (mark.last + 1..=mark.last + NAMES).take_while(name).count();
    let verb = mark.last + 1 + names;
    let acts =
        !apart(verb) && (prose.is(verb, List::Reaction) || prose.is(verb, List::Praise) || prose.is(verb, List::Acts));
    let head = prose.gap(start, gap::COMMA | gap::QUOTE | gap::STOP | gap::PARAGRAPH)
        || prose.is(start.saturating_sub(1), List::Article)
        || prose.is(mark.first.saturating_sub(1), List::Article);
    speaks(mark.last + 1) && head || official && (said || speaks(verb) || names > 0 && acts)
}

/// "An attack by extremists", "Taliban insurgents launched an assault": who did it; `start` is where its noun phrase begins.
fn is_doer(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark, start: usize) -> bool {
    let fighter = mark.sense == Sense::Person(TargetSort::Fighter);
    let person = matches!(mark.sense, Sense::Person(_));
    let lead = start.checked_sub(1).filter(|n| *n >= sentence.words.start);
    let by = |n: usize| prose.folded(n) == "by" && !prose.gap(n + 1, gap::COMMA);
    let led = lead.is_some_and(|n| by(n) || prose.is(n, List::Article) && n.checked_sub(1).is_some_and(by));
    // "The White House called": a state, not a house.
    let actor = |m: &Mark| match m.sense {
        Sense::Actor(row) => Vocabulary::built_in().actors.get(row).map(|row| row.sort),
        _ => None,
    };
    let official = mark.sense == Sense::Person(TargetSort::Official);
    let act = |m: &Mark| {
        let next = m.first > mark.last && m.first <= mark.last + 2;
        next && matches!(m.sense, Sense::Event(row) if Vocabulary::built_in().events.get(row).is_some_and(|row| row.form == Form::Act))
    };
    let marks = prose.marks_of(sentence);
    let of_state = !person
        && marks.iter().any(|m| actor(m) == Some(ActorSort::State) && m.first < mark.first && m.last == mark.last);
    // "Group members attacked a village".
    let of_group =
        || marks.iter().any(|m| actor(m) == Some(ActorSort::Group) && m.first >= start && m.last < mark.first);
    let before =
        mark.last < event.at.start && passive_of(prose, event).is_none() && event.kind.role() == Role::Operation;
    let within = event.at.contains(&mark.first) && prose.is(mark.last, List::Perpetrator);
    // "When a supporter of the group drove into a market".
    let acts = person && !official && of_group() && marks.iter().any(act);
    // "Members of the group attacked a village".
    let belongs = || prose.folded(mark.last + 1) == "of" && names_group(prose, mark.last + 2);
    let of_any = person && !official && (of_group() || belongs());
    of_state || acts || person && led || before && (fighter || of_any) || fighter && within
}

/// Whether the next few words name a group: "the group", "the Islamic State".
fn names_group(prose: &Prose<'_>, from: usize) -> bool {
    let group = |m: &Mark| match m.sense {
        Sense::Actor(row) => Vocabulary::built_in().actors.get(row).is_some_and(|row| row.sort != ActorSort::State),
        sense => sense == Sense::Cue(Cue::TheGroup),
    };
    prose.marks_about(from, from + OWNERS).any(|m| m.first >= from && group(m))
}

/// "A terrorist attack", "a House committee": what only describes the noun behind it.
fn is_attribute(prose: &Prose<'_>, mark: &Mark) -> bool {
    let next = mark.last + 1;
    let beside = !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON | gap::DASH);
    // "A girls' school".
    let building = |m: &Mark| m.first == next && m.sense == Sense::Thing(TargetSort::Building);
    let owner = is_plural(prose.folded(mark.last))
        && prose.word(mark.last).is_some_and(|word| word.possessive)
        && prose.marks.iter().skip(prose.marks.partition_point(|m| m.first < next)).take(NEXT).any(building);
    beside
        && (owner
            || prose.is(next, List::Described)
            || prose.page.is_name(mark.first) && prose.folded(next) == "committee")
}

/// "French soil", "lengthy prison terms", "official news": the beginning of a compound, whose last noun is no target; not "the hall attack".
fn is_compound(prose: &Prose<'_>, mark: &Mark) -> bool {
    let next = mark.last + 1;
    let beside = !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON | gap::DASH);
    let person = matches!(mark.sense, Sense::Person(_));
    let told = || prose.marks_about(next, next).any(|m| m.first == next && matches!(m.sense, Sense::Event(_)));
    let described = prose.is(next, List::Described) && (person || !told());
    // "The French minister": a people before a noun.
    let civilian = mark.sense == Sense::Person(TargetSort::Civilian);
    let people =
        civilian && prose.page.is_name(mark.first) && !prose.page.capitals && !is_plural(prose.folded(mark.last));
    beside && (described || people && !prose.page.has(next, flag::FUNCTION))
}

/// "A truck bomb", "two car bombs exploded": what the bomb is in; "rammed a truck into": what is driven.
fn is_carrier(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark) -> bool {
    let weapon = |m: &Mark| matches!(m.sense, Sense::Event(row) if Vocabulary::built_in().events.get(row).is_some_and(|row| row.kind == Kind::Bombing));
    let vehicle = mark.sense == Sense::Thing(TargetSort::Vehicle);
    let marks = prose.marks_of(sentence);
    let driven = event.at.contains(&mark.first) && prose.folded(mark.last + 1) == "into";
    vehicle && driven
        || vehicle
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
            .any(|m| (m.last == n || m.first == n) && matches!(m.sense, Sense::Event(_) | Sense::Effect(..)));
        if broken
            || verb
            || prose.page.has(n, flag::FUNCTION | flag::CALENDAR)
            || prose.folded(n).ends_with("ing")
            || prose.folded(n).ends_with("ed")
            || prose.is(n, List::BeforeNounPhrase)
        {
            break;
        }
        first = n;
        // "Has left 26 tourists dead": a figure heads its phrase.
        if prose.word(n).is_some_and(|word| word.shape == Shape::Number) {
            break;
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn doers_titles_and_halves_of_compounds_are_no_targets() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, target) in [
            ("ISIS-K suicide bombers attacked a ceremony in Kerman on Friday.", Some("ceremony")),
            ("Taliban insurgents launched an assault on the Plaza Hotel in Kabul on Friday.", Some("Plaza Hotel")),
            ("Four assailants stormed a packed concert venue in Moscow on Friday.", Some("concert venue")),
            ("A hostage was beheaded by ISIS militants in Syria in August 2014.", Some("hostage")),
            ("Nobody is safe, the White House said Friday, hours after a shooting in Moscow.", None),
            ("Police arrested a man who plotted to strike on French soil in July.", None),
        ] {
            let found = extractor.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
            assert_eq!(found.last().and_then(|report| report.target.as_deref()), target, "{text}");
        }
        Ok(())
    }

    #[test]
    fn who_acts_or_speaks_and_what_a_bomb_is_in_are_no_targets() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, target) in [
            ("Two car bombs exploded outside the ministry in Kabul on Friday.", Some("ministry")),
            ("In March 2024 Austria arrested three jihadists, and in Germany one, police said.", None),
            ("The jihadist was at the stadium in Vienna when he was arrested on Friday.", Some("jihadist")),
            ("German police announced the arrest of three Islamists on Friday.", Some("Islamists")),
            ("Police foiled a bomb plot in Lima and charged four people with preparing it.", None),
            ("The jihadists plotted an attack in Lima, but an underground car park was searched.", None),
            ("“Jihadists planned an attack in Lima,” a State Police spokesman said.", None),
            ("The Islamic State was founded in Iraq in 2006 by individuals from many countries.", None),
            ("Police on Friday arrested a Tajik man connected to a plot by jihadists.", Some("Tajik man")),
            ("In August 2021 Rwandan troops recaptured the town of Palma, Mozambique, from militants.", None),
        ] {
            let found = extractor.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
            assert_eq!(found.last().and_then(|report| report.target.as_deref()), target, "{text}");
        }
        Ok(())
    }
}
