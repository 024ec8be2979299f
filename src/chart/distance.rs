//! The chart of distances: how far from the origin each incident was, when, and how far the reach of the periods went.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none where there is no origin or nothing to measure from it.

mod density;
mod marks;
mod names;
mod reach;
mod words;

use jiff::civil::Date;

use super::ChartInput;
use super::axis::ValueAxis;
use super::calendar::TimeSpan;
use super::dots::{Dots, measured};
use super::legend::{self, Entry, Swatch};
use super::look::Look;
use super::plot::{Frame, draw};
use super::scene::{Rect, Scene};
use super::sheet::{Axes, base_line, caption_km, fewest_ticks};
use crate::located::LocatedStore;
use crate::spread::{PeriodLength, Spread};
use density::Density;
use marks::MarkStyle;
use reach::Lines;
use words::Words;

/// The chart, if there is an origin and an incident with a date and a fine point.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let look = input.look;
    let dots = input.dots();
    let origin = input.spread.options.origin.name()?;
    let span = time_span(input.located, input.spread, dots)?;
    let lines = Lines::of(input.spread, dots, look);
    let values = value_axis(dots, input.size_mm.1);
    let density = Density::of(dots, values, span, input.size_mm);
    let words = Words { input, dots, origin, span, band: lines.has_bands(), density: density.as_ref() };
    let (mut scene, mut area) = words.sheet().begin(input.size_mm, look);

    let marks = MarkStyle::of(dots, input.size_mm.0);
    let groups = match &density {
        Some(density) => vec![density.legend(look, words.in_a_cell())],
        None => legend_groups(look, dots, marks),
    };
    area.top = legend::row(&mut scene, look, area, &groups) + 2.0;
    let caption = caption_km(input, &values)?;
    let finest = PeriodLength::Day;
    let overhang_mm = marks.overhang_mm(dots);
    let axes = Axes { look, span, finest, bars: false, values, caption: &caption, overhang_mm };
    let (frame, mut shapes) = axes.lay(&mut scene, area, lines.right_mm());
    shapes.extend(lines.bands());
    shapes.push(base_line(&frame, look));
    if let Some(density) = &density {
        // Cells lie on the bands and hide none of the lines.
        scene.raw(&draw(&frame, look.palette.paper, &std::mem::take(&mut shapes)));
        density.draw(&mut scene, &frame, look);
    }
    shapes.extend(lines.farthest());
    if density.is_none() {
        shapes.extend(marks.shapes(dots, &frame, &look.palette));
    }
    shapes.extend(lines.steps());
    scene.raw(&draw(&frame, look.palette.paper, &shapes));

    write_names(&mut scene, input, marks, &lines, &frame, area.right);
    Some(scene)
}

/// The names of the lines and of some marks, where there is room.
fn write_names(
    scene: &mut Scene,
    input: &ChartInput<'_>,
    marks: MarkStyle,
    lines: &Lines<'_>,
    frame: &Frame,
    right_mm: f64,
) {
    let (dots, look) = (input.dots(), input.look);
    let mut taken = marks.boxes(dots, frame);
    for rect in &taken {
        scene.mark("mark", *rect);
    }
    taken.extend(lines.boxes(frame));
    let free = Rect::new(frame.area.left, frame.area.top - 2.0, right_mm, frame.area.bottom);
    let mut labels = lines.labels(frame, &free, &mut taken);
    labels.extend(names::labels((input.located, dots), &input.spread.frontier, marks, frame, look, &mut taken));
    for label in &labels {
        scene.text(label);
    }
}

/// From the first to the last possible day of all marks and periods.
fn time_span(located: &LocatedStore, spread: &Spread, dots: &Dots) -> Option<TimeSpan> {
    if dots.all.is_empty() {
        return None;
    }
    let periods = spread.periods.iter().filter_map(|slice| slice.period);
    let fine = measured(located, spread).filter(|one| one.site().is_some_and(|s| s.precision.is_fine()));
    let spans = fine.filter_map(|one| one.when.span());
    let days = spans.chain(periods.map(|period| (period.start, period.last_day())));
    let (first, last) = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let end = last.tomorrow().unwrap_or(Date::MAX);
    (first < end).then_some(TimeSpan { first, end })
}

/// Linear from 0; logarithmic where hundreds of incidents would be pressed together by a few far ones.
fn value_axis(dots: &Dots, height_mm: f64) -> ValueAxis {
    let max = dots.quantile_km(1.0).unwrap_or(1.0);
    let median = dots.quantile_km(0.5).unwrap_or(0.0);
    let helps = dots.all.len() >= 100 && median > 1.0 && max > 15.0 * median;
    if helps {
        ValueAxis::log(dots.quantile_km(0.01).unwrap_or(1.0), max)
    } else {
        ValueAxis::linear(max, fewest_ticks(height_mm), 0.08, false)
    }
}

/// The kinds, each a group of its own, and the sizes.
fn legend_groups(look: &Look, dots: &Dots, marks: MarkStyle) -> Vec<Vec<Entry>> {
    let dot = |colour, radius_mm, open| Swatch::Dot { colour, radius_mm, open };
    let kind = |colour, name: &str, n| {
        vec![Entry { swatch: dot(colour, 1.1, false), text: format!("{name} ({})", look.words.number(n)) }]
    };
    let (own, words) = (look.palette.own(), look.words);
    let shown = dots.kinds.iter().take(own).enumerate().filter(|(_, (_, n))| *n > 0);
    let mut groups: Vec<Vec<Entry>> =
        shown.map(|(i, (key, n))| kind(look.palette.series(i), &words.kind(key), *n)).collect();
    let others: u64 = dots.kinds.iter().skip(own).map(|(_, n)| n).sum();
    if others > 0 {
        groups.push(kind(look.palette.rest(), words.text("kind.other kinds"), others));
    }
    if !marks.dense() {
        let entry = |killed, open, text| Entry { swatch: dot(look.palette.soft, marks.radius_mm(killed), open), text };
        let mut sizes = vec![Entry { swatch: Swatch::Head, text: words.text("killed.head").to_owned() }];
        sizes.extend(marks.key(dots).into_iter().map(|killed| entry(Some(killed), false, words.number(killed.into()))));
        if dots.all.iter().any(|dot| dot.killed().is_none()) {
            sizes.push(entry(None, true, words.text("unknown").to_owned()));
        }
        groups.push(sizes);
    }
    groups
}
