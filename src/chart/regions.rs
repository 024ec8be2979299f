//! The strip of regions: how many incidents each region has in each period, as colours.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none for fewer than two regions or two periods.

use super::ChartInput;
use super::calendar::{TimeSpan, TimeTicks, day_number};
use super::colour::Colour;
use super::dots::noun;
use super::font::Weight;
use super::look::Look;
use super::palette::{Palette, Scale};
use super::periods::{Measure, Stack};
use super::scene::{Anchor, Label, Rect, Scene, Style};
use super::sheet::{LABEL_PT, NARROW_MM, Sheet, left_out, source_line, text_mm};
use super::text::MM_PER_PT;
use super::time_axis::TimeAxis;

/// The upper limits of all steps of colour but the last, by the largest cell.
fn limits(most: u64) -> Vec<u64> {
    let steps: &[u64] = match most {
        0..=5 => &[1, 2, 3, 4],
        6..=20 => &[1, 3, 6, 10],
        21..=100 => &[1, 5, 15, 40],
        101..=1000 => &[3, 20, 80, 250],
        _ => &[10, 100, 500, 2000],
    };
    steps.iter().copied().take_while(|limit| *limit < most).collect()
}

struct Strip<'a> {
    look: &'a Look,
    stack: Stack,
    limits: Vec<u64>,
    /// The largest cell.
    most: u64,
}

/// The chart, if two regions and two periods or more have an incident.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let stack = Stack::of(input.located, input.spread, input.look, Measure::Incidents)?;
    if stack.layers.len() < 2 || stack.bars.len() < 2 {
        return None;
    }
    let most = stack.bars.iter().flat_map(|(_, counts)| counts).copied().max().unwrap_or(0);
    let strip = Strip { look: input.look, stack, limits: limits(most), most };
    let (mut scene, area) = sheet(input, &strip.stack).begin(input.size_mm, input.look);
    strip.draw(&mut scene, &area, input.size_mm.0);
    Some(scene)
}

impl Strip<'_> {
    fn draw(&self, scene: &mut Scene, area: &Rect, page_mm: f64) {
        let size = LABEL_PT * MM_PER_PT;
        let number = |n: u64| self.look.words.number(n);
        let names_mm = if page_mm < NARROW_MM { 24.0 } else { 42.0 };
        let widest = self.stack.layers.iter().map(|layer| text_mm(self.look, &layer.name)).fold(0.0, f64::max);
        let left = area.left + widest.min(names_mm) + 2.0;
        let totals_mm = self.stack.layers.iter().map(|l| text_mm(self.look, &number(l.total))).fold(0.0, f64::max);
        let head = self.look.words.text("regions.all");
        let right = area.right - totals_mm.max(text_mm(self.look, head)) - 2.0;
        let span = TimeSpan { first: self.stack.ends.0.start, end: self.stack.ends.1.end };
        let time = TimeAxis { look: self.look, span, finest: self.stack.by, bars: true };
        let ticks = time.ticks(right - left);
        let top = area.top + 1.6 * size;
        let foot = area.bottom - Self::legend_mm() - 1.5;
        let rows = self.stack.layers.len() as f64;
        let height = ((foot - TimeAxis::height_mm(&ticks) - top) / rows).clamp(2.0, 14.0);
        let plot = Rect::new(left, top, right, top + rows * height);
        let days = (day_number(span.first), day_number(span.end));
        let x_mm = |day: f64| plot.left + plot.width() * ((day - days.0) / (days.1 - days.0).max(1.0)).clamp(0.0, 1.0);
        scene
            .text(&Label::new(area.right, area.top + size, LABEL_PT, self.look.palette.soft, head).anchor(Anchor::End));
        self.rows(scene, area, &plot, height);
        self.cells(scene, &plot, height, &ticks, &x_mm);
        time.write(scene, &ticks, (plot.bottom, 0.0), x_mm);
        let below = (plot.bottom + TimeAxis::height_mm(&ticks) + 3.0).min(area.bottom - Self::legend_mm());
        self.legend(scene, area, below);
    }

    /// The names of the regions and their totals, the region with the most on top.
    fn rows(&self, scene: &mut Scene, area: &Rect, plot: &Rect, height: f64) {
        let (size, palette) = (LABEL_PT * MM_PER_PT, &self.look.palette);
        for (i, layer) in self.stack.layers.iter().enumerate() {
            let middle = plot.top + (i as f64 + 0.5) * height;
            let most_lines = if height > 2.6 * size { 2 } else { 1 };
            let room = plot.left - 2.0 - area.left;
            let lines = self.look.fonts.wrap_at_most(&layer.name, LABEL_PT, Weight::Regular, room, most_lines);
            let first = middle + 0.36 * size - 0.6 * size * lines.len().saturating_sub(1) as f64;
            for (j, line) in lines.into_iter().enumerate() {
                let y = first + 1.2 * size * j as f64;
                scene.text(&Label::new(plot.left - 1.5, y, LABEL_PT, palette.ink, line).anchor(Anchor::End));
            }
            let total = self.look.words.number(layer.total);
            let label = Label::new(area.right, middle + 0.36 * size, LABEL_PT, palette.ink, total);
            scene.text(&label.anchor(Anchor::End));
        }
    }

    fn cells(&self, scene: &mut Scene, plot: &Rect, height: f64, ticks: &TimeTicks, x_mm: &impl Fn(f64) -> f64) {
        let (size, palette) = (LABEL_PT * MM_PER_PT, &self.look.palette);
        for i in 0..self.stack.layers.len() {
            let top = plot.top + i as f64 * height;
            let row = Rect::new(plot.left, top + 0.2, plot.right, top + height - 0.2);
            scene.rect(&row, &Style::fill(palette.empty()));
        }
        let fewest = ticks.fine.len().max(1);
        let gap = if plot.width() / fewest as f64 > 2.0 && self.stack.bars.len() < 80 { 0.15 } else { 0.0 };
        let mut numbers = Vec::new();
        for (period, counts) in &self.stack.bars {
            let (left, right) = (x_mm(day_number(period.start)), x_mm(day_number(period.end)));
            for (i, n) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                let top = plot.top + i as f64 * height;
                let cell = Rect::new(left + gap, top + 0.2, right - gap, top + height - 0.2);
                let place = self.place(palette, self.step(*n));
                let fill = Self::colour(palette, place);
                scene.rect(&cell, &Style::fill(fill));
                let (x, y) = cell.centre();
                let label = Label::new(x, y + 0.36 * size, LABEL_PT, palette.ink_on(fill), self.look.words.number(*n));
                let label = label.anchor(Anchor::Middle).on(Scale::Ramp, place);
                if cell.grown(-0.3).holds(&label.rect(&self.look.fonts)) {
                    numbers.push(label);
                }
            }
        }
        for label in &numbers {
            scene.text(label);
        }
    }

    fn step(&self, n: u64) -> usize {
        self.limits.iter().take_while(|limit| n > **limit).count()
    }

    /// Fewer steps than the scale has are spread over it; one alone stands in its middle.
    fn place(&self, palette: &Palette, step: usize) -> usize {
        let last = palette.ramp.len() - 1;
        if self.limits.is_empty() { last / 2 } else { step * last / self.limits.len() }
    }

    fn colour(palette: &Palette, place: usize) -> Colour {
        palette.ramp.get(place).copied().unwrap_or(palette.accent)
    }

    fn legend_mm() -> f64 {
        1.6 * LABEL_PT * MM_PER_PT
    }

    /// The steps of colour in one row: "1", "2–5", "6–15", "more".
    fn legend(&self, scene: &mut Scene, area: &Rect, top: f64) {
        let (size, palette, words) = (LABEL_PT * MM_PER_PT, &self.look.palette, self.look.words);
        let mut x = area.left;
        let mut low = 1;
        let limits = self.limits.iter().copied().map(Some).chain([None]);
        for (step, limit) in limits.enumerate() {
            let fill = Self::colour(palette, self.place(palette, step));
            let text = match limit {
                Some(limit) if limit == low => words.number(limit),
                Some(limit) => format!("{}–{}", words.number(low), words.number(limit)),
                None if low == self.most => words.number(low),
                None => words.fill("regions.more", &[("n", &words.number(low))]),
            };
            low = limit.map_or(low, |limit| limit + 1);
            let swatch = Rect::new(x, top, x + 4.0, top + size);
            scene.rect(&swatch, &Style::fill(fill).outlined(palette.faint, 0.1));
            scene.text(&Label::new(x + 4.8, top + 0.86 * size, LABEL_PT, palette.ink, text.clone()));
            x += 4.8 + text_mm(self.look, &text) + 3.0;
        }
    }
}

fn sheet(input: &ChartInput<'_>, stack: &Stack) -> Sheet {
    let (words, thing) = (input.look.words, noun(input.spread));
    let (things, period) = (words.plural(thing), words.period(stack.by));
    let when = words.span(stack.ends.0.start, stack.ends.1.last_day(), stack.by);
    let count = words.count(thing, stack.total());
    let mut parts = vec![words.fill("periods.counted", &[("count", &count), ("when", &when)])];
    let out = [("left_out.coarse_date", stack.too_coarse), ("left_out.no_date", stack.no_date)];
    parts.extend(left_out(words, &out, stack.by));
    let rows: Vec<String> = stack.layers.iter().map(|l| format!("{} {}", l.name, words.number(l.total))).collect();
    let alt = words.fill("regions.alt", &[("things", things), ("period", period), ("when", &when)]);
    Sheet {
        title: words.fill("regions.title", &[("things", things)]),
        subtitle: parts.join(" "),
        alt: format!("{alt} {}", words.fill("periods.alt_regions", &[("regions", &words.list(&rows))])),
        source: source_line(words, input.source, "also.regions"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_colour_reach_up_to_the_largest_cell() {
        assert_eq!(limits(1), [0_u64; 0]);
        assert_eq!(limits(5), [1, 2, 3, 4]);
        assert_eq!(limits(100), [1, 5, 15, 40]);
        for most in [1, 5, 6, 20, 21, 100, 101, 1000, 1001, 50_000] {
            assert!(limits(most).iter().all(|limit| *limit < most) && limits(most).is_sorted());
        }
    }
}
