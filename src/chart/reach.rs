//! The chart of reach: median and ninth tenth of distance in each period, with their 95 % intervals as bands.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none where fewer than three periods have a distance.

use super::ChartInput;
use super::axis::ValueAxis;
use super::calendar::TimeSpan;
use super::legend::{self, Entry, Swatch};
use super::look::Look;
use super::plot::{Frame, draw};
use super::scene::{PathData, Scene, Style};
use super::sheet::{Axes, Sheet, base_line, caption_km, fewest_ticks, source_line};
use super::trend::middle;
use crate::spread::{Estimate, Interval, Slice};

/// One quantile over the periods.
struct Quantile {
    key: &'static str,
    /// The number of its colour.
    series: usize,
    /// The widest its dots get, in mm: they differ, so that both are seen where they meet.
    dot_mm: f64,
    of: fn(&Slice) -> &Estimate,
}

const QUANTILES: [Quantile; 2] = [
    Quantile { key: "reach.p90", series: 0, dot_mm: 1.1, of: |slice| &slice.reach.p90 },
    Quantile { key: "reach.median", series: 1, dot_mm: 0.65, of: |slice| &slice.reach.median },
];

/// The chart, if three periods or more have a distance.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let (look, periods) = (input.look, &input.spread.periods);
    let (first, last) = (periods.first()?.period?, periods.last()?.period?);
    let measured = periods.iter().filter(|slice| slice.reach.p90.value.is_some()).count();
    if measured < 3 {
        return None;
    }
    let (mut scene, mut area) = sheet(input, measured).begin(input.size_mm, look);
    area.top = legend::row(&mut scene, look, area, &legend_rows(look)) + 2.0;
    let ends = |one: &Estimate| match one.interval {
        Interval::Between(_, high) => one.value.map(|value| value.max(high)),
        Interval::None => one.value,
    };
    let most = periods.iter().filter_map(|slice| ends(&slice.reach.p90)).fold(0.0, f64::max);
    let axis = ValueAxis::linear(most, fewest_ticks(input.size_mm.1), 0.05, false);
    let caption = caption_km(input, &axis)?;
    let axes = Axes {
        look,
        span: TimeSpan { first: first.start, end: last.end },
        finest: input.spread.options.by,
        bars: true,
        values: axis,
        caption: &caption,
        overhang_mm: (0.0, 0.0),
    };
    let (frame, mut shapes) = axes.lay(&mut scene, area, 0.0);
    shapes.push(base_line(&frame, look));
    scene.raw(&draw(&frame, look.palette.paper, &shapes));
    scene.open_clipped("reach", &frame.area.grown(1.3));
    for one in &QUANTILES {
        bands(&mut scene, look, &frame, periods, one);
    }
    for one in &QUANTILES {
        values(&mut scene, look, &frame, periods, one);
    }
    scene.close();
    Some(scene)
}

fn sheet(input: &ChartInput<'_>, measured: usize) -> Sheet {
    let (words, by) = (input.look.words, input.spread.options.by);
    let origin = input.spread.options.origin.name().unwrap_or_default();
    let ends = input.spread.periods.first().zip(input.spread.periods.last());
    let when = ends.and_then(|(a, b)| Some(words.span(a.period?.start, b.period?.last_day(), a.period?.length)));
    let (when, period) = (when.unwrap_or_default(), words.period(by));
    let count = words.count(by.name(), measured as u64);
    Sheet {
        title: words.fill("reach.title", &[("origin", origin), ("period", period)]),
        subtitle: words.fill("reach.counted", &[("when", &when), ("count", &count), ("period", period)]),
        alt: words.fill("reach.alt", &[("origin", origin), ("when", &when), ("period", period)]),
        source: source_line(words, input.source, "also.distances"),
    }
}

fn legend_rows(look: &Look) -> Vec<Vec<Entry>> {
    QUANTILES
        .map(|one| {
            let swatch = Swatch::Dot { colour: look.palette.series(one.series), radius_mm: one.dot_mm, open: false };
            vec![Entry { swatch, text: look.words.text(one.key).to_owned() }]
        })
        .into()
}

/// One band for each run of periods that have an interval; an upright bar where a period stands alone.
fn bands(scene: &mut Scene, look: &Look, frame: &Frame, periods: &[Slice], one: &Quantile) {
    let place = |slice: &Slice| match (slice.period, (one.of)(slice).interval) {
        (Some(period), Interval::Between(low, high)) => {
            Some((frame.x_mm(middle(&period)), frame.y_mm(low), frame.y_mm(high)))
        }
        _ => None,
    };
    let places: Vec<Option<(f64, f64, f64)>> = periods.iter().map(place).collect();
    for run in places.split(Option::is_none) {
        let lower = run.iter().flatten().map(|(x, low, _)| (*x, *low));
        let upper = run.iter().flatten().rev().map(|(x, _, high)| (*x, *high));
        if let [Some((x, low, high))] = run {
            scene.line((*x, *low), (*x, *high), &Style::stroke(look.palette.series(one.series), 0.25));
        } else {
            let mut data = PathData::new();
            data.polyline(lower.chain(upper), true);
            scene.path(&data, &Style::fill(look.palette.series(one.series)).opacity(0.18));
        }
    }
}

/// A line through neighbouring periods, and a dot for each.
fn values(scene: &mut Scene, look: &Look, frame: &Frame, periods: &[Slice], one: &Quantile) {
    let place = |slice: &Slice| Some((frame.x_mm(middle(&slice.period?)), frame.y_mm((one.of)(slice).value?)));
    let places: Vec<Option<(f64, f64)>> = periods.iter().map(place).collect();
    let radius = (0.25 * frame.area.width() / periods.len().max(1) as f64).clamp(0.25, one.dot_mm);
    for run in places.split(Option::is_none) {
        let mut data = PathData::new();
        data.polyline(run.iter().flatten().copied(), false);
        scene.path(&data, &Style::stroke(look.palette.series(one.series), 0.35));
    }
    for at in places.into_iter().flatten() {
        scene.circle(at, radius, &Style::fill(look.palette.series(one.series)));
    }
}
