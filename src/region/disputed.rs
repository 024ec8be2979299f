//! Which borders are disputed.
//!
//! Comes in: data/regions/disputed.csv, pairs of countries and boxes, compiled in. Goes out: yes or no for an edge.

use std::collections::BTreeMap;

use geo::Coord;

use super::Country;

const TABLE: &str = include_str!("../../data/regions/disputed.csv");

/// A row: the border between two countries, codes or names, is disputed within a box in degrees.
#[derive(Debug, serde::Deserialize)]
struct Row {
    first: String,
    second: String,
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

/// The rows by the indices of the countries, the lower one first.
#[derive(Debug)]
pub(super) struct Disputed(BTreeMap<(usize, usize), Vec<Row>>);

impl Disputed {
    /// Looks the countries up; a row about a country that is not there says nothing.
    pub(super) fn new(countries: &[Country]) -> Self {
        let index =
            |key: &str| countries.iter().position(|c| c.code.map_or(&*c.name == key, |code| code.as_str() == key));
        let mut found: BTreeMap<(usize, usize), Vec<Row>> = BTreeMap::new();
        for row in csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize::<Row>().flatten() {
            if let (Some(a), Some(b)) = (index(&row.first), index(&row.second)) {
                found.entry((a.min(b), a.max(b))).or_default().push(row);
            }
        }
        Self(found)
    }

    /// Whether the edge between two countries is disputed.
    pub(super) fn holds(&self, a: usize, b: usize, start: Coord, end: Coord) -> bool {
        let inside =
            |row: &Row, at: Coord| (row.west..=row.east).contains(&at.x) && (row.south..=row.north).contains(&at.y);
        let rows = self.0.get(&(a.min(b), a.max(b)));
        rows.is_some_and(|rows| rows.iter().any(|row| inside(row, start) && inside(row, end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read_and_finds_its_countries() {
        let countries: Vec<Country> =
            super::super::built_in::countries().unwrap().into_iter().map(|(country, _)| country).collect();
        let rows: usize = Disputed::new(&countries).0.values().map(Vec::len).sum();
        assert_eq!(rows, TABLE.lines().count() - 1);
    }
}
