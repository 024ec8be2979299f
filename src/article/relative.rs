//! Dates that are counted from another day: "last week", "five years ago this month", "this summer", "four years earlier".
//!
//! Comes in: a word for a unit or a season with what stands around it. Goes out: a [`TimeMention`]; without a day of publication its date is not known.

use super::lists::List;
use super::sense::Sense;
use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{season_of, unit_span};
use super::times::{TimeMention, TimeReader};
use super::vocabulary::Mark;
use crate::incident::{DatePrecision, When};
use crate::toponym::token::gap;

/// "So many years ago" beyond this is no date.
const MOST_UNITS: i32 = 3000;
/// Words within which a date counts from another.
pub(super) const MOST_WORDS_BACK: usize = 60;

/// Words behind "in the days after" that say after what.
const PHRASE: usize = 6;
/// Words between "comes" and "a week after".
const COMES: usize = 4;
/// The rule of what something came after.
pub(super) const CAME_AFTER: &str = "date.came_after";
/// Days of the longest month.
const MONTH: i32 = 31;

/// The dates that "the same month" and "four years earlier" count from.
#[derive(Debug, Default)]
pub struct Anchors {
    /// The last date.
    pub last: Option<TimeMention>,
    /// The last one no longer than a month.
    pub fine: Option<TimeMention>,
    /// The last month with its year.
    pub month: Option<TimeMention>,
}

impl Anchors {
    /// Adds a date. "Killed four years earlier" is told in passing: what follows counts from the date before it.
    pub fn add(&mut self, found: TimeMention) {
        let back = self.last.is_some_and(|last| found.when.first() < last.when.first());
        if found.when == When::UNKNOWN || matches!(found.rule, "date.from_another" | CAME_AFTER) && back {
            return;
        }
        self.last = Some(found);
        if found.rule == "date.month_year" {
            self.month = Some(found);
        }
        if found.when.length_days() <= MONTH {
            self.fine = Some(found);
        }
    }
}

impl TimeReader<'_, '_> {
    /// "last week", "this month", "five years ago [this month]", "over the weekend".
    pub(super) fn unit(&self, mark: &Mark, unit: &str, known: &Anchors) -> Option<TimeMention> {
        let n = mark.first;
        let before = n.checked_sub(1).map_or("", |n| self.prose.folded(n));
        // "In the last days of the war" is not counted from today.
        if before == "last" && self.prose.folded(n).ends_with('s') && self.prose.folded(n + 1) == "of" {
            return None;
        }
        if let Some(found) = self.and_a_half(n).filter(|_| unit == "year") {
            return Some(found);
        }
        if let Some(number) = self.number_before(n)
            && self.prose.folded(n + 1) == "ago"
        {
            return self.ago_of(number.0, n, number.1, unit);
        }
        if let Some(found) = self.counted_from_another(n, unit, known.last.as_ref()) {
            return Some(found);
        }
        // "In the days after the shooting".
        let after = before == "the" && self.prose.folded(n).ends_with('s');
        if after && self.prose.is(n + 1, List::AfterIt) {
            if self.is_of_other_event(n + 2) {
                return None;
            }
            let near = known.last.filter(|known| n.saturating_sub(known.last) <= MOST_WORDS_BACK)?;
            let (from, to) = near.when.span()?;
            if self.published.is_some_and(|published| published < from) {
                return None;
            }
            let when = When::between(from, self.soon(to, unit)?, DatePrecision::Range);
            return Some(TimeMention { first: n, last: n + 1, when, rule: "date.from_another" });
        }
        // "An attack on a church the day before".
        let ends = self.prose.gap(n + 2, gap::STOP | gap::COMMA | gap::PARAGRAPH | gap::CLOSE);
        if before == "the"
            && self.prose.folded(n) == "day"
            && matches!(self.prose.folded(n + 1), "before" | "earlier")
            && ends
        {
            let near = known.fine.filter(|near| n.saturating_sub(near.last) <= MOST_WORDS_BACK);
            let day = near.and_then(|near| near.when.first()).or(self.published)?.yesterday().ok()?;
            return Some(TimeMention { first: n - 1, last: n + 1, when: When::day(day), rule: "date.from_another" });
        }
        let published = self.published;
        let span = |back: i32| published.and_then(|d| unit_span(d, unit, back));
        let (when, rule) = match before {
            "last" | "past" if before == "last" || unit != "day" => (span(1), "date.last_unit"),
            // "On July 14, in answer to strikes the previous day": counted from the day before it.
            "previous" if unit == "day" && known.fine.is_some_and(|d| n.saturating_sub(d.last) <= MOST_WORDS_BACK) => {
                let day = known.fine.and_then(|near| near.when.first()).and_then(|day| day.yesterday().ok());
                (day.map(When::day), "date.from_another")
            }
            "previous" => (span(1), "date.last_unit"),
            "same" | "that" | "following" | "next" => return self.unit_of_another(n, unit, known),
            "this" => (self.this(unit), "date.this_unit"),
            "the" if unit == "weekend" => (span(1), "date.last_unit"),
            _ => return None,
        };
        Some(Self::mention(n - 1, n, when, rule))
    }

    /// "In the months after the Taliban seized power": counted from what no date told before is that of.
    fn is_of_other_event(&self, n: usize) -> bool {
        let ends = |n: usize| self.prose.gap(n, gap::STOP | gap::COMMA | gap::PARAGRAPH);
        let phrase = (n..n + PHRASE).take_while(|at| *at == n || !ends(*at));
        let (mut named, mut verb) = (false, false);
        for at in phrase {
            let event = |m: &&Mark| {
                m.first == at && matches!(m.sense, Sense::Event(_)) && !self.prose.folded(at).ends_with("ed")
            };
            named |= self
                .prose
                .marks
                .iter()
                .skip(self.prose.marks.partition_point(|m| m.first < at))
                .take(8)
                .any(|m| event(&m));
            verb |= self.prose.folded(at).ends_with("ed") || self.prose.is(at, List::Auxiliary);
        }
        verb && !named
    }

    /// "In the same month", "the following day", "in the weeks after": counted from the date told before it.
    fn unit_of_another(&self, n: usize, unit: &str, known: &Anchors) -> Option<TimeMention> {
        let word = |back: usize| n.checked_sub(back).map_or("", |n| self.prose.folded(n));
        let known = if unit == "year" { known.last } else { known.fine };
        let near = known.filter(|known| n.saturating_sub(known.last) <= MOST_WORDS_BACK)?;
        let (from, to) = near.when.span()?;
        let follows = List::Next.holds(word(1));
        // "Next month" counts from publication and is not done yet.
        if follows && word(2) != "the" {
            return None;
        }
        let several = self.prose.folded(n).ends_with('s');
        let when = match (follows, several) {
            // "The same day" of a month that is told is some day of it.
            (false, false) if unit == "day" && from < to => near.when,
            (false, false) => unit_span(from, unit, 0)?,
            // "The following day" of a month is a day of it, or the first of the next.
            (true, false) if unit == "day" && from < to => {
                When::between(from, to.checked_add(1.day()).ok()?, DatePrecision::Range)
            }
            (true, false) => unit_span(to, unit, -1)?,
            (true, true) => When::between(from, self.soon(to, unit)?, DatePrecision::Range),
            (false, true) => return None,
        };
        Some(TimeMention { first: n - 1, last: n, when, rule: "date.from_another" })
    }

    /// "The following year", "that year", "the year before" behind a day or a month: a year counted from the date told before it.
    pub(super) fn year_of_another(&self, at: usize, known: &Anchors) -> Option<(i16, usize)> {
        let of = usize::from(self.prose.folded(at + 1) == "of");
        let word = |n: usize| self.prose.folded(at + of + n);
        let (years, length) = match (word(1), word(2), word(3)) {
            ("the", "following" | "next", "year") => (1, 3),
            ("the", "previous", "year") | ("the", "year", "before") => (-1, 3),
            ("the", "same", "year") => (0, 3),
            ("that" | "same", "year", _) => (0, 2),
            _ => return None,
        };
        let apart = gap::STOP | gap::PARAGRAPH | gap::COLON | gap::OPEN;
        if (at + 1..=at + of + length).any(|n| self.prose.gap(n, apart)) {
            return None;
        }
        let near = known.last.filter(|known| at.saturating_sub(known.last) <= MOST_WORDS_BACK)?;
        let (from, to) = near.when.span()?;
        (from.year() == to.year()).then(|| (from.year() + years, at + of + length))
    }

    /// The end of "the days", "the weeks", "the months" behind a day, not later than publication.
    fn soon(&self, day: Date, unit: &str) -> Option<Date> {
        let end = match unit {
            "hour" => day.checked_add(1.day()),
            "day" => day.checked_add(10.days()),
            "week" => day.checked_add(8.weeks()),
            "month" => day.checked_add(10.months()),
            _ => return None,
        };
        let end = end.ok()?;
        Some(self.published.map_or(end, |published| end.min(published)).max(day))
    }

    /// "Four years earlier", "two days later": counted from the date told before it.
    fn counted_from_another(&self, n: usize, unit: &str, known: Option<&TimeMention>) -> Option<TimeMention> {
        let (first, value) = self.number_before(n)?;
        let back = match self.prose.folded(n + 1) {
            "earlier" => value,
            "after" if self.comes_before(first) => return self.came_after(first, n, value, unit, known),
            "before" if self.prose.gap(n + 2, gap::STOP | gap::COMMA | gap::PARAGRAPH | gap::CLOSE) => value,
            "later" => -value,
            _ => return None,
        };
        let near = known.filter(|known| first.saturating_sub(known.last) <= MOST_WORDS_BACK)?;
        let (from, to) = near.when.span()?;
        let shift = |day: Date| match unit {
            "day" => day.checked_sub(back.days()).ok(),
            "week" => day.checked_sub(back.weeks()).ok(),
            "month" => day.checked_sub(back.months()).ok(),
            "year" => day.checked_sub(back.years()).ok(),
            _ => None,
        };
        // "Three months later" than a month is a month, to its last day.
        let whole = matches!(unit, "month" | "year") && near.when.precision() == DatePrecision::Month;
        let month = || shift(from).and_then(|day| When::month(day.year(), day.month()));
        let when = if whole { month()? } else { When::between(shift(from)?, shift(to)?, near.when.precision()) };
        Some(TimeMention { first, last: n + 1, when, rule: "date.from_another" })
    }

    /// "The attack comes [less than] a week after": a verb of coming stands before the number.
    fn comes_before(&self, first: usize) -> bool {
        let comes = |n: usize| self.prose.is(n, List::Comes) || self.prose.folded(n) == "happened";
        // "Killed 13 on Saturday, [just] two weeks after".
        let from = first - usize::from(first > 0 && self.prose.is(first - 1, List::Barely));
        (first.saturating_sub(COMES)..first).any(comes) || self.prose.gap(from, gap::COMMA)
    }

    /// The day of what the thing told of came so long after: counted from the day told before, or from that of publication.
    fn came_after(
        &self,
        first: usize,
        n: usize,
        value: i32,
        unit: &str,
        known: Option<&TimeMention>,
    ) -> Option<TimeMention> {
        let near = known.filter(|known| first.saturating_sub(known.last) <= MOST_WORDS_BACK);
        let day = near.and_then(|near| near.when.first()).or(self.published)?;
        let when = match unit {
            "day" => When::day(day.checked_sub(value.days()).ok()?),
            _ => unit_span(day, unit, value)?,
        };
        Some(TimeMention { first, last: n + 1, when, rule: CAME_AFTER })
    }

    /// "Two and a half years ago", "a year and a half ago": a quarter of a year to either side of that day.
    fn and_a_half(&self, n: usize) -> Option<TimeMention> {
        let half = |at: usize| (0..3).all(|i| self.prose.folded(at + i) == ["and", "a", "half"][i]);
        let (number, last) = if self.prose.folded(n + 1) == "ago" && n > 3 && half(n - 3) {
            (self.number_before(n - 3)?, n + 1)
        } else if half(n + 1) && self.prose.folded(n + 4) == "ago" {
            (self.number_before(n)?, n + 4)
        } else {
            return None;
        };
        let years = number.1;
        let when = self.published.filter(|_| (1..=MOST_UNITS).contains(&years)).and_then(|published| {
            let from = published.checked_sub((12 * years + 9).months()).ok()?;
            let to = published.checked_sub((12 * years + 3).months()).ok()?;
            Some(When::between(from, to, DatePrecision::Range))
        });
        Some(Self::mention(number.0, last, when, "date.ago"))
    }

    /// From the start of the unit to the day of publication.
    fn this(&self, unit: &str) -> Option<When> {
        let published = self.published?;
        let (first, last) = unit_span(published, unit, 0)?.span()?;
        Some(When::between(first, last.min(published).max(first), DatePrecision::Range))
    }

    /// A number before a word: "five".
    fn number_before(&self, n: usize) -> Option<(usize, i32)> {
        let at = n.checked_sub(1)?;
        let folded = self.prose.folded(at);
        let value = match folded {
            "a" | "an" | "one" => 1,
            "few" | "several" => 3,
            _ => self.prose.count(at).and_then(|count| count.count()).and_then(|n| i32::try_from(n).ok())?,
        };
        Some((at, value))
    }

    /// "5 years ago" in figures.
    pub(super) fn ago(&self, first: usize, number: usize, value: i32) -> Option<TimeMention> {
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
    pub(super) fn season(&self, mark: &Mark, season: &str) -> Option<TimeMention> {
        let before = mark.first.checked_sub(1).map_or("", |n| self.prose.folded(n));
        if !List::LastThis.holds(before) {
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
