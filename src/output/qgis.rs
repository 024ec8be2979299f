//! Styles beside the layers, the base map in layers/base, the group of layers and the project.

use super::job::{Job, Made};
use super::layers::{file, path};
use crate::chart::palette::Palette;
use crate::error::{Error, Result};
use crate::layer::Layer;
use crate::layer::qgis::{self, Look};
use crate::settings::LayerFormat;
use crate::write::OutputFile;

/// All files that QGIS opens besides the layers themselves.
///
/// # Errors
/// Where the project is too large to be packed.
pub(super) fn files<'a>(job: &Job<'a>) -> Result<Made<'a>> {
    let project = job.project();
    let (layers, _) = job.layers();
    let base = job.base_map();
    let format = job.settings.layer_formats.first().copied().unwrap_or(LayerFormat::Geojson);
    let mut files: Vec<OutputFile<'a>> = Vec::new();
    // Inside a GeoPackage lie the styles and the base map too.
    if format != LayerFormat::Gpkg {
        files.extend(base.iter().cloned().map(|layer| file(LayerFormat::Geojson, layer)));
        let style = |layer: &Layer<'_>| OutputFile::new(layer.path("qml"), project.qml(layer));
        files.extend(layers.iter().chain(base).map(style));
    }
    let in_folder = |layer: &Layer<'_>| {
        let is_base = format != LayerFormat::Gpkg && base.iter().any(|one| one.name == layer.name);
        format!("./{}", path(layer, if is_base { LayerFormat::Geojson } else { format }))
    };
    files.push(OutputFile::new(format!("{}.qlr", qgis::NAME), project.definition(in_folder)));
    let name = format!("{}.qgz", qgis::NAME);
    let packed = qgis::archive(&project.document(in_folder)).map_err(|e| Error::io(&name, "pack the project", e))?;
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
