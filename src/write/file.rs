//! A file to be written, and what is known of one that was.
//!
//! Comes in: a path within the folder and bytes, or a function that writes them. Goes out: a file on the disk, synced, with
//! its size and SHA-256.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::behind::Behind;
use crate::fingerprint::Fingerprint;

/// How many bytes are read at a time to fingerprint a file.
const PIECE: usize = 1 << 16;

/// A file to be written.
pub struct OutputFile<'a> {
    /// The path within the output folder, with `/`: `layers/incidents.geojson`.
    pub path: String,
    /// What it is part of, for runs that replace only some: `layers`, `charts`; blank for none.
    pub kind: &'static str,
    content: Content<'a>,
}

/// Writes the content to where it is told; called once a run, on any thread.
type Stream<'a> = Box<dyn Fn(&mut (dyn Write + Send)) -> io::Result<()> + Send + Sync + 'a>;
/// Makes a file at the path.
type Maker<'a> = Box<dyn Fn(&Path) -> io::Result<()> + Send + Sync + 'a>;

enum Content<'a> {
    Bytes(Vec<u8>),
    Stream(Stream<'a>),
    Made(Maker<'a>),
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Written {
    /// The path within the output folder, with `/`.
    pub path: String,
    /// What it is part of; blank in records of old.
    #[serde(default)]
    pub kind: String,
    /// How many bytes it has.
    #[serde(default)]
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    #[serde(default)]
    pub sha256: String,
}

impl<'a> OutputFile<'a> {
    /// A file from its path and content.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), kind: "", content: Content::Bytes(bytes.into()) }
    }

    /// A file whose content is never whole in memory: `write` puts it out bit by bit. The writer is buffered.
    pub fn streamed(
        path: impl Into<String>,
        write: impl Fn(&mut (dyn Write + Send)) -> io::Result<()> + Send + Sync + 'a,
    ) -> Self {
        Self { path: path.into(), kind: "", content: Content::Stream(Box::new(write)) }
    }

    /// A file that a library makes at a path of the disk, as a database is made.
    pub fn made(path: impl Into<String>, make: impl Fn(&Path) -> io::Result<()> + Send + Sync + 'a) -> Self {
        Self { path: path.into(), kind: "", content: Content::Made(Box::new(make)) }
    }

    /// Makes the file, syncs it and tells what was written.
    pub(super) fn write_at(&self, target: &Path) -> io::Result<Written> {
        let (bytes, sha256) = match &self.content {
            Content::Bytes(bytes) => written(target, |out| out.write_all(bytes))?,
            Content::Stream(write) => written(target, write)?,
            Content::Made(make) => made(target, make)?,
        };
        Ok(Written { path: self.path.clone(), kind: self.kind.to_owned(), bytes, sha256 })
    }
}

impl std::fmt::Debug for OutputFile<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutputFile").field("path", &self.path).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Takes the fingerprint of what passes.
struct Fingerprinted {
    file: File,
    fingerprint: Fingerprint,
    behind: Behind,
}

impl Write for Fingerprinted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.file.write(bytes)?;
        self.fingerprint.add(&bytes[..taken]);
        self.behind.added(taken, &self.file)?;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn written(target: &Path, write: impl Fn(&mut (dyn Write + Send)) -> io::Result<()>) -> io::Result<(u64, String)> {
    let (file, fingerprint, behind) = (File::create(target)?, Fingerprint::default(), Behind::default());
    let passing = Fingerprinted { file, fingerprint, behind };
    let mut out = BufWriter::with_capacity(PIECE, passing);
    write(&mut out)?;
    let Fingerprinted { file, fingerprint, behind } = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    behind.end()?;
    file.sync_all()?;
    Ok(fingerprint.finish())
}

fn made(target: &Path, make: impl Fn(&Path) -> io::Result<()>) -> io::Result<(u64, String)> {
    make(target)?;
    let mut file = File::options().read(true).write(true).open(target)?;
    let mut fingerprint = Fingerprint::default();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            read => fingerprint.add(&piece[..read]),
        }
    }
    file.sync_all()?;
    Ok(fingerprint.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_a_stream_and_a_made_file_of_one_content_are_written_alike() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("f");
        let files = [
            OutputFile::new("f", "one two"),
            OutputFile::streamed("f", |out| {
                out.write_all(b"one ")?;
                out.write_all(b"two")
            }),
            OutputFile::made("f", |path| std::fs::write(path, "one two")),
        ];
        let written = files.map(|file| file.write_at(&target).unwrap());
        assert_eq!(std::fs::read(&target).unwrap(), b"one two");
        assert_eq!(written[0].bytes, 7);
        assert!(written.iter().all(|one| *one == written[0]), "{written:?}");
    }
}
