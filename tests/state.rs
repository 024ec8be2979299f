//! Summaries of parts: they merge to the bytes of the whole, and what is damaged or does not fit is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot build its input should fail")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use incimap::output;
use incimap::pipeline::{self, Outcome};
use incimap::progress::Progress;
use incimap::settings::{Flags, Product, Settings};
use incimap::spread::Family;
use incimap::state::{self, State};
use incimap::table;
use proptest::prelude::*;

const HEADER: &str = "id,date,lon,lat,kind,actor,country,killed,place\n";

/// A row: place, day, kind, actor, killed.
type Row = (usize, u32, usize, usize, Option<u32>);

const PLACES: [&str; 6] = ["43.13,36.34", "44.4,33.3", "-179.9,-16.5", "179.95,-16.6", "36.3,33.5", "0.5,89.9"];
const KINDS: [&str; 3] = ["bombing", "attack", "arrest"];
const ACTORS: [&str; 3] = ["A", "B", ""];

fn line(number: usize, (place, day, kind, actor, killed): Row) -> String {
    let date = match day % 5 {
        0 => format!("20{:02}-{:02}", 10 + day / 365 % 10, 1 + day % 12),
        1 if day > 900 => String::new(),
        _ => format!("20{:02}-{:02}-{:02}", 10 + day / 365 % 10, 1 + day % 12, 1 + day % 28),
    };
    let killed = killed.map_or_else(String::new, |n| n.to_string());
    let country = if place == 1 { "Iraq" } else { "" };
    format!("I{number},{date},{},{},{},{country},{killed},\n", PLACES[place], KINDS[kind], ACTORS[actor])
}

fn flags(path: PathBuf) -> Flags {
    let mut flags = Flags { input: vec![path], home: vec!["IQ".to_owned()], ..Flags::default() };
    flags.methods.method = vec![Family::Reach, Family::Centre, Family::Area, Family::Regions, Family::Trend];
    flags.methods.imputations = Some(5);
    flags
}

fn written(folder: &Path, name: &str, rows: &[String]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, format!("{HEADER}{}", rows.concat())).unwrap();
    path
}

fn summarised(path: PathBuf) -> State {
    let bytes = State::of(flags(path), Progress::hidden()).unwrap().to_bytes().unwrap();
    State::of_bytes(&bytes).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_parts_in_any_order_merge_to_the_bytes_of_the_whole(
        rows in proptest::collection::vec(
            ((0..6_usize), (0..1200_u32), (0..3_usize), (0..3_usize), proptest::option::of(0..9_u32)), 2..40),
        parts in 1..4_usize,
        swap in any::<bool>(),
    ) {
        // The first row can be measured, so that there is something to measure.
        let lines: Vec<String> = std::iter::once((0, 2, 0, 0, None)).chain(rows).enumerate().map(|(i, row)| line(i, row)).collect();
        let folder = tempfile::tempdir().unwrap();
        let whole = flags(written(folder.path(), "whole.csv", &lines));
        let outcome = pipeline::figures(&whole.settle().unwrap(), Progress::hidden()).unwrap();
        let mut states: Vec<(String, State)> = (0..parts).filter_map(|part| {
            let rows: Vec<String> = lines.iter().skip(part).step_by(parts).cloned().collect();
            let name = format!("part{part}.csv");
            (!rows.is_empty()).then(|| (name.clone(), summarised(written(folder.path(), &name, &rows))))
        }).collect();
        if swap {
            states.reverse();
        }
        let (_, merged) = state::merge(states).unwrap();
        prop_assert_eq!(table::spread_json(&merged.spread), table::spread_json(&outcome.spread));
        prop_assert_eq!((merged.tally.rows, &merged.tally.by_role), (outcome.tally.rows, &outcome.tally.by_role));
    }
}

/// The paths and bytes of all files below a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(one) = folders.pop() {
        for entry in std::fs::read_dir(one).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                found.insert(entry.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&entry).unwrap());
            }
        }
    }
    found
}

fn written_out(settings: &Settings, outcome: &Outcome, folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let settings = Settings { output: folder.to_owned(), ..settings.clone() };
    let output = output::files(&settings, outcome, Progress::hidden()).unwrap();
    output.write(&settings, outcome).unwrap();
    files(folder)
}

/// Rows with two claims of one incident, rejected rows, unknown places and dates.
fn varied(count: usize) -> Vec<String> {
    let row = |i: usize| match i % 7 {
        5 => format!("I{i},2014-05-0{},,,bombing,A,,3,\"Kerman, Iran\"\n", 1 + i % 9),
        6 => format!("I{i},2014-13-77,44.4,33.3,attack,B,,,\n"),
        _ => line(i, (i % 6, (i * 37 % 1200) as u32, i % 3, i % 2, Some(i as u32 % 5))),
    };
    // The second claim stands beside the first, so that both are in one part.
    let claims = |i: usize| if i % 10 == 3 { row(i) + &row(i) } else { row(i) };
    std::iter::once(line(0, (0, 2, 0, 0, None))).chain((1..count).map(claims)).collect()
}

/// Cuts rows into parts and compares the folder of the merged parts with that of one run over all of them.
fn assert_same_folder(flags_of: &dyn Fn(Vec<PathBuf>) -> Flags, parts: usize, blocks: bool) {
    let folder = tempfile::tempdir().unwrap();
    let rows = varied(42);
    let in_part = |i: usize, part: usize| if blocks { i * parts / rows.len() == part } else { i % parts == part };
    let inputs: Vec<PathBuf> = (0..parts)
        .map(|part| {
            let of: Vec<String> =
                rows.iter().enumerate().filter(|(i, _)| in_part(*i, part)).map(|(_, row)| row.clone()).collect();
            written(folder.path(), &format!("part{part}.csv"), &of)
        })
        .collect();
    let settings = flags_of(inputs.clone()).settle().unwrap();
    let outcome = pipeline::run(&settings, Progress::hidden()).unwrap();
    assert!(outcome.tally.rows_rejected > 0 && outcome.tally.located < outcome.tally.incidents + 1);
    let whole = written_out(&settings, &outcome, &folder.path().join("whole"));
    for turn in 0..2 {
        let state = |input: &PathBuf| {
            let state = State::with_incidents(flags_of(vec![input.clone()]), Progress::hidden()).unwrap();
            ("part".to_owned(), State::of_bytes(&state.to_bytes().unwrap()).unwrap())
        };
        let mut states: Vec<(String, State)> = inputs.iter().map(state).collect();
        if turn == 1 {
            states.reverse();
        }
        let (settings, merged) = state::merge(states).unwrap();
        let folder = folder.path().join(format!("merged{turn}"));
        let made = written_out(&settings, &merged, &folder);
        assert_eq!(made.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
        for (path, bytes) in &made {
            assert!(bytes == &whole[path], "{} differs, {parts} parts, turn {turn}", path.display());
        }
    }
}

fn products(only: Vec<Product>, input: Vec<PathBuf>) -> Flags {
    Flags { only, input, dpi: Some(40.0), ..flags(PathBuf::new()) }
}

#[test]
fn parts_with_their_incidents_merge_to_the_folder_of_one_run_whatever_their_order() {
    let only = || vec![Product::Layers, Product::Qgis, Product::Tables, Product::Report];
    for (parts, blocks) in [(1, true), (2, true), (3, false)] {
        assert_same_folder(&|input| products(only(), input), parts, blocks);
    }
}

#[test]
fn parts_with_their_incidents_merge_to_the_pictures_of_one_run() {
    assert_same_folder(&|input| products(vec![Product::Maps, Product::Charts], input), 2, false);
}

#[test]
fn parts_with_and_without_incidents_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = two_rows(folder.path(), "a.csv");
    let with = State::with_incidents(flags(path.clone()), Progress::hidden()).unwrap();
    let states = vec![("a.state".to_owned(), with), ("b.state".to_owned(), summarised(path))];
    let told = state::merge(states).unwrap_err().to_string();
    assert!(told.starts_with("b.state: it has no incidents and a.state has"), "{told}");
}

fn two_rows(folder: &Path, name: &str) -> PathBuf {
    written(folder, name, &[line(1, (0, 400, 0, 0, Some(3))), line(2, (4, 800, 1, 1, None))])
}

#[test]
fn parts_of_different_settings_are_refused_with_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    let path = two_rows(folder.path(), "a.csv");
    let other = Flags { min_confidence: Some(0.5), ..flags(path.clone()) };
    let states = vec![
        ("a.state".to_owned(), summarised(path)),
        ("b.state".to_owned(), State::of(other, Progress::hidden()).unwrap()),
    ];
    let told = state::merge(states).unwrap_err().to_string();
    assert!(
        told.starts_with("b.state: it was made with min-confidence = 0.5, a.state with min-confidence = null"),
        "{told}"
    );
}

#[test]
fn the_first_incident_of_all_parts_is_the_origin() {
    let folder = tempfile::tempdir().unwrap();
    let late = written(folder.path(), "late.csv", &[line(1, (0, 1100, 0, 0, None))]);
    let early = written(folder.path(), "early.csv", &[line(2, (4, 2, 0, 0, None))]);
    let state = |path| {
        let first = Flags { origin: Some("first".to_owned()), home: Vec::new(), ..flags(path) };
        ("x".to_owned(), State::of(first, Progress::hidden()).unwrap())
    };
    let (_, merged) = state::merge(vec![state(late), state(early)]).unwrap();
    let centre = merged.spread.options.origin.centre().unwrap();
    assert_eq!((centre.lon(), centre.lat()), (36.3, 33.5));
}

#[test]
fn every_damaged_byte_is_noticed_and_a_right_checksum_over_nonsense_panics_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let flags = flags(two_rows(folder.path(), "a.csv"));
    let bytes = State::with_incidents(flags, Progress::hidden()).unwrap().to_bytes().unwrap();
    assert!(State::of_bytes(&bytes).is_ok());
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x41;
        assert!(State::of_bytes(&damaged).is_err(), "byte {at}");
        // What a hostile hand would do: nonsense with a checksum that is right.
        let sum: [u8; 32] =
            sha2::Digest::finalize(sha2::Digest::chain_update(<sha2::Sha256 as sha2::Digest>::new(), &damaged[44..]))
                .into();
        damaged[12..44].copy_from_slice(&sum);
        let state = State::of_bytes(&damaged);
        // Measuring takes long: a part of those that can be read is enough.
        if let (Ok(state), true) = (state, at.is_multiple_of(23)) {
            let _ = state::merge(vec![("a".to_owned(), state)]);
        }
    }
    for length in 0..bytes.len() {
        let mut told = String::new();
        write!(told, "{}", State::of_bytes(&bytes[..length]).unwrap_err()).unwrap();
        assert!(!told.is_empty());
    }
}

#[test]
fn figures_of_incidents_that_are_let_go_at_once_are_those_of_kept_ones() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.csv");
    let mut rows = "id,date,place,country,lon,lat,radius_km,precision,kind,killed\n".to_owned();
    for row in 0..400 {
        let (lon, lat) = (f64::from(row * 37 % 360) - 180.0, f64::from(row * 17 % 150) - 75.0);
        let (words, country) = match row % 4 {
            0 => ("Kabul", ""),
            1 => ("", "Iraq"),
            _ => ("", ""),
        };
        let precision = ["", "admin1", "country", "exact"][row as usize / 4 % 4];
        let point = if row % 8 == 0 { ",".to_owned() } else { format!("{lon},{lat}") };
        // Every tenth id comes twice.
        let id = row - i32::from(row % 10 == 9);
        writeln!(rows, "A{id},2020-{:02}-11,{words},{country},{point},,{precision},bombing,{}", 1 + row % 12, row % 5)
            .unwrap();
    }
    std::fs::write(&path, rows).unwrap();
    let settings = flags(path).settle().unwrap();
    let json = |outcome: Outcome| (table::spread_json(&outcome.spread), outcome.tally);
    let (let_go, kept) =
        (pipeline::figures(&settings, Progress::hidden()), pipeline::run(&settings, Progress::hidden()));
    assert_eq!(json(let_go.unwrap()), json(kept.unwrap()));
}
