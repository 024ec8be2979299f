//! A table as it stands, for commands that keep every row and column.
//!
//! Comes in: an [`Input`]. Goes out: a [`PlainTable`]: the header, the delimiter to write with, and the rows, which are visited
//! one by one so that a long table is not held twice.

use csv::StringRecord;

use super::notices::Notices;
use super::table::Table;
use super::{Encoding, Input, Sheet, named, source, text};
use crate::error::{Error, ErrorKind, Result};

/// A delimited table as it stands; rows of blank cells are kept, lines without any cell are not.
pub struct PlainTable {
    table: Table,
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
        let plain = Self { table: Table::new(text)?.with_blank_rows() };
        let mut rows = false;
        plain.table.visit(&mut |_| rows = true);
        if !rows {
            return Err(Error::new(ErrorKind::Empty("there are no rows under the column names".to_owned())));
        }
        Ok(plain)
    }

    /// The delimiter: `,`, `;`, tab or `|`.
    pub fn delimiter(&self) -> u8 {
        self.table.delimiter()
    }

    /// The names of the columns, as written.
    pub fn header(&self) -> &[String] {
        self.table.header()
    }

    /// Visits every row in order.
    pub fn visit(&self, each: &mut dyn FnMut(PlainRow<'_>)) {
        self.table.visit(&mut |row| each(PlainRow { cells: row.fields, fault: row.fault.as_deref() }));
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
    let document = source::open(input)?;
    PlainTable::of_text(text::decode(document.bytes, encoding, &mut Notices::default())?)
}
