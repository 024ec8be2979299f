//! Dates as analysts write them, to the first and last possible day.
//!
//! Comes in: a cell, and what a survey of the whole file says about the order of day and month. Goes out: a [`When`], or
//! why the cell cannot be read. Words are read in English, German, French and Spanish.
//!
//! Conventions: two-digit years 00-68 are 2000-2068 and 69-99 are 1969-1999 (as POSIX has it); early, mid and late are the
//! thirds of a month or year; seasons are the astronomical ones of the northern hemisphere, and the winter of a year
//! starts in its December; a week is that of ISO 8601; a day or month 0 is not known.

mod numeric;
mod survey;
mod worded;

pub(super) use numeric::plain_day;
pub(super) use survey::Survey;

use jiff::civil::Date;

use super::wording::{fold, is_blank};
use crate::incident::{DatePrecision, When};

/// The way out of a date that cannot be read.
const WAY_OUT: &str = "write 2024-03-22, 2024-03, 2024 or a range 2024-03-22/2024-03-25";

/// What stands between the two ends of a range.
const RANGE_SIGNS: [&str; 14] = [
    " to ",
    " until ",
    " till ",
    " through ",
    " and ",
    " bis ",
    " hasta ",
    " - ",
    "/",
    "..",
    "-",
    " a ",
    " au ",
    " al ",
];

/// What may stand before a range.
const RANGE_STARTS: [&str; 6] = ["from ", "between ", "von ", "vom ", "du ", "del "];

/// A date that was recognised, or why it cannot be one; nothing where the form is not known.
type Attempt = Option<Result<When, String>>;

/// Reads the dates of one file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct DateReader {
    /// Whether 03/04/2024 is the 4th of March.
    month_first: bool,
    /// Whether numbers such as 45373 are days of a spreadsheet.
    serial: bool,
}

impl DateReader {
    /// Reads a cell; a blank or "unknown" one is [`When::UNKNOWN`].
    ///
    /// # Errors
    /// Why it cannot be read, and the way out.
    pub(super) fn read(self, cell: &str) -> Result<When, String> {
        if let Some(day) = plain_day(cell) {
            return Ok(When::day(day));
        }
        // A longer cell is no date, and trying it would take long.
        if cell.len() > 120 {
            return Err(format!("too long for a date: {WAY_OUT}"));
        }
        let folded = fold(cell);
        if is_blank(&folded) {
            return Ok(When::UNKNOWN);
        }
        match self.single(&folded).or_else(|| self.range(&folded)) {
            Some(Ok(when)) => Ok(when),
            Some(Err(why)) => Err(format!("{why}: {WAY_OUT}")),
            None => Err(format!("not understood as a date: {WAY_OUT}")),
        }
    }

    /// One date: numbers, or words.
    fn single(self, folded: &str) -> Attempt {
        let date = numeric::without_time(folded);
        self.numeric(date).or_else(|| worded::read(date))
    }

    /// Two dates with a sign between them; the left one may lack what the right one has ("22-25 March 2024"), or the
    /// other way round ("March 22-25, 2024").
    fn range(self, folded: &str) -> Attempt {
        let body = RANGE_STARTS.iter().find_map(|start| folded.strip_prefix(start)).unwrap_or(folded);
        RANGE_SIGNS.iter().find_map(|sign| {
            body.match_indices(sign).find_map(|(at, _)| {
                let left = body.get(..at)?.trim();
                let right = body.get(at + sign.len()..)?.trim();
                self.ends(left, right)
            })
        })
    }

    fn ends(self, left: &str, right: &str) -> Attempt {
        if left.is_empty() || right.is_empty() {
            return None;
        }
        let last = self.single(right).or_else(|| self.single(&format!("{} {right}", month_of(left)?)))?;
        let first = self.single(left).filter(Result::is_ok).or_else(|| {
            let missing = right.split_once([' ', '.', '-', '/']).map_or("", |(_, rest)| rest);
            let year = right.rsplit([' ', '.', '-', '/']).next().unwrap_or_default();
            self.single(&format!("{left} {missing}")).or_else(|| self.single(&format!("{left} {year}")))
        })?;
        Some(first.and_then(|first| Ok(span(first, last?))))
    }
}

/// The word a date starts with, for a right end that lacks the month: "March" of "March 22".
fn month_of(left: &str) -> Option<&str> {
    left.split(' ').next().filter(|word| worded::is_month(word))
}

/// From the first day of one to the last day of the other; swapped where they are the wrong way round.
pub(super) fn span(a: When, b: When) -> When {
    if a == b {
        return a;
    }
    match (a.span(), b.span()) {
        (Some((a1, a2)), Some((b1, b2))) => When::between(a1.min(b1), a2.max(b2), DatePrecision::Range),
        (Some(_), None) => a,
        _ => b,
    }
}

/// A date from three cells; a month or day that is 0 or blank is not known.
///
/// # Errors
/// Why there is no such date.
pub(super) fn from_parts(year: &str, month: &str, day: &str) -> Result<When, String> {
    let number = |cell: &str| -> Result<i16, String> {
        if let Ok(number @ 0..) = cell.parse() {
            return Ok(number);
        }
        let folded = fold(cell);
        let folded = folded.strip_suffix(".0").unwrap_or(&folded);
        if is_blank(folded) || folded.starts_with('-') {
            return Ok(0);
        }
        folded.parse().map_err(|_| format!("\"{folded}\" is not a whole number"))
    };
    let month = number(month).or_else(|why| worded::month(&fold(month)).map(i16::from).ok_or(why))?;
    match number(year)? {
        0 => Ok(When::UNKNOWN),
        year => numeric::year_month_day(year, month, number(day)?),
    }
}

/// What a stated precision makes of a date: a day that is meant as its month, week, quarter or year becomes that.
pub(super) fn with_precision(when: When, word: &str) -> When {
    let Some((first, last)) = when.span().filter(|_| !word.is_empty()) else { return when };
    let widened = match fold(word).as_str() {
        "unknown" | "none" => return When::UNKNOWN,
        // Seven days that are given are the week that is meant, on whatever day it starts.
        "week" if when.length_days() == 7 => Some(When::between(first, last, DatePrecision::Week)),
        "week" => week_of(first),
        "month" => When::month(first.year(), first.month()),
        "quarter" => numeric::quarter(first.year(), (first.month() + 2) / 3),
        "year" => When::year(first.year()),
        "season" => Some(When::between(first, last, DatePrecision::Season)),
        "range" => Some(When::between(first, last, DatePrecision::Range)),
        _ => return when,
    };
    // A span that leaves the stated unit is kept as it is.
    widened.filter(|w| w.first() <= Some(first) && w.last() >= Some(last)).unwrap_or(when)
}

fn week_of(day: Date) -> Option<When> {
    let week = day.iso_week_date();
    numeric::week(week.year(), week.week())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> String {
        DateReader::default().read(cell).map_or_else(|why| why, |when| when.to_string())
    }

    #[test]
    fn dates_are_read_as_analysts_write_them() {
        for (cell, meant) in [
            ("2024-03-22", "2024-03-22"),
            ("2024/3/22", "2024-03-22"),
            ("22.03.2024", "2024-03-22"),
            ("22.3.24", "2024-03-22"),
            ("20240322", "2024-03-22"),
            ("2024-03-22T23:30:00+03:00", "2024-03-22"),
            ("2024-03-22 20:00", "2024-03-22"),
            ("22/03/2024 8:15 pm", "2024-03-22"),
            ("03/22/2024", "2024-03-22"),
            ("22 March 2024", "2024-03-22"),
            ("Friday, March 22nd, 2024", "2024-03-22"),
            ("22-Mar-24", "2024-03-22"),
            ("22-Mar-75", "1975-03-22"),
            ("22. März 2024", "2024-03-22"),
            ("1er février 2024", "2024-02-01"),
            ("3 de enero de 2024", "2024-01-03"),
            ("Mar 2024", "2024-03"),
            ("2024-03", "2024-03"),
            ("03/2024", "2024-03"),
            ("202403", "2024-03"),
            ("2024-03-00", "2024-03"),
            ("2024", "2024"),
            ("0000-00-00", "not known"),
            ("n/a", "not known"),
            ("", "not known"),
        ] {
            assert_eq!(read(cell), meant, "{cell}");
        }
    }

    #[test]
    fn vague_dates_become_the_days_they_allow() {
        for (cell, meant) in [
            ("2024-W12", "2024-03-18/2024-03-24"),
            ("week 12 2024", "2024-03-18/2024-03-24"),
            ("2024-Q1", "2024-01-01/2024-03-31"),
            ("Q1 2024", "2024-01-01/2024-03-31"),
            ("early March 2024", "2024-03-01/2024-03-10"),
            ("mid-March 2024", "2024-03-11/2024-03-20"),
            ("late February 2024", "2024-02-21/2024-02-29"),
            ("end of 2023", "2023-09-01/2023-12-31"),
            ("summer 2024", "2024-06-21/2024-09-22"),
            ("Winter 2023/24", "2023-12-21/2024-03-19"),
        ] {
            assert_eq!(read(cell), meant, "{cell}");
        }
    }

    #[test]
    fn ranges_may_leave_out_what_both_ends_share() {
        for cell in [
            "2024-03-22/2024-03-25",
            "2024-03-22..2024-03-25",
            "2024-03-22 - 2024-03-25",
            "from 22 March 2024 to 25 March 2024",
            "22-25 March 2024",
            "22 to 25 March 2024",
            "March 22-25, 2024",
            "between 22 and 25 March 2024",
            "22.03.2024–25.03.2024",
            "2024-03-25/2024-03-22",
        ] {
            assert_eq!(read(cell), "2024-03-22/2024-03-25", "{cell}");
        }
        assert_eq!(read("2021-2023"), "2021-01-01/2023-12-31");
        assert_eq!(read("March to May 2024"), "2024-03-01/2024-05-31");
        assert_eq!(read("2024-03-22/2024-03-22"), "2024-03-22");
    }

    #[test]
    fn a_day_that_does_not_exist_and_a_typo_are_told_with_the_way_out() {
        for cell in [
            "2024-02-30",
            "31.04.2024",
            "32 March 2024",
            "2024-13",
            "yesterday",
            "22 March",
            "since 2021",
            "2024-03-22/",
        ] {
            let told = DateReader::default().read(cell).unwrap_err();
            assert!(told.contains(WAY_OUT), "{cell}: {told}");
        }
        assert!(read("2024-02-30").starts_with("there is no 30 February 2024"));
    }

    #[test]
    fn a_stated_precision_widens_a_day_and_never_narrows() {
        let day = DateReader::default().read("2024-03-01").unwrap();
        assert_eq!(with_precision(day, "month").to_string(), "2024-03");
        assert_eq!(with_precision(day, "day"), day);
        let longer = DateReader::default().read("2024-03-01/2024-04-02").unwrap();
        assert_eq!(with_precision(longer, "month"), longer);
    }

    #[test]
    fn three_columns_make_a_date_and_a_zero_is_not_known() {
        let told = |y, m, d| from_parts(y, m, d).map_or_else(|why| why, |when| when.to_string());
        assert_eq!(told("2004", "3", "17"), "2004-03-17");
        assert_eq!(told("2004", "March", "17"), "2004-03-17");
        assert_eq!((told("2004", "3", "0"), told("2004", "0", "0")), ("2004-03".to_owned(), "2004".to_owned()));
        assert_eq!(told("", "3", "1"), "not known");
        assert!(told("2004", "2", "30").starts_with("there is no 30 February 2004"));
    }
}
