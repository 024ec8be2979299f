//! Which form a gazetteer file has, known by its first lines.
//!
//! Comes in: the lines of a file. Goes out: its [`Form`], or none where it has no form that is known.
//!
//! | form | known by |
//! |---|---|
//! | `GeoNames` (allCountries.txt, cities500.txt, SY.txt) | 19 columns separated by tabs, the first a number; a header `#geonameid` announces a 20th, `radius_km` |
//! | alternateNamesV2.txt | 8 to 10 columns, the first two numbers |
//! | admin1CodesASCII.txt, admin2Codes.txt | 4 columns: a code with a stop, name, name in ASCII, id |
//! | countryInfo.txt | 19 columns, the first of two letters |
//! | names for places of other files | a header `name`, `key` or `demonym`, `key`; see [`further_names`](super::further_names) |
//! | own places | a header with name, lon, lat; see [`table`](super::table) |
//! | own places as `GeoJSON` | starts with a brace; see [`geojson_rows`](super::geojson_rows) |

use super::further_names::{Columns, columns, is_alternate_name};
use super::lines::Lines;
use super::row::RADIUS_HEADER;
use super::table::is_table;
use crate::error::Result;

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `GeoNames`' main table, with so many columns.
    GeoNames(usize),
    /// alternateNamesV2.txt.
    AlternateNames,
    /// admin1CodesASCII.txt or admin2Codes.txt.
    AdminCodes,
    /// countryInfo.txt.
    CountryInfo,
    /// A table of names for places of other files.
    Names(Columns),
    /// A table of own places.
    Table,
    /// Own places as `GeoJSON`.
    GeoJson,
}

/// The form of a file, whose lines are read up to its first row; a header that says nothing more is passed over.
///
/// # Errors
/// What the system says.
pub fn form(lines: &mut Lines) -> Result<Option<Form>> {
    let mut announced = None;
    while let Some((number, line)) = lines.next()? {
        if line.trim().is_empty() {
            continue;
        }
        if let Some(names) = columns(&line) {
            announced = Some(Form::Names(names));
            continue;
        }
        if line.starts_with('#') {
            announced = announced.or_else(|| line.starts_with(RADIUS_HEADER).then_some(Form::GeoNames(20)));
            continue;
        }
        let found = announced.or_else(|| of_row(&line));
        lines.put_back((number, line));
        return Ok(found);
    }
    Ok(announced)
}

/// The form of a first row.
fn of_row(line: &str) -> Option<Form> {
    if line.trim_start().starts_with('{') {
        return Some(Form::GeoJson);
    }
    if is_table(line) {
        return Some(Form::Table);
    }
    let fields = line.split('\t').take(30).count();
    let first = line.split('\t').next().unwrap_or_default();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match fields {
        _ if is_alternate_name(line) => Some(Form::AlternateNames),
        4 if first.contains('.') && is_number(line.rsplit('\t').next().unwrap_or_default().trim()) => {
            Some(Form::AdminCodes)
        }
        19 if first.len() == 2 && first.bytes().all(|b| b.is_ascii_uppercase()) => Some(Form::CountryInfo),
        18..=21 => Some(Form::GeoNames(19)),
        _ => None,
    }
}
