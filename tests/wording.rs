//! The tables of words and the code that uses them: every key that is used has words, every word is used, and no picture and no
//! page in one language shows a word of another.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources should fail")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use incimap::chart::look::Look;
use incimap::chart::palette::Theme;
use incimap::chart::{ChartInput, Shared, charts, maps};
use incimap::pipeline::{self, Outcome};
use incimap::progress::Progress;
use incimap::report::{ReportInput, report};
use incimap::settings::{Flags, MethodFlags};
use incimap::words::{Lang, rows};
use serde_json::Value;

/// The keys that are put together from a part and a name.
const STEMS: [&str; 17] = [
    "because.",
    "count.",
    "date.",
    "kind.",
    "long.",
    "methods.",
    "month.",
    "number.",
    "one.",
    "pattern.",
    "period.",
    "plural.",
    "precision.",
    "reason.",
    "region.",
    "stage.",
    "why.",
];

fn sources(folder: &Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|ending| ["rs", "js", "html"].iter().any(|one| ending == *one)) {
            texts.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Everything between quotation marks that looks like a key, or a slot of the template, in the code of pictures and page.
fn quoted() -> BTreeSet<String> {
    let mut texts = Vec::new();
    for folder in ["src/chart", "src/report", "src/output", "src/spread", "src/words"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        if path.is_dir() {
            sources(&path, &mut texts);
        }
    }
    texts.iter().flat_map(|text| text.split(['"', '{', '}']).map(str::to_owned)).collect()
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
        sections.contains(section) && !name.is_empty() && name != "csv" && name.chars().all(plain)
    };
    for key in quoted().iter().filter(|text| looks_like_a_key(text)) {
        assert!(rows().contains_key(key.as_str()), "{key} has no words");
    }
}

/// Years of incidents whose names belong to no language, in one corner of the world, some vague in place, day or count.
fn incidents() -> String {
    let mut csv = "id,kind,place,lon,lat,date,killed,actor\n".to_owned();
    let kinds = ["bombing", "attack", "armed_assault", "plot", "arrest", "warning", "founding", "raid", "arson"];
    for i in 0_u32..240 {
        let (lon, lat) = (62.0 + f64::from(i * 7 % 60) * 0.12, 30.0 + f64::from(i * 11 % 50) * 0.11);
        let (lon, lat) = if i % 3 == 0 { (69.2, 34.5) } else { (lon, lat) };
        let kind = kinds[if i % 5 == 0 { i as usize % kinds.len() } else { 0 }];
        let date = match i % 17 {
            0 => String::new(),
            1 => format!("{}-{:02}", 2018 + i % 6, 1 + i % 12),
            _ => format!("{}-{:02}-{:02}", 2018 + i / 40, 1 + i % 12, 1 + i % 28),
        };
        let killed = if i % 4 == 0 { String::new() } else { (i % 30).to_string() };
        let place = format!("Qx{}", i % 50);
        if i % 40 == 39 {
            _ = writeln!(csv, "i{i},{kind},Iran,,,{date},{killed},Zz");
        } else {
            _ = writeln!(csv, "i{i},{kind},{place},{lon},{lat},{date},{killed},Zz");
        }
    }
    csv
}

fn outcome(csv: &str, origin: Option<&str>, compare: &str) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("qx.csv");
    std::fs::write(&path, csv).unwrap();
    let methods = MethodFlags {
        resamples: Some(20),
        imputations: Some(2),
        permutations: Some(19),
        compare: Some(compare.parse().unwrap()),
        ..MethodFlags::default()
    };
    let home = if origin.is_none() { vec!["AF".to_owned()] } else { Vec::new() };
    let flags = Flags { input: vec![path], origin: origin.map(str::to_owned), home, methods, ..Flags::default() };
    pipeline::run(&flags.settle().unwrap(), Progress::hidden()).unwrap()
}

/// What a reader sees or hears of markup: the text outside the tags, and the attributes that are read aloud.
fn shown(markup: &str) -> String {
    let mut text = String::new();
    for piece in markup.split('<') {
        let (tag, after) = piece.split_once('>').unwrap_or(("", piece));
        for name in ["aria-label=\"", "title=\"", "placeholder=\"", "label=\"", "aria-roledescription=\""] {
            text.extend(tag.split_once(name).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value));
            text.push('\n');
        }
        text.push_str(after);
        text.push('\n');
    }
    text
}

/// The page as it is read: without style and script, but with what its script says.
fn page_text(html: &str) -> String {
    let (head, rest) = html.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    let (body, data) = body.split_once("<script type=\"application/json\" id=\"data\">").unwrap();
    let data: Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
    let said: Vec<String> = ["kinds", "steps", "precisions"].iter().map(|key| data[key].to_string()).collect();
    let texts: Vec<&str> = data["texts"].as_object().unwrap().values().map(|text| text.as_str().unwrap()).collect();
    // The part a kind plays is not shown.
    let said = said.join("\n").replace("\"operation\"", "").replace("\"response\"", "").replace("\"statement\"", "");
    let said = said.replace("\"context\"", "").replace("\"labels\"", "").replace("\"starts\"", "");
    format!("{}\n{}\n{said}\n{}", shown(head), shown(body), texts.join("\n"))
}

/// Everything that a run in a language shows.
fn everything(outcome: &Outcome, lang: Lang) -> String {
    let Outcome { located, spread, regions, .. } = outcome;
    let mut read = String::new();
    for (theme, size_mm) in [(Theme::Light, (180.0, 120.0)), (Theme::Dark, (85.0, 110.0))] {
        let (look, mut all) = (Look::of(theme, lang), String::new());
        let input = ChartInput {
            located,
            spread,
            regions,
            title: None,
            source: "qx",
            size_mm,
            look: &look,
            shared: &Shared::default(),
        };
        let pictures = [maps(&input).0, charts(&input).0].concat();
        for picture in &pictures {
            _ = writeln!(all, "{}\n{}\n{}", picture.title, picture.alt, shown(&picture.svg));
        }
        assert!(!all.contains('{'), "{}: a slot is left open", lang.code());
        let made = report(&ReportInput { outcome, charts: input }, &pictures);
        _ = writeln!(all, "{}\n{}", page_text(&made.html), made.markdown.replace("pictures/killed", ""));
        read.push_str(&all);
    }
    read.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Whether a text has a phrase in it that begins and ends with whole words.
fn says(text: &str, phrase: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
    text.match_indices(phrase).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + phrase.len()..].chars().next());
        !letter(before) && !letter(after)
    })
}

/// The parts of a text between the slots that are filled in.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let outside = text.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, after)| after));
    outside.map(|part| part.trim_matches(|c: char| !c.is_alphabetic())).filter(|part| part.chars().count() >= 5)
}

#[test]
fn no_picture_and_no_page_in_another_language_shows_an_english_word_of_the_tables() {
    let csv = incidents();
    let outcomes = [outcome(&csv, Some("Kabul"), "2021-01-01"), outcome(&csv, None, "kind=bombing,attack")];
    for lang in [Lang::De, Lang::Fr, Lang::Es] {
        let column = Lang::ALL.iter().position(|one| *one == lang).unwrap();
        let own = rows().values().map(|texts| texts[column]).collect::<Vec<_>>().join("\n");
        let english: BTreeSet<&str> = rows().values().flat_map(|texts| parts(texts[0])).collect();
        let foreign: Vec<&str> = english.into_iter().filter(|part| !says(&own, part)).collect();
        assert!(foreign.len() > 400, "{}", foreign.len());
        for outcome in &outcomes {
            let all = everything(outcome, lang);
            let found: Vec<&&str> = foreign.iter().filter(|part| says(&all, part)).collect();
            assert!(found.is_empty(), "{}: {found:?}", lang.code());
        }
    }
}
