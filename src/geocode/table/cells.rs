//! An answer as the cells of a table.
//!
//! Comes in: a [`Location`]. Goes out: the cells of the added columns, written into the text of the table as the CSV writer
//! would write them, without strings of their own.

use crate::incident::{CountryCode, Location, Site};

/// The columns that are added.
pub const ADDED: [&str; 12] = [
    "incimap_lat",
    "incimap_lon",
    "incimap_radius_km",
    "incimap_precision",
    "incimap_confidence",
    "incimap_geonameid",
    "incimap_gazetteer_id",
    "incimap_name",
    "incimap_country",
    "incimap_match",
    "incimap_why",
    "incimap_runners_up",
];

/// Rows of a table as CSV, written cell by cell into one text.
#[derive(Debug)]
pub(super) struct Lines {
    csv: Vec<u8>,
    delimiter: u8,
    is_first: bool,
    /// What a cell is put together in, row after row.
    cell: String,
}

impl Lines {
    /// No row yet.
    pub(super) fn new(delimiter: u8) -> Self {
        Self { csv: Vec::new(), delimiter, is_first: true, cell: String::new() }
    }

    /// The text.
    pub(super) fn into_csv(self) -> Vec<u8> {
        self.csv
    }

    /// Writes a cell, in quotes where it needs them.
    pub(super) fn cell(&mut self, text: &str) {
        self.separate();
        let delimiter = self.delimiter;
        let is_special = |byte: &u8| *byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
        if !text.as_bytes().iter().any(is_special) {
            self.csv.extend_from_slice(text.as_bytes());
            return;
        }
        self.csv.push(b'"');
        for (number, part) in text.split('"').enumerate() {
            self.csv.extend_from_slice(if number > 0 { b"\"\"" } else { b"" });
            self.csv.extend_from_slice(part.as_bytes());
        }
        self.csv.push(b'"');
    }

    /// Writes a cell that needs no quotes.
    fn plain(&mut self, text: &str) {
        self.separate();
        self.csv.extend_from_slice(text.as_bytes());
    }

    /// Ends a row, which has two cells or more.
    pub(super) fn end(&mut self) {
        self.csv.push(b'\n');
        self.is_first = true;
    }

    /// The added cells of a row that could not be taken apart.
    pub(super) fn fault(&mut self, reason: &str) {
        self.no_site("unreadable", reason, None);
    }

    /// The added cells of an answer; `note` is put behind its reason.
    pub(super) fn answer(&mut self, location: &Location, note: Option<&str>) {
        match location {
            Location::Site(site) => self.site(site, note),
            Location::Unlocated(reason) => self.no_site(reason.key(), reason.why(), note),
        }
    }

    fn no_site(&mut self, precision: &str, why: &str, note: Option<&str>) {
        for column in ADDED {
            match column {
                "incimap_precision" => self.cell(precision),
                "incimap_why" => self.noted(why, note),
                _ => self.cell(""),
            }
        }
    }

    fn site(&mut self, site: &Site, note: Option<&str>) {
        self.decimals(site.point.lat(), 6);
        self.decimals(site.point.lon(), 6);
        self.decimals(site.radius_km, 3);
        self.plain(site.precision.name());
        self.decimals(site.confidence, 3);
        let key = site.gazetteer_id.as_deref().unwrap_or_default();
        self.cell(key.strip_prefix("geonames:").unwrap_or_default());
        self.cell(key);
        self.cell(&site.name);
        self.plain(site.country.as_ref().map_or("", CountryCode::as_str));
        self.plain(site.matched.name());
        self.noted(&site.why, note);
        self.joined(site.runners_up.iter().map(|other| other.name.as_str()), " | ");
    }

    fn noted(&mut self, why: &str, note: Option<&str>) {
        if note.is_none() {
            self.cell(why);
        } else {
            self.joined(std::iter::once(why).chain(note), "; ");
        }
    }

    /// Writes several texts as one cell.
    fn joined<'a>(&mut self, texts: impl Iterator<Item = &'a str>, between: &str) {
        let mut cell = std::mem::take(&mut self.cell);
        cell.clear();
        for (number, text) in texts.enumerate() {
            cell.push_str(if number > 0 { between } else { "" });
            cell.push_str(text);
        }
        self.cell(&cell);
        self.cell = cell;
    }

    fn decimals(&mut self, number: f64, decimals: u32) {
        self.separate();
        push_decimals(&mut self.csv, number, decimals);
    }

    fn separate(&mut self) {
        if !self.is_first {
            self.csv.push(self.delimiter);
        }
        self.is_first = false;
    }
}

/// Writes a number with so many decimals. Formatting four floats takes longer than finding the place, so that this goes by
/// whole numbers, which is exact for degrees and km.
fn push_decimals(out: &mut Vec<u8>, number: f64, decimals: u32) {
    let scale = 10_u64.pow(decimals);
    let scaled = libm::round(number.abs() * scale as f64) as u64;
    if number < 0.0 && scaled > 0 {
        out.push(b'-');
    }
    push_digits(out, scaled / scale, 1);
    out.push(b'.');
    push_digits(out, scaled % scale, decimals as usize);
}

/// Writes a whole number with at least so many digits.
fn push_digits(out: &mut Vec<u8>, mut number: u64, least: usize) {
    let mut digits = [b'0'; 20];
    let mut from = digits.len();
    for (at, digit) in digits.iter_mut().enumerate().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
        from = at;
        if number == 0 {
            break;
        }
    }
    let from = from.min(20 - least.min(20));
    out.extend_from_slice(digits.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_as_the_csv_writer_quotes_them() {
        let rows =
            [["a", "", "b c"], ["\"", "a\"b", "\"\"x\""], ["1,2", "x;y", "\t|"], ["\r", "é\n", " "], ["", "", ""]];
        for delimiter in *b",;\t|" {
            let mut lines = Lines::new(delimiter);
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            for row in rows {
                for cell in row {
                    lines.cell(cell);
                }
                lines.end();
                writer.write_record(row).unwrap();
            }
            assert_eq!(lines.into_csv(), writer.into_inner().unwrap());
        }
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for number in [0.0, -0.0, 0.1, 1.0, -1.5, 34.528_131, -179.999_999_6, 180.0, 4_000.0, 0.000_000_4, 20_015.0] {
            for decimals in [3_usize, 6] {
                let mut text = Vec::new();
                push_decimals(&mut text, number, decimals as u32);
                let text = String::from_utf8(text).unwrap();
                let expected = format!("{number:.decimals$}");
                let expected = if expected.trim_matches(['-', '0', '.']).is_empty() {
                    expected.replace('-', "")
                } else {
                    expected
                };
                assert_eq!(text, expected, "{number}");
            }
        }
    }
}
