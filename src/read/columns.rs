//! Column names to meanings: case, spaces, underscores, accents and common synonyms do not matter.
//!
//! Comes in: the header of a table, or the property names of `GeoJSON`; the format of the table; what the user says of its
//! columns. Goes out: [`Columns`], which finds the cell of a meaning, and what a reader should know: unused columns, two
//! columns with one meaning.

mod names;

pub(super) use names::Column;

use std::collections::HashMap;
use std::sync::LazyLock;

use names::{COUNT, NAMES};

use super::batch::Row;
use super::format::Format;
use super::notices::Notices;
use super::wording::{clip, fold, trimmed};
use crate::error::{Error, Result};

/// How many names are listed in a message.
const LISTED: usize = 30;

/// Every known name, with its meaning and its rank among the names of that meaning.
static KNOWN: LazyLock<HashMap<&'static str, (Column, usize)>> = LazyLock::new(|| {
    let ranked = |(column, names): &(Column, &'static str)| {
        let column = *column;
        names.split(' ').enumerate().map(move |(rank, name)| (name, (column, rank))).collect::<Vec<_>>()
    };
    NAMES.iter().flat_map(ranked).collect()
});

/// Which column holds what.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    names: Vec<String>,
    at: [Option<usize>; COUNT],
    /// Where the coded columns of the format stand.
    coded: Vec<Option<usize>>,
}

impl Columns {
    /// Finds the columns of a format, and those that the user names: pairs of a meaning and the name in the header.
    ///
    /// # Errors
    /// Where a meaning or a name of the user is not known.
    pub(super) fn find(
        header: Vec<String>,
        format: &Format,
        stated: &[(String, String)],
        notices: &mut Notices,
    ) -> Result<Self> {
        let mut columns =
            if format.columns.is_empty() { Self::matched(header) } else { Self::of_format(header, format) };
        columns.state(stated)?;
        if format.columns.is_empty() {
            columns.day_alone_is_a_date();
            columns.tell(notices);
        }
        Ok(columns)
    }

    /// The columns of a format whose names are known.
    fn of_format(header: Vec<String>, format: &Format) -> Self {
        let mut places: HashMap<String, usize> = HashMap::new();
        for (index, name) in header.iter().enumerate() {
            places.entry(folded_name(name)).or_insert(index);
        }
        let mut at = [None; COUNT];
        for (column, names) in format.columns {
            if let Some(slot) = at.get_mut(*column as usize) {
                *slot = names.split(' ').find_map(|name| places.get(name).copied());
            }
        }
        let coded = format.codes.iter().map(|name| places.get(*name).copied()).collect();
        Self { names: header, at, coded }
    }

    /// Puts the columns that the user names in their places.
    fn state(&mut self, stated: &[(String, String)]) -> Result<()> {
        for (meaning, name) in stated {
            let Some((column, _)) = self::meaning(meaning) else {
                let way_out = "use one of the columns of docs/csv-format.md: place, date, lon, lat, country, kind ...";
                return Err(Error::unknown("column", meaning, way_out));
            };
            let wanted = folded_name(name);
            let exact = self.names.iter().position(|n| n == name);
            let found = exact.or_else(|| self.names.iter().position(|n| folded_name(n) == wanted));
            let Some(index) = found else {
                let way_out = format!("the columns found are {}", self.all_names());
                return Err(Error::unknown("column", name, way_out).at_line(1));
            };
            for slot in self.at.iter_mut().filter(|slot| **slot == Some(index)) {
                *slot = None;
            }
            if let Some(slot) = self.at.get_mut(column as usize) {
                *slot = Some(index);
            }
        }
        Ok(())
    }

    /// Finds the meaning of every column that has one; the better name wins, and of equal names the first.
    fn matched(header: Vec<String>) -> Self {
        let mut best: [Option<(usize, usize)>; COUNT] = [None; COUNT];
        for (index, name) in header.iter().enumerate() {
            let Some((column, rank)) = meaning(name) else { continue };
            if let Some(slot) = best.get_mut(column as usize)
                && slot.is_none_or(|(held, _)| rank < held)
            {
                *slot = Some((rank, index));
            }
        }
        Self { names: header, at: best.map(|found| found.map(|(_, index)| index)), coded: Vec::new() }
    }

    /// Where the coded columns of the format stand.
    pub(super) fn coded(&self) -> &[Option<usize>] {
        &self.coded
    }

    /// The meaning of each column that is read, by the number of the column.
    pub(super) fn read(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let name = |index: usize| self.names.get(index).map_or("", String::as_str);
        let meant = NAMES
            .iter()
            .zip(&self.at)
            .filter_map(move |((_, names), at)| Some((names.split(' ').next().unwrap_or_default(), name((*at)?))));
        meant.chain(self.coded.iter().flatten().map(move |index| ("code", name(*index))))
    }

    /// A column "day" without a year beside it holds whole dates.
    fn day_alone_is_a_date(&mut self) {
        let alone = !self.has(Column::Year) && !self.has(Column::Date);
        if alone && let Some(index) = self.index(Column::Day) {
            self.at[Column::Day as usize] = None;
            self.at[Column::Date as usize] = Some(index);
        }
    }

    /// Tells of columns that lost to another and of columns without a meaning.
    fn tell(&self, notices: &mut Notices) {
        let mut unused = Vec::new();
        for (index, name) in self.names.iter().enumerate().filter(|(_, name)| !name.trim().is_empty()) {
            if self.at.contains(&Some(index)) {
                continue;
            }
            match meaning(name).and_then(|(column, _)| self.index(column)) {
                Some(winner) => {
                    let winner = self.names.get(winner).map_or("", String::as_str);
                    let what = format!("columns that mean the same as \"{winner}\" are not used");
                    notices.tell_of(&what, || format!("\"{}\"", clip(name, 40)));
                }
                None => unused.push(name.as_str()),
            }
        }
        if !unused.is_empty() {
            notices.tell(format!("not used: {}", listed(&unused)));
        }
    }

    fn index(&self, column: Column) -> Option<usize> {
        self.at.get(column as usize).copied().flatten()
    }

    /// Whether the table has the column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.index(column).is_some()
    }

    /// Whether the table can say where: words, an area or both coordinates.
    pub(super) fn have_place(&self) -> bool {
        [Column::Place, Column::Admin2, Column::Admin1, Column::Country].into_iter().any(|c| self.has(c))
            || self.has(Column::Lon) && self.has(Column::Lat)
    }

    /// Whether the table can say when.
    pub(super) fn have_date(&self) -> bool {
        [Column::Date, Column::DateStart, Column::DateEnd, Column::Year].into_iter().any(|c| self.has(c))
    }

    /// The name of the column as it stands in the header.
    pub(super) fn name(&self, column: Column) -> Option<&str> {
        self.index(column).and_then(|index| self.names.get(index)).map(String::as_str)
    }

    /// The id of the incident of a row: that of the row it is the same as, unless the row says that it is not; else its own.
    pub(super) fn id<'a>(&self, row: Row<'a>) -> &'a str {
        let other = self.cell(Column::SameAs, row);
        let is_denied = || self.cell(Column::NotSameAs, row).split([';', ',', ' ']).any(|word| word == other);
        if other.is_empty() || is_denied() { self.cell(Column::Id, row) } else { other }
    }

    /// The cell, without the spaces around it; empty where there is none.
    #[inline]
    pub(super) fn cell<'a>(&self, column: Column, row: Row<'a>) -> &'a str {
        self.index(column).and_then(|index| row.get(index)).map_or("", trimmed)
    }

    /// How many columns the table has.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// All names in the header, for messages.
    pub(super) fn all_names(&self) -> String {
        let names: Vec<&str> = self.names.iter().map(String::as_str).filter(|name| !name.trim().is_empty()).collect();
        listed(&names)
    }
}

/// Whether a name has a meaning.
pub(super) fn is_known(name: &str) -> bool {
    meaning(name).is_some()
}

/// How many of the names have a meaning; the right delimiter gives the most.
pub(super) fn count_recognised<'a>(header: impl IntoIterator<Item = &'a str>) -> usize {
    header.into_iter().filter(|name| is_known(name)).count()
}

/// The meaning of a name and its rank among the names of that meaning.
fn meaning(name: &str) -> Option<(Column, usize)> {
    KNOWN.get(folded_name(name).as_str()).copied()
}

/// A name in small letters and figures alone: "eventdate" of "Event date".
pub(super) fn folded_name(name: &str) -> String {
    // No known name is longer; a cell of a megabyte is not worth folding.
    if name.len() > 80 {
        return String::new();
    }
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("\"{}\"", clip(name, 40))).collect();
    match names.len().saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::format;

    fn columns(header: &[&str]) -> (Columns, Vec<String>) {
        let mut notices = Notices::default();
        let header = header.iter().map(|&name| name.to_owned()).collect();
        let columns = Columns::find(header, &format::own::FORMAT, &[], &mut notices).unwrap();
        (columns, notices.sentences("t"))
    }

    #[test]
    fn columns_that_the_user_names_win_and_unknown_ones_are_told() {
        let header = || vec!["Stelle".to_owned(), "Datum".to_owned(), "place".to_owned()];
        let find = |meaning: &str, name: &str| {
            let stated = [(meaning.to_owned(), name.to_owned())];
            Columns::find(header(), &format::own::FORMAT, &stated, &mut Notices::default())
        };
        assert_eq!(find("place", "stelle").unwrap().name(Column::Place), Some("Stelle"));
        assert!(find("place", "Ort").unwrap_err().to_string().contains("\"Stelle\", \"Datum\""));
        assert!(find("plaice", "Stelle").unwrap_err().to_string().contains("unknown column \"plaice\""));
    }

    #[test]
    fn names_match_whatever_their_case_spaces_and_accents() {
        let (found, told) = columns(&["Event Date", "CITY", "Längengrad", "breiten_grad", "Uncertainty (km)"]);
        assert_eq!(found.name(Column::Date), Some("Event Date"));
        assert_eq!(found.name(Column::Place), Some("CITY"));
        assert!(found.has(Column::Lon) && found.has(Column::Lat) && found.has(Column::RadiusKm));
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn every_meaning_stands_at_its_own_number_and_no_name_stands_twice() {
        for (index, (column, _)) in NAMES.iter().enumerate() {
            assert_eq!(*column as usize, index);
        }
        let mut names: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.split(' ')).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn the_better_of_two_names_wins_and_the_other_is_told() {
        let (found, told) = columns(&["city", "place", "date"]);
        assert_eq!(found.name(Column::Place), Some("place"));
        assert_eq!(told, ["t: columns that mean the same as \"place\" are not used (\"city\")"]);
    }

    #[test]
    fn columns_without_a_meaning_are_listed_in_one_notice() {
        let (_, told) = columns(&["place", "date", "foo", "", "bar"]);
        assert_eq!(told, ["t: not used: \"foo\", \"bar\""]);
    }

    #[test]
    fn day_is_a_date_unless_a_year_stands_beside_it() {
        assert_eq!(columns(&["day", "place"]).0.name(Column::Date), Some("day"));
        let (found, _) = columns(&["year", "month", "day", "place"]);
        assert!(found.has(Column::Day) && !found.has(Column::Date));
    }
}
