//! Names whose place is not to be trusted: doubtful towns abroad, buildings said to be elsewhere, reports from a capital on the whole world.
//!
//! Comes in: the names of a text with their places. Goes out: the same, with what is doubtful marked.

use super::lists::List;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::geocoders::capital_of;
use super::nationals::is_of_person;
use super::places::{BESIDE, Named, Stand};
use super::prose::Prose;
use crate::geocode::document::{Answer, Outcome, Placed};
use crate::incident::{CountryCode, Precision};
use crate::toponym::words::flag;

/// Less sure than this and a town abroad is none, in a report from home that does not name its country.
const SURE_ABROAD: f64 = 0.8;
/// Km from the town that a building is said to be in, and it does not stand there.
const ELSEWHERE_KM: f64 = 50.0;
/// Words between a part of a town and the town.
const WITHIN: usize = 10;
/// What the name of a place counts for the country of a text, beside the adjective of a people.
const NAMED: usize = 2;
/// So many countries, and a report may be one of the whole world.
const LEAST_WORLDLY: usize = 5;

/// Marks towns abroad that are not sure and whose country the report does not name.
pub fn doubt(named: &mut [Named], home: Option<CountryCode>) {
    let Some(home) = home else { return doubt_lone(named) };
    let told = |n: &Named| n.outcome.place.as_ref().filter(|p| p.precision >= Precision::Country)?.country;
    let countries: BTreeSet<CountryCode> = named.iter().filter_map(told).chain([home]).collect();
    for name in named.iter_mut().filter(|n| n.stand != Stand::Dateline && !n.demonym) {
        name.doubtful = is_unsure(name, |country| !countries.contains(&country));
    }
}

/// In a report that does not say where it is from: marks towns that are not sure and in whose country nothing else lies, where others lie
/// in one country: "Alau village, near Maiduguri" is no town in Switzerland.
fn doubt_lone(named: &mut [Named]) {
    let mut counts: BTreeMap<CountryCode, usize> = BTreeMap::new();
    for code in named.iter().filter_map(|n| n.outcome.place.as_ref()?.country) {
        *counts.entry(code).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or_default();
    for name in named.iter_mut().filter(|n| !n.demonym) {
        name.doubtful = most > 1 && is_unsure(name, |country| counts.get(&country) == Some(&1));
    }
}

/// Whether a name has a doubtful place below the country, in a country that speaks against it. A capital is known everywhere.
fn is_unsure(name: &Named, against: impl Fn(CountryCode) -> bool) -> bool {
    let place = name.outcome.place.as_ref().filter(|p| p.precision < Precision::Country);
    let capital = |p: &Placed, code: CountryCode| capital_of(code) == Some(p.name.as_str());
    place
        .is_some_and(|p| p.confidence < SURE_ABROAD && p.country.is_some_and(|code| against(code) && !capital(p, code)))
}

/// Whether most countries that a report names are not its own.
pub fn is_of_the_world(answers: &[Answer], home: CountryCode) -> bool {
    let countries = answers.iter().filter_map(|answer| answer.outcome.place.as_ref());
    let countries: Vec<_> = countries.filter(|p| p.precision == Precision::Country).filter_map(|p| p.country).collect();
    let own = countries.iter().filter(|country| **country == home).count();
    own * 3 < countries.len() && countries.iter().collect::<BTreeSet<_>>().len() >= LEAST_WORLDLY
}

/// "The Santa Maria church in Istanbul" is not in the town of Santa Maria: its name has no place but the one it is said to be in.
pub fn elsewhere(prose: &Prose<'_>, named: &mut [Named]) {
    for n in 1..named.len() {
        let (before, rest) = named.split_at_mut(n);
        let (Some(a), Some(b)) = (before.last_mut(), rest.first()) else { continue };
        let built = prose.page.has(a.last + 1, flag::FACILITY) || prose.page.has(a.last, flag::FACILITY);
        let inside_of = (1..=2).any(|back| prose.is(b.first.saturating_sub(back), List::InTown));
        let (Some(p), Some(q)) = (a.place(), b.place()) else { continue };
        // Few names come so far that their distance is worth its cost.
        let far = || p.point.distance_km(q.point) > p.radius_km.max(q.radius_km) + ELSEWHERE_KM;
        if built && inside_of && !a.demonym && b.first - a.last <= BESIDE && far() {
            a.outcome = Arc::new(Outcome { place: None, why: "said to be elsewhere".to_owned(), rivals: Vec::new() });
        }
    }
}

/// "The Escalon neighborhood in San Salvador" is no town of that name far from there: a part of a town that lies far from the town told
/// behind it, else from the place of the report, has no place of its own.
pub fn quarters(prose: &Prose<'_>, named: &mut [Named]) {
    let line = named.iter().find(|n| n.stand == Stand::Dateline).and_then(Named::place).cloned();
    for n in 0..named.len() {
        let (before, rest) = named.split_at_mut(n + 1);
        let Some(a) = before.last_mut().filter(|a| prose.is(a.last + 1, List::Neighbourhood) && !a.demonym) else {
            continue;
        };
        let town = |b: &Named| b.place().filter(|p| p.precision == Precision::Settlement).cloned();
        let behind = rest.iter().take_while(|b| b.first - a.last <= WITHIN).find_map(town).or_else(|| line.clone());
        let far = |p: &Placed, q: &Placed| p.point.distance_km(q.point) > q.radius_km + ELSEWHERE_KM;
        if let Some((p, q)) = a.place().zip(behind.as_ref())
            && p.precision < Precision::Country
            && far(p, q)
        {
            a.outcome =
                Arc::new(Outcome { place: None, why: "a part of a town elsewhere".to_owned(), rivals: Vec::new() });
        }
    }
}

/// The country that most names lie in; none where there is no majority.
pub fn main_country(prose: &Prose<'_>, named: &[Named]) -> Option<CountryCode> {
    let mut counts: Vec<(CountryCode, usize)> = Vec::new();
    // "A Syrian man", "the Islamic State in Iraq and Syria": nothing happened there.
    let speaks = |n: &&Named| n.stand != Stand::Inside && !is_of_person(prose, n);
    for name in named.iter().filter(speaks) {
        let Some(country) = name.country() else { continue };
        let weight = if name.demonym { 1 } else { NAMED };
        match counts.iter_mut().find(|(code, _)| *code == country) {
            Some((_, count)) => *count += weight,
            None => counts.push((country, weight)),
        }
    }
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    let (code, most) = counts.into_iter().max_by_key(|(code, n)| (*n, std::cmp::Reverse(*code)))?;
    (most * 2 > all).then_some(code)
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn a_village_beside_a_known_town_is_no_town_abroad() -> crate::error::Result<()> {
        assert_told([
            (
                "On 3 March 2024 gunmen killed two farmers in Alau village. It lies near Maiduguri, in the state of Borno.",
                ["attack Alau 2024-03-03"],
            ),
            (
                "Gunmen killed 92 soldiers in an assault in Boma, in Lac province, on 23 March 2020. Chad is in mourning.",
                ["attack Boma 2020-03-23"],
            ),
        ])
    }
}
