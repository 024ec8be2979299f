//! A table of features: rows of real types, geometry as the standard's blob.
//!
//! Comes in: a [`Schema`] and records. Goes out: the table, what the core says of it, its index, its triggers.

use std::io;

use rusqlite::types::Null;
use rusqlite::{Connection, Statement, params};

use super::rtree::Boxes;
use super::{GEOMETRY, WHEN, core, refused};
use crate::layer::format::{Record, Schema, Sink, text, wkb};
use crate::layer::shape::{GeometryKind, Shape};
use crate::layer::value::{Kind, Value};

/// The parameters of fid and geometry stand before those of the fields.
const BEFORE: usize = 2;

/// A table that takes features.
pub(in crate::layer) struct Rows<'c> {
    connection: &'c Connection,
    insert: Statement<'c>,
    table: String,
    fields: usize,
    multiple: bool,
    boxes: Boxes,
    count: u64,
    blob: Vec<u8>,
    cell: Vec<u8>,
}

impl<'c> Rows<'c> {
    pub(super) fn begin(connection: &'c Connection, schema: &Schema<'_>) -> rusqlite::Result<Self> {
        describe(connection, schema)?;
        connection.execute_batch(&table(schema))?;
        let values = vec!["?"; BEFORE + schema.fields.len()].join(", ");
        let insert = connection.prepare(&format!("INSERT INTO {} VALUES ({values})", quoted(schema.name)))?;
        let Schema { multiple, name, .. } = *schema;
        let (boxes, blob, cell) = (Boxes::default(), Vec::new(), Vec::new());
        let fields = schema.fields.len();
        Ok(Self { connection, insert, table: name.to_owned(), fields, multiple, boxes, count: 0, blob, cell })
    }

    /// Completes the table: its extent and count, its index, its triggers.
    pub(super) fn end(self) -> rusqlite::Result<()> {
        let Self { connection, insert, table, boxes, count, .. } = self;
        insert.finalize()?;
        connection.execute("INSERT INTO gpkg_ogr_contents VALUES (?, ?)", params![table, count.cast_signed()])?;
        if let Some([west, south, east, north]) = boxes.extent() {
            let update = "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?";
            connection.execute(update, params![west, south, east, north, table])?;
        }
        boxes.index(connection, &table)?;
        connection.execute_batch(&core::TRIGGERS.replace("{t}", &table).replace("{g}", GEOMETRY))
    }

    fn bind(&mut self, record: &dyn Record) -> rusqlite::Result<()> {
        let id = record.id().cast_signed();
        self.insert.raw_bind_parameter(1, id)?;
        match record.shape() {
            Some(shape) => {
                let bounds = shape.rectangle();
                self.boxes.add(id, bounds);
                geometry(&mut self.blob, &shape, bounds, self.multiple);
                self.insert.raw_bind_parameter(BEFORE, self.blob.as_slice())?;
            }
            None => self.insert.raw_bind_parameter(BEFORE, Null)?,
        }
        for column in 0..self.fields {
            self.value(1 + BEFORE + column, &record.value(column))?;
        }
        Ok(())
    }

    fn value(&mut self, at: usize, value: &Value<'_>) -> rusqlite::Result<()> {
        let insert = &mut self.insert;
        match value {
            Value::Null => insert.raw_bind_parameter(at, Null),
            Value::Truth(truth) => insert.raw_bind_parameter(at, *truth),
            Value::Count(number) => insert.raw_bind_parameter(at, i64::try_from(*number).unwrap_or(i64::MAX)),
            Value::Measure(number) => insert.raw_bind_parameter(at, *number),
            Value::Text(words) => insert.raw_bind_parameter(at, words.as_ref()),
            Value::Day(_) | Value::DayStart(_) | Value::DayEnd(_) => {
                self.cell.clear();
                text::add(&mut self.cell, value);
                if self.cell.ends_with(b"Z") {
                    // The standard wants milliseconds.
                    self.cell.pop();
                    self.cell.extend_from_slice(b".000Z");
                }
                insert.raw_bind_parameter(at, std::str::from_utf8(&self.cell).unwrap_or_default())
            }
        }
    }
}

impl Sink for Rows<'_> {
    fn put(&mut self, record: &dyn Record) -> io::Result<()> {
        self.count += 1;
        self.bind(record).and_then(|()| self.insert.raw_execute()).map(drop).map_err(|e| refused(&e))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.end().map_err(|e| refused(&e))
    }
}

/// Says in the core's tables what the table holds.
fn describe(connection: &Connection, schema: &Schema<'_>) -> rusqlite::Result<()> {
    let Schema { name, title, description, .. } = *schema;
    let contents = "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) \
        VALUES (?, 'features', ?, ?, ?, 4326)";
    connection.execute(contents, params![name, title, description, WHEN])?;
    let columns = "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, 4326, 0, 0)";
    connection.execute(columns, params![name, GEOMETRY, geometry_type(schema)])?;
    let extension = "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', \
        'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')";
    connection.execute(extension, params![name, GEOMETRY])?;
    Ok(())
}

fn table(schema: &Schema<'_>) -> String {
    let field = |kind: Kind| match kind {
        Kind::Truth => "BOOLEAN",
        Kind::Count => "INTEGER",
        Kind::Measure => "DOUBLE",
        Kind::Text => "TEXT",
        Kind::Day => "DATE",
        Kind::Instant => "DATETIME",
    };
    let mut fields = String::new();
    for of in &schema.fields {
        fields.extend([", ", &quoted(of.name), " ", field(of.kind)]);
    }
    let (table, kind) = (quoted(schema.name), geometry_type(schema));
    format!("CREATE TABLE {table} (\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \"{GEOMETRY}\" {kind}{fields})")
}

fn geometry_type(schema: &Schema<'_>) -> &'static str {
    match (schema.geometry, schema.multiple) {
        (GeometryKind::Point, _) => "POINT",
        (GeometryKind::Line, false) => "LINESTRING",
        (GeometryKind::Line, true) => "MULTILINESTRING",
        (GeometryKind::Area, false) => "POLYGON",
        (GeometryKind::Area, true) => "MULTIPOLYGON",
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The standard's blob: "GP", version, flags, reference system, the box of what is no point, the geometry.
fn geometry(blob: &mut Vec<u8>, shape: &Shape, bounds: [f64; 4], multiple: bool) {
    blob.clear();
    blob.extend_from_slice(b"GP\0");
    let is_point = shape.kind() == GeometryKind::Point;
    // Bit 0: little-endian; bits 1 to 3: 0 no box, 1 west, east, south, north.
    blob.push(if is_point { 0b001 } else { 0b011 });
    blob.extend_from_slice(&4326_i32.to_le_bytes());
    if !is_point {
        let [west, south, east, north] = bounds;
        for edge in [west, east, south, north] {
            blob.extend_from_slice(&edge.to_le_bytes());
        }
    }
    wkb::add(blob, shape, multiple);
}
