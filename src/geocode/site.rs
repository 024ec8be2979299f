//! From an answer to a [`Site`]: radius, precision, confidence, the reason in a sentence, the runners-up.
//!
//! The confidence is that of [`confidence`](super::confidence); a doubtful answer has a wider radius ([`reach`](super::reach)).

use super::abroad::in_country;
use super::atlas::Atlas;
use super::between::middle;
use super::confidence::{Evidence, SAME_KM, evidence, probability};
use super::context::shown;
use super::phrase::{Nearness, Term};
use super::prior::Prior;
use super::rank::{Ranked, descending, is_family};
use super::reach::reach_km;
use super::resolve::Answer;
use super::size::{around_seat_km, of_unit_km};
use super::words::{Hint, hint};
use crate::gazetteer::{Entry, Feature, NameClass};
use crate::incident::{Matched, Precision, RunnerUp, Site};

/// A point reckoned from another is as fine as a town up to this radius, in km, and as a district beyond it.
const FINE_KM: f64 = 25.0;
/// A way up to this radius is as fine as a district, in km; a longer one as a province.
const LOCAL_KM: f64 = 75.0;
/// A place "near" a town is within this of its edge, in km.
const NEAR_TOWN_KM: f64 = 15.0;
/// A place "outside" a building is within this of it, in km.
const NEAR_VENUE_KM: f64 = 0.2;
/// The radius of the country of a place that lies in none, in km.
const NO_COUNTRY_KM: f64 = 500.0;
/// Runners-up below this share are not worth a word.
const LEAST_SHARE: f64 = 0.002;

/// The site of an answer; none where it has no candidate.
pub fn site(atlas: &Atlas<'_>, prior: &Prior, words: &str, answer: &Answer<'_>) -> Option<Site> {
    let best = answer.ranked.first()?;
    let (precision, own_km) = extent(atlas, &best.entry, answer);
    let mut evidence = evidence(answer, prior, best);
    // The weights were fitted with the least radius of districts as it is; a province of that radius is a wrong one.
    let estimated = of_unit_km(atlas, &best.entry).filter(|_| best.entry.precision() == Precision::Admin1);
    evidence.radius_km = estimated.unwrap_or(evidence.radius_km);
    let confidence = probability(&evidence);
    let offset = answer.term.as_ref().and_then(|t| t.offset);
    let mut site = Site {
        point: offset.map_or_else(|| best.entry.point(), |offset| offset.from(best.entry.point())),
        radius_km: radius_km(atlas, own_km, answer, (&evidence, confidence)),
        precision,
        matched: best.matched,
        name: offset.map_or_else(|| best.entry.name().to_owned(), |offset| offset.label(best.entry.name())),
        gazetteer_id: Some(best.entry.key()),
        country: best.entry.country(),
        admin1: atlas.unit(best.entry.admin1_code()).map(|unit| unit.name),
        confidence,
        why: why(atlas, words, answer, best),
        runners_up: runners_up(atlas, &answer.ranked),
    };
    if let Some(to) = answer.to.as_deref() {
        let other = self::site(atlas, prior, words, to)?;
        site = half_way(site, &other);
    }
    if !prior.is_empty() && answer.ranked.len() > 1 {
        for clause in prior.why(&site) {
            site.why.push_str("; ");
            site.why.push_str(&clause);
        }
    }
    Some(site)
}

/// The place half-way between two: it may be at either end, and is no surer than the less sure of them.
fn half_way(from: Site, to: &Site) -> Site {
    let (point, half_km) = middle(from.point, to.point);
    let radius_km = half_km + from.radius_km.max(to.radius_km);
    let precision = match radius_km {
        km if km <= FINE_KM => Precision::Settlement,
        km if km <= LOCAL_KM => Precision::Admin2,
        _ => Precision::Admin1,
    };
    // Of the points of the way so many lie within the distance that the confidence speaks of.
    let within = (SAME_KM / half_km.max(f64::MIN_POSITIVE)).min(1.0);
    Site {
        point,
        radius_km,
        precision: precision.max(from.precision.min(to.precision)),
        name: format!("between {} and {}", shown(&from.name), shown(&to.name)),
        admin1: from.admin1.filter(|unit| to.admin1.as_ref() == Some(unit)),
        country: from.country.filter(|country| to.country == Some(*country)),
        confidence: from.confidence.min(to.confidence) * within,
        why: format!("{}; {}; the point is half-way, {half_km:.0} km from each", from.why, to.why),
        ..from
    }
}

/// The precision and the radius: a part of a country, the surroundings of a town.
fn extent(atlas: &Atlas<'_>, entry: &Entry<'_>, answer: &Answer<'_>) -> (Precision, f64) {
    let (precision, own) = (entry.precision(), entry.radius_km());
    let stands = answer.ranked.first().is_some_and(|best| best.matched == Matched::AreaForPlace);
    // The column for districts names its town: the place lies somewhere in the district.
    if precision == Precision::Settlement && (answer.term.is_none() || names_unit(entry, answer)) {
        return (Precision::Admin2, around_seat_km(atlas, entry));
    }
    let radius = of_unit_km(atlas, entry).unwrap_or_else(|| own * if stands { beyond(precision) } else { 1.0 });
    let part = answer.term.as_ref().is_some_and(|t| t.part);
    if let Some(offset) = answer.term.as_ref().and_then(|t| t.offset) {
        let radius = offset.radius_km(radius);
        let fine = if radius <= FINE_KM { Precision::Settlement } else { Precision::Admin2 };
        return (precision.max(fine), radius);
    }
    let near = answer.term.as_ref().is_some_and(|t| t.nearness > Nearness::At);
    match precision {
        Precision::Country | Precision::Region if part => (Precision::PartOfCountry, radius),
        Precision::Settlement if near => (precision, radius + NEAR_TOWN_KM),
        Precision::Venue if near => (precision, radius + NEAR_VENUE_KM),
        _ => (precision, radius),
    }
}

/// Whether the words name a unit of which only the town is known: "Kupwara District".
fn names_unit(town: &Entry<'_>, answer: &Answer<'_>) -> bool {
    let announced = |term: &Term| term.hint.or_else(|| term.name.split_whitespace().next_back().and_then(hint));
    let is_unit = matches!(answer.term.as_ref().and_then(announced), Some(Hint::Admin1 | Hint::Admin2));
    is_unit && town.feature() != Feature::Section
}

/// The radius, with the chance that another place of the name is meant. That of a point reckoned from another has it already,
/// and so has an area that stands for a place.
fn radius_km(atlas: &Atlas<'_>, own_km: f64, answer: &Answer<'_>, (evidence, confidence): (&Evidence, f64)) -> f64 {
    let reckoned = answer.term.as_ref().is_none_or(|term| term.offset.is_some());
    let Some(best) = answer.ranked.first().filter(|best| best.matched != Matched::AreaForPlace && !reckoned) else {
        return own_km;
    };
    let country_km = || atlas.unit(best.entry.country_letters()).map_or(NO_COUNTRY_KM, |unit| unit.entry.radius_km());
    if evidence.is_country { own_km } else { reach_km(own_km, confidence, in_country(evidence), country_km) }
}

/// How much further than its own radius a place may lie that is not known and for which the area stands: the radius of a unit
/// holds nine in ten of its known places, and the unknown ones lie further out. From the development half of the conflict events.
fn beyond(precision: Precision) -> f64 {
    match precision {
        Precision::Admin2 => 1.3,
        Precision::Admin1 | Precision::Country => 1.06,
        Precision::Region => 1.25,
        _ => 1.0,
    }
}

/// The reason in one sentence.
fn why(atlas: &Atlas<'_>, words: &str, answer: &Answer<'_>, best: &Ranked<'_>) -> String {
    let mut out = String::with_capacity(128);
    match &answer.term {
        None => out.push_str("the row puts it in "),
        Some(term) => {
            out.push('"');
            out.push_str(&term.name);
            out.push_str(match (best.matched, best.class) {
                (Matched::Transliteration, _) => "\" is, in another transliteration, the ",
                (Matched::TypingError, _) => "\" is, but for what looks like a typing error, the ",
                (_, NameClass::Preferred | NameClass::Ascii) => "\" is the ",
                (_, NameClass::Alternate) => "\" is another name of the ",
                (_, NameClass::Former) => "\" is a former name of the ",
                (_, NameClass::Code | NameClass::Key) => "\" is a code of the ",
                (_, NameClass::Demonym) => "\" is said of the ",
            });
            out.push_str(best.entry.feature().label());
            out.push(' ');
        }
    }
    atlas.push_label(&mut out, &best.entry);
    if let Some(term) = &answer.term {
        let is_town = best.entry.precision() == Precision::Settlement;
        if is_town && names_unit(&best.entry, answer) {
            out.push_str("; the words name a unit, for which its town stands");
        }
        out.push_str(&said_beside(words, term, best));
    }
    for note in &answer.notes {
        out.push_str("; ");
        out.push_str(note);
    }
    if best.share < 0.8 {
        out.push_str("; other places of this name are nearly as likely");
    } else if best.share < 0.95 {
        out.push_str("; another place of this name may be meant");
    }
    out
}

/// What the words say beside the name, as a clause.
fn said_beside(words: &str, term: &Term, best: &Ranked<'_>) -> String {
    let mut out = String::new();
    if let Some(offset) = term.offset {
        out.push_str("; the point is ");
        out.push_str(&offset.label("it"));
    } else if term.part && best.entry.feature().is_country() {
        out.push_str(", of which \"");
        out.push_str(&shown(words));
        out.push_str("\" is a part; the radius is that of the whole");
    } else if term.nearness > Nearness::At {
        out.push_str("; the words say near or outside it, so the radius is wider");
    }
    out
}

/// The next best candidates that are other places than the best.
fn runners_up(atlas: &Atlas<'_>, ranked: &[Ranked<'_>]) -> Vec<RunnerUp> {
    let Some((best, others)) = ranked.split_first() else { return Vec::new() };
    let mut others: Vec<&Ranked<'_>> =
        others.iter().filter(|o| o.share >= LEAST_SHARE && !is_family(&best.entry, &o.entry)).collect();
    others.sort_by(|a, b| descending(a.share, b.share).then_with(|| a.entry.id().cmp(&b.entry.id())));
    others.into_iter().take(3).map(|o| runner_up(atlas, best, o)).collect()
}

fn runner_up(atlas: &Atlas<'_>, best: &Ranked<'_>, other: &Ranked<'_>) -> RunnerUp {
    RunnerUp {
        name: atlas.label(&other.entry),
        gazetteer_id: other.entry.key(),
        confidence: other.share.clamp(0.0, 1.0),
        why: why_lost(best, other),
    }
}

/// Why a candidate lost, in a few words.
pub fn why_lost(best: &Ranked<'_>, other: &Ranked<'_>) -> String {
    let (a, b) = (best.entry, other.entry);
    if other.class > best.class {
        return "it is not its main name".to_owned();
    }
    if a.feature() != b.feature() && (!a.feature().is_settlement() || !b.feature().is_settlement()) {
        let (lost, won) = (b.feature().label(), a.feature().label());
        return format!("{} {lost}, where {} {won} is likelier", article(lost), article(won));
    }
    format!("smaller or less prominent ({} inhabitants; {} there)", b.population(), a.population())
}

/// The article of a word: "an admin-1 unit".
fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}
