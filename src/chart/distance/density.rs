//! Very many incidents: cells of time and distance, the darker the more lie in one. Dots of six colours would hide each other, and a
//! drawing of hundreds of thousands is slow to open and hard to print.
//!
//! Comes in: the marks and the two axes. Goes out: cells as paths of a [`Scene`], and their legend.

use super::Dots;
use crate::chart::axis::ValueAxis;
use crate::chart::calendar::{TimeSpan, day_number};
use crate::chart::classes::{Class, class_of, classes};
use crate::chart::legend::{Entry, Swatch};
use crate::chart::look::Look;
use crate::chart::plot::Frame;
use crate::chart::ramp;
use crate::chart::scene::{PathData, Scene, Style};

/// Above this many incidents they are drawn as cells.
const MOST_DOTS: usize = 5000;

/// About the side of a cell in mm, and the line of paper between two.
const SIDE_MM: f64 = 1.5;
const GAP_MM: f64 = 0.1;

/// How much of a page the plot takes, across and upright.
const PLOT: (f64, f64) = (0.77, 0.6);

/// Into how many rows the space between two ticks may be parted, so that a row is a round number of km high.
const ROWS: [f64; 5] = [1.0, 2.0, 4.0, 5.0, 10.0];

/// Incidents counted in cells.
#[derive(Debug)]
pub struct Density {
    first_day: f64,
    end_day: f64,
    /// The width of a cell in days.
    days: f64,
    /// The height of a cell as a share of the axis.
    share: f64,
    /// The same in km; none where it grows with the distance.
    km: Option<f64>,
    columns: usize,
    /// Row by row from below.
    counts: Vec<u64>,
    classes: Vec<Class>,
}

impl Density {
    /// The cells of a page of a size; none where there are few enough incidents for a dot each.
    pub fn of(dots: &Dots, values: ValueAxis, span: TimeSpan, (width_mm, height_mm): (f64, f64)) -> Option<Self> {
        if dots.all.len() <= MOST_DOTS {
            return None;
        }
        let days = column(span.days(), PLOT.0 * width_mm);
        let columns = (span.days() / days).ceil() as usize;
        let (share, km) = row(values, PLOT.1 * height_mm);
        let rows = (1.0 / share).ceil() as usize;
        let (first_day, end_day) = (day_number(span.first), day_number(span.end));
        let mut counts = vec![0; columns * rows];
        for dot in &dots.all {
            let column = (((dot.day() - first_day) / days) as usize).min(columns - 1);
            let row = ((values.share(dot.km) / share) as usize).min(rows - 1);
            counts.iter_mut().skip(row * columns + column).take(1).for_each(|count| *count += 1);
        }
        let classes = classes(&counts);
        Some(Self { first_day, end_day, days, share, km, columns, counts, classes })
    }

    /// How wide a cell is, in days, and how high, in km, unless its height grows with the distance.
    pub fn cell(&self) -> (u64, Option<f64>) {
        (self.days as u64, self.km)
    }

    /// The classes of counts, from few to many; `head` says what is counted.
    pub fn legend(&self, look: &Look, head: String) -> Vec<Entry> {
        let colours = ramp::classes(&look.palette, self.classes.len());
        let number = |n: &u64| look.words.number(*n);
        let text = |(first, last): &Class| {
            if first == last { number(first) } else { format!("{}–{}", number(first), number(last)) }
        };
        let classes = self.classes.iter().zip(colours);
        let entries = classes.map(|(class, colour)| Entry { swatch: Swatch::Box(colour), text: text(class) });
        std::iter::once(Entry { swatch: Swatch::Head, text: head }).chain(entries).collect()
    }

    /// Draws the cells, those of a class as one path.
    pub fn draw(&self, scene: &mut Scene, frame: &Frame, look: &Look) {
        let mut paths = vec![PathData::new(); self.classes.len()];
        for (at, count) in self.counts.iter().enumerate() {
            let Some(path) = class_of(&self.classes, *count).and_then(|class| paths.get_mut(class)) else { continue };
            let (column, row) = ((at % self.columns) as f64, (at / self.columns) as f64);
            let x = |column: f64| frame.x_mm((self.first_day + column * self.days).min(self.end_day));
            let y = |row: f64| frame.area.bottom - frame.area.height() * (row * self.share).min(1.0);
            let (left, right) = (x(column), x(column + 1.0) - GAP_MM);
            let (top, bottom) = (y(row + 1.0) + GAP_MM, y(row));
            path.polyline([(left, top), (right, top), (right, bottom), (left, bottom)], true);
        }
        for (path, colour) in paths.iter().zip(ramp::classes(&look.palette, self.classes.len())) {
            scene.path(path, &Style::fill(colour));
        }
    }
}

/// The width of a column in whole days: one of which the span holds a whole number, or nearly, for a last column of fewer days
/// would look as if less had happened.
fn column(span_days: f64, width_mm: f64) -> f64 {
    let least = (span_days * SIDE_MM / width_mm).ceil().max(1.0) as u32;
    let missing = |days: &f64| (span_days / days).ceil() - span_days / days;
    let mut choices = (least..=least + least / 2).map(f64::from);
    let fullest = choices.clone().min_by(|a, b| missing(a).total_cmp(&missing(b)));
    choices.find(|days| missing(days) < 0.1).or(fullest).unwrap_or(1.0)
}

/// The height of a row as a share of the axis, and in km where all have the same.
fn row(values: ValueAxis, height_mm: f64) -> (f64, Option<f64>) {
    match (values, values.ticks().as_slice()) {
        (ValueAxis::Linear { step, .. }, _) => {
            let between = values.share(step);
            let fits = |rows: &f64| between * height_mm / rows >= 0.8 * SIDE_MM;
            let rows = ROWS.into_iter().rev().find(fits).unwrap_or(1.0);
            (between / rows, Some(step / rows))
        }
        (ValueAxis::Log { .. }, [first, second, ..]) => {
            let between = values.share(*second) - values.share(*first);
            (between / (between * height_mm / SIDE_MM).round().max(1.0), None)
        }
        (ValueAxis::Log { .. }, _) => (SIDE_MM / height_mm, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::dots::Dot;
    use crate::incident::When;

    #[test]
    fn every_incident_lies_in_one_cell_of_round_sides() {
        let span = TimeSpan { first: jiff::civil::date(2015, 1, 1), end: jiff::civil::date(2025, 1, 1) };
        let day = |i: u32| span.first.checked_add(jiff::Span::new().days(i % 3653)).unwrap();
        let dot = |i: u32| Dot::exact(i, When::day(day(i)), f64::from(i * 7919 % 9000));
        let mut dots = Dots { all: (0..6000).map(dot).collect(), ..Dots::default() };
        let values = ValueAxis::linear(9000.0, 4.0, 0.08, false);
        let density = Density::of(&dots, values, span, (180.0, 120.0)).unwrap();
        assert_eq!(density.counts.iter().sum::<u64>(), 6000);
        assert_eq!(density.cell(), (42, Some(200.0)));
        let held: Vec<bool> =
            density.counts.iter().map(|n| *n == 0 || class_of(&density.classes, *n).is_some()).collect();
        assert!(held.iter().all(|held| *held));
        dots.all.truncate(MOST_DOTS);
        assert!(Density::of(&dots, values, span, (180.0, 120.0)).is_none());
    }

    #[test]
    fn on_a_logarithmic_axis_a_decade_has_whole_rows() {
        let values = ValueAxis::log(10.0, 9000.0);
        let (share, km) = row(values, 72.0);
        let rows = (values.share(1000.0) - values.share(100.0)) / share;
        assert!((rows - rows.round()).abs() < 1e-9 && km.is_none());
    }
}
