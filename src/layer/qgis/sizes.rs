//! How the people killed become the size of a circle.
//!
//! Comes in: the counts. Goes out: an expression for QGIS, and the steps of its legend. The area of a circle is proportional to the
//! count, as in the pictures.

use crate::incident::Role;
use crate::located::LocatedStore;

/// The scale of the circles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sizes {
    /// The round count of the largest circle; more are drawn no larger.
    pub(super) most: u64,
    /// Its diameter in mm.
    widest_mm: f64,
    /// No circle is smaller.
    least_mm: f64,
}

/// The diameter of an open circle: the count is not known.
const UNKNOWN_MM: f64 = 2.0;

/// All circles together cover at most this much of the map in mm²: a seventh of the one that is printed.
const COVERED_MM2: f64 = 190.0 * 150.0 / 7.0;

impl Sizes {
    pub(super) fn of(located: &LocatedStore) -> Self {
        let operations = located.iter().filter(|one| one.role() == Role::Operation && one.has_site());
        let counts: Vec<u64> = operations.filter_map(|one| one.killed.count()).map(u64::from).collect();
        let most = at_least(counts.iter().copied().max().unwrap_or(0).min(20_000));
        let circles: f64 = counts.iter().map(|n| (*n).min(most) as f64 / most as f64).sum();
        let widest_mm = 2.0 * (COVERED_MM2 / (std::f64::consts::PI * circles.max(1.0))).sqrt();
        let least_mm = if located.len() > 300 { 0.9 } else { 1.5 };
        Self { most, widest_mm: (widest_mm.clamp(3.0, 10.0) * 100.0).round() / 100.0, least_mm }
    }

    /// The diameter in mm as an expression of a feature. It holds for all roles: QGIS shows a legend of sizes only where all
    /// categories have the same expression.
    pub(super) fn expression(&self) -> String {
        let Self { most, widest_mm, least_mm } = self;
        let unknown = UNKNOWN_MM.min(least_mm * 1.5);
        let open = r#""role" <> 'operation' OR "killed" IS NULL"#;
        format!(r#"if({open}, {unknown}, max({least_mm}, scale_exp("killed", 0, {most}, 0, {widest_mm}, 0.5)))"#)
    }

    /// The width in mm of the paper's edge round a circle: that of the least one must leave some of its colour.
    pub(super) fn edge_mm(&self) -> f64 {
        if self.least_mm < 1.0 { 0.06 } else { 0.16 }
    }

    /// Diameters in mm for the legend, the largest first, with their counts.
    pub(super) fn steps(&self) -> Vec<(f64, u64)> {
        let mut counts = vec![self.most, at_least(self.most.div_ceil(5)), at_least(self.most.div_ceil(25))];
        counts.dedup();
        counts.into_iter().map(|n| (self.diameter_mm(n), n)).collect()
    }

    fn diameter_mm(&self, killed: u64) -> f64 {
        let share = killed.min(self.most) as f64 / self.most as f64;
        ((self.widest_mm * share.sqrt()).max(self.least_mm) * 1000.0).round() / 1000.0
    }
}

/// The least of 1, 2, 5, 10, 20, 50 ... that is no less.
pub(super) fn at_least(n: u64) -> u64 {
    let decades = std::iter::successors(Some(1_u64), |decade| decade.checked_mul(10));
    let series = decades.flat_map(|decade| [1, 2, 5].map(|k| decade.saturating_mul(k)));
    series.into_iter().find(|round| *round >= n).unwrap_or(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_times_as_many_killed_make_a_circle_twice_as_wide() {
        let sizes = Sizes { most: 200, widest_mm: 10.0, least_mm: 1.5 };
        assert_eq!([200, 50, 0, 900].map(|n| sizes.diameter_mm(n)), [10.0, 5.0, 1.5, 10.0]);
        assert_eq!(sizes.steps(), [(10.0, 200), (5.0, 50), (2.236, 10)]);
    }

    #[test]
    fn round_counts_are_found_for_every_count() {
        assert_eq!([0, 1, 3, 143, 1_000_001, u64::MAX].map(at_least), [1, 1, 5, 200, 2_000_000, u64::MAX]);
    }
}
