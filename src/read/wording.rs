//! Words of a cell made comparable, and the words that mean "not known".
//!
//! Comes in: a cell. Goes out: its folded form (lower case, no accents, plain dashes, single spaces), or that it is blank.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What analysts and programs write where nothing is known, folded.
const BLANKS: [&str; 31] = [
    "-",
    "--",
    "---",
    "?",
    "??",
    ".",
    "n/a",
    "na",
    "n.a.",
    "#n/a",
    "nan",
    "null",
    "nil",
    "none",
    "(none)",
    "unknown",
    "(unknown)",
    "not known",
    "unclear",
    "unspecified",
    "not stated",
    "(not stated)",
    "not given",
    "(not given)",
    "not reported",
    "not available",
    "undated",
    "tbd",
    "unbekannt",
    "inconnu",
    "desconocido",
];

/// Lower case, without accents, with plain dashes and quotes and single spaces.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        fold_into(&mut out, text.chars());
    } else {
        fold_into(&mut out, text.nfd().filter(|c| !is_combining_mark(*c)));
    }
    out
}

/// Adds the folded forms of letters that are taken apart already.
fn fold_into(out: &mut String, letters: impl Iterator<Item = char>) {
    for c in letters {
        match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{2032}' => out.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{2033}' => out.push('"'),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    while out.ends_with(' ') {
        out.pop();
    }
}

/// Whether a folded text says that nothing is known.
pub(super) fn is_blank(folded: &str) -> bool {
    folded.is_empty() || BLANKS.contains(&folded)
}

/// The cell without the spaces around it. Most cells have none, which is seen by their ends.
#[inline]
pub(super) fn trimmed(cell: &str) -> &str {
    let is_plain = |byte: &u8| byte.is_ascii_graphic();
    match cell.as_bytes() {
        [only] if is_plain(only) => cell,
        [first, .., last] if is_plain(first) && is_plain(last) => cell,
        _ => cell.trim(),
    }
}

/// The cell without the spaces around it; nothing where it is blank or says "unknown".
pub(super) fn known(cell: &str) -> Option<&str> {
    let cell = trimmed(cell);
    // No blank is longer than this, and folding every cell would take most of the time of reading.
    let blank = match cell.len() {
        0 => true,
        1..=20 if !may_be_blank(cell) => false,
        1..=20 if cell.is_ascii() => BLANKS.iter().any(|word| word.eq_ignore_ascii_case(cell)),
        1..=20 => is_blank(&fold(cell)),
        _ => false,
    };
    (!blank).then_some(cell)
}

/// Whether a cell begins as one that says that nothing is known: most do not.
fn may_be_blank(cell: &str) -> bool {
    let first = cell.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    matches!(first, b'-' | b'?' | b'.' | b'#' | b'(' | b'n' | b'u' | b't' | b'i' | b'd') || first >= 0x80
}

/// The first `limit` characters, for messages.
pub(super) fn clip(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_dashes_and_spaces_do_not_matter() {
        assert_eq!(fold("  Früh\u{a0} MÄRZ 10–12 "), "fruh marz 10-12");
    }

    #[test]
    fn what_means_unknown_is_blank_and_a_word_is_not() {
        assert!(BLANKS.iter().all(|word| may_be_blank(word) && may_be_blank(&word.to_uppercase())));
        assert_eq!(
            (known("\u{2014}"), known("\u{a0}n/a"), trimmed("a b"), trimmed(" a\u{a0}")),
            (None, None, "a b", "a")
        );
        assert_eq!((known(" N/A "), known("?"), known("Unknown"), known(" Kabul ")), (None, None, None, Some("Kabul")));
    }
}
