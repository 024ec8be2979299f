//! From a belief to an answer: the place, its confidence, why, and the candidates that lost.
//!
//! The confidence is the probability that the true point lies within 161 km of the answer.

use std::sync::Arc;

use super::belief::Belief;
use super::holds::squared_km;
use super::known::{Candidate, Link, Part};
use super::scene::Group;
use crate::earth::LonLat;
use crate::gazetteer::Entry;
use crate::geocode::atlas::Atlas;
use crate::incident::{CountryCode, Precision, Unlocated};

/// An answer is right within this distance, in km (the measure of the field: 100 miles).
const RIGHT_KM: f64 = 161.0;
/// Candidates that lost with less than this are not worth a word.
const LEAST: f64 = 0.002;

/// What a mention was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The place; none where it is not known or too doubtful.
    pub place: Option<Placed>,
    /// Why this place, or why none, in one sentence.
    pub why: String,
    /// The candidates that lost, best first; at most three.
    pub rivals: Vec<Rival>,
}

/// A place of the gazetteer as the answer to a mention.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The point.
    pub point: LonLat,
    /// The radius in km that holds the truth nine times in ten when the place is right.
    pub radius_km: f64,
    /// How fine the place is known.
    pub precision: Precision,
    /// Its name.
    pub name: String,
    /// Its `GeoNames` id; none for places of other tables.
    pub geonameid: Option<u32>,
    /// Its key in the gazetteer: "geonames:128234", "venue:crocus-city-hall".
    pub key: String,
    /// Its country.
    pub country: Option<CountryCode>,
    /// The name of its first-level unit.
    pub admin1: Option<Arc<str>>,
    /// The probability that the true point lies within 161 km, 0 to 1.
    pub confidence: f64,
}

/// A candidate that lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival {
    /// Its name with its area: "Georgia, United States".
    pub name: String,
    /// Its `GeoNames` id; none for places of other tables.
    pub geonameid: Option<u32>,
    /// Its point.
    pub point: LonLat,
    /// Its probability, 0 to 1.
    pub confidence: f64,
    /// Why it lost.
    pub why: String,
}

/// The answer to the mentions of a group.
pub fn outcome(atlas: &Atlas<'_>, group: &Group<'_>, belief: &Belief, min_confidence: f64) -> Outcome {
    let mut ranked: Vec<(f64, &Candidate<'_>)> = belief.of(group).map(|(pick, c)| (pick.p, c)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let Some((_, best)) = ranked.first().copied() else {
        let why = Unlocated::NotFound("no place of this name is in the gazetteer".to_owned()).why().to_owned();
        return Outcome { place: None, why, rivals: Vec::new() };
    };
    let confidence = ranked.iter().filter(|(_, c)| near(best, c)).map(|(p, _)| p).sum::<f64>().clamp(0.0, 1.0);
    let rivals = ranked.iter().skip(1).filter(|(p, c)| *p >= LEAST && !near(best, c)).take(3);
    let rivals: Vec<Rival> = rivals.map(|(p, c)| rival(atlas, *p, c, best)).collect();
    if confidence < min_confidence {
        let why = format!(
            "{} is the likeliest place, but its confidence of {confidence:.2} is below {min_confidence}",
            atlas.label(&best.entry)
        );
        return Outcome { place: None, why, rivals };
    }
    Outcome { place: Some(placed(atlas, best, confidence)), why: why(atlas, group, best), rivals }
}

fn near(a: &Candidate<'_>, b: &Candidate<'_>) -> bool {
    squared_km(a.unit, b.unit) <= RIGHT_KM * RIGHT_KM
}

fn placed(atlas: &Atlas<'_>, best: &Candidate<'_>, confidence: f64) -> Placed {
    let entry = best.entry;
    Placed {
        point: best.point,
        radius_km: entry.radius_km(),
        precision: entry.precision(),
        name: entry.name().to_owned(),
        geonameid: geonameid(&entry),
        key: entry.key(),
        country: entry.country(),
        admin1: atlas.unit(entry.admin1_code()).map(|unit| unit.name),
        confidence,
    }
}

fn geonameid(entry: &Entry<'_>) -> Option<u32> {
    u32::try_from(entry.id()).ok().filter(|id| *id > 0)
}

fn rival(atlas: &Atlas<'_>, p: f64, c: &Candidate<'_>, best: &Candidate<'_>) -> Rival {
    Rival {
        name: atlas.label(&c.entry),
        geonameid: geonameid(&c.entry),
        point: c.point,
        confidence: p,
        why: why_lost(best, c),
    }
}

/// The reason in one sentence.
fn why(atlas: &Atlas<'_>, group: &Group<'_>, best: &Candidate<'_>) -> String {
    let what = best.feature.label();
    let label = atlas.label(&best.entry);
    let how = match (best.link, best.part) {
        (Link::Demonym, _) => "the people or the adjective of",
        (_, Part::WithoutGeneric | Part::WithoutDirection) => "in part the name of",
        (Link::Main, _) => "the name of",
        (Link::Other, _) => "another name of",
        (Link::Code, _) => "a code of",
    };
    let area = if group.area.is_some() { "; the words behind the comma say so" } else { "" };
    format!("{how} the {what} {label}{area}")
}

/// Why a candidate lost, in a few words.
fn why_lost(best: &Candidate<'_>, c: &Candidate<'_>) -> String {
    if c.link != best.link && c.link != Link::Main {
        return "not its main name".to_owned();
    }
    if c.country != best.country {
        return "the other names speak less for its country".to_owned();
    }
    "less prominent, or farther from the other places".to_owned()
}
