//! People as a text counts them: a figure with its noun, "a soldier and his wife", names, lists of all of these.
//!
//! Comes in: a sentence and the word at which people may begin. Goes out: [`People`]: how many, which words. A plural without a figure is not known.

use super::lists::List;
use super::prose::{Prose, Sentence};
use super::sense::Sense;
use crate::incident::Casualties;
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// Words that may stand between a figure and its noun.
const MOST_BETWEEN: usize = 6;

/// People as one or several parts of a list.
#[derive(Debug, Clone)]
pub struct People {
    /// The first word.
    pub first: usize,
    /// The last word.
    pub last: usize,
    /// How many; a plural without a figure has none.
    pub count: Casualties,
    /// Numbers of the marks of their nouns.
    pub marks: Vec<usize>,
    /// Whether they are told by a name.
    pub named: bool,
}

/// Reads people in a sentence.
pub struct Counter<'a, 't> {
    /// The text.
    pub prose: &'a Prose<'t>,
    /// The sentence.
    pub sentence: &'a Sentence,
}

impl Counter<'_, '_> {
    /// One or several parts: "13 US service members and 170 civilians".
    pub fn list(&self, at: usize, end: usize, names: bool) -> Option<People> {
        // "The murders of A, B and C": behind a plural all parts may be names.
        let plural = |n: usize| self.prose.folded(n).ends_with('s') && self.prose.folded(n + 1) == "of";
        self.parts(at, end, names, names && at.checked_sub(2).is_some_and(plural))
    }

    /// Parts that may all be names: "Carlos Ruiz and Juan Soto".
    pub fn names(&self, at: usize, end: usize) -> Option<People> {
        self.parts(at, end, true, true)
    }

    fn parts(&self, at: usize, end: usize, names: bool, several: bool) -> Option<People> {
        let mut all = self.part(at, end, names)?;
        let mut tail = all.clone();
        loop {
            let next = self.behind_ages(self.behind(&all, end), end);
            if next >= end {
                break;
            }
            let comma = self.prose.gap(next, gap::COMMA);
            let word = self.prose.folded(next);
            let from = match word {
                "and" | "plus" => next + 1,
                "as" if self.prose.folded(next + 1) == "well" => next + 3,
                _ if comma => next,
                _ => break,
            };
            let strict = !several && (!names || all.named || comma && from == next);
            let Some(more) = self
                .part(from, end, names && !strict)
                .or_else(|| if all.named { self.part(from, end, false) } else { None })
                .or_else(|| if names { None } else { self.strangers_before(from, end) })
            else {
                break;
            };
            // "killing 12 and wounding 5" are two tolls; an effect right behind the part takes it.
            let effect_next = self
                .prose
                .marks_of(self.sentence)
                .iter()
                .any(|m| m.first == more.last + 1 && matches!(m.sense, Sense::Effect(..)));
            if effect_next && names {
                break;
            }
            let Some(counts) = self.counts_on_its_own(&tail, &more, comma, from) else { break };
            if counts {
                all.count = sum(&all.count, &more.count);
            }
            all.last = more.last;
            all.marks.extend(more.marks.iter().copied());
            tail = more;
        }
        let words = self.prose.slice(all.first, all.last);
        if !all.count.is_unknown() && !all.named {
            all.count.worded = Some(words.split_ascii_whitespace().collect::<Vec<_>>().join(" ").into());
        }
        Some(all)
    }

    /// One part: a figure with its people, "a soldier", "his wife", "the mayor", a name.
    pub(super) fn part(&self, at: usize, end: usize, names: bool) -> Option<People> {
        let known = self.prose.is(at, List::KnownPeople);
        let figure = self.number_from(at, end).or_else(|| if known { self.number_from(at + 1, end) } else { None });
        // "A 52-year-old man" is one.
        let counts = |last: usize| self.prose.word(last + 1).is_none() || !self.prose.gap(last + 1, gap::HYPHEN);
        if let Some((first, last, count)) = figure.filter(|(_, last, _)| counts(*last)) {
            return self.counted(first, last, count, end);
        }
        let one = self.prose.is(at, List::OnePerson);
        if let Some((last, mark, plural)) = self.noun(if one { at + 1 } else { at }, end)
            && (one || names)
        {
            // "Jesuit priests Ellacuria, Montes and Moreno": as many as are named.
            if plural && let Some((last, many)) = self.row_of_names(last + 1, end) {
                return Some(People {
                    first: at,
                    last,
                    count: Casualties::exactly(many),
                    marks: vec![mark],
                    named: false,
                });
            }
            let count = if plural { Casualties::default() } else { Casualties::exactly(1) };
            // "Minister Antonio Rodriguez Porth and two bodyguards": the name belongs to the office.
            let last = if !plural && self.is_person_name(last + 1) && self.prose.page.joins(last + 1) {
                self.name_end(last + 1, end)
            } else {
                last
            };
            return Some(People { first: at, last, count, marks: vec![mark], named: false });
        }
        if names && self.is_person_name(at) {
            let last = self.name_end(at, end);
            return Some(People { first: at, last, count: Casualties::exactly(1), marks: Vec::new(), named: true });
        }
        None
    }

    /// A figure and the noun behind it, or a bare figure where nothing else is counted.
    fn counted(&self, first: usize, last: usize, count: Casualties, end: usize) -> Option<People> {
        if self.is_age(first, last) || self.is_day(first, last) {
            return None;
        }
        // "Four American and five Nigerien soldiers": the noun of the second is that of the first, too.
        let other = last + 1;
        let shared = !self.prose.page.capitals
            && self.prose.page.is_name(other)
            && self.prose.folded(other + 1) == "and"
            && self.is_number(other + 2)
            && self.noun(other + 3, end).is_some();
        if shared && self.person_starting(other).is_none() {
            return Some(People { first, last: other, count, marks: Vec::new(), named: false });
        }
        if let Some((noun, mark, _)) = self.noun(last + 1, end) {
            return Some(People { first, last: noun, count, marks: vec![mark], named: false });
        }
        // Not before the colon of "11:40".
        let next = last + 1;
        let parted = self.prose.gap(next, gap::COLON) && self.prose.gap(next, gap::BLANK);
        let ends = gap::STOP | gap::COMMA | gap::PARAGRAPH | gap::CLOSE;
        let ended = next >= end || parted || self.prose.gap(next, ends);
        let effect = self
            .prose
            .marks_of(self.sentence)
            .iter()
            .any(|m| m.first == last + 1 && matches!(m.sense, Sense::Effect(..)));
        let open = self.prose.is(last + 1, List::BehindFigure);
        (ended || effect || open).then_some(People { first, last, count, marks: Vec::new(), named: false })
    }

    /// "Two men, aged 56 and 67, and a woman": where the list goes on behind their ages.
    fn behind_ages(&self, at: usize, end: usize) -> usize {
        if self.prose.folded(at) != "aged" {
            return at;
        }
        let row =
            (at + 1..end).find(|n| !self.is_number(*n) && (self.prose.folded(*n) != "and" || !self.is_number(n + 1)));
        row.unwrap_or(end)
    }

    /// "Galan, 46, was killed": a figure between commas behind a name; "aged 56 and 67".
    fn is_age(&self, first: usize, last: usize) -> bool {
        let word = |back: usize| first.checked_sub(back).map_or("", |n| self.prose.folded(n));
        if word(1) == "aged" || word(1) == "and" && word(3) == "aged" {
            return true;
        }
        let named = first.checked_sub(1).is_some_and(|n| self.prose.page.is_name(n));
        named && self.prose.gap(first, gap::COMMA) && self.prose.gap(last + 1, gap::COMMA) && last == first
    }

    /// A noun of people within a few words: its last word, the number of its mark, whether it is a plural.
    fn noun(&self, from: usize, end: usize) -> Option<(usize, usize, bool)> {
        let mut found = None;
        for n in from..end.min(from + MOST_BETWEEN) {
            let broken = n > from
                && self.prose.gap(n, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON | gap::OPEN | gap::DASH);
            // A figure counts people of its own.
            if broken || self.is_effect(n) || n > from && (self.is_number(n) || self.tells(n)) {
                break;
            }
            if let Some((mark, last)) = self.person_starting(n) {
                found = Some((last, mark));
                continue;
            }
            if found.is_some_and(|(last, _)| n <= last) {
                continue;
            }
            // Behind the noun the phrase is over; before it verbs and small words end it.
            // "Six IS fighters", "11 US Marines": a name, whatever word it reads as.
            let named = !self.prose.page.capitals && self.prose.word(n).is_some_and(|w| w.shape == Shape::Capitals);
            let function = self.prose.page.has(n, flag::FUNCTION) && !self.prose.is(n, List::BeforeNoun) && !named;
            if found.is_some() || function {
                break;
            }
        }
        let (last, mark) = found?;
        Some((last, mark, is_plural(self.prose.folded(last))))
    }

    pub(super) fn is_effect(&self, n: usize) -> bool {
        self.prose.marks_of(self.sentence).iter().any(|m| m.first == n && matches!(m.sense, Sense::Effect(..)))
    }

    /// Whether a word tells of an event: "the murder of the minister and the kidnapping of a mayor".
    fn tells(&self, n: usize) -> bool {
        self.prose.marks_of(self.sentence).iter().any(|m| m.first == n && matches!(m.sense, Sense::Event(_)))
    }

    fn person_starting(&self, n: usize) -> Option<(usize, usize)> {
        let marks = self.prose.marks_of(self.sentence);
        let from = marks.partition_point(|m| m.first < n);
        let here = marks.iter().enumerate().skip(from).take_while(|(_, m)| m.first == n);
        here.filter(|(_, m)| matches!(m.sense, Sense::Person(_)))
            .map(|(at, m)| (self.sentence.marks.start + at, m.last))
            .next()
    }

    pub fn person_ending(&self, n: usize) -> Option<usize> {
        let marks = self.prose.marks_of(self.sentence);
        marks.iter().position(|m| m.last == n && matches!(m.sense, Sense::Person(_)))
    }

    /// Whether a word begins or is part of a person's name.
    pub fn is_person_name(&self, n: usize) -> bool {
        let page = &self.prose.page;
        page.is_name(n)
            && !page.has(n, flag::CALENDAR | flag::PEOPLE | flag::ORG | flag::GENERIC | flag::FACILITY)
            && (page.has(n, flag::FIRST | flag::LAST | flag::TITLE) || !page.capitals)
    }

    /// The last word of names in a row that "and" closes, and how many they are.
    fn row_of_names(&self, from: usize, end: usize) -> Option<(usize, u32)> {
        let (mut at, mut many, mut closed) = (from, 0, false);
        if !self.prose.page.joins(from) {
            return None;
        }
        while at < end && self.is_person_name(at) {
            let last = self.name_end(at, end);
            many += 1;
            let next = last + 1;
            if closed {
                return Some((last, many));
            }
            closed = self.prose.folded(next) == "and";
            if !closed && !self.prose.gap(next, gap::COMMA) {
                return None;
            }
            at = next + usize::from(closed || self.prose.folded(next) == "and");
        }
        None
    }

    fn name_end(&self, at: usize, end: usize) -> usize {
        let mut last = at;
        while last + 1 < end && last < at + 8 && self.prose.page.joins(last + 1) && self.prose.page.is_name(last + 1) {
            last += 1;
        }
        last
    }
}

/// One person by a name or a pronoun.
pub fn one(first: usize, last: usize) -> People {
    People { first, last, count: Casualties::exactly(1), marks: Vec::new(), named: true }
}

/// Whether a noun of people is a plural.
pub fn is_plural(noun: &str) -> bool {
    noun.ends_with("men") || List::Plural.holds(noun) || noun.ends_with('s') && !noun.ends_with("ss")
}

/// The sum of two counts; unknown where either is.
fn sum(a: &Casualties, b: &Casualties) -> Casualties {
    if a.is_unknown() || b.is_unknown() {
        let known = if a.is_unknown() { b } else { a };
        // "12 soldiers and civilians": at least the 12.
        return Casualties { low: known.low.or(known.best), high: None, best: None, worded: None };
    }
    let add = |x: Option<u32>, y: Option<u32>| x.zip(y).and_then(|(x, y)| x.checked_add(y));
    let low = add(a.low.or(Some(0)), b.low.or(Some(0))).filter(|n| *n > 0);
    let best =
        add(a.best.or(a.low).or(a.high), b.best.or(b.low).or(b.high)).filter(|_| a.best.is_some() && b.best.is_some());
    Casualties { low, high: add(a.high, b.high), best, worded: None }
}
