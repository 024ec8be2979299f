//! The place of a row.
//!
//! Comes in: a row. Goes out: a [`Place`], or the coordinate that is at fault.

use super::{Fault, LONGEST_TEXT, RowReader};
use crate::earth::LonLat;
use crate::incident::{Place, Precision};
use crate::read::batch::Row;
use crate::read::columns::Column;
use crate::read::coordinates;
use crate::read::wording::{clip, known};

impl RowReader<'_> {
    /// The place of a row: its words, its areas, its coordinates.
    pub(super) fn place(&mut self, row: Row<'_>) -> Result<Place, Fault> {
        let words = self.words(Column::Place, row).unwrap_or_default();
        let [lon, lat] = [Column::Lon, Column::Lat].map(|column| self.cell(column, row));
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
            admin2: self.words(Column::Admin2, row),
            admin1: self.words(Column::Admin1, row),
            country: self.country(row),
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

    fn radius_km(&mut self, row: Row<'_>) -> Option<f64> {
        let text = known(self.cell(Column::RadiusKm, row))?;
        let radius = coordinates::radius_km(text);
        if radius.is_none() {
            self.tell_cell("a radius that cannot be read is taken as not given", row.line, Column::RadiusKm, text);
        }
        radius
    }

    /// How fine the coordinates are, where the row says so in words.
    fn precision(&mut self, row: Row<'_>) -> Option<Precision> {
        let text = known(self.cell(Column::Precision, row))?;
        let precision = Precision::from_word(text);
        if precision.is_none() {
            let what = "a precision of place that is not known is taken as not given";
            self.tell_cell(what, row.line, Column::Precision, text);
        }
        precision
    }

    /// "NA" is Namibia here.
    fn country(&self, row: Row<'_>) -> Option<String> {
        let text = self.cell(Column::Country, row);
        if text == "NA" { Some(text.into()) } else { known(text).map(str::to_owned) }
    }

    /// The words of a cell that make a place together with others.
    fn words(&mut self, column: Column, row: Row<'_>) -> Option<String> {
        let text = known(self.cell(column, row))?;
        Some(if text.len() > LONGEST_TEXT { clip(text, LONGEST_TEXT) } else { text.to_owned() })
    }
}
