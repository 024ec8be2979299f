//! Units of the calendar as spans: the week before, the early part of a month, a season.
//!
//! Comes in: a day or a year and a unit. Goes out: a [`When`]; nothing where the calendar has no such day.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::incident::{DatePrecision, When};
use crate::read::prose_date;

/// The day, week, month or year so many back from a day.
pub fn unit_span(day: Date, unit: &str, back: i32) -> Option<When> {
    match unit {
        "day" => Some(When::day(day.checked_sub(back.days()).ok()?)),
        "week" => {
            let monday = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
            let first = monday.checked_sub(back.weeks()).ok()?;
            Some(When::between(first, first.checked_add(6.days()).ok()?, DatePrecision::Week))
        }
        "weekend" => {
            let back = i32::from(day.weekday().to_monday_zero_offset()) + 2;
            let first = day.checked_sub(back.days()).ok()?;
            Some(When::between(first, first.checked_add(1.day()).ok()?, DatePrecision::Range))
        }
        "month" => {
            let first = day.first_of_month().checked_sub(back.months()).ok()?;
            When::month(first.year(), first.month())
        }
        "year" => When::year(day.year().checked_sub(i16::try_from(back).ok()?)?),
        "decade" => {
            let first = day.checked_sub(back.checked_mul(10)?.years()).ok()?;
            Some(When::between(first, day, DatePrecision::Range))
        }
        _ => None,
    }
}

/// Easter Sunday of a year (Gregorian; Meeus, Jones and Butcher).
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}

/// The third of a month or year that "early", "mid" or "late" means.
pub fn third_of_month(first: Date, part: usize) -> Option<When> {
    let (from, to) = *[(1, 10), (11, 20), (21, 31)].get(part)?;
    let month = first.first_of_month();
    let last = Date::new(month.year(), month.month(), to).unwrap_or_else(|_| month.last_of_month());
    Some(When::between(Date::new(month.year(), month.month(), from).ok()?, last, DatePrecision::Range))
}

/// The third of a month or year that "early", "mid" or "late" means.
pub fn third_of_year(year: i16, part: usize) -> Option<When> {
    let (from, to) = *[(1, 4), (5, 8), (9, 12)].get(part)?;
    let last = Date::new(year, to, 1).ok()?.last_of_month();
    Some(When::between(Date::new(year, from, 1).ok()?, last, DatePrecision::Range))
}

/// A season by its name in the reader of tables, so that its days are the same there and here.
pub fn season_of(year: i16, season: &str) -> Option<When> {
    let name = *["spring", "summer", "autumn", "winter"].get(season.parse::<usize>().ok()?)?;
    prose_date(&format!("{name} {year}"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_falls_where_it_fell() {
        for (year, month, day) in [(2016, 3, 27), (2017, 4, 16), (2019, 4, 21), (2024, 3, 31), (2038, 4, 25)] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }
}
