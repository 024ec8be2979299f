//! The words of the map: title, subtitle, source line, and the text for those who cannot see it.
//!
//! Comes in: the input and what was drawn. Goes out: sentences.

use std::collections::BTreeSet;

use super::dots::{Dot, Dots};
use super::projection::Projection;
use super::rings::Ring;
use super::view::View;
use crate::chart::ChartInput;
use crate::incident::{Located, Role};
use crate::spread::Origin;
use crate::spread::headline::thousands;

/// The headline: the given one, or one made of the actor (if there is only one) and the years.
pub fn title(input: &ChartInput<'_>) -> String {
    if let Some(title) = input.title.map(str::trim).filter(|title| !title.is_empty()) {
        return title.to_owned();
    }
    let subject = match only_actor(input.located) {
        Some(actor) => format!("Operations linked to {actor}"),
        None => "Incidents".to_owned(),
    };
    match years(input.located) {
        Some(years) => format!("{subject}, {years}"),
        None => subject,
    }
}

/// The actor, where all operations that name one name the same and most do.
fn only_actor(located: &[Located]) -> Option<&str> {
    let operations: Vec<&Located> = located.iter().filter(|one| one.role() == Role::Operation).collect();
    let named: Vec<&str> = operations.iter().filter_map(|one| one.incident.actor.as_deref()).map(str::trim).collect();
    let distinct: BTreeSet<String> = named.iter().map(|name| name.to_lowercase()).collect();
    let one = distinct.len() == 1 && operations.len() == located.len() && 2 * named.len() > operations.len();
    named.first().copied().filter(|name| one && !name.is_empty())
}

/// The first and last year of the data.
pub fn years(located: &[Located]) -> Option<String> {
    let first = located.iter().filter_map(|one| one.incident.when.first()).min()?;
    let last = located.iter().filter_map(|one| one.incident.when.last()).max()?;
    Some(if first.year() == last.year() {
        first.year().to_string()
    } else {
        format!("{}–{}", first.year(), last.year())
    })
}

/// Says what is drawn, what is not, and what the rings mean.
pub fn subtitle(input: &ChartInput<'_>, dots: &Dots<'_>, beyond: &[Dot<'_>]) -> String {
    let total = input.located.len() as u64;
    let with_place = input.located.iter().filter(|one| one.site().is_some()).count() as u64;
    let outside = beyond.iter().map(|dot| dot.incidents.len() as u64).sum::<u64>();
    let missing = total - with_place;
    let mut on_the_map = if with_place - outside == total {
        format!("{} on the map", counted(total, "incident"))
    } else {
        format!("{} of {} on the map", thousands(with_place - outside), counted(total, "incident"))
    };
    if let Some(note) = beyond_the_frame(beyond) {
        on_the_map = format!("{on_the_map}, {note}");
    }
    if missing > 0 {
        on_the_map = format!("{on_the_map}, {} without a place", thousands(missing));
    }
    let mut parts = vec![format!("{on_the_map}.")];
    if dots.merged {
        parts.push("A circle adds up the incidents of one kind at one place.".to_owned());
    }
    parts.push(rings(&input.spread.options.origin));
    parts.join(" ").trim_end().to_owned()
}

/// What the rings mean; nothing without an origin.
pub fn rings(origin: &Origin) -> String {
    let from = if matches!(origin, Origin::Home { .. }) { "the border of " } else { "" };
    origin.name().map_or_else(String::new, |name| format!("Rings: distance from {from}{name}."))
}

/// "2 beyond its frame (United States)"
fn beyond_the_frame(beyond: &[Dot<'_>]) -> Option<String> {
    let incidents: Vec<&Located> = beyond.iter().flat_map(|dot| dot.incidents.iter().copied()).collect();
    let names: BTreeSet<&str> = incidents
        .iter()
        .filter_map(|one| one.area.country_name.as_deref().or_else(|| one.site().map(|site| site.name.as_str())))
        .collect();
    let more = names.len().saturating_sub(3);
    let mut told = names.into_iter().take(3).collect::<Vec<_>>().join(", ");
    if more > 0 {
        told = format!("{told} and {more} more");
    }
    (!incidents.is_empty()).then(|| format!("{} beyond its frame ({told})", thousands(incidents.len() as u64)))
}

fn role_noun(role: Role) -> &'static str {
    if role == Role::Context { "context event" } else { role.name() }
}

/// A number with its noun: "1 country", "12 countries".
pub fn counted(n: u64, noun: &str) -> String {
    let number = thousands(n);
    match noun.strip_suffix('y') {
        _ if n == 1 => format!("1 {noun}"),
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {noun}s"),
    }
}

/// The point that distances on the map are true from, in words; none without an origin.
pub fn centre(origin: &Origin) -> Option<String> {
    let middle = if matches!(origin, Origin::Home { .. }) { "the middle of " } else { "" };
    origin.name().map(|name| format!("{middle}{name}"))
}

/// Where the data, the places and the land come from, and the projection.
pub fn source(input: &ChartInput<'_>, view: &View) -> String {
    let projection = match (view.projection, centre(&input.spread.options.origin)) {
        (Projection::EqualEarth { .. }, _) => "Equal Earth; areas are true".to_owned(),
        (Projection::EqualArea { .. }, _) => "Lambert's azimuthal equal-area; areas are true".to_owned(),
        (Projection::Equidistant { .. }, Some(from)) => {
            format!("azimuthal equidistant; distances from {from} are true")
        }
        (Projection::Equidistant { .. }, None) => "azimuthal equidistant on the middle of the incidents".to_owned(),
    };
    let data = input.source.trim().trim_end_matches('.');
    let data = if data.is_empty() { String::new() } else { format!("Source: {data}. ") };
    format!(
        "{data}Places: GeoNames (CC BY 4.0). Land and boundaries: Natural Earth; dotted where disputed; no judgement on \
         status. Projection: {projection}."
    )
}

/// The map in words.
pub fn alt(input: &ChartInput<'_>, dots: &Dots<'_>, beyond: &[Dot<'_>], rings: &[Ring]) -> String {
    let kinds: Vec<String> = dots.kinds.iter().map(|(kind, n)| format!("{kind} {}", thousands(*n))).collect();
    let mut parts = vec![format!("Map. {}", subtitle(input, dots, beyond))];
    if !kinds.is_empty() {
        parts.push(format!("Operations by kind: {}.", kinds.join(", ")));
    }
    let others: Vec<String> = dots.others.iter().map(|(role, n)| counted(*n, role_noun(*role))).collect();
    if !others.is_empty() {
        parts.push(format!("Also drawn: {}.", others.join(", ")));
    }
    if let (Some(last), Some(name)) = (input.spread.frontier.last(), input.spread.options.origin.name()) {
        let km = thousands(last.distance_km.round().max(0.0) as u64);
        parts.push(format!("The farthest operation is {}, {km} km from {name}.", last.place));
    }
    if let (Some(a), Some(b)) = (rings.first(), rings.last()) {
        parts.push(format!("Rings from {} to {} km.", thousands(a.km as u64), thousands(b.km as u64)));
    }
    parts.join(" ")
}
