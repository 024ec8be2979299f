//! A `.qgz` file: a project in a zip archive.
//!
//! Comes in: the text of a project. Goes out: the same bytes for the same text; no clock is asked.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Packs a project document into the content of a `.qgz` file.
///
/// # Errors
/// Where the document is larger than 4 GB.
///
/// # Example
/// ```
/// let packed = incimap::layer::qgis::archive("<qgis/>")?;
/// assert!(packed.starts_with(b"PK"));
/// assert_eq!(packed, incimap::layer::qgis::archive("<qgis/>")?);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn archive(document: &str) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    zip.start_file(format!("{}.qgs", super::NAME), options)?;
    zip.write_all(document.as_bytes())?;
    Ok(zip.finish()?.into_inner())
}
