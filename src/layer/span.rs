//! The time that a feature about many incidents stands for: a period, all up to its end, or the whole.
//!
//! Comes in: the slices of a [`Spread`]. Goes out: [`Span`]s and the columns that tell them.

use jiff::civil::Date;

use super::LayerInput;
use super::table::Column;
use super::value::Value;
use crate::located::LocatedStore;
use crate::spread::{Period, Slice};

/// The time that a feature stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    /// For a reader: `2024-Q1`, `up to 2024-Q1`, `whole`.
    pub(super) label: String,
    /// `period`, `cumulative` or `whole`.
    pub(super) scope: &'static str,
    /// The first and the last day; for cumulative features those of the period they are shown in. None for the whole of
    /// incidents that all are undated.
    pub(super) days: Option<(Date, Date)>,
}

/// A row that stands for a span of time.
pub(super) trait Spanned {
    fn span(&self) -> &Span;
}

impl Span {
    /// From the first to the last period; without periods, from the first to the last day of any incident.
    pub(super) fn whole(input: &LayerInput<'_>) -> Self {
        let periods = || input.spread.periods.iter().filter_map(|slice| slice.period);
        let of_periods = periods().next().zip(periods().next_back()).map(|(a, z)| (a.start, z.last_day()));
        let days = of_periods.or_else(|| days_of(input.located));
        Self { label: "whole".to_owned(), scope: "whole", days }
    }

    pub(super) fn period(period: &Period) -> Self {
        Self { label: period.label(), scope: "period", days: Some((period.start, period.last_day())) }
    }

    pub(super) fn cumulative(period: &Period) -> Self {
        Self { label: format!("up to {}", period.label()), scope: "cumulative", ..Self::period(period) }
    }
}

/// The first and the last possible day of incidents of all roles.
pub(super) fn days_of(located: &LocatedStore) -> Option<(Date, Date)> {
    located.overview().days
}

/// Each period that has a measured incident, and the whole.
pub(super) fn slices<'a>(input: &LayerInput<'a>, whole: &Span) -> Vec<(Span, &'a Slice)> {
    let periods = input.spread.periods.iter().filter_map(|slice| Some((Span::period(&slice.period?), slice)));
    let all = periods.chain([(whole.clone(), &input.spread.whole)]);
    all.filter(|(_, slice)| slice.n > 0).collect()
}

/// The columns that tell the span.
pub(super) fn columns<R: Spanned>() -> Vec<Column<R>> {
    vec![
        Column::new("period", |r: &R| r.span().label.as_str().into()),
        Column::new("scope", |r| r.span().scope.into()),
        Column::new("date_start", |r| r.span().days.map_or(Value::Null, |(first, _)| Value::Day(first))),
        Column::new("date_end", |r| r.span().days.map_or(Value::Null, |(_, last)| Value::Day(last))),
        Column::new("start_utc", |r| r.span().days.map_or(Value::Null, |(first, _)| Value::DayStart(first))),
        Column::new("end_utc", |r| r.span().days.map_or(Value::Null, |(_, last)| Value::DayEnd(last))),
    ]
}
