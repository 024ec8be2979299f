//! Reading: files to incidents with their claims, and what is told of the rows that could not be used.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail")]

mod acled;
mod built_in;
mod claims;
mod faults;
mod gdelt;
mod geojson;
mod geopackage;
mod gtd;
mod laws;
mod limits;
mod packed;
mod tables;
mod traps;
mod ucdp;
mod workbook;

use std::path::PathBuf;

use incimap::read::{Input, ReadOptions, Reading, read};
use tempfile::TempDir;

/// Files of a test, gone when it ends.
struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn input(&self, name: &str, content: impl AsRef<[u8]>) -> Input {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        Input::File(path)
    }
}

/// So many rows, by their number.
fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    (0..count).map(row).collect::<Vec<_>>().concat()
}

fn text(content: impl AsRef<[u8]>) -> Reading {
    let files = Files::new();
    read(&[files.input("t.csv", content)], &ReadOptions::default()).unwrap()
}

fn error(content: impl AsRef<[u8]>) -> String {
    let files = Files::new();
    read(&[files.input("t.csv", content)], &ReadOptions::default()).unwrap_err().to_string()
}

fn case(name: &str) -> Input {
    Input::File(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/read").join(name))
}

/// Every row is used, rejected or repeated, and every reject is there.
fn assert_nothing_lost(reading: &Reading) {
    for source in &reading.sources {
        assert_eq!(source.rows, source.used + source.rejected + source.repeated, "{source:?}");
    }
    let rejected: u64 = reading.sources.iter().map(|source| source.rejected).sum();
    assert_eq!(reading.rejects.len() as u64, rejected);
}
