//! Dates in figures: `2024-03-22`, `22.03.2024`, `03/22/2024`, `20240322`, `2024-03`, `2024`, spreadsheet days.
//!
//! Comes in: a folded cell without its time of day. Goes out: a [`When`], why there is no such date, or that the form is
//! another.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::{Attempt, DateReader, worded};
use crate::incident::{DatePrecision, When};

/// Years that a cell of four figures may mean.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;

impl DateReader {
    pub(super) fn new(month_first: bool, serial: bool) -> Self {
        Self { month_first, serial }
    }

    /// A date in figures.
    pub(super) fn numeric(self, text: &str) -> Attempt {
        if self.serial
            && let Some(day) = spreadsheet_day(text)
        {
            return Some(Ok(When::day(day)));
        }
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return run_of_figures(text);
        }
        let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
        if parts.iter().any(|p| p.is_empty() || p.len() > 4 || !p.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let values: Vec<i16> = parts.iter().filter_map(|p| p.parse().ok()).collect();
        match (parts.as_slice(), values.as_slice()) {
            ([first, b, c], &[year, month, day]) if first.len() == 4 && b.len() < 3 && c.len() < 3 => {
                Some(year_month_day(year, month, day))
            }
            ([a, b, last], &[x, y, year]) if a.len() < 3 && b.len() < 3 && matches!(last.len(), 2 | 4) => {
                let year = if last.len() == 2 { two_digit_year(year) } else { year };
                let (day, month) = self.day_and_month(x, y, text.contains('.'));
                Some(year_month_day(year, month, day))
            }
            ([first, b], &[year, month]) if first.len() == 4 && b.len() < 3 => Some(year_month_day(year, month, 0)),
            ([a, last], &[month, year]) if a.len() < 3 && last.len() == 4 => Some(year_month_day(year, month, 0)),
            _ => None,
        }
    }

    /// Which of two numbers is the day; only one that cannot be a month decides against the order of the file.
    fn day_and_month(self, a: i16, b: i16, dotted: bool) -> (i16, i16) {
        match (a > 12, b > 12) {
            (false, true) => (b, a),
            (false, false) if self.month_first && !dotted => (b, a),
            _ => (a, b),
        }
    }
}

/// The fast way for most cells of most tables: `2024-03-22`, also with a time of day behind it, and `20240322`.
pub(in crate::read) fn plain_day(cell: &str) -> Option<Date> {
    let day = |digits: [u8; 8]| {
        let [y1, y2, y3, y4, m1, m2, d1, d2] = digits;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let number = |digits: &[u8]| digits.iter().fold(0_i16, |n, b| n * 10 + i16::from(b - b'0'));
        let (year, month, day) = (number(&[y1, y2, y3, y4]), number(&[m1, m2]) as i8, number(&[d1, d2]) as i8);
        Date::new(year, month, day).ok().filter(|_| YEARS.contains(&year))
    };
    match *cell.as_bytes() {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, ref time @ ..] if time.is_empty() || is_time(time) => {
            day([y1, y2, y3, y4, m1, m2, d1, d2])
        }
        [y1, y2, y3, y4, m1, m2, d1, d2] => day([y1, y2, y3, y4, m1, m2, d1, d2]),
        _ => None,
    }
}

/// A time of day behind a day, with or without its zone: ` 00:00:00.000`, `T20:00Z`.
fn is_time(time: &[u8]) -> bool {
    match time {
        [b' ' | b'T', h1, h2, b':', rest @ ..] => {
            h1.is_ascii_digit()
                && h2.is_ascii_digit()
                && rest.iter().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b'+' | b'-' | b'Z'))
        }
        _ => false,
    }
}

/// Figures without anything between them.
fn run_of_figures(text: &str) -> Attempt {
    let part = |from: usize, to: usize| text.get(from..to).and_then(|p| p.parse::<i16>().ok());
    match text.len() {
        8 => Some(year_month_day(part(0, 4)?, part(4, 6)?, part(6, 8)?)),
        6 if (1900..2100).contains(&part(0, 4)?) => Some(year_month_day(part(0, 4)?, part(4, 6)?, 0)),
        4 => Some(year_month_day(part(0, 4)?, 0, 0)),
        _ => None,
    }
}

/// Whether the text can be a day of a spreadsheet: days since 1899-12-30, 1927 to 2119.
pub(super) fn spreadsheet_day(text: &str) -> Option<Date> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    if whole.len() != 5 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let days: i32 = whole.parse().ok().filter(|n| (10_000..80_000).contains(n))?;
    Date::new(1899, 12, 30).ok()?.checked_add(days.days()).ok()
}

/// The date of three numbers; a month or day of 0 is not known, and with all 0 nothing is.
///
/// # Errors
/// Where there is no such date.
pub(super) fn year_month_day(year: i16, month: i16, day: i16) -> Result<When, String> {
    let impossible = || match worded::month_name(month) {
        Some(name) if day != 0 => format!("there is no {day} {name} {year}"),
        _ => format!("there is no month {month} of {year}"),
    };
    if (year, month, day) == (0, 0, 0) {
        return Ok(When::UNKNOWN);
    }
    if !YEARS.contains(&year) {
        return Err(format!("the year {year} is not one from {} to {}", YEARS.start(), YEARS.end()));
    }
    let small = |n: i16| i8::try_from(n).map_err(|_| impossible());
    match (month, day) {
        (0, _) => When::year(year).ok_or_else(impossible),
        (_, 0) => When::month(year, small(month)?).ok_or_else(impossible),
        _ => Date::new(year, small(month)?, small(day)?).map(When::day).map_err(|_| impossible()),
    }
}

/// The year that two figures mean, as POSIX has it: 00-68 are of this century, 69-99 of the last.
pub(super) fn two_digit_year(year: i16) -> i16 {
    if year < 69 { 2000 + year } else { 1900 + year }
}

/// A quarter, 1 to 4.
pub(super) fn quarter(year: i16, quarter: i8) -> Option<When> {
    let first = Date::new(year, quarter.checked_mul(3)?.checked_sub(2)?, 1).ok()?;
    let last = Date::new(year, quarter * 3, 1).ok()?.last_of_month();
    Some(When::between(first, last, DatePrecision::Quarter))
}

/// A week as ISO 8601 counts them, Monday to Sunday.
pub(super) fn week(year: i16, week: i8) -> Option<When> {
    let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
    Some(When::between(monday, monday.checked_add(6.days()).ok()?, DatePrecision::Week))
}

/// The date of a cell that goes on with a time of day: "2024-03-22t20:00z", "22/03/2024 8:15 pm".
pub(super) fn without_time(folded: &str) -> &str {
    let bytes = folded.as_bytes();
    let Some(colon) = folded.find(':') else { return folded };
    let hour = bytes.get(..colon).unwrap_or_default().iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let before = colon.saturating_sub(hour);
    let rest = folded.get(colon..).unwrap_or_default();
    let is_time = (1..=2).contains(&hour) && rest.chars().all(|c| c.is_ascii_digit() || ":.,+- zamputch".contains(c));
    match (is_time, folded.get(..before)) {
        (true, Some(date)) if !date.is_empty() => {
            let date = date.strip_suffix('t').filter(|d| d.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(date);
            date.trim_end_matches([' ', ','])
        }
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_file_decides_only_where_both_orders_are_possible() {
        let american = DateReader::new(true, false);
        assert_eq!(american.read("03/04/2024").unwrap().to_string(), "2024-03-04");
        assert_eq!(american.read("22/03/2024").unwrap().to_string(), "2024-03-22");
        assert_eq!(american.read("03.04.2024").unwrap().to_string(), "2024-04-03", "dots stand in day-first dates");
        assert_eq!(DateReader::default().read("03/04/2024").unwrap().to_string(), "2024-04-03");
    }

    #[test]
    fn spreadsheet_days_count_from_the_end_of_1899() {
        let reader = DateReader::new(false, true);
        assert_eq!(reader.read("45373").unwrap().to_string(), "2024-03-22");
        assert_eq!(reader.read("45373.75").unwrap().to_string(), "2024-03-22");
        assert!(DateReader::default().read("45373").is_err());
    }

    #[test]
    fn a_week_that_the_year_does_not_have_is_no_week() {
        assert!(week(2024, 53).is_none() && week(2020, 53).is_some());
        assert!(quarter(2024, 5).is_none() && quarter(2024, 0).is_none());
    }
}
