//! report.html: the template filled, its script and style named in its policy.
//!
//! Comes in: a [`ReportInput`]. Goes out: the page.

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
use crate::incident::{Located, Role};
use crate::spread::headline::thousands;
use crate::spread::{METHODS, headline};

const TEMPLATE: &str = include_str!("page/template.html");

const STYLE: &str = include_str!("page/style.css");

/// The script: one function, so that nothing of it is global; its parts in the order in which they are read.
const SCRIPT: &str = concat!(
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

/// Above this many incidents a browser has trouble with one page: it then holds the figures without the incidents.
const MOST_INCIDENTS: usize = 60_000;

/// The page.
pub fn page(input: &ReportInput<'_>) -> String {
    let spread = input.spread();
    let told = if input.located().len() > MOST_INCIDENTS { &[] } else { input.located() };
    let ground = if told.is_empty() { None } else { Ground::of(&input.charts, ground::FRAME) };
    let kinds = Kinds::of(input);
    let style = style(input.charts.look);
    let (figures, heavy) = charts::figures(input);
    let data = data(input, told, ground.as_ref(), &kinds);
    let (sources, origin) = (sources(input), &spread.options.origin);
    fill(TEMPLATE, |slot| {
        Some(match slot {
            "policy" => Markup::text(&policy(&style)),
            "title" => Markup::text(&input.title()),
            "subtitle" => Markup::text(&period_and_n(input)),
            "style" => Markup::trusted(style.as_str()),
            "script" => Markup::trusted(SCRIPT),
            "data" => data.clone(),
            "too_many" => too_many(input.located().len()),
            "headlines" => list(&headline::headlines(spread)),
            "further" => list(&headline::further(spread)),
            "ground" => ground.as_ref().map(ground::paths)?,
            "map_note" => Markup::text(&ground.as_ref().map_or_else(no_map, |g| ground::projection_words(g, origin))),
            "kinds" => kinds.boxes(),
            "regions" => controls::regions(input.located()),
            "charts" => figures.clone(),
            "heavy" => heavy_note(&heavy),
            "figures" => Markup::lines(figures::all(spread).iter().map(table)),
            "method" => section(&method::method(input)),
            "limits" => section(&method::limits(input)),
            "methods" => methods(),
            "sources" => list(&sources),
            "version" => Markup::text(env!("CARGO_PKG_VERSION")),
            _ => return None,
        })
    })
}

fn no_map() -> String {
    "No incident has a place, so that there is no map.".to_owned()
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
        hash(SCRIPT),
        hash(style)
    )
}

fn data(input: &ReportInput<'_>, told: &[Located], ground: Option<&Ground>, kinds: &Kinds) -> Markup {
    let spread = input.spread();
    let mut words = Words::default();
    let kind = |one: &Located| kinds.number(one);
    let rows = Rows { ground, origin: &spread.options.origin, kind: &kind }.all(told, &mut words);
    let listed: Vec<_> =
        kinds.listed.iter().map(|kind| json!([kind.label, kind.role.name(), kind.series.min(KINDS)])).collect();
    let data = json!({
        "map": ground.map(|ground| ground::facts(ground, &spread.options.origin)),
        "steps": Steps::of(told, spread.options.by),
        "kinds": listed,
        "rows": rows,
        "words": words.into_texts(),
    });
    json_in_script(&data.to_string())
}

/// "29 incidents, 14 of them operations, November 2015 to March 2024; 24 on the map."
pub fn period_and_n(input: &ReportInput<'_>) -> String {
    let located = input.located();
    let operations = located.iter().filter(|one| one.role() == Role::Operation).count();
    let placed = located.iter().filter(|one| one.site().is_some()).count();
    let first = located.iter().filter_map(|one| one.incident.when.first()).min();
    let last = located.iter().filter_map(|one| one.incident.when.last()).max();
    let period = match first.zip(last) {
        Some((first, last)) => format!(", {}", dates::period(first, last)),
        None => ", none of them dated".to_owned(),
    };
    let of_them = if operations == located.len() {
        String::new()
    } else {
        format!(" ({})", method::counted(operations, "operation"))
    };
    format!("{}{of_them}{period}; {} on the map.", method::counted(located.len(), "incident"), thousands(placed as u64))
}

/// Where everything comes from.
pub fn sources(input: &ReportInput<'_>) -> Vec<String> {
    let data = input.charts.source.trim().trim_end_matches('.');
    let data = (!data.is_empty()).then(|| format!("Incidents: {data}"));
    data.into_iter().chain(crate::CREDITS.map(str::to_owned)).map(|credit| format!("{credit}.")).collect()
}

fn too_many(incidents: usize) -> Markup {
    if incidents <= MOST_INCIDENTS {
        return Markup::new();
    }
    let note = format!(
        "{} are too many for one page: the map and the table of incidents are left to layers/ and incidents.csv.",
        method::counted(incidents, "incident")
    );
    Markup::worded("p", &[("class", "note")], &note)
}

fn list(sentences: &[String]) -> Markup {
    let items = sentences.iter().map(|sentence| Markup::worded("li", &[("class", "own")], sentence));
    Markup::element("ul", &[], [Markup::lines(items)])
}

fn section(section: &Section) -> Markup {
    Markup::lines([Markup::worded("h3", &[], section.title), list(&section.sentences)])
}

fn table(figures: &Figures) -> Markup {
    Markup::table(&figures.caption, &figures.head, &figures.rows)
}

fn methods() -> Markup {
    let head = ["Id", "What it is", "Source"].map(str::to_owned);
    let rows: Vec<Vec<String>> =
        METHODS.iter().map(|(id, what, source)| [id, what, source].map(|text| (*text).to_owned()).to_vec()).collect();
    Markup::table("Methods by the ids that stand beside every number of spread.csv", &head, &rows)
}

fn heavy_note(titles: &[String]) -> Markup {
    if titles.is_empty() {
        return Markup::new();
    }
    let note = format!("Too heavy for this page, and to be found in pictures/: {}.", titles.join("; "));
    Markup::worded("p", &[("class", "note own")], &note)
}
