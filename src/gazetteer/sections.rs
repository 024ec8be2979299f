//! Writes the sections of an index one behind the other, and the header before them at the end.
//!
//! Comes in: bytes. Goes out: the same bytes with their table and checksums, as [`layout`] describes.

use std::io::{Error, Result, Seek, SeekFrom, Write};

use super::hash::{Checksum, checksum};
use super::layout::{self, HEADER, SECTIONS, TABLE};

/// A writer of sections.
pub struct Sections<W> {
    out: W,
    buffer: Vec<u8>,
    at: u64,
    sum: Checksum,
    table: [(u64, u64); SECTIONS],
}

impl<W: Write + Seek> Sections<W> {
    /// Starts with room for the header.
    ///
    /// # Errors
    /// What the writer says; so with all that follow.
    pub fn start(mut out: W) -> Result<Self> {
        out.write_all(&[0; HEADER])?;
        let table = [(0, 0); SECTIONS];
        Ok(Self { out, buffer: Vec::new(), at: HEADER as u64, sum: Checksum::default(), table })
    }

    /// Notes where a section begins.
    pub fn begin(&mut self, section: usize) -> Result<()> {
        while !self.here().is_multiple_of(8) {
            self.push(&[0])?;
        }
        let here = self.here();
        let entry = self.table.get_mut(section).ok_or_else(|| Error::other("no such section"))?;
        entry.0 = here;
        Ok(())
    }

    /// Notes where it ends.
    pub fn end(&mut self, section: usize) -> Result<()> {
        let here = self.here();
        let entry = self.table.get_mut(section).ok_or_else(|| Error::other("no such section"))?;
        entry.1 = here - entry.0;
        Ok(())
    }

    /// The offset of the next byte.
    pub fn here(&self) -> u64 {
        self.at + self.buffer.len() as u64
    }

    /// Writes bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= 1 << 18 { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        self.sum.add(&self.buffer);
        self.out.write_all(&self.buffer)?;
        self.at += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    /// Writes the header over the zeros at the start.
    pub fn finish(mut self) -> Result<W> {
        self.flush()?;
        let mut head = Vec::with_capacity(HEADER);
        head.extend(layout::MAGIC);
        head.extend(layout::VERSION.to_le_bytes());
        head.extend(layout::folding().to_le_bytes());
        head.extend(self.sum.sum().to_le_bytes());
        let table: Vec<u8> =
            self.table.iter().flat_map(|(at, length)| [at.to_le_bytes(), length.to_le_bytes()]).flatten().collect();
        let sum = checksum(&[head.as_slice(), &table].concat());
        head.extend(sum.to_le_bytes());
        debug_assert_eq!(head.len(), TABLE);
        head.extend(table);
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&head)?;
        self.out.seek(SeekFrom::End(0))?;
        self.out.flush()?;
        Ok(self.out)
    }
}
