//! Puts the rows in the order of their ids and settles which of them count.
//!
//! Comes in: rows in the order of the files. Goes out: the number of each row's place: places are numbered in the order of
//! their ids, each id once.

use std::collections::{HashMap, HashSet};

use super::pack::Place;

/// The rows after sorting.
#[derive(Debug)]
pub struct Numbered {
    /// The number of each row's place; all ones for a row that a later one replaced.
    pub of_row: Vec<u32>,
    /// The row of each place, in the order of the ids.
    pub rows: Vec<u32>,
}

impl Numbered {
    /// Numbers the rows. Of rows with the same id and the same own key the last one counts; rows whose different own keys
    /// happen to have the same id are given free ids.
    pub fn of(places: &mut [Place]) -> Self {
        part_keys(places);
        let id = |row: u32| places.get(row as usize).map(|place| place.id);
        let mut rows: Vec<u32> = (0..places.len() as u32).collect();
        // Stable: rows of one id stay in the order in which they came.
        rows.sort_by_key(|row| id(*row));
        let mut ahead = rows.iter().copied().skip(1).collect::<Vec<u32>>().into_iter();
        rows.retain(|row| ahead.next().is_none_or(|next| id(next) != id(*row)));
        let mut of_row = vec![u32::MAX; places.len()];
        for (number, row) in (0_u32..).zip(&rows) {
            if let Some(slot) = of_row.get_mut(*row as usize) {
                *slot = number;
            }
        }
        Self { of_row, rows }
    }

    /// How many rows a later one replaced.
    pub fn replaced(&self) -> u64 {
        (self.of_row.len() - self.rows.len()) as u64
    }
}

/// Gives rows whose own keys differ but whose ids are the same ids of their own. An id is a hash of 31 bits: a table of some
/// ten thousand rows has two keys of one id.
fn part_keys(places: &mut [Place]) {
    let mut first: HashMap<i32, u32> = HashMap::new();
    let mut moved: HashMap<u32, i32> = HashMap::new();
    let mut taken: Option<HashSet<i32>> = None;
    for row in 0..places.len() {
        let Some((id, key)) = places.get(row).map(|place| (place.id, place.key())).filter(|(_, key)| *key != 0) else {
            continue;
        };
        if *first.entry(id).or_insert(key) == key {
            continue;
        }
        let taken = taken.get_or_insert_with(|| places.iter().map(|place| place.id).filter(|id| *id < 0).collect());
        let free = moved.get(&key).copied().or_else(|| (i32::MIN..id).rev().find(|free| !taken.contains(free)));
        if let Some((place, free)) = places.get_mut(row).zip(free) {
            taken.insert(free);
            moved.insert(key, free);
            place.id = free;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::feature::Feature;
    use super::*;

    fn place(id: i32, key: u32) -> Place {
        let strings = [0, 0, 0, key];
        Place {
            lon: 0,
            lat: 0,
            population: 0,
            radius_m: 0,
            id,
            strings,
            country: [0; 2],
            feature: Feature::Venue,
            borrowed: false,
        }
    }

    #[test]
    fn the_last_row_of_an_id_counts() {
        let mut places = [place(5, 0), place(3, 0), place(5, 0), place(-2, 1), place(-2, 1)];
        let numbered = Numbered::of(&mut places);
        assert_eq!(numbered.rows, [4, 1, 2]);
        assert_eq!(numbered.of_row, [u32::MAX, 1, 2, u32::MAX, 0]);
        assert_eq!(numbered.replaced(), 2);
    }

    #[test]
    fn two_keys_of_one_id_are_two_places() {
        let mut places = [place(-5, 1), place(-5, 2), place(-6, 3), place(-5, 2), place(-5, 1)];
        let numbered = Numbered::of(&mut places);
        assert_eq!(places.map(|p| p.id), [-5, -7, -6, -7, -5]);
        assert_eq!(numbered.rows, [3, 2, 4]);
    }
}
