//! One row to one claim.
//!
//! Comes in: a [`Row`] and what its columns mean. Goes out: an [`Entry`], or a [`Reject`] with the cell that is at fault. Dates
//! and coordinates that cannot be read reject the row, since a typo must be seen; a count that cannot be read is taken as
//! not known and told.

mod place;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::batch::Row;
use super::columns::{Column, Columns};
use super::dates::{self, DateReader};
use super::format::{Coded, Format};
use super::memory::Memory;
use super::notices::{Notices, cell};
use super::wording::{clip, known, trimmed};
use super::{Entry, counts};
use crate::error::Reject;
use crate::gazetteer::hash::hash;
use crate::incident::{Casualties, Claim, Kind, Stage, Text, When};

/// How many characters of a bad value are kept.
const VALUE: usize = 200;

/// How many characters of a cell are kept: as many as a cell of a spreadsheet holds.
const LONGEST_TEXT: usize = 32_767;

/// What the rows of one table have in common.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) format: &'static Format,
    pub(super) columns: Columns,
    pub(super) dates: DateReader,
    pub(super) input: Arc<str>,
}

/// Reads some rows of a table.
pub(super) struct RowReader<'a> {
    layout: &'a Layout,
    memory: &'a mut Memory,
    pub(super) notices: Notices,
    pub(super) strange_kinds: BTreeSet<Arc<str>>,
}

/// The cell at fault and why.
struct Fault {
    column: Option<Column>,
    why: String,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(layout: &'a Layout, memory: &'a mut Memory) -> Self {
        Self { layout, memory, notices: Notices::default(), strange_kinds: BTreeSet::new() }
    }

    /// Reads a row.
    ///
    /// # Errors
    /// The reject, where the row cannot be used.
    pub(super) fn read(&mut self, row: Row<'_>) -> Result<Entry, Reject> {
        if let Some(why) = row.fault {
            return Err(self.reject(row, Fault { column: None, why: why.to_owned() }));
        }
        let columns = self.layout.columns.len();
        let extra = row.len() > columns && row.cells().skip(columns).any(|field| !field.trim().is_empty());
        if extra {
            self.notices
                .tell_of("rows with more values than columns, the last ones not used", || format!("line {}", row.line));
        }
        self.entry(row).map_err(|mut fault| {
            if extra {
                fault
                    .why
                    .push_str(" (the row has more values than columns: a value that holds the delimiter needs quotes)");
            }
            self.reject(row, fault)
        })
    }

    fn entry(&mut self, row: Row<'_>) -> Result<Entry, Fault> {
        let when = self.when(row)?;
        let place = self.place(row)?;
        let (summary, note) = (self.long_text(Column::Summary, row), self.long_text(Column::Note, row));
        let claim = Claim {
            source: self.text(Column::Source, row),
            attribution: self.text(Column::Attribution, row),
            when,
            when_worded: self.when_worded(when, row),
            place: place.into(),
            actor: self.text(Column::Actor, row),
            target: self.text(Column::Target, row),
            killed: self.count(row, [Column::Killed, Column::KilledMin, Column::KilledMax, Column::KilledWorded]),
            injured: self.count(row, [Column::Injured, Column::InjuredMin, Column::InjuredMax, Column::InjuredWorded]),
            stage: Stage::from_word(self.cell(Column::Stage, row)),
            kind: None,
            note: match (&summary, note) {
                (Some(summary), Some(note)) => Some(format!("{summary}; {note}").into()),
                (summary, note) => note.or_else(|| summary.clone()),
            },
            input: Arc::clone(&self.layout.input),
            line: row.line,
        };
        let mut entry = Entry {
            id: self.id(row),
            kind: self.kind(row),
            summary,
            link: self.long_text(Column::Link, row),
            claim,
            fingerprint: fingerprint(row),
        };
        let coded = Coded::new(row, self.layout.columns.coded());
        (self.layout.format.refine)(&mut entry, &coded, &mut self.notices);
        if let Kind::Other(word) = &entry.kind {
            self.strange_kinds.insert(Arc::clone(word));
        }
        Ok(entry)
    }

    /// The id of a row; one that lost its figures in a spreadsheet (2.02E+11) is none: many rows share it.
    fn id(&mut self, row: Row<'_>) -> Option<Text> {
        let id = known(self.layout.columns.id(row))?;
        if lost_figures(id) {
            self.tell_cell(
                "ids that lost their figures in a spreadsheet are not used: each such row is an incident of its own",
                row.line,
                Column::Id,
                id,
            );
            return None;
        }
        Some(id.into())
    }

    fn kind(&mut self, row: Row<'_>) -> Kind {
        let word = self.cell(Column::Kind, row);
        if word.is_empty() || known(word).is_none() { Kind::Unknown } else { self.memory.kind(word) }
    }

    /// The date of a row: start and end, else one date, else year, month and day.
    fn when(&mut self, row: Row<'_>) -> Result<When, Fault> {
        let mut when = self.start_and_end(row)?;
        if when == When::UNKNOWN {
            when = self.one_date(row)?;
        }
        if when == When::UNKNOWN {
            let [year, month, day] = [Column::Year, Column::Month, Column::Day].map(|column| self.cell(column, row));
            when = dates::from_parts(year, month, day).map_err(|why| Fault { column: Some(Column::Year), why })?;
        }
        Ok(dates::with_precision(when, self.cell(Column::DatePrecision, row)))
    }

    /// A cell as a date.
    fn date(&mut self, cell: &str) -> Result<When, String> {
        if let Some(day) = dates::plain_day(cell) {
            return Ok(When::day(day));
        }
        let dates = self.layout.dates;
        self.memory.date(cell, |cell| dates.read(cell))
    }

    fn start_and_end(&mut self, row: Row<'_>) -> Result<When, Fault> {
        let mut read = |column| {
            let cell = self.cell(column, row);
            if cell.is_empty() {
                return Ok(When::UNKNOWN);
            }
            self.date(cell).map_err(|why| Fault { column: Some(column), why })
        };
        let (start, end) = (read(Column::DateStart)?, read(Column::DateEnd)?);
        if start.first() > end.last() && end != When::UNKNOWN {
            let example = || cell(row.line, "start", &format!("{start} after {end}"));
            self.notices.tell_of("dates that end before they start were swapped", example);
        }
        Ok(dates::span(start, end))
    }

    /// The date column; a year column beside it helps a date without one.
    fn one_date(&mut self, row: Row<'_>) -> Result<When, Fault> {
        let text = self.cell(Column::Date, row);
        if text.is_empty() {
            return Ok(When::UNKNOWN);
        }
        self.date(text).or_else(|why| {
            let year = self.cell(Column::Year, row);
            let dates = self.layout.dates;
            let with_year = if year.is_empty() { None } else { dates.read(&format!("{text} {year}")).ok() };
            with_year.ok_or(Fault { column: Some(Column::Date), why })
        })
    }

    /// The words of the date: those of a column for them, else the cell where it is more than the date itself.
    fn when_worded(&mut self, when: When, row: Row<'_>) -> Option<Text> {
        if let Some(stated) = self.text(Column::DateWorded, row) {
            return Some(stated);
        }
        let cell = self.cell(Column::Date, row);
        if dates::plain_day(cell).is_some() {
            return None;
        }
        self.text(Column::Date, row).filter(|text| *text.as_str() != *when.to_string())
    }

    /// A count from up to four columns: the figure, the lowest, the highest, the words.
    fn count(&mut self, row: Row<'_>, columns: [Column; 4]) -> Casualties {
        if columns.iter().all(|column| self.cell(*column, row).is_empty()) {
            return Casualties::default();
        }
        let [figure, low, high, words] = columns.map(|column| self.one_count(row, column));
        let bounded = !low.is_unknown() || !high.is_unknown();
        let base = if figure.is_unknown() && figure.worded.is_none() && !bounded { &words } else { &figure };
        let mut count = base.clone();
        if bounded {
            count.best = base.best.or(base.low);
            count.low = low.low.or(low.high);
            count.high = high.high.or(high.low);
        }
        let [.., words] = columns;
        count.worded = base.worded.clone().or_else(|| known(self.cell(words, row)).map(Into::into));
        if ordered(&mut count) {
            let example = || format!("line {}", row.line);
            self.notices.tell_of(
                "counts whose lowest, best and highest figures were not in this order were put in it",
                example,
            );
        }
        count
    }

    fn one_count(&mut self, row: Row<'_>, column: Column) -> Casualties {
        let text = self.cell(column, row);
        if text.is_empty() {
            return Casualties::default();
        }
        counts::read(text).unwrap_or_else(|| {
            self.tell_cell("a count that cannot be read is taken as not known", row.line, column, text);
            Casualties { worded: Some(clip(text, VALUE).into()), ..Casualties::default() }
        })
    }

    fn tell_cell(&mut self, what: &str, line: u64, column: Column, text: &str) {
        let name = self.layout.columns.name(column).unwrap_or_default();
        self.notices.tell_of(what, || cell(line, name, text));
    }

    fn cell<'r>(&self, column: Column, row: Row<'r>) -> &'r str {
        self.layout.columns.cell(column, row)
    }

    /// A text cell that comes again and again; nothing where it is blank or says "unknown".
    fn text(&mut self, column: Column, row: Row<'_>) -> Option<Text> {
        let text = self.cell(column, row);
        if text.len() > LONGEST_TEXT { self.long_text(column, row) } else { self.memory.text(text) }
    }

    /// A text cell of the row alone, cut where it is longer than a cell of a spreadsheet can be.
    fn long_text(&mut self, column: Column, row: Row<'_>) -> Option<Text> {
        let text = known(self.cell(column, row))?;
        if text.len() <= LONGEST_TEXT {
            return Some(text.into());
        }
        self.notices.tell_of("cells longer than 32767 characters were cut", || format!("line {}", row.line));
        Some(clip(text, LONGEST_TEXT).into())
    }

    fn reject(&self, row: Row<'_>, fault: Fault) -> Reject {
        let value = match fault.column {
            Some(column) => clip(self.cell(column, row), VALUE - 3),
            // More cells than characters are kept would not be seen.
            None => clip(&row.cells().take(VALUE).map(|c| clip(c, VALUE)).collect::<Vec<_>>().join(","), VALUE - 3),
        };
        Reject {
            input: self.layout.input.to_string(),
            line: row.line,
            column: fault.column.and_then(|column| self.layout.columns.name(column)).map(str::to_owned),
            value,
            why: fault.why,
        }
    }
}

/// Whether a number was shortened to powers of ten: "2.02101E+11".
fn lost_figures(id: &str) -> bool {
    let Some((head, tail)) = id.split_once(['E', 'e']) else { return false };
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let head =
        head.split_once(['.', ',']).is_some_and(|(whole, rest)| whole.len() == 1 && figures(whole) && figures(rest));
    head && tail.strip_prefix('+').is_some_and(figures)
}

/// Puts the figures in order, lowest to highest; says whether they were not.
fn ordered(count: &mut Casualties) -> bool {
    let figures = [count.low, count.best, count.high];
    if figures.iter().flatten().is_sorted() {
        return false;
    }
    let mut figures: Vec<u32> = figures.into_iter().flatten().collect();
    figures.sort_unstable();
    let mut sorted = figures.into_iter();
    for slot in [&mut count.low, &mut count.best, &mut count.high].into_iter().filter(|slot| slot.is_some()) {
        *slot = sorted.next();
    }
    true
}

/// Equal for rows that are equal word for word, in any input.
fn fingerprint(row: Row<'_>) -> u64 {
    let point = row.point.map_or(0, |point| point.lon().to_bits().rotate_left(17) ^ point.lat().to_bits());
    row.cells().fold(point, |sum, cell| {
        sum.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash(trimmed(cell).as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_put_in_order_without_inventing_any() {
        let mut count = Casualties { low: Some(9), high: Some(4), best: None, worded: None };
        assert!(ordered(&mut count));
        assert_eq!((count.low, count.best, count.high), (Some(4), None, Some(9)));
        assert!(!ordered(&mut count));
    }

    #[test]
    fn an_id_in_powers_of_ten_lost_its_figures() {
        assert!(lost_figures("2.02E+11") && lost_figures("2,02101E+11"));
        assert!(
            !lost_figures("202101010001") && !lost_figures("E+1") && !lost_figures("SYR-1E+3") && !lost_figures("2e5")
        );
    }
}
