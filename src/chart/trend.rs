//! The chart of the trend: incidents a period, the levels between change points, Theil and Sen's line.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none where the trend was not measured or has too few periods.

use std::cmp::Ordering;

use super::ChartInput;
use super::axis::ValueAxis;
use super::calendar::{TimeSpan, day_number};
use super::dots::noun;
use super::legend::{self, Entry, Swatch};
use super::palette::LIGHT;
use super::plot::{Frame, draw};
use super::scene::{PathData, Scene, Style};
use super::sheet::{Axes, Sheet, base_line, fewest_ticks, source_line};
use super::wording;
use crate::spread::headline::short;
use crate::spread::{Period, SeriesTrend};

/// The chart, if the incidents a period have a trend that was tested.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let series = input.spread.findings.trend.as_ref()?.series.iter().find(|one| one.name == "incidents")?;
    let (first, last) = (series.periods.first()?, series.periods.last()?);
    let direction = series.direction()?;
    let (mut scene, mut area) = sheet(input, series, direction).begin(input.size_mm);
    area.top = legend::row(&mut scene, area, &legend_rows(input, series)) + 2.0;
    let most = series.values.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let caption = format!("{}s a {}", noun(input.spread), input.spread.options.by.name());
    let axes = Axes {
        span: TimeSpan { first: first.start, end: last.end },
        finest: input.spread.options.by,
        bars: true,
        values: ValueAxis::linear(most, fewest_ticks(input.size_mm.1), 0.07, true),
        caption: &caption,
        overhang_mm: (0.0, 0.0),
    };
    let (frame, mut shapes) = axes.lay(&mut scene, area, 0.0);
    shapes.push(base_line(&frame));
    scene.raw(&draw(&frame, LIGHT.paper, &shapes));
    scene.open_clipped("trend", &frame.area.grown(0.8));
    values(&mut scene, &frame, series);
    levels(&mut scene, &frame, series);
    line(&mut scene, &frame, series);
    scene.close();
    Some(scene)
}

/// The middle of a period in days since 1970.
pub(super) fn middle(period: &Period) -> f64 {
    f64::midpoint(day_number(period.start), day_number(period.end))
}

fn sheet(input: &ChartInput<'_>, series: &SeriesTrend, direction: Ordering) -> Sheet {
    let (noun, by) = (noun(input.spread), input.spread.options.by.name());
    let slope = series
        .line
        .map(|l| format!("{} a {by} (95 % interval {} to {})", short(l.slope), short(l.low95), short(l.high95)));
    let slope = slope.unwrap_or_default();
    let verdict = match direction {
        Ordering::Greater => "rising",
        Ordering::Less => "falling",
        Ordering::Equal => "no rise or fall that can be told from chance",
    };
    let span = series.periods.first().zip(series.periods.last());
    let when = span.map_or(String::new(), |(a, b)| wording::span(a.start, b.last_day(), a.length));
    let changes = match series.levels.get(1..) {
        Some(later @ [_, ..]) => {
            let labels: Vec<String> = later.iter().map(|level| level.from.label()).collect();
            format!("The level changes in {}.", wording::list(&labels))
        }
        _ => "The level does not change.".to_owned(),
    };
    let mut capital = format!("{noun}s a {by}: {verdict}");
    if let Some(letter) = capital.get_mut(0..1) {
        letter.make_ascii_uppercase();
    }
    Sheet {
        title: capital.clone(),
        subtitle: format!("{when}, {} {by}s. Slope {slope}. {changes}", series.values.len()),
        alt: format!("{capital}, {when}. Dots: {noun}s a {by}. Slope {slope}. {changes}"),
        source: source_line(input.source, "Line: Theil and Sen; levels: least squared error (PELT)."),
    }
}

fn legend_rows(input: &ChartInput<'_>, series: &SeriesTrend) -> Vec<Vec<Entry>> {
    let entry = |swatch, text: String| vec![Entry { swatch, text }];
    let dot = Swatch::Dot { colour: LIGHT.rest, radius_mm: 0.7, open: false };
    let mut rows = vec![entry(dot, format!("{}s a {}", noun(input.spread), input.spread.options.by.name()))];
    if series.levels.len() > 1 {
        rows.push(entry(Swatch::Box(LIGHT.series(1)), "level between change points".to_owned()));
    }
    rows.push(entry(Swatch::Box(LIGHT.accent), "Theil–Sen line".to_owned()));
    rows
}

fn values(scene: &mut Scene, frame: &Frame, series: &SeriesTrend) {
    let place = |(i, value): &(usize, f64)| {
        series.periods.get(*i).map(|period| (frame.x_mm(middle(period)), frame.y_mm(*value)))
    };
    let places: Vec<(f64, f64)> = series.values.iter().filter_map(place).collect();
    let pitch = frame.area.width() / series.periods.len().max(1) as f64;
    let radius = (0.3 * pitch).clamp(0.25, 0.7);
    for at in places {
        scene.circle(at, radius, &Style::fill(LIGHT.rest));
    }
}

fn levels(scene: &mut Scene, frame: &Frame, series: &SeriesTrend) {
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
    scene.path(&data, &Style::stroke(LIGHT.series(1), 0.45));
}

fn line(scene: &mut Scene, frame: &Frame, series: &SeriesTrend) {
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
    scene.path(&data, &Style::stroke(LIGHT.accent, 0.4).dashed(1.6, 0.9));
}
