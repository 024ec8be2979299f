//! The place of an event as it is answered: the chain from the country to the most specific name, the point, its radius, its confidence.
//!
//! Comes in: a name with its place, and the names around it. Goes out: a [`Spot`].

use std::ops::Range;

use super::places::Named;
use super::prose::Prose;
use super::wide::is_sea;
use crate::earth::LonLat;
use crate::gazetteer::fold::fold;
use crate::geocode::document::Placed;
use crate::incident::{CountryCode, Precision};

/// Km around a town in which a building is taken for its own.
const AROUND_KM: f64 = 15.0;

/// Names of countries by their code.
pub type CountryNames<'a> = &'a dyn Fn(CountryCode) -> Option<String>;
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

impl Spot {
    /// Whether it is a building in a town or just outside it: a hall "in Moscow".
    pub fn is_site_of(&self, town: &Self) -> bool {
        let sorts = town.precision == Precision::Settlement && self.precision <= Precision::Venue;
        let near = || town.point.zip(self.point).is_some_and(|(p, q)| p.distance_km(q) <= town.radius_km + AROUND_KM);
        sorts && near()
    }
}

/// The spot of a name, with the names around it that hold it.
pub fn spot(prose: &Prose<'_>, named: &Named, all: &[Named], names: CountryNames<'_>, rule: &'static str) -> Spot {
    let place = named.place();
    let country = place.and_then(|p| p.country);
    let mut chain: Vec<String> = Vec::new();
    let mut push = |name: &str| push_new(&mut chain, name);
    if let Some(name) = country.and_then(names) {
        push(&name);
    }
    let coarse = place.is_none_or(|p| p.precision >= Precision::Country) && !is_sea(prose, named);
    if let Some(place) = place.filter(|_| !coarse) {
        if let Some(unit) = &place.admin1 {
            push(unit);
        }
        for holder in holders(named, all) {
            push(&holder.name);
        }
        push(&place.name);
    }
    let worded = plain(prose.text.get(named.bytes.clone()).unwrap_or_default());
    // "The Russian capital" is Moscow by no name of its own.
    let own = prose.folded(named.last) != "capital" || named.first == named.last;
    // "İstanbul" is no other name than "Istanbul"; that the text writes "Bogota" for "Bogotá" is told.
    let spelt = |name: &String| !worded.is_ascii() && fold(name) == fold(&worded);
    // Nor is "Ondo" a place inside "Ondo State".
    let unit = |name: &String| name.strip_prefix(worded.as_str()).is_some_and(|rest| rest.starts_with(' '));
    let whole = place.is_some_and(|p| matches!(p.precision, Precision::Admin1 | Precision::Admin2));
    let told = chain.iter().any(spelt) || whole && chain.last().is_some_and(unit);
    if !coarse && own && !named.demonym && !prose.is_shouted(named.first) && !told {
        push_new(&mut chain, &worded);
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

/// Adds a name that a chain does not have.
fn push_new(chain: &mut Vec<String>, name: &str) {
    let name = name.trim();
    if !name.is_empty() && !chain.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        chain.push(name.to_owned());
    }
}

/// The places below the country that hold a place, the coarsest first; of towns that a building may stand in only the nearest.
fn holders<'n>(named: &'n Named, all: &'n [Named]) -> Vec<&'n Placed> {
    let holds = |n: &&Named| !n.demonym && !std::ptr::eq(*n, named) && inside(named, n);
    let places = all.iter().filter(holds).filter_map(Named::place);
    let mut out: Vec<&Placed> = places.filter(|p| p.precision < Precision::Country).collect();
    let away =
        |p: &Placed| named.place().map_or(0.0, |own| own.point.distance_km(p.point) - p.radius_km.min(AROUND_KM));
    let town = |p: &&Placed| p.precision == Precision::Settlement;
    let nearest = out.iter().copied().filter(town).min_by(|a, b| away(a).total_cmp(&away(b))).map(|p| p.key.clone());
    out.retain(|p| !town(p) || Some(&p.key) == nearest.as_ref());
    out.sort_by_key(|p| std::cmp::Reverse(p.precision));
    out
}

/// Words on one line.
pub fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether the first place lies in the second by their units.
pub fn inside(inner: &Named, outer: &Named) -> bool {
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
