//! A table as it stands, for commands that keep every row and column.
//!
//! Comes in: an [`Input`]. Goes out: a [`PlainTable`]: the header, the delimiter to write with, and the rows, which are visited
//! one by one so that a long table is not held twice.

use csv::StringRecord;

use super::notices::Notices;
use super::records::Records;
use super::sheet::{header, stated_delimiter};
use super::{Encoding, Input, named, parts, text};
use crate::error::{Error, ErrorKind, Result};

/// A delimited table as it stands; rows of blank cells are kept, lines without any cell are not.
pub struct PlainTable {
    text: String,
    has_stated: bool,
    delimiter: u8,
    header: Vec<String>,
}

/// A row of a [`PlainTable`].
#[derive(Debug, Clone, Copy)]
pub struct PlainRow<'a> {
    /// The cells as written; there may be fewer or more than the header has.
    pub cells: &'a StringRecord,
    /// Why the row cannot be taken apart: a quote that is never closed. Its one cell is then the whole line.
    pub fault: Option<&'a str>,
}

impl PlainTable {
    /// A table from its text.
    ///
    /// # Errors
    /// Where a quote in the header is never closed, or there is no row.
    pub fn of_text(text: String) -> Result<Self> {
        let stated = stated_delimiter(text.as_bytes());
        let mut records = Records::new(Box::new(text.as_bytes()));
        if stated.is_some() {
            records.skip_line();
        }
        let (delimiter, header) = header(&mut records, stated, Encoding::Auto)?;
        drop(records);
        let plain = Self { text, has_stated: stated.is_some(), delimiter, header };
        if plain.rows().batch().is_none() {
            return Err(Error::new(ErrorKind::Empty("there are no rows under the column names".to_owned())));
        }
        Ok(plain)
    }

    /// The rows under the header.
    fn rows(&self) -> Records<'_> {
        let mut records = Records::new(Box::new(self.text.as_bytes()));
        records.delimit(self.delimiter);
        if self.has_stated {
            records.skip_line();
        }
        records.next_into(&mut super::batch::Batch::default());
        records.keep_blank_rows();
        records
    }

    /// The delimiter: `,`, `;`, tab or `|`.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The names of the columns, as written.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Visits every row in order.
    pub fn visit(&self, each: &mut dyn FnMut(PlainRow<'_>)) {
        let mut records = self.rows();
        let mut cells = StringRecord::new();
        while let Some(batch) = records.batch() {
            let rows = batch.decode(Encoding::Auto, &mut Notices::default());
            for row in rows.iter() {
                cells.clear();
                row.cells().for_each(|cell| cells.push_field(cell));
                each(PlainRow { cells: &cells, fault: row.fault });
            }
        }
    }
}

/// Reads a delimited table as it stands.
///
/// # Errors
/// Where the input cannot be opened, is not in the encoding, or has no row.
pub fn plain_table(input: &Input, encoding: Encoding) -> Result<PlainTable> {
    read(input, encoding).map_err(|error| named(error, input))
}

fn read(input: &Input, encoding: Encoding) -> Result<PlainTable> {
    PlainTable::of_text(text::decode(parts::whole(input)?, encoding)?)
}
