//! Tables of the library as Arrow: the same columns as the CSV files, with types.
//!
//! Comes in: CSV with a header, as the library writes it. Goes out: a record batch; what is blank is null.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use incimap::error::{Error, Result};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;

/// Columns of whole numbers.
const WHOLE: [&str; 18] = [
    "n",
    "line",
    "killed",
    "injured",
    "killed_min",
    "killed_max",
    "killed_low",
    "killed_high",
    "injured_min",
    "injured_max",
    "injured_low",
    "injured_high",
    "imputations",
    "claims",
    "rows",
    "used",
    "rejected",
    "repeated",
];
/// Columns of numbers.
const NUMBERS: [&str; 16] = [
    "azimuth_deg",
    "lon",
    "lat",
    "radius_km",
    "confidence",
    "distance_km",
    "gain_km",
    "imputed_share",
    "value",
    "low95",
    "high95",
    "imputed_median",
    "imputed_low95",
    "imputed_high95",
    "total_low95",
    "total_high95",
];

enum Column {
    Text(StringBuilder),
    Whole(Int64Builder),
    Number(Float64Builder),
}

impl Column {
    fn of(name: &str, but: &[&str]) -> Self {
        match name {
            name if but.contains(&name) => Self::Text(StringBuilder::new()),
            name if WHOLE.contains(&name) => Self::Whole(Int64Builder::new()),
            name if NUMBERS.contains(&name) => Self::Number(Float64Builder::new()),
            _ => Self::Text(StringBuilder::new()),
        }
    }

    fn push(&mut self, cell: &str) {
        let known = Some(cell).filter(|cell| !cell.is_empty());
        match self {
            Self::Text(column) => column.append_option(known),
            Self::Whole(column) => column.append_option(known.and_then(|cell| cell.parse().ok())),
            Self::Number(column) => column.append_option(known.and_then(|cell| cell.parse().ok())),
        }
    }

    fn finish(self) -> (DataType, ArrayRef) {
        match self {
            Self::Text(mut column) => (DataType::Utf8, Arc::new(column.finish())),
            Self::Whole(mut column) => (DataType::Int64, Arc::new(column.finish())),
            Self::Number(mut column) => (DataType::Float64, Arc::new(column.finish())),
        }
    }
}

/// The table of a CSV; columns in `texts` are texts whatever their name.
///
/// # Errors
/// Where the CSV is broken.
pub fn of_csv(csv: &[u8], texts: &[&str]) -> Result<RecordBatch> {
    let failed = |e: &dyn std::fmt::Display| Error::invalid(format!("cannot make a table: {e}"));
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv);
    let header = reader.headers().map_err(|e| failed(&e))?.clone();
    let mut columns: Vec<Column> = header.iter().map(|name| Column::of(name, texts)).collect();
    for row in reader.records() {
        let row = row.map_err(|e| failed(&e))?;
        for (at, column) in columns.iter_mut().enumerate() {
            column.push(row.get(at).unwrap_or_default());
        }
    }
    let named = header.iter().zip(columns).map(|(name, column)| {
        let (kind, array) = column.finish();
        (Field::new(name, kind, true), array)
    });
    let (fields, arrays): (Vec<_>, Vec<_>) = named.unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(|e| failed(&e))
}

/// A `pyarrow.Table` of batches.
pub fn to_python(py: Python<'_>, batches: Vec<RecordBatch>, schema: Arc<Schema>) -> PyResult<Bound<'_, PyAny>> {
    PyTable::try_new(batches, schema)?.into_pyarrow(py)
}

/// A `pyarrow.Table` of one batch.
pub fn one(py: Python<'_>, batch: RecordBatch) -> PyResult<Bound<'_, PyAny>> {
    let schema = batch.schema();
    to_python(py, vec![batch], schema)
}
