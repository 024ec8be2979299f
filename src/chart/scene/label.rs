//! A line of text: what it says, where it stands, how large and in which colour.
//!
//! Comes in: words, a place in mm, a size in points. Goes out: a [`Label`], and the box that it takes.

use super::Rect;
use crate::chart::colour::Colour;
use crate::chart::font::{Fonts, Weight};
use crate::chart::palette::Scale;
use crate::chart::text::{ASCENT, DESCENT, MM_PER_PT};

/// Which point of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of SVG")]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text; `y` is the baseline.
#[derive(Debug, Clone)]
pub struct Label {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) text: String,
    pub(super) pt: f64,
    pub(super) weight: Weight,
    pub(super) fill: Colour,
    pub(super) anchor: Anchor,
    pub(super) halo: Option<Colour>,
    pub(super) on: Option<(Scale, usize)>,
}

impl Label {
    /// A text that starts at `x`, on the baseline `y`, in mm, of a size in points.
    pub fn new(x: f64, y: f64, pt: f64, fill: Colour, text: impl Into<String>) -> Self {
        Self { x, y, text: text.into(), pt, weight: Weight::Regular, fill, anchor: Anchor::Start, halo: None, on: None }
    }

    /// In semi-bold.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.weight = Weight::SemiBold;
        self
    }

    /// Centred on `x`, or ending there.
    #[must_use]
    pub fn anchor(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    /// On a step of a scale of colours.
    #[must_use]
    pub fn on(mut self, scale: Scale, step: usize) -> Self {
        self.on = Some((scale, step));
        self
    }

    /// With a rim of this colour, to be read over lines.
    #[must_use]
    pub fn halo(mut self, colour: Colour) -> Self {
        self.halo = Some(colour);
        self
    }

    /// The box of the text in mm, from the highest to the lowest reach of its letters.
    pub fn rect(&self, fonts: &Fonts) -> Rect {
        let (size, width) = (self.pt * MM_PER_PT, fonts.width_mm(&self.text, self.pt, self.weight));
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Rect::new(left, self.y - ASCENT * size, left + width, self.y + DESCENT * size)
    }
}
