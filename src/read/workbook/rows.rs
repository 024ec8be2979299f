//! The rows of a sheet, one after the other.
//!
//! Comes in: the XML of a sheet, the texts and formats of its workbook. Goes out: [`Row`]s of cells as a table has them: texts in one line,
//! whole numbers without a point, days as days. What is damaged ends the rows and is told.

use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::days::Days;
use super::texts::Texts;
use super::xml::{Damage, Xml, add_text, attribute};
use crate::read::contained::{in_one_line, plain};

/// A sheet has no more rows and columns.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// A row that has any cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number, counted from 0.
    pub(super) number: u32,
    /// Its cells with something in them, by column, counted from 0.
    pub(super) cells: BTreeMap<u32, String>,
}

/// The rows of a sheet.
pub(super) struct Rows<'a> {
    xml: Xml<Box<dyn BufRead + 'a>>,
    texts: &'a Texts,
    days: &'a Days,
    /// The number that the next row has where it states none.
    next_row: u32,
    damage: Option<Damage>,
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct Cell {
    column: u32,
    kind: String,
    style: usize,
    value: String,
}

impl<'a> Rows<'a> {
    pub(super) fn new(source: Box<dyn BufRead + 'a>, texts: &'a Texts, days: &'a Days) -> Self {
        Self { xml: Xml::new(source), texts, days, next_row: 0, damage: None }
    }

    /// What ended the rows too early.
    pub(super) fn damage(&self) -> Option<&str> {
        self.damage.as_deref()
    }

    /// The next row with something in it; none at the end or at the damage.
    pub(super) fn next(&mut self) -> Option<Row> {
        while self.damage.is_none() {
            match self.row() {
                Ok(Some(row)) if row.cells.is_empty() => {}
                Ok(row) => return row,
                Err(damage) => self.damage = Some(damage),
            }
        }
        None
    }

    /// The next row, whatever it holds.
    fn row(&mut self) -> Result<Option<Row>, Damage> {
        let mut row = loop {
            match self.xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    break Row { number: row_number(&element, self.next_row)?, ..Row::default() };
                }
                Event::Empty(element) if element.local_name().as_ref() == "row" => {
                    self.next_row = row_number(&element, self.next_row)? + 1;
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => return Ok(None),
                Event::Empty(element) if element.local_name().as_ref() == "sheetData" => return Ok(None),
                Event::Eof => return Err("it ends early".to_owned()),
                _ => {}
            }
        };
        self.next_row = row.number + 1;
        self.cells(&mut row)?;
        Ok(Some(row))
    }

    /// The cells of a row, up to its end.
    fn cells(&mut self, row: &mut Row) -> Result<(), Damage> {
        let (mut cell, mut next, mut is_value) = (None, 0, false);
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "c" => cell = Some(Cell::begin(&element, next)?),
                    "v" | "t" => is_value = true,
                    // Formulas and readings are no values.
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "c" => {
                    next = Cell::begin(&element, next)?.column + 1;
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "v" | "t" => is_value = false,
                    "c" => {
                        let Some(cell) = cell.take() else { continue };
                        next = cell.column + 1;
                        let text = cell.text(self.texts, self.days)?;
                        if !text.is_empty() {
                            row.cells.insert(cell.column, text);
                        }
                    }
                    "row" => return Ok(()),
                    _ => {}
                },
                Event::Eof => return Err("it ends early".to_owned()),
                event if is_value => {
                    if let Some(cell) = &mut cell {
                        add_text(&mut cell.value, &event);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The number of a row from 0; rows stand in order.
fn row_number(element: &BytesStart<'_>, next: u32) -> Result<u32, Damage> {
    let number = match attribute(element, "r") {
        Some(stated) => stated.parse().ok().and_then(|n: u32| n.checked_sub(1)).unwrap_or(u32::MAX),
        None => next,
    };
    if number < next {
        return Err(format!("row {} stands behind row {next}", u64::from(number) + 1));
    }
    if number >= MOST_ROWS {
        return Err(format!("a row has the number {}", attribute(element, "r").unwrap_or_default()));
    }
    Ok(number)
}

impl Cell {
    /// An element `c`; its column is that of its name ("C7"), or the next one.
    fn begin(element: &BytesStart<'_>, next: u32) -> Result<Self, Damage> {
        let column = attribute(element, "r").map_or(Some(next), |name| column(&name));
        let column = column.filter(|column| *column < MOST_COLUMNS).ok_or("a cell lies in no column")?;
        let style = attribute(element, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
        let kind = attribute(element, "t").unwrap_or_default();
        Ok(Self { column, kind, style, value: String::new() })
    }

    /// What it holds, as a table has it.
    fn text(&self, texts: &Texts, days: &Days) -> Result<String, Damage> {
        Ok(match self.kind.as_str() {
            "s" if self.value.trim().is_empty() => String::new(),
            "s" => {
                let text = self.value.trim().parse().ok().and_then(|number| texts.get(number));
                flat(text.ok_or_else(|| format!("a cell names the text {}, which is not there", self.value))?)
            }
            "b" => if self.value.trim() == "1" { "true" } else { "false" }.to_owned(),
            "str" | "inlineStr" | "e" | "d" => flat(&self.value),
            _ => match self.value.trim().parse::<f64>() {
                Ok(number) if days.is_day(self.style) => days.day(number).unwrap_or_else(|| plain(number)),
                Ok(number) => plain(number),
                Err(_) => flat(&self.value),
            },
        })
    }
}

/// The column of a cell's name, from 0: 0 of "A7", 26 of "AA7".
fn column(name: &str) -> Option<u32> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    let add = |sum: u32, letter: u8| Some(sum.checked_mul(26)? + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    letters.into_iter().try_fold(0, add)?.checked_sub(1)
}

/// A text in one line; a workbook may write a line break as `_x000D_`.
fn flat(text: &str) -> String {
    in_one_line(&text.replace("_x000D_", "\r").replace("_x000A_", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_without_names_stand_one_behind_the_other() {
        let xml = "<sheetData><row><c><v>1</v></c><c/><c><v>2.50</v></c></row><row r=\"2\"/>\
                   <row><c r=\"AA3\" t=\"b\"><v>1</v></c></row></sheetData>";
        let (texts, days) = (Texts::default(), Days::default());
        let mut rows = Rows::new(Box::new(xml.as_bytes()), &texts, &days);
        let row = |number, cells: &[(u32, &str)]| {
            let cells = cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
            Some(Row { number, cells })
        };
        assert_eq!(rows.next(), row(0, &[(0, "1"), (2, "2.5")]));
        assert_eq!(rows.next(), row(2, &[(26, "true")]));
        assert_eq!((rows.next(), rows.damage()), (None, None));
    }

    #[test]
    fn the_column_is_read_off_the_name_of_a_cell() {
        assert_eq!(
            ["A1", "Z9", "AA1", "XFD1048576", "1", "ZZZZZZZZ1"].map(column),
            [Some(0), Some(25), Some(26), Some(16_383), None, None]
        );
    }

    #[test]
    fn line_breaks_in_any_writing_become_spaces() {
        assert_eq!(flat("a_x000D_\nb\r\n_c"), "a b _c");
    }
}
