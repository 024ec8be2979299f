//! Names to places: the built-in gazetteer and files of the user's own.
//!
//! Comes in: `GeoNames` files in their native columns, tables of venues and regions. Goes out: a [`Gazetteer`], an index that
//! is searched by folded name.

use std::path::PathBuf;

use crate::error::{Reject, Result};

/// An index from names to places.
#[derive(Debug)]
pub struct Gazetteer;

impl Gazetteer {
    /// The built-in gazetteer; needs no file.
    ///
    /// # Errors
    /// Where the built-in index is damaged.
    pub fn built_in() -> Result<Self> {
        Ok(Self)
    }

    /// The built-in gazetteer with files of the user's own on top; later files override earlier ones by id.
    /// The second value lists the rows that were left out and why.
    ///
    /// # Errors
    /// Where a file cannot be read or is no gazetteer.
    pub fn with_files(files: &[PathBuf]) -> Result<(Self, Vec<Reject>)> {
        let _ = files;
        Ok((Self, Vec::new()))
    }
}
