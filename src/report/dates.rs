//! Dates for a reader, no finer than they are known.
//!
//! Comes in: a [`When`]. Goes out: "22 March 2024", "March 2024", "22–23 March 2024".

use jiff::civil::Date;

use crate::incident::{DatePrecision, When};

/// The date in words; "not dated" where nothing is known.
pub fn worded(when: When) -> String {
    let Some((first, last)) = when.span() else { return "not dated".to_owned() };
    let same_month = (first.year(), first.month()) == (last.year(), last.month());
    match when.precision() {
        DatePrecision::Day => day(first),
        DatePrecision::Month => first.strftime("%B %Y").to_string(),
        DatePrecision::Year => first.year().to_string(),
        DatePrecision::Quarter => format!("{} quarter of {}", ordinal((first.month() + 2) / 3), first.year()),
        _ if ends_of_months(first, last) => months(first, last),
        _ if same_month => format!("{}–{}", first.day(), day(last)),
        _ if first.year() == last.year() => format!("{} – {}", first.strftime("%-d %B"), day(last)),
        _ => format!("{} – {}", day(first), day(last)),
    }
}

/// Whether whole months are meant.
fn ends_of_months(first: Date, last: Date) -> bool {
    first.day() == 1 && last == last.last_of_month()
}

/// "2014–2015", "January – March 2024".
fn months(first: Date, last: Date) -> String {
    let whole_years = first.month() == 1 && last.month() == 12;
    let name = |day: Date| day.strftime("%B %Y").to_string();
    match first.year() == last.year() {
        true if whole_years => first.year().to_string(),
        true if first.month() == last.month() => name(first),
        true => format!("{} – {}", first.strftime("%B"), name(last)),
        false if whole_years => format!("{}–{}", first.year(), last.year()),
        false => format!("{} – {}", name(first), name(last)),
    }
}

/// "22 March 2024".
pub fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A period no finer than a reader wants it: in years where it is longer than two, else in months, within a month in days.
pub fn period(first: Date, last: Date) -> String {
    let month = |day: Date| day.strftime("%B %Y").to_string();
    if first == last {
        day(first)
    } else if last.year() - first.year() > 2 {
        format!("{} to {}", first.year(), last.year())
    } else if month(first) == month(last) {
        format!("{} to {}", first.day(), day(last))
    } else {
        format!("{} to {}", month(first), month(last))
    }
}

/// Days since 1970-01-01, as the page counts them.
pub fn number(day: Date) -> i32 {
    Date::constant(1970, 1, 1).until(day).map_or(0, |span| span.get_days())
}

fn ordinal(quarter: i8) -> &'static str {
    match quarter {
        1 => "first",
        2 => "second",
        3 => "third",
        _ => "last",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_worded_no_finer_than_they_are_known() {
        let range = |a, b| When::between(a, b, DatePrecision::Range);
        assert_eq!(worded(When::day(date(2024, 3, 22))), "22 March 2024");
        assert_eq!(worded(When::month(2024, 3).unwrap()), "March 2024");
        assert_eq!(worded(When::year(2017).unwrap()), "2017");
        assert_eq!(worded(range(date(2024, 3, 22), date(2024, 3, 23))), "22–23 March 2024");
        assert_eq!(worded(range(date(2021, 8, 26), date(2021, 9, 1))), "26 August – 1 September 2021");
        assert_eq!(worded(range(date(2014, 1, 1), date(2015, 12, 31))), "2014–2015");
        assert_eq!(worded(range(date(2014, 1, 1), date(2014, 3, 31))), "January – March 2014");
        assert_eq!(worded(range(date(2014, 1, 2), date(2015, 12, 31))), "2 January 2014 – 31 December 2015");
        assert_eq!(worded(When::UNKNOWN), "not dated");
    }

    #[test]
    fn a_period_is_told_in_years_months_or_days() {
        let told = |a, b| period(a, b);
        assert_eq!(told(date(2014, 1, 1), date(2024, 9, 22)), "2014 to 2024");
        assert_eq!(told(date(2023, 11, 2), date(2024, 3, 22)), "November 2023 to March 2024");
        assert_eq!(told(date(2024, 3, 2), date(2024, 3, 22)), "2 to 22 March 2024");
    }

    #[test]
    fn days_are_counted_from_1970_and_may_be_negative() {
        assert_eq!([number(date(1970, 1, 2)), number(date(1969, 12, 31)), number(date(2024, 3, 22))], [1, -1, 19804]);
    }
}
