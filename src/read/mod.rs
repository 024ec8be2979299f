//! Files to incidents: one file a format, its columns and its quirks.
//!
//! Comes in: [`Input`]s (a path, a folder, standard input, the built-in table, a table in memory) and [`ReadOptions`]. Goes out: incidents, a few at a
//! time ([`stream`]) or all at once ([`read()`]), rejected rows, notices, and a fingerprint of each input.
//!
//! Every table is read twice: once for what only the whole says (the order of day and month, ids that come again), once for its
//! rows, which are cut on one thread and understood on all. Memory follows the batch, not the file.

mod batch;
pub mod characters;
mod codes;
mod columns;
mod conflicts;
mod contained;
mod coordinates;
mod counts;
mod dates;
pub mod documents;
mod facts;
mod format;
mod geojson;
mod geopackage;
mod held;
mod json;
mod memory;
mod merge;
mod notices;
mod parts;
mod plain;
mod records;
mod rejects;
mod row;
mod sheet;
mod source;
mod stream;
mod survey;
mod text;
mod unpack;
mod wording;
mod workbook;

pub use facts::{TableFacts, table_facts};
pub use held::{Cells, HeldTable};
pub(crate) use memory::Texts;
pub use parts::is_there;
pub use plain::{PlainRow, PlainTable, plain_table};
pub use rejects::Rejects;
pub use stream::{AsTheyAre, Take, stream, stream_to, take_all};

use std::path::PathBuf;

use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::incident::{Incident, Kind, Text};

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder of files: CSV, TSV, `GeoJSON`, a workbook or a `GeoPackage`, told apart by content, packed with gzip, zip or zstd or not;
    /// a sheet or a layer as `incidents.xlsx#2023`.
    File(PathBuf),
    /// Standard input, written `-`.
    Stdin,
    /// The built-in incidents.
    BuiltIn,
    /// A table in memory.
    Held(HeldTable),
}

impl Input {
    /// The input as the user named it: the path, `-` or `built-in`.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "-".to_owned(),
            Self::BuiltIn => "built-in".to_owned(),
            Self::Held(table) => table.name().to_owned(),
        }
    }
}

/// How bytes become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark; UTF-16 with one; of a table, cells that are neither as Windows-1252, and told.
    #[default]
    Auto,
    /// UTF-8, with or without a byte order mark; UTF-16 with one; rows that are neither are rejected.
    #[value(alias = "utf-8")]
    #[serde(alias = "utf-8")]
    Utf8,
    /// ISO 8859-1 as the web has it, that is Windows-1252.
    #[value(name = "latin-1", alias = "windows-1252")]
    #[serde(rename = "latin-1", alias = "windows-1252")]
    Latin1,
}

/// Whose table it is; by its header if not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum FormatChoice {
    /// The one that the header shows.
    #[default]
    Auto,
    /// Any table of incidents, columns matched by name.
    Incimap,
    /// UCDP GED.
    UcdpGed,
    /// The Global Terrorism Database.
    Gtd,
    /// ACLED.
    Acled,
    /// GDELT 1.0 events.
    Gdelt1,
    /// GDELT 2.0 events.
    Gdelt2,
}

/// How to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// How bytes become text.
    pub encoding: Encoding,
    /// Whose tables they are.
    pub format: FormatChoice,
    /// What columns mean: pairs of a meaning and the name in the header ("place", "Ort").
    pub columns: Vec<(String, String)>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The incidents, their claims merged by id, in the order of their first row.
    pub incidents: Vec<Incident>,
    /// The rows that could not be used.
    pub rejects: Rejects,
    /// What a reader should know: "column `foo` is not used", "kind `xyz` is not in the list: counted as an operation".
    pub notices: Vec<String>,
    /// A fingerprint of each input, in their order.
    pub sources: Vec<Source>,
}

/// What is said of a reading besides its incidents.
#[derive(Debug, Default)]
pub struct Report {
    /// The rows that could not be used.
    pub rejects: Rejects,
    /// What a reader should know.
    pub notices: Vec<String>,
    /// A fingerprint of each table, in their order.
    pub sources: Vec<Source>,
}

/// An incident as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbered {
    /// The number of its first row among all rows of all inputs: sorted by it, incidents stand in the order of the inputs.
    pub row: u64,
    /// A hash of its first row, the same wherever the row stands.
    pub fingerprint: u64,
    /// The incident.
    pub incident: Incident,
}

/// One input and what came out of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// The input as the user named it; with the member of an archive behind it.
    pub input: String,
    /// The format that was recognised: `csv`, `geojson`, `ucdp-ged`, `gtd`, `acled`, `gdelt1`, `gdelt2`.
    pub format: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal; of a table in memory the sum of those of its rows modulo 2^256.
    pub sha256: String,
    /// Whether it is a table in memory: parts of one name are one source when they are merged.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_memory: bool,
    /// Rows (or features) in it, the header not counted.
    pub rows: u64,
    /// Rows that became claims.
    pub used: u64,
    /// Rows that were rejected.
    pub rejected: u64,
    /// Rows that repeat an earlier row with the same id word for word; counted once, so neither used nor rejected.
    pub repeated: u64,
}

impl Source {
    /// Adds another part of the same table in memory.
    pub(crate) fn absorb(&mut self, part: &Self) {
        let Self { bytes, sha256, rows, used, rejected, repeated, .. } = part;
        if let (Some(mut sum), Some(more)) = (held::RowSum::of_hex(&self.sha256), held::RowSum::of_hex(sha256)) {
            sum.merge(more);
            self.sha256 = sum.hex();
        }
        let counts = [(&mut self.bytes, bytes), (&mut self.rows, rows), (&mut self.used, used)];
        let more = [(&mut self.rejected, rejected), (&mut self.repeated, repeated)];
        for (mine, theirs) in counts.into_iter().chain(more) {
            *mine = mine.saturating_add(*theirs);
        }
    }
}

/// The format of `GeoJSON` in records.
const GEOJSON: &str = "geojson";

/// Reads every input, merges the rows with the same id into one incident, and tells what could not be used.
///
/// # Errors
/// Where an input cannot be opened, is empty, or has neither a place nor coordinates among its columns.
/// A bad row is no error: it is in [`Reading::rejects`].
pub fn read(inputs: &[Input], options: &ReadOptions) -> Result<Reading> {
    let mut numbered = Vec::new();
    let report = stream(inputs, options, &mut |batch| {
        numbered.extend(batch);
        Ok(())
    })?;
    numbered.sort_by_key(|one| one.row);
    let incidents = numbered.into_iter().map(|one| one.incident).collect();
    Ok(Reading { incidents, rejects: report.rejects, notices: report.notices, sources: report.sources })
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

/// The days of a date as it is typed: `2024-03-22`, `March 2024`, `2015`; order of day and month: day first.
///
/// # Errors
/// Why it cannot be read, and the way out.
pub(crate) fn date(words: &str) -> std::result::Result<crate::incident::When, String> {
    dates::DateReader::default().read(words)
}

/// The date of words in prose, as the cells of tables are read: absolute, or nothing.
pub(crate) fn prose_date(words: &str) -> Option<crate::incident::When> {
    date(words).ok()
}

/// The count of words in prose, as the cells of tables are read: "at least 143"; nothing where they are none.
pub(crate) fn prose_count(words: &str) -> Option<crate::incident::Casualties> {
    counts::read(words)
}

pub(crate) use counts::{is_hedge_word, is_number_word};

/// A claim and the id of its incident.
pub(crate) struct ClaimRow {
    pub(crate) id: Text,
    pub(crate) kind: Kind,
    pub(crate) summary: Option<Text>,
    pub(crate) claim: crate::incident::Claim,
}

/// The incidents of claims: those with one id are one incident, as in a table.
pub(crate) fn merged(rows: Vec<ClaimRow>) -> Vec<Numbered> {
    let mut gathering = merge::Gathering::default();
    for (number, row) in (0..).zip(rows) {
        let ClaimRow { id, kind, summary, claim } = row;
        let entry = Entry { id: Some(id.clone()), kind, summary, link: None, claim, fingerprint: number };
        gathering.add(id, number, entry);
    }
    gathering.finish(&mut notices::Notices::default())
}

/// Whether the name of a column has a meaning: `date`, `Latitude`.
pub fn is_known_column(name: &str) -> bool {
    columns::is_known(name)
}

/// How many of the names of a header have a meaning.
pub(crate) fn recognised_columns<'a>(header: impl IntoIterator<Item = &'a str>) -> usize {
    header.into_iter().filter(|name| columns::is_known(name)).count()
}

/// The error with the name of the input, where it has none.
fn named(error: Error, input: &Input) -> Error {
    if error.path.is_some() { error } else { error.in_file(input.name()) }
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
