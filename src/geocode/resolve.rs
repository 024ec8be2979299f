//! From the words of a place to the place meant: which of its names to trust, and which candidate of that name.
//!
//! Comes in: one wording and the area its row states. Goes out: an [`Answer`], or the reason why there is none.
//!
//! The most specific name that is known, and lies in all the areas named behind it and in the row, is taken. Where the finest
//! names are not known, the next coarser one stands for them, and the answer says so. A look-alike outside the stated area is
//! never taken.

use super::alike;
use super::candidates::of_term;
use super::contain::contains;
use super::context::{Context, shown};
use super::names::{LONGEST, Names};
use super::offset::Offset;
use super::phrase::{Nearness, Term, is_lower, terms};
use super::prior::Prior;
use super::rank::{Ranked, order, weigh_all};
use super::split::{Wording, wording};
use super::words::{hint, is_border, is_direction, is_nothing, is_vague};
use crate::gazetteer::{Entry, Feature, NameClass};
use crate::incident::{Matched, Unlocated};

/// The place meant, with what is needed to say how sure that is.
#[derive(Debug)]
pub struct Answer<'g> {
    /// The candidates of the name that was taken, best first.
    pub ranked: Vec<Ranked<'g>>,
    /// The term that was taken; none where the area of the row stands for the words.
    pub term: Option<Term>,
    /// The areas that hold it.
    pub stated: Stated,
    /// What else a reader should know: names that are not known, columns that name nothing.
    pub notes: Vec<String>,
}

/// A named place may lie so many times further off than a distance beside it says.
const FURTHER: f64 = 1.5;

/// What an answer is looked for in.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a, 'g> {
    /// The names of the row.
    pub names: &'a Names<'g>,
    /// The area that the row states.
    pub context: &'a Context<'g>,
    /// What is held likely.
    pub prior: &'a Prior,
}

/// The areas that are stated and hold an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stated {
    /// The row has a country.
    pub country: bool,
    /// The row has a first-level unit, or a unit is named behind the place.
    pub admin1: bool,
    /// The row has a second-level unit, and the best candidate lies in it.
    pub admin2: bool,
    /// Names behind the one taken.
    pub behind: usize,
}

/// A term and the places it may mean, all of them in the areas named behind it.
struct Named<'g> {
    term: Term,
    found: Vec<Ranked<'g>>,
    elsewhere: bool,
    is_country: bool,
}

/// Finds the place of one wording.
pub fn resolve<'g>(words: &str, ground: Ground<'_, 'g>) -> Result<Answer<'g>, Unlocated> {
    if let Some(answer) = as_it_stands(words.trim(), ground) {
        return settle(words, answer, 1);
    }
    let Ground { names, context, .. } = ground;
    let all = match plain_name(words.trim(), names) {
        Some(term) => vec![term],
        None => match wording(names, words) {
            Wording::Phrases(phrases) => {
                let is_name = |words: &str| names.knows(words);
                phrases.iter().flat_map(|phrase| terms(phrase, &is_name)).collect()
            }
            Wording::Nothing => return of_row(context, None).ok_or(Unlocated::NoPlace),
            Wording::Several(names) => return Err(several(words, &names)),
        },
    };
    let (mut named, vague) = look_up(all, ground);
    if named.iter().all(|n| n.found.is_empty() && !n.elsewhere) {
        return of_row(context, Some(unknown(&named))).ok_or_else(|| not_found(words, vague));
    }
    let answer = chain(&mut named, ground);
    if named.len() > 1 && named.iter().all(|n| n.is_country) && answer.as_ref().is_none_or(|(at, _)| *at > 0) {
        let told: Vec<&str> = named.iter().map(|n| n.term.name.as_str()).collect();
        return Err(several(words, &told.join(", ")));
    }
    if let Some((_, answer)) = answer {
        return settle(words, answer, named.len());
    }
    of_row(context, Some(outside(&named, context))).ok_or_else(|| {
        Unlocated::NotFound(format!("\"{}\" is known, but not within the area that is given with it", shown(words)))
    })
}

/// The answer for words that are the name of a place in the area of the row as they stand: most cells of most tables. It is
/// the one that the long way gives.
fn as_it_stands<'g>(words: &str, ground: Ground<'_, 'g>) -> Option<Answer<'g>> {
    if !is_plain(words) {
        return None;
    }
    let mut found = Vec::new();
    let inside = |entry: &Entry<'g>| ground.context.allows(entry);
    ground.names.each_of(words, &ground.context.countries, inside, |m| found.push(Ranked::of(m)));
    if found.is_empty() {
        return None;
    }
    let mut ranked = weigh_all(found, words.split_whitespace().next_back().and_then(hint));
    weigh_in(&mut ranked, &[], ground);
    order(&mut ranked, None);
    let stated = stated(&ranked, &[], ground.context);
    let term = Some(Term { name: words.to_owned(), ..Term::default() });
    Some(Answer { ranked, term, stated, notes: ground.context.notes.clone() })
}

/// Whether words are nothing but a name, if they are one.
fn is_plain(words: &str) -> bool {
    let is_name = |first: &str| !is_lower(first) && !is_direction(first);
    words.len() <= LONGEST
        && !words.bytes().any(|b| matches!(b, b',' | b';' | b'(' | b')' | b'[' | b']'))
        && words.split_whitespace().next().is_some_and(is_name)
        && !is_nothing(words)
        && !is_vague(words)
}

/// The one term of words that are a known name as they stand.
fn plain_name(words: &str, names: &Names<'_>) -> Option<Term> {
    (is_plain(words) && names.knows(words)).then(|| Term { name: words.to_owned(), ..Term::default() })
}

/// Looks all terms up, the coarsest first, each within those behind it; words that are too vague to map, and borders, are set
/// aside.
fn look_up<'g>(all: Vec<Term>, ground: Ground<'_, 'g>) -> (Vec<Named<'g>>, Option<String>) {
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
    let candidates = of_term(ground.names, &term, (where_to_look, &ground.context.countries), &allows);
    let matches = ground.names.matches(&term.name);
    let is_country = matches.iter().any(|m| m.entry.feature().is_country());
    Named { term, found: candidates.found, elsewhere: candidates.elsewhere, is_country }
}

/// Whether an area is known, and smaller than a country.
fn is_unit(area: &Named<'_>) -> bool {
    !area.found.is_empty() && area.found.iter().all(|a| !a.entry.feature().is_country())
}

/// Whether a place lies in an area as a term words it: "30 km north of Aleppo" holds what is about so far from Aleppo.
fn holds(term: &Term, area: &Entry<'_>, entry: &Entry<'_>) -> bool {
    let off = |offset: Offset| {
        let km = area.point().distance_km(entry.point());
        km <= (offset.km + offset.rounding_km) * FURTHER + area.radius_km()
    };
    term.offset.map_or_else(|| contains(area, entry), off)
}

/// The most specific term with a candidate, and its number.
fn chain<'g>(named: &mut [Named<'g>], ground: Ground<'_, 'g>) -> Option<(usize, Answer<'g>)> {
    let context = ground.context;
    let mut notes = context.notes.clone();
    for at in 0..named.len() {
        let mut ranked = named.get_mut(at).map(|this| std::mem::take(&mut this.found)).unwrap_or_default();
        let Some(this) = named.get(at) else { break };
        if ranked.is_empty() {
            if !this.term.described {
                notes.push(format!("\"{}\" is not known{}", this.term.name, behind(named, at, context)));
            }
            continue;
        }
        let areas = named.get(at + 1..).unwrap_or_default();
        weigh_in(&mut ranked, areas, ground);
        order(&mut ranked, this.term.hint);
        let stated = stated(&ranked, areas, context);
        if ranked.first().is_some_and(|best| best.matched == Matched::CityForBuilding) {
            notes.push(format!("\"{}\" is not known, and its city stands for it", this.term.name));
        }
        if let Some(what) = named.iter().take(at).find(|n| n.term.described) {
            notes.push(format!("\"{}\" is not named", what.term.name));
        }
        if named.iter().take(at).any(|n| !n.term.described) {
            for area in &mut ranked {
                area.matched = Matched::AreaForPlace;
            }
        }
        return Some((at, Answer { ranked, term: Some(this.term.clone()), stated, notes }));
    }
    None
}

/// Weighs the candidates of a term by what stands around them: the row, and the names behind it.
fn weigh_in<'g>(found: &mut [Ranked<'g>], behind: &[Named<'g>], ground: Ground<'_, 'g>) {
    if found.len() < 2 {
        return;
    }
    for candidate in found {
        let closely = if ground.context.agrees_closely(&candidate.entry) { 50.0 } else { 1.0 };
        let areas = behind.iter().filter(|n| !n.found.is_empty());
        let outer = areas.map(|area| best_outer(area, candidate)).product::<f64>();
        candidate.weight *= closely * outer * ground.prior.factor(&candidate.entry);
    }
}

/// The areas that are stated and hold the best of some candidates.
fn stated(ranked: &[Ranked<'_>], behind: &[Named<'_>], context: &Context<'_>) -> Stated {
    Stated {
        country: context.country.is_some(),
        admin1: context.admin1.is_some() || behind.iter().any(is_unit),
        admin2: ranked.first().is_some_and(|best| context.agrees_closely(&best.entry)),
        behind: behind.iter().filter(|n| !n.found.is_empty()).count(),
    }
}

/// The weight of the likeliest area that holds a candidate: "Springfield, Georgia" rather looks to the state that has one.
fn best_outer(area: &Named<'_>, candidate: &Ranked<'_>) -> f64 {
    let holding = area.found.iter().filter(|a| holds(&area.term, &a.entry, &candidate.entry)).map(|a| a.weight);
    let total: f64 = area.found.iter().map(|a| a.weight).sum();
    holding.fold(0.0, f64::max) / total.max(f64::MIN_POSITIVE)
}

/// The area of the row in place of words that name nothing known.
fn of_row<'g>(context: &Context<'g>, why: Option<String>) -> Option<Answer<'g>> {
    let unit = context.admin2.or(context.admin1);
    let country = context.country.map(|entry| Ranked {
        entry,
        class: NameClass::Preferred,
        matched: Matched::Name,
        cost: 0.0,
        weight: 1.0,
        share: 1.0,
    });
    let best = unit.or(country)?;
    let mut notes = context.notes.clone();
    let matched = if why.is_some() { Matched::AreaForPlace } else { best.matched };
    notes.extend(why);
    let ranked = vec![Ranked { share: 1.0, matched, ..best }];
    let stated = Stated {
        country: context.country.is_some(),
        admin1: context.admin1.is_some(),
        admin2: context.admin2.is_some(),
        behind: 0,
    };
    Some(Answer { ranked, term: None, stated, notes })
}

fn several(words: &str, names: &str) -> Unlocated {
    let why = format!("\"{}\" names more than one place ({names}): write one row for each", shown(words));
    Unlocated::Several(why)
}

/// Turns an answer that is a continent, or lies elsewhere than named, into the reason why it is none.
fn settle<'g>(words: &str, answer: Answer<'g>, names: usize) -> Result<Answer<'g>, Unlocated> {
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

fn not_found(words: &str, vague: Option<String>) -> Unlocated {
    vague.map_or_else(
        || Unlocated::NotFound(format!("\"{}\" is not in the gazetteer", shown(words))),
        Unlocated::TooVague,
    )
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
    area.map_or_else(String::new, |area| format!(" in {area}"))
}
