//! Names of places that the finder of names leaves out: "in the Zacamil neighborhood", "the village of Arcatao", "in Salasan,".
//!
//! Comes in: a [`Prose`] and the names found in it. Goes out: further names, without a place, told apart by the words around them.

use super::lists::List;
use std::ops::Range;
use std::sync::Arc;

use super::places::{Named, Stand};
use super::prose::Prose;
use super::sense::Sense;
use super::vocabulary::Mark;
use super::within_names::is_word_of_headline;
use crate::geocode::document::Outcome;
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// The most words of such a name.
const LONGEST: usize = 4;

/// The further names of a text, in its order.
pub fn strangers(prose: &Prose<'_>, named: &[Named]) -> Vec<Named> {
    let none = Arc::new(Outcome { place: None, why: "in no gazetteer".to_owned(), rivals: Vec::new() });
    let mut out: Vec<Named> = Vec::new();
    let mut free = 0;
    for at in 0..prose.page.words.len() {
        let found = behind_preposition(prose, at).or_else(|| behind_sort(prose, at)).or_else(|| before_sort(prose, at));
        let Some((first, last)) = found else { continue };
        let from = named.partition_point(|n| n.last < first);
        let known = named.get(from).is_some_and(|n| n.first <= last);
        if known || first < free || prose.is_shouted(first) || is_word_of_headline(prose, first, last) {
            continue;
        }
        free = last + 1;
        out.push(Named {
            first,
            last,
            bytes: prose.bytes(first, last),
            outcome: Arc::clone(&none),
            stand: Stand::Located,
            demonym: false,
            doubtful: false,
        });
    }
    out
}

/// Names that only their place before a date shows to be such: "in Nice on July 14".
pub fn dated_names(prose: &Prose<'_>) -> Vec<Range<usize>> {
    if prose.page.capitals {
        return Vec::new();
    }
    let other = flag::FUNCTION | flag::CALENDAR | flag::TITLE | flag::GENERIC | flag::PEOPLE | flag::ORG | flag::FIRST;
    let part = |n: &usize| {
        let word = prose.word(*n);
        word.is_some_and(|w| w.is_capital() && w.letters > 2 && w.flags & other == 0) && joins(prose, n + 1).is_some()
    };
    // "On the promenade of Nice".
    let behind = |n: usize| {
        let sort = prose.is(n, List::PlacePart) && !prose.is(n, List::Compass) || prose.is(n, List::Settlement);
        let first = n + 2;
        (sort && prose.folded(n + 1) == "of" && part(&first)).then(|| prose.bytes(first, first))
    };
    let parts = (0..prose.page.words.len()).filter_map(behind);
    let times = prose.marks.iter().filter(|m| matches!(m.sense, Sense::Time(_)));
    let name = |time: &Mark| {
        let last = time.first.checked_sub(2).filter(|n| prose.is(n + 1, List::BeforeDate))?;
        let first = (last.saturating_sub(LONGEST - 1)..=last).rev().take_while(part).last()?;
        let placed =
            first.checked_sub(1).is_some_and(|n| prose.is(n, List::BeforeName)) && joins(prose, first).is_some();
        placed.then(|| prose.bytes(first, last))
    };
    times.filter_map(name).chain(parts).collect()
}

/// "In the Zacamil neighborhood", "in Salasan,".
fn behind_preposition(prose: &Prose<'_>, at: usize) -> Option<(usize, usize)> {
    if !prose.is(at, List::BeforeName) || joins(prose, at + 1).is_none() {
        return None;
    }
    let first = if prose.is(at + 1, List::NameArticle) { at + 2 } else { at + 1 };
    let last = name_end(prose, first)?;
    let sort = prose.page.has(last + 1, flag::GENERIC | flag::STREET) && joins(prose, last + 1).is_some();
    // "In Bajaur in July".
    let goes_on = !prose.page.capitals && prose.is(last + 1, List::BehindName);
    let ends = prose.gap(last + 1, gap::COMMA | gap::STOP | gap::PARAGRAPH) || goes_on;
    let closed = first == at + 1 && ends;
    (sort || closed && last - first < 3).then_some((first, last))
}

/// "The village of Arcatao".
fn behind_sort(prose: &Prose<'_>, at: usize) -> Option<(usize, usize)> {
    if !prose.is(at, List::Settlement) || prose.folded(at + 1) != "of" {
        return None;
    }
    Some((at + 2, name_end(prose, at + 2)?))
}

/// "The exclusive Las Lomas neighborhood": a name right before what it is.
fn before_sort(prose: &Prose<'_>, at: usize) -> Option<(usize, usize)> {
    if !prose.is(at, List::Neighbourhood) || joins(prose, at).is_none() {
        return None;
    }
    let last = at.checked_sub(1)?;
    let longest = last.saturating_sub(LONGEST - 1);
    // "Florencia" is a first name, too.
    let named = |n: &usize| is_name(prose, *n) || *n < last && prose.page.has(*n, flag::FIRST);
    let first = (longest..=last).rev().take_while(named).last()?;
    if prose.is(first, List::NameOf) {
        return None;
    }
    let joined = (first + 1..=last).all(|n| joins(prose, n).is_some());
    (joined && (first..=last).any(|n| prose.word(n).is_some_and(|word| word.letters > 3))).then_some((first, last))
}

/// The last word of a name that starts at a word.
fn name_end(prose: &Prose<'_>, first: usize) -> Option<usize> {
    let last = (first..first + LONGEST)
        .take_while(|n| is_name(prose, *n) && (*n == first || joins(prose, *n).is_some()))
        .last()?;
    // An article or a particle alone is no name.
    (first..=last).any(|n| prose.word(n).is_some_and(|word| word.letters > 3)).then_some(last)
}

/// Whether a word may be part of a name that no list has.
fn is_name(prose: &Prose<'_>, n: usize) -> bool {
    let page = &prose.page;
    let Some(word) = prose.word(n).filter(|word| word.shape != Shape::Number) else { return false };
    if prose.is(n, List::NameParticle) {
        return word.is_capital();
    }
    let other =
        flag::FUNCTION | flag::CALENDAR | flag::GENERIC | flag::STREET | flag::DIRECTION | flag::PEOPLE | flag::ORG;
    let other = other | flag::TITLE | flag::FACILITY | flag::VAGUE | flag::AGENCY | flag::SCHOOL | flag::INSTITUTION;
    let plain = if page.capitals { flag::COMMON | flag::FIRST | flag::EVERYDAY } else { flag::FREQUENT_FIRST };
    word.is_capital() && word.letters > 2 && !page.has(n, other | plain) && (page.capitals || page.is_name(n))
}

/// Whether a word stands right beside the one before it.
fn joins(prose: &Prose<'_>, n: usize) -> Option<()> {
    let apart = gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON | gap::OPEN | gap::CLOSE | gap::DASH | gap::QUOTE;
    (prose.word(n).is_some() && !prose.gap(n, apart)).then_some(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn a_neighborhood_is_told_with_its_town() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for text in [
            "A bomb exploded in the Escalon neighborhood in San Salvador.",
            "A bomb exploded in San Salvador.\n\nThe bomb went off in the exclusive Escalon neighborhood.",
        ] {
            let text = format!("SAN SALVADOR, 3 March (Agency) -- {text}");
            let found = extractor.reports(&Article::plain("note", &text, Some(date(2024, 3, 31))));
            let chain = found[0].spot.as_ref().map(|spot| spot.chain.join(" "));
            assert_eq!(chain.as_deref(), Some("El Salvador San Salvador Escalon"), "{text}");
        }
        Ok(())
    }

    #[test]
    fn a_headline_in_capitals_holds_no_name_by_its_letters() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let text = "MOSCOW ATTACK SHOWS ISLAMIC STATE REACHING FAR\n\nFour gunmen killed more than 140 people in a hall in Moscow.";
        let found = Extractor::new(&gazetteer)?.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
        let chain = |report: &crate::article::Report| report.spot.as_ref().map(|spot| spot.chain.join(" "));
        assert!(found.iter().all(|report| chain(report).as_deref() == Some("Russia Moscow")), "{found:?}");
        Ok(())
    }
}
