//! The page to send: its counts are those of the layers and tables, its texts stay texts, it needs nothing but itself.

#![expect(clippy::unwrap_used, reason = "a test that cannot build its input should fail")]

use std::fmt::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use incimap::chart::look::Look;
use incimap::chart::{self, ChartInput, Shared};
use incimap::layer::{LayerInput, layers};
use incimap::pipeline::{self, Outcome};
use incimap::progress::Progress;
use incimap::report::{Report, ReportInput, report};
use incimap::settings::Flags;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Texts that try to break out of the page.
const HOSTILE: [&str; 5] = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "<!--<script>",
    "{{data}} \u{202e}abc\u{2028}d",
];

fn outcome(csv: &str, flags: Flags) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.csv");
    std::fs::write(&path, csv).unwrap();
    run(Flags { input: vec![path], ..flags })
}

fn run(flags: Flags) -> Outcome {
    pipeline::run(&flags.settle().unwrap(), Progress::hidden()).unwrap()
}

fn made(outcome: &Outcome, title: Option<&str>) -> Report {
    let look = Look::default();
    let Outcome { located, spread, regions, .. } = outcome;
    let charts = ChartInput {
        located,
        spread,
        regions,
        title,
        source: "a table",
        size_mm: (180.0, 120.0),
        look: &look,
        shared: &Shared::default(),
    };
    let ((maps, _), (drawn, _)) = (chart::maps(&charts), chart::charts(&charts));
    report(&ReportInput { outcome, charts }, &[maps, drawn].concat())
}

fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    html.split_once(start).unwrap().1.split_once(end).unwrap().0
}

fn data(html: &str) -> Value {
    serde_json::from_str(between(html, "<script type=\"application/json\" id=\"data\">", "</script>")).unwrap()
}

/// The people killed in a row of the page; none where the count is not known.
fn killed(row: &Value) -> Option<u64> {
    row[12].as_u64().or_else(|| row[12][0].as_u64())
}

fn hostile() -> Outcome {
    let mut csv = "id,kind,place,lon,lat,date,actor,what,note,source,link\n".to_owned();
    for (i, text) in HOSTILE.iter().enumerate() {
        let cell = format!("\"{}\"", text.replace('"', "\"\""));
        writeln!(csv, "{i},{cell},{cell},6{i},30,2020-01-0{},{cell},{cell},{cell},{cell},{cell}", i + 1).unwrap();
    }
    outcome(&csv, Flags::default())
}

#[test]
fn counts_are_those_of_the_layers_and_of_the_table() {
    let outcome = run(Flags::default());
    let data = data(&made(&outcome, None).html);
    let rows = data["rows"].as_array().unwrap();
    assert_eq!(rows.len(), outcome.located.len());
    let input =
        LayerInput { located: &outcome.located, spread: &outcome.spread, regions: &outcome.regions, credit: "" };
    let (layers, _) = layers(&input);
    let features: Vec<Value> = layers
        .iter()
        .filter(|layer| ["incidents", "undated_incidents"].contains(&layer.name))
        .flat_map(|layer| {
            let json: Value = serde_json::from_slice(&layer.to_geojson()).unwrap();
            json["features"].as_array().unwrap().clone()
        })
        .collect();
    let on_map: Vec<&Value> = rows.iter().filter(|row| row[7].is_array()).collect();
    assert_eq!(on_map.len(), features.len());
    let in_layers: u64 = features.iter().filter_map(|f| f["properties"]["killed"].as_u64()).sum();
    assert_eq!(on_map.iter().filter_map(|row| killed(row)).sum::<u64>(), in_layers);
    let mut table = Vec::new();
    incimap::table::incidents(&outcome.located, &outcome.spread.options.origin, None, &mut table).unwrap();
    let mut table = csv::Reader::from_reader(table.as_slice());
    let column = table.headers().unwrap().iter().position(|name| name == "killed").unwrap();
    let cells: Vec<Option<u64>> = table.records().map(|row| row.unwrap()[column].parse().ok()).collect();
    assert_eq!(rows.iter().map(killed).collect::<Vec<_>>(), cells);
}

#[test]
fn the_page_needs_nothing_but_itself_and_its_policy_names_its_own_script_and_style() {
    let html = made(&run(Flags::default()), None).html;
    let policy = between(&html, "Content-Security-Policy\" content=\"", "\">").replace("&#39;", "'");
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert!(policy.contains(&format!("script-src {}", hash(between(&html, "<script>", "</script>")))), "{policy}");
    assert!(policy.contains(&format!("style-src {}", hash(between(&html, "<style>", "</style>")))), "{policy}");
    for other in [" src=", "<link", "@import", "style=\"", " onclick", "url(http", "xlink:href"] {
        assert!(!html.contains(other), "{other}");
    }
    assert_eq!((html.matches("<script").count(), html.matches("<style").count()), (2, 1));
}

#[test]
fn ids_are_unique_and_those_that_label_something_are_there() {
    let html = made(&run(Flags::default()), None).html;
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    let labels = html.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for id in labels.flat_map(str::split_whitespace) {
        assert!(ids.contains(&id), "{id}");
    }
}

#[test]
fn texts_of_the_data_stay_texts() {
    let outcome = hostile();
    let Report { html, markdown } = made(&outcome, Some(HOSTILE[0]));
    assert_eq!((html.matches("<script").count(), html.matches("</script").count()), (2, 2));
    assert!(!html.contains("<img") && !html.contains("<svg onload") && !html.contains("<!--"));
    assert!(!between(&html, "id=\"data\">", "</script>").contains('\u{2028}'));
    let words = data(&html)["words"].to_string();
    for text in &HOSTILE[..4] {
        let json = serde_json::to_string(text).unwrap();
        assert!(words.contains(&json), "{json}");
    }
    let bare = markdown.match_indices('<').find(|(at, _)| !markdown[..*at].ends_with('\\'));
    assert!(bare.is_none() && !markdown.contains('\u{2028}'), "{markdown}");
    assert!(markdown.starts_with("# \\</script\\>"), "{markdown}");
}

#[test]
fn three_hundred_incidents_make_a_page_below_400_kb() {
    let mut csv = "id,kind,place,lon,lat,date,killed,actor,source,link,what,note\n".to_owned();
    for i in 0..300 {
        let (lon, lat) = (40.0 + f64::from(i % 37), 20.0 + f64::from(i % 23));
        let date = format!("{}-{:02}-{:02}", 2005 + i % 15, 1 + i % 12, 1 + i % 28);
        let what = format!("an attack on a checkpoint near village {i}, as told by the governor and two witnesses");
        writeln!(
            csv,
            "E{i},bombing,near village {i},{lon},{lat},{date},{},Group,\"Agency, dispatch {i}\",https://example.org/{i},{what},{what} on the day after",
            i % 9
        )
        .unwrap();
    }
    let html = made(&outcome(&csv, Flags { origin: Some("Kabul".to_owned()), ..Flags::default() }), None).html;
    assert!(html.len() < 400_000, "{} bytes", html.len());
    for chart in ["distance", "periods", "killed", "regions", "countries", "reach", "ecdf", "trend", "lorenz"] {
        assert!(html.contains(&format!("id=\"chart-{chart}\"")), "no chart {chart}");
    }
}

#[test]
fn incidents_without_any_place_or_date_still_make_a_page() {
    let html = made(&outcome("id,place,date,what\n1,Nowhereville Zzyx,,something\n", Flags::default()), None).html;
    let data = data(&html);
    assert!(data["map"].is_null() && data["rows"][0][7].is_null());
    assert!(html.contains("No incident has a place, so that there is no map."));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (made(&hostile(), None), made(&hostile(), None));
    assert!(one.html == other.html && one.markdown == other.markdown);
}

#[test]
fn the_markdown_links_the_pictures_that_the_run_writes_with_their_texts() {
    let folder = tempfile::tempdir().unwrap();
    let run = assert_cmd::Command::cargo_bin("incimap")
        .unwrap()
        .args(["map", "--dpi", "36", "--quiet", "-o"])
        .arg(folder.path())
        .assert();
    run.success();
    let markdown = std::fs::read_to_string(folder.path().join("report.md")).unwrap();
    let links: Vec<&str> = markdown.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() >= 6, "{links:?}");
    for link in links {
        assert!(folder.path().join(Path::new(link)).exists(), "{link}");
    }
    assert!(!markdown.contains("![]"), "a picture without its text");
    assert!(folder.path().join("report.html").exists());
}
