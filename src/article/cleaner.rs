//! A text made of pieces of a source, with the way back: which character of the source each character comes from.
//!
//! Comes in: pieces in order. Goes out: the text and [`Offsets`].

/// The way from characters of a text to characters of its source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offsets {
    /// From a character of the text on, the character of the source; ascending.
    steps: Vec<(usize, usize)>,
}

impl Offsets {
    /// The character of the source.
    pub fn source(&self, character: usize) -> usize {
        let at = self.steps.partition_point(|(from, _)| *from <= character);
        let step = at.checked_sub(1).and_then(|at| self.steps.get(at));
        step.map_or(character, |(from, to)| to + (character - from))
    }
}

/// Builds a text of pieces.
#[derive(Debug, Default)]
pub struct Cleaner {
    text: String,
    characters: usize,
    offsets: Offsets,
}

impl Cleaner {
    /// Adds a piece that begins at a character of the source.
    pub fn push(&mut self, source: usize, piece: &str) {
        if piece.is_empty() {
            return;
        }
        if self.offsets.source(self.characters) != source {
            self.offsets.steps.push((self.characters, source));
        }
        self.text.push_str(piece);
        self.characters += piece.chars().count();
    }

    /// The text and the way back.
    pub fn finish(self) -> (String, Offsets) {
        (self.text, self.offsets)
    }

    /// Ends a paragraph, once.
    pub fn end_paragraph(&mut self, source: usize) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.push(source, "\n\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_of_the_text_leads_back_to_its_source() {
        let mut cleaner = Cleaner::default();
        cleaner.push(3, "äb");
        cleaner.push(10, "c");
        let (text, offsets) = cleaner.finish();
        assert_eq!(text, "äbc");
        assert_eq!([0, 1, 2, 3].map(|n| offsets.source(n)), [3, 4, 10, 11]);
    }
}
