//! How a shape is filled and stroked.
//!
//! Comes in: colours, widths in mm. Goes out: a [`Style`], which writes itself as attributes of SVG.

use std::fmt::Write as _;

use super::attribute;
use super::path::push_number;
use crate::chart::colour::Colour;

/// How a shape is filled and stroked; nothing is drawn by default.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Style {
    /// The colour inside.
    pub fill: Option<Colour>,
    /// How opaque the inside is, 0 to 1; 0 stands for fully opaque, so that the default draws.
    pub fill_opacity: f64,
    /// The colour of the line.
    pub stroke: Option<Colour>,
    /// The width of the line in mm.
    pub stroke_mm: f64,
    /// The lengths of dash and gap in mm.
    pub dash: Option<(f64, f64)>,
    /// Whether dashes have round ends: a dash of length 0 is then a dot.
    pub round: bool,
    /// Whether overlapping parts of a path are filled, where they otherwise cut holes into each other.
    pub nonzero: bool,
    /// Whether the inside is hatched with the pattern of [`Scene::define_hatch`](super::Scene::define_hatch).
    pub hatched: bool,
}

impl Style {
    /// An area without a line.
    pub fn fill(colour: Colour) -> Self {
        Self { fill: Some(colour), ..Self::default() }
    }

    /// An area hatched with the pattern of [`Scene::define_hatch`](super::Scene::define_hatch).
    pub fn hatch() -> Self {
        Self { hatched: true, ..Self::default() }
    }

    /// A line without an area.
    pub fn stroke(colour: Colour, mm: f64) -> Self {
        Self { stroke: Some(colour), stroke_mm: mm, ..Self::default() }
    }

    /// With a line round the area.
    #[must_use]
    pub fn outlined(mut self, colour: Colour, mm: f64) -> Self {
        (self.stroke, self.stroke_mm) = (Some(colour), mm);
        self
    }

    /// With the area partly see-through.
    #[must_use]
    pub fn opacity(mut self, opacity: f64) -> Self {
        self.fill_opacity = opacity;
        self
    }

    /// With the line dashed: lengths of dash and gap in mm.
    #[must_use]
    pub fn dashed(mut self, dash: f64, gap: f64) -> Self {
        self.dash = Some((dash, gap));
        self
    }

    /// With the line dotted, `gap` mm from dot to dot.
    #[must_use]
    pub fn dotted(mut self, gap: f64) -> Self {
        (self.dash, self.round) = (Some((0.0, gap)), true);
        self
    }

    /// With overlapping parts of a path filled.
    #[must_use]
    pub fn nonzero(mut self) -> Self {
        self.nonzero = true;
        self
    }

    pub(super) fn write(&self, out: &mut String) {
        match self.fill {
            Some(fill) => {
                let _ = write!(out, " fill=\"{fill}\"");
            }
            None if self.hatched => out.push_str(" fill=\"url(#hatch)\""),
            None => out.push_str(" fill=\"none\""),
        }
        if self.fill.is_some() && self.fill_opacity > 0.0 && self.fill_opacity < 1.0 {
            attribute(out, "fill-opacity", self.fill_opacity);
        }
        let Some(stroke) = self.stroke else { return };
        let _ = write!(out, " stroke=\"{stroke}\"");
        attribute(out, "stroke-width", self.stroke_mm);
        out.push_str(" stroke-linejoin=\"round\"");
        if let Some((dash, gap)) = self.dash {
            attribute(out, "stroke-dasharray", dash);
            out.pop();
            out.push(' ');
            push_number(out, gap, 3);
            out.push('"');
        }
        if self.round {
            out.push_str(" stroke-linecap=\"round\"");
        }
    }
}
