//! A table as it stands, for commands that keep every row and column.
//!
//! Comes in: an [`Input`]. Goes out: a [`PlainTable`]: header and rows as texts, and the delimiter to write them with.

use super::notices::Notices;
use super::table::Table;
use super::{Encoding, Input, Sheet, named, source, text};
use crate::error::{Error, ErrorKind, Result};

/// A delimited table as it stands; rows of blank cells are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainTable {
    /// The delimiter: `,`, `;`, tab or `|`.
    pub delimiter: u8,
    /// The names of the columns, as written.
    pub header: Vec<String>,
    /// The cells of each row, as written; a row may be shorter or longer than the header.
    pub rows: Vec<Vec<String>>,
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
    let text = text::decode(document.bytes, encoding, &mut Notices::default())?;
    let table = Table::new(text)?;
    let mut rows = Vec::new();
    table.visit(&mut |row| rows.push(row.fields.iter().map(str::to_owned).collect()));
    if rows.is_empty() {
        return Err(Error::new(ErrorKind::Empty("there are no rows under the column names".to_owned())));
    }
    Ok(PlainTable { delimiter: table.delimiter(), header: table.header().to_vec(), rows })
}
