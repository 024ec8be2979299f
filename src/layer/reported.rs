//! Incidents as they were reported, nothing looked up: the documented table (docs/csv-format.md), one row a claim, in any
//! format. What is written so is read back as the same incidents.
//!
//! Comes in: incidents, one after the other; none is kept. Goes out: a file of one table.

use std::borrow::Borrow;
use std::io::{self, Write};
use std::path::Path;

use super::format::{self, Field, GeoPackage, Record, Schema, Sink};
use super::shape::{GeometryKind, Shape};
use super::value::{Kind, Value};
use crate::incident::{Claim, Incident, Precision};
use crate::settings::LayerFormat;

/// A column: what it is read off, an incident and one of its claims.
struct Told {
    field: Field,
    value: for<'v> fn(&'v Incident, &'v Claim) -> Value<'v>,
}

impl Told {
    const fn new(name: &'static str, kind: Kind, value: for<'v> fn(&'v Incident, &'v Claim) -> Value<'v>) -> Self {
        Self { field: Field { name, kind }, value }
    }
}

/// A row of the table, while it is written.
struct Row<'i> {
    id: u64,
    incident: &'i Incident,
    claim: &'i Claim,
}

impl Record for Row<'_> {
    fn id(&self) -> u64 {
        self.id
    }

    fn shape(&self) -> Option<Shape> {
        self.claim.place.point.map(Shape::point)
    }

    fn value(&self, column: usize) -> Value<'_> {
        COLUMNS.get(column).map_or(Value::Null, |told| (told.value)(self.incident, self.claim))
    }
}

/// Writes incidents as one table of a format that is a stream.
///
/// # Errors
/// Where `out` refuses to be written to, where a row has no point and the format allows none ([`LayerFormat::Fgb`]), and for
/// [`LayerFormat::Gpkg`]: see [`package_incidents`].
pub fn write_incidents<I: Borrow<Incident>>(
    format: LayerFormat,
    out: &mut dyn Write,
    incidents: impl IntoIterator<Item = I>,
) -> io::Result<()> {
    let mut sink = format::begin(format, out, &schema())?;
    feed(sink.as_mut(), incidents)?;
    sink.finish()
}

/// Makes a `GeoPackage` with one table of incidents at a path where there is no file.
///
/// # Errors
/// Where the disk is full.
pub fn package_incidents<I: Borrow<Incident>>(path: &Path, incidents: impl IntoIterator<Item = I>) -> io::Result<()> {
    let package = GeoPackage::create(path)?;
    let mut rows = package.table(&schema())?;
    feed(&mut rows, incidents)?;
    Box::new(rows).finish()?;
    package.finish()
}

fn feed<I: Borrow<Incident>>(sink: &mut dyn Sink, incidents: impl IntoIterator<Item = I>) -> io::Result<()> {
    let mut id = 0;
    for incident in incidents {
        let incident = incident.borrow();
        for claim in &incident.claims {
            id += 1;
            sink.put(&Row { id, incident, claim })?;
        }
    }
    Ok(())
}

fn schema() -> Schema<'static> {
    let fields = COLUMNS.iter().map(|told| told.field).collect();
    Schema {
        name: "incidents",
        title: "Incidents as reported",
        description: "What sources say of incidents, one row a claim; rows with one id are claims of one incident.",
        fields,
        geometry: GeometryKind::Point,
        multiple: false,
        bbox: None,
    }
}

/// The columns, under the names that are read.
const COLUMNS: [Told; 28] = [
    Told::new("incident_id", Kind::Text, |incident, _| incident.id.as_str().into()),
    Told::new("kind", Kind::Text, |incident, _| incident.kind.key().into()),
    Told::new("stage", Kind::Text, |_, claim| claim.stage.name().into()),
    Told::new("actor", Kind::Text, |_, claim| claim.actor.as_deref().into()),
    Told::new("target", Kind::Text, |_, claim| claim.target.as_deref().into()),
    Told::new("date_start", Kind::Day, |_, claim| claim.when.first().map_or(Value::Null, Value::Day)),
    Told::new("date_end", Kind::Day, |_, claim| claim.when.last().map_or(Value::Null, Value::Day)),
    Told::new("date_precision", Kind::Text, |_, claim| claim.when.precision().name().into()),
    Told::new("date_as_worded", Kind::Text, |_, claim| claim.when_worded.as_deref().into()),
    Told::new("place", Kind::Text, |_, claim| claim.place.words.as_str().into()),
    Told::new("admin2", Kind::Text, |_, claim| claim.place.admin2.as_deref().into()),
    Told::new("admin1", Kind::Text, |_, claim| claim.place.admin1.as_deref().into()),
    Told::new("country", Kind::Text, |_, claim| claim.place.country.as_deref().into()),
    Told::new("location_precision", Kind::Text, |_, claim| claim.place.precision.map(Precision::name).into()),
    Told::new("radius_km", Kind::Measure, |_, claim| Value::km(claim.place.radius_km)),
    Told::new("killed", Kind::Count, |_, claim| claim.killed.best.into()),
    Told::new("killed_min", Kind::Count, |_, claim| claim.killed.low.into()),
    Told::new("killed_max", Kind::Count, |_, claim| claim.killed.high.into()),
    Told::new("killed_as_worded", Kind::Text, |_, claim| claim.killed.worded.as_deref().into()),
    Told::new("injured", Kind::Count, |_, claim| claim.injured.best.into()),
    Told::new("injured_min", Kind::Count, |_, claim| claim.injured.low.into()),
    Told::new("injured_max", Kind::Count, |_, claim| claim.injured.high.into()),
    Told::new("injured_as_worded", Kind::Text, |_, claim| claim.injured.worded.as_deref().into()),
    Told::new("source", Kind::Text, |_, claim| claim.source.as_deref().into()),
    Told::new("attribution", Kind::Text, |_, claim| claim.attribution.as_deref().into()),
    Told::new("link", Kind::Text, |incident, _| incident.link.as_deref().into()),
    Told::new("what", Kind::Text, |incident, _| incident.summary.as_deref().into()),
    Told::new("note", Kind::Text, |_, claim| claim.note.as_deref().into()),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Flags;

    fn built_in() -> Vec<Incident> {
        let settings = Flags::default().settle().unwrap();
        let options = settings.read.clone();
        crate::read::read(&settings.inputs, &options).unwrap().incidents
    }

    #[test]
    fn incidents_written_as_csv_and_as_geojson_have_a_row_for_each_claim() {
        let incidents = built_in();
        let claims: usize = incidents.iter().map(|incident| incident.claims.len()).sum();
        let mut csv = Vec::new();
        write_incidents(LayerFormat::Csv, &mut csv, &incidents).unwrap();
        let mut table = csv::Reader::from_reader(csv.as_slice());
        assert_eq!(table.headers().unwrap().iter().take(3).collect::<Vec<_>>(), ["lon", "lat", "incident_id"]);
        assert_eq!(table.records().map(Result::unwrap).count(), claims);
        let mut json = Vec::new();
        write_incidents(LayerFormat::Geojson, &mut json, &incidents).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(json["features"].as_array().unwrap().len(), claims);
    }

    #[test]
    fn a_row_without_a_point_is_kept_in_a_geopackage_and_refused_by_flatgeobuf() {
        let mut incidents = built_in();
        incidents[0].claims[0].place.point = None;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("i.gpkg");
        package_incidents(&path, &incidents[..1]).unwrap();
        let connection = rusqlite::Connection::open(&path).unwrap();
        let kept = "SELECT count(*) FROM incidents WHERE geom IS NULL AND incident_id IS NOT NULL";
        let kept: i64 = connection.query_row(kept, [], |row| row.get(0)).unwrap();
        assert!(kept > 0);
        let refused = write_incidents(LayerFormat::Fgb, &mut Vec::new(), &incidents[..1]).unwrap_err();
        assert!(refused.to_string().contains("without a point"), "{refused}");
    }
}
