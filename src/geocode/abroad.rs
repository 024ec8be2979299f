//! How probable it is that an answer lies in the right country.
//!
//! Comes in: the [`Evidence`] for an answer. Goes out: a probability: 1 where the row states the country, else by the sure rows
//! of the table and by how prominent the place is. Fitted on the development half of the conflict events with the country alone
//! and the name alone.

use super::confidence::{Evidence, is_alike, is_other, logistic, people, share};

/// What the sure rows of the table may say for or against a country.
const MOST_VOTES: f64 = 3.0;
/// How much they count.
const VOTES: f64 = 1.21;

/// The weights for a town.
struct Town {
    base: f64,
    people: f64,
    share: f64,
    other_name: f64,
    alike: f64,
}

const TOWN: Town = Town { base: -1.97, people: 0.63, share: 0.33, other_name: -1.11, alike: -1.56 };

/// What is added for a wider place.
const WIDE: f64 = 1.628;

/// The probability that the country is right.
pub fn in_country(e: &Evidence) -> f64 {
    if e.country || e.is_country {
        return 1.0;
    }
    let place = match e.people {
        Some(number) => {
            let written = if is_other(e) { TOWN.other_name } else { 0.0 } + if is_alike(e) { TOWN.alike } else { 0.0 };
            TOWN.base + TOWN.people * people(number) + TOWN.share * share(e) + written
        }
        None => WIDE,
    };
    logistic(place + VOTES * e.support.country.clamp(-MOST_VOTES, MOST_VOTES))
}

#[cfg(test)]
mod tests {
    use super::super::confidence::tests::PLAIN;
    use super::super::prior::Support;
    use super::*;

    #[test]
    fn a_country_is_surer_the_more_of_the_table_lies_in_it_and_sure_where_it_is_stated() {
        let p = |country: f64, people: Option<u32>| {
            in_country(&Evidence { people, support: Support { country, ..PLAIN.support }, ..PLAIN })
        };
        for people in [None, Some(0), Some(5_000), Some(2_000_000)] {
            assert!(p(-3.0, people) < p(0.0, people) && p(0.0, people) < p(3.0, people));
        }
        assert!(p(0.0, Some(2_000_000)) > p(0.0, Some(5_000)));
        let stated = Evidence { country: true, support: Support { country: -3.0, ..PLAIN.support }, ..PLAIN };
        assert!((in_country(&stated) - 1.0).abs() < 1e-12);
    }
}
