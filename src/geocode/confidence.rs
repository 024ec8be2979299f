//! How sure an answer is: the probability that the true point lies within 161 km of it.
//!
//! Comes in: the candidates of a name, and what the row says of the area. Goes out: a probability between 0 and 1.
//!
//! Three logistic models, one for each kind of answer: a town by its name, a wider place by its name, and an area that stands for
//! a place that is not known. Their evidence: the log-odds of the share of the belief that lies within 161 km (two towns of a name
//! side by side are one answer), how the name was matched and at what cost, the inhabitants of a town, the areas that the row
//! states, the radius of an area. The weights were fitted by penalised maximum likelihood on the names of conflict events (UCDP, every
//! other country, once with all columns, without the district, with the country alone, with the name alone) and on names in
//! every other document of two news corpora; docs/accuracy.md has the calibration on the other halves. The more evidence
//! speaks for an answer, the higher it is: the weights' signs are held.

use super::rank::Ranked;
use super::resolve::Answer;
use crate::earth::trig;
use crate::gazetteer::Feature;
use crate::incident::Matched;

/// Places nearer than this to the best one are as right as it, in km.
const SAME_KM: f64 = 161.0;
/// The radius of the Earth in km, as good as is needed to compare distances.
const EARTH_KM: f64 = 6371.0;
/// The log-odds of a share are held to this: no name is the only one of its kind.
const MOST_SHARE: f64 = 5.0;
/// The decimal logarithm of the inhabitants counts up to this.
const MOST_PEOPLE: f64 = 6.5;
/// A town whose inhabitants are not known counts as one of 10^3.
const UNKNOWN_PEOPLE: f64 = 3.0;
/// The logarithm of the radius of an area over 161 km counts from this: smaller ones are all small.
const LEAST_WIDTH: f64 = -1.5;

/// What speaks for an answer.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The share of the belief that lies within 161 km.
    pub share: f64,
    /// How the name was matched.
    pub matched: Matched,
    /// How far the name is from the one that was found, 0 to 1.
    pub cost: f64,
    /// The inhabitants of a town, 0 where not known; none where it is something else.
    pub people: Option<u32>,
    /// It is a district or a natural feature, whose name a village beside it may bear that is not known.
    pub minor: bool,
    /// The radius in km.
    pub radius_km: f64,
    /// The row has a country, or an area is named behind the place.
    pub country: bool,
    /// The row has a first-level unit.
    pub admin1: bool,
    /// The row has a second-level unit, and the answer lies in it.
    pub admin2: bool,
    /// The area that stands for the place is named in the words, not in a column.
    pub worded: bool,
}

/// The weights for a town found by its name.
struct Town {
    base: f64,
    share: f64,
    people: f64,
    country: f64,
    admin1: f64,
    admin2: f64,
    other_name: f64,
    alike: f64,
    cost: f64,
}

const TOWN: Town = Town {
    base: -4.394,
    share: 0.633,
    people: 0.74,
    country: 1.006,
    admin1: 2.709,
    admin2: 0.421,
    other_name: -1.541,
    alike: -1.915,
    cost: -1.789,
};

/// The weights for a wider place found by its name.
struct Wide {
    base: f64,
    share: f64,
    minor: f64,
    country: f64,
    admin1: f64,
    other_name: f64,
}

const WIDE: Wide = Wide { base: -0.558, share: 0.709, minor: -1.819, country: 0.0, admin1: 1.132, other_name: -0.038 };

/// The weights for an area that stands for a place.
struct Area {
    base: f64,
    width: f64,
    worded: f64,
    admin1: f64,
    seat: f64,
}

const AREA: Area = Area { base: 2.378, width: -3.285, worded: -1.923, admin1: 0.115, seat: -1.691 };

/// The probability that the best candidate of an answer is right; 0 where there is none.
pub fn confidence(answer: &Answer<'_>) -> f64 {
    answer.ranked.first().map_or(0.0, |best| probability(&evidence(answer, best)))
}

/// The evidence for the best candidate of an answer.
pub fn evidence(answer: &Answer<'_>, best: &Ranked<'_>) -> Evidence {
    let stated = answer.stated;
    Evidence {
        share: near_share(&answer.ranked),
        matched: best.matched,
        cost: best.cost,
        people: best.entry.feature().is_settlement().then(|| best.entry.population()),
        minor: matches!(best.entry.feature(), Feature::Admin2 | Feature::AdminFine | Feature::Other),
        radius_km: best.entry.radius_km(),
        country: stated.country || stated.behind > 0,
        admin1: stated.admin1,
        admin2: stated.admin2,
        worded: answer.term.is_some(),
    }
}

/// The share of the weight of all candidates that lies near the best one.
fn near_share(ranked: &[Ranked<'_>]) -> f64 {
    let Some((best, others)) = ranked.split_first().filter(|(_, others)| !others.is_empty()) else { return 1.0 };
    let total: f64 = ranked.iter().map(|c| c.weight).sum();
    let (here, reach) = (best.entry.point().unit(), trig::cos(SAME_KM / EARTH_KM));
    let is_near = |other: &&Ranked<'_>| here.dot(other.entry.point().unit()) >= reach;
    let near: f64 = others.iter().filter(is_near).map(|o| o.weight).sum();
    ((best.weight + near) / total.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0)
}

/// The probability for some evidence.
pub fn probability(evidence: &Evidence) -> f64 {
    let log_odds = match (evidence.matched, evidence.people) {
        (Matched::AreaForPlace, _) => area(evidence),
        (_, Some(people)) => town(evidence, people),
        (_, None) => wide(evidence),
    };
    1.0 / (1.0 + trig::exp(-log_odds))
}

fn town(e: &Evidence, people: u32) -> f64 {
    let people = if people == 0 { UNKNOWN_PEOPLE } else { trig::log10(f64::from(people)).min(MOST_PEOPLE) };
    TOWN.base
        + TOWN.share * share(e)
        + TOWN.people * people
        + when(e.country, TOWN.country)
        + when(e.admin1, TOWN.admin1)
        + when(e.admin2, TOWN.admin2)
        + when(is_other(e), TOWN.other_name)
        + when(is_alike(e), TOWN.alike + TOWN.cost * e.cost)
}

fn wide(e: &Evidence) -> f64 {
    WIDE.base
        + WIDE.share * share(e)
        + when(e.minor, WIDE.minor)
        + when(e.country, WIDE.country)
        + when(e.admin1, WIDE.admin1)
        + when(is_other(e), WIDE.other_name)
        + when(is_alike(e), TOWN.alike + TOWN.cost * e.cost)
}

fn area(e: &Evidence) -> f64 {
    AREA.base
        + AREA.width * width(e)
        + when(e.worded, AREA.worded)
        + when(e.admin1, AREA.admin1)
        + when(e.admin2 && e.people.is_some(), AREA.seat)
}

fn share(e: &Evidence) -> f64 {
    let p = e.share.clamp(0.001, 0.999);
    trig::ln(p / (1.0 - p)).min(MOST_SHARE)
}

fn width(e: &Evidence) -> f64 {
    trig::ln(e.radius_km.max(0.1) / SAME_KM).max(LEAST_WIDTH)
}

fn is_other(e: &Evidence) -> bool {
    matches!(e.matched, Matched::OtherName | Matched::FormerName)
}

fn is_alike(e: &Evidence) -> bool {
    matches!(e.matched, Matched::Transliteration | Matched::TypingError)
}

fn when(holds: bool, weight: f64) -> f64 {
    if holds { weight } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLAIN: Evidence = Evidence {
        share: 0.5,
        matched: Matched::Name,
        cost: 0.0,
        people: Some(5_000),
        minor: false,
        radius_km: 3.0,
        country: false,
        admin1: false,
        admin2: false,
        worded: false,
    };

    #[test]
    fn more_evidence_makes_an_answer_surer() {
        let rising = [
            Evidence { share: 0.2, matched: Matched::OtherName, ..PLAIN },
            Evidence { share: 0.2, ..PLAIN },
            PLAIN,
            Evidence { people: Some(50_000), ..PLAIN },
            Evidence { people: Some(50_000), country: true, ..PLAIN },
            Evidence { people: Some(50_000), country: true, admin1: true, ..PLAIN },
            Evidence { people: Some(50_000), country: true, admin1: true, share: 1.0, ..PLAIN },
        ];
        let probabilities: Vec<f64> = rising.iter().map(probability).collect();
        assert!(probabilities.windows(2).all(|pair| pair[0] < pair[1]), "{probabilities:?}");
    }

    #[test]
    fn a_wide_area_for_an_unknown_place_is_less_sure_than_a_small_one() {
        let area = Evidence { matched: Matched::AreaForPlace, people: None, ..PLAIN };
        let wide = |radius_km| probability(&Evidence { radius_km, ..area });
        assert!(wide(30.0) > wide(100.0) && wide(100.0) > wide(300.0) && wide(300.0) > wide(1000.0));
        assert!(wide(30.0) > 0.9 && wide(1000.0) < 0.1);
    }

    proptest! {
        #[test]
        fn a_probability_lies_between_0_and_1_and_rises_with_the_share(
            share in 0.0..=1.0_f64,
            more in 0.0..=1.0_f64,
            people in proptest::option::of(0..u32::MAX),
            radius_km in 0.0..20_000.0_f64,
            (country, admin1, admin2, worded) in any::<(bool, bool, bool, bool)>(),
            at in 0..7_usize,
        ) {
            let matched = [Matched::Name, Matched::OtherName, Matched::FormerName, Matched::Code, Matched::Transliteration,
                Matched::TypingError, Matched::AreaForPlace][at];
            let evidence = Evidence { share, matched, cost: more, people, minor: admin2, radius_km, country, admin1, admin2, worded };
            let p = probability(&evidence);
            prop_assert!(p > 0.0 && p < 1.0, "{p}");
            let surer = probability(&Evidence { share: share.max(more), ..evidence });
            prop_assert!(surer >= p);
        }
    }
}
