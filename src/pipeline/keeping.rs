//! The incidents of a run as they go by: drawn, merged with their duplicates, counted and kept.
//!
//! Comes in: incidents as they are located, or what was counted of them already. Goes out: the packed store of those that are kept, and what
//! figures need of all of them.

use super::Tally;
use super::counting::Counted;
use super::locating::{Found, Marked, Placed};
use crate::duplicate;
use crate::filter::Sample;
use crate::incident::{Area, Bare, Incident, Located, Shared};
use crate::located::LocatedStoreBuilder;
use crate::settings::Settings;
use crate::spread::Accumulator;

/// What is kept of the incidents as they go by.
pub(super) struct Kept {
    pub located: LocatedStoreBuilder,
    sample: Option<Sample<Located>>,
    /// Those that wait until all are there, to be merged with their duplicates.
    waiting: Option<Vec<(u64, Located)>>,
    pub merged: u64,
    keep: bool,
    pub accumulator: Accumulator,
    pub tally: Tally,
}

impl Kept {
    pub(super) fn new(settings: &Settings, keep: bool) -> Self {
        let accumulator = Accumulator::new(settings.spread.clone());
        let sample = settings.sample.map(|size| Sample::new(size, settings.spread.seed));
        let waiting = settings.merge_duplicates.then(Vec::new);
        Self {
            located: LocatedStoreBuilder::default(),
            sample,
            waiting,
            merged: 0,
            keep,
            accumulator,
            tally: Tally::default(),
        }
    }

    /// Takes those that were found, or draws a sample of them.
    pub(super) fn receive(&mut self, found: Found) {
        self.tally.incidents += found.incidents;
        for Marked { row, fingerprint, what } in found.located {
            match (&mut self.sample, what) {
                (Some(sample), what) => sample.offer(row, fingerprint, what.located()),
                (None, Placed::Bare(incident, bare, area)) if self.waiting.is_none() => {
                    self.take_bare(row, &incident, bare, &area);
                }
                (None, what) => self.take(row, what.located()),
            }
        }
    }

    /// Takes what was counted already.
    pub(super) fn absorb(&mut self, counted: Counted) {
        self.tally.add(counted.tally);
        self.accumulator.merge(counted.accumulator);
    }

    /// Takes what was drawn, and what waited for its duplicates.
    pub(super) fn end(&mut self, notices: &mut Vec<String>) {
        for (row, one) in self.sample.take().map(Sample::finish).unwrap_or_default() {
            self.take(row, one);
        }
        let Some(waiting) = self.waiting.take() else { return };
        let (all, merged) = duplicate::merged(in_order(waiting));
        self.merged = merged as u64;
        notices.push(format!("{merged} incidents were taken for others of another input and merged with them"));
        (0..).zip(all).for_each(|(row, one)| self.take(row, one));
    }

    pub(super) fn take(&mut self, row: u64, one: Located) {
        if let Some(waiting) = &mut self.waiting {
            waiting.push((row, one));
            return;
        }
        self.tally.take(&one);
        self.accumulator.add(&one);
        if self.keep {
            self.located.push(row, &one);
        }
    }

    /// The same for one whose place is nothing but coordinates.
    fn take_bare(&mut self, row: u64, incident: &Incident, bare: Bare, area: &Shared<Area>) {
        self.tally.take_located(incident.kind.role());
        self.accumulator.add_bare(incident, bare, area);
        if self.keep {
            self.located.push_bare(row, incident, bare, area);
        }
    }
}

/// Incidents in the order of their first rows.
fn in_order(mut located: Vec<(u64, Located)>) -> Vec<Located> {
    located.sort_by_key(|(row, _)| *row);
    located.into_iter().map(|(_, one)| one).collect()
}
