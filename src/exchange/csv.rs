//! The table as CSV: UTF-8, commas, a header, one row a claim.

use std::io::{self, Write};

use super::IncidentWriter;
use super::cells::{COLUMNS, Cell, cells};
use crate::incident::Incident;

/// Writes the table as CSV.
pub struct CsvWriter<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a table with its header.
    ///
    /// # Errors
    /// What the file says.
    pub fn new(out: W) -> io::Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(COLUMNS).map_err(io::Error::other)?;
        Ok(Self { out })
    }
}

impl<W: Write> IncidentWriter for CsvWriter<W> {
    fn write(&mut self, incident: &Incident) -> io::Result<()> {
        for number in 0..incident.claims.len() {
            for cell in cells(incident, number) {
                let written = match cell {
                    Cell::Nothing => self.out.write_field(""),
                    Cell::Text(text) => self.out.write_field(&*text),
                    Cell::Whole(count) => self.out.write_field(count.to_string()),
                    Cell::Number(number) => self.out.write_field(number.to_string()),
                };
                written.map_err(io::Error::other)?;
            }
            self.out.write_record(None::<&[u8]>).map_err(io::Error::other)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
