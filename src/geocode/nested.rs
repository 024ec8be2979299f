//! Names of a list that lie in each other, whatever stands between them and in whatever order: "Iraq: Baghdad",
//! "Pakistan/Balochistan/Quetta", "Afghanistan, Helmand, Sangin".
//!
//! Comes in: the parts of a wording. Goes out: the same, the finest first, or nothing where they do not lie in each other.

use super::contain::contains;
use super::names::Names;
use super::rank::is_family;
use crate::gazetteer::{Feature, NameClass};

/// More parts are no chain of places.
const MOST_PARTS: usize = 5;
/// What may stand between the names of a chain beside commas; a hyphen only with blanks.
const BETWEEN: [&str; 9] = [" - ", " – ", " — ", ":", ">", "»", "|", "/", "\\"];

/// Those that part a place from a part of it.
const DASHES: [&str; 3] = [" - ", " – ", " — "];

/// The parts of words between other marks than commas, where they are a chain of places, the finest first; where they are names of
/// one place, the first.
pub fn chain(names: &Names<'_>, words: &str) -> Option<Vec<String>> {
    let mark = BETWEEN.iter().find(|mark| words.contains(**mark))?;
    let parts: Vec<String> = words.split(mark).map(|part| part.trim().to_owned()).collect();
    if parts.len() < 2 || parts.len() > MOST_PARTS || parts.iter().any(String::is_empty) {
        return None;
    }
    let parts_of_last = parts.last().map(|last| last.split(',').map(|p| p.trim().to_owned()).collect::<Vec<_>>())?;
    let mut all = parts.get(..parts.len() - 1)?.to_vec();
    all.extend(parts_of_last);
    let part_of = || if DASHES.contains(mark) { part_of_first(names, &all) } else { None };
    in_order(names, &all).or_else(|| one_place(names, &all)).or_else(part_of)
}

/// A known place and an unknown part of it: "Kyiv - Pechersk".
fn part_of_first(names: &Names<'_>, parts: &[String]) -> Option<Vec<String>> {
    let [first, part] = parts else { return None };
    (names.knows(first) && !names.knows(part)).then(|| vec![part.clone(), first.clone()])
}

/// The parts of a chain, the finest first; none where they lie in each other in no order.
pub fn in_order(names: &Names<'_>, parts: &[String]) -> Option<Vec<String>> {
    let known: Vec<&str> = parts.iter().map(String::as_str).filter(|part| names.knows(part)).collect();
    if known.len() < 2 || known.len() > MOST_PARTS {
        return None;
    }
    let holds = |pair: &[&str], outer: usize| match (pair.get(outer), pair.get(1 - outer)) {
        (Some(outer), Some(inner)) => lies_in(names, inner, outer),
        _ => false,
    };
    if known.windows(2).all(|pair| holds(pair, 1)) {
        return Some(parts.to_vec());
    }
    known.windows(2).all(|pair| holds(pair, 0)).then(|| parts.iter().rev().cloned().collect())
}

/// Whether some place of a name lies in some area of another.
fn lies_in(names: &Names<'_>, inner: &str, outer: &str) -> bool {
    let is_area = |feature: Feature| feature.is_country() || feature.is_admin();
    let (inner, outer) = (names.matches(inner), names.matches(outer));
    outer.iter().filter(|o| is_area(o.entry.feature())).any(|outer| {
        let held =
            |i: &&crate::gazetteer::Match<'_>| i.entry.id() != outer.entry.id() && contains(&outer.entry, &i.entry);
        inner.iter().filter(held).any(|i| i.class != NameClass::Key && !i.entry.feature().is_country())
    })
}

/// The first of several names of one place: "Ayn al-Arab/Kobane".
fn one_place(names: &Names<'_>, parts: &[String]) -> Option<Vec<String>> {
    let (first, others) = parts.split_first()?;
    let first_places = names.matches(first);
    let is_same = |other: &String| {
        names.matches(other).iter().any(|m| first_places.iter().any(|f| is_family(&f.entry, &m.entry)))
    };
    (!first_places.is_empty() && others.iter().all(is_same)).then(|| vec![first.clone()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn a_chain_is_put_in_order_whatever_stands_between() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let names = Names::new(&gazetteer);
        for words in ["Iraq: Baghdad", "Baghdad - Iraq", "Iraq/Baghdad", "Baghdad | Iraq"] {
            assert_eq!(chain(&names, words), Some(vec!["Baghdad".to_owned(), "Iraq".to_owned()]), "{words}");
        }
        assert_eq!(chain(&names, "Ayn al-Arab/Kobane"), Some(vec!["Ayn al-Arab".to_owned()]));
        assert_eq!(chain(&names, "Kabul - Qwxzy"), Some(vec!["Qwxzy".to_owned(), "Kabul".to_owned()]));
        for none in ["Turkey/Syria", "Kabul", "a/b/c/d/e/f/g", "/", "Qwx: Yzz", "12/05/2019"] {
            assert_eq!(chain(&names, none), None, "{none}");
        }
    }
}
