//! A table of features: rows, the columns read off them, the shape of each.
//!
//! Comes in: rows that borrow from the nouns, and a list of columns. Goes out: features, one after the other; a feature exists
//! only while it is written, so that memory follows the rows and not their text.

use std::io;
use std::sync::OnceLock;

use super::bounds::Bounds;
use super::format::{Field, Record};
use super::shape::{GeometryKind, Shape};
use super::value::{Kind, Value};

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

/// Rows in their order, each made when it is looked at or kept as it is.
pub(super) trait Rows: Send + Sync {
    /// What a row is.
    type Row;
    /// How many there are.
    fn count(&self) -> usize;
    /// Shows each until `see` fails.
    fn each(&self, see: &mut dyn FnMut(&Self::Row) -> io::Result<()>) -> io::Result<()>;
}

impl<R: Send + Sync> Rows for Vec<R> {
    type Row = R;

    fn count(&self) -> usize {
        self.len()
    }

    fn each(&self, see: &mut dyn FnMut(&R) -> io::Result<()>) -> io::Result<()> {
        self.iter().try_for_each(see)
    }
}

/// Rows in their order, columns in theirs.
pub(super) struct Table<S: Rows> {
    rows: S,
    columns: Vec<Column<S::Row>>,
    fields: Vec<Field>,
    shape: fn(&S::Row) -> Shape,
    /// Made at the first use, and used by every format.
    survey: OnceLock<Survey>,
}

impl<R: Send + Sync> Table<Vec<R>> {
    /// The rows of a list; see [`Table::of`].
    pub(super) fn new(rows: Vec<R>, columns: Vec<Column<R>>, shape: fn(&R) -> Shape) -> Self {
        Self::of(rows, columns, shape)
    }
}

impl<S: Rows> Table<S> {
    /// Keeps the columns that have a value in at least one row: `QGIS` takes a column of nulls for text.
    pub(super) fn of(rows: S, columns: Vec<Column<S::Row>>, shape: fn(&S::Row) -> Shape) -> Self {
        let mut kinds: Vec<Option<Kind>> = vec![None; columns.len()];
        let mut left: Vec<usize> = (0..columns.len()).collect();
        // Ends early where every column has a value.
        let _ = rows.each(&mut |row| {
            left.retain(|at| {
                let kind = columns.get(*at).and_then(|column| (column.value)(row).kind());
                kinds.iter_mut().skip(*at).take(1).for_each(|known| *known = kind);
                kind.is_none()
            });
            if left.is_empty() { Err(io::ErrorKind::Other.into()) } else { Ok(()) }
        });
        let known = columns.into_iter().zip(kinds).filter_map(|(column, kind)| Some((column, kind?)));
        let (columns, fields) = known.map(|(column, kind)| (column, Field { name: column.name, kind })).unzip();
        Self { rows, columns, fields, shape, survey: OnceLock::new() }
    }
}

impl<S: Rows> Features for Table<S> {
    fn count(&self) -> usize {
        self.rows.count()
    }

    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn geometry(&self) -> Option<GeometryKind> {
        let mut kind = None;
        let _ = self.rows.each(&mut |row| {
            kind = Some((self.shape)(row).kind());
            Err(io::ErrorKind::Other.into())
        });
        kind
    }

    fn survey(&self) -> Survey {
        *self.survey.get_or_init(|| {
            let mut survey = Survey::default();
            // Looking at rows cannot fail.
            let _ = self.rows.each(&mut |row| {
                let shape = (self.shape)(row);
                shape.bound(&mut survey.bounds);
                survey.multiple |= shape.is_multiple();
                Ok(())
            });
            survey
        })
    }

    fn each(&self, visit: &mut dyn FnMut(&dyn Record) -> io::Result<()>) -> io::Result<()> {
        let mut id = 0;
        self.rows.each(&mut |row| {
            id += 1;
            visit(&Feature { id, row, table: self })
        })
    }
}

/// A row as a feature.
struct Feature<'r, S: Rows> {
    id: u64,
    row: &'r S::Row,
    table: &'r Table<S>,
}

impl<S: Rows> Record for Feature<'_, S> {
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
