//! Every chart as the renderer sets it: on five kinds of input, in four languages, on both grounds, at the widths of one
//! column and of a page, no text is cut, too small, or lies on another.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not foresee")]

#[path = "page/mod.rs"]
#[expect(dead_code, reason = "the maps look at more of a page")]
mod page;

use std::fmt::Write as _;
use std::path::Path;

use incimap::chart::look::Look;
use incimap::chart::palette::Theme;
use incimap::chart::{ChartInput, Picture, Shared, charts, pdf};
use incimap::pipeline::{self, Outcome};
use incimap::progress::Progress;
use incimap::settings::{Flags, MethodFlags};
use incimap::spread::Family;
use incimap::words::Lang;
use page::Page;

const SIZES: [(f64, f64); 2] = [(85.0, 80.0), (180.0, 110.0)];

/// Incidents of a table, or the built-in ones; measured as far as charts show it.
fn outcome(table: Option<&Path>, origin: &str) -> Outcome {
    let methods = MethodFlags {
        method: vec![Family::Reach, Family::Regions, Family::Trend, Family::NearRepeat],
        resamples: Some(20),
        imputations: Some(0),
        permutations: Some(19),
        ..MethodFlags::default()
    };
    let input = table.map(Path::to_path_buf).into_iter().collect();
    let origin = table.map(|_| origin.to_owned());
    let settings = Flags { input, origin, methods, ..Flags::default() }.settle().unwrap();
    pipeline::run(&settings, Progress::hidden()).unwrap()
}

fn drawn(outcome: &Outcome, look: &Look, size_mm: (f64, f64)) -> (Vec<Picture>, Vec<&'static str>) {
    charts(&ChartInput {
        located: &outcome.located,
        spread: &outcome.spread,
        regions: &outcome.regions,
        title: None,
        source: "The Hill, 31 March 2024; The New York Times, March 2024 (facts restated)",
        size_mm,
        look,
        shared: &Shared::default(),
    })
}

fn assert_clean(name: &str, outcome: &Outcome) {
    for lang in Lang::ALL {
        for size_mm in SIZES {
            // Colours move nothing: one language shows the dark ground.
            let theme = if lang == Lang::De { Theme::Dark } else { Theme::Light };
            let (pictures, empty) = drawn(outcome, &Look::of(theme, lang), size_mm);
            assert!(!pictures.is_empty() && pictures.len() + empty.len() == 10, "{name}: {empty:?}");
            for picture in &pictures {
                let faults = Page::of(picture).faults();
                let which = format!("{} of {name}, {}, {} mm", picture.name, lang.code(), size_mm.0);
                assert!(faults.is_empty(), "{which}: {faults:#?}");
                assert!(!picture.alt.is_empty() && !picture.alt.contains(['{', '}']), "{which}: {}", picture.alt);
            }
        }
    }
}

/// A table of incidents: day, longitude, latitude, killed.
fn table(folder: &Path, rows: impl Iterator<Item = (String, f64, f64, String)>) -> std::path::PathBuf {
    let mut text = "id,date,kind,lon,lat,killed\n".to_owned();
    for (i, (day, lon, lat, killed)) in rows.enumerate() {
        let kind = ["battle", "bombing", "attack", "arson", "kidnapping", "robbery", "plot", "sabotage"][i * i % 8];
        writeln!(text, "e{i},{day},{kind},{lon:.4},{lat:.4},{killed}").unwrap();
    }
    let path = folder.join("events.csv");
    std::fs::write(&path, text).unwrap();
    path
}

/// Numbers from 0 to 1 that look random and are the same each time.
fn scattered(i: u32, of: u32) -> f64 {
    let mixed = (i.wrapping_mul(2_654_435_761) ^ of.wrapping_mul(40_503)).wrapping_mul(2_246_822_519);
    f64::from(mixed >> 8) / f64::from(u32::MAX >> 8)
}

fn day(i: u32, years: u32) -> String {
    let at = scattered(i, 1).sqrt();
    let year = 2004 + (at * f64::from(years)) as u32;
    format!("{year}-{:02}-{:02}", 1 + i % 12, 1 + (i / 12) % 28)
}

fn killed(i: u32) -> String {
    if i.is_multiple_of(4) { String::new() } else { (i % 40).to_string() }
}

#[test]
fn charts_of_the_built_in_incidents_are_clean() {
    assert_clean("the built-in incidents", &outcome(None, ""));
}

/// As many as the largest set that was tried, over seventeen years and nine countries, at 1,500 places.
#[test]
fn charts_of_twenty_thousand_incidents_are_clean() {
    let folder = tempfile::tempdir().unwrap();
    let row = |i: u32| {
        let place = i % 1500;
        let far = scattered(place, 2) * scattered(place, 3) * scattered(place, 4) * 60.0;
        let (lon, lat) = (43.1 + far * (scattered(place, 5) - 0.3), 36.3 + 0.5 * far * (scattered(place, 6) - 0.6));
        (day(i, 17), lon, lat, killed(i))
    };
    let path = table(folder.path(), (0..21_128).map(row));
    assert_clean("21,128 incidents", &outcome(Some(&path), "Mosul"));
}

#[test]
fn charts_of_one_incident_are_clean() {
    let folder = tempfile::tempdir().unwrap();
    let path = table(folder.path(), std::iter::once(("2024-03-22".to_owned(), 37.39, 55.83, "143".to_owned())));
    assert_clean("one incident", &outcome(Some(&path), "Kabul"));
}

#[test]
fn charts_of_three_hundred_incidents_at_one_point_are_clean() {
    let folder = tempfile::tempdir().unwrap();
    let path = table(folder.path(), (0..300).map(|i| (day(i, 3), 69.2, 34.5, killed(i))));
    assert_clean("300 at one point", &outcome(Some(&path), "Kabul"));
}

#[test]
fn charts_of_incidents_on_both_sides_of_180_degrees_are_clean() {
    let folder = tempfile::tempdir().unwrap();
    let row = |i: u32| {
        let lon = if i.is_multiple_of(2) { 178.0 } else { -178.5 } + scattered(i, 7);
        (day(i, 2), lon, -17.0 + 3.0 * scattered(i, 8), killed(i))
    };
    let path = table(folder.path(), (0..120).map(row));
    assert_clean("both sides of 180", &outcome(Some(&path), "178.4,-18.1"));
}

#[test]
fn charts_become_pdfs_with_their_texts_as_texts() {
    let (pictures, _) = drawn(&outcome(None, ""), &Look::default(), SIZES[1]);
    for picture in &pictures {
        let bytes = pdf::pdf(picture).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("/MediaBox [0 0 510.2") && text.contains("/ToUnicode"), "{}", picture.name);
        assert!(bytes.len() < 400_000, "{}: {} bytes", picture.name, bytes.len());
    }
}
