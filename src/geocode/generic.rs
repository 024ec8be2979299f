//! Generic words beside a name, and what kind of place they announce: "Governorate", "ciudad de", "محافظة".
//!
//! Comes in: a word in any case and script. Goes out: a [`Hint`]. The words are the table `data/geocode/generic.tsv`.

use std::sync::LazyLock;

use crate::gazetteer::{Feature, fold};
use crate::toponym::lexicon::FastMap;

/// What a generic word says of the name beside it: "the city of", "Governorate".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hint {
    /// A country.
    Country,
    /// A first-level unit.
    Admin1,
    /// A finer unit.
    Admin2,
    /// A town or village.
    Settlement,
}

impl Hint {
    /// Whether a kind of place is what the word announces.
    pub fn fits(self, feature: Feature) -> bool {
        match self {
            Self::Country => feature.is_country(),
            Self::Admin1 => matches!(feature, Feature::Admin1 | Feature::Region),
            Self::Admin2 => matches!(feature, Feature::Admin2 | Feature::AdminFine),
            Self::Settlement => feature.is_settlement(),
        }
    }
}

/// Generic words in their folded form and what they announce, in the order of their bytes.
static GENERIC: LazyLock<Vec<(&str, Hint)>> = LazyLock::new(|| {
    let kind = |word: &str| match word {
        "country" => Hint::Country,
        "admin1" => Hint::Admin1,
        "admin2" => Hint::Admin2,
        _ => Hint::Settlement,
    };
    rows(include_str!("../../data/geocode/generic.tsv")).map(|(word, announced)| (word, kind(announced))).collect()
});

/// The same, to be looked up.
static BY_WORD: LazyLock<FastMap<&str, Hint>> = LazyLock::new(|| GENERIC.iter().copied().collect());

/// The rows of a table of two columns.
pub fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Words that link a generic word to the name behind it.
const LINKS: [&str; 12] = ["of", "the", "de", "del", "la", "las", "los", "du", "des", "do", "da", "d"];

/// What a generic word announces; an abbreviation may end in a full stop.
pub fn hint(word: &str) -> Option<Hint> {
    let plain = word.strip_suffix('.').unwrap_or(word);
    let find = |word: &str| BY_WORD.get(word).copied();
    if !has_ends(plain.as_bytes()) {
        return None;
    }
    if !plain.is_ascii() {
        return find(&fold::fold(plain));
    }
    // "CO" is Colorado, "Co." a county.
    if !has_length(plain.as_bytes()) || plain.len() == 2 && !is_title(plain) {
        return None;
    }
    let mut letters = [0_u8; LONGEST];
    let letters = letters.get_mut(..plain.len())?;
    letters.iter_mut().zip(plain.bytes()).for_each(|(to, from)| *to = lower(from));
    let plain = std::str::from_utf8(letters).ok()?;
    find(plain).or_else(|| find(plain.strip_suffix('s').filter(|one| one.len() > 2)?))
}

/// Whether a word is written with one capital at its front.
fn is_title(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && !letters.any(char::is_uppercase)
}

/// The generic words by their first letter: their lengths, a bit each, and their last letters, a bit each; with the plural's letter, too.
static SHAPES: LazyLock<[(u32, u32); LETTERS]> = LazyLock::new(|| {
    let mut shapes = [(0, bit(b's').unwrap_or_default()); LETTERS];
    for (word, _) in GENERIC.iter() {
        let ends = word.as_bytes().first().and_then(|first| letter(*first)).zip(word.as_bytes().last());
        if let Some(((lengths, lasts), last)) = ends.and_then(|(at, last)| Some((shapes.get_mut(at)?, last))) {
            *lengths |= 0b11_u32.checked_shl(word.len() as u32).unwrap_or_default();
            *lasts |= bit(*last).unwrap_or_default();
        }
    }
    shapes
});

/// The number of the letters that are told apart.
const LETTERS: usize = 26;

/// The number of a letter of ASCII, of either case.
fn letter(byte: u8) -> Option<usize> {
    byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_lowercase() - b'a'))
}

/// The bit of a letter of ASCII.
fn bit(byte: u8) -> Option<u32> {
    letter(byte).map(|at| 1 << at)
}

/// Whether some generic word has the first and the last letter of a word: most words are told by that, before they are folded. Of letters
/// beyond ASCII nothing is known before.
fn has_ends(word: &[u8]) -> bool {
    let ends = word.first().and_then(|first| letter(*first)).zip(word.last().and_then(|last| bit(*last)));
    ends.and_then(|(at, last)| Some(SHAPES.get(at)?.1 & last != 0)).unwrap_or(true)
}

/// Whether some generic word has the first letter and the length of a word in ASCII.
fn has_length(word: &[u8]) -> bool {
    let shape = word.first().and_then(|first| letter(*first)).and_then(|at| SHAPES.get(at));
    shape.is_some_and(|(lengths, _)| word.len() < LONGEST && lengths >> word.len() & 1 == 1)
}

/// The longest generic word and the ending of its plural.
const LONGEST: usize = 20;

/// A letter in lower case; a hyphen as the blank that folding makes of it.
fn lower(letter: u8) -> u8 {
    if letter == b'-' { b' ' } else { letter.to_ascii_lowercase() }
}

/// Whether a word links a generic word to a name: "of", "de".
pub fn is_link(word: &str) -> bool {
    LINKS.iter().any(|link| link.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_words_announce_a_kind() {
        assert_eq!(hint("Governorate"), Some(Hint::Admin1));
        assert_eq!(hint("villages"), Some(Hint::Settlement));
        assert_eq!(hint("Sub-District"), Some(Hint::Admin2));
        assert_eq!(hint("Región"), Some(Hint::Admin1));
        assert_eq!(hint("محافظة"), Some(Hint::Admin1));
        assert_eq!(
            (hint("Prov."), hint("Obl."), hint("Dist")),
            (Some(Hint::Admin1), Some(Hint::Admin1), Some(Hint::Admin2))
        );
        assert_eq!((hint("Co."), hint("CO"), hint("co")), (Some(Hint::Admin2), None, None));
        assert_eq!(hint("Kerman"), None);
        assert_eq!(hint(&"s".repeat(1_000)), None);
    }

    #[test]
    fn the_words_stand_folded_and_in_order() {
        assert!(GENERIC.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (word, _) in GENERIC.iter() {
            assert_eq!(fold::fold(word), *word);
            assert!(word.len() < LONGEST || !word.is_ascii(), "{word}");
        }
    }
}
