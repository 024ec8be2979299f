//! The rows of a table to their places, as `incimap geocode` does it.
//!
//! Comes in: a table and the names of its columns. Goes out: the added columns, row by row.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use arrow_array::RecordBatch;
use incimap::error::{Error, Result};
use incimap::gazetteer::Gazetteer;
use incimap::geocode::table::{Columns, Indices, RowGeocoder, position};
use incimap::geocode::{GeocodeOptions, Geocoder, wish};
use incimap::progress::Progress;
use incimap::read::Cells;
use pyo3::prelude::*;
use rayon::prelude::*;

use crate::answers::{Answers, schema};
use crate::frame::Frame;
use crate::{tables, work};

/// Rows whose names are looked at together before they are placed.
const AHEAD: usize = 32;
/// Rows that one thread takes at once.
const PART: usize = 8192;

/// What is asked for besides the columns.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Wishes {
    gazetteer: Vec<PathBuf>,
    near: Option<String>,
    country: Option<String>,
    min_confidence: f64,
    together: bool,
}

/// The names of the columns.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Names {
    place: Option<String>,
    admin1: Option<String>,
    admin2: Option<String>,
    lon: Option<String>,
    lat: Option<String>,
}

/// The columns that geocoding adds, one row for each row of the table.
#[pyfunction]
pub fn geocode<'py>(
    py: Python<'py>,
    table: Bound<'py, PyAny>,
    names: Names,
    wishes: Wishes,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let frame = Frame::of(&table)?;
    let batches = work::run(py, progress.as_ref(), None, move |progress| placed(&frame, names, wishes, &progress))?;
    tables::to_python(py, batches, schema())
}

/// The gazetteer with files on top; the built-in one is opened once.
pub fn gazetteer(files: &[PathBuf]) -> Result<Arc<Gazetteer>> {
    static BUILT_IN: OnceLock<Arc<Gazetteer>> = OnceLock::new();
    if !files.is_empty() {
        return Ok(Arc::new(Gazetteer::with_files(files)?.0));
    }
    if let Some(opened) = BUILT_IN.get() {
        return Ok(Arc::clone(opened));
    }
    let opened = Arc::new(Gazetteer::built_in()?);
    Ok(Arc::clone(BUILT_IN.get_or_init(|| opened)))
}

fn placed(frame: &Frame, names: Names, wishes: Wishes, progress: &Progress) -> Result<Vec<RecordBatch>> {
    let gazetteer = gazetteer(&wishes.gazetteer)?;
    let near = wishes.near.as_deref().map(|words| wish::near(&gazetteer, words)).transpose()?;
    let mut options = GeocodeOptions { min_confidence: wishes.min_confidence, near, countries: Vec::new() };
    let Names { place, admin1, admin2, lon, lat } = names;
    let mut columns = Columns { place, country: wishes.country, admin1, admin2, lon, lat };
    if let Some(words) = columns.country.clone().filter(|name| position(&frame.header, name).is_none()) {
        let way_out = format!("the table has {}; a country by name or code will do as well", frame.header.join(", "));
        let none = |_| Error::unknown("column or country", words.clone(), way_out);
        options.countries = wish::countries(&gazetteer, words.split(',')).map_err(none)?;
        columns.country = None;
    }
    let indices = Indices::of(&frame.header, &columns)?;
    let words = |row: usize| indices.words(|column| frame.cell(row, column));
    let geocoder = Geocoder::new(&gazetteer, options);
    let geocoder =
        if wishes.together { RowGeocoder::new(&geocoder, frame.rows(), words) } else { RowGeocoder::apart(&geocoder) };
    let steps = progress.bar("placing rows", frame.rows());
    let part = |from: usize| {
        let rows = from..(from + PART).min(frame.rows());
        let mut answers = Answers::default();
        for row in rows.clone() {
            if (row - from).is_multiple_of(AHEAD) {
                geocoder.warm((row..(row + AHEAD).min(rows.end)).map(words));
            }
            let (location, note) = geocoder.locate(words(row));
            answers.push(&location, note.as_deref());
        }
        steps.inc(rows.len() as u64)?;
        answers.finish().map_err(|e| Error::invalid(e.to_string()))
    };
    (0..frame.rows().div_ceil(PART)).into_par_iter().map(|number| part(number * PART)).collect()
}
