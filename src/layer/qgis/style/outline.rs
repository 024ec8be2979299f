//! The outline of areas, without the seam where they are cut at 180°.
//!
//! Comes in: a layer, a fill, a line. Goes out: the layers of a symbol.

use crate::layer::Layer;
use crate::layer::qgis::symbol::Stroke;

/// The outline without what lies on the 180° meridian or at a pole, where areas are cut but do not end.
const WITHOUT_SEAM: &str = "if(x_max($geometry) < 180 AND x_min($geometry) > -180 AND abs(y_min($geometry)) < 90 AND y_max($geometry) < 90, \
    boundary($geometry), \
    difference(boundary($geometry), geom_from_wkt('POLYGON((-181 -91, 181 -91, 181 91, -181 91, -181 -91),\
    (-179.9999 -89.9999, -179.9999 89.9999, 179.9999 89.9999, 179.9999 -89.9999, -179.9999 -89.9999))')))";

/// A filled area with its outline.
pub(super) fn area(layer: &Layer<'_>, fill: Stroke, line: Stroke) -> Vec<Stroke> {
    vec![fill, bare(layer, line)]
}

/// The outline alone.
pub(super) fn bare(layer: &Layer<'_>, line: Stroke) -> Stroke {
    if layer.touches_180() { Stroke::generated_line(WITHOUT_SEAM.to_owned(), line) } else { line }
}
