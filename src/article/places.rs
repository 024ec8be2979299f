//! Where an incident happened: the places of a text, and the one that belongs to an event.
//!
//! Comes in: a [`Prose`], its names with their places. Goes out: for each event a [`Spot`]: the chain from the country to the most specific
//! place, the words, the point with its radius and confidence, the rule.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::dateline::Dateline;
use super::prose::Prose;
use super::strangers::strangers;
use super::vocabulary::Sense;
use crate::earth::LonLat;
use crate::gazetteer::Gazetteer;
use crate::geocode::document::{DocumentGeocoder, DocumentOptions, Outcome, Placed};
use crate::incident::{CountryCode, Precision};
use crate::toponym::token::{Word, gap};
use crate::toponym::words::flag;
use crate::toponym::{FindOptions, Finder, Kind};

/// Words between a preposition and its place: "in the northern city of".
const MOST_BETWEEN: usize = 5;
/// What a place counts for being where an event is told to be.
const LOCATED: f64 = 3.0;
/// How sure the place of the report must be for its country to speak for the others.
const SURE_HOME: f64 = 0.6;
/// Less sure than this and a town abroad is none, in a report from home that does not name its country.
const SURE_ABROAD: f64 = 0.6;
/// What a country abroad that is merely named counts for being that of an event.
const ABROAD: f64 = -2.0;
/// Km around a town in which a building is taken for its own.
const AROUND_KM: f64 = 15.0;
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

/// How a name stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Behind "in", "at", "near".
    Located,
    /// Behind "from", "to".
    Way,
    /// Speaks or acts: "Washington said".
    Speaks,
    /// In the line of place and date at the head.
    Dateline,
    /// Anything else.
    Plain,
}

/// The place of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// From the country to the most specific place.
    pub chain: Vec<String>,
    /// The words of the text.
    pub worded: String,
    /// The point.
    pub point: Option<LonLat>,
    /// Its radius in km.
    pub radius_km: f64,
    /// How fine it is.
    pub precision: Precision,
    /// The probability that the place is right, 0 to 1.
    pub confidence: f64,
    /// The country.
    pub country: Option<CountryCode>,
    /// The bytes in the text.
    pub bytes: Range<usize>,
    /// The rule.
    pub rule: &'static str,
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

/// Names of countries by their code.
pub type CountryNames<'a> = &'a dyn Fn(CountryCode) -> Option<String>;

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
        let mut out: Vec<Spot> = Vec::new();
        for pair in all.get(at..).unwrap_or_default().windows(2) {
            let [a, b] = pair else { break };
            if !is_beside(prose, a, b) || b.demonym {
                break;
            }
            out.push(self::spot(prose, b, all, names, "place.and"));
        }
        out
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

/// The spot of a name, with the names around it that hold it.
pub fn spot(prose: &Prose<'_>, named: &Named, all: &[Named], names: CountryNames<'_>, rule: &'static str) -> Spot {
    let place = named.place();
    let country = place.and_then(|p| p.country);
    let mut chain: Vec<String> = Vec::new();
    let mut push = |name: &str| {
        let name = name.trim();
        if !name.is_empty() && !chain.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            chain.push(name.to_owned());
        }
    };
    if let Some(name) = country.and_then(names) {
        push(&name);
    }
    let coarse = place.is_none_or(|p| p.precision >= Precision::Country);
    if let Some(place) = place.filter(|_| !coarse) {
        if let Some(unit) = &place.admin1 {
            push(unit);
        }
        for holder in all.iter().filter(|n| !n.demonym && !std::ptr::eq(*n, named) && inside(named, n)) {
            if let Some(p) = holder.place().filter(|p| p.precision < Precision::Country) {
                push(&p.name);
            }
        }
        push(&place.name);
    }
    let worded = plain(prose.text.get(named.bytes.clone()).unwrap_or_default());
    if !coarse && !named.demonym {
        push(&worded);
    }
    Spot {
        chain,
        worded,
        point: place.map(|p| p.point),
        radius_km: place.map_or(0.0, |p| p.radius_km),
        precision: place.map_or(Precision::Country, |p| p.precision),
        confidence: place.map_or(0.0, |p| p.confidence),
        country,
        bytes: named.bytes.clone(),
        rule,
    }
}

/// Words on one line.
fn plain(words: &str) -> String {
    words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
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

/// Whether the first place lies in the second by their units.
fn inside(inner: &Named, outer: &Named) -> bool {
    let (Some(a), Some(b)) = (inner.place(), outer.place()) else { return false };
    let same_country = a.country.is_some() && a.country == b.country;
    let small = a.precision < b.precision && a.precision <= Precision::Venue && !a.stands_in();
    if same_country && small && b.precision == Precision::Settlement {
        return a.point.distance_km(b.point) <= b.radius_km + AROUND_KM;
    }
    match b.precision {
        Precision::Country => same_country && a.precision < Precision::Country,
        Precision::Admin1 => {
            same_country
                && a.precision < Precision::Admin1
                && a.admin1.as_deref() == b.admin1.as_deref().or(Some(b.name.as_str()))
        }
        Precision::Admin2 | Precision::Settlement => {
            same_country && a.admin1 == b.admin1 && (a.precision < b.precision || a.stands_in() && a.key == b.key)
        }
        _ => false,
    }
}

/// Whether two names are parts of one list of places: "in Germany and the Netherlands", "three in Austria and one in Germany".
fn is_beside(prose: &Prose<'_>, a: &Named, b: &Named) -> bool {
    let passes = |n: usize| matches!(prose.folded(n), "and" | "the" | "in" | "one" | "two" | "three" | "another");
    let joined = b.first > a.last && b.first - a.last <= 4 && (a.last + 1..b.first).all(passes);
    let comma = b.first == a.last + 1 && prose.gap(b.first, gap::COMMA) || prose.folded(a.last + 1) == "and";
    joined && comma && b.country().is_some() && a.country().is_some() && a.country() != b.country() && !inside(a, b)
}

/// "U.S. troops", "UK embassy": a short name of a country right before a noun is an adjective.
fn is_adjective(prose: &Prose<'_>, first: usize, last: usize) -> bool {
    let next = last + 1;
    let short = first == last && matches!(prose.folded(first), "us" | "usa" | "uk" | "uae" | "ussr");
    let noun = prose.word(next).is_some() && !prose.page.has(next, flag::FUNCTION | flag::SPEECH | flag::CALENDAR);
    short && noun && !prose.gap(next, gap::COMMA | gap::PARAGRAPH | gap::COLON | gap::OPEN | gap::CLOSE)
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

fn stand(prose: &Prose<'_>, first: usize, last: usize) -> Stand {
    let found = before(prose, first);
    let next = last + 1;
    let beside = !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON);
    let speaks = beside
        && (prose.page.has(next, flag::SPEECH)
            || matches!(prose.folded(next), "has" | "have" | "authorities" | "officials" | "government" | "president"));
    // "Georgetown University's Daniel Byman", "Ukraine was behind the attack".
    let body = prose.page.has(last, flag::SCHOOL) || is_actor(prose, first, last);
    match found {
        Some(stand) if !speaks || stand == Stand::Located => stand,
        _ if speaks || body => Stand::Speaks,
        other => other.unwrap_or(Stand::Plain),
    }
}

/// Whether the words are those of a state or a group that acts.
fn is_actor(prose: &Prose<'_>, first: usize, last: usize) -> bool {
    let from = prose.marks.partition_point(|m| m.first + 4 < first);
    let near = prose.marks.get(from..).unwrap_or_default().iter().take_while(|m| m.first <= last);
    near.filter(|m| matches!(m.sense, Sense::Actor(_))).any(|m| m.first <= first && last <= m.last)
}

/// How the words before a name put it; nothing where they do not.
fn before(prose: &Prose<'_>, first: usize) -> Option<Stand> {
    let relative = (1..=3)
        .filter_map(|back| first.checked_sub(back))
        .any(|n| matches!(prose.folded(n), "km" | "kilometers" | "kilometres" | "miles"));
    if relative {
        return Some(Stand::Way);
    }
    for back in 1..=MOST_BETWEEN {
        let Some(n) = first.checked_sub(back) else { break };
        if prose.gap(n + 1, gap::STOP | gap::PARAGRAPH | gap::COLON | gap::DASH) {
            break;
        }
        let word = prose.folded(n);
        if matches!(word, "north" | "south" | "east" | "west" | "northeast" | "northwest" | "southeast" | "southwest")
            && prose.folded(n + 1) == "of"
        {
            return Some(Stand::Way);
        }
        if prose.page.has(n, flag::LOCATIVE) || matches!(word, "on" | "outside" | "inside" | "between" | "surrounding")
        {
            return Some(Stand::Located);
        }
        if back <= 2 && matches!(word, "from" | "to" | "into" | "toward" | "towards") {
            return Some(if word == "into" { Stand::Located } else { Stand::Way });
        }
        if prose.gap(n + 1, gap::COMMA) && back > 1 {
            break;
        }
        // What may stand between the preposition and the name.
        let passes = matches!(word, "the" | "of" | "a" | "an" | "and")
            || prose.page.has(n, flag::GENERIC | flag::VAGUE | flag::DIRECTION | flag::FACILITY | flag::STREET)
            || prose.word(n).is_some_and(Word::is_capital) && !prose.page.capitals;
        if !passes && back > 1 {
            break;
        }
    }
    None
}
