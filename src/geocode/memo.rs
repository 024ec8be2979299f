//! Remembers answers by their words: a table names the same country in every row and the same town thousands of times.
//!
//! Comes in: a key of one part or several, and a way to make its answer. Goes out: the answer. Nothing is locked and nothing is forgotten: a slot is
//! filled once. An answer depends on its key alone, so it does not matter which thread asks first, nor whether it is remembered.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::gazetteer::hash::hash;

/// Slots that are tried for a key before its answer is made anew each time.
const PROBES: usize = 8;
/// Longer keys are not remembered.
const LONGEST: usize = 300;
/// Stands between the parts of a key.
const BETWEEN: &str = "\u{1f}";

/// A slot: a key with its answer.
type Slot<V> = OnceLock<Box<(String, V)>>;

/// Answers by key.
#[derive(Debug)]
pub struct Memo<V> {
    slots: Box<[Slot<V>]>,
    /// What has been asked for once; without it every answer is remembered at once.
    seen: Box<[AtomicU64]>,
}

impl<V: Clone> Memo<V> {
    /// Remembers up to so many answers.
    pub fn new(slots: usize) -> Self {
        Self { slots: std::iter::repeat_with(OnceLock::new).take(slots).collect(), seen: Box::default() }
    }

    /// Remembers an answer when it is asked for the second time: most names of most tables are met once, and a copy costs.
    pub fn of_repeated(slots: usize) -> Self {
        Self { seen: std::iter::repeat_with(AtomicU64::default).take(slots).collect(), ..Self::new(slots) }
    }

    /// The remembered answer, else the one that is made now.
    pub fn get_or(&self, key: &[&str], make: impl FnOnce() -> V) -> V {
        let hashed = hash_of(key);
        if self.is_first(hashed) {
            return make();
        }
        match self.slot(key, hashed) {
            Place::Known(value) => value.clone(),
            Place::Free(slot) => {
                let value = make();
                // Another thread may have filled the slot meanwhile; nothing is lost by that.
                let _ = slot.set(Box::new((key.join(BETWEEN), value.clone())));
                value
            }
            Place::None => make(),
        }
    }

    /// Shows the remembered answer, else the one that is made now, without a copy.
    pub fn see<R>(&self, key: &[&str], make: impl FnOnce() -> V, see: impl FnOnce(&V) -> R) -> R {
        match self.slot(key, hash_of(key)) {
            Place::Known(value) => see(value),
            Place::Free(slot) => {
                let value = make();
                let seen = see(&value);
                let _ = slot.set(Box::new((key.join(BETWEEN), value)));
                seen
            }
            Place::None => see(&make()),
        }
    }

    /// Where a key stands or may be put.
    fn slot(&self, key: &[&str], hashed: u64) -> Place<'_, V> {
        if key.iter().map(|part| part.len() + 1).sum::<usize>() > LONGEST {
            return Place::None;
        }
        let slots = self.slots.len().max(1) as u64;
        for probe in 0..PROBES as u64 {
            let Some(slot) = self.slots.get((hashed.wrapping_add(probe) % slots) as usize) else { break };
            match slot.get().map(AsRef::as_ref) {
                Some((known, value)) if is_joined(known, key) => return Place::Known(value),
                Some(_) => {}
                None => return Place::Free(slot),
            }
        }
        Place::None
    }

    /// Whether a key is met for the first time, where that matters. Two keys that share a place here forget each other.
    fn is_first(&self, hash: u64) -> bool {
        let count = self.seen.len().max(1) as u64;
        let Some(seen) = self.seen.get((hash % count) as usize) else { return false };
        // Two threads that meet a key at once may both take it for the first time; nothing is lost by that.
        let known = seen.load(Ordering::Relaxed);
        seen.store(hash, Ordering::Relaxed);
        known != hash
    }
}

/// Where a key stands.
enum Place<'m, V> {
    /// Its answer.
    Known(&'m V),
    /// The slot that waits for it.
    Free(&'m Slot<V>),
    /// No slot is left.
    None,
}

/// The hash of a key. Keys made to share one only cost time: what finds no slot is made anew.
fn hash_of(key: &[&str]) -> u64 {
    key.iter().fold(0, |state: u64, part| state.rotate_left(23) ^ hash(part.as_bytes()))
}

/// Whether a text is the parts of a key, joined.
fn is_joined(known: &str, key: &[&str]) -> bool {
    if known.len() + 1 != key.iter().map(|part| part.len() + 1).sum::<usize>() {
        return false;
    }
    let mut rest = Some(known);
    for (number, part) in key.iter().enumerate() {
        rest = rest.and_then(|rest| if number > 0 { rest.strip_prefix(BETWEEN) } else { Some(rest) });
        // Most parts of most keys are empty, and need no comparison.
        rest = rest.and_then(|rest| if part.is_empty() { Some(rest) } else { rest.strip_prefix(*part) });
    }
    rest == Some("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_made_once_or_on_the_second_time() {
        let mut made = 0;
        let memo = Memo::new(4);
        for _ in 0..3 {
            let value = memo.get_or(&["a"], || {
                made += 1;
                made
            });
            assert_eq!(value, 1);
        }
        let repeated = Memo::of_repeated(4);
        let answers: Vec<i32> = (1..5).map(|n| repeated.get_or(&["a"], || n)).collect();
        assert_eq!(answers, [1, 2, 2, 2]);
    }

    #[test]
    fn keys_with_other_parts_are_other_keys() {
        let memo = Memo::new(64);
        assert_eq!(memo.get_or(&["a", "b"], || 1), 1);
        assert_eq!(memo.get_or(&["ab", ""], || 2), 2);
        assert_eq!(memo.see(&["a", "b"], || 3, |n| *n), 1);
        assert_eq!(memo.see(&["a"], || 4, |n| *n), 4);
        assert_eq!(memo.see(&["a"], || 5, |n| *n), 4);
    }

    #[test]
    fn a_full_memo_still_answers_each_key_with_its_own() {
        for memo in [Memo::new(0), Memo::new(3), Memo::of_repeated(3)] {
            for n in (0..100).chain(0..100) {
                assert_eq!(memo.get_or(&["n", &n.to_string()], || n), n);
            }
        }
    }
}
