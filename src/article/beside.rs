//! Places that are told as a list: "in Germany and the Netherlands", "in Lima, Callao and Ica".
//!
//! Comes in: two names that follow each other. Goes out: whether both are places of what is told.

use super::lists::List;
use super::places::Named;
use super::prose::Prose;
use super::spot::inside;
use crate::incident::Precision;
use crate::toponym::token::gap;

/// Towns of a list that lie so far from each other are places of incidents of their own.
const APART_KM: f64 = 15.0;

/// Whether two names are parts of one list of places: "in Germany and the Netherlands", "three in Austria and one in Germany".
pub fn is_beside(prose: &Prose<'_>, a: &Named, b: &Named) -> bool {
    let abroad = b.country().is_some() && a.country().is_some() && a.country() != b.country();
    is_joined(prose, a, b) && abroad && !inside(a, b)
}

/// Whether only small words stand between two names, and a comma or "and".
fn is_joined(prose: &Prose<'_>, a: &Named, b: &Named) -> bool {
    let passes = |n: usize| prose.is(n, List::PlaceRow);
    let joined = b.first > a.last && b.first - a.last <= 4 && (a.last + 1..b.first).all(passes);
    let comma = b.first == a.last + 1 && prose.gap(b.first, gap::COMMA) || prose.folded(a.last + 1) == "and";
    // "In the Red Sea, Yemen's Houthis": whose they are, not where.
    let owner = prose.word(b.last).is_some_and(|word| word.possessive);
    joined && comma && !owner
}

/// Whether two towns of one country, far from each other, are parts of a list: "in Lima and Ica".
pub fn is_next_town(prose: &Prose<'_>, a: &Named, b: &Named) -> bool {
    let (Some(p), Some(q)) = (a.place(), b.place()) else { return false };
    let towns = p.precision == Precision::Settlement && q.precision == Precision::Settlement;
    let apart = p.country == q.country && p.point.distance_km(q.point) > APART_KM;
    towns && apart && is_joined(prose, a, b) && !inside(a, b) && !inside(b, a)
}

#[cfg(test)]
mod tests {
    use crate::article::Extractor;
    use crate::article::several::tests::told;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn the_country_that_a_group_is_of_is_no_second_place() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        let text = "In the Red Sea, Yemen's Houthis attacked a ship on 19 November 2023.";
        assert_eq!(told(&extractor, text), ["attack Red Sea 2023-11-19"]);
        let text = "The Islamic State carried out bombings in Iraq and Syria on 19 November 2023.";
        assert_eq!(told(&extractor, text).len(), 2);
        Ok(())
    }
}
