//! The rows of capitalised words of a text, and the names in them that may be places.
//!
//! Comes in: the words of a text. Goes out: candidates in the order of the text, not overlapping: the longest names that the
//! gazetteer knows, names of peoples, and what is left of a row of capitalised words.

use std::sync::Arc;

use super::lexicon::{FastMap, FastSet};
use super::page::Page;
use super::profile::{Profile, Profiles};
use super::token::{Shape, Word};
use super::words::{KIND_WORDS, flag};
use crate::gazetteer::fold::{fold, is_too_short};

/// The most words of a name of a place.
const LONGEST_NAME: usize = 6;
/// The most words of a row that are looked at together.
const LONGEST_RUN: usize = 24;

/// What a candidate is as far as the lists say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// In the gazetteer.
    Known,
    /// With its kind of place, whether the gazetteer knows it or not: "Aleppo Province", "Juniper Street".
    Kinded,
    /// Capitalised words that are in no list of places.
    Unknown,
    /// An adjective or noun of a people: "Syrian".
    Demonym,
}

impl Class {
    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Known => "Known",
            Self::Kinded => "Kinded",
            Self::Unknown => "Unknown",
            Self::Demonym => "Demonym",
        }
    }
}

/// A name that may be a place.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// Its first word.
    pub first: usize,
    /// Its last word.
    pub last: usize,
    /// The last word of the name without the kind of place behind it: "Aleppo" of "Aleppo Province".
    pub core: usize,
    /// The row of capitalised words it stands in.
    pub run: (usize, usize),
    /// What the lists say.
    pub class: Class,
    /// Its profile.
    pub profile: usize,
}

/// The candidates of a text and the profiles of their names.
#[derive(Debug, Default)]
pub struct Candidates<'g> {
    /// In the order of the text.
    pub list: Vec<Candidate>,
    /// One a name.
    pub profiles: Vec<Arc<Profile<'g>>>,
}

/// Finds the candidates of a text.
pub fn candidates<'g>(gazetteer: &Profiles<'g>, demonyms: &Demonyms, page: &Page<'_>) -> Candidates<'g> {
    let mut scan = Scan {
        gazetteer,
        demonyms,
        page,
        names: FastMap::default(),
        codes: FastMap::default(),
        out: Candidates::default(),
    };
    scan.out.profiles.push(Arc::default());
    let mut at = 0;
    while at < page.words.len() {
        at = if page.begins_name(at) { scan.run(at) } else { at + 1 };
    }
    scan.out
}

/// The names of peoples: folded, sorted.
pub type Demonyms = FastSet<String>;

struct Scan<'a, 'g> {
    gazetteer: &'a Profiles<'g>,
    demonyms: &'a Demonyms,
    page: &'a Page<'a>,
    /// The profile of each name asked for; 0 where the gazetteer does not know it.
    names: FastMap<&'a str, usize>,
    /// The same for codes and abbreviations.
    codes: FastMap<&'a str, usize>,
    out: Candidates<'g>,
}

impl<'a> Scan<'a, '_> {
    /// The candidates of a row of capitalised words; the number of the word behind it.
    fn run(&mut self, first: usize) -> usize {
        let mut end = self.page.run_end(first, LONGEST_RUN);
        let from = self.out.list.len();
        let mut at = first;
        let mut loose: Option<usize> = None;
        while at < end {
            let no_place = self.no_place_at(at);
            let name = if no_place.is_none() { self.name_at(at) } else { None };
            if let Some(last) = no_place.or(name.map(|(last, _, _)| last)) {
                self.leave(loose.take(), at);
                if let Some((last, class, profile)) = name {
                    self.push(at, last, class, profile);
                }
                at = last + 1;
                if at > end {
                    // The name goes on over a link, "Rio de Janeiro"; the row does too, but not without end.
                    end = if at < first + LONGEST_RUN { self.page.run_end(last, LONGEST_RUN) } else { at };
                }
            } else {
                loose =
                    loose.or(Some(at)).filter(|_| !self.page.has(at, flag::FUNCTION | flag::TITLE | flag::CALENDAR));
                at += 1;
            }
        }
        self.leave(loose, end);
        self.join_kind(from, end);
        for candidate in self.out.list.iter_mut().skip(from) {
            candidate.run = (first, end - 1);
        }
        end
    }

    /// Keeps the words since `first` as a name that is in no list.
    fn leave(&mut self, first: Option<usize>, end: usize) {
        if let Some(first) = first.filter(|first| *first < end) {
            self.push(first, end - 1, Class::Unknown, 0);
        }
    }

    fn push(&mut self, first: usize, last: usize, class: Class, profile: usize) {
        self.out.list.push(Candidate { first, last, core: last, run: (first, last), class, profile });
    }

    /// "Aleppo" and "Province" become one; so do the words before "Street" and "Airport".
    fn join_kind(&mut self, from: usize, end: usize) {
        let Some(tail) = self.out.list.pop_if(|tail| tail.class == Class::Unknown && tail.last + 1 == end) else {
            return;
        };
        let kind = self.page.has(tail.last, flag::GENERIC | flag::FACILITY | flag::STREET);
        let count = self.out.list.len();
        let head = self.out.list.last_mut().filter(|head| count > from && head.last + 1 == tail.first);
        let joined = match head {
            Some(head) if kind && tail.first == tail.last && head.class == Class::Known => {
                (head.class, head.last) = (Class::Kinded, tail.last);
                return;
            }
            Some(head)
                if kind && head.class == Class::Known && self.page.has(tail.last, flag::GENERIC | flag::STREET) =>
            {
                (head.class, head.last, head.core) = (Class::Kinded, tail.last, tail.last);
                return;
            }
            // "Gwinnett Medical Center": the words behind the place say what stands there, and are no name by themselves.
            Some(_) if kind && (tail.first..=tail.last).all(|at| self.page.has(at, flag::COMMON)) => return,
            _ => Candidate { class: if kind && tail.first < tail.last { Class::Kinded } else { tail.class }, ..tail },
        };
        self.out.list.push(joined);
    }

    /// The longest name of a place that begins at a word, or the name of a people.
    fn name_at(&mut self, first: usize) -> Option<(usize, Class, usize)> {
        let (ends, count) = self.ends_of_names(first);
        for end in ends.iter().take(count).rev().copied() {
            if let Some(found) = self.known(first, end) {
                return Some((end, Class::Known, found));
            }
            if self.demonyms.contains(self.page.words.key(first, end)) {
                return Some((end, Class::Demonym, 0));
            }
        }
        None
    }

    /// Where the names that begin at a word may end: at each of the next capitalised words.
    fn ends_of_names(&self, first: usize) -> ([usize; LONGEST_NAME], usize) {
        let mut ends = [0; LONGEST_NAME];
        let mut count = 0;
        for step in 0..LONGEST_NAME {
            let at = first + step;
            let Some(word) = self.page.words.get(at) else { break };
            if step > 0 && !self.page.joins(at) {
                break;
            }
            if word.is_capital() {
                if let Some(end) = ends.get_mut(count) {
                    *end = at;
                    count += 1;
                }
            } else if step == 0 || !self.page.has(at, flag::LINK) {
                break;
            }
        }
        (ends, count)
    }

    /// The last of the words from one on that are known to name no place though one may stand in them: "Miami Herald".
    fn no_place_at(&self, first: usize) -> Option<usize> {
        if !self.page.has(first, flag::BEGINS_NO_PLACE) {
            return None;
        }
        let (ends, count) = self.ends_of_names(first);
        ends.into_iter().take(count).rev().find(|last| self.page.is_no_place(first, *last))
    }

    /// The profile of a row of words that the gazetteer knows.
    fn known(&mut self, first: usize, last: usize) -> Option<usize> {
        let page = self.page;
        let word = page.words.get(last)?;
        let key = page.words.key(first, last);
        if first == last && (word.shape == Shape::Capitals && (word.letters <= 3 || word.dotted) || word.ends_in_stop())
        {
            return self.known_short(first, word, key);
        }
        if first == last && (self.demonyms.contains(key) || self.is_part(first, word)) {
            return None;
        }
        self.profile(key)
    }

    /// Whether a lone word is only part of a name, or no name: a title, or "Park" and "Police" beside other capitals.
    fn is_part(&self, at: usize, word: &Word) -> bool {
        let page = self.page;
        if word.flags & flag::FUNCTION != 0 {
            return true;
        }
        if word.flags & flag::COMMON == 0 {
            return false;
        }
        // Among capitals nothing tells "northern" from "Northern".
        if page.capitals && word.flags & (flag::DIRECTION | flag::GENERIC | flag::VAGUE) != 0 {
            return true;
        }
        // "South and Central Asia": a part of the name behind "and".
        let direction = |n: usize| page.has(n, flag::DIRECTION);
        let and = page.is_beside(at + 1)
            && page.words.get(at + 1).is_some_and(|word| matches!(page.words.folded(word), "and" | "or"));
        if direction(at) && and && direction(at + 2) && page.is_name(at + 3) {
            return true;
        }
        let beside =
            at > 0 && page.is_beside(at) && page.is_name(at - 1) || page.is_beside(at + 1) && page.is_name(at + 1);
        word.flags & (flag::TITLE | flag::ROLE) != 0 || word.flags & KIND_WORDS != 0 && beside
    }

    /// A word in capitals: a code ("UK", "U.S."), an abbreviated area ("B.C.", "Calif."), else a name.
    fn known_short(&mut self, at: usize, word: &'a Word, key: &'a str) -> Option<usize> {
        if self.page.words.is_currency(word) {
            return None;
        }
        let is_code = if self.page.capitals { self.is_code_among_capitals(at, word) } else { is_code(word, key) };
        let area = self.page.short_area(word, key);
        if !is_code && area.is_none() {
            return self.profile(key);
        }
        let cached = self.codes.get(key).copied();
        let found = cached.unwrap_or_else(|| match area {
            Some(area) => self.make(&fold(area), None),
            None => self.make(if is_too_short(key) { "" } else { key }, Some(&key.to_ascii_uppercase())),
        });
        self.codes.insert(key, found);
        (found > 0).then_some(found)
    }

    /// Whether a word of a text in capitals is a code: with full stops, or no word of English, or "THE US".
    fn is_code_among_capitals(&self, at: usize, word: &Word) -> bool {
        let key = self.page.words.key(at, at);
        let english = word.flags & (flag::FUNCTION | flag::COMMON) != 0;
        is_code(word, key) && (word.dotted || !english || self.page.is_the_us(at))
    }

    /// The profile of a name.
    fn profile(&mut self, key: &'a str) -> Option<usize> {
        // Most rows of words are no name, which the gazetteer tells faster than any memory of ours.
        if is_too_short(key) || !self.gazetteer.may_know(key) {
            return None;
        }
        if let Some(found) = self.names.get(key) {
            return (*found > 0).then_some(*found);
        }
        let found = self.make(key, None);
        self.names.insert(key, found);
        (found > 0).then_some(found)
    }

    /// A new profile; 0 where the gazetteer does not know the name.
    fn make(&mut self, name: &str, code: Option<&str>) -> usize {
        let Some(profile) = self.gazetteer.of(name, code) else { return 0 };
        self.out.profiles.push(profile);
        self.out.profiles.len() - 1
    }
}

/// Whether a word is written like a code: "UK", "U.S."; "A.M." and "P.M." are times.
fn is_code(word: &Word, key: &str) -> bool {
    (2..=3).contains(&key.len()) && word.shape == Shape::Capitals && !matches!(key, "am" | "pm")
}
