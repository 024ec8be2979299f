//! A part opened as a table: its format, its columns, its rows as they are read.
//!
//! Comes in: a [`Part`] and what the user says of it. Goes out: a [`Sheet`]; or why it is no table. Excel's `sep=;` line and a row of
//! HXL tags under the header are passed over.

use std::io;

use super::batch::Batch;
use super::columns::count_recognised;
use super::contained::Container;
use super::format::{Format, gdelt_by_first_row, gdelt_names};
use super::geojson::Features;
use super::held::{HeldRows, HeldTable};
use super::notices::Notices;
use super::records::Records;
use super::source::Part;
use super::{Encoding, FormatChoice, ReadOptions, text};
use crate::error::{Error, Result};

const DELIMITERS: [u8; 4] = *b",;\t|";

/// A table as it is read.
pub(super) struct Sheet {
    pub(super) format: &'static Format,
    /// The word for the format in records: that of the format, `geojson`, `xlsx` or `gpkg`.
    pub(super) key: &'static str,
    /// Why it is this format.
    pub(super) why: String,
    pub(super) header: Vec<String>,
    /// The encoding that a mark at the start tells.
    pub(super) marked: Option<&'static str>,
    /// The line of a row of HXL tags.
    pub(super) tags_at: Option<u64>,
    /// Whether its rows say where in geometries.
    has_points: bool,
    rows: Rows,
}

enum Rows {
    Table(Box<Records<'static>>),
    Features(Box<Features>),
    Held(HeldRows),
}

impl Sheet {
    /// Opens a part.
    ///
    /// # Errors
    /// Where it is empty, no text, a page or a layer in XML, broken JSON, or a quote in its header is never closed.
    pub(super) fn open(part: &Part, options: &ReadOptions) -> Result<Self> {
        if let Some(table) = part.held() {
            return Ok(Self::held(table.clone(), options));
        }
        let (source, marked) = text::unmarked(part.open()?)?;
        let records = Records::new(source);
        let start = records.ahead().trim_ascii_start();
        let start = start.strip_prefix(b"\x1e").unwrap_or(start);
        if start.is_empty() && records.failure().is_none() {
            return Err(text::empty());
        }
        text::refuse_no_table(start)?;
        match start {
            [b'{', ..] | [b'[', b'{' | b'\n' | b'\r' | b' ', ..] => Self::features(part, marked),
            _ => Self::table(records, marked, options).map(|sheet| sheet.within(part.container())),
        }
    }

    /// The same with the key of what it is a table in, unless it is a known data set.
    fn within(self, container: Option<Container>) -> Self {
        let own = self.key == super::format::own::FORMAT.key;
        let key = container.filter(|_| own).map_or(self.key, Container::key);
        Self { key, ..self }
    }

    fn features(part: &Part, marked: Option<&'static str>) -> Result<Self> {
        let features = Features::open(part)?;
        let format = Format::asked(FormatChoice::Incimap).unwrap_or(&super::format::own::FORMAT);
        Ok(Self {
            format,
            key: super::GEOJSON,
            why: "it begins as JSON does".to_owned(),
            header: features.header().to_vec(),
            marked,
            tags_at: None,
            has_points: true,
            rows: Rows::Features(Box::new(features)),
        })
    }

    fn held(table: HeldTable, options: &ReadOptions) -> Self {
        let header = table.header().iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>();
        let (format, why) = match Format::asked(options.format) {
            Some(format) => (format, "it was asked for".to_owned()),
            None => Format::of(&header),
        };
        let (has_points, rows) = (table.has_points(), Rows::Held(HeldRows::new(table)));
        Self { format, key: format.key, why, header, has_points, marked: None, tags_at: None, rows }
    }

    fn table(mut records: Records<'static>, marked: Option<&'static str>, options: &ReadOptions) -> Result<Self> {
        let stated = stated_delimiter(records.ahead());
        if stated.is_some() {
            records.skip_line();
        }
        let asked = Format::asked(options.format);
        let gdelt = |f: &Format| matches!(f.choice, FormatChoice::Gdelt1 | FormatChoice::Gdelt2);
        if asked.is_none_or(gdelt) && stated.is_none() {
            let first = cells(records.first(b'\t'), options.encoding);
            if let Some((format, why)) = gdelt_by_first_row(first.iter().map(String::as_str)) {
                records.delimit(b'\t');
                records.take_quotes_as_letters();
                let header = gdelt_names(format, first.len());
                return Ok(Self::of(records, asked.unwrap_or(format), why, header, marked));
            }
        }
        let (delimiter, header) = header(&mut records, stated, options.encoding)?;
        records.delimit(delimiter);
        records.next_into(&mut Batch::default());
        let (format, why) = match asked {
            Some(format) => (format, "it was asked for".to_owned()),
            None => Format::of(&header),
        };
        let mut sheet = Self::of(records, format, why, header, marked);
        sheet.pass_over_tags(options.encoding);
        Ok(sheet)
    }

    fn of(
        records: Records<'static>,
        format: &'static Format,
        why: String,
        header: Vec<String>,
        marked: Option<&'static str>,
    ) -> Self {
        let rows = Rows::Table(Box::new(records));
        Self { format, key: format.key, why, header, marked, tags_at: None, has_points: false, rows }
    }

    /// A row of HXL tags (`#date+start`) under the header is no incident.
    fn pass_over_tags(&mut self, encoding: Encoding) {
        let Rows::Table(records) = &mut self.rows else { return };
        let delimiter = records.delimiter();
        let first = cells(records.first(delimiter), encoding);
        let filled: Vec<&str> = first.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        if !filled.is_empty() && filled.iter().all(|cell| cell.len() > 1 && cell.starts_with('#')) {
            self.tags_at = Some(records.line());
            records.next_into(&mut Batch::default());
        }
    }

    /// Whether its rows say where in geometries.
    pub(super) fn has_points(&self) -> bool {
        self.has_points
    }

    /// The next rows; none at the end.
    pub(super) fn batch(&mut self) -> Option<Batch> {
        match &mut self.rows {
            Rows::Table(records) => records.batch(),
            Rows::Features(features) => features.batch(),
            Rows::Held(rows) => rows.batch(),
        }
    }

    /// What ended the bytes too early.
    pub(super) fn failure(&self) -> Option<&io::Error> {
        match &self.rows {
            Rows::Table(records) => records.failure(),
            Rows::Features(features) => features.failure(),
            Rows::Held(_) => None,
        }
    }

    /// The line after the last row read.
    pub(super) fn line(&self) -> u64 {
        match &self.rows {
            Rows::Table(records) => records.line(),
            Rows::Features(_) | Rows::Held(_) => 0,
        }
    }

    /// How many NUL characters were taken out.
    pub(super) fn nuls(&self) -> u64 {
        match &self.rows {
            Rows::Table(records) => records.nuls(),
            Rows::Features(_) | Rows::Held(_) => 0,
        }
    }

    /// The delimiter of a table.
    pub(super) fn delimiter(&self) -> Option<u8> {
        match &self.rows {
            Rows::Table(records) => Some(records.delimiter()),
            Rows::Features(_) | Rows::Held(_) => None,
        }
    }
}

/// The cells of the only row of a batch; one that is a fault has none.
fn cells(batch: Batch, encoding: Encoding) -> Vec<String> {
    let rows = batch.decode(guessed(encoding), &mut Notices::default());
    let first = rows.iter().next().filter(|row| row.fault.is_none());
    first.map(|row| row.cells().map(str::to_owned).collect()).unwrap_or_default()
}

/// A header is read even where UTF-8 was asked for and it is none: its rows will be told.
fn guessed(encoding: Encoding) -> Encoding {
    if encoding == Encoding::Utf8 { Encoding::Auto } else { encoding }
}

/// The delimiter that gives the most known names, and the names.
pub(super) fn header(records: &mut Records<'_>, stated: Option<u8>, encoding: Encoding) -> Result<(u8, Vec<String>)> {
    let line = records.line();
    let candidates: &[u8] = stated.as_ref().map_or(&DELIMITERS, std::slice::from_ref);
    let best = candidates.iter().map(|&delimiter| (delimiter, cells(records.first(delimiter), encoding))).max_by_key(
        |(delimiter, header)| {
            let order = DELIMITERS.iter().rev().position(|d| d == delimiter);
            (count_recognised(header.iter().map(String::as_str)), header.len(), order)
        },
    );
    match best {
        Some((delimiter, header)) if !header.is_empty() => {
            Ok((delimiter, header.iter().map(|name| name.trim().to_owned()).collect()))
        }
        _ if records.ahead().is_empty() => Err(text::empty()),
        _ => Err(Error::invalid("a quote in the header is never closed, or the header is longer than 16 MB: mend it")
            .at_line(line)),
    }
}

/// Excel's `sep=;` on the first line.
pub(super) fn stated_delimiter(text: &[u8]) -> Option<u8> {
    let first = text.split(|b| matches!(b, b'\n' | b'\r')).next()?;
    let stated =
        first.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(first).trim_ascii_start();
    let rest = stated.strip_prefix(b"sep=").or_else(|| stated.strip_prefix(b"SEP="))?;
    match rest {
        [] => Some(b'\t'),
        [delimiter, rest @ ..] if rest.trim_ascii().is_empty() && DELIMITERS.contains(delimiter) => Some(*delimiter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> (u8, Vec<String>) {
        let mut records = Records::new(Box::new(text.as_bytes()));
        header(&mut records, stated_delimiter(text.as_bytes()), Encoding::Auto).unwrap()
    }

    #[test]
    fn the_delimiter_is_the_one_that_gives_known_names() {
        for delimiter in [",", ";", "\t", "|"] {
            let (found, header) = names(&format!("place{delimiter}date\nKabul{delimiter}2024"));
            assert_eq!((found, header), (delimiter.as_bytes()[0], vec!["place".to_owned(), "date".to_owned()]));
        }
        assert_eq!(names("place;date (d, m, y);date\nx;y;z").1.len(), 3);
    }

    #[test]
    fn excels_first_line_names_the_delimiter() {
        for (text, delimiter) in [("sep=;\r\na", b';'), ("\"sep=,\"\na", b','), ("sep=\t\na", b'\t')] {
            assert_eq!(stated_delimiter(text.as_bytes()), Some(delimiter), "{text:?}");
        }
        assert_eq!(stated_delimiter(b"separation,date"), None);
    }
}
