//! From a belief to an answer: the place, its confidence, why, and the candidates that lost.
//!
//! The confidence is the probability that the true point lies within 161 km of the answer.

use std::sync::Arc;

use super::belief::Belief;
use super::candidate::{Candidate, Link, Part};
use super::holds::squared_km;
use super::scene::Group;
use super::stand_in::{Ground, StandIn};
use super::weights::{CALIBRATION, dot};
use crate::earth::{LonLat, trig};
use crate::gazetteer::{Entry, Feature};
use crate::geocode::atlas::Atlas;
use crate::incident::{CountryCode, Matched, Precision};

/// An answer is right within this distance, in km (the measure of the field: 100 miles).
const RIGHT_KM: f64 = 161.0;
/// Candidates that lost with less than this are not worth a word.
const LEAST: f64 = 0.002;
/// A place stands for an unknown one only if it is at least so likely; else the name is told as unknown.
const LEAST_STAND_IN: f64 = 0.35;
/// How much farther than the edge of a town a place reaches that it stands for, in km.
const AROUND_KM: f64 = 40.0;

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
    /// How the name was matched. [`Matched::CityForBuilding`] and [`Matched::AreaForPlace`]: the gazetteer does not have the name.
    pub matched: Matched,
}

impl Placed {
    /// Whether it stands for a name that the gazetteer does not have: a city for its bank, a town for its street.
    pub fn stands_in(&self) -> bool {
        matches!(self.matched, Matched::CityForBuilding | Matched::AreaForPlace)
    }
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

/// What an answer is chosen from.
pub struct Evidence<'a, 'g> {
    /// The name.
    pub group: &'a Group<'g>,
    /// Its candidates.
    pub belief: &'a Belief,
    /// What may stand for it.
    pub stand_in: Option<StandIn<'g>>,
}

/// The place that is answered, before it is put into words.
struct Choice<'g> {
    candidate: Candidate<'g>,
    ground: Option<Ground>,
    confidence: f64,
}

/// The answer to the mentions of a group.
pub fn outcome(atlas: &Atlas<'_>, evidence: &Evidence<'_, '_>, min_confidence: f64) -> Outcome {
    let Some(choice) = evidence.choice() else {
        return Outcome { place: None, why: unknown().to_owned(), rivals: Vec::new() };
    };
    let rivals = evidence.rivals(atlas, &choice.candidate);
    if choice.confidence < min_confidence {
        let likeliest = atlas.label(&choice.candidate.entry);
        let why = format!(
            "{likeliest} is the likeliest place, but its confidence of {:.2} is below {min_confidence}",
            choice.confidence
        );
        return Outcome { place: None, why, rivals };
    }
    let why = match choice.ground {
        None => why(atlas, evidence.group, &choice.candidate),
        Some(ground) => why_stand_in(atlas, ground, &choice.candidate),
    };
    Outcome { place: Some(placed(atlas, evidence.group.known.building, &choice)), why, rivals }
}

/// The place alone, where nobody asks why.
pub fn place(atlas: &Atlas<'_>, evidence: &Evidence<'_, '_>, min_confidence: f64) -> Outcome {
    let choice = evidence.choice().filter(|choice| choice.confidence >= min_confidence);
    let place = choice.map(|choice| placed(atlas, evidence.group.known.building, &choice));
    Outcome { place, why: String::new(), rivals: Vec::new() }
}

fn unknown() -> &'static str {
    "no place of this name is known, and nothing beside it says where it is"
}

impl<'g> Evidence<'_, 'g> {
    /// The place within 161 km of which the true one lies most probably: the best candidate or what stands for the name.
    fn choice(&self) -> Option<Choice<'g>> {
        let best = self.belief.of(self.group).next().map(|(_, c)| self.town_of(c).unwrap_or(*c));
        let known = best.map(|candidate| Choice { candidate, ground: None, confidence: self.mass(&candidate) });
        // A look-alike that is not likely is no answer.
        let known = known.filter(|k| !k.candidate.link.is_alike() || k.confidence >= LEAST_STAND_IN);
        let stand_in = self.stand_in.map(|s| Choice {
            candidate: s.candidate,
            ground: Some(s.ground),
            confidence: self.mass(&s.candidate),
        });
        let stand_in = stand_in.filter(|s| s.confidence >= LEAST_STAND_IN);
        let mut choice = match (known, stand_in) {
            (Some(known), Some(other)) if known.confidence >= other.confidence => known,
            (_, Some(other)) => other,
            (known, None) => known?,
        };
        choice.confidence = calibrated(&choice);
        Some(choice)
    }

    /// The town that shares the name of a unit, unless a word announces the unit: its seat, or a quarter of its people. Not one
    /// so far from the middle of the unit that the choice between them is a real one, as for Quebec.
    fn town_of(&self, unit: &Candidate<'g>) -> Option<Candidate<'g>> {
        let announced = [self.group.hint, unit.hint].into_iter().flatten().any(|hint| hint.fits(unit.feature));
        if !unit.feature.is_admin() || announced || unit.part != Part::Whole {
            return None;
        }
        let stands = |c: &Candidate<'_>| {
            let seat = matches!(c.feature, Feature::Capital | Feature::Seat1 | Feature::Seat2);
            let large = c.feature.is_settlement() && c.entry.population() > unit.entry.population() / 4;
            (seat || large) && c.country == unit.country && c.link == unit.link && near(unit, c)
        };
        self.belief.of(self.group).map(|(_, c)| c).find(|c| stands(c)).copied()
    }

    /// The probability that the truth lies within 161 km of a place.
    fn mass(&self, place: &Candidate<'_>) -> f64 {
        let candidates =
            self.belief.of(self.group).filter(|(_, c)| near(place, c)).map(|(pick, _)| pick.p).sum::<f64>();
        let none = if self.belief.picks.is_empty() { 1.0 } else { self.belief.none };
        let stand_in = self.stand_in.filter(|s| near(place, &s.candidate)).map_or(0.0, |s| s.p);
        (candidates + none * stand_in).clamp(0.0, 1.0)
    }

    /// The candidates that lost, best first.
    fn rivals(&self, atlas: &Atlas<'_>, best: &Candidate<'_>) -> Vec<Rival> {
        let others = self.belief.of(self.group).filter(|(pick, c)| pick.p >= LEAST && !near(best, c));
        others.take(3).map(|(pick, c)| rival(atlas, pick.p, c, best)).collect()
    }
}

/// The probability as it comes true, by [`CALIBRATION`].
fn calibrated(choice: &Choice<'_>) -> f64 {
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    let p = choice.confidence.clamp(1e-6, 1.0 - 1e-6);
    let wide = matches!(choice.candidate.feature, Feature::Region | Feature::Continent);
    let score = dot(&CALIBRATION, &[1.0, trig::ln(p / (1.0 - p)), is(choice.ground.is_some()), is(wide)]);
    1.0 / (1.0 + trig::exp(-score))
}

fn near(a: &Candidate<'_>, b: &Candidate<'_>) -> bool {
    squared_km(a.unit, b.unit) <= RIGHT_KM * RIGHT_KM
}

fn placed(atlas: &Atlas<'_>, building: bool, choice: &Choice<'_>) -> Placed {
    let entry = choice.candidate.entry;
    let matched = match (choice.ground, choice.candidate.link) {
        (Some(_), _) if building => Matched::CityForBuilding,
        (Some(_), _) => Matched::AreaForPlace,
        (None, Link::Main) => Matched::Name,
        (None, Link::Other) => Matched::OtherName,
        (None, Link::Code) => Matched::Code,
        (None, Link::Demonym) => Matched::Demonym,
        (None, Link::Sound) => Matched::Transliteration,
        (None, Link::Typing) => Matched::TypingError,
    };
    let (precision, radius_km) = match (choice.ground, entry.precision()) {
        (Some(_), Precision::Settlement | Precision::Venue) => (Precision::Admin2, entry.radius_km() + AROUND_KM),
        (_, precision) => (precision, entry.radius_km()),
    };
    Placed {
        point: choice.candidate.point,
        radius_km,
        precision,
        name: entry.name().to_owned(),
        geonameid: geonameid(&entry),
        key: entry.key(),
        country: entry.country(),
        admin1: atlas.unit(entry.admin1_code()).map(|unit| unit.name),
        confidence: choice.confidence,
        matched,
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
        (Link::Sound, _) => "in another transliteration the name of",
        (Link::Typing, _) => "but for a typing error the name of",
    };
    let area = if group.area.is_some() { "; the words behind the comma say so" } else { "" };
    format!("{how} the {what} {label}{area}")
}

/// The reason of a place that stands for another.
fn why_stand_in(atlas: &Atlas<'_>, ground: Ground, place: &Candidate<'_>) -> String {
    let label = atlas.label(&place.entry);
    match ground {
        Ground::Within => format!("no place of this name is known; {label}, whose name is a part of it, stands for it"),
        Ground::Beside => {
            format!("no place of this name is known; {label}, which the text names beside it, stands for it")
        }
        Ground::Around => {
            format!("no place of this name is known; {label}, near which most of the text's places lie, stands for it")
        }
    }
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
