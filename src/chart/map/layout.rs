//! Where title, map, legend and source line stand on the page.
//!
//! Comes in: the size of the page and the words. Goes out: lines of text and boxes in mm.

use crate::chart::font::Weight;
use crate::chart::look::Look;
use crate::chart::scene::{Label, Rect, Scene};
use crate::chart::text::MM_PER_PT;

/// Pages narrower than this have the legend below the map.
const NARROW_MM: f64 = 125.0;

/// The width of the legend's column beside the map.
const COLUMN_MM: f64 = 41.0;

const SUBTITLE_PT: f64 = 8.0;
const SOURCE_PT: f64 = 6.0;

/// The page divided up.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The frame of the map.
    pub frame: Rect,
    /// The columns of the legend.
    pub columns: Vec<Rect>,
    margin: f64,
    text_width: f64,
    height: f64,
    title_pt: f64,
    title: Vec<String>,
    subtitle: Vec<String>,
    source: Vec<String>,
}

/// The distance from baseline to baseline.
fn leading(pt: f64) -> f64 {
    1.3 * pt * MM_PER_PT
}

impl Layout {
    /// Divides the page; `legend_mm` is the height that a legend below the map takes. On pages too small for a map the frame keeps 10 mm and the legend goes.
    pub fn of(
        (width, height): (f64, f64),
        look: &Look,
        title: &str,
        subtitle: &str,
        source: &str,
        legend_mm: f64,
    ) -> Self {
        let narrow = width < NARROW_MM;
        let (margin, title_pt) = if narrow { (3.5, 11.0) } else { (5.0, 13.0) };
        let text_width = (width - 2.0 * margin).max(10.0);
        let lines = |text: &str, pt, weight, most| look.fonts.wrap_at_most(text, pt, weight, text_width, most);
        let title = lines(title, title_pt, Weight::SemiBold, 2);
        let subtitle = lines(subtitle, SUBTITLE_PT, Weight::Regular, if narrow { 4 } else { 2 });
        let source = lines(source, SOURCE_PT, Weight::Regular, if narrow { 5 } else { 3 });
        let head = margin + title.len() as f64 * leading(title_pt) + subtitle.len() as f64 * leading(SUBTITLE_PT) + 2.0;
        let foot = height - margin - source.len() as f64 * leading(SOURCE_PT) - 0.8;
        let legend_mm = if narrow { legend_mm.min(0.58 * (foot - head)).max(0.0) } else { 0.0 };
        let right = if narrow { width - margin } else { width - margin - COLUMN_MM - 4.0 };
        let bottom = if narrow { foot - legend_mm - 2.0 } else { foot };
        let frame = Rect::new(margin, head, right.max(margin + 10.0), bottom.max(head + 10.0));
        let columns = if narrow {
            let half = (text_width - 4.0) / 2.0;
            let top = frame.bottom + 2.5;
            [margin, margin + half + 4.0].map(|left| Rect::new(left, top, left + half, foot)).to_vec()
        } else {
            vec![Rect::new(frame.right + 4.0, head, width - margin, foot)]
        };
        Self { frame, columns, margin, text_width, height, title_pt, title, subtitle, source }
    }

    /// The same page with other words that take no more lines.
    #[must_use]
    pub fn with_words(mut self, look: &Look, subtitle: &str, source: &str) -> Self {
        let width = self.text_width;
        self.subtitle = look.fonts.wrap_at_most(subtitle, SUBTITLE_PT, Weight::Regular, width, self.subtitle.len());
        self.source = look.fonts.wrap_at_most(source, SOURCE_PT, Weight::Regular, width, self.source.len());
        self
    }

    /// Draws title, subtitle and source line.
    pub fn draw_words(&self, scene: &mut Scene, look: &Look) {
        let mut y = self.margin - 0.6;
        for line in &self.title {
            y += leading(self.title_pt);
            scene.text(&Label::new(self.margin, y - 1.0, self.title_pt, look.palette.ink, line.as_str()).bold());
        }
        for line in &self.subtitle {
            y += leading(SUBTITLE_PT);
            scene.text(&Label::new(self.margin, y, SUBTITLE_PT, look.palette.soft, line.as_str()));
        }
        let mut y = self.height - self.margin - (self.source.len() as f64 - 1.0) * leading(SOURCE_PT);
        for line in &self.source {
            scene.text(&Label::new(self.margin, y, SOURCE_PT, look.palette.soft, line.as_str()));
            y += leading(SOURCE_PT);
        }
    }
}
