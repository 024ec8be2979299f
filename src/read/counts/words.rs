//! The words of counts: what stands before a figure, figures in words, words for no figure at all.
//!
//! Comes in: nothing. Goes out: tables, and whether a word is in one.

use std::collections::HashSet;
use std::sync::LazyLock;

/// What stands before a figure and what it makes of it.
pub(super) const HEDGES: [(&str, Hedge); 52] = [
    ("at least", Hedge::AtLeast),
    ("no fewer than", Hedge::AtLeast),
    ("no less than", Hedge::AtLeast),
    ("not less than", Hedge::AtLeast),
    ("not fewer than", Hedge::AtLeast),
    ("as few as", Hedge::AtLeast),
    ("a minimum of", Hedge::AtLeast),
    ("minimum", Hedge::AtLeast),
    ("min.", Hedge::AtLeast),
    (">=", Hedge::AtLeast),
    ("\u{2265}", Hedge::AtLeast),
    ("mindestens", Hedge::AtLeast),
    ("au moins", Hedge::AtLeast),
    ("al menos", Hedge::AtLeast),
    ("no more than", Hedge::UpTo),
    ("not more than", Hedge::UpTo),
    ("more than", Hedge::MoreThan),
    ("over", Hedge::MoreThan),
    ("above", Hedge::MoreThan),
    ("upwards of", Hedge::MoreThan),
    (">", Hedge::MoreThan),
    ("mehr als", Hedge::MoreThan),
    ("uber", Hedge::MoreThan),
    ("plus de", Hedge::MoreThan),
    ("mas de", Hedge::MoreThan),
    ("up to", Hedge::UpTo),
    ("as many as", Hedge::UpTo),
    ("at most", Hedge::UpTo),
    ("maximum", Hedge::UpTo),
    ("max.", Hedge::UpTo),
    ("<=", Hedge::UpTo),
    ("\u{2264}", Hedge::UpTo),
    ("bis zu", Hedge::UpTo),
    ("jusqu'a", Hedge::UpTo),
    ("hasta", Hedge::UpTo),
    ("fewer than", Hedge::Under),
    ("less than", Hedge::Under),
    ("under", Hedge::Under),
    ("<", Hedge::Under),
    ("nearly", Hedge::Nearly),
    ("almost", Hedge::Nearly),
    ("close to", Hedge::Nearly),
    ("just under", Hedge::Nearly),
    ("fast", Hedge::Nearly),
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("approximately", Hedge::About),
    ("roughly", Hedge::About),
    ("some", Hedge::About),
    ("circa", Hedge::About),
    ("ca.", Hedge::About),
    ("~", Hedge::About),
];

pub(super) const NUMBER_WORDS: [&str; 21] = [
    "zero",
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
];

pub(super) const TENS: [(&str, u32); 7] =
    [("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90)];

pub(super) const UNITS: [(&str, u32); 5] =
    [("dozen", 12), ("score", 20), ("hundred", 100), ("thousand", 1000), ("million", 1_000_000)];

/// Words for a number that is not stated, and the least it means.
pub(super) const VAGUE: [(&str, u32); 8] = [
    ("tens", 20),
    ("dozens", 24),
    ("scores", 40),
    ("hundreds", 200),
    ("thousands", 2000),
    ("several", 3),
    ("few", 3),
    ("multiple", 2),
];

/// Words that say that there were some, not how many.
pub(super) const UNCOUNTED: [&str; 5] =
    ["many", "numerous", "an unknown number", "an unspecified number", "unknown number"];

#[derive(Debug, Clone, Copy)]
pub(super) enum Hedge {
    AtLeast,
    MoreThan,
    UpTo,
    Under,
    Nearly,
    About,
}

/// Whether a word is part of a figure in words: "twenty", "dozen", "scores".
pub(crate) fn is_number_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let named = TENS.iter().chain(&UNITS).chain(&VAGUE).map(|(word, _)| *word);
        NUMBER_WORDS.iter().skip(1).copied().chain(named).chain(["couple"]).collect()
    });
    WORDS.contains(word)
}

/// Whether a word may stand before a figure as part of its hedge: "at", "least", "nearly", "an estimated", "a total of".
pub(crate) fn is_hedge_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let hedges = HEDGES.iter().flat_map(|(words, _)| words.split(' '));
        hedges.chain(["an", "estimated", "a", "total", "of"]).collect()
    });
    WORDS.contains(word)
}
