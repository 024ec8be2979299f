//! Incidents as the table that this crate documents (docs/csv-format.md): whatever format they came in, they go out in one.
//!
//! Comes in: incidents as they are read. Goes out: CSV or `GeoJSON`, written as they come; one row (or point) a claim. Read again,
//! the incidents are the same, but for what no column holds: where their claims differ in kind.

mod cells;
mod csv;
mod geojson;

pub use csv::CsvWriter;
pub use geojson::GeoJsonWriter;

use std::io;

use crate::incident::Incident;

/// Writes incidents one after the other.
pub trait IncidentWriter {
    /// Writes an incident.
    ///
    /// # Errors
    /// What the file says.
    fn write(&mut self, incident: &Incident) -> io::Result<()>;

    /// Writes what stands at the end.
    ///
    /// # Errors
    /// What the file says.
    fn finish(&mut self) -> io::Result<()>;
}
