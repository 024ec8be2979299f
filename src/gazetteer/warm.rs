//! Brings what many names lead to near the processor before the names are looked up one by one.
//!
//! Comes in: some names as people write them. Goes out: nothing but a sum of what was seen. A look-up is a chain of looks at
//! memory, each of which waits for the one before: directory, name, list, place, label. Of many names all first looks are
//! made, then all second ones, and so on: those do not wait for each other.

use super::fold::{fold, is_too_short};
use super::index::Index;
use super::postings::{Posting, Postings};
use super::{Gazetteer, record::Record};

/// Longer words, in bytes, are rarely a name.
const LONGEST: usize = 100;
/// Places of a name that are looked at.
const FIRST: usize = 4;

impl Gazetteer {
    /// Looks at all that the names lead to. The sum has no meaning; it keeps the looks from being left out.
    pub fn warm<'n>(&self, names: impl Iterator<Item = &'n str>) -> usize {
        let folded: Vec<String> =
            names.filter(|name| name.len() <= LONGEST).map(fold).filter(|folded| !is_too_short(folded)).collect();
        self.indexes().map(|index| warm(index, &folded)).fold(0, usize::wrapping_add)
    }
}

/// Looks at all that the names lead to in one index.
fn warm(index: &Index, folded: &[String]) -> usize {
    let buckets: Vec<_> = folded.iter().map(|name| (name, index.bucket_of(name.as_bytes()))).collect();
    let found: usize = buckets.iter().filter_map(|(_, bucket)| bucket.map(|bucket| index.look_at(bucket))).sum();
    let lists = buckets.into_iter().filter_map(|(name, bucket)| index.postings_in(name.as_bytes(), bucket?));
    let lists: Vec<Postings<'_>> = lists.collect();
    let firsts: usize = lists.iter().map(|list| look_at_places(index, list.clone().take(FIRST))).sum();
    // Of several places of a name most lie elsewhere, and their labels are never read.
    let only = lists.into_iter().filter(|list| list.size_hint().1 == Some(1));
    let labels: usize = only.flatten().filter_map(|one| index.record(one.place)).map(|one| one.name().len()).sum();
    std::hint::black_box(found.wrapping_add(firsts).wrapping_add(labels))
}

/// Looks at places before they are judged one by one.
#[inline]
pub fn look_at_places(index: &Index, postings: impl Iterator<Item = Posting>) -> usize {
    let letters = postings.filter_map(|posting| index.record(posting.place)).map(Record::first_letter);
    std::hint::black_box(letters.map(usize::from).sum())
}
