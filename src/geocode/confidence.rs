//! How sure an answer is: the probability that the true point lies within 161 km of it.
//!
//! Comes in: the candidates of a name, what the row says of the area, what the other rows of the table say. Goes out: a probability
//! between 0 and 1.
//!
//! Three logistic models, one for each kind of answer: a town by its name, a wider place by its name, and an area that stands for
//! a place that is not known. Their evidence: the log-odds of the share of the belief that lies within 161 km (two towns of a name
//! side by side are one answer), how the name was matched and at what cost, the inhabitants of a town, the areas that the row
//! states, the radius of an area; and of a table, whether its sure rows lie in the country and the unit, how many towns of the
//! country share their names, and how many of its likely towns lie near the middle of the country. The weights were fitted by penalised maximum likelihood on the names of conflict events (UCDP, every
//! other country, once with all columns, without the district, with the country alone, with the name alone) and on names in
//! every other document of two news corpora; docs/accuracy.md has the calibration on the other halves. The more evidence
//! speaks for an answer, the higher it is: the weights' signs are held.

use super::prior::{Prior, Support};
use super::rank::{Ranked, is_family};
use super::resolve::Answer;
use crate::earth::trig;
use crate::gazetteer::Feature;
use crate::incident::Matched;

/// Places nearer than this to the best one are as right as it, in km.
pub const SAME_KM: f64 = 161.0;
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
/// The radius of a country weighs as much as so many rows of a table that name a town in it.
const WIDTH_ROWS: f64 = 20.0;
/// What the votes of a table may add to or take from an answer, before its weight: for the country, for the unit.
const MOST_COUNTRY: f64 = 3.0;
const MOST_UNIT: f64 = 2.0;
/// Fewer namesakes than this are none.
const LEAST_NAMESAKES: f64 = 0.001;

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
    /// It is a country.
    pub is_country: bool,
    /// What the other rows of the table say.
    pub support: Support,
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
    votes_country: f64,
    votes_unit: f64,
    namesakes: f64,
}

const TOWN: Town = Town {
    base: -4.971,
    share: 0.5,
    people: 0.711,
    country: 1.179,
    admin1: 1.859,
    admin2: 0.384,
    other_name: -1.616,
    alike: -1.998,
    cost: -1.512,
    votes_country: 0.96,
    votes_unit: 1.048,
    namesakes: -0.57,
};

/// The weights for a wider place found by its name.
struct Wide {
    base: f64,
    share: f64,
    minor: f64,
    country: f64,
    admin1: f64,
    other_name: f64,
    votes_country: f64,
    votes_unit: f64,
}

const WIDE: Wide = Wide {
    base: 0.004,
    share: 0.615,
    minor: -1.771,
    country: 0.0,
    admin1: 0.876,
    other_name: -0.112,
    votes_country: 0.0,
    votes_unit: 0.507,
};

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
pub fn confidence(answer: &Answer<'_>, prior: &Prior) -> f64 {
    answer.ranked.first().map_or(0.0, |best| probability(&evidence(answer, prior, best)))
}

/// The evidence for the best candidate of an answer.
pub fn evidence(answer: &Answer<'_>, prior: &Prior, best: &Ranked<'_>) -> Evidence {
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
        is_country: best.entry.feature().is_country(),
        support: prior.votes.support(&best.entry),
    }
}

/// The share of the weight of all candidates that lies near the best one.
fn near_share(ranked: &[Ranked<'_>]) -> f64 {
    let Some((best, others)) = ranked.split_first().filter(|(_, others)| !others.is_empty()) else { return 1.0 };
    let total: f64 = ranked.iter().map(|c| c.weight).sum();
    let (here, reach) = (best.entry.point().unit(), trig::cos(SAME_KM / EARTH_KM));
    let is_near =
        |other: &&Ranked<'_>| here.dot(other.entry.point().unit()) >= reach || is_family(&best.entry, &other.entry);
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
    logistic(log_odds)
}

/// The probability of log-odds.
pub fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + trig::exp(-log_odds))
}

fn town(e: &Evidence, number: u32) -> f64 {
    TOWN.base
        + TOWN.share * share(e)
        + TOWN.people * people(number)
        + when(e.country, TOWN.country)
        + when(e.admin1, TOWN.admin1)
        + when(e.admin2, TOWN.admin2)
        + when(is_other(e), TOWN.other_name)
        + when(is_alike(e), TOWN.alike + TOWN.cost * e.cost)
        + support(e, TOWN.votes_country, TOWN.votes_unit)
        + TOWN.namesakes * trig::ln(e.support.namesakes.max(LEAST_NAMESAKES))
}

fn wide(e: &Evidence) -> f64 {
    WIDE.base
        + WIDE.share * share(e)
        + when(e.minor, WIDE.minor)
        + when(e.country, WIDE.country)
        + when(e.admin1, WIDE.admin1)
        + when(is_other(e), WIDE.other_name)
        + when(is_alike(e), TOWN.alike + TOWN.cost * e.cost)
        + support(e, WIDE.votes_country, WIDE.votes_unit)
}

fn area(e: &Evidence) -> f64 {
    within(e)
        + when(e.worded, AREA.worded)
        + when(e.admin1, AREA.admin1)
        + when(e.admin2 && e.people.is_some(), AREA.seat)
}

/// The log-odds that a place of an area lies near its point: by its radius, and for a country by where the likely towns of the
/// table lie too.
fn within(e: &Evidence) -> f64 {
    let by_width = AREA.base + AREA.width * width(e);
    if !e.is_country || e.support.seen <= 0.0 {
        return by_width;
    }
    let expected = logistic(by_width);
    let p = (WIDTH_ROWS * expected + e.support.seen_near) / (WIDTH_ROWS + e.support.seen);
    log_odds(p)
}

/// What the other rows of the table say of a named place: of its country where none is stated, of its unit where none is.
fn support(e: &Evidence, country: f64, unit: f64) -> f64 {
    let of_country = country * e.support.country.clamp(-MOST_COUNTRY, MOST_COUNTRY);
    let of_unit = unit * e.support.unit.clamp(-MOST_UNIT, MOST_UNIT);
    when(!e.country, of_country) + when(!e.admin1, of_unit)
}

fn log_odds(p: f64) -> f64 {
    let p = p.clamp(0.001, 0.999);
    trig::ln(p / (1.0 - p))
}

/// The decimal logarithm of the inhabitants of a town.
pub fn people(number: u32) -> f64 {
    if number == 0 { UNKNOWN_PEOPLE } else { trig::log10(f64::from(number)).min(MOST_PEOPLE) }
}

/// The log-odds of the share of the belief.
pub fn share(e: &Evidence) -> f64 {
    log_odds(e.share).min(MOST_SHARE)
}

fn width(e: &Evidence) -> f64 {
    trig::ln(e.radius_km.max(0.1) / SAME_KM).max(LEAST_WIDTH)
}

/// Whether it was found by another name than its main one; the code of a town, which few writers use, is one too.
pub fn is_other(e: &Evidence) -> bool {
    matches!(e.matched, Matched::OtherName | Matched::FormerName) || is_code_of_town(e)
}

/// Whether it is a town by a code: "PKK".
fn is_code_of_town(e: &Evidence) -> bool {
    e.matched == Matched::Code && e.people.is_some()
}

/// Whether it was found by a name almost alike; a code of a town is no surer.
pub fn is_alike(e: &Evidence) -> bool {
    matches!(e.matched, Matched::Transliteration | Matched::TypingError) || is_code_of_town(e)
}

fn when(holds: bool, weight: f64) -> f64 {
    if holds { weight } else { 0.0 }
}

#[cfg(test)]
pub(super) mod tests;
