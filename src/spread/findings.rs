//! What the families beyond the slices found.
//!
//! Comes in: gathered incidents and the families that are asked for. Goes out: [`Findings`], each family in its own shape
//! and all of them as [`Measured`].

use super::gathered::Gathered;
use super::{Diffusion, Family, Hotspots, Measured, Occupied, Scanned, SpreadOptions};
use super::{cells, diffusion, hotspots, scan};

/// What the families beyond the slices found; none of a family that was not asked for.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Occupied cells (D2).
    pub occupied: Option<Occupied>,
    /// Expansion, relocation, contagion and jumps (F1, F2).
    pub diffusion: Option<Diffusion>,
    /// Hot spots (J1, J2).
    pub hotspots: Option<Hotspots>,
    /// Clusters in space and time (K1).
    pub scan: Option<Scanned>,
}

impl Findings {
    /// Measures the families that are asked for.
    pub(super) fn new(all: &Gathered, options: &SpreadOptions) -> Self {
        let wanted = |family: Family| options.families.contains(&family);
        Self {
            occupied: wanted(Family::Area).then(|| cells::occupied(all, &options.cells)),
            diffusion: wanted(Family::Diffusion).then(|| diffusion::diffusion(all, options)),
            hotspots: wanted(Family::Hotspots).then(|| hotspots::hotspots(all, &options.cells)),
            scan: wanted(Family::Scan).then(|| scan::scanned(all, options)),
        }
    }

    /// All of them, in the order of the tables.
    pub fn all(&self) -> Vec<&dyn Measured> {
        let all: [Option<&dyn Measured>; 4] = [
            self.occupied.as_ref().map(|f| f as &dyn Measured),
            self.diffusion.as_ref().map(|f| f as &dyn Measured),
            self.hotspots.as_ref().map(|f| f as &dyn Measured),
            self.scan.as_ref().map(|f| f as &dyn Measured),
        ];
        all.into_iter().flatten().collect()
    }
}
