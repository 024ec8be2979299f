//! Puts the names in the order of their buckets.
//!
//! Comes in: keys and the names of places, in the order they were added. Goes out: the keys in the order of their hashes, and for
//! each the sorted list of its postings.

use super::hash::hash;
use super::intern::Interner;
use super::pack::Name;

/// The keys in the order in which they are written.
pub struct Order {
    /// The numbers of the keys in the order of the upper halves of their hashes.
    pub keys: Vec<u32>,
    /// The rank of each key in that order.
    ranks: Vec<u32>,
}

impl Order {
    /// The order of keys.
    pub fn of(keys: &Interner) -> Self {
        let mut sorted: Vec<u64> =
            (0_u64..).zip(keys.iter()).map(|(number, key)| hash(key) >> 32 << 32 | number).collect();
        sorted.sort_unstable();
        let order: Vec<u32> = sorted.into_iter().map(|both| both as u32).collect();
        let mut ranks = vec![0; order.len()];
        for (rank, key) in (0_u32..).zip(&order) {
            if let Some(slot) = ranks.get_mut(*key as usize) {
                *slot = rank;
            }
        }
        Self { keys: order, ranks }
    }
}

/// The postings of all keys, one list behind the other.
pub struct Postings {
    /// The postings.
    pub list: Vec<u32>,
    /// Where the list of each rank ends.
    ends: Vec<u32>,
}

impl Postings {
    /// Sorts the names by the ranks of their keys; of one place the strongest class stays.
    pub fn of(names: Vec<Name>, order: &Order) -> Self {
        let rank = |name: &Name| order.ranks.get(name.key as usize).copied().unwrap_or_default() as usize;
        let mut next = vec![0_u32; order.keys.len() + 1];
        for name in &names {
            if let Some(count) = next.get_mut(rank(name) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut next {
            sum += *start;
            *start = sum;
        }
        let mut all = vec![0_u32; names.len()];
        for name in &names {
            if let Some(slot) = next.get_mut(rank(name)) {
                if let Some(to) = all.get_mut(*slot as usize) {
                    *to = name.posting;
                }
                *slot += 1;
            }
        }
        drop(names);
        // Every start has moved on to the end of its list.
        next.pop();
        Self::tidied(all, next)
    }

    /// Sorts every list and keeps each place once.
    fn tidied(mut list: Vec<u32>, mut ends: Vec<u32>) -> Self {
        let (mut from, mut to) = (0_usize, 0_usize);
        for end in &mut ends {
            let till = *end as usize;
            if let Some(part) = list.get_mut(from..till) {
                part.sort_unstable();
            }
            let mut last = None;
            for at in from..till {
                let Some(posting) = list.get(at).copied() else { continue };
                if last != Some(posting >> 3) {
                    last = Some(posting >> 3);
                    if let Some(slot) = list.get_mut(to) {
                        *slot = posting;
                    }
                    to += 1;
                }
            }
            from = till;
            *end = to as u32;
        }
        list.truncate(to);
        Self { list, ends }
    }

    /// The postings of a rank.
    pub fn get(&self, rank: usize) -> &[u32] {
        let start = rank.checked_sub(1).and_then(|n| self.ends.get(n)).map_or(0, |end| *end as usize);
        let end = self.ends.get(rank).map_or(0, |end| *end as usize);
        self.list.get(start..end).unwrap_or_default()
    }
}
