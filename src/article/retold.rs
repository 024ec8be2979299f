//! Sentences that only claim, deny, condemn or speak of what is told elsewhere: "he said Kyiv had no part in the attack".
//!
//! Comes in: an event in its sentence. Goes out: whether it is one that is only spoken of, and whether a place or a date beside it is its own: not
//! that of the speaker, nor the day of the claim.

use super::Scene;
use super::claims::Claim;
use super::events::Event;
use super::lists::List;
use super::places::Spot;
use super::prose::{Prose, Sentence};
use super::sense::{Cue, Form, Sense};
use super::times::TimeMention;
use super::vocabulary::Vocabulary;
use crate::incident::{Kind, Role};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words before the name of an event in which "the" stands.
const ARTICLE: usize = 3;
/// Words behind an event in which its place stands.
const BEHIND: usize = 8;
/// The same behind "took place".
const HAPPENED: usize = 16;
/// Words between a date or a town and the name of an event: "Friday's attack".
const BESIDE: usize = 2;
/// The longest time that is the day of a claim.
const WEEK: i32 = 7;

impl Scene<'_, '_> {
    /// Whether an event is only spoken of: a claim, or "the attack" behind a word of claiming, denying, condemning or blaming; behind one of
    /// saying where it has no date.
    pub(super) fn is_retold(&self, sentence: &Sentence, event: &Event, time: Option<&TimeMention>) -> bool {
        let done = event.kind.role() == Role::Operation && event.kind != Kind::Plot;
        if !done || !event.tolls.is_empty() {
            return false;
        }
        let governed =
            || is_governed(self.prose, sentence, event) || time.is_none() && is_said(self.prose, sentence, event);
        event.form == Form::Claim
            || event.the && time.is_none() && is_claim_of_one(self.prose, event)
            || is_known(self.prose, sentence, event) && governed()
    }

    /// The place of an event that is only spoken of: one that stands with its name.
    pub(super) fn is_place_of_retold(&self, event: &Event, spot: &Spot) -> bool {
        let (first, last) = self.prose.words_of(&spot.bytes);
        stands_with(self.prose, event, first, last)
    }

    /// Whether a date is that of the claim: "on Thursday it claimed the blast".
    pub(super) fn is_date_of_claim(&self, sentence: &Sentence, event: &Event, time: &TimeMention) -> bool {
        let short = time.when.length_days() <= WEEK && sentence.words.contains(&time.first);
        let claim = Claim::of(self.prose, sentence);
        short && claim.is_some_and(|claim| time.last < claim.words.start && event.at.start >= claim.words.start)
    }
}

/// "Claimed responsibility for the attack on Twitter": a claim of what is known.
fn is_claim_of_one(prose: &Prose<'_>, event: &Event) -> bool {
    let events = &Vocabulary::built_in().events;
    let first = event.triggers.first().and_then(|n| prose.marks.get(*n));
    first.is_some_and(
        |mark| matches!(mark.sense, Sense::Event(row) if events.get(row).is_some_and(|row| row.form == Form::Claim)),
    )
}

/// "The attack", "this assault".
fn is_known(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> bool {
    let from = event.at.start.saturating_sub(ARTICLE).max(sentence.words.start);
    let known = |n: usize| prose.is(n, List::KnownNoun);
    let noun = |n: usize| !prose.page.has(n, flag::FUNCTION) && !prose.gap(n + 1, gap::COMMA);
    let article = (from..event.at.start).rev().find(|n| known(*n) || !noun(*n));
    article.is_some_and(known) && !prose.folded(event.at.start).ends_with("ed")
}

/// Whether a word before an event says that somebody claims, denies, condemns or blames.
fn is_governed(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> bool {
    let before = sentence.words.start..event.at.start;
    let cue = |cue| prose.has_cue(sentence, before.clone(), cue);
    let word = |n: usize| prose.is(n, List::Reaction) || prose.is(n, List::Praise);
    [Cue::Claimed, Cue::Denied, Cue::Blamed].into_iter().any(cue) || before.clone().any(word)
}

/// Whether a word before an event says that somebody speaks of it, or has a part in it.
fn is_said(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> bool {
    let mut before = sentence.words.start..event.at.start;
    let cue = |cue| prose.has_cue(sentence, before.clone(), cue);
    [Cue::Investigation, Cue::Speech].into_iter().any(cue) || before.any(|n| prose.page.has(n, flag::SPEECH))
}

/// Whether some words stand right before the name of an event or behind it, with no comma between.
fn stands_with(prose: &Prose<'_>, event: &Event, first: usize, last: usize) -> bool {
    let apart = |n: usize| prose.gap(n, gap::COMMA | gap::COLON | gap::DASH | gap::QUOTE);
    // "The attack took place during noon prayers in the city of", "the attack, which occurred at".
    let which = prose.folded(event.at.end) == "which";
    let verb = event.at.end + usize::from(which);
    let took = matches!(prose.folded(verb), "took" | "happened" | "occurred");
    let happened = took || which && prose.is(verb, List::Done);
    let most = event.at.end + if happened { HAPPENED } else { BEHIND };
    let behind = first >= event.at.start && first <= most && !(event.at.end + 1..=first).any(apart);
    let beside = last < event.at.start && event.at.start - last <= BESIDE;
    behind || beside
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn what_is_only_claimed_denied_or_blamed_is_no_incident_where_the_speaker_is() -> crate::error::Result<()> {
        assert_told([
            ("A presidential adviser said Kyiv had no involvement in the attack.", Vec::<&str>::new()),
            ("State TV blamed the attack on \"takfiris,\" a label Tehran uses for Sunni militants.", vec![]),
            (
                "Gunmen killed 12 people at a hall in Moscow on 22 March 2024. Kyiv denied any role in the attack.",
                vec!["attack Moscow 2024-03-22"],
            ),
        ])
    }

    #[test]
    fn the_day_of_a_claim_is_not_that_of_the_deed() -> crate::error::Result<()> {
        assert_told([(
            "Two bombs exploded in Kerman on 27 March 2024. On Thursday the Islamic State claimed responsibility for the two \
             blasts in Kerman.",
            vec!["bombing Kerman 2024-03-27"],
        )])
    }
}
