//! A table of features: rows, the columns read off them, the shape of each.
//!
//! Comes in: rows that borrow from the nouns, and a list of columns. Goes out: features, one after the other, or some of them on
//! each thread; a feature exists only while it is written, so that memory follows the rows and not their text.

use std::io;
use std::ops::Range;

use rayon::prelude::*;

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
    /// Shows the features at some places, counted from 0, until `visit` fails. Their ids are their places and one.
    fn each(&self, at: Range<usize>, visit: &mut dyn FnMut(&dyn Record) -> io::Result<()>) -> io::Result<()>;
}

/// What must be known of all rows before the first is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Survey {
    /// The extent of the shapes.
    pub(super) bounds: Bounds,
    /// Whether any shape has several parts. Then all are written so: GDAL takes a layer of polygons and multipolygons for one
    /// of unknown kind.
    pub(super) multiple: bool,
    /// Whether every row has its place on the time slider.
    pub(super) in_time: bool,
}

/// Rows in their order, each made when it is looked at or kept as it is.
pub(super) trait Rows: Send + Sync {
    /// What a row is.
    type Row;
    /// How many there are.
    fn count(&self) -> usize;
    /// Shows those at some places until `see` fails.
    fn each(&self, at: Range<usize>, see: &mut dyn FnMut(&Self::Row) -> io::Result<()>) -> io::Result<()>;
}

impl<R: Send + Sync> Rows for Vec<R> {
    type Row = R;

    fn count(&self) -> usize {
        self.len()
    }

    fn each(&self, at: Range<usize>, see: &mut dyn FnMut(&R) -> io::Result<()>) -> io::Result<()> {
        self.get(at).unwrap_or_default().iter().try_for_each(see)
    }
}

/// How many rows a thread looks at in one go.
const PART: usize = 1 << 14;

/// So many places in parts of a size.
pub(super) fn parts(count: usize, size: usize) -> Vec<Range<usize>> {
    (0..count).step_by(size).map(|from| from..count.min(from + size)).collect()
}

/// Rows in their order, columns in theirs.
pub(super) struct Table<S: Rows> {
    rows: S,
    columns: Vec<Column<S::Row>>,
    fields: Vec<Field>,
    shape: fn(&S::Row) -> Shape,
    survey: Survey,
}

impl<R: Send + Sync> Table<Vec<R>> {
    /// The rows of a list; see [`Table::of`].
    pub(super) fn new(rows: Vec<R>, columns: Vec<Column<R>>, shape: fn(&R) -> Shape) -> Self {
        Self::of(rows, columns, shape)
    }
}

/// What one look at some rows finds.
struct Seen {
    /// What each column holds; none where all are null.
    kinds: Vec<Option<Kind>>,
    survey: Survey,
}

impl Seen {
    fn of<S: Rows>(rows: &S, at: Range<usize>, columns: &[Column<S::Row>], shape: fn(&S::Row) -> Shape) -> Self {
        let mut kinds: Vec<Option<Kind>> = vec![None; columns.len()];
        let mut left: Vec<usize> = (0..columns.len()).collect();
        let times = TIMES.map(|name| columns.iter().find(|column| column.name == name));
        let has = |row: &S::Row| times.iter().all(|time| time.is_some_and(|time| !(time.value)(row).is_null()));
        let mut survey = Survey { bounds: Bounds::default(), multiple: false, in_time: true };
        // Looking at rows cannot fail.
        let _ = rows.each(at, &mut |row| {
            left.retain(|at| {
                let kind = columns.get(*at).and_then(|column| (column.value)(row).kind());
                kinds.iter_mut().skip(*at).take(1).for_each(|known| *known = kind);
                kind.is_none()
            });
            let shape = shape(row);
            shape.bound(&mut survey.bounds);
            survey.multiple |= shape.is_multiple();
            survey.in_time = survey.in_time && has(row);
            Ok(())
        });
        Self { kinds, survey }
    }

    /// What a look at the rows of both finds.
    fn and(self, other: Self) -> Self {
        let kinds = self.kinds.into_iter().zip(other.kinds).map(|(a, b)| a.or(b)).collect();
        let Survey { bounds, multiple, in_time } = other.survey;
        let survey = Survey {
            bounds: self.survey.bounds.and(bounds),
            multiple: self.survey.multiple || multiple,
            in_time: self.survey.in_time && in_time,
        };
        Self { kinds, survey }
    }
}

/// The columns by which a row has its place on the time slider.
const TIMES: [&str; 2] = ["start_utc", "end_utc"];

impl<S: Rows> Table<S> {
    /// Keeps the columns that have a value in at least one row: `QGIS` takes a column of nulls for text.
    pub(super) fn of(rows: S, columns: Vec<Column<S::Row>>, shape: fn(&S::Row) -> Shape) -> Self {
        let parts = parts(rows.count(), PART).into_par_iter();
        let seen = parts.map(|part| Seen::of(&rows, part, &columns, shape)).reduce_with(Seen::and);
        let Seen { kinds, survey } = seen.unwrap_or_else(|| Seen::of(&rows, 0..0, &columns, shape));
        let known = columns.into_iter().zip(kinds).filter_map(|(column, kind)| Some((column, kind?)));
        let (columns, fields) = known.map(|(column, kind)| (column, Field { name: column.name, kind })).unzip();
        Self { rows, columns, fields, shape, survey }
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
        let _ = self.rows.each(0..self.count().min(1), &mut |row| {
            kind = Some((self.shape)(row).kind());
            Ok(())
        });
        kind
    }

    fn survey(&self) -> Survey {
        self.survey
    }

    fn each(&self, at: Range<usize>, visit: &mut dyn FnMut(&dyn Record) -> io::Result<()>) -> io::Result<()> {
        let mut id = at.start as u64;
        self.rows.each(at, &mut |row| {
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
