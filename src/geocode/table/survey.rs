//! A first look at a table: how wide it is, and where its sure rows lie.
//!
//! Comes in: the table. Goes out: the [`Votes`] of an even sample of its rows. Which rows are looked at depends on their number
//! alone, so that any number of threads counts the same votes.

use csv::StringRecord;
use rayon::prelude::*;

use super::columns::Indices;
use crate::geocode::Geocoder;
use crate::geocode::prior::Votes;
use crate::read::PlainTable;

/// Rows that are looked at: between this number and twice as many of a longer table.
const SAMPLE: usize = 2048;

/// What the first look tells.
#[derive(Debug)]
pub(super) struct Survey {
    /// The cells of the widest row.
    pub(super) width: usize,
    /// Where the sure rows lie.
    pub(super) votes: Votes,
}

/// Looks at every row once and places an even sample of them.
pub(super) fn survey(table: &PlainTable, indices: &Indices, geocoder: &Geocoder<'_>) -> Survey {
    let mut width = table.header().len();
    let (mut rows, mut step) = (0, 1);
    let mut sample: Vec<StringRecord> = Vec::new();
    table.visit(&mut |row| {
        width = width.max(row.cells.len());
        if rows % step == 0 {
            sample.push(row.cells.clone());
        }
        rows += 1;
        if sample.len() == 2 * SAMPLE {
            let mut at = 0;
            sample.retain(|_| {
                at += 1;
                at % 2 == 1
            });
            step *= 2;
        }
    });
    let voice = |row: &StringRecord| match indices.point(row) {
        (Some(_), _) => None,
        (None, _) => geocoder.voice(indices.words(row), indices.area(row)),
    };
    let voices: Vec<_> = sample.par_iter().map(voice).collect();
    let mut votes = Votes::default();
    for voice in voices.iter().flatten() {
        votes.count(voice);
    }
    Survey { width, votes }
}
