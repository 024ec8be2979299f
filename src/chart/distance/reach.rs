//! The reach of the periods: median with its interval, 90th percentile, and the farthest so far.
//!
//! Comes in: a [`Spread`]. Goes out: lines, bands and the names of the lines.

use crate::chart::calendar::day_number;
use crate::chart::dots::Dots;
use crate::chart::look::Look;
use crate::chart::plot::{Frame, Shape};
use crate::chart::scene::{Label, Rect};
use crate::chart::sheet::{LABEL_PT, place, text_mm};
use crate::chart::text::MM_PER_PT;
use crate::spread::{Estimate, FrontierEvent, Interval, PeriodLength, Slice, Spread};

/// A median of fewer says no more than the incidents themselves.
const FEWEST_FOR_MEDIAN: u64 = 5;

/// A 90th percentile of fewer is the farthest incident.
const FEWEST_FOR_P90: u64 = 10;

/// With fewer incidents, the farthest needs no line.
const FEWEST_FOR_FARTHEST: usize = 3;

/// The lines of a chart of distances.
#[derive(Debug)]
pub struct Lines<'a> {
    /// The 95 % interval of the median, by period: days and km.
    intervals: Vec<((f64, f64), (f64, f64))>,
    /// Medians of neighbouring periods.
    medians: Vec<Vec<(f64, f64)>>,
    /// 90th percentiles of neighbouring periods.
    p90: Vec<Vec<(f64, f64)>>,
    /// The farthest so far.
    farthest: Vec<(f64, f64)>,
    look: &'a Look,
    by: PeriodLength,
}

impl<'a> Lines<'a> {
    /// The lines of a spread.
    pub fn of(spread: &Spread, dots: &Dots, look: &'a Look) -> Self {
        let days = |slice: &Slice| slice.period.map(|p| (day_number(p.start), day_number(p.end)));
        let medians = runs(&spread.periods, FEWEST_FOR_MEDIAN, |slice| &slice.reach.median);
        let drawn = spread.periods.iter().filter(|slice| !medians.is_empty() && slice.n >= FEWEST_FOR_MEDIAN);
        let intervals = drawn.filter_map(|slice| match slice.reach.median.interval {
            Interval::Between(low, high) => Some((days(slice)?, (low, high))),
            Interval::None => None,
        });
        let end = dots.all.iter().map(|dot| dot.days().1).fold(f64::NEG_INFINITY, f64::max);
        Self {
            intervals: intervals.collect(),
            medians,
            p90: runs(&spread.periods, FEWEST_FOR_P90, |slice| &slice.reach.p90),
            farthest: if dots.all.len() < FEWEST_FOR_FARTHEST { Vec::new() } else { farthest(&spread.frontier, end) },
            look,
            by: spread.options.by,
        }
    }

    /// Whether there is an interval to be drawn.
    pub fn has_bands(&self) -> bool {
        !self.intervals.is_empty()
    }

    /// The bands of the intervals.
    pub fn bands(&self) -> Vec<Shape> {
        let bar = |(days, values): &((f64, f64), (f64, f64))| Shape::Bar {
            days: *days,
            values: *values,
            gap_mm: 0.0,
            colour: self.look.palette.band,
        };
        self.intervals.iter().map(bar).collect()
    }

    /// The line of the farthest so far, to be drawn under the marks.
    pub fn farthest(&self) -> Option<Shape> {
        let line = || Shape::Steps { points: self.farthest.clone(), colour: self.look.palette.ink, mm: 0.25 };
        (self.farthest.len() > 1).then(line)
    }

    /// Medians and 90th percentiles on a rim of the paper's colour, to be read over the marks.
    pub fn steps(&self) -> Vec<Shape> {
        let steps: usize = self.medians.iter().map(Vec::len).sum();
        let median_mm = if steps > 2 * 60 { 0.3 } else { 0.5 };
        let runs = self.p90.iter().map(|run| (run, 0.2)).chain(self.medians.iter().map(|run| (run, median_mm)));
        let line = |colour, rim: f64| {
            move |(run, mm): (&Vec<(f64, f64)>, f64)| Shape::Steps { points: run.clone(), colour, mm: mm + rim }
        };
        runs.clone().map(line(self.look.palette.paper, 0.4)).chain(runs.map(line(self.look.palette.ink, 0.0))).collect()
    }

    /// The boxes of the lines, which labels keep clear of.
    pub fn boxes(&self, frame: &Frame) -> Vec<Rect> {
        let lines = self.medians.iter().chain(&self.p90).chain([&self.farthest]);
        let parts = lines.flat_map(|line| line.windows(2));
        let boxes = parts.filter_map(|pair| match pair {
            [a, b] => {
                let (x0, x1) = (frame.x_mm(a.0), frame.x_mm(b.0));
                let (y0, y1) = (frame.y_mm(a.1), frame.y_mm(b.1));
                Some(Rect::new(x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)).grown(0.1))
            }
            _ => None,
        });
        boxes.collect()
    }

    fn named(&self) -> Vec<(String, (f64, f64))> {
        let end = |runs: &[Vec<(f64, f64)>]| runs.last().and_then(|run| run.last().copied());
        let words = self.look.words;
        let by = [("period", words.period(self.by))];
        let farthest = self.farthest.last().copied().filter(|_| self.farthest.len() > 1);
        let lines = [
            (words.text("distance.farthest").to_owned(), farthest),
            (words.fill("distance.p90", &by), end(&self.p90)),
            (words.fill("distance.median", &by), end(&self.medians)),
        ];
        lines.into_iter().filter_map(|(name, at)| Some((name, at?))).collect()
    }

    /// The room that the names of the lines need at the right.
    pub fn right_mm(&self) -> f64 {
        self.named().iter().map(|(name, _)| text_mm(self.look, name) + 1.5).fold(2.0, f64::max)
    }

    /// The names of the lines, at their right ends.
    pub fn labels(&self, frame: &Frame, area: &Rect, taken: &mut Vec<Rect>) -> Vec<Label> {
        let size = LABEL_PT * MM_PER_PT;
        let mut labels = Vec::new();
        for (name, (day, km)) in self.named() {
            let shifts = (0..40).map(|i| f64::from((i + 1) / 2) * if i % 2 == 0 { 0.5 } else { -0.5 });
            let at = |shift: f64| {
                let y = frame.y_mm(km) + 0.36 * size + shift;
                Label::new(frame.x_mm(day) + 1.2, y, LABEL_PT, self.look.palette.ink, name.clone())
                    .halo(self.look.palette.halo)
            };
            labels.extend(place(shifts.map(at), self.look, area, taken));
        }
        labels
    }
}

/// The values of periods that follow each other, as steps; a period with too few incidents ends a run. None at all where
/// most periods with incidents have too few: a few scattered steps are no line.
fn runs(periods: &[Slice], fewest: u64, value: impl Fn(&Slice) -> &Estimate) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let with = |n: u64| periods.iter().filter(|slice| slice.n >= n).count();
    if 2 * with(fewest) < with(1) {
        return runs;
    }
    let mut open = false;
    for slice in periods {
        let km = value(slice).value.filter(|km| slice.n >= fewest && km.is_finite());
        let (Some(period), Some(km)) = (slice.period, km) else {
            open = false;
            continue;
        };
        if !open {
            runs.push(Vec::new());
        }
        if let Some(run) = runs.last_mut() {
            run.extend([(day_number(period.start), km), (day_number(period.end), km)]);
        }
        open = true;
    }
    runs
}

/// A step at the first possible day of each record, up to the last mark.
fn farthest(records: &[FrontierEvent], end: f64) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for event in records {
        let Some(first) = event.when.first() else { continue };
        let day = day_number(first);
        if let Some(&(_, before)) = points.last() {
            points.push((day, before));
        }
        points.push((day, event.distance_km));
    }
    if let Some(&(day, km)) = points.last()
        && end > day
    {
        points.push((end, km));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::{dozen, kabul, many, spread, stored};

    #[test]
    fn a_few_incidents_have_no_median_line_but_a_line_of_the_farthest() {
        let mut located = dozen();
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let located = stored(&located);
        let look = Look::default();
        let lines = Lines::of(&spread, &Dots::of(&located, &spread), &look);
        assert!(lines.medians.is_empty() && lines.p90.is_empty() && !lines.has_bands());
        let km: Vec<f64> = lines.farthest.iter().map(|(_, km)| *km).collect();
        assert!(km.len() >= 4 && km.is_sorted(), "{km:?}");
    }

    #[test]
    fn the_median_is_drawn_over_the_days_of_its_period() {
        let mut located = many(300, 2010, 3);
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let located = stored(&located);
        let look = Look::default();
        let lines = Lines::of(&spread, &Dots::of(&located, &spread), &look);
        let last = spread.periods.last().unwrap();
        let (end, km) = *lines.medians.last().unwrap().last().unwrap();
        assert_eq!(Some(km), last.reach.median.value);
        assert!((end - day_number(last.period.unwrap().end)).abs() < 1e-9);
    }
}
