//! Delimited text: commas, semicolons, tabs or bars, found by which of them gives the most known column names.
//!
//! Comes in: the text of an input. Goes out: a [`Table`] whose rows can be visited again and again, with the line that each
//! starts on. Blank lines and rows of blank cells are skipped; a quote that is never closed costs its own row only.

use csv::{ReaderBuilder, StringRecord};

use super::columns::count_recognised;
use super::{Row, Sheet};
use crate::error::{Error, Result};

const DELIMITERS: [u8; 4] = *b",;\t|";

/// Stands after the text: a cell that holds it was never closed. NUL does not occur in decoded text.
const SENTINEL: &str = "\n\0";

/// A table in delimited text.
pub(super) struct Table {
    text: String,
    delimiter: u8,
    header: Vec<String>,
    /// Where the rows start: the byte and its line.
    body: (usize, u64),
    /// Whether rows of blank cells are visited too.
    blank_rows: bool,
}

impl Table {
    /// Finds the delimiter and the header.
    ///
    /// # Errors
    /// Where a quote in the header is never closed.
    pub(super) fn new(mut text: String) -> Result<Self> {
        text.push_str(SENTINEL);
        let (stated, start, line) = stated_delimiter(&text);
        let candidates: &[u8] = stated.as_ref().map_or(&DELIMITERS, std::slice::from_ref);
        let best = candidates.iter().map(|&delimiter| (delimiter, first_record(&text, start, delimiter))).max_by_key(
            |(delimiter, (header, _))| {
                let order = DELIMITERS.iter().rev().position(|d| d == delimiter);
                (count_recognised(header.iter()), header.len(), order)
            },
        );
        let Some((delimiter, (header, length))) = best else { return Err(Error::invalid("the file has no header")) };
        if is_open(&header) {
            return Err(Error::invalid("a quote in the header is never closed: close it").at_line(line));
        }
        let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let body = start + length;
        let lines = text.get(start..body).map_or(0, line_breaks);
        Ok(Self { text, delimiter, header, body: (body, line + lines), blank_rows: false })
    }

    /// Visits rows of blank cells too.
    pub(super) fn with_blank_rows(self) -> Self {
        Self { blank_rows: true, ..self }
    }

    /// The delimiter of the cells.
    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Visits the rows from a byte on; a row whose quotes are broken ends the pass and is given back.
    fn pass(&self, (start, line): (usize, u64), quoting: bool, each: &mut dyn FnMut(Row<'_>)) -> Option<Broken> {
        let text = self.text.get(start..).unwrap_or_default();
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .quoting(quoting)
            .delimiter(self.delimiter)
            .from_reader(text.as_bytes());
        let mut fields = StringRecord::new();
        let (mut counted, mut at_line) = (0, line);
        while matches!(reader.read_record(&mut fields), Ok(true)) {
            let from = fields.position().map_or(0, |p| p.byte() as usize);
            // The reader's own position is that of the blank lines it skipped.
            let blank = text.get(from..).unwrap_or_default();
            let from = from + (blank.len() - blank.trim_start_matches(['\r', '\n']).len());
            at_line += text.get(counted..from).map_or(0, line_breaks);
            counted = from;
            if fields.get(0) == Some("\0") && fields.len() == 1 {
                return None;
            }
            let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
            let raw = text.get(from..end).unwrap_or_default().trim_end_matches(['\r', '\n']);
            // A quote left open takes in the rows after it, up to the next quote.
            if is_open(&fields) || raw.contains('\n') && !is_well_quoted(raw, self.delimiter) {
                return Some(Broken { start: start + from, line: at_line, length: raw.len() });
            }
            if self.blank_rows || fields.iter().any(|field| !field.trim().is_empty()) {
                each(Row { line: at_line, fields: &fields, point: None, fault: None });
            }
        }
        None
    }

    /// Gives the first line of a row whose quotes are broken as a fault; returns where the next line starts.
    fn give_broken(&self, broken: &Broken, each: &mut dyn FnMut(Row<'_>)) -> (usize, u64) {
        let text = self.text.get(broken.start..).unwrap_or_default();
        let end = text.find('\n').unwrap_or(text.len());
        let raw = StringRecord::from(vec![text.get(..end).unwrap_or_default()]);
        let why =
            "a quote in this row is not closed, or not at the end of its value: close it, or double it if it is meant";
        each(Row { line: broken.line, fields: &raw, point: None, fault: Some(why.to_owned()) });
        (broken.start + end + 1, broken.line + 1)
    }
}

/// Where a row with broken quotes starts, and how many bytes they took in.
struct Broken {
    start: usize,
    line: u64,
    length: usize,
}

impl Sheet for Table {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn visit(&self, each: &mut dyn FnMut(Row<'_>)) {
        let mut from = self.body;
        // What broken quotes took in is read again; a file made of them is read without quotes in the end.
        let mut again = self.text.len().saturating_mul(4);
        while let Some(broken) = self.pass(from, again > 0, each) {
            again = again.saturating_sub(broken.length);
            from = self.give_broken(&broken, each);
        }
    }
}

/// Excel's `sep=;` on the first line: the delimiter, and where the header starts.
fn stated_delimiter(text: &str) -> (Option<u8>, usize, u64) {
    let first = text.lines().next().unwrap_or_default();
    let stated = first.trim().trim_matches('"');
    let delimiter = stated.strip_prefix("sep=").or_else(|| stated.strip_prefix("SEP=")).map(str::as_bytes);
    match delimiter {
        Some(&[delimiter]) if DELIMITERS.contains(&delimiter) => (Some(delimiter), first.len(), 1),
        // `sep=` and a tab, which trimming took off.
        Some(&[]) => (Some(b'\t'), first.len(), 1),
        _ => (None, 0, 1),
    }
}

/// The first record that is not blank, and how many bytes it and the lines before it take.
fn first_record(text: &str, start: usize, delimiter: u8) -> (StringRecord, usize) {
    let text = text.get(start..).unwrap_or_default();
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut fields = StringRecord::new();
    while matches!(reader.read_record(&mut fields), Ok(true)) {
        if fields.iter().any(|field| !field.trim().is_empty()) {
            break;
        }
    }
    (fields, reader.position().byte() as usize)
}

fn is_open(fields: &StringRecord) -> bool {
    fields.iter().next_back().is_some_and(|last| last.ends_with(SENTINEL))
}

/// Whether every quoted value of a row ends where its quote is closed.
fn is_well_quoted(raw: &str, delimiter: u8) -> bool {
    let mut bytes = raw.bytes().peekable();
    let (mut at_start, mut quoted) = (true, false);
    while let Some(byte) = bytes.next() {
        if quoted && byte == b'"' {
            match bytes.peek() {
                Some(b'"') => drop(bytes.next()),
                Some(next) if *next != delimiter => return false,
                _ => quoted = false,
            }
        } else if !quoted {
            quoted = at_start && byte == b'"';
            at_start = byte == delimiter;
        }
    }
    true
}

fn line_breaks(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
        let table = Table::new(text.to_owned()).unwrap();
        let mut rows = Vec::new();
        table.visit(&mut |row| {
            let fault = row.fault.iter().map(|_| "FAULT".to_owned());
            rows.push((row.line, fault.chain(row.fields.iter().map(str::to_owned)).collect()));
        });
        (table.header.clone(), rows)
    }

    #[test]
    fn the_delimiter_is_the_one_that_gives_known_names() {
        for delimiter in [",", ";", "\t", "|"] {
            let (header, rows) = rows(&format!("place{delimiter}date\nKabul{delimiter}2024"));
            assert_eq!(header, ["place", "date"], "{delimiter:?}");
            assert_eq!(rows, [(2, vec!["Kabul".to_owned(), "2024".to_owned()])]);
        }
        assert_eq!(rows("place;date (d, m, y);date\nx;y;z").0.len(), 3);
    }

    #[test]
    fn excels_first_line_names_the_delimiter() {
        let (header, rows) = rows("sep=;\r\nplace;date\r\nKabul;2024\r\n");
        assert_eq!((header.len(), rows[0].0), (2, 3));
    }

    #[test]
    fn lines_are_right_after_blank_lines_and_quoted_line_breaks() {
        let (_, rows) = rows("place,date\r\n\r\n\"in\r\nKabul\",2024\r\n,\r\n   \r\nHerat,2023");
        let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 7]);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_own_row_only() {
        for text in [
            "place,date\nKabul,2024\n\"Herat,2023\nKunar,2022\n\"Balkh\",2021\nKunduz,2020",
            "place,date\nKabul,2024\n\"Herat,2023\nKunar,2022\nBalkh,2021\nKunduz,2020\n",
        ] {
            let (_, rows) = rows(text);
            assert_eq!(rows[1], (3, vec!["FAULT".to_owned(), "\"Herat,2023".to_owned()]));
            let (line, balkh) = &rows[3];
            assert_eq!((rows.len(), *line, balkh[0].as_str()), (5, 5, "Balkh"));
        }
    }

    #[test]
    fn a_file_made_of_broken_quotes_is_read_in_time_and_loses_no_line() {
        let text = format!("place,date\n{}", "a\",\"b\n".repeat(20_000));
        assert_eq!(rows(&text).1.len(), 20_000);
    }

    #[test]
    fn a_quoted_cell_may_end_in_a_line_break() {
        let (_, rows) = rows("place,date\nKabul,\"2024\n\"");
        assert_eq!(rows, [(2, vec!["Kabul".to_owned(), "2024\n".to_owned()])]);
    }
}
