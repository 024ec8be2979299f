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
pub fn is_joined(prose: &Prose<'_>, a: &Named, b: &Named) -> bool {
    let passes = |n: usize| prose.is(n, List::PlaceRow);
    let joined = b.first > a.last && b.first - a.last <= 5 && (a.last + 1..b.first).all(passes);
    let but = prose.folded(a.last + 1) == "but" && prose.folded(a.last + 2) == "also";
    let and = but || matches!(prose.folded(a.last + 1), "and" | "or");
    let comma = b.first == a.last + 1 && prose.gap(b.first, gap::COMMA) || and;
    // "In the Red Sea, Yemen's Houthis": whose they are, not where.
    let owner = prose.word(b.last).is_some_and(|word| word.possessive);
    joined && comma && !owner
}

/// Whether "and" or "or" stands before the last name of a list, or before one more that no gazetteer has.
pub fn is_end_of_list(prose: &Prose<'_>, last: &Named) -> bool {
    let and = |n: usize| matches!(prose.folded(n), "and" | "or");
    let before = (1..=3).any(|back| and(last.first.saturating_sub(back)));
    before || and(last.last + 1) && prose.page.is_name(last.last + 2)
}

/// Whether two towns of one country are parts of a list: "in Lima and Ica".
pub fn is_next_town(prose: &Prose<'_>, a: &Named, b: &Named) -> bool {
    let (Some(p), Some(q)) = (a.place(), b.place()) else { return false };
    let towns = p.precision == Precision::Settlement && q.precision == Precision::Settlement;
    towns && p.country == q.country && is_joined(prose, a, b) && !inside(a, b) && !inside(b, a)
}

/// Whether two places lie so far from each other that each has an incident of its own; towns of two countries always do.
pub fn is_far(a: &Named, b: &Named) -> bool {
    let (Some(p), Some(q)) = (a.place(), b.place()) else { return true };
    p.country != q.country || p.point.distance_km(q.point) > APART_KM
}

#[cfg(test)]
mod tests {
    use crate::article::Extractor;
    use crate::article::several::tests::{assert_told, told};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn a_list_may_go_on_with_but_also_or_and_even() -> crate::error::Result<()> {
        assert_told([
            (
                "The Islamic State carried out attacks in Germany but also in Vienna or Madrid in March 2024.",
                ["attack Germany 2024-03", "attack Vienna 2024-03", "attack Madrid 2024-03"],
            ),
            (
                "The arrests of terrorists were made in the cities of Duisburg, Herne and Dueren in March 2024.",
                ["arrest Duisburg 2024-03", "arrest Herne 2024-03", "arrest Dueren 2024-03"],
            ),
        ])
    }

    #[test]
    fn a_list_goes_on_behind_a_town_beside_the_one_before() -> crate::error::Result<()> {
        assert_told([(
            "On 3 March 2024 eight jihadists were arrested in Lima, Callao and Ica.",
            ["arrest Lima 2024-03-03", "arrest Ica 2024-03-03"],
        )])
    }

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
