//! What is told of rows that cannot be used, and what stops a run.

use std::path::PathBuf;

use incimap::incident::DatePrecision;
use incimap::read::{Input, ReadOptions, read};

use crate::{Files, assert_nothing_lost, error, text};

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

#[test]
fn a_table_that_cannot_say_where_and_when_is_told_what_was_found_and_what_is_needed() {
    let told = error("foo,bar\n1,2\n");
    assert!(told.contains("t.csv, line 1: no column for the place or the date"), "{told}");
    assert!(told.contains("the columns found are \"foo\", \"bar\""), "{told}");
    assert!(error("place,foo\nKabul,1\n").contains("no column for the date"));
    assert!(error("lat,date\n1,2024\n").contains("\"lon\" and \"lat\""));
}

#[test]
fn files_of_other_programs_and_web_pages_are_told_by_what_they_are_with_the_way_out() {
    let files: [(&[u8], &str); 9] = [
        (b"\x00\x00\x27\x0a\x00\x00\x00\x00\x00\x00\x00\x00", "this is a shapefile: save its layer as GeoPackage"),
        (b"fgb\x03fgb\x00", "this is a FlatGeobuf file: save its layer as GeoPackage"),
        (
            b"<?xml version=\"1.0\"?>\n<kml xmlns=\"x\">",
            "this is XML, as KML and GPX are, and no table: save its layer",
        ),
        (b"\n<!DOCTYPE HTML><html>", "this is a web page, perhaps that of a failed download"),
        (b"<stata_dta><header>", "this is a data set of Stata: export it as CSV"),
        (b"$FL2@(#) SPSS", "this is a data set of SPSS: save it as CSV"),
        (b"ARROW1\x00\x00", "this is an Arrow file"),
        (b"\x89PNG\r\n", "this is a picture"),
        (b"PAR1\x15\x04", "this is a Parquet file"),
    ];
    for (content, expected) in files {
        let told = error(content);
        assert!(told.contains("t.csv: ") && told.contains(expected), "{told}");
    }
    assert_eq!(text("<place>,date\nKabul,2024\n").rejects.len(), 0);
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
    assert!(told(path.to_owned()).contains("this folder holds no table"));
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
