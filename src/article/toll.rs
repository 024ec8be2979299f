//! How many were killed and wounded, as worded.
//!
//! Comes in: a sentence. Goes out: [`Toll`]s: killed or injured, the lowest and the highest figure, the words, the rule. "13 US service
//! members and 170 civilians" is 183; "a soldier and his wife" is 2; a plural without a figure is not known.

use super::prose::{Prose, Sentence};
use super::vocabulary::{Effect, Mark, Sense, Side};
use crate::incident::Casualties;
use crate::read::prose_count;
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// Words that may stand between a figure and its noun.
const MOST_BETWEEN: usize = 6;
/// Words looked at before a word of effect.
const MOST_BEFORE: usize = 28;
/// Words that may stand between the people and the verb: "aboard the bus", "in the blast".
const MOST_TRAILING: usize = 8;

/// A count of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Toll {
    /// Killed or injured.
    pub effect: Effect,
    /// The figures; a plural without a figure has none.
    pub count: Casualties,
    /// The first word of the people.
    pub first: usize,
    /// The last word of the people.
    pub last: usize,
    /// The word of effect.
    pub at: usize,
    /// The sorts of the people.
    pub people: Vec<usize>,
    /// "Two were also killed": more than those told of before.
    pub also: bool,
    /// The rule.
    pub rule: &'static str,
}

/// People as one or several parts of a list.
#[derive(Debug, Clone)]
struct People {
    first: usize,
    last: usize,
    count: Casualties,
    marks: Vec<usize>,
    named: bool,
}

/// The tolls of a sentence.
pub fn tolls(prose: &Prose<'_>, sentence: &Sentence) -> Vec<Toll> {
    let marks = prose.marks_of(sentence);
    let mut out: Vec<Toll> = Vec::new();
    let mut taken = sentence.words.start;
    for mark in marks {
        let Sense::Effect(effect, side) = mark.sense else { continue };
        let reader = Reader { prose, sentence };
        let found = reader.of(mark, side, taken);
        let Some((people, rule)) = found else { continue };
        taken = people.last.max(mark.last) + 1;
        out.push(Toll {
            effect,
            count: people.count,
            first: people.first,
            last: people.last,
            at: mark.first,
            people: people.marks,
            also: (mark.first.saturating_sub(3).max(sentence.words.start)..mark.first)
                .any(|n| prose.folded(n) == "also"),
            rule,
        });
    }
    out
}

struct Reader<'a, 't> {
    prose: &'a Prose<'t>,
    sentence: &'a Sentence,
}

impl Reader<'_, '_> {
    fn of(&self, mark: &Mark, side: Side, taken: usize) -> Option<(People, &'static str)> {
        if let Some(none) = self.nobody(mark) {
            return Some((none, "toll.none"));
        }
        let before = || self.before(mark, taken).map(|people| (people, "toll.before"));
        let behind = || self.behind(mark).map(|people| (people, "toll.behind"));
        match side {
            Side::Before => before(),
            Side::Behind => behind(),
            Side::Owner => self.owner(mark).map(|people| (people, "toll.owner")),
            Side::Either if self.is_passive(mark.first) => before(),
            Side::Either => behind().or_else(before),
        }
    }

    /// "Nobody was killed", "no casualties".
    fn nobody(&self, mark: &Mark) -> Option<People> {
        let from = mark.first.saturating_sub(4).max(self.sentence.words.start);
        let found = (from..mark.first).find(|n| {
            let word = self.prose.folded(*n);
            matches!(word, "nobody" | "none")
                || word == "no" && !matches!(self.prose.folded(n + 1), "longer" | "matter")
        })?;
        Some(People { first: found, last: mark.last, count: Casualties::exactly(0), marks: Vec::new(), named: false })
    }

    /// "The senator's murder", "his assassination": one.
    fn owner(&self, mark: &Mark) -> Option<People> {
        let before = mark.first.checked_sub(1).filter(|n| *n >= self.sentence.words.start)?;
        let possessive = self.prose.word(before).is_some_and(|w| w.possessive) && self.prose.page.is_name(before);
        let theirs = matches!(self.prose.folded(before), "his" | "her");
        (possessive || theirs).then(|| one(before, before))
    }

    /// Whether a form of "be" stands before a word of effect, or a figure with its people does ("five soldiers killed").
    fn is_passive(&self, at: usize) -> bool {
        let mut n = at;
        for _ in 0..4 {
            let Some(before) = n.checked_sub(1).filter(|n| *n >= self.sentence.words.start) else { return false };
            match self.prose.folded(before) {
                "was" | "were" | "been" | "being" | "be" | "is" | "are" | "got" => return true,
                _ if self.prose.page.has(before, flag::FUNCTION) => return false,
                word if word.ends_with("ly") || word == "also" || word == "later" => n = before,
                _ => break,
            }
        }
        let beside = n.checked_sub(1).filter(|n| *n >= self.sentence.words.start);
        let next = self.prose.folded(at + 1);
        let ends = self.prose.gap(at + 1, gap::STOP | gap::COMMA | gap::PARAGRAPH | gap::COLON)
            || matches!(
                next,
                "in" | "by"
                    | "and"
                    | "when"
                    | "on"
                    | "at"
                    | "as"
                    | "during"
                    | "near"
                    | "outside"
                    | "last"
                    | "after"
                    | "with"
            );
        beside.is_some_and(|n| self.person_ending(n).is_some() || self.is_number(n)) && ends
    }

    /// The people before a word of effect: the last list that ends near it.
    fn before(&self, mark: &Mark, taken: usize) -> Option<People> {
        let from = mark.first.saturating_sub(MOST_BEFORE).max(self.sentence.words.start).max(taken);
        let mut at = from;
        let mut best: Option<People> = None;
        while at < mark.first {
            match self.list(at, mark.first, false) {
                Some(people) => {
                    at = people.last + 1;
                    best = Some(people);
                }
                None => at += 1,
            }
        }
        let near = |people: &People| mark.first.saturating_sub(people.last) <= MOST_TRAILING;
        best.filter(near).or_else(|| self.subject(mark, from))
    }

    /// A person named before a passive verb: "Ricardo Castellar, mayor of Achi, was killed".
    fn subject(&self, mark: &Mark, from: usize) -> Option<People> {
        if mark.first <= from {
            return None;
        }
        // "He was murdered", "was found dead", "Senator Galan died".
        let near = mark.first.saturating_sub(4).max(from)..mark.first;
        let singular = near.clone().any(|n| matches!(self.prose.folded(n), "was" | "has"));
        let dies = self.prose.folded(mark.first) == "died" && near.clone().any(|n| self.is_person_name(n));
        if !singular && !dies {
            return None;
        }
        let placed =
            |n: &usize| n.checked_sub(1).is_some_and(|b| matches!(self.prose.folded(b), "in" | "of" | "at" | "near"));
        let name = (from..mark.first).rev().find(|n| self.is_person_name(*n) && !placed(n));
        let at = name.unwrap_or(mark.first - 1);
        Some(one(at, at))
    }

    /// The people behind a word of effect: "killing 12", "murder of the mayor".
    fn behind(&self, mark: &Mark) -> Option<People> {
        let end = self.sentence.words.end;
        (mark.last + 1..(mark.last + 4).min(end)).find_map(|at| {
            let skipped = (mark.last + 1..at)
                .all(|n| self.prose.page.has(n, flag::FUNCTION) || self.prose.folded(n).ends_with("ly"));
            if skipped && !self.prose.gap(at, gap::COLON) { self.list(at, end, true) } else { None }
        })
    }

    /// One or several parts: "13 US service members and 170 civilians".
    fn list(&self, at: usize, end: usize, names: bool) -> Option<People> {
        let mut all = self.part(at, end, names)?;
        // "The murders of A, B and C": behind a plural all parts may be names.
        let several = names
            && at
                .checked_sub(2)
                .is_some_and(|n| self.prose.folded(n).ends_with('s') && self.prose.folded(n + 1) == "of");
        loop {
            let next = all.last + 1;
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
            all.count = sum(&all.count, &more.count);
            all.last = more.last;
            all.marks.extend(more.marks);
        }
        let words = self.prose.slice(all.first, all.last);
        if !all.count.is_unknown() && !all.named {
            all.count.worded = Some(words.split_ascii_whitespace().collect::<Vec<_>>().join(" ").into());
        }
        Some(all)
    }

    /// One part: a figure with its people, "a soldier", "his wife", "the mayor", a name.
    fn part(&self, at: usize, end: usize, names: bool) -> Option<People> {
        let number = self.number_from(at, end);
        if let Some((first, last, count)) = number {
            return self.counted(first, last, count, end);
        }
        let one = matches!(
            self.prose.folded(at),
            "a" | "an" | "another" | "his" | "her" | "the" | "their" | "former" | "its"
        );
        if let Some((last, mark, plural)) = self.noun(if one { at + 1 } else { at }, end)
            && (one || names)
        {
            let count = if plural { Casualties::default() } else { Casualties::exactly(1) };
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
        if self.prose.word(last + 1).is_some() && self.prose.gap(last + 1, gap::HYPHEN) {
            return None;
        }
        if let Some((noun, mark, _)) = self.noun(last + 1, end) {
            return Some(People { first, last: noun, count, marks: vec![mark], named: false });
        }
        let next = self.prose.folded(last + 1);
        let ended = last + 1 >= end || self.prose.gap(last + 1, gap::STOP | gap::COMMA | gap::PARAGRAPH | gap::CLOSE);
        let effect = self
            .prose
            .marks_of(self.sentence)
            .iter()
            .any(|m| m.first == last + 1 && matches!(m.sense, Sense::Effect(..)));
        let open = matches!(
            next,
            "and"
                | "were"
                | "was"
                | "are"
                | "others"
                | "more"
                | "have"
                | "had"
                | "in"
                | "when"
                | "on"
                | "of"
                | "seriously"
        );
        (ended || effect || open).then_some(People { first, last, count, marks: Vec::new(), named: false })
    }

    /// A figure with its hedge from a word on: "at least 143", "as many as 170", "scores of".
    fn number_from(&self, at: usize, end: usize) -> Option<(usize, usize, Casualties)> {
        let mut n = at;
        while n < end && n < at + 4 && self.is_hedge(n) {
            n += 1;
        }
        if n >= end || !self.is_number(n) {
            return None;
        }
        let mut last = n;
        while last + 1 < end
            && self.is_number(last + 1)
            && !self.prose.gap(last + 1, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON)
        {
            last += 1;
        }
        let words = self.prose.slice(at, last).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.trim_start_matches("an estimated ").trim_start_matches("a total of ");
        let count = prose_count(words).or_else(|| prose_count(self.prose.slice(n, last)))?;
        if self.prose.folded(last + 1) == "of" && self.prose.folded(last).ends_with('s') {
            last += 1;
        }
        (!count.is_unknown()).then_some((at, last, count))
    }

    fn is_hedge(&self, n: usize) -> bool {
        const HEDGES: [&str; 26] = [
            "at",
            "least",
            "more",
            "than",
            "as",
            "many",
            "up",
            "to",
            "nearly",
            "almost",
            "about",
            "around",
            "some",
            "over",
            "approximately",
            "no",
            "fewer",
            "less",
            "close",
            "roughly",
            "an",
            "estimated",
            "a",
            "total",
            "of",
            "most",
        ];
        HEDGES.contains(&self.prose.folded(n))
    }

    fn is_number(&self, n: usize) -> bool {
        const WORDS: [&str; 46] = [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
            "hundred",
            "thousand",
            "dozen",
            "dozens",
            "scores",
            "hundreds",
            "thousands",
            "several",
            "tens",
            "score",
            "twentyone",
            "twentytwo",
            "twentythree",
            "twentyfour",
            "twentyfive",
            "few",
            "couple",
            "multiple",
            "million",
        ];
        let Some(word) = self.prose.word(n) else { return false };
        let folded = self.prose.folded(n);
        if word.shape == Shape::Number {
            return folded.bytes().all(|b| b.is_ascii_digit()) && folded.len() < 7 && !is_year(folded);
        }
        WORDS.contains(&folded)
    }

    /// A noun of people within a few words: its last word, the number of its mark, whether it is a plural.
    fn noun(&self, from: usize, end: usize) -> Option<(usize, usize, bool)> {
        let mut found = None;
        for n in from..end.min(from + MOST_BETWEEN) {
            let broken = n > from
                && self.prose.gap(n, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON | gap::OPEN | gap::DASH);
            if broken || self.is_effect(n) {
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
            let function = self.prose.page.has(n, flag::FUNCTION)
                && !matches!(
                    self.prose.folded(n),
                    "other" | "of" | "the" | "more" | "others" | "and" | "us" | "their" | "our"
                );
            if found.is_some() || function {
                break;
            }
        }
        let (last, mark) = found?;
        Some((last, mark, is_plural(self.prose.folded(last))))
    }

    fn is_effect(&self, n: usize) -> bool {
        self.prose.marks_of(self.sentence).iter().any(|m| m.first == n && matches!(m.sense, Sense::Effect(..)))
    }

    fn person_starting(&self, n: usize) -> Option<(usize, usize)> {
        let marks = self.prose.marks_of(self.sentence);
        let from = marks.partition_point(|m| m.first < n);
        let here = marks.iter().enumerate().skip(from).take_while(|(_, m)| m.first == n);
        here.filter(|(_, m)| matches!(m.sense, Sense::Person(_)))
            .map(|(at, m)| (self.sentence.marks.start + at, m.last))
            .next()
    }

    fn person_ending(&self, n: usize) -> Option<usize> {
        let marks = self.prose.marks_of(self.sentence);
        marks.iter().position(|m| m.last == n && matches!(m.sense, Sense::Person(_)))
    }

    /// Whether a word begins or is part of a person's name.
    fn is_person_name(&self, n: usize) -> bool {
        let page = &self.prose.page;
        page.is_name(n)
            && !page.has(n, flag::CALENDAR | flag::PEOPLE | flag::ORG | flag::GENERIC | flag::FACILITY)
            && (page.has(n, flag::FIRST | flag::LAST | flag::TITLE) || !page.capitals)
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
fn one(first: usize, last: usize) -> People {
    People { first, last, count: Casualties::exactly(1), marks: Vec::new(), named: true }
}

fn is_year(folded: &str) -> bool {
    folded.len() == 4 && matches!(folded.get(..2), Some("19" | "20"))
}

fn is_plural(noun: &str) -> bool {
    const PLURALS: [&str; 8] = ["people", "police", "troops", "children", "personnel", "clergy", "elderly", "crew"];
    noun.ends_with("men") || PLURALS.contains(&noun) || noun.ends_with('s') && !noun.ends_with("ss")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::vocabulary::Vocabulary;

    fn read(text: &str) -> Vec<(Effect, Option<u32>, Option<u32>)> {
        let prose = Prose::of(text, Vocabulary::built_in());
        let all: Vec<Toll> = prose.sentences.iter().flat_map(|s| tolls(&prose, s)).collect();
        all.iter().map(|t| (t.effect, t.count.low, t.count.high)).collect()
    }

    #[test]
    fn tolls_are_read_as_worded() {
        use Effect::{Injured, Killed};
        for (text, meant) in [
            ("At least 143 people were killed.", vec![(Killed, Some(143), None)]),
            ("The attack killed 13 US service members and 170 civilians.", vec![(Killed, Some(183), Some(183))]),
            ("It killed 13 US service members and as many as 170 civilians.", vec![(Killed, Some(13), Some(183))]),
            ("Nearly 100 people died.", vec![(Killed, Some(90), Some(100))]),
            ("Scores of people were killed.", vec![(Killed, Some(40), None)]),
            ("A bomb killed a soldier and his wife.", vec![(Killed, Some(2), Some(2))]),
            (
                "The blast left five dead and twelve wounded.",
                vec![(Killed, Some(5), Some(5)), (Injured, Some(12), Some(12))],
            ),
            ("An explosion injured more than 100.", vec![(Injured, Some(101), None)]),
            (
                "THREE SUBVERSIVES WERE KILLED AND SEVEN OTHERS WERE WOUNDED.",
                vec![(Killed, Some(3), Some(3)), (Injured, Some(7), Some(7))],
            ),
            ("Nobody was killed.", vec![(Killed, Some(0), Some(0))]),
        ] {
            assert_eq!(read(text), meant, "{text}");
        }
    }
}
