//! Workbooks as spreadsheets write them (`.xlsx`, `.xlsm`): the sheets that are tables, each as CSV in a file of its own.
//!
//! Comes in: a file, and the sheet that the user names or none. Goes out: the sheets, in which line 5 is row 5, and the
//! names of those that are passed over. Cells are read one after the other, so that memory follows the texts of the
//! workbook and not its rows. Days are written as `2024-03-22`, whole numbers without a point, so that an id of twelve figures stays
//! what it is; what a cell looks like on the screen does not matter.

mod book;
mod days;
mod rows;
mod texts;
mod xml;

use std::fs::File;
use std::io;
use std::path::Path;

use tempfile::TempPath;

pub(super) use self::book::MAIN;

use self::book::Book;
use self::rows::{Row, Rows};
use super::contained::{Contained, Container, Found, Lines, choose};
use crate::error::{Error, Result};

/// So many rows are looked through for the names of the columns, which may stand under a title.
const HEAD_ROWS: usize = 50;

/// The first sheet that is a table, and those with the same column names; or the one that the user names.
///
/// # Errors
/// Where the workbook is damaged, has no such sheet or none with a row, or there is no room for the rows.
pub(super) fn sheets(path: &Path, file: File, named: Option<&str>) -> Result<Found> {
    let damaged = |why: String| {
        Error::invalid(format!("this workbook cannot be read ({why}): save it again as .xlsx, or as CSV (UTF-8)"))
            .in_file(path)
    };
    let mut book = Book::open(file).map_err(damaged)?;
    let mut heads = Vec::new();
    for sheet in book.sheets() {
        if named.map_or(sheet.hidden, |named| named != sheet.name) {
            continue;
        }
        if let (Some(head), _) = head(&mut book.rows(&sheet.name).map_err(damaged)?) {
            heads.push((sheet.name, head));
        }
    }
    let (wanted, passed_over) = choose(heads);
    if wanted.is_empty() {
        return Err(none(&book, named).in_file(path));
    }
    let several = wanted.len() > 1;
    let mut read = Vec::new();
    for name in wanted {
        let mut rows = book.rows(&name).map_err(damaged)?;
        let spool =
            spooled(&mut rows).map_err(|e| Error::io(path, "write the rows of a sheet to a temporary file", e))?;
        let damage = rows.damage().map(str::to_owned);
        let name = (several || named.is_some()).then_some(name);
        read.push(Contained { container: Container::Workbook, name, rows: spool, damage });
    }
    Ok(Found { read, passed_over })
}

/// Why no sheet is read.
fn none(book: &Book, named: Option<&str>) -> Error {
    let names: Vec<String> = book.sheets().into_iter().map(|sheet| sheet.name).collect();
    match named {
        Some(named) if !names.iter().any(|name| name == named) => {
            Error::unknown("sheet", named, format!("the sheets found are {}", names.join(", ")))
        }
        _ => Error::invalid("no sheet of this workbook has a row: name another file"),
    }
}

/// The names of the columns, and the rows from there on that were read to find them: the first row of two cells and more, since
/// titles stand in one; the first of all where there is none.
fn head(rows: &mut Rows<'_>) -> (Option<Vec<String>>, Vec<Row>) {
    let mut first = Vec::new();
    while first.len() < HEAD_ROWS {
        let Some(row) = rows.next() else { break };
        let found = row.cells.len() > 1;
        first.push(row);
        if found {
            first.drain(..first.len() - 1);
            break;
        }
    }
    let names = first.first().map(|row| {
        let width = row.cells.keys().next_back().map_or(0, |last| last + 1);
        (0..width).map(|column| row.cells.get(&column).cloned().unwrap_or_default()).collect()
    });
    (names, first)
}

/// The rows of a sheet as CSV, each on the line of its number. What stands right of the last named column is left out.
fn spooled(rows: &mut Rows<'_>) -> io::Result<TempPath> {
    let mut lines = Lines::new()?;
    let (names, first) = head(rows);
    let width = names.map_or(0, |names| u32::try_from(names.len()).unwrap_or(u32::MAX));
    for row in first.into_iter().chain(std::iter::from_fn(|| rows.next())) {
        lines.write(row.number, (0..width).map(|column| row.cells.get(&column).map(String::as_str)))?;
    }
    lines.finish()
}
