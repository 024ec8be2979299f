//! From the words of a place to the place meant: which of its names to trust, and which candidate of that name.
//!
//! Comes in: one wording and the area its row states. Goes out: an [`Answer`], or the reason why there is none.
//!
//! The most specific name that is known, and lies in all the areas named behind it and in the row, is taken. Where the finest
//! names are not known, the next coarser one stands for them, and the answer says so. A look-alike outside the stated area is
//! never taken.

use super::candidates::{Candidates, of_term};
use super::contain::contains;
use super::context::Context;
use super::phrase::{Nearness, Term, terms};
use super::rank::{Ranked, order};
use super::split::{Wording, wording};
use super::words::{is_border, is_vague};
use crate::gazetteer::{Feature, Gazetteer};
use crate::incident::Unlocated;

/// The place meant, with what is needed to say how sure that is.
#[derive(Debug)]
pub struct Answer<'g> {
    /// The candidates of the name that was taken, best first.
    pub ranked: Vec<Ranked<'g>>,
    /// The term that was taken; none where the area of the row stands for the words.
    pub term: Option<Term>,
    /// How many areas agree: names behind the one taken, and columns of the row.
    pub agree: usize,
    /// What else a reader should know: names that are not known, columns that name nothing.
    pub notes: Vec<String>,
}

/// A term and the places it may mean.
struct Named<'g> {
    term: Term,
    found: Vec<Ranked<'g>>,
    stands_for: bool,
}

/// Finds the place of one wording.
pub fn resolve<'g>(gazetteer: &'g Gazetteer, words: &str, context: &Context<'g>) -> Result<Answer<'g>, Unlocated> {
    let phrases = match wording(gazetteer, words) {
        Wording::Phrases(phrases) => phrases,
        Wording::Nothing => return of_row(context, None).ok_or(Unlocated::NoPlace),
        Wording::Several(names) => {
            let why = format!("\"{words}\" names more than one place ({names}): write one row for each");
            return Err(Unlocated::Several(why));
        }
    };
    let is_name = |words: &str| gazetteer.knows(words);
    let all: Vec<Term> = phrases.iter().flat_map(|phrase| terms(phrase, &is_name)).collect();
    let checked = context.country.is_some() || all.len() > 1;
    let (mut named, vague) = look_up(gazetteer, all, checked);
    if named.iter().all(|n| n.found.is_empty()) {
        return of_row(context, Some(unknown(&named))).ok_or_else(|| not_found(words, vague));
    }
    let told: Vec<String> = named.iter().map(|n| n.term.name.clone()).collect();
    let two = is_two_countries(&named);
    let answer = chain(&mut named, context);
    let first_taken = answer.as_ref().is_some_and(|a| a.term.as_ref().map(|t| &t.name) == told.first());
    if two && !first_taken {
        let why = format!("\"{words}\" names more than one place ({}): write one row for each", told.join(", "));
        return Err(Unlocated::Several(why));
    }
    if let Some(answer) = answer {
        return settle(words, answer, told.len());
    }
    of_row(context, Some(outside(&named, context))).ok_or_else(|| {
        Unlocated::NotFound(format!("\"{words}\" is known, but not within the area that is given with it"))
    })
}

/// Looks all terms up; words that are too vague to map, and borders, are set aside.
fn look_up(gazetteer: &Gazetteer, all: Vec<Term>, checked: bool) -> (Vec<Named<'_>>, Option<String>) {
    let mut vague = None;
    let mut named = Vec::new();
    for term in all {
        if is_vague(&term.name) {
            vague.get_or_insert(format!("\"{}\" is too vague to map", term.name));
        } else if is_border(&term.name) && !gazetteer.knows(&term.name) {
            let why = format!(
                "\"{}\" is a border, which is a line and no place: name the crossing or the nearest town",
                term.name
            );
            vague.get_or_insert(why);
        } else {
            let Candidates { found, stands_for } = of_term(gazetteer, &term, checked);
            named.push(Named { term, found, stands_for });
        }
    }
    (named, vague)
}

/// The most specific term with a candidate that lies in all areas named behind it and in the row.
fn chain<'g>(named: &mut [Named<'g>], context: &Context<'g>) -> Option<Answer<'g>> {
    for first in named.iter_mut() {
        first.found.retain(|c| context.allows(&c.entry));
    }
    let last = named.len();
    let mut notes = context.notes.clone();
    for at in 0..last {
        let (candidates, agree) = consistent(named, at, context);
        let this = named.get(at)?;
        if candidates.is_empty() {
            if !this.term.described {
                notes.push(format!("\"{}\" is not known {}", this.term.name, behind(named, at, context)));
            }
            continue;
        }
        if this.stands_for {
            notes.push(format!("\"{}\" is not known, and its city stands for it", this.term.name));
        }
        let mut ranked = candidates;
        order(&mut ranked, this.term.hint);
        let described = named.iter().take(at).find(|n| n.term.described);
        if let Some(what) = described {
            notes.push(format!("\"{}\" is not named", what.term.name));
        }
        return Some(Answer { ranked, term: Some(this.term.clone()), agree, notes });
    }
    None
}

/// The candidates of a term that agree with every area behind it, and how many areas agree.
fn consistent<'g>(named: &[Named<'g>], at: usize, context: &Context<'g>) -> (Vec<Ranked<'g>>, usize) {
    let Some(this) = named.get(at) else { return (Vec::new(), 0) };
    let areas: Vec<&Named<'g>> = named.iter().skip(at + 1).filter(|n| !n.found.is_empty()).collect();
    let mut out: Vec<Ranked<'g>> = Vec::new();
    for candidate in &this.found {
        let inside = |area: &&Named<'g>| area.found.iter().any(|a| contains(&a.entry, &candidate.entry));
        if areas.iter().all(inside) {
            let closely = if context.agrees_closely(&candidate.entry) { 50.0 } else { 1.0 };
            let outer = areas.iter().map(|area| best_outer(area, candidate)).product::<f64>();
            out.push(Ranked { weight: candidate.weight * closely * outer, ..*candidate });
        }
    }
    let columns = usize::from(context.country.is_some()) + usize::from(context.admin1.is_some());
    (out, areas.len() + columns)
}

/// The weight of the likeliest area that holds a candidate: "Springfield, Georgia" rather looks to the state that has one.
fn best_outer(area: &Named<'_>, candidate: &Ranked<'_>) -> f64 {
    let holding = area.found.iter().filter(|a| contains(&a.entry, &candidate.entry)).map(|a| a.weight);
    let total: f64 = area.found.iter().map(|a| a.weight).sum();
    holding.fold(0.0, f64::max) / total.max(f64::MIN_POSITIVE)
}

/// The area of the row in place of words that name nothing known.
fn of_row<'g>(context: &Context<'g>, why: Option<String>) -> Option<Answer<'g>> {
    let unit = context.admin2.or(context.admin1);
    let country = context.country.map(|entry| Ranked {
        entry,
        class: crate::gazetteer::NameClass::Preferred,
        weight: 1.0,
        share: 1.0,
    });
    let best = unit.or(country)?;
    let mut notes = context.notes.clone();
    notes.extend(why);
    let ranked = vec![Ranked { share: 1.0, ..best }];
    Some(Answer { ranked, term: None, agree: 1, notes })
}

/// Turns an answer that is a continent, or lies elsewhere than named, into the reason why it is none.
fn settle<'g>(words: &str, answer: Answer<'g>, names: usize) -> Result<Answer<'g>, Unlocated> {
    let Some(best) = answer.ranked.first() else { return Err(not_found(words, None)) };
    let name = best.entry.name();
    if best.entry.feature() == Feature::Continent {
        return Err(Unlocated::TooVague(format!("\"{name}\" is too large to be a point on a map")));
    }
    let outside = answer.term.as_ref().is_some_and(|t| t.nearness == Nearness::Outside);
    if outside && names == 1 && matches!(best.entry.feature(), Feature::Country | Feature::Region) {
        return Err(Unlocated::TooVague(format!("\"{words}\" says only where it was not")));
    }
    Ok(answer)
}

fn not_found(words: &str, vague: Option<String>) -> Unlocated {
    let shown: String = words.chars().take(80).collect();
    vague.map_or_else(|| Unlocated::NotFound(format!("\"{shown}\" is not in the gazetteer")), Unlocated::TooVague)
}

/// A note on names that no place has.
fn unknown(named: &[Named<'_>]) -> String {
    let quoted: Vec<String> = named.iter().map(|n| format!("\"{}\"", n.term.name)).collect();
    match quoted.as_slice() {
        [] => "the words name no place".to_owned(),
        _ => format!("{} is not in the gazetteer", quoted.join(", ")),
    }
}

/// A note on a name that is known, but elsewhere than the row says.
fn outside(named: &[Named<'_>], context: &Context<'_>) -> String {
    let name = named.first().map(|n| n.term.name.as_str()).unwrap_or_default();
    let area = context.admin1.map(|u| u.entry).or(context.country).map_or("the stated area", |area| area.name());
    format!("\"{name}\" is not known in {area}")
}

/// Where a name was looked for.
fn behind(named: &[Named<'_>], at: usize, context: &Context<'_>) -> String {
    let next = named.iter().skip(at + 1).find(|n| !n.found.is_empty()).map(|n| n.term.name.as_str());
    let area = next.or_else(|| context.finest().map(|e| e.name()));
    area.map_or_else(String::new, |area| format!("in {area}")).trim_end().to_owned()
}

/// Whether the first two names are countries, neither in the other.
fn is_two_countries(named: &[Named<'_>]) -> bool {
    named.len() > 1 && named.iter().all(|n| n.found.iter().any(|c| c.entry.feature().is_country()))
}
