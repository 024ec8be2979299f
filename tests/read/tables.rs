//! Tables as spreadsheets and data sets write them.

use incimap::incident::DatePrecision;
use incimap::read::{Encoding, ReadOptions, read};

use crate::{Files, assert_nothing_lost, case, text};

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
    assert_eq!(first.kind.key(), "attack", "one-sided violence");
    assert_eq!((first.killed.low, first.killed.best, first.killed.high), (Some(3), Some(4), Some(9)));
    assert_eq!(first.place.point.map(|p| (p.lon(), p.lat())), Some((44.400_876, 33.340_582)));
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
fn a_latin_1_file_is_read_on_request_guessed_and_told_without_and_rejected_where_utf_8_is_asked_for() {
    let files = Files::new();
    let input = files.input("l.csv", b"place,date\nK\xf6ln,2024\n");
    let latin = ReadOptions { encoding: Encoding::Latin1, ..ReadOptions::default() };
    assert_eq!(*read(std::slice::from_ref(&input), &latin).unwrap().incidents[0].place.words, *"Köln");
    let guessed = read(std::slice::from_ref(&input), &ReadOptions::default()).unwrap();
    assert_eq!(&*guessed.incidents[0].place.words, "Köln");
    assert!(guessed.notices[0].contains("Windows-1252 (say --encoding utf8"), "{:?}", guessed.notices);
    let strict = ReadOptions { encoding: Encoding::Utf8, ..ReadOptions::default() };
    let reading = read(&[input], &strict).unwrap();
    assert!(
        reading.rejects[0].why.contains("--encoding latin-1") && reading.rejects[0].line == 2,
        "{:?}",
        reading.rejects
    );
}

#[test]
fn byte_order_marks_of_utf_8_and_utf_16_are_taken_off() {
    assert_eq!(text("\u{feff}place,date\nKabul,2024\n").incidents.len(), 1);
    let utf16: Vec<u8> = "\u{feff}place\tdate\r\nKöln\t2024\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(*text(utf16).incidents[0].place.words, *"Köln");
}

#[test]
fn a_quoted_line_break_is_part_of_its_cell_and_later_lines_keep_their_numbers() {
    let reading = text("place,date,note\nKabul,2024,\"two\r\nlines\"\nHerat,bad,\n");
    assert_eq!(reading.incidents[0].claims[0].note.as_deref(), Some("two\r\nlines"));
    assert_eq!((reading.rejects[0].line, reading.rejects[0].column.as_deref()), (4, Some("date")));
}

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
