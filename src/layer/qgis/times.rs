//! The time of the project: its range, the step of the slider, and the six parts of the second layout.
//!
//! Comes in: located incidents and the length of a period. Goes out: days and labels.

use jiff::civil::Date;

use crate::layer::LayerInput;
use crate::layer::span::days_of;
use crate::located::LocatedStore;
use crate::spread::{Period, PeriodLength};

/// The range of the slider, in whole periods.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Times {
    pub(super) first: Date,
    pub(super) last: Date,
    by: PeriodLength,
}

/// A part of the range, with the number of incidents that may lie in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) label: String,
    pub(super) incidents: usize,
}

/// How many parts the second layout has.
pub(super) const PARTS: usize = 6;

/// Lengths from long to short.
const LENGTHS: [PeriodLength; 5] =
    [PeriodLength::Year, PeriodLength::Quarter, PeriodLength::Month, PeriodLength::Week, PeriodLength::Day];

impl Times {
    /// From the first day of the first period to the last day of the last one; none where no incident is dated.
    pub(super) fn of(input: &LayerInput<'_>) -> Option<Self> {
        let (first, last) = days_of(input.located)?;
        let by = input.spread.options.by;
        Some(Self { first: by.period_of(first).start, last: by.period_of(last).last_day(), by })
    }

    /// The step of the slider: a number and the word that QGIS writes for its unit.
    pub(super) fn step(&self) -> (u32, &'static str) {
        match self.by {
            PeriodLength::Day => (1, "d"),
            PeriodLength::Week => (1, "wk"),
            PeriodLength::Month => (1, "mon"),
            PeriodLength::Quarter => (3, "mon"),
            PeriodLength::Year => (1, "y"),
        }
    }

    /// Six parts of about as many periods each; of shorter periods where there are fewer than six; fewer than six only
    /// where there are fewer days.
    pub(super) fn parts(&self, located: &LocatedStore) -> Vec<Part> {
        let shorter = LENGTHS.into_iter().filter(|length| !is_longer(*length, self.by));
        let enough = shorter.map(|length| self.periods(length)).find(|periods| periods.len() >= PARTS);
        let periods = enough.unwrap_or_else(|| self.periods(PeriodLength::Day));
        let count = periods.len().min(PARTS);
        let part = |number: usize| {
            let bounds = (number * periods.len() / count, (number + 1) * periods.len() / count);
            let group = periods.get(bounds.0..bounds.1)?;
            let (first, last) = (group.first()?.start.max(self.first), group.last()?.last_day().min(self.last));
            let length = group.first()?.length;
            Some(Part { first, last, label: label(first, last, length), incidents: within(located, first, last) })
        };
        (0..count).filter_map(part).collect()
    }

    fn periods(&self, length: PeriodLength) -> Vec<Period> {
        let start = length.period_of(self.first);
        // Ten thousand days are 27 years: more are never asked for in days.
        std::iter::successors(Some(start), |period| Some(period.next()))
            .take_while(|period| period.start <= self.last)
            .take(10_000)
            .collect()
    }
}

fn is_longer(a: PeriodLength, b: PeriodLength) -> bool {
    let place = |of: PeriodLength| LENGTHS.into_iter().position(|length| length == of);
    place(a) < place(b)
}

/// Incidents on the map that lie in these days, or may.
fn within(located: &LocatedStore, first: Date, last: Date) -> usize {
    let spans = located.overview().sited_days.iter();
    spans.filter(|((from, to), _)| *from <= last && *to >= first).map(|(_, n)| n).sum()
}

/// "2014–2015", "Jan 2024 – Mar 2024", "3 Jan 2024 – 9 Jan 2024".
fn label(first: Date, last: Date, length: PeriodLength) -> String {
    let (format, dash) = match length {
        PeriodLength::Year => ("%Y", "–"),
        PeriodLength::Quarter | PeriodLength::Month => ("%b %Y", " – "),
        PeriodLength::Week | PeriodLength::Day => ("%-d %b %Y", " – "),
    };
    let (from, to) = (first.strftime(format).to_string(), last.strftime(format).to_string());
    if from == to { from } else { format!("{from}{dash}{to}") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn times(first: Date, last: Date, by: PeriodLength) -> Times {
        Times { first, last, by }
    }

    #[test]
    fn six_parts_cover_the_range_without_gaps() {
        for (last, by) in [
            (date(2025, 12, 31), PeriodLength::Year),
            (date(2016, 12, 31), PeriodLength::Year),
            (date(2015, 2, 28), PeriodLength::Month),
            (date(2015, 1, 9), PeriodLength::Day),
        ] {
            let times = times(date(2015, 1, 1), last, by);
            let parts = times.parts(&LocatedStore::default());
            assert_eq!(parts.len(), PARTS, "{last}");
            assert_eq!((parts[0].first, parts[5].last), (times.first, times.last));
            for (a, b) in parts.iter().zip(parts.iter().skip(1)) {
                assert_eq!(a.last.tomorrow().unwrap(), b.first);
            }
        }
    }

    #[test]
    fn two_days_have_two_parts() {
        let parts = times(date(2024, 3, 22), date(2024, 3, 23), PeriodLength::Day).parts(&LocatedStore::default());
        let labels: Vec<&str> = parts.iter().map(|part| part.label.as_str()).collect();
        assert_eq!(labels, ["22 Mar 2024", "23 Mar 2024"]);
    }
}
