//! Walks over a text and cuts it into words.
//!
//! Comes in: a text. Goes out: one word after the other, with its case and what stood before it.

use super::lexicon::Lexicon;
use super::token::{Shape, Word, gap};
use super::words::flag;

/// Walks over a text.
pub struct Cutter<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    gap: u16,
}

impl<'t> Cutter<'t> {
    /// At the head of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, gap: gap::PARAGRAPH }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let first = *self.bytes.get(at)?;
        if first < 128 { Some(char::from(first)) } else { self.text.get(at..)?.chars().next() }
    }

    /// The next word with its case; its fold is not known yet.
    pub fn next_word(&mut self) -> Option<Word> {
        self.skip_gap();
        let start = self.at;
        let mut case = Case::default();
        let mut dotted = false;
        while let Some(c) = self.char_at(self.at) {
            if is_word(c) {
                case.add(c);
                self.at += c.len_utf8();
            } else if self.goes_on(c, &case, start) {
                dotted |= c == '.';
                self.at += c.len_utf8();
            } else {
                break;
            }
        }
        let shape = case.shape();
        (self.at > start).then(|| {
            let mut word = Word::new(start..self.at, self.gap, shape);
            (word.dotted, word.letters) = (dotted, case.count);
            word
        })
    }

    /// Whether a mark belongs to the word: the apostrophe of "O'Brien", the stops of "U.S", the comma of "1,200".
    fn goes_on(&self, c: char, case: &Case, start: usize) -> bool {
        let Some(next) = self.char_at(self.at + c.len_utf8()) else { return false };
        match c {
            '\'' | '’' => next.is_alphabetic() && !self.is_possessive(self.at),
            '.' => {
                let lone = self.at - start == 1 || self.at >= 2 && self.bytes.get(self.at - 2) == Some(&b'.');
                (lone
                    && next.is_ascii_uppercase()
                    && !case.has(Case::LOWER | Case::DIGIT)
                    && self.single_letter_follows())
                    || (next.is_ascii_digit() && case.has(Case::DIGIT))
            }
            ',' => next.is_ascii_digit() && case.has(Case::DIGIT),
            _ => false,
        }
    }

    /// After a full stop: one capital and then another stop or the end of the word.
    fn single_letter_follows(&self) -> bool {
        !self.char_at(self.at + 2).is_some_and(is_word)
    }

    /// Whether "'s" and then the end of the word stands here.
    fn is_possessive(&self, at: usize) -> bool {
        let Some(mark) = self.char_at(at).filter(|c| matches!(c, '\'' | '’')) else { return false };
        let after = at + mark.len_utf8();
        matches!(self.bytes.get(after), Some(b's' | b'S')) && !self.char_at(after + 1).is_some_and(is_word)
    }

    /// What follows the word at once: "'s", or the stop of an abbreviation.
    pub fn finish(&mut self, word: &mut Word, folded: &str, lexicon: &Lexicon) {
        self.gap = 0;
        // "U.S." is not the word "us".
        word.flags = if word.dotted { 0 } else { lexicon.flags(folded) };
        if self.bytes.get(self.at) == Some(&b'.') && is_short(word, folded, lexicon) {
            self.at += 1;
            word.end = self.at;
            word.set_stop();
            self.gap |= gap::ABBREVIATED;
        }
        if self.is_possessive(self.at) {
            let mark = self.char_at(self.at).map_or(1, char::len_utf8);
            self.at += mark + 1;
            word.possessive = true;
        } else if folded.ends_with('s') && matches!(self.char_at(self.at), Some('\'' | '’')) {
            word.possessive = true;
        }
    }

    /// Walks to the next word and notes what lies between.
    fn skip_gap(&mut self) {
        let from = self.at;
        let mut blank = false;
        while let Some(c) = self.char_at(self.at) {
            if is_word(c) {
                break;
            }
            self.note(c, from);
            blank |= c.is_whitespace();
            self.at += c.len_utf8();
        }
        if blank && self.gap & gap::HYPHEN != 0 {
            self.gap = self.gap & !gap::HYPHEN | gap::DASH;
        }
        if blank {
            self.gap |= gap::BLANK;
        }
    }

    fn note(&mut self, c: char, from: usize) {
        self.gap |= match c {
            '\n' if self.gap & gap::LINE != 0 => gap::PARAGRAPH,
            '\n' => gap::LINE,
            '.' if self.gap & gap::STOP == 0 && from == self.at && self.gap & gap::ABBREVIATED != 0 => 0,
            '.' | '!' | '?' | '…' => gap::STOP,
            ',' => gap::COMMA,
            '-' | '‐' | '‑' if self.gap & gap::HYPHEN != 0 => gap::DASH,
            '-' | '‐' | '‑' => gap::HYPHEN,
            '–' | '—' | '―' => gap::DASH,
            '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`' => gap::QUOTE,
            '(' | '[' | '{' => gap::OPEN,
            ')' | ']' | '}' => gap::CLOSE,
            ':' | ';' => gap::COLON,
            '/' => gap::SLASH,
            '@' | '#' | '_' | '\\' => gap::ODD,
            '&' => gap::AND,
            _ => 0,
        };
    }
}

/// Whether a word before a full stop is an abbreviation: "U.S.", an initial, "St.", "Calif."; but not the letter of "ISIS-K.", which ends
/// a sentence, as that of "J.-P." does not.
fn is_short(word: &Word, folded: &str, lexicon: &Lexicon) -> bool {
    let joined = word.gap & (gap::HYPHEN | gap::ABBREVIATED) == gap::HYPHEN;
    match word.shape {
        Shape::Capitals if word.letters == 1 && joined => false,
        Shape::Capitals if word.dotted || word.letters == 1 => true,
        Shape::Capitals | Shape::Capital => word.flags & flag::SHORT != 0 || lexicon.short_area(folded).is_some(),
        _ => false,
    }
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
    }
}

/// The cases seen in a word, and how many letters.
#[derive(Default)]
struct Case {
    seen: u8,
    count: u8,
}

impl Case {
    const UPPER_FIRST: u8 = 1;
    const UPPER_LATER: u8 = 2;
    const LOWER: u8 = 4;
    const DIGIT: u8 = 8;

    fn add(&mut self, c: char) {
        self.seen |= match c {
            'A'..='Z' => self.upper(),
            'a'..='z' => Self::LOWER,
            '0'..='9' => Self::DIGIT,
            _ if c.is_uppercase() => self.upper(),
            _ if c.is_lowercase() => Self::LOWER,
            _ if c.is_numeric() => Self::DIGIT,
            _ => 0,
        };
        self.count = self.count.saturating_add(1);
    }

    fn upper(&self) -> u8 {
        if self.count == 0 { Self::UPPER_FIRST } else { Self::UPPER_LATER }
    }

    fn has(&self, bits: u8) -> bool {
        self.seen & bits != 0
    }

    fn shape(&self) -> Shape {
        let (first, later, lower) = (self.has(Self::UPPER_FIRST), self.has(Self::UPPER_LATER), self.has(Self::LOWER));
        match (first, later, lower) {
            (true, _, false) | (_, true, false) => Shape::Capitals,
            (true, false, true) => Shape::Capital,
            (_, true, true) => Shape::Mixed,
            _ if self.has(Self::DIGIT) => Shape::Number,
            (_, _, true) => Shape::Lower,
            _ => Shape::Uncased,
        }
    }
}
