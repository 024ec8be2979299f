//! Dates in prose: absolute, partial, and relative to the day of publication.
//!
//! Comes in: a [`Prose`] and the day of publication, if known. Goes out: [`TimeMention`]s in the order of the text: the words, the first and the
//! last possible day, and the rule. A relative date without a day of publication is [`When::UNKNOWN`].
//!
//! Conventions: a day and month without a year is the last such day up to publication; "on Friday" is the last Friday up to publication;
//! "last week" is the ISO week before; "in July" the last July that has begun; "recent years" is three years.

use super::lists::List;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::prose::Prose;
use super::relative::Anchors;
use super::sense::Sense;
use super::vocabulary::{Mark, TimeRow, Vocabulary};
use crate::incident::{DatePrecision, When};
use crate::toponym::token::{Shape, Word, gap};

/// Days before yesterday in which a weekday is not told as "last".
const CLOSE_DAYS: i32 = 1;

/// A date in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeMention {
    /// The number of the first word.
    pub first: usize,
    /// The number of the last word.
    pub last: usize,
    /// When it means.
    pub when: When,
    /// The rule that says so.
    pub rule: &'static str,
}

/// Reads the dates of a text.
pub struct TimeReader<'a, 't> {
    pub(super) prose: &'a Prose<'t>,
    pub(super) published: Option<Date>,
    tables: &'static Vocabulary,
}

impl<'a, 't> TimeReader<'a, 't> {
    /// A reader of one text.
    pub fn new(prose: &'a Prose<'t>, published: Option<Date>) -> Self {
        Self { prose, tables: Vocabulary::built_in(), published }
    }

    /// The dates of the whole text.
    pub fn read(&self) -> Vec<TimeMention> {
        self.read_until(self.prose.page.words.len())
    }

    /// The dates up to a word.
    pub fn read_until(&self, end: usize) -> Vec<TimeMention> {
        let mut out: Vec<TimeMention> = Vec::new();
        let mut marks = self.prose.marks.iter().peekable();
        let mut free = 0;
        let mut anchors = Anchors::default();
        for (n, word) in self.prose.page.words.all().iter().enumerate().take(end) {
            while marks.next_if(|m| m.first < n || !matches!(m.sense, Sense::Time(_))).is_some() {}
            let mark = marks.peek().filter(|m| m.first == n).copied();
            if n < free || mark.is_none() && word.shape != Shape::Number {
                continue;
            }
            let found = match mark {
                Some(mark) => self.marked(mark, &anchors),
                None => self.number(n, &anchors),
            };
            if let Some(found) = found {
                free = found.last + 1;
                let found = counted_and_told(self.prose, &out, found);
                // "earlier this month" starts before its mark: the one before it goes.
                while out.last().is_some_and(|before| before.last >= found.first) {
                    out.pop();
                }
                out.push(found);
                anchors.add(found);
            }
        }
        ranges(self.prose, &mut out);
        out.iter_mut().filter(|found| self.is_since(found)).for_each(|found| {
            found.when = self.since(found.when);
            found.rule = "date.since";
        });
        out
    }

    fn row(&self, mark: &Mark) -> Option<&'static TimeRow> {
        match mark.sense {
            Sense::Time(row) => self.tables.times.get(row),
            _ => None,
        }
    }

    /// The row of times that starts at a word.
    pub(super) fn row_at(&self, n: usize) -> Option<(&'static TimeRow, usize)> {
        let marks = &self.prose.marks;
        let from = marks.partition_point(|m| m.first < n);
        let here = marks.get(from..)?.iter().take_while(|m| m.first == n);
        here.into_iter().find_map(|m| Some((self.row(m)?, m.last)))
    }

    pub(super) fn month_at(&self, n: usize) -> Option<i8> {
        let (row, _) = self.row_at(n).filter(|(row, _)| row.sort == "month")?;
        // "may" and "march" are no months in small letters.
        let capital = self.prose.word(n).is_some_and(|w| matches!(w.shape, Shape::Capital | Shape::Capitals));
        capital.then(|| row.value.parse().ok())?
    }

    /// What starts with a word of the table of times.
    fn marked(&self, mark: &Mark, known: &Anchors) -> Option<TimeMention> {
        let row = self.row(mark)?;
        match row.sort {
            "month" => self.month(mark.first, known),
            "weekday" => self.weekday(mark, row.value.parse().ok()?),
            "holiday" => {
                // "The Christmas market" is no date.
                let dated = mark.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::HolidayLead));
                if row.value == "12-25" && mark.first == mark.last && !dated {
                    return None;
                }
                let (month, day) = row.value.split_once('-')?;
                let (year, last) = self.year_behind(mark.last, known);
                self.dated(mark.first, last, year, month.parse().ok()?, day.parse().ok())
            }
            "feast" => Some(self.feast(mark, row.value.parse().ok()?, known)),
            "shift" => {
                let day = self.published.and_then(|d| d.checked_add(row.value.parse::<i32>().ok()?.days()).ok());
                Some(Self::mention(mark.first, mark.last, day.map(When::day), "date.day_shift"))
            }
            "unit" => self.unit(mark, row.value, known),
            "season" => self.season(mark, row.value),
            "vague" => {
                let days: i32 = row.value.parse().ok()?;
                let when = self.published.and_then(|d| Some((d.checked_sub(days.days()).ok()?, d)));
                let when = when.map(|(a, b)| When::between(a, b, DatePrecision::Range));
                Some(Self::mention(mark.first, mark.last, when, "date.vague"))
            }
            _ => None,
        }
    }

    pub(super) fn mention(first: usize, last: usize, when: Option<When>, rule: &'static str) -> TimeMention {
        TimeMention { first, last, when: when.unwrap_or(When::UNKNOWN), rule }
    }

    fn weekday(&self, mark: &Mark, number: i8) -> Option<TimeMention> {
        let capital = self.prose.word(mark.first).is_some_and(Word::is_capital);
        // "Sun" and "sat" are words too.
        if !capital || self.prose.folded(mark.first).len() < 4 && !self.prose.page.has(mark.first, 0) {
            return None;
        }
        let before = mark.first.checked_sub(1).map_or("", |n| self.prose.folded(n));
        let next = mark.last + 1;
        // "During Sunday Mass" names no day of the report.
        if self.row_at(next).is_some_and(|(row, _)| row.sort == "worship") {
            return None;
        }
        // "Friday, 22 March" is its day and month.
        let day_follows = self.month_at(next).is_some() || self.month_at(next + 1).is_some();
        if day_follows && self.prose.word(next).is_some() {
            return None;
        }
        let wanted = Weekday::from_monday_one_offset(number).ok()?;
        let day = self.published.and_then(|published| {
            if before == "next" {
                return None;
            }
            let start = if before == "last" { published.checked_sub(1.day()).ok()? } else { published };
            let back = i32::from(wanted.until(start.weekday()));
            // "Last Friday", told on a Saturday, is that of the week before.
            let weeks = if before == "last" && back < CLOSE_DAYS { 7 } else { 0 };
            start.checked_sub((back + weeks).days()).ok()
        });
        let first = if List::LastThis.holds(before) { mark.first - 1 } else { mark.first };
        Some(Self::mention(first, mark.last, day.map(When::day), "date.weekday"))
    }
}

/// "Ten months earlier, in January": the month of the year that is counted to, and one date.
fn counted_and_told(prose: &Prose<'_>, known: &[TimeMention], found: TimeMention) -> TimeMention {
    let counted = known.last().filter(|last| last.rule == "date.from_another");
    let apposed = |last: &&TimeMention| {
        found.first == last.last + 2 && prose.gap(found.first - 1, gap::COMMA) && found.when != When::UNKNOWN
    };
    let Some(last) = counted.filter(apposed) else { return found };
    let near = || {
        let (day, month) = (last.when.first()?, found.when.first()?);
        let away = |year: &i16| (i32::from(*year - day.year()) * 12 + i32::from(month.month() - day.month())).abs();
        let year = (day.year() - 1..=day.year() + 1).min_by_key(away)?;
        When::month(year, month.month())
    };
    let when = if found.rule == "date.month" { near().unwrap_or(found.when) } else { found.when };
    TimeMention { first: last.first, when, ..found }
}

/// Two dates with "to", "and" or a dash between them are one, if "from" or "between" stands before or a dash is between.
fn ranges(prose: &Prose<'_>, list: &mut Vec<TimeMention>) {
    let mut out: Vec<TimeMention> = Vec::with_capacity(list.len());
    for now in list.drain(..) {
        if let Some(before) = out.last_mut()
            && now.first == before.last + 2
            && let (Some((a1, a2)), Some((b1, b2))) = (before.when.span(), now.when.span())
            && prose.is(before.last + 1, List::RangeLink)
            && before.first.checked_sub(1).is_some_and(|n| prose.is(n, List::RangeLead))
        {
            before.when = When::between(a1.min(b1), a2.max(b2), DatePrecision::Range);
            before.last = now.last;
            before.rule = "date.range";
            continue;
        }
        out.push(now);
    }
    *list = out;
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(text: &str) -> Vec<String> {
        let prose = Prose::of(text, Vocabulary::built_in());
        TimeReader::new(&prose, Some(date(2024, 3, 25))).read().iter().map(|m| m.when.to_string()).collect()
    }

    #[test]
    fn relative_dates_are_counted_from_the_day_of_publication() {
        for (text, meant) in [
            ("It happened last week.", "2024-03-18/2024-03-24"),
            ("It happened on Friday.", "2024-03-22"),
            ("It happened in July.", "2023-07"),
            ("It happened in early March.", "2024-03-01/2024-03-10"),
            ("It happened five years ago this month.", "2019-03"),
            ("It happened on New Year's Eve.", "2023-12-31"),
            ("It happened yesterday.", "2024-03-24"),
            ("It happened a few minutes ago.", "2024-03-25"),
            ("It happened two days ago.", "2024-03-23"),
            ("It happened two and a half years ago.", "2021-06-25/2021-12-25"),
            ("It happened a year and a half ago.", "2022-06-25/2022-12-25"),
            ("It happened two years ago, in the last days of the war.", "2022"),
            ("It was forbidden ahead of Easter.", "not known"),
            ("It happened on Dec. 24th.", "2023-12-24"),
            ("It happened on Jan. 3.", "2024-01-03"),
            ("It happened in recent years.", "2021-03-26/2024-03-25"),
            ("It happened in August 2021.", "2021-08"),
            ("It happened in 2017.", "2017"),
            ("It happened last month.", "2024-02"),
            ("It happened between March 3 and March 9.", "2024-03-03/2024-03-09"),
            ("It happened between July 25 and 27.", "2023-07-25/2023-07-27"),
            ("It happened on 30 DECEMBER 1989.", "1989-12-30"),
            ("It happened this summer.", "2024-06-21/2024-09-22"),
            ("It happened last March.", "2023-03"),
            ("They have fought since August 2021.", "2021-08-01/2024-03-25"),
            ("He was born in 1835.", "1835"),
            ("It happened on Jan. 3 this year.", "2024-01-03"),
            ("It happened in March of last year.", "2023-03"),
            ("It happened over Christmas.", "2023-12-25"),
            ("It happened on Easter Sunday last year.", "2023-04-09"),
            ("It happened on Good Friday 2021.", "2021-04-02"),
            ("It happened this past January.", "2024-01"),
            ("It happened early in March.", "2024-03-01/2024-03-10"),
            ("It has happened often since Oct. 17.", "2023-10-17/2024-03-25"),
            ("Nothing has happened since the takeover in August 2021.", "2021-08-01/2024-03-25"),
        ] {
            assert_eq!(read(text), [meant], "{text}");
        }
    }

    #[test]
    fn a_date_may_count_from_the_one_before_it() {
        assert_eq!(read("In January it exploded; he was killed four years earlier."), ["2024-01", "2020-01"]);
        assert_eq!(
            read("On 13 November 2015 they struck. Ten months earlier, in January, he died."),
            ["2015-11-13", "2015-01"]
        );
        assert_eq!(read("It exploded in September 2022, and again three months later."), ["2022-09", "2022-12"]);
        assert_eq!(read("In January it exploded. In the same month he died."), ["2024-01", "2024-01"]);
        assert_eq!(read("On 3 May it exploded. The following day he died."), ["2023-05-03", "2023-05-04"]);
        assert_eq!(read("They left in 2021. He died that August."), ["2021", "2021-08"]);
        assert_eq!(read("In November 2015 they struck. It was the night of Nov. 13."), ["2015-11", "2015-11-13"]);
        for words in ["Bastille Day the following year", "14 July the following year", "July 14 of the next year"] {
            let text = format!("In November 2015 it exploded. On {words} he died.");
            assert_eq!(read(&text), ["2015-11", "2016-07-14"], "{text}");
        }
        assert_eq!(read("In June 2015 it exploded. In May that year he died."), ["2015-06", "2015-05"]);
        for words in ["on Bastille Day in 2016", "on Bastille Day, 2016", "on July 14 of 2016", "on 14 July in 2016"] {
            assert_eq!(read(&format!("It exploded {words} and burned.")), ["2016-07-14"], "{words}");
        }
        assert_eq!(read("It exploded in July of 2016."), ["2016-07"]);
        assert_eq!(read("In June 2015 it exploded. He died in May the year before."), ["2015-06", "2014-05"]);
    }

    #[test]
    fn words_that_are_also_months_are_no_dates() {
        assert_eq!(read("They may march on, and may be fall apart."), Vec::<String>::new());
        assert_eq!(read("At least 2017 people were there."), Vec::<String>::new());
        assert_eq!(read("They came during Sunday Mass."), Vec::<String>::new());
        assert_eq!(read("They signed the Good Friday Agreement."), Vec::<String>::new());
    }
}
