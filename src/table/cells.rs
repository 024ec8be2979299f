//! The cells of a large table, written one after the other.
//!
//! Comes in: words and numbers. Goes out: CSV; no row is kept, and no cell but the one that is written.

use std::io::{self, Write};

use jiff::civil::Date;

use super::digits;

/// A table that grows.
pub(super) struct Cells<'o> {
    csv: csv::Writer<&'o mut dyn Write>,
    cell: Vec<u8>,
}

impl<'o> Cells<'o> {
    /// Begins with the names of the columns.
    pub(super) fn begin<'h>(out: &'o mut dyn Write, header: impl IntoIterator<Item = &'h str>) -> io::Result<Self> {
        let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(out);
        csv.write_record(header).map_err(io::Error::other)?;
        Ok(Self { csv, cell: Vec::new() })
    }

    /// Words, or nothing.
    pub(super) fn text<'w>(&mut self, words: impl Into<Option<&'w str>>) -> io::Result<()> {
        self.csv.write_field(words.into().unwrap_or_default()).map_err(io::Error::other)
    }

    /// A whole number, or nothing.
    pub(super) fn count(&mut self, number: impl Into<Option<u64>>) -> io::Result<()> {
        self.put(|cell| number.into().into_iter().for_each(|number| digits::count(cell, number)))
    }

    /// People, or nothing.
    pub(super) fn people(&mut self, number: Option<u32>) -> io::Result<()> {
        self.count(number.map(u64::from))
    }

    /// A number as [`super::number`] writes it.
    pub(super) fn number(&mut self, number: Option<f64>, decimals: usize) -> io::Result<()> {
        self.put(|cell| super::add_number(cell, number, decimals))
    }

    /// A day, or nothing.
    pub(super) fn day(&mut self, day: Option<Date>) -> io::Result<()> {
        self.put(|cell| day.into_iter().for_each(|day| digits::day(cell, day)))
    }

    fn put(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        self.cell.clear();
        write(&mut self.cell);
        self.csv.write_field(&self.cell).map_err(io::Error::other)
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) -> io::Result<()> {
        self.csv.write_record(None::<&[u8]>).map_err(io::Error::other)
    }

    /// Ends the table.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}
