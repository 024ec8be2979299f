//! The chart of reach: median and ninth tenth of distance in each period, with their 95 % intervals as bands.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none where fewer than three periods have a distance.

use super::ChartInput;
use super::axis::ValueAxis;
use super::calendar::TimeSpan;
use super::legend::{self, Entry, Swatch};
use super::palette::LIGHT;
use super::plot::{Frame, draw};
use super::scene::{PathData, Scene, Style};
use super::sheet::{Axes, Sheet, base_line, fewest_ticks, source_line};
use super::trend::middle;
use super::wording;
use crate::spread::{Estimate, Interval, Slice};

/// One quantile over the periods.
struct Quantile {
    name: &'static str,
    colour: &'static str,
    /// The widest its dots get, in mm: they differ, so that both are seen where they meet.
    dot_mm: f64,
    of: fn(&Slice) -> &Estimate,
}

const QUANTILES: [Quantile; 2] = [
    Quantile { name: "ninth tenth of distance", colour: LIGHT.series[0], dot_mm: 1.1, of: |slice| &slice.reach.p90 },
    Quantile { name: "median distance", colour: LIGHT.series[1], dot_mm: 0.65, of: |slice| &slice.reach.median },
];

/// The chart, if three periods or more have a distance.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let periods = &input.spread.periods;
    let (first, last) = (periods.first()?.period?, periods.last()?.period?);
    let measured = periods.iter().filter(|slice| slice.reach.p90.value.is_some()).count();
    if measured < 3 {
        return None;
    }
    let (mut scene, mut area) = sheet(input, measured).begin(input.size_mm);
    area.top = legend::row(&mut scene, area, &legend_rows()) + 2.0;
    let ends = |one: &Estimate| match one.interval {
        Interval::Between(_, high) => one.value.map(|value| value.max(high)),
        Interval::None => one.value,
    };
    let most = periods.iter().filter_map(|slice| ends(&slice.reach.p90)).fold(0.0, f64::max);
    let caption = format!("km from {}", input.spread.options.origin.name()?);
    let axes = Axes {
        span: TimeSpan { first: first.start, end: last.end },
        finest: input.spread.options.by,
        bars: true,
        values: ValueAxis::linear(most, fewest_ticks(input.size_mm.1), 0.05, false),
        caption: &caption,
        overhang_mm: (0.0, 0.0),
    };
    let (frame, mut shapes) = axes.lay(&mut scene, area, 0.0);
    shapes.push(base_line(&frame));
    scene.raw(&draw(&frame, LIGHT.paper, &shapes));
    scene.open_clipped("reach", &frame.area.grown(1.3));
    for one in &QUANTILES {
        bands(&mut scene, &frame, periods, one);
    }
    for one in &QUANTILES {
        values(&mut scene, &frame, periods, one);
    }
    scene.close();
    Some(scene)
}

fn sheet(input: &ChartInput<'_>, measured: usize) -> Sheet {
    let by = input.spread.options.by.name();
    let origin = input.spread.options.origin.name().unwrap_or("the origin");
    let ends = input.spread.periods.first().zip(input.spread.periods.last());
    let when = ends.and_then(|(a, b)| Some(wording::span(a.period?.start, b.period?.last_day(), a.period?.length)));
    let when = when.unwrap_or_default();
    let n = wording::count(measured as u64, by);
    Sheet {
        title: format!("Reach from {origin}, {by} by {by}"),
        subtitle: format!(
            "{when}; {n} with a distance. Bands: 95 % intervals, none where a {by} has too few incidents for one."
        ),
        alt: format!("Median and ninth tenth of the distance from {origin} in each {by}, {when}, with 95 % intervals."),
        source: source_line(input.source, "Distances: geodesics on WGS84."),
    }
}

fn legend_rows() -> Vec<Vec<Entry>> {
    QUANTILES
        .map(|one| {
            let swatch = Swatch::Dot { colour: one.colour, radius_mm: one.dot_mm, open: false };
            vec![Entry { swatch, text: one.name.to_owned() }]
        })
        .into()
}

/// One band for each run of periods that have an interval; an upright bar where a period stands alone.
fn bands(scene: &mut Scene, frame: &Frame, periods: &[Slice], one: &Quantile) {
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
            scene.line((*x, *low), (*x, *high), &Style::stroke(one.colour, 0.25));
        } else {
            let mut data = PathData::new();
            data.polyline(lower.chain(upper), true);
            scene.path(&data, &Style::fill(one.colour).opacity(0.18));
        }
    }
}

/// A line through neighbouring periods, and a dot for each.
fn values(scene: &mut Scene, frame: &Frame, periods: &[Slice], one: &Quantile) {
    let place = |slice: &Slice| Some((frame.x_mm(middle(&slice.period?)), frame.y_mm((one.of)(slice).value?)));
    let places: Vec<Option<(f64, f64)>> = periods.iter().map(place).collect();
    let radius = (0.25 * frame.area.width() / periods.len().max(1) as f64).clamp(0.25, one.dot_mm);
    for run in places.split(Option::is_none) {
        let mut data = PathData::new();
        data.polyline(run.iter().flatten().copied(), false);
        scene.path(&data, &Style::stroke(one.colour, 0.35));
    }
    for at in places.into_iter().flatten() {
        scene.circle(at, radius, &Style::fill(one.colour));
    }
}
