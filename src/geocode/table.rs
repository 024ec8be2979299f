//! A table with a place in each row: the same table with the answers beside it.
//!
//! Comes in: a [`PlainTable`] and the names of its columns. Goes out: CSV with the delimiter of the table, every row and
//! column in order, and ten more columns.

use rayon::prelude::*;

use super::Geocoder;
use crate::error::{Error, Result};
use crate::incident::{Location, Place, Site};
use crate::read::PlainTable;

/// The columns that are added.
const ADDED: [&str; 10] = [
    "incimap_lon",
    "incimap_lat",
    "incimap_radius_km",
    "incimap_precision",
    "incimap_confidence",
    "incimap_gazetteer_id",
    "incimap_name",
    "incimap_country",
    "incimap_why",
    "incimap_runners_up",
];

/// The names of the columns to geocode by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The place; `place` if not given.
    pub place: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The first administrative level.
    pub admin1: Option<String>,
    /// The second administrative level.
    pub admin2: Option<String>,
}

/// Where the columns stand in the table.
#[derive(Debug)]
struct Indices {
    place: usize,
    country: Option<usize>,
    admin1: Option<usize>,
    admin2: Option<usize>,
}

/// A geocoded table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Geocoded {
    /// The table as CSV.
    pub csv: Vec<u8>,
    /// Its rows.
    pub rows: usize,
    /// Those that got a point.
    pub placed: usize,
}

/// Geocodes every row of a table, on all threads.
///
/// # Errors
/// Where a column is not in the table; the message names those that are.
pub fn geocode(table: &PlainTable, columns: &Columns, geocoder: &Geocoder<'_>) -> Result<Geocoded> {
    let indices = indices(table, columns)?;
    let answers: Vec<Location> = table.rows.par_iter().map(|row| geocoder.place(&place(row, &indices))).collect();
    let width = table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0);
    let mut writer = csv::WriterBuilder::new().delimiter(table.delimiter).from_writer(Vec::new());
    let failed = |e: csv::Error| Error::invalid(format!("cannot write the table: {e}"));
    let blanks = |row: &Vec<String>| std::iter::repeat_n(String::new(), width - row.len());
    let header = table.header.iter().cloned().chain(blanks(&table.header)).chain(ADDED.map(str::to_owned));
    writer.write_record(header).map_err(failed)?;
    for (row, answer) in table.rows.iter().zip(&answers) {
        writer.write_record(row.iter().cloned().chain(blanks(row)).chain(cells(answer))).map_err(failed)?;
    }
    let csv = writer.into_inner().map_err(|e| Error::invalid(format!("cannot write the table: {e}")))?;
    let placed = answers.iter().filter(|a| matches!(a, Location::Site(_))).count();
    Ok(Geocoded { csv, rows: table.rows.len(), placed })
}

fn indices(table: &PlainTable, columns: &Columns) -> Result<Indices> {
    let find = |name: &str| {
        let found = table.header.iter().position(|h| h.trim().eq_ignore_ascii_case(name.trim()));
        found.ok_or_else(|| Error::unknown("column", name, format!("the table has {}", table.header.join(", "))))
    };
    let optional = |name: &Option<String>| name.as_deref().map(find).transpose();
    Ok(Indices {
        place: find(columns.place.as_deref().unwrap_or("place"))?,
        country: optional(&columns.country)?,
        admin1: optional(&columns.admin1)?,
        admin2: optional(&columns.admin2)?,
    })
}

fn place(row: &[String], indices: &Indices) -> Place {
    let cell = |index: Option<usize>| index.and_then(|i| row.get(i)).filter(|c| !c.trim().is_empty()).cloned();
    Place {
        admin2: cell(indices.admin2),
        admin1: cell(indices.admin1),
        country: cell(indices.country),
        ..Place::worded(row.get(indices.place).cloned().unwrap_or_default())
    }
}

fn cells(answer: &Location) -> [String; ADDED.len()] {
    match answer {
        Location::Site(site) => found(site),
        Location::Unlocated(reason) => {
            let mut cells: [String; ADDED.len()] = Default::default();
            reason.key().clone_into(&mut cells[3]);
            reason.why().clone_into(&mut cells[8]);
            cells
        }
    }
}

fn found(site: &Site) -> [String; ADDED.len()] {
    [
        format!("{:.6}", site.point.lon()),
        format!("{:.6}", site.point.lat()),
        format!("{:.3}", site.radius_km),
        site.precision.name().to_owned(),
        format!("{:.3}", site.confidence),
        site.gazetteer_id.clone().unwrap_or_default(),
        site.name.clone(),
        site.country.map(|c| c.to_string()).unwrap_or_default(),
        site.why.clone(),
        site.runners_up.iter().map(|r| r.name.as_str()).collect::<Vec<_>>().join(" | "),
    ]
}
