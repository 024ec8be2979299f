//! `GeoPackage` 1.3 (OGC 12-128r17): all layers in one `SQLite` file, with an R-tree each, default styles and a QGIS project.
//!
//! Comes in: a path, layers, styles, a project. Goes out: the file. The same layers give the same bytes: one connection writes in
//! a fixed order, and times are those of the standard's epoch, for a clock has no place in a result.

mod core;
mod features;
mod rtree;

use std::io;
use std::path::Path;

use rusqlite::{Connection, params};

use super::Schema;
use crate::layer::Layer;
use features::Rows;

/// The time that stands where the standard wants one.
const WHEN: &str = "2000-01-01T00:00:00.000Z";

/// The column of geometries.
const GEOMETRY: &str = "geom";

/// A `GeoPackage` that is being made.
pub struct GeoPackage {
    connection: Connection,
}

impl std::fmt::Debug for GeoPackage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GeoPackage").finish_non_exhaustive()
    }
}

impl GeoPackage {
    /// Makes the file, which must not exist.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn create(path: &Path) -> io::Result<Self> {
        let connection = Connection::open(path).map_err(|e| refused(&e))?;
        connection.execute_batch(core::OPENING).map_err(|e| refused(&e))?;
        connection.execute_batch(core::TABLES).map_err(|e| refused(&e))?;
        Ok(Self { connection })
    }

    /// Adds a layer as a table of features, with its index and, where there is one, its style (QML), which QGIS applies.
    ///
    /// # Errors
    /// Where the disk is full.
    pub fn add(&self, layer: &Layer<'_>, style: Option<&str>) -> io::Result<()> {
        let schema = layer.schema();
        let mut rows = self.table(&schema)?;
        layer.feed(&mut rows)?;
        rows.end().map_err(|e| refused(&e))?;
        match style {
            Some(qml) => self.style(&schema, qml).map_err(|e| refused(&e)),
            None => Ok(()),
        }
    }

    /// Adds a QGIS project: the bytes of a .qgz.
    ///
    /// # Errors
    /// Where the disk is full.
    pub fn add_project(&self, name: &str, packed: &[u8]) -> io::Result<()> {
        let hex = packed.iter().fold(String::with_capacity(2 * packed.len()), |mut hex, byte| {
            for half in [byte >> 4, byte & 15] {
                hex.push(char::from_digit(half.into(), 16).unwrap_or('0'));
            }
            hex
        });
        let told = format!(r#"{{"last_modified_time": "{WHEN}", "last_modified_user": ""}}"#);
        let add = || {
            self.connection.execute_batch(core::PROJECTS)?;
            self.connection.execute("INSERT INTO qgis_projects VALUES (?, ?, ?)", params![name, told, hex])
        };
        add().map(drop).map_err(|e| refused(&e))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Where the disk is full.
    pub fn finish(self) -> io::Result<()> {
        self.connection.execute_batch("COMMIT").map_err(|e| refused(&e))?;
        self.connection.close().map_err(|(_, e)| refused(&e))
    }

    /// Begins a table of features.
    pub(in crate::layer) fn table(&self, schema: &Schema<'_>) -> io::Result<Rows<'_>> {
        Rows::begin(&self.connection, schema).map_err(|e| refused(&e))
    }

    fn style(&self, schema: &Schema<'_>, qml: &str) -> rusqlite::Result<()> {
        self.connection.execute_batch(core::STYLES)?;
        let insert = "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, \
            styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) \
            VALUES ('', '', ?1, ?2, ?3, ?4, '', 1, ?5, '', NULL, ?6)";
        self.connection.execute(insert, params![schema.name, GEOMETRY, schema.title, qml, schema.title, WHEN])?;
        Ok(())
    }
}

fn refused(error: &rusqlite::Error) -> io::Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => io::Error::from(io::ErrorKind::StorageFull),
        _ => io::Error::other(error.to_string()),
    }
}

#[cfg(test)]
mod tests;
