//! Calendar periods: half-open spans of days with a label.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::incident::When;

/// The length of a period.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum PeriodLength {
    /// One day.
    Day,
    /// Seven days from a Monday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
}

/// A calendar period: from its first day up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
    /// Its length.
    pub length: PeriodLength,
}

impl PeriodLength {
    /// The word: "year".
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The period that holds a day; at the end of the calendar it may be cut short.
    pub fn period_of(self, day: Date) -> Period {
        let start = match self {
            Self::Day => day,
            Self::Week => {
                let back = i32::from(day.weekday().since(Weekday::Monday));
                day.checked_sub(back.days()).unwrap_or(day)
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).unwrap_or(day),
            Self::Year => day.first_of_year(),
        };
        let span = match self {
            Self::Day => 1.day(),
            Self::Week => 7.days(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        };
        Period { start, end: start.checked_add(span).unwrap_or(Date::MAX), length: self }
    }
}

impl Period {
    /// Whether all possible days of a date lie in it.
    pub fn holds(&self, when: When) -> bool {
        when.span().is_some_and(|(first, last)| self.start <= first && last < self.end)
    }

    /// The last day.
    pub fn last_day(&self) -> Date {
        self.end.checked_sub(1.day()).unwrap_or(self.end)
    }

    /// The period that follows.
    #[must_use]
    pub fn next(&self) -> Self {
        self.length.period_of(self.end)
    }

    /// The label for tables: `2024-03-22`, `2024-W12`, `2024-03`, `2024-Q1`, `2024`.
    pub fn label(&self) -> String {
        let s = self.start;
        match self.length {
            PeriodLength::Day => s.to_string(),
            PeriodLength::Week => {
                let iso = s.iso_week_date();
                format!("{:04}-W{:02}", iso.year(), iso.week())
            }
            PeriodLength::Month => format!("{:04}-{:02}", s.year(), s.month()),
            PeriodLength::Quarter => format!("{:04}-Q{}", s.year(), (s.month() - 1) / 3 + 1),
            PeriodLength::Year => format!("{:04}", s.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_starts_on_monday_and_has_its_iso_label() {
        let week = PeriodLength::Week.period_of(date(2024, 12, 31));
        assert_eq!((week.start, week.label().as_str()), (date(2024, 12, 30), "2025-W01"));
    }

    #[test]
    fn a_date_known_to_the_year_only_lies_in_no_quarter() {
        let quarter = PeriodLength::Quarter.period_of(date(2024, 2, 29));
        assert_eq!(quarter.label(), "2024-Q1");
        assert!(quarter.holds(When::month(2024, 2).unwrap()) && !quarter.holds(When::year(2024).unwrap()));
    }

    #[test]
    fn periods_follow_each_other_without_a_gap() {
        let mut period = PeriodLength::Month.period_of(date(2023, 12, 5));
        for _ in 0..14 {
            assert_eq!(period.next().start, period.end);
            period = period.next();
        }
        assert_eq!(period.label(), "2025-02");
    }
}
