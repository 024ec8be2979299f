//! `FlatGeobuf` (flatgeobuf.org): features in the order of a Hilbert curve behind a packed R-tree. It knows no date without a
//! time, no id, and no feature without a geometry; it opens in a moment at any size.

use std::io::{self, Write};

use flatgeobuf::geozero::error::Result as GeozeroResult;
use flatgeobuf::geozero::{ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor};
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geo::{LineString, Polygon};

use super::{Field, Record, Schema, Sink, text};
use crate::layer::shape::{GeometryKind, Parts, Shape};
use crate::layer::value::{Kind, Value};

/// A file that is put out when its last feature is there: only then is the order of all known.
pub(super) struct FlatGeobuf<'o> {
    out: &'o mut dyn Write,
    writer: FgbWriter<'static>,
    fields: Vec<Field>,
    multiple: bool,
    cell: Vec<u8>,
}

impl<'o> FlatGeobuf<'o> {
    pub(super) fn begin(out: &'o mut dyn Write, schema: &Schema<'_>) -> io::Result<Self> {
        let crs = FgbCrs { org: Some("EPSG"), code: 4326, name: Some("WGS 84"), ..FgbCrs::default() };
        let options = FgbWriterOptions {
            crs,
            detect_type: false,
            promote_to_multi: schema.multiple,
            title: Some(schema.title),
            description: Some(schema.description),
            ..FgbWriterOptions::default()
        };
        let mut writer =
            FgbWriter::create_with_options(schema.name, geometry_type(schema), options).map_err(refused)?;
        for field in &schema.fields {
            writer.add_column(field.name, column_type(field.kind), |_, _| ());
        }
        let Schema { multiple, .. } = *schema;
        Ok(Self { out, writer, fields: schema.fields.clone(), multiple, cell: Vec::new() })
    }
}

impl Sink for FlatGeobuf<'_> {
    fn put(&mut self, record: &dyn Record) -> io::Result<()> {
        let Some(shape) = record.shape() else {
            return Err(io::Error::other("FlatGeobuf holds no row without a point: write CSV, GeoJSON or GeoPackage"));
        };
        let (fields, cell, mut told) = (&self.fields, &mut self.cell, Ok(()));
        let geometry = Walked { shape: &shape, multiple: self.multiple };
        let added = self.writer.add_feature_geom(geometry, |feature| {
            let mut all = fields.iter().enumerate();
            told = all.try_for_each(|(at, field)| property(feature, cell, at, *field, &record.value(at)).map(drop));
        });
        added.and(told).map_err(refused)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let Self { out, writer, .. } = *self;
        writer.write(out).map_err(refused)
    }
}

fn refused(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

fn geometry_type(schema: &Schema<'_>) -> GeometryType {
    match (schema.geometry, schema.multiple) {
        (GeometryKind::Point, _) => GeometryType::Point,
        (GeometryKind::Line, false) => GeometryType::LineString,
        (GeometryKind::Line, true) => GeometryType::MultiLineString,
        (GeometryKind::Area, false) => GeometryType::Polygon,
        (GeometryKind::Area, true) => GeometryType::MultiPolygon,
    }
}

fn column_type(kind: Kind) -> ColumnType {
    match kind {
        Kind::Truth => ColumnType::Bool,
        Kind::Count => ColumnType::Long,
        Kind::Measure => ColumnType::Double,
        Kind::Text => ColumnType::String,
        Kind::Day | Kind::Instant => ColumnType::DateTime,
    }
}

/// Tells one property; null is told by silence.
fn property(
    to: &mut impl PropertyProcessor,
    cell: &mut Vec<u8>,
    at: usize,
    field: Field,
    value: &Value<'_>,
) -> GeozeroResult<bool> {
    let told = match value {
        Value::Null => return Ok(true),
        Value::Truth(truth) => ColumnValue::Bool(*truth),
        Value::Count(number) => ColumnValue::Long(i64::try_from(*number).unwrap_or(i64::MAX)),
        Value::Measure(number) => ColumnValue::Double(*number),
        Value::Text(words) => ColumnValue::String(words),
        Value::Day(_) | Value::DayStart(_) | Value::DayEnd(_) => {
            cell.clear();
            text::add(cell, value);
            ColumnValue::DateTime(std::str::from_utf8(cell).unwrap_or_default())
        }
    };
    to.property(at, field.name, &told)
}

/// A geometry that is walked along by the writer.
struct Walked<'s> {
    shape: &'s Shape,
    multiple: bool,
}

impl GeozeroGeometry for Walked<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> GeozeroResult<()> {
        match self.shape.parts(self.multiple) {
            Parts::Point(at) => {
                to.point_begin(0)?;
                to.xy(at.x, at.y, 0)?;
                to.point_end(0)
            }
            Parts::Line(one) => line(to, one, true, 0),
            Parts::Lines(lines) => {
                to.multilinestring_begin(lines.len(), 0)?;
                lines.iter().enumerate().try_for_each(|(at, one)| line(to, one, false, at))?;
                to.multilinestring_end(0)
            }
            Parts::Area(one) => area(to, one, true, 0),
            Parts::Areas(areas) => {
                to.multipolygon_begin(areas.len(), 0)?;
                areas.iter().enumerate().try_for_each(|(at, one)| area(to, one, false, at))?;
                to.multipolygon_end(0)
            }
        }
    }
}

fn line(to: &mut impl GeomProcessor, line: &LineString<f64>, alone: bool, at: usize) -> GeozeroResult<()> {
    to.linestring_begin(alone, line.0.len(), at)?;
    line.coords().enumerate().try_for_each(|(at, c)| to.xy(c.x, c.y, at))?;
    to.linestring_end(alone, at)
}

fn area(to: &mut impl GeomProcessor, area: &Polygon<f64>, alone: bool, at: usize) -> GeozeroResult<()> {
    to.polygon_begin(alone, 1 + area.interiors().len(), at)?;
    let rings = std::iter::once(area.exterior()).chain(area.interiors());
    rings.enumerate().try_for_each(|(at, ring)| line(to, ring, false, at))?;
    to.polygon_end(alone, at)
}
