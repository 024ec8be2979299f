//! The native half of the Python package `incimap`: Arrow in, the library's own code, Arrow out.
//!
//! Comes in: anything with the Arrow `PyCapsule` interface. Goes out: `pyarrow` tables, and [`figures::Spread`]. Columns
//! become texts as the cells of a CSV would be ([`texts`], [`frame`]), so that rows are read by the library's reader.

use pyo3::prelude::*;

mod answers;
mod documents;
mod earth;
mod error;
mod figures;
mod frame;
mod geocode;
mod geometry;
mod picture;
mod tables;
mod texts;
mod work;

#[pymodule]
mod _incimap {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::documents::{extract, places};
    #[pymodule_export]
    use super::earth::{distance_km, regions};
    #[pymodule_export]
    use super::error::IncimapError;
    #[pymodule_export]
    use super::figures::{Spread, map, map_arguments, merge, spread, summarise};
    #[pymodule_export]
    use super::geocode::geocode;
    #[pymodule_export]
    use super::picture::Picture;
    #[pymodule_export]
    use super::work::set_threads;

    /// An error that says nothing of a place has its attributes all the same.
    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let error = module.py().get_type::<IncimapError>();
        ["path", "line", "column", "row"].into_iter().try_for_each(|name| error.setattr(name, module.py().None()))
    }
}
