//! When something happened: the first and last possible day, never a made-up one.

use jiff::civil::Date;

/// The first and last possible day and how precisely they were given; both empty where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct When {
    // An option of two days would take two bytes more, of an incident that is kept a million times.
    is_dated: bool,
    first: Date,
    last: Date,
    precision: DatePrecision,
}

/// How precisely a date was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    /// One day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A season.
    Season,
    /// A year.
    Year,
    /// From a day to another.
    Range,
    /// Not given.
    Unknown,
}

impl DatePrecision {
    /// The word that is written to tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Year => "year",
            Self::Range => "range",
            Self::Unknown => "unknown",
        }
    }
}

impl When {
    /// Nothing is known.
    pub const UNKNOWN: Self =
        Self { is_dated: false, first: Date::ZERO, last: Date::ZERO, precision: DatePrecision::Unknown };

    /// One day.
    pub fn day(day: Date) -> Self {
        Self { is_dated: true, first: day, last: day, precision: DatePrecision::Day }
    }

    /// From a day to another, with the precision as given; swapped where they are the wrong way round. A range of one day
    /// has the precision of a day.
    pub fn between(a: Date, b: Date, precision: DatePrecision) -> Self {
        let precision = if a == b { DatePrecision::Day } else { precision };
        Self { is_dated: true, first: a.min(b), last: a.max(b), precision }
    }

    /// A calendar month; none if there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let (first, last) = month_range(year, month)?;
        Some(Self::between(first, last, DatePrecision::Month))
    }

    /// A calendar year; none if it is out of the calendar's range.
    pub fn year(year: i16) -> Option<Self> {
        let first = Date::new(year, 1, 1).ok()?;
        let last = Date::new(year, 12, 31).ok()?;
        Some(Self::between(first, last, DatePrecision::Year))
    }

    /// The first possible day.
    pub fn first(self) -> Option<Date> {
        self.is_dated.then_some(self.first)
    }

    /// The last possible day.
    pub fn last(self) -> Option<Date> {
        self.is_dated.then_some(self.last)
    }

    /// Both, if known.
    pub fn span(self) -> Option<(Date, Date)> {
        self.is_dated.then_some((self.first, self.last))
    }

    /// How precisely it was given.
    pub fn precision(self) -> DatePrecision {
        self.precision
    }

    /// What several claims say together: the days that all of them allow; where there are none, the days from the first to
    /// the last that any of the finest claims allows, as a range. The second value says that they contradict each other.
    pub fn merge(claims: impl IntoIterator<Item = Self>) -> (Self, bool) {
        let known: Vec<Self> = claims.into_iter().filter(|w| w.is_dated).collect();
        let Some(&finest) = known.iter().min_by_key(|w| w.length_days()) else { return (Self::UNKNOWN, false) };
        let first = known.iter().filter_map(|w| w.first()).max();
        let last = known.iter().filter_map(|w| w.last()).min();
        match (first, last) {
            (Some(first), Some(last)) if first <= last => {
                let precision =
                    if Some((first, last)) == finest.span() { finest.precision } else { DatePrecision::Range };
                (Self::between(first, last, precision), false)
            }
            _ => (Self::hull(&known, finest.length_days()), true),
        }
    }

    /// The range that holds every claim not coarser than `days`.
    fn hull(known: &[Self], days: i32) -> Self {
        let fine = known.iter().filter(|w| w.length_days() <= days);
        let first = fine.clone().filter_map(|w| w.first()).min();
        let last = fine.filter_map(|w| w.last()).max();
        match (first, last) {
            (Some(first), Some(last)) => Self::between(first, last, DatePrecision::Range),
            _ => Self::UNKNOWN,
        }
    }

    /// How many days are possible; 0 where nothing is known.
    pub fn length_days(self) -> i32 {
        self.span().map_or(0, |(first, last)| first.until(last).map_or(0, |span| span.get_days() + 1))
    }
}

/// The first and last day of a calendar month.
pub fn month_range(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

impl std::fmt::Display for When {
    /// `2024-03-22`, `2024-03-22/2024-03-23`, `2021-08`, `2017`, or `not known`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.span(), self.precision) {
            (None, _) => f.write_str("not known"),
            (Some((first, last)), _) if first == last => write!(f, "{first}"),
            (Some((first, _)), DatePrecision::Month) => write!(f, "{:04}-{:02}", first.year(), first.month()),
            (Some((first, _)), DatePrecision::Year) => write!(f, "{:04}", first.year()),
            (Some((first, last)), _) => write!(f, "{first}/{last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_within_a_month_is_the_day() {
        let (merged, differ) = When::merge([When::day(date(2024, 1, 3)), When::month(2024, 1).unwrap()]);
        assert_eq!((merged, differ), (When::day(date(2024, 1, 3)), false));
    }

    #[test]
    fn two_days_apart_make_a_range_and_contradict_each_other() {
        let (merged, differ) = When::merge([When::day(date(2024, 3, 23)), When::day(date(2024, 3, 22))]);
        assert_eq!(merged.to_string(), "2024-03-22/2024-03-23");
        assert!(differ && merged.precision() == DatePrecision::Range);
    }

    #[test]
    fn a_claim_without_a_date_takes_nothing_away() {
        let (merged, differ) = When::merge([When::UNKNOWN, When::year(2014).unwrap()]);
        assert_eq!((merged.to_string().as_str(), differ), ("2014", false));
    }

    #[test]
    fn a_leap_february_ends_on_the_29th() {
        assert_eq!(When::month(2024, 2).unwrap().last(), Some(date(2024, 2, 29)));
        assert_eq!(When::month(2024, 13), None);
    }
}
