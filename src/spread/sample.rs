//! The points of a set of incidents, identical ones counted together.
//!
//! Comes in: spots (distinct points with their distance from the origin) and how many incidents lie at each. Goes out:
//! [`Sample`], what reach, centres, dispersion and hulls are computed from. Everything costs by spots, not by incidents.

use crate::earth::{LonLat, UnitVector};

/// A distinct point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub at: LonLat,
    pub unit: UnitVector,
    /// The distance from the origin; none without one.
    pub distance_km: Option<f64>,
}

/// Distinct points, nearest to the origin first, each with its number of incidents.
#[derive(Debug, Clone, Default)]
pub(super) struct Sample {
    pub spots: Vec<(Spot, u64)>,
    /// The number of incidents.
    pub n: u64,
}

impl Sample {
    /// The sample of the incidents whose spots are given by index, in any order.
    pub fn new(all: &[Spot], mut indices: Vec<u32>) -> Self {
        let n = indices.len() as u64;
        let mut spots = Vec::new();
        let mut take = |index: u32, count: u64| spots.extend(all.get(index as usize).map(|spot| (*spot, count)));
        if indices.len() > all.len() / 8 {
            let mut counts = vec![0_u64; all.len()];
            for i in &indices {
                counts.get_mut(*i as usize).into_iter().for_each(|c| *c += 1);
            }
            (0_u32..).zip(counts).filter(|(_, count)| *count > 0).for_each(|(i, count)| take(i, count));
        } else {
            indices.sort_unstable();
            indices.chunk_by(|a, b| a == b).for_each(|run| take(run[0], run.len() as u64));
        }
        Self { spots, n }
    }

    /// Unit vectors with their weights.
    pub fn weighted(&self) -> Vec<(UnitVector, f64)> {
        self.spots.iter().map(|(spot, count)| (spot.unit, *count as f64)).collect()
    }

    /// A number that is the same for the same incidents and hardly ever for others: it seeds their bootstrap, so that the
    /// same set of incidents has the same intervals wherever it turns up.
    pub fn fingerprint(&self) -> u64 {
        let words = self.spots.iter().flat_map(|(s, count)| [s.at.lon().to_bits(), s.at.lat().to_bits(), *count]);
        words.fold(self.n, crate::statistic::random::mix)
    }
}
