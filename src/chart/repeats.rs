//! The chart of near repeats: how many times more pairs of incidents lie near each other in space and time than chance has it.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], a cell a band of distance and of days; none where no band was measured.

use super::ChartInput;
use super::palette::LIGHT;
use super::scene::{Anchor, Label, Rect, Scene, Style};
use super::sheet::{LABEL_PT, NARROW_MM, Sheet, source_line, text_mm};
use super::text::{MM_PER_PT, thousands};
use crate::spread::NearRepeats;
use crate::statistic::near_repeat::RepeatCell;

/// From far fewer pairs than by chance to far more; the ink on each can be read. Each holds up to the ratio beside it.
const STEPS: [(f64, &str, &str); 7] = [
    (0.5, "#4393c3", LIGHT.ink),
    (0.8, "#92c5de", LIGHT.ink),
    (1.25, "#f3f3f3", LIGHT.ink),
    (2.0, "#fddbc7", LIGHT.ink),
    (4.0, "#f4a582", LIGHT.ink),
    (8.0, "#e0765b", LIGHT.ink),
    (f64::INFINITY, "#8c1a1a", LIGHT.paper),
];

/// A cell with its place in the table: row and column, counted from 0.
struct Tile {
    row: usize,
    column: usize,
    plain: RepeatCell,
    /// Whether permutations within blocks of time reach it at most one time in twenty.
    stands_out: bool,
}

struct Table<'a> {
    repeats: &'a NearRepeats,
    tiles: Vec<Tile>,
    rows: usize,
    columns: usize,
}

impl<'a> Table<'a> {
    fn of(repeats: &'a NearRepeats) -> Option<Self> {
        let (plain, blocks) = (repeats.table.as_ref()?, repeats.table_in_blocks.as_ref()?);
        let (rows, columns) = (repeats.bands_km.len() + 1, repeats.choice.bands_days.len());
        let mut tiles = Vec::new();
        for (row, (plain, blocks)) in plain.rows.iter().zip(&blocks.rows).take(rows).enumerate() {
            for (column, (plain, blocks)) in plain.iter().zip(blocks).take(columns).enumerate() {
                let stands_out = blocks.draws.is_some_and(|d| d.p <= 0.05);
                tiles.push(Tile { row, column, plain: *plain, stands_out });
            }
        }
        let any = tiles.iter().any(|tile| tile.plain.observed > 0);
        any.then_some(Self { repeats, tiles, rows, columns })
    }

    fn draw(&self, scene: &mut Scene, area: &Rect) {
        let size = LABEL_PT * MM_PER_PT;
        let names = || (0..self.rows).map(|row| self.repeats.row_name(row));
        let left = area.left + names().map(|name| text_mm(&name)).fold(0.0, f64::max) + 2.0;
        let (top, right) = (area.top + 1.6 * size, area.right);
        let bottom = area.bottom - 4.4 * size;
        let (width, height) = ((right - left) / self.columns as f64, (bottom - top).max(10.0) / self.rows as f64);
        for column in 0..self.columns {
            let x = left + (column as f64 + 0.5) * width;
            let label = Label::new(x, area.top + size, LABEL_PT, LIGHT.ink, self.repeats.column_name(column));
            scene.text(&label.anchor(Anchor::Middle));
        }
        for (row, name) in names().enumerate() {
            let y = top + (row as f64 + 0.5) * height + 0.36 * size;
            scene.text(&Label::new(left - 1.5, y, LABEL_PT, LIGHT.ink, name).anchor(Anchor::End));
        }
        for tile in &self.tiles {
            let (x, y) = (left + tile.column as f64 * width, top + tile.row as f64 * height);
            tile.draw(scene, &Rect::new(x, y, x + width, y + height).grown(-0.3));
        }
        legend(scene, area, bottom + 1.5);
    }
}

impl Tile {
    fn draw(&self, scene: &mut Scene, rect: &Rect) {
        let size = LABEL_PT * MM_PER_PT;
        let (x, y) = (f64::midpoint(rect.left, rect.right), f64::midpoint(rect.top, rect.bottom));
        let Some(ratio) = self.plain.ratio else {
            scene.rect(rect, &Style::stroke(LIGHT.faint, 0.15));
            return;
        };
        let (fill, ink) = colours(ratio);
        let style = Style::fill(fill);
        scene.rect(rect, &if self.stands_out { style.outlined(LIGHT.ink, 0.45) } else { style });
        let label = Label::new(x, y + 0.3 * size, LABEL_PT, ink, times(ratio)).anchor(Anchor::Middle);
        let label = if self.stands_out { label.bold() } else { label };
        let pairs = format!("n = {}", thousands(self.plain.observed));
        let second = Label::new(x, y + 1.5 * size, 6.0, ink, pairs).anchor(Anchor::Middle);
        let fits = rect.height() > 3.4 * size && second.rect().width() < rect.width() - 1.0;
        if label.rect().width() < rect.width() - 0.6 && label.rect().height() < rect.height() {
            scene.text(&label);
            if fits {
                scene.text(&second);
            }
        }
    }
}

fn colours(ratio: f64) -> (&'static str, &'static str) {
    let step = STEPS.iter().find(|(upper, ..)| ratio < *upper).or(STEPS.last());
    step.map_or((LIGHT.paper, LIGHT.ink), |(_, fill, ink)| (*fill, *ink))
}

/// "1.4", "23", "0".
fn times(ratio: f64) -> String {
    if ratio >= 9.95 { thousands(ratio.round() as u64) } else { format!("{ratio:.1}") }
}

/// The steps of colour with their limits, in one row.
fn legend(scene: &mut Scene, area: &Rect, top: f64) {
    let size = LABEL_PT * MM_PER_PT;
    let caption = "times what chance gives";
    let wide = text_mm(caption) + 4.0;
    scene.text(&Label::new(area.left, top + size, LABEL_PT, LIGHT.soft, caption));
    let step = ((area.right - area.left - wide) / STEPS.len() as f64).min(16.0);
    for (i, (upper, fill, _)) in STEPS.iter().enumerate() {
        let x = area.left + wide + i as f64 * step;
        scene.rect(&Rect::new(x, top, x + step, top + 0.9 * size), &Style::fill(fill).outlined(LIGHT.faint, 0.1));
        if upper.is_finite() {
            let label = Label::new(x + step, top + 2.1 * size, 6.0, LIGHT.soft, format!("{upper}"));
            scene.text(&label.anchor(Anchor::Middle));
        }
    }
}

/// The chart, if near repeats were measured.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let table = Table::of(input.spread.findings.near_repeat.as_ref()?)?;
    let (mut scene, area) = sheet(input, &table).begin(input.size_mm);
    table.draw(&mut scene, &area);
    Some(scene)
}

fn sheet(input: &ChartInput<'_>, table: &Table<'_>) -> Sheet {
    let (repeats, n) = (table.repeats, thousands(table.repeats.n));
    let out = table.tiles.iter().filter(|tile| tile.stands_out).count();
    let left_out: u64 = repeats.left_out.values().sum();
    let mut parts = vec![format!("Pairs among {n} incidents by distance and days apart.")];
    if out > 0 {
        parts.push(format!("Framed: more than 95 of 100 shuffles within {} days.", repeats.block_days()));
    }
    if input.size_mm.0 >= NARROW_MM {
        parts.push("A campaign that moves or grows is above 1 throughout.".to_owned());
        if left_out > 0 {
            parts.push(format!("{} without a day or a fine place left out.", thousands(left_out)));
        }
    }
    Sheet {
        title: "Near repeats: do incidents follow incidents?".to_owned(),
        subtitle: parts.join(" "),
        alt: format!(
            "Table of pairs of incidents by distance and days apart, coloured by how many times chance they are; {out} of {} \
             cells stand out among shuffles within short blocks of time.",
            table.tiles.len()
        ),
        source: source_line(input.source, "Chance: row sum times column sum over all pairs."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_pale_and_more_is_red() {
        assert_eq!((colours(1.0).0, colours(50.0).0, colours(0.0).0), ("#f3f3f3", "#8c1a1a", "#4393c3"));
        assert_eq!([times(0.0), times(1.44), times(1234.0)], ["0.0", "1.4", "1,234"]);
    }
}
