//! Dates in prose: absolute, partial, and relative to the day of publication.
//!
//! Comes in: a [`Prose`] and the day of publication, if known. Goes out: [`TimeMention`]s in the order of the text: the words, the first and the
//! last possible day, and the rule. A relative date without a day of publication is [`When::UNKNOWN`].
//!
//! Conventions: a day and month without a year is the last such day up to publication; "on Friday" is the last Friday up to publication;
//! "last week" is the ISO week before; "in July" the last July that has begun; "recent years" is three years.

use super::lists::List;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::calendar::unit_span;
use super::other_dates::is_scheduled;
use super::prose::Prose;
use super::quoted::quoted_days;
use super::ranges::ranges;
use super::relative::Anchors;
use super::sense::{Cue, Sense};
use super::vocabulary::{Mark, TimeRow, Vocabulary};
use crate::incident::{DatePrecision, When};
use crate::toponym::token::{Shape, Word, gap};

/// Words from the head of a sentence within which a date opens it.
const PASSING: usize = 3;
/// Words behind "overnight" in which its day is told.
const OVERNIGHT: usize = 5;
/// Days within which a feast that is planned for is still to come.
const SOON: i32 = 31;
/// Days before yesterday in which a weekday is not told as "last".
const CLOSE_DAYS: i32 = 1;
/// Sentences at the head of a report, in which a prayer is that of these days.
const HEAD: usize = 5;

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
    /// The years that stand alone in a line, as they do over the entries of a timeline, with their words.
    years: Vec<(usize, i16)>,
}

impl<'a, 't> TimeReader<'a, 't> {
    /// A reader of one text.
    pub fn new(prose: &'a Prose<'t>, published: Option<Date>) -> Self {
        let alone = |words: &Range<usize>| {
            let year = prose.folded(words.start).parse::<i16>().ok().filter(|year| (1900..=2099).contains(year))?;
            (words.len() == 1).then_some((words.start, year))
        };
        let years = prose.sentences.iter().filter_map(|sentence| alone(&sentence.words)).collect();
        Self { prose, tables: Vocabulary::built_in(), published, years }
    }

    /// The year of the heading above a word.
    pub(super) fn heading_year(&self, n: usize) -> Option<i16> {
        let at = self.years.partition_point(|(word, _)| *word < n);
        self.years.get(at.checked_sub(1)?).map(|(_, year)| *year)
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
                if !self.is_told_in_passing(&found) && !is_scheduled(self.prose, found.first) {
                    anchors.add(found);
                }
            }
        }
        ranges(self.prose, &mut out);
        quoted_days(self.prose, self.published, &mut out);
        out.iter_mut().filter(|found| self.is_since(found)).for_each(|found| {
            found.when = self.since(found.when);
            found.rule = "date.since";
        });
        out
    }

    /// "They were freed two weeks later": what follows counts from the date before it, unless this one heads its sentence.
    fn is_told_in_passing(&self, found: &TimeMention) -> bool {
        let sentences = &self.prose.sentences;
        let head =
            sentences.get(sentences.partition_point(|s| s.words.end <= found.first)).map_or(0, |s| s.words.start);
        let ends = self.prose.gap(found.last + 1, gap::STOP | gap::PARAGRAPH);
        found.rule == "date.from_another" && ends && found.first > head + PASSING
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
                // "Arrested before Christmas": on some day before.
                if mark.first.checked_sub(1).is_some_and(|n| self.prose.folded(n) == "before") {
                    return None;
                }
                if row.value == "12-25" && mark.first == mark.last && !dated {
                    return None;
                }
                let (month, day) = row.value.split_once('-')?;
                let (year, last) = self.year_behind(mark.last, known);
                // "The 2017 New Year's Eve attack".
                let before = mark.first.checked_sub(1).and_then(|n| self.prose.folded(n).parse::<i16>().ok());
                let before = before.filter(|told| (1900..=2099).contains(told) && year.is_none());
                let first = mark.first - usize::from(before.is_some());
                let before = before.or_else(|| self.year_ahead(mark, month.parse().ok()?, day.parse().ok()?));
                self.dated(first, last, year.or(before), month.parse().ok()?, day.parse().ok())
            }
            "feast" => Some(self.feast(mark, row.value.parse().ok()?, known)),
            "shift" => {
                // "In overnight raids on March 26".
                let dated = |n: usize| self.row_at(n).is_some_and(|(row, _)| matches!(row.sort, "month" | "weekday"));
                if self.prose.folded(mark.first) == "overnight" && (mark.last + 1..mark.last + OVERNIGHT).any(dated) {
                    return None;
                }
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

    /// "Planned an attack for New Year's Eve", told on 24 December: the year of the one to come.
    fn year_ahead(&self, mark: &Mark, month: i8, day: i8) -> Option<i16> {
        let published = self.published?;
        let sentences = &self.prose.sentences;
        let own = sentences.get(sentences.partition_point(|s| s.words.end <= mark.first))?;
        let ahead = |n: usize| self.prose.is(n, List::Planning) || matches!(self.prose.folded(n), "threat" | "ahead");
        let soon = |year: i16| {
            let day = Date::new(year, month, day).ok()?;
            (1..=SOON).contains(&published.until(day).ok()?.get_days()).then_some(year)
        };
        let foiled = self.prose.has_cue(own, own.words.clone(), Cue::Foiled);
        (foiled || own.words.clone().any(ahead))
            .then(|| soon(published.year()).or_else(|| soon(published.year() + 1)))?
    }

    /// "Struck a mosque during Friday prayers" at the head of a report, where no month is told: the last such day.
    fn is_prayed(&self, mark: &Mark, before: &str) -> bool {
        let prayers = matches!(self.prose.folded(mark.last + 1), "prayer" | "prayers");
        let during = matches!(before, "during" | "for" | "after" | "before" | "with" | "attending" | "at");
        let head = self.prose.sentences.iter().take(HEAD).find(|s| s.words.contains(&mark.first));
        let month = |words: Range<usize>| words.into_iter().any(|n| self.month_at(n).is_some());
        prayers && during && head.is_some_and(|s| !month(s.words.clone()))
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
        if !self.is_prayed(mark, before) && self.row_at(next).is_some_and(|(row, _)| row.sort == "worship") {
            return None;
        }
        // "Friday, 22 March" is its day and month.
        let day_follows = self.month_at(next).is_some() || self.month_at(next + 1).is_some();
        if day_follows && self.prose.word(next).is_some() {
            return None;
        }
        let wanted = Weekday::from_monday_one_offset(number).ok()?;
        // "Friday last week": of the week before, whatever day it is.
        if self.prose.folded(next) == "last" && self.prose.folded(next + 1) == "week" {
            let monday = self.published.and_then(|day| unit_span(day, "week", 1)).and_then(When::first);
            let day = monday.and_then(|day| day.checked_add(i32::from(number - 1).days()).ok());
            return Some(Self::mention(mark.first, next + 1, day.map(When::day), "date.weekday"));
        }
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

#[cfg(test)]
mod tests;
