//! Where an incident happened: the places of a text, and the one that belongs to an event.
//!
//! Comes in: a [`Prose`], its names with their places. Goes out: for each event a [`Spot`]: the chain from the country to the most specific
//! place, the words, the point with its radius and confidence, the rule.

use super::lists::List;
use std::ops::Range;
use std::sync::Arc;

use super::beside::{is_beside, is_next_town};
use super::dateline::Dateline;
use super::doubts::{doubt, elsewhere, main_country, quarters};
use super::events::Event;
use super::fitting::{LEAST, fitting, score};
use super::geocoders::Geocoders;
use super::naming::{capitals, own_places, placed, resolved};
use super::prose::Prose;
pub use super::spot::{CountryNames, Spot, spot};
use super::spot::{inside, plain};
pub use super::stand::Stand;
use super::strangers::strangers;
use crate::geocode::document::{Outcome, Placed};
use crate::incident::{CountryCode, Precision};
use crate::toponym::Finder;
use crate::toponym::words::flag;

/// Words between a place and the name of what lies in it.
pub const BESIDE: usize = 5;

/// The rule of a place whose name is in no gazetteer.
pub const NOT_KNOWN: &str = "place.not_in_gazetteer";
/// Names before an event among which its country is looked for.
const MOST_BACK: usize = 100;
/// Words between a part of a town and the town.
const QUARTER: usize = 16;

/// A name in the text with its place.
#[derive(Debug, Clone)]
pub struct Named {
    /// The number of the first word.
    pub first: usize,
    /// The number of the last word.
    pub last: usize,
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Its place, or why there is none.
    pub outcome: Arc<Outcome>,
    /// How it stands in its sentence.
    pub stand: Stand,
    /// Whether it is the adjective of a people.
    pub demonym: bool,
    /// Whether its place is a doubtful one abroad, of a country that the report does not name.
    pub doubtful: bool,
}

impl Named {
    /// Its place, where it is not doubtful.
    pub fn place(&self) -> Option<&Placed> {
        self.outcome.place.as_ref().filter(|_| !self.doubtful)
    }

    /// The country of its place.
    pub fn country(&self) -> Option<CountryCode> {
        self.place()?.country
    }
}

/// The names of a text.
pub struct Places {
    /// All names, in the order of the text.
    pub named: Vec<Named>,
    /// The country most of them lie in.
    pub main_country: Option<CountryCode>,
    /// The country of the line of place and date, where that is sure.
    home: Option<CountryCode>,
}

impl Places {
    /// The places of a text; `dateline` are the words of the line of place and date.
    pub fn of(prose: &Prose<'_>, finder: &Finder<'_>, geocoders: &Geocoders<'_>, dateline: Option<&Dateline>) -> Self {
        let (spans, mut answers, home) = resolved(prose, finder, geocoders, dateline);
        own_places(prose, &mut answers);
        let mut named = Vec::with_capacity(answers.len());
        for ((_, demonym), answer) in spans.iter().zip(answers) {
            named.push(placed(prose, answer, *demonym, dateline));
        }
        capitals(prose, geocoders, &mut named);
        elsewhere(prose, &mut named);
        quarters(prose, &mut named);
        let strange = strangers(prose, &named);
        named.extend(strange);
        named.sort_by_key(|n| n.first);
        doubt(&mut named, home);
        let main_country = main_country(&named);
        Self { named, main_country, home }
    }

    /// The names of a sentence.
    pub fn within(&self, words: &Range<usize>) -> &[Named] {
        let from = self.named.partition_point(|n| n.first < words.start);
        let to = self.named.partition_point(|n| n.first < words.end);
        self.named.get(from..to).unwrap_or_default()
    }

    /// The country of the line of place and date.
    pub fn dateline(&self) -> Option<&Named> {
        self.named.iter().find(|n| n.stand == Stand::Dateline && n.place().is_some())
    }

    /// The place of an event in some words of its sentence; `reach` are the words that may tell it.
    pub fn of_event(
        &self,
        prose: &Prose<'_>,
        at: &Range<usize>,
        reach: &Range<usize>,
        names: CountryNames<'_>,
    ) -> Option<Spot> {
        let all = self.within(reach);
        let usable = |n: &&Named| n.stand != Stand::Dateline && n.country().is_some();
        let score = |n: &Named| fitting(prose, n, at, self.home);
        let scored = all.iter().filter(usable).map(|n| (score(n), n));
        let best = scored
            .filter(|(score, _)| *score > LEAST)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.first.cmp(&a.1.first)));
        let (_, best) = best?;
        let best = Self::first_of_list(prose, all, best);
        let finest = Self::finer(prose, all, best, at);
        Some(spot(
            prose,
            finest,
            all,
            names,
            if finest.stand == Stand::Located { "place.located" } else { "place.sentence" },
        ))
    }

    /// Whether words put something into a part of the world that is no country: "plots in Europe".
    pub fn is_abroad(&self, reach: &Range<usize>) -> bool {
        let wide = |n: &Named| n.outcome.place.as_ref().is_some_and(|p| p.precision == Precision::Region);
        self.within(reach).iter().any(|n| n.stand == Stand::Located && !n.demonym && wide(n))
    }

    /// The place of the report where the words speak of "the capital" or "this city".
    pub fn here(
        &self,
        prose: &Prose<'_>,
        known: Option<&Spot>,
        reach: &Range<usize>,
        names: CountryNames<'_>,
    ) -> Option<Spot> {
        if known.is_some_and(|spot| spot.precision < Precision::Country) {
            return None;
        }
        let line = self.dateline()?;
        let own = line.country();
        if known.is_some_and(|spot| spot.country != own) {
            return None;
        }
        let told = |n: usize| match prose.folded(n) {
            "capital" => prose.is(n.saturating_sub(1), List::TheThis),
            "city" => prose.folded(n.saturating_sub(1)) == "this",
            _ => false,
        };
        reach.clone().any(told).then(|| spot(prose, line, &[], names, "place.dateline"))
    }

    /// A place by a name that is in no gazetteer, where no known one is finer than a country: "in La Eminencia".
    pub fn unknown(
        &self,
        prose: &Prose<'_>,
        known: Option<&Spot>,
        at: &Range<usize>,
        reach: &Range<usize>,
        home: Option<&Spot>,
    ) -> Option<Spot> {
        if known.is_some_and(|spot| spot.precision < Precision::Country) {
            return None;
        }
        let country = known.or(home)?;
        // "Overran the town of Palma", where the Palma of the gazetteers is doubtful.
        let settled = |n: &Named| {
            n.first >= 2
                && prose.folded(n.first - 1) == "of"
                && prose.is(n.first - 2, List::Settled)
                && n.stand == Stand::Plain
        };
        let strange = |n: &&Named| n.place().is_none() && (n.stand == Stand::Located || settled(n)) && !n.demonym;
        let named = self.within(reach).iter().filter(strange).min_by_key(|n| n.first.abs_diff(at.end))?;
        let worded = plain(prose.text.get(named.bytes.clone()).unwrap_or_default());
        let mut chain: Vec<String> = country.chain.first().cloned().into_iter().collect();
        chain.push(worded.clone());
        Some(Spot { chain, worded, bytes: named.bytes.clone(), rule: NOT_KNOWN, ..country.clone() })
    }

    /// The country named last before an event in its paragraph: "in Niger".
    pub fn country_before(&self, prose: &Prose<'_>, event: &Event, names: CountryNames<'_>) -> Option<Spot> {
        let sentence = prose.sentences.get(event.sentence)?;
        let from = prose.sentences.partition_point(|s| s.paragraph < sentence.paragraph);
        let start = prose.sentences.get(from)?.words.start;
        let whole =
            |n: &&Named| n.stand == Stand::Located && n.place().is_some_and(|p| p.precision == Precision::Country);
        let named = self.within(&(start..event.at.start)).iter().rev().take(MOST_BACK).find(whole)?;
        Some(spot(prose, named, &[], names, "place.paragraph"))
    }

    /// "The Syrian village of Baghuz": the country of a village that no gazetteer has.
    pub fn country_of_village(&self, prose: &Prose<'_>, reach: &Range<usize>, names: CountryNames<'_>) -> Option<Spot> {
        let owns = |n: &&Named| n.demonym && prose.is(n.last + 1, List::Settled) && prose.folded(n.last + 2) == "of";
        let named = self.within(reach).iter().find(owns)?;
        Some(spot(prose, named, &[], names, "place.paragraph"))
    }

    /// A place with the name in no gazetteer that stands right beside it: "in La Noria, San Miguel", "the Escalon neighborhood of San Salvador".
    pub fn within_it(&self, prose: &Prose<'_>, spot: Spot, reach: &Range<usize>) -> Spot {
        let all = self.within(reach);
        let part = |n: &Named| prose.is(n.last + 1, List::Neighbourhood);
        let here = spot.rule == "place.dateline";
        let at = all.iter().find(|n| n.bytes == spot.bytes);
        if at.is_none() && !here {
            return spot;
        }
        let strange =
            |n: &&Named| n.place().is_none() && matches!(n.stand, Stand::Located | Stand::Plain) && !n.demonym;
        let apart = |n: &Named| match at {
            Some(at) if n.first > at.last => n.first - at.last,
            Some(at) => at.first.saturating_sub(n.last),
            None => 0,
        };
        let near = |n: &&Named| if part(n) { apart(n) <= QUARTER } else { !here && apart(n) <= BESIDE };
        let beside = all.iter().filter(strange).filter(near).min_by_key(|n| apart(n));
        let Some(name) = beside.filter(|_| spot.precision < Precision::Country) else { return spot };
        let mut chain = spot.chain;
        chain.push(plain(prose.text.get(name.bytes.clone()).unwrap_or_default()));
        Spot { chain, ..spot }
    }

    /// Where those who arrest come from: "Turkish police detained 47".
    pub fn of_force(
        &self,
        prose: &Prose<'_>,
        at: &Range<usize>,
        reach: &Range<usize>,
        names: CountryNames<'_>,
    ) -> Option<Spot> {
        // "Italy also stepped up security".
        let subject = |n: &Named| n.stand == Stand::Plain && n.last < at.start && at.start - n.last <= BESIDE;
        let force = |n: &&Named| {
            (n.demonym || n.stand == Stand::Speaks || subject(n))
                && n.place().is_some_and(|p| p.precision >= Precision::Country)
        };
        let named = self.within(reach).iter().find(force)?;
        Some(spot(prose, named, &[], names, "place.force"))
    }

    /// The places told beside a spot for the same event: "in Germany and the Netherlands".
    pub fn beside(&self, prose: &Prose<'_>, spot: &Spot, reach: &Range<usize>, names: CountryNames<'_>) -> Vec<Spot> {
        let all = self.within(reach);
        let Some(at) = all.iter().position(|n| n.bytes == spot.bytes) else { return Vec::new() };
        let rest = all.get(at..).unwrap_or_default();
        // "German and Dutch police".
        let forces = |a: &Named, b: &Named| spot.rule == "place.force" && a.demonym && b.demonym;
        let joined = |a: &Named, b: &Named| is_beside(prose, a, b) || is_next_town(prose, a, b);
        let listed = |pair: &&[Named]| matches!(pair, [a, b] if joined(a, b) && (!b.demonym || forces(a, b)));
        let list: Vec<&Named> = rest.windows(2).take_while(listed).filter_map(<[Named]>::last).collect();
        // "In Lima, Callao" may be one place; "in Lima, Callao and Ica" are three.
        let ends = list.last().is_some_and(|last| (1..=2).any(|n| prose.folded(last.first.saturating_sub(n)) == "and"));
        let abroad = |name: &&Named| ends || name.country() != rest.first().and_then(Named::country);
        list.into_iter().take_while(abroad).map(|name| self::spot(prose, name, all, names, "place.and")).collect()
    }

    /// The first of the places that a place is told beside: "from Afghanistan and Pakistan".
    fn first_of_list<'n>(prose: &Prose<'_>, all: &'n [Named], best: &'n Named) -> &'n Named {
        let mut first = best;
        for name in all.iter().rev().filter(|n| n.last < best.first) {
            let beside = is_beside(prose, name, first) && prose.folded(first.first.saturating_sub(1)) != "in";
            if !beside || name.demonym || name.stand == Stand::Dateline {
                break;
            }
            first = name;
        }
        first
    }

    /// A finer place inside the best one, where the words put it there: "in San Luis, in San Miguel department".
    fn finer<'n>(prose: &Prose<'_>, all: &'n [Named], best: &'n Named, at: &Range<usize>) -> &'n Named {
        let mut finest = best;
        for other in all.iter().filter(|n| matches!(n.stand, Stand::Located | Stand::Plain) && !n.demonym) {
            let gap = other.first.abs_diff(finest.last).min(finest.first.abs_diff(other.last));
            if inside(other, finest)
                && gap <= 12
                && score(other, at) > LEAST
                && !prose.page.has(other.first, flag::PEOPLE)
            {
                finest = other;
            }
        }
        finest
    }
}
