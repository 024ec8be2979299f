//! Steps of time of equal standing: the periods, or so many equal parts of all days.
//!
//! Comes in: gathered incidents. Goes out: [`Steps`]: the days of each and which step holds all possible days of an
//! incident.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use rayon::prelude::*;

use super::gathered::Gathered;

/// Steps with the incidents in them.
#[derive(Debug, Clone, Default)]
pub(super) struct Steps {
    /// The first and the last day of each.
    pub days: Vec<(Date, Date)>,
    /// Of each incident, the step that holds all its possible days.
    pub step_of: Vec<Option<u32>>,
    /// How they were made: "periods", "equal parts".
    pub how: &'static str,
}

impl Steps {
    /// As many equal parts of the days as are wanted; else the periods where there are `least` to `most`, and else the
    /// nearer of the two numbers of equal parts. None where there are fewer days than steps.
    pub fn new(all: &Gathered, wanted: Option<u32>, (least, most): (usize, usize)) -> Option<Self> {
        let periods = all.periods.len();
        match wanted {
            None if (least..=most).contains(&periods) => Some(Self::periods(all)),
            None => Self::equal_parts(all, periods.clamp(least, most) as u32),
            Some(steps) => Self::equal_parts(all, steps),
        }
    }

    fn periods(all: &Gathered) -> Self {
        let days = all.periods.iter().map(|p| (p.start, p.last_day())).collect();
        Self { days, step_of: all.all_periods().collect(), how: "periods" }
    }

    fn equal_parts(all: &Gathered, steps: u32) -> Option<Self> {
        let spans = || all.records.iter().filter_map(|r| r.when.span());
        let (first, last) = (spans().map(|s| s.0).min()?, spans().map(|s| s.1).max()?);
        let days = i64::from(days_between(first, last)) + 1;
        let steps = i64::from(steps);
        if steps < 1 || days < steps {
            return None;
        }
        let start = |step: i64| first.saturating_add((days * step / steps).days());
        let bounds: Vec<(Date, Date)> =
            (0..steps).map(|i| (start(i), start(i + 1).checked_sub(1.day()).unwrap_or(last))).collect();
        let number = |day: Date| bounds.partition_point(|(first, _)| *first <= day).saturating_sub(1) as u32;
        let step = |span: Option<(Date, Date)>| span.map(|(a, b)| (number(a), number(b))).filter(|(a, b)| a == b);
        let step_of = all.records.par_iter().map(|r| step(r.when.span()).map(|(step, _)| step)).collect();
        Some(Self { days: bounds, step_of, how: "equal parts" })
    }
}

/// The number of days from one to another.
pub(super) fn days_between(a: Date, b: Date) -> i32 {
    b.since((Unit::Day, a)).map_or(0, |span| span.get_days())
}
