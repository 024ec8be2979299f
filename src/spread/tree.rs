//! All distinct points in a tree of patches of the globe.
//!
//! Comes in: spots. Goes out: [`Tree`]: which patches hold which spots, the same for every set of incidents at these spots.

use std::ops::Range;

use rayon::prelude::*;

use super::gathered::NONE;
use super::sample::Spot;
use crate::earth::UnitVector;
use crate::earth::trig::pow;
use crate::statistic::patch::{DEPTH, Patch, Place, code, codes};

/// A patch with more spots than this is parted into four.
const LEAF: u32 = 64;
/// Patches halved less often are far from nothing and have no fine nodes.
const LEAST_FINE: u32 = 2;

/// A patch and the spots in it.
#[derive(Debug)]
pub(super) struct Node {
    pub patch: Patch,
    /// The middle of the patch and the chord to its farthest corner.
    pub middle: UnitVector,
    pub radius: f64,
    pub level: u32,
    /// Where its spots stand in the order of the tree.
    pub spots: Range<u32>,
    /// The numbers of its parts; empty for a leaf.
    pub parts: Range<u32>,
    /// Whether fine nodes may stand for it: not for leaves, nor for patches too large to be far from anything.
    pub fine: bool,
    /// Whether coarse nodes may.
    pub wide: bool,
}

/// A spot in the order of the tree: what is added up of it stands side by side in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    pub unit: UnitVector,
    pub fingerprint: u64,
    /// The number of the smallest patch that holds it.
    pub leaf: u32,
}

impl Site {
    /// Where it lies on its face; it is reckoned more quickly than it is fetched.
    pub fn place(&self) -> Place {
        Place::of(self.unit)
    }
}

/// Spots in the order of the tree, patches from the six faces of the cube down.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// The patch that each is a part of; [`NONE`] of a face.
    pub parents: Vec<u32>,
    /// How many nodes stand for a whole face.
    pub faces: u32,
    /// The spots in the order of the tree.
    pub sites: Vec<Site>,
    /// Where each spot stands in this order.
    pub position_of: Vec<u32>,
    /// Patches halved this often carry the coarse nodes.
    pub wide_level: u32,
}

impl Tree {
    pub fn new(spots: &[Spot]) -> Self {
        let mut order: Vec<(u64, u32)> =
            spots.par_iter().enumerate().map(|(i, spot)| (code(spot.unit()), i as u32)).collect();
        order.par_sort_unstable();
        let from: Vec<u32> = order.iter().map(|(_, i)| *i).collect();
        let site = |spot: &Spot| Site { unit: spot.unit(), fingerprint: spot.fingerprint(), leaf: NONE };
        // Of a known number, so that they are written where they stay instead of being gathered in pieces first.
        let none = Site { unit: UnitVector::default(), fingerprint: 0, leaf: NONE };
        let at = |spot: &u32| spots.get(*spot as usize).map_or(none, site);
        let sites: Vec<Site> = from.par_iter().map(at).collect();
        let mut position_of = vec![0; order.len()];
        for (position, spot) in (0_u32..).zip(&from) {
            position_of.get_mut(*spot as usize).into_iter().for_each(|p| *p = position);
        }
        let wide_level = wide_level(extent(&sites));
        let mut tree = Self { sites, position_of, wide_level, ..Self::default() };
        tree.part(&order);
        tree
    }

    /// Parts the patches until each holds few spots.
    fn part(&mut self, order: &[(u64, u32)]) {
        self.parts(order, 0..order.len() as u32, 0, NONE);
        self.faces = self.nodes.len() as u32;
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            let (spots, level) = (node.spots.clone(), node.level);
            if spots.end - spots.start <= LEAF || level >= DEPTH {
                let range = spots.start as usize..spots.end as usize;
                self.sites.get_mut(range).into_iter().flatten().for_each(|site| site.leaf = at as u32);
            } else {
                let first = self.nodes.len() as u32;
                self.parts(order, spots, level + 1, at as u32);
                let last = self.nodes.len() as u32;
                if let Some(node) = self.nodes.get_mut(at) {
                    (node.parts, node.fine) = (first..last, level >= LEAST_FINE);
                }
            }
            at += 1;
        }
    }

    /// Adds the patches of a level that hold a run of spots.
    fn parts(&mut self, order: &[(u64, u32)], spots: Range<u32>, level: u32, parent: u32) {
        let mut start = spots.start;
        while start < spots.end {
            let run = order.get(start as usize..spots.end as usize).unwrap_or_default();
            let Some((code, _)) = run.first() else { return };
            let next = code / codes(level) * codes(level) + codes(level);
            let end = start + run.partition_point(|(code, _)| *code < next) as u32;
            let patch = Patch::of(*code, level);
            let (middle, radius) = patch.cap();
            let (spots, wide) = (start..end, level == self.wide_level);
            self.nodes.push(Node { patch, middle, radius, level, spots, parts: 0..0, fine: false, wide });
            self.parents.push(parent);
            start = end;
        }
    }
}

/// The root of the mean squared chord of points to their mean.
fn extent(sites: &[Site]) -> f64 {
    let sum = sites.iter().fold(UnitVector::default(), |sum, site| sum.plus(site.unit));
    (2.0 * (1.0 - sum.length() / sites.len().max(1) as f64)).max(0.0).sqrt()
}

/// How often the faces are halved for coarse nodes to keep the second moments of points of such an extent to within 1e-8:
/// their error is 0.3 (radius/2.8)^9 at most, found by trial. Where points lie in many patches the errors cancel out.
pub(super) fn wide_level(extent: f64) -> u32 {
    let radius = 0.41 * pow(extent.max(1e-7), 2.0 / 9.0);
    if extent > 0.1 { 2 } else { libm::ceil(libm::log2(1.42 / radius)) as u32 }
}

/// The largest radius of patches whose fine nodes keep the second moments of points of such an extent to within 1e-8.
pub(super) fn fine_radius(extent: f64) -> f64 {
    0.038 * extent.sqrt()
}
