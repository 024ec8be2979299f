//! The bytes of an index, wherever they lie.
//!
//! Comes in: bytes of the program, bytes in memory, or a file. Goes out: one slice. A file is mapped, not read: the system
//! brings the pages that are looked at. This is the only unsafe code of the crate.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Deref;

/// Bytes that stay where they are.
pub enum Bytes {
    /// A part of the program.
    Static(&'static [u8]),
    /// Held in memory.
    Owned(Vec<u8>),
    /// A file in the memory map.
    Mapped(memmap2::Mmap),
}

impl Bytes {
    /// Maps a file. The file must not be cut short while it is in use; an index is therefore always written under another
    /// name and put in place by a rename, which leaves an open one alone.
    ///
    /// # Errors
    /// What the system says.
    #[expect(unsafe_code, reason = "a memory map is unsafe because another process may change the file")]
    pub fn map(file: &File) -> io::Result<Self> {
        if file.metadata()?.len() == 0 {
            return Ok(Self::Owned(Vec::new()));
        }
        // SAFETY: the map is only read, through a slice whose every offset is checked. A change of the file by another process
        // can give wrong answers; only one that cuts it short ends the program, and nothing of this crate does that.
        let map = unsafe { memmap2::Mmap::map(file)? };
        Ok(Self::Mapped(map))
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Owned(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}
