//! Dates, counts and lists in words, for titles, labels and alt texts.
//!
//! Comes in: dates, numbers. Goes out: "Mar 2024", "2015–2024", "12 operations", "Asia, Europe and Africa".

use jiff::civil::Date;

use super::calendar::month_name;
use super::text::thousands;
use crate::incident::When;
use crate::spread::PeriodLength;

/// A span of days: "22 Mar 2024", "27 Dec 2023 to 5 Jan 2024", "Mar 2023 to Apr 2024", and for years by themselves "2015–2024".
pub fn span(first: Date, last: Date, by: PeriodLength) -> String {
    let day = |d: Date| format!("{} {} {}", d.day(), month_name(d), d.year());
    let month = |d: Date| format!("{} {}", month_name(d), d.year());
    let (from, to) = match by {
        PeriodLength::Day | PeriodLength::Week => (day(first), day(last)),
        PeriodLength::Month | PeriodLength::Quarter => (month(first), month(last)),
        PeriodLength::Year => {
            let (from, to) = (first.year(), last.year());
            return if from == to { from.to_string() } else { format!("{from}–{to}") };
        }
    };
    if from == to { from } else { format!("{from} to {to}") }
}

/// A date as short as its precision allows: "Nov 2015", "2017", "2014–15"; empty where it is not known.
pub fn when(when: When) -> String {
    let Some((first, last)) = when.span() else { return String::new() };
    if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{} {}", month_name(first), first.year())
    } else if first.year() == last.year() {
        first.year().to_string()
    } else {
        format!("{}–{}", first.year(), last.year())
    }
}

/// A date to the day where it is known so finely, else as [`when`].
pub fn day_or_month(date: When) -> String {
    match date.span() {
        Some((first, last)) if first == last => format!("{} {} {}", first.day(), month_name(first), first.year()),
        _ => when(date),
    }
}

/// A number with its noun: "1 operation", "21,128 operations".
pub fn count(number: u64, one: &str) -> String {
    let number_text = thousands(number);
    match one.strip_suffix('y') {
        _ if number == 1 => format!("1 {one}"),
        Some(stem) if !one.ends_with("ay") => format!("{number_text} {stem}ies"),
        _ => format!("{number_text} {one}s"),
    }
}

/// "is" or "are".
pub fn is_are(number: u64) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// A distance in km: "1,234 km", "0.3 km".
pub fn km(distance: f64) -> String {
    let whole = (distance - distance.round()).abs() < 0.05;
    if distance < 10.0 && !whole {
        format!("{distance:.1} km")
    } else {
        format!("{} km", thousands(distance.round() as u64))
    }
}

/// A list in words: "a", "a and b", "a, b and c".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn spans_are_as_fine_as_the_periods() {
        let (a, b) = (date(2023, 12, 27), date(2024, 1, 5));
        assert_eq!(span(a, b, PeriodLength::Day), "27 Dec 2023 to 5 Jan 2024");
        assert_eq!(span(a, b, PeriodLength::Quarter), "Dec 2023 to Jan 2024");
        assert_eq!(span(a, b, PeriodLength::Year), "2023–2024");
        assert_eq!(span(b, b, PeriodLength::Day), "5 Jan 2024");
    }

    #[test]
    fn a_date_is_no_finer_than_what_is_known() {
        assert_eq!(when(When::day(date(2024, 3, 22))), "Mar 2024");
        assert_eq!(when(When::year(2017).unwrap()), "2017");
        assert_eq!(when(When::UNKNOWN), "");
    }

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!(
            [count(1, "country"), count(1234, "country"), count(0, "day")],
            ["1 country", "1,234 countries", "0 days"]
        );
        assert_eq!(list(&["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b and c");
    }
}
