//! Incidents located on the threads that read them.
//!
//! Comes in: incidents as they are read. Goes out: [`Found`], those that pass the filter, to be taken in the order of the rows.

use super::places::Places;
use crate::incident::{Area, Bare, Incident, Located, Location, Shared};
use crate::read::{Numbered, Take};
use crate::settings::Settings;

/// Locates and filters.
pub(super) struct Locating<'a> {
    pub places: &'a Places<'a>,
    pub settings: &'a Settings,
    /// Whether places that are nothing but coordinates may go without a site.
    pub bare: bool,
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
    pub what: Placed,
}

/// An incident with its place.
pub(super) enum Placed {
    Located(Located),
    /// At a place that is nothing but coordinates: many tables have no others, and a site costs more than a row.
    Bare(Incident, Bare, Shared<Area>),
}

impl Locating<'_> {
    fn placed(&self, incident: Incident) -> Placed {
        match self.places.bare(&incident).filter(|_| self.bare) {
            Some((bare, area)) => Placed::Bare(incident, bare, area.clone()),
            None => Placed::Located(self.places.one(incident)),
        }
    }
}

impl Placed {
    fn area(&self) -> &Area {
        match self {
            Self::Located(located) => &located.area,
            Self::Bare(.., area) => area,
        }
    }

    /// With a site of its own.
    pub(super) fn located(self) -> Located {
        match self {
            Self::Located(located) => located,
            Self::Bare(incident, bare, area) => {
                Located { incident, location: Location::Site(bare.site().into()), area }
            }
        }
    }
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
        let what = self.placed(incident);
        if self.settings.filter.keeps_area(what.area()) {
            into.located.push(Marked { row, fingerprint, what });
        }
    }
}
