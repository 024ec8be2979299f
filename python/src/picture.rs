//! A map or chart as a notebook shows it.
//!
//! Comes in: a picture of the library. Goes out: SVG, PNG, its words.

use std::borrow::Cow;
use std::path::PathBuf;

use incimap::chart::{self, pdf, render};
use incimap::write::write_file;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::work;

/// A map or chart.
#[pyclass(frozen, module = "incimap")]
pub struct Picture {
    /// The picture of the library.
    pub picture: chart::Picture,
}

#[pymethods]
impl Picture {
    /// The name: `reach`.
    #[getter]
    fn name(&self) -> String {
        self.picture.stem()
    }

    /// The title.
    #[getter]
    fn title(&self) -> &str {
        &self.picture.title
    }

    /// What it shows, in words.
    #[getter]
    fn alt(&self) -> &str {
        &self.picture.alt
    }

    /// Width and height in mm.
    #[getter]
    fn size_mm(&self) -> (f64, f64) {
        (self.picture.width_mm, self.picture.height_mm)
    }

    /// The SVG text, its unit one millimetre.
    #[getter]
    fn svg(&self) -> &str {
        &self.picture.svg
    }

    /// A PNG of so many dots an inch.
    #[pyo3(signature = (dpi = 150.0))]
    fn png<'py>(&self, py: Python<'py>, dpi: f64) -> PyResult<Bound<'py, PyBytes>> {
        let picture = self.picture.clone();
        let bytes = work::run(py, None, None, move |_| render::png(&picture, dpi))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Writes the picture; the ending of the name says how: .svg, .png, .pdf.
    #[pyo3(signature = (path, dpi = 300.0))]
    fn save(&self, py: Python<'_>, path: PathBuf, dpi: f64) -> PyResult<()> {
        let picture = self.picture.clone();
        work::run(py, None, None, move |_| {
            let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            let bytes: Cow<'_, [u8]> = match ending.as_str() {
                "svg" => picture.svg.as_bytes().into(),
                "png" => render::png(&picture, dpi)?.into(),
                "pdf" => pdf::pdf(&picture)?.into(),
                _ => {
                    let way_out = "end the name of the file in .svg, .png or .pdf";
                    return Err(incimap::error::Error::unknown("format of a picture", ending, way_out));
                }
            };
            write_file(&path, &bytes)
        })
    }

    fn _repr_svg_(&self) -> &str {
        &self.picture.svg
    }

    fn __repr__(&self) -> String {
        let chart::Picture { title, width_mm, height_mm, .. } = &self.picture;
        format!("<Picture {}: {title}, {width_mm} x {height_mm} mm>", self.picture.stem())
    }
}
