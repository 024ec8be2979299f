//! A table of features: rows, the columns read off them, the shape of each.
//!
//! Comes in: rows that borrow from the nouns, and a list of columns. Goes out: features, one after the other; a feature exists
//! only while it is written, so that memory follows the rows and not their text.

use std::io;
use std::sync::OnceLock;

use super::bounds::Bounds;
use super::format::{Field, Record};
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
    /// The properties, in the order they are written.
    fn fields(&self) -> &[Field];
    /// The kind of geometry; none where there is no row.
    fn geometry(&self) -> Option<GeometryKind>;
    /// What must be known of all shapes before the first is written.
    fn survey(&self) -> Survey;
    /// Shows each feature, with ids from 1, until `visit` fails.
    fn each(&self, visit: &mut dyn FnMut(&dyn Record) -> io::Result<()>) -> io::Result<()>;
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
    fields: Vec<Field>,
    shape: fn(&R) -> Shape,
    /// Made at the first use, and used by every format.
    survey: OnceLock<Survey>,
}

impl<R> Table<R> {
    /// Keeps the columns that have a value in at least one row: `QGIS` takes a column of nulls for text.
    pub(super) fn new(rows: Vec<R>, mut columns: Vec<Column<R>>, shape: fn(&R) -> Shape) -> Self {
        let mut fields = Vec::new();
        columns.retain(|column| {
            let kind = rows.iter().find_map(|row| (column.value)(row).kind());
            fields.extend(kind.map(|kind| Field { name: column.name, kind }));
            kind.is_some()
        });
        Self { rows, columns, fields, shape, survey: OnceLock::new() }
    }
}

impl<R: Send + Sync> Features for Table<R> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn geometry(&self) -> Option<GeometryKind> {
        self.rows.first().map(|row| (self.shape)(row).kind())
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

    fn each(&self, visit: &mut dyn FnMut(&dyn Record) -> io::Result<()>) -> io::Result<()> {
        self.rows.iter().zip(1..).try_for_each(|(row, id)| visit(&Feature { id, row, table: self }))
    }
}

/// A row as a feature.
struct Feature<'r, R> {
    id: u64,
    row: &'r R,
    table: &'r Table<R>,
}

impl<R> Record for Feature<'_, R> {
    fn id(&self) -> u64 {
        self.id
    }

    fn shape(&self) -> Option<Shape> {
        Some((self.table.shape)(self.row))
    }

    fn value(&self, column: usize) -> Value<'_> {
        self.table.columns.get(column).map_or(Value::Null, |column| (column.value)(self.row))
    }
}
