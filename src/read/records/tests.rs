//! Rows are the same however their bytes come in, and broken ones cost themselves only.

use super::*;
use crate::read::Encoding;
use crate::read::notices::Notices;

/// Gives a few bytes at a time, as a slow pipe does.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.0.len().min(3).min(into.len());
        let (now, later) = self.0.split_at(count);
        into[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}

fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
    let whole = cut(Records::new(Box::new(text.as_bytes())));
    assert_eq!(whole, cut(Records::new(Box::new(Drops(text.as_bytes())))), "the size of reads does not matter");
    whole
}

fn cut(mut records: Records<'_>) -> Vec<(u64, Vec<String>)> {
    let mut all = Vec::new();
    while let Some(batch) = records.batch() {
        let rows = batch.decode(Encoding::Auto, &mut Notices::default());
        all.extend(rows.iter().map(|row| {
            let fault = row.fault.map(|_| "FAULT".to_owned());
            (row.line, fault.into_iter().chain(row.cells().map(str::to_owned)).collect::<Vec<_>>())
        }));
    }
    all
}

#[test]
fn lines_are_right_after_blank_lines_and_quoted_line_breaks() {
    let rows = rows("place,date\r\n\r\n\"in\r\nKabul\",2024\r\n,\r\n   \r\n\"\",\r\nHerat,2023");
    let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 3, 8]);
    assert_eq!(rows[1].1, ["in\r\nKabul", "2024"]);
}

#[test]
fn a_quote_that_is_never_closed_costs_its_own_row_only() {
    for text in [
        "place,date\nKabul,2024\n\"Herat,2023\nKunar,2022\n\"Balkh\",2021\nKunduz,2020",
        "place,date\nKabul,2024\n\"Herat,2023\nKunar,2022\nBalkh,2021\nKunduz,2020\n",
    ] {
        let rows = rows(text);
        assert_eq!(rows[2], (3, vec!["FAULT".to_owned(), "\"Herat,2023".to_owned()]));
        assert_eq!((rows.len(), rows[4].0, rows[4].1[0].as_str()), (6, 5, "Balkh"));
    }
}

#[test]
fn a_file_made_of_broken_quotes_is_read_in_time_and_loses_no_line() {
    let text = format!("place,date\n{}", "a\",\"b\n".repeat(20_000));
    assert_eq!(cut(Records::new(Box::new(text.as_bytes()))).len(), 20_001);
}

#[test]
fn doubled_quotes_and_a_cell_that_ends_in_a_line_break_are_taken_as_they_are_meant() {
    assert_eq!(
        rows("a,\"2\"\"4\n\"\n\"x\" y,5\" pipe"),
        [(1, vec!["a".to_owned(), "2\"4\n".to_owned()]), (3, vec!["x y".to_owned(), "5\" pipe".to_owned()])]
    );
}

#[test]
fn a_row_that_is_too_long_is_a_fault_and_the_next_one_is_found() {
    let long = "x".repeat(LONGEST_ROW + 2 * CHUNK);
    let found = cut(Records::new(Box::new(format!("a,b\n{long}\nc,d\n").as_bytes())));
    assert_eq!((found.len(), found[1].1[0].as_str(), found[2].0), (3, "FAULT", 3));
    let cells = cut(Records::new(Box::new(format!("a,\"{}\"\nc,d\n", "y".repeat(1 << 20)).as_bytes())));
    assert_eq!((cells[0].1[1].len(), cells.len()), (1 << 20, 2));
}

#[test]
fn nul_characters_are_taken_out_and_counted_and_old_line_ends_work() {
    let mut records = Records::new(Box::new(&b"a\0,b\rc,d"[..]));
    let batch = records.batch().unwrap();
    assert_eq!((batch.len(), records.nuls()), (2, 1));
}
