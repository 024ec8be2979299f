//! The chart of near repeats: how many times more pairs of incidents lie near each other in space and time than chance has it.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], a cell a band of distance and of days; none where no band was measured.

use super::ChartInput;
use super::look::Look;
use super::palette::Scale;
use super::scene::{Anchor, Label, Rect, Scene, Style};
use super::sheet::{LABEL_PT, NARROW_MM, Sheet, source_line, text_mm};
use super::text::MM_PER_PT;
use crate::spread::NearRepeats;
use crate::spread::band_words::{column_name, row_name};
use crate::statistic::near_repeat::RepeatCell;
use crate::words::Words;

/// From far fewer pairs than by chance to far more: each step of colour holds up to this ratio.
const LIMITS: [f64; 7] = [0.5, 0.8, 1.25, 2.0, 4.0, 8.0, f64::INFINITY];

/// A cell with its place in the table: row and column, counted from 0.
struct Tile {
    row: usize,
    column: usize,
    plain: RepeatCell,
    /// Whether permutations within blocks of time reach it at most one time in twenty.
    stands_out: bool,
}

struct Table<'a> {
    look: &'a Look,
    repeats: &'a NearRepeats,
    tiles: Vec<Tile>,
    rows: usize,
    columns: usize,
}

impl<'a> Table<'a> {
    fn of(repeats: &'a NearRepeats, look: &'a Look) -> Option<Self> {
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
        any.then_some(Self { look, repeats, tiles, rows, columns })
    }

    fn draw(&self, scene: &mut Scene, area: &Rect) {
        let (size, look) = (LABEL_PT * MM_PER_PT, self.look);
        let names = || (0..self.rows).map(|row| row_name(look.words, &self.repeats.bands_km, row));
        let left = area.left + names().map(|name| text_mm(look, &name)).fold(0.0, f64::max) + 2.0;
        let (top, right) = (area.top + 1.6 * size, area.right);
        let bottom = area.bottom - 4.4 * size;
        let (width, height) = ((right - left) / self.columns as f64, (bottom - top).max(10.0) / self.rows as f64);
        for column in 0..self.columns {
            let x = left + (column as f64 + 0.5) * width;
            let name = column_name(look.words, &self.repeats.choice.bands_days, column);
            let label = Label::new(x, area.top + size, LABEL_PT, look.palette.ink, name);
            scene.text(&label.anchor(Anchor::Middle));
        }
        for (row, name) in names().enumerate() {
            let y = top + (row as f64 + 0.5) * height + 0.36 * size;
            scene.text(&Label::new(left - 1.5, y, LABEL_PT, look.palette.ink, name).anchor(Anchor::End));
        }
        for tile in &self.tiles {
            let (x, y) = (left + tile.column as f64 * width, top + tile.row as f64 * height);
            tile.draw(scene, look, &Rect::new(x, y, x + width, y + height).grown(-0.3));
        }
        legend(scene, look, area, bottom + 1.5);
    }
}

impl Tile {
    fn draw(&self, scene: &mut Scene, look: &Look, rect: &Rect) {
        let size = LABEL_PT * MM_PER_PT;
        let (x, y) = (f64::midpoint(rect.left, rect.right), f64::midpoint(rect.top, rect.bottom));
        let Some(ratio) = self.plain.ratio else {
            scene.rect(rect, &Style::stroke(look.palette.faint, 0.15));
            return;
        };
        let step = step(ratio);
        let fill = look.palette.diverging.get(step).copied().unwrap_or(look.palette.paper);
        let ink = look.palette.ink_on(fill);
        let style = Style::fill(fill);
        scene.rect(rect, &if self.stands_out { style.outlined(look.palette.ink, 0.45) } else { style });
        let label = Label::new(x, y + 0.3 * size, LABEL_PT, ink, times(look.words, ratio));
        let label = label.anchor(Anchor::Middle).on(Scale::Diverging, step);
        let label = if self.stands_out { label.bold() } else { label };
        let pairs = format!("n = {}", look.words.number(self.plain.observed));
        let second = Label::new(x, y + 1.5 * size, 6.0, ink, pairs).anchor(Anchor::Middle).on(Scale::Diverging, step);
        let fits = rect.height() > 3.4 * size && second.rect(&look.fonts).width() < rect.width() - 1.0;
        if label.rect(&look.fonts).width() < rect.width() - 0.6 && label.rect(&look.fonts).height() < rect.height() {
            scene.text(&label);
            if fits {
                scene.text(&second);
            }
        }
    }
}

/// The step of colour of a ratio.
fn step(ratio: f64) -> usize {
    LIMITS.iter().position(|upper| ratio < *upper).unwrap_or(LIMITS.len() - 1)
}

/// "1.4", "23", "0".
fn times(words: Words, ratio: f64) -> String {
    words.decimal(ratio, usize::from(ratio < 9.95))
}

/// The steps of colour with their limits, in one row.
fn legend(scene: &mut Scene, look: &Look, area: &Rect, top: f64) {
    let size = LABEL_PT * MM_PER_PT;
    let caption = look.words.text("repeats.legend");
    let wide = text_mm(look, caption) + 4.0;
    scene.text(&Label::new(area.left, top + size, LABEL_PT, look.palette.soft, caption));
    let step = ((area.right - area.left - wide) / LIMITS.len() as f64).min(16.0);
    for (i, (upper, fill)) in LIMITS.iter().zip(look.palette.diverging).enumerate() {
        let x = area.left + wide + i as f64 * step;
        scene
            .rect(&Rect::new(x, top, x + step, top + 0.9 * size), &Style::fill(fill).outlined(look.palette.faint, 0.1));
        if upper.is_finite() {
            let label = Label::new(x + step, top + 2.1 * size, 6.0, look.palette.soft, look.words.decimal(*upper, 2));
            scene.text(&label.anchor(Anchor::Middle));
        }
    }
}

/// The chart, if near repeats were measured.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let table = Table::of(input.spread.findings.near_repeat.as_ref()?, input.look)?;
    let (mut scene, area) = sheet(input, &table).begin(input.size_mm, input.look);
    table.draw(&mut scene, &area);
    Some(scene)
}

fn sheet(input: &ChartInput<'_>, table: &Table<'_>) -> Sheet {
    let (repeats, words) = (table.repeats, input.look.words);
    let out = table.tiles.iter().filter(|tile| tile.stands_out).count();
    let left_out: u64 = repeats.left_out.values().sum();
    let mut parts = vec![words.fill("repeats.counted", &[("count", &words.count("incident", repeats.n))])];
    if out > 0 {
        let days = words.count("day", repeats.block_days().into());
        parts.push(words.fill("repeats.framed", &[("days", &days)]));
    }
    if input.size_mm.0 >= NARROW_MM {
        parts.push(words.text("repeats.campaign").to_owned());
        if left_out > 0 {
            parts.push(words.fill("repeats.left_out", &[("n", &words.number(left_out))]));
        }
    }
    let (n, all) = (words.number(out as u64), words.number(table.tiles.len() as u64));
    Sheet {
        title: words.text("repeats.title").to_owned(),
        subtitle: parts.join(" "),
        alt: words.fill("repeats.alt", &[("n", &n), ("all", &all)]),
        source: source_line(words, input.source, "also.chance"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::palette::{Palette, Theme};

    #[test]
    fn chance_is_pale_and_more_is_red() {
        let palette = Palette::of(Theme::Light);
        let seen = [1.0, 50.0, 0.0].map(|ratio| palette.diverging[step(ratio)].to_string());
        assert_eq!(seen, ["#f3f3f3", "#8c1a1a", "#4393c3"]);
        assert_eq!([0.0, 1.44, 1234.0].map(|ratio| times(Words::default(), ratio)), ["0", "1.4", "1,234"]);
    }
}
