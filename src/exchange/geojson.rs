//! The table as `GeoJSON` (RFC 7946): a feature a claim, its point where it has one, its cells as properties.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::IncidentWriter;
use super::cells::{COLUMNS, Cell, LON_LAT, cells};
use crate::incident::Incident;

/// Writes the table as a collection of points.
pub struct GeoJsonWriter<W: Write> {
    out: W,
    written: u64,
}

impl<W: Write> GeoJsonWriter<W> {
    /// Begins a collection.
    ///
    /// # Errors
    /// What the file says.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Self { out, written: 0 })
    }
}

impl<W: Write> IncidentWriter for GeoJsonWriter<W> {
    fn write(&mut self, incident: &Incident) -> io::Result<()> {
        for number in 0..incident.claims.len() {
            self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
            self.written += 1;
            serde_json::to_writer(&mut self.out, &feature(self.written, &cells(incident, number)))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}

/// A feature with the number of the claim as its id and the id of the incident among its properties.
fn feature(number: u64, cells: &[Cell<'_>]) -> Value {
    let coordinate = |at: usize| match cells.get(at) {
        Some(Cell::Number(degrees)) => Some(*degrees),
        _ => None,
    };
    let geometry = match LON_LAT.map(coordinate) {
        [Some(lon), Some(lat)] => json!({"type": "Point", "coordinates": [lon, lat]}),
        _ => Value::Null,
    };
    let mut properties = Map::new();
    for (at, (name, cell)) in COLUMNS.iter().zip(cells).enumerate() {
        if LON_LAT.contains(&at) {
            continue;
        }
        // QGIS knows a column "id" as the number of the feature.
        let name = if *name == "id" { "incident_id" } else { name };
        let value = match cell {
            Cell::Nothing => Value::Null,
            Cell::Text(text) => Value::from(&**text),
            Cell::Whole(count) => Value::from(*count),
            Cell::Number(number) => Value::from(*number),
        };
        properties.insert(name.to_owned(), value);
    }
    json!({"type": "Feature", "id": number, "properties": properties, "geometry": geometry})
}
