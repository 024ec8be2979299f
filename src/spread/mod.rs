//! How operations spread: how far, where to, how fast, how sure.
//!
//! Comes in: [`Located`] incidents, an [`Origin`], a period length. Goes out: a [`Spread`], every number of it an
//! [`Estimate`] with its n, what was left out, an interval or none, and the id of its method (docs/methods.md).
//!
//! What the statistics need of the rows is accumulated, merged and finished: [`Accumulator::add`],
//! [`Accumulator::merge`], [`Accumulator::finish`]. The order of rows and of merges does not change a byte of the result:
//! `finish` sorts what it kept before it adds anything up.

mod arrivals;
pub mod band_words;
mod bootstrap;
mod calendar;
mod cap;
mod cells;
mod centre;
mod clusters;
mod compare;
mod contrast;
mod cumulative;
mod diffusion;
mod dispersion;
mod distinct;
mod estimate;
mod family;
mod findings;
mod front;
mod gathered;
mod grid;
mod group;
mod growth;
pub mod headline;
mod hotspots;
mod hull;
mod impute;
mod json;
mod large;
mod lists;
mod mass;
mod median;
mod method;
mod near_repeat;
mod nearest;
mod node_shares;
mod options;
mod origin;
mod packed;
mod period;
mod pooled;
mod precise;
mod reach;
mod record;
mod regions;
mod result;
mod rounded;
mod ruler;
mod sample;
mod sampling;
mod scan;
mod series;
mod slices;
mod steps;
pub mod table;
mod tally;
pub mod terminal;
mod timeline;
mod track;
mod tree;
mod trend;
mod verdict;
mod wave;
mod weeks;
mod words;

pub use cells::{Level, Occupied, Turnover};
pub use clusters::{Cluster, ClusterChoice, Clusters, Found};
pub use compare::{Compare, Comparison, Contrast};
pub use diffusion::{Activation, Against, Diffusion, How};
pub use estimate::{Estimate, Interval, LeftOut, Unit};
pub use family::{Family, Measured, Number};
pub use findings::Findings;
pub use front::Front;
pub use group::{Group, NOT_KNOWN};
pub use hotspots::{HotCell, Hotspots, StepsUsed};
pub use json::{JsonPart, json, json_parts};
pub use method::METHODS;
pub use near_repeat::{NearRepeatChoice, NearRepeats};
pub use options::{CellOptions, GroupBy, ScanLimits, SpreadOptions};
pub use origin::Origin;
pub use period::{Period, PeriodLength};
pub use result::{
    Arrival, Centre, CentrePoint, Dispersion, Ellipse, FrontierEvent, Hull, Imputed, Reach, RegionMix, Slice, Spread,
    TrackStep,
};

pub use rounded::Rounded;
pub use ruler::Ruler;
pub use scan::{Cylinder, Scanned};
pub use trend::{SeriesTrend, Stretch, Trend};
pub use wave::{Edges, Wave};

use std::sync::Arc;

use jiff::civil::Date;

use gathered::Gathered;
use origin::First;
use record::Record;
use words::Words;

use crate::error::Result;
use crate::incident::{Area, Bare, Incident, Located};
use crate::region::Regions;

/// Collects what the statistics need; mergeable in any order.
#[derive(Debug, Clone)]
pub struct Accumulator {
    options: SpreadOptions,
    records: Vec<Record>,
    words: Words,
    /// The first and the last possible day.
    days: Option<(Date, Date)>,
    /// The first incident that could be an origin.
    first: Option<First>,
}

impl Accumulator {
    /// An empty one.
    pub fn new(options: SpreadOptions) -> Self {
        Self { options, records: Vec::new(), words: Words::default(), days: None, first: None }
    }

    /// Makes room for so many incidents.
    pub fn expect(&mut self, incidents: usize) {
        self.records.reserve(incidents);
    }

    /// Takes in one incident; those of other roles are passed over.
    pub fn add(&mut self, located: &Located) {
        if self.options.roles.contains(&located.role()) {
            let when = located.incident.when;
            self.note_days(when.span());
            if self.first.as_ref().is_none_or(|first| first.may_follow(when)) {
                self.note_first(First::of(located));
            }
            let record = Record::new(located, &mut self.words);
            self.records.push(record);
        }
    }

    /// The same for an incident whose place is nothing but coordinates.
    pub fn add_bare(&mut self, incident: &Incident, bare: Bare, area: &Area) {
        if self.options.roles.contains(&incident.kind.role()) {
            self.note_days(incident.when.span());
            if self.first.as_ref().is_none_or(|first| first.may_follow(incident.when)) {
                self.note_first(First::of_bare(incident, bare));
            }
            let record = Record::of_bare(incident, bare, area, &mut self.words);
            self.records.push(record);
        }
    }

    /// The first and the last possible day of the measured incidents.
    pub fn days(&self) -> Option<(Date, Date)> {
        self.days
    }

    /// The first measured incident by first day, last day and id that has a date and a point fine enough, as an origin.
    pub fn first_incident(&self) -> Option<Origin> {
        self.first.clone().map(First::into_origin)
    }

    /// Measures from an origin, in periods of a length; both may be known only when all incidents are.
    #[must_use]
    pub fn measured_from(mut self, origin: Origin, by: PeriodLength) -> Self {
        (self.options.origin, self.options.by) = (origin, by);
        self
    }

    fn note_days(&mut self, days: Option<(Date, Date)>) {
        let Some((first, last)) = days else { return };
        self.days = Some(self.days.map_or((first, last), |(a, z)| (a.min(first), z.max(last))));
    }

    fn note_first(&mut self, first: Option<First>) {
        self.first = match (self.first.take(), first) {
            (Some(a), Some(b)) => Some(a.earlier(b)),
            (a, b) => a.or(b),
        };
    }

    /// Takes in all that another one holds; its options are dropped.
    pub fn merge(&mut self, other: Self) {
        self.note_days(other.days);
        self.note_first(other.first);
        let new = self.words.take(&other.words);
        let (words, theirs) = (&mut self.words, &other.words);
        self.records.extend(other.records.into_iter().map(|record| record.moved(theirs, &new, words)));
    }

    /// Computes only the families beyond the slices, those that are asked for.
    ///
    /// # Errors
    /// As [`Accumulator::finish`].
    pub fn findings(self, regions: &Regions) -> Result<Findings> {
        let all = Gathered::new(self.records, Arc::new(self.words), &self.options, regions)?;
        Ok(Findings::new(&all, &arrivals::Arrivals::of(&all), &self.options))
    }

    /// Computes every statistic. The regions name countries of which only the code is known.
    ///
    /// # Errors
    /// Where the dates span more than 5,000 periods, which a slip in a date does; the sentence names the two dates.
    pub fn finish(self, regions: &Regions) -> Result<Spread> {
        let words = Arc::new(self.words);
        let groups = match self.options.group_by {
            Some(by) => group::groups(&self.records, &words, by, &self.options, regions)?,
            None => Vec::new(),
        };
        let all = Gathered::new(self.records, words, &self.options, regions)?;
        let mut spread = Spread { groups, ..slices::spread(&all, &self.options) };
        impute::carry(&mut spread, &all, &self.options, regions);
        let compare = |what: &Compare| compare::compare(&all, what, &self.options, regions);
        spread.comparison = self.options.compare.as_ref().map(compare);
        Ok(spread)
    }
}

/// Accumulates all incidents and finishes.
///
/// # Errors
/// As [`Accumulator::finish`].
pub fn measure<'a>(
    located: impl IntoIterator<Item = &'a Located>,
    options: SpreadOptions,
    regions: &Regions,
) -> Result<Spread> {
    let mut accumulator = Accumulator::new(options);
    for one in located {
        accumulator.add(one);
    }
    accumulator.finish(regions)
}
