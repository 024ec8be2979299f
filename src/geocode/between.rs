//! Places told by two others: "between Kirkuk and Tikrit", "Kabul-Kandahar highway", "the road from Gao to Ansongo in Mali".
//!
//! Comes in: the words of a place. Goes out: the two [`Ends`] they may name, and of two places the point half-way. Whether the ends are
//! places, and which, is settled by the caller: of all pairs of candidates those near each other are likelier.

use super::phrase::is_lower;
use super::rank::{Ranked, descending};
use super::resolve::Answer;
use crate::earth::{LonLat, trig};
use crate::gazetteer::Feature;
use crate::incident::Matched;

/// The two names, and the words that say where both lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    pub from: String,
    pub to: String,
    pub area: String,
}

const BETWEEN: [&str; 5] = ["between", "entre", "zwischen", "между", "بين"];
const AND: [&str; 9] = ["and", "&", "y", "et", "und", "e", "и", "і", "و"];
const ROADS: [&str; 20] = [
    "highway",
    "road",
    "motorway",
    "freeway",
    "expressway",
    "route",
    "axis",
    "railway",
    "railroad",
    "corridor",
    "autobahn",
    "carretera",
    "autopista",
    "autoroute",
    "autostrada",
    "track",
    "шоссе",
    "трасса",
    "трассе",
    "дорога",
];
/// Words behind the second end that begin the area of both.
const IN: [&str; 6] = ["in", "en", "au", "w", "near", "within"];
/// Ends further apart than this are no neighbours, in km.
const MOST_KM: f64 = 650.0;
/// The distance of two ends at which their likelihood has fallen to a half, in km.
const HALF_KM: f64 = 150.0;
/// How likely a unit is an end, where a town is 1.
const UNIT: f64 = 0.02;
/// Candidates of each end that are compared.
const MOST: usize = 24;
/// Longer words are not looked at.
const LONGEST: usize = 300;

/// The ends that some words may name, likeliest first; most words name none.
pub fn ends(words: &str) -> Vec<Ends> {
    if words.len() > LONGEST {
        return Vec::new();
    }
    let (first, rest) = words.split_once(',').unwrap_or((words, ""));
    let phrase: Vec<&str> = first.split_whitespace().collect();
    let lower = |word: &&str| word.to_lowercase();
    let mut found: Vec<Ends> = Vec::new();
    if let Some(at) = phrase.iter().position(|word| BETWEEN.contains(&lower(word).as_str())) {
        found.extend(joined(phrase.get(at + 1..).unwrap_or_default(), &AND, rest));
    }
    if let Some(road) = phrase.iter().position(|word| ROADS.contains(&lower(word).as_str())) {
        let behind = phrase.get(road + 1..).unwrap_or_default();
        if behind.first().is_some_and(|word| word.eq_ignore_ascii_case("from")) {
            found.extend(joined(behind.get(1..).unwrap_or_default(), &["to"], rest));
        }
        found.extend(hyphened(phrase.get(..road).unwrap_or_default(), behind, rest));
    }
    found
}

/// "A and B in C".
fn joined(phrase: &[&str], links: &[&str], rest: &str) -> Option<Ends> {
    let link = phrase.iter().position(|word| links.contains(&word.to_lowercase().as_str()))?;
    let behind = phrase.get(link + 1..)?;
    let end = behind.iter().position(|word| IN.contains(&word.to_lowercase().as_str())).unwrap_or(behind.len());
    let (from, to) = (phrase.get(..link)?.join(" "), behind.get(..end)?.join(" "));
    let area = area(behind.get(end..).unwrap_or_default(), rest);
    (!from.is_empty() && !to.is_empty()).then_some(Ends { from, to, area })
}

/// "A-B" before the word for a road, at each of its hyphens, or "A to B".
fn hyphened(before: &[&str], behind: &[&str], rest: &str) -> Vec<Ends> {
    let from = before.iter().position(|word| !is_lower(word)).unwrap_or(before.len());
    let before = before.get(from..).unwrap_or_default();
    let name = before.join(" ");
    let area = area(behind, rest);
    let parts = |at: usize, dash: &str| {
        let (from, to) = (name.get(..at)?.trim().to_owned(), name.get(at + dash.len()..)?.trim().to_owned());
        (!from.is_empty() && !to.is_empty()).then(|| Ends { from, to, area: area.clone() })
    };
    let dashes = [" to ", "-", "–", "—", "/"];
    dashes
        .iter()
        .flat_map(|dash| name.match_indices(dash).filter_map(|(at, _)| parts(at, dash)).collect::<Vec<_>>())
        .collect()
}

/// The words behind both ends.
fn area(behind: &[&str], rest: &str) -> String {
    let behind = behind.join(" ");
    [behind.as_str(), rest.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The answers for two ends as one: each candidate weighs what the pairs it is in weigh.
pub fn pair<'g>(mut from: Answer<'g>, mut to: Answer<'g>) -> Option<Answer<'g>> {
    let is_end = |answer: &Answer<'_>| {
        let best = answer.ranked.first();
        let of_kind =
            best.is_some_and(|best| !best.entry.feature().is_country() && best.entry.feature() != Feature::Region);
        let plain = answer.term.as_ref().is_some_and(|term| term.offset.is_none());
        of_kind && plain && best.is_some_and(|best| best.matched != Matched::AreaForPlace)
    };
    if !is_end(&from) || !is_end(&to) {
        return None;
    }
    // A way leads from town to town.
    let of_kind = |one: &Ranked<'_>| if one.entry.feature().is_admin() { UNIT } else { 1.0 };
    let weigh = |a: &Ranked<'_>, b: &Ranked<'_>| {
        let km = a.entry.point().distance_km(b.entry.point());
        let near = 1.0 / (1.0 + trig::pow(km / HALF_KM, 2.0));
        if a.entry.id() == b.entry.id() || km > MOST_KM {
            0.0
        } else {
            of_kind(a) * of_kind(b) * a.weight * b.weight * near
        }
    };
    from.ranked.truncate(MOST);
    to.ranked.truncate(MOST);
    let others = to.ranked.clone();
    for b in &mut to.ranked {
        b.weight = from.ranked.iter().map(|a| weigh(a, b)).sum();
    }
    for a in &mut from.ranked {
        a.weight = others.iter().map(|b| weigh(a, b)).sum();
    }
    settled(&mut from.ranked)?;
    settled(&mut to.ranked)?;
    Some(Answer { to: Some(Box::new(to)), ..from })
}

/// Orders the candidates of an end by their weight; none where no pair has any.
fn settled(ranked: &mut Vec<Ranked<'_>>) -> Option<()> {
    ranked.retain(|one| one.weight > 0.0);
    ranked.sort_by(|a, b| descending(a.weight, b.weight).then_with(|| a.entry.id().cmp(&b.entry.id())));
    let total: f64 = ranked.iter().map(|one| one.weight).sum();
    for one in ranked.iter_mut() {
        one.share = one.weight / total.max(f64::MIN_POSITIVE);
    }
    (!ranked.is_empty()).then_some(())
}

/// The point half-way and half the distance in km.
pub fn middle(from: LonLat, to: LonLat) -> (LonLat, f64) {
    let (km, azimuth) = from.distance_and_azimuth(to);
    (from.destination(azimuth, km / 2.0), km / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> Vec<String> {
        ends(words).into_iter().map(|e| format!("{}|{}|{}", e.from, e.to, e.area)).collect()
    }

    #[test]
    fn two_ends_are_told_by_between_and_by_a_road() {
        assert_eq!(told("between Kirkuk and Tikrit"), ["Kirkuk|Tikrit|"]);
        assert_eq!(told("between Mosul and Erbil, Iraq"), ["Mosul|Erbil|Iraq"]);
        assert_eq!(told("on the road between Gao and Ansongo in Mali")[0], "Gao|Ansongo|in Mali");
        assert_eq!(told("the Kabul–Jalalabad highway, Afghanistan"), ["Kabul|Jalalabad|Afghanistan"]);
        assert_eq!(told("the road from Gao to Kidal"), ["Gao|Kidal|"]);
        assert_eq!(told("Deir ez-Zor-Raqqa road"), ["Deir ez|Zor-Raqqa|", "Deir ez-Zor|Raqqa|"]);
        for none in ["Abbey Road", "between", "between X", "Kabul", "and", "road"] {
            assert!(told(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn the_middle_of_two_places_is_half_way() {
        let at = |lon, lat| LonLat::new(lon, lat).unwrap();
        let (point, km) = middle(at(0.0, 0.0), at(2.0, 0.0));
        assert!((point.lon() - 1.0).abs() < 1e-6 && (km - 111.3).abs() < 0.2, "{point:?} {km}");
    }
}
