//! The table of the pictures' words and the code that uses it: every key that is used has words, every word is used.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources should fail")]

use std::collections::BTreeSet;
use std::path::Path;

use incimap::chart::words::rows;

/// The keys that are put together from a part and a name.
const STEMS: [&str; 9] = ["count.", "plural.", "one.", "kind.", "region.", "period.", "month.", "date.", "number."];

fn sources(folder: &Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            texts.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Everything between quotation marks that looks like a key, in the code of pictures.
fn quoted() -> BTreeSet<String> {
    let mut texts = Vec::new();
    for folder in ["src/chart", "src/report", "src/output"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        if path.is_dir() {
            sources(&path, &mut texts);
        }
    }
    texts.iter().flat_map(|text| text.split('"').map(str::to_owned)).collect()
}

#[test]
fn every_word_of_the_table_is_used() {
    let quoted = quoted();
    for key in rows().keys().filter(|key| !STEMS.iter().any(|stem| key.starts_with(stem))) {
        assert!(quoted.contains(*key), "{key} is used nowhere");
    }
}

#[test]
fn every_key_that_is_used_has_words() {
    let sections: BTreeSet<&str> = rows().keys().filter_map(|key| Some(key.split_once('.')?.0)).collect();
    let looks_like_a_key = |text: &str| {
        let Some((section, name)) = text.split_once('.') else { return false };
        let plain = |c: char| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit();
        sections.contains(section) && !name.is_empty() && name.chars().all(plain)
    };
    for key in quoted().iter().filter(|text| looks_like_a_key(text)) {
        assert!(rows().contains_key(key.as_str()), "{key} has no words");
    }
}
