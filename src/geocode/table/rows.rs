//! A row as the words that say where, whatever holds it.
//!
//! Comes in: [`Words`] of rows. Goes out: their places, each as one of all rows: those that are sure tip the scales for the
//! rows that name a place of many.

use super::survey::{Even, votes};
use crate::earth::LonLat;
use crate::geocode::{Geocoder, context};
use crate::incident::{Location, Place};
use crate::read;

/// What a row says of its place; blank where it says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words<'r> {
    /// The place.
    pub place: &'r str,
    /// The country.
    pub country: &'r str,
    /// The first administrative level.
    pub admin1: &'r str,
    /// The second administrative level.
    pub admin2: &'r str,
    /// The longitude in degrees; coordinates that can be read are kept and not looked up.
    pub lon: &'r str,
    /// The latitude in degrees.
    pub lat: &'r str,
}

/// Places rows, each as one of a table.
///
/// # Example
/// ```
/// use incimap::gazetteer::Gazetteer;
/// use incimap::geocode::table::{RowGeocoder, Words};
/// use incimap::geocode::{GeocodeOptions, Geocoder};
/// use incimap::incident::Location;
///
/// let gazetteer = Gazetteer::built_in()?;
/// let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
/// let names = ["Kabul", "Herat"];
/// let words = |row: usize| Words { place: names[row], ..Words::default() };
/// let rows = RowGeocoder::new(&geocoder, names.len(), words);
/// let (location, _) = rows.locate(words(0));
/// assert!(matches!(location, Location::Site(site) if (site.point.lat() - 34.5).abs() < 0.1));
/// # Ok::<(), incimap::error::Error>(())
/// ```
#[derive(Debug)]
pub struct RowGeocoder<'g> {
    geocoder: Geocoder<'g>,
}

impl<'g> RowGeocoder<'g> {
    /// Looks at an even sample of the rows, whose number alone says which.
    pub fn new<'r>(geocoder: &Geocoder<'g>, rows: usize, words: impl Fn(usize) -> Words<'r>) -> Self {
        let mut sample = Even::default();
        (0..rows).for_each(|row| sample.offer(|| words(row)));
        Self { geocoder: geocoder.with_votes(votes(geocoder, sample.rows(), |words| *words)) }
    }

    /// Each row for itself: its place does not hang on other rows.
    pub fn apart(geocoder: &Geocoder<'g>) -> Self {
        Self { geocoder: geocoder.with_votes(crate::geocode::prior::Votes::default()) }
    }

    pub(super) fn voted(geocoder: Geocoder<'g>) -> Self {
        Self { geocoder }
    }

    /// Fetches what will be looked up for the next few rows.
    pub fn warm<'r>(&self, rows: impl Iterator<Item = Words<'r>>) {
        // There are few countries, which are remembered; the units of a large table may be more than that.
        let country = |words: Words<'r>| context::Columns { country: words.country, ..context::Columns::default() };
        let rows: Vec<_> = rows.map(|words| (words.place, self.geocoder.area(country(words)))).collect();
        self.geocoder.atlas.gazetteer().warm(rows.iter().map(|(place, area)| (*place, &area.countries)));
    }

    /// The place of a row, and a note on coordinates in it that cannot be used. Safe to call from many threads.
    pub fn locate(&self, words: Words<'_>) -> (Location, Option<String>) {
        let (point, note) = words.point();
        let location = match point {
            Some(point) => self.geocoder.place(&words.place_at(point)),
            None => self.geocoder.worded(words.place, words.area()),
        };
        (location, note)
    }
}

impl<'r> Words<'r> {
    /// The area that it gives in columns.
    pub(super) fn area(self) -> context::Columns<'r> {
        context::Columns { country: self.country, admin1: self.admin1, admin2: self.admin2 }
    }

    /// The coordinates, if it has any, and a note where they cannot be used.
    pub(super) fn point(self) -> (Option<LonLat>, Option<String>) {
        match read::point(self.lon, self.lat) {
            Err(why) => (None, Some(why)),
            Ok(point) => (point, None),
        }
    }

    /// A row with coordinates as a place.
    fn place_at(self, point: LonLat) -> Place {
        let column = |cell: &str| Some(cell).filter(|c| !c.trim().is_empty()).map(str::to_owned);
        Place {
            admin2: column(self.admin2),
            admin1: column(self.admin1),
            country: column(self.country),
            point: Some(point),
            ..Place::worded(self.place)
        }
    }
}
