//! A time axis under a plot: its labels in two rows, its ticks.
//!
//! Comes in: a span of days, the place on the page. Goes out: labels and ticks in a [`Scene`].

use super::calendar::{Lettering, TimeSpan, TimeTick, TimeTicks, day_number};
use super::look::Look;
use super::scene::{Anchor, Label, Scene, Style};
use super::sheet::{LABEL_PT, text_mm};
use super::text::MM_PER_PT;
use crate::spread::PeriodLength;

/// A time axis before its place on the page is known.
#[derive(Debug, Clone, Copy)]
pub struct TimeAxis<'a> {
    /// Colours, fonts, language.
    pub look: &'a Look,
    /// Its days.
    pub span: TimeSpan,
    /// No label is finer than this.
    pub finest: PeriodLength,
    /// Whether bars or cells stand on it, one a period.
    pub bars: bool,
}

impl TimeAxis<'_> {
    /// The labels of an axis of this length.
    pub fn ticks(&self, width_mm: f64) -> TimeTicks {
        let mm = |text: &str| text_mm(self.look, text);
        self.span.ticks(width_mm, self.finest, self.bars, &Lettering { words: self.look.words, mm: &mm })
    }

    /// The height of the labels.
    pub fn height_mm(ticks: &TimeTicks) -> f64 {
        let rows = if ticks.coarse.is_empty() { 1.0 } else { 2.0 };
        rows * 1.35 * LABEL_PT * MM_PER_PT + 0.8
    }

    /// Writes the labels under a plot whose lower edge is `bottom`, `below` mm lower; `x_mm` tells where a day lies.
    pub fn write(&self, scene: &mut Scene, ticks: &TimeTicks, (bottom, below): (f64, f64), x_mm: impl Fn(f64) -> f64) {
        let size = LABEL_PT * MM_PER_PT;
        let style = Style::stroke(self.look.palette.soft, 0.15);
        let unit_mm = ticks.fine.iter().map(|tick| x_mm(tick.to) - x_mm(tick.from)).fold(0.0, f64::max);
        let rows =
            [(&ticks.fine, below + 1.4, 0.9), (&ticks.coarse, below + 1.4 + 1.3 * size, below + 0.9 + 1.3 * size)];
        let mut labels = Vec::new();
        for (row, drop, tick_mm) in rows {
            for tick in row {
                let starts = !tick.centred || unit_mm > 2.5;
                if tick.from > day_number(self.span.first) && starts {
                    let x = x_mm(tick.from);
                    // A week that lies in two months has its label where these meet.
                    let meets = |other: &TimeTick| {
                        let half = text_mm(self.look, &other.label) / 2.0 + 0.4;
                        !other.label.is_empty() && (x_mm(other.at()) - x).abs() < half
                    };
                    let crosses = tick_mm > size && ticks.fine.iter().any(meets);
                    let (from, to) = if crosses { (below + 1.5 + size, 1.1 * size) } else { (0.0, tick_mm) };
                    scene.line((x, bottom + from), (x, bottom + from + to), &style);
                }
                if !tick.label.is_empty() {
                    let y = bottom + drop + 0.76 * size;
                    let label = Label::new(x_mm(tick.at()), y, LABEL_PT, self.look.palette.ink, tick.label.clone());
                    labels.push(label.anchor(Anchor::Middle));
                }
            }
        }
        for label in &labels {
            scene.text(label);
        }
    }
}
