//! The formats that are known: how each is recognised, what its columns hold, what its codes mean. One file a format.
//!
//! Comes in: the names in a header. Goes out: a [`Format`], whose table of columns the reader follows and whose `refine` turns
//! the coded columns of a row into intervals, radii, kinds and countries.

mod acled;
mod gdelt;
mod gtd;
pub(super) mod own;
mod ucdp;

pub(super) use gdelt::{names as gdelt_names, recognise as gdelt_by_first_row};

use jiff::ToSpan;
use jiff::civil::Date;

use super::batch::Row;
use super::columns::{Column, folded_name};
use super::notices::Notices;
use super::{Entry, FormatChoice};
use crate::incident::{DatePrecision, Precision, When};

/// A place that is an exact town or village is its middle, give or take this, in km.
const TOWN_KM: f64 = 5.0;
/// "Near" a place or "a part of the region" is within this of its point, in km.
const NEAR_KM: f64 = 25.0;

/// What a data set's tables look like.
#[derive(Debug)]
pub(super) struct Format {
    pub(super) choice: FormatChoice,
    /// The word that names it: `ucdp-ged`.
    pub(super) key: &'static str,
    /// Its name for a reader.
    pub(super) title: &'static str,
    /// Names of columns, in small letters and figures alone, that a table of this format has and others have not.
    pub(super) signature: &'static [&'static str],
    /// The columns that are read, by meaning, the best name first; empty for tables whose names are matched loosely.
    pub(super) columns: &'static [(Column, &'static str)],
    /// The coded columns, in the order in which `refine` asks for them.
    pub(super) codes: &'static [&'static str],
    /// What the codes of a row make of its entry.
    pub(super) refine: fn(&mut Entry, &Coded<'_>, &mut Notices),
    /// What a reader should know of every table of this format.
    pub(super) caution: Option<&'static str>,
}

/// All formats with a header, the own one last.
pub(super) const FORMATS: [&Format; 6] =
    [&ucdp::FORMAT, &gtd::FORMAT, &acled::FORMAT, &gdelt::ONE, &gdelt::TWO, &own::FORMAT];

impl Format {
    /// The format of a header, and why.
    pub(super) fn of(header: &[String]) -> (&'static Self, String) {
        let names: Vec<String> = header.iter().map(|name| folded_name(name)).collect();
        let known = FORMATS.iter().find(|format| {
            !format.signature.is_empty() && format.signature.iter().all(|name| names.iter().any(|n| n == name))
        });
        match known {
            Some(format) => (format, format!("its header has {}", listed(format.signature))),
            None => (
                &own::FORMAT,
                "its header is that of no data set that is known: columns are matched by name".to_owned(),
            ),
        }
    }

    /// The format that was asked for.
    pub(super) fn asked(choice: FormatChoice) -> Option<&'static Self> {
        FORMATS.into_iter().find(|format| format.choice == choice)
    }
}

/// Names for a sentence: "a, b and c".
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// The coded columns of a row.
pub(super) struct Coded<'a> {
    row: Row<'a>,
    at: &'a [Option<usize>],
}

impl<'a> Coded<'a> {
    pub(super) fn new(row: Row<'a>, at: &'a [Option<usize>]) -> Self {
        Self { row, at }
    }

    /// The cell of the coded column with a number, without the spaces around it; empty where there is none.
    fn get(&self, number: usize) -> &'a str {
        let index = self.at.get(number).copied().flatten();
        index.and_then(|index| self.row.get(index)).map_or("", str::trim)
    }

    /// The code without the decimals that spreadsheets add: "2" of "2.0".
    fn code(&self, number: usize) -> &'a str {
        let cell = self.get(number);
        cell.strip_suffix(".0").unwrap_or(cell)
    }

    fn line(&self) -> u64 {
        self.row.line
    }

    /// Tells of a code that is not in the list; blank ones are not.
    fn tell_unknown(&self, what: &str, code: &str, told: &mut Notices) {
        if !code.is_empty() {
            told.tell_of(&format!("codes of {what} that are not known"), || {
                format!("line {}: \"{code}\"", self.line())
            });
        }
    }
}

/// Says how fine the point of an entry is; nothing where it has none.
fn place_as(entry: &mut Entry, precision: Precision, radius_km: Option<f64>) {
    let place = &mut entry.claim.place;
    if place.point.is_some() {
        (place.precision, place.radius_km) = (Some(precision), radius_km);
    }
}

/// Adds words to what is noted.
fn note(entry: &mut Entry, words: &str) {
    entry.claim.note = Some(match &entry.claim.note {
        Some(said) => format!("{said}; {words}").into(),
        None => words.into(),
    });
}

/// An interval by what it covers: a day, a week, a calendar month or year, else a range.
fn named(first: Date, last: Date) -> When {
    let days = first.until(last).map_or(0, |span| span.get_days());
    let whole = [When::month(first.year(), first.month()), When::year(first.year())];
    if let Some(whole) = whole.into_iter().flatten().find(|when| when.span() == Some((first, last))) {
        return whole;
    }
    When::between(first, last, if days == 6 { DatePrecision::Week } else { DatePrecision::Range })
}

/// The days round a day, so many on either side.
fn around(day: Date, days: i32, precision: DatePrecision) -> When {
    let (first, last) = (day.checked_sub(days.days()), day.checked_add(days.days()));
    match (first, last) {
        (Ok(first), Ok(last)) => When::between(first, last, precision),
        _ => When::day(day),
    }
}

/// The only day of a date; none where there are several.
fn only_day(when: When) -> Option<Date> {
    when.span().filter(|(first, last)| first == last).map(|(first, _)| first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> &'static str {
        Format::of(&header.split(',').map(str::to_owned).collect::<Vec<_>>()).0.key
    }

    #[test]
    fn formats_are_known_by_names_in_any_case() {
        assert_eq!(of("id,where_prec,date_prec,geom_wkt"), "ucdp-ged");
        assert_eq!(of("EVENT_ID_CNTY,EVENT_DATE,GEO_PRECISION"), "acled");
        assert_eq!(of("eventid,iyear,imonth,iday,approxdate"), "gtd");
        assert_eq!(of("id,date,place"), "csv");
    }

    #[test]
    fn intervals_are_named_by_what_they_cover() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let name = |a, b| named(day(a), day(b)).precision().name();
        assert_eq!(name("2024-02-01", "2024-02-29"), "month");
        assert_eq!(name("2024-01-01", "2024-12-31"), "year");
        assert_eq!((name("2024-01-03", "2024-01-09"), name("2024-01-03", "2024-01-05")), ("week", "range"));
        assert_eq!(around(day("2024-03-01"), 3, DatePrecision::Week).to_string(), "2024-02-27/2024-03-04");
    }

    #[test]
    fn no_format_has_a_column_twice_and_every_name_is_folded() {
        for format in FORMATS {
            let columns: Vec<_> = format.columns.iter().map(|(column, _)| *column as usize).collect();
            let mut once = columns.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), columns.len(), "{}", format.key);
            let names = format.columns.iter().flat_map(|(_, names)| names.split(' '));
            for name in names.chain(format.codes.iter().copied()).chain(format.signature.iter().copied()) {
                assert_eq!(name, folded_name(name), "{}", format.key);
            }
        }
    }
}
