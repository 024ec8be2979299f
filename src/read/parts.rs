//! Which tables some inputs hold: a file is one, a folder and an archive hold those that are tables by their names, a workbook and a
//! `GeoPackage` those with the same columns.
//!
//! Comes in: [`Input`]s. Goes out: [`Parts`]: the tables in their order, and what is passed over.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Input;
use super::contained::Found;
use super::geopackage::{self, layers};
use super::source::{BUILT_IN, Part, Root, refused, spool};
use super::unpack::{Archive, Packing, archive};
use super::workbook::sheets;
use crate::error::{Error, Result};

/// What the names of tables end in; what else lies in a folder or an archive is not read.
const TABLES: [&str; 9] = ["csv", "tsv", "tab", "txt", "json", "geojson", "ndjson", "jsonl", "psv"];
const PACKED: [&str; 6] = ["gz", "zip", "zst", "zstd", "xlsx", "xlsm"];

/// What stands between a workbook or a `GeoPackage` and the name of a sheet or layer: `incidents.xlsx#2023`.
const WITHIN: char = '#';

/// How many tables are named in a message.
const LISTED: usize = 5;

/// How deep folders are looked through.
const DEEPEST: usize = 8;

/// The tables of some inputs, and what else lies beside them.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) tables: Vec<Part>,
    /// Folders and archives with files that are no tables, and how many.
    passed_over: Vec<(String, usize)>,
    /// Workbooks and `GeoPackages`, with the sheets and layers that are not read.
    others: Vec<(String, Vec<String>)>,
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
                Input::File(path) => match within(path) {
                    Some((file, table)) => parts.add_contained(&file, table)?,
                    None => parts.add_file(path.display().to_string(), Root::Path(path.clone()))?,
                },
                Input::Stdin => parts.add_file(input.name(), Root::Spool(Arc::new(spool()?)))?,
                Input::Held(table) => {
                    parts.tables.push(Part::new(input.name(), Root::Held(table.clone()), Packing::None, 0));
                }
                Input::BuiltIn => {
                    let bytes = BUILT_IN.len() as u64;
                    parts.tables.push(Part::new(input.name(), Root::BuiltIn, Packing::None, bytes));
                }
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
        let (file, bytes, head) = opened(path)?;
        if head == geopackage::MAGIC {
            let found = layers(path, None)?;
            self.add_tables(&name, &root, bytes, found);
            return Ok(());
        }
        if let Some(packing) = Packing::of(&head) {
            self.tables.push(Part::new(name, root, packing, bytes));
            return Ok(());
        }
        let members = match archive(path, file)? {
            Archive::Workbook => {
                let found = sheets(path, opened(path)?.0, None)?;
                self.add_tables(&name, &root, bytes, found);
                return Ok(());
            }
            Archive::Members(members) => members,
        };
        let (tables, others): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|member| is_table(Path::new(&member.name), false));
        if tables.is_empty() {
            let sentence = "this archive holds no table: its names should end in .csv, .tsv or .geojson";
            return Err(Error::invalid(sentence).in_file(name));
        }
        if !others.is_empty() {
            self.passed_over.push((name.clone(), others.len()));
        }
        self.tables.extend(
            tables
                .into_iter()
                .map(|member| Part::new(format!("{name}/{}", member.name), root.clone(), Packing::Zip(member), bytes)),
        );
        Ok(())
    }

    /// The sheet of a workbook or the layer of a `GeoPackage` that the user names.
    fn add_contained(&mut self, path: &Path, table: &str) -> Result<()> {
        let (file, bytes, head) = opened(path)?;
        let found = if head == geopackage::MAGIC {
            layers(path, Some(table))?
        } else if Packing::of(&head).is_none() && matches!(archive(path, file)?, Archive::Workbook) {
            sheets(path, opened(path)?.0, Some(table))?
        } else {
            let sentence = format!("this is no workbook (.xlsx) and no GeoPackage, so it has no \"{table}\"");
            return Err(Error::invalid(sentence).in_file(path));
        };
        self.add_tables(&path.display().to_string(), &Root::Path(path.to_path_buf()), bytes, found);
        Ok(())
    }

    fn add_tables(&mut self, name: &str, root: &Root, bytes: u64, found: Found) {
        if !found.passed_over.is_empty() {
            self.others.push((name.to_owned(), found.passed_over));
        }
        self.tables.extend(found.read.into_iter().map(|table| {
            let name = table.name.as_ref().map_or_else(|| name.to_owned(), |own| format!("{name}{WITHIN}{own}"));
            Part::new(name, root.clone(), Packing::None, bytes).with_rows(table)
        }));
    }

    /// What a reader should know of files and sheets that are not read.
    pub(super) fn notices(&self) -> Vec<String> {
        let files = self
            .passed_over
            .iter()
            .map(|(folder, count)| format!("{folder}: {count} files that are no tables are passed over"));
        let others = self.others.iter().map(|(file, names)| {
            let first = names.first().map_or("", String::as_str);
            let names = names.join(", ");
            format!("{file}: {names} have other columns than what is read, and are passed over; to read one, name it: {file}{WITHIN}{first}")
        });
        files.chain(others).collect()
    }
}

/// Whether there is a file of a name, or a workbook or a `GeoPackage` with the name of a table behind it.
pub fn is_there(path: &Path) -> bool {
    path.is_file() || within(path).is_some()
}

/// The file and the table in it, where no file has the name as a whole.
fn within(path: &Path) -> Option<(PathBuf, &str)> {
    let (file, table) = path.to_str().filter(|_| !path.exists())?.rsplit_once(WITHIN)?;
    Path::new(file).is_file().then(|| (PathBuf::from(file), table))
}

/// A file, its size and its first bytes.
fn opened(path: &Path) -> Result<(File, u64, Vec<u8>)> {
    let mut file = File::open(path).map_err(|refusal| refused(path, refusal))?;
    let bytes = file.metadata().map_err(|refusal| refused(path, refusal))?.len();
    let mut head = Vec::new();
    (&mut file).take(8).read_to_end(&mut head).map_err(|refusal| refused(path, refusal))?;
    Ok((file, bytes, head))
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
    let tables = Parts::of(std::slice::from_ref(input))?.tables;
    let [part] = tables.as_slice() else {
        let names: Vec<&str> = tables.iter().map(|part| part.name.as_str()).take(LISTED).collect();
        let sentence = format!("there are several tables in this: name one ({})", names.join(", "));
        return Err(Error::invalid(sentence).in_file(input.name()));
    };
    let mut bytes = Vec::new();
    part.open()?.read_to_end(&mut bytes).map_err(|e| Error::io(input.name(), "read the file", e))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_and_other_kinds_are_no_tables() {
        let table = |name: &str| is_table(Path::new(name), true);
        assert!(table("a.CSV") && table("b.csv.gz") && table("x/c.geojson") && table("d.zip") && table("e.XLSX"));
        assert!(!table("README.md") && !table(".a.csv") && !table("__MACOSX/a.csv") && !table("a.docx"));
    }
}
