//! Cuts a text into words once, with all that is asked of a word later.
//!
//! Comes in: a text in UTF-8. Goes out: [`Words`]: for each word its bytes, its folded form, its case and what stood before it.

use super::lexicon::Lexicon;
use super::words::flag;
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
    pub flags: u32,
}

impl Word {
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
        let mut cutter = Cutter { text, bytes: text.as_bytes(), at: 0, gap: gap::PARAGRAPH };
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
            _ => self
                .folded
                .extend(written.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase()))),
        }
        word.fold = (start, self.folded.len());
    }
}

/// Walks over a text.
struct Cutter<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    gap: u16,
}

impl Cutter<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        let first = *self.bytes.get(at)?;
        if first < 128 { Some(char::from(first)) } else { self.text.get(at..)?.chars().next() }
    }

    /// The next word with its case; its fold is not known yet.
    fn next_word(&mut self) -> Option<Word> {
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
        (self.at > start).then(|| Word {
            start,
            end: self.at,
            fold: (0, 0),
            gap: self.gap,
            shape: case.shape(),
            possessive: false,
            dotted,
            letters: case.count,
            stop: false,
            flags: 0,
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
    fn finish(&mut self, word: &mut Word, folded: &str, lexicon: &Lexicon) {
        self.gap = 0;
        // "U.S." is not the word "us".
        word.flags = if word.dotted { 0 } else { lexicon.flags(folded) };
        if self.bytes.get(self.at) == Some(&b'.') && is_short(word, folded, lexicon) {
            self.at += 1;
            word.end = self.at;
            word.stop = true;
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

/// Whether a word before a full stop is an abbreviation: "U.S.", an initial, "St.", "Calif.".
fn is_short(word: &Word, folded: &str, lexicon: &Lexicon) -> bool {
    match word.shape {
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
