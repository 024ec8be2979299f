//! A table with a place in each row: the same table with the answers beside it.
//!
//! Comes in: a [`PlainTable`] and the names of its columns. Goes out: CSV with the delimiter of the table, every row and
//! column in order, and twelve more columns ([`ADDED`]). The rows are read, placed and written in blocks, so that memory
//! does not grow with the answers.
//!
//! Before that, an even sample of the rows is placed, and those that are sure vote for their country and unit: they tip the
//! scales for the rows that name a place of many.

mod cells;
mod columns;
mod rows;
mod survey;

use std::io::Write;

use csv::StringRecord;
use rayon::prelude::*;

pub use cells::ADDED;
pub use columns::{Columns, Indices, position};
pub use rows::{RowGeocoder, Words};

use super::Geocoder;
use crate::error::{Error, Result};
use crate::incident::Location;
use crate::read::PlainTable;

/// Rows that are in memory at once.
const BLOCK: usize = 8192;
/// Rows whose names are looked at together before they are placed.
const AHEAD: usize = 32;
/// Rows that one thread takes at once.
const PART: usize = 512;

/// How many rows were placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// The rows of the table.
    pub rows: u64,
    /// Those that got a point.
    pub placed: u64,
    /// Those that could not be taken apart into cells; they are kept as they stand.
    pub faulty: u64,
}

/// Geocodes every row of a table, on all threads, and writes it as CSV.
///
/// # Errors
/// Where a column is not in the table, the message then names those that are; where one of the added columns is there already;
/// where the output cannot be written.
pub fn geocode(table: &PlainTable, columns: &Columns, geocoder: &Geocoder<'_>, out: &mut dyn Write) -> Result<Tally> {
    let indices = Indices::of(table.header(), columns)?;
    let survey = survey::survey(table, &indices, geocoder);
    let geocoder = &RowGeocoder::voted(geocoder.with_votes(survey.votes));
    let job = Job { geocoder, indices: &indices, width: survey.width, delimiter: table.delimiter() };
    let mut tally = Tally::default();
    let mut failed = write(out, &job.header(table.header())).err();
    let mut block: Vec<Row> = Vec::new();
    let mut rows = 0;
    table.visit(&mut |row| {
        if failed.is_some() {
            return;
        }
        // The records of the block before are used again.
        if let Some(used) = block.get_mut(rows) {
            used.cells.clone_from(row.cells);
            used.fault = row.fault.map(str::to_owned);
        } else {
            block.push(Row { cells: row.cells.clone(), fault: row.fault.map(str::to_owned) });
        }
        rows += 1;
        if rows == BLOCK {
            failed = job.finish(block.get(..rows).unwrap_or_default(), &mut tally, out).err();
            rows = 0;
        }
    });
    match failed {
        Some(error) => return Err(error),
        None => job.finish(block.get(..rows).unwrap_or_default(), &mut tally, out)?,
    }
    Ok(tally)
}

/// A row that is held until its block is full.
#[derive(Debug)]
struct Row {
    cells: StringRecord,
    fault: Option<String>,
}

/// What every row is placed and written with.
#[derive(Debug)]
struct Job<'a, 'g> {
    geocoder: &'a RowGeocoder<'g>,
    indices: &'a Indices,
    width: usize,
    delimiter: u8,
}

/// The text of some rows with their answers.
#[derive(Debug, Default)]
struct Part {
    csv: Vec<u8>,
    tally: Tally,
}

impl Job<'_, '_> {
    /// The header with the added columns.
    fn header(&self, header: &[String]) -> Vec<u8> {
        let mut lines = cells::Lines::new(self.delimiter);
        let blanks = std::iter::repeat_n("", self.width.saturating_sub(header.len()));
        header.iter().map(String::as_str).chain(blanks).chain(ADDED).for_each(|cell| lines.cell(cell));
        lines.end();
        lines.into_csv()
    }

    /// Places the rows of a block on all threads and writes them in order.
    fn finish(&self, rows: &[Row], tally: &mut Tally, out: &mut dyn Write) -> Result<()> {
        let parts: Vec<Part> = rows.par_chunks(PART).map(|rows| self.part(rows)).collect();
        for part in parts {
            tally.rows += part.tally.rows;
            tally.placed += part.tally.placed;
            tally.faulty += part.tally.faulty;
            write(out, &part.csv)?;
        }
        Ok(())
    }

    /// Places some rows and writes them down.
    fn part(&self, rows: &[Row]) -> Part {
        let mut tally = Tally::default();
        let mut lines = cells::Lines::new(self.delimiter);
        for (number, row) in rows.iter().enumerate() {
            if number % AHEAD == 0 {
                let next = rows.iter().skip(number).take(AHEAD).map(|row| words(self.indices, &row.cells));
                self.geocoder.warm(next);
            }
            tally.rows += 1;
            row.cells.iter().for_each(|cell| lines.cell(cell));
            (row.cells.len()..self.width).for_each(|_| lines.cell(""));
            if let Some(why) = &row.fault {
                tally.faulty += 1;
                lines.fault(why);
            } else {
                let (location, note) = self.geocoder.locate(words(self.indices, &row.cells));
                tally.placed += u64::from(matches!(location, Location::Site(_)));
                lines.answer(&location, note.as_deref());
            }
            lines.end();
        }
        Part { csv: lines.into_csv(), tally }
    }
}

/// What a row says; blank where it is too short.
fn words<'r>(indices: &Indices, row: &'r StringRecord) -> Words<'r> {
    indices.words(|column| row.get(column).unwrap_or_default())
}

fn write(out: &mut dyn Write, bytes: &[u8]) -> Result<()> {
    out.write_all(bytes).map_err(|e| Error::io("-", "write the table", e))
}
