//! The places of the names in some words, each within those named behind it.
//!
//! Comes in: the [`Term`]s of the words, most specific first, and the area of the row. Goes out: what each may mean.

use super::alike;
use super::candidates::of_term;
use super::contain::contains;
use super::offset::Offset;
use super::phrase::Term;
use super::rank::{Ranked, weigh};
use super::resolve::Ground;
use super::words::{is_border, is_vague};
use crate::gazetteer::{Entry, NameClass};
use crate::incident::Matched;

/// A smaller town is looked for in its own unit only.
const LEAST_PEOPLE: u32 = 50_000;
/// A named place may lie so many times further off than a distance beside it says.
const FURTHER: f64 = 1.5;

/// A term and the places it may mean, all of them in the areas named behind it.
pub struct Named<'g> {
    pub term: Term,
    pub found: Vec<Ranked<'g>>,
    pub elsewhere: bool,
    pub is_country: bool,
    /// The places lie beside the unit that the row states, not in it.
    pub beside: bool,
}

/// Looks all terms up, the coarsest first, each within those behind it; words that are too vague to map, and borders, are set
/// aside.
pub fn look_up<'g>(all: Vec<Term>, ground: Ground<'_, 'g>) -> (Vec<Named<'g>>, Option<String>) {
    let mut vague = None;
    let mut named: Vec<Named<'g>> = Vec::new();
    for term in all.into_iter().rev() {
        if is_vague(&term.name) {
            vague = Some(format!("\"{}\" is too vague to map", term.name));
        } else if is_border(&term.name) && !ground.names.knows(&term.name) {
            vague = Some(format!(
                "\"{}\" is a border, which is a line and no place: name the crossing or the nearest town",
                term.name
            ));
        } else {
            let one = look_up_one(term, &named, ground);
            named.push(one);
        }
    }
    named.reverse();
    (named, vague)
}

/// The places of a term that lie in the area of the row and in those named behind it, which stand in `areas`.
fn look_up_one<'g>(term: Term, areas: &[Named<'g>], ground: Ground<'_, 'g>) -> Named<'g> {
    let allows = |entry: &Entry<'g>| {
        let held =
            |area: &Named<'g>| area.found.is_empty() || area.found.iter().any(|a| holds(&area.term, &a.entry, entry));
        ground.context.allows(entry) && areas.iter().all(held)
    };
    let where_to_look = if ground.context.admin1.is_some() || areas.iter().any(is_unit) {
        alike::Ground::Unit
    } else if ground.context.country.is_some() || areas.iter().any(|area| !area.found.is_empty()) {
        alike::Ground::Country
    } else {
        alike::Ground::Anywhere
    };
    let mut candidates = of_term(ground.names, &term, (where_to_look, &ground.context.countries), &allows);
    let matches = ground.names.matches(&term.name);
    let is_country = matches.iter().any(|m| m.entry.feature().is_country());
    let mut beside = false;
    if candidates.elsewhere && areas.is_empty() && candidates.found.iter().all(|c| is_almost(c.matched)) {
        let held = matches.iter().copied().filter(|m| lies_beside(&m.entry, m.class, ground));
        let found = weigh(held, term.hint);
        beside = !found.is_empty();
        candidates.found = if beside { found } else { candidates.found };
    }
    Named { term, found: candidates.found, elsewhere: candidates.elsewhere, is_country, beside }
}

/// Whether a town by its main name lies within the radius of the stated unit though the gazetteer counts it to another: borders move, and
/// a capital is often no part of the province around it ("Damascus, Rif Dimashq").
fn lies_beside(entry: &Entry<'_>, class: NameClass, ground: Ground<'_, '_>) -> bool {
    let Some(unit) = ground.context.admin1.map(|unit| unit.entry) else { return false };
    let is_town =
        entry.feature().is_settlement() && entry.population() >= LEAST_PEOPLE && class <= NameClass::Alternate;
    is_town
        && ground.context.country.is_some_and(|country| contains(&country, entry))
        && unit.point().distance_km(entry.point()) <= unit.radius_km()
}

/// Whether a name is only almost that of a place.
fn is_almost(matched: Matched) -> bool {
    matches!(matched, Matched::Transliteration | Matched::TypingError)
}

/// Whether an area is known, and smaller than a country.
pub fn is_unit(area: &Named<'_>) -> bool {
    !area.found.is_empty() && area.found.iter().all(|a| !a.entry.feature().is_country())
}

/// Whether a place lies in an area as a term words it: "30 km north of Aleppo" holds what is about so far from Aleppo.
pub fn holds(term: &Term, area: &Entry<'_>, entry: &Entry<'_>) -> bool {
    let off = |offset: Offset| {
        let km = area.point().distance_km(entry.point());
        km <= (offset.km + offset.rounding_km) * FURTHER + area.radius_km()
    };
    term.offset.map_or_else(|| contains(area, entry), off)
}
