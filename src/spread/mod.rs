//! How operations spread: how far, where to, how fast, how sure.
//!
//! Comes in: [`Located`] incidents, an [`Origin`], a period length. Goes out: a [`Spread`], every number of it an
//! [`Estimate`] with its n, what was left out, an interval or none, and the id of its method (docs/methods.md).
//!
//! What the statistics need of the rows is accumulated, merged and finished: [`Accumulator::add`],
//! [`Accumulator::merge`], [`Accumulator::finish`]. The order of rows and of merges does not change a byte of the result:
//! `finish` sorts what it kept before it adds anything up.

mod estimate;
mod origin;
mod period;
mod result;

pub use estimate::{Estimate, Interval, LeftOut, Unit};
pub use origin::Origin;
pub use period::{Period, PeriodLength};
pub use result::{
    Arrival, Centre, CentrePoint, Dispersion, Ellipse, FrontierEvent, Hull, Reach, RegionMix, Slice, Spread, TrackStep,
};

use crate::incident::{Located, Role};
use crate::region::Regions;

/// How to measure.
#[derive(Debug, Clone)]
pub struct SpreadOptions {
    /// What distances are measured from; without one, distances are left out.
    pub origin: Origin,
    /// The length of a period.
    pub by: PeriodLength,
    /// Which roles are measured; operations unless asked otherwise.
    pub roles: Vec<Role>,
    /// The seed of the bootstrap.
    pub seed: u64,
    /// How many bootstrap samples; 0 gives no intervals.
    pub resamples: u32,
}

/// Collects what the statistics need; mergeable in any order.
#[derive(Debug, Clone)]
pub struct Accumulator {
    options: SpreadOptions,
}

impl Accumulator {
    /// An empty one.
    pub fn new(options: SpreadOptions) -> Self {
        Self { options }
    }

    /// Takes in one incident; those of other roles are passed over.
    pub fn add(&mut self, located: &Located) {
        let _ = located;
    }

    /// Takes in all that another one holds.
    pub fn merge(&mut self, other: Self) {
        let _ = other;
    }

    /// Computes every statistic. The regions give the number of countries of the world for shares and names.
    pub fn finish(self, regions: &Regions) -> Spread {
        let _ = (regions, &self.options);
        todo!()
    }
}

/// Accumulates all incidents and finishes.
pub fn measure<'a>(
    located: impl IntoIterator<Item = &'a Located>,
    options: SpreadOptions,
    regions: &Regions,
) -> Spread {
    let mut accumulator = Accumulator::new(options);
    for one in located {
        accumulator.add(one);
    }
    accumulator.finish(regions)
}
