//! How incidents spread: a whole run, or its parts and their merging.
//!
//! Comes in: a table or paths, and settings with the keys of incimap.toml. Goes out: a [`Spread`], or the bytes of a state.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use arrow_array::RecordBatch;
use incimap::chart;
use incimap::error::{Error, Result};
use incimap::layer::{LayerInput, layers};
use incimap::pipeline::{self, Outcome};
use incimap::read::{HeldTable, Input};
use incimap::settings::{Flags, Product, Settings};
use incimap::state::{self, State};
use incimap::{CREDITS, output, summary, table};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error::{IncimapError, exception};
use crate::frame::Frame;
use crate::picture::Picture;
use crate::{tables, work};

/// Tables of incidents, which states do not hold.
const OF_INCIDENTS: [&str; 2] = ["incidents.csv", "claims.csv"];

/// What a run found.
#[pyclass(frozen, module = "incimap")]
pub struct Spread {
    run: Arc<Run>,
    /// The name of the table in memory, if it was one.
    held: Option<String>,
}

struct Run {
    settings: Settings,
    outcome: Outcome,
    /// It was merged of states without the incidents themselves.
    merged: bool,
    pictures: OnceLock<(Vec<chart::Picture>, Vec<&'static str>)>,
}

fn flags(settings: &str) -> PyResult<Flags> {
    serde_json::from_str(settings).map_err(|e| {
        let told = e.to_string();
        let reason = told.rsplit_once(" at line ").map_or(told.as_str(), |(reason, _)| reason);
        IncimapError::new_err(format!("settings: {reason}"))
    })
}

/// A table under a name, the flags that name it as their input, and what was left out of it.
fn held(
    table: &Bound<'_, PyAny>,
    name: &str,
    order: Option<&str>,
    settings: &str,
) -> PyResult<(HeldTable, Flags, Vec<String>)> {
    let mut flags = flags(settings)?;
    let mut frame = Frame::ordered(table, order)?;
    let left_out = std::mem::take(&mut frame.left_out);
    flags.input = vec![PathBuf::from(name)];
    Ok((frame.named(name), flags, left_out))
}

/// Measures how the incidents of a table spread.
#[pyfunction]
pub fn spread(
    py: Python<'_>,
    table: Bound<'_, PyAny>,
    name: String,
    order: Option<String>,
    settings: String,
    progress: Option<Py<PyAny>>,
) -> PyResult<Spread> {
    let (table, flags, left_out) = held(&table, &name, order.as_deref(), &settings)?;
    let run = work::run(py, progress.as_ref(), Some(&name), move |progress| {
        let settings = Settings { inputs: vec![Input::Held(table)], ..flags.settle()? };
        let mut outcome = pipeline::run(&settings, progress)?;
        outcome.notices.extend(left_out);
        // The table is not needed any more.
        Ok(Run::of(Settings { inputs: Vec::new(), ..settings }, outcome, false))
    })?;
    Ok(Spread { run: Arc::new(run), held: Some(name) })
}

/// Reads files, places and measures, and writes the folder.
#[pyfunction]
pub fn map(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    out: PathBuf,
    settings: String,
    progress: Option<Py<PyAny>>,
) -> PyResult<Spread> {
    let mut flags = flags(&settings)?;
    (flags.input, flags.output) = (paths, Some(out));
    let run = work::run(py, progress.as_ref(), None, move |progress| {
        let settings = flags.settle()?;
        let outcome = pipeline::run(&settings, progress)?;
        Ok(Arc::new(Run::of(settings, outcome, false)))
    })?;
    let made = Arc::clone(&run);
    work::run_to_end(py, progress.as_ref(), move |progress| made.write(&made.settings, progress))?;
    Ok(Spread { run, held: None })
}

/// The summary of a part, which `merge` takes; with the incidents themselves if asked for.
#[pyfunction]
pub fn summarise<'py>(
    py: Python<'py>,
    table: Bound<'py, PyAny>,
    name: String,
    order: Option<String>,
    settings: String,
    incidents: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let (table, flags, _) = held(&table, &name, order.as_deref(), &settings)?;
    let bytes = work::run(py, progress.as_ref(), Some(&name), move |progress| {
        State::of_inputs(flags, vec![Input::Held(table)], incidents, progress)?.to_bytes()
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// What arguments of `incimap map` ask for: the inputs, the folder to write, and the other settings as JSON.
#[pyfunction]
pub fn map_arguments(py: Python<'_>, arguments: Vec<String>) -> PyResult<(Vec<String>, PathBuf, String)> {
    let mut flags = incimap::cli::map_flags(arguments).map_err(|error| exception(py, &error, None))?;
    let inputs = std::mem::take(&mut flags.input).iter().map(|path| path.display().to_string()).collect();
    let out = flags.output.take().unwrap_or_else(|| PathBuf::from("output"));
    let settings = serde_json::to_string(&flags).map_err(|e| IncimapError::new_err(e.to_string()))?;
    Ok((inputs, out, settings))
}

/// Merges the summaries of parts, in any order.
#[pyfunction]
pub fn merge(py: Python<'_>, states: Vec<(String, Vec<u8>)>, name: String) -> PyResult<Spread> {
    let run = work::run(py, None, None, move |_| {
        let open = |(name, bytes): (String, Vec<u8>)| {
            let state = State::of_bytes(&bytes).map_err(|error| error.in_file(&name))?;
            Ok((name, state))
        };
        let (settings, outcome) = state::merge(states.into_iter().map(open).collect::<Result<_>>()?)?;
        let merged = outcome.located.is_empty();
        Ok(Run::of(settings, outcome, merged))
    })?;
    Ok(Spread { run: Arc::new(run), held: Some(name) })
}

impl Run {
    fn of(settings: Settings, outcome: Outcome, merged: bool) -> Self {
        Self { settings, outcome, merged, pictures: OnceLock::new() }
    }

    fn pictures(&self) -> &(Vec<chart::Picture>, Vec<&'static str>) {
        self.pictures.get_or_init(|| output::pictures(&self.settings, &self.outcome))
    }

    /// The folder with all files; tells how many.
    fn write(&self, settings: &Settings, progress: incimap::progress::Progress) -> Result<usize> {
        let mut output = output::files(settings, &self.outcome, progress)?;
        if self.merged {
            output.files.retain(|file| !OF_INCIDENTS.contains(&file.path.as_str()));
        }
        output.write(settings, &self.outcome)
    }
}

impl Spread {
    /// Does something with the run on the threads.
    fn with<T: Send + 'static>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&Run) -> Result<T> + Send + 'static,
    ) -> PyResult<T> {
        let run = Arc::clone(&self.run);
        work::run(py, None, self.held.as_deref(), move |_| work(&run))
    }

    fn csv<'py>(
        &self,
        py: Python<'py>,
        csv: impl FnOnce(&Run) -> Result<Vec<u8>> + Send + 'static,
    ) -> PyResult<Bound<'py, PyAny>> {
        let batch: RecordBatch = self.with(py, |run| tables::of_csv(&csv(run)?, &["value_text"]))?;
        tables::one(py, batch)
    }
}

#[pymethods]
impl Spread {
    /// Every figure, one a row.
    fn table<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.csv(py, |run| table::spread_csv(&run.outcome.spread))
    }

    /// All incidents, located or not; none where parts were merged.
    fn incidents<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.csv(py, |run| {
            let Outcome { located, spread, duplicates, .. } = &run.outcome;
            let mut csv = Vec::new();
            table::incidents(located, &spread.options.origin, duplicates.as_deref(), &mut csv)
                .map_err(|e| Error::io("incidents.csv", "make the table", e))?;
            Ok(csv)
        })
    }

    /// First and last arrival by country, subregion and admin-1 unit.
    fn arrivals<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.csv(py, |run| table::arrivals(&run.outcome.spread))
    }

    /// The rows that could not be used, as CSV.
    fn rejects_csv<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = self.with(py, |run| table::rejects(&run.outcome.rejects))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The layers as GeoJSON texts, by name.
    fn geojson(&self, py: Python<'_>) -> PyResult<Vec<(&'static str, String)>> {
        self.with(py, |run| {
            let Outcome { located, spread, regions, .. } = &run.outcome;
            let credit = CREDITS.join(". ");
            let made = layers(&LayerInput { located, spread, regions, credit: &credit }).0;
            Ok(made.iter().map(|l| (l.name, String::from_utf8_lossy(&l.to_geojson()).into_owned())).collect())
        })
    }

    /// The names of the maps and charts, and of those that there was nothing to make of.
    fn picture_names(&self, py: Python<'_>) -> PyResult<(Vec<String>, Vec<&'static str>)> {
        self.with(py, |run| {
            let (pictures, empty) = run.pictures();
            Ok((pictures.iter().map(chart::Picture::stem).collect(), empty.clone()))
        })
    }

    /// A map or chart by name; none where there is no such.
    fn picture(&self, py: Python<'_>, name: String) -> PyResult<Option<Picture>> {
        let found = self.with(py, move |run| Ok(run.pictures().0.iter().find(|p| p.stem() == name).cloned()))?;
        Ok(found.map(|picture| Picture { picture }))
    }

    /// Whether it was a table in memory, whose lines are its rows.
    #[getter]
    fn in_memory(&self) -> bool {
        let sources = &self.run.outcome.sources;
        !sources.is_empty() && sources.iter().all(|source| source.in_memory)
    }

    /// What was read, located, left out, and the headlines.
    #[getter]
    fn summary(&self) -> String {
        summary::summary(&self.run.outcome)
    }

    /// How many rows could not be used.
    #[getter]
    fn rejected(&self) -> usize {
        self.run.outcome.rejects.len()
    }

    /// What a reader should know.
    #[getter]
    fn notices(&self) -> Vec<String> {
        self.run.outcome.notices.clone()
    }

    /// The figures with their parameters, as JSON.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |run| Ok(table::spread_json(&run.outcome.spread)))
    }

    /// Writes all files into a folder, whole or not at all; tells how many.
    fn write(&self, py: Python<'_>, folder: PathBuf, progress: Option<Py<PyAny>>) -> PyResult<usize> {
        let run = Arc::clone(&self.run);
        work::run_to_end(py, progress.as_ref(), move |progress| {
            let mut settings = Settings { output: folder, ..run.settings.clone() };
            if run.merged {
                settings.products = vec![Product::Layers, Product::Charts, Product::Tables];
            }
            run.write(&settings, progress)
        })
    }

    fn __repr__(&self) -> String {
        let tally = &self.run.outcome.tally;
        format!("<Spread of {} incidents, {} located>", tally.kept(), tally.located)
    }
}
