//! Names of groups that did not do what is told, though they stand in its sentence: those struck, owners of what was struck, words that only
//! describe an attack, and groups named for another time.
//!
//! Comes in: the mark of an actor, and the event. Goes out: whether the event was done to it, or is none of its own.

use super::events::Event;
use super::lists::List;
use super::prose::{Prose, Sentence};
use super::sense::{ActorSort, Cue, Sense};
use super::vocabulary::{ActorRow, Mark};
use crate::incident::{Kind, Role};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words between a verb of striking and the group that it is done to: "destroyed a group of".
const OBJECT: usize = 6;
/// Words between an owner and its attack or its branch: "the Taliban's deadly attack".
const OWNED: usize = 3;
/// Words between a group and the verb of a passive: "targets in the north of the country were".
const SUBJECT: usize = 8;
/// Words between a group and the power that it takes.
const POWER: usize = 4;

/// Whether an actor that a sentence names did not do what an event tells.
pub fn did_nothing(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark, row: &ActorRow) -> bool {
    if is_before_reason(prose, event, mark) {
        return true;
    }
    // "Members of the Kurdistan Workers Party (PKK)": what is true of the name is true of its short form.
    let mark = named_in_full(prose, sentence, mark);
    match row.sort {
        ActorSort::State => is_voice(prose, event, mark),
        ActorSort::Generic => is_label(prose, sentence, mark) || is_struck(prose, sentence, mark),
        ActorSort::Group => {
            is_struck(prose, sentence, mark)
                || is_spokesman(prose, sentence, mark)
                || is_accuser(prose, sentence, mark)
                || is_witness(prose, sentence, event, mark)
                || is_owner(prose, sentence, mark)
                || is_subject_of_passive(prose, sentence, event, mark)
                || is_seen_rising(prose, mark)
        }
    }
}

/// "To avenge the killing of": those named before did not kill.
fn is_before_reason(prose: &Prose<'_>, event: &Event, mark: &Mark) -> bool {
    let at = event.at.start;
    let reason = (at.saturating_sub(OWNED)..at).find(|n| prose.is(*n, List::Reason));
    reason.is_some_and(|n| mark.last < n)
}

/// The name before the brackets that a short name stands in.
fn named_in_full<'p>(prose: &'p Prose<'_>, sentence: &Sentence, mark: &'p Mark) -> &'p Mark {
    let full = |m: &&Mark| matches!(m.sense, Sense::Actor(_)) && m.last + 1 == mark.first;
    let opened = prose.gap(mark.first, gap::OPEN);
    prose.marks_of(sentence).iter().find(full).filter(|_| opened).unwrap_or(mark)
}

/// "A terrorist attack", "extremist activities": the word says what it was, not who did it.
fn is_label(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> bool {
    let next = mark.last + 1;
    let of_event = |m: &Mark| {
        matches!(m.sense, Sense::Event(_)) && (m.first <= mark.first && mark.last < m.last || m.first == next)
    };
    let beside = !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON | gap::DASH);
    let noun = || prose.is(next, List::Described) || prose.marks_of(sentence).iter().any(of_event);
    mark.first == mark.last && prose.is(mark.first, List::Label) && beside && noun()
}

/// "Targeted Taliban members", "airstrikes against", "destroyed a group of Houthi missiles", "among Taliban members": the object of a verb or a
/// preposition of striking.
fn is_struck(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> bool {
    let from = mark.first.saturating_sub(OBJECT).max(sentence.words.start);
    let ends = |n: usize| prose.gap(n, gap::COMMA | gap::STOP | gap::COLON | gap::DASH | gap::OPEN | gap::CLOSE);
    let told = |m: &&Mark| matches!(m.sense, Sense::Event(_) | Sense::Effect(..) | Sense::Time(_));
    for n in (from..mark.first).rev() {
        if ends(n + 1) {
            return false;
        }
        // "On behalf of the group".
        if prose.is(n, List::Strikes) && prose.folded(n + 1) != "behalf" {
            // "The bombing the group claimed", "was struck": no object stands behind; "blamed on the group": no victim.
            let before = |passes: &dyn Fn(usize) -> bool| n.checked_sub(1).is_some_and(passes);
            let blamed = before(&|n| prose.cue_at(sentence, n..n + 1, Cue::Blamed).is_some());
            return !is_verb(prose, mark.last + 1) && !before(&|n| prose.is(n, List::Passive)) && !blamed;
        }
        let word = prose.folded(n);
        let passes =
            word == "of" || prose.is(n, List::Determiner) || !prose.page.has(n, flag::FUNCTION | flag::CALENDAR);
        if !passes || prose.marks_of(sentence).iter().filter(told).any(|m| m.first <= n && n <= m.last) {
            return false;
        }
    }
    false
}

/// Whether a word is one by which the name before it acts or speaks.
fn is_verb(prose: &Prose<'_>, n: usize) -> bool {
    let beside = !prose.gap(n, gap::COMMA | gap::STOP | gap::PARAGRAPH);
    beside && (prose.page.has(n, flag::SPEECH) || prose.is(n, List::Claims) || prose.is(n, List::Auxiliary))
}

/// "Hezbollah's headquarters", "the Taliban's inability": not "the Taliban's attack", "by the Taliban's forces", "the group's Afghan branch".
fn is_owner(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> bool {
    let possessive = prose.word(mark.last).is_some_and(|word| word.possessive);
    let near = mark.last + 1..mark.last + 1 + OWNED;
    let own = |m: &Mark| matches!(m.sense, Sense::Event(_) | Sense::Actor(_)) && near.contains(&m.first);
    let part = |n: usize| {
        prose.is(n, List::Forces)
            || prose.is(n, List::Force)
            || prose.is(n, List::Affiliate)
            || prose.is(n, List::Leader)
    };
    possessive && !near.clone().any(part) && !prose.marks_of(sentence).iter().any(own)
}

/// "Around 20 Houthi targets were attacked", "members of the group had been killed": those that a passive is done to.
fn is_subject_of_passive(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark) -> bool {
    // "The branch was founded in 2015": named as what came about, not as a victim.
    if event.kind == Kind::Founding {
        return false;
    }
    let Some(verb) = passive_of(prose, event).filter(|verb| (mark.last + 1..mark.last + SUBJECT).contains(verb)) else {
        return false;
    };
    let told = |m: &&Mark| matches!(m.sense, Sense::Event(_) | Sense::Effect(..));
    let between = mark.last + 1..verb;
    let other = |n: usize| {
        prose.page.has(n, flag::SPEECH)
            || prose.is(n, List::Relative)
            || prose.is(n, List::NewClause)
            || prose.is(n, List::Later)
            || prose.is(n, List::Verb) && !prose.is(n, List::Auxiliary)
            || prose.gap(n, gap::COMMA | gap::COLON | gap::STOP)
            || prose.folded(n).ends_with("ed")
    };
    let by = mark.first.checked_sub(1).is_some_and(|n| prose.folded(n) == "by")
        || mark.first.checked_sub(2).is_some_and(|n| prose.folded(n) == "by");
    !by && !between.clone().any(other)
        && !prose.marks_of(sentence).iter().filter(told).any(|m| between.contains(&m.first))
}

/// Where the passive of an event begins: "were attacked", "had been arrested".
pub fn passive_of(prose: &Prose<'_>, event: &Event) -> Option<usize> {
    let at = event.at.start;
    if prose.is(at, List::PassiveHead) {
        return Some(at);
    }
    at.checked_sub(1).filter(|n| prose.is(*n, List::Passive))
}

/// The word before "of" or "of the" before a name: "the leader of the group".
pub fn noun_before_of(prose: &Prose<'_>, first: usize) -> Option<usize> {
    let before = first.checked_sub(1)?;
    let of = if prose.folded(before) == "the" { before.checked_sub(1)? } else { before };
    of.checked_sub(1).filter(|_| prose.folded(of) == "of")
}

/// "Since the Taliban seized power": what a group did at another time.
fn is_seen_rising(prose: &Prose<'_>, mark: &Mark) -> bool {
    let near = mark.last + 2..mark.last + 2 + POWER;
    let verb = prose.is(mark.last + 1, List::Rises) || prose.is(mark.last + 2, List::Rises);
    let goes_on = |n: &usize| !prose.gap(*n, gap::COMMA | gap::STOP | gap::PARAGRAPH);
    verb && near.take_while(goes_on).any(|n| matches!(prose.folded(n), "power" | "control"))
}

/// "A spokesman for the group said", "the Houthis' military spokesman said": who only speaks; not where it claims something.
fn is_spokesman(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> bool {
    let claims =
        [Cue::Claimed, Cue::TheGroup].into_iter().any(|cue| prose.has_cue(sentence, sentence.words.clone(), cue));
    let near = |n: &usize| !prose.gap(*n, gap::COMMA | gap::STOP | gap::PARAGRAPH);
    let behind = (mark.last + 1..=mark.last + OWNED).take_while(near).any(|n| prose.is(n, List::Voice));
    let before = mark.first.checked_sub(2).filter(|n| matches!(prose.folded(n + 1), "for" | "of"));
    let by = |n: usize| matches!(prose.folded(n), "by" | "killed" | "killing");
    let done = (1..=OWNED).filter_map(|back| mark.first.checked_sub(back)).any(by);
    (behind || before.is_some_and(|n| prose.is(n, List::Voice))) && !claims && !done
}

/// "The Houthis said a strike hit a port": a group speaks of what others did from the air.
fn is_witness(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark) -> bool {
    let next = mark.last + 1;
    let says = prose.page.has(next, flag::SPEECH) || prose.is(next, List::Claims) && prose.folded(next + 1) == "that";
    let own = |n: usize| matches!(prose.folded(n), "it" | "its" | "they" | "their");
    let between = next..event.at.start.max(next);
    let claims = [Cue::Claimed, Cue::TheGroup].into_iter().any(|cue| prose.has_cue(sentence, next..event.at.end, cue));
    event.kind == Kind::AirStrike && says && !claims && !between.clone().any(own)
}

/// "Hamas blamed Israel for the killing": who lays the blame.
fn is_accuser(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> bool {
    let next =
        mark.last + 1 + usize::from(prose.is(mark.last + 1, List::Auxiliary) && !prose.is(mark.last + 1, List::Be));
    let joined = !prose.gap(mark.last + 1, gap::COMMA | gap::STOP | gap::PARAGRAPH);
    let passive = prose.is(next, List::Be) || matches!(prose.folded(next + 1), "for" | "of" | "by");
    joined && !passive && prose.cue_at(sentence, next..next + 1, Cue::Blamed).is_some()
}

/// "A Kremlin propagandist": who speaks for a state.
fn is_voice(prose: &Prose<'_>, event: &Event, mark: &Mark) -> bool {
    let next = mark.last + 1;
    event.kind.role() != Role::Response && prose.is(next, List::Voice) && !prose.gap(next, gap::COMMA | gap::STOP)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn those_struck_owners_and_words_that_describe_did_nothing() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, who) in [
            ("A terrorist attack in Moscow killed 12 people on Friday.", None),
            ("A bomb went off among Taliban members at a bank in Kandahar on Thursday, killing three.", None),
            ("American forces destroyed a group of Houthi missiles in Yemen on Tuesday.", Some("United States")),
            ("Around 20 PKK targets in northern Iraq were attacked on Friday.", None),
            ("The killing of a minister in Kabul on Friday showed the Taliban's inability to counter ISIL-K.", None),
            ("A drone strike in Kabul on Friday was the second by US forces targeting ISIS-K.", Some("United States")),
            ("Two men described as members of the Islamic State were arrested in Istanbul on Sunday.", None),
            ("A bomb killed two people in Kabul on Friday, as many have since the Taliban seized power.", None),
            ("Al-Qaeda bombed a hotel in Kabul on Friday.", Some("al-Qaeda")),
            ("The Taliban's attack on a hotel in Kabul on Friday killed nine.", Some("Taliban")),
        ] {
            let found = extractor.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
            assert_eq!(found.first().and_then(|report| report.actor.as_deref()), who, "{text}");
        }
        Ok(())
    }

    #[test]
    fn victims_speakers_and_those_avenged_did_nothing() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, who) in [
            ("A strike killed three militants of Lashkar-e-Taiba in Kashmir on Thursday.", None),
            ("A bomb killed a commander of the Islamic State West Africa Province (ISWAP) in Marte on Thursday.", None),
            ("A top commander of ISWAP was killed in an air strike in Marte on Thursday.", None),
            ("A rocket from the Hamas-ruled territory struck a bus in Ashkelon on Thursday, killing a teenager.", None),
            ("A spokesman for Hamas said an explosion killed nine people in Rafah on Thursday.", None),
            ("An attack blamed on the ADF killed 14 people in Bunia on Thursday.", Some("Allied Democratic Forces")),
        ] {
            let found = extractor.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
            assert!(!found.is_empty(), "{text}");
            assert_eq!(found.first().and_then(|report| report.actor.as_deref()), who, "{text}");
        }
        let text = "Hezbollah fired rockets at Haifa on Thursday to avenge the killing of its commander in Beirut.";
        let found = extractor.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
        let who: Vec<Option<&str>> = found.iter().map(|report| report.actor.as_deref()).collect();
        assert_eq!(who, [Some("Hezbollah"), None]);
        Ok(())
    }
}
