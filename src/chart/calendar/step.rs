//! From one label of a time axis to the next: a day, a week, a month, a quarter, some years.
//!
//! Comes in: how wide a day and a text are. Goes out: the finest [`Step`] whose labels do not touch, and its dates.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::Lettering;
use crate::spread::PeriodLength;
use crate::words::Words;

/// The distance from one label to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Day,
    Week,
    Month,
    Quarter,
    /// Every so many years, from a year that the number divides.
    Years(i16),
}

impl Step {
    const ALL: [Self; 16] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Years(1),
        Self::Years(2),
        Self::Years(5),
        Self::Years(10),
        Self::Years(20),
        Self::Years(50),
        Self::Years(100),
        Self::Years(200),
        Self::Years(500),
        Self::Years(1000),
        Self::Years(2000),
        Self::Years(5000),
    ];

    /// The finest step whose labels do not touch.
    pub fn fitting(mm_per_day: f64, finest: PeriodLength, lettering: &Lettering<'_>) -> Self {
        let floor = match finest {
            PeriodLength::Day => Self::Day,
            PeriodLength::Week => Self::Week,
            PeriodLength::Month => Self::Month,
            PeriodLength::Quarter => Self::Quarter,
            PeriodLength::Year => Self::Years(1),
        };
        let fits = |step: &Self| step.widest_mm(lettering) + 1.2 <= step.width_days() * mm_per_day;
        Self::ALL.into_iter().filter(|step| *step >= floor).find(fits).unwrap_or(Self::Years(5000))
    }

    fn widest_mm(self, lettering: &Lettering<'_>) -> f64 {
        let months = (1..=12).map(|month| date(2000, month, 1));
        match self {
            Self::Day | Self::Week => (lettering.mm)("30"),
            Self::Month => months.map(|day| (lettering.mm)(lettering.words.month(day))).fold(0.0, f64::max),
            Self::Quarter => (lettering.mm)(&lettering.words.quarter(date(2000, 12, 1))),
            Self::Years(_) => (lettering.mm)("2000"),
        }
    }

    /// The least distance from one label to the next.
    pub fn width_days(self) -> f64 {
        match self {
            Self::Years(years) => 365.0 * f64::from(years),
            other => other.unit_days(),
        }
    }

    /// The least length of what a label names.
    pub fn unit_days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 28.0,
            Self::Quarter => 90.0,
            Self::Years(_) => 365.0,
        }
    }

    /// The start of the step that holds a day.
    pub fn start_of(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => PeriodLength::Week.period_of(day).start,
            Self::Month => day.first_of_month(),
            Self::Quarter => PeriodLength::Quarter.period_of(day).start,
            Self::Years(n) => Date::new(day.year() - day.year().rem_euclid(n), 1, 1).unwrap_or(day.first_of_year()),
        }
    }

    /// The start of the step that follows one that starts at `at`; the last day of the calendar at its end.
    pub fn next(self, at: Date) -> Date {
        let span = match self {
            Self::Day => 1.day(),
            Self::Week => 7.days(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Years(n) => i64::from(n).years(),
        };
        at.checked_add(span).unwrap_or(Date::MAX)
    }

    /// The day after the last of what the label names.
    pub fn unit_end(self, at: Date) -> Date {
        match self {
            Self::Years(_) => Self::Years(1).next(at),
            other => other.next(at),
        }
    }

    pub fn label(self, at: Date, words: Words) -> String {
        match self {
            Self::Day | Self::Week => at.day().to_string(),
            Self::Month => words.month(at).to_owned(),
            Self::Quarter => words.quarter(at),
            Self::Years(_) => at.year().to_string(),
        }
    }
}
