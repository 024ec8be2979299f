//! One table of an input: a file, the member of an archive, the sheet of a workbook, the layer of a `GeoPackage`, standard input, the built-in table or one in
//! memory.
//!
//! Comes in: where it lies. Goes out: a [`Part`], which can be opened again and again and gives the same bytes each time; or one
//! sentence that says why not.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::{NamedTempFile, TempPath};

use super::contained::{Contained, Container};
use super::held::HeldTable;
use super::text::Failing;
use super::unpack::Packing;
use crate::error::{Error, ErrorKind, Result};
use crate::fingerprint::{Fingerprint, sha256_hex};

/// The built-in incidents; the format is that of every table.
pub(super) const BUILT_IN: &str = include_str!("../../data/incidents.csv");

/// One table to be read.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The input as the user named it, with the member of an archive, the sheet or the layer behind it.
    pub(super) name: String,
    root: Root,
    packing: Packing,
    /// The rows of a sheet or layer.
    rows: Option<Arc<Contained>>,
    /// How many bytes the file had when it was listed; what is added later is not read.
    pub(super) bytes: u64,
}

/// Where the bytes of an input lie.
#[derive(Debug, Clone)]
pub(super) enum Root {
    Path(PathBuf),
    Spool(Arc<TempPath>),
    BuiltIn,
    Held(HeldTable),
}

impl Root {
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Path(path) => path,
            Self::Spool(path) => path,
            Self::BuiltIn => Path::new("built-in"),
            Self::Held(table) => Path::new(table.name()),
        }
    }
}

impl Part {
    pub(super) fn new(name: String, root: Root, packing: Packing, bytes: u64) -> Self {
        Self { name, root, packing, rows: None, bytes }
    }

    /// The same with the rows of a table in it in place of the file's own bytes.
    pub(super) fn with_rows(self, table: Contained) -> Self {
        Self { rows: Some(Arc::new(table)), ..self }
    }

    /// The bytes of the table, unpacked; the same each time.
    ///
    /// # Errors
    /// Where the file can no longer be opened.
    pub(super) fn open(&self) -> Result<Box<dyn Read + Send>> {
        if let Some(table) = &self.rows {
            let rows = File::open(&table.rows).map_err(|refusal| refused(self.root.path(), refusal))?;
            let what = table.container.table();
            let damage = table.damage.as_ref().map(|damage| format!("the rows of this {what} are damaged ({damage})"));
            let failure = damage.map(|why| io::Error::new(io::ErrorKind::InvalidData, why));
            return Ok(Box::new(rows.chain(Failing(failure))));
        }
        let path = match &self.root {
            Root::BuiltIn => return Ok(Box::new(BUILT_IN.as_bytes())),
            // Its rows are taken as they are.
            Root::Held(_) => return Ok(Box::new(io::empty())),
            root => root.path(),
        };
        let file = File::open(path).map_err(|refusal| refused(path, refusal))?;
        self.packing.open(file, self.bytes).map_err(|e| Error::io(self.name.clone(), "read the file", e))
    }

    /// Whether its bytes are not those of the file.
    pub(super) fn is_packed(&self) -> bool {
        self.packing != Packing::None || self.rows.is_some()
    }

    /// What it is a table in.
    pub(super) fn container(&self) -> Option<Container> {
        self.rows.as_ref().map(|table| table.container)
    }

    /// The table in memory that it is.
    pub(super) fn held(&self) -> Option<&HeldTable> {
        if let Root::Held(table) = &self.root { Some(table) } else { None }
    }

    /// The size and the SHA-256 of the file as it is, in hexadecimal; of a table in memory those of its rows.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(super) fn fingerprint(&self) -> Result<(u64, String)> {
        let path = match &self.root {
            Root::BuiltIn => return Ok((self.bytes, sha256_hex(BUILT_IN.as_bytes()))),
            Root::Held(table) => return Ok(table.fingerprint()),
            root => root.path(),
        };
        let failed = |refusal| Error::io(self.name.clone(), "read the file", refusal);
        let mut file = File::open(path).map_err(failed)?.take(self.bytes);
        let mut sum = Fingerprint::default();
        io::copy(&mut file, &mut sum).map_err(failed)?;
        Ok((self.bytes, sum.finish().1))
    }

    /// How many bytes the file has gained (or lost) since it was listed.
    pub(super) fn growth(&self) -> i64 {
        let Root::Path(path) = &self.root else { return 0 };
        let now = path.metadata().map_or(self.bytes, |metadata| metadata.len());
        now.cast_signed() - self.bytes.cast_signed()
    }
}

/// Why a file cannot be opened, in one sentence.
pub(super) fn refused(path: &Path, refusal: io::Error) -> Error {
    let sentence = match refusal.kind() {
        io::ErrorKind::NotFound => "there is no such file: check the name and the folder",
        io::ErrorKind::PermissionDenied => "the file may not be read: ask for the right to read it, or copy it",
        _ => return Error::io(path, "read the file", refusal),
    };
    Error::invalid(sentence).in_file(path)
}

/// Standard input in a file of its own, so that it can be read twice.
pub(super) fn spool() -> Result<TempPath> {
    let failed = |refusal| Error::io("-", "read standard input", refusal);
    let mut file = NamedTempFile::new().map_err(failed)?;
    let count = io::copy(&mut io::stdin().lock(), &mut file).map_err(failed)?;
    file.flush().map_err(failed)?;
    if count == 0 {
        return Err(Error::new(ErrorKind::Empty("nothing came in on standard input".to_owned())).in_file("-"));
    }
    Ok(file.into_temp_path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_may_not_be_read_is_told_in_one_sentence() {
        let error = refused(Path::new("a.csv"), io::ErrorKind::PermissionDenied.into());
        assert_eq!(error.to_string(), "a.csv: the file may not be read: ask for the right to read it, or copy it");
    }
}
