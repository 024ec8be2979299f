//! The chart of countries: how many had been reached by when, each named at its step.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none where no country beyond the home countries has a date.

use jiff::civil::Date;

use super::ChartInput;
use super::axis::ValueAxis;
use super::calendar::{TimeSpan, day_number};
use super::dots::noun;
use super::look::Look;
use super::palette::Palette;
use super::plot::{Frame, Shape, draw};
use super::scene::{Anchor, Label, Rect, Scene};
use super::sheet::{Axes, LABEL_PT, Sheet, base_line, fewest_ticks, place, source_line, text_mm};
use super::text::MM_PER_PT;
use crate::spread::{Arrival, PeriodLength, Spread};
use crate::words::Words;

/// The countries reached, in the order of their first possible day.
struct Steps<'a> {
    arrivals: Vec<(&'a Arrival, (Date, Date))>,
    home: Vec<String>,
    undated: u64,
    span: TimeSpan,
}

impl<'a> Steps<'a> {
    fn of(spread: &'a Spread) -> Option<Self> {
        let abroad = spread.countries.iter().filter(|arrival| arrival.home != Some(true));
        let mut arrivals: Vec<_> =
            abroad.clone().filter_map(|arrival| Some((arrival, arrival.first.span()?))).collect();
        arrivals.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.name.cmp(&b.0.name)));
        let home = spread.countries.iter().filter(|arrival| arrival.home == Some(true));
        let periods = spread.periods.iter().filter_map(|slice| slice.period).map(|p| (p.start, p.last_day()));
        let seen = spread.countries.iter().filter_map(|arrival| arrival.last.span());
        let all = arrivals.iter().map(|(_, days)| *days).chain(periods).chain(seen);
        let (first, last) = all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let span = TimeSpan { first, end: last.tomorrow().unwrap_or(Date::MAX) };
        let undated = abroad.count() as u64 - arrivals.len() as u64;
        let home = home.map(|arrival| arrival.name.to_string()).collect();
        (!arrivals.is_empty() && span.first < span.end).then_some(Self { arrivals, home, undated, span })
    }

    fn count(&self) -> u64 {
        self.arrivals.len() as u64
    }

    /// Whether a date interval is long enough to be seen: 2 % of the axis.
    fn is_long(&self, first: Date, last: Date) -> bool {
        first != last && day_number(last) + 1.0 - day_number(first) > 0.02 * self.span.days()
    }

    /// The line, its dots at the first possible days, and whiskers to the last possible days.
    fn shapes(&self, frame: &Frame, palette: &Palette) -> Vec<Shape> {
        let whisker = palette.paper.mixed(palette.series(1), 0.3);
        let mut line = Vec::new();
        let mut marks = Vec::new();
        let radius_mm = (0.35 * frame.area.height() / self.count() as f64).clamp(0.35, 0.8);
        for (i, (_, (first, last))) in self.arrivals.iter().enumerate() {
            let (from, to, level) = (day_number(*first), day_number(*last) + 1.0, (i + 1) as f64);
            line.extend([(from, i as f64), (from, level)]);
            if self.is_long(*first, *last) {
                marks.push(Shape::Steps { points: vec![(from, level), (to, level)], colour: whisker, mm: 0.9 });
            }
        }
        line.push((frame.days.1, self.count() as f64));
        marks.push(Shape::Steps { points: line, colour: palette.ink, mm: 0.35 });
        for (i, (_, (first, _))) in self.arrivals.iter().enumerate() {
            let at = (day_number(*first), (i + 1) as f64);
            marks.push(Shape::Dot { at, radius_mm, colour: palette.series(1), open: false, rim_mm: 0.1 });
        }
        marks
    }

    /// The names that have room, the first and the last countries before the others.
    fn labels(&self, frame: &Frame, look: &Look) -> Vec<Label> {
        let mut taken = self.boxes(frame);
        let area = Rect { top: frame.area.top - 2.0, bottom: frame.area.bottom - 0.6, ..frame.area };
        let mut labels = Vec::new();
        let mut order: Vec<usize> = (0..self.arrivals.len()).collect();
        order.sort_by_key(|i| (*i != 0 && *i + 1 != self.arrivals.len(), *i));
        for i in order {
            let Some((arrival, (first, last))) = self.arrivals.get(i) else { continue };
            let y = frame.y_mm((i + 1) as f64);
            let (x, end) = (frame.x_mm(day_number(*first)), frame.x_mm(day_number(*last) + 1.0));
            labels.extend(place(candidates(look, (x, end), y, &arrival.name), look, &area, &mut taken));
        }
        labels
    }

    fn boxes(&self, frame: &Frame) -> Vec<Rect> {
        let mut boxes = Vec::new();
        for (i, (_, (first, last))) in self.arrivals.iter().enumerate() {
            let (x, y) = (frame.x_mm(day_number(*first)), frame.y_mm((i + 1) as f64));
            let next = self.arrivals.get(i + 1).map_or(frame.days.1, |(_, (first, _))| day_number(*first));
            boxes.push(Rect::new(x, y, frame.x_mm(next), y).grown(0.15));
            if self.is_long(*first, *last) {
                boxes.push(Rect::new(x, y, frame.x_mm(day_number(*last) + 1.0), y).grown(0.45));
            }
            boxes.push(Rect::new(x, y, x, frame.y_mm(i as f64)).grown(0.15));
            boxes.push(Rect::around(x, y, 0.6, 0.6));
        }
        boxes
    }
}

/// The places of a name: left of its step, else below or above its line, a little further each time.
fn candidates(look: &Look, (x, end): (f64, f64), y: f64, name: &str) -> Vec<Label> {
    let size = LABEL_PT * MM_PER_PT;
    let label = |x: f64, y: f64, anchor| {
        Label::new(x, y, LABEL_PT, look.palette.ink, name).anchor(anchor).halo(look.palette.halo)
    };
    vec![
        label(x - 1.2, y + 0.36 * size, Anchor::End),
        label(x - 0.6, y - 0.5, Anchor::End),
        label(x + 1.0, y + 1.15 * size, Anchor::Start),
        label(x + 0.8, y - 0.7, Anchor::Start),
        label(x - 0.4, y - 1.3, Anchor::Start),
        label(end + 1.0, y + 0.36 * size, Anchor::Start),
        label(x - 1.2, y + 0.9 * size, Anchor::End),
    ]
}

/// The chart, if a country beyond the home countries has a date.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let steps = Steps::of(input.spread)?;
    let (look, words) = (input.look, input.look.words);
    let (mut scene, area) = sheet(input, &steps).begin(input.size_mm, look);
    let axes = Axes {
        look,
        span: steps.span,
        finest: PeriodLength::Day,
        bars: false,
        values: ValueAxis::linear(steps.count() as f64, fewest_ticks(input.size_mm.1), 0.05, true),
        caption: words.text("axis.countries"),
        overhang_mm: (1.0, 0.0),
    };
    let last = words.count("country", steps.count());
    let (frame, mut shapes) = axes.lay(&mut scene, area, text_mm(look, &last) + 2.0);
    shapes.push(base_line(&frame, look));
    shapes.extend(steps.shapes(&frame, &look.palette));
    scene.raw(&draw(&frame, look.palette.paper, &shapes));
    let labels = steps.labels(&frame, look);
    let size = LABEL_PT * MM_PER_PT;
    let unnamed = steps.arrivals.len() - labels.len();
    if unnamed > 0 {
        let (n, all) = (words.number(labels.len() as u64), words.number(steps.count()));
        let note = words.fill("countries.room", &[("n", &n), ("all", &all)]);
        let label = Label::new(area.right, area.top + size, LABEL_PT, look.palette.soft, note);
        scene.text(&label.anchor(Anchor::End));
    }
    for label in &labels {
        scene.text(label);
    }
    let y = frame.y_mm(steps.count() as f64) + 0.36 * size;
    scene.text(&Label::new(frame.area.right + 1.2, y, LABEL_PT, look.palette.ink, last).bold());
    Some(scene)
}

fn sheet(input: &ChartInput<'_>, steps: &Steps<'_>) -> Sheet {
    let (words, thing) = (input.look.words, noun(input.spread));
    let last_day = steps.span.end.yesterday().unwrap_or(steps.span.end);
    let when = words.span(steps.span.first, last_day, input.spread.options.by);
    let count = words.count("country", steps.count());
    let values = [("count", &*count), ("when", &*when), ("thing", words.singular(thing))];
    let mut parts = vec![words.fill("countries.counted", &values)];
    if steps.arrivals.iter().any(|(_, (first, last))| steps.is_long(*first, *last)) {
        parts.push(words.text("countries.broad").to_owned());
    }
    if !steps.home.is_empty() {
        parts.push(words.fill("countries.home", &[("home", &words.list(&steps.home))]));
    }
    if steps.undated > 0 {
        parts.push(words.fill("countries.undated", &[("count", &words.count("country", steps.undated))]));
    }
    let names = named(words, steps);
    Sheet {
        title: words.fill("countries.title", &[("things", words.plural(thing))]),
        subtitle: parts.join(" "),
        alt: words.fill("countries.alt", &[("when", &when), ("count", &count), ("names", &names)]),
        source: source_line(words, input.source, "also.countries"),
    }
}

/// The first ten countries with their dates, and how many more there are.
fn named(words: Words, steps: &Steps<'_>) -> String {
    let name = |(a, _): &(&Arrival, (Date, Date))| format!("{} ({})", a.name, words.when(a.first));
    let named: Vec<String> = steps.arrivals.iter().map(name).collect();
    match named.get(..10) {
        Some(ten) if named.len() > 10 => {
            words.fill("more", &[("names", &ten.join(", ")), ("n", &words.number(named.len() as u64 - 10))])
        }
        _ => words.list(&named),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::{dozen, kabul, spread};

    #[test]
    fn countries_come_in_the_order_of_their_first_possible_day_without_home() {
        let mut located = dozen();
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &["Afghanistan"]);
        let steps = Steps::of(&spread).unwrap();
        let names: Vec<&str> = steps.arrivals.iter().map(|(arrival, _)| &*arrival.name).collect();
        assert_eq!(names, ["France", "Iraq", "United Kingdom", "Syria", "Germany", "Türkiye", "Iran", "Russia"]);
        assert_eq!((steps.home, steps.undated), (vec!["Afghanistan".to_owned()], 1));
    }
}
