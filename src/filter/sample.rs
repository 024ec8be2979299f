//! A random sample that depends on the incidents alone: not on their order, the files they stand in, or threads.
//!
//! Comes in: things with the number and the hash of their row. Goes out: those whose hash, stirred with the seed, is smallest, in
//! the order of their rows.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::gazetteer::hash::hash;

/// Draws so many things.
#[derive(Debug)]
pub struct Sample<T> {
    size: usize,
    seed: u64,
    drawn: BinaryHeap<Drawn<T>>,
}

#[derive(Debug)]
struct Drawn<T> {
    key: (u64, u64),
    what: T,
}

impl<T> PartialEq for Drawn<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<T> Eq for Drawn<T> {}

impl<T> PartialOrd for Drawn<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Drawn<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl<T> Sample<T> {
    /// A sample of `size` things; the same seed draws the same.
    pub fn new(size: usize, seed: u64) -> Self {
        Self { size, seed, drawn: BinaryHeap::new() }
    }

    /// Offers one, with the number of its row and a hash of its content.
    pub fn offer(&mut self, row: u64, fingerprint: u64, what: T) {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&fingerprint.to_le_bytes());
        bytes[8..].copy_from_slice(&self.seed.to_le_bytes());
        let key = (hash(&bytes), row);
        if self.drawn.len() < self.size {
            self.drawn.push(Drawn { key, what });
        } else if self.drawn.peek().is_some_and(|last| key < last.key) {
            self.drawn.pop();
            self.drawn.push(Drawn { key, what });
        }
    }

    /// What was drawn, with the numbers of the rows, in their order.
    pub fn finish(self) -> Vec<(u64, T)> {
        let mut drawn: Vec<(u64, T)> = self.drawn.into_iter().map(|one| (one.key.1, one.what)).collect();
        drawn.sort_by_key(|(row, _)| *row);
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(order: impl Iterator<Item = u64>, seed: u64) -> Vec<u64> {
        let mut sample = Sample::new(100, seed);
        order.for_each(|n| sample.offer(n, hash(&n.to_le_bytes()), n));
        sample.finish().into_iter().map(|(_, n)| n).collect()
    }

    #[test]
    fn the_order_does_not_matter_and_the_seed_does() {
        assert_eq!(drawn(0..10_000, 1), drawn((0..10_000).rev(), 1));
        assert_ne!(drawn(0..10_000, 1), drawn(0..10_000, 2));
        assert_eq!(drawn(0..50, 1).len(), 50);
    }

    #[test]
    fn every_part_of_the_rows_is_drawn_alike() {
        let mut low = 0;
        for seed in 0..50 {
            low += drawn(0..1000, seed).into_iter().filter(|n| *n < 500).count();
        }
        assert!((2200..2800).contains(&low), "{low} of 5000");
    }
}
