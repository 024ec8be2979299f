//! News articles to incidents: the sample articles with what must come out of them.

#![expect(clippy::unwrap_used, reason = "a helper of tests fails as a test does")]

use std::fs;
use std::path::{Path, PathBuf};

use std::sync::OnceLock;

use incimap::article::merge::{MergeWithin, links};
use incimap::article::{Article, Extractor, Report, answer};
use incimap::gazetteer::Gazetteer;
use incimap::read::documents::documents;
use incimap::read::{Encoding, Input};
use proptest::prelude::*;
use serde_json::{Value, json};

fn samples() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir("data/sample/articles").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e != "json") && !path.ends_with("README.md"));
    paths.sort();
    paths
}

fn articles(path: &Path) -> Vec<Article> {
    let read = documents(vec![Input::File(path.to_owned())], Encoding::Utf8);
    read.map(|line| Article::of(line.unwrap().unwrap(), None)).collect()
}

fn reports(extractor: &Extractor<'_>, path: &Path) -> Vec<Report> {
    articles(path).iter().flat_map(|article| extractor.reports(article)).collect()
}

/// Whether a report is what is expected of it.
fn fits(expected: &Value, found: &Value) -> bool {
    expected.as_object().unwrap().iter().all(|(key, value)| {
        let place = found["place"].as_array().unwrap();
        match key.as_str() {
            "place" => place.contains(value),
            "country" => place.first() == Some(value),
            _ => found[key] == *value,
        }
    })
}

#[test]
fn the_sample_articles_give_what_stands_beside_them_and_nothing_else() {
    let gazetteer = Gazetteer::built_in().unwrap();
    let extractor = Extractor::new(&gazetteer).unwrap();
    let mut faults = Vec::new();
    assert!(samples().len() >= 12);
    for path in samples() {
        let reports = reports(&extractor, &path);
        let links = links(&reports, MergeWithin::default());
        let rows = answer::rows(&reports, &links, true);
        let mut found: Vec<Value> = rows.iter().map(|row| serde_json::to_value(row).unwrap()).collect();
        let expected: Value = serde_json::from_str(&fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(only) = expected.get("only") {
            found.retain(|row| !only.as_array().unwrap().contains(&row["kind"]));
        }
        for one in expected.as_array().into_iter().flatten() {
            match found.iter().position(|row| fits(one, row)) {
                Some(at) => drop(found.remove(at)),
                None => faults.push(format!("{name}: missing {one}")),
            }
        }
        faults.extend(found.iter_mut().map(|row| {
            row.as_object_mut().unwrap().remove("evidence");
            format!("{name}: too much {row}")
        }));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_field_points_to_the_words_that_gave_it() {
    let gazetteer = Gazetteer::built_in().unwrap();
    let extractor = Extractor::new(&gazetteer).unwrap();
    let path = Path::new("data/sample/articles/05-live-blog.html");
    let source: Vec<char> = fs::read_to_string(path).unwrap().chars().collect();
    let rows = reports(&extractor, path);
    let row = serde_json::to_value(answer::row(&rows[0])).unwrap();
    let words = |field: &str| {
        let note = row["evidence"].as_array().unwrap().iter().find(|e| e["field"] == field).unwrap().clone();
        let at = |key: &str| usize::try_from(note[key].as_u64().unwrap()).unwrap();
        source[at("start")..at("end")].iter().collect::<String>()
    };
    assert_eq!(words("place"), "Nairobi");
    assert_eq!(words("killed"), "11 people");
    assert_eq!(words("actor"), "al-Shabaab");
}

#[test]
fn the_same_article_gives_the_same_bytes_on_any_thread() {
    let gazetteer = Gazetteer::built_in().unwrap();
    let extractor = Extractor::new(&gazetteer).unwrap();
    let once = || -> Vec<String> {
        let all = samples().into_iter().flat_map(|path| reports(&extractor, &path));
        all.map(|report| json!(answer::row(&report)).to_string()).collect()
    };
    let first = once();
    let others: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(once)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(others.iter().all(|other| *other == first));
}

static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
static EXTRACTOR: OnceLock<Extractor<'static>> = OnceLock::new();

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_row_of_words_and_signs_makes_it_panic(parts in prop::collection::vec(0..PARTS.len(), 0..60)) {
        let gazetteer = GAZETTEER.get_or_init(|| Gazetteer::built_in().unwrap());
        let extractor = EXTRACTOR.get_or_init(|| Extractor::new(gazetteer).unwrap());
        let text: String = parts.iter().map(|n| PARTS[*n]).collect();
        for date in [None, Some(jiff::civil::date(2024, 3, 31))] {
            let article = Article::plain("any.md", &text, date);
            let reports = extractor.reports(&article);
            let characters = text.chars().count();
            for note in reports.iter().flat_map(|r| &r.evidence) {
                prop_assert!(note.characters.0 <= note.characters.1 && note.characters.1 <= characters, "{text}");
            }
        }
    }
}

/// Words and signs that texts are made of in the test above.
const PARTS: [&str; 58] = [
    " ",
    "\n",
    "\n\n",
    ". ",
    ", ",
    "; ",
    " -- ",
    "(",
    ")",
    "[",
    "]",
    "<p>",
    "</article>",
    "&amp;",
    "---\n",
    "# ",
    "é",
    "\u{ad}",
    " killed ",
    " were killed ",
    " killing ",
    " wounded ",
    " dead ",
    " bomb ",
    " exploded ",
    " attack ",
    " attacks ",
    " the attack ",
    " kidnapped ",
    " was ",
    " of ",
    " and ",
    " by ",
    " at least ",
    " 12 ",
    " 4000000000 ",
    " two ",
    " scores of ",
    " people ",
    " soldiers ",
    " the mayor ",
    " ISIS-K ",
    " gunmen ",
    " police ",
    " in ",
    " near ",
    " Paris ",
    " Kabul ",
    " Lima, ",
    "KABUL, 3 JAN 90 -- ",
    " on Friday ",
    " yesterday ",
    " 30 March ",
    " 900000000 years ago ",
    " five years ago this month ",
    " in July ",
    " claimed responsibility ",
    " plot to ",
];

#[test]
fn long_rows_of_one_sign_or_one_place_take_no_more_than_their_length() {
    let gazetteer = Gazetteer::built_in().unwrap();
    let extractor = Extractor::new(&gazetteer).unwrap();
    for piece in ["(", "in Paris, ", "<p", "a bomb exploded. ", "killed 3 and ", "men from Iraq and Syria bombed it. "]
    {
        let article = Article::plain("long", &piece.repeat(100_000 / piece.len()), None);
        let _ = extractor.reports(&article);
    }
}
