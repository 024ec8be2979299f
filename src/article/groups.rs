//! "The group": which group is meant where a sentence names none.
//!
//! Comes in: an event in its sentence. Goes out: an [`Actor`]: the group named last before it that its sentence was about.

use super::actors::{Actor, is_named};
use super::events::Event;
use super::lists::List;
use super::prose::{Prose, Sentence};
use super::sense::{ActorSort, Cue, Sense};
use super::vocabulary::{Mark, Vocabulary};

/// Marks before "the group" that are looked at.
const MOST_MARKS: usize = 400;
/// Words before "the group" in which its name stands.
const MOST_WORDS: usize = 220;
/// Words before "it" in which its name stands.
const MOST_WORDS_OF_IT: usize = 60;
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
    let it = at.checked_sub(1).filter(|n| *n >= sentence.words.start && prose.folded(*n) == "it");
    let (first, last, most) = named.or_else(|| it.map(|n| (n, n, MOST_WORDS_OF_IT)))?;
    let name = name_before(prose, first, most)?;
    let claimed = prose.has_cue(sentence, sentence.words.clone(), Cue::Claimed);
    Some(Actor {
        name: name.to_owned(),
        sort: ActorSort::Group,
        confidence: if claimed { "claimed" } else { "stated" }.to_owned(),
        words: first..last + 1,
        rule: "actor.the_group",
        score: 2,
    })
}

/// The name of the group told of last before a word: first one that is no mere object ("members of the Taliban"), else any.
fn name_before(prose: &Prose<'_>, at: usize, most: usize) -> Option<&'static str> {
    let actors = &Vocabulary::built_in().actors;
    let end = prose.marks.partition_point(|m| m.first < at);
    let name = |mark: &Mark| match mark.sense {
        Sense::Actor(row) => {
            let row = actors.get(row).filter(|row| row.sort == ActorSort::Group)?;
            (is_named(prose, mark) && at - mark.first <= most).then_some(row.name)
        }
        _ => None,
    };
    let oblique =
        |mark: &Mark| (1..=OBLIQUE).any(|back| mark.first >= back && prose.is(mark.first - back, List::Oblique));
    let before = || prose.marks.get(..end).unwrap_or_default().iter().rev().take(MOST_MARKS);
    let subject = before().filter(|mark| !oblique(mark)).find_map(name);
    subject.or_else(|| before().find_map(name))
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
}
