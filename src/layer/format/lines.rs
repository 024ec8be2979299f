//! Formats in which the bytes of a feature depend on nothing but it, so that each thread can write some.
//!
//! Comes in: features one after the other, or all of a layer. Goes out: the file, the same bytes either way.

use std::io::{self, Write};
use std::ops::Range;

use rayon::prelude::*;

use super::{Record, Schema, Sink};
use crate::layer::table::{Features, parts};

/// How many features a thread writes in one go, and how many parts are in memory at once: some megabytes.
const PART: usize = 512;
const AT_ONCE: usize = 8;

/// What a format writes before, for and behind the features.
pub(super) trait Lines: Sync {
    /// What stands before the first feature.
    fn head(&self, schema: &Schema<'_>) -> Vec<u8>;
    /// Adds a feature, with what parts it from the one before; ids begin at 1.
    fn line(&self, line: &mut Vec<u8>, record: &dyn Record);
    /// What stands behind the last.
    fn tail(&self) -> &'static [u8];
}

/// A file that takes one feature after the other.
pub(super) struct OneByOne<'o, L> {
    out: &'o mut dyn Write,
    lines: L,
    line: Vec<u8>,
}

impl<'o, L: Lines> OneByOne<'o, L> {
    pub(super) fn begin(out: &'o mut dyn Write, lines: L, schema: &Schema<'_>) -> io::Result<Self> {
        out.write_all(&lines.head(schema))?;
        Ok(Self { out, lines, line: Vec::new() })
    }
}

impl<L: Lines> Sink for OneByOne<'_, L> {
    fn put(&mut self, record: &dyn Record) -> io::Result<()> {
        self.line.clear();
        self.lines.line(&mut self.line, record);
        self.out.write_all(&self.line)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.write_all(self.lines.tail())
    }
}

/// Writes all features: while some are put out, the next are made on all threads.
pub(super) fn write(
    lines: &dyn Lines,
    schema: &Schema<'_>,
    features: &dyn Features,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let made = |part: &Range<usize>| {
        let mut bytes = Vec::new();
        // Making them cannot fail.
        let _ = features.each(part.clone(), &mut |record| {
            lines.line(&mut bytes, record);
            Ok(())
        });
        bytes
    };
    out.write_all(&lines.head(schema))?;
    let mut ready: Vec<Vec<u8>> = Vec::new();
    for next in parts(features.count(), PART).chunks(AT_ONCE) {
        let put = || ready.iter().try_for_each(|bytes| out.write_all(bytes));
        let (put, made) = rayon::join(put, || next.par_iter().map(made).collect());
        put?;
        ready = made;
    }
    ready.iter().try_for_each(|bytes| out.write_all(bytes))?;
    out.write_all(lines.tail())
}
