//! Labels: what is written beside a feature, how large, where.
//!
//! Comes in: an expression and a look. Goes out: `<labeling>`; QGIS places labels so that they do not overlap, and leaves out
//! those without room.

use super::symbol::rgba;
use super::xml::{Element, driven};

/// A family that every installation resolves; a family that is missing brings a warning.
pub(super) const FONT: &str = "Sans Serif";

/// Where labels go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placement {
    /// Beside the point, the best of eight places.
    Beside,
    /// On the point.
    Over,
    /// Above the point, else round it, with nothing on it.
    Above,
    /// Along the line, above it, bent with it.
    Along,
    /// Inside the area, flat.
    Inside,
}

/// How labels look.
#[derive(Debug, Clone)]
pub(super) struct Labels<'a> {
    /// What is written; nothing where it is empty.
    pub(super) expression: String,
    pub(super) points: f64,
    pub(super) colour: &'a str,
    pub(super) halo: &'a str,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) placement: Placement,
    /// From 0 to 10: the greater keeps its place.
    pub(super) priority: u8,
    /// Properties that follow expressions.
    pub(super) driven: Vec<(&'static str, String)>,
}

impl<'a> Labels<'a> {
    /// Labels of 7 pt.
    pub(super) fn new(expression: impl Into<String>, placement: Placement, colour: &'a str, halo: &'a str) -> Self {
        let (bold, italic, priority) = (false, false, 5);
        Self {
            expression: expression.into(),
            points: 7.0,
            colour,
            halo,
            bold,
            italic,
            placement,
            priority,
            driven: Vec::new(),
        }
    }

    /// The element.
    pub(super) fn element(&self) -> Element {
        let settings = Element::new("settings").with("calloutType", "simple");
        let rendering = Element::new("rendering").with_all(&[
            ("drawLabels", "1"),
            ("obstacle", "1"),
            ("obstacleFactor", "1"),
            ("displayAll", "0"),
            ("scaleVisibility", "0"),
            ("mergeLines", "0"),
            ("limitNumLabels", "0"),
            ("fontLimitPixelSize", "0"),
        ]);
        let settings = settings.holding_all([self.style(), self.place(), rendering]);
        let settings = settings.holding_all(driven("dd_properties", &self.driven));
        Element::new("labeling").with("type", "simple").holding(settings)
    }

    fn style(&self) -> Element {
        let named = match (self.bold, self.italic) {
            (true, true) => "Bold Italic",
            (true, false) => "Bold",
            (false, true) => "Italic",
            (false, false) => "Regular",
        };
        let families = ["Open Sans", "Noto Sans", "Arial", "Helvetica", "DejaVu Sans"];
        let families = families.map(|name| Element::new("family").with("name", name));
        let buffer = Element::new("text-buffer").with("bufferColor", rgba(self.halo, 255)).with_all(&[
            ("bufferDraw", "1"),
            ("bufferSize", "0.6"),
            ("bufferSizeUnits", "MM"),
            ("bufferOpacity", "0.85"),
            ("bufferJoinStyle", "128"),
        ]);
        text_style(self.points, self.colour, self.bold)
            .with("fieldName", &self.expression)
            .with("isExpression", "1")
            .with("fontItalic", u8::from(self.italic))
            .with("namedStyle", named)
            .with("multilineHeight", "1")
            .holding(Element::new("families").holding_all(families))
            .holding(buffer)
    }

    fn place(&self) -> Element {
        let (mode, flags) = match self.placement {
            Placement::Beside | Placement::Above => ("6", "10"),
            Placement::Over => ("1", "10"),
            Placement::Along => ("3", "2"),
            Placement::Inside => ("4", "10"),
        };
        let order = if self.placement == Placement::Above { "T,B,TSR,BSR,TSL,BSL" } else { "R,L,TR,BR,TL,BL,TSR,BSR" };
        Element::new("placement")
            .with("placement", mode)
            .with("placementFlags", flags)
            .with("priority", self.priority)
            .with_all(&[
                ("predefinedPositionOrder", order),
                ("quadOffset", "4"),
                ("dist", if self.placement == Placement::Along { "0.9" } else { "0.5" }),
                ("distUnits", "MM"),
                ("offsetType", "1"),
                ("overrunDistance", "0"),
                ("maxCurvedCharAngleIn", "25"),
                ("maxCurvedCharAngleOut", "-25"),
            ])
    }
}

/// The attributes that every text has.
pub(super) fn text_style(points: f64, colour: &str, bold: bool) -> Element {
    let weight = if bold { "75" } else { "50" };
    Element::new("text-style")
        .with("fontFamily", FONT)
        .with("fontSize", points)
        .with("fontSizeUnit", "Point")
        .with("textColor", rgba(colour, 255))
        .with("fontWeight", weight)
        .with("textOpacity", "1")
}
