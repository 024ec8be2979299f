//! The scale bar, and the north arrow where north is up all over the map.
//!
//! Comes in: a frame, a place. Goes out: items; none where there would be nothing true to show.

use super::item::{Ground, Kind, Place, colour, item};
use crate::layer::qgis::crs::Crs;
use crate::layer::qgis::frame::Frame;
use crate::layer::qgis::labels::text_style;
use crate::layer::qgis::look::Look;
use crate::layer::qgis::sizes::at_least;
use crate::layer::qgis::xml::Element;

/// Where north turns away from the top by more, an arrow would lie.
const MOST_TURN_DEG: f64 = 8.0;

/// The bar: one or two parts of a round number of km, at most a quarter as long as the map is wide. A map of the world has
/// no one scale.
pub(super) fn bar(uuid: &str, map: &str, frame: &Frame, parts: u32, place: Place, look: &Look) -> Option<Element> {
    let Crs::Equidistant(_) = frame.crs else { return None };
    let most = (frame.width() / 1000.0 / 4.0 / f64::from(parts)).max(1.0) as u64;
    // The greatest round number that is no greater.
    let part = [1, 2, 5, 10].into_iter().map(|k| at_least(most.div_ceil(k))).find(|part| *part <= most).unwrap_or(1);
    let bar = item(Kind::Scale, uuid, "Scale", place, Ground::default(), 4)
        .with("mapUuid", map)
        .with("numUnitsPerSegment", 1000 * part)
        .with("numSegments", parts)
        .with_all(&[
            ("style", "Line Ticks Up"),
            // Metres of the projection: QGIS would measure along the shortest way between the edges, which may lead elsewhere.
            ("unitType", "<unknown>"),
            ("unitLabel", "km"),
            ("numMapUnitsPerScaleBarUnit", "1000"),
            ("numSegmentsLeft", "0"),
            ("height", "1.2"),
            ("labelBarSpace", "0.8"),
            ("boxContentSpace", "0.5"),
            ("segmentSizeMode", "0"),
            ("outlineWidth", "0.25"),
            ("alignment", "0"),
            ("minBarWidth", "20"),
            ("maxBarWidth", "80"),
        ])
        .holding(text_style(7.0, &look.ink, false))
        .holding_all([
            colour("fillColor", &look.ink),
            colour("fillColor2", &look.paper),
            colour("strokeColor", &look.ink),
        ]);
    Some(bar)
}

/// The arrow.
pub(super) fn north(uuid: &str, map: &str, frame: &Frame, place: Place, look: &Look) -> Option<Element> {
    frame.turn_deg().filter(|turn| *turn <= MOST_TURN_DEG)?;
    let ink = crate::layer::qgis::symbol::rgba(&look.ink, 255);
    let arrow = item(Kind::Picture, uuid, "North", place, Ground::default(), 4)
        .with("mapUuid", map)
        .with("svgFillColor", &ink)
        .with("svgBorderColor", &ink)
        .with_all(&[
            ("northMode", "1"),
            ("northOffset", "0"),
            ("file", "arrows/NorthArrow_02.svg"),
            ("mode", "2"),
            ("resizeMode", "0"),
            ("svgBorderWidth", "0.1"),
            ("anchorPoint", "4"),
            ("pictureRotation", "0"),
            ("pictureWidth", "5"),
            ("pictureHeight", "8"),
        ]);
    Some(arrow)
}
