//! spread.csv, arrivals.csv, frontier.csv and spread.json: the figures of the spread.

use serde::Serialize;

use crate::error::Result;
use crate::spread::table::{arrival_rows, frontier_rows, rows};
use crate::spread::{self, Spread};

/// Every figure, one a row: scope, period, statistic, value, unit, interval, n, left out, method, note.
///
/// # Errors
/// See [`super::csv()`].
pub fn spread_csv(spread: &Spread) -> Result<Vec<u8>> {
    super::csv_of(rows(spread))
}

/// First and last arrival by country, subregion and first administrative level, one a row.
///
/// # Errors
/// See [`super::csv()`].
pub fn arrivals(spread: &Spread) -> Result<Vec<u8>> {
    #[derive(Serialize)]
    struct Levelled<R> {
        level: &'static str,
        row: R,
    }
    let levels = [("country", &spread.countries), ("subregion", &spread.subregions), ("admin1", &spread.admin1)];
    let header = [
        "level",
        "name",
        "country",
        "home",
        "first_incident",
        "first_start",
        "first_end",
        "last_start",
        "last_end",
        "place",
        "lon",
        "lat",
        "distance_km",
        "n",
        "killed",
    ];
    let rows = levels
        .into_iter()
        .flat_map(|(level, arrivals)| arrival_rows(arrivals).into_iter().map(move |row| Levelled { level, row }));
    super::csv(&header, rows)
}

/// The records of distance, one a row.
///
/// # Errors
/// See [`super::csv()`].
pub fn frontier(spread: &Spread) -> Result<Vec<u8>> {
    let header =
        ["incident_id", "date_start", "date_end", "place", "lon", "lat", "distance_km", "gain_km", "imputed_share"];
    super::csv(&header, frontier_rows(&spread.frontier))
}

/// Everything with its parameters, as JSON.
pub fn spread_json(spread: &Spread) -> String {
    super::json::laid_out(spread::json_parts(spread))
}
