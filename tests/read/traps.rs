//! Traps that exports of any kind have.

use incimap::read::{ReadOptions, read};

use crate::{Files, assert_nothing_lost, text};

#[test]
fn columns_of_any_other_table_are_named_by_the_user() {
    let files = Files::new();
    let input = files.input("x.csv", "Stelle;Tatzeit;Opfer\nKabul;2024-03-22;4\n");
    let pairs = [("place", "Stelle"), ("date", "tatzeit"), ("killed", "Opfer")];
    let columns = pairs.map(|(meaning, name)| (meaning.to_owned(), name.to_owned())).to_vec();
    let reading = read(std::slice::from_ref(&input), &ReadOptions { columns, ..ReadOptions::default() }).unwrap();
    let first = &reading.incidents[0];
    assert_eq!((&*first.place.words, first.killed.count()), ("Kabul", Some(4)));
    let wrong = vec![("place".to_owned(), "Ort".to_owned())];
    let told = read(&[input], &ReadOptions { columns: wrong, ..ReadOptions::default() }).unwrap_err().to_string();
    assert!(told.contains("unknown column \"Ort\"") && told.contains("\"Stelle\", \"Tatzeit\""), "{told}");
}

#[test]
fn semicolons_decimal_commas_and_a_sep_line_are_read() {
    let reading = text("sep=;\r\nid;lat;lon;date\r\n1;51,5;-0,12;01.02.2024\r\n");
    let point = reading.incidents[0].place.point.unwrap();
    assert_eq!((point.lon(), point.lat()), (-0.12, 51.5));
}

#[test]
fn a_null_written_na_is_no_place_and_namibia_is_one() {
    let reading = text("id,place,country,date\n1,NA,NA,2024\n2,n/a,Namibia,2024\n");
    assert!(reading.incidents[0].place.words.is_empty());
    assert_eq!(reading.incidents[0].place.country.as_deref(), Some("NA"));
}

#[test]
fn a_row_cut_off_at_the_end_of_a_file_is_used_as_far_as_it_goes() {
    let reading = text("place,date,killed\nKabul,2024-03-22,4\nHerat,2024-03");
    assert_nothing_lost(&reading);
    assert_eq!(reading.incidents[1].when.to_string(), "2024-03");
}

#[test]
fn line_ends_of_old_macs_and_nul_characters_do_not_matter() {
    let reading = text("place,date\rKabul,2024\rHer\0at,2023\r");
    assert_eq!((reading.incidents.len(), &*reading.incidents[1].place.words), (2, "Herat"));
    assert!(reading.notices[0].contains("1 NUL characters were taken out"), "{:?}", reading.notices);
}

#[test]
fn mixed_encodings_are_read_cell_by_cell_and_told_row_by_row() {
    let mut bytes = "place,date\nKöln,2024\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"M\xfcnchen,2023\n");
    let reading = text(bytes);
    assert_eq!((&*reading.incidents[0].place.words, &*reading.incidents[1].place.words), ("Köln", "München"));
    assert!(
        reading.notices[0].contains("read as Windows-1252") && reading.notices[0].contains("(line 3)"),
        "{:?}",
        reading.notices
    );
}
