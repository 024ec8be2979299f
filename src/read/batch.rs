//! Some rows of a table, cut into cells, in one piece of memory.
//!
//! Comes in: raw rows. Goes out: a [`Batch`] of bytes, and decoded the [`Rows`], whose cells are read where they stand. A row
//! costs no allocation of its own.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use super::Encoding;
use super::notices::Notices;
use crate::earth::LonLat;

/// Rows cut into cells. The cells of a row stand one after the other, one byte apart.
#[derive(Debug, Default)]
pub(super) struct Batch {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    rows: Vec<RowAt>,
}

/// Where a row stands in its batch.
#[derive(Debug)]
struct RowAt {
    line: u64,
    /// Where its bytes start.
    from: u32,
    /// Where its cells start among the ends.
    cells: u32,
    point: Option<LonLat>,
    fault: Option<Cow<'static, str>>,
}

/// What a batch held before a row was begun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    bytes: usize,
    ends: usize,
}

impl Batch {
    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many bytes its cells take.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + 4 * self.ends.len()
    }

    /// The place to go back to where a row turns out to be broken.
    pub(super) fn mark(&self) -> Mark {
        Mark { bytes: self.bytes.len(), ends: self.ends.len() }
    }

    /// Takes back what was added since the mark.
    pub(super) fn back_to(&mut self, mark: Mark) {
        self.bytes.truncate(mark.bytes);
        self.ends.truncate(mark.ends);
    }

    /// Adds bytes to the cell that is under way.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Ends the cell that is under way.
    pub(super) fn end_cell(&mut self) {
        self.ends.push(self.bytes.len() as u32);
        self.bytes.push(b' ');
    }

    /// Ends the row whose cells were added since the mark.
    pub(super) fn end_row(&mut self, mark: Mark, line: u64) {
        self.rows.push(RowAt { line, from: mark.bytes as u32, cells: mark.ends as u32, point: None, fault: None });
    }

    /// Says what the row added last has besides its cells.
    pub(super) fn tag_last(&mut self, point: Option<LonLat>, fault: Option<Cow<'static, str>>) {
        if let Some(last) = self.rows.last_mut() {
            (last.point, last.fault) = (point, fault);
        }
    }

    /// Adds a row without quotes, cut at the delimiter.
    pub(super) fn add_plain(&mut self, line: u64, raw: &[u8], delimiter: u8) {
        let mark = self.mark();
        self.bytes.extend_from_slice(raw);
        let from = mark.bytes;
        self.ends.extend(memchr::memchr_iter(delimiter, raw).map(|at| (from + at) as u32));
        self.ends.push(self.bytes.len() as u32);
        self.bytes.push(b' ');
        self.end_row(mark, line);
    }

    /// Adds a row that cannot be used, as the one cell it is.
    pub(super) fn add_fault(&mut self, line: u64, raw: &[u8], why: impl Into<Cow<'static, str>>) {
        let mark = self.mark();
        self.add(raw);
        self.end_cell();
        self.end_row(mark, line);
        self.tag_last(None, Some(why.into()));
    }

    /// Whether all cells of the row added last are blank, and nothing else is said of it.
    pub(super) fn last_is_blank(&self) -> bool {
        self.rows.last().is_some_and(|row| {
            row.fault.is_none()
                && self.bytes.get(row.from as usize..).unwrap_or_default().iter().all(|b| is_blank(*b) || *b == 0x0b)
                || self.cells_of(row).all(|cell| cell.iter().all(|b| is_blank(*b)))
        })
    }

    /// Whether all bytes are plain letters of English.
    pub(super) fn is_ascii(&self) -> bool {
        self.bytes.is_ascii()
    }

    /// Whether some rows have letters beyond ASCII that are UTF-8, and whether some have bytes that are not.
    pub(super) fn utf_8(&self) -> (bool, bool) {
        let ends = self.rows.iter().skip(1).map(|row| row.from as usize).chain([self.bytes.len()]);
        self.rows.iter().zip(ends).fold((false, false), |(good, bad), (row, end)| {
            let bytes = self.bytes.get(row.from as usize..end).unwrap_or_default();
            match std::str::from_utf8(bytes) {
                Ok(text) => (good || !text.is_ascii(), bad),
                Err(_) => (good, true),
            }
        })
    }

    fn cells_of<'a>(&'a self, row: &'a RowAt) -> impl Iterator<Item = &'a [u8]> {
        let ends = self.ends.get(row.cells as usize..).unwrap_or_default();
        let mut from = row.from as usize;
        ends.iter().map(move |end| {
            let cell = self.bytes.get(from..*end as usize).unwrap_or_default();
            from = *end as usize + 1;
            cell
        })
    }

    /// Takes the row added last away.
    pub(super) fn drop_last(&mut self) {
        if let Some(row) = self.rows.pop() {
            self.back_to(Mark { bytes: row.from as usize, ends: row.cells as usize });
        }
    }

    /// The rows as text. Bytes that are not in the encoding asked for make their row a fault; where none is asked for, cells
    /// that are no UTF-8 are taken for Windows-1252 and told.
    pub(super) fn decode(self, encoding: Encoding, notices: &mut Notices) -> Rows {
        if encoding == Encoding::Latin1 && !self.bytes.is_ascii() {
            return self.cell_by_cell(encoding, notices);
        }
        match String::from_utf8(self.bytes) {
            Ok(text) => Rows { text, ends: self.ends, at: self.rows },
            Err(error) => Self { bytes: error.into_bytes(), ..self }.cell_by_cell(encoding, notices),
        }
    }

    fn cell_by_cell(self, encoding: Encoding, notices: &mut Notices) -> Rows {
        let mut rows = Rows { text: String::with_capacity(self.bytes.len() + 64), ..Rows::default() };
        let mut next = self.rows.iter().skip(1).map(|row| row.cells as usize).chain([self.ends.len()]);
        for row in &self.rows {
            let upto = next.next().unwrap_or(self.ends.len());
            let count = upto.saturating_sub(row.cells as usize);
            let (from, cells) = (rows.text.len() as u32, rows.ends.len() as u32);
            let mut strange = None;
            for cell in self.cells_of(row).take(count) {
                match std::str::from_utf8(cell) {
                    Ok(text) if encoding != Encoding::Latin1 => rows.text.push_str(text),
                    other => {
                        strange = strange.or(other.err().and_then(|e| cell.get(e.valid_up_to()).copied()));
                        rows.text.push_str(&WINDOWS_1252.decode_without_bom_handling(cell).0);
                    }
                }
                rows.ends.push(rows.text.len() as u32);
                rows.text.push(' ');
            }
            let fault = fault_of(strange, encoding, row, notices).or_else(|| row.fault.clone());
            rows.at.push(RowAt { line: row.line, from, cells, point: row.point, fault });
        }
        rows
    }
}

/// What is made of a row with bytes that are no UTF-8: told where they were guessed, a fault where UTF-8 was asked for.
fn fault_of(byte: Option<u8>, encoding: Encoding, row: &RowAt, notices: &mut Notices) -> Option<Cow<'static, str>> {
    let byte = byte?;
    match encoding {
        Encoding::Auto => {
            notices.tell_of(NOT_UTF_8, || format!("line {}", row.line));
            None
        }
        Encoding::Utf8 => Some(Cow::Owned(format!(
            "byte 0x{byte:02x} is not UTF-8: save the file as UTF-8, or say --encoding latin-1 if it is Windows or Latin-1 text"
        ))),
        Encoding::Latin1 => None,
    }
}

/// What is told where an encoding was guessed.
const NOT_UTF_8: &str = "rows that are not UTF-8 were read as Windows-1252 (say --encoding utf8 to reject them)";

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Decoded rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    text: String,
    ends: Vec<u32>,
    at: Vec<RowAt>,
}

impl Rows {
    /// The rows in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        let next = self.at.iter().skip(1).map(|row| row.cells as usize).chain([self.ends.len()]);
        self.at.iter().zip(next).map(|(row, upto)| Row {
            line: row.line,
            text: &self.text,
            from: row.from,
            ends: self.ends.get(row.cells as usize..upto).unwrap_or_default(),
            point: row.point,
            fault: row.fault.as_deref(),
        })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.at.len()
    }
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    /// The line, counted from 1 (for `GeoJSON` the number of the feature).
    pub(super) line: u64,
    text: &'a str,
    from: u32,
    ends: &'a [u32],
    /// The point of its geometry, where the format has one.
    pub(super) point: Option<LonLat>,
    /// Why the row cannot be used, where the format itself shows it.
    pub(super) fault: Option<&'a str>,
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell as it stands; none where the row is shorter.
    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<&'a str> {
        let end = *self.ends.get(index)? as usize;
        let from = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize + 1,
            None => self.from as usize,
        };
        self.text.get(from..end)
    }

    /// All cells.
    pub(super) fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.ends.len()).map(move |index| self.get(index).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(rows: &[&[u8]]) -> Batch {
        let mut batch = Batch::default();
        for (line, row) in (1..).zip(rows) {
            batch.add_plain(line, row, b',');
        }
        batch
    }

    fn texts(rows: &Rows) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.cells().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn cells_stand_where_the_delimiters_were() {
        let rows = batch(&[b"a,,c", b"", b"d"]).decode(Encoding::Auto, &mut Notices::default());
        assert_eq!(texts(&rows), [vec!["a", "", "c"], vec![""], vec!["d"]]);
        let first = rows.iter().next().unwrap();
        assert_eq!((first.get(2), first.get(3), first.len()), (Some("c"), None, 3));
    }

    #[test]
    fn a_cell_that_is_no_utf_8_is_windows_1252_and_told_and_others_stay() {
        let mut notices = Notices::default();
        let rows = batch(&["Köln,x".as_bytes(), b"K\xf6ln,\x96"]).decode(Encoding::Auto, &mut notices);
        assert_eq!(texts(&rows), [["Köln", "x"], ["Köln", "–"]]);
        assert!(notices.lines()[0].contains("line 2"));
        let rows = batch(&[b"K\xf6ln,x"]).decode(Encoding::Utf8, &mut Notices::default());
        assert!(rows.iter().next().unwrap().fault.unwrap().contains("0xf6"));
    }
}
