//! The places that a name may mean.
//!
//! Comes in: a name or a [`Term`]. Goes out: weighed candidates, unordered. Tried in turn until something is found within the area
//! that is stated: the name as given; the name without a generic word at its end or its front ("Homs Governorate", "Province of
//! Jaén"); a venue without the building at its end ("Bataclan theatre"); and for an airport or the like that is not known,
//! the city it is named after; at last, a name [almost alike](super::alike).

use super::alike::{self, Ground};
use super::building::building;
use super::names::Names;
use super::no_name::{is_plain_word, is_prominent};
use super::phrase::Term;
use super::rank::{Ranked, weigh};
use super::short::{nominatives, spelled_out};
use super::words::{Hint, hint, is_link};
use crate::gazetteer::postings::Countries;
use crate::gazetteer::{Entry, Gazetteer, fold};

/// Generic words under which a gazetteer may have a unit that is written with another or with none.
const KINDS: [&str; 5] = ["District", "Province", "Region", "County", "Governorate"];
/// Longer names are not tried with them, in bytes.
const LONGEST_CORE: usize = 60;

/// What was found for a term.
#[derive(Debug, Default)]
pub struct Candidates<'g> {
    /// The places, weighed, unordered.
    pub found: Vec<Ranked<'g>>,
    /// The name is known, but only outside the area that is stated.
    pub elsewhere: bool,
}

/// The places of a bare name, weighed, unordered: as given, else without a generic word at its end or its front. For names found
/// in a text, where no row says more.
#[cfg_attr(not(test), expect(dead_code, reason = "the names of documents will be looked up by it"))]
pub fn of_name<'g>(gazetteer: &'g Gazetteer, name: &str, announced: Option<Hint>) -> Vec<Ranked<'g>> {
    let term = Term { name: name.to_owned(), hint: announced, ..Term::default() };
    of_term(&Names::new(gazetteer), &term, (Ground::Anywhere, &Countries::default()), &|_| true).found
}

/// The places that a term may mean where `allows` says that a place lies in the stated area, which lies in some countries; a name
/// of two letters counts only where an area is stated.
pub fn of_term<'g>(
    names: &Names<'g>,
    term: &Term,
    (ground, countries): (Ground, &Countries),
    allows: &dyn Fn(&Entry<'g>) -> bool,
) -> Candidates<'g> {
    let mut out = Candidates::default();
    if term.described {
        return out;
    }
    let wanted = term.hint.or_else(|| last_word(&term.name).and_then(hint));
    let is_word = is_plain_word(&term.name);
    if is_word && ground == Ground::Anywhere && !is_prominent(names, &term.name) {
        return out;
    }
    if out.take_or_shorter(names, &term.name, wanted, allows) || is_word {
        return out;
    }
    let longer = spelled_out(&term.name).into_iter().chain(nominatives(&term.name));
    if longer.into_iter().any(|name| out.take_or_shorter(names, &name, wanted, allows)) {
        return out;
    }
    if with_kind(&term.name, wanted).iter().any(|name| out.take(names, name, wanted, allows)) {
        return out;
    }
    if ground > Ground::Anywhere && fold::is_too_short(&fold::fold(&term.name)) {
        let mut found = Vec::new();
        names.gazetteer().each_of_folded(&fold::fold(&term.name), countries, allows, |m| found.push(m));
        out.found = weigh(found.into_iter(), term.hint);
        if !out.found.is_empty() {
            return out;
        }
    }
    out.found = building(names, &term.name, allows);
    if out.found.is_empty() {
        out.found = alike::candidates(names, &term.name, wanted, (ground, countries), allows);
    }
    out
}

impl<'g> Candidates<'g> {
    /// Takes the places of a spelling, else of the same without its generic words.
    fn take_or_shorter(
        &mut self,
        names: &Names<'g>,
        name: &str,
        wanted: Option<Hint>,
        allows: &dyn Fn(&Entry<'g>) -> bool,
    ) -> bool {
        let shorter_is = |this: &mut Self, name: &str| match wanted {
            // "United Nations" is no place called United.
            Some(Hint::Country) => this.take(names, name, wanted, &|e| e.feature().is_country() && allows(e)),
            _ => this.take(names, name, wanted, allows),
        };
        self.take(names, name, wanted, allows) || shorter(name).iter().any(|name| shorter_is(self, name))
    }

    /// Takes the places of a spelling that lie in the stated area; says whether there is any.
    fn take(
        &mut self,
        names: &Names<'g>,
        name: &str,
        wanted: Option<Hint>,
        allows: &dyn Fn(&Entry<'g>) -> bool,
    ) -> bool {
        let matches = names.matches(name);
        self.found = weigh(matches.iter().copied().filter(|m| allows(&m.entry)), wanted);
        self.elsewhere |= self.found.is_empty() && !matches.is_empty();
        !self.found.is_empty()
    }
}

/// A name with the generic words under which a gazetteer may have it: "Kurram Agency" as Kurram District. A town has none.
fn with_kind(name: &str, wanted: Option<Hint>) -> Vec<String> {
    let core = shorter(name).pop().unwrap_or_else(|| name.to_owned());
    if wanted == Some(Hint::Settlement) || core.is_empty() || core.len() > LONGEST_CORE {
        return Vec::new();
    }
    KINDS.iter().map(|kind| format!("{core} {kind}")).collect()
}

/// A name without the generic words at its end, then without the one at its front.
pub fn shorter(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().take(20).collect();
    let mut out = Vec::new();
    let mut rest = words.as_slice();
    while let [before @ .., last] = rest {
        if before.is_empty() || hint(last).is_none() {
            break;
        }
        out.push(before.join(" "));
        rest = before;
    }
    if let [first, behind @ ..] = words.as_slice()
        && hint(first).is_some()
    {
        let links = behind.iter().take_while(|w| is_link(w)).count();
        let behind = behind.get(links..).unwrap_or_default();
        if !behind.is_empty() {
            out.push(behind.join(" "));
        }
    }
    out
}

fn last_word(name: &str) -> Option<&str> {
    name.split_whitespace().next_back()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Feature;
    use crate::incident::Matched;

    #[test]
    fn generic_words_are_left_off_one_by_one() {
        assert_eq!(shorter("Homs Governorate"), ["Homs"]);
        assert_eq!(shorter("Gaza City district"), ["Gaza City", "Gaza"]);
        assert_eq!(shorter("Provincia de Jaén"), ["Jaén"]);
        assert_eq!(shorter("محافظة حمص"), ["حمص"]);
        assert!(shorter("Province").is_empty() && shorter("Homs").is_empty());
    }

    #[test]
    fn a_building_at_the_end_may_be_left_off_a_venue_but_never_off_a_town() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let venue = of_name(&gazetteer, "Crocus City Hall theater", None);
        assert!(venue.iter().all(|c| c.entry.feature() == Feature::Venue) && !venue.is_empty());
        assert!(of_name(&gazetteer, "Lincoln mall", None).is_empty());
        assert!(of_name(&gazetteer, "Idlib airport", None).iter().all(|c| c.matched == Matched::CityForBuilding));
    }

    #[test]
    fn a_name_known_only_outside_the_stated_area_is_no_candidate() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let names = Names::new(&gazetteer);
        let term = Term { name: "Paris".to_owned(), ..Term::default() };
        let found =
            of_term(&names, &term, (Ground::Country, &Countries::default()), &|entry| entry.country_letters() == "SY");
        assert!(found.found.is_empty() && found.elsewhere);
    }
}
