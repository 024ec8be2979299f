//! Sets that grow together, from many threads at once.
//!
//! Comes in: pairs of numbers that belong together, in any order. Goes out: the least number of each set; the same for any
//! order of the pairs and any number of threads.

use std::sync::atomic::{AtomicU32, Ordering};

/// Numbers 0..n, each in a set of its own at first.
#[derive(Debug)]
pub struct Union {
    parents: Vec<AtomicU32>,
}

impl Union {
    /// Each number by itself.
    pub fn new(n: usize) -> Self {
        Self { parents: (0..n as u32).map(AtomicU32::new).collect() }
    }

    /// The least number of the set so far; final once all pairs are joined.
    pub fn least(&self, mut number: u32) -> u32 {
        loop {
            let parent = self.parent(number);
            if parent == number {
                return number;
            }
            let above = self.parent(parent);
            // Shortens the way; a parent is only ever replaced by a smaller one of the same set.
            self.parents[number as usize].fetch_min(above, Ordering::Relaxed);
            number = above;
        }
    }

    fn parent(&self, number: u32) -> u32 {
        self.parents[number as usize].load(Ordering::Relaxed)
    }

    /// Joins the sets of two numbers.
    pub fn join(&self, a: u32, b: u32) {
        let (mut a, mut b) = (self.least(a), self.least(b));
        while a != b {
            let (low, high) = (a.min(b), a.max(b));
            let swapped = self.parents[high as usize].compare_exchange(high, low, Ordering::Relaxed, Ordering::Relaxed);
            if swapped.is_ok() {
                return;
            }
            (a, b) = (self.least(low), self.least(high));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_joined_from_any_end_has_its_least_number() {
        let union = Union::new(9);
        for (a, b) in [(7, 6), (3, 5), (6, 5), (8, 1)] {
            union.join(a, b);
        }
        assert_eq!((0..9).map(|i| union.least(i)).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 3, 3, 3, 1]);
    }
}
