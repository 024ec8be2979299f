//! Dates for a reader, no finer than they are known.
//!
//! Comes in: a [`When`]. Goes out: "22 March 2024", "March 2024", "22–23 March 2024".

use jiff::civil::Date;

use crate::incident::{DatePrecision, When};
use crate::spread::PeriodLength;
use crate::words::Words;

/// The date in words; "not dated" where nothing is known.
pub fn worded(when: When, words: Words) -> String {
    let Some((first, last)) = when.span() else { return words.text("date.not_dated").to_owned() };
    let same_month = (first.year(), first.month()) == (last.year(), last.month());
    let day_of_year = |day: Date| {
        words.fill("date.day_of_year", &[("d", &words.day_number(day)), ("month", words.long_month_name(day))])
    };
    match when.precision() {
        DatePrecision::Day => words.long_day(first),
        DatePrecision::Month => words.long_month(first),
        DatePrecision::Year => first.year().to_string(),
        DatePrecision::Quarter => quarter(first, words),
        _ if ends_of_months(first, last) => months(first, last, words),
        _ if same_month => words.fill("date.days", &[("d", &words.day_number(first)), ("day", &words.long_day(last))]),
        _ if first.year() == last.year() => from_to(&day_of_year(first), &words.long_day(last), words),
        _ => from_to(&words.long_day(first), &words.long_day(last), words),
    }
}

fn from_to(from: &str, to: &str, words: Words) -> String {
    words.fill("date.from_to", &[("from", from), ("to", to)])
}

/// Whether whole months are meant.
fn ends_of_months(first: Date, last: Date) -> bool {
    first.day() == 1 && last == last.last_of_month()
}

/// "2014–2015", "January – March 2024".
fn months(first: Date, last: Date, words: Words) -> String {
    let whole_years = first.month() == 1 && last.month() == 12;
    match first.year() == last.year() {
        _ if whole_years => words.span(first, last, PeriodLength::Year),
        true if first.month() == last.month() => words.long_month(first),
        true => from_to(words.long_month_name(first), &words.long_month(last), words),
        false => from_to(&words.long_month(first), &words.long_month(last), words),
    }
}

/// "first quarter of 2024"
fn quarter(first: Date, words: Words) -> String {
    let key = match (first.month() + 2) / 3 {
        1 => "date.quarter_1",
        2 => "date.quarter_2",
        3 => "date.quarter_3",
        _ => "date.quarter_4",
    };
    words.fill(key, &[("y", &first.year().to_string())])
}

/// A period no finer than a reader wants it: in years where it is longer than two, else in months, within a month in days.
pub fn period(first: Date, last: Date, words: Words) -> String {
    let span = |from: &str, to: &str| words.fill("date.span", &[("from", from), ("to", to)]);
    if first == last {
        words.long_day(first)
    } else if last.year() - first.year() > 2 {
        span(&first.year().to_string(), &last.year().to_string())
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        span(&words.day_number(first), &words.long_day(last))
    } else {
        span(&words.long_month(first), &words.long_month(last))
    }
}

/// Days since 1970-01-01, as the page counts them.
pub fn number(day: Date) -> i32 {
    Date::constant(1970, 1, 1).until(day).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::words::Lang;

    const EN: Words = Words { lang: Lang::En };

    #[test]
    fn dates_are_worded_no_finer_than_they_are_known() {
        let range = |a, b| When::between(a, b, DatePrecision::Range);
        assert_eq!(worded(When::day(date(2024, 3, 22)), EN), "22 March 2024");
        assert_eq!(worded(When::month(2024, 3).unwrap(), EN), "March 2024");
        assert_eq!(worded(When::year(2017).unwrap(), EN), "2017");
        assert_eq!(worded(range(date(2024, 3, 22), date(2024, 3, 23)), EN), "22–23 March 2024");
        assert_eq!(worded(range(date(2021, 8, 26), date(2021, 9, 1)), EN), "26 August – 1 September 2021");
        assert_eq!(worded(range(date(2014, 1, 1), date(2015, 12, 31)), EN), "2014–2015");
        assert_eq!(worded(range(date(2014, 1, 1), date(2014, 3, 31)), EN), "January – March 2014");
        assert_eq!(worded(range(date(2014, 1, 2), date(2015, 12, 31)), EN), "2 January 2014 – 31 December 2015");
        assert_eq!(worded(When::UNKNOWN, EN), "not dated");
    }

    #[test]
    fn dates_are_worded_as_each_language_has_them() {
        let range = When::between(date(2024, 3, 1), date(2024, 3, 23), DatePrecision::Range);
        let told = |lang| worded(range, Words { lang });
        assert_eq!(
            [told(Lang::De), told(Lang::Fr), told(Lang::Es)],
            ["1.–23. März 2024", "1er–23 mars 2024", "1–23 de marzo de 2024"]
        );
    }

    #[test]
    fn a_period_is_told_in_years_months_or_days() {
        let told = |a, b| period(a, b, EN);
        assert_eq!(told(date(2014, 1, 1), date(2024, 9, 22)), "2014 to 2024");
        assert_eq!(told(date(2023, 11, 2), date(2024, 3, 22)), "November 2023 to March 2024");
        assert_eq!(told(date(2024, 3, 2), date(2024, 3, 22)), "2 to 22 March 2024");
    }

    #[test]
    fn days_are_counted_from_1970_and_may_be_negative() {
        assert_eq!([number(date(1970, 1, 2)), number(date(1969, 12, 31)), number(date(2024, 3, 22))], [1, -1, 19804]);
    }
}
