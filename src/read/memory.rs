//! What a reader remembers of cells that come again and again: their words, dates and kinds, so that each is made once.
//!
//! Comes in: cells. Goes out: shared texts and values read before. What is remembered is bounded, and forgotten as a whole.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::wording::known;
use crate::gazetteer::hash::hash;
use crate::incident::{Kind, Text, When};

/// How many of a sort are remembered, and how long a text may be.
const MOST: usize = 1 << 15;
const LONGEST: usize = 80;

/// The hash of the gazetteer for texts.
#[derive(Debug, Default)]
pub(crate) struct TextHasher(u64);

impl Hasher for TextHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(5) ^ hash(bytes);
    }

    fn write_u8(&mut self, _: u8) {}
}

/// Maps and sets of texts by this hash.
pub(crate) type Texts = BuildHasherDefault<TextHasher>;

/// What was seen before.
#[derive(Debug, Default)]
pub(super) struct Memory {
    texts: HashSet<Text, Texts>,
    dates: HashMap<Box<str>, When, Texts>,
    kinds: HashMap<Box<str>, Kind, Texts>,
}

impl Memory {
    /// The text of a cell, shared with those that are the same; nothing where it is blank or says "unknown".
    pub(super) fn text(&mut self, cell: &str) -> Option<Text> {
        if cell.is_empty() {
            return None;
        }
        if let Some(text) = self.texts.get(cell) {
            return Some(text.clone());
        }
        let text = Text::from(known(cell)?);
        if text.len() <= LONGEST {
            if self.texts.len() >= MOST {
                self.texts.clear();
            }
            self.texts.insert(text.clone());
        }
        Some(text)
    }

    /// The date of a cell, read once.
    ///
    /// # Errors
    /// What the reading says; it is not remembered.
    pub(super) fn date(&mut self, cell: &str, read: impl FnOnce(&str) -> Result<When, String>) -> Result<When, String> {
        if let Some(when) = self.dates.get(cell) {
            return Ok(*when);
        }
        let when = read(cell)?;
        if cell.len() <= LONGEST {
            if self.dates.len() >= MOST {
                self.dates.clear();
            }
            self.dates.insert(cell.into(), when);
        }
        Ok(when)
    }

    /// The kind of a word.
    pub(super) fn kind(&mut self, word: &str) -> Kind {
        if let Some(kind) = self.kinds.get(word) {
            return kind.clone();
        }
        let kind = Kind::from_word(word);
        if word.len() <= LONGEST && self.kinds.len() < MOST {
            self.kinds.insert(word.into(), kind.clone());
        }
        kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_shared_and_a_blank_one_is_none() {
        let mut memory = Memory::default();
        let (a, b) = (memory.text("Kabul").unwrap(), memory.text("Kabul").unwrap());
        assert!(std::sync::Arc::ptr_eq(&a.shared(), &b.shared()));
        assert_eq!((memory.text("n/a"), memory.text("")), (None, None));
    }

    #[test]
    fn memory_is_bounded() {
        let mut memory = Memory::default();
        for number in 0..2 * MOST {
            memory.text(&number.to_string());
        }
        assert!(memory.texts.len() <= MOST);
    }
}
