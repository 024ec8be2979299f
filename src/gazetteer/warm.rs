//! Brings what many names lead to near the processor before the names are looked up one by one.
//!
//! Comes in: some names as people write them, each with the countries it is looked for in. Goes out: nothing but a sum of what was
//! seen. A look-up is a chain of looks at memory, each of which waits for the one before: directory, name, list, place, label. Of
//! many names all first looks are made, then all second ones, and so on: those do not wait for each other.

use super::fold::{fold, is_too_short};
use super::index::Index;
use super::postings::{Countries, Posting};
use super::{Gazetteer, record::Record};

/// Longer words, in bytes, are rarely a name.
const LONGEST: usize = 100;
/// Places of a name that are looked at.
const FIRST: usize = 4;

impl Gazetteer {
    /// Looks at all that the names lead to in their countries. The sum has no meaning; it keeps the looks from being left out.
    pub fn warm<'n>(&self, names: impl Iterator<Item = (&'n str, &'n Countries)>) -> usize {
        let folded = names.filter(|(name, _)| name.len() <= LONGEST).map(|(name, countries)| (fold(name), countries));
        // Short names are looked up where a country is known.
        let folded: Vec<_> = folded.filter(|(name, countries)| !countries.are_all() || !is_too_short(name)).collect();
        self.indexes().map(|index| warm(index, &folded)).fold(0, usize::wrapping_add)
    }
}

/// Looks at all that the names lead to in one index.
fn warm(index: &Index, folded: &[(String, &Countries)]) -> usize {
    let buckets: Vec<_> = folded.iter().map(|name| (name, index.bucket_of(name.0.as_bytes()))).collect();
    let mut seen: usize = buckets.iter().filter_map(|(_, bucket)| bucket.map(|bucket| index.look_at(bucket))).sum();
    let values = buckets.iter().filter_map(|((name, countries), bucket)| {
        index.value_in(name.as_bytes(), (*bucket)?).map(|value| (value, *countries))
    });
    let values: Vec<(u64, &Countries)> = values.collect();
    seen = values.iter().map(|(value, _)| index.look_at_list(*value)).fold(seen, usize::wrapping_add);
    let mut places: Vec<(Record<'_>, bool)> = Vec::with_capacity(values.len());
    for (value, countries) in values {
        let list = index.postings(value);
        // Of several places of a name all over the Earth most are not taken, and their labels are never read.
        let is_labelled = !countries.are_all() || list.size_hint().1 == Some(1);
        let near = list.within(countries).take(FIRST);
        places.extend(near.filter_map(|posting| index.record(posting.place)).map(|place| (place, is_labelled)));
    }
    seen = places.iter().map(|(place, _)| place.look_at()).fold(seen, usize::wrapping_add);
    let labelled = places.iter().filter(|(_, is_labelled)| *is_labelled);
    std::hint::black_box(labelled.map(|(place, _)| place.look_at_name()).fold(seen, usize::wrapping_add))
}

/// Looks at places before they are judged one by one.
#[inline]
pub fn look_at_places(index: &Index, postings: impl Iterator<Item = Posting>) -> usize {
    std::hint::black_box(postings.filter_map(|posting| index.record(posting.place)).map(Record::look_at).sum())
}
