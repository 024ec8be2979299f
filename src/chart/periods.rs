//! The charts of periods: how many incidents, and how many people killed, each period has, stacked by region.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none where no incident lies in a period.

mod stack;

use super::ChartInput;
use super::axis::ValueAxis;
use super::calendar::{TimeSpan, day_number};
use super::dots::noun;
use super::legend::{self, Entry, Swatch};
use super::look::Look;
use super::plot::{Frame, Shape, draw};
use super::scene::{Anchor, Label, Rect, Scene};
use super::sheet::{Axes, LABEL_PT, NARROW_MM, Sheet, base_line, fewest_ticks, left_out, place, source_line, text_mm};
use crate::spread::Period;
use crate::words::Words;
pub(super) use stack::{Measure, Stack, bars_between};

/// No bar is wider.
const WIDEST_BAR_MM: f64 = 18.0;

/// Where not all totals fit, so many of the highest bars have theirs.
const MOST_PEAKS: usize = 6;

/// The chart, if an incident lies in a period.
pub fn scene(input: &ChartInput<'_>, measure: Measure) -> Option<Scene> {
    let look = input.look;
    let thing = match measure {
        Measure::Incidents => noun(input.spread),
        Measure::Killed => "killed",
    };
    let stack = Stack::of(input.located, input.spread, look, measure)?;
    let (mut scene, mut area) = sheet(input, &stack, thing).begin(input.size_mm, look);
    let narrow = input.size_mm.0 < NARROW_MM;
    let entries = entries(&stack, look);
    let mut right = 0.0;
    if narrow {
        let row: Vec<Vec<Entry>> = entries.iter().rev().map(|(entry, _)| vec![entry.clone()]).collect();
        area.top = legend::row(&mut scene, look, area, &row) + 2.0;
    } else {
        right = legend::column_mm(look, &entries) + 5.0;
    }
    let most = stack.most().map_or(1, |(_, n)| n) as f64;
    let values = [("things", look.words.plural(thing)), ("period", look.words.period(stack.by))];
    let caption = look.words.fill("axis.things", &values);
    let axes = Axes {
        look,
        span: TimeSpan { first: stack.ends.0.start, end: stack.ends.1.end },
        finest: stack.by,
        bars: true,
        values: ValueAxis::linear(most, fewest_ticks(input.size_mm.1), 0.07, true),
        caption: &caption,
        overhang_mm: (0.0, 0.0),
    };
    let (frame, mut shapes) = axes.lay(&mut scene, area, right);
    if !narrow {
        let beside =
            Rect::new(area.right - legend::column_mm(look, &entries), frame.area.top - 1.0, area.right, area.bottom);
        legend::column(&mut scene, look, beside, &entries);
    }
    shapes.extend(bars(&stack, &frame));
    shapes.push(base_line(&frame, look));
    scene.raw(&draw(&frame, look.palette.paper, &shapes));
    for label in totals(&stack, &frame, look) {
        scene.text(&label);
    }
    Some(scene)
}

fn sheet(input: &ChartInput<'_>, stack: &Stack, thing: &str) -> Sheet {
    let words = input.look.words;
    let by = words.period(stack.by);
    let when = words.span(stack.ends.0.start, stack.ends.1.last_day(), stack.by);
    let count = words.count(thing, stack.total());
    let mut parts = vec![words.fill("periods.counted", &[("count", &count), ("when", &when)])];
    if stack.by != input.spread.options.by {
        parts.push(words.fill("periods.longer", &[("period", by), ("asked", words.period(input.spread.options.by))]));
    }
    let out = [
        ("left_out.unknown_killed", stack.unknown),
        ("left_out.coarse_date", stack.too_coarse),
        ("left_out.no_date", stack.no_date),
    ];
    parts.extend(left_out(words, &out, stack.by));
    Sheet {
        title: words.fill("periods.title", &[("things", words.plural(thing)), ("period", by)]),
        subtitle: parts.join(" "),
        alt: alt(words, stack, &count, &when),
        source: source_line(words, input.source, "also.regions"),
    }
}

fn alt(words: Words, stack: &Stack, count: &str, when: &str) -> String {
    let mut parts =
        vec![words.fill("periods.alt", &[("count", count), ("period", words.period(stack.by)), ("when", when)])];
    if let Some((period, n)) = stack.most() {
        let when = words.span(period.start, period.last_day(), period.length);
        parts.push(words.fill("periods.alt_most", &[("when", &when), ("n", &words.number(n))]));
    }
    let layer = |l: &stack::Layer| format!("{} {}", l.name, words.number(l.total));
    let regions: Vec<String> = stack.layers.iter().map(layer).collect();
    parts.push(words.fill("periods.alt_regions", &[("regions", &words.list(&regions))]));
    parts.join(" ")
}

/// The legend in the order of the stack, the uppermost layer first.
fn entries(stack: &Stack, look: &Look) -> Vec<(Entry, String)> {
    let entry = |layer: &stack::Layer| {
        let entry = Entry { swatch: Swatch::Box(layer.colour), text: layer.name.clone() };
        (entry, look.words.number(layer.total))
    };
    stack.layers.iter().rev().map(entry).collect()
}

fn bars(stack: &Stack, frame: &Frame) -> Vec<Shape> {
    let pitch = frame.area.width() / bars_between(stack.ends);
    let gap_mm = if pitch < 0.5 { 0.0 } else { (0.1 * pitch).max((pitch - WIDEST_BAR_MM) / 2.0) };
    let mut shapes = Vec::new();
    for (period, counts) in &stack.bars {
        let days = (day_number(period.start), day_number(period.end));
        let mut low = 0.0;
        for (layer, n) in stack.layers.iter().zip(counts).filter(|(_, n)| **n > 0) {
            let high = low + *n as f64;
            shapes.push(Shape::Bar { days, values: (low, high), gap_mm, colour: layer.colour });
            low = high;
        }
    }
    shapes
}

/// The total over each bar where all fit side by side, else over the highest bars that have room.
fn totals(stack: &Stack, frame: &Frame, look: &Look) -> Vec<Label> {
    let label = |(period, counts): &(Period, Vec<u64>)| {
        let total: u64 = counts.iter().sum();
        let x = f64::midpoint(frame.x_mm(day_number(period.start)), frame.x_mm(day_number(period.end)));
        let y = frame.y_mm(total as f64) - 0.8;
        (total, Label::new(x, y, LABEL_PT, look.palette.ink, look.words.number(total)).anchor(Anchor::Middle))
    };
    let mut labels: Vec<(u64, Label)> = stack.bars.iter().map(label).collect();
    let widest = labels.iter().map(|(n, _)| text_mm(look, &look.words.number(*n))).fold(0.0, f64::max);
    if widest + 0.8 <= frame.area.width() / bars_between(stack.ends) {
        return labels.into_iter().map(|(_, label)| label).collect();
    }
    labels.sort_by_key(|(total, _)| std::cmp::Reverse(*total));
    let tops = stack.bars.iter().map(|(period, counts)| {
        let top = frame.y_mm(counts.iter().sum::<u64>() as f64);
        Rect::new(frame.x_mm(day_number(period.start)), top, frame.x_mm(day_number(period.end)), frame.area.bottom)
    });
    let mut taken: Vec<Rect> = tops.collect();
    let area =
        Rect { top: frame.area.top - 3.0, left: frame.area.left - 3.0, right: frame.area.right + 3.0, ..frame.area };
    labels.into_iter().filter_map(|(_, label)| place([label], look, &area, &mut taken)).take(MOST_PEAKS).collect()
}
