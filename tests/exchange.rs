//! Any format into the documented table and back: the incidents stay what they are.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use incimap::earth::LonLat;
use incimap::incident::{Incident, Kind, Place};
use incimap::layer::{Reported, write_incidents};
use incimap::read::{Input, ReadOptions, Reading, read};
use incimap::settings::LayerFormat;
use proptest::prelude::*;

fn case(name: &str) -> Input {
    Input::File(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/read").join(name))
}

fn reading(input: Input) -> Reading {
    read(&[input], &ReadOptions::default()).unwrap()
}

fn written(format: LayerFormat, incidents: &[Incident]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let all = |out: &mut Reported<'_>| incidents.iter().try_for_each(|incident| out.write(incident));
    write_incidents(format, &mut bytes, all).unwrap().unwrap();
    bytes
}

fn as_csv(incidents: &[Incident]) -> Vec<u8> {
    written(LayerFormat::Csv, incidents)
}

fn as_geojson(incidents: &[Incident]) -> Vec<u8> {
    written(LayerFormat::Geojson, incidents)
}

fn again(folder: &Path, name: &str, bytes: &[u8]) -> Reading {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    reading(Input::File(path))
}

/// An incident without where its rows stood.
fn bare(incident: &Incident) -> Incident {
    let mut bare = incident.clone();
    for conflict in &mut bare.conflicts {
        *conflict = conflict.split_once(':').map_or_else(String::new, |(field, _)| field.to_owned());
    }
    for claim in &mut bare.claims {
        // Written to 6 decimals of a degree and to the metre.
        let mut place = Place::clone(&claim.place);
        let rounded = |number: f64, parts: f64| (number * parts).round() / parts;
        place.point = place.point.map(|at| LonLat::wrapped(rounded(at.lon(), 1e6), rounded(at.lat(), 1e6)));
        place.radius_km = place.radius_km.map(|km| rounded(km, 1e3));
        claim.place = place.into();
        claim.line = 0;
        claim.input = "".into();
    }
    bare
}

fn assert_same(a: &[Incident], b: &[Incident]) {
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert_eq!(bare(a), bare(b));
    }
}

fn assert_fixed_point(first: &Reading) {
    let folder = tempfile::tempdir().unwrap();
    let csv = as_csv(&first.incidents);
    let second = again(folder.path(), "a.csv", &csv);
    assert!(second.rejects.is_empty(), "{:?}", second.rejects);
    assert_same(&first.incidents, &second.incidents);
    assert_eq!(csv, as_csv(&second.incidents), "the same bytes");
    let points = again(folder.path(), "a.geojson", &as_geojson(&first.incidents));
    assert_same(&first.incidents, &points.incidents);
}

#[test]
fn every_format_reads_back_to_the_same_incidents() {
    for name in [
        "ucdp_ged.csv",
        "gtd.csv",
        "acled.csv",
        "acled_2015.csv",
        "gdelt1.export.CSV",
        "gdelt2.export.CSV",
        "years_months_days.csv",
        "incidents_layer.geojson",
    ] {
        assert_fixed_point(&reading(case(name)));
    }
    assert_fixed_point(&reading(Input::BuiltIn));
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("2024-03-22".to_owned()),
        Just("March 2024".to_owned()),
        Just("Kabul".to_owned()),
        Just("at least 143".to_owned()),
        Just("scores".to_owned()),
        Just("10-12".to_owned()),
        "[0-9]{1,3}",
        "[a-zA-Z ,;\"-]{0,12}",
        "\\PC{0,6}",
    ]
}

proptest! {
    #[test]
    fn any_table_reads_back_to_the_same_incidents(rows in proptest::collection::vec(proptest::collection::vec(cell(), 10), 1..8)) {
        let mut bytes = Vec::new();
        let mut table = csv::Writer::from_writer(&mut bytes);
        table.write_record(["id", "place", "date", "killed", "kind", "what", "note", "country", "actor", "killed_min"]).unwrap();
        for row in &rows {
            table.write_record(row).unwrap();
        }
        drop(table);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        std::fs::write(&path, bytes).unwrap();
        if let Ok(first) = read(&[Input::File(path)], &ReadOptions::default()) && !first.incidents.is_empty() {
            let second = again(folder.path(), "a.csv", &as_csv(&first.incidents));
            // What is written once is read as it was written from then on.
            prop_assert_eq!(as_csv(&second.incidents), as_csv(&again(folder.path(), "b.csv", &as_csv(&second.incidents)).incidents));
            prop_assert_eq!(first.incidents.len(), second.incidents.len());
        }
    }
}

fn incimap(folder: &Path, args: &[&str]) -> std::process::Output {
    Command::cargo_bin("incimap").unwrap().current_dir(folder).args(args).output().unwrap()
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn convert_writes_csv_or_points_and_says_what_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let Input::File(gtd) = case("gtd.csv") else { unreachable!() };
    let gtd = gtd.display().to_string();
    let out = incimap(folder.path(), &["convert", &gtd, "-o", "a.csv", "--rejects", "r.csv"]);
    assert_eq!(out.status.code(), Some(1), "one row is rejected");
    assert!(shown(&out.stderr).contains("10 rows, read as gtd"), "{}", shown(&out.stderr));
    assert!(shown(&out.stderr).contains("9 incidents written to a.csv, 1 rows rejected"));
    assert!(std::fs::read_to_string(folder.path().join("r.csv")).unwrap().contains("there is no 29 February 2021"));
    assert_eq!(reading(Input::File(folder.path().join("a.csv"))).incidents.len(), 9);
    let out =
        incimap(folder.path(), &["convert", "a.csv", "-o", "b.geojson", "--filter", "kind=bombing and killed>=1"]);
    assert_eq!(out.status.code(), Some(0), "{}", shown(&out.stderr));
    assert_eq!(reading(Input::File(folder.path().join("b.geojson"))).incidents.len(), 5);
    let out = incimap(folder.path(), &["convert", "a.csv", "-o", "b.gpkg"]);
    assert_eq!(out.status.code(), Some(0), "{}", shown(&out.stderr));
    assert!(std::fs::read(folder.path().join("b.gpkg")).unwrap().starts_with(b"SQLite format 3"));
    let told = incimap(folder.path(), &["convert", "a.csv", "-o", "b.fgb"]);
    assert!(shown(&told.stderr).contains("without a point"), "{}", shown(&told.stderr));
    let told = incimap(folder.path(), &["convert", "a.csv", "-o", "b.xls"]);
    assert!(shown(&told.stderr).contains(".csv, .geojson, .gpkg, .fgb or .parquet"), "{}", shown(&told.stderr));
    assert!(!folder.path().join("b.xls").exists());
}

#[test]
fn claims_that_say_another_kind_or_none_keep_it() {
    let folder = tempfile::tempdir().unwrap();
    let table = "id,kind,place,date\na,bombing,Kabul,2021-08-26\na,attack,Kabul,2021-08-26\na,,Kabul,2021\n";
    std::fs::write(folder.path().join("a.csv"), table).unwrap();
    let first = reading(Input::File(folder.path().join("a.csv")));
    for (name, bytes) in [("b.csv", as_csv(&first.incidents)), ("b.geojson", as_geojson(&first.incidents))] {
        let second = again(folder.path(), name, &bytes);
        assert_same(&first.incidents, &second.incidents);
        let kinds: Vec<Option<Kind>> = second.incidents[0].claims.iter().map(|claim| claim.kind.clone()).collect();
        assert_eq!(kinds, [None, Some(Kind::Attack), Some(Kind::Unknown)], "{name}");
        assert!(second.incidents[0].conflicts[0].starts_with("kind"), "{name}: {:?}", second.incidents[0].conflicts);
    }
}

#[test]
fn a_sample_is_the_same_whatever_the_order_of_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> = (0..500).map(|n| format!("i{n},Town {n},2024,{}\n", n % 9)).collect();
    let table = |rows: &[String]| format!("id,place,date,killed\n{}", rows.concat());
    std::fs::write(folder.path().join("a.csv"), table(&rows)).unwrap();
    let backwards: Vec<String> = rows.iter().rev().cloned().collect();
    std::fs::write(folder.path().join("b.csv"), table(&backwards)).unwrap();
    let drawn = |file: &str, seed: &str| {
        let out = incimap(folder.path(), &["convert", file, "-o", "s.csv", "--sample", "40", "--seed", seed]);
        assert_eq!(out.status.code(), Some(0), "{}", shown(&out.stderr));
        let mut ids: Vec<String> =
            reading(Input::File(folder.path().join("s.csv"))).incidents.iter().map(|i| i.id.to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(drawn("a.csv", "1"), drawn("b.csv", "1"));
    assert_eq!(drawn("a.csv", "1").len(), 40);
    assert_ne!(drawn("a.csv", "1"), drawn("a.csv", "2"));
}

#[test]
fn inspect_says_what_it_recognised_and_what_looks_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String = ["i,34.5,69.2,2024-03-01,Kabul\n"; 200].concat();
    let odd = "z,0,0,2024-03-02,\nf,34.1,69.1,2099-01-01,x\ns,134.5,69.2,2024,x\n";
    let numbered: Vec<String> = rows.lines().enumerate().map(|(n, row)| format!("{n}{row}\n")).collect();
    std::fs::write(folder.path().join("t.csv"), format!("id,lat,lon,date,place\n{}{odd}", numbered.concat())).unwrap();
    let out = incimap(folder.path(), &["inspect", "t.csv"]);
    let text = shown(&out.stdout);
    assert_eq!(out.status.code(), Some(1), "{}", shown(&out.stderr));
    for wanted in [
        "t.csv: csv (its header is that of no data set",
        "ASCII, delimiter \",\", 5 columns; 203 rows: 202 used, 1 rejected",
        "lie at the one point",
        "the capital Kabul",
        "1 incidents lie at 0/0",
        "latitude and longitude swapped",
        "20 years or more after 2024",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let json = incimap(folder.path(), &["inspect", "t.csv", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["incidents"]["busiest_points"][0]["n"], 200);
    assert_eq!(value["tables"][0]["encoding"], "ASCII");
}

#[test]
fn incidents_of_two_sources_that_may_be_one_are_listed_and_merged_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, rows: &str| {
        std::fs::write(folder.path().join(name), format!("id,lat,lon,date,place,actor,killed\n{rows}")).unwrap();
    };
    write("a.csv", "a1,34.52,69.17,2024-03-01,Kabul,Group Alpha,4\na2,34.52,69.17,2024-03-09,Kabul,Group Alpha,4\n");
    write("b.csv", "b1,34.54,69.18,2024-03-01,Kabul,Alpha (suspected),5\nb2,34.54,69.18,2024-03-09,Kabul,Other,7\n");
    let run = |more: &[&str]| {
        let out = incimap(folder.path(), &[&["map", "a.csv", "b.csv", "-o", "out", "--only", "tables"], more].concat());
        assert_eq!(out.status.code(), Some(0), "{}", shown(&out.stderr));
        std::fs::read_to_string(folder.path().join("out/incidents.csv")).unwrap()
    };
    let incidents = run(&[]);
    assert!(incidents.lines().next().unwrap().ends_with(",possible_duplicate_of"));
    let row = incidents.lines().find(|line| line.starts_with("b1,")).unwrap();
    assert!(row.ends_with(",a1"), "{row}");
    let pairs = std::fs::read_to_string(folder.path().join("out/duplicates.csv")).unwrap();
    assert_eq!(pairs.lines().count(), 2, "{pairs}");
    assert!(pairs.contains("b1,b.csv,2,a1,a.csv,2,") && pairs.contains("the same day"), "{pairs}");
    let merged = run(&["--merge-duplicates"]);
    assert_eq!(merged.lines().count(), 4, "{merged}");
    assert!(!folder.path().join("out/duplicates.csv").exists());
}

#[test]
fn coordinates_are_compared_with_the_words_beside_them_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "1,34.52,69.17,2024,Kabul,Afghanistan\n2,34.35,62.2,2024,Kabul,Afghanistan\n3,69.17,34.52,2024,Kabul,Afghanistan\n";
    std::fs::write(folder.path().join("a.csv"), format!("id,lat,lon,date,place,country\n{rows}")).unwrap();
    let out = incimap(folder.path(), &["map", "a.csv", "-o", "out", "--only", "tables", "--audit-coordinates"]);
    assert_eq!(out.status.code(), Some(0), "{}", shown(&out.stderr));
    assert!(shown(&out.stdout).contains("3 incidents: agrees 1, far 1, swapped 1"), "{}", shown(&out.stdout));
    let audit = std::fs::read_to_string(folder.path().join("out/coordinates_audit.csv")).unwrap();
    assert!(audit.lines().nth(3).unwrap().ends_with(",swapped"), "{audit}");
}
