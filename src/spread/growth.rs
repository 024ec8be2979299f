//! A set of incidents that grows: what is added up of it costs by the incidents that are added, not by those it holds.
//!
//! Comes in: spots one after the other, each as often as incidents lie there. Goes out: the sums that the statistics of a
//! large set rest on, and points with weights that stand for it ([`Growth::condensed`]).

use std::ops::Range;

use super::gathered::NONE;
use super::hull::corners;
use super::node_shares::NodeShares;
use super::tree::{Node, Site, Tree};
use crate::earth::UnitVector;
use crate::statistic::patch::Place;
use crate::statistic::quantile::Growing;

/// Fine nodes a side of a patch.
const FINE: usize = 4;
/// Coarse nodes a side of a patch.
pub(super) const WIDE: usize = 9;

/// Which nodes stand for a patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    Fine,
    Wide,
    /// None: it is parted, or its points stand for themselves.
    None,
}

/// What lies in a patch so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Held {
    pub incidents: u64,
    /// Distinct points.
    pub spots: u32,
}

/// An incident that was counted at its spot.
#[derive(Debug, Clone, Copy)]
struct Taken {
    leaf: u32,
    place: Place,
    /// Whether it is the first there.
    first: bool,
}

/// The incidents so far.
#[derive(Debug, Clone)]
pub(super) struct Growth<'a> {
    pub tree: &'a Tree,
    pub n: u64,
    /// How many distinct points.
    pub distinct: u64,
    pub fingerprint: u64,
    /// The sum of unit vectors.
    pub sum: UnitVector,
    /// Distances from the origin.
    pub distances: Growing,
    /// Incidents at each spot, in the order of the tree.
    pub counts: Vec<u32>,
    /// In step with the patches of the tree.
    pub held: Vec<Held>,
    fine: NodeShares<FINE>,
    wide: NodeShares<WIDE>,
    /// The corners of the hull so far; none once no hemisphere holds the points.
    hull: Option<Vec<UnitVector>>,
    /// Points that came since the hull was drawn.
    fresh: Vec<UnitVector>,
}

impl<'a> Growth<'a> {
    /// No incidents yet, and `most` to come; `measured` spots have a distance from the origin, and are in the order of these.
    pub fn new(tree: &'a Tree, measured: usize, most: u64) -> Self {
        Self {
            tree,
            n: 0,
            distinct: 0,
            fingerprint: 0,
            sum: UnitVector::default(),
            distances: Growing::new(measured),
            counts: vec![0; tree.sites.len()],
            held: vec![Held::default(); tree.nodes.len()],
            fine: NodeShares::new(tree.nodes.len(), most),
            wide: NodeShares::new(tree.nodes.len(), most),
            hull: Some(Vec::new()),
            fresh: Vec::new(),
        }
    }

    /// Takes in incidents at spots.
    pub fn take(&mut self, spots: &[u32]) {
        for spot in spots {
            self.distances.take(*spot as usize);
        }
        // In the order of the tree neighbours share their patches, which then are at hand.
        let position = |spot: &u32| self.tree.position_of.get(*spot as usize).copied();
        let mut positions: Vec<u32> = spots.iter().filter_map(position).collect();
        positions.sort_unstable();
        // All are counted before patches are looked at: so the looks at memory do not wait for each other.
        let counted = positions.into_iter().filter_map(|position| self.count(position as usize));
        let counted: Vec<Taken> = counted.collect();
        let mut used = Vec::new();
        counted.chunk_by(|a, b| a.leaf == b.leaf).for_each(|run| self.share(run, &mut used));
    }

    fn count(&mut self, position: usize) -> Option<Taken> {
        let (site, count) = (self.tree.sites.get(position)?, self.counts.get_mut(position)?);
        *count += 1;
        let first = *count == 1;
        self.n += 1;
        self.distinct += u64::from(first);
        self.fingerprint = self.fingerprint.wrapping_add(site.fingerprint);
        self.sum = self.sum.plus(site.unit);
        if first {
            self.fresh.push(site.unit);
        }
        Some(Taken { leaf: site.leaf, first, place: site.place() })
    }

    /// Counts incidents of one leaf in every patch that holds it and shares them out among the nodes in use; `used` is a
    /// list to be used again.
    fn share(&mut self, run: &[Taken], used: &mut Vec<usize>) {
        let tree = self.tree;
        let (incidents, spots) = (run.len() as u64, run.iter().filter(|one| one.first).count() as u32);
        let mut at = run.first().map_or(NONE, |one| one.leaf);
        used.clear();
        while let Some(held) = self.held.get_mut(at as usize) {
            held.incidents += incidents;
            held.spots += spots;
            if self.fine.holds(at as usize) || self.wide.holds(at as usize) {
                used.push(at as usize);
            }
            at = tree.parents.get(at as usize).copied().unwrap_or(NONE);
        }
        for (index, node) in used.iter().filter_map(|index| Some((*index, tree.nodes.get(*index)?))) {
            for one in run {
                self.fine.take(index, &node.patch, one.place);
                self.wide.take(index, &node.patch, one.place);
            }
        }
    }

    /// Points with weights that stand for the incidents: `stand` says of a patch which of its nodes do. A patch with fewer
    /// points than nodes keeps its points.
    pub fn condensed(&mut self, stand: impl Fn(&Node) -> Stand) -> Vec<(UnitVector, f64)> {
        let tree = self.tree;
        let mut points = Vec::new();
        let mut open: Vec<u32> = (0..tree.faces).rev().collect();
        while let Some(number) = open.pop() {
            let index = number as usize;
            let (Some(node), Some(spots)) = (tree.nodes.get(index), self.held.get(index)) else { continue };
            let spots = spots.spots as usize;
            let stand = if spots > FINE * FINE { stand(node) } else { Stand::None };
            if stand == Stand::Fine && node.fine {
                self.fine.open(index, &node.patch, placed(tree, &self.counts, node));
                points.extend(self.fine.points(index, &node.patch));
            } else if stand == Stand::Wide && node.wide && spots > WIDE * WIDE {
                self.wide.open(index, &node.patch, placed(tree, &self.counts, node));
                points.extend(self.wide.points(index, &node.patch));
            } else if node.parts.is_empty() {
                points.extend(self.points(node).map(|(p, count)| (p, f64::from(count))));
            } else if spots > 0 {
                open.extend(node.parts.clone().rev());
            }
        }
        points
    }

    /// The points of a patch that have incidents, and how many.
    pub fn points(&self, node: &Node) -> impl Iterator<Item = (UnitVector, u32)> {
        held(self.tree, &self.counts, &node.spots).map(|(site, count)| (site.unit, count))
    }

    /// The corners of the hull; none where no hemisphere holds the points.
    pub fn hull(&mut self) -> Option<&[UnitVector]> {
        let fresh = std::mem::take(&mut self.fresh);
        if let Some(old) = self.hull.take() {
            // A hull of the corners so far and of what came since is the hull of all.
            let points: Vec<UnitVector> = old.into_iter().chain(fresh).collect();
            self.hull = corners(&points);
        }
        self.hull.as_deref()
    }
}

/// Those of some sites that have incidents, and how many.
fn held<'t>(tree: &'t Tree, counts: &'t [u32], range: &Range<u32>) -> impl Iterator<Item = (&'t Site, u32)> + use<'t> {
    let range = range.start as usize..range.end as usize;
    let counts = counts.get(range.clone()).unwrap_or_default();
    let sites = tree.sites.get(range).unwrap_or_default();
    sites.iter().zip(counts.iter().copied()).filter(|(_, count)| *count > 0)
}

/// Their places.
fn placed<'t>(tree: &'t Tree, counts: &'t [u32], node: &Node) -> impl Iterator<Item = (Place, u32)> + use<'t> {
    held(tree, counts, &node.spots).map(|(site, count)| (site.place(), count))
}
