//! All distinct points in a tree of patches of the globe.
//!
//! Comes in: spots. Goes out: [`Tree`]: which patches hold which spots, the same for every set of incidents at these spots.

use std::ops::Range;

use rayon::prelude::*;

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
    pub parent: Option<u32>,
    /// The numbers of its parts; empty for a leaf.
    pub parts: Range<u32>,
    /// The number of its fine nodes among all; none for leaves and for patches too large to be far from anything.
    pub fine: Option<u32>,
    /// The number of its coarse nodes among all.
    pub wide: Option<u32>,
}

/// Spots in the order of the tree, patches from the six faces of the cube down.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// How many nodes stand for a whole face.
    pub faces: u32,
    /// The spots in the order of the tree.
    pub units: Vec<UnitVector>,
    pub places: Vec<Place>,
    pub fingerprints: Vec<u64>,
    /// Where each spot stands in this order.
    pub position_of: Vec<u32>,
    /// The smallest patch of each spot, in the order of the tree.
    pub leaf_of: Vec<u32>,
    pub fine: usize,
    pub wide: usize,
    /// Patches halved this often carry the coarse nodes.
    pub wide_level: u32,
}

impl Tree {
    pub fn new(spots: &[Spot]) -> Self {
        let mut order: Vec<(u64, u32)> =
            spots.par_iter().enumerate().map(|(i, spot)| (code(spot.unit), i as u32)).collect();
        order.par_sort_unstable();
        let sorted = || order.iter().filter_map(|(_, i)| spots.get(*i as usize));
        let units: Vec<UnitVector> = sorted().map(|s| s.unit).collect();
        let fingerprints = sorted().map(Spot::fingerprint).collect();
        let mut position_of = vec![0; order.len()];
        for (position, (_, spot)) in (0_u32..).zip(&order) {
            position_of.get_mut(*spot as usize).into_iter().for_each(|p| *p = position);
        }
        let places = units.par_iter().map(|p| Place::of(*p)).collect();
        let leaf_of = vec![0; order.len()];
        let wide_level = wide_level(extent(&units));
        let mut tree = Self { units, places, fingerprints, position_of, leaf_of, wide_level, ..Self::default() };
        tree.part(&order);
        tree
    }

    /// Parts the patches until each holds few spots.
    fn part(&mut self, order: &[(u64, u32)]) {
        self.parts(order, 0..order.len() as u32, 0, None);
        self.faces = self.nodes.len() as u32;
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            let (spots, level) = (node.spots.clone(), node.level);
            if spots.end - spots.start <= LEAF || level >= DEPTH {
                let range = spots.start as usize..spots.end as usize;
                self.leaf_of.get_mut(range).into_iter().flatten().for_each(|leaf| *leaf = at as u32);
            } else {
                let first = self.nodes.len() as u32;
                self.parts(order, spots, level + 1, Some(at as u32));
                let (last, fine) = (self.nodes.len() as u32, (level >= LEAST_FINE).then_some(self.fine as u32));
                self.fine += usize::from(fine.is_some());
                if let Some(node) = self.nodes.get_mut(at) {
                    (node.parts, node.fine) = (first..last, fine);
                }
            }
            at += 1;
        }
    }

    /// Adds the patches of a level that hold a run of spots.
    fn parts(&mut self, order: &[(u64, u32)], spots: Range<u32>, level: u32, parent: Option<u32>) {
        let mut start = spots.start;
        while start < spots.end {
            let run = order.get(start as usize..spots.end as usize).unwrap_or_default();
            let Some((code, _)) = run.first() else { return };
            let next = code / codes(level) * codes(level) + codes(level);
            let end = start + run.partition_point(|(code, _)| *code < next) as u32;
            let patch = Patch::of(*code, level);
            let (middle, radius) = patch.cap();
            let wide = (level == self.wide_level).then_some(self.wide as u32);
            self.wide += usize::from(wide.is_some());
            let spots = start..end;
            self.nodes.push(Node { patch, middle, radius, level, spots, parent, parts: 0..0, fine: None, wide });
            start = end;
        }
    }
}

/// The root of the mean squared chord of points to their mean.
fn extent(units: &[UnitVector]) -> f64 {
    let sum = units.iter().fold(UnitVector::default(), |sum, p| sum.plus(*p));
    (2.0 * (1.0 - sum.length() / units.len().max(1) as f64)).max(0.0).sqrt()
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
