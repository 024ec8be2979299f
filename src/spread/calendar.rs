//! Days to periods without a search.
//!
//! Comes in: periods one after the other. Goes out: the numbers of those that the days of a date lie in.

use jiff::civil::Date;

use super::Period;
use crate::incident::When;

/// Tables of more days than this are not made: days are looked for among the periods.
const MOST_DAYS: i32 = 4_000_000;

/// The number of the period of each day.
#[derive(Debug)]
pub(super) struct Calendar<'a> {
    periods: &'a [Period],
    first_day: i32,
    number_of: Vec<u32>,
}

/// The number of a day, 0 on 1970-01-01 (Hinnant 2013, `days_from_civil`).
pub(super) fn day_number(day: Date) -> i32 {
    let (month, day_of_month) = (i32::from(day.month()), i32::from(day.day()));
    let year = i32::from(day.year()) - i32::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day_of_month - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

impl<'a> Calendar<'a> {
    /// The table of the periods, which follow each other without a gap.
    pub fn new(periods: &'a [Period]) -> Self {
        let days = |p: &Period| day_number(p.end) - day_number(p.start);
        let first_day = periods.first().map_or(0, |p| day_number(p.start));
        let last_day = periods.last().map_or(0, |p| day_number(p.end));
        let number_of = if last_day - first_day <= MOST_DAYS {
            let each = |(number, p): (u32, &Period)| std::iter::repeat_n(number, days(p).max(0) as usize);
            (0_u32..).zip(periods).flat_map(each).collect()
        } else {
            Vec::new()
        };
        Self { periods, first_day, number_of }
    }

    /// The numbers of the periods of the first and of the last possible day.
    pub fn span(&self, when: When) -> Option<(u32, u32)> {
        let (first, last) = when.span()?;
        Some((self.number(first)?, self.number(last)?))
    }

    fn number(&self, day: Date) -> Option<u32> {
        let at = usize::try_from(day_number(day) - self.first_day).ok();
        let known = at.and_then(|at| self.number_of.get(at)).copied();
        // The calendar ends within its last period.
        known.or_else(|| self.periods.partition_point(|p| p.start <= day).checked_sub(1).map(|i| i as u32))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::spread::PeriodLength;

    proptest! {
        #[test]
        fn days_are_counted_as_the_calendar_does(year in -9999_i16..9999, month in 1_i8..=12, day in 1_i8..=28) {
            let day = date(year, month, day);
            let counted = date(1970, 1, 1).until(day).unwrap().get_days();
            prop_assert_eq!(day_number(day), counted);
        }

        #[test]
        fn the_period_found_holds_the_day(offset in 0_i32..3000) {
            let mut periods = vec![PeriodLength::Month.period_of(date(2010, 3, 9))];
            (0..99).for_each(|i| periods.push(periods[i].next()));
            let day = date(2010, 3, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
            let (number, _) = Calendar::new(&periods).span(When::day(day)).unwrap();
            prop_assert!(periods[number as usize].holds(When::day(day)));
        }
    }
}
