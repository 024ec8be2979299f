//! A set of incidents that grows: what is added up of it costs by the incidents that are added, not by those it holds.
//!
//! Comes in: spots one after the other, each as often as incidents lie there. Goes out: the sums that the statistics of a
//! large set rest on, and points with weights that stand for it ([`Growth::condensed`]).

use super::hull::corners;
use super::tree::{Node, Tree};
use crate::earth::UnitVector;
use crate::statistic::patch::Nodes;
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
    pub distances: Growing<'a>,
    /// Incidents at each spot, in the order of the tree.
    pub counts: Vec<u32>,
    /// In step with the patches of the tree.
    pub held: Vec<Held>,
    fine: Vec<[f64; FINE * FINE]>,
    wide: Vec<[f64; WIDE * WIDE]>,
    nodes: (Nodes<FINE>, Nodes<WIDE>),
    /// The corners of the hull so far; none once no hemisphere holds the points.
    hull: Option<Vec<UnitVector>>,
    /// Points that came since the hull was drawn.
    fresh: Vec<UnitVector>,
}

impl<'a> Growth<'a> {
    /// No incidents yet. `distances` are those of the spots in their order, or none without an origin.
    pub fn new(tree: &'a Tree, distances: &'a [f64]) -> Self {
        Self {
            tree,
            n: 0,
            distinct: 0,
            fingerprint: 0,
            sum: UnitVector::default(),
            distances: Growing::new(distances),
            counts: vec![0; tree.units.len()],
            held: vec![Held::default(); tree.nodes.len()],
            fine: vec![[0.0; FINE * FINE]; tree.fine],
            wide: vec![[0.0; WIDE * WIDE]; tree.wide],
            nodes: (Nodes::new(), Nodes::new()),
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
        for position in positions {
            self.take_one(position as usize);
        }
    }

    fn take_one(&mut self, position: usize) {
        let (Some(unit), Some(count)) = (self.tree.units.get(position), self.counts.get_mut(position)) else { return };
        *count += 1;
        let first = *count == 1;
        self.n += 1;
        self.distinct += u64::from(first);
        self.fingerprint = self.fingerprint.wrapping_add(self.tree.fingerprints.get(position).copied().unwrap_or(0));
        self.sum = self.sum.plus(*unit);
        if first {
            self.fresh.push(*unit);
        }
        self.share(position, first);
    }

    /// Counts an incident in every patch that holds it and shares it out among their nodes.
    fn share(&mut self, position: usize, first: bool) {
        let tree = self.tree;
        let Some(place) = tree.places.get(position) else { return };
        let mut at = tree.leaf_of.get(position).copied();
        while let Some((index, node)) = at.and_then(|i| Some((i as usize, tree.nodes.get(i as usize)?))) {
            if let Some(held) = self.held.get_mut(index) {
                held.incidents += 1;
                held.spots += u32::from(first);
            }
            if let Some(grid) = node.fine.and_then(|i| self.fine.get_mut(i as usize)) {
                self.nodes.0.share(&node.patch, *place, 1.0, grid);
            }
            if let Some(grid) = node.wide.and_then(|i| self.wide.get_mut(i as usize)) {
                self.nodes.1.share(&node.patch, *place, 1.0, grid);
            }
            at = node.parent;
        }
    }

    /// Points with weights that stand for the incidents: `stand` says of a patch which of its nodes do. A patch with fewer
    /// points than nodes keeps its points.
    pub fn condensed(&self, stand: impl Fn(&Node) -> Stand) -> Vec<(UnitVector, f64)> {
        let mut points = Vec::new();
        let mut open: Vec<u32> = (0..self.tree.faces).rev().collect();
        while let Some(index) = open.pop() {
            let (Some(node), Some(held)) = (self.tree.nodes.get(index as usize), self.held.get(index as usize)) else {
                continue;
            };
            let spots = held.spots as usize;
            let stand = if spots > FINE * FINE { stand(node) } else { Stand::None };
            let fine = node.fine.filter(|_| stand == Stand::Fine).and_then(|i| self.fine.get(i as usize));
            let wide = node.wide.filter(|_| stand == Stand::Wide && spots > WIDE * WIDE);
            if let Some(weights) = fine {
                points.extend(self.nodes.0.points(&node.patch).zip(weights.iter().copied()));
            } else if let Some(weights) = wide.and_then(|i| self.wide.get(i as usize)) {
                points.extend(self.nodes.1.points(&node.patch).zip(weights.iter().copied()));
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
        let range = node.spots.start as usize..node.spots.end as usize;
        let counts = self.counts.get(range.clone()).unwrap_or_default();
        let units = self.tree.units.get(range).unwrap_or_default();
        units.iter().copied().zip(counts.iter().copied()).filter(|(_, count)| *count > 0)
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
