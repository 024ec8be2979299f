//! layers/: one file a layer and format, written feature by feature; incidents.gpkg with all of them.

use super::job::{Job, Made};
use crate::error::{Error, Result};
use crate::layer::Layer;
use crate::layer::format::{GeoPackage, PRJ};
use crate::layer::qgis;
use crate::settings::{LayerFormat, Product};
use crate::spread::headline;
use crate::write::OutputFile;

/// Above so many features QGIS needs seconds for a `GeoJSON` and a tenth of a second for a file with an index.
const MANY: usize = 20_000;

/// The `GeoPackage` with all layers.
const PACKAGE: &str = "incidents.gpkg";

/// The layers in all formats that are wanted.
///
/// # Errors
/// Where the project inside the `GeoPackage` is too large to be packed.
pub(super) fn files<'a>(job: &Job<'a>) -> Result<Made<'a>> {
    let (layers, empty) = job.layers();
    let formats = &job.settings.layer_formats;
    let mut files: Vec<_> = formats.iter().flat_map(|format| in_format(*format, layers)).collect();
    if formats.contains(&LayerFormat::Gpkg) {
        files.push(package(job)?);
    }
    Ok(Made { files, empty: empty.clone() })
}

fn in_format<'a>(format: LayerFormat, layers: &[Layer<'a>]) -> Vec<OutputFile<'a>> {
    let each = layers.iter().map(|layer| file(format, layer.clone()));
    match format {
        LayerFormat::Geojson | LayerFormat::Fgb | LayerFormat::Parquet => each.collect(),
        LayerFormat::Csv => each.chain(layers.iter().flat_map(beside_csv)).collect(),
        LayerFormat::Gpkg => Vec::new(),
    }
}

/// A layer as a file of its own.
pub(super) fn file(format: LayerFormat, layer: Layer<'_>) -> OutputFile<'_> {
    OutputFile::streamed(path(&layer, format), move |out| layer.write(format, out))
}

/// Where a layer lies in the output folder, as GDAL names it: a file, or a table of the `GeoPackage`.
pub(super) fn path(layer: &Layer<'_>, format: LayerFormat) -> String {
    let extension = match format {
        LayerFormat::Geojson => "geojson",
        LayerFormat::Fgb => "fgb",
        LayerFormat::Csv => "csv",
        LayerFormat::Parquet => "parquet",
        LayerFormat::Gpkg => return format!("{PACKAGE}|layername={}", layer.name),
    };
    layer.path(extension)
}

/// What tells GDAL the types and the reference system of a CSV.
fn beside_csv<'a>(layer: &Layer<'_>) -> [OutputFile<'a>; 2] {
    [OutputFile::new(layer.path("csvt"), layer.csvt()), OutputFile::new(layer.path("prj"), PRJ)]
}

/// All layers and what they are drawn on, each with its style, and the project over them.
fn package<'a>(job: &Job<'a>) -> Result<OutputFile<'a>> {
    let project = job.project();
    let layers = job.layers().0.iter().chain(job.base_map());
    let styled: Vec<_> = layers.map(|layer| (layer.clone(), project.qml(layer))).collect();
    let inside = project.document(|layer| format!("./{}", path(layer, LayerFormat::Gpkg)));
    let packed = qgis::archive(&inside).map_err(|e| Error::io(PACKAGE, "pack the project", e))?;
    Ok(OutputFile::made(PACKAGE, move |at| {
        let package = GeoPackage::create(at)?;
        styled.iter().try_for_each(|(layer, qml)| package.add(layer, Some(qml)))?;
        package.add_project(qgis::NAME, &packed)?;
        package.finish()
    }))
}

/// Which file to open where a layer is too large for `GeoJSON`.
pub(super) fn advice(job: &Job<'_>) -> Option<String> {
    let Job { settings, .. } = job;
    if !settings.products.contains(&Product::Layers) {
        return None;
    }
    let largest = job.layers().0.iter().max_by_key(|layer| layer.len()).filter(|layer| layer.len() > MANY)?;
    let has = |format| settings.layer_formats.contains(&format);
    let (name, features) = (largest.name, headline::thousands(largest.len() as u64));
    let open = if has(LayerFormat::Gpkg) {
        format!("{PACKAGE} rather than GeoJSON")
    } else if has(LayerFormat::Fgb) {
        format!("layers/{name}.fgb rather than GeoJSON")
    } else {
        "a GeoPackage rather than GeoJSON: make it with --gpkg".to_owned()
    };
    Some(format!("{open}; {name} has {features} features"))
}
