//! Cuts a text into words once, with all that is asked of a word later.
//!
//! Comes in: a text in UTF-8. Goes out: [`Words`]: for each word its bytes, its folded form, its case and what stood before it.

use std::ops::Range;

use super::cutter::Cutter;
use super::lexicon::Lexicon;
use crate::gazetteer::fold::fold;

/// What stands between a word and the one before; several bits may be set.
pub mod gap {
    /// A blank.
    pub const BLANK: u16 = 1;
    /// A line ends, the paragraph may go on.
    pub const LINE: u16 = 1 << 1;
    /// A paragraph ends, or the text begins.
    pub const PARAGRAPH: u16 = 1 << 2;
    /// A sentence ends: `.`, `!`, `?`.
    pub const STOP: u16 = 1 << 3;
    /// A comma.
    pub const COMMA: u16 = 1 << 4;
    /// A hyphen without blanks.
    pub const HYPHEN: u16 = 1 << 5;
    /// A dash: long, doubled, or with blanks.
    pub const DASH: u16 = 1 << 6;
    /// A quotation mark.
    pub const QUOTE: u16 = 1 << 7;
    /// An opening bracket.
    pub const OPEN: u16 = 1 << 8;
    /// A closing bracket.
    pub const CLOSE: u16 = 1 << 9;
    /// A colon or semicolon.
    pub const COLON: u16 = 1 << 10;
    /// A slash.
    pub const SLASH: u16 = 1 << 11;
    /// `@`, `#`, `_`: no prose.
    pub const ODD: u16 = 1 << 12;
    /// `&`.
    pub const AND: u16 = 1 << 13;
    /// The full stop of an abbreviation.
    pub const ABBREVIATED: u16 = 1 << 14;
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// "city".
    Lower,
    /// "City".
    Capital,
    /// "CITY", "U.S.", "A".
    Capitals,
    /// "`McDonald`", "`iPhone`".
    Mixed,
    /// "1994", "5th".
    Number,
    /// A script without capitals.
    Uncased,
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// The first byte.
    pub start: usize,
    /// One past the last byte, without "'s"; with the full stop of an abbreviation.
    pub end: usize,
    /// Where its folded form lies.
    fold: (usize, usize),
    /// What stands before it.
    pub gap: u16,
    /// How it is written.
    pub shape: Shape,
    /// Whether "'s" or "'" follows.
    pub possessive: bool,
    /// Whether it holds full stops inside: "U.S.", "D.C.".
    pub dotted: bool,
    /// How many characters it has, at most 255.
    pub letters: u8,
    /// Whether its last byte is the full stop of an abbreviation.
    stop: bool,
    /// What it may be: the bits of [`flag`].
    pub flags: u64,
}

impl Word {
    /// A word that nothing more is known of.
    pub(super) fn new(bytes: Range<usize>, gap: u16, shape: Shape) -> Self {
        let fold = (0, 0);
        Self {
            start: bytes.start,
            end: bytes.end,
            fold,
            gap,
            shape,
            possessive: false,
            dotted: false,
            letters: 0,
            stop: false,
            flags: 0,
        }
    }

    /// Notes that its last byte is the full stop of an abbreviation.
    pub(super) fn set_stop(&mut self) {
        self.stop = true;
    }

    /// Whether it is an abbreviation with its full stop.
    pub fn ends_in_stop(&self) -> bool {
        self.stop
    }

    /// Whether it is written like a name: with a capital, and more than one letter.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Mixed | Shape::Capitals) && (self.letters > 1 || self.dotted)
    }
}

/// The words of a text and their folded forms, one after the other with blanks between.
#[derive(Debug)]
pub struct Words<'t> {
    text: &'t str,
    list: Vec<Word>,
    folded: String,
}

impl<'t> Words<'t> {
    /// Cuts a text.
    pub fn of(text: &'t str, lexicon: &Lexicon) -> Self {
        let mut cutter = Cutter::new(text);
        let mut out =
            Self { text, list: Vec::with_capacity(text.len() / 6 + 1), folded: String::with_capacity(text.len() + 16) };
        while let Some(mut word) = cutter.next_word() {
            out.push_fold(&mut word);
            let folded = out.folded.get(word.fold.0..word.fold.1).unwrap_or_default();
            cutter.finish(&mut word, folded, lexicon);
            out.list.push(word);
        }
        out
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The word of a number.
    pub fn get(&self, n: usize) -> Option<&Word> {
        self.list.get(n)
    }

    /// The word so many before.
    pub fn before(&self, n: usize, steps: usize) -> Option<&Word> {
        self.list.get(n.checked_sub(steps)?)
    }

    /// All words.
    pub fn all(&self) -> &[Word] {
        &self.list
    }

    /// The folded form of a word.
    pub fn folded(&self, word: &Word) -> &str {
        self.folded.get(word.fold.0..word.fold.1).unwrap_or_default()
    }

    /// The folded form of the words from one number to another, the last one included: the key of the gazetteer.
    pub fn key(&self, first: usize, last: usize) -> &str {
        match (self.list.get(first), self.list.get(last)) {
            (Some(a), Some(b)) => self.folded.get(a.fold.0..b.fold.1).unwrap_or_default(),
            _ => "",
        }
    }

    /// Whether the sign of a currency touches a word from behind: "US$".
    pub fn is_currency(&self, word: &Word) -> bool {
        self.text.as_bytes().get(word.end) == Some(&b'$')
    }

    fn push_fold(&mut self, word: &mut Word) {
        let written = self.text.get(word.start..word.end).unwrap_or_default();
        if !self.folded.is_empty() {
            self.folded.push(' ');
        }
        let start = self.folded.len();
        match written {
            _ if !written.is_ascii() => self.folded.push_str(&fold(written)),
            "Saint" | "SAINT" => self.folded.push_str("st"),
            "Mount" | "MOUNT" => self.folded.push_str("mt"),
            // Most words: letters alone.
            _ if written.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                self.folded.push_str(written);
                self.folded.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
            }
            _ => self
                .folded
                .extend(written.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase()))),
        }
        word.fold = (start, self.folded.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, Shape)> {
        let words = Words::of(text, Lexicon::built_in());
        words.all().iter().map(|word| (words.folded(word).to_owned(), word.shape)).collect()
    }

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|(folded, _)| folded).collect()
    }

    #[test]
    fn a_text_is_cut_at_blanks_and_marks_but_not_inside_words() {
        assert_eq!(folded("O'Brien's 1,200 men, well-armed"), ["obrien", "1200", "men", "well", "armed"]);
        assert_eq!(folded("Saint-Denis; Mount Hermon"), ["st", "denis", "mt", "hermon"]);
    }

    #[test]
    fn full_stops_belong_to_abbreviations() {
        let text = "The U.S. and Dr. J. Doe. St. Louis, Mo.";
        let words = Words::of(text, Lexicon::built_in());
        let stops: Vec<&str> =
            words.all().iter().filter(|word| word.ends_in_stop()).map(|word| &text[word.start..word.end]).collect();
        assert_eq!(stops, ["U.S.", "Dr.", "J.", "St.", "Mo."]);
    }

    #[test]
    fn cases_are_told_apart() {
        let shapes: Vec<Shape> =
            words("city City CITY iPhone McKee 5th مدينة").into_iter().map(|(_, shape)| shape).collect();
        let expected =
            [Shape::Lower, Shape::Capital, Shape::Capitals, Shape::Mixed, Shape::Mixed, Shape::Number, Shape::Uncased];
        assert_eq!(shapes, expected);
    }

    #[test]
    fn the_key_of_several_words_is_their_fold() {
        let words = Words::of("in Rio de\nJaneiro", Lexicon::built_in());
        assert_eq!(words.key(1, 3), "rio de janeiro");
        assert_eq!(words.key(3, 1), "");
    }
}
