//! What the dates of a whole file say about its conventions: which comes first, day or month; spreadsheet days.
//!
//! Comes in: every cell of the date columns. Goes out: a [`DateReader`] for the file, and what a reader should know.

use super::DateReader;
use super::numeric::{plain_day, spreadsheet_day, without_time};
use crate::read::notices::Notices;
use crate::read::wording::{fold, is_blank};

/// Counts that decide how the dates of a file are read.
#[derive(Debug, Default)]
pub(in crate::read) struct Survey {
    values: u64,
    serial: u64,
    two_digit: u64,
    day_first: Option<String>,
    month_first: Option<String>,
    undecided: Option<String>,
}

impl Survey {
    /// Looks at a cell of a date column.
    pub(in crate::read) fn note(&mut self, cell: &str) {
        if plain_day(cell).is_some() {
            self.values += 1;
            return;
        }
        if cell.is_empty() || cell.len() > 120 {
            return;
        }
        let folded = fold(cell);
        if is_blank(&folded) {
            return;
        }
        self.values += 1;
        self.serial += u64::from(spreadsheet_day(&folded).is_some());
        for token in without_time(&folded).split(' ') {
            self.note_token(token);
        }
    }

    fn note_token(&mut self, token: &str) {
        let parts: Vec<&str> = token.split(['/', '-', '.']).collect();
        let &[a, b, year] = parts.as_slice() else { return };
        let is_number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_digit());
        let two_digit = is_number(year) && year.len() == 2;
        if !is_number(a) || !(two_digit || year.len() == 4) {
            return;
        }
        self.two_digit += u64::from(two_digit);
        let (Ok(first), Ok(second)) = (a.parse::<u8>(), b.parse::<u8>()) else { return };
        let evidence = match (first > 12, second > 12) {
            (true, false) => &mut self.day_first,
            (false, true) => &mut self.month_first,
            // Dots stand in day-first dates, and 04/04 is the same both ways.
            (false, false) if first != second && !token.contains('.') => &mut self.undecided,
            _ => return,
        };
        evidence.get_or_insert_with(|| token.to_owned());
    }

    /// Decides, and tells what was decided without certainty.
    pub(in crate::read) fn finish(self, notices: &mut Notices) -> DateReader {
        let month_first = self.month_first.is_some() && self.day_first.is_none();
        let serial = self.values > 0 && self.serial == self.values;
        if serial {
            notices.tell("the dates are numbers such as 45373: read as spreadsheet days (since 1899-12-30)");
        }
        if self.two_digit > 0 {
            notices.tell(format!(
                "{} dates have years of two figures: 00-68 are read as 2000-2068, 69-99 as 1969-1999",
                self.two_digit
            ));
        }
        match (&self.undecided, &self.day_first, &self.month_first) {
            (Some(date), None, None) => notices.tell(format!(
                "dates such as {date} are read day first: no date of the file shows the order; write 2024-03-22 to be sure"
            )),
            (Some(date), Some(day), Some(month)) => notices.tell(format!(
                "dates are written both day first ({day}) and month first ({month}): those such as {date} are read day first; \
                 write 2024-03-22 to be sure"
            )),
            (Some(_), None, Some(month)) => notices.tell(format!("dates are read month first, as {month} shows")),
            _ => {}
        }
        DateReader::new(month_first, serial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surveyed(cells: &[&str]) -> (DateReader, Vec<String>) {
        let (mut survey, mut notices) = (Survey::default(), Notices::default());
        for cell in cells {
            survey.note(cell);
        }
        (survey.finish(&mut notices), notices.sentences("t"))
    }

    #[test]
    fn one_date_with_a_day_above_12_decides_the_order_for_all() {
        assert_eq!(surveyed(&["03/04/2024", "03/22/2024"]).0, DateReader::new(true, false));
        assert_eq!(surveyed(&["03/04/2024", "22/03/2024"]), (DateReader::new(false, false), vec![]));
    }

    #[test]
    fn where_nothing_decides_the_day_is_first_and_that_is_told() {
        let (reader, told) = surveyed(&["03/04/2024", "2024-03-22"]);
        assert_eq!((reader, told.len()), (DateReader::new(false, false), 1));
        assert!(surveyed(&["03.04.2024", "04/04/2024"]).1.is_empty());
    }

    #[test]
    fn numbers_are_spreadsheet_days_only_where_all_are() {
        assert_eq!(surveyed(&["45373", "45374.5", ""]).0, DateReader::new(false, true));
        assert_eq!(surveyed(&["45373", "2024"]).0, DateReader::new(false, false));
    }

    #[test]
    fn years_of_two_figures_are_told() {
        assert!(surveyed(&["22-mar-24"]).1[0].contains("two figures"));
    }
}
