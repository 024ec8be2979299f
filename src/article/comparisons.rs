//! What an event is measured against: "the deadliest attack since 2011, when militants shot down a helicopter".
//!
//! Comes in: a sentence. Goes out: the words of the comparison. Their dates, counts and events are not those of what the sentence tells.

use std::ops::Range;

use super::events::{Event, Reader};
use super::lists::List;
use super::prose::{Prose, Sentence};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words between "the deadliest" and "since".
const SUPERLATIVE: usize = 16;
/// Words between "the attack" and "came".
const APPOSED: usize = 20;
/// Words between "came" and "after": "less than two weeks".
const LED: usize = 5;

/// The words from "since" behind a superlative to the end of their clause; with "when" behind a comma to the end of the sentence.
pub(super) fn comparison(prose: &Prose<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    let words = &sentence.words;
    // "The most significant attack since the group returned in 2021".
    let most = |n: usize| {
        let most = prose.folded(n) == "most" && n.checked_sub(1).is_some_and(|n| prose.is(n, List::Article));
        prose.is(n, List::Superlative) || prose.is(n, List::Ordinal) || most
    };
    let compared =
        |n: &usize| prose.is(*n, List::Since) && (n.saturating_sub(SUPERLATIVE).max(words.start)..*n).any(most);
    let since = words.clone().find(compared)?;
    // "Since Jan. 20, 2011, when": the comma of a date ends nothing.
    let ends = |n: &usize| {
        prose.gap(*n, gap::COMMA | gap::COLON | gap::DASH) && !prose.folded(*n).starts_with(char::is_numeric)
    };
    let end = (since + 1..words.end).find(ends).unwrap_or(words.end);
    let told = prose.folded(end) == "when";
    Some(since..if told { words.end } else { end })
}

impl Reader<'_, '_> {
    /// Whether one of two events only stands to compare with the other.
    pub(super) fn parts_compared(&self, a: &Event, b: &Event) -> bool {
        let inside = |event: &Event| self.compared.as_ref().is_some_and(|words| words.contains(&event.at.start));
        inside(a) != inside(b)
    }

    /// Leaves out what is only named to compare with; what is told of it ("when militants shot down") stands alone.
    pub(super) fn part_compared(&self, out: &mut Vec<Event>) {
        let Some(words) = &self.compared else { return };
        let told = words.clone().find(|n| self.prose.folded(*n) == "when");
        out.retain(|event| !words.contains(&event.at.start) || told.is_some_and(|when| when < event.at.start));
        for event in out {
            if words.contains(&event.at.start) {
                (event.reach, event.other, event.definite) = (words.clone(), true, false);
            } else if event.at.start < words.start && words.end == self.sentence.words.end {
                event.reach.end = words.start;
            }
        }
    }

    /// "The killings come a day after the minister met the king in Cairo", "the attack comes ahead of the feast": what follows the verb is
    /// another matter, unless it heads a day or place of its own ("came on Friday").
    pub(super) fn part_coming(&self, out: &mut [Event]) {
        let ends = self.sentence.words.end;
        for event in out.iter_mut().filter(|event| event.the || event.definite) {
            // Right behind, or behind an apposition: "the attack, the latest in a string, came as".
            let near = |n: &usize| *n <= event.at.end + 1 || self.prose.gap(*n, gap::COMMA);
            let verb = (event.at.end..(event.at.end + APPOSED).min(ends)).find(|n| self.prose.is(*n, List::Comes));
            let verb = verb.filter(near);
            let other =
                |verb: usize| (verb + 1..(verb + 1 + LED).min(ends)).any(|n| self.prose.is(n, List::LeadsToOther));
            let set = |n: usize| self.prose.page.has(n + 1, flag::LOCATIVE) || self.prose.is(n + 1, List::AtPlace);
            if let Some(verb) = verb.filter(|verb| other(*verb) && !set(*verb)) {
                event.reach.end = event.reach.end.min(verb);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn what_an_attack_is_compared_with_does_not_date_it() -> crate::error::Result<()> {
        assert_told([
            (
                "Bombs killed 95 people in Kerman, the deadliest attack since the cinema fire of 1978.",
                vec!["bombing Kerman not known"],
            ),
            (
                "The attack in Kabul was the deadliest since 6 August 2011, when gunmen attacked a hotel in Wardak.",
                vec!["attack Kabul not known", "attack Wardak 2011-08-06"],
            ),
        ])
    }
}
