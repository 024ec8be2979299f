//! Remembers answers by their words: a table names the same country in every row and the same town thousands of times.
//!
//! Comes in: a key and a way to make its answer. Goes out: the answer. Nothing is locked and nothing is forgotten: a slot is
//! filled once. An answer depends on its key alone, so it does not matter which thread asks first, nor whether it is remembered.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Slots that are tried for a key before its answer is made anew each time.
const PROBES: usize = 8;
/// Longer keys are not remembered.
const LONGEST: usize = 300;

/// A slot: a key with its answer.
type Slot<V> = OnceLock<Box<(String, V)>>;

/// Answers by key.
#[derive(Debug)]
pub struct Memo<V> {
    slots: Box<[Slot<V>]>,
    /// What has been asked for once; without it every answer is remembered at once.
    seen: Box<[AtomicU64]>,
    hasher: RandomState,
}

impl<V: Clone> Memo<V> {
    /// Remembers up to so many answers.
    pub fn new(slots: usize) -> Self {
        Self {
            slots: std::iter::repeat_with(OnceLock::new).take(slots).collect(),
            seen: Box::default(),
            hasher: RandomState::new(),
        }
    }

    /// Remembers an answer when it is asked for the second time: most names of most tables are met once, and a copy costs.
    pub fn of_repeated(slots: usize) -> Self {
        Self { seen: std::iter::repeat_with(AtomicU64::default).take(slots).collect(), ..Self::new(slots) }
    }

    /// The remembered answer, else the one that is made now.
    pub fn get_or(&self, key: &str, make: impl FnOnce() -> V) -> V {
        let hash = self.hasher.hash_one(key);
        if key.len() > LONGEST || self.is_first(hash) {
            return make();
        }
        let slots = self.slots.len().max(1) as u64;
        for probe in 0..PROBES as u64 {
            let Some(slot) = self.slots.get((hash.wrapping_add(probe) % slots) as usize) else { break };
            match slot.get().map(AsRef::as_ref) {
                Some((known, value)) if known == key => return value.clone(),
                Some(_) => {}
                None => {
                    let value = make();
                    // Another thread may have filled the slot meanwhile; nothing is lost by that.
                    let _ = slot.set(Box::new((key.to_owned(), value.clone())));
                    return value;
                }
            }
        }
        make()
    }

    /// Whether a key is met for the first time, where that matters. Two keys that share a place here forget each other.
    fn is_first(&self, hash: u64) -> bool {
        let count = self.seen.len().max(1) as u64;
        let Some(seen) = self.seen.get((hash % count) as usize) else { return false };
        seen.swap(hash, Ordering::Relaxed) != hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_made_once_or_on_the_second_time() {
        let mut made = 0;
        let memo = Memo::new(4);
        for _ in 0..3 {
            let value = memo.get_or("a", || {
                made += 1;
                made
            });
            assert_eq!(value, 1);
        }
        let repeated = Memo::of_repeated(4);
        let answers: Vec<i32> = (1..5).map(|n| repeated.get_or("a", || n)).collect();
        assert_eq!(answers, [1, 2, 2, 2]);
    }

    #[test]
    fn a_full_memo_still_answers_each_key_with_its_own() {
        for memo in [Memo::new(0), Memo::new(3), Memo::of_repeated(3)] {
            for n in (0..100).chain(0..100) {
                assert_eq!(memo.get_or(&n.to_string(), || n), n);
            }
        }
    }
}
