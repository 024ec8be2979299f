//! Several events told by one word, each with a place and a date of its own: "attacks at the theatre in 2015 and at the arena in 2017".
//!
//! Comes in: the words behind an event with their places and dates. Goes out: a [`Part`] for each event, if there are several.

use super::lists::List;
use std::ops::Range;

use super::Scene;
use super::events::Event;
use super::places::{Named, Stand};
use super::prose::Sentence;
use super::sense::Sense;
use super::spot::inside;
use super::times::TimeMention;
use crate::incident::When;
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words between the name of the events and the first place or date.
const MOST_BEFORE: usize = 3;
/// Words between two of them.
const MOST_BETWEEN: usize = 4;

/// A place with its date.
pub struct Part<'s> {
    /// The place.
    pub place: &'s Named,
    /// The date.
    pub time: TimeMention,
}

/// A place or a date in the order of the text.
enum Item<'s> {
    Place(&'s Named),
    Time(&'s TimeMention),
}

impl Item<'_> {
    fn words(&self) -> Range<usize> {
        match self {
            Self::Place(named) => named.first..named.last + 1,
            Self::Time(time) => time.first..time.last + 1,
        }
    }
}

impl Scene<'_, '_> {
    /// The places behind the name of several events, each with its date; none where there are not at least two such pairs.
    pub(super) fn parts(&self, sentence: &Sentence, event: &Event) -> Vec<Part<'_>> {
        let last = event.at.end.saturating_sub(1);
        let names = |n: usize| self.prose.folded(n).ends_with('s');
        let several = names(last) || self.prose.page.has(last, flag::FUNCTION) && names(last.saturating_sub(1));
        if !several {
            return Vec::new();
        }
        let mut out: Vec<Part<'_>> = Vec::new();
        let (mut place, mut time): (Option<&Named>, Option<TimeMention>) = (None, None);
        for item in self.row(sentence, event) {
            match item {
                // "At the theatre in Paris" is one place.
                Item::Place(named) => place = Some(place.filter(|known| inside(known, named)).unwrap_or(named)),
                Item::Time(found) => time = Some(*found),
            }
            if let (Some(at), Some(when)) = (place, time) {
                out.push(Part { place: at, time: when });
                (place, time) = (None, None);
            }
        }
        let apart = |pair: &[Part<'_>]| matches!(pair, [a, b] if a.time.when != b.time.when && a.place.bytes != b.place.bytes && !inside(b.place, a.place));
        if out.len() > 1 && out.windows(2).all(apart) { out } else { Vec::new() }
    }

    /// The places and dates that follow an event with nothing but small words between.
    fn row(&self, sentence: &Sentence, event: &Event) -> Vec<Item<'_>> {
        let end = self
            .prose
            .marks_of(sentence)
            .iter()
            .find(|m| m.first >= event.at.end && matches!(m.sense, Sense::Event(_)));
        let end = end.map_or(sentence.words.end, |m| m.first);
        let behind = event.at.end..end;
        let named = self.places.within(&behind).iter();
        let located =
            named.filter(|n| !n.demonym && n.country().is_some() && matches!(n.stand, Stand::Located | Stand::Plain));
        let times = self.times.iter().filter(|t| behind.contains(&t.first) && t.when != When::UNKNOWN);
        let mut items: Vec<Item<'_>> = located.map(Item::Place).chain(times.map(Item::Time)).collect();
        items.sort_by_key(|item| item.words().start);
        let (mut from, mut most) = (event.at.end, MOST_BEFORE);
        let reached = items.iter().take_while(|item| {
            let words = item.words();
            let near =
                words.start >= from && words.start - from <= most && (from..words.start).all(|n| self.is_link(n));
            (from, most) = (words.end, MOST_BETWEEN);
            near && !self.prose.gap(words.start, gap::STOP | gap::PARAGRAPH)
        });
        let count = reached.count();
        items.truncate(count);
        items
    }

    /// Whether a word may stand between a place and a date of such a row.
    fn is_link(&self, n: usize) -> bool {
        self.prose.is(n, List::RowLink) || self.prose.page.has(n, flag::LOCATIVE)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::date;

    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    /// The kind, the last name of the place and the days of each report.
    pub fn told(extractor: &Extractor<'_>, text: &str) -> Vec<String> {
        let reports = extractor.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
        let place = |chain: &[String]| chain.last().cloned().unwrap_or_default();
        let spot = |spot: Option<&crate::article::places::Spot>| spot.map(|s| place(&s.chain)).unwrap_or_default();
        reports.iter().map(|r| format!("{} {} {}", r.kind.key(), spot(r.spot.as_ref()), r.when)).collect()
    }

    /// Asserts what each of some texts tells.
    pub fn assert_told<M>(cases: impl IntoIterator<Item = (&'static str, M)>) -> crate::error::Result<()>
    where
        M: std::fmt::Debug,
        Vec<String>: PartialEq<M>,
    {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, meant) in cases {
            assert_eq!(told(&extractor, text), meant, "{text}");
        }
        Ok(())
    }

    #[test]
    fn each_place_of_several_events_has_its_own_date() -> crate::error::Result<()> {
        assert_told([
            (
                "The Islamic State claimed the attacks at the Bataclan in 2015 and at Manchester in 2017.",
                ["attack Bataclan 2015", "attack Manchester 2017"],
            ),
            (
                "Militants were blamed for bombings in Madrid in March 2004 and in London in July 2005.",
                ["bombing Madrid 2004-03", "bombing London 2005-07"],
            ),
        ])
    }

    #[test]
    fn one_place_with_two_dates_is_no_list() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        let text = "The Islamic State carried out bombings in Kabul, Afghanistan, in March 2021.";
        assert_eq!(told(&extractor, text).len(), 1);
        Ok(())
    }
}
