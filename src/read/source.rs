//! Inputs to tables: a file, the files of a folder, the members of an archive, standard input, the built-in table or one in
//! memory.
//!
//! Comes in: an [`Input`]. Goes out: [`Part`]s, one a table, which can be opened again and again and give the same bytes each
//! time; or one sentence that says why not.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::{NamedTempFile, TempPath};

use super::Input;
use super::held::HeldTable;
use super::unpack::{Packing, members};
use crate::error::{Error, ErrorKind, Result};
use crate::fingerprint::{Fingerprint, sha256_hex};

/// The built-in incidents; the format is that of every table.
const BUILT_IN: &str = include_str!("../../data/incidents.csv");

/// What the names of tables end in; what else lies in a folder or an archive is not read.
const TABLES: [&str; 9] = ["csv", "tsv", "tab", "txt", "json", "geojson", "ndjson", "jsonl", "psv"];
const PACKED: [&str; 4] = ["gz", "zip", "zst", "zstd"];

/// How deep folders are looked through.
const DEEPEST: usize = 8;

/// One table to be read.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The input as the user named it, with the member of an archive behind it.
    pub(super) name: String,
    root: Root,
    packing: Packing,
    /// How many bytes the file had when it was listed; what is added later is not read.
    pub(super) bytes: u64,
}

#[derive(Debug, Clone)]
enum Root {
    Path(PathBuf),
    Spool(Arc<TempPath>),
    BuiltIn,
    Held(HeldTable),
}

/// The tables of some inputs, and what else lies beside them.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    /// Folders and archives with files that are no tables, and how many.
    pub(super) passed_over: Vec<(String, usize)>,
}

impl Parts {
    /// The tables of all inputs, in their order; those of a folder by name.
    ///
    /// # Errors
    /// Where an input is missing, may not be read, or holds no table.
    pub(super) fn of(inputs: &[Input]) -> Result<Self> {
        let mut parts = Self::default();
        for input in inputs {
            match input {
                Input::File(path) if path.is_dir() => parts.add_folder(path)?,
                Input::File(path) => parts.add_file(path.display().to_string(), Root::Path(path.clone()))?,
                Input::Stdin => parts.add_file(input.name(), Root::Spool(Arc::new(spool()?)))?,
                Input::Held(table) => parts.parts.push(Part {
                    name: input.name(),
                    root: Root::Held(table.clone()),
                    packing: Packing::None,
                    bytes: 0,
                }),
                Input::BuiltIn => parts.parts.push(Part {
                    name: input.name(),
                    root: Root::BuiltIn,
                    packing: Packing::None,
                    bytes: BUILT_IN.len() as u64,
                }),
            }
        }
        Ok(parts)
    }

    fn add_folder(&mut self, folder: &Path) -> Result<()> {
        let mut files = Vec::new();
        let mut others = 0;
        walk(folder, DEEPEST, &mut files, &mut others)?;
        if files.is_empty() {
            let sentence = "this folder holds no table: name a file, or put .csv, .tsv or .geojson files into it";
            return Err(Error::invalid(sentence).in_file(folder));
        }
        files.sort();
        if others > 0 {
            self.passed_over.push((folder.display().to_string(), others));
        }
        files.into_iter().try_for_each(|path| self.add_file(path.display().to_string(), Root::Path(path)))
    }

    fn add_file(&mut self, name: String, root: Root) -> Result<()> {
        let path = root.path();
        let mut file = File::open(path).map_err(|refusal| refused(path, refusal))?;
        let bytes = file.metadata().map_err(|refusal| refused(path, refusal))?.len();
        let mut head = Vec::new();
        (&mut file).take(8).read_to_end(&mut head).map_err(|refusal| refused(path, refusal))?;
        if let Some(packing) = Packing::of(&head) {
            self.parts.push(Part { name, root, packing, bytes });
            return Ok(());
        }
        let (tables, others): (Vec<_>, Vec<_>) =
            members(path, file)?.into_iter().partition(|member| is_table(Path::new(&member.name), false));
        if tables.is_empty() {
            let sentence = "this archive holds no table: its names should end in .csv, .tsv or .geojson";
            return Err(Error::invalid(sentence).in_file(name));
        }
        if !others.is_empty() {
            self.passed_over.push((name.clone(), others.len()));
        }
        self.parts.extend(tables.into_iter().map(|member| Part {
            name: format!("{name}/{}", member.name),
            root: root.clone(),
            packing: Packing::Zip(member),
            bytes,
        }));
        Ok(())
    }
}

impl Root {
    fn path(&self) -> &Path {
        match self {
            Self::Path(path) => path,
            Self::Spool(path) => path,
            Self::BuiltIn => Path::new("built-in"),
            Self::Held(table) => Path::new(table.name()),
        }
    }
}

impl Part {
    /// The bytes of the table, unpacked; the same each time.
    ///
    /// # Errors
    /// Where the file can no longer be opened.
    pub(super) fn open(&self) -> Result<Box<dyn Read + Send>> {
        let path = match &self.root {
            Root::BuiltIn => return Ok(Box::new(BUILT_IN.as_bytes())),
            // Its rows are taken as they are.
            Root::Held(_) => return Ok(Box::new(io::empty())),
            root => root.path(),
        };
        let file = File::open(path).map_err(|refusal| refused(path, refusal))?;
        self.packing.open(file, self.bytes).map_err(|e| Error::io(self.name.clone(), "read the file", e))
    }

    /// Whether its bytes are unpacked while they are read.
    pub(super) fn is_packed(&self) -> bool {
        self.packing != Packing::None
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

/// Whether a file is a table by its name.
fn is_table(path: &Path, packed_too: bool) -> bool {
    let hidden = path.components().any(|c| c.as_os_str().to_string_lossy().starts_with(['.', '_']));
    let ends = |path: &Path, list: &[&str]| {
        path.extension().is_some_and(|e| list.iter().any(|known| e.eq_ignore_ascii_case(known)))
    };
    !hidden && (ends(path, &TABLES) || packed_too && ends(path, &PACKED))
}

/// The tables in a folder and the folders in it; counts what else is there.
fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>, others: &mut usize) -> Result<()> {
    let entries = std::fs::read_dir(folder).map_err(|e| Error::io(folder, "look into the folder", e))?;
    for entry in entries {
        let entry = entry.map_err(|e| Error::io(folder, "look into the folder", e))?;
        let (path, name) = (entry.path(), entry.file_name());
        // A link to a folder may lead round in a circle.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && depth > 0 && !name.to_string_lossy().starts_with('.') {
            walk(&path, depth - 1, files, others)?;
        } else if path.is_file() && is_table(Path::new(&name), true) {
            files.push(path);
        } else if path.is_file() {
            *others += 1;
        }
    }
    Ok(())
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
fn spool() -> Result<TempPath> {
    let failed = |refusal| Error::io("-", "read standard input", refusal);
    let mut file = NamedTempFile::new().map_err(failed)?;
    let count = io::copy(&mut io::stdin().lock(), &mut file).map_err(failed)?;
    file.flush().map_err(failed)?;
    if count == 0 {
        return Err(Error::new(ErrorKind::Empty("nothing came in on standard input".to_owned())).in_file("-"));
    }
    Ok(file.into_temp_path())
}

/// An input read whole, for tables that are kept as they stand.
///
/// # Errors
/// Where it is missing, a folder or an archive, or may not be read.
pub(super) fn whole(input: &Input) -> Result<Vec<u8>> {
    if let Input::File(path) = input
        && path.is_dir()
    {
        let sentence = "this is a folder: name the table in it, such as incidents.csv";
        return Err(Error::invalid(sentence).in_file(path));
    }
    let parts = Parts::of(std::slice::from_ref(input))?.parts;
    let [part] = parts.as_slice() else {
        return Err(Error::invalid("there are several tables in this: name one").in_file(input.name()));
    };
    let mut bytes = Vec::new();
    part.open()?.read_to_end(&mut bytes).map_err(|e| Error::io(input.name(), "read the file", e))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_may_not_be_read_is_told_in_one_sentence() {
        let error = refused(Path::new("a.csv"), io::ErrorKind::PermissionDenied.into());
        assert_eq!(error.to_string(), "a.csv: the file may not be read: ask for the right to read it, or copy it");
    }

    #[test]
    fn hidden_files_and_other_kinds_are_no_tables() {
        let table = |name: &str| is_table(Path::new(name), true);
        assert!(table("a.CSV") && table("b.csv.gz") && table("x/c.geojson") && table("d.zip"));
        assert!(!table("README.md") && !table(".a.csv") && !table("__MACOSX/a.csv") && !table("a.xlsx"));
    }
}
