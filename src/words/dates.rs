//! Dates and periods as a language writes them, no finer than they are known.
//!
//! Comes in: days, [`When`]s, [`Period`]s. Goes out: texts.

use jiff::civil::Date;

use super::{Lang, Words};
use crate::incident::When;
use crate::spread::{Period, PeriodLength};

impl Words {
    /// The short name of a month: "Mar".
    pub fn month(self, day: Date) -> &'static str {
        self.find(&format!("month.{}", day.month())).unwrap_or("")
    }

    /// "22 Mar 2024".
    pub fn day(self, day: Date) -> String {
        let (number, year) = (self.day_number(day), day.year().to_string());
        self.fill("date.day", &[("d", &number), ("month", self.month(day)), ("y", &year)])
    }

    /// The number of a day of a month; the first is "1er" in French.
    pub fn day_number(self, day: Date) -> String {
        if day.day() == 1 && self.lang == Lang::Fr { "1er".to_owned() } else { day.day().to_string() }
    }

    /// The name of a month: "March".
    pub fn long_month_name(self, day: Date) -> &'static str {
        self.find(&format!("long.{}", day.month())).unwrap_or("")
    }

    /// "22 March 2024".
    pub fn long_day(self, day: Date) -> String {
        let (number, year) = (self.day_number(day), day.year().to_string());
        self.fill("date.long_day", &[("d", &number), ("month", self.long_month_name(day)), ("y", &year)])
    }

    /// "March 2024".
    pub fn long_month(self, day: Date) -> String {
        let year = day.year().to_string();
        self.fill("date.long_month", &[("month", self.long_month_name(day)), ("y", &year)])
    }

    /// "Mar 2024".
    pub fn month_of_year(self, day: Date) -> String {
        self.fill("date.month", &[("month", self.month(day)), ("y", &day.year().to_string())])
    }

    /// "Q1".
    pub fn quarter(self, day: Date) -> String {
        self.fill("date.quarter", &[("q", &((day.month() - 1) / 3 + 1).to_string())])
    }

    /// What a period is called: "22 Mar 2024" (also the week from that Monday), "Mar 2024", "Q1 2024", "2024".
    pub fn period_name(self, period: &Period) -> String {
        let start = period.start;
        match period.length {
            PeriodLength::Day | PeriodLength::Week => self.day(start),
            PeriodLength::Month => self.month_of_year(start),
            PeriodLength::Quarter => {
                self.fill("date.month", &[("month", &self.quarter(start)), ("y", &start.year().to_string())])
            }
            PeriodLength::Year => start.year().to_string(),
        }
    }

    /// A span of days: "22 Mar 2024", "27 Dec 2023 to 5 Jan 2024", "Mar 2023 to Apr 2024"; for years by themselves
    /// "2015–2024".
    pub fn span(self, first: Date, last: Date, by: PeriodLength) -> String {
        let (from, to) = match by {
            PeriodLength::Day | PeriodLength::Week => (self.day(first), self.day(last)),
            PeriodLength::Month | PeriodLength::Quarter => (self.month_of_year(first), self.month_of_year(last)),
            PeriodLength::Year => return years(first, last),
        };
        if from == to { from } else { self.fill("date.span", &[("from", &from), ("to", &to)]) }
    }

    /// A date as short as its precision allows: "Nov 2015", "2017", "2014–2015"; empty where it is not known.
    pub fn when(self, when: When) -> String {
        match when.span() {
            None => String::new(),
            Some((first, last)) if first.year() == last.year() && first.month() == last.month() => {
                self.month_of_year(first)
            }
            Some((first, last)) => years(first, last),
        }
    }

    /// A date to the day where it is known so finely, else as [`Words::when`].
    pub fn day_or_month(self, date: When) -> String {
        match date.span() {
            Some((first, last)) if first == last => self.day(first),
            _ => self.when(date),
        }
    }

    /// What a period is called: "month".
    pub fn period(self, by: PeriodLength) -> &'static str {
        self.find(&format!("period.{}", by.name())).unwrap_or("")
    }
}

fn years(first: Date, last: Date) -> String {
    if first.year() == last.year() { first.year().to_string() } else { format!("{}–{}", first.year(), last.year()) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const EN: Words = Words { lang: Lang::En };
    const DE: Words = Words { lang: Lang::De };
    const FR: Words = Words { lang: Lang::Fr };

    #[test]
    fn spans_are_as_fine_as_the_periods() {
        let (a, b) = (date(2023, 12, 27), date(2024, 1, 5));
        assert_eq!(EN.span(a, b, PeriodLength::Day), "27 Dec 2023 to 5 Jan 2024");
        assert_eq!(DE.span(a, b, PeriodLength::Day), "27. Dez. 2023 bis 5. Jan. 2024");
        assert_eq!(EN.span(a, b, PeriodLength::Quarter), "Dec 2023 to Jan 2024");
        assert_eq!(EN.span(a, b, PeriodLength::Year), "2023–2024");
        assert_eq!(FR.span(b, b, PeriodLength::Day), "5 janv. 2024");
    }

    #[test]
    fn a_date_is_no_finer_than_what_is_known() {
        assert_eq!(EN.when(When::day(date(2024, 3, 22))), "Mar 2024");
        assert_eq!(EN.when(When::year(2017).unwrap()), "2017");
        assert_eq!(EN.when(When::UNKNOWN), "");
        assert_eq!(DE.day_or_month(When::day(date(2024, 3, 22))), "22. März 2024");
    }
}
