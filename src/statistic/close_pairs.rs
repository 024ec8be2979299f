//! The pairs of incidents that are close in space, by bands of distance, in a form that can be counted a thousand times.
//!
//! Comes in: [`Spots`], the edges of the bands. Goes out: [`ClosePairs`]: incidents have positions in the order of a grid, so
//! that neighbours lie near each other in memory; pairs are lists of positions, but pairs of spots with many incidents are
//! kept as pairs of spots.

mod expansion;

use std::sync::atomic::{AtomicU64, Ordering};

use expansion::Expansion;

use super::grid::{Cell, Grid};
use super::metric::{Points, Spots, Within, square};

/// More pairs than this are not listed: they would take hundreds of megabytes.
pub const MOST_PAIRS: u64 = 36_000_000;
/// More looks at pairs of points than this are not taken to find the close ones.
const MOST_LOOKS: u64 = 6_000_000_000;
/// What a permutation costs for each incident, in units of [`ClosePairs::cost`].
const PER_INCIDENT: u64 = 20;

/// Which end of a band belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeRule {
    /// Up to and including the upper edge: (a, b].
    UpperIncluded,
    /// From the lower edge up to, not including, the upper one: [a, b).
    LowerIncluded,
}

/// Why the pairs were not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than {MOST_PAIRS} pairs of incidents lie within the distance: choose a shorter one")]
pub struct TooManyPairs;

/// Close pairs of incidents by band; band 0 holds the pairs at one point.
#[derive(Debug)]
pub struct ClosePairs {
    /// The incident at each position.
    pub incident_at: Vec<u32>,
    /// The spot of each position; spots have the numbers of the grid's order.
    pub spot_at: Vec<u32>,
    /// How many spots there are.
    pub spots: usize,
    /// The bands.
    pub bands: Vec<Band>,
}

/// The pairs of one band.
#[derive(Debug, Default)]
pub struct Band {
    /// How many pairs of incidents.
    pub pairs: u64,
    /// How many incidents each incident of a spot is paired with.
    pub degree: Vec<u64>,
    /// For each position, the later positions it is paired with; but for those in `spot_pairs`.
    pub explicit: Lists,
    /// For each spot, the spots all of whose incidents it is paired with, in both directions; itself for pairs at one point.
    pub spot_pairs: Lists,
}

/// A list for each row, row after row.
#[derive(Debug, Default)]
pub struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// The list of a row.
    pub fn row(&self, row: usize) -> &[u32] {
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// How many items all lists have.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether all lists are empty.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    fn with_rows(rows: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self { starts, items: Vec::new() }
    }

    fn end_row(&mut self) {
        self.starts.push(self.items.len() as u32);
    }
}

impl ClosePairs {
    /// Lists the pairs within the last of the rising edges; band k + 1 lies between edge k - 1 (or 0) and edge k.
    ///
    /// # Errors
    /// [`TooManyPairs`] where there are more than [`MOST_PAIRS`].
    pub fn new(spots: &Spots, edges: &[f64], rule: EdgeRule) -> Result<Self, TooManyPairs> {
        Self::up_to(spots, edges, rule, MOST_PAIRS)
    }

    /// The same where there are no more than so many pairs.
    fn up_to(spots: &Spots, edges: &[f64], rule: EdgeRule, most: u64) -> Result<Self, TooManyPairs> {
        let points = &spots.points;
        let reaches: Vec<Within> = edges
            .iter()
            .map(|d| if rule == EdgeRule::UpperIncluded { points.within(*d) } else { points.nearer_than(*d) })
            .collect();
        let grid = Grid::new(points, reaches.last().map_or(0.0, Within::longest_chord));
        let spot_lists = if reaches.is_empty() { Vec::new() } else { spot_lists(points, &grid, &reaches, most)? };
        Expansion::new(spots, &grid, most).expand(&spot_lists)
    }
}

impl ClosePairs {
    /// Lists the pairs within as many of the edges as keep [`ClosePairs::cost`] within `most`, and says how many these are.
    ///
    /// # Errors
    /// [`TooManyPairs`] where the pairs at one point alone are too many.
    pub fn widest(spots: &Spots, edges: &[f64], rule: EdgeRule, most: u64) -> Result<(Self, usize), TooManyPairs> {
        // A pair of spots costs one at least: more need not be found.
        let found = most.saturating_sub(PER_INCIDENT * spots.spot_of.len() as u64).min(MOST_PAIRS);
        for used in (0..=edges.len()).rev() {
            if let Ok(pairs) = Self::up_to(spots, &edges[..used], rule, found)
                && pairs.cost() <= most
            {
                return Ok((pairs, used));
            }
        }
        Err(TooManyPairs)
    }

    /// About what one permutation costs, in units of one listed pair (a quarter of a nanosecond).
    pub fn cost(&self) -> u64 {
        let of_band = |band: &Band| band.explicit.len() as u64 + 2 * self.steps(band);
        self.bands.iter().map(of_band).sum::<u64>() + PER_INCIDENT * self.incident_at.len() as u64
    }

    /// The steps for the spots with many incidents.
    fn steps(&self, band: &Band) -> u64 {
        self.spot_at.iter().map(|spot| band.spot_pairs.row(*spot as usize).len() as u64).sum()
    }
}

/// As many permutations as are asked for, or the most of 499, 199 and 99 that keep within a budget; never fewer than 99.
pub fn affordable(asked: u32, cost: u64, budget: u64) -> u32 {
    let fits = |draws: &u32| u64::from(*draws).saturating_mul(cost) <= budget;
    [asked, 499, 199].into_iter().filter(|draws| *draws <= asked).find(fits).unwrap_or(asked.min(99))
}

/// For each band, the later spots that each spot is close to; spots by their place in the grid's order.
fn spot_lists(points: &Points, grid: &Grid, reaches: &[Within], most: u64) -> Result<Vec<Lists>, TooManyPairs> {
    let looks: u64 = grid
        .sweep(
            1,
            || 0_u64,
            |sum, cell| *sum += (cell.own.len() * cell.near.iter().map(ExactSizeIterator::len).sum::<usize>()) as u64,
        )
        .iter()
        .sum();
    if looks > MOST_LOOKS {
        return Err(TooManyPairs);
    }
    let found = AtomicU64::new(0);
    let make = || (0..reaches.len()).map(|_| Lists { starts: Vec::new(), items: Vec::new() }).collect::<Vec<_>>();
    let parts = grid.sweep(1, make, |lists, cell| {
        if found.load(Ordering::Relaxed) <= most {
            let before: usize = lists.iter().map(Lists::len).sum();
            add_cell(points, grid, reaches, &cell, lists);
            let after: usize = lists.iter().map(Lists::len).sum();
            found.fetch_add((after - before) as u64, Ordering::Relaxed);
        }
    });
    if found.into_inner() > most {
        return Err(TooManyPairs);
    }
    let mut joined: Vec<Lists> = reaches.iter().map(|_| Lists::with_rows(points.len())).collect();
    for part in parts {
        for (whole, part) in joined.iter_mut().zip(part) {
            let base = whole.items.len() as u32;
            whole.starts.extend(part.starts.iter().map(|end| base + end));
            whole.items.extend(part.items);
        }
    }
    Ok(joined)
}

/// Adds a row for each point of a cell: here `starts` holds the ends of rows.
fn add_cell(points: &Points, grid: &Grid, reaches: &[Within], cell: &Cell<'_>, lists: &mut [Lists]) {
    for p in cell.own.clone() {
        let (i, at) = (grid.order[p] as usize, grid.at[p]);
        for range in cell.near {
            for q in range.start.max(p + 1)..range.end {
                let chord = square(at, grid.at[q]);
                let band = reaches.iter().position(|r| r.holds(points, i, grid.order[q] as usize, chord));
                if let Some(band) = band {
                    lists[band].items.push(q as u32);
                }
            }
        }
        lists.iter_mut().for_each(Lists::end_row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::metric::Metric;

    #[test]
    fn pairs_fall_into_the_band_that_their_edge_rule_says() {
        let points = Points::on_plane(&[[0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [3.0, 0.0]], Metric::Euclid);
        let spots = Spots::new(&points);
        let counts = |rule| {
            let pairs = ClosePairs::new(&spots, &[1.0, 2.0, 3.0], rule).unwrap();
            pairs.bands.iter().map(|b| b.pairs).collect::<Vec<_>>()
        };
        assert_eq!(counts(EdgeRule::UpperIncluded), [1, 2, 1, 2]);
        assert_eq!(counts(EdgeRule::LowerIncluded), [1, 0, 2, 1]);
    }

    #[test]
    fn many_incidents_at_few_places_are_kept_as_pairs_of_places() {
        let at: Vec<[f64; 2]> = (0..3000).map(|i| [f64::from(i % 3), 0.0]).collect();
        let spots = Spots::new(&Points::on_plane(&at, Metric::Euclid));
        let pairs = ClosePairs::new(&spots, &[1.0], EdgeRule::UpperIncluded).unwrap();
        let counted: Vec<_> = pairs.bands.iter().map(|b| (b.pairs, b.explicit.len(), b.spot_pairs.len())).collect();
        assert_eq!(counted, [(3 * 1000 * 999 / 2, 0, 3), (2_000_000, 0, 4)]);
    }
}
