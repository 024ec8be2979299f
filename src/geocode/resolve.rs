//! From the words of a place to the place meant: which of its names to trust, and which candidate of that name.
//!
//! Comes in: one wording and the area its row states. Goes out: an [`Answer`], or the reason why there is none.
//!
//! The most specific name that is known, and lies in all the areas named behind it and in the row, is taken. Where the finest
//! names are not known, the next coarser one stands for them, and the answer says so. A look-alike outside the stated area is
//! never taken.

use super::between;
use super::context::{Context, shown};
use super::look_up::{Named, holds, is_unit, look_up};
use super::names::{LONGEST, Names};
use super::no_name::{is_prominent, no_name};
use super::phrase::{Term, is_lower, terms};
use super::prior::Prior;
use super::rank::{Ranked, order, weigh_all};
use super::reasons::{behind, not_found, outside, settle, several, unknown};
use super::split::{Wording, wording};
use super::words::{hint, is_direction, is_nothing, is_vague};
use crate::gazetteer::{Entry, NameClass};
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
    /// The other end, where the words put it half-way between two places.
    pub to: Option<Box<Self>>,
}

/// A town with fewer inhabitants holds no large one.
const SMALL_TOWN: u32 = 50_000;

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

/// Finds the place of one wording.
pub fn resolve<'g>(words: &str, ground: Ground<'_, 'g>) -> Result<Answer<'g>, Unlocated> {
    if let Some(why) = no_name(words.trim(), ground.context) {
        return Err(Unlocated::NotFound(why));
    }
    if let Some(answer) = as_it_stands(words.trim(), ground) {
        return settle(words, answer, 1);
    }
    half_way(words, ground).map_or_else(|| resolve_one(words, ground), Ok)
}

/// The answer for words that tell a place by two others.
fn half_way<'g>(words: &str, ground: Ground<'_, 'g>) -> Option<Answer<'g>> {
    let one = |name: &str, area: &str| {
        let words = if area.is_empty() { name.to_owned() } else { format!("{name}, {area}") };
        as_it_stands(&words, ground).or_else(|| resolve_one(&words, ground).ok())
    };
    let ends = between::ends(words);
    if ends.is_empty() || ground.names.knows(words) {
        return None;
    }
    ends.iter().find_map(|ends| between::pair(one(&ends.from, &ends.area)?, one(&ends.to, &ends.area)?))
}

/// Finds the place of words that name one.
fn resolve_one<'g>(words: &str, ground: Ground<'_, 'g>) -> Result<Answer<'g>, Unlocated> {
    let Ground { names, context, .. } = ground;
    if is_vague(words.trim()) {
        let why = format!("\"{}\" is too vague to map", shown(words));
        return of_row(context, Some(why.clone())).ok_or(Unlocated::TooVague(why));
    }
    let all = match plain_name(words.trim(), names) {
        Some(term) => vec![term],
        None => match wording(names, words) {
            Wording::Phrases(phrases) => phrases.iter().flat_map(|phrase| terms(phrase, names)).collect(),
            Wording::Nothing => return of_row(context, None).ok_or(Unlocated::NoPlace),
            Wording::Several(names) => return Err(several(words, &names)),
        },
    };
    let (mut named, vague) = look_up(all, ground);
    if let Some(first) = without_code(&named, ground) {
        named = look_up(vec![first], ground).0;
    }
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

/// The first of two names where it is a large town, and the other names nothing that could hold it: only the code of a unit
/// elsewhere ("Bogotá, D.C."), or villages ("Culiacán, Sin.").
fn without_code(named: &[Named<'_>], ground: Ground<'_, '_>) -> Option<Term> {
    let [first, area] = named else { return None };
    let is_village = |one: &Ranked<'_>| one.entry.feature().is_settlement() && one.entry.population() < SMALL_TOWN;
    let holds_nothing = |one: &Ranked<'_>| one.matched == Matched::Code || is_village(one);
    let is_lost = first.found.is_empty() && first.elsewhere && is_prominent(ground.names, &first.term.name);
    (is_lost && !area.found.is_empty() && area.found.iter().all(holds_nothing)).then(|| first.term.clone())
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
    Some(Answer { ranked, term, stated, notes: ground.context.notes.clone(), to: None })
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
        let mut stated = stated(&ranked, areas, context);
        if let Some(unit) = context.admin1.filter(|_| this.beside) {
            stated.admin1 = false;
            notes.push(format!("the gazetteer counts it to a neighbour of {}", unit.entry.name()));
        }
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
        return Some((at, Answer { ranked, term: Some(this.term.clone()), stated, notes, to: None }));
    }
    None
}

/// Weighs the candidates of a term by what stands around them: the row, and the names behind it.
fn weigh_in<'g>(found: &mut [Ranked<'g>], areas: &[Named<'g>], ground: Ground<'_, 'g>) {
    if found.len() < 2 {
        return;
    }
    for candidate in found {
        let closely = if ground.context.agrees_closely(&candidate.entry) { 50.0 } else { 1.0 };
        let known = areas.iter().filter(|n| !n.found.is_empty());
        let outer = known.map(|area| best_outer(area, candidate)).product::<f64>();
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
    Some(Answer { ranked, term: None, stated, notes, to: None })
}
