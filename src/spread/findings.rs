//! What the families beyond the slices found.
//!
//! Comes in: gathered incidents and the families that are asked for. Goes out: [`Findings`], each family in its own shape
//! and all of them as [`Measured`].

use super::arrivals::Arrivals;
use super::gathered::Gathered;
use super::grid::{self, Grid};
use super::{
    Clusters, Diffusion, Family, Front, Hotspots, Measured, NearRepeats, Occupied, Scanned, SpreadOptions, Trend, Wave,
};
use super::{cells, diffusion, front, hotspots, scan, trend, wave};

/// What the families beyond the slices found; none of a family that was not asked for.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Occupied cells (D2).
    pub occupied: Option<Occupied>,
    /// Concentration, swash and backwash (E2, E4).
    pub wave: Option<Wave>,
    /// Expansion, relocation, contagion and jumps (F1, F2).
    pub diffusion: Option<Diffusion>,
    /// The speed of the front (G1).
    pub front: Option<Front>,
    /// Knox, near-repeat table, space-time K (H1-H3).
    pub near_repeat: Option<NearRepeats>,
    /// DBSCAN and ST-DBSCAN (I1).
    pub clusters: Option<Clusters>,
    /// Hot spots (J1, J2).
    pub hotspots: Option<Hotspots>,
    /// Clusters in space and time (K1).
    pub scan: Option<Scanned>,
    /// Trends and change points (L1, L2).
    pub trend: Option<Trend>,
}

impl Findings {
    /// Measures the families that are asked for.
    pub(super) fn new(all: &Gathered, arrivals: &Arrivals, options: &SpreadOptions) -> Self {
        let wanted = |family: Family| options.families.contains(&family);
        let on_grid = [Family::Area, Family::Diffusion, Family::Hotspots].into_iter().any(wanted);
        let grid = on_grid.then(|| Grid::new(all, grid::resolution(all, &options.cells)));
        let of_grid = |family: Family| grid.as_ref().filter(|_| wanted(family));
        Self {
            occupied: of_grid(Family::Area).map(|grid| cells::occupied(all, grid)),
            wave: wanted(Family::Regions).then(|| wave::wave(all, arrivals, options)),
            diffusion: of_grid(Family::Diffusion).map(|grid| diffusion::diffusion(all, grid, options)),
            front: wanted(Family::Front).then(|| front::front(all, &arrivals.countries, options)),
            near_repeat: wanted(Family::NearRepeat)
                .then(|| NearRepeats::new(&all.records, &options.near_repeat, options.seed)),
            clusters: wanted(Family::Clusters).then(|| Clusters::new(all, &options.clusters, options.seed)),
            hotspots: of_grid(Family::Hotspots).map(|grid| hotspots::hotspots(all, grid, &options.cells)),
            scan: wanted(Family::Scan).then(|| scan::scanned(all, options)),
            trend: wanted(Family::Trend).then(|| trend::trend(all, options)),
        }
    }

    /// All of them, in the order of the tables.
    pub fn all(&self) -> Vec<&dyn Measured> {
        let all: [Option<&dyn Measured>; 9] = [
            self.occupied.as_ref().map(|f| f as &dyn Measured),
            self.wave.as_ref().map(|f| f as &dyn Measured),
            self.diffusion.as_ref().map(|f| f as &dyn Measured),
            self.front.as_ref().map(|f| f as &dyn Measured),
            self.near_repeat.as_ref().map(|f| f as &dyn Measured),
            self.clusters.as_ref().map(|f| f as &dyn Measured),
            self.hotspots.as_ref().map(|f| f as &dyn Measured),
            self.scan.as_ref().map(|f| f as &dyn Measured),
            self.trend.as_ref().map(|f| f as &dyn Measured),
        ];
        all.into_iter().flatten().collect()
    }
}
