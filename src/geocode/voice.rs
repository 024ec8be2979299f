//! What one row of a table says of the others.
//!
//! Comes in: an answer that was found without the help of other rows. Goes out: a [`Voice`]: the country and the unit that it
//! votes for, and what its name says of the names of the country.

use super::atlas::Atlas;
use super::confidence::{SAME_KM, confidence};
use super::prior::Prior;
use super::resolve::Answer;
use crate::incident::{CountryCode, Matched};

/// A row as sure as this votes for its country and unit.
const SURE: f64 = 0.9;
/// A town as sure as this says where the towns of its country lie.
const LIKELY: f64 = 0.5;

/// What one row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice<'g> {
    /// The country it lies in.
    pub country: CountryCode,
    /// The code of its first-level unit; empty where it has none.
    pub admin1_code: &'g str,
    /// It is sure enough to vote.
    pub sure: bool,
    /// It names a town.
    pub town: Option<TownVoice>,
}

/// What the name of a town says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TownVoice {
    /// Other towns of the name in the country, farther than 161 km.
    pub namesakes: u32,
    /// Its probability in thousandths; 0 where it is not likely.
    pub likely: u16,
    /// It lies within 161 km of the point of its country.
    pub near: bool,
}

/// The voice of an answer; none where it lies in no country.
pub fn voice<'g>(atlas: &Atlas<'g>, prior: &Prior, answer: &Answer<'g>) -> Option<Voice<'g>> {
    let best = answer.ranked.first()?;
    let country = best.entry.country()?;
    let confidence = confidence(answer, prior);
    let is_town = best.entry.feature().is_settlement() && best.matched != Matched::AreaForPlace;
    let town = is_town.then(|| {
        let far = |km: f64| km > SAME_KM;
        let namesakes = answer.ranked.iter().skip(1).filter(|other| {
            let of_kind = other.entry.feature().is_settlement() && other.entry.country() == Some(country);
            of_kind && far(best.entry.point().distance_km(other.entry.point()))
        });
        let middle = atlas.unit(best.entry.country_letters());
        TownVoice {
            namesakes: namesakes.count() as u32,
            likely: if confidence >= LIKELY { (confidence * 1000.0) as u16 } else { 0 },
            near: middle.is_some_and(|unit| !far(unit.entry.point().distance_km(best.entry.point()))),
        }
    });
    Some(Voice { country, admin1_code: best.entry.admin1_code(), sure: confidence >= SURE, town })
}
