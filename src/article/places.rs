//! Where an incident happened: the places of a text, and the one that belongs to an event.
//!
//! Comes in: a [`Prose`], its names with their places. Goes out: for each event a [`Spot`]: the chain from the country to the most specific
//! place, the words, the point with its radius and confidence, the rule.

use super::lists::List;
use std::ops::Range;
use std::sync::Arc;

use super::beside::{is_beside, is_end_of_list, is_far, is_next_town};
use super::cities::cities;
use super::dateline::Dateline;
use super::doubts::{doubt, elsewhere, main_country, quarters};
use super::events::Event;
use super::fitting::{LEAST, fitting, score};
use super::geocoders::Geocoders;
use super::naming::{capitals, halves, inside_services, origins, own_places, placed, resolved, territories};
use super::nationals::is_of_force;
use super::prose::Prose;
pub use super::spot::{CountryNames, Spot, spot};
use super::spot::{inside, plain};
pub use super::stand::Stand;
use super::strangers::strangers;
use super::wide::{is_sea, wide};
use super::within_names::within_names;
use crate::geocode::document::{Outcome, Placed};
use crate::incident::{CountryCode, Precision};
use crate::toponym::Finder;
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words between a place and the name of what lies in it.
pub const BESIDE: usize = 5;

/// The rule of a place whose name is in no gazetteer.
pub const NOT_KNOWN: &str = "place.not_in_gazetteer";
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
    /// The number of the name in the line of place and date, found once: every event asks.
    line: Option<usize>,
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
        territories(prose, &mut named);
        origins(prose, &mut named);
        inside_services(prose, &mut named);
        halves(prose, &mut named);
        within_names(prose, &mut named);
        wide(prose, geocoders, &mut named);
        cities(prose, geocoders, &mut named);
        elsewhere(prose, &mut named);
        quarters(prose, &mut named);
        let strange = strangers(prose, &named);
        named.extend(strange);
        named.sort_by_key(|n| n.first);
        doubt(&mut named, home);
        let main_country = main_country(prose, &named);
        let line = named.iter().position(|n| n.stand == Stand::Dateline && n.place().is_some());
        Self { named, main_country, home, line }
    }

    /// The names of a sentence.
    pub fn within(&self, words: &Range<usize>) -> &[Named] {
        let from = self.named.partition_point(|n| n.first < words.start);
        let to = self.named.partition_point(|n| n.first < words.end);
        self.named.get(from..to).unwrap_or_default()
    }

    /// The country of the line of place and date.
    pub fn dateline(&self) -> Option<&Named> {
        self.named.get(self.line?)
    }

    /// The place of an event in some words of its sentence; `reach` are the words that may tell it.
    pub fn of_event(
        &self,
        prose: &Prose<'_>,
        event: &Event,
        reach: &Range<usize>,
        names: CountryNames<'_>,
    ) -> Option<Spot> {
        let all = self.within(reach);
        let usable = |n: &&Named| {
            !matches!(n.stand, Stand::Dateline | Stand::Inside) && (n.country().is_some() || is_sea(prose, n))
        };
        let score = |n: &Named| fitting(prose, n, event, self.home);
        let scored = all.iter().filter(usable).map(|n| (score(n), n));
        let best = scored
            .filter(|(score, _)| *score > LEAST)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.first.cmp(&a.1.first)));
        let (_, best) = best?;
        let best = Self::first_of_list(prose, all, best);
        let finest = Self::finer(prose, all, best, &event.at);
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
        let towns = || self.within(&(line.last + 1..reach.end));
        let only = || !towns().iter().any(|n| n.place().is_some_and(|p| p.precision == Precision::Settlement));
        let told = |n: usize| match prose.folded(n) {
            "capital" => prose.is(n.saturating_sub(1), List::TheThis),
            // "On the European side of the city", where no other town is named.
            "city" if prose.folded(n.saturating_sub(1)) == "the" => prose.folded(n + 1) != "of" && only(),
            "city" => prose.folded(n.saturating_sub(1)) == "this",
            _ => false,
        };
        reach.clone().any(told).then(|| spot(prose, line, &[], names, "place.dateline"))
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
        let subject =
            |n: &Named| n.stand == Stand::Plain && !n.demonym && n.last < at.start && at.start - n.last <= BESIDE;
        // "Prosecutors in Thuringia said".
        let seated = |n: &Named| n.stand == Stand::Located && n.first > 1 && prose.is(n.first - 2, List::Prosecutors);
        let force = |n: &&Named| {
            let country = n.place().is_some_and(|p| p.precision >= Precision::Country);
            let acts = if n.demonym { is_of_force(prose, n) } else { n.stand == Stand::Speaks || subject(n) };
            acts && country || seated(n) && n.place().is_some()
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
        // "In Iraq and Syria, Sabah reported": not there.
        let reports = |b: &Named| b.stand == Stand::Speaks && prose.gap(b.first, gap::COMMA);
        let stands = |b: &Named| b.stand != Stand::Inside && !reports(b);
        let listed =
            |pair: &&[Named]| matches!(pair, [a, b] if joined(a, b) && stands(b) && (!b.demonym || forces(a, b)));
        let mut list: Vec<&Named> = Vec::new();
        let row = rest.windows(2).take_while(listed).filter_map(<[Named]>::last);
        let last = row.clone().last();
        for name in row {
            // "In Lima, Callao and Ica": Callao is as good as Lima.
            if rest.first().into_iter().chain(list.iter().copied()).all(|known| is_far(known, name)) {
                list.push(name);
            }
        }
        // "In Lima, Callao" may be one place; "in Lima, Callao and Ica" are three.
        let ends = last.is_some_and(|last| is_end_of_list(prose, last));
        let abroad = |name: &&Named| ends || name.country() != rest.first().and_then(Named::country);
        list.into_iter().take_while(abroad).map(|name| self::spot(prose, name, all, names, "place.and")).collect()
    }

    /// The first of the places that a place is told beside: "from Afghanistan and Pakistan".
    fn first_of_list<'n>(prose: &Prose<'_>, all: &'n [Named], best: &'n Named) -> &'n Named {
        let mut first = best;
        for name in all.iter().rev().filter(|n| n.last < best.first) {
            // "In Germany but also in Vienna".
            let again =
                first.first >= 2 && prose.folded(first.first - 1) == "in" && prose.folded(first.first - 2) != "also";
            let beside = is_beside(prose, name, first) && !again;
            if !beside || name.demonym || matches!(name.stand, Stand::Dateline | Stand::Inside) {
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
