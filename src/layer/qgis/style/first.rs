//! The features that are named before others.
//!
//! Comes in: places with the ranks of their features, in any order. Goes out: of the places whose best ranks are least the ids of the
//! best features. Only as many places are kept as are named: one that falls behind them comes back with a better rank alone.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many places are named at most.
const MOST: usize = 40;

/// A feature that may be named: no operation, people killed, id. The least comes first.
pub(super) type Rank = (bool, Reverse<u64>, u64);

/// The places with the least ranks, by these.
#[derive(Default)]
pub(super) struct First(BTreeMap<Rank, String>);

impl First {
    /// A place with the rank of one of its features.
    pub(super) fn offer(&mut self, place: &str, rank: Rank) {
        let last = self.0.last_key_value().filter(|_| self.0.len() >= MOST);
        if last.is_some_and(|(last, _)| *last <= rank) {
            return;
        }
        let known = self.0.iter().find(|(_, other)| *other == place).map(|(known, _)| *known);
        match known {
            Some(known) if known <= rank => return,
            Some(known) => drop(self.0.remove(&known)),
            None if self.0.len() >= MOST => drop(self.0.pop_last()),
            None => {}
        }
        self.0.insert(rank, place.to_owned());
    }

    /// All that others were offered.
    pub(super) fn take(&mut self, others: &Self) {
        others.0.iter().for_each(|(rank, place)| self.offer(place, *rank));
    }

    /// The ids, sorted.
    pub(super) fn ids(&self) -> Vec<u64> {
        let mut ids: Vec<u64> = self.0.keys().map(|(.., id)| *id).collect();
        ids.sort_unstable();
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sorts all places by their best ranks.
    fn in_full(offers: &[(String, Rank)]) -> Vec<u64> {
        let mut best: BTreeMap<&str, Rank> = BTreeMap::new();
        for (place, rank) in offers {
            best.entry(place).and_modify(|known| *known = (*rank).min(*known)).or_insert(*rank);
        }
        let mut ranks: Vec<Rank> = best.into_values().collect();
        ranks.sort_unstable();
        let mut ids: Vec<u64> = ranks.into_iter().take(MOST).map(|(.., id)| id).collect();
        ids.sort_unstable();
        ids
    }

    #[test]
    fn the_first_places_are_those_of_a_list_of_all_however_it_is_parted() {
        let offer = |i: u64| (format!("place {}", i * 7919 % 90), (i.is_multiple_of(3), Reverse(i * 104_729 % 211), i));
        let offers: Vec<(String, Rank)> = (0..2000).map(offer).collect();
        for size in [1, 37, 2000] {
            let mut all = First::default();
            for part in offers.chunks(size) {
                let mut first = First::default();
                for (place, rank) in part {
                    first.offer(place, *rank);
                }
                all.take(&first);
            }
            assert_eq!(all.ids(), in_full(&offers), "{size}");
        }
        assert_eq!(in_full(&offers).len(), MOST);
    }
}
