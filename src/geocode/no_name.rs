//! Words that are no name of a place though some small place is called so: "road", "home", "NATO".
//!
//! Comes in: words and the area of the row. Goes out: the reason why they name no place.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::context::{Context, shown};
use super::names::Names;
use crate::gazetteer::fold;
use crate::toponym::is_common;

/// A town with so many inhabitants may be meant by a word of everyday English without a capital: "nice", "reading".
const LEAST_PEOPLE: u32 = 50_000;

/// Longer words, in bytes, are none of these.
const LONGEST: usize = 30;

static ORGANISATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../data/geocode/organisations.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// Why words that are an organisation name no place, where the row states no area.
pub fn no_name(words: &str, context: &Context<'_>) -> Option<String> {
    if words.len() > LONGEST || context.finest().is_some() {
        return None;
    }
    let is_one = |name: &str| ORGANISATIONS.contains(name);
    (is_one(words) || is_one(&fold::fold(words)))
        .then(|| format!("\"{}\" is an organisation and no place", shown(words)))
}

/// Whether a name is a word of everyday English in lower case: it is no misspelt place, and without an area no small one.
pub fn is_plain_word(name: &str) -> bool {
    name.len() <= LONGEST && name.bytes().all(|b| b.is_ascii_lowercase()) && is_common(name)
}

/// Whether a large town or a country bears a name.
pub fn is_prominent(names: &Names<'_>, name: &str) -> bool {
    names.matches(name).iter().any(|m| {
        let feature = m.entry.feature();
        feature.is_country() || feature.is_settlement() && m.entry.population() >= LEAST_PEOPLE
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn organisations_are_no_places_unless_the_row_states_an_area() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let nowhere = Context::default();
        assert!(no_name("Hamas", &nowhere).is_some() && no_name("NATO", &nowhere).is_some());
        assert!(no_name("Nato", &nowhere).is_none() && no_name("Kabul", &nowhere).is_none());
        let columns = super::super::context::Columns { country: "Philippines", ..Default::default() };
        assert!(no_name("NATO", &Context::of(&gazetteer, columns)).is_none());
    }

    #[test]
    fn a_common_word_is_a_place_only_where_a_large_one_bears_it() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let names = Names::new(&gazetteer);
        for (word, plain, prominent) in [("road", true, false), ("nice", true, true), ("kabul", false, true)] {
            assert_eq!((is_plain_word(word), is_prominent(&names, word)), (plain, prominent), "{word}");
        }
        assert!(!is_plain_word("Road"));
    }
}
