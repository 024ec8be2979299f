//! A first look at a table: how wide it is, and where its sure rows lie.
//!
//! Comes in: the table. Goes out: the [`Votes`] of an even sample of its rows. Which rows are looked at depends on their number
//! alone, so that any number of threads counts the same votes.

use csv::StringRecord;
use rayon::prelude::*;

use super::{Indices, Words};
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
    let mut sample: Even<StringRecord> = Even::default();
    table.visit(&mut |row| {
        width = width.max(row.cells.len());
        sample.offer(|| row.cells.clone());
    });
    Survey { width, votes: votes(geocoder, sample.rows(), |row| super::words(indices, row)) }
}

/// Every so manieth of the rows that are offered.
#[derive(Debug)]
pub(super) struct Even<T> {
    seen: usize,
    step: usize,
    sample: Vec<T>,
}

impl<T> Default for Even<T> {
    fn default() -> Self {
        Self { seen: 0, step: 1, sample: Vec::new() }
    }
}

impl<T> Even<T> {
    /// Takes the next row or passes it over.
    pub(super) fn offer(&mut self, row: impl FnOnce() -> T) {
        if self.seen.is_multiple_of(self.step) {
            self.sample.push(row());
        }
        self.seen += 1;
        if self.sample.len() == 2 * SAMPLE {
            let mut at = 0;
            self.sample.retain(|_| {
                at += 1;
                at % 2 == 1
            });
            self.step *= 2;
        }
    }

    /// Those that were taken.
    pub(super) fn rows(&self) -> &[T] {
        &self.sample
    }
}

/// The votes of those rows of a sample that are sure.
pub(super) fn votes<'r, T: Sync>(
    geocoder: &Geocoder<'_>,
    sample: &'r [T],
    words: impl Fn(&'r T) -> Words<'r> + Sync,
) -> Votes {
    let voice = |row: &'r T| {
        let words = words(row);
        match words.point() {
            (Some(_), _) => None,
            (None, _) => geocoder.voice(words.place, words.area()),
        }
    };
    let voices: Vec<_> = sample.par_iter().map(voice).collect();
    let mut votes = Votes::default();
    for voice in voices.iter().flatten() {
        votes.count(voice);
    }
    votes
}
