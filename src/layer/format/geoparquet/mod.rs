//! `GeoParquet` 1.1 (geoparquet.org): columns of real types, the geometry as well-known binary, compressed with Snappy. What it
//! holds in memory is one group of rows; the same rows give the same bytes.
//!
//! Its reference system is the standard's own where none is named: OGC:CRS84, longitude and latitude on WGS 84.

mod columns;

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, Repetition, Type as Physical};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, Type};
use serde_json::json;

use super::{Record, Schema, Sink, wkb};
use crate::layer::bounds::Bounds;
use crate::layer::shape::GeometryKind;
use columns::{Bytes, Column};

/// The column of geometries.
const GEOMETRY: &str = "geometry";

/// How many rows a group has at most: enough to be packed well, few enough to be held.
const ROWS: usize = 1 << 16;

/// How many bytes of text and geometry a group has at most, give or take one row.
const BYTES: usize = 1 << 24;

/// A file that takes rows until a group is full, and then puts the group out column by column.
pub(super) struct GeoParquet<'o> {
    writer: SerializedFileWriter<&'o mut (dyn Write + Send)>,
    geometry: Bytes,
    columns: Vec<Column>,
    rows: usize,
    bounds: Bounds,
    kind: &'static str,
    multiple: bool,
}

impl<'o> GeoParquet<'o> {
    pub(super) fn begin(out: &'o mut (dyn Write + Send), schema: &Schema<'_>) -> io::Result<Self> {
        let described = Arc::new(described(schema).map_err(refused)?);
        let writer = SerializedFileWriter::new(out, described, Arc::new(properties(schema))).map_err(refused)?;
        let columns = schema.fields.iter().map(|field| Column::new(field.kind)).collect();
        let Schema { multiple, .. } = *schema;
        let (geometry, bounds, kind) = (Bytes::default(), Bounds::default(), geometry_type(schema));
        Ok(Self { writer, geometry, columns, rows: 0, bounds, kind, multiple })
    }

    /// Puts out what is held as a group of rows.
    fn put_out(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group()?;
        let missing = || ParquetError::General("the group has fewer columns than the table".into());
        let mut out = group.next_column()?.ok_or_else(missing)?;
        self.geometry.write(&mut out)?;
        out.close()?;
        for column in &mut self.columns {
            let mut out = group.next_column()?.ok_or_else(missing)?;
            column.write(&mut out)?;
            out.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    /// What the standard wants to be said of the geometries.
    fn geo(&self) -> String {
        let mut column = json!({
            "encoding": "WKB",
            "geometry_types": [self.kind],
            "orientation": "counterclockwise",
            "edges": "planar",
        });
        if let Some(bbox) = self.bounds.bbox() {
            column["bbox"] = json!(bbox);
        }
        json!({ "version": "1.1.0", "primary_column": GEOMETRY, "columns": { GEOMETRY: column } }).to_string()
    }
}

impl Sink for GeoParquet<'_> {
    fn put(&mut self, record: &dyn Record) -> io::Result<()> {
        let shape = record.shape();
        let (bounds, multiple) = (&mut self.bounds, self.multiple);
        self.geometry.put(|bytes| {
            let Some(shape) = &shape else { return false };
            shape.bound(bounds);
            wkb::add(bytes, shape, multiple);
            true
        });
        for (at, column) in self.columns.iter_mut().enumerate() {
            column.put(&record.value(at));
        }
        self.rows += 1;
        let bytes = self.geometry.len() + self.columns.iter().map(Column::len).sum::<usize>();
        if self.rows == ROWS || bytes >= BYTES { self.put_out().map_err(refused) } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.rows > 0 {
            self.put_out().map_err(refused)?;
        }
        let geo = self.geo();
        self.writer.append_key_value_metadata(KeyValue::new("geo".to_owned(), geo));
        self.writer.close().map(drop).map_err(refused)
    }
}

/// The columns of the table, the geometry first.
fn described(schema: &Schema<'_>) -> Result<Type> {
    let geometry = Type::primitive_type_builder(GEOMETRY, Physical::BYTE_ARRAY).with_repetition(Repetition::OPTIONAL);
    let mut columns = vec![Arc::new(geometry.build()?)];
    for field in &schema.fields {
        columns.push(Arc::new(columns::described(*field)?));
    }
    Type::group_type_builder(schema.name).with_fields(columns).build()
}

/// Geometries hardly ever come twice, and the least of their bytes says nothing: no dictionary and no statistics of these.
fn properties(schema: &Schema<'_>) -> WriterProperties {
    let told = |key: &str, words: &str| KeyValue::new(key.to_owned(), words.to_owned());
    let geometry = ColumnPath::from(GEOMETRY);
    WriterProperties::builder()
        .set_created_by(concat!("incimap ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::SNAPPY)
        .set_column_dictionary_enabled(geometry.clone(), false)
        .set_column_statistics_enabled(geometry, EnabledStatistics::None)
        .set_key_value_metadata(Some(vec![told("title", schema.title), told("description", schema.description)]))
        .build()
}

fn geometry_type(schema: &Schema<'_>) -> &'static str {
    match (schema.geometry, schema.multiple) {
        (GeometryKind::Point, _) => "Point",
        (GeometryKind::Line, false) => "LineString",
        (GeometryKind::Line, true) => "MultiLineString",
        (GeometryKind::Area, false) => "Polygon",
        (GeometryKind::Area, true) => "MultiPolygon",
    }
}

/// An error of the writer; that of the disk, where it is one.
fn refused(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => {
            inner.downcast::<io::Error>().map_or_else(io::Error::other, |of_disk| *of_disk)
        }
        other => io::Error::other(other),
    }
}
