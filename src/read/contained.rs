//! Tables in a file that holds several: the sheets of a workbook, the layers of a `GeoPackage`. Each is read from a temporary file of CSV.
//!
//! Comes in: their names and the names of their columns; rows. Goes out: which of them are read ([`choose`]), each as [`Contained`].

use std::io::{self, BufWriter, Write};

use tempfile::{NamedTempFile, TempPath};

use super::columns::count_recognised;
use super::format::Format;

/// Whole numbers up to here are exact.
const MOST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// What holds several tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Workbook,
    GeoPackage,
}

impl Container {
    /// The word for the format of its tables in records.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Workbook => "xlsx",
            Self::GeoPackage => "gpkg",
        }
    }

    /// What its tables are, for a sentence.
    pub(super) fn table(self) -> &'static str {
        match self {
            Self::Workbook => "sheet of a workbook",
            Self::GeoPackage => "layer of a GeoPackage",
        }
    }
}

/// A table as CSV.
#[derive(Debug)]
pub(super) struct Contained {
    pub(super) container: Container,
    /// Its name; none where it is the only one that is read.
    pub(super) name: Option<String>,
    pub(super) rows: TempPath,
    /// What is wrong with the rows behind the last that is there.
    pub(super) damage: Option<String>,
}

/// The tables of a file that are read, and the names of the others.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) read: Vec<Contained>,
    pub(super) passed_over: Vec<String>,
}

/// The one whose columns are known best (the first of several), and those with the same columns (a sheet a year); then the names of the
/// others.
pub(super) fn choose(tables: Vec<(String, Vec<String>)>) -> (Vec<String>, Vec<String>) {
    let known = |columns: &[String]| {
        let is_data_set = !Format::of(columns).0.signature.is_empty();
        (is_data_set, count_recognised(columns.iter().map(String::as_str)))
    };
    let table = tables.iter().rev().max_by_key(|(_, columns)| known(columns));
    let Some(wanted) = table.map(|(_, columns)| columns.clone()) else { return (Vec::new(), Vec::new()) };
    let (read, others): (Vec<_>, Vec<_>) = tables.into_iter().partition(|(_, columns)| *columns == wanted);
    let names = |some: Vec<(String, Vec<String>)>| some.into_iter().map(|(name, _)| name).collect();
    (names(read), names(others))
}

/// CSV on its way to a temporary file.
pub(super) struct Lines {
    out: BufWriter<NamedTempFile>,
    /// The number of the next line, from 0.
    line: u32,
}

impl Lines {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { out: BufWriter::new(NamedTempFile::new()?), line: 0 })
    }

    /// Writes cells on the line of a number, from 0; lines between are blank.
    pub(super) fn write<'c>(&mut self, number: u32, cells: impl Iterator<Item = Option<&'c str>>) -> io::Result<()> {
        (self.line..number).try_for_each(|_| self.out.write_all(b"\n"))?;
        self.line = number.saturating_add(1);
        for (column, cell) in cells.enumerate() {
            if column > 0 {
                self.out.write_all(b",")?;
            }
            if let Some(text) = cell {
                write!(self.out, "\"{}\"", text.replace('"', "\"\""))?;
            }
        }
        self.out.write_all(b"\n")
    }

    pub(super) fn finish(self) -> io::Result<TempPath> {
        Ok(self.out.into_inner()?.into_temp_path())
    }
}

/// A number with as many figures as it needs: an id of twelve figures stays one.
pub(super) fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < MOST_WHOLE { format!("{number:.0}") } else { number.to_string() }
}

/// Line breaks become spaces, so that a row stays one line.
pub(super) fn in_one_line(text: &str) -> String {
    if !text.contains(['\r', '\n']) {
        return text.to_owned();
    }
    text.split(['\r', '\n']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_figures_they_need_and_texts_one_line() {
        assert_eq!([202_101_010_001.0, 0.1, -9.0].map(plain), ["202101010001", "0.1", "-9"]);
        assert_eq!(in_one_line("a\r\nb\n\nc"), "a b c");
    }

    #[test]
    fn the_table_whose_columns_are_known_best_is_chosen_with_all_that_have_the_same() {
        let table = |name: &str, columns: &[&str]| (name.to_owned(), columns.iter().map(|c| (*c).to_owned()).collect());
        let (read, others) = choose(vec![
            table("codes", &["code", "meaning"]),
            table("2023", &["place", "date"]),
            table("2024", &["place", "date"]),
        ]);
        assert_eq!((read, others), (vec!["2023".to_owned(), "2024".to_owned()], vec!["codes".to_owned()]));
        assert_eq!(choose(vec![table("Orte", &["Ort"])]).0, ["Orte"]);
    }
}
