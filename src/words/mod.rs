//! The words that a reader meets in pictures, on the page and in the report, in the languages that they can be made in.
//!
//! Comes in: a [`Lang`], keys, numbers, dates. Goes out: texts. The texts stand in the tables of `data/words/`; a key is written in
//! full where it is used, so that a test can hold the tables and the code to each other.

mod dates;
mod numbers;

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A language that pictures and reports are made in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
}

impl Lang {
    /// All of them, in the order of the table's columns.
    pub const ALL: [Self; 4] = [Self::En, Self::De, Self::Fr, Self::Es];

    /// The ISO 639-1 code, as `xml:lang` and `lang` want it.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Es => "es",
        }
    }
}

/// The tables, each with a head.
const TABLES: [&str; 4] = [
    include_str!("../../data/words/pictures.tsv"),
    include_str!("../../data/words/maps.tsv"),
    include_str!("../../data/words/findings.tsv"),
    include_str!("../../data/words/report.tsv"),
];

fn lines() -> impl Iterator<Item = &'static str> {
    let bodies = TABLES.into_iter().flat_map(|table| table.lines().skip(1));
    bodies.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

type Rows = BTreeMap<&'static str, [&'static str; Lang::ALL.len()]>;

/// The tables: a key and its texts. A text that is missing is the key itself, which a test forbids.
pub fn rows() -> &'static Rows {
    static ROWS: OnceLock<Rows> = OnceLock::new();
    ROWS.get_or_init(|| {
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            let key = cells.next()?;
            Some((key, Lang::ALL.map(|_| cells.next().filter(|text| !text.is_empty()).unwrap_or(key))))
        };
        lines().filter_map(row).collect()
    })
}

/// The words of one language.
///
/// # Example
/// ```
/// use incimap::words::{Lang, Words};
/// let german = Words::of(Lang::De);
/// assert_eq!(german.count("incident", 21_128), "21.128 Vorfälle");
/// assert_eq!(german.kind("air_strike"), "Luftangriff");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    /// The language.
    pub lang: Lang,
}

impl Words {
    /// The words of a language.
    pub fn of(lang: Lang) -> Self {
        Self { lang }
    }

    /// The text of a key; the key itself where the table has none.
    pub fn text(self, key: &str) -> &str {
        self.find(key).unwrap_or(key)
    }

    fn find(self, key: &str) -> Option<&'static str> {
        let texts = rows().get(key)?;
        Lang::ALL.iter().zip(texts).find(|(lang, _)| **lang == self.lang).map(|(_, text)| *text)
    }

    /// The text of a key with its `{name}`s filled in; a `{Name}` is filled in with a capital letter.
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.text(key);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            match values.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)) {
                Some((given, value)) if *given != name => out.push_str(&capitalised(value)),
                Some((_, value)) => self.put(&mut out, value),
                None => out.push_str(name),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Puts a value behind what is written; in French "de" before a vowel becomes "d’".
    fn put(self, out: &mut String, value: &str) {
        let vowel = |letter: char| letter.to_lowercase().any(|letter| "aeiouâàéèêëîïôöûü".contains(letter));
        let elided = out.strip_suffix("de ").filter(|start| !start.ends_with(char::is_alphanumeric)).map(str::len);
        if let Some(start) = elided.filter(|_| self.lang == Lang::Fr && value.starts_with(vowel)) {
            out.truncate(start);
            out.push_str("d’");
        }
        out.push_str(value);
    }

    /// The singular of a noun by itself: "incident".
    pub fn singular(self, noun: &str) -> &'static str {
        self.find(&format!("one.{noun}")).unwrap_or("")
    }

    /// The plural of a noun by itself: "incidents".
    pub fn plural(self, noun: &str) -> &'static str {
        self.find(&format!("plural.{noun}")).unwrap_or("")
    }

    /// A list: "a", "a and b", "a, b and c".
    pub fn list(self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [rest @ .., last] => format!("{} {} {last}", rest.join(", "), self.text("list.and")),
        }
    }

    /// A list of longer things: "a; b; c".
    pub fn apart(self, items: &[String]) -> String {
        items.join(&format!("{} ", self.text("list.apart")))
    }

    /// Why something cannot be told, by its English words; these themselves where the table has no others.
    pub fn because(self, why: &str) -> String {
        self.find(&format!("because.{why}")).unwrap_or(why).to_owned()
    }

    /// A kind of incident by its key: "air strike"; a word of the user's own as it stands.
    pub fn kind(self, key: &str) -> String {
        self.find(&format!("kind.{key}")).map_or_else(|| key.replace('_', " "), str::to_owned)
    }

    /// A UN region or subregion by its English name; any other name as it stands.
    pub fn region(self, name: &str) -> String {
        self.find(&format!("region.{name}")).unwrap_or(name).to_owned()
    }
}

/// The text with a capital letter first.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Words = Words { lang: Lang::En };
    const DE: Words = Words { lang: Lang::De };

    #[test]
    fn french_drops_the_vowel_of_de_before_another() {
        let put = |lang, start: &str, value: &str| {
            let mut out = start.to_owned();
            Words { lang }.put(&mut out, value);
            out
        };
        assert_eq!(put(Lang::Fr, "à 20 km de ", "Érevan"), "à 20 km d’Érevan");
        assert_eq!(put(Lang::Fr, "à 20 km de ", "Kaboul"), "à 20 km de Kaboul");
        assert_eq!(put(Lang::Fr, "vide ", "Alep"), "vide Alep");
        assert_eq!(put(Lang::Es, "a 20 km de ", "Alepo"), "a 20 km de Alepo");
    }

    #[test]
    fn every_key_has_a_text_in_every_language_and_stands_once() {
        for table in TABLES {
            let header: Vec<&str> = table.lines().next().unwrap().split('\t').collect();
            assert_eq!(header, ["key", "en", "de", "fr", "es"]);
        }
        let lines: Vec<&str> = lines().collect();
        assert_eq!(lines.len(), rows().len(), "a key stands twice");
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 1 + Lang::ALL.len(), "{line}");
            assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}");
        }
    }

    #[test]
    fn the_languages_fill_in_the_same_names() {
        let names = |text: &str| {
            let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
            let mut names: Vec<String> = parts.map(|(name, _)| name.to_lowercase()).collect();
            names.sort();
            names.dedup();
            names
        };
        for (key, texts) in rows() {
            for text in &texts[1..] {
                assert_eq!(names(text), names(texts[0]), "{key}: {text}");
            }
        }
    }

    #[test]
    fn every_kind_has_a_name_in_every_language() {
        for (_, key, _) in crate::incident::Kind::ALL {
            assert!(rows().contains_key(format!("kind.{key}").as_str()), "{key}");
        }
    }

    #[test]
    fn lists_have_a_word_before_the_last() {
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([EN.list(&names), DE.list(&names[..2])], ["a, b and c", "a und b"]);
    }

    #[test]
    fn a_name_in_capitals_is_filled_in_with_a_capital() {
        assert_eq!(capitalised("été"), "Été");
        let filled = EN.fill("date.month", &[("month", "{y}"), ("y", "2024")]);
        assert_eq!(filled, "{y} 2024", "what is filled in is not filled in again");
    }
}
