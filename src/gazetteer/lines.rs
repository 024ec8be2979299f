//! Reads a file line by line, however large it is, packed with gzip or not.
//!
//! Comes in: a path. Goes out: numbered lines without their ends. Bytes that are no UTF-8 become replacement characters; what a
//! line has beyond 64 MB is not read.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The longest line that is read, in bytes.
const LONGEST: u64 = 64 << 20;

/// The lines of a file.
pub struct Lines {
    path: PathBuf,
    reader: Box<dyn BufRead + Send>,
    number: u64,
    ahead: Option<(u64, String)>,
}

impl Lines {
    /// Opens a file; gzip is known by its first bytes.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|source| Error::io(path, "open the gazetteer file", source))?;
        let mut plain = BufReader::with_capacity(1 << 18, file);
        let head = plain.fill_buf().map_err(|source| Error::io(path, "read the gazetteer file", source))?;
        let packed = head.starts_with(&[0x1f, 0x8b]);
        let mut reader: Box<dyn BufRead + Send> = Box::new(plain);
        if packed {
            reader = Box::new(BufReader::with_capacity(1 << 18, flate2::bufread::MultiGzDecoder::new(reader)));
        }
        Ok(Self { path: path.to_owned(), reader, number: 0, ahead: None })
    }

    /// The next line with its number, counted from 1; none at the end.
    ///
    /// # Errors
    /// What the system or the unpacking says.
    pub fn next(&mut self) -> Result<Option<(u64, String)>> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        let failed = |source| Error::io(&self.path, "read the gazetteer file", source);
        let mut line = Vec::new();
        let read = self.reader.by_ref().take(LONGEST).read_until(b'\n', &mut line).map_err(failed)?;
        if read == 0 {
            return Ok(None);
        }
        if line.last() != Some(&b'\n') && read as u64 == LONGEST {
            self.reader.skip_until(b'\n').map_err(failed)?;
        }
        self.number += 1;
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        let text = String::from_utf8(line).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned());
        let text = if self.number == 1 { text.trim_start_matches('\u{feff}').to_owned() } else { text };
        Ok(Some((self.number, text)))
    }

    /// Puts a line back, to be read again.
    pub fn put_back(&mut self, line: (u64, String)) {
        self.ahead = Some(line);
    }

    /// The rest of the file as one text.
    ///
    /// # Errors
    /// What the system or the unpacking says.
    pub fn rest(mut self) -> Result<String> {
        let mut bytes = self.ahead.take().map_or_else(Vec::new, |(_, line)| (line + "\n").into_bytes());
        let failed = |source| Error::io(&self.path, "read the gazetteer file", source);
        self.reader.read_to_end(&mut bytes).map_err(failed)?;
        Ok(String::from_utf8(bytes).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned()))
    }
}
