//! The file formats that layers are written in.
//!
//! Comes in: `--layer-format`, `--gpkg`, `--fgb`, or their keys in incimap.toml. Goes out: a list of [`LayerFormat`]s, at least one.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A file format of layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LayerFormat {
    /// `GeoJSON`, RFC 7946: one file a layer; every tool reads it. Slow to open above 20,000 features.
    Geojson,
    /// `GeoPackage`: one file with all layers, their styles and the project.
    Gpkg,
    /// `FlatGeobuf`: one file a layer, with an index; quick to open at any size.
    Fgb,
    /// CSV with .csvt (types) and .prj (reference system): one table a layer, for spreadsheets and GIS.
    Csv,
    /// `GeoParquet` 1.1: one table a layer, for `DuckDB`, pandas, R; only where incimap was built with it.
    Parquet,
}

/// What to say where a format is asked for that this program was built without.
pub const NO_GEOPARQUET: &str =
    "this incimap was built without GeoParquet: get it with `cargo install --path . --features geoparquet`";

impl LayerFormat {
    /// The format, where this program can write it.
    ///
    /// # Errors
    /// For `parquet`, unless the feature `geoparquet` is built in.
    pub fn built_in(self) -> Result<Self> {
        if self == Self::Parquet && cfg!(not(feature = "geoparquet")) {
            return Err(Error::invalid(NO_GEOPARQUET));
        }
        Ok(self)
    }
}

/// Those that are named, or `GeoJSON`, and those that are added.
///
/// # Errors
/// Where one is not built in.
pub(super) fn wanted(
    named: Vec<LayerFormat>,
    added: impl IntoIterator<Item = LayerFormat>,
) -> Result<Vec<LayerFormat>> {
    let mut formats = if named.is_empty() { vec![LayerFormat::Geojson] } else { named };
    formats.extend(added);
    formats.sort_unstable();
    formats.dedup();
    formats.into_iter().map(LayerFormat::built_in).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_geojson_unless_others_are_named_and_each_is_written_once() {
        let (json, gpkg, csv) = (LayerFormat::Geojson, LayerFormat::Gpkg, LayerFormat::Csv);
        assert_eq!(wanted(Vec::new(), []).unwrap(), [json]);
        assert_eq!(wanted(Vec::new(), [gpkg]).unwrap(), [json, gpkg]);
        assert_eq!(wanted(vec![csv, gpkg], [gpkg]).unwrap(), [gpkg, csv]);
    }
}
