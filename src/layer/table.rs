//! A table of features: rows, the columns read off them, the shape of each. Written row by row.
//!
//! Comes in: rows that borrow from the nouns, and a list of columns. Goes out: the lines of a `FeatureCollection`; a feature
//! exists only while it is written, so that memory follows the rows and not their text.

use std::io::{self, Write};
use std::sync::OnceLock;

use geojson::Geometry;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::bounds::Bounds;
use super::shape::{GeometryKind, Shape};
use super::value::Value;

/// A property: its name and how it is read off a row.
pub(super) struct Column<R> {
    pub(super) name: &'static str,
    pub(super) value: fn(&R) -> Value<'_>,
}

impl<R> Clone for Column<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Column<R> {}

impl<R> Column<R> {
    pub(super) fn new(name: &'static str, value: fn(&R) -> Value<'_>) -> Self {
        Self { name, value }
    }
}

/// Rows with their columns and shapes; what a layer holds without knowing of what kind the rows are.
pub(super) trait Features: Send + Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// The names of the properties, in the order they are written.
    fn columns(&self) -> Vec<&'static str>;
    /// What must be known of all shapes before the first is written.
    fn survey(&self) -> Survey;
    /// The kind of geometry; none where there is no row.
    fn geometry(&self) -> Option<GeometryKind>;
    /// Shows the values of some columns, feature by feature, with the id of each; null where there is no such column.
    fn each(&self, columns: &[&str], visit: &mut dyn FnMut(u64, &[Value<'_>]));
    /// Writes one feature a line, with ids from 1, separated by commas; shapes as of several parts if `multiple`.
    fn write(&self, out: &mut dyn Write, multiple: bool) -> io::Result<()>;
}

/// What must be known of all shapes before the first is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Survey {
    /// Their extent.
    pub(super) bounds: Bounds,
    /// Whether any has several parts. Then all are written so: GDAL takes a layer of polygons and multipolygons for one of
    /// unknown kind.
    pub(super) multiple: bool,
}

/// Rows in their order, columns in theirs.
pub(super) struct Table<R> {
    rows: Vec<R>,
    columns: Vec<Column<R>>,
    shape: fn(&R) -> Shape,
    /// Made at the first use, and used by every writer.
    survey: OnceLock<Survey>,
}

impl<R> Table<R> {
    /// Keeps the columns that have a value in at least one row: `QGIS` takes a column of nulls for text.
    pub(super) fn new(rows: Vec<R>, mut columns: Vec<Column<R>>, shape: fn(&R) -> Shape) -> Self {
        columns.retain(|column| rows.iter().any(|row| !(column.value)(row).is_null()));
        Self { rows, columns, shape, survey: OnceLock::new() }
    }
}

impl<R: Send + Sync> Features for Table<R> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn columns(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }

    fn survey(&self) -> Survey {
        *self.survey.get_or_init(|| {
            let mut survey = Survey::default();
            for row in &self.rows {
                let shape = (self.shape)(row);
                shape.bound(&mut survey.bounds);
                survey.multiple |= shape.is_multiple();
            }
            survey
        })
    }

    fn geometry(&self) -> Option<GeometryKind> {
        self.rows.first().map(|row| (self.shape)(row).kind())
    }

    fn each(&self, columns: &[&str], visit: &mut dyn FnMut(u64, &[Value<'_>])) {
        let find = |name: &&str| self.columns.iter().find(|column| column.name == *name);
        let columns: Vec<Option<&Column<R>>> = columns.iter().map(find).collect();
        for (row, id) in self.rows.iter().zip(1_u64..) {
            let value = |column: Option<&Column<R>>| column.map_or(Value::Null, |column| (column.value)(row));
            visit(id, &columns.iter().copied().map(value).collect::<Vec<_>>());
        }
    }

    fn write(&self, out: &mut dyn Write, multiple: bool) -> io::Result<()> {
        let mut line = Vec::new();
        for (row, id) in self.rows.iter().zip(1_u64..) {
            line.clear();
            if id > 1 {
                line.extend_from_slice(b",\n");
            }
            let properties = Properties { row, columns: &self.columns };
            let geometry = (self.shape)(row).geometry(multiple);
            serde_json::to_writer(&mut line, &Feature { kind: "Feature", id, properties, geometry })?;
            out.write_all(&line)?;
        }
        Ok(())
    }
}

/// A feature as it is written.
#[derive(serde::Serialize)]
#[serde(bound = "")]
struct Feature<'r, R> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: u64,
    properties: Properties<'r, R>,
    geometry: Geometry,
}

struct Properties<'r, R> {
    row: &'r R,
    columns: &'r [Column<R>],
}

impl<R> Serialize for Properties<'_, R> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.columns.len()))?;
        for column in self.columns {
            map.serialize_entry(column.name, &(column.value)(self.row))?;
        }
        map.end()
    }
}
