//! Why words name no place, and what a reader should know of names that are not known, in words.
//!
//! Comes in: words, answers, the area of a row. Goes out: sentences and [`Unlocated`].

use super::context::{Context, shown};
use super::look_up::Named;
use super::phrase::Nearness;
use super::resolve::Answer;
use crate::gazetteer::Feature;
use crate::incident::Unlocated;

/// Words that name several places.
pub fn several(words: &str, names: &str) -> Unlocated {
    let why = format!("\"{}\" names more than one place ({names}): write one row for each", shown(words));
    Unlocated::Several(why)
}

/// Turns an answer that is a continent, or lies elsewhere than named, into the reason why it is none.
pub fn settle<'g>(words: &str, answer: Answer<'g>, names: usize) -> Result<Answer<'g>, Unlocated> {
    let Some(best) = answer.ranked.first() else { return Err(not_found(words, None)) };
    if best.entry.feature() == Feature::Continent {
        let why = format!("\"{}\" is too large to be a point on a map", best.entry.name());
        return Err(Unlocated::TooVague(why));
    }
    let outside = answer.term.as_ref().is_some_and(|t| t.nearness == Nearness::Outside);
    if outside && names == 1 && matches!(best.entry.feature(), Feature::Country | Feature::Region) {
        return Err(Unlocated::TooVague(format!("\"{words}\" says only where it was not")));
    }
    Ok(answer)
}

/// A name that is not known; `vague` where the words are too vague to be one.
pub fn not_found(words: &str, vague: Option<String>) -> Unlocated {
    vague.map_or_else(
        || Unlocated::NotFound(format!("\"{}\" is not in the gazetteer", shown(words))),
        Unlocated::TooVague,
    )
}

/// A note on names that no place has.
pub fn unknown(named: &[Named<'_>]) -> String {
    let quoted: Vec<String> = named.iter().map(|n| format!("\"{}\"", n.term.name)).collect();
    match quoted.as_slice() {
        [] => "the words name no place".to_owned(),
        _ => format!("{} is not in the gazetteer", quoted.join(", ")),
    }
}

/// A note on a name that is known, but elsewhere than the row says.
pub fn outside(named: &[Named<'_>], context: &Context<'_>) -> String {
    let name = named.first().map(|n| n.term.name.as_str()).unwrap_or_default();
    let area = context.admin1.map(|u| u.entry).or(context.country).map_or("the stated area", |area| area.name());
    format!("\"{name}\" is not known in {area}")
}

/// Where a name was looked for.
pub fn behind(named: &[Named<'_>], at: usize, context: &Context<'_>) -> String {
    let next = named.iter().skip(at + 1).find(|n| !n.found.is_empty()).map(|n| n.term.name.as_str());
    let area = next.or_else(|| context.finest().map(|e| e.name()));
    area.map_or_else(String::new, |area| format!(" in {area}"))
}
