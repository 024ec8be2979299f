//! layers/: one file a layer, written feature by feature.

use super::job::{Job, Made};
use crate::layer::Layer;
use crate::write::OutputFile;

/// The layers as `GeoJSON`.
pub(super) fn files<'a>(job: &Job<'a>) -> Made<'a> {
    let (layers, empty) = job.layers();
    Made { files: layers.iter().cloned().map(geojson).collect(), empty: empty.clone() }
}

/// A layer as a file.
pub(super) fn geojson(layer: Layer<'_>) -> OutputFile<'_> {
    OutputFile::streamed(layer.path(), move |out| layer.write_geojson(out))
}
