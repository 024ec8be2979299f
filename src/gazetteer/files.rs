//! Reads the gazetteer files that a user adds.
//!
//! Comes in: paths. Goes out: an index of their places, and the rows that were left out. The form of each file is known by
//! its content: a `GeoNames` file (19 columns), a file of alternate names (`alternateNamesV2.txt`), or a table with a
//! header as [`table`](super::table) describes; each may be packed with gzip.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::further_names::{FurtherName, alternate_name, is_alternate_name};
use super::pack::Packer;
use super::row::{Fault, read_geonames};
use super::table::{is_table, read_table};
use crate::error::{Error, Reject, Result};

/// The packed index of some files, later ones overriding earlier ones, and the rows that were left out.
pub fn pack_files(files: &[PathBuf]) -> Result<(Vec<u8>, Vec<Reject>)> {
    let mut packer = Packer::default();
    let mut names: Vec<(&PathBuf, FurtherName)> = Vec::new();
    let mut rejects = Vec::new();
    for path in files {
        let text = read_text(path)?;
        let (rows, faults) = if is_alternate_name(text.lines().next().unwrap_or_default()) {
            let (found, faults) = read_alternate_names(&text);
            names.extend(found.into_iter().map(|name| (path, name)));
            (Vec::new(), faults)
        } else {
            read_rows(path, &text)?
        };
        for row in rows {
            packer.add(&row).map_err(Error::invalid)?;
        }
        rejects.extend(faults.into_iter().map(|fault| reject(path, fault)));
    }
    for (_, name) in &names {
        packer.add_name(name).map_err(Error::invalid)?;
    }
    let (out, homeless) = packer.write(Cursor::new(Vec::new())).map_err(|e| Error::invalid(e.to_string()))?;
    for (path, name) in homeless.into_iter().filter_map(|at| names.get(at)) {
        let told =
            Fault::new(0, Some("geonameid"), &format!("{:?}", name.owner), "is the id of no place in the files given");
        rejects.push(reject(path, told));
    }
    Ok((out.into_inner(), rejects))
}

/// The rows of a `GeoNames` file or a table; refused where nothing in it can be used.
fn read_rows(path: &Path, text: &str) -> Result<(Vec<super::row::Row>, Vec<Fault>)> {
    if text.trim().is_empty() {
        return Err(Error::invalid("the gazetteer file is empty").in_file(path));
    }
    let (rows, faults) = if is_table(text) { read_table(text) } else { read_geonames(text) };
    if rows.is_empty() {
        let sentence = "is no gazetteer: use a GeoNames file (19 columns separated by tabs) or a table whose header names \
                        at least name, lon and lat";
        return Err(Error::invalid(sentence).in_file(path));
    }
    Ok((rows, faults))
}

fn read_alternate_names(text: &str) -> (Vec<FurtherName>, Vec<Fault>) {
    let (mut names, mut faults) = (Vec::new(), Vec::new());
    for (line, content) in (1..).zip(text.lines()).filter(|(_, content)| !content.trim().is_empty()) {
        match alternate_name(line, content) {
            Ok(name) => names.extend(name),
            Err(fault) => faults.push(fault),
        }
    }
    (names, faults)
}

/// The text of a file, unpacked if it is gzip; bytes that are no UTF-8 become replacement characters.
fn read_text(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(|source| Error::io(path, "open the gazetteer file", source))?;
    file.read_to_end(&mut bytes).map_err(|source| Error::io(path, "read the gazetteer file", source))?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice())
            .read_to_end(&mut unpacked)
            .map_err(|source| Error::io(path, "unpack the gazetteer file", source))?;
        bytes = unpacked;
    }
    Ok(String::from_utf8(bytes).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned()))
}

/// A fault as the run tells it.
fn reject(path: &Path, fault: Fault) -> Reject {
    let input = path.display().to_string();
    let column = fault.column.map(str::to_owned);
    Reject { input, line: fault.line, column, value: fault.value, why: fault.why }
}
