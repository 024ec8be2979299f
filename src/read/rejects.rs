//! The rows that cannot be used: the first of them at hand, all of them in a file of their own.
//!
//! Comes in: [`Reject`]s in the order of their rows. Goes out: how many there are, the first ones, and all as CSV. A million bad
//! rows take no more memory than a thousand.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

use crate::error::{Error, Reject, Result};

/// How many are kept at hand.
const AT_HAND: usize = 1000;

/// How many bytes are gathered before they are written.
const GATHERED: usize = 1 << 18;

/// The columns of rejects.csv.
const HEADER: [&str; 5] = ["input", "line", "column", "value", "why"];

/// The rows that cannot be used.
#[derive(Debug, Default)]
pub struct Rejects {
    at_hand: Vec<Reject>,
    count: u64,
    /// Rows beyond those at hand, as CSV: in a file without a name, and gathered for it.
    file: Option<File>,
    gathered: Vec<u8>,
}

impl Rejects {
    /// Adds one.
    ///
    /// # Errors
    /// Where the file for the many cannot be made or written.
    pub fn push(&mut self, reject: Reject) -> Result<()> {
        self.count += 1;
        if self.at_hand.len() < AT_HAND {
            self.at_hand.push(reject);
            return Ok(());
        }
        write_rows(&mut self.gathered, [&reject]).map_err(|e| failed(&e))?;
        if self.gathered.len() < GATHERED {
            return Ok(());
        }
        if self.file.is_none() {
            self.file = Some(tempfile::tempfile().map_err(|e| failed(&e))?);
        }
        if let Some(file) = &mut self.file {
            file.seek(SeekFrom::End(0)).and_then(|_| file.write_all(&self.gathered)).map_err(|e| failed(&e))?;
        }
        self.gathered.clear();
        Ok(())
    }

    /// Adds several.
    ///
    /// # Errors
    /// See [`Rejects::push`].
    pub fn extend(&mut self, rejects: impl IntoIterator<Item = Reject>) -> Result<()> {
        rejects.into_iter().try_for_each(|reject| self.push(reject))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        usize::try_from(self.count).unwrap_or(usize::MAX)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The first of them, at most a thousand.
    pub fn iter(&self) -> std::slice::Iter<'_, Reject> {
        self.at_hand.iter()
    }

    /// The first.
    pub fn first(&self) -> Option<&Reject> {
        self.at_hand.first()
    }

    /// Writes all as CSV with a header.
    ///
    /// # Errors
    /// What the writer or the file for the many says.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut header = csv::Writer::from_writer(&mut *out);
        header.write_record(HEADER).map_err(io::Error::other)?;
        header.flush()?;
        drop(header);
        write_rows(&mut *out, &self.at_hand)?;
        if let Some(mut file) = self.file.as_ref() {
            file.seek(SeekFrom::Start(0))?;
            io::copy(&mut file, out)?;
        }
        out.write_all(&self.gathered)
    }
}

impl std::ops::Index<usize> for Rejects {
    type Output = Reject;

    /// One of the first thousand.
    fn index(&self, index: usize) -> &Reject {
        &self.at_hand[index]
    }
}

impl<'a> IntoIterator for &'a Rejects {
    type Item = &'a Reject;
    type IntoIter = std::slice::Iter<'a, Reject>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn write_rows<'a>(out: impl Write, rejects: impl IntoIterator<Item = &'a Reject>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    for reject in rejects {
        writer.serialize(reject).map_err(io::Error::other)?;
    }
    writer.flush()
}

fn failed(error: &io::Error) -> Error {
    Error::io("rejects.csv", "keep the rows that cannot be used", io::Error::from(error.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rejects_are_all_written_and_few_are_kept() {
        let mut rejects = Rejects::default();
        for line in 1..=30_000 {
            let reject = Reject { input: "a.csv".into(), line, column: None, value: "x,\"y\"".into(), why: "w".into() };
            rejects.push(reject).unwrap();
        }
        let mut out = Vec::new();
        for _ in 0..2 {
            out.clear();
            rejects.write_csv(&mut out).unwrap();
        }
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let lines: Vec<u64> = reader.records().map(|row| row.unwrap()[1].parse().unwrap()).collect();
        assert_eq!(lines, (1..=30_000).collect::<Vec<u64>>());
        assert_eq!((rejects.len(), rejects.iter().count()), (30_000, AT_HAND));
    }
}
