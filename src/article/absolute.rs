//! Dates by day, month and year: "30 December 1989", "2024-03-22", "in 2017", "since March".
//!
//! Comes in: a number or a month with what stands around it. Goes out: a [`TimeMention`]; a day and month without a year is the last such day up
//! to publication.

use super::lists::List;
use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{easter, season_of, third_of_month, third_of_year};
use super::relative::{Anchors, MOST_WORDS_BACK};
use super::sense::Sense;
use super::times::{TimeMention, TimeReader};
use super::vocabulary::Mark;
use crate::incident::{DatePrecision, When};
use crate::read::prose_date;
use crate::toponym::token::{Shape, gap};

/// Days after publication that a day and month may lie in its year still: time zones, and reports dated ahead.
const SLACK_DAYS: i32 = 1;
/// Days before publication in which a day without a year was of late.
const OF_LATE: i32 = 75;
/// Words between a year and the event that it dates: "a 2022 suicide bombing".
const NAMED: usize = 3;
/// Words between "since" and the date of what has been since.
const MOST_SINCE: usize = 7;

impl TimeReader<'_, '_> {
    /// A number that begins a date: "30 December [1989]", "2017", "2024-03-22", "five years ago" in figures.
    pub(super) fn number(&self, n: usize, known: &Anchors) -> Option<TimeMention> {
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
                return self.day_month(n, n + 1 + of, i8::try_from(value).ok()?, month, known);
            }
        }
        // "2,086 people" is no year.
        let whole = !self.prose.slice(n, n).contains(',');
        if plain && whole && digits.len() == 4 && ((1900..=2099).contains(&value) || self.is_old(n, value)) {
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

    fn day_month(&self, first: usize, at: usize, day: i8, month: i8, known: &Anchors) -> Option<TimeMention> {
        let (year, last) = self.year_behind(at, known);
        // "In November 2015 .. on the night of Nov. 13": the day of the month told before, unless such a day was of late.
        let told = known.month.filter(|told| {
            let near = first.saturating_sub(told.last) <= MOST_WORDS_BACK;
            near && told.when.first().is_some_and(|day| day.month() == month)
        });
        let plain = self.dated(first, last, year, month, Some(day))?;
        let late =
            |published: Date| plain.when.last().and_then(|day| day.until(published).ok()).map(|span| span.get_days());
        let of_late = self.published.and_then(late).is_some_and(|days| days <= OF_LATE);
        let year = if of_late { year } else { year.or_else(|| told?.when.first().map(Date::year)) };
        self.dated(first, last, year, month, Some(day)).map(|found| self.since_first_day(self.to_last_day(found)))
    }

    /// "Between July 25 and 27": the last day has the month of the first.
    fn to_last_day(&self, found: TimeMention) -> TimeMention {
        let (lead, at) = (found.first.wrapping_sub(1), found.last + 2);
        let led = self.prose.is(lead, List::RangeLead) && self.prose.is(found.last + 1, List::RangeLink);
        let last = || {
            let (first, last) = (found.when.first()?, self.prose.folded(at).parse::<i8>().ok()?);
            let last = Date::new(first.year(), first.month(), last).ok()?;
            (last > first && self.month_at(at + 1).is_none()).then(|| When::between(first, last, DatePrecision::Range))
        };
        match last().filter(|_| led) {
            Some(when) => TimeMention { last: at, when, rule: "date.range", ..found },
            None => found,
        }
    }

    /// "Between 26 and 31 December": the first day has the month of the last.
    fn since_first_day(&self, found: TimeMention) -> TimeMention {
        let Some(at) = found.first.checked_sub(2) else { return found };
        let led = at.checked_sub(1).is_some_and(|n| self.prose.is(n, List::RangeLead));
        let first = || {
            let (last, first) = (found.when.last()?, self.prose.folded(at).parse::<i8>().ok()?);
            let first = Date::new(last.year(), last.month(), first).ok()?;
            (first < last && found.when.length_days() == 1).then(|| When::between(first, last, DatePrecision::Range))
        };
        match first().filter(|_| led && self.prose.is(at + 1, List::RangeLink)) {
            Some(when) => TimeMention { first: at, when, rule: "date.range", ..found },
            None => found,
        }
    }

    /// A year behind a month: four digits, perhaps behind "of" or "in", or two without a comma, or "this year", "last year", "the following year".
    pub(super) fn year_behind(&self, at: usize, known: &Anchors) -> (Option<i16>, usize) {
        if let Some((year, last)) = self.year_of_another(at, known) {
            return (Some(year), last);
        }
        let word = self.prose.folded(at + 1);
        let of = usize::from(word == "of");
        let told = self.prose.folded(at + 1 + of);
        if let ("this" | "last", "year", Some(published)) = (told, self.prose.folded(at + 2 + of), self.published) {
            return (Some(published.year() - i16::from(told == "last")), at + 2 + of);
        }
        let beside = !self.prose.gap(at + 1, gap::PARAGRAPH | gap::STOP | gap::COLON | gap::OPEN | gap::DASH);
        // "July of 2016", "Bastille Day in 2016".
        if beside
            && self.prose.is(at + 1, List::YearLink)
            && let next = self.prose.folded(at + 2)
            && let (Ok(year @ 1900..=2099), 4, true) = (next.parse::<i16>(), next.len(), self.joined(at + 2))
        {
            return (Some(year), at + 2);
        }
        match word.parse::<i16>() {
            Ok(year @ 1900..=2099) if beside && word.len() == 4 => (Some(year), at + 1),
            Ok(year @ 0..=99) if beside && word.len() == 2 && !self.prose.gap(at + 1, gap::COMMA) => {
                (Some(if year < 69 { 2000 + year } else { 1900 + year }), at + 1)
            }
            _ => (None, at),
        }
    }

    /// The date of a month, perhaps with a day and a year.
    pub(super) fn dated(
        &self,
        first: usize,
        last: usize,
        year: Option<i16>,
        month: i8,
        day: Option<i8>,
    ) -> Option<TimeMention> {
        let year = year.or_else(|| self.heading_year(first));
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

    /// "Easter Sunday last year", "Good Friday": so many days from Easter; without a year the last one up to publication. What is
    /// done ahead of a feast has no date by it.
    pub(super) fn feast(&self, mark: &Mark, days: i32, known: &Anchors) -> TimeMention {
        let (year, last) = self.year_behind(mark.last, known);
        let of = |year: i16| easter(year)?.checked_add(days.days()).ok();
        let day = match (year, self.published) {
            (Some(year), _) => of(year),
            (None, Some(published)) if !self.is_ahead(mark.first) => {
                of(published.year()).filter(|day| *day <= published).or_else(|| of(published.year() - 1))
            }
            (None, _) => None,
        };
        Self::mention(mark.first, last, day.map(When::day), "date.feast")
    }

    /// "Ahead of Easter", "before Good Friday".
    fn is_ahead(&self, n: usize) -> bool {
        let before = |back: usize| n.checked_sub(back).map_or("", |n| self.prose.folded(n));
        before(1) == "before" || before(1) == "of" && before(2) == "ahead"
    }

    /// "March 23[, 2024]", "March 2019", "in July", "early March".
    pub(super) fn month(&self, n: usize, known: &Anchors) -> Option<TimeMention> {
        let month = self.month_at(n)?;
        let next = self.prose.folded(n + 1);
        let digits = next.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let beside = !self.prose.gap(n + 1, gap::PARAGRAPH | gap::COLON | gap::OPEN | gap::COMMA);
        if let Ok(day @ 1..=31) = digits.parse::<i8>()
            && beside
            && digits.len() <= 2
            && matches!(next.get(digits.len()..), Some("" | "st" | "nd" | "rd" | "th"))
            && !self.counts_people(n)
        {
            return self.day_month(n, n + 1, day, month, known);
        }
        let (year, last) = self.year_behind(n, known);
        let year = year.filter(|_| self.prose.folded(last) == "before" || self.prose.folded(last).len() == 4);
        let last = if year.is_some() { last } else { n };
        let part = self.part_before(n);
        let before = n.checked_sub(1).map_or("", |n| self.prose.folded(n));
        if year.is_none() && part.is_none() && !self.is_dating(before, n) {
            return None;
        }
        // "Last March", told in March: the year before.
        let year_before =
            self.published.filter(|day| before == "last" && day.month() == month).map(|day| day.year() - 1);
        // "In Kabul that August": of the year told last.
        let year_told = known.last.filter(|_| before == "that").and_then(|last| last.when.first()).map(Date::year);
        let mut found = self.dated(n, last, year.or(year_before).or(year_told), month, None)?;
        if before == "since" {
            found.rule = "date.since";
            found.when = self.since(found.when);
        }
        if let (Some((first, part)), Some(start)) = (part, found.when.first()) {
            found.first = first;
            found.when = third_of_month(start, part)?;
        }
        Some(found)
    }

    /// "That May 24 people were murdered": so many people, not a day.
    fn counts_people(&self, n: usize) -> bool {
        let from = self.prose.marks.partition_point(|m| m.first < n + 2);
        let mut here = self.prose.marks.iter().skip(from).take_while(|m| m.first == n + 2);
        let led = n.checked_sub(1).is_some_and(|n| self.prose.is(n, List::MonthLead));
        led && self.joined(n + 2) && here.any(|m| matches!(m.sense, Sense::Person(_)))
    }

    /// Whether the word before makes a month a date: "in July", "a January attack".
    fn is_dating(&self, before: &str, n: usize) -> bool {
        List::MonthLead.holds(before) || List::Article.holds(before) && self.names_event(n + 1)
    }

    /// Whether a word begins the name of an event.
    fn names_event(&self, n: usize) -> bool {
        let from = self.prose.marks.partition_point(|m| m.first < n);
        let here = self.prose.marks.get(from..).unwrap_or_default().iter().take_while(|m| m.first == n);
        here.into_iter().any(|m| matches!(m.sense, Sense::Event(_)))
    }

    /// "early", "mid" or "late" before a word.
    fn part_before(&self, n: usize) -> Option<(usize, usize)> {
        (1..=3).find_map(|back| {
            let at = n.checked_sub(back)?;
            let (row, last) = self.row_at(at).filter(|(row, _)| row.sort == "part")?;
            // "Early in March".
            (last + 1 == n || last + 2 == n && self.prose.folded(last + 1) == "in")
                .then(|| Some((at, row.value.parse().ok()?)))?
        })
    }

    /// A year alone: only behind a word that makes it one.
    fn year(&self, n: usize, year: i16) -> Option<TimeMention> {
        let before = self.prose.folded(n.checked_sub(1)?);
        // "2002: militants took hostages": a year at the head of a line.
        let heads =
            self.prose.gap(n, gap::PARAGRAPH | gap::LINE | gap::STOP) && self.prose.gap(n + 1, gap::COLON | gap::DASH);
        // "A 2022 assault", "Kabul's 2021 airport bombing".
        let owner = self.prose.word(n - 1).is_some_and(|word| word.possessive);
        let article = matches!(before, "a" | "another") || owner;
        let named = article && (n + 1..=n + NAMED).any(|n| self.names_event(n));
        if !List::YearLead.holds(before) && !heads && !named
            || self.prose.word(n + 1).is_some() && self.prose.gap(n + 1, gap::HYPHEN)
        {
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
        let when = if before == "since" { self.since(when) } else { when };
        let first = if part.is_some() || season.is_some() { n - 1 } else { n };
        Some(TimeMention { first, last: n, when, rule })
    }

    /// "In 1835": behind "in" alone four digits are a year before 1900.
    fn is_old(&self, n: usize, value: i16) -> bool {
        let before = n.checked_sub(1).map_or("", |n| self.prose.folded(n));
        let ends = self.prose.gap(n + 1, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::CLOSE | gap::COLON);
        before == "in" && ends && (1500..1900).contains(&value)
    }

    /// "Since the takeover in August 2021": the date reaches to publication.
    pub(super) fn is_since(&self, found: &TimeMention) -> bool {
        let before = found.first.checked_sub(1).map_or("", |n| self.prose.folded(n));
        if before == "since" && matches!(found.rule, "date.day_month" | "date.absolute" | "date.weekday") {
            return true;
        }
        let dated = matches!(found.rule, "date.month_year" | "date.year" | "date.month");
        let inside = found.first.checked_sub(1).is_some_and(|n| self.prose.folded(n) == "in");
        let joined = |n: &usize| !self.prose.gap(*n + 1, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON);
        let mut before = (found.first.saturating_sub(MOST_SINCE)..found.first).rev().take_while(joined);
        dated && inside && before.any(|n| self.prose.folded(n) == "since")
    }

    /// From the first day of a date to the day of publication.
    pub(super) fn since(&self, when: When) -> When {
        match (when.first(), self.published) {
            (Some(first), Some(published)) if first < published => {
                When::between(first, published, DatePrecision::Range)
            }
            _ => when,
        }
    }
}
