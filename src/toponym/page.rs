//! A text as it is printed: its words, and how it uses capitals and lines.
//!
//! Comes in: a text. Goes out: [`Page`], which says where names may begin and how far a row of capitalised words goes.

use super::lexicon::Lexicon;
use super::token::{Shape, Word, Words, gap};
use super::words::flag;

/// A text is wrapped where its lines are at most this long.
const WIDEST_LINE: usize = 140;

/// A text and how it is printed.
#[derive(Debug)]
pub struct Page<'t> {
    /// Its words.
    pub words: Words<'t>,
    /// Whether it is written in capitals throughout, as the news agencies did.
    pub capitals: bool,
    /// Whether lines end inside sentences.
    pub wrapped: bool,
    lexicon: &'static Lexicon,
}

impl<'t> Page<'t> {
    /// Cuts a text and looks at its print.
    pub fn of(text: &'t str, lexicon: &'static Lexicon) -> Self {
        let words = Words::of(text, lexicon);
        let capitals = in_capitals(&words);
        let wrapped = is_wrapped(text, &words);
        Self { words, capitals, wrapped, lexicon }
    }

    /// Whether a word has any of some flags.
    pub fn has(&self, n: usize, flags: u64) -> bool {
        self.words.get(n).is_some_and(|word| word.flags & flags != 0)
    }

    /// Whether a name may begin at a word.
    pub fn begins_name(&self, n: usize) -> bool {
        self.words.get(n).is_some_and(|word| {
            (!self.is_function(word) || self.is_the_us(n)) && word.is_capital() && word.gap & gap::ODD == 0
        })
    }

    /// Whether "THE US" stands here in a text in capitals.
    pub fn is_the_us(&self, n: usize) -> bool {
        self.capitals && n > 0 && self.words.key(n, n) == "us" && self.words.key(n - 1, n - 1) == "the"
    }

    /// Whether a word is one of grammar; "US" and "U.S." are not "us".
    pub fn is_function(&self, word: &Word) -> bool {
        let code = word.dotted || word.shape == Shape::Capitals && word.letters <= 3 && !self.capitals;
        word.flags & flag::FUNCTION != 0 && !code
    }

    /// Whether a word counts as part of a row of capitalised words; among capitals only what is no everyday word.
    pub fn is_name(&self, n: usize) -> bool {
        self.words.get(n).is_some_and(|word| {
            let plain = self.capitals && word.flags & flag::COMMON != 0 && !word.dotted;
            word.is_capital() && !self.is_function(word) && !plain
        })
    }

    /// Whether a word may belong to the same name as the one before, by what stands between them.
    pub fn joins(&self, n: usize) -> bool {
        let allowed = gap::BLANK | gap::HYPHEN | gap::ABBREVIATED | if self.wrapped { gap::LINE } else { 0 };
        self.words.get(n).is_some_and(|word| word.gap & !allowed == 0 && word.gap != 0)
            && !self.words.before(n, 1).is_some_and(|before| before.possessive)
    }

    /// Whether only blanks (or the stop of an abbreviation) stand before a word, so that it is beside the one before.
    pub fn is_beside(&self, n: usize) -> bool {
        let allowed = gap::BLANK | gap::ABBREVIATED | if self.wrapped { gap::LINE } else { 0 };
        self.words.get(n).is_some_and(|word| word.gap & !allowed == 0 && word.gap != 0)
    }

    /// One past the last word of the row of capitalised words that begins at a word.
    pub fn run_end(&self, first: usize, longest: usize) -> usize {
        let mut end = first + 1;
        while end < first + longest && self.joins(end) && self.is_name(end) {
            end += 1;
        }
        end
    }

    /// Whether a sentence begins at a word.
    pub fn begins_sentence(&self, n: usize) -> bool {
        let mut breaks = gap::STOP | gap::PARAGRAPH | gap::COLON;
        if !self.wrapped {
            breaks |= gap::LINE;
        }
        self.words.get(n).is_some_and(|word| word.gap & breaks != 0)
    }

    /// Whether a line begins at a word.
    pub fn begins_line(&self, n: usize) -> bool {
        let breaks = gap::PARAGRAPH | if self.wrapped { 0 } else { gap::LINE };
        self.words.get(n).is_none_or(|word| word.gap & breaks != 0)
    }

    /// Whether some words are an organisation, or a building that stands for one: "White House".
    pub fn is_body(&self, first: usize, last: usize) -> bool {
        let flags = match self.words.get(first) {
            Some(word) if first == last => word.flags,
            _ => self.lexicon.flags(self.words.key(first, last)),
        };
        flags & flag::BODY_NAME != 0
    }

    /// Whether several words are known to name no place: "Miami Herald".
    pub fn is_no_place(&self, first: usize, last: usize) -> bool {
        self.lexicon.flags(self.words.key(first, last)) & flag::NO_PLACE != 0
    }

    /// The full name of an area whose abbreviation stands here: "Calif.", "B.C.".
    pub fn short_area(&self, word: &Word, folded: &str) -> Option<&'static str> {
        if word.ends_in_stop() || word.dotted { self.lexicon.short_area(folded) } else { None }
    }
}

/// Whether more than half of the words of four and more letters are in capitals.
fn in_capitals(words: &Words<'_>) -> bool {
    let long = words.all().iter().filter(|word| word.letters > 3 && word.shape != Shape::Number);
    let (mut all, mut capitals) = (0, 0);
    for word in long {
        all += 1;
        capitals += usize::from(word.shape == Shape::Capitals);
    }
    capitals * 2 > all
}

/// Whether lines end inside sentences: most of them after a word without a full stop, and none of them long.
fn is_wrapped(text: &str, words: &Words<'_>) -> bool {
    let (mut lines, mut open, mut last) = (0_usize, 0_usize, 0_usize);
    for word in words.all() {
        if word.gap & (gap::LINE | gap::PARAGRAPH) == 0 {
            continue;
        }
        lines += 1;
        open += usize::from(word.gap & (gap::STOP | gap::PARAGRAPH | gap::QUOTE) == 0);
        last = word.start;
    }
    lines > 2 && open * 2 > lines && last.max(text.len()) / lines <= WIDEST_LINE
}
