//! One row to one claim.
//!
//! Comes in: a [`Row`] and what its columns mean. Goes out: an [`Entry`], or a [`Reject`] with the cell that is at fault. Dates
//! and coordinates that cannot be read reject the row, since a typo must be seen; a count that cannot be read is taken as
//! not known and told.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use csv::StringRecord;

use super::columns::{Column, Columns};
use super::dates::{self, DateReader};
use super::notices::{Notices, cell};
use super::texts::Texts;
use super::wording::{clip, known};
use super::{Entry, Row, coordinates, counts};
use crate::earth::LonLat;
use crate::error::Reject;
use crate::incident::{Casualties, Claim, Kind, Place, Precision, Stage, Text, When};

/// How many characters of a bad value are kept.
const VALUE: usize = 200;

/// Reads the rows of one sheet.
pub(super) struct RowReader {
    columns: Columns,
    dates: DateReader,
    input: Arc<str>,
    notices: Notices,
    strange_kinds: BTreeSet<Arc<str>>,
    texts: Texts,
}

/// The cell at fault and why.
struct Fault {
    column: Option<Column>,
    why: String,
}

impl RowReader {
    pub(super) fn new(columns: Columns, dates: DateReader, input: Arc<str>, notices: Notices) -> Self {
        Self { columns, dates, input, notices, strange_kinds: BTreeSet::new(), texts: Texts::default() }
    }

    /// What a reader should know about the rows read.
    pub(super) fn into_notices(mut self) -> Notices {
        let kinds: Vec<String> =
            self.strange_kinds.iter().take(20).map(|kind| format!("\"{}\"", clip(kind, 60))).collect();
        match (kinds.as_slice(), self.strange_kinds.len().saturating_sub(kinds.len())) {
            ([], _) => {}
            ([kind], _) => self.notices.tell(format!("kind {kind} is not in the list: counted as an operation")),
            (_, more) => {
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                let kinds = kinds.join(", ");
                self.notices.tell(format!("kinds {kinds}{more} are not in the list: counted as operations"));
            }
        }
        self.notices
    }

    /// Reads a row.
    ///
    /// # Errors
    /// The reject, where the row cannot be used.
    pub(super) fn read(&mut self, row: &Row<'_>) -> Result<Entry, Reject> {
        if let Some(why) = &row.fault {
            return Err(self.reject(row, Fault { column: None, why: why.clone() }));
        }
        let extra = row.fields.iter().skip(self.columns.len()).any(|field| !field.trim().is_empty());
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

    fn entry(&mut self, row: &Row<'_>) -> Result<Entry, Fault> {
        let fields = row.fields;
        let when = self.when(row)?;
        let place = self.place(row)?;
        let kind = self.words(Column::Kind, fields).map_or(Kind::Unknown, Kind::from_word);
        if let Kind::Other(word) = &kind {
            self.strange_kinds.insert(Arc::clone(word));
        }
        let (summary, note) = (self.text(Column::Summary, fields), self.text(Column::Note, fields));
        let note = match (&summary, note) {
            (Some(summary), Some(note)) => Some(format!("{summary}; {note}").into()),
            (summary, note) => note.or_else(|| summary.clone()),
        };
        let claim = Claim {
            source: self.text(Column::Source, fields),
            attribution: self.text(Column::Attribution, fields),
            when,
            when_worded: self.when_worded(when, fields),
            place: place.into(),
            actor: self.text(Column::Actor, fields),
            target: self.text(Column::Target, fields),
            killed: self.count(row, [Column::Killed, Column::KilledMin, Column::KilledMax, Column::KilledWorded]),
            injured: self.count(row, [Column::Injured, Column::InjuredMin, Column::InjuredMax, Column::InjuredWorded]),
            stage: Stage::from_word(self.columns.cell(Column::Stage, fields)),
            note,
            input: Arc::clone(&self.input),
            line: row.line,
        };
        let (id, link) = (self.words(Column::Id, fields).map(Text::from), self.text(Column::Link, fields));
        Ok(Entry { id, kind, summary, link, claim, fingerprint: fingerprint(row) })
    }

    /// The date of a row: start and end, else one date, else year, month and day.
    fn when(&mut self, row: &Row<'_>) -> Result<When, Fault> {
        let fields = row.fields;
        let mut when = self.start_and_end(row)?;
        if when == When::UNKNOWN {
            when = self.one_date(fields)?;
        }
        if when == When::UNKNOWN {
            let [year, month, day] =
                [Column::Year, Column::Month, Column::Day].map(|column| self.columns.cell(column, fields));
            when = dates::from_parts(year, month, day).map_err(|why| Fault { column: Some(Column::Year), why })?;
        }
        Ok(dates::with_precision(when, self.columns.cell(Column::DatePrecision, fields)))
    }

    fn start_and_end(&mut self, row: &Row<'_>) -> Result<When, Fault> {
        let [start, end] = [Column::DateStart, Column::DateEnd].map(|column| {
            let read = self.dates.read(self.columns.cell(column, row.fields));
            read.map_err(|why| Fault { column: Some(column), why })
        });
        let (start, end) = (start?, end?);
        if start.first() > end.last() && end != When::UNKNOWN {
            let example = || cell(row.line, "start", &format!("{start} after {end}"));
            self.notices.tell_of("dates that end before they start were swapped", example);
        }
        Ok(dates::span(start, end))
    }

    /// The date column; a year column beside it helps a date without one.
    fn one_date(&self, fields: &StringRecord) -> Result<When, Fault> {
        let text = self.columns.cell(Column::Date, fields);
        self.dates.read(text).or_else(|why| {
            let year = self.columns.cell(Column::Year, fields);
            let with_year = if year.is_empty() { None } else { self.dates.read(&format!("{text} {year}")).ok() };
            with_year.ok_or(Fault { column: Some(Column::Date), why })
        })
    }

    /// The words of the date: those of a column for them, else the cell where it is more than the date itself.
    fn when_worded(&self, when: When, fields: &StringRecord) -> Option<Text> {
        let stated = self.text(Column::DateWorded, fields);
        stated.or_else(|| {
            let words = self.words(Column::Date, fields)?;
            (*words != when.to_string()).then(|| self.texts.keep(words))
        })
    }

    fn place(&mut self, row: &Row<'_>) -> Result<Place, Fault> {
        let fields = row.fields;
        let words = self.words(Column::Place, fields).unwrap_or_default().to_owned();
        let [lon, lat] = [Column::Lon, Column::Lat].map(|column| self.columns.cell(column, fields));
        let typed = match row.point {
            Some(point) => Some(point),
            None => coordinates::read(lon, lat).map_err(|fault| Fault {
                column: Some(if fault.in_longitude { Column::Lon } else { Column::Lat }),
                why: fault.why,
            })?,
        };
        let point = typed.filter(|point| self.is_meant(*point, &words, row.line));
        let radius_km = point.and_then(|_| self.radius_km(row));
        let precision = point.and_then(|_| self.precision(row));
        Ok(Place {
            words,
            admin2: self.words(Column::Admin2, fields).map(str::to_owned),
            admin1: self.words(Column::Admin1, fields).map(str::to_owned),
            country: self.country(fields),
            point,
            radius_km,
            precision,
        })
    }

    /// Whether 0/0 may be meant: not where words name a place; programs write it where nothing is known.
    fn is_meant(&mut self, point: LonLat, words: &str, line: u64) -> bool {
        let zero = point.lon() == 0.0 && point.lat() == 0.0;
        if zero && !words.is_empty() {
            self.notices.tell_of("coordinates 0/0 were dropped for the words of the place", || format!("line {line}"));
        } else if zero {
            self.notices.tell_of("coordinates 0/0 lie in the Gulf of Guinea and often mean \"not known\"", || {
                format!("line {line}")
            });
        }
        !zero || words.is_empty()
    }

    fn radius_km(&mut self, row: &Row<'_>) -> Option<f64> {
        let text = self.text(Column::RadiusKm, row.fields)?;
        let radius = coordinates::radius_km(&text);
        if radius.is_none() {
            self.tell_cell("a radius that cannot be read is taken as not given", row.line, Column::RadiusKm, &text);
        }
        radius
    }

    /// How fine the coordinates are, where the row says so in words.
    fn precision(&mut self, row: &Row<'_>) -> Option<Precision> {
        let text = self.text(Column::Precision, row.fields)?;
        let precision = Precision::from_word(&text);
        if precision.is_none() {
            let what = "a precision of place that is not known is taken as not given";
            self.tell_cell(what, row.line, Column::Precision, &text);
        }
        precision
    }

    /// "NA" is Namibia here.
    fn country(&self, fields: &StringRecord) -> Option<String> {
        let text = self.columns.cell(Column::Country, fields);
        if text == "NA" { Some(text.to_owned()) } else { known(text).map(str::to_owned) }
    }

    /// A count from up to four columns: the figure, the lowest, the highest, the words.
    fn count(&mut self, row: &Row<'_>, columns: [Column; 4]) -> Casualties {
        let [figure, low, high, words] = columns.map(|column| self.one_count(row, column));
        let bounded = !low.is_unknown() || !high.is_unknown();
        let base = if figure.is_unknown() && figure.worded.is_none() && !bounded { &words } else { &figure };
        let mut count = base.clone();
        if bounded {
            count.best = base.best.or(base.low);
            count.low = low.low.or(low.high);
            count.high = high.high.or(high.low);
        }
        count.worded = base.worded.clone().or_else(|| self.text(words_column(columns), row.fields));
        if ordered(&mut count) {
            let example = || format!("line {}", row.line);
            self.notices.tell_of(
                "counts whose lowest, best and highest figures were not in this order were put in it",
                example,
            );
        }
        count
    }

    fn one_count(&mut self, row: &Row<'_>, column: Column) -> Casualties {
        let text = self.columns.cell(column, row.fields);
        if text.is_empty() {
            return Casualties::default();
        }
        counts::read(text).unwrap_or_else(|| {
            let text = text.to_owned();
            self.tell_cell("a count that cannot be read is taken as not known", row.line, column, &text);
            Casualties { worded: Some(text.into()), ..Casualties::default() }
        })
    }

    fn tell_cell(&mut self, what: &str, line: u64, column: Column, text: &str) {
        let name = self.columns.name(column).unwrap_or_default();
        self.notices.tell_of(what, || cell(line, name, text));
    }

    /// A text cell; nothing where it is blank or says "unknown".
    fn text(&self, column: Column, fields: &StringRecord) -> Option<Text> {
        self.words(column, fields).map(|words| self.texts.keep(words))
    }

    /// The same without a copy.
    fn words<'a>(&self, column: Column, fields: &'a StringRecord) -> Option<&'a str> {
        known(self.columns.cell(column, fields))
    }

    fn reject(&self, row: &Row<'_>, fault: Fault) -> Reject {
        let value = match fault.column {
            Some(column) => self.columns.cell(column, row.fields).to_owned(),
            None => row.fields.iter().collect::<Vec<_>>().join(","),
        };
        Reject {
            input: self.input.to_string(),
            line: row.line,
            column: fault.column.and_then(|column| self.columns.name(column)).map(str::to_owned),
            value: clip(&value, VALUE - 3),
            why: fault.why,
        }
    }
}

fn words_column([.., words]: [Column; 4]) -> Column {
    words
}

/// Puts the figures in order, lowest to highest; says whether they were not.
fn ordered(count: &mut Casualties) -> bool {
    let mut figures: Vec<u32> = [count.low, count.best, count.high].into_iter().flatten().collect();
    if figures.is_sorted() {
        return false;
    }
    figures.sort_unstable();
    let mut sorted = figures.into_iter();
    for slot in [&mut count.low, &mut count.best, &mut count.high].into_iter().filter(|slot| slot.is_some()) {
        *slot = sorted.next();
    }
    true
}

/// Equal for rows that are equal word for word, in any input.
fn fingerprint(row: &Row<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for field in row.fields {
        field.trim().hash(&mut hasher);
    }
    row.point.map(|point| [point.lon().to_bits(), point.lat().to_bits()]).hash(&mut hasher);
    hasher.finish()
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
}
