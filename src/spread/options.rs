//! How to measure: the origin, the periods, what counts, which families.
//!
//! Comes in: choices. Goes out: [`SpreadOptions`], which every statistic reads and every output prints.

use super::{ClusterChoice, Compare, Family, NearRepeatChoice, Origin, PeriodLength};
use crate::incident::Role;

/// How to measure.
#[derive(Debug, Clone)]
pub struct SpreadOptions {
    /// What distances are measured from; without one, distances are left out.
    pub origin: Origin,
    /// The length of a period.
    pub by: PeriodLength,
    /// Which roles are measured; operations unless asked otherwise.
    pub roles: Vec<Role>,
    /// The seed of everything random.
    pub seed: u64,
    /// How many bootstrap samples; 0 gives no intervals where there is no closed form.
    pub resamples: u32,
    /// How many times imprecise dates and places are drawn anew; 0 leaves imputation out.
    pub imputations: u32,
    /// Whether groups of incidents are measured beside the whole, and by what.
    pub group_by: Option<GroupBy>,
    /// Two sets of incidents that are compared, if any.
    pub compare: Option<Compare>,
    /// The families that are measured; reach, centre, area and regions always are, as the others rest on them.
    pub families: Vec<Family>,
    /// The grid of cells and the steps of time over it.
    pub cells: CellOptions,
    /// What the scan looks for.
    pub scan: ScanLimits,
    /// What counts as a near repeat.
    pub near_repeat: NearRepeatChoice,
    /// What makes a cluster.
    pub clusters: ClusterChoice,
}

/// The grid of cells and the steps of time over it (D2, F1, F2, J1, J2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellOptions {
    /// The H3 resolution, 0 to 15; none to choose it by the extent of the incidents.
    pub resolution: Option<u8>,
    /// How many rings round occupied cells belong to the study area of hot spots, and how near a cell active before has to
    /// be for one newly active to be no jump.
    pub rings: u32,
    /// How many steps of equal length; none for the periods, where there are enough of them.
    pub steps: Option<u32>,
}

impl Default for CellOptions {
    /// The resolution chosen, one ring, the periods.
    fn default() -> Self {
        Self { resolution: None, rings: 1, steps: None }
    }
}

/// What the space-time permutation scan looks for (K1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScanLimits {
    /// The greatest radius of a circle in km.
    pub radius_km: f64,
    /// The longest window in days.
    pub window_days: u32,
    /// Only windows that hold the last day (is something under way now?), or any.
    pub prospective: bool,
}

impl Default for ScanLimits {
    /// Up to 100 km and 30 days, any window.
    fn default() -> Self {
        Self { radius_km: 100.0, window_days: 30, prospective: false }
    }
}

impl Default for SpreadOptions {
    /// Operations by year without an origin; 999 resamples, 100 imputations, every family.
    fn default() -> Self {
        Self {
            origin: Origin::None,
            by: PeriodLength::Year,
            roles: vec![Role::Operation],
            seed: 1,
            resamples: 999,
            imputations: 100,
            group_by: None,
            compare: None,
            families: Family::ALL.to_vec(),
            cells: CellOptions::default(),
            scan: ScanLimits::default(),
            near_repeat: NearRepeatChoice::default(),
            clusters: ClusterChoice::default(),
        }
    }
}

/// What incidents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum GroupBy {
    /// Attack, bombing, plot, ...
    Kind,
    /// The actor as given.
    Actor,
    /// The UN subregion.
    Region,
    /// The country.
    Country,
}

impl GroupBy {
    /// The name as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Actor => "actor",
            Self::Region => "region",
            Self::Country => "country",
        }
    }
}
