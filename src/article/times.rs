//! Dates in prose: absolute, partial, and relative to the day of publication.
//!
//! Comes in: a [`Prose`] and the day of publication, if known. Goes out: [`TimeMention`]s in the order of the text: the words, the first and the
//! last possible day, and the rule. A relative date without a day of publication is [`When::UNKNOWN`].
//!
//! Conventions: a day and month without a year is the last such day up to publication; "on Friday" is the last Friday up to publication;
//! "last week" is the ISO week before; "in July" the last July that has begun; "recent years" is three years.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::prose::Prose;
use super::vocabulary::{Mark, Sense, TimeRow, Vocabulary};
use crate::incident::{DatePrecision, When};
use crate::read::prose_date;
use crate::toponym::token::{Shape, Word, gap};

/// Days after publication that a day and month may lie in its year still: time zones, and reports dated ahead.
const SLACK_DAYS: i32 = 1;
/// "So many years ago" beyond this is no date.
const MOST_UNITS: i32 = 3000;

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
    prose: &'a Prose<'t>,
    tables: &'static Vocabulary,
    published: Option<Date>,
}

impl<'a, 't> TimeReader<'a, 't> {
    /// A reader of one text.
    pub fn new(prose: &'a Prose<'t>, published: Option<Date>) -> Self {
        Self { prose, tables: Vocabulary::built_in(), published }
    }

    /// The dates of the whole text.
    pub fn read(&self) -> Vec<TimeMention> {
        let mut out: Vec<TimeMention> = Vec::new();
        let mut marks = self.prose.marks.iter().peekable();
        let mut free = 0;
        for (n, word) in self.prose.page.words.all().iter().enumerate() {
            while marks.next_if(|m| m.first < n || !matches!(m.sense, Sense::Time(_))).is_some() {}
            let mark = marks.peek().filter(|m| m.first == n).copied();
            if n < free || mark.is_none() && word.shape != Shape::Number {
                continue;
            }
            let found = match mark {
                Some(mark) => self.marked(mark),
                None => self.number(n),
            };
            if let Some(found) = found {
                free = found.last + 1;
                // "earlier this month" starts before its mark: the one before it goes.
                while out.last().is_some_and(|before| before.last >= found.first) {
                    out.pop();
                }
                out.push(found);
            }
        }
        ranges(self.prose, &mut out);
        out
    }

    fn row(&self, mark: &Mark) -> Option<&'static TimeRow> {
        match mark.sense {
            Sense::Time(row) => self.tables.times.get(row),
            _ => None,
        }
    }

    /// The row of times that starts at a word.
    fn row_at(&self, n: usize) -> Option<(&'static TimeRow, usize)> {
        let marks = &self.prose.marks;
        let from = marks.partition_point(|m| m.first < n);
        let here = marks.get(from..)?.iter().take_while(|m| m.first == n);
        here.into_iter().find_map(|m| Some((self.row(m)?, m.last)))
    }

    fn month_at(&self, n: usize) -> Option<i8> {
        let (row, _) = self.row_at(n).filter(|(row, _)| row.sort == "month")?;
        // "may" and "march" are no months in small letters.
        let capital = self.prose.word(n).is_some_and(|w| matches!(w.shape, Shape::Capital | Shape::Capitals));
        capital.then(|| row.value.parse().ok())?
    }

    /// A number that begins a date: "30 December [1989]", "2017", "2024-03-22", "five years ago" in figures.
    fn number(&self, n: usize) -> Option<TimeMention> {
        let folded = self.prose.folded(n);
        let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
        let value: i16 = digits.parse().ok()?;
        let plain = digits.len() == folded.len();
        if let Some(found) = self.iso(n, value, plain) {
            return Some(found);
        }
        if (1..=31).contains(&value) && self.joined(n + 1) {
            let of = usize::from(self.prose.folded(n + 1) == "of");
            if let Some(month) = self.month_at(n + 1 + of) {
                return self.day_month(n, n + 1 + of, i8::try_from(value).ok()?, month);
            }
        }
        if plain && digits.len() == 4 && (1900..=2099).contains(&value) {
            return self.year(n, value);
        }
        if plain { self.ago(n, n, i32::from(value)) } else { None }
    }

    /// "2024-03-22", "03/31/24": digits with signs between.
    fn iso(&self, n: usize, value: i16, plain: bool) -> Option<TimeMention> {
        let signs = gap::HYPHEN | gap::SLASH;
        let apart = |n: usize| self.prose.gap(n, signs) && !self.prose.gap(n, gap::BLANK);
        if !plain || !apart(n + 1) || !apart(n + 2) || value < 1 || self.prose.word(n + 2)?.shape != Shape::Number {
            return None;
        }
        let when = prose_date(self.prose.slice(n, n + 2)).filter(|when| *when != When::UNKNOWN)?;
        Some(TimeMention { first: n, last: n + 2, when, rule: "date.absolute" })
    }

    /// Whether a word stands beside the one before, in the same sentence.
    fn joined(&self, n: usize) -> bool {
        !self.prose.gap(n, gap::PARAGRAPH | gap::STOP | gap::COLON | gap::OPEN | gap::CLOSE)
    }

    fn day_month(&self, first: usize, at: usize, day: i8, month: i8) -> Option<TimeMention> {
        let (year, last) = self.year_behind(at);
        self.dated(first, last, year, month, Some(day))
    }

    /// A year behind a month: four digits, or two without a comma.
    fn year_behind(&self, at: usize) -> (Option<i16>, usize) {
        let word = self.prose.folded(at + 1);
        let beside = !self.prose.gap(at + 1, gap::PARAGRAPH | gap::STOP | gap::COLON | gap::OPEN | gap::DASH);
        match word.parse::<i16>() {
            Ok(year @ 1900..=2099) if beside && word.len() == 4 => (Some(year), at + 1),
            Ok(year @ 0..=99) if beside && word.len() == 2 && !self.prose.gap(at + 1, gap::COMMA) => {
                (Some(if year < 69 { 2000 + year } else { 1900 + year }), at + 1)
            }
            _ => (None, at),
        }
    }

    /// The date of a month, perhaps with a day and a year.
    fn dated(&self, first: usize, last: usize, year: Option<i16>, month: i8, day: Option<i8>) -> Option<TimeMention> {
        let whole = |year: i16| match day {
            Some(day) => Date::new(year, month, day).ok().map(When::day),
            None => When::month(year, month),
        };
        let (when, rule) = match (year, self.published, day) {
            (Some(year), _, Some(_)) => (whole(year)?, "date.absolute"),
            (Some(year), _, None) => (whole(year)?, "date.month_year"),
            (None, None, _) => (When::UNKNOWN, "date.year_not_known"),
            (None, Some(published), _) => {
                let limit = published.checked_add(SLACK_DAYS.days()).ok()?;
                let year = published.year();
                let this = whole(year).filter(|when| when.first() <= Some(limit));
                let when = this.or_else(|| whole(year - 1)).or_else(|| whole(year - 4))?;
                (when, if day.is_some() { "date.day_month" } else { "date.month" })
            }
        };
        Some(TimeMention { first, last, when, rule })
    }

    /// A year alone: only behind a word that makes it one.
    fn year(&self, n: usize, year: i16) -> Option<TimeMention> {
        let before = self.prose.folded(n.checked_sub(1)?);
        let told = [
            "in", "since", "of", "during", "early", "late", "mid", "by", "until", "from", "summer", "and", "winter",
            "spring", "autumn", "fall", "the",
        ];
        if !told.contains(&before) || self.prose.word(n + 1).is_some() && self.prose.gap(n + 1, gap::HYPHEN) {
            return None;
        }
        let rule = if before == "since" { "date.since" } else { "date.year" };
        let part = match before {
            "early" => Some(0),
            "mid" => Some(1),
            "late" => Some(2),
            _ => None,
        };
        let season = self.row_at(n - 1).filter(|(row, _)| row.sort == "season").map(|(row, _)| row.value);
        let when = match (part, season) {
            (Some(part), _) => third_of_year(year, part)?,
            (None, Some(season)) => season_of(year, season)?,
            _ => When::year(year)?,
        };
        let first = if part.is_some() || season.is_some() { n - 1 } else { n };
        Some(TimeMention { first, last: n, when, rule })
    }

    /// What starts with a word of the table of times.
    fn marked(&self, mark: &Mark) -> Option<TimeMention> {
        let row = self.row(mark)?;
        match row.sort {
            "month" => self.month(mark.first),
            "weekday" => self.weekday(mark, row.value.parse().ok()?),
            "holiday" => {
                // "The Christmas market" is no date.
                let before = mark.first.checked_sub(1).map_or("", |n| self.prose.folded(n));
                let dated = matches!(before, "on" | "at" | "before" | "last" | "this" | "by" | "since");
                if row.value == "12-25" && mark.first == mark.last && !dated {
                    return None;
                }
                let (month, day) = row.value.split_once('-')?;
                let (year, last) = self.year_behind(mark.last);
                self.dated(mark.first, last, year, month.parse().ok()?, day.parse().ok())
            }
            "shift" => {
                let day = self.published.and_then(|d| d.checked_add(row.value.parse::<i32>().ok()?.days()).ok());
                Some(Self::mention(mark.first, mark.last, day.map(When::day), "date.day_shift"))
            }
            "unit" => self.unit(mark, row.value),
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

    fn mention(first: usize, last: usize, when: Option<When>, rule: &'static str) -> TimeMention {
        TimeMention { first, last, when: when.unwrap_or(When::UNKNOWN), rule }
    }

    /// "March 23[, 2024]", "March 2019", "in July", "early March".
    fn month(&self, n: usize) -> Option<TimeMention> {
        let month = self.month_at(n)?;
        let next = self.prose.folded(n + 1);
        let digits = next.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let beside = !self.prose.gap(n + 1, gap::PARAGRAPH | gap::COLON | gap::OPEN | gap::COMMA);
        if let Ok(day @ 1..=31) = digits.parse::<i8>()
            && beside
            && digits.len() <= 2
            && matches!(next.get(digits.len()..), Some("" | "st" | "nd" | "rd" | "th"))
        {
            return self.day_month(n, n + 1, day, month);
        }
        let (year, last) = self.year_behind(n);
        let year = year.filter(|_| self.prose.folded(last).len() == 4);
        let last = if year.is_some() { last } else { n };
        let part = self.part_before(n);
        let before = n.checked_sub(1).map_or("", |n| self.prose.folded(n));
        let told =
            ["in", "last", "since", "of", "this", "during", "by", "until", "from", "and", "next", "between", "to"];
        if year.is_none() && part.is_none() && !told.contains(&before) {
            return None;
        }
        let mut found = self.dated(n, last, year, month, None)?;
        if before == "since" {
            found.rule = "date.since";
        }
        if let (Some((first, part)), Some(start)) = (part, found.when.first()) {
            found.first = first;
            found.when = third_of_month(start, part)?;
        }
        Some(found)
    }

    /// "early", "mid" or "late" before a word.
    fn part_before(&self, n: usize) -> Option<(usize, usize)> {
        (1..=3).find_map(|back| {
            let at = n.checked_sub(back)?;
            let (row, last) = self.row_at(at).filter(|(row, _)| row.sort == "part")?;
            (last + 1 == n).then(|| Some((at, row.value.parse().ok()?)))?
        })
    }

    fn weekday(&self, mark: &Mark, number: i8) -> Option<TimeMention> {
        let capital = self.prose.word(mark.first).is_some_and(Word::is_capital);
        // "Sun" and "sat" are words too.
        if !capital || self.prose.folded(mark.first).len() < 4 && !self.prose.page.has(mark.first, 0) {
            return None;
        }
        let before = mark.first.checked_sub(1).map_or("", |n| self.prose.folded(n));
        // "Friday, 22 March" is its day and month.
        let next = mark.last + 1;
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
            start.checked_sub(back.days()).ok()
        });
        let first = if matches!(before, "last" | "this") { mark.first - 1 } else { mark.first };
        Some(Self::mention(first, mark.last, day.map(When::day), "date.weekday"))
    }

    /// "last week", "this month", "five years ago [this month]", "over the weekend".
    fn unit(&self, mark: &Mark, unit: &str) -> Option<TimeMention> {
        let n = mark.first;
        let before = n.checked_sub(1).map_or("", |n| self.prose.folded(n));
        if let Some(number) = self.number_before(n)
            && self.prose.folded(n + 1) == "ago"
        {
            return self.ago_of(number.0, n, number.1, unit);
        }
        let published = self.published;
        let span = |back: i32| published.and_then(|d| unit_span(d, unit, back));
        let (when, rule) = match before {
            "last" | "past" if before == "last" || unit != "day" => (span(1), "date.last_unit"),
            "previous" => (span(1), "date.last_unit"),
            "this" => (self.this(unit), "date.this_unit"),
            "the" if unit == "weekend" => (span(1), "date.last_unit"),
            _ => return None,
        };
        Some(Self::mention(n - 1, n, when, rule))
    }

    /// From the start of the unit to the day of publication.
    fn this(&self, unit: &str) -> Option<When> {
        let published = self.published?;
        let (first, last) = unit_span(published, unit, 0)?.span()?;
        Some(When::between(first, last.min(published).max(first), DatePrecision::Range)).map(|when| {
            if unit == "month" || unit == "year" { unit_span(published, unit, 0).unwrap_or(when) } else { when }
        })
    }

    /// A number before a word: "five", "two and a half" is not read.
    fn number_before(&self, n: usize) -> Option<(usize, i32)> {
        let at = n.checked_sub(1)?;
        let folded = self.prose.folded(at);
        let value = match folded {
            "a" | "an" | "one" => 1,
            "few" | "several" => 3,
            _ => {
                crate::read::prose_count(folded).and_then(|count| count.count()).and_then(|n| i32::try_from(n).ok())?
            }
        };
        Some((at, value))
    }

    /// "5 years ago" in figures.
    fn ago(&self, first: usize, number: usize, value: i32) -> Option<TimeMention> {
        let (row, last) = self.row_at(number + 1).filter(|(row, _)| row.sort == "unit")?;
        (self.prose.folded(last + 1) == "ago").then(|| self.ago_of(first, last, value, row.value))?
    }

    /// So many units before publication: "two days ago" is a day, "five years ago" a year, "five years ago this month" a month.
    fn ago_of(&self, first: usize, unit_at: usize, value: i32, unit: &str) -> Option<TimeMention> {
        if !(0..=MOST_UNITS).contains(&value) {
            return None;
        }
        let same = self.prose.folded(unit_at + 2) == "this" || self.prose.folded(unit_at + 2) == "today";
        let finer = self.row_at(unit_at + 3).filter(|(row, _)| same && row.sort == "unit").map(|(row, _)| row.value);
        let last = if finer.is_some() { unit_at + 3 } else { unit_at + 1 };
        let when = self.published.and_then(|published| match (unit, finer) {
            ("hour", _) => Some(When::between(
                published.checked_sub(((value + 23) / 24).days()).ok()?,
                published,
                DatePrecision::Range,
            )),
            ("day", _) => Some(When::day(published.checked_sub(value.days()).ok()?)),
            ("year", Some(finer)) => unit_span(published.checked_sub(value.years()).ok()?, finer, 0),
            _ => unit_span(published, unit, value),
        });
        Some(Self::mention(first, last, when, "date.ago"))
    }

    /// "last summer", "this summer", "summer 2023" (the year reads that one).
    fn season(&self, mark: &Mark, season: &str) -> Option<TimeMention> {
        let before = mark.first.checked_sub(1).map_or("", |n| self.prose.folded(n));
        if !matches!(before, "last" | "this") {
            return None;
        }
        let when = self.published.and_then(|published| {
            let year = published.year();
            let this = season_of(year, season)?;
            let begun = this.first() <= Some(published);
            match before {
                "last" if begun && this.last() < Some(published) => Some(this),
                "last" => season_of(year - 1, season),
                _ => Some(this),
            }
        });
        Some(Self::mention(mark.first - 1, mark.first, when, "date.season"))
    }
}

/// Two dates with "to", "and" or a dash between them are one, if "from" or "between" stands before or a dash is between.
fn ranges(prose: &Prose<'_>, list: &mut Vec<TimeMention>) {
    let mut out: Vec<TimeMention> = Vec::with_capacity(list.len());
    for now in list.drain(..) {
        if let Some(before) = out.last_mut()
            && now.first == before.last + 2
            && let (Some((a1, a2)), Some((b1, b2))) = (before.when.span(), now.when.span())
            && matches!(prose.folded(before.last + 1), "to" | "and" | "until" | "through")
            && before.first.checked_sub(1).is_some_and(|n| matches!(prose.folded(n), "from" | "between"))
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

/// The day, week, month or year so many back from a day.
fn unit_span(day: Date, unit: &str, back: i32) -> Option<When> {
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

fn third_of_month(first: Date, part: usize) -> Option<When> {
    let (from, to) = *[(1, 10), (11, 20), (21, 31)].get(part)?;
    let month = first.first_of_month();
    let last = Date::new(month.year(), month.month(), to).unwrap_or_else(|_| month.last_of_month());
    Some(When::between(Date::new(month.year(), month.month(), from).ok()?, last, DatePrecision::Range))
}

fn third_of_year(year: i16, part: usize) -> Option<When> {
    let (from, to) = *[(1, 4), (5, 8), (9, 12)].get(part)?;
    let last = Date::new(year, to, 1).ok()?.last_of_month();
    Some(When::between(Date::new(year, from, 1).ok()?, last, DatePrecision::Range))
}

/// A season by its name in the reader of tables, so that its days are the same there and here.
fn season_of(year: i16, season: &str) -> Option<When> {
    let name = *["spring", "summer", "autumn", "winter"].get(season.parse::<usize>().ok()?)?;
    prose_date(&format!("{name} {year}"))
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
            ("It happened two days ago.", "2024-03-23"),
            ("It happened on Dec. 24th.", "2023-12-24"),
            ("It happened on Jan. 3.", "2024-01-03"),
            ("It happened in recent years.", "2021-03-26/2024-03-25"),
            ("It happened in August 2021.", "2021-08"),
            ("It happened in 2017.", "2017"),
            ("It happened last month.", "2024-02"),
            ("It happened between March 3 and March 9.", "2024-03-03/2024-03-09"),
            ("It happened on 30 DECEMBER 1989.", "1989-12-30"),
            ("It happened this summer.", "2024-06-21/2024-09-22"),
        ] {
            assert_eq!(read(text), [meant], "{text}");
        }
    }

    #[test]
    fn words_that_are_also_months_are_no_dates() {
        assert_eq!(read("They may march on, and may be fall apart."), Vec::<String>::new());
        assert_eq!(read("At least 2017 people were there."), Vec::<String>::new());
    }
}
