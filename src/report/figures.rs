//! The tables of the report: reach by period, and where operations arrived when.
//!
//! Comes in: a [`Spread`]. Goes out: tables of texts, the first row with the names of the columns.

use super::controls::capitalised;
use super::dates;
use crate::spread::headline::thousands;
use crate::spread::{Arrival, Spread, terminal};

/// A table with what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// What it shows.
    pub caption: String,
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// Both tables.
pub fn all(spread: &Spread) -> Vec<Figures> {
    vec![reach(spread), arrivals(spread)]
}

/// Reach by period, the whole last.
fn reach(spread: &Spread) -> Figures {
    let mut rows = terminal::period_rows(spread).into_iter();
    let head = rows.next().unwrap_or_default().iter().map(|name| plain(name)).collect();
    let whole = |cell: String| if cell == "whole" { "All dates".to_owned() } else { cell };
    let rows = rows
        .map(|row| row.into_iter().map(whole).map(|cell| if cell == "-" { "–".to_owned() } else { cell }).collect());
    let by = spread.options.by.name();
    let from = match spread.options.origin.name() {
        Some(name) => format!("distances in km from {name}"),
        None => "no origin, so no distances".to_owned(),
    };
    let caption =
        format!("Reach by {by}: {from}. An incident counts for a {by} only if all its possible days lie in it.");
    Figures { caption, head, rows: rows.collect() }
}

/// The name of a column in words that need no explanation.
fn plain(column: &str) -> String {
    match column {
        "measured" => "With a known place".to_owned(),
        "median km" => "Half within km".to_owned(),
        "p90 km" => "Nine in ten within km".to_owned(),
        "max km" => "Farthest km".to_owned(),
        other => capitalised(other),
    }
}

/// The countries in the order in which they were first struck.
fn arrivals(spread: &Spread) -> Figures {
    let head = ["Country", "First incident", "Its place", "Km away", "Latest incident", "Incidents", "Killed"];
    Figures {
        caption: "Countries in the order of their first incident. Killed: over incidents whose count is known."
            .to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: spread.countries.iter().map(arrival).collect(),
    }
}

fn arrival(of: &Arrival) -> Vec<String> {
    let or_dash = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), thousands);
    vec![
        of.name.to_string(),
        dates::worded(of.first),
        of.place.clone(),
        or_dash(of.distance_km.map(|km| km.round() as u64)),
        dates::worded(of.last),
        thousands(of.n),
        or_dash(of.killed),
    ]
}
