//! A text as sentences of words, with the words of incidents marked.
//!
//! Comes in: a text. Goes out: [`Prose`]: its words, sentences, paragraphs and marks. Sentences are at most [`LONGEST`] words long, so that
//! what is done in a sentence takes a bounded time.

use std::ops::Range;

use super::lists::{self, List, Lists};
use super::sense::{Cue, Sense};
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::Casualties;
use crate::read::{is_number_word, prose_count};
use crate::toponym::lexicon::Lexicon;
use crate::toponym::page::Page;
use crate::toponym::token::{Shape, Word, gap};
use crate::toponym::words::flag;

/// Words of a heading.
const LONGEST_HEADING: usize = 24;
/// The most words of a sentence; a longer one is cut.
const LONGEST: usize = 120;

/// The most words of a name before a part of it.
const LONGEST_NAME: usize = 8;

/// So many words of sport, one of them in so many words of the text, and it is a report on sport.
const SPORT: usize = 4;
const WORDS_OF_SPORT: usize = 30;

/// Lines of wrapped texts are at least and at most this long, in bytes.
const NARROWEST: usize = 50;
const WIDEST: usize = 100;

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its words.
    pub words: Range<usize>,
    /// Its marks.
    pub marks: Range<usize>,
    /// The number of its paragraph.
    pub paragraph: usize,
}

/// A text as sentences.
pub struct Prose<'t> {
    /// The text.
    pub text: &'t str,
    /// Its words.
    pub page: Page<'t>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Words of the tables in it.
    pub marks: Vec<Mark>,
    /// Whether it is a report on sport.
    pub sport: bool,
    /// The lists that hold each of its words.
    lists: Vec<Lists>,
}

/// The lists of a word; those of "is", "it" and "who" are not for "IS", "IT" and "WHO" among small letters.
fn lists_of(page: &Page<'_>, n: usize) -> Lists {
    let Some(word) = page.words.get(n) else { return Lists::default() };
    let folded = page.words.folded(word);
    let loud = |n: usize| page.words.get(n).is_some_and(|word| word.shape == Shape::Capitals);
    let name = loud(n) && !loud(n + 1) && n.checked_sub(1).is_none_or(|n| !loud(n));
    if name && matches!(folded, "is" | "it" | "who") { Lists::default() } else { lists::of(folded) }
}

impl<'t> Prose<'t> {
    /// Cuts a text.
    pub fn of(text: &'t str, tables: &Vocabulary) -> Self {
        let page = Page::of(text, Lexicon::built_in());
        let marks = tables.read(&page.words);
        let lists = (0..page.words.len()).map(|n| lists_of(&page, n)).collect();
        let sport = marks.iter().filter(|m| matches!(m.sense, Sense::Cue(Cue::Sport | Cue::Fiction))).count();
        let sport = sport >= SPORT && sport * WORDS_OF_SPORT > page.words.len();
        let mut out = Self { text, page, sentences: Vec::new(), marks, sport, lists };
        out.cut();
        out
    }

    fn cut(&mut self) {
        let (mut first, mut mark, mut paragraph) = (0, 0, 0);
        let count = self.page.words.len();
        for n in 1..=count {
            let gap = self.page.words.get(n).map_or(gap::PARAGRAPH, |word| word.gap);
            let soft = gap & gap::LINE == 0 || self.page.wrapped || self.is_soft(n);
            let line = if soft { 0 } else { gap::LINE };
            let ends = gap & (gap::STOP | gap::PARAGRAPH | line) != 0
                && !(gap & (gap::PARAGRAPH | line) == 0 && self.is_month_short(n));
            if !ends && n - first < LONGEST {
                continue;
            }
            let from = mark;
            while self.marks.get(mark).is_some_and(|m| m.first < n) {
                mark += 1;
            }
            self.sentences.push(Sentence { words: first..n, marks: from..mark, paragraph });
            paragraph += usize::from(gap & (gap::PARAGRAPH | line) != 0);
            first = n;
        }
    }

    /// Whether the line before a word is as long as wrapped lines are and ends without a stop: a short text is not known to be wrapped.
    fn is_soft(&self, n: usize) -> bool {
        let Some(end) = n.checked_sub(1).and_then(|n| self.page.words.get(n)).map(|w| w.end) else { return false };
        let back = self.text.as_bytes().get(end.saturating_sub(WIDEST)..end).unwrap_or_default();
        let length = back.iter().rev().position(|b| *b == b'\n').unwrap_or(if end < WIDEST { end } else { WIDEST });
        (NARROWEST..WIDEST).contains(&length) && !self.gap(n, gap::STOP | gap::PARAGRAPH)
    }

    /// Whether the stop before a word is that of a month: "Jan. 3".
    fn is_month_short(&self, n: usize) -> bool {
        let month = n.checked_sub(1).and_then(|n| self.page.words.get(n));
        let short = month.is_some_and(|w| w.flags & flag::CALENDAR != 0 && w.letters <= 4);
        short && self.page.words.get(n).is_some_and(|w| w.shape == Shape::Number)
    }

    /// The folded form of a word; empty where there is none.
    pub fn folded(&self, n: usize) -> &str {
        self.page.words.get(n).map_or("", |word| self.page.words.folded(word))
    }

    /// The marks that begin among some words, or so little before them that they may reach into them.
    pub fn marks_about(&self, first: usize, last: usize) -> impl Iterator<Item = &Mark> {
        let from = self.marks.partition_point(|m| m.first + LONGEST_NAME < first);
        self.marks.get(from..).unwrap_or_default().iter().take_while(move |m| m.first <= last)
    }

    /// Whether a word stands in a headline in capitals above a text that is not: nothing there is written like a name.
    pub fn is_shouted(&self, n: usize) -> bool {
        let small = |n: usize| self.word(n).is_some_and(|word| !matches!(word.shape, Shape::Capitals | Shape::Number));
        let at = self.sentences.partition_point(|s| s.words.end <= n);
        let line = self.sentences.get(at).filter(|s| s.words.len() > 3 && s.words.contains(&n));
        !self.page.capitals && line.is_some_and(|s| !s.words.clone().any(small))
    }

    /// Whether a word stands in a headline in title case: all its longer words are written like names.
    pub fn is_titled(&self, n: usize) -> bool {
        let at = self.sentences.partition_point(|s| s.words.end <= n);
        let Some(line) = self.sentences.get(at).filter(|s| s.words.len() > 3 && s.words.contains(&n)) else {
            return false;
        };
        let long = |n: &usize| self.word(*n).is_some_and(|word| word.letters > 4 && word.shape != Shape::Number);
        let all = line.words.clone().filter(long).count();
        all > 2 && line.words.clone().filter(long).all(|n| self.word(n).is_some_and(Word::is_capital))
    }

    /// Whether a word stands in a list.
    pub fn is(&self, n: usize, list: List) -> bool {
        self.lists.get(n).is_some_and(|lists| list.is_in(*lists))
    }

    /// How many a word says: "12", "twenty-three", "dozens"; nothing for most words, which are not read as counts at all.
    pub fn count(&self, n: usize) -> Option<Casualties> {
        let folded = self.folded(n);
        let figure = folded.starts_with(|c: char| c.is_ascii_digit()) || folded.contains('-') || is_number_word(folded);
        if figure { prose_count(folded) } else { None }
    }

    /// A word.
    pub fn word(&self, n: usize) -> Option<&Word> {
        self.page.words.get(n)
    }

    /// Whether anything of some bits stands before a word.
    pub fn gap(&self, n: usize, bits: u16) -> bool {
        self.page.words.get(n).is_none_or(|word| word.gap & bits != 0)
    }

    /// The marks of a sentence.
    pub fn marks_of(&self, sentence: &Sentence) -> &[Mark] {
        self.marks.get(sentence.marks.clone()).unwrap_or_default()
    }

    /// The bytes from one word to another.
    pub fn bytes(&self, first: usize, last: usize) -> Range<usize> {
        let start = self.page.words.get(first).map_or(0, |word| word.start);
        start..self.page.words.get(last).map_or(start, |word| word.end).max(start)
    }

    /// The text from one word to another.
    pub fn slice(&self, first: usize, last: usize) -> &'t str {
        self.text.get(self.bytes(first, last)).unwrap_or_default()
    }

    /// The words of a byte range.
    pub fn words_of(&self, bytes: &Range<usize>) -> (usize, usize) {
        let all = self.page.words.all();
        let first = all.partition_point(|word| word.end <= bytes.start);
        let end = all.partition_point(|word| word.start < bytes.end);
        (first, end.saturating_sub(1).max(first))
    }

    /// Whether a sentence asks: "Who attacked the hall?"
    pub fn is_question(&self, sentence: &Sentence) -> bool {
        let last = sentence.words.end.checked_sub(1).and_then(|n| self.page.words.get(n));
        let rest = last.and_then(|word| self.text.get(word.end..)).unwrap_or_default();
        rest.trim_start_matches(['"', '\'', '”', '’', ')', ' ']).starts_with('?')
    }

    /// Whether a sentence ends its paragraph without a stop, as headings do.
    pub fn is_heading(&self, sentence: &Sentence) -> bool {
        let Range { start, end } = sentence.words;
        let ends = self.gap(end, gap::PARAGRAPH | gap::LINE) && !self.gap(end, gap::STOP | gap::COLON);
        ends && self.word(end).is_some() && end - start <= LONGEST_HEADING
    }

    /// Whether a cue lies in some words of a sentence.
    pub fn has_cue(&self, sentence: &Sentence, within: Range<usize>, cue: Cue) -> bool {
        self.cue_at(sentence, within, cue).is_some()
    }

    /// The first mark of a cue in some words of a sentence.
    pub fn cue_at(&self, sentence: &Sentence, within: Range<usize>, cue: Cue) -> Option<&Mark> {
        let wanted = Sense::Cue(cue);
        self.marks_of(sentence).iter().find(|m| m.sense == wanted && within.contains(&m.first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_full_stops_and_paragraphs_and_not_at_abbreviations() {
        let text = "Gen. Smith left the U.S. embassy. A bomb\nexploded.\n\nNobody was hurt";
        let prose = Prose::of(text, Vocabulary::built_in());
        let cut: Vec<&str> = prose.sentences.iter().map(|s| prose.slice(s.words.start, s.words.end - 1)).collect();
        assert_eq!(cut.len(), 4, "{cut:?}");
        assert_eq!(prose.sentences.last().unwrap().paragraph, 2);
    }

    #[test]
    fn a_group_named_by_a_letter_behind_a_hyphen_ends_a_sentence_and_an_initial_does_not() {
        let count = |text| Prose::of(text, Vocabulary::built_in()).sentences.len();
        assert_eq!(count("Nine were linked to ISIS-K. In December three more were held."), 2);
        assert_eq!(count("Gen. Michael E. Kurilla and J.-P. Sartre spoke."), 1);
    }
}
