//! A table from Python as the reader of the library takes it.
//!
//! Comes in: an object with `__arrow_c_stream__` or `__arrow_c_array__`. Goes out: a [`Frame`], whose cells are texts.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field};
use incimap::earth::LonLat;
use incimap::read::{Cells, HeldTable};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;

use crate::error::Fault;
use crate::geometry;
use crate::texts::{Texts, is_plain};

/// A table in memory.
#[derive(Debug)]
pub struct Frame {
    /// The names of the columns that have texts.
    pub header: Vec<String>,
    /// What was left out, and why.
    pub left_out: Vec<String>,
    batches: Vec<Chunk>,
    /// The first row of each batch, and the number of all rows.
    starts: Vec<usize>,
    has_points: bool,
    /// The place of each row in a whole that this is a part of, from 0; none where the table is the whole.
    order: Option<Vec<u64>>,
}

#[derive(Debug)]
struct Chunk {
    columns: Vec<Texts>,
    points: Option<ArrayRef>,
}

/// What is done with a column.
enum Use {
    Text,
    Points,
    Nothing,
}

impl Frame {
    /// The table of a Python object. Columns without a text are left out, unless the reader would look for them by name.
    ///
    /// # Errors
    /// Where it is no table, or a column that is needed has no text; the column is named.
    pub fn of(table: &Bound<'_, PyAny>) -> PyResult<Self> {
        let (batches, schema) = table.extract::<PyTable>()?.into_inner();
        Ok(table.py().detach(|| Self::made(&batches, schema.fields().iter().map(AsRef::as_ref)))?)
    }

    fn made<'f>(batches: &[RecordBatch], fields: impl Iterator<Item = &'f Field>) -> Result<Self, Fault> {
        let (mut header, mut left_out, mut uses) = (Vec::new(), Vec::new(), Vec::new());
        let mut has_points = false;
        for field in fields {
            uses.push(if is_plain(field.data_type()) {
                header.push(field.name().clone());
                Use::Text
            } else if geometry::is_geometry(field) && !has_points {
                geometry::check_crs(field)?;
                has_points = true;
                Use::Points
            } else if incimap::read::is_known_column(field.name()) {
                let sentence = format!("is of type {}: give texts, numbers, dates or categories", field.data_type());
                return Err(Fault::of(field.name(), sentence));
            } else {
                left_out.push(format!("not used: {}, of type {}", field.name(), short(field.data_type())));
                Use::Nothing
            });
        }
        let mut starts = vec![0];
        let mut chunks = Vec::with_capacity(batches.len());
        for batch in batches.iter().filter(|batch| batch.num_rows() > 0) {
            starts.push(starts.last().copied().unwrap_or_default() + batch.num_rows());
            chunks.push(Chunk::of(batch, &uses)?);
        }
        Ok(Self { header, left_out, batches: chunks, starts, has_points, order: None })
    }

    /// The same; a column of whole numbers, which rise, tells each row's place in the whole that this is a part of.
    ///
    /// # Errors
    /// As [`Frame::of`], and where there is no such column, or its numbers are unknown, negative, no numbers, or do not rise.
    pub fn ordered(table: &Bound<'_, PyAny>, order: Option<&str>) -> PyResult<Self> {
        let mut frame = Self::of(table)?;
        if let Some(name) = order {
            frame.take_order(name)?;
        }
        Ok(frame)
    }

    /// Takes the column out of the texts and keeps its numbers.
    fn take_order(&mut self, name: &str) -> Result<(), Fault> {
        let missing = || Fault::of(name, format!("is not there: the table has {}", self.header.join(", ")));
        let column = self.header.iter().position(|one| one == name).ok_or_else(missing)?;
        let mut order: Vec<u64> = Vec::with_capacity(self.rows());
        for row in 0..self.rows() {
            let text = self.cell(row, column);
            let wrong = |why: &str| Fault::at(name, row, format!("\"{text}\" {why}"));
            let number = text.parse().map_err(|_| wrong("is no whole number from 0 on"))?;
            if order.last().is_some_and(|last| *last >= number) {
                return Err(wrong("does not come after the number before it"));
            }
            order.push(number);
        }
        self.header.remove(column);
        self.batches.iter_mut().for_each(|chunk| drop(chunk.columns.remove(column)));
        self.order = Some(order);
        Ok(())
    }

    /// The table under a name.
    pub fn named(self, name: &str) -> HeldTable {
        let header = self.header.clone();
        HeldTable::new(name, header, Arc::new(self))
    }

    /// The batch of a row, and the row in it.
    #[inline]
    fn at(&self, row: usize) -> Option<(&Chunk, usize)> {
        let number = self.starts.partition_point(|start| *start <= row).checked_sub(1)?;
        Some((self.batches.get(number)?, row - self.starts.get(number)?))
    }
}

impl Chunk {
    fn of(batch: &RecordBatch, uses: &[Use]) -> Result<Self, Fault> {
        let (mut columns, mut points) = (Vec::new(), None);
        let schema = batch.schema();
        for ((array, field), done) in batch.columns().iter().zip(schema.fields()).zip(uses) {
            match done {
                Use::Text => columns.push(Texts::of(field.name(), array)?),
                Use::Points => {
                    let broken =
                        |e: &dyn std::fmt::Display| Fault::of(field.name(), format!("the Arrow data is broken: {e}"));
                    array.to_data().validate_full().map_err(|e| broken(&e))?;
                    points = Some(Arc::clone(array));
                }
                Use::Nothing => {}
            }
        }
        Ok(Self { columns, points })
    }
}

fn short(kind: &DataType) -> String {
    kind.to_string().chars().take(40).collect()
}

impl Cells for Frame {
    fn rows(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    #[inline]
    fn cell(&self, row: usize, column: usize) -> &str {
        self.at(row).and_then(|(chunk, row)| Some(chunk.columns.get(column)?.get(row))).unwrap_or_default()
    }

    fn point(&self, row: usize) -> Result<Option<LonLat>, String> {
        let Some((array, row)) = self.at(row).and_then(|(chunk, row)| Some((chunk.points.as_ref()?, row))) else {
            return Ok(None);
        };
        if array.is_null(row) {
            return Ok(None);
        }
        geometry::point(match array.data_type() {
            DataType::LargeBinary => array.as_binary::<i64>().value(row),
            DataType::BinaryView => array.as_binary_view().value(row),
            _ => array.as_binary::<i32>().value(row),
        })
    }

    fn has_points(&self) -> bool {
        self.has_points
    }

    fn line(&self, row: usize) -> u64 {
        let place = self.order.as_ref().and_then(|order| order.get(row).copied());
        place.unwrap_or(row as u64).saturating_add(1)
    }
}
