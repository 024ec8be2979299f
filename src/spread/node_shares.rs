//! What the incidents of patches add up to at the nodes that stand for them.
//!
//! Comes in: patches by number, incidents by their places. Goes out: the nodes of a patch with their weights. Most patches
//! are never asked for: the sums of one begin when it is asked for first, with what it holds by then. They are kept as whole
//! numbers of a small fraction, so that they are the same in whatever order incidents come and whenever a sum begins.

use super::gathered::NONE;
use crate::earth::UnitVector;
use crate::statistic::patch::{Nodes, Patch, Place};

/// Shares of an incident are below two, so that sums of `most` incidents times this stay below 2^62.
const BITS: u32 = 61;
/// Adding this to a number below 2^51 rounds it to a whole one, whose bits are then the lower ones.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// The sums of the patches that were asked for; Q × Q nodes each.
#[derive(Debug, Clone)]
pub(super) struct NodeShares<const Q: usize> {
    nodes: Nodes<Q>,
    /// The number of the sums of each patch, [`NONE`] before it is asked for.
    number_of: Vec<u32>,
    sums: Vec<i64>,
    /// What stands for one incident.
    one: f64,
}

impl<const Q: usize> NodeShares<Q> {
    /// No sums yet, of so many patches; at most `most` incidents will come.
    pub fn new(patches: usize, most: u64) -> Self {
        let bits = BITS.saturating_sub(u64::BITS - most.leading_zeros()).min(48);
        Self { nodes: Nodes::new(), number_of: vec![NONE; patches], sums: Vec::new(), one: (1_u64 << bits) as f64 }
    }

    /// Whether a patch was asked for before.
    #[inline]
    pub fn holds(&self, index: usize) -> bool {
        self.number_of.get(index).is_some_and(|number| *number != NONE)
    }

    /// Takes in an incident of a patch, if this was asked for before.
    #[inline]
    pub fn take(&mut self, index: usize, patch: &Patch, place: Place) {
        if let Some(number) = self.number_of.get(index).copied().filter(|number| *number != NONE) {
            self.add(number, patch, place, 1);
        }
    }

    /// Begins the sums of a patch with the incidents at its places, if it was not asked for before.
    pub fn open(&mut self, index: usize, patch: &Patch, held: impl Iterator<Item = (Place, u32)>) {
        let number = (self.sums.len() / (Q * Q)) as u32;
        if let Some(slot) = self.number_of.get_mut(index).filter(|slot| **slot == NONE) {
            *slot = number;
            self.sums.resize(self.sums.len() + Q * Q, 0);
            for (place, count) in held.filter(|(_, count)| *count > 0) {
                self.add(number, patch, place, i64::from(count));
            }
        }
    }

    /// The nodes of a patch with their weights; none of one that was not asked for.
    pub fn points(&self, index: usize, patch: &Patch) -> impl Iterator<Item = (UnitVector, f64)> {
        let number = self.number_of.get(index).copied().unwrap_or(NONE) as usize;
        let sums = self.sums.get(number.saturating_mul(Q * Q)..).unwrap_or_default();
        let fraction = 1.0 / self.one;
        self.nodes.points(patch).zip(sums).map(move |(node, sum)| (node, *sum as f64 * fraction))
    }

    fn add(&mut self, number: u32, patch: &Patch, place: Place, times: i64) {
        let (across, up) = self.nodes.shares(patch, place);
        let start = number as usize * Q * Q;
        let sums = self.sums.get_mut(start..start + Q * Q).unwrap_or_default();
        for (row, a) in sums.chunks_exact_mut(Q).zip(across) {
            let a = a * self.one;
            for (sum, b) in row.iter_mut().zip(up) {
                *sum += whole(a * b) * times;
            }
        }
    }
}

/// The nearest whole number to one below 2^51.
fn whole(number: f64) -> i64 {
    (number + ROUNDING).to_bits().wrapping_sub(ROUNDING.to_bits()).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::patch::code;

    #[test]
    fn sums_are_the_same_whenever_they_begin_and_in_whatever_order_incidents_come() {
        let point = |i: u32| UnitVector::from_degrees(20.0 + f64::from(i * 37 % 101) * 0.01, 5.0 + f64::from(i) * 0.01);
        let patch = Patch::of(code(point(0)), 3);
        let places: Vec<Place> = (0..100).map(|i| Place::of(point(i))).collect();
        let mut early = NodeShares::<4>::new(1, 200);
        early.open(0, &patch, std::iter::empty());
        places.iter().chain(&places).for_each(|place| early.take(0, &patch, *place));
        let mut late = NodeShares::<4>::new(1, 200);
        for place in &places {
            late.take(0, &patch, *place);
        }
        assert_eq!(late.points(0, &patch).count(), 0);
        late.open(0, &patch, places.iter().rev().map(|place| (*place, 2)));
        let points = |shares: &NodeShares<4>| shares.points(0, &patch).collect::<Vec<_>>();
        assert_eq!(points(&early), points(&late));
        let sum: f64 = points(&late).iter().map(|(_, weight)| weight).sum();
        assert!((sum - 200.0).abs() < 1e-9, "{sum}");
    }

    #[test]
    fn numbers_are_rounded_to_the_nearest_whole_one() {
        for number in [0.0, 0.4, 0.6, -0.4, -0.6, -3.0, 1e12 + 0.7, -1e12 - 0.7] {
            assert_eq!(whole(number), libm::rint(number) as i64, "{number}");
        }
    }
}
