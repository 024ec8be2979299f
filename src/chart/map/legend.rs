//! The legend: kinds, shapes, sizes, what a dashed rim means, the scale. A block without room is left out.
//!
//! Comes in: what was drawn, columns on the page. Goes out: blocks in a [`Scene`].

use super::dots::{Dots, REST};
use super::locator;
use super::scale;
use super::symbols::{self, Sizes, UNKNOWN_MM};
use super::view::View;
use crate::chart::font::Weight;
use crate::chart::look::Look;
use crate::chart::scene::{Label, Rect, Scene, Style};
use crate::incident::Role;
use crate::region::Regions;
use crate::spread::headline::thousands;

const HEAD_PT: f64 = 8.0;
const ROW_PT: f64 = 7.2;
const ROW_MM: f64 = 3.85;
const NOTE_PT: f64 = 6.3;
const NOTE_MM: f64 = 2.9;
const GAP_MM: f64 = 2.2;
/// Where the words of a row start, from the left of the column.
const INDENT_MM: f64 = 5.0;

/// A column that fills from the top.
struct Column {
    area: Rect,
    y: f64,
}

impl Column {
    /// Moves down by a block of this height and gives its top, if there is room.
    fn take(&mut self, height: f64) -> Option<f64> {
        let top = self.y;
        if top + height > self.area.bottom + 0.01 {
            return None;
        }
        self.y = top + height + GAP_MM;
        Some(top)
    }

    fn left(&self) -> f64 {
        self.area.left
    }
}

/// What the legend explains.
pub struct Legend<'a> {
    /// The symbols.
    pub dots: &'a Dots<'a>,
    /// Their sizes.
    pub sizes: Sizes,
    /// The map.
    pub view: &'a View,
    /// The land for the locator.
    pub regions: &'a Regions,
    /// What distances are true from.
    pub origin: Option<&'a str>,
    /// The colours.
    pub look: &'a Look,
}

/// The height in mm that a legend in two columns takes for so many kinds and other roles.
pub fn two_column_mm(kinds: usize, others: usize) -> f64 {
    let block = |rows: usize| if rows == 0 { 0.0 } else { 3.4 + ROW_MM * rows as f64 + GAP_MM };
    (block(kinds) + block(others)).max(40.0)
}

impl Legend<'_> {
    /// Draws the blocks: one below the other in one column, or shared between two.
    pub fn draw(&self, scene: &mut Scene, columns: &[Rect]) {
        let mut columns: Vec<Column> = columns.iter().map(|area| Column { area: *area, y: area.top }).collect();
        scene.open("legend");
        if let [first, rest @ ..] = columns.as_mut_slice() {
            self.kinds(scene, first);
            self.others(scene, first);
            let second = if let [second, ..] = rest { second } else { first };
            self.sizes(scene, second);
            self.coarse(scene, second);
            self.scale(scene, second);
            self.locator(scene, second);
        }
        scene.close();
    }

    fn head(&self, scene: &mut Scene, x: f64, top: f64, text: &str) {
        scene.text(&Label::new(x, top + 2.6, HEAD_PT, self.look.palette.ink, text).bold());
    }

    /// A name and how many; the name is cut short where both do not fit.
    fn row(&self, scene: &mut Scene, column: &Column, baseline: f64, (name, n): (&str, u64)) {
        let count = format!(" ({})", thousands(n));
        let room = column.area.width() - INDENT_MM - self.look.fonts.width_mm(&count, ROW_PT, Weight::Regular);
        let text = format!("{}{count}", self.look.fonts.fit(name, ROW_PT, Weight::Regular, room));
        scene.text(&Label::new(column.left() + INDENT_MM, baseline, ROW_PT, self.look.palette.ink, text));
    }

    fn kinds(&self, scene: &mut Scene, column: &mut Column) {
        let kinds = &self.dots.kinds;
        if kinds.is_empty() {
            return;
        }
        let Some(top) = column.take(3.4 + ROW_MM * kinds.len() as f64) else { return };
        self.head(scene, column.left(), top, "Operations");
        for (i, (kind, n)) in kinds.iter().enumerate() {
            let baseline = top + 3.4 + ROW_MM * (i as f64 + 0.85);
            let series = if kind == REST { usize::MAX } else { i };
            let at = (column.left() + 1.6, baseline - 0.95);
            symbols::operation(scene, at, 1.4, self.look.palette.series(series), true, false, self.look);
            self.row(scene, column, baseline, (kind, *n));
        }
    }

    fn others(&self, scene: &mut Scene, column: &mut Column) {
        let others = &self.dots.others;
        if others.is_empty() {
            return;
        }
        let Some(top) = column.take(3.4 + ROW_MM * others.len() as f64) else { return };
        self.head(scene, column.left(), top, "Not operations");
        for (i, (role, n)) in others.iter().enumerate() {
            let baseline = top + 3.4 + ROW_MM * (i as f64 + 0.85);
            symbols::other(scene, (column.left() + 1.6, baseline - 0.95), *role, false, self.look);
            let words = match role {
                Role::Response => "arrests, raids, strikes",
                Role::Statement => "warnings, threats",
                _ => "context",
            };
            self.row(scene, column, baseline, (words, *n));
        }
    }

    fn sizes(&self, scene: &mut Scene, column: &mut Column) {
        let operations = || self.dots.symbols.iter().filter(|dot| dot.role == Role::Operation);
        let steps = if operations().any(|dot| dot.killed.is_some()) { self.sizes.steps() } else { Vec::new() };
        let unknown = operations().any(|dot| dot.killed.is_none());
        if steps.is_empty() && !unknown {
            return;
        }
        let largest = steps.first().map_or(0.0, |n| self.sizes.circle(*n));
        let circles_mm = if steps.is_empty() { 0.0 } else { (2.0 * largest).max(2.9 * steps.len() as f64) + 0.6 };
        let unknown_mm = if unknown { ROW_MM } else { 0.0 };
        let Some(top) = column.take(4.2 + circles_mm + unknown_mm) else { return };
        self.head(scene, column.left(), top, "Killed");
        self.nested(scene, (column.left() + 5.2, top + 4.2 + circles_mm - 0.3), &steps);
        if unknown {
            let baseline = top + 4.2 + circles_mm + 0.8 * ROW_MM;
            let at = (column.left() + 5.2, baseline - 0.95);
            symbols::operation(scene, at, UNKNOWN_MM, self.look.palette.soft, false, false, self.look);
            scene.text(&Label::new(column.left() + 13.2, baseline, ROW_PT, self.look.palette.ink, "not known"));
        }
    }

    /// Circles that stand on one point, with a line from the top of each to its count.
    fn nested(&self, scene: &mut Scene, (x, foot): (f64, f64), steps: &[u64]) {
        let mut above = f64::INFINITY;
        for (i, n) in steps.iter().rev().enumerate() {
            let r = self.sizes.circle(*n);
            scene.circle((x, foot - r), r, &Style::stroke(self.look.palette.soft, 0.2));
            let top = foot - 2.0 * r;
            let y = if i == 0 { top.min(foot - 1.2) } else { top.min(above - 2.9) };
            above = y;
            scene.line((x, top), (x + 6.0, y), &Style::stroke(self.look.palette.soft, 0.12));
            let more = *n == self.sizes.most
                && self.dots.symbols.iter().any(|dot| dot.killed.is_some_and(|killed| killed > self.sizes.most));
            let text = format!("{}{}", thousands(*n), if more { " or more" } else { "" });
            scene.line((x + 6.0, y), (x + 7.4, y), &Style::stroke(self.look.palette.soft, 0.12));
            scene.text(&Label::new(x + 8.0, y + 0.9, ROW_PT, self.look.palette.ink, text));
        }
    }

    fn coarse(&self, scene: &mut Scene, column: &mut Column) {
        if !self.dots.symbols.iter().any(|dot| dot.coarse) {
            return;
        }
        let words = "dashed: placed in the middle of a country or a large area";
        let lines = self.look.fonts.wrap(words, NOTE_PT, Weight::Regular, column.area.width() - INDENT_MM);
        let Some(top) = column.take(NOTE_MM * lines.len() as f64 - 0.4) else { return };
        let at = (column.left() + 1.6, top + 1.6);
        symbols::operation(scene, at, 1.4, self.look.palette.soft, false, true, self.look);
        for (i, line) in lines.iter().enumerate() {
            let y = top + NOTE_MM * (i as f64 + 0.75);
            scene.text(&Label::new(column.left() + INDENT_MM, y, NOTE_PT, self.look.palette.soft, line.as_str()));
        }
    }

    fn scale(&self, scene: &mut Scene, column: &mut Column) {
        let Some(bar) = scale::Bar::of(self.view, self.origin, column.area.width() - 12.0) else { return };
        if let Some(top) = column.take(scale::HEIGHT_MM) {
            let turn = scale::north(self.view);
            let width = column.area.width() - if turn.is_some() { 7.0 } else { 0.0 };
            bar.draw(scene, (column.left(), top), width, self.look);
            if let Some(turn) = turn {
                scale::draw_north(scene, (column.area.right - 3.0, top + 3.0), turn, self.look);
            }
        }
    }

    fn locator(&self, scene: &mut Scene, column: &mut Column) {
        let room = column.area.bottom - column.y;
        let radius = (column.area.width() / 2.0 - 2.0).min(room / 2.0 - 0.3).min(15.0);
        if radius < 7.0 || !locator::is_useful(self.view) {
            return;
        }
        let middle = (f64::midpoint(column.area.left, column.area.right), column.area.bottom - radius - 0.2);
        if column.take(2.0 * radius).is_some() {
            locator::draw(scene, self.view, self.regions, middle, radius, self.look);
        }
    }
}
