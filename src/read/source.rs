//! Inputs to bytes: a file, standard input or the built-in table, with a fingerprint.
//!
//! Comes in: an [`Input`]. Goes out: its bytes, their number and SHA-256; or one sentence that says why not.

use std::io::{self, Read};
use std::path::Path;

use super::Input;
use crate::error::{Error, Result};
use crate::fingerprint::sha256_hex;

/// The built-in incidents; the format is that of every table.
const BUILT_IN: &str = include_str!("../../data/incidents.csv");

/// An input read whole.
pub(super) struct Document {
    /// What is in it.
    pub(super) bytes: Vec<u8>,
    /// SHA-256 of the bytes, in hexadecimal.
    pub(super) sha256: String,
}

/// Reads an input whole.
///
/// # Errors
/// Where it is missing, a folder, or may not be read.
pub(super) fn open(input: &Input) -> Result<Document> {
    let bytes = match input {
        Input::File(path) => file(path)?,
        Input::Stdin => standard_input()?,
        Input::BuiltIn => BUILT_IN.as_bytes().to_vec(),
    };
    let sha256 = sha256_hex(&bytes);
    Ok(Document { bytes, sha256 })
}

fn file(path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        let sentence = "this is a folder: name the table in it, such as incidents.csv";
        return Err(Error::invalid(sentence).in_file(path));
    }
    std::fs::read(path).map_err(|refusal| refused(path, refusal))
}

pub(super) fn refused(path: &Path, refusal: io::Error) -> Error {
    let sentence = match refusal.kind() {
        io::ErrorKind::NotFound => "there is no such file: check the name and the folder",
        io::ErrorKind::PermissionDenied => "the file may not be read: ask for the right to read it, or copy it",
        _ => return Error::io(path, "read the file", refusal),
    };
    Error::invalid(sentence).in_file(path)
}

fn standard_input() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|refusal| Error::io("-", "read standard input", refusal))?;
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
}
