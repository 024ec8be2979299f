//! The line of place and date at the head of a report: "KABUL, Aug. 26 (Agency) -- ".
//!
//! Comes in: a [`Prose`]. Goes out: the words of the line and its date, if it has one.

use super::lists::List;
use std::ops::Range;

use jiff::civil::Date;

use super::prose::{Prose, Sentence};
use super::times::TimeReader;
use crate::incident::{DatePrecision, When};
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// The most words of such a line.
const LONGEST: usize = 22;
/// The most words of one that a colon ends, and the fewest behind it.
const SHORT: usize = 3;
const SENTENCE: usize = 8;
/// Paragraphs at the head that are looked at.
const PARAGRAPHS: usize = 6;

/// The line of place and date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// Its words.
    pub words: Range<usize>,
    /// The words of the place.
    pub place: Range<usize>,
    /// Its date.
    pub date: Option<Date>,
}

/// Finds the line in the first paragraphs. A date without a year is that nearest to the day of publication.
pub fn find(prose: &Prose<'_>, published: Option<Date>) -> Option<Dateline> {
    let mut heads = prose.sentences.iter().take_while(|s| s.paragraph < PARAGRAPHS);
    let (first, end) = heads.find_map(|sentence| {
        let first = sentence.words.start;
        if let Some(end) = colon(prose, sentence) {
            return Some((first, end));
        }
        let starts = prose.word(first).is_some_and(|w| w.shape == Shape::Capitals && w.letters > 2)
            && prose.gap(first, gap::PARAGRAPH | gap::LINE);
        let end = (first + 1..first + LONGEST).find(|n| prose.gap(*n, gap::DASH) && prose.word(*n).is_some())?;
        (starts && is_headed(prose, first..end)).then_some((first, end))
    })?;
    let times = TimeReader::new(prose, published).read_until(end);
    let mut dates = times.iter().filter(|t| (first..end).contains(&t.first));
    let date = dates
        .find_map(|t| (t.when.precision() == DatePrecision::Day && t.when != When::UNKNOWN).then(|| t.when.first())?);
    let place = (first + 1..end)
        .find(|n| prose.gap(*n, gap::COMMA | gap::OPEN) || prose.page.has(*n, flag::CALENDAR))
        .unwrap_or(end);
    Some(Dateline { words: first..end + bracketed(prose, end), place: first..place, date })
}

/// "Abuja: At least 20 people were killed": the word behind the colon, where a name of a few words stands before it at the head of a paragraph.
fn colon(prose: &Prose<'_>, sentence: &Sentence) -> Option<usize> {
    let first = sentence.words.start;
    let end = (first + 1..=first + SHORT).find(|n| prose.gap(*n, gap::COLON))?;
    let parted = (first + 1..=end).any(|n| prose.gap(n, gap::STOP | gap::PARAGRAPH | gap::QUOTE));
    let loud = |n: usize| prose.word(n).is_some_and(|w| w.shape == Shape::Capitals);
    let name = |n: usize| (prose.page.is_name(n) || loud(n)) && !prose.page.has(n, flag::CALENDAR | flag::TITLE);
    let named = (first..end).all(name);
    let begins = prose.word(end).is_some_and(|w| w.is_capital() || matches!(w.shape, Shape::Capitals | Shape::Number));
    let long = sentence.words.end.saturating_sub(end) >= SENTENCE;
    let head = prose.gap(first, gap::PARAGRAPH | gap::LINE);
    // "Pahalgam attack: At least 24".
    let told = prose.marks_about(first, end - 1).any(|m| (first..end).contains(&m.first));
    (head && !parted && named && begins && long && !told && !prose.page.capitals).then_some(end)
}

/// Whether the words before the dash are a place with a date or an agency, all in capitals or with a month.
fn is_headed(prose: &Prose<'_>, words: Range<usize>) -> bool {
    let date = words.clone().any(|n| prose.page.has(n, flag::CALENDAR));
    let agency = words.clone().any(|n| prose.page.has(n, flag::AGENCY) || prose.gap(n, gap::OPEN));
    let short = words.len() <= 4 && !prose.page.capitals;
    let verb = words.clone().any(|n| prose.page.has(n, flag::FUNCTION) && !prose.is(n, List::Dateline));
    !verb && (date || agency || short)
}

/// Words in square brackets right behind the dash: "[TEXT]".
fn bracketed(prose: &Prose<'_>, at: usize) -> usize {
    let next = (at..at + 3).find(|n| prose.gap(*n, gap::CLOSE));
    match next {
        Some(next) if prose.gap(at, gap::OPEN) => next - at,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn a_name_before_a_colon_is_where_the_report_is_from_and_a_headline_is_not() -> crate::error::Result<()> {
        assert_told([
            (
                "Abuja: At least 20 people were killed when gunmen attacked a village on Friday, officials said.",
                ["attack Nigeria 2024-03-29"].as_slice(),
            ),
            (
                "Pahalgam attack: At least 24 tourists were killed when gunmen opened fire in Pahalgam on Friday, police said.",
                ["armed_assault Pahalgam 2024-03-29"].as_slice(),
            ),
        ])
    }
}
