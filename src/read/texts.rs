//! Words of cells, those met again kept once: the same actor stands in a hundred thousand rows.
//!
//! Comes in: cells. Goes out: [`Text`]s. What is remembered is bounded: a word met again after others took its slot is kept
//! anew.

use std::cell::RefCell;

use crate::gazetteer::hash::hash;
use crate::incident::Text;

/// How many words are remembered.
const SLOTS: u64 = 1 << 12;

/// Longer texts are hardly ever met again.
const LONGEST: usize = 64;

/// The words met of late.
pub(super) struct Texts(RefCell<Vec<Option<Text>>>);

impl Default for Texts {
    fn default() -> Self {
        Self(RefCell::new(vec![None; SLOTS as usize]))
    }
}

impl Texts {
    /// The words of a cell.
    pub(super) fn keep(&self, words: &str) -> Text {
        if words.len() > LONGEST {
            return words.into();
        }
        let slot = (hash(words.as_bytes()) % SLOTS) as usize;
        let mut slots = self.0.borrow_mut();
        match slots.get_mut(slot) {
            Some(Some(known)) if *known == *words => known.clone(),
            Some(free) => free.insert(words.into()).clone(),
            None => words.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_met_again_share_their_memory() {
        let texts = Texts::default();
        let [a, b] = ["ISIS-K", "ISIS-K"].map(|words| texts.keep(words).shared());
        assert!(std::sync::Arc::ptr_eq(&a, &b));
        assert_eq!(texts.keep("x").as_str(), "x");
    }
}
