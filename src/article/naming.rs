//! The names of places in a text, found and resolved.
//!
//! Comes in: a [`Prose`], the finder of names, the geocoders. Goes out: [`Named`]s, and the country that the report is from.

use std::collections::BTreeSet;
use std::ops::Range;

use super::dateline::Dateline;
use super::doubts::is_of_the_world;
use super::geocoders::Geocoders;
use super::places::{Named, Stand};
use super::prose::Prose;
use super::stand::{is_adjective, stand};
use crate::geocode::document::Answer;
use crate::incident::{CountryCode, Precision};
use crate::toponym::words::flag;
use crate::toponym::{FindOptions, Finder, Kind};

/// How sure the place of the report must be for its country to speak for the others.
const SURE_HOME: f64 = 0.6;

/// So many peoples, and a report may be one of the whole world.
const PEOPLES: usize = 4;

/// The spans of the names of a text, whether each is an adjective, what they mean, and the country that the text is from.
pub type Resolved = (Vec<(Range<usize>, bool)>, Vec<Answer>, Option<CountryCode>);

/// The names of a text resolved together; in a report from a country its places are likelier.
pub fn resolved(
    prose: &Prose<'_>,
    finder: &Finder<'_>,
    geocoders: &Geocoders<'_>,
    dateline: Option<&Dateline>,
) -> Resolved {
    let mentions = finder.find_on(&prose.page, FindOptions::default());
    let mut spans: Vec<(Range<usize>, bool)> =
        mentions.iter().map(|m| (m.start..m.end, m.kind == Kind::Demonym)).collect();
    let head =
        dateline.filter(|line| !line.place.is_empty()).map(|line| prose.bytes(line.place.start, line.place.end - 1));
    let mut home = None;
    if let Some(head) = head {
        // The place of the report is one, whatever the finder thinks of it; its country is likely that of the others.
        spans.retain(|(span, _)| span.start >= head.end || span.end <= head.start);
        let at = spans.partition_point(|(span, _)| span.start < head.start);
        let answer = geocoders.plain().resolve(prose.text, std::slice::from_ref(&head)).pop();
        home = answer.and_then(|a| a.outcome.place.as_ref().filter(|p| p.confidence >= SURE_HOME)?.country);
        spans.insert(at, (head, false));
    }
    let places: Vec<Range<usize>> = spans.iter().map(|(span, _)| span.clone()).collect();
    let plain = || geocoders.plain().resolve(prose.text, &places);
    let Some(country) = home else { return (spans, plain(), None) };
    // A report from a capital on the whole world: its own country is not likelier than others. Many peoples make that likely: then it is
    // asked first, so that most reports are resolved once.
    let peoples: BTreeSet<&str> =
        spans.iter().filter(|(_, demonym)| *demonym).filter_map(|(span, _)| prose.text.get(span.clone())).collect();
    let likely = peoples.len() >= PEOPLES;
    if likely {
        let answers = plain();
        if is_of_the_world(&answers, country) {
            return (spans, answers, None);
        }
    }
    let answers = geocoders.of(country).resolve(prose.text, &places);
    if !likely && is_of_the_world(&answers, country) {
        return (spans, plain(), None);
    }
    (spans, answers, home)
}

/// A name as it stands in its sentence.
pub fn placed(prose: &Prose<'_>, answer: Answer, demonym: bool, dateline: Option<&Dateline>) -> Named {
    let (first, last) = prose.words_of(&answer.span);
    let headed = dateline.is_some_and(|line| line.words.contains(&first));
    let stand = if headed { Stand::Dateline } else { stand(prose, first, last) };
    let demonym = demonym || is_adjective(prose, first, last);
    // "In an American strike", "outside Afghanistan": not there.
    let whole = answer.outcome.place.as_ref().is_some_and(|p| p.precision >= Precision::Country);
    let outside = first.checked_sub(1).is_some_and(|n| prose.folded(n) == "outside") && whole;
    let stand = match stand {
        Stand::Located if demonym && !prose.page.has(last + 1, flag::GENERIC) => Stand::Plain,
        Stand::Located if outside => Stand::Speaks,
        stand => stand,
    };
    Named { first, last, bytes: answer.span, outcome: answer.outcome, stand, demonym, doubtful: false }
}
