//! Place names in English news text: found, not yet placed.
//!
//! Comes in: a text and the gazetteer. Goes out: [`Mention`]s, in the order of the text and not overlapping.
//!
//! A text is cut into words once (`token`); rows of capitalised words are looked up (`candidate`); each candidate collects
//! clues from its own words, from its sentence and from the whole text ([`clue`]); a logistic model adds them up (`model`, `weights`).
//!
//! ```
//! use incimap::gazetteer::Gazetteer;
//! use incimap::toponym::{FindOptions, find};
//!
//! let text = "The convoy left Aleppo for Idlib on Tuesday, spokesman Jordan Smith said.";
//! let found = find(&Gazetteer::built_in()?, text, &FindOptions::default());
//! let names: Vec<&str> = found.iter().map(|m| &text[m.start..m.end]).collect();
//! assert_eq!(names, ["Aleppo", "Idlib"]);
//! # Ok::<(), incimap::error::Error>(())
//! ```

pub mod clue;

mod after;
mod agreement;
mod before;
mod candidate;
mod cutter;
mod document;
pub(crate) mod lexicon;
mod model;
pub(crate) mod page;
mod profile;
mod shape;
mod together;
pub(crate) mod token;
mod weights;
pub(crate) mod words;

use candidate::{Candidate, Candidates, Class, Demonyms};
use clue::{Clue, Clues};
use lexicon::Lexicon;
use page::Page;
use profile::Profiles;

use crate::gazetteer::Gazetteer;
use crate::gazetteer::fold::fold;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindOptions {
    /// Whether adjectives of peoples ("Syrian") are mentions.
    pub demonyms: bool,
    /// Whether names that are in no gazetteer ("Juniper Street") are mentions.
    pub unknown: bool,
}

impl Default for FindOptions {
    fn default() -> Self {
        Self { demonyms: true, unknown: true }
    }
}

impl FindOptions {
    fn wants(self, kind: Kind) -> bool {
        match kind {
            Kind::Name => true,
            Kind::Unknown => self.unknown,
            Kind::Demonym => self.demonyms,
        }
    }
}

/// How a mention names its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// By a name that the gazetteer knows.
    Name,
    /// By a name that it does not know, but that reads like a place.
    Unknown,
    /// By the adjective or noun of a people.
    Demonym,
}

/// A place name in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// One past the last byte of the name without the kind of place behind it: "Aleppo" of "Aleppo Province".
    pub core_end: usize,
    /// How it names its place.
    pub kind: Kind,
    /// The full name where an abbreviation stands: "Kentucky" for "Ky.".
    pub stands_for: Option<&'static str>,
    /// The mention after the comma behind it, "Ohio" in "Columbus, Ohio", by its number in the answer.
    pub container: Option<usize>,
    /// How probable it is that it is a place, 0 to 1.
    pub probability: f32,
}

/// A candidate and what was thought of it: for measuring and fitting.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The mention it would be.
    pub mention: Mention,
    /// The clues it was judged by.
    pub clues: Clues,
    /// Which model judged it: "Known", "Kinded", "Unknown", "Demonym".
    pub class: &'static str,
    /// Whether the text is written in capitals.
    pub capitals: bool,
}

/// Finds place names in texts; made once for many texts.
#[derive(Debug)]
pub struct Finder<'g> {
    profiles: Profiles<'g>,
    lexicon: &'static Lexicon,
    demonyms: Demonyms,
}

/// Whether a folded word is one of everyday English that is also written in lower case, or the name of a people or a belief.
pub(crate) fn is_common(folded: &str) -> bool {
    Lexicon::built_in().flags(folded) & (words::flag::COMMON | words::flag::PEOPLE) != 0
}

/// Finds the place names of one text. For many texts a [`Finder`] is made once.
pub fn find(gazetteer: &Gazetteer, text: &str, options: &FindOptions) -> Vec<Mention> {
    Finder::new(gazetteer).find(text, options)
}

impl<'g> Finder<'g> {
    /// A finder over a gazetteer.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        let table = include_str!("../../data/gazetteer/demonyms.tsv").lines().skip(1);
        let demonyms = table.filter_map(|line| line.split_once('\t')).map(|(name, _)| fold(name)).collect();
        Self { profiles: Profiles::new(gazetteer), lexicon: Lexicon::built_in(), demonyms }
    }

    /// The place names of a text, in its order, not overlapping; offsets are bytes.
    pub fn find(&self, text: &str, options: &FindOptions) -> Vec<Mention> {
        self.find_on(&Page::of(text, self.lexicon), *options)
    }

    /// The place names of a text that is cut already.
    pub(crate) fn find_on(&self, page: &Page<'_>, options: FindOptions) -> Vec<Mention> {
        let found = candidate::candidates(&self.profiles, &self.demonyms, page);
        let clues = gather(page, &found);
        let chances = chances(page, &found, &clues);
        let mut out: Vec<Mention> = Vec::new();
        let mut inner: Option<usize> = None;
        for ((candidate, clues), chance) in found.list.iter().zip(&clues).zip(chances) {
            let mention = mention(page, candidate, *clues, chance);
            if !options.wants(mention.kind) || mention.probability < model::LEAST {
                inner = None;
                continue;
            }
            let here = out.len();
            if let Some(inner) = inner.and_then(|inner| out.get_mut(inner)) {
                inner.container = Some(here);
            }
            inner = clues.has_any(&[Clue::ThenArea, Clue::ThenPlace]).then_some(here);
            out.push(mention);
        }
        out
    }

    /// Every candidate of a text with its clues, whether it is taken for a place or not.
    pub fn judge(&self, text: &str) -> Vec<Judged> {
        let page = Page::of(text, self.lexicon);
        let found = candidate::candidates(&self.profiles, &self.demonyms, &page);
        let clues = gather(&page, &found);
        let judged = |((candidate, clues), chance): ((&Candidate, &Clues), f32)| Judged {
            mention: mention(&page, candidate, *clues, chance),
            clues: *clues,
            class: candidate.class.label(),
            capitals: page.capitals,
        };
        found.list.iter().zip(&clues).zip(chances(&page, &found, &clues)).map(judged).collect()
    }
}

/// The clues of all candidates.
fn gather(page: &Page<'_>, found: &Candidates<'_>) -> Vec<Clues> {
    let mut all: Vec<Clues> = Vec::with_capacity(found.list.len());
    for (n, candidate) in found.list.iter().enumerate() {
        let profile = found.profiles.get(candidate.profile);
        let mut clues = profile.map(|profile| profile.clues).unwrap_or_default();
        let previous = n.checked_sub(1).and_then(|n| Some((found.list.get(n)?, *all.get(n)?)));
        let next = found.list.get(n + 1).and_then(|next| Some((next, found.profiles.get(next.profile)?.as_ref())));
        shape::add(page, candidate, &mut clues);
        before::add(page, candidate, previous, &mut clues);
        after::add(page, candidate, next, &mut clues);
        together::add(page, candidate, &mut clues);
        all.push(clues);
    }
    document::add(page, found, &mut all);
    all
}

/// How probable it is that each candidate is a place.
fn chances(page: &Page<'_>, found: &Candidates<'_>, clues: &[Clues]) -> Vec<f32> {
    let own = found.list.iter().zip(clues).map(|(c, clues)| model::score(c.class, page.capitals, *clues));
    let mut scores: Vec<f64> = own.collect();
    agreement::settle(page, &found.list, &mut scores);
    scores.into_iter().map(model::probability).collect()
}

fn mention(page: &Page<'_>, candidate: &Candidate, clues: Clues, probability: f32) -> Mention {
    let at = |n: usize| page.words.get(n).map_or((0, 0), |word| (word.start, word.end));
    let short = page.words.get(candidate.last).filter(|_| clues.has(Clue::ShortArea));
    Mention {
        start: at(candidate.first).0,
        end: at(candidate.last).1,
        core_end: at(candidate.core).1,
        kind: match candidate.class {
            Class::Known => Kind::Name,
            Class::Kinded if candidate.core < candidate.last => Kind::Name,
            Class::Unknown | Class::Kinded => Kind::Unknown,
            Class::Demonym => Kind::Demonym,
        },
        stands_for: short.and_then(|word| page.short_area(word, page.words.folded(word))),
        container: None,
        probability,
    }
}
