//! CSV for spreadsheets and GIS: points as `lon` and `lat`, lines and areas as well-known text, with the two files beside it
//! that tell GDAL the types of the columns (.csvt) and the reference system (.prj).

use std::io::{self, Write};

use super::{Record, Schema, Sink, text, wkt};
use crate::layer::shape::{GeometryKind, Shape};
use crate::layer::value::Kind;

/// The content of the .prj: WGS 84, longitude and latitude in degrees.
pub const PRJ: &str = concat!(
    r#"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],"#,
    r#"AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]"#,
    "\n"
);

/// A table that grows.
pub(super) struct Csv<'o> {
    table: csv::Writer<&'o mut dyn Write>,
    fields: usize,
    geometry: GeometryKind,
    multiple: bool,
    cell: Vec<u8>,
}

impl<'o> Csv<'o> {
    pub(super) fn begin(out: &'o mut dyn Write, schema: &Schema<'_>) -> io::Result<Self> {
        let mut table = csv::Writer::from_writer(out);
        let names = schema.fields.iter().map(|field| field.name);
        table.write_record(where_names(schema.geometry).iter().copied().chain(names))?;
        let Schema { geometry, multiple, .. } = *schema;
        Ok(Self { table, fields: schema.fields.len(), geometry, multiple, cell: Vec::new() })
    }

    fn place(&mut self, shape: Option<&Shape>) -> io::Result<()> {
        match (self.geometry, shape) {
            (GeometryKind::Point, Some(Shape::Point(at))) => {
                self.cell(|cell| super::digits::decimal(cell, at.x))?;
                self.cell(|cell| super::digits::decimal(cell, at.y))
            }
            (GeometryKind::Point, _) => (0..2).try_for_each(|_| self.cell(|_| ())),
            (GeometryKind::Line | GeometryKind::Area, shape) => {
                let multiple = self.multiple;
                self.cell(|cell| shape.into_iter().for_each(|shape| wkt::add(cell, shape, multiple)))
            }
        }
    }

    fn cell(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        self.cell.clear();
        write(&mut self.cell);
        Ok(self.table.write_field(&self.cell)?)
    }
}

impl Sink for Csv<'_> {
    fn put(&mut self, record: &dyn Record) -> io::Result<()> {
        self.place(record.shape().as_ref())?;
        for column in 0..self.fields {
            self.cell(|cell| text::add(cell, &record.value(column)))?;
        }
        Ok(self.table.write_record(None::<&[u8]>)?)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.table.flush()
    }
}

/// The columns of the geometry, which stand first.
fn where_names(geometry: GeometryKind) -> &'static [&'static str] {
    match geometry {
        GeometryKind::Point => &["lon", "lat"],
        GeometryKind::Line | GeometryKind::Area => &["wkt"],
    }
}

/// The text of the .csvt.
pub(super) fn types(schema: &Schema<'_>) -> String {
    let geometry: &[&str] = match schema.geometry {
        GeometryKind::Point => &["CoordX", "CoordY"],
        GeometryKind::Line | GeometryKind::Area => &["WKT"],
    };
    let kind = |kind: Kind| match kind {
        Kind::Truth => "Integer(Boolean)",
        Kind::Count => "Integer64",
        Kind::Measure => "Real",
        Kind::Text => "String",
        Kind::Day => "Date",
        Kind::Instant => "DateTime",
    };
    let all = geometry.iter().copied().chain(schema.fields.iter().map(|field| kind(field.kind)));
    let quoted: Vec<String> = all.map(|name| format!("\"{name}\"")).collect();
    quoted.join(",") + "\n"
}
