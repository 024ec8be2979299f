//! What is inside an index, counted.
//!
//! Comes in: an [`Index`]. Goes out: rows, names, countries, kinds of places, and what was left out when it was made.

use std::collections::BTreeMap;

use super::contents::Contents;
use super::index::Index;

/// What is inside an index.
#[derive(Debug, Clone)]
pub struct Info {
    /// Places.
    pub places: u64,
    /// Places by the two letters of their country; those in no one country under the empty text.
    pub countries: BTreeMap<String, u64>,
    /// Places by what they are, in the words of [`Feature::label`](super::Feature::label).
    pub features: BTreeMap<&'static str, u64>,
    /// Files, names, and rows left out.
    pub contents: Contents,
    /// The bytes of the index.
    pub bytes: u64,
}

impl Info {
    /// Counts what is inside an index; reads every place.
    pub fn of(index: &Index) -> Self {
        let (mut countries, mut features) = (BTreeMap::<String, u64>::new(), BTreeMap::<&'static str, u64>::new());
        for record in index.records() {
            match countries.get_mut(record.country()) {
                Some(count) => *count += 1,
                None => *countries.entry(record.country().to_owned()).or_default() += 1,
            }
            *features.entry(record.feature().label()).or_default() += 1;
        }
        let (places, bytes) = (index.len() as u64, index.size() as u64);
        Self { places, countries, features, contents: index.contents(), bytes }
    }
}
