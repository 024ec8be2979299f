//! Dates that are counted from another day: "last week", "five years ago this month", "this summer", "four years earlier".
//!
//! Comes in: a word for a unit or a season with what stands around it. Goes out: a [`TimeMention`]; without a day of publication its date is not known.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{season_of, unit_span};
use super::times::{TimeMention, TimeReader};
use super::vocabulary::Mark;
use crate::incident::{DatePrecision, When};

/// "So many years ago" beyond this is no date.
const MOST_UNITS: i32 = 3000;
/// Words within which a date counts from another.
const MOST_WORDS_BACK: usize = 60;

impl TimeReader<'_, '_> {
    /// "last week", "this month", "five years ago [this month]", "over the weekend".
    pub(super) fn unit(&self, mark: &Mark, unit: &str, known: Option<&TimeMention>) -> Option<TimeMention> {
        let n = mark.first;
        let before = n.checked_sub(1).map_or("", |n| self.prose.folded(n));
        if let Some(number) = self.number_before(n)
            && self.prose.folded(n + 1) == "ago"
        {
            return self.ago_of(number.0, n, number.1, unit);
        }
        if let Some(found) = self.counted_from_another(n, unit, known) {
            return Some(found);
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

    /// "Four years earlier", "two days later": counted from the date told before it.
    fn counted_from_another(&self, n: usize, unit: &str, known: Option<&TimeMention>) -> Option<TimeMention> {
        let (first, value) = self.number_before(n)?;
        let back = match self.prose.folded(n + 1) {
            "earlier" => value,
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
        let when = When::between(shift(from)?, shift(to)?, near.when.precision());
        Some(TimeMention { first, last: n + 1, when, rule: "date.from_another" })
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
