//! What an index was made of: kept inside it, so that it can be asked years later.
//!
//! Comes in: counts while an index is built. Goes out: lines of text, and the counts again. A line is a word, a number and
//! a text, separated by tabs: `file 13000000 allCountries.txt`, `left 12 latitude: is not in -90 to 90`.

use std::collections::BTreeMap;
use std::fmt::Write;

/// Rows left out that are kept word for word; the others are only counted.
pub const MOST_TOLD: usize = 1000;
/// More reasons than these are counted together.
const MOST_REASONS: usize = 200;

/// What an index was made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// The files with the rows and names taken from each, in the order given.
    pub files: Vec<(String, u64)>,
    /// Rows left out, by reason.
    pub left_out: BTreeMap<String, u64>,
    /// Rows that a later row of the same id replaced.
    pub replaced: u64,
    /// Names that lead to places: each name of each place once.
    pub names: u64,
    /// The first rows that were left out.
    pub told: Vec<Told>,
}

/// A row that was left out, as it is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The column, if the fault lies in one.
    pub column: Option<String>,
    /// The bad value.
    pub value: String,
    /// Why it cannot be used.
    pub why: String,
}

impl Contents {
    /// Counts a row that was left out, and keeps it if it is one of the first.
    pub fn leave_out(&mut self, row: Told) {
        let (column, why) = (row.column.as_deref(), row.why.as_str());
        let reason = column.map_or_else(|| why.to_owned(), |column| format!("{column}: {why}"));
        let reason: String = plain(&reason).chars().take(200).collect();
        let full = self.left_out.len() >= MOST_REASONS && !self.left_out.contains_key(&reason);
        *self.left_out.entry(if full { "other reasons".to_owned() } else { reason }).or_default() += 1;
        if self.told.len() < MOST_TOLD {
            self.told.push(row);
        }
    }

    /// Rows left out for any reason.
    pub fn left_out_rows(&self) -> u64 {
        self.left_out.values().sum()
    }

    /// The lines of text.
    pub fn to_text(&self) -> String {
        let mut text = format!("names\t{}\t\nreplaced\t{}\t\n", self.names, self.replaced);
        for (name, taken) in &self.files {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "file\t{taken}\t{}", plain(name));
        }
        for (reason, count) in &self.left_out {
            let _ = writeln!(text, "left\t{count}\t{reason}");
        }
        for row in &self.told {
            let column = row.column.as_deref().unwrap_or_default();
            let fields = [&row.file, column, &row.value, &row.why].map(plain);
            let _ = writeln!(text, "told\t{}\t{}", row.line, fields.join("\t"));
        }
        text
    }

    /// The counts in lines of text; lines that say nothing known are passed over.
    pub fn of_text(text: &str) -> Self {
        let mut contents = Self::default();
        for line in text.lines() {
            let mut fields = line.splitn(3, '\t');
            let (word, count, name) = (fields.next(), fields.next(), fields.next().unwrap_or_default().to_owned());
            let Some(count) = count.and_then(|c| c.parse().ok()) else { continue };
            match word {
                Some("names") => contents.names = count,
                Some("replaced") => contents.replaced = count,
                Some("file") => contents.files.push((name, count)),
                Some("left") => {
                    contents.left_out.insert(name, count);
                }
                Some("told") => contents.told.push(told(count, &name)),
                _ => {}
            }
        }
        contents
    }
}

/// A row left out in the fields of its line.
fn told(line: u64, fields: &str) -> Told {
    let mut fields = fields.splitn(4, '\t').map(str::to_owned);
    let mut next = || fields.next().unwrap_or_default();
    let (file, column, value, why) = (next(), next(), next(), next());
    Told { file, line, column: Some(column).filter(|c| !c.is_empty()), value, why }
}

/// A text without line breaks and tabs.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_survive_their_text() {
        let mut contents =
            Contents { files: vec![("a\tb.txt".to_owned(), 5)], replaced: 2, names: 9, ..Contents::default() };
        let row = |column: Option<&str>, why: &str| Told {
            file: "a.txt".to_owned(),
            line: 7,
            column: column.map(str::to_owned),
            value: "91".to_owned(),
            why: why.to_owned(),
        };
        contents.leave_out(row(Some("latitude"), "is not in -90 to 90"));
        contents.leave_out(row(Some("latitude"), "is not in -90 to 90"));
        contents.leave_out(row(None, "has\n18 columns"));
        let read = Contents::of_text(&contents.to_text());
        assert_eq!(read.left_out.get("latitude: is not in -90 to 90"), Some(&2));
        assert_eq!(read.left_out_rows(), 3);
        assert_eq!(read.told.first(), contents.told.first());
        assert_eq!(read.told.last().map(|t| (t.column.clone(), t.why.as_str())), Some((None, "has 18 columns")));
        assert_eq!((read.files, read.replaced, read.names), (vec![("a b.txt".to_owned(), 5)], 2, 9));
        assert_eq!(Contents::of_text("file\nnames\tx\t\n\u{0}"), Contents::default());
    }

    #[test]
    fn reasons_without_end_are_counted_together() {
        let mut contents = Contents::default();
        (0..5000).for_each(|n| {
            contents.leave_out(Told { why: format!("reason {n}"), ..Told::default() });
        });
        assert_eq!(contents.left_out_rows(), 5000);
        assert!(contents.left_out.len() <= MOST_REASONS + 1 && contents.told.len() == MOST_TOLD);
    }
}
