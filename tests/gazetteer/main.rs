//! The gazetteer: files of the user's own, indexes, damage.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not as expected")]

mod damage;
mod files;
mod forms;

use std::fs;
use std::path::{Path, PathBuf};

/// Writes a file into a folder.
fn written(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path
}

/// A row in `GeoNames`' columns.
fn row(id: &str, name: &str, lat: &str, lon: &str, kind: &str, unit: &str) -> String {
    format!("{id}\t{name}\t{name}\t\t{lat}\t{lon}\t{kind}\tSY\t\t{unit}\t\t\t\t0\t\t\t\t\n")
}
