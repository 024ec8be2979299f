//! What the other mentions of a name say of one: in one text a name mostly means one thing.
//!
//! Comes in: the score of each candidate by its own clues. Goes out: the same, moved towards the mean of the other
//! candidates of its name. After Gale, Church and Yarowsky (1992), "One sense per discourse".

use super::candidate::Candidate;
use super::lexicon::FastMap;
use super::page::Page;

/// How much of the answer the other mentions of a name decide.
const SHARE: f64 = 0.4;
/// No mention speaks more surely than this: 1 in 10,000.
const SUREST: f64 = 9.2;

/// The candidates of a name.
#[derive(Debug, Clone, Copy, Default)]
struct Uses {
    count: u32,
    sum: f64,
}

/// Lets the candidates of each name move each other; what cannot be a place stays so.
pub fn settle(page: &Page<'_>, list: &[Candidate], scores: &mut [f64]) {
    let mut names: FastMap<&str, Uses> = FastMap::default();
    let key = |candidate: &Candidate| page.words.key(candidate.first, candidate.last);
    for (candidate, score) in list.iter().zip(scores.iter()) {
        let uses = names.entry(key(candidate)).or_default();
        uses.count += 1;
        uses.sum += bounded(*score);
    }
    for (candidate, score) in list.iter().zip(scores).filter(|(_, score)| score.is_finite()) {
        let Some(uses) = names.get(key(candidate)).filter(|uses| uses.count > 1) else { continue };
        let own = bounded(*score);
        let others = (uses.sum - own) / f64::from(uses.count - 1);
        *score = own + SHARE * (others - own);
    }
}

fn bounded(score: f64) -> f64 {
    score.clamp(-SUREST, SUREST)
}
