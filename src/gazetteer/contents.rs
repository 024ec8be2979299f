//! What an index was made of: kept inside it, so that it can be asked years later.
//!
//! Comes in: counts while an index is built. Goes out: lines of text, and the counts again. A line is a word, a number and
//! a text, separated by tabs: `file 13000000 allCountries.txt`, `left 12 latitude: is not in -90 to 90`.

use std::collections::BTreeMap;
use std::fmt::Write;

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
}

impl Contents {
    /// Counts a row that was left out.
    pub fn leave_out(&mut self, column: Option<&str>, why: &str) {
        let reason = column.map_or_else(|| why.to_owned(), |column| format!("{column}: {why}"));
        let reason: String = reason.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
        let full = self.left_out.len() >= MOST_REASONS && !self.left_out.contains_key(&reason);
        *self.left_out.entry(if full { "other reasons".to_owned() } else { reason }).or_default() += 1;
    }

    /// Rows left out for any reason.
    pub fn left_out_rows(&self) -> u64 {
        self.left_out.values().sum()
    }

    /// The lines of text.
    pub fn to_text(&self) -> String {
        let mut text = format!("names\t{}\t\nreplaced\t{}\t\n", self.names, self.replaced);
        for (name, taken) in &self.files {
            let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            // Writing to a String cannot fail.
            let _ = writeln!(text, "file\t{taken}\t{name}");
        }
        for (reason, count) in &self.left_out {
            let _ = writeln!(text, "left\t{count}\t{reason}");
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
                _ => {}
            }
        }
        contents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_survive_their_text() {
        let mut contents =
            Contents { files: vec![("a\tb.txt".to_owned(), 5)], replaced: 2, names: 9, ..Contents::default() };
        contents.leave_out(Some("latitude"), "is not in -90 to 90");
        contents.leave_out(Some("latitude"), "is not in -90 to 90");
        contents.leave_out(None, "has\n18 columns");
        let read = Contents::of_text(&contents.to_text());
        assert_eq!(read.left_out.get("latitude: is not in -90 to 90"), Some(&2));
        assert_eq!(read.left_out_rows(), 3);
        assert_eq!((read.files, read.replaced, read.names), (vec![("a b.txt".to_owned(), 5)], 2, 9));
        assert_eq!(Contents::of_text("file\nnames\tx\t\n\u{0}"), Contents::default());
    }

    #[test]
    fn reasons_without_end_are_counted_together() {
        let mut contents = Contents::default();
        (0..5000).for_each(|n| contents.leave_out(None, &format!("reason {n}")));
        assert_eq!(contents.left_out_rows(), 5000);
        assert!(contents.left_out.len() <= MOST_REASONS + 1);
    }
}
