//! What colours and sizes mean: in a row above a plot, or in a column beside it.
//!
//! Comes in: [`Entry`]s. Goes out: elements of a [`Scene`] and the room they took.

use super::colour::Colour;
use super::font::Weight;
use super::look::Look;
use super::scene::{Anchor, Label, Rect, Scene, Style};
use super::sheet::{LABEL_PT, text_mm};
use super::text::MM_PER_PT;

/// From one entry of a row to the next.
const GAP_MM: f64 = 3.5;

/// One line of a legend.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What stands before the words.
    pub swatch: Swatch,
    /// The words.
    pub text: String,
}

/// What stands before the words of a legend.
#[derive(Debug, Clone, Copy)]
pub enum Swatch {
    /// A round mark.
    Dot {
        /// Its colour.
        colour: Colour,
        /// Its radius in mm.
        radius_mm: f64,
        /// Whether only its rim is drawn.
        open: bool,
    },
    /// A filled box.
    Box(Colour),
    /// Nothing: the words head what follows.
    Head,
}

impl Swatch {
    /// From the left edge to the words.
    fn width_mm(self) -> f64 {
        match self {
            Self::Dot { radius_mm, .. } => 2.0 * radius_mm + 1.0,
            Self::Box(_) => 3.6,
            Self::Head => 0.0,
        }
    }

    fn height_mm(self) -> f64 {
        match self {
            Self::Dot { radius_mm, .. } => 2.0 * radius_mm,
            Self::Box(_) | Self::Head => 2.4,
        }
    }

    fn draw(self, scene: &mut Scene, left: f64, middle: f64) {
        match self {
            Self::Dot { colour, radius_mm, open: false } => {
                scene.circle((left + radius_mm, middle), radius_mm, &Style::fill(colour));
            }
            Self::Dot { colour, radius_mm, open: true } => {
                let style = Style::stroke(colour, 0.25);
                scene.circle((left + radius_mm, middle), radius_mm - 0.125, &style);
            }
            Self::Box(colour) => {
                scene.rect(&Rect::new(left, middle - 1.2, left + 2.4, middle + 1.2), &Style::fill(colour));
            }
            Self::Head => {}
        }
    }
}

/// Writes groups of entries one after the other, in as many lines as they need; returns the lower edge. A group that fits
/// a line is not broken.
pub fn row(scene: &mut Scene, look: &Look, area: Rect, groups: &[Vec<Entry>]) -> f64 {
    let width = |entry: &Entry| entry.swatch.width_mm() + text_mm(look, &entry.text);
    let half = |entry: &Entry| entry.swatch.height_mm() / 2.0;
    let tallest = groups.iter().flatten().map(half).fold(1.5, f64::max);
    let (mut x, mut middle) = (area.left, area.top + tallest - 0.7);
    let pitch = (2.0 * tallest + 0.6).clamp(4.2, 5.4);
    for group in groups {
        let whole = group.iter().map(|entry| width(entry) + GAP_MM).sum::<f64>() - GAP_MM;
        if x > area.left && x + whole > area.right && whole <= area.width() {
            (x, middle) = (area.left, middle + pitch);
        }
        for entry in group {
            if x > area.left && x + width(entry) > area.right {
                (x, middle) = (area.left, middle + pitch);
            }
            entry.swatch.draw(scene, x, middle);
            let baseline = middle + 0.36 * LABEL_PT * MM_PER_PT;
            let room = area.right - x - entry.swatch.width_mm();
            let text = look.fonts.fit(&entry.text, LABEL_PT, Weight::Regular, room);
            scene.text(&Label::new(x + entry.swatch.width_mm(), baseline, LABEL_PT, look.palette.ink, text));
            x += width(entry) + GAP_MM;
        }
    }
    middle + tallest
}

/// The room that a column of these entries needs, at most 44 mm.
pub fn column_mm(look: &Look, entries: &[(Entry, String)]) -> f64 {
    let width = |(entry, number): &(Entry, String)| {
        entry.swatch.width_mm() + text_mm(look, &entry.text).min(30.0) + 3.0 + text_mm(look, number)
    };
    entries.iter().map(width).fold(0.0, f64::max).min(44.0)
}

/// Writes the entries one below the other, each with a number at the right edge; what does not fit ends with "…".
pub fn column(scene: &mut Scene, look: &Look, area: Rect, entries: &[(Entry, String)]) {
    let size = LABEL_PT * MM_PER_PT;
    let mut y = area.top + size;
    for (entry, number) in entries {
        let indent = entry.swatch.width_mm();
        let room = area.width() - indent - text_mm(look, number) - 1.5;
        let lines = look.fonts.wrap_at_most(&entry.text, LABEL_PT, Weight::Regular, room, 2);
        if y + lines.len().saturating_sub(1) as f64 * 1.2 * size > area.bottom {
            return;
        }
        entry.swatch.draw(scene, area.left, y - 0.36 * size);
        scene.text(&Label::new(area.right, y, LABEL_PT, look.palette.soft, number.clone()).anchor(Anchor::End));
        for line in lines {
            scene.text(&Label::new(area.left + indent, y, LABEL_PT, look.palette.ink, line));
            y += 1.2 * size;
        }
        y += 0.6 * size;
    }
}
