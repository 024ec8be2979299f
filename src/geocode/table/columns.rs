//! Which columns of a table say where something is.
//!
//! Comes in: the header and the names that the user gives. Goes out: [`Indices`], and what a row says by them.

use super::Words;
use super::cells::ADDED;
use crate::error::{Error, Result};

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
pub struct Indices {
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
    pub fn of(header: &[String], columns: &Columns) -> Result<Self> {
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

    /// What a row says of its place, by what its cells hold; each is asked for by its number.
    pub fn words<'r>(&self, cell: impl Fn(usize) -> &'r str) -> Words<'r> {
        let text = |column: Option<usize>| column.map_or("", &cell);
        let [place, country, admin1, admin2] = [self.place, self.country, self.admin1, self.admin2].map(text);
        let [lon, lat] = [self.point.map(|(lon, _)| lon), self.point.map(|(_, lat)| lat)].map(text);
        Words { place, country, admin1, admin2, lon, lat }
    }
}
