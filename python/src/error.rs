//! Errors as Python exceptions: the words of the library, with column and row.
//!
//! Comes in: an error of the library, or a fault found at the boundary. Goes out: an `IncimapError`, or `KeyboardInterrupt`.

use incimap::error::{Error, ErrorKind};
use pyo3::exceptions::{PyKeyboardInterrupt, PyValueError};
use pyo3::prelude::*;

pyo3::create_exception!(
    incimap,
    IncimapError,
    PyValueError,
    "What stops a call: the same words as on the command line.\n\nAttributes: `path` (str), `line` (int, counted from 1), \
     `column` (str) and `row` (int, counted from 0); each is None where it does not apply."
);

/// A fault of an argument, found before the library sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The column or argument.
    pub column: String,
    /// The row, counted from 0, if it lies in one.
    pub row: Option<usize>,
    /// What is wrong, and the way out.
    pub why: String,
}

impl Fault {
    /// A fault of a whole column.
    pub fn of(column: &str, why: impl Into<String>) -> Self {
        Self { column: column.to_owned(), row: None, why: why.into() }
    }

    /// A fault in a row, counted from 0.
    pub fn at(column: &str, row: usize, why: impl Into<String>) -> Self {
        Self { row: Some(row), ..Self::of(column, why) }
    }
}

impl From<Fault> for PyErr {
    fn from(fault: Fault) -> Self {
        let Fault { column, row, why } = fault;
        let place = row.map_or_else(|| format!("column {column}"), |row| format!("column {column}, row {row}"));
        Python::attach(|py| made(py, format!("{place}: {why}"), None, None, Some(column), row))
    }
}

/// The exception of an error; `held` is the name of the table in memory, whose lines are rows.
pub fn exception(py: Python<'_>, error: &Error, held: Option<&str>) -> PyErr {
    if matches!(error.kind, ErrorKind::Interrupted) {
        return PyKeyboardInterrupt::new_err(error.to_string());
    }
    let path = error.path.as_ref().map(|path| path.display().to_string());
    let line = error.position.map(|at| at.line);
    let column = if let ErrorKind::Cell { column, .. } = &error.kind { Some(column.clone()) } else { None };
    if path.is_some() && path.as_deref() == held {
        let row = line.map(|line| usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX));
        // A fault of the header has no row.
        let row = row.filter(|_| column.is_some());
        let place = row.map_or_else(String::new, |row| format!(", row {row}"));
        let message = format!("{}{place}: {}", path.as_deref().unwrap_or_default(), error.kind);
        return made(py, message, None, None, column, row);
    }
    made(py, error.to_string(), path, line, column, None)
}

fn made(
    py: Python<'_>,
    message: String,
    path: Option<String>,
    line: Option<u64>,
    column: Option<String>,
    row: Option<usize>,
) -> PyErr {
    let error = IncimapError::new_err(message);
    let value = error.value(py);
    let set = value
        .setattr("path", path)
        .and_then(|()| value.setattr("line", line))
        .and_then(|()| value.setattr("column", column))
        .and_then(|()| value.setattr("row", row));
    set.err().unwrap_or(error)
}
