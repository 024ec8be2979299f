//! File formats of layers: one file a format, all fed by the same rows.
//!
//! Comes in: a `Schema` (what the columns are) and `Record`s, one after the other. Goes out: bytes of a format. A format
//! keeps no feature; what it keeps of each (a box for its index) is small. Null geometry is allowed where the format allows it.

mod coordinates;
mod csv;
pub(crate) mod digits;
mod flatgeobuf;
mod geojson;
mod geopackage;
#[cfg(feature = "geoparquet")]
mod geoparquet;
mod lines;
mod text;
mod wkb;
mod wkt;

use std::io::{self, Write};

pub use csv::PRJ;
use geojson::GeoJson;
pub use geopackage::GeoPackage;
use lines::OneByOne;

use super::Layer;
use super::shape::{GeometryKind, Shape};
use super::value::{Kind, Value};
use crate::settings::LayerFormat as Format;

/// What is known of a layer before its first feature.
#[derive(Debug, Clone)]
pub(super) struct Schema<'a> {
    /// The name of the layer, which is that of its table.
    pub(super) name: &'a str,
    /// The title for a reader.
    pub(super) title: &'a str,
    /// Source, licence, what the layer shows.
    pub(super) description: &'a str,
    /// The columns, in the order they are written.
    pub(super) fields: Vec<Field>,
    /// What the geometries are.
    pub(super) geometry: GeometryKind,
    /// Whether any geometry has several parts; then all are written so, for a layer holds one type.
    pub(super) multiple: bool,
    /// West, south, east, north, west greater than east where the features lie round 180°; none where it is not known.
    pub(super) bbox: Option<[f64; 4]>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

/// A feature, while it is written.
pub(super) trait Record {
    /// Its number, from 1.
    fn id(&self) -> u64;
    /// Its geometry; none where there is no point.
    fn shape(&self) -> Option<Shape>;
    /// The value of a column, by its place in [`Schema::fields`].
    fn value(&self, column: usize) -> Value<'_>;
}

/// A file that takes features.
pub(super) trait Sink {
    /// Takes one; ids rise.
    fn put(&mut self, record: &dyn Record) -> io::Result<()>;
    /// Writes what stands after the last.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Begins a file of one layer. `GeoPackage` holds several: see [`GeoPackage`].
pub(super) fn begin<'o>(
    format: Format,
    out: &'o mut (dyn Write + Send),
    schema: &Schema<'_>,
) -> io::Result<Box<dyn Sink + 'o>> {
    Ok(match format {
        Format::Geojson => Box::new(OneByOne::begin(out, GeoJson::of(schema), schema)?),
        Format::Csv => Box::new(csv::Csv::begin(out, schema)?),
        Format::Fgb => Box::new(flatgeobuf::FlatGeobuf::begin(out, schema)?),
        #[cfg(feature = "geoparquet")]
        Format::Parquet => Box::new(geoparquet::GeoParquet::begin(out, schema)?),
        #[cfg(not(feature = "geoparquet"))]
        Format::Parquet => return Err(io::Error::other(crate::settings::NO_GEOPARQUET)),
        Format::Gpkg => return Err(io::Error::other("a GeoPackage is a database, not a stream")),
    })
}

impl Layer<'_> {
    /// Writes the layer as a file of its own; no feature is kept longer than until it is written.
    ///
    /// # Errors
    /// Where `out` refuses to be written to, and for [`Format::Gpkg`], which holds many layers: see [`GeoPackage`].
    pub fn write(&self, format: Format, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let schema = self.schema();
        if format == Format::Geojson {
            return lines::write(&GeoJson::of(&schema), &schema, self.features.as_ref(), out);
        }
        let mut sink = begin(format, out, &schema)?;
        self.feed(sink.as_mut())?;
        sink.finish()
    }

    /// The text of the .csvt beside the layer's CSV: the type of each column.
    pub fn csvt(&self) -> String {
        csv::types(&self.schema())
    }
}
