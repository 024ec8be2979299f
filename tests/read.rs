//! Reading: files to incidents with their claims, and what is told of the rows that could not be used.

use std::path::PathBuf;

use incimap::incident::{DatePrecision, Incident, Kind, Role, Stage};
use incimap::read::{Encoding, Input, ReadOptions, Reading, read};
use proptest::prelude::*;
use tempfile::TempDir;

/// Files of a test, gone when it ends.
struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn input(&self, name: &str, content: impl AsRef<[u8]>) -> Input {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        Input::File(path)
    }
}

fn text(content: impl AsRef<[u8]>) -> Reading {
    let files = Files::new();
    read(&[files.input("t.csv", content)], &ReadOptions::default()).unwrap()
}

fn error(content: impl AsRef<[u8]>) -> String {
    let files = Files::new();
    read(&[files.input("t.csv", content)], &ReadOptions::default()).unwrap_err().to_string()
}

fn case(name: &str) -> Input {
    Input::File(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/read").join(name))
}

fn built_in() -> Reading {
    read(&[Input::BuiltIn], &ReadOptions::default()).unwrap()
}

fn incident(id: &str) -> Incident {
    built_in().incidents.into_iter().find(|i| i.id == id).unwrap_or_else(|| panic!("no incident {id}"))
}

/// Every row is used, rejected or repeated, and every reject is there.
fn assert_nothing_lost(reading: &Reading) {
    for source in &reading.sources {
        assert_eq!(source.rows, source.used + source.rejected + source.repeated, "{source:?}");
    }
    let rejected: u64 = reading.sources.iter().map(|source| source.rejected).sum();
    assert_eq!(reading.rejects.len() as u64, rejected);
}

// The built-in incidents, as the table of the two articles has them.

#[test]
fn the_built_in_table_is_read_whole_and_names_no_coordinates() {
    let reading = built_in();
    assert_nothing_lost(&reading);
    let source = &reading.sources[0];
    assert_eq!((source.rows, source.used, source.rejected), (51, 51, 0));
    assert!(reading.incidents.iter().flat_map(|i| &i.claims).all(|claim| claim.place.point.is_none()));
    let strange = |i: &&Incident| matches!(i.kind, Kind::Other(_) | Kind::Unknown);
    assert_eq!(reading.incidents.iter().find(strange), None);
    for number in 1..=33 {
        let id = format!("I{number:02}");
        assert!(reading.incidents.iter().any(|i| i.id.starts_with(&id)), "{id}");
    }
}

#[test]
fn crocus_is_one_incident_of_22_or_23_march_with_at_least_143_killed() {
    let crocus = incident("I01");
    assert_eq!(crocus.when.to_string(), "2024-03-22/2024-03-23");
    assert_eq!(crocus.claims.len(), 6);
    assert_eq!((crocus.killed.low, crocus.killed.high), (Some(143), None));
    assert_eq!(crocus.killed.worded.as_deref(), Some("at least 143; scores"));
    assert_eq!(crocus.injured.low, Some(101));
    assert_eq!(crocus.actor.as_deref(), Some("ISIS-K"));
    assert_eq!(crocus.conflicts[0], "date: 2024-03-23 (hill_000), 2024-03-22 (nyt_004)");
    assert!(crocus.conflicts[1].starts_with("place: Crocus City Hall theater in Moscow"), "{:?}", crocus.conflicts);
    assert!(crocus.conflicts[2].contains("Ukraine (nyt_004: Russia)"), "{:?}", crocus.conflicts);
}

#[test]
fn abbey_gate_has_a_floor_and_a_ceiling_that_meet_at_183() {
    let gate = incident("I02");
    assert_eq!((gate.killed.low, gate.killed.high), (Some(183), Some(183)));
    assert_eq!((gate.when.to_string().as_str(), gate.when.precision()), ("2021-08", DatePrecision::Month));
    assert_eq!(gate.conflicts.len(), 1, "{:?}", gate.conflicts);
    assert!(gate.place.words.contains("Abbey Gate"));
}

#[test]
fn the_embassy_of_september_2022_has_no_toll_and_none_is_made_up() {
    let embassy = incident("I03");
    assert_eq!((embassy.when.to_string().as_str(), embassy.killed.is_unknown()), ("2022-09", true));
}

#[test]
fn kerman_and_iran_in_january_are_the_same_event_and_no_contradiction() {
    let kerman = incident("I04");
    assert_eq!((kerman.when.to_string().as_str(), kerman.place.words.as_str()), ("2024-01-03", "Kerman, Iran"));
    assert_eq!((kerman.killed.low, kerman.killed.high, kerman.injured.low), (Some(90), Some(100), Some(200)));
    assert_eq!(kerman.conflicts, Vec::<String>::new());
}

#[test]
fn the_end_of_the_caliphate_is_two_battles() {
    assert_eq!((incident("I05").when.to_string(), incident("I05").kind), ("2017".to_owned(), Kind::Battle));
    assert_eq!((incident("I06").when.to_string(), incident("I06").kind), ("2019-03".to_owned(), Kind::Battle));
}

#[test]
fn incidents_without_a_place_keep_none() {
    assert!(incident("I07").place.is_empty());
    let strike = incident("I08");
    assert!(strike.place.is_empty());
    assert_eq!((strike.when.to_string().as_str(), strike.claims.len()), ("2020-01-03", 2));
    assert_eq!((strike.kind.clone(), strike.kind.role()), (Kind::AirStrike, Role::Response));
}

#[test]
fn the_bataclan_and_manchester_have_their_months() {
    assert_eq!(incident("I09").when.to_string(), "2015-11");
    assert_eq!(incident("I10").when.to_string(), "2017-05");
}

#[test]
fn one_claim_about_several_places_is_an_incident_at_each() {
    assert_eq!(incident("I11/1").place.words, "Germany");
    assert_eq!(incident("I11/2").place.words, "the Netherlands");
    assert_eq!(incident("I16/3").place.words, "Iraq");
    assert_eq!(incident("I24/2").kind.role(), Role::Response);
    assert!(built_in().notices.iter().any(|n| n.contains("I16/1 to I16/3")));
}

#[test]
fn a_plot_and_the_arrests_over_it_are_two_incidents() {
    let (plot, arrest) = (incident("I12"), incident("I12a"));
    assert_eq!((plot.kind, plot.stage), (Kind::Plot, Stage::Foiled));
    assert_eq!((arrest.kind, arrest.when.precision()), (Kind::Arrest, DatePrecision::Unknown));
    assert_eq!(incident("I13a").place.words, "Austria");
}

#[test]
fn the_church_in_istanbul_has_one_dead_and_the_47_detained_are_another_incident() {
    let church = incident("I14");
    assert_eq!((church.killed.count(), church.when.to_string().as_str()), (Some(1), "2024-01"));
    assert!(incident("I15").target.is_some_and(|target| target.contains("47")));
}

#[test]
fn the_same_words_in_two_years_are_two_warnings() {
    assert_eq!(incident("I20a").when.to_string(), "2023-03");
    assert_eq!(incident("I20b").when.to_string(), "2024-03-21");
    assert_eq!(incident("I20a").kind.role(), Role::Statement);
}

#[test]
fn the_founding_is_of_2014_or_2015_and_says_so() {
    let founding = incident("I30");
    assert_eq!(founding.when.to_string(), "2014-01-01/2015-12-31");
    assert_eq!(founding.conflicts, ["date: 2014 (hill_000), 2015 (nyt_004)"]);
    assert_eq!(founding.kind.role(), Role::Context);
}

#[test]
fn vague_dates_stay_vague() {
    assert_eq!(incident("I18a").when.to_string(), "2024-03-01/2024-03-10");
    assert_eq!(incident("I31").when.precision(), DatePrecision::Season);
    let strikes = incident("I32a");
    assert_eq!(
        (strikes.when.to_string().as_str(), strikes.place.words.as_str()),
        ("2021-01-01/2024-03-24", "Pakistan")
    );
    assert_eq!(strikes.claims[0].note.as_deref().map(|note| note.contains("vague")), Some(true));
}

// Tables.

#[test]
fn a_place_and_a_date_are_enough_and_a_row_without_an_id_gets_one() {
    let reading = text("place,date\nKabul,2024-03-22\n\nHerat,2024\n");
    let ids: Vec<&str> = reading.incidents.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["row 2", "row 4"]);
    assert!(reading.notices.is_empty(), "{:?}", reading.notices);
}

#[test]
fn a_table_of_a_data_set_reads_without_a_reject() {
    let reading = read(&[case("years_months_days.csv")], &ReadOptions::default()).unwrap();
    assert_nothing_lost(&reading);
    assert!(reading.rejects.is_empty(), "{:?}", reading.rejects);
    let first = &reading.incidents[0];
    assert_eq!((first.id.as_str(), first.when.to_string().as_str()), ("900001", "2004-03-17"));
    assert_eq!((first.actor.as_deref(), first.target.as_deref()), (Some("Group A"), Some("Civilians")));
    assert_eq!(first.kind.key(), "One-sided violence");
    assert_eq!((first.killed.low, first.killed.best, first.killed.high), (Some(3), Some(4), Some(9)));
    assert_eq!(first.place.point.map(|p| (p.lon(), p.lat())), Some((44.400876, 33.340582)));
    let swapped = &reading.incidents[2];
    assert_eq!((swapped.killed.low, swapped.killed.high), (Some(1), Some(7)));
    assert!(reading.notices.iter().any(|n| n.contains("not used: \"conflict_name\"")), "{:?}", reading.notices);
    assert!(reading.notices.iter().any(|n| n.contains("line 4")), "{:?}", reading.notices);
}

#[test]
fn a_spreadsheet_export_reads_with_its_semicolons_commas_and_trailing_columns() {
    let reading = text(
        "sep=;\r\nOrt;Datum;Längengrad;Breitengrad;Tote;;\r\nKöln;31.12.2023;6,9583;50,9413;1.200;;\r\n;;;;;;\r\n",
    );
    assert_nothing_lost(&reading);
    let cologne = &reading.incidents[0];
    assert_eq!(cologne.place.point.map(|p| (p.lon(), p.lat())), Some((6.9583, 50.9413)));
    assert_eq!((cologne.killed.count(), cologne.when.to_string().as_str()), (Some(1200), "2023-12-31"));
    assert_eq!((reading.sources[0].rows, reading.notices.len()), (1, 0), "{:?}", reading.notices);
}

#[test]
fn short_rows_are_padded_and_long_ones_told() {
    let reading = text("place,date,killed\nKabul,2024\nHerat,2024,1,extra\nKerman, Iran,2024-01-03,3\n");
    assert_eq!(reading.incidents.len(), 2);
    assert!(reading.notices[0].contains("more values than columns") && reading.notices[0].contains("line 3; line 4"));
    assert!(reading.rejects[0].why.contains("needs quotes"), "{:?}", reading.rejects);
}

#[test]
fn a_latin_1_file_is_read_on_request_and_told_without() {
    let files = Files::new();
    let input = files.input("l.csv", b"place,date\nK\xf6ln,2024\n");
    let latin = ReadOptions { encoding: Encoding::Latin1 };
    assert_eq!(read(&[input.clone()], &latin).unwrap().incidents[0].place.words, "Köln");
    let told = read(&[input], &ReadOptions::default()).unwrap_err().to_string();
    assert!(told.contains("l.csv, line 2, column 2") && told.contains("--encoding latin-1"), "{told}");
}

#[test]
fn byte_order_marks_of_utf_8_and_utf_16_are_taken_off() {
    assert_eq!(text("\u{feff}place,date\nKabul,2024\n").incidents.len(), 1);
    let utf16: Vec<u8> = "\u{feff}place\tdate\r\nKöln\t2024\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(text(utf16).incidents[0].place.words, "Köln");
}

#[test]
fn a_quoted_line_break_is_part_of_its_cell_and_later_lines_keep_their_numbers() {
    let reading = text("place,date,note\nKabul,2024,\"two\r\nlines\"\nHerat,bad,\n");
    assert_eq!(reading.incidents[0].claims[0].note.as_deref(), Some("two\r\nlines"));
    assert_eq!((reading.rejects[0].line, reading.rejects[0].column.as_deref()), (4, Some("date")));
}

// Rejects: told with line, column, value and the way out; the run goes on.

#[test]
fn a_bad_date_rejects_its_row_only_and_says_why() {
    let reading = text("place,date\nKabul,2024-02-30\nHerat,2024-02-29\n");
    assert_nothing_lost(&reading);
    let reject = &reading.rejects[0];
    assert_eq!((reject.line, reject.column.as_deref(), reject.value.as_str()), (2, Some("date"), "2024-02-30"));
    assert!(reject.why.starts_with("there is no 30 February 2024: write "), "{}", reject.why);
    assert_eq!(reading.incidents.len(), 1);
}

#[test]
fn bad_coordinates_reject_their_row_and_say_whether_they_look_swapped() {
    let reading = text("lat,lon,date\n95,200,2024\n134.5,69.2,2024\n34.5,,2024\nx,69.2,2024\n34.5,69.2,2024\n");
    assert_eq!((reading.rejects.len(), reading.incidents.len()), (4, 1));
    assert!(!reading.rejects[0].why.contains("swapped"));
    assert!(reading.rejects[1].why.contains("look swapped") && reading.rejects[1].column.as_deref() == Some("lat"));
    assert!(reading.rejects[2].why.contains("the longitude is missing"));
    assert!(reading.rejects[3].why.contains("not an angle"));
}

#[test]
fn zero_zero_gives_way_to_words_and_is_told_without_them() {
    let reading = text("place,lat,lon,date\nKabul,0,0,2024\n,0,0,2024\n");
    assert!(reading.incidents[0].place.point.is_none() && reading.incidents[1].place.point.is_some());
    assert_eq!(reading.notices.len(), 2);
}

#[test]
fn a_bad_count_keeps_its_row_and_is_told_with_its_cell() {
    let reading = text("place,date,killed\nKabul,2024,twelvish\n");
    assert!(reading.incidents[0].killed.is_unknown() && reading.rejects.is_empty());
    assert_eq!(reading.incidents[0].claims[0].killed.worded.as_deref(), Some("twelvish"));
    assert!(reading.notices[0].contains("line 2, column \"killed\": \"twelvish\""), "{:?}", reading.notices);
}

#[test]
fn negative_codes_and_blanks_are_unknown_not_zero() {
    let reading = text("place,date,killed,injured\nKabul,2024,-9,\nHerat,2024,0,-99\n");
    assert!(reading.incidents[0].killed.is_unknown() && reading.incidents[1].injured.is_unknown());
    assert_eq!(reading.incidents[1].killed.count(), Some(0));
}

#[test]
fn a_row_without_a_date_or_place_is_kept_as_unknown() {
    let reading = text("place,date,actor\nKabul,,A\n,2024,A\n");
    assert_eq!(reading.incidents[0].when.precision(), DatePrecision::Unknown);
    assert!(reading.incidents[1].place.is_empty());
}

// Dates of a whole file.

#[test]
fn the_order_of_day_and_month_is_that_of_the_file() {
    let american = text("place,date\nKabul,03/04/2024\nHerat,03/22/2024\n");
    assert_eq!(american.incidents[0].when.to_string(), "2024-03-04");
    let undecided = text("place,date\nKabul,03/04/2024\n");
    assert_eq!(undecided.incidents[0].when.to_string(), "2024-04-03");
    assert!(undecided.notices[0].contains("03/04/2024 are read day first"), "{:?}", undecided.notices);
}

#[test]
fn spreadsheet_days_are_read_where_all_dates_are_such_and_told() {
    let reading = text("place,date\nKabul,45373\nHerat,45374\n");
    assert_eq!(reading.incidents[0].when.to_string(), "2024-03-22");
    assert!(reading.notices[0].contains("spreadsheet days"));
    assert_eq!(text("place,date\nKabul,45373\nHerat,2024\n").rejects.len(), 1);
}

#[test]
fn start_end_and_precision_make_the_interval_and_keep_what_they_say() {
    let reading = text(
        "place,date_start,date_end,date_precision\nA,2024-03-01,2024-03-31,month\nB,2024-03-05,,month\nC,2024-03-09,2024-03-02,\nD,2024-06-21,2024-09-22,season\n",
    );
    let whens: Vec<String> = reading.incidents.iter().map(|i| i.when.to_string()).collect();
    assert_eq!(whens, ["2024-03", "2024-03", "2024-03-02/2024-03-09", "2024-06-21/2024-09-22"]);
    assert_eq!(reading.incidents[3].when.precision(), DatePrecision::Season);
    assert!(reading.notices[0].contains("swapped"), "{:?}", reading.notices);
}

// Claims.

#[test]
fn rows_with_the_same_id_merge_across_files_and_repeated_rows_count_once() {
    let files = Files::new();
    let a = files
        .input("a.csv", "id,place,date,source\nx,Kabul,2024-03-22,one\nx,Kabul,2024-03-22,one\ny,Herat,2024,one\n");
    let b = files.input("b.csv", "id,place,date,source\nx,Kabul,2024-03-23,two\n");
    let reading = read(&[a, b], &ReadOptions::default()).unwrap();
    assert_nothing_lost(&reading);
    assert_eq!((reading.incidents.len(), reading.incidents[0].claims.len()), (2, 2));
    assert_eq!((reading.sources[0].repeated, reading.sources[1].used), (1, 1));
    assert_eq!(reading.incidents[0].conflicts, ["date: 2024-03-22 (one), 2024-03-23 (two)"]);
    assert!(reading.notices.iter().any(|n| n.contains("counted once")), "{:?}", reading.notices);
}

#[test]
fn ids_made_for_rows_are_unique_across_files() {
    let files = Files::new();
    let a = files.input("a.csv", "place,date\nKabul,2024\n");
    let b = files.input("b.csv", "id,place,date\nrow 2 (2),Herat,2024\n,Kunar,2024\n");
    let reading = read(&[a.clone(), b, a], &ReadOptions::default()).unwrap();
    let ids: Vec<&str> = reading.incidents.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["row 2", "row 2 (2)", "row 3", "row 2 (3)"]);
}

#[test]
fn a_toll_of_several_places_together_is_a_ceiling_of_each() {
    let reading = text("id,place,date,killed\nz,Germany; Austria,2024,5\nz,Austria,2024,\n");
    let ids: Vec<&str> = reading.incidents.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["z/1", "z/2"]);
    assert_eq!((reading.incidents[0].killed.count(), reading.incidents[0].killed.high), (None, Some(5)));
    assert_eq!((reading.incidents[0].claims.len(), reading.incidents[1].claims.len()), (1, 2));
}

#[test]
fn claims_that_differ_are_listed_by_field() {
    let reading = text(
        "id,kind,place,date,actor,killed,source\nx,attack,Kabul,2024,A,4,one\nx,bombing,Herat,2024,B,6 to 8,two\n",
    );
    assert_eq!(
        reading.incidents[0].conflicts,
        [
            "kind: attack (one), bombing (two)",
            "place: Kabul (one), Herat (two)",
            "actor: A (one), B (two)",
            "killed: 4 (one), 6 to 8 (two)"
        ]
    );
    assert_eq!((reading.incidents[0].killed.low, reading.incidents[0].killed.high), (Some(4), Some(8)));
}

// GeoJSON.

const POINT: &str = r#"{"type":"Feature","id":1,"properties":{"incident_id":"a","kind":"attack","date":"2024-03-22","killed":3},"geometry":{"type":"Point","coordinates":[69.2,34.5,1800]}}"#;

#[test]
fn points_are_read_from_a_collection_a_feature_and_from_lines() {
    for content in [
        format!(r#"{{"type":"FeatureCollection","features":[{POINT}]}}"#),
        POINT.to_owned(),
        format!("{POINT}\n{}\n", POINT.replace("\"a\"", "\"b\"")),
    ] {
        let reading = text(&content);
        assert_eq!(reading.sources[0].format, "geojson");
        let first = &reading.incidents[0];
        assert_eq!(
            (first.id.as_str(), first.when.to_string().as_str(), first.killed.count()),
            ("a", "2024-03-22", Some(3))
        );
        assert_eq!(first.place.point.map(|p| (p.lon(), p.lat())), Some((69.2, 34.5)));
    }
    assert_eq!(text(r#"{"type":"Point","coordinates":[1,2]}"#).incidents[0].when.precision(), DatePrecision::Unknown);
}

#[test]
fn other_geometries_are_rejected_with_the_number_of_the_feature_and_an_empty_one_is_kept() {
    let line =
        r#"{"type":"Feature","properties":{"place":"x"},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}"#;
    let empty = r#"{"type":"Feature","properties":{"place":"Kabul"},"geometry":null}"#;
    let one = r#"{"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[1,2]]}}"#;
    let far = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[34.5,169.2]}}"#;
    let reading = text(format!(r#"{{"type":"FeatureCollection","features":[{empty},{line},{one},{far},7]}}"#));
    assert_nothing_lost(&reading);
    assert_eq!(reading.incidents.len(), 2);
    let told: Vec<(u64, &str)> = reading.rejects.iter().map(|r| (r.line, r.why.as_str())).collect();
    assert!(told[0].0 == 2 && told[0].1.contains("LineString"), "{told:?}");
    assert!(told[1].0 == 4 && told[1].1.contains("look swapped"), "{told:?}");
    assert_eq!(told[2], (5, "this is not a feature"));
}

#[test]
fn broken_json_is_told_with_line_and_column() {
    let told = error("{\"type\": \"FeatureCollection\",\n \"features\": [}");
    assert!(told.contains("line 2, column 15: broken JSON"), "{told}");
    assert!(error(r#"{"type":"Topology"}"#).contains("not GeoJSON"));
    let crs = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[]}"#;
    assert!(error(crs).contains("EPSG:4326"));
}

#[test]
fn an_incident_layer_reads_back_to_the_same_incidents() {
    let reading = read(&[case("incidents_layer.geojson")], &ReadOptions::default()).unwrap();
    let [crocus, kerman] = reading.incidents.as_slice() else { panic!("{:?}", reading.incidents) };
    assert_eq!((crocus.id.as_str(), crocus.when.to_string().as_str()), ("I01", "2024-03-22/2024-03-23"));
    assert_eq!((crocus.killed.low, crocus.killed.high), (Some(143), None));
    assert_eq!(crocus.place.radius_km, Some(0.3));
    assert_eq!((kerman.when.to_string().as_str(), kerman.when.precision()), ("2024-01", DatePrecision::Month));
    assert_eq!((kerman.killed.low, kerman.killed.high, kerman.kind.clone()), (Some(90), Some(100), Kind::Attack));
    assert_eq!(kerman.killed.worded.as_deref(), Some("nearly 100; scores"));
}

// What stops a run.

#[test]
fn a_table_that_cannot_say_where_and_when_is_told_what_was_found_and_what_is_needed() {
    let told = error("foo,bar\n1,2\n");
    assert!(told.contains("t.csv, line 1: no column for the place or the date"), "{told}");
    assert!(told.contains("the columns found are \"foo\", \"bar\""), "{told}");
    assert!(error("place,foo\nKabul,1\n").contains("no column for the date"));
    assert!(error("lat,date\n1,2024\n").contains("\"lon\" and \"lat\""));
}

#[test]
fn an_empty_file_and_a_header_alone_are_told() {
    for content in ["", "\n \n", "\u{feff}"] {
        assert!(error(content).contains("the file is empty"), "{content:?}");
    }
    assert!(error("place,date\n").contains("no rows"));
    assert!(error("\"place,date\n").contains("never closed"));
}

#[test]
fn a_missing_file_and_a_folder_are_told_in_one_sentence() {
    let files = Files::new();
    let path = files.0.path();
    let told = |path: PathBuf| read(&[Input::File(path)], &ReadOptions::default()).unwrap_err().to_string();
    assert!(told(path.join("no.csv")).ends_with("no.csv: there is no such file: check the name and the folder"));
    assert!(told(path.to_owned()).contains("this is a folder"));
}

#[test]
fn the_fingerprint_is_of_the_bytes_as_they_are() {
    let (a, b) = (text("place,date\nKabul,2024\n"), text("place,date\r\nKabul,2024\r\n"));
    assert_eq!((a.sources[0].bytes, b.sources[0].bytes), (22, 24));
    assert_ne!(a.sources[0].sha256, b.sources[0].sha256);
    assert_eq!(
        a.incidents,
        text("place,date\nKabul,2024\n")
            .incidents
            .into_iter()
            .map(|mut i| {
                i.claims[0].input = std::sync::Arc::clone(&a.incidents[0].claims[0].input);
                i
            })
            .collect::<Vec<_>>()
    );
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("2024-03-22".to_owned()),
        Just("Kabul; Herat".to_owned()),
        "[0-9/.-]{0,12}",
        "[ -~]{0,12}",
        "\\PC{0,8}",
        Just("\"a\nb".to_owned()),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_told_and_nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let files = Files::new();
        let input = files.input("x", bytes);
        for encoding in [Encoding::Utf8, Encoding::Latin1] {
            if let Ok(reading) = read(&[input.clone()], &ReadOptions { encoding }) {
                assert_nothing_lost(&reading);
            }
        }
    }

    #[test]
    fn any_table_loses_no_row(rows in proptest::collection::vec(proptest::collection::vec(cell(), 0..8), 1..12)) {
        let mut content = "id,place,date,lat,lon,killed\n".to_owned();
        for row in &rows {
            content.push_str(&row.join(","));
            content.push('\n');
        }
        let files = Files::new();
        if let Ok(reading) = read(&[files.input("x", &content)], &ReadOptions::default()) {
            assert_nothing_lost(&reading);
            let claims: usize = reading.incidents.iter().map(|i| i.claims.len()).sum();
            prop_assert!(claims as u64 >= reading.sources[0].used);
            prop_assert!(reading.incidents.iter().all(|i| !i.claims.is_empty()));
        }
    }

    #[test]
    fn any_json_value_is_read_or_told(name in "[a-z_]{1,12}", value in "\\PC{0,30}") {
        let files = Files::new();
        let property = serde_json::json!({ "type": "Feature", "properties": { name: value }, "geometry": null });
        let reading = read(&[files.input("x", property.to_string())], &ReadOptions::default());
        if let Ok(reading) = reading {
            assert_nothing_lost(&reading);
        }
    }
}
