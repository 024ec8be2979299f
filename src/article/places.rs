//! Where an incident happened: the places of a text, and the one that belongs to an event.
//!
//! Comes in: a [`Prose`], its names with their places. Goes out: for each event a [`Spot`]: the chain from the country to the most specific
//! place, the words, the point with its radius and confidence, the rule.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::beside::{is_beside, is_next_town};
use super::dateline::Dateline;
use super::prose::Prose;
pub use super::spot::{CountryNames, Spot, spot};
use super::spot::{inside, plain};
pub use super::stand::Stand;
use super::stand::{is_adjective, stand};
use super::strangers::strangers;
use crate::gazetteer::Gazetteer;
use crate::geocode::document::{DocumentGeocoder, DocumentOptions, Outcome, Placed};
use crate::incident::{CountryCode, Precision};
use crate::toponym::words::flag;
use crate::toponym::{FindOptions, Finder, Kind};

/// What a place counts for being where an event is told to be.
const LOCATED: f64 = 3.0;
/// How sure the place of the report must be for its country to speak for the others.
const SURE_HOME: f64 = 0.6;
/// Less sure than this and a town abroad is none, in a report from home that does not name its country.
const SURE_ABROAD: f64 = 0.8;
/// What a country abroad that is merely named counts for being that of an event.
const ABROAD: f64 = -2.0;
/// Words between a place and the name of what lies in it.
const BESIDE: usize = 5;
/// Less than this and the place is not that of the event.
const LEAST: f64 = -1.0;

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

/// Geocoders of documents: one without a wish, and one for each country that reports come from.
pub struct Geocoders<'g> {
    gazetteer: &'g Gazetteer,
    plain: DocumentGeocoder<'g>,
    of: Mutex<BTreeMap<CountryCode, Arc<DocumentGeocoder<'g>>>>,
}

impl<'g> Geocoders<'g> {
    /// Geocoders over a gazetteer.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, plain: DocumentGeocoder::new(gazetteer, options(Vec::new())), of: Mutex::default() }
    }

    /// The one without a wish.
    pub fn plain(&self) -> &DocumentGeocoder<'g> {
        &self.plain
    }

    /// The one for which places of a country are likelier.
    fn of(&self, country: CountryCode) -> Arc<DocumentGeocoder<'g>> {
        let mut all = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            all.entry(country)
                .or_insert_with(|| Arc::new(DocumentGeocoder::new(self.gazetteer, options(vec![country])))),
        )
    }
}

fn options(countries: Vec<CountryCode>) -> DocumentOptions {
    DocumentOptions { as_written: true, countries, ..DocumentOptions::default() }
}

impl Places {
    /// The places of a text; `dateline` are the words of the line of place and date.
    pub fn of(prose: &Prose<'_>, finder: &Finder<'_>, geocoders: &Geocoders<'_>, dateline: Option<&Dateline>) -> Self {
        let mentions = finder.find_on(&prose.page, FindOptions::default());
        let mut spans: Vec<(Range<usize>, bool)> =
            mentions.iter().map(|m| (m.start..m.end, m.kind == Kind::Demonym)).collect();
        let head = dateline
            .filter(|line| !line.place.is_empty())
            .map(|line| prose.bytes(line.place.start, line.place.end - 1));
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
        let answers = match home {
            Some(country) => geocoders.of(country).resolve(prose.text, &places),
            None => geocoders.plain().resolve(prose.text, &places),
        };
        let mut named = Vec::with_capacity(answers.len());
        for ((_, demonym), answer) in spans.iter().zip(answers) {
            let (first, last) = prose.words_of(&answer.span);
            let headed = dateline.is_some_and(|line| line.words.contains(&first));
            let stand = if headed { Stand::Dateline } else { stand(prose, first, last) };
            let demonym = *demonym || is_adjective(prose, first, last);
            // "In an American strike", "outside Afghanistan": not there.
            let whole = answer.outcome.place.as_ref().is_some_and(|p| p.precision >= Precision::Country);
            let outside = first.checked_sub(1).is_some_and(|n| prose.folded(n) == "outside") && whole;
            let of_area = prose.page.has(last + 1, flag::GENERIC);
            let stand = match stand {
                Stand::Located if demonym && !of_area => Stand::Plain,
                Stand::Located if outside => Stand::Speaks,
                stand => stand,
            };
            named.push(Named {
                first,
                last,
                bytes: answer.span,
                outcome: answer.outcome,
                stand,
                demonym,
                doubtful: false,
            });
        }
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
        let abroad = |n: &Named| {
            let merely = n.stand != Stand::Located && n.place().is_some_and(|p| p.precision >= Precision::Country);
            merely && self.home.is_some_and(|home| n.country() != Some(home))
        };
        // "The battle of Mosul": the name right behind "of".
        let named = |n: &Named| {
            n.first == at.end
                && matches!(prose.folded(at.end.saturating_sub(1)), "of" | "for" | "on" | "in" | "against")
        };
        let score = |n: &Named| {
            score(n, at)
                + if named(n) && n.stand == Stand::Plain { LOCATED } else { 0.0 }
                + if abroad(n) { ABROAD } else { 0.0 }
        };
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
            "capital" => matches!(prose.folded(n.saturating_sub(1)), "the" | "this"),
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
        let strange = |n: &&Named| n.place().is_none() && n.stand == Stand::Located && !n.demonym;
        let named = self.within(reach).iter().filter(strange).min_by_key(|n| n.first.abs_diff(at.end))?;
        let worded = plain(prose.text.get(named.bytes.clone()).unwrap_or_default());
        let mut chain: Vec<String> = country.chain.first().cloned().into_iter().collect();
        chain.push(worded.clone());
        Some(Spot { chain, worded, bytes: named.bytes.clone(), rule: "place.not_in_gazetteer", ..country.clone() })
    }

    /// A place with the name in no gazetteer that stands right beside it: "in La Noria, San Miguel", "the Escalon neighborhood of San Salvador".
    pub fn within_it(&self, prose: &Prose<'_>, spot: Spot, reach: &Range<usize>) -> Spot {
        let all = self.within(reach);
        let Some(at) = all.iter().find(|n| n.bytes == spot.bytes) else { return spot };
        let strange =
            |n: &&Named| n.place().is_none() && matches!(n.stand, Stand::Located | Stand::Plain) && !n.demonym;
        let apart = |n: &Named| if n.first > at.last { n.first - at.last } else { at.first.saturating_sub(n.last) };
        let beside = all.iter().filter(strange).filter(|n| apart(n) <= BESIDE).min_by_key(|n| apart(n));
        let Some(name) = beside.filter(|_| spot.precision < Precision::Country) else { return spot };
        let mut chain = spot.chain;
        chain.push(plain(prose.text.get(name.bytes.clone()).unwrap_or_default()));
        Spot { chain, ..spot }
    }

    /// Where those who arrest come from: "Turkish police detained 47".
    pub fn of_force(&self, prose: &Prose<'_>, reach: &Range<usize>, names: CountryNames<'_>) -> Option<Spot> {
        let force = |n: &&Named| {
            (n.demonym || n.stand == Stand::Speaks) && n.place().is_some_and(|p| p.precision >= Precision::Country)
        };
        let named = self.within(reach).iter().find(force)?;
        Some(spot(prose, named, &[], names, "place.force"))
    }

    /// The places told beside a spot for the same event: "in Germany and the Netherlands".
    pub fn beside(&self, prose: &Prose<'_>, spot: &Spot, reach: &Range<usize>, names: CountryNames<'_>) -> Vec<Spot> {
        let all = self.within(reach);
        let Some(at) = all.iter().position(|n| n.bytes == spot.bytes) else { return Vec::new() };
        let rest = all.get(at..).unwrap_or_default();
        let listed = |pair: &&[Named]| matches!(pair, [a, b] if (is_beside(prose, a, b) || is_next_town(prose, a, b)) && !b.demonym);
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

/// How a name fits an event by where it stands.
fn score(named: &Named, at: &Range<usize>) -> f64 {
    let stand = match named.stand {
        Stand::Located => LOCATED,
        Stand::Plain => 0.0,
        Stand::Way => -1.2,
        Stand::Speaks => -3.0,
        Stand::Dateline => -9.0,
    };
    let place = named.place();
    let fine = place.map_or(0.0, |p| match p.precision {
        Precision::Coordinates | Precision::Venue | Precision::Settlement => 1.0,
        Precision::Admin2 | Precision::Admin1 => 0.6,
        _ => 0.0,
    });
    let (distance, behind) =
        if named.first >= at.end { (named.first - at.end, 0.5) } else { (at.start.saturating_sub(named.last), 0.0) };
    stand + fine + behind - distance as f64 / 10.0 - if named.demonym { 3.5 } else { 0.0 }
}

/// Marks towns abroad that are not sure and whose country the report does not name.
fn doubt(named: &mut [Named], home: Option<CountryCode>) {
    let Some(home) = home else { return };
    let told = |n: &Named| n.outcome.place.as_ref().filter(|p| p.precision >= Precision::Country)?.country;
    let countries: BTreeSet<CountryCode> = named.iter().filter_map(told).chain([home]).collect();
    for name in named.iter_mut().filter(|n| n.stand != Stand::Dateline && !n.demonym) {
        let place = name.outcome.place.as_ref().filter(|p| p.precision < Precision::Country);
        let abroad = place.is_some_and(|p| {
            p.confidence < SURE_ABROAD && p.country.is_some_and(|country| !countries.contains(&country))
        });
        name.doubtful = abroad;
    }
}

/// The country that most names lie in; none where there is no majority.
fn main_country(named: &[Named]) -> Option<CountryCode> {
    let mut counts: Vec<(CountryCode, usize)> = Vec::new();
    for country in named.iter().filter_map(Named::country) {
        match counts.iter_mut().find(|(code, _)| *code == country) {
            Some((_, count)) => *count += 1,
            None => counts.push((country, 1)),
        }
    }
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    let (code, most) = counts.into_iter().max_by_key(|(code, n)| (*n, std::cmp::Reverse(*code)))?;
    (most * 2 > all).then_some(code)
}
