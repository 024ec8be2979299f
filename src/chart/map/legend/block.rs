//! The blocks of a legend: rows with a head, nested circles, a note, the scale, the globe.
//!
//! Comes in: what a block explains, its place. Goes out: texts and shapes in a [`Scene`], and the height they take.

use super::Swatch;
use crate::chart::font::Weight;
use crate::chart::look::Look;
use crate::chart::map::kit::Kit;
use crate::chart::map::symbols::{self, Sizes, UNKNOWN_MM};
use crate::chart::map::view::View;
use crate::chart::map::{locator, scale};
use crate::chart::scene::{Anchor, Label, Rect, Scene, Style};

const HEAD_PT: f64 = 8.0;
const HEAD_MM: f64 = 3.4;
const ROW_PT: f64 = 7.0;
const ROW_MM: f64 = 3.75;
const NOTE_PT: f64 = 6.3;
const NOTE_MM: f64 = 2.9;
/// From one step of the nested circles to the next, at least.
const STEP_MM: f64 = 2.9;
/// Where the words of a row start, from the left of the column.
const INDENT_MM: f64 = 5.0;

/// One line of a block.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What stands before the words.
    pub swatch: Swatch,
    /// The words; cut short where they do not fit.
    pub text: String,
    /// What stands behind them and is never cut: " (12)".
    pub number: String,
}

/// What the sizes of circles mean.
#[derive(Debug, Clone, Copy)]
pub struct SizeKey {
    /// The sizes.
    pub sizes: Sizes,
    /// Whether any count is known.
    pub any_known: bool,
    /// Whether a count is not known.
    pub any_unknown: bool,
    /// Whether a count is larger than the largest circle says.
    pub any_beyond: bool,
}

/// A block of a legend.
#[derive(Debug, Clone)]
pub enum Block {
    /// Rows below a head.
    Rows {
        /// The head.
        head: String,
        /// The rows.
        rows: Vec<Row>,
    },
    /// Nested circles.
    Sizes(SizeKey),
    /// A sentence in small type.
    Note(Swatch, String),
    /// Scale bar and north arrow.
    Scale {
        /// What distances on the map are true from.
        from: Option<String>,
    },
    /// The globe with the frame of the map.
    Locator,
}

impl Block {
    /// What goes last has the lowest rank.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Scale { .. } => 0,
            Self::Rows { .. } => 1,
            Self::Sizes(_) => 2,
            Self::Note(..) => 3,
            Self::Locator => 4,
        }
    }

    /// The height in a column of this width.
    pub fn height_mm(&self, width: f64, look: &Look) -> f64 {
        match self {
            Self::Rows { rows, head } => head_mm(head) + ROW_MM * rows.len() as f64,
            Self::Sizes(key) => HEAD_MM + 0.8 + key.circles_mm() + if key.any_unknown { ROW_MM } else { 0.0 },
            Self::Note(swatch, words) => NOTE_MM * note(swatch, words, width, look).1.len() as f64 - 0.4,
            Self::Scale { .. } => scale::HEIGHT_MM,
            Self::Locator => 13.8,
        }
    }

    /// Draws it.
    pub fn draw(&self, scene: &mut Scene, area: Rect, view: &View, kit: &Kit<'_>) {
        match self {
            Self::Rows { head, rows } => draw_rows(scene, &area, head, rows, kit.look),
            Self::Sizes(key) => key.draw(scene, &area, kit.look),
            Self::Note(swatch, words) => draw_note(scene, &area, swatch, words, kit.look),
            Self::Scale { from } => scale::draw(scene, &area, view, from.as_deref(), kit.look),
            Self::Locator => locator::draw(scene, &area, view, kit.regions(), kit.look),
        }
    }
}

fn head_mm(head: &str) -> f64 {
    if head.is_empty() { 0.0 } else { HEAD_MM }
}

fn draw_head(scene: &mut Scene, area: &Rect, text: &str, look: &Look) {
    if !text.is_empty() {
        let text = look.fonts.fit(text, HEAD_PT, Weight::SemiBold, area.width());
        scene.text(&Label::new(area.left, area.top + 2.6, HEAD_PT, look.palette.ink, text).bold());
    }
}

fn draw_rows(scene: &mut Scene, area: &Rect, head: &str, rows: &[Row], look: &Look) {
    draw_head(scene, area, head, look);
    let mut baseline = area.top + head_mm(head) - 0.15 * ROW_MM;
    for Row { swatch, text, number } in rows {
        baseline += ROW_MM;
        let indent = if *swatch == Swatch::None { 0.0 } else { INDENT_MM };
        swatch.draw(scene, (area.left, baseline - 0.95), look);
        let room = area.width() - indent - look.fonts.width_mm(number, ROW_PT, Weight::Regular);
        let text = format!("{}{number}", look.fonts.fit(text, ROW_PT, Weight::Regular, room));
        scene.text(&Label::new(area.left + indent, baseline, ROW_PT, look.palette.ink, text));
    }
}

fn note(swatch: &Swatch, words: &str, width: f64, look: &Look) -> (f64, Vec<String>) {
    let indent = if *swatch == Swatch::None { 0.0 } else { INDENT_MM };
    (indent, look.fonts.wrap(words, NOTE_PT, Weight::Regular, width - indent))
}

fn draw_note(scene: &mut Scene, area: &Rect, swatch: &Swatch, words: &str, look: &Look) {
    let (indent, lines) = note(swatch, words, area.width(), look);
    swatch.draw(scene, (area.left, area.top + 1.4), look);
    for (i, line) in lines.iter().enumerate() {
        let y = area.top + NOTE_MM * (i as f64 + 0.75);
        scene.text(&Label::new(area.left + indent, y, NOTE_PT, look.palette.soft, line.as_str()));
    }
}

impl SizeKey {
    fn steps(&self) -> Vec<u64> {
        if self.any_known { self.sizes.steps() } else { Vec::new() }
    }

    fn circles_mm(&self) -> f64 {
        let steps = self.steps();
        let largest = steps.first().map_or(0.0, |n| self.sizes.circle(*n));
        if steps.is_empty() { 0.0 } else { (2.0 * largest).max(STEP_MM * steps.len() as f64) + 0.6 }
    }

    fn draw(&self, scene: &mut Scene, area: &Rect, look: &Look) {
        draw_head(scene, area, look.words.text("legend.killed"), look);
        let foot = area.top + HEAD_MM + 0.8 + self.circles_mm() - 0.3;
        let x = area.left + self.sizes.circle(self.sizes.most).max(1.6);
        self.nested(scene, (x, foot), look);
        if self.any_unknown {
            let baseline = foot + 0.3 + 0.8 * ROW_MM;
            let at = (x, baseline - 0.95);
            symbols::operation(scene, at, UNKNOWN_MM, look.palette.soft, false, false, look);
            scene.text(&Label::new(
                x + self.words_mm(),
                baseline,
                ROW_PT,
                look.palette.ink,
                look.words.text("unknown"),
            ));
        }
    }

    /// From the middle of the circles to the words.
    fn words_mm(&self) -> f64 {
        if self.any_known { self.sizes.circle(self.sizes.most) + 3.2 } else { 3.4 }
    }

    /// Circles that stand on one point, with a line from the top of each to its count.
    fn nested(&self, scene: &mut Scene, (x, foot): (f64, f64), look: &Look) {
        let end = x + self.words_mm() - 0.6;
        let mut above = f64::INFINITY;
        for (i, n) in self.steps().iter().rev().enumerate() {
            let r = self.sizes.circle(*n);
            scene.circle((x, foot - r), r, &Style::stroke(look.palette.soft, 0.2));
            let top = foot - 2.0 * r;
            let y = if i == 0 { top.min(foot - 1.2) } else { top.min(above - STEP_MM) };
            above = y;
            scene.line((x, top), (end - 1.4, y), &Style::stroke(look.palette.soft, 0.12));
            scene.line((end - 1.4, y), (end, y), &Style::stroke(look.palette.soft, 0.12));
            let number = look.words.number(*n);
            let beyond = *n == self.sizes.most && self.any_beyond;
            let text = if beyond { look.words.fill("regions.more", &[("n", &number)]) } else { number };
            scene.text(&Label::new(end + 0.6, y + 0.9, ROW_PT, look.palette.ink, text).anchor(Anchor::Start));
        }
    }
}
