//! What an English word may be: common word, name of a person, title, kind of place.
//!
//! Comes in: the lists of `data/words/` and of [`words`](super::words). Goes out: the flags of a word, from one table that is made once.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Read;
use std::sync::OnceLock;

use flate2::read::GzDecoder;

use super::words::{LISTS, SHORT_AREAS, flag};

/// A hash for short words of our own; no answer depends on its order.
#[derive(Default)]
pub struct Fast(u64);

impl Hasher for Fast {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        // Two looks that may overlap take in all of the rest.
        match (rest.first_chunk::<4>(), rest.last_chunk::<4>(), rest) {
            (Some(a), Some(b), _) => {
                self.write_u64(u64::from(u32::from_le_bytes(*a)) | u64::from(u32::from_le_bytes(*b)) << 32);
            }
            (_, _, [a, b, c]) => self.write_u64(u64::from(u32::from_le_bytes([*a, *b, *c, 1]))),
            (_, _, [a, b]) => self.write_u64(u64::from(u32::from_le_bytes([*a, *b, 2, 0]))),
            (_, _, [a]) => self.write_u64(u64::from(*a)),
            _ => {}
        }
    }

    fn write_u8(&mut self, _: u8) {}

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// A map that hashes fast.
pub type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Fast>>;

/// A set that hashes fast.
pub type FastSet<T> = HashSet<T, BuildHasherDefault<Fast>>;

/// The table of words.
#[derive(Debug)]
pub struct Lexicon {
    /// Words of at most eight bytes, as a number: most words of a text, found without a look at the letters.
    short: FastMap<u64, u64>,
    /// The most frequent of them: a table so small that it stays near.
    frequent: FastMap<u64, u64>,
    long: FastMap<&'static str, u64>,
    areas: FastMap<&'static str, &'static str>,
}

impl Lexicon {
    /// The built-in table, made at the first call.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Lexicon> = OnceLock::new();
        BUILT_IN.get_or_init(Self::build)
    }

    fn build() -> Self {
        let mut out = Self {
            short: FastMap::default(),
            frequent: FastMap::default(),
            long: FastMap::default(),
            areas: SHORT_AREAS.iter().copied().collect(),
        };
        out.short.reserve(MOST_WORDS);
        out.long.reserve(MOST_WORDS / 3);
        for (flags, text) in LISTS.iter().copied() {
            text.split_ascii_whitespace().for_each(|word| out.add(word, flags));
        }
        for (flags, text) in LINES.iter().copied() {
            text.lines().for_each(|word| out.add(word, flags));
            if flags == flag::NO_PLACE {
                let firsts = text.lines().filter_map(|row| row.split(' ').next());
                firsts.for_each(|word| out.add(word, flag::BEGINS_NO_PLACE));
            }
        }
        let mut frequent: Vec<u64> = Vec::new();
        for (packed_list, flags) in WEIGHED {
            for (word, weight) in inflate(packed_list).lines().filter_map(|line| line.split_once('\t')) {
                let weight = weight.parse().unwrap_or_default();
                out.add(word, flags(weight));
                if flags(weight) & flag::COMMON != 0 && weight <= FREQUENT_LEVEL {
                    frequent.extend(packed(word));
                }
            }
        }
        let functions = out.short.iter().filter(|(_, flags)| **flags & flag::FUNCTION != 0).map(|(word, _)| *word);
        frequent.extend(functions);
        out.frequent = frequent.into_iter().filter_map(|word| Some((word, *out.short.get(&word)?))).collect();
        out
    }

    fn add(&mut self, word: &'static str, flags: u64) {
        let known = match packed(word) {
            Some(number) => self.short.entry(number).or_default(),
            None => self.long.entry(word).or_default(),
        };
        *known |= flags;
    }

    /// The flags of a folded word; 0 where it stands in no list.
    pub fn flags(&self, folded: &str) -> u64 {
        match packed(folded) {
            Some(number) => self.frequent.get(&number).or_else(|| self.short.get(&number)),
            None => self.long.get(folded),
        }
        .copied()
        .unwrap_or_default()
    }

    /// The full name of an area's abbreviation: "Calif" is California.
    pub fn short_area(&self, folded: &str) -> Option<&'static str> {
        self.areas.get(folded).copied()
    }
}

/// A word of at most eight bytes as a number.
fn packed(word: &str) -> Option<u64> {
    let bytes = word.as_bytes();
    (bytes.len() <= 8).then(|| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// A packed list of words with weights, and the flags of a weight.
type Weighed = (&'static [u8], fn(u32) -> u64);

/// The lists that are data; their README says what the weights are.
static WEIGHED: &[Weighed] = &[
    (include_bytes!("../../data/words/common.tsv.gz"), |level| {
        flag::COMMON | if level <= EVERYDAY_LEVEL { flag::EVERYDAY } else { 0 }
    }),
    (include_bytes!("../../data/words/first_names.tsv.gz"), |bearers| {
        flag::FIRST | if bearers >= FREQUENT_BEARERS { flag::FREQUENT_FIRST } else { 0 }
    }),
    (include_bytes!("../../data/words/last_names.tsv.gz"), |bearers| {
        flag::LAST | if bearers >= FREQUENT_BEARERS { flag::FREQUENT_LAST } else { 0 }
    }),
];

/// The lists of one entry a line; entries of several words are asked for in the last one only.
const LINES: &[(u64, &str)] = &[
    (flag::TITLE, include_str!("../../data/words/titles.txt")),
    (flag::ORG, include_str!("../../data/words/organisations.txt")),
    (flag::CALENDAR, include_str!("../../data/words/calendar.txt")),
    (flag::PEOPLE, include_str!("../../data/words/peoples.txt")),
    (flag::BRAND, include_str!("../../data/words/brands.txt")),
    (flag::TEAM, include_str!("../../data/words/teams.txt")),
    (flag::BODY_NAME, include_str!("../../data/words/institutions.txt")),
    (flag::NO_PLACE, include_str!("../../data/words/no_places.txt")),
];

/// A word of this level or below is one of the most frequent.
const FREQUENT_LEVEL: u32 = 10;
/// A word of this level or below is one of everyday English.
const EVERYDAY_LEVEL: u32 = 20;
/// A name with so many bearers in 100,000 is a frequent one.
const FREQUENT_BEARERS: u32 = 10;
/// Room for all words.
const MOST_WORDS: usize = 140_000;

/// The text of a packed list, kept as long as the process runs.
fn inflate(packed: &[u8]) -> &'static str {
    let mut text = String::new();
    let read = GzDecoder::new(packed).read_to_string(&mut text);
    debug_assert!(read.is_ok(), "a built-in list is damaged");
    text.leak()
}
