//! Who did it, and how sure that is.
//!
//! Comes in: an event and its sentence. Goes out: an [`Actor`] with the words that say so. A group keeps one name for all its names.

use std::ops::Range;

use super::claims::{Claim, confidence};
use super::events::Event;
use super::groups::{founded_at_head, group};
use super::lists::List;
use super::prose::{Prose, Sentence};
use super::sense::{ActorSort, Cue, Sense, TargetSort};
use super::undergone::{did_nothing, noun_before_of, passive_of};
use super::vocabulary::{ActorRow, Mark, Vocabulary};
use crate::incident::{Kind, Role};
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// Words within which a branch of a group is named behind it.
const BRANCH: usize = 6;
/// Words between "affiliate" and the group that is one, and marks that may stand in them.
const OFFSHOOT: usize = 10;
const MARKS: usize = 6;

/// Words between those who arrest and the arrest.
const ARRESTS: usize = 40;

/// Words between what was done and the state by which it was.
const BY_STATE: usize = 3;
/// What a claim speaks for who makes it, and against who claims another event alone.
const CLAIMS: i32 = 3;
const CLAIMED_ELSE: i32 = 9;

/// Who did it.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// The one name for all its names.
    pub name: String,
    /// A group, a state, or "gunmen".
    pub sort: ActorSort,
    /// How sure: claimed, blamed by somebody, suspected, denied, stated.
    pub confidence: String,
    /// The words.
    pub words: Range<usize>,
    /// The rule.
    pub rule: &'static str,
    /// How well it fits, to choose between several.
    pub score: i32,
}

/// The likeliest actor of an event.
pub fn actor(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> Option<Actor> {
    let tables = Vocabulary::built_in();
    let marks = prose.marks_of(sentence);
    let claim = Claim::of(prose, sentence);
    let one = |mark: &Mark| {
        let Sense::Actor(row) = mark.sense else { return None };
        let row = tables
            .actors
            .get(row)
            .filter(|_| is_named(prose, mark) && !is_owner(prose, sentence, mark) && !is_linked(prose, mark))?;
        if did_nothing(prose, sentence, event, mark, row) {
            return None;
        }
        Some(judged(prose, sentence, event, mark, row, claim.as_ref()))
    };
    let all = marks.iter().filter_map(one);
    let best =
        all.filter(|actor| actor.score > 0).max_by_key(|actor| (actor.score, std::cmp::Reverse(actor.words.start)));
    // "Militants of the Taliban established the group": the one that is founded.
    let founded = event.kind == Kind::Founding && prose.has_cue(sentence, event.at.clone(), Cue::TheGroup);
    if event.kind == Kind::Founding
        && let Some(own) = founded_at_head(prose, sentence, event)
    {
        return Some(own);
    }
    // "The militants", "its fighters": those of the group that the text is about.
    let vague = best.as_ref().is_none_or(|actor| actor.sort == ActorSort::Generic && actor.rule != "actor.by");
    let meant = if founded || vague { group(prose, sentence, event) } else { None };
    meant.or(best.filter(|_| !founded))
}

/// Whether a text names those who do violence: a group, or gunmen, rebels, militants.
pub fn is_armed(prose: &Prose<'_>) -> bool {
    prose.marks.iter().any(|mark| is_perpetrator(prose, mark))
}

/// Whether a sentence does, or names soldiers.
pub fn is_armed_sentence(prose: &Prose<'_>, sentence: &Sentence) -> bool {
    let soldiers = |mark: &Mark| matches!(mark.sense, Sense::Person(TargetSort::Military | TargetSort::Fighter));
    prose.marks_of(sentence).iter().any(|mark| is_perpetrator(prose, mark) || soldiers(mark))
}

fn is_perpetrator(prose: &Prose<'_>, mark: &Mark) -> bool {
    let Sense::Actor(row) = mark.sense else { return false };
    let row = Vocabulary::built_in().actors.get(row);
    row.is_some_and(|row| row.sort != ActorSort::State) && is_named(prose, mark)
}

/// Whether a short alias is written like a name: "IS" is not "is".
pub fn is_named(prose: &Prose<'_>, mark: &Mark) -> bool {
    let Some(word) = prose.word(mark.first).filter(|_| mark.first == mark.last && prose.folded(mark.first).len() <= 4)
    else {
        return true;
    };
    word.shape == Shape::Capitals && !(prose.page.capitals && word.flags & (flag::FUNCTION | flag::COMMON) != 0)
        || word.letters > 3 && word.shape == Shape::Capital
}

/// "Islamic State's Afghan branch, ISIS-K": the group that owns the one named right behind is not the one meant.
fn is_owner(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> bool {
    let possessive = prose.word(mark.last).is_some_and(|word| word.possessive);
    let groups = &Vocabulary::built_in().actors;
    let group = |row: usize| groups.get(row).is_some_and(|row| row.sort == ActorSort::Group);
    let behind = |m: &&Mark| m.first > mark.last && m.first <= mark.last + BRANCH;
    let next =
        prose.marks_of(sentence).iter().filter(behind).find(|m| matches!(m.sense, Sense::Actor(row) if group(row)));
    possessive && next.is_some_and(|m| prose.gap(m.first, gap::COMMA | gap::DASH | gap::OPEN))
}

/// "The al-Qaeda-linked group", "condemned by": a group that only describes another, or that speaks of what others did.
pub fn is_linked(prose: &Prose<'_>, mark: &Mark) -> bool {
    let next = mark.last + 1;
    let linked = prose.gap(next, gap::HYPHEN) && prose.is(next, List::Linked);
    let speaks = prose.is(next, List::Praise) && !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH);
    // "The U.S. Army veteran who drove into the crowd".
    let veteran = (next..next + 2).any(|n| prose.is(n, List::Veteran)) && !prose.gap(next, gap::COMMA | gap::STOP);
    linked || speaks || veteran || is_of_affiliate(prose, mark.first) || is_parent(prose, mark)
}

/// "The al-Qaeda affiliate JNIM": the group behind is meant, not the one it belongs to.
fn is_parent(prose: &Prose<'_>, mark: &Mark) -> bool {
    let next = mark.last + 1;
    let group = |m: &Mark| m.first > next && m.first <= next + OFFSHOOT && matches!(m.sense, Sense::Actor(_));
    let affiliate = prose.is(next, List::Affiliate) && !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH);
    affiliate && prose.marks.iter().skip(prose.marks.partition_point(|m| m.first <= next)).take(MARKS).any(group)
}

/// "The group is an affiliate of the Islamic State": who it belongs to.
fn is_of_affiliate(prose: &Prose<'_>, first: usize) -> bool {
    let Some(noun) = noun_before_of(prose, first) else { return false };
    let word = |back: usize| noun.checked_sub(back).map_or("", |n| prose.folded(n));
    // "A violent offshoot", "an affiliate".
    prose.is(noun, List::Affiliate) && (1..=2).any(|back| matches!(word(back), "a" | "an"))
}

fn judged(
    prose: &Prose<'_>,
    sentence: &Sentence,
    event: &Event,
    mark: &Mark,
    row: &ActorRow,
    claim: Option<&Claim>,
) -> Actor {
    let by = is_behind_by(prose, sentence, event, mark);
    let claimed = row.sort == ActorSort::Group && Claim::allows(claim, event, mark);
    let (own, claims) = Claim::is_made(claim, event, mark);
    let told = row.sort != ActorSort::State && (own || prose.has_cue(sentence, sentence.words.clone(), Cue::Blamed));
    let of_claim = match (claims, own) {
        (true, true) => CLAIMS,
        (true, false) => -CLAIMED_ELSE,
        _ => 0,
    };
    let score = fit(prose, sentence, event, mark, row.sort) + if by { 3 } else { 0 } + i32::from(told) + of_claim;
    let confidence = confidence(prose, sentence, event, mark, (claimed, own && claims));
    let rule = match (by, claimed) {
        (_, true) if claims => "actor.claim",
        (true, _) => "actor.by",
        (false, true) => "actor.claim",
        _ => "actor.named",
    };
    Actor { name: row.name.to_owned(), sort: row.sort, confidence, words: mark.first..mark.last + 1, rule, score }
}

/// "Was attacked by rebels"; not "a town held by rebels", nor who founds a group.
fn is_behind_by(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark) -> bool {
    let by = (1..=6).find(|back| word_before(prose, sentence, mark, *back) == "by");
    // "By soldiers who fought the rebels", "by a bomber near the rebels' camp".
    let by = by.filter(|back| (1..*back).all(|n| !prose.is(mark.first - n, List::Strikes)));
    let held = by.is_some_and(|back| mark.first > back && prose.is(mark.first - back - 1, List::HeldBy));
    // "Killed by the U.S.": the name of a state that means its forces.
    let near = mark.first.checked_sub(event.at.end).is_some_and(|away| away <= BY_STATE);
    let backed = mark.first.checked_sub(1).is_some_and(|n| prose.is(n, List::HeldBy));
    let state = prose.folded(mark.first) == "by" && !backed && (near || prose.is(mark.last, List::Forces));
    // "The murder, which is investigated by police": another verb.
    let looked_into = by.and_then(|back| mark.first.checked_sub(back + 1)).is_some_and(|verb| {
        let told =
            |m: &Mark| matches!(m.sense, Sense::Event(_) | Sense::Effect(..)) && m.first <= verb && verb <= m.last;
        prose.folded(verb).ends_with("ed") && !prose.marks_of(sentence).iter().any(told)
    });
    let other = looked_into && is_state(mark) && event.kind.role() != Role::Response;
    // "By the Taliban's count".
    let count = prose.word(mark.last).is_some_and(|word| word.possessive) && !prose.is(mark.last + 1, List::Forces);
    (by.is_some() && !held && !count && !other || state) && event.kind != Kind::Founding
}

/// Whether a mark names a state or its forces.
fn is_state(mark: &Mark) -> bool {
    let Sense::Actor(row) = mark.sense else { return false };
    Vocabulary::built_in().actors.get(row).is_some_and(|row| row.sort == ActorSort::State)
}

/// A word of the sentence so many before an actor.
fn word_before<'p>(prose: &'p Prose<'_>, sentence: &Sentence, mark: &Mark, back: usize) -> &'p str {
    mark.first.checked_sub(back).filter(|n| *n >= sentence.words.start).map_or("", |n| prose.folded(n))
}

/// How well an actor fits an event by its sort and by where it stands.
fn fit(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark, sort: ActorSort) -> i32 {
    let word = |back: usize| word_before(prose, sentence, mark, back);
    let subject = mark.last < event.at.start && event.at.start - mark.last <= 14;
    // "An American drone strike", "police arrested".
    let joined = !prose.gap(mark.last + 1, gap::COMMA | gap::COLON | gap::STOP);
    let beside = event.at.contains(&mark.last) || mark.last + 1 == event.at.start && joined;
    // "Police foiled attacks on a church and an embassy in December by arresting 32": the one subject of all verbs.
    let arrests = event.kind == Kind::Arrest && sort == ActorSort::State;
    let far = arrests && mark.last < event.at.start && event.at.start - mark.last <= ARRESTS;
    let own = subject || beside || far;
    let response = event.kind.role() == Role::Response;
    let mut score = match sort {
        ActorSort::Group => 3,
        ActorSort::Generic => 2,
        ActorSort::State if event.kind == Kind::AirStrike && beside => 5,
        ActorSort::State if response && own || is_force_that_killed(prose, event, mark) => 1,
        ActorSort::State if is_behind_by(prose, sentence, event, mark) => 1,
        ActorSort::State => -1,
    };
    score += i32::from(subject);
    // "An attack blamed on the group".
    let blamed = (1..=3).any(|back| word(back) == "on" && List::Blames.holds(word(back + 1)));
    let by = blamed || is_behind_by(prose, sentence, event, mark);
    let harmed = is_harmed(prose, sentence, event, mark, arrests) && (arrests || !response || !own);
    if (harmed || is_led(prose, event, mark) || is_counted(mark, event)) && !by {
        score -= 4;
    }
    if is_of_another_time(prose, event, mark, sort) && !by {
        score -= 4;
    }
    // "Fired missiles at Islamic State positions": groups are struck from the air; not so "killed when the militia launched a drone strike".
    let struck = sort == ActorSort::Group && event.kind == Kind::AirStrike && mark.first > event.at.start;
    if struck && !by && !prose.is(mark.last + 1, List::Launches) {
        score -= 4;
    }
    // Who is named with another event of the sentence is likely its actor.
    if !(event.reach.contains(&mark.first) || arrests && own) {
        score -= if sort == ActorSort::Group { 1 } else { 3 };
    }
    // "Founded by members of the Taliban": the one that is founded.
    let founder = event.kind == Kind::Founding && !subject;
    if founder || is_undergone(event, sort, subject && passive_of(prose, event).is_none()) { score - 6 } else { score }
}

/// "Killed an officer", not "killed in an ISIS bombing"; of those who arrest also before the arrest: "killed two policemen and were arrested".
fn is_harmed(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark, arrests: bool) -> bool {
    let word = |back: usize| word_before(prose, sentence, mark, back);
    let stops = |back: &usize| !List::InEvent.holds(word(*back));
    let behind = mark.first > event.at.start || arrests;
    behind && (1..=3).take_while(stops).any(|back| List::Suffers.holds(word(back)))
}

/// "Killed the leader of the group".
fn is_led(prose: &Prose<'_>, event: &Event, mark: &Mark) -> bool {
    let leader = noun_before_of(prose, mark.first).is_some_and(|n| prose.is(n, List::Leader));
    // "A commander of the group was killed in an air strike".
    leader && (mark.first > event.at.start || event.kind == Kind::AirStrike)
}

/// "Attacked in the months after the Taliban took over", "battled the group".
fn is_of_another_time(prose: &Prose<'_>, event: &Event, mark: &Mark, sort: ActorSort) -> bool {
    let object = sort == ActorSort::Group && event.kind == Kind::Battle && event.at.contains(&mark.first);
    // Not so "killed when Boko Haram rode into town".
    let how = |n: usize| n == event.at.end && prose.folded(n) == "when" && event.effect_only;
    object || (event.at.end..mark.first).any(|n| prose.is(n, List::Later) && !how(n))
}

/// "Israeli troops shot dead three people": soldiers right before the verb.
fn is_force_that_killed(prose: &Prose<'_>, event: &Event, mark: &Mark) -> bool {
    let near = mark.last < event.at.start && event.at.start - mark.last <= BY_STATE;
    let joined = (mark.last + 1..=event.at.start).all(|n| !prose.gap(n, gap::COMMA | gap::COLON));
    let struck = matches!(
        event.kind,
        Kind::Withdrawal | Kind::Attack | Kind::Battle | Kind::ArmedAssault | Kind::Assassination | Kind::Bombing
    );
    struck && near && joined && prose.is(mark.last, List::Forces) && passive_of(prose, event).is_none()
}

/// Those arrested are no actors of the arrest, nor are those who are warned of.
fn is_undergone(event: &Event, sort: ActorSort, subject: bool) -> bool {
    match event.kind {
        Kind::Arrest | Kind::Raid | Kind::Trial => sort == ActorSort::Generic || sort == ActorSort::Group && !subject,
        Kind::SecurityMeasure => sort != ActorSort::State,
        Kind::Warning => sort == ActorSort::Generic,
        _ => false,
    }
}

/// Whether the words of an actor are counted among the victims.
fn is_counted(mark: &Mark, event: &Event) -> bool {
    event.tolls.iter().any(|t| t.first <= mark.first && mark.last <= t.last)
}

#[cfg(test)]
mod tests;
