//! What a name may mean, whatever the document: looked up once and remembered.
//!
//! Comes in: a name as cleaned. Goes out: [`Known`]: candidates with all that does not depend on the text around them.

use std::sync::Arc;

use super::candidate::{Candidate, Link, Part};
use super::stand_in::{names_building, speaks};
use crate::earth::trig;
use crate::gazetteer::alike::Likeness;
use crate::gazetteer::{Feature, Gazetteer, Match, NameClass, fold};
use crate::geocode::words::{Hint, hint, is_building, is_direction};
use crate::toponym::lexicon::FastMap;

/// Candidates that are kept of a name, best first by themselves.
const MOST: usize = 64;
/// Names that are remembered; beyond that the memory is emptied.
const MOST_NAMES: usize = 20_000;
/// Words of a name whose parts are looked up, and the likely places that are kept of each part.
const MOST_WORDS: usize = 8;
const MOST_PARTS: usize = 4;
/// Longer names, in bytes, are no names of places.
const LONGEST: usize = 120;

/// People of a city that is meant before the county named after it.
pub const GREAT_CITY: u32 = 500_000;
/// A candidate with less of the belief is not likely by itself.
const LIKELY: f64 = 0.05;

/// The candidates of a name.
#[derive(Debug, Default)]
pub struct Known<'g> {
    /// The name in its folded form.
    pub folded: Box<str>,
    /// Best first by themselves.
    pub candidates: Vec<Candidate<'g>>,
    /// Likely places whose names are a part of the name: "Bank of Mexico".
    pub parts: Vec<Candidate<'g>>,
    /// Whether the name is that of a building or a street.
    pub building: bool,
}

impl<'g> Known<'g> {
    /// The candidates that are likely by themselves.
    pub fn likely(&self) -> impl Iterator<Item = &Candidate<'g>> {
        self.candidates.iter().filter(|c| c.share > LIKELY)
    }
}

/// In which ways a name is looked up beside its own.
#[derive(Debug, Clone, Copy)]
pub struct Ways {
    /// As an adjective or a people: "Syrian".
    pub demonyms: bool,
    /// As a name written almost so; slow.
    pub alike: bool,
}

/// Names that were looked up.
#[derive(Debug, Default)]
pub struct Memory<'g> {
    names: FastMap<Box<str>, Arc<Known<'g>>>,
}

impl<'g> Memory<'g> {
    /// What a name may mean.
    pub fn known(&mut self, gazetteer: &'g Gazetteer, name: &str, ways: Ways) -> Arc<Known<'g>> {
        if let Some(known) = self.names.get(name) {
            return Arc::clone(known);
        }
        let known = Arc::new(look_up(gazetteer, name, ways));
        if name.len() <= LONGEST {
            if self.names.len() >= MOST_NAMES {
                self.names.clear();
            }
            self.names.insert(name.into(), Arc::clone(&known));
        }
        known
    }
}

/// Looks a name up in all the ways that are tried.
fn look_up<'g>(gazetteer: &'g Gazetteer, name: &str, ways: Ways) -> Known<'g> {
    if name.is_empty() || name.len() > LONGEST {
        return Known::default();
    }
    let mut found = Vec::new();
    add(&mut found, gazetteer.lookup(name), Part::Whole, None);
    if found.is_empty() && name.ends_with('.') {
        add(&mut found, abbreviated(gazetteer, name), Part::Whole, None);
    }
    if let Some((rest, hint)) = without_generic(name) {
        let mut more = gazetteer.lookup(rest);
        if !found.is_empty() {
            more.retain(|m| hint.fits(m.entry.feature()));
        }
        add(&mut found, more, Part::WithoutGeneric, Some(hint));
    }
    if found.is_empty()
        && let Some(rest) = without_direction(name)
    {
        add(&mut found, gazetteer.lookup(rest), Part::WithoutDirection, None);
    }
    if ways.demonyms {
        add_demonym(&mut found, gazetteer, name);
    }
    if ways.alike && found.is_empty() && !names_building(name) && gazetteer.demonym(name).is_empty() {
        add_alike(&mut found, gazetteer, name);
    }
    drop_shadows(&mut found);
    Known {
        folded: fold::fold(name).into(),
        candidates: best(found),
        parts: parts(gazetteer, name),
        building: names_building(name),
    }
}

/// "Los Angeles" is the city: a county that only goes by the name of the great city in it is not meant, nor is Amman by "Philadelphia".
fn drop_shadows(found: &mut Vec<Candidate<'_>>) {
    let cities: Vec<(u16, u64, u64)> = found
        .iter()
        .filter(|c| c.link == Link::Main && c.part == Part::Whole && c.feature.is_settlement())
        .filter(|c| c.entry.population() >= GREAT_CITY)
        .map(|c| (c.country, c.admin1, c.admin2))
        .collect();
    let around = |c: &Candidate<'_>| c.feature == Feature::Admin2 && cities.contains(&(c.country, c.admin1, c.admin2));
    let elsewhere = |c: &Candidate<'_>| c.feature.is_settlement() && !cities.is_empty();
    let shadow = |c: &Candidate<'_>| c.link == Link::Other && (around(c) || elsewhere(c));
    found.retain(|c| !shadow(c));
}

/// The likely places of the names within a name, longer ones first; what lies in a longer one is not looked at again.
fn parts<'g>(gazetteer: &'g Gazetteer, name: &str) -> Vec<Candidate<'g>> {
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).take(MOST_WORDS).collect();
    let mut taken = vec![false; words.len()];
    let mut out = Vec::new();
    for length in (1..words.len()).rev() {
        for first in 0..=words.len() - length {
            let Some(part) = words.get(first..first + length) else { continue };
            let Some(taken) = taken.get_mut(first..first + length) else { continue };
            // "University" is a town, but not in "Chulalongkorn University".
            if taken.contains(&true)
                || !part.iter().all(|w| w.starts_with(char::is_uppercase))
                || part.iter().all(|w| is_building(w))
            {
                continue;
            }
            let mut found = Vec::new();
            add(&mut found, gazetteer.lookup(&part.join(" ")), Part::Whole, None);
            let found = best(found);
            if !found.is_empty() {
                taken.fill(true);
                out.extend(found.into_iter().filter(|c| c.share > LIKELY && speaks(c)).take(MOST_PARTS));
            }
        }
    }
    out
}

/// The candidates that are kept, best first; a place found twice counts once, by the better way.
fn best(mut found: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    found.sort_by(|a, b| a.entry.id().cmp(&b.entry.id()).then_with(|| b.score.total_cmp(&a.score)));
    found.dedup_by_key(|c| c.entry.id());
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.entry.id().cmp(&b.entry.id())));
    found.truncate(MOST);
    let best = found.first().map_or(0.0, |c| c.score);
    let total: f64 = found.iter().map(|c| trig::exp(c.score - best)).sum();
    for c in &mut found {
        c.share = trig::exp(c.score - best) / total;
    }
    found
}

fn add<'g>(found: &mut Vec<Candidate<'g>>, matches: Vec<Match<'g>>, part: Part, hint: Option<Hint>) {
    found.extend(matches.into_iter().map(|m| {
        let link = match m.class {
            NameClass::Preferred | NameClass::Ascii => Link::Main,
            NameClass::Alternate | NameClass::Former => Link::Other,
            NameClass::Demonym => Link::Demonym,
            NameClass::Code | NameClass::Key => Link::Code,
        };
        Candidate::new(m.entry, link, part, hint)
    }));
}

/// The places of an adjective or of their people: "Syrian".
fn add_demonym<'g>(found: &mut Vec<Candidate<'g>>, gazetteer: &'g Gazetteer, name: &str) {
    found
        .extend(gazetteer.demonym(name).into_iter().map(|m| Candidate::new(m.entry, Link::Demonym, Part::Whole, None)));
}

/// Places whose name is almost the one given: another transliteration, a typing error. Countries and regions are named so
/// often that their names are written right: what resembles one is another word.
fn add_alike<'g>(found: &mut Vec<Candidate<'g>>, gazetteer: &'g Gazetteer, name: &str) {
    let places = gazetteer.alike(name).into_iter().filter(|alike| {
        let feature = alike.entry.feature();
        alike.class <= NameClass::Alternate
            && (feature.is_settlement() || feature.is_admin() || feature == Feature::Venue)
    });
    found.extend(places.map(|alike| {
        let link = if alike.likeness == Likeness::Transliteration { Link::Sound } else { Link::Typing };
        Candidate::new(alike.entry, link, Part::Whole, None)
    }));
}

/// The unit of an abbreviation with a full stop: "Ga.", "Va.".
fn abbreviated<'g>(gazetteer: &'g Gazetteer, name: &str) -> Vec<Match<'g>> {
    let mut found = gazetteer.by_folded(&fold::fold(name));
    found.retain(|m| m.entry.feature() == Feature::Admin1);
    found
}

/// A name without the generic word at its end or its front, and what the word announces.
fn without_generic(name: &str) -> Option<(&str, Hint)> {
    let last = name.rsplit_once(' ').and_then(|(rest, word)| Some((rest, hint(word)?)));
    last.or_else(|| {
        let (word, rest) = name.split_once(' ')?;
        Some((rest.strip_prefix("of ").unwrap_or(rest), hint(word)?))
    })
}

/// A name without the direction at its front: "northern Syria".
fn without_direction(name: &str) -> Option<&str> {
    let (word, rest) = name.split_once(' ')?;
    is_direction(word).then_some(rest)
}
