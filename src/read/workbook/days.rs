//! Days in a workbook: numbers whose format shows a day.
//!
//! Comes in: `styles.xml`, the number of a cell and that of its style. Goes out: the day, with its time where it has one, as
//! `2024-03-22` or `2024-03-22T14:30:00`. Numbers count days from 1899-12-30, or from 1904-01-01 where the workbook says so (ECMA-376,
//! part 1, 18.17.4).

use std::collections::HashSet;
use std::io::BufRead;

use jiff::Span;
use jiff::civil::{Date, date};
use quick_xml::events::{BytesStart, Event};

use super::xml::{Damage, Xml, attribute};

/// The days of the calendar of spreadsheets that never was, 1900-02-29, and those before it count one more.
const FIRST_RIGHT: f64 = 61.0;
const SECONDS: f64 = 86_400.0;

/// What shows a number as a day.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// Whether each style shows a day.
    styles: Vec<bool>,
    from_1904: bool,
}

impl Days {
    /// The styles of a workbook.
    pub(super) fn read(source: impl BufRead, from_1904: bool) -> Result<Self, Damage> {
        let mut xml = Xml::new(source);
        let mut formats = HashSet::new();
        let mut days = Self { styles: Vec::new(), from_1904 };
        let mut of_cells = false;
        loop {
            match xml.next()? {
                Event::Eof => return Ok(days),
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "cellXfs" => of_cells = true,
                    "numFmt" => {
                        formats.extend(
                            format_id(&element)
                                .filter(|_| attribute(&element, "formatCode").is_some_and(|code| shows_a_day(&code))),
                        );
                    }
                    "xf" if of_cells => {
                        days.styles
                            .push(format_id(&element).is_some_and(|id| is_built_in(id) || formats.contains(&id)));
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => of_cells = false,
                _ => {}
            }
        }
    }

    /// Whether cells of a style are days.
    pub(super) fn is_day(&self, style: usize) -> bool {
        self.styles.get(style).copied().unwrap_or(false)
    }

    /// The day of a number; none where it is a time alone or no day of the calendar.
    pub(super) fn day(&self, number: f64) -> Option<String> {
        let seconds = (number * SECONDS).round();
        let (days, time) = ((seconds / SECONDS).floor(), seconds.rem_euclid(SECONDS) as i64);
        if !(1.0..f64::from(i32::MAX)).contains(&days) {
            return None;
        }
        let first = match self.from_1904 {
            true => date(1904, 1, 1),
            false if days < FIRST_RIGHT => date(1899, 12, 31),
            false => date(1899, 12, 30),
        };
        let day: Date = first.checked_add(Span::new().try_days(days as i64).ok()?).ok()?;
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        Some(if time == 0 { day.to_string() } else { format!("{day}T{hour:02}:{minute:02}:{second:02}") })
    }
}

fn format_id(element: &BytesStart<'_>) -> Option<u32> {
    attribute(element, "numFmtId")?.parse().ok()
}

/// The formats that need not be stated and show a day or a time, in any language (ECMA-376, part 1, 18.8.30).
fn is_built_in(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format has letters of day, month or year outside of quotes and brackets; a length of time ("[h]:mm") is none.
fn shows_a_day(code: &str) -> bool {
    let (mut plain, mut letters) = (String::new(), code.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '"' => drop(letters.by_ref().find(|end| *end == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => {
                let inside: String = letters.by_ref().take_while(|end| *end != ']').collect();
                if !inside.is_empty() && inside.to_ascii_lowercase().chars().all(|c| matches!(c, 'h' | 'm' | 's')) {
                    return false;
                }
            }
            ';' => break,
            other => plain.push(other.to_ascii_lowercase()),
        }
    }
    plain != "general" && plain.contains(['d', 'm', 'y', 'h'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_with_letters_of_a_day_show_one() {
        for code in ["yyyy-mm-dd", "d mmm yyyy", "[$-409]mmmm\\ yy;@", "dd/mm/yyyy hh:mm", "[Red]TT.MM.JJJJ;@"] {
            assert!(shows_a_day(code), "{code}");
        }
        for code in ["General", "0.00", "#,##0 \"dead\"", "[h]:mm:ss", "0\\d", "[Red]0", "@", "0.0_d", "0;\"d\""] {
            assert!(!shows_a_day(code), "{code}");
        }
    }

    #[test]
    fn numbers_are_days_from_the_start_that_the_workbook_states() {
        let (old, new) = (Days { from_1904: true, ..Days::default() }, Days::default());
        assert_eq!(new.day(45_373.0).as_deref(), Some("2024-03-22"));
        assert_eq!(new.day(45_373.604_166_666_664).as_deref(), Some("2024-03-22T14:30:00"));
        assert_eq!(old.day(43_911.0).as_deref(), Some("2024-03-22"));
        assert_eq!((new.day(1.0).as_deref(), new.day(61.0).as_deref()), (Some("1900-01-01"), Some("1900-03-01")));
        assert_eq!([0.5, -3.0, 1e12, f64::NAN].map(|number| new.day(number)), [None, None, None, None]);
    }

    #[test]
    fn styles_show_days_by_built_in_and_by_stated_formats() {
        let xml = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"d mmm yyyy\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>\
                   </cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"><alignment/></xf><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
        let days = Days::read(xml.as_bytes(), false).unwrap();
        assert_eq!([0, 1, 2, 3].map(|style| days.is_day(style)), [false, true, true, false]);
    }
}
