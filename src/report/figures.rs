//! The tables of the report: reach by period, and where operations arrived when.
//!
//! Comes in: a [`Spread`]. Goes out: tables of texts, the first row with the names of the columns.

use super::dates;
use crate::spread::{Arrival, Spread, terminal};
use crate::words::Words;

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

/// The names of the columns of reach by period.
const REACH: [&str; 9] = [
    "figures.period",
    "figures.incidents",
    "figures.measured",
    "figures.killed",
    "figures.median",
    "figures.p90",
    "figures.max",
    "figures.countries",
    "figures.new_countries",
];

/// The names of the columns of the countries.
const ARRIVALS: [&str; 7] = [
    "figures.country",
    "figures.first",
    "figures.place",
    "figures.away",
    "figures.latest",
    "figures.incidents",
    "figures.killed",
];

/// Both tables.
pub fn all(spread: &Spread, words: Words) -> Vec<Figures> {
    vec![reach(spread, words), arrivals(spread, words)]
}

fn head(keys: &[&str], words: Words) -> Vec<String> {
    keys.iter().map(|key| words.text(key).to_owned()).collect()
}

/// Reach by period, the whole last.
fn reach(spread: &Spread, words: Words) -> Figures {
    let labels = spread.periods.iter().map(|slice| slice.period.map(|p| words.period_name(&p)).unwrap_or_default());
    let labels = labels.chain([words.text("figures.whole").to_owned()]);
    let numbers = terminal::period_rows(spread, words).into_iter().skip(1);
    let or_dash = |cell: String| if cell == "-" { "–".to_owned() } else { cell };
    let rows = labels.zip(numbers).map(|(label, row)| {
        let cells = row.into_iter().skip(1).map(or_dash);
        std::iter::once(label).chain(cells).collect()
    });
    let from = match spread.options.origin.name() {
        Some(name) => words.fill("figures.from", &[("name", name)]),
        None => words.text("figures.no_origin").to_owned(),
    };
    let period = words.period(spread.options.by);
    let caption = words.fill("figures.reach", &[("period", period), ("from", &from)]);
    Figures { caption, head: head(&REACH, words), rows: rows.collect() }
}

/// The countries in the order in which they were first struck.
fn arrivals(spread: &Spread, words: Words) -> Figures {
    Figures {
        caption: words.text("figures.arrivals").to_owned(),
        head: head(&ARRIVALS, words),
        rows: spread.countries.iter().map(|of| arrival(of, words)).collect(),
    }
}

fn arrival(of: &Arrival, words: Words) -> Vec<String> {
    let or_dash = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), |n| words.number(n));
    vec![
        of.name.to_string(),
        dates::worded(of.first, words),
        of.place.clone(),
        or_dash(of.distance_km.map(|km| km.round() as u64)),
        dates::worded(of.last, words),
        words.number(of.n),
        or_dash(of.killed),
    ]
}
