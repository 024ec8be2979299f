//! Remembers the places that were looked up: a table names the same town thousands of times.
//!
//! Comes in: a place. Goes out: its location. The answer depends on the place alone, so it does not matter which thread
//! looks it up first.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use crate::incident::{Location, Place};

/// Parts that are locked one by one.
const SHARDS: usize = 16;
/// Places that a part remembers; what comes later is looked up each time.
const MOST: usize = 20_000;
/// Longer words are not remembered.
const LONGEST: usize = 300;

/// The places that were looked up.
#[derive(Debug, Default)]
pub struct Cache {
    shards: [Mutex<HashMap<String, Location>>; SHARDS],
    hasher: RandomState,
}

impl Cache {
    /// The location of a place: the remembered one, else the one that is looked up now.
    pub fn get_or(&self, place: &Place, look_up: impl FnOnce() -> Location) -> Location {
        let key = key(place);
        let shard = usize::try_from(self.hasher.hash_one(&key) % SHARDS as u64).ok().and_then(|n| self.shards.get(n));
        let Some(shard) = shard.filter(|_| key.len() <= LONGEST) else { return look_up() };
        if let Some(known) = shard.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let location = look_up();
        let mut known = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST {
            known.insert(key, location.clone());
        }
        location
    }
}

/// The fields that the answer depends on.
fn key(place: &Place) -> String {
    let column = |word: &Option<String>| word.as_deref().unwrap_or_default().to_owned();
    [place.words.clone(), column(&place.admin2), column(&place.admin1), column(&place.country)].join("\u{1f}")
}
