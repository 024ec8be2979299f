//! The last resort for a name that no place bears: places whose name is almost the one given.
//!
//! Comes in: a name that was not found. Goes out: weighed candidates, told as another transliteration or a typing error. Where an
//! area is stated, only places in it are taken; where none is, only a likeness that leads to one place and that a long name bears
//! out. A name that some place bears never comes here. Two typing errors are looked for only in a stated unit, and not for the rows of
//! a table.

use super::candidates::shorter;
use super::names::Names;
use super::rank::{Ranked, is_family};
use super::words::Hint;
use crate::earth::trig;
use crate::gazetteer::alike::{Alike, Likeness};
use crate::gazetteer::postings::Countries;
use crate::gazetteer::{Entry, Match};
use crate::incident::Matched;

/// Without a stated area, a name of fewer letters is not taken for another.
const LEAST_LETTERS: usize = 6;
/// Without a stated area, a town with fewer inhabitants is not taken for another name: every village name is like some other.
const LEAST_PEOPLE: u32 = 15_000;
/// Longer words are no name, in bytes.
const LONGEST: usize = 200;
/// How fast the belief in a likeness falls with its cost.
const FALL: f64 = 3.0;

/// How small the area is in which a name is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// The whole Earth.
    Anywhere,
    /// A country.
    Country,
    /// A unit of a country.
    Unit,
}

impl Ground {
    /// The largest cost at which a likeness is believed. On the development half of the conflict events, five in ten or more of
    /// the answers at this cost were right.
    fn most_cost(self, likeness: Likeness) -> f64 {
        match (self, likeness) {
            (Self::Anywhere, Likeness::Transliteration) => 0.1,
            (Self::Anywhere | Self::Country, Likeness::TwoEdits) => 0.0,
            (Self::Country, Likeness::Transliteration) => 0.4,
            (Self::Unit, Likeness::Transliteration) => 0.55,
            (_, Likeness::OneEdit | Likeness::TwoEdits) => 0.75,
        }
    }
}

/// The places on some ground, in some countries, whose name is almost the one given; `allows` says what lies in the stated area.
pub fn candidates<'g>(
    names: &Names<'g>,
    name: &str,
    hint: Option<Hint>,
    (ground, countries): (Ground, &Countries),
    allows: &dyn Fn(&Entry<'g>) -> bool,
) -> Vec<Ranked<'g>> {
    // What is left without the generic words: "Tir Ma'lah village".
    let core = shorter(name).pop().unwrap_or_else(|| name.to_owned());
    let letters = core.chars().filter(|c| c.is_alphabetic()).count();
    if core.len() > LONGEST || letters < LEAST_LETTERS && ground == Ground::Anywhere {
        return Vec::new();
    }
    // Two errors take a thousand times as long to find as a name, and in a country they find too much.
    let two = ground == Ground::Unit && names.is_thorough();
    let mut found = if two {
        names.gazetteer().alike_up_to(&core, Likeness::TwoEdits, 1.0, countries)
    } else {
        let sound = ground.most_cost(Likeness::Transliteration);
        names.gazetteer().alike_up_to(&core, Likeness::OneEdit, sound, countries)
    };
    let believed = |a: &Alike<'g>| {
        let known = !a.entry.feature().is_settlement() || a.entry.population() >= LEAST_PEOPLE;
        a.cost <= ground.most_cost(a.likeness) && (known || ground > Ground::Anywhere)
    };
    found.retain(|a| believed(a) && allows(&a.entry));
    // The nearest kind of likeness decides: a transliteration is no typing error.
    let nearest = found.iter().map(|a| a.likeness).min();
    found.retain(|a| Some(a.likeness) == nearest);
    let ranked: Vec<Ranked<'g>> = found.iter().map(|a| ranked(a, hint)).collect();
    let one = ranked.split_first().is_some_and(|(first, rest)| rest.iter().all(|r| is_family(&first.entry, &r.entry)));
    if ground > Ground::Anywhere || one { ranked } else { Vec::new() }
}

fn ranked<'g>(alike: &Alike<'g>, hint: Option<Hint>) -> Ranked<'g> {
    let one = Ranked::of(Match { entry: alike.entry, class: alike.class });
    let matched = match alike.likeness {
        Likeness::Transliteration => Matched::Transliteration,
        Likeness::OneEdit | Likeness::TwoEdits => Matched::TypingError,
    };
    Ranked { matched, cost: alike.cost, weight: one.own_weight(hint) * trig::exp(-FALL * alike.cost), ..one }
}
