//! Files to incidents: one file a format, its columns and its quirks.
//!
//! Comes in: [`Input`]s (a path, standard input, the built-in table) and [`ReadOptions`]. Goes out: a [`Reading`]: incidents
//! with their claims merged, rejected rows, notices, and a fingerprint of each input.

pub mod characters;
mod columns;
mod conflicts;
mod coordinates;
mod counts;
mod dates;
pub mod documents;
mod geojson;
mod merge;
mod notices;
mod plain;
mod row;
mod source;
mod table;
mod text;
mod texts;
mod wording;

pub use plain::{PlainRow, PlainTable, plain_table};

use std::path::PathBuf;
use std::sync::Arc;

use csv::StringRecord;

use self::columns::{Column, Columns};
use self::merge::Gathering;
use self::notices::Notices;
use self::row::RowReader;
use crate::earth::LonLat;
use crate::error::{Error, ErrorKind, Reject, Result};
use crate::incident::{Incident, Kind, Text};

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file: CSV, TSV or `GeoJSON`, told apart by content.
    File(PathBuf),
    /// Standard input, written `-`.
    Stdin,
    /// The built-in incidents.
    BuiltIn,
}

impl Input {
    /// The input as the user named it: the path, `-` or `built-in`.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "-".to_owned(),
            Self::BuiltIn => "built-in".to_owned(),
        }
    }
}

/// How bytes become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark; UTF-16 with one.
    #[default]
    Utf8,
    /// ISO 8859-1 as the web has it, that is Windows-1252.
    #[value(name = "latin-1")]
    #[serde(rename = "latin-1")]
    Latin1,
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// How bytes become text.
    pub encoding: Encoding,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The incidents, their claims merged by id, in the order of their first row.
    pub incidents: Vec<Incident>,
    /// The rows that could not be used.
    pub rejects: Vec<Reject>,
    /// What a reader should know: "column `foo` is not used", "kind `xyz` is not in the list: counted as an operation".
    pub notices: Vec<String>,
    /// A fingerprint of each input, in their order.
    pub sources: Vec<Source>,
}

/// One input and what came out of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Source {
    /// The input as the user named it.
    pub input: String,
    /// The format that was recognised: `csv`, `geojson`.
    pub format: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Rows (or features) in it, the header not counted.
    pub rows: u64,
    /// Rows that became claims.
    pub used: u64,
    /// Rows that were rejected.
    pub rejected: u64,
    /// Rows that repeat an earlier row with the same id word for word; counted once, so neither used nor rejected.
    pub repeated: u64,
}

/// A format: named columns and rows that can be visited again and again.
trait Sheet {
    /// The names of the columns.
    fn header(&self) -> &[String];

    /// Visits every row that is not blank, in order.
    fn visit(&self, each: &mut dyn FnMut(Row<'_>));
}

/// One row of a sheet.
struct Row<'a> {
    /// The line, counted from 1 (for `GeoJSON` the number of the feature).
    line: u64,
    fields: &'a StringRecord,
    /// The point of its geometry, where the format has one.
    point: Option<LonLat>,
    /// Why the row cannot be used, where the format itself shows it.
    fault: Option<String>,
}

/// Reads every input, merges the rows with the same id into one incident, and tells what could not be used.
///
/// # Errors
/// Where an input cannot be opened, is a directory, is empty, or has neither a place nor coordinates among its columns.
/// A bad row is no error: it is in [`Reading::rejects`].
pub fn read(inputs: &[Input], options: &ReadOptions) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut gathering = Gathering::default();
    for input in inputs {
        read_one(input, options, &mut reading, &mut gathering).map_err(|error| named(error, input))?;
    }
    let merged = gathering.finish();
    reading.incidents = merged.incidents;
    reading.notices.extend(merged.notices);
    Ok(reading)
}

/// The point of two cells as they are typed: `34.5`, `34°30'36"N`; nothing where both are blank.
///
/// # Errors
/// Why the cells are no point, and the way out.
pub(crate) fn point(lon: &str, lat: &str) -> std::result::Result<Option<LonLat>, String> {
    coordinates::read(lon, lat).map_err(|fault| {
        let (column, cell) = if fault.in_longitude { ("longitude", lon) } else { ("latitude", lat) };
        format!("the {column} \"{}\" cannot be used: {}", cell.chars().take(40).collect::<String>(), fault.why)
    })
}

/// The error with the name of the input, where it has none.
fn named(error: Error, input: &Input) -> Error {
    if error.path.is_some() { error } else { error.in_file(input.name()) }
}

/// Reads one input into the reading and its claims into the gathering.
fn read_one(input: &Input, options: &ReadOptions, reading: &mut Reading, gathering: &mut Gathering) -> Result<()> {
    let name = input.name();
    let document = source::open(input)?;
    let mut source = Source {
        input: name.clone(),
        format: String::new(),
        bytes: document.bytes.len() as u64,
        sha256: document.sha256,
        rows: 0,
        used: 0,
        rejected: 0,
        repeated: 0,
    };
    let mut notices = Notices::default();
    let text = text::decode(document.bytes, options.encoding, &mut notices)?;
    let (sheet, format) = recognise(text)?;
    format.clone_into(&mut source.format);
    let columns = Columns::recognise(sheet.header().to_vec(), &mut notices);
    check_columns(&columns, format)?;
    let dates = survey(&*sheet, &columns, &mut notices);
    let mut reader = RowReader::new(columns, dates, Arc::from(name.as_str()), notices);
    sheet.visit(&mut |row| {
        source.rows += 1;
        match reader.read(&row).map(|entry| gathering.add(entry)) {
            Ok(true) => source.used += 1,
            Ok(false) => source.repeated += 1,
            Err(reject) => {
                source.rejected += 1;
                reading.rejects.push(reject);
            }
        }
    });
    if source.rows == 0 {
        return Err(Error::new(ErrorKind::Empty("there are no rows under the column names".to_owned())));
    }
    let mut notices = reader.into_notices();
    if source.repeated > 0 {
        notices.tell(format!("{} rows repeat an earlier row with the same id: counted once", source.repeated));
    }
    reading.notices.extend(notices.sentences(&name));
    reading.sources.push(source);
    Ok(())
}

/// The sheet of a text and the name of its format, told apart by how it begins.
fn recognise(text: String) -> Result<(Box<dyn Sheet>, &'static str)> {
    match text.trim_start_matches(['\u{1e}', ' ', '\t', '\r', '\n']).as_bytes() {
        [b'{', ..] | [b'[', b'{' | b'\n' | b'\r' | b' ', ..] => Ok((Box::new(geojson::Features::new(&text)?), GEOJSON)),
        _ => Ok((Box::new(table::Table::new(text)?), "csv")),
    }
}

const GEOJSON: &str = "geojson";

/// Makes sure that the columns can say where and when; the geometry of `GeoJSON` says where.
fn check_columns(columns: &Columns, format: &str) -> Result<()> {
    let missing = match (columns.have_place(), columns.have_date()) {
        _ if format == GEOJSON => return Ok(()),
        (true, true) => return Ok(()),
        (true, false) => "no column for the date: name one \"date\"",
        (false, true) => "no column for the place: name one \"place\", or two \"lon\" and \"lat\"",
        (false, false) => {
            "no column for the place or the date: name them \"place\" (or \"lon\" and \"lat\") and \"date\""
        }
    };
    Err(Error::invalid(format!("{missing}; the columns found are {}", columns.all_names())).at_line(1))
}

/// Looks at all dates of a sheet before any is read, to learn their order of day and month.
fn survey(sheet: &dyn Sheet, columns: &Columns, notices: &mut Notices) -> dates::DateReader {
    let mut survey = dates::Survey::default();
    sheet.visit(&mut |row| {
        for column in [Column::Date, Column::DateStart, Column::DateEnd] {
            survey.note(columns.cell(column, row.fields));
        }
    });
    if !columns.have_date() {
        notices.tell("no property for the date: all dates are taken as not known");
    }
    survey.finish(notices)
}

/// A row after reading: a claim and what the incident takes from it.
#[derive(Clone)]
struct Entry {
    id: Option<Text>,
    kind: Kind,
    summary: Option<Text>,
    link: Option<Text>,
    claim: crate::incident::Claim,
    /// Equal for rows that are equal word for word.
    fingerprint: u64,
}
