//! The points of a set of incidents, identical ones counted together.
//!
//! Comes in: spots (distinct points with their distance from the origin) and how many incidents lie at each. Goes out:
//! [`Sample`]. Everything costs by spots, not by incidents.

use crate::earth::{LonLat, UnitVector};
use crate::statistic::random::mix;

/// A distinct point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub at: LonLat,
    /// The distance from the origin, no number without one: half a million are kept, and an option takes as much again.
    km: f64,
}

impl Spot {
    /// A point and its distance from the origin.
    pub fn new(at: LonLat, distance_km: Option<f64>) -> Self {
        Self { at, km: distance_km.unwrap_or(f64::NAN) }
    }

    /// Its direction, reckoned when it is asked for: kept, those of half a million would take 11 MB.
    pub fn unit(&self) -> UnitVector {
        self.at.unit()
    }

    /// The distance from the origin; none without one.
    pub fn distance_km(&self) -> Option<f64> {
        (!self.km.is_nan()).then_some(self.km)
    }

    /// The number that an incident here adds to the fingerprint of its set.
    pub fn fingerprint(&self) -> u64 {
        mix(mix(1, self.at.lon().to_bits()), self.at.lat().to_bits())
    }
}

/// Distinct points, nearest to the origin first, each with its number of incidents.
#[derive(Debug, Clone, Default)]
pub(super) struct Sample {
    pub spots: Vec<(Spot, u64)>,
    /// Their directions.
    pub units: Vec<UnitVector>,
    /// The number of incidents.
    pub n: u64,
}

impl Sample {
    /// The sample of the incidents whose spots are given by index, in any order.
    pub fn new(all: &[Spot], mut indices: Vec<u32>) -> Self {
        let n = indices.len() as u64;
        indices.sort_unstable();
        let mut spots = Vec::with_capacity(indices.len());
        let mut take = |index: u32, count: u64| spots.extend(all.get(index as usize).map(|spot| (*spot, count)));
        indices.chunk_by(|a, b| a == b).for_each(|run| take(run[0], run.len() as u64));
        let units = spots.iter().map(|(spot, _)| spot.unit()).collect();
        Self { spots, units, n }
    }

    /// The sum of what its incidents add.
    pub fn fingerprint(&self) -> u64 {
        self.spots.iter().fold(0, |sum, (spot, count)| sum.wrapping_add(spot.fingerprint().wrapping_mul(*count)))
    }
}
