//! Where title, map, legend and source line stand on the page.
//!
//! Comes in: the size of the page, the words, the legend. Goes out: lines of text and boxes in mm.

use super::legend::Legend;
use super::view::View;
use crate::chart::font::{Fonts, Weight};
use crate::chart::look::Look;
use crate::chart::scene::{Label, Rect, Scene};
use crate::chart::text::MM_PER_PT;

/// Pages narrower than this, and pages higher than wide, have the legend below the map.
const NARROW_MM: f64 = 125.0;

/// The width of the legend's column beside the map.
const COLUMN_MM: f64 = 41.0;

/// A column of a legend below the map is at least so wide.
const LEAST_COLUMN_MM: f64 = 37.0;

const SOURCE_PT: f64 = 6.0;

/// The words round a map.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The title, in one sentence without a full stop.
    pub title: String,
    /// What is shown, how many, when, and what is left out.
    pub subtitle: String,
    /// Where data and land come from, and the projection.
    pub source: String,
    /// The map in words.
    pub alt: String,
}

/// Lines of one size.
#[derive(Debug, Clone)]
struct Lines {
    pt: f64,
    lines: Vec<String>,
}

/// The page divided up.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The frame of the map.
    pub frame: Rect,
    /// The columns of the legend.
    pub columns: Vec<Rect>,
    margin: f64,
    height: f64,
    title: Lines,
    subtitle: Lines,
    source: Lines,
}

/// The distance from baseline to baseline.
fn leading(pt: f64) -> f64 {
    1.3 * pt * MM_PER_PT
}

impl Lines {
    /// The words in the largest of the sizes in which they take no more than so many lines; in the smallest one, what does not
    /// fit ends with an ellipsis.
    fn fitted(fonts: &Fonts, text: &str, sizes: &[f64], weight: Weight, width: f64, most: usize) -> Self {
        let whole = |pt: &f64| {
            let lines = fonts.wrap(text, *pt, weight, width);
            // A word that was cut is no fit either.
            let fits = lines.len() <= most && lines.join(" ") == text.split_whitespace().collect::<Vec<_>>().join(" ");
            fits.then_some(Self { pt: *pt, lines })
        };
        let pt = sizes.last().copied().unwrap_or(SOURCE_PT);
        let cut = || Self { pt, lines: fonts.wrap_at_most(text, pt, weight, width, most) };
        sizes.iter().find_map(whole).unwrap_or_else(cut)
    }

    fn height(&self) -> f64 {
        self.lines.len() as f64 * leading(self.pt)
    }
}

impl Layout {
    /// Divides the page, the legend beside the map where the page is wide enough. On pages too small for a map the frame keeps
    /// 10 mm and the legend goes.
    pub fn of(size: (f64, f64), words: &Words, legend: &Legend, look: &Look) -> Self {
        Self::divided(size, words, legend, look, Self::is_below(size))
    }

    /// Divides the page, the legend below the map.
    pub fn with_legend_below(size: (f64, f64), words: &Words, legend: &Legend, look: &Look) -> Self {
        Self::divided(size, words, legend, look, true)
    }

    /// Divides the page for a map of the world, the legend where it leaves more room for the map.
    pub fn for_view(size: (f64, f64), words: &Words, legend: &Legend, look: &Look, view: &View) -> Self {
        let one = Self::of(size, words, legend, look);
        if !view.projection.is_world() {
            return one;
        }
        let other = Self::with_legend_below(size, words, legend, look);
        let height = |layout: &Self| (layout.frame.width() / view.aspect()).min(layout.frame.height());
        if height(&other) > height(&one) { other } else { one }
    }

    /// Whether the legend stands below the map on a page of this size.
    pub fn is_below((width, height): (f64, f64)) -> bool {
        width < NARROW_MM || height > 1.12 * width
    }

    /// About how many columns a legend has on such a page and how many rows a column, besides the scale.
    pub fn legend_rows(size: (f64, f64)) -> (usize, usize) {
        if Self::is_below(size) {
            let columns = ((size.0 - 7.0) / LEAST_COLUMN_MM).floor().clamp(1.0, 4.0);
            (columns as usize, ((0.45 * (size.1 - 40.0) - 16.0) / 3.75).max(1.0) as usize)
        } else {
            (1, ((size.1 - 56.0) / 3.75).max(1.0) as usize)
        }
    }

    fn divided((width, height): (f64, f64), words: &Words, legend: &Legend, look: &Look, below: bool) -> Self {
        let narrow = width < NARROW_MM;
        let margin = if narrow { 3.5 } else { 5.0 };
        let text_width = (width - 2.0 * margin).max(10.0);
        let sizes: (&[f64], &[f64]) = if narrow {
            (&[11.0, 10.0, 9.0, 8.0], &[7.5, 7.0, 6.5])
        } else {
            (&[13.0, 12.0, 11.0, 10.0], &[8.0, 7.5, 7.0, 6.5])
        };
        let title = Lines::fitted(&look.fonts, &words.title, sizes.0, Weight::SemiBold, text_width, 2);
        let subtitle = Lines::fitted(
            &look.fonts,
            &words.subtitle,
            sizes.1,
            Weight::Regular,
            text_width,
            if narrow { 4 } else { 2 },
        );
        let source = Lines::fitted(
            &look.fonts,
            &words.source,
            &[SOURCE_PT],
            Weight::Regular,
            text_width,
            if narrow { 5 } else { 3 },
        );
        let head = margin + title.height() + subtitle.height() + 2.0;
        let foot = height - margin - source.height() - 0.8;
        let whole = Rect::new(margin, head, (width - margin).max(margin + 10.0), foot.max(head + 10.0));
        let (frame, columns) = if below { legend_below(&whole, legend, look) } else { legend_beside(&whole) };
        Self { frame, columns, margin, height, title, subtitle, source }
    }

    /// Draws title, subtitle and source line.
    pub fn draw_words(&self, scene: &mut Scene, look: &Look) {
        let mut y = self.margin - 0.6;
        for line in &self.title.lines {
            y += leading(self.title.pt);
            scene.text(&Label::new(self.margin, y - 1.0, self.title.pt, look.palette.ink, line.as_str()).bold());
        }
        for line in &self.subtitle.lines {
            y += leading(self.subtitle.pt);
            scene.text(&Label::new(self.margin, y, self.subtitle.pt, look.palette.soft, line.as_str()));
        }
        let mut y = self.height - self.margin - (self.source.lines.len() as f64 - 1.0) * leading(SOURCE_PT);
        for line in &self.source.lines {
            scene.text(&Label::new(self.margin, y, SOURCE_PT, look.palette.soft, line.as_str()));
            y += leading(SOURCE_PT);
        }
    }
}

fn legend_beside(whole: &Rect) -> (Rect, Vec<Rect>) {
    let frame = Rect { right: (whole.right - COLUMN_MM - 4.0).max(whole.left + 10.0), ..*whole };
    (frame, vec![Rect { left: frame.right + 4.0, ..*whole }])
}

/// The legend takes the height that it needs, at most 45 % of what is free.
fn legend_below(whole: &Rect, legend: &Legend, look: &Look) -> (Rect, Vec<Rect>) {
    let count = (whole.width() / LEAST_COLUMN_MM).floor().clamp(1.0, 4.0);
    let column = (whole.width() - 4.0 * (count - 1.0)) / count;
    let room = 0.45 * whole.height();
    let legend_mm = legend.height_mm(column, count as usize, room, look).min(room);
    let bottom = (whole.bottom - legend_mm - 2.5).max(whole.top + 10.0);
    let left = |i: u8| whole.left + f64::from(i) * (column + 4.0);
    let columns = (0..count as u8).map(|i| Rect::new(left(i), bottom + 2.5, left(i) + column, whole.bottom));
    (Rect { bottom, ..*whole }, columns.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_shrinks_before_it_is_cut() {
        let fitted =
            |text: &str, width| Lines::fitted(&Fonts::default(), text, &[13.0, 11.0, 9.0], Weight::SemiBold, width, 2);
        assert_eq!(fitted("Short", 80.0).pt, 13.0);
        let long = "From Afghanistan outward: attacks and plots in two accounts of March 2024";
        let lines = fitted(long, 85.0);
        assert!(lines.pt < 13.0 && lines.lines.join(" ") == long, "{lines:?}");
        let cut = fitted(long, 30.0);
        assert!(cut.pt == 9.0 && cut.lines.len() == 2 && cut.lines[1].ends_with('…'));
    }
}
