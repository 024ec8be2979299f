//! Keeps every string once.
//!
//! Comes in: strings, millions of them. Goes out: a number for each, the same for the same string, counted up from 0. The bytes
//! stand one behind the other, so that a string costs 8 to 12 bytes more than its own.

use super::hash::hash;

/// A slot of the table that holds no number.
const EMPTY: u32 = u32::MAX;
/// Slots of the first table.
const FIRST: usize = 1 << 10;

/// Strings, each once.
#[derive(Debug)]
pub struct Interner {
    bytes: Vec<u8>,
    /// Where each string ends.
    ends: Vec<u32>,
    /// Numbers of strings by the hash of the string; open addressing, at most five eighths full.
    table: Vec<u32>,
}

impl Default for Interner {
    fn default() -> Self {
        Self { bytes: Vec::new(), ends: Vec::new(), table: vec![EMPTY; FIRST] }
    }
}

impl Interner {
    /// The number of a string; none where there is no room left (4 GB of strings).
    pub fn add(&mut self, text: &str) -> Option<u32> {
        if self.ends.len() * 8 >= self.table.len() * 5 {
            self.grow();
        }
        let mask = self.table.len() - 1;
        let mut slot = hash(text.as_bytes()) as usize & mask;
        while let Some(number) = self.table.get(slot).copied().filter(|n| *n != EMPTY) {
            if self.get(number) == text.as_bytes() {
                return Some(number);
            }
            slot = (slot + 1) & mask;
        }
        let number = u32::try_from(self.ends.len()).ok().filter(|n| *n != EMPTY)?;
        let end = u32::try_from(self.bytes.len() + text.len()).ok()?;
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(end);
        if let Some(free) = self.table.get_mut(slot) {
            *free = number;
        }
        Some(number)
    }

    /// The bytes of a string; empty where there is none of that number.
    pub fn get(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|n| self.ends.get(n)).map_or(0, |end| *end as usize);
        let end = self.ends.get(number).map_or(0, |end| *end as usize);
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// How many strings there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Every string in the order of the numbers.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len() as u32).map(|number| self.get(number))
    }

    /// Gives the room of the table back; no string can be found or added afterwards.
    pub fn close(&mut self) {
        self.table = Vec::new();
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Doubles the table.
    fn grow(&mut self) {
        let slots = (self.table.len() * 2).max(FIRST);
        // The old table goes before the new one comes: both together would be the largest piece of a build.
        self.table = Vec::new();
        let (mask, mut table) = (slots - 1, vec![EMPTY; slots]);
        for (number, text) in (0_u32..).zip(self.iter()) {
            let mut slot = hash(text) as usize & mask;
            while table.get(slot).is_some_and(|n| *n != EMPTY) {
                slot = (slot + 1) & mask;
            }
            if let Some(free) = table.get_mut(slot) {
                *free = number;
            }
        }
        self.table = table;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_has_one_number_and_comes_back() {
        let mut strings = Interner::default();
        let words: Vec<String> = (0..5000).map(|n| format!("name {}", n * n % 3001)).collect();
        let numbers: Vec<u32> = words.iter().filter_map(|w| strings.add(w)).collect();
        assert_eq!(numbers.len(), words.len());
        for (word, number) in words.iter().zip(&numbers) {
            assert_eq!(strings.get(*number), word.as_bytes());
            assert_eq!(strings.add(word), Some(*number));
        }
        let all: std::collections::HashSet<_> = words.iter().collect();
        assert_eq!(strings.len(), all.len());
        assert!(strings.get(u32::MAX).is_empty());
    }

    #[test]
    fn the_empty_string_is_a_string() {
        let mut strings = Interner::default();
        assert_eq!((strings.add(""), strings.add("a"), strings.add("")), (Some(0), Some(1), Some(0)));
        assert_eq!(strings.iter().collect::<Vec<_>>(), [b"".as_slice(), b"a"]);
    }
}
