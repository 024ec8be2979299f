//! Incidents located and counted on the threads that read them, and let go: what figures alone need.
//!
//! Comes in: incidents as they are read. Goes out: [`Counted`], to be put together in the order of the rows.

use super::Tally;
use super::places::Places;
use crate::read::{Numbered, Take};
use crate::settings::Settings;
use crate::spread::Accumulator;

/// Locates and counts.
pub(super) struct Counting<'a> {
    pub places: &'a Places<'a>,
    pub settings: &'a Settings,
}

/// What some incidents add up to.
pub(super) struct Counted {
    pub tally: Tally,
    pub accumulator: Accumulator,
}

impl Take for Counting<'_> {
    type Taken = Counted;

    fn nothing(&self, incidents: usize) -> Counted {
        let mut accumulator = Accumulator::new(self.settings.spread.clone());
        accumulator.expect(incidents);
        Counted { tally: Tally::default(), accumulator }
    }

    fn take(&self, into: &mut Counted, one: Numbered) {
        into.tally.incidents += 1;
        if !self.settings.filter.keeps(&one.incident) {
            return;
        }
        if let Some((bare, area)) = self.places.bare(&one.incident) {
            if self.settings.filter.keeps_area(area) {
                into.tally.take_located(one.incident.kind.role());
                into.accumulator.add_bare(&one.incident, bare, area);
            }
            return;
        }
        let located = self.places.one(one.incident);
        if self.settings.filter.keeps_area(&located.area) {
            into.tally.take(&located);
            into.accumulator.add(&located);
        }
    }
}
