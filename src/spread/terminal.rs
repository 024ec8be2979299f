//! Compact tables for the terminal: the periods, and the groups where there are any.
//!
//! Comes in: a [`Spread`]. Goes out: aligned text.

use super::{Slice, Spread};
use crate::words::Words;

const NUMBERS: [&str; 7] = ["incidents", "measured", "killed", "median km", "p90 km", "max km", "countries"];

/// The periods: incidents, how many were measured, killed, distances in km, countries, new countries.
pub fn periods(spread: &Spread) -> String {
    aligned(&period_rows(spread, Words::default()))
}

/// The rows of [`periods`], the first with the names of the columns, the last for the whole; numbers as a language writes them.
pub fn period_rows(spread: &Spread, words: Words) -> Vec<Vec<String>> {
    let mut lines = vec![head("period", Some("new countries"))];
    let mut before = 0.0;
    for (slice, until) in spread.periods.iter().zip(&spread.cumulative) {
        let reached = until.regions.countries.value.unwrap_or(0.0);
        let label = slice.period.map(|p| p.label()).unwrap_or_default();
        lines.push(line(&label, slice, words, Some(words.figure(reached - before))));
        before = reached;
    }
    lines.push(line("whole", &spread.whole, words, Some("-".to_owned())));
    lines
}

/// The groups over all time, the whole last; empty where there are no groups.
pub fn groups(spread: &Spread) -> String {
    let Some(by) = spread.options.group_by.filter(|_| !spread.groups.is_empty()) else { return String::new() };
    let mut lines = vec![head(by.name(), None)];
    lines.extend(spread.groups.iter().map(|group| line(&group.name, &group.spread.whole, Words::default(), None)));
    lines.push(line("whole", &spread.whole, Words::default(), None));
    aligned(&lines)
}

fn head(first: &str, last: Option<&str>) -> Vec<String> {
    std::iter::once(first).chain(NUMBERS).chain(last).map(str::to_owned).collect()
}

fn line(label: &str, slice: &Slice, words: Words, last: Option<String>) -> Vec<String> {
    let or_dash = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |n| words.figure(n));
    let cells = [
        label.to_owned(),
        words.number(slice.incidents),
        words.number(slice.n),
        or_dash(slice.killed.map(|k| k as f64)),
        or_dash(slice.reach.median.value),
        or_dash(slice.reach.p90.value),
        or_dash(slice.reach.max.value),
        or_dash(slice.regions.countries.value),
    ];
    cells.into_iter().chain(last).collect()
}

/// Lines of equal columns, the first to the left, the others to the right.
fn aligned(lines: &[Vec<String>]) -> String {
    let width =
        |column: usize| lines.iter().filter_map(|l| l.get(column)).map(|c| c.chars().count()).max().unwrap_or(0);
    let cell = |(i, text): (usize, &String)| {
        let width = width(i);
        if i == 0 { format!("{text:<width$}") } else { format!("{text:>width$}") }
    };
    lines.iter().map(|line| line.iter().enumerate().map(cell).collect::<Vec<_>>().join("  ") + "\n").collect()
}
