//! "The group": which group is meant where a sentence names none.
//!
//! Comes in: an event in its sentence. Goes out: an [`Actor`]: the group named last before it that its sentence was about.

use std::ops::Range;

use super::actors::{Actor, is_linked, is_named};
use super::events::Event;
use super::lists::List;
use super::prose::{Prose, Sentence};
use super::sense::{ActorSort, Cue, Form, Sense};
use super::vocabulary::{Mark, Vocabulary};
use crate::toponym::token::gap;

/// Marks before "the group" that are looked at.
const MOST_MARKS: usize = 400;
/// Words before "the group" in which its name stands.
const MOST_WORDS: usize = 600;
/// Words before "it" in which its name stands.
const MOST_WORDS_OF_IT: usize = 60;
/// Sentences before that of "the group" whose subject it may be.
const SENTENCES: usize = 2;
/// Words from the start of a sentence in which its subject is blamed or claims.
const BLAMED: usize = 7;
/// Words from the start of a sentence to its subject.
const HEAD: usize = 3;
/// Words from the start of a sentence to "its".
const ITS: usize = 4;
/// Words between "the group" and what it did.
const SUBJECT: usize = 8;
/// Words behind an event in which "by the group" stands.
const BY: usize = 4;
/// Words before a name that may put it behind a preposition: "of the Pakistani".
const OBLIQUE: usize = 2;

/// The group that "the group" or "it" means, where that is who did it.
pub fn group(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> Option<Actor> {
    let at = event.at.start;
    let near = at.saturating_sub(SUBJECT).max(event.reach.start)..at;
    let named = prose.cue_at(sentence, near, Cue::TheGroup).map(|mark| (mark.first, mark.last, MOST_WORDS));
    // "Attacked by the group", "established the group in 2014".
    let behind = event.at.start..(event.at.end + BY).min(sentence.words.end);
    let behind = prose.cue_at(sentence, behind, Cue::TheGroup).map(|mark| (mark.first, mark.last, MOST_WORDS));
    let behind = behind.filter(|(first, ..)| event.at.contains(first) || prose.folded(first.saturating_sub(1)) == "by");
    let named = named.or(behind);
    // "It struck the embassy".
    let it = (1..=2).find_map(|back| {
        let n = at.checked_sub(back).filter(|n| *n >= sentence.words.start && prose.folded(*n) == "it")?;
        (back == 1 || prose.is(at - 1, List::Auxiliary) || prose.is(at - 1, List::Chain)).then_some(n)
    });
    let it = it
        .or_else(|| continued(prose, sentence, event))
        .or_else(|| its(prose, sentence, event))
        .or_else(|| includes(prose, sentence, event));
    let (first, last, most) = named.or_else(|| it.map(|n| (n, n, MOST_WORDS_OF_IT)))?;
    let name = name_before(prose, first, most)?;
    let claimed = prose.has_cue(sentence, sentence.words.clone(), Cue::Claimed);
    let mut actor = stated(name, first..last + 1, "actor.the_group");
    if claimed {
        "claimed".clone_into(&mut actor.confidence);
    }
    Some(actor)
}

/// "It attacked an embassy, fired rockets into a town, and sent gunmen into a shrine": the pronoun at the head of verbs in a row.
fn continued(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> Option<usize> {
    let (head, at) = (sentence.words.start, event.at.start);
    // "It has been blamed for a bombing and a shooting", "the militants claimed twin blasts and a shooting".
    let blamed = |cue| prose.has_cue(sentence, head + 1..at.min(head + BLAMED), cue);
    let it = prose.folded(head) == "it";
    // "It was behind the bombing of the airport".
    let behind = |n: usize| prose.folded(n) == "behind" && prose.is(n - 1, List::Copula);
    if it && at > head && (head + 2..(head + BLAMED).min(at)).any(behind) {
        return Some(head);
    }
    let meant = it || prose.has_cue(sentence, head..head + 1, Cue::TheGroup);
    if meant && (blamed(Cue::Blamed) || blamed(Cue::Claimed) || prose.is(head + 2, List::Claims)) {
        return Some(head);
    }
    let next =
        prose.gap(at, gap::COMMA | gap::COLON) || at > head && matches!(prose.folded(at - 1), "and" | "then" | "it");
    (event.form == Form::Act && at > head + 1 && next && meant).then_some(head)
}

/// "Some of its most notable attacks include a bombing in Kabul": all that the sentence names.
fn includes(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> Option<usize> {
    let head = sentence.words.start;
    let its = (head..(head + ITS).min(sentence.words.end)).find(|n| prose.folded(*n) == "its")?;
    let near = its + 1..(its + SUBJECT).min(event.at.end);
    let attacks = |n: usize| matches!(prose.folded(n), "attacks" | "bombings" | "operations" | "assaults");
    let include = |n: usize| matches!(prose.folded(n), "include" | "included" | "were" | "are");
    let at = near.clone().find(|n| attacks(*n))?;
    (at + 1..near.end).any(include).then_some(its)
}

/// "Its latest assault in Kenya": the attack of the one that the sentence before was about.
fn its(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> Option<usize> {
    let head = sentence.words.start;
    let events = &Vocabulary::built_in().events;
    let name = |row: usize| events.get(row).is_some_and(|row| matches!(row.form, Form::Name | Form::Names));
    let near = |m: &Mark| event.at.contains(&m.first) && m.first <= head + HEAD;
    let named = |m: &Mark| matches!(m.sense, Sense::Event(row) if name(row)) || prose.is(m.first, List::Deed);
    let named = prose.marks_of(sentence).iter().any(|m| near(m) && named(m));
    (named && prose.folded(head) == "its").then_some(head)
}

/// "Founded in 2015 by militants of the Taliban, ISIS-K spread": the group behind the comma is the one that is founded.
pub fn founded_at_head(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> Option<Actor> {
    let actors = &Vocabulary::built_in().actors;
    let heads = event.at.start <= sentence.words.start + 1 && prose.folded(event.at.start).ends_with("ed");
    let group = |mark: &&Mark| match mark.sense {
        Sense::Actor(row) => actors.get(row).is_some_and(|row| row.sort == ActorSort::Group) && is_named(prose, mark),
        _ => false,
    };
    let clause = |mark: &&Mark| {
        mark.first > event.at.end && prose.gap(mark.first, gap::COMMA)
            || mark.first > event.at.end
                && prose.gap(mark.first - 1, gap::COMMA)
                && prose.is(mark.first - 1, List::Article)
    };
    let named = |mark: &&Mark| group(mark) || mark.sense == Sense::Cue(Cue::TheGroup);
    let mark = prose.marks_of(sentence).iter().filter(|_| heads).filter(clause).find(named)?;
    let name = match mark.sense {
        Sense::Actor(row) => actors.get(row)?.name,
        _ => name_before(prose, mark.first, MOST_WORDS)?,
    };
    Some(stated(name, mark.first..mark.last + 1, "actor.named"))
}

/// A group that does something in the writer's own words.
fn stated(name: &str, words: Range<usize>, rule: &'static str) -> Actor {
    let confidence = "stated".to_owned();
    Actor { name: name.to_owned(), sort: ActorSort::Group, confidence, words, rule, score: 2 }
}

/// The name of the group told of last before a word: first one that is no mere object ("members of the Taliban"), else any.
fn name_before(prose: &Prose<'_>, at: usize, most: usize) -> Option<&'static str> {
    let actors = &Vocabulary::built_in().actors;
    let end = prose.marks.partition_point(|m| m.first < at);
    let name = |mark: &Mark| match mark.sense {
        Sense::Actor(row) => {
            let row = actors.get(row).filter(|row| row.sort == ActorSort::Group)?;
            // "The al-Qaeda-linked militia": not the one it only describes.
            (is_named(prose, mark) && !is_linked(prose, mark) && at - mark.first <= MOST_WORDS).then_some(row.name)
        }
        _ => None,
    };
    let near = |mark: &&Mark| at - mark.first <= most;
    let oblique =
        |mark: &Mark| (1..=OBLIQUE).any(|back| mark.first >= back && prose.is(mark.first - back, List::Oblique));
    let before = || prose.marks.get(..end).unwrap_or_default().iter().rev().take(MOST_MARKS);
    let free = || before().filter(|mark| !oblique(mark));
    // The subject of one of the last sentences, else the group that is named most, else the last.
    let from = prose.sentences.partition_point(|s| s.words.end <= at).saturating_sub(SENTENCES);
    let start = prose.sentences.get(from).map_or(0, |s| s.words.start);
    let heads = |mark: &&Mark| {
        let n = prose.sentences.partition_point(|s| s.words.end <= mark.first);
        let head = prose.sentences.get(n).map_or(0, |s| s.words.start);
        // "Although the Taliban have killed its leaders, the branch has grown": not what the sentence is about.
        let aside = prose.is(head, List::Conjunction) || prose.is(head, List::NewClause);
        mark.first >= start && mark.first <= head + HEAD && !aside
    };
    let topic = || {
        let all: Vec<&'static str> = free().filter_map(name).collect();
        let count = |known: &&&str| all.iter().filter(|name| name == known).count();
        all.iter().max_by_key(count).copied()
    };
    let first = free().filter(near).filter(heads).find_map(name);
    first.or_else(topic).or_else(|| before().filter(near).find_map(name))
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn the_group_is_the_one_that_the_text_is_about() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for text in [
            "ISIS-K was founded by members of the Pakistani Taliban. In September 2022 it attacked an embassy in Kabul.",
            "ISIS-K is an enemy of the Taliban. In September 2022 the group attacked an embassy in Kabul.",
        ] {
            let found = extractor.reports(&Article::plain("note", text, None));
            let attack = found.iter().find(|report| report.kind.key() == "attack");
            assert_eq!(attack.and_then(|report| report.actor.as_deref()), Some("ISIS-K"), "{text}");
        }
        Ok(())
    }

    fn actors(text: &str) -> crate::error::Result<Vec<Option<String>>> {
        let gazetteer = Gazetteer::built_in()?;
        let found = Extractor::new(&gazetteer)?.reports(&Article::plain("note", text, None));
        Ok(found.into_iter().map(|report| report.actor).collect())
    }

    #[test]
    fn the_group_is_the_topic_of_the_text_where_no_sentence_near_begins_with_another() -> crate::error::Result<()> {
        let text = "ISIS-K grew up in Nangarhar. Officials fear ISIS-K, and aid workers met the Taliban there. Money came in. Then \
                    the group looked outward. It attacked an embassy in Kabul in September 2022.";
        assert_eq!(actors(text)?, [Some("ISIS-K".to_owned())]);
        Ok(())
    }

    #[test]
    fn its_fighters_and_the_militants_are_those_of_the_group() -> crate::error::Result<()> {
        for who in ["its fighters", "the militants", "its bombers"] {
            let text =
                format!("Al-Shabaab rules much of the south. In October 2017 {who} attacked a hotel in Mogadishu.");
            assert_eq!(actors(&text)?, [Some("al-Shabaab".to_owned())], "{who}");
        }
        Ok(())
    }

    #[test]
    fn what_it_is_blamed_for_or_claims_is_all_its_own() -> crate::error::Result<()> {
        for what in ["It was blamed for", "The militants claimed", "It was behind"] {
            let text = format!(
                "ISIS-K is feared. {what} a bombing that killed 85 people in Kabul in May 2021 and a shooting at a mosque in \
                 Herat in July 2022."
            );
            assert_eq!(actors(&text)?, [Some("ISIS-K".to_owned()), Some("ISIS-K".to_owned())], "{what}");
        }
        Ok(())
    }

    #[test]
    fn a_group_behind_the_participle_of_its_founding_is_the_one_founded() -> crate::error::Result<()> {
        let text = "Founded in January 2015 by militants of the Pakistani Taliban, ISIS-K fought for a foothold.";
        assert_eq!(actors(text)?, [Some("ISIS-K".to_owned())]);
        Ok(())
    }

    #[test]
    fn the_subject_of_verbs_in_a_row_is_that_of_the_first() -> crate::error::Result<()> {
        let text = "ISIS-K looked outward. It attacked an embassy in Kabul in September 2022, and bombed a mosque in Herat in \
                    May 2023.";
        assert_eq!(actors(text)?, [Some("ISIS-K".to_owned()), Some("ISIS-K".to_owned())]);
        Ok(())
    }

    #[test]
    fn what_its_attacks_include_was_done_by_the_group_before() -> crate::error::Result<()> {
        let text = "ISIS-K is a branch. Some of its most notable attacks include a suicide bombing in August 2021 that killed 183 \
                    people in Kabul, and twin bombings in July 2018 that killed 131 in Quetta.";
        assert_eq!(actors(text)?, [Some("ISIS-K".to_owned()), Some("ISIS-K".to_owned())]);
        Ok(())
    }

    #[test]
    fn the_one_that_is_an_affiliate_did_it_and_no_veteran_acts_for_a_state() -> crate::error::Result<()> {
        let text = "An attack by the al-Qaeda affiliate group JNIM occurred in Bamako on 3 March 2024.";
        assert_eq!(actors(text)?, [Some("JNIM".to_owned())]);
        assert_eq!(actors("A U.S. Army veteran drove a truck into a crowd in Lima on 3 March 2024.")?, [None]);
        Ok(())
    }

    #[test]
    fn its_attack_is_that_of_the_group_before_and_not_of_one_it_is_linked_to() -> crate::error::Result<()> {
        let text = "The al-Qaeda-linked al-Shabaab wants the troops out. Its latest attack in Nairobi in January 2019 killed 21 people.";
        assert_eq!(actors(text)?, [Some("al-Shabaab".to_owned())]);
        Ok(())
    }
}
