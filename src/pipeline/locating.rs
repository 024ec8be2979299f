//! Incidents located on the threads that read them.
//!
//! Comes in: incidents as they are read. Goes out: [`Found`], those that pass the filter, to be taken in the order of the rows.

use super::places::Places;
use crate::incident::Located;
use crate::read::{Numbered, Take};
use crate::settings::Settings;

/// Locates and filters.
pub(super) struct Locating<'a> {
    pub places: &'a Places<'a>,
    pub settings: &'a Settings,
}

/// Some incidents with their places.
pub(super) struct Found {
    /// How many there were before the filter.
    pub incidents: u64,
    pub located: Vec<Marked>,
}

/// An incident with its place and the marks of its first row, as [`Numbered`] has them.
pub(super) struct Marked {
    pub row: u64,
    pub fingerprint: u64,
    pub located: Located,
}

impl Take for Locating<'_> {
    type Taken = Found;

    fn nothing(&self, incidents: usize) -> Found {
        Found { incidents: 0, located: Vec::with_capacity(incidents) }
    }

    fn take(&self, into: &mut Found, one: Numbered) {
        into.incidents += 1;
        let Numbered { row, fingerprint, incident } = one;
        if !self.settings.filter.keeps(&incident) {
            return;
        }
        let located = self.places.one(incident);
        if self.settings.filter.keeps_area(&located.area) {
            into.located.push(Marked { row, fingerprint, located });
        }
    }
}
