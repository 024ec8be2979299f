//! The chart of distances: how far from the origin each incident was, when, and how far the reach of the periods went.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none where there is no origin or nothing to measure from it.

mod marks;
mod names;
mod reach;

use jiff::civil::Date;

use super::ChartInput;
use super::axis::ValueAxis;
use super::calendar::TimeSpan;
use super::dots::{Dots, measured, noun};
use super::legend::{self, Entry, Swatch};
use super::palette::LIGHT;
use super::plot::draw;
use super::scene::{Rect, Scene};
use super::sheet::{Axes, Sheet, base_line, fewest_ticks};
use super::text::thousands;
use super::wording;
use crate::incident::Located;
use crate::spread::{Origin, PeriodLength, Spread};
use marks::MarkStyle;
use reach::Lines;

/// The chart, if there is an origin and an incident with a date and a fine point.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let dots = Dots::of(input.located, input.spread);
    let origin = input.spread.origin.name()?;
    let span = time_span(input.located, input.spread, &dots)?;
    let words = Words { input, dots: &dots, origin, span };
    let (mut scene, mut area) = words.sheet().begin(input.size_mm);

    let marks = MarkStyle::of(&dots);
    area.top = legend::row(&mut scene, area, &legend_groups(&dots, marks)) + 2.0;
    let axis = value_axis(&dots, input.size_mm.1);
    let caption = words.caption(&axis);
    let finest = PeriodLength::Day;
    let overhang_mm = marks.overhang_mm(&dots);
    let axes = Axes { span, finest, bars: false, values: axis, caption: &caption, overhang_mm };
    let lines = Lines::of(input.spread, &dots);
    let (frame, mut shapes) = axes.lay(&mut scene, area, lines.right_mm());

    shapes.extend(lines.bands());
    shapes.push(base_line(&frame));
    shapes.extend(lines.farthest());
    shapes.extend(marks.shapes(&dots, &frame));
    shapes.extend(lines.steps());
    scene.raw(&draw(&frame, LIGHT.paper, &shapes));

    let mut taken = marks.boxes(&dots, &frame);
    taken.iter().for_each(|rect| scene.mark("mark", *rect));
    taken.extend(lines.boxes(&frame));
    let free = Rect::new(frame.area.left, frame.area.top - 2.0, area.right, frame.area.bottom);
    let mut labels = lines.labels(&frame, &free, &mut taken);
    labels.extend(names::labels(&dots, &input.spread.frontier, marks, &frame, &mut taken));
    labels.iter().for_each(|label| scene.text(label));
    Some(scene)
}

/// From the first to the last possible day of all marks and periods.
fn time_span(located: &[Located], spread: &Spread, dots: &Dots<'_>) -> Option<TimeSpan> {
    if dots.all.is_empty() {
        return None;
    }
    let periods = spread.periods.iter().filter_map(|slice| slice.period);
    let fine = measured(located, spread).filter(|one| one.site().is_some_and(|s| s.precision.is_fine()));
    let spans = fine.filter_map(|one| one.incident.when.span());
    let days = spans.chain(periods.map(|period| (period.start, period.last_day())));
    let (first, last) = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let end = last.tomorrow().unwrap_or(Date::MAX);
    (first < end).then_some(TimeSpan { first, end })
}

/// Linear from 0; logarithmic where hundreds of incidents would be pressed together by a few far ones.
fn value_axis(dots: &Dots<'_>, height_mm: f64) -> ValueAxis {
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
fn legend_groups(dots: &Dots<'_>, marks: MarkStyle) -> Vec<Vec<Entry>> {
    let dot = |colour, radius_mm, open| Swatch::Dot { colour, radius_mm, open };
    let kind = |colour, name: &str, n| {
        vec![Entry { swatch: dot(colour, 1.1, false), text: format!("{name} ({})", thousands(n)) }]
    };
    let own = LIGHT.series.len();
    let named = if dots.kinds.len() > own + 1 { own } else { dots.kinds.len() };
    let shown = dots.kinds.iter().take(named).enumerate();
    let mut groups: Vec<Vec<Entry>> = shown.map(|(i, (k, n))| kind(LIGHT.series(i), &k.label(), *n)).collect();
    let others: u64 = dots.kinds.iter().skip(named).map(|(_, n)| n).sum();
    if others > 0 {
        groups.push(kind(LIGHT.rest, "other", others));
    }
    if !marks.dense() {
        let sized = |killed, open, text| Entry { swatch: dot(LIGHT.soft, marks.radius_mm(killed), open), text };
        let mut sizes = vec![Entry { swatch: Swatch::Head, text: "Killed:".to_owned() }];
        sizes.extend(marks.key(dots).into_iter().map(|killed| sized(Some(killed), false, killed.to_string())));
        if dots.all.iter().any(|dot| dot.killed.is_none()) {
            sizes.push(sized(None, true, "not known".to_owned()));
        }
        groups.push(sizes);
    }
    groups
}

/// The texts of the chart.
struct Words<'a> {
    input: &'a ChartInput<'a>,
    dots: &'a Dots<'a>,
    origin: &'a str,
    span: TimeSpan,
}

impl Words<'_> {
    fn sheet(&self) -> Sheet {
        let noun = noun(self.input.spread);
        Sheet {
            title: format!("How far from {} the {noun}s were", self.origin),
            subtitle: self.subtitle(noun),
            alt: self.alt(noun),
            source: format!("Source: {}", self.input.source),
        }
    }

    fn when(&self) -> String {
        let last = self.span.end.yesterday().unwrap_or(self.span.end);
        wording::span(self.span.first, last, self.input.spread.by)
    }

    fn subtitle(&self, noun: &str) -> String {
        let shown = self.dots.all.len() as u64;
        let mut out = format!("{}, {}.", wording::count(shown, noun), self.when());
        out.push_str(if shown <= marks::SIZED as u64 {
            " Bars: the possible days, and the uncertainty of the place."
        } else {
            " Marks stand at the middle of the possible days."
        });
        let mut left_out = Vec::new();
        for (n, why) in [(self.dots.no_date, "has no date"), (self.dots.no_point, "has no place fine enough")] {
            if n > 0 {
                let why = if n == 1 { why.to_owned() } else { why.replacen("has", "have", 1) };
                left_out.push(format!("{} {why}", thousands(n)));
            }
        }
        if !left_out.is_empty() {
            out.push_str(&format!(" Left out: {}.", wording::list(&left_out)));
        }
        out
    }

    fn caption(&self, axis: &ValueAxis) -> String {
        let from = match self.input.spread.origin {
            Origin::Home { .. } => format!("km from the border of {}", self.origin),
            _ => format!("km from {}", self.origin),
        };
        match axis {
            ValueAxis::Linear { .. } => from,
            ValueAxis::Log { floor, .. } => {
                format!("{from}, logarithmic scale; {} or less at the foot", wording::km(*floor))
            }
        }
    }

    fn alt(&self, noun: &str) -> String {
        let shown = wording::count(self.dots.all.len() as u64, noun);
        let mut out = format!("Chart of the distance from {} of {shown} by date, {}.", self.origin, self.when());
        if let (Some(median), Some(max)) = (self.dots.quantile_km(0.5), self.dots.quantile_km(1.0)) {
            out.push_str(&format!(
                " Half of them lie within {}, the farthest at {}",
                wording::km(median),
                wording::km(max)
            ));
            match self.input.spread.frontier.last() {
                Some(event) if !event.place.is_empty() => {
                    out.push_str(&format!(" ({}, {}).", event.place, wording::when(event.when)));
                }
                _ => out.push('.'),
            }
        }
        out
    }
}
