//! The steps of the time slider: calendar periods, as many as a slider can show.
//!
//! Comes in: the incidents and the length of a period of the run. Goes out: the first day and the label of each step.

use jiff::civil::Date;

use super::dates;
use crate::located::LocatedStore;
use crate::spread::{Period, PeriodLength};
use crate::words::Words;

/// The most steps.
const MOST: usize = 150;

/// The steps, and the day after the last one. Empty where no incident has a date.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Steps {
    /// The first day of each step, in days since 1970-01-01.
    pub starts: Vec<i32>,
    /// The label of each step: "2024", "March 2024".
    pub labels: Vec<String>,
    /// The day after the last step.
    pub end: i32,
}

impl Steps {
    /// The steps over all dates of the incidents: of the run's own length of period, or of the next longer one that gives
    /// few enough of them.
    pub fn of(located: &LocatedStore, by: PeriodLength, words: Words) -> Self {
        let Some((first, last)) = located.overview().days else { return Self::default() };
        let lengths =
            [PeriodLength::Day, PeriodLength::Week, PeriodLength::Month, PeriodLength::Quarter, PeriodLength::Year];
        let longer = lengths.into_iter().filter(|length| *length >= by);
        let mut periods = Vec::new();
        for length in longer {
            periods = all(length, first, last);
            if periods.len() <= MOST {
                break;
            }
        }
        // Centuries of years are joined to groups of years.
        let join = periods.len().div_ceil(MOST).max(1);
        let groups: Vec<(&Period, &Period)> =
            periods.chunks(join).filter_map(|group| group.first().zip(group.last())).collect();
        Self {
            starts: groups.iter().map(|(first, _)| dates::number(first.start)).collect(),
            labels: groups.iter().map(|(first, last)| label(first, last, words)).collect(),
            end: groups.last().map_or(0, |(_, last)| dates::number(last.end)),
        }
    }
}

fn all(length: PeriodLength, first: Date, last: Date) -> Vec<Period> {
    let mut periods = vec![length.period_of(first)];
    while let Some(period) = periods.last().filter(|period| period.end <= last && period.end > period.start) {
        let next = period.next();
        if next.start <= period.start {
            break;
        }
        periods.push(next);
    }
    periods
}

fn label(first: &Period, last: &Period, words: Words) -> String {
    if first != last {
        return format!("{}–{}", first.label(), last.label());
    }
    match first.length {
        PeriodLength::Day => words.long_day(first.start),
        PeriodLength::Week => words.fill("date.week_of", &[("day", &words.long_day(first.start))]),
        PeriodLength::Month => words.long_month(first.start),
        PeriodLength::Quarter => {
            format!("{}–{}", words.long_month_name(first.start), words.long_month(first.last_day()))
        }
        PeriodLength::Year => first.label(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn steps_follow_the_calendar_without_a_gap() {
        let periods = all(PeriodLength::Month, date(2023, 11, 30), date(2024, 2, 1));
        let labels: Vec<String> = periods.iter().map(|period| label(period, period, Words::default())).collect();
        assert_eq!(labels, ["November 2023", "December 2023", "January 2024", "February 2024"]);
        assert!(periods.windows(2).all(|pair| pair[0].end == pair[1].start));
    }

    #[test]
    fn no_incident_with_a_date_gives_no_step() {
        assert_eq!(Steps::of(&LocatedStore::default(), PeriodLength::Year, Words::default()), Steps::default());
    }

    #[test]
    fn the_end_of_the_calendar_is_no_endless_loop() {
        assert!(all(PeriodLength::Year, Date::MAX, Date::MAX).len() <= 2);
    }
}
