//! How probable it is that a candidate is a place.
//!
//! Comes in: the clues of a candidate. Goes out: a score and its probability, by the logistic model of its class.

use super::candidate::Class;
use super::clue::{Clue, Clues, MOST_CLUES};
use super::weights::{BIAS, MODELS, WEIGHTS};
use crate::earth::trig;

/// From this probability on a candidate is a mention.
pub const LEAST: f32 = 0.55;

/// The weights in the order of the bits, one row a model.
static BY_BIT: [[f32; MOST_CLUES]; MODELS] = by_bit();

const fn by_bit() -> [[f32; MOST_CLUES]; MODELS] {
    let mut out = [[0.0; MOST_CLUES]; MODELS];
    let mut row = 0;
    while row < WEIGHTS.len() {
        let mut model = 0;
        while model < MODELS {
            out[model][WEIGHTS[row].0 as usize] = WEIGHTS[row].1[model];
            model += 1;
        }
        row += 1;
    }
    out
}

/// What the clues of a candidate add up to, the logit of its probability; minus infinity where it cannot be a place. Names that
/// are in no list say nothing among capitals.
pub fn score(class: Class, capitals: bool, clues: Clues) -> f64 {
    // "In March" is a time; only "March, Cambridgeshire" and "March County" are not.
    if clues.has(Clue::Calendar) && !clues.has_any(&[Clue::ThenArea, Clue::ThenPlace, Clue::ThenGeneric]) {
        return f64::NEG_INFINITY;
    }
    let model = match (class, capitals) {
        (Class::Known, false) => 0,
        (Class::Kinded, false) => 1,
        (Class::Unknown, false) => 2,
        (Class::Demonym, false) => 3,
        (Class::Known, true) => 4,
        (Class::Kinded, true) => 5,
        (Class::Demonym, true) => 6,
        (Class::Unknown, true) => return f64::NEG_INFINITY,
    };
    let (Some(bias), Some(weights)) = (BIAS.get(model), BY_BIT.get(model)) else { return f64::NEG_INFINITY };
    f64::from(bias + clues.numbers().filter_map(|clue| weights.get(clue)).sum::<f32>())
}

/// The probability of a score.
pub fn probability(score: f64) -> f32 {
    (1.0 / (1.0 + trig::exp(-score))) as f32
}
