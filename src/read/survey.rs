//! The first pass over a table: its format, its columns, and what only the whole of it says.
//!
//! Comes in: a [`Part`]. Goes out: a [`Surveyed`] table: how its dates are written, the hashes of its ids, its fingerprint.

use std::sync::Arc;

use super::columns::{Column, Columns};
use super::dates;
use super::notices::Notices;
use super::row::Layout;
use super::sheet::Sheet;
use super::source::Part;
use super::{ReadOptions, Source};
use crate::error::{Error, ErrorKind, Result};
use crate::gazetteer::hash::hash;

/// A table that was looked through.
pub(super) struct Surveyed {
    pub(super) part: Part,
    pub(super) layout: Layout,
    pub(super) source: Source,
    pub(super) notices: Notices,
}

/// Looks through a table; adds the hashes of its ids.
///
/// # Errors
/// Where it cannot be read, is empty, or cannot say where and when.
pub(super) fn survey(part: Part, options: &ReadOptions, ids: &mut Vec<u64>) -> Result<Surveyed> {
    let (fingerprint, seen) = rayon::join(|| part.fingerprint(), || look(&part, options, ids));
    let (layout, key, notices) = seen?;
    let (bytes, sha256) = fingerprint?;
    let source = Source {
        input: part.name.clone(),
        format: key.to_owned(),
        bytes,
        sha256,
        in_memory: part.held().is_some(),
        rows: 0,
        used: 0,
        rejected: 0,
        repeated: 0,
    };
    Ok(Surveyed { part, layout, source, notices })
}

fn look(part: &Part, options: &ReadOptions, ids: &mut Vec<u64>) -> Result<(Layout, &'static str, Notices)> {
    let mut notices = Notices::default();
    let mut sheet = Sheet::open(part, options)?;
    let columns = Columns::find(sheet.header.clone(), sheet.format, &options.columns, &mut notices)?;
    check_columns(&columns, &sheet)?;
    let mut found = Found { dates: dates::Survey::default(), rows: 0 };
    let mut ahead = sheet.batch();
    while let Some(batch) = ahead {
        let work = || {
            let rows = batch.decode(options.encoding, &mut Notices::default());
            found.note(&rows, &columns, ids);
        };
        (ahead, ()) = rayon::join(|| sheet.batch(), work);
    }
    if let Some(failure) = sheet.failure().filter(|_| !part.is_packed()) {
        let failure = std::io::Error::new(failure.kind(), failure.to_string());
        return Err(Error::io(part.name.clone(), "read the file", failure));
    }
    if found.rows == 0 && sheet.failure().is_none() {
        return Err(Error::new(ErrorKind::Empty("there are no rows under the column names".to_owned())));
    }
    tell(&sheet, &mut notices);
    if !columns.have_date() {
        notices.tell("no property for the date: all dates are taken as not known");
    }
    let dates = found.dates.finish(&mut notices);
    let input = Arc::from(part.name.as_str());
    Ok((Layout { format: sheet.format, columns, dates, input }, sheet.key, notices))
}

/// What all rows say together.
struct Found {
    dates: dates::Survey,
    rows: u64,
}

impl Found {
    fn note(&mut self, rows: &super::batch::Rows, columns: &Columns, ids: &mut Vec<u64>) {
        self.rows += rows.len() as u64;
        for row in rows.iter().filter(|row| row.fault.is_none()) {
            for column in [Column::Date, Column::DateStart, Column::DateEnd] {
                let cell = columns.cell(column, row);
                if !cell.is_empty() {
                    self.dates.note(cell);
                }
            }
            let id = columns.id(row);
            if !id.is_empty() {
                ids.push(hash(id.as_bytes()));
            }
        }
    }
}

/// Tells what was recognised and what was passed over.
fn tell(sheet: &Sheet, notices: &mut Notices) {
    if !sheet.format.columns.is_empty() {
        notices.tell(format!("read as {}: {}", sheet.format.title, sheet.why));
    }
    if let Some(line) = sheet.tags_at {
        notices.tell(format!("line {line} holds HXL tags and no incident: passed over"));
    }
    if sheet.nuls() > 0 {
        notices.tell(format!("{} NUL characters were taken out", sheet.nuls()));
    }
    if let Some(caution) = sheet.format.caution {
        notices.tell(caution);
    }
}

/// Makes sure that the columns can say where and when; the geometry of `GeoJSON` says where.
fn check_columns(columns: &Columns, sheet: &Sheet) -> Result<()> {
    let missing = match (columns.have_place(), columns.have_date()) {
        _ if sheet.has_points() => return Ok(()),
        (true, true) => return Ok(()),
        (true, false) => "no column for the date: name one \"date\"",
        (false, true) => "no column for the place: name one \"place\", or two \"lon\" and \"lat\"",
        (false, false) => {
            "no column for the place or the date: name them \"place\" (or \"lon\" and \"lat\") and \"date\""
        }
    };
    let as_asked = if sheet.format.columns.is_empty() {
        ", or say which with --columns place=...,date=...".to_owned()
    } else {
        format!(" (read as {}: {})", sheet.format.title, sheet.why)
    };
    let sentence = format!("{missing}{as_asked}; the columns found are {}", columns.all_names());
    Err(Error::invalid(sentence).at_line(1))
}
