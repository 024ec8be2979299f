//! Styles beside the layers, the base map in layers/base, the group of layers and the project.

use super::job::{Job, Made};
use super::layers::geojson;
use crate::chart::palette::Palette;
use crate::error::{Error, Result};
use crate::layer::Layer;
use crate::layer::qgis::{self, Look};
use crate::write::OutputFile;

/// All files that QGIS opens besides the layers themselves.
///
/// # Errors
/// Where the project is too large to be packed.
pub(super) fn files<'a>(job: &Job<'a>) -> Result<Made<'a>> {
    let project = job.project();
    let (layers, _) = job.layers();
    let base = job.base_map();
    let mut files: Vec<OutputFile<'a>> = base.iter().cloned().map(geojson).collect();
    let style = |layer: &Layer<'_>| OutputFile::new(layer.path().replace(".geojson", ".qml"), project.qml(layer));
    files.extend(layers.iter().chain(base).map(style));
    let beside = |layer: &Layer<'_>| format!("./{}", layer.path());
    files.push(OutputFile::new(format!("{}.qlr", qgis::NAME), project.definition(beside)));
    let name = format!("{}.qgz", qgis::NAME);
    let packed = qgis::archive(&project.document(beside)).map_err(|e| Error::io(&name, "pack the project", e))?;
    files.push(OutputFile::new(name, packed));
    Ok(Made { files, empty: Vec::new() })
}

/// The colours of the pictures, for styles.
pub(super) fn look(palette: &Palette) -> Look {
    Look {
        paper: palette.paper.to_string(),
        ink: palette.ink.to_string(),
        soft: palette.soft.to_string(),
        sea: palette.sea.to_string(),
        land: palette.land.to_string(),
        home: palette.home.to_string(),
        border: palette.border.to_string(),
        land_ink: palette.land_ink.to_string(),
        series: (0..palette.own()).map(|i| palette.series(i).to_string()).collect(),
        rest: palette.rest().to_string(),
        accent: palette.accent.to_string(),
        ramp: palette.ramp.map(|colour| colour.to_string()),
    }
}
