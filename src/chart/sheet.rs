//! What stands round a chart: title, subtitle, source line, the labels of the axes, grid lines.
//!
//! Comes in: texts, axes, the free area. Goes out: a [`Scene`] with them and the area that is left for the plot.

use super::ChartInput;
use super::axis::ValueAxis;
use super::calendar::{TimeSpan, day_number};
use super::colour::Colour;
use super::font::Weight;
use super::look::Look;
use super::plot::{Frame, Shape};
use super::scene::{Anchor, Label, Rect, Scene};
use super::text::MM_PER_PT;
use super::time_axis::TimeAxis;
use crate::spread::{Origin, PeriodLength};
use crate::words::Words;

/// Pages narrower than this have smaller titles and margins.
pub const NARROW_MM: f64 = 125.0;

/// The size of labels of axes and lines in points.
pub const LABEL_PT: f64 = 6.5;

/// The texts round a chart.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The title, in one sentence without a full stop.
    pub title: String,
    /// What is shown, how many, when, and what is left out.
    pub subtitle: String,
    /// For those who cannot see it.
    pub alt: String,
    /// Where the data are from.
    pub source: String,
}

impl Sheet {
    /// A page with its title, subtitle and source line, and the area between them.
    pub fn begin(&self, (width, height): (f64, f64), look: &Look) -> (Scene, Rect) {
        let mut scene = Scene::new((width, height), &self.title, &self.alt, look);
        let (margin, title_pt) = if width < NARROW_MM { (3.5, 11.0) } else { (5.0, 13.0) };
        let room = (width - 2.0 * margin).max(10.0);
        let mut top = margin - 0.5;
        for line in look.fonts.wrap_at_most(&self.title, title_pt, Weight::SemiBold, room, 2) {
            top += title_pt * MM_PER_PT;
            scene.text(&Label::new(margin, top, title_pt, look.palette.ink, line).bold());
            top += 0.2 * title_pt * MM_PER_PT;
        }
        let pt = if width < NARROW_MM { 7.0 } else { 8.0 };
        top += 0.9;
        for line in look.fonts.wrap_at_most(&self.subtitle, pt, Weight::Regular, room, 3) {
            top += pt * MM_PER_PT;
            scene.text(&Label::new(margin, top, pt, look.palette.soft, line));
            top += 0.3 * pt * MM_PER_PT;
        }
        let bottom = self.source(&mut scene, look, margin, room);
        (scene, Rect::new(margin, top + 2.2, width - margin, bottom.max(top + 2.0)))
    }

    fn source(&self, scene: &mut Scene, look: &Look, margin: f64, room: f64) -> f64 {
        let lines = look.fonts.wrap_at_most(&self.source, 6.0, Weight::Regular, room, 3);
        let pitch = 6.0 * MM_PER_PT * 1.3;
        let mut y = scene.page().bottom - margin + 1.0 - pitch * lines.len().saturating_sub(1) as f64;
        let top = y - 6.0 * MM_PER_PT - 1.5;
        for line in lines {
            scene.text(&Label::new(margin, y, 6.0, look.palette.soft, line));
            y += pitch;
        }
        top
    }
}

/// The axes of a chart, before their place on the page is known.
#[derive(Debug)]
pub struct Axes<'a> {
    /// Colours, fonts, language.
    pub look: &'a Look,
    /// The time axis.
    pub span: TimeSpan,
    /// No label is finer than this.
    pub finest: PeriodLength,
    /// Whether bars stand on it, one a period.
    pub bars: bool,
    /// The upright axis.
    pub values: ValueAxis,
    /// What the values are, with their unit: "km from Kabul".
    pub caption: &'a str,
    /// How far marks may reach beyond the first and the last day, and below zero, in mm.
    pub overhang_mm: (f64, f64),
}

impl Axes<'_> {
    /// Lays the axes into an area, the labels at its left and lower edge included, with `right_mm` kept free at its
    /// right; writes the labels. The second value is the grid, to be drawn first.
    pub fn lay(&self, scene: &mut Scene, area: Rect, right_mm: f64) -> (Frame, Vec<Shape>) {
        let size = LABEL_PT * MM_PER_PT;
        let widest = self
            .values
            .ticks()
            .iter()
            .map(|tick| text_mm(self.look, &value_label(self.look, *tick)))
            .fold(0.0, f64::max);
        scene.text(&Label::new(area.left, area.top + size, LABEL_PT, self.look.palette.soft, self.caption));
        let top = area.top + 2.4 * size;
        let left = area.left + widest + 1.5;
        let right = (area.right - right_mm).max(left + 10.0);
        let (aside, below) = self.overhang_mm;
        let time = TimeAxis { look: self.look, span: self.span, finest: self.finest, bars: self.bars };
        let ticks = time.ticks(right - left - 2.0 * aside);
        let bottom = (area.bottom - TimeAxis::height_mm(&ticks) - below).max(top + 5.0);
        let aside_days = aside * self.span.days() / (right - left - 2.0 * aside).max(1.0);
        let days = (day_number(self.span.first) - aside_days, day_number(self.span.end) + aside_days);
        let frame = Frame { area: Rect::new(left, top, right, bottom), days, axis: self.values };
        self.write_values(scene, &frame);
        time.write(scene, &ticks, (bottom, below), |day| frame.x_mm(day));
        (frame, self.grid(&frame))
    }

    fn write_values(&self, scene: &mut Scene, frame: &Frame) {
        for tick in self.values.ticks() {
            let y = frame.y_mm(tick) + 0.36 * LABEL_PT * MM_PER_PT;
            let label =
                Label::new(frame.area.left - 1.5, y, LABEL_PT, self.look.palette.soft, value_label(self.look, tick));
            scene.text(&label.anchor(Anchor::End));
        }
    }

    fn grid(&self, frame: &Frame) -> Vec<Shape> {
        let line = |value: f64, mm: f64, colour: Colour| Shape::Steps {
            points: vec![(frame.days.0, value), (frame.days.1, value)],
            colour,
            mm,
        };
        let minor = self.values.minor_ticks().into_iter().map(|tick| line(tick, 0.05, self.look.palette.faint));
        let ticks = self.values.ticks();
        let major = ticks.iter().skip(1).map(|tick| line(*tick, 0.12, self.look.palette.faint));
        minor.chain(major).collect()
    }
}

/// How many ticks above zero an upright axis has at least, on a page of this height.
pub fn fewest_ticks(height_mm: f64) -> f64 {
    if height_mm < 80.0 { 2.0 } else { 4.0 }
}

/// The source line: where the data are from, and what else was used.
pub fn source_line(words: Words, data: &str, also: &str) -> String {
    let data = data.trim().trim_end_matches('.');
    let also = words.text(also);
    if data.is_empty() { also.to_owned() } else { words.fill("source", &[("data", data), ("also", also)]) }
}

/// "Left out: 3 without a date." of keys and numbers that are not 0; nothing where all are.
pub fn left_out(words: Words, of: &[(&str, u64)], by: PeriodLength) -> Option<String> {
    let told = of.iter().filter(|(_, n)| *n > 0);
    let parts: Vec<String> =
        told.map(|(key, n)| words.fill(key, &[("n", &words.number(*n)), ("period", words.period(by))])).collect();
    (!parts.is_empty()).then(|| words.fill("left_out", &[("parts", &words.list(&parts))]))
}

/// What an axis of distances shows; none without an origin.
pub fn caption_km(input: &ChartInput<'_>, axis: &ValueAxis) -> Option<String> {
    let (words, origin) = (input.look.words, &input.spread.options.origin);
    let key = if matches!(origin, Origin::Home { .. }) { "axis.km_border" } else { "axis.km" };
    let from = words.fill(key, &[("origin", origin.name()?)]);
    Some(match axis {
        ValueAxis::Linear { .. } => from,
        ValueAxis::Log { floor, .. } => words.fill("axis.log", &[("what", &from), ("floor", &words.km(*floor))]),
    })
}

/// The line at the foot of a plot, to be drawn over bars and under marks.
pub fn base_line(frame: &Frame, look: &Look) -> Shape {
    Shape::Steps { points: vec![(frame.days.0, 0.0), (frame.days.1, 0.0)], colour: look.palette.soft, mm: 0.2 }
}

/// The width of a label in mm.
pub fn text_mm(look: &Look, text: &str) -> f64 {
    look.fonts.width_mm(text, LABEL_PT, Weight::Regular)
}

/// A value of an axis for a reader: decimals where the step is below 1.
pub fn value_label(look: &Look, value: f64) -> String {
    look.words.decimal(value.max(0.0), if value < 10.0 { 2 } else { 0 })
}

/// The first of several places of a label that lies in the area and meets nothing; its box is then taken.
pub fn place(
    candidates: impl IntoIterator<Item = Label>,
    look: &Look,
    area: &Rect,
    taken: &mut Vec<Rect>,
) -> Option<Label> {
    let free = |label: &Label| {
        let rect = label.rect(&look.fonts);
        let wide = Rect::new(rect.left - 0.6, rect.top - 0.2, rect.right + 0.6, rect.bottom + 0.2);
        area.holds(&rect) && taken.iter().all(|other| !other.overlaps(&wide))
    };
    let label = candidates.into_iter().find(free)?;
    taken.push(label.rect(&look.fonts));
    Some(label)
}
