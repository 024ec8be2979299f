//! Points to areas and distances.
//!
//! Comes in: columns of degrees. Goes out: a table of areas, or distances in km.

use std::sync::{Arc, OnceLock};

use arrow_array::builder::StringBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use arrow_array::{Array, ArrayRef, Float64Array, RecordBatch};
use arrow_cast::{CastOptions, cast_with_options};
use arrow_schema::{DataType, Field, Schema};
use incimap::earth::LonLat;
use incimap::error::{Error, Result};
use incimap::incident::CountryCode;
use incimap::region::Regions;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;
use rayon::prelude::*;

use crate::error::Fault;
use crate::{tables, work};

const PART: usize = 8192;

/// A column of degrees.
pub fn degrees(name: &str, column: &Bound<'_, PyAny>) -> PyResult<Vec<Option<f64>>> {
    let chunks = column.extract::<AnyArray>()?.into_chunked_array()?.into_inner().0;
    let mut all = Vec::with_capacity(chunks.iter().map(Array::len).sum());
    for chunk in &chunks {
        all.extend(numbers(name, chunk)?.iter());
    }
    Ok(all)
}

fn numbers(name: &str, array: &ArrayRef) -> std::result::Result<Float64Array, Fault> {
    let options = CastOptions { safe: false, ..CastOptions::default() };
    let kind = array.data_type();
    if !kind.is_numeric() && *kind != DataType::Null {
        return Err(Fault::of(name, format!("is of type {kind}: give numbers, in degrees")));
    }
    let cast = cast_with_options(array, &DataType::Float64, &options).map_err(|e| Fault::of(name, e.to_string()))?;
    Ok(cast.as_primitive::<Float64Type>().clone())
}

/// Points of two columns; null where either is null.
fn points(names: [&str; 2], columns: [&Bound<'_, PyAny>; 2]) -> PyResult<Vec<Option<LonLat>>> {
    let [lon, lat] = [degrees(names[0], columns[0])?, degrees(names[1], columns[1])?];
    if lon.len() != lat.len() {
        let sentence =
            format!("has {} values, {} has {}: give one of each for a point", lat.len(), names[0], lon.len());
        return Err(Fault::of(names[1], sentence).into());
    }
    let mut all = Vec::with_capacity(lon.len());
    for (row, (lon, lat)) in lon.into_iter().zip(lat).enumerate() {
        let both = lon.zip(lat);
        all.push(both.map(|(lon, lat)| point(names, row, lon, lat)).transpose()?);
    }
    Ok(all)
}

fn point(names: [&str; 2], row: usize, lon: f64, lat: f64) -> std::result::Result<LonLat, Fault> {
    LonLat::new(lon, lat).map_err(|range| {
        let in_longitude = LonLat::new(lon, 0.0).is_err();
        let (name, value) = if in_longitude { (names[0], lon) } else { (names[1], lat) };
        let way_out = if value.is_nan() { "; null stands for not known" } else { "" };
        Fault::at(name, row, format!("{value}: {range}{way_out}"))
    })
}

/// Country, subregion, region and admin-1 unit of points.
#[pyfunction]
pub fn regions<'py>(py: Python<'py>, lon: Bound<'py, PyAny>, lat: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let points = points(["lon", "lat"], [&lon, &lat])?;
    let batches = work::run(py, None, None, move |_| areas(&points))?;
    tables::to_python(py, batches, area_schema())
}

fn area_schema() -> Arc<Schema> {
    let names = ["country", "country_name", "admin1", "subregion", "region", "basis"];
    Arc::new(Schema::new(names.map(|name| Field::new(name, DataType::Utf8, true)).to_vec()))
}

fn built_in() -> Result<&'static Regions> {
    static BUILT_IN: OnceLock<Regions> = OnceLock::new();
    if let Some(opened) = BUILT_IN.get() {
        return Ok(opened);
    }
    let opened = Regions::built_in()?;
    Ok(BUILT_IN.get_or_init(|| opened))
}

fn areas(points: &[Option<LonLat>]) -> Result<Vec<RecordBatch>> {
    let regions = built_in()?;
    let part = |points: &[Option<LonLat>]| {
        let mut columns: [StringBuilder; 6] = std::array::from_fn(|_| StringBuilder::new());
        for at in points {
            let found = at.and_then(|at| regions.country_at(at));
            let country = found.map(|(country, _)| country);
            let unit = at.and_then(|at| regions.admin1_at(at)).and_then(|index| regions.admin1().get(index));
            let cells: [Option<&str>; 6] = [
                country.and_then(|c| c.code.as_ref().map(CountryCode::as_str)),
                country.map(|c| &*c.name),
                unit.map(|unit| &*unit.name),
                country.and_then(|c| c.subregion.as_deref()),
                country.and_then(|c| c.region.as_deref()),
                found.map(|(_, nearest)| if nearest { "nearest" } else { "polygon" }),
            ];
            columns.iter_mut().zip(cells).for_each(|(column, cell)| column.append_option(cell));
        }
        let arrays: Vec<ArrayRef> = columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef).collect();
        RecordBatch::try_new(area_schema(), arrays).map_err(|e| Error::invalid(e.to_string()))
    };
    points.par_chunks(PART).map(part).collect()
}

/// Geodesic distances in km on WGS84, row by row, as a table of one column.
#[pyfunction]
pub fn distance_km<'py>(
    py: Python<'py>,
    from: [Bound<'py, PyAny>; 2],
    to: [Bound<'py, PyAny>; 2],
) -> PyResult<Bound<'py, PyAny>> {
    let starts = points(["lon1", "lat1"], [&from[0], &from[1]])?;
    let ends = points(["lon2", "lat2"], [&to[0], &to[1]])?;
    if starts.len() != ends.len() {
        let sentence = format!("has {} values, lon1 has {}: give as many of each", ends.len(), starts.len());
        return Err(Fault::of("lon2", sentence).into());
    }
    let batch = work::run(py, None, None, move |_| {
        let one = |(from, to): (&Option<LonLat>, &Option<LonLat>)| from.zip(*to).map(|(from, to)| from.distance_km(to));
        let km: Vec<Option<f64>> = starts.par_iter().zip(&ends).with_min_len(1024).map(one).collect();
        let column: ArrayRef = Arc::new(Float64Array::from(km));
        RecordBatch::try_from_iter([("distance_km", column)]).map_err(|e| Error::invalid(e.to_string()))
    })?;
    tables::one(py, batch)
}
