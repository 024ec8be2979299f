//! Words to countries: codes, English names and other names.
//!
//! Comes in: what a row or a user calls a country. Goes out: its index, or `None`; never a look-alike.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Country;

/// Forms of state that may stand before a name.
const FORMS: [&str; 8] = [
    "republic of ",
    "federal republic of ",
    "islamic republic of ",
    "democratic republic of ",
    "kingdom of ",
    "principality of ",
    "commonwealth of ",
    "union of ",
];

/// Codes and folded names, each with the index of its country.
#[derive(Debug)]
pub(super) struct Names {
    codes: HashMap<String, usize>,
    names: HashMap<String, usize>,
}

impl Names {
    /// Takes the countries in their final order. A name that two claim goes to the one that has it as its own name, else
    /// to the first.
    pub(super) fn new(countries: &[(Country, Vec<String>)]) -> Self {
        let mut found = Self { codes: HashMap::new(), names: HashMap::new() };
        for (index, (country, _)) in countries.iter().enumerate() {
            found.names.entry(fold(&country.name)).or_insert(index);
            let codes = country.code.map(|code| code.to_string()).into_iter().chain(country.iso_a3.clone());
            for code in codes {
                found.codes.entry(code).or_insert(index);
            }
        }
        for (index, (_, others)) in countries.iter().enumerate() {
            for other in others {
                found.names.entry(fold(other)).or_insert(index);
            }
        }
        found
    }

    /// The country of a code in capitals.
    pub(super) fn with_code(&self, code: &str) -> Option<usize> {
        self.codes.get(code).copied()
    }

    /// The country that words mean.
    pub(super) fn find(&self, words: &str) -> Option<usize> {
        let words = words.trim();
        self.code(words).or_else(|| self.name(&fold(words))).or_else(|| self.two_names(words))
    }

    /// A code in capitals or in small letters; "In" and "La" are words.
    fn code(&self, words: &str) -> Option<usize> {
        let all = |test: fn(&u8) -> bool| words.bytes().all(|b| test(&b));
        let letters = matches!(words.len(), 2 | 3) && (all(u8::is_ascii_uppercase) || all(u8::is_ascii_lowercase));
        letters.then(|| self.with_code(&words.to_ascii_uppercase())).flatten()
    }

    /// A folded name, with or without the form of state before it.
    fn name(&self, folded: &str) -> Option<usize> {
        let bare = || FORMS.iter().find_map(|form| self.names.get(folded.strip_prefix(form)?));
        self.names.get(folded).or_else(bare).copied()
    }

    /// "Burma (Myanmar)": a name with another name of the same country in brackets.
    fn two_names(&self, words: &str) -> Option<usize> {
        let (first, second) = words.strip_suffix(')')?.split_once('(')?;
        let index = self.name(&fold(first))?;
        let same = self.code(second.trim()).or_else(|| self.name(&fold(second))) == Some(index);
        same.then_some(index)
    }
}

/// A name without what writers differ in: case, marks, punctuation, "the" before it, "&" for "and", "St." for "Saint".
pub(super) fn fold(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.nfkd().filter(|&c| !is_combining_mark(c)) {
        match c {
            '&' => plain.push_str(" and "),
            '.' | '\'' | '’' | '‘' | '`' | 'ʼ' | 'ʻ' => {}
            c if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    let words = plain.split_whitespace().map(|word| if word == "st" { "saint" } else { word });
    let folded = words.collect::<Vec<_>>().join(" ");
    folded.strip_prefix("the ").map_or_else(|| folded.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn names_that_differ_in_writing_only_fold_to_one() {
        assert_eq!(fold("Côte d’Ivoire"), fold("COTE D'IVOIRE"));
        assert_eq!(fold("The Gambia"), "gambia");
        assert_eq!(fold("U.S.A."), "usa");
        assert_eq!(fold("St. Kitts & Nevis"), "saint kitts and nevis");
        assert_eq!(fold(" "), "");
    }
}
