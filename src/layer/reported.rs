//! Incidents as they were reported, nothing looked up: the documented table (docs/csv-format.md), one row a claim, in any
//! format. Read again, what is written so gives the same incidents, points to 6 decimals of a degree and radii to the metre.
//!
//! Comes in: incidents, one after the other; none is kept. Goes out: a file of one table.

use std::io::{self, Write};
use std::path::Path;

use super::format::{self, Field, GeoPackage, Record, Schema, Sink};
use super::shape::{GeometryKind, Shape};
use super::value::{Kind, Value};
use crate::incident::{self, Casualties, Claim, DatePrecision, Incident, Precision, Stage};
use crate::settings::LayerFormat;

/// A column: what it is read off, a row.
struct Told {
    field: Field,
    value: for<'v> fn(Row<'v>) -> Value<'v>,
}

impl Told {
    const fn new(name: &'static str, kind: Kind, value: for<'v> fn(Row<'v>) -> Value<'v>) -> Self {
        Self { field: Field { name, kind }, value }
    }
}

/// A row of the table, while it is written: a claim, and which of its incident's it is, from 0.
#[derive(Clone, Copy)]
struct Row<'i> {
    id: u64,
    incident: &'i Incident,
    number: usize,
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
        COLUMNS.get(column).map_or(Value::Null, |told| (told.value)(*self))
    }
}

/// Takes incidents for a table that is being written.
pub struct Reported<'s> {
    sink: &'s mut dyn Sink,
    rows: u64,
}

impl Reported<'_> {
    /// Writes an incident, a row a claim.
    ///
    /// # Errors
    /// Where the file refuses to be written to, and where a claim has no point and the format allows none
    /// ([`LayerFormat::Fgb`]).
    pub fn write(&mut self, incident: &Incident) -> io::Result<()> {
        for (number, claim) in incident.claims.iter().enumerate() {
            self.rows += 1;
            self.sink.put(&Row { id: self.rows, incident, number, claim })?;
        }
        Ok(())
    }
}

/// Writes incidents as one table of a format that is a stream; `feed` gives them.
///
/// # Errors
/// Where `out` refuses to be written to, and for [`LayerFormat::Gpkg`]: see [`package_incidents`].
pub fn write_incidents<T>(
    format: LayerFormat,
    out: &mut (dyn Write + Send),
    feed: impl FnOnce(&mut Reported<'_>) -> T,
) -> io::Result<T> {
    let mut sink = format::begin(format, out, &schema())?;
    let fed = feed(&mut Reported { sink: sink.as_mut(), rows: 0 });
    sink.finish()?;
    Ok(fed)
}

/// Makes a `GeoPackage` with one table of incidents at a path where there is no file; `feed` gives them.
///
/// # Errors
/// Where the disk is full.
pub fn package_incidents<T>(path: &Path, feed: impl FnOnce(&mut Reported<'_>) -> T) -> io::Result<T> {
    let package = GeoPackage::create(path)?;
    let mut table = package.table(&schema())?;
    let fed = feed(&mut Reported { sink: &mut table, rows: 0 });
    Box::new(table).finish()?;
    package.finish()?;
    Ok(fed)
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
    Told::new("incident_id", Kind::Text, |row| row.incident.id.as_str().into()),
    Told::new("kind", Kind::Text, |row| kind(row.claim.kind.as_ref().unwrap_or(&row.incident.kind))),
    Told::new("stage", Kind::Text, |row| stage(row.claim.stage)),
    Told::new("actor", Kind::Text, |row| row.claim.actor.as_deref().into()),
    Told::new("target", Kind::Text, |row| row.claim.target.as_deref().into()),
    Told::new("date_start", Kind::Day, |row| row.claim.when.first().map_or(Value::Null, Value::Day)),
    Told::new("date_end", Kind::Day, |row| row.claim.when.last().map_or(Value::Null, Value::Day)),
    Told::new("date_precision", Kind::Text, |row| date_precision(row.claim.when.precision())),
    Told::new("date_as_worded", Kind::Text, |row| row.claim.when_worded.as_deref().into()),
    Told::new("place", Kind::Text, |row| row.claim.place.words.as_str().into()),
    Told::new("admin2", Kind::Text, |row| row.claim.place.admin2.as_deref().into()),
    Told::new("admin1", Kind::Text, |row| row.claim.place.admin1.as_deref().into()),
    Told::new("country", Kind::Text, |row| row.claim.place.country.as_deref().into()),
    Told::new("location_precision", Kind::Text, |row| row.claim.place.precision.map(Precision::name).into()),
    Told::new("radius_km", Kind::Measure, |row| Value::km(row.claim.place.radius_km)),
    Told::new("killed", Kind::Count, |row| row.claim.killed.best.into()),
    Told::new("killed_min", Kind::Count, |row| lowest(&row.claim.killed)),
    Told::new("killed_max", Kind::Count, |row| highest(&row.claim.killed)),
    Told::new("killed_as_worded", Kind::Text, |row| row.claim.killed.worded.as_deref().into()),
    Told::new("injured", Kind::Count, |row| row.claim.injured.best.into()),
    Told::new("injured_min", Kind::Count, |row| lowest(&row.claim.injured)),
    Told::new("injured_max", Kind::Count, |row| highest(&row.claim.injured)),
    Told::new("injured_as_worded", Kind::Text, |row| row.claim.injured.worded.as_deref().into()),
    Told::new("source", Kind::Text, |row| row.claim.source.as_deref().into()),
    Told::new("attribution", Kind::Text, |row| row.claim.attribution.as_deref().into()),
    Told::new("link", Kind::Text, |row| row.incident.link.as_deref().filter(|_| row.number == 0).into()),
    Told::new("what", Kind::Text, |row| what_and_note(row).0.into()),
    Told::new("note", Kind::Text, |row| what_and_note(row).1.into()),
];

fn kind(kind: &incident::Kind) -> Value<'_> {
    if *kind == incident::Kind::Unknown { Value::Null } else { kind.key().into() }
}

fn stage(stage: Stage) -> Value<'static> {
    if stage == Stage::Unknown { Value::Null } else { stage.name().into() }
}

fn date_precision(precision: DatePrecision) -> Value<'static> {
    if precision == DatePrecision::Unknown { Value::Null } else { precision.name().into() }
}

/// An exact count is the figure alone, without bounds.
fn is_exact(count: &Casualties) -> bool {
    count.low.is_some() && count.low == count.high && count.low == count.best
}

fn lowest(count: &Casualties) -> Value<'_> {
    count.low.filter(|_| !is_exact(count)).into()
}

fn highest(count: &Casualties) -> Value<'_> {
    count.high.filter(|_| !is_exact(count)).into()
}

/// The summary of the incident beside the claim it stands in, and what else the claim notes: reading joins the two.
fn what_and_note(row: Row<'_>) -> (Option<&str>, Option<&str>) {
    let begins = |claim: &Claim, summary: &str| {
        let rest = claim.note.as_deref().and_then(|note| note.strip_prefix(summary));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("; "))
    };
    let note = row.claim.note.as_deref();
    let Some(summary) = row.incident.summary.as_deref() else { return (None, note) };
    let first = row.incident.claims.iter().position(|claim| begins(claim, summary));
    if first != Some(row.number) {
        return (None, note);
    }
    (Some(summary), note.and_then(|note| note.get(summary.len()..)?.strip_prefix("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Flags;

    fn built_in() -> Vec<Incident> {
        let settings = Flags::default().settle().unwrap();
        let options = settings.read.clone();
        crate::read::read(&settings.inputs, &options).unwrap().incidents
    }

    fn all(incidents: &[Incident]) -> impl FnOnce(&mut Reported<'_>) -> io::Result<()> {
        |out| incidents.iter().try_for_each(|incident| out.write(incident))
    }

    #[test]
    fn an_exact_count_is_one_figure_and_a_floor_is_none() {
        let three = Casualties::exactly(3);
        assert_eq!((lowest(&three), highest(&three)), (Value::Null, Value::Null));
        let floor = Casualties { low: Some(143), worded: Some("at least 143".into()), ..Casualties::default() };
        assert_eq!((lowest(&floor), highest(&floor)), (Value::Count(143), Value::Null));
    }

    #[test]
    fn incidents_written_as_csv_and_as_geojson_have_a_row_for_each_claim() {
        let incidents = built_in();
        let claims: usize = incidents.iter().map(|incident| incident.claims.len()).sum();
        let mut csv = Vec::new();
        write_incidents(LayerFormat::Csv, &mut csv, all(&incidents)).unwrap().unwrap();
        let mut table = csv::Reader::from_reader(csv.as_slice());
        assert_eq!(table.headers().unwrap().iter().take(3).collect::<Vec<_>>(), ["lon", "lat", "incident_id"]);
        assert_eq!(table.records().map(Result::unwrap).count(), claims);
        let mut json = Vec::new();
        write_incidents(LayerFormat::Geojson, &mut json, all(&incidents)).unwrap().unwrap();
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(json["features"].as_array().unwrap().len(), claims);
    }

    #[test]
    fn a_row_without_a_point_is_kept_in_a_geopackage_and_refused_by_flatgeobuf() {
        let mut incidents = built_in();
        incidents[0].claims[0].place.point = None;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("i.gpkg");
        package_incidents(&path, all(&incidents[..1])).unwrap().unwrap();
        let connection = rusqlite::Connection::open(&path).unwrap();
        let kept = "SELECT count(*) FROM incidents WHERE geom IS NULL AND incident_id IS NOT NULL";
        let kept: i64 = connection.query_row(kept, [], |row| row.get(0)).unwrap();
        assert!(kept > 0);
        let refused = write_incidents(LayerFormat::Fgb, &mut Vec::new(), all(&incidents[..1])).unwrap().unwrap_err();
        assert!(refused.to_string().contains("without a point"), "{refused}");
    }
}
