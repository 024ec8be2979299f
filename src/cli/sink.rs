//! Where lines go that are written as they are made: standard output, or a file that appears whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::error::Error;
use crate::write::GrowingFile;

/// Where lines go.
pub enum Sink {
    /// Standard output.
    Screen(BufWriter<io::Stdout>),
    /// A file.
    File(GrowingFile),
}

impl Sink {
    /// A file where one is named, else standard output.
    pub fn open(path: Option<&Path>) -> Result<Self, Error> {
        Ok(match path {
            Some(path) => Self::File(GrowingFile::new(path)?),
            None => Self::Screen(BufWriter::new(io::stdout())),
        })
    }

    /// Adds bytes at the end.
    pub fn add(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        match self {
            Self::Screen(out) => out.write_all(bytes)?,
            Self::File(file) => file.add(bytes)?,
        }
        Ok(())
    }

    /// Puts everything in its place.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Screen(mut out) => out.flush()?,
            Self::File(file) => file.finish()?,
        }
        Ok(())
    }
}
