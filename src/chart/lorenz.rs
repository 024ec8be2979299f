//! The Lorenz curve: how much of all incidents the countries with the fewest of them have.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none for fewer than three countries.

use super::ChartInput;
use super::dots::noun;
use super::legend::{self, Entry, Swatch};
use super::look::Look;
use super::scene::{Anchor, Label, PathData, Rect, Scene, Style};
use super::sheet::{LABEL_PT, Sheet, source_line, text_mm};
use super::text::MM_PER_PT;
use crate::spread::Wave;

/// The chart, if three countries or more have an incident.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let look = input.look;
    let wave = input.spread.findings.wave.as_ref()?;
    let mix = wave.concentration.filter(|mix| mix.active >= 3)?;
    let (mut scene, mut area) = sheet(input, wave, mix.gini_active, mix.active).begin(input.size_mm, look);
    let entry = |colour, text: &str| vec![Entry { swatch: Swatch::Box(colour), text: text.to_owned() }];
    let rows = [
        entry(look.palette.series(1), look.words.text("lorenz.these")),
        entry(look.palette.soft, look.words.text("lorenz.alike")),
    ];
    area.top = legend::row(&mut scene, look, area, &rows) + 2.0;
    let share = look.words.fill("lorenz.share", &[("things", look.words.plural(noun(input.spread)))]);
    let plot = lay(&mut scene, look, area, &share);
    let at = |(x, y): (f64, f64)| (plot.left + x * plot.width(), plot.bottom - y * plot.height());
    let mut between = PathData::new();
    between.polyline(wave.lorenz.iter().copied().map(at), true);
    scene.path(&between, &Style::fill(look.palette.series(1)).opacity(0.12));
    scene.line(at((0.0, 0.0)), at((1.0, 1.0)), &Style::stroke(look.palette.soft, 0.25).dashed(1.4, 0.8));
    let mut curve = PathData::new();
    curve.polyline(wave.lorenz.iter().copied().map(at), false);
    scene.path(&curve, &Style::stroke(look.palette.series(1), 0.5));
    most(&mut scene, Rect::new(plot.right + 8.0, plot.top - 1.0, area.right, plot.bottom), input);
    Some(scene)
}

/// The countries with the most incidents, where there is room beside the plot.
fn most(scene: &mut Scene, beside: Rect, input: &ChartInput<'_>) {
    let entry = |(name, n): &(std::sync::Arc<str>, u64)| {
        (Entry { swatch: Swatch::Head, text: name.to_string() }, input.look.words.number(*n))
    };
    let entries: Vec<(Entry, String)> = input.spread.whole.regions.by_country.iter().take(10).map(entry).collect();
    let width = legend::column_mm(input.look, &entries);
    if width <= beside.width() {
        legend::column(scene, input.look, Rect { right: beside.left + width, ..beside }, &entries);
    }
}

fn sheet(input: &ChartInput<'_>, wave: &Wave, gini: f64, countries: usize) -> Sheet {
    let words = input.look.words;
    let things = words.plural(noun(input.spread));
    // The curve's last steep part: the countries that together have half of the incidents.
    let half = wave.lorenz.iter().filter(|(_, incidents)| *incidents > 0.5).count() as u64;
    let key = if half == 1 { "lorenz.title_one" } else { "lorenz.title" };
    let (half, all) = (words.number(half), words.number(countries as u64));
    let title = words.fill(key, &[("half", &half), ("all", &all), ("things", things)]);
    // Those whose country is not known are on no curve over countries.
    let counted = input.spread.whole.regions.by_country.iter().map(|(_, incidents)| incidents).sum();
    let count = words.count(noun(input.spread), counted);
    let gini = words.significant(gini);
    Sheet {
        subtitle: words.fill("lorenz.counted", &[("count", &count), ("gini", &gini)]),
        alt: words.fill("lorenz.alt", &[("things", things), ("title", &title), ("gini", &gini)]),
        source: source_line(words, input.source, "also.countries_with"),
        title,
    }
}

/// Lays the axes in per cent, each a fifth; the plot is as wide as high where there is room.
fn lay(scene: &mut Scene, look: &Look, area: Rect, caption: &str) -> Rect {
    let size = LABEL_PT * MM_PER_PT;
    scene.text(&Label::new(area.left, area.top + size, LABEL_PT, look.palette.soft, caption));
    let left = area.left + text_mm(look, "100") + 1.5;
    let (top, bottom) = (area.top + 2.4 * size, area.bottom - 3.2 * size);
    let bottom = bottom.max(top + 5.0);
    let side = (bottom - top).max(0.6 * (area.right - left)).min(area.right - left - 3.0);
    let plot = Rect::new(left, top, left + side, bottom);
    for fifth in 0..=5_u8 {
        let (share, label) = (f64::from(fifth) / 5.0, (20 * fifth).to_string());
        let (x, y) = (plot.left + share * plot.width(), plot.bottom - share * plot.height());
        scene.line((plot.left, y), (plot.right, y), &Style::stroke(look.palette.faint, 0.12));
        let aside = Label::new(plot.left - 1.5, y + 0.36 * size, LABEL_PT, look.palette.soft, label.clone());
        scene.text(&aside.anchor(Anchor::End));
        let below = Label::new(x, plot.bottom + 1.5 * size, LABEL_PT, look.palette.soft, label);
        scene.text(&below.anchor(Anchor::Middle));
    }
    let words = Label::new(
        plot.left,
        plot.bottom + 2.9 * size,
        LABEL_PT,
        look.palette.soft,
        look.words.text("lorenz.countries"),
    );
    scene.text(&words);
    plot
}
