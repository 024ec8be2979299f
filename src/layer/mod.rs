//! Layers for QGIS: GeoJSON as RFC 7946 wants it, with flat typed properties. Values only, no files.
//!
//! Comes in: located incidents, a [`Spread`], the regions. Goes out: [`Layer`]s; [`Layer::to_geojson`] gives the bytes.

use geojson::Feature;

use crate::incident::Located;
use crate::region::Regions;
use crate::spread::Spread;

/// One layer: features of one geometry kind with the same properties in the same order.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The name, which is also the file's stem: `incidents`.
    pub name: &'static str,
    /// The title for a reader: "Incidents".
    pub title: String,
    /// Source, licence, what the layer shows; `QGIS` shows it as the abstract.
    pub description: String,
    /// The features, with integer ids 1..n, in a stated order.
    pub features: Vec<Feature>,
}

/// What every layer is made from.
#[derive(Debug, Clone, Copy)]
pub struct LayerInput<'a> {
    /// All incidents, located or not, of all roles.
    pub located: &'a [Located],
    /// The spread of the measured roles.
    pub spread: &'a Spread,
    /// Countries and their outlines.
    pub regions: &'a Regions,
    /// The credit for sources of the data, for descriptions: "GeoNames (CC BY 4.0), Natural Earth".
    pub credit: &'a str,
}

impl Layer {
    /// The layer as one `FeatureCollection`: UTF-8, `name`, `description`, `bbox`, one feature a line, at most 6 decimals.
    pub fn to_geojson(&self) -> Vec<u8> {
        Vec::new()
    }
}

/// All layers that have at least one feature, in the order a reader wants them, and the names of the empty ones.
pub fn layers(input: &LayerInput<'_>) -> (Vec<Layer>, Vec<&'static str>) {
    let _ = input;
    (Vec::new(), Vec::new())
}
