//! report.html: the template filled, its script and style named in its policy.
//!
//! Comes in: a [`ReportInput`]. Goes out: the page.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::controls::{self, Kinds};
use super::figures::Figures;
use super::markup::{Markup, fill, json_in_script};
use super::method::{self, Section};
use super::rows::Rows;
use super::steps::Steps;
use super::words::Words;
use super::{ReportInput, charts, dates, figures, ground};
use crate::chart::look::Look;
use crate::chart::map::{Ground, KINDS};
use crate::incident::Precision;
use crate::located::{LocatedRef, LocatedStore, Overview};
use crate::spread::{METHODS, headline};
use crate::words::{self as language, Lang};

const TEMPLATE: &str = include_str!("page/template.html");

const STYLE: &str = include_str!("page/style.css");

/// The script as it is written: one function, so that nothing of it is global; its parts in the order in which they are read.
const WRITTEN: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("page/script/data.js"),
    include_str!("page/script/text.js"),
    include_str!("page/script/filter.js"),
    include_str!("page/script/view.js"),
    include_str!("page/script/symbols.js"),
    include_str!("page/script/labels.js"),
    include_str!("page/script/map.js"),
    include_str!("page/script/time.js"),
    include_str!("page/script/detail.js"),
    include_str!("page/script/table.js"),
    include_str!("page/script/address.js"),
    include_str!("page/script/main.js"),
    "})();\n"
);

/// The script without its comments and indents, which are for those who work on it. No text in it goes over a line's end.
static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let said = WRITTEN.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
    said.flat_map(|line| [line, "\n"]).collect()
});

/// Above this many incidents a browser has trouble with one page: it then holds the figures without the incidents.
const MOST_INCIDENTS: usize = 60_000;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The page.
pub fn page(input: &ReportInput<'_>) -> String {
    let spread = input.spread();
    let none = LocatedStore::default();
    let told = if input.located().len() > MOST_INCIDENTS { &none } else { input.located() };
    let ground = if told.is_empty() { None } else { Ground::of(&input.charts, ground::FRAME) };
    let kinds = Kinds::of(input);
    let style = style(input.charts.look);
    let (figures, heavy) = charts::figures(input);
    let data = data(input, told, ground.as_ref(), &kinds);
    let (sources, origin, words) = (sources(input), &spread.options.origin, input.words());
    let no_map = || words.text("page.no_map").to_owned();
    fill(TEMPLATE, |slot| {
        Some(match slot {
            "lang" => Markup::text(words.lang.code()),
            "policy" => Markup::text(&policy(&style)),
            "title" => Markup::text(&input.title()),
            "subtitle" => Markup::text(&period_and_n(input)),
            "style" => Markup::trusted(style.as_str()),
            "script" => Markup::trusted(SCRIPT.as_str()),
            "data" => data.clone(),
            "too_many" => too_many(input.located().len(), words),
            "headlines" => list(&headline::headlines(spread, words)),
            "further" => list(&headline::further(spread, words)),
            "ground" => ground.as_ref().map(ground::paths)?,
            "map_note" => {
                Markup::text(&ground.as_ref().map_or_else(no_map, |g| ground::projection_words(g, origin, words)))
            }
            "kinds" => kinds.boxes(),
            "regions" => controls::regions(input.located(), words),
            "charts" => figures.clone(),
            "heavy" => heavy_note(&heavy, words),
            "figures" => Markup::lines(figures::all(spread, words).iter().map(table)),
            "method" => section(&method::method(input)),
            "limits" => section(&method::limits(input)),
            "methods" => methods(words),
            "sources" => list(&sources),
            "version" => Markup::text(VERSION),
            "made" => Markup::text(&words.fill("page.made", &[("version", VERSION)])),
            key => Markup::text(words.text(key)),
        })
    })
}

/// The colours of both themes, then the rules.
fn style(look: &Look) -> String {
    let (light, dark) = charts::palettes(look);
    let rules = charts::dark_rules(&light, &dark);
    let (light, dark) = (charts::variables(&light), charts::variables(&dark));
    format!(":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}\n{rules}}}\n{STYLE}")
}

/// Nothing is allowed but the page's own script and style.
fn policy(style: &str) -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(&SCRIPT),
        hash(style)
    )
}

fn data(input: &ReportInput<'_>, told: &LocatedStore, ground: Option<&Ground>, kinds: &Kinds) -> Markup {
    let (spread, language) = (input.spread(), input.words());
    let mut words = Words::default();
    let kind = |one: &LocatedRef<'_>| kinds.number(one);
    let rows = Rows { ground, origin: &spread.options.origin, words: language, kind: &kind }.all(told, &mut words);
    let listed: Vec<_> =
        kinds.listed.iter().map(|kind| json!([kind.label, kind.role.name(), kind.series.min(KINDS)])).collect();
    let data = json!({
        "map": ground.map(|ground| ground::facts(ground, &spread.options.origin, language)),
        "steps": Steps::of(told, spread.options.by, language),
        "kinds": listed,
        "precisions": precisions(language),
        "locale": locale(language.lang),
        "texts": script_texts(language),
        "rows": rows,
        "words": words.into_texts(),
    });
    json_in_script(&data.to_string())
}

/// How finely a place is known, in words, and whether that is too coarse for a distance.
fn precisions(language: language::Words) -> Vec<serde_json::Value> {
    let one = |of: Precision| json!([language.text(&format!("precision.{}", of.name())), !of.is_fine()]);
    Precision::ALL.into_iter().map(one).collect()
}

/// The tag by which the script writes numbers as the language does.
fn locale(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en-GB",
        Lang::De => "de-DE",
        Lang::Fr => "fr-FR",
        Lang::Es => "es-ES",
    }
}

/// What the script says, by key.
fn script_texts(language: language::Words) -> serde_json::Map<String, serde_json::Value> {
    let keys = language::rows().keys().filter(|key| key.starts_with("script."));
    keys.map(|key| ((*key).to_owned(), json!(language.text(key)))).collect()
}

/// "29 incidents (14 operations), November 2015 to March 2024; 24 on the map."
pub fn period_and_n(input: &ReportInput<'_>) -> String {
    let (located, words) = (input.located(), input.words());
    let &Overview { sited: placed, operations, days, .. } = located.overview();
    let period = match days {
        Some((first, last)) => dates::period(first, last, words),
        None => words.text("page.none_dated").to_owned(),
    };
    let of_them = if operations == located.len() {
        String::new()
    } else {
        format!(" ({})", words.count("operation", operations as u64))
    };
    words.fill(
        "page.counted",
        &[
            ("incidents", &words.count("incident", located.len() as u64)),
            ("operations", &of_them),
            ("period", &format!(", {period}")),
            ("n", &words.number(placed as u64)),
        ],
    )
}

/// Where everything comes from.
pub fn sources(input: &ReportInput<'_>) -> Vec<String> {
    let words = input.words();
    let data = input.charts.source.trim().trim_end_matches('.');
    let data = (!data.is_empty()).then(|| words.fill("page.source", &[("data", data)]));
    let credits = ["page.credit_places", "page.credit_land", "page.credit_regions"];
    let credits = credits.into_iter().map(|key| words.text(key).to_owned());
    data.into_iter().chain(credits).map(|credit| format!("{credit}.")).collect()
}

fn too_many(incidents: usize, words: language::Words) -> Markup {
    if incidents <= MOST_INCIDENTS {
        return Markup::new();
    }
    let count = words.count("incident", incidents as u64);
    Markup::worded("p", &[("class", "note")], &words.fill("page.too_many", &[("incidents", &count)]))
}

fn list(sentences: &[String]) -> Markup {
    let items = sentences.iter().map(|sentence| Markup::worded("li", &[("class", "own")], sentence));
    Markup::element("ul", &[], [Markup::lines(items)])
}

fn section(section: &Section) -> Markup {
    Markup::lines([Markup::worded("h3", &[], &section.title), list(&section.sentences)])
}

fn table(figures: &Figures) -> Markup {
    Markup::table(&figures.caption, &figures.head, &figures.rows)
}

fn methods(words: language::Words) -> Markup {
    let head = ["page.method_id", "page.method_what", "page.method_source"].map(|key| words.text(key).to_owned());
    let row = |(id, what, source): &(&str, &str, &str)| {
        let key = format!("methods.{id}");
        let told = words.text(&key);
        let what = if told == key { what } else { told };
        vec![(*id).to_owned(), what.to_owned(), method_source(source, words)]
    };
    let rows: Vec<Vec<String>> = METHODS.iter().map(row).collect();
    Markup::table(words.text("page.methods_caption"), &head, &rows)
}

/// The source of a method: names and years as they are.
fn method_source(source: &str, words: language::Words) -> String {
    match (source, source.strip_prefix("after ")) {
        ("none", _) => words.text("source.none").to_owned(),
        ("this project", _) => words.text("source.this_project").to_owned(),
        (_, Some(after)) => words.fill("source.after", &[("source", after)]),
        _ => source.to_owned(),
    }
}

fn heavy_note(titles: &[String], words: language::Words) -> Markup {
    if titles.is_empty() {
        return Markup::new();
    }
    let note = words.fill("page.heavy", &[("list", &words.apart(titles))]);
    Markup::worded("p", &[("class", "note own")], &note)
}
