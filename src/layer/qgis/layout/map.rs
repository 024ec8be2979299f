//! Map items: the large one, the small one with its frame, those of periods.
//!
//! Comes in: frames, themes, days. Goes out: items.

use jiff::civil::Date;

use super::item::{Ground, Kind, Place, item};
use crate::layer::qgis::frame::Frame;
use crate::layer::qgis::look::Look;
use crate::layer::qgis::symbol::{Stroke, Symbol, rgba};
use crate::layer::qgis::xml::Element;

/// A map that follows a theme; of a time, where it has one.
pub(super) struct Map<'a> {
    pub(super) uuid: String,
    pub(super) id: String,
    pub(super) place: Place,
    pub(super) frame: Frame,
    pub(super) theme: &'a str,
    pub(super) days: Option<(Date, Date)>,
    /// The identifier of the map whose frame is drawn on this one.
    pub(super) overview: Option<String>,
}

impl Map<'_> {
    /// The item.
    pub(super) fn element(&self, look: &Look) -> Element {
        let Frame { west, south, east, north, crs } = self.frame;
        let ground = Ground { frame: Some(&look.soft), background: Some(&look.sea) };
        let extent =
            Element::new("Extent").with("xmin", west).with("ymin", south).with("xmax", east).with("ymax", north);
        let map = item(Kind::Map, &self.uuid, &self.id, self.place, ground, 1)
            .with("followPresetName", self.theme)
            .with_all(&[
                ("followPreset", "true"),
                ("keepLayerSet", "false"),
                ("keepLayerStyles", "false"),
                ("mapRotation", "0"),
                ("drawCanvasItems", "false"),
                ("labelMargin", "1,mm"),
                ("mapFlags", "0"),
            ]);
        let map = match self.days {
            Some((first, last)) => map
                .with("isTemporal", "1")
                .with("temporalRangeBegin", format!("{first}T00:00:00Z"))
                .with("temporalRangeEnd", format!("{last}T23:59:59Z")),
            None => map.with("isTemporal", "0"),
        };
        map.holding_all([Element::new("crs").holding(crs.element()), extent, Element::new("LayerSet")])
            .holding_all(self.overview.iter().map(|of| overview(of, look)))
            .holding(Element::new("AtlasMap").with_all(&[
                ("atlasDriven", "0"),
                ("scalingMode", "2"),
                ("margin", "0.1"),
            ]))
    }
}

fn overview(of: &str, look: &Look) -> Element {
    let frame = Symbol::fill(vec![Stroke::fill(&look.accent, 30).outlined(&look.accent, 0.5)]);
    Element::new("ComposerMapOverview")
        .with("name", "Frame of the map")
        .with("frameMap", of)
        .with("uuid", super::item::uuid(9, 1))
        .with_all(&[("show", "1"), ("position", "3"), ("centered", "0"), ("inverted", "0"), ("blendMode", "0")])
        .with("color", rgba(&look.accent, 255))
        .holding(frame.element(""))
}
