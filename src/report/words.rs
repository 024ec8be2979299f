//! A table of texts, each kept once: rows hold numbers in place of texts that many of them share.
//!
//! Comes in: texts. Goes out: their numbers, and the table.

use std::collections::BTreeMap;

/// Texts by number, in the order in which they were first seen.
#[derive(Debug, Default)]
pub struct Words {
    numbers: BTreeMap<String, usize>,
    texts: Vec<String>,
}

impl Words {
    /// The number of a text; none for an empty one.
    pub fn number(&mut self, text: &str) -> Option<usize> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if let Some(number) = self.numbers.get(text) {
            return Some(*number);
        }
        let number = self.texts.len();
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        Some(number)
    }

    /// All texts; the place of each is its number.
    pub fn into_texts(self) -> Vec<String> {
        self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_and_an_empty_one_none() {
        let mut words = Words::default();
        assert_eq!(
            [words.number("Kabul"), words.number(" "), words.number("Moscow"), words.number("Kabul ")],
            [Some(0), None, Some(1), Some(0)]
        );
        assert_eq!(words.into_texts(), ["Kabul", "Moscow"]);
    }
}
