//! What was recognised in a table, and why: format, encoding, delimiter, columns.
//!
//! Comes in: inputs. Goes out: [`TableFacts`], one a table.

use super::columns::Columns;
use super::notices::Notices;
use super::parts::Parts;
use super::sheet::Sheet;
use super::stream::in_part;
use super::{Input, ReadOptions};
use crate::error::Result;

/// What was recognised in a table.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TableFacts {
    /// The input as the user named it; with the member of an archive behind it.
    pub input: String,
    /// The format: `csv`, `xlsx`, `gpkg`, `geojson`, `ucdp-ged`, `gtd`, `acled`, `gdelt1`, `gdelt2`.
    pub format: String,
    /// Why it is this format.
    pub why: String,
    /// The encoding: as a mark at the start tells, else as the bytes are; of a workbook or a `GeoPackage`, that it is in one.
    pub encoding: String,
    /// The delimiter of a table: `,`, `;`, `tab`, `|`.
    pub delimiter: Option<String>,
    /// How many columns it has.
    pub columns: usize,
    /// The columns that are read: what each means, and its name in the header.
    pub read: Vec<(String, String)>,
}

/// Looks at every table of some inputs.
///
/// # Errors
/// Where an input cannot be opened or is no table.
pub fn table_facts(inputs: &[Input], options: &ReadOptions) -> Result<Vec<TableFacts>> {
    let mut all = Vec::new();
    for part in Parts::of(inputs)?.tables {
        let mut sheet = Sheet::open(&part, options).map_err(|error| in_part(error, &part.name))?;
        let columns = Columns::find(sheet.header.clone(), sheet.format, &options.columns, &mut Notices::default())
            .map_err(|error| in_part(error, &part.name))?;
        let delimiter = sheet.delimiter().filter(|_| part.container().is_none()).map(|byte| match byte {
            b'\t' => "tab".to_owned(),
            other => char::from(other).to_string(),
        });
        all.push(TableFacts {
            input: part.name.clone(),
            format: sheet.key.to_owned(),
            why: sheet.why.clone(),
            encoding: match (part.container(), sheet.marked) {
                (Some(container), _) => container.table().to_owned(),
                (None, Some(marked)) => marked.to_owned(),
                (None, None) => encoding(&mut sheet),
            },
            delimiter,
            columns: sheet.header.len(),
            read: columns.read().map(|(meaning, name)| (meaning.to_owned(), name.to_owned())).collect(),
        });
    }
    Ok(all)
}

/// The encoding that all bytes of a table have.
fn encoding(sheet: &mut Sheet) -> String {
    let (mut ascii, mut good, mut bad) = (true, false, false);
    while let Some(batch) = sheet.batch() {
        let plain = batch.is_ascii();
        ascii &= plain;
        if !plain {
            let (has_good, has_bad) = batch.utf_8();
            (good, bad) = (good | has_good, bad | has_bad);
        }
    }
    let name = match (ascii, good, bad) {
        (true, ..) => "ASCII",
        (false, _, false) => "UTF-8",
        (false, false, true) => "Windows-1252 (guessed)",
        (false, true, true) => "UTF-8 and Windows-1252 mixed (guessed cell by cell)",
    };
    name.to_owned()
}
