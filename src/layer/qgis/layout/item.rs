//! What every item of a layout has: its place, its frame, its ground; and the page itself.
//!
//! Comes in: places in mm. Goes out: `<LayoutItem>`.

use super::PAPER_MM;
use crate::layer::qgis::symbol::{Stroke, Symbol, rgba};
use crate::layer::qgis::xml::Element;

/// The kinds of items, by the numbers of QGIS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Page = 65638,
    Map = 65639,
    Picture = 65640,
    Label = 65641,
    Legend = 65642,
    Scale = 65646,
}

/// A rectangle of the page in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Place {
    pub(super) fn new(left: f64, top: f64, width: f64, height: f64) -> Self {
        Self { left, top, width, height }
    }

    pub(super) fn ratio(&self) -> f64 {
        self.width / self.height
    }
}

/// An identifier: one a layout and item, the same in every run.
pub(super) fn uuid(layout: usize, item: usize) -> String {
    format!("{{10c1de07-0000-4000-8{layout:03}-{item:012}}}")
}

/// How an item is framed and what it stands on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ground<'a> {
    pub(super) frame: Option<&'a str>,
    pub(super) background: Option<&'a str>,
}

/// An item without what makes its kind.
pub(super) fn item(kind: Kind, uuid: &str, id: &str, place: Place, ground: Ground<'_>, z: usize) -> Element {
    let position = format!("{},{},mm", place.left, place.top);
    Element::new("LayoutItem")
        .with("type", kind as u32)
        .with("uuid", uuid)
        .with("templateUuid", uuid)
        .with("id", id)
        .with("position", &position)
        .with("positionOnPage", &position)
        .with("size", format!("{},{},mm", place.width, place.height))
        .with("zValue", z)
        .with("frame", ground.frame.is_some())
        .with("background", ground.background.is_some())
        .with_all(&[
            ("visibility", "1"),
            ("opacity", "1"),
            ("outlineWidthM", "0.15,mm"),
            ("frameJoinStyle", "miter"),
            ("referencePoint", "0"),
            ("itemRotation", "0"),
            ("positionLock", "false"),
            ("excludeFromExports", "0"),
        ])
        .holding(colour("FrameColor", ground.frame.unwrap_or("#000000")))
        .holding(colour("BackgroundColor", ground.background.unwrap_or("#ffffff")))
}

/// A colour as layouts write it.
pub(super) fn colour(element: &'static str, of: &str) -> Element {
    let rgba = rgba(of, 255);
    let names = ["red", "green", "blue", "alpha"];
    names.into_iter().zip(rgba.split(',')).fold(Element::new(element), |e, (name, value)| e.with(name, value))
}

/// The one page of a layout.
pub(super) fn page(layout: usize) -> Element {
    let paper = || Symbol::fill(vec![Stroke::fill("#ffffff", 255)]).element("");
    let (width, height) = PAPER_MM;
    let place = Place::new(0.0, 0.0, width, height);
    let page = item(Kind::Page, &uuid(layout, 0), "", place, Ground::default(), 0).holding(paper());
    Element::new("PageCollection").holding(paper()).holding(page)
}
