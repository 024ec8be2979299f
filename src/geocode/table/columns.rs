//! Which columns of a table say where something is.
//!
//! Comes in: the header and the names that the user gives. Goes out: [`Indices`], and what a row says by them.

use csv::StringRecord;

use super::cells::ADDED;
use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::geocode::context;
use crate::incident::Place;
use crate::read::{self, PlainTable};

/// The names of the columns to geocode by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The place; `place` if not given.
    pub place: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The first administrative level.
    pub admin1: Option<String>,
    /// The second administrative level.
    pub admin2: Option<String>,
    /// The longitude, in degrees; given with the latitude.
    pub lon: Option<String>,
    /// The latitude, in degrees; given with the longitude.
    pub lat: Option<String>,
}

/// Where the columns stand in the table.
#[derive(Debug)]
pub(super) struct Indices {
    place: Option<usize>,
    country: Option<usize>,
    admin1: Option<usize>,
    admin2: Option<usize>,
    point: Option<(usize, usize)>,
}

/// The number of a column in a header, by its name in any case.
pub fn position(header: &[String], name: &str) -> Option<usize> {
    header.iter().position(|h| h.trim().eq_ignore_ascii_case(name.trim()))
}

impl Indices {
    /// Finds the columns. A table without a place may do with units, a country or coordinates.
    ///
    /// # Errors
    /// Where a column is not in the table, a column that would be added is, or only one of the coordinates is given.
    pub(super) fn of(table: &PlainTable, columns: &Columns) -> Result<Self> {
        let header = table.header();
        if let Some(twice) = ADDED.iter().find(|added| position(header, added).is_some()) {
            let sentence = format!("the table has a column {twice} already: rename it or take it out");
            return Err(Error::invalid(sentence));
        }
        let find = |name: &String| {
            let way_out = || format!("the table has {}", header.join(", "));
            position(header, name).ok_or_else(|| Error::unknown("column", name, way_out()))
        };
        let optional = |name: &Option<String>| name.as_ref().map(find).transpose();
        let (lon, lat) = (optional(&columns.lon)?, optional(&columns.lat)?);
        if lon.is_some() != lat.is_some() {
            return Err(Error::invalid("coordinates need two columns: give both --lon and --lat"));
        }
        let (country, admin1, admin2) =
            (optional(&columns.country)?, optional(&columns.admin1)?, optional(&columns.admin2)?);
        let others = [country, admin1, admin2, lon].iter().any(Option::is_some);
        let place = match &columns.place {
            None if others => position(header, "place"),
            name => Some(find(&name.clone().unwrap_or_else(|| "place".to_owned()))?),
        };
        Ok(Self { place, country, admin1, admin2, point: lon.zip(lat) })
    }

    /// The words of a row.
    pub(super) fn words<'r>(&self, row: &'r StringRecord) -> &'r str {
        cell(row, self.place)
    }

    /// The area that a row gives in its columns.
    pub(super) fn area<'r>(&self, row: &'r StringRecord) -> context::Columns<'r> {
        let [country, admin1, admin2] = [self.country, self.admin1, self.admin2].map(|column| cell(row, column));
        context::Columns { country, admin1, admin2 }
    }

    /// The coordinates of a row, if it has any, and a note where they cannot be used.
    pub(super) fn point(&self, row: &StringRecord) -> (Option<LonLat>, Option<String>) {
        match self.point.map(|(lon, lat)| read::point(cell(row, Some(lon)), cell(row, Some(lat)))) {
            Some(Err(why)) => (None, Some(why)),
            Some(Ok(point)) => (point, None),
            None => (None, None),
        }
    }

    /// A row with coordinates as a place.
    pub(super) fn place_at(&self, row: &StringRecord, point: LonLat) -> Place {
        let column = |index| Some(cell(row, index)).filter(|c| !c.trim().is_empty()).map(str::to_owned);
        Place {
            admin2: column(self.admin2),
            admin1: column(self.admin1),
            country: column(self.country),
            point: Some(point),
            ..Place::worded(self.words(row))
        }
    }
}

/// A cell of a row; empty where the row has none.
fn cell(row: &StringRecord, index: Option<usize>) -> &str {
    index.and_then(|i| row.get(i)).unwrap_or_default()
}
