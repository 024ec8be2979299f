//! The chart of the trend: incidents a period, the levels between change points, Theil and Sen's line.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none where the trend was not measured or has too few periods.

use std::cmp::Ordering;

use super::ChartInput;
use super::axis::ValueAxis;
use super::calendar::{TimeSpan, day_number};
use super::dots::noun;
use super::legend::{self, Entry, Swatch};
use super::look::Look;
use super::plot::{Frame, draw};
use super::scene::{PathData, Scene, Style};
use super::sheet::{Axes, Sheet, base_line, fewest_ticks, source_line};
use crate::spread::{Period, SeriesTrend};
use crate::words::Words;

/// The chart, if the incidents a period have a trend that was tested.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let series = input.spread.findings.trend.as_ref()?.series.iter().find(|one| one.name == "incidents")?;
    let (first, last) = (series.periods.first()?, series.periods.last()?);
    let direction = series.direction()?;
    let look = input.look;
    let (mut scene, mut area) = sheet(input, series, direction).begin(input.size_mm, look);
    area.top = legend::row(&mut scene, look, area, &legend_rows(input, series)) + 2.0;
    let most = series.values.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let caption = things(input);
    let axes = Axes {
        look,
        span: TimeSpan { first: first.start, end: last.end },
        finest: input.spread.options.by,
        bars: true,
        values: ValueAxis::linear(most, fewest_ticks(input.size_mm.1), 0.07, true),
        caption: &caption,
        overhang_mm: (0.0, 0.0),
    };
    let (frame, mut shapes) = axes.lay(&mut scene, area, 0.0);
    shapes.push(base_line(&frame, look));
    scene.raw(&draw(&frame, look.palette.paper, &shapes));
    scene.open_clipped("trend", &frame.area.grown(0.8));
    values(&mut scene, look, &frame, series);
    levels(&mut scene, look, &frame, series);
    line(&mut scene, look, &frame, series);
    scene.close();
    Some(scene)
}

/// The middle of a period in days since 1970.
pub(super) fn middle(period: &Period) -> f64 {
    f64::midpoint(day_number(period.start), day_number(period.end))
}

/// "operations a month"
fn things(input: &ChartInput<'_>) -> String {
    let words = input.look.words;
    let values = [("things", words.plural(noun(input.spread))), ("period", words.period(input.spread.options.by))];
    words.fill("axis.things", &values)
}

fn sheet(input: &ChartInput<'_>, series: &SeriesTrend, direction: Ordering) -> Sheet {
    let (words, by) = (input.look.words, input.spread.options.by);
    let (period, plural) = (words.period(by), words.plural(noun(input.spread)));
    let verdict = words.text(match direction {
        Ordering::Greater => "trend.rising",
        Ordering::Less => "trend.falling",
        Ordering::Equal => "trend.level",
    });
    let title = words.fill("trend.title", &[("things", plural), ("period", period), ("verdict", verdict)]);
    let span = series.periods.first().zip(series.periods.last());
    let when = span.map_or(String::new(), |(a, b)| words.span(a.start, b.last_day(), a.length));
    let count = words.count(by.name(), series.values.len() as u64);
    let counted = words.fill("trend.counted", &[("when", &when), ("count", &count)]);
    let found = found(words, series, period);
    let alt = words.fill("trend.alt", &[("title", &title), ("when", &when), ("things", plural), ("period", period)]);
    Sheet {
        subtitle: format!("{counted} {found}"),
        alt: format!("{alt} {found}"),
        source: source_line(words, input.source, "also.trend"),
        title,
    }
}

/// The slope with its interval, and where the level changes.
fn found(words: Words, series: &SeriesTrend, period: &str) -> String {
    let mut parts = Vec::new();
    if let Some(line) = series.line {
        let [slope, low, high] = [line.slope, line.low95, line.high95].map(|value| words.significant(value));
        parts.push(words.fill("trend.slope", &[("slope", &slope), ("low", &low), ("high", &high), ("period", period)]));
    }
    parts.push(match series.levels.get(1..) {
        Some(later @ [_, ..]) => {
            let labels: Vec<String> = later.iter().map(|level| words.period_name(&level.from)).collect();
            words.fill("trend.changes", &[("when", &words.list(&labels))])
        }
        _ => words.text("trend.unchanged").to_owned(),
    });
    parts.join(" ")
}

fn legend_rows(input: &ChartInput<'_>, series: &SeriesTrend) -> Vec<Vec<Entry>> {
    let (words, palette) = (input.look.words, &input.look.palette);
    let entry = |swatch, text: String| vec![Entry { swatch, text }];
    let dot = Swatch::Dot { colour: palette.rest(), radius_mm: 0.7, open: false };
    let mut rows = vec![entry(dot, things(input))];
    if series.levels.len() > 1 {
        rows.push(entry(Swatch::Box(palette.series(1)), words.text("trend.level_line").to_owned()));
    }
    rows.push(entry(Swatch::Box(palette.accent), words.text("trend.line").to_owned()));
    rows
}

fn values(scene: &mut Scene, look: &Look, frame: &Frame, series: &SeriesTrend) {
    let place = |(i, value): &(usize, f64)| {
        series.periods.get(*i).map(|period| (frame.x_mm(middle(period)), frame.y_mm(*value)))
    };
    let places: Vec<(f64, f64)> = series.values.iter().filter_map(place).collect();
    let pitch = frame.area.width() / series.periods.len().max(1) as f64;
    let radius = (0.3 * pitch).clamp(0.25, 0.7);
    for at in places {
        scene.circle(at, radius, &Style::fill(look.palette.rest()));
    }
}

fn levels(scene: &mut Scene, look: &Look, frame: &Frame, series: &SeriesTrend) {
    if series.levels.len() < 2 {
        return;
    }
    let mut path = Vec::new();
    for level in &series.levels {
        let y = frame.y_mm(level.mean);
        path.push((frame.x_mm(day_number(level.from.start)), y));
        path.push((frame.x_mm(day_number(level.until.end)), y));
    }
    let mut data = PathData::new();
    data.polyline(path, false);
    scene.path(&data, &Style::stroke(look.palette.series(1), 0.45));
}

fn line(scene: &mut Scene, look: &Look, frame: &Frame, series: &SeriesTrend) {
    let Some(line) = series.line else { return };
    let last = series.periods.len().saturating_sub(1);
    let height = |i: usize| line.intercept + line.slope * i as f64;
    let mut ends = Vec::new();
    // Held to 0: a line below it would run along the axis.
    for i in 0..=last {
        if height(i) >= 0.0
            && let Some(period) = series.periods.get(i)
        {
            ends.push((frame.x_mm(middle(period)), frame.y_mm(height(i))));
        }
    }
    let mut data = PathData::new();
    data.polyline(ends, false);
    scene.path(&data, &Style::stroke(look.palette.accent, 0.4).dashed(1.6, 0.9));
}
