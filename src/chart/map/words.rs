//! The words of the map: title, subtitle, source line, and the text for those who cannot see it.
//!
//! Comes in: the input and what was drawn. Goes out: sentences in the language of the pictures.

use std::collections::BTreeSet;

use super::dots::{Dot, Dots};
use super::projection::Projection;
use super::rings::Ring;
use super::view::View;
use crate::chart::ChartInput;
use crate::located::{LocatedRef, LocatedStore};
use crate::spread::{Origin, PeriodLength};
use crate::words::Words;

/// The headline: the given one, or one made of the actor (if there is only one) and the years.
pub fn title(input: &ChartInput<'_>) -> String {
    if let Some(title) = input.title.map(str::trim).filter(|title| !title.is_empty()) {
        return title.to_owned();
    }
    let words = input.look.words;
    let subject = match only_actor(input.located) {
        Some(actor) => words.fill("map.title_actor", &[("actor", actor)]),
        None => words.text("map.title").to_owned(),
    };
    match years(input.located, words) {
        Some(years) => words.fill("map.title_years", &[("subject", &subject), ("years", &years)]),
        None => subject,
    }
}

/// The actor, where all operations that name one name the same and most do.
fn only_actor(located: &LocatedStore) -> Option<&str> {
    let all = located.len();
    if located.overview().operations < all {
        return None;
    }
    let mut named = located.iter().filter_map(|one| one.details().actor).map(str::trim);
    let first = named.next()?;
    let (folded, mut count) = (first.to_lowercase(), 1);
    for name in named {
        if name != first && name.to_lowercase() != folded {
            return None;
        }
        count += 1;
    }
    Some(first).filter(|name| 2 * count > all && !name.is_empty())
}

/// The first and last year of the data.
fn years(located: &LocatedStore, words: Words) -> Option<String> {
    let (first, last) = located.overview().days?;
    Some(words.span(first, last, PeriodLength::Year))
}

/// Says what is drawn, what is not, and what the rings mean; `cells` says what the colours of cells mean.
pub fn subtitle(input: &ChartInput<'_>, dots: &Dots, beyond: &[Dot], cells: Option<&String>) -> String {
    let words = input.look.words;
    let total = input.located.len() as u64;
    let with_place = input.located.overview().sited as u64;
    let outside = beyond.iter().map(|dot| dot.incidents.len() as u64).sum::<u64>();
    let (shown, missing) = (with_place - outside, total - with_place);
    let count = words.count("incident", total);
    let on_the_map = if shown == total {
        words.fill("map.on", &[("count", &count)])
    } else {
        words.fill("map.on_of", &[("n", &words.number(shown)), ("count", &count)])
    };
    let without = (missing > 0).then(|| words.fill("map.no_place", &[("n", &words.number(missing))]));
    let told: Vec<String> =
        std::iter::once(on_the_map).chain(beyond_the_frame(input.located, beyond, words)).chain(without).collect();
    let mut parts = vec![format!("{}.", told.join(", "))];
    parts.extend(cells.cloned());
    if cells.is_none() && dots.merged {
        parts.push(words.text("map.merged").to_owned());
    }
    parts.push(rings(&input.spread.options.origin, words));
    parts.join(" ").trim_end().to_owned()
}

/// What the rings mean; nothing without an origin.
pub fn rings(origin: &Origin, words: Words) -> String {
    let key = if matches!(origin, Origin::Home { .. }) { "map.rings_border" } else { "map.rings" };
    origin.name().map_or_else(String::new, |name| words.fill(key, &[("from", name)]))
}

/// "2 beyond its frame (United States)"
fn beyond_the_frame(located: &LocatedStore, beyond: &[Dot], words: Words) -> Option<String> {
    let incidents = || beyond.iter().flat_map(|dot| dot.incidents.iter()).filter_map(|at| located.get(*at as usize));
    let names: BTreeSet<&str> = incidents().filter_map(country_or_place).collect();
    let count = incidents().count() as u64;
    let more = names.len().saturating_sub(3);
    let mut told = names.into_iter().take(3).collect::<Vec<_>>().join(", ");
    if more > 0 {
        told = words.fill("more", &[("names", &told), ("n", &words.number(more as u64))]);
    }
    let n = words.number(count);
    (count > 0).then(|| words.fill("map.beyond", &[("n", &n), ("names", &told)]))
}

fn country_or_place(one: LocatedRef<'_>) -> Option<&str> {
    let place = || one.site().map(|site| site.name());
    one.area.country_name.as_deref().or_else(place)
}

/// The point that distances on the map are true from, in words; none without an origin.
pub fn centre(origin: &Origin, words: Words) -> Option<String> {
    let name = origin.name()?;
    let of_area = matches!(origin, Origin::Home { .. });
    Some(if of_area { words.fill("map.middle_of", &[("name", name)]) } else { name.to_owned() })
}

/// Where the data, the places and the land come from, and the projection.
pub fn source(input: &ChartInput<'_>, view: &View) -> String {
    let words = input.look.words;
    let projection = match (view.projection, centre(&input.spread.options.origin, words)) {
        (Projection::EqualEarth { .. }, _) => words.text("map.equal_earth").to_owned(),
        (Projection::EqualArea { .. }, _) => words.text("map.equal_area").to_owned(),
        (Projection::Equidistant { .. }, Some(from)) => words.fill("map.equidistant_from", &[("from", &from)]),
        (Projection::Equidistant { .. }, None) => words.text("map.equidistant").to_owned(),
    };
    let credits = words.fill("map.credits", &[("projection", &projection)]);
    let data = input.source.trim().trim_end_matches('.');
    if data.is_empty() { credits } else { words.fill("source", &[("data", data), ("also", &credits)]) }
}

/// The map in words.
pub fn alt(input: &ChartInput<'_>, dots: &Dots, subtitle: &str, rings: &[Ring]) -> String {
    let words = input.look.words;
    let mut parts = vec![words.fill("map.alt", &[("subtitle", subtitle)])];
    let kinds: Vec<String> =
        dots.kinds.iter().map(|(kind, n)| format!("{} {}", words.kind(kind), words.number(*n))).collect();
    if !kinds.is_empty() {
        parts.push(words.fill("map.alt_kinds", &[("kinds", &kinds.join(", "))]));
    }
    let others: Vec<String> = dots.others.iter().map(|(role, n)| words.count(role.name(), *n)).collect();
    if !others.is_empty() {
        parts.push(words.fill("map.alt_others", &[("others", &others.join(", "))]));
    }
    if let (Some(last), Some(name)) = (input.spread.frontier.last(), input.spread.options.origin.name()) {
        let km = words.km(last.distance_km.round());
        parts.push(words.fill("map.alt_farthest", &[("place", &last.place), ("km", &km), ("name", name)]));
    }
    if let (Some(a), Some(b)) = (rings.first(), rings.last()) {
        parts.push(words.fill("map.alt_rings", &[("from", &words.km(a.km)), ("to", &words.km(b.km))]));
    }
    parts.join(" ")
}
