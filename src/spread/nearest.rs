//! The nine tenths of a growing set of incidents that are nearest to a point, and what their hull is drawn round.
//!
//! Comes in: a [`Growth`], its median centre. Goes out: points whose hull is that of the nine tenths, and how many incidents
//! these are. Whole patches are counted and passed over; only those on the rim are looked into.

use super::growth::Growth;
use super::hull::{corners, reached, wanted};
use super::tree::Node;
use crate::earth::UnitVector;

/// Patches that hold nearer incidents only, and what lies between them and the rim.
struct Rim {
    inside: Vec<u32>,
    /// Incidents inside these.
    n: u64,
    /// Points that may be on either side, with their chords and how many incidents lie there.
    points: Vec<(UnitVector, f64, u64)>,
}

/// The points that the hull of the nine tenths nearest to `to` is drawn round, and how many incidents are nearer or as near.
pub(super) fn nearest(growth: &Growth<'_>, to: UnitVector) -> (Vec<UnitVector>, u64) {
    let wanted = wanted(growth.n);
    let rim = rim(growth, to, wanted);
    let left = wanted.saturating_sub(rim.n);
    let limit = reached(rim.points.iter().map(|(_, chord, count)| (*chord, *count)).collect(), left).unwrap_or(0.0);
    let on_rim = || rim.points.iter().filter(|(_, chord, _)| *chord <= limit);
    let n = rim.n + on_rim().map(|(.., count)| count).sum::<u64>();
    // One point of each patch inside and those of the rim span nearly the whole hull; what lies clearly within is no corner.
    let seeds = on_rim().map(|(p, ..)| *p).chain(rim.inside.iter().filter_map(|i| any_point(growth, *i)));
    let seeds: Vec<UnitVector> = seeds.collect();
    match corners(&seeds) {
        Some(ring) => (beyond(growth, &rim.inside, &ring, to), n),
        // No hemisphere holds these, and so not all either.
        None => (seeds, n),
    }
}

/// Parts patches until each lies on one side of the rim or is a leaf.
fn rim(growth: &Growth<'_>, to: UnitVector, wanted: u64) -> Rim {
    let mut rim = Rim { inside: Vec::new(), n: 0, points: Vec::new() };
    let mut open: Vec<u32> = (0..growth.tree.faces).collect();
    loop {
        let reach = |i: &u32| {
            let (node, held) = (growth.tree.nodes.get(*i as usize)?, growth.held.get(*i as usize)?);
            let chord = to.chord(node.middle);
            // A patch touches its cap; rounding must not push a point out of it.
            let radius = node.radius + 1e-12;
            (held.incidents > 0).then_some((*i, node, chord - radius, chord + radius, held.incidents))
        };
        let reaches: Vec<_> = open.iter().filter_map(reach).collect();
        let left = wanted.saturating_sub(rim.n);
        let least = reached(reaches.iter().map(|r| (r.2, r.4)).collect(), left).unwrap_or(f64::INFINITY);
        let most = reached(reaches.iter().map(|r| (r.3, r.4)).collect(), left).unwrap_or(f64::INFINITY);
        let mut parted = false;
        open.clear();
        for (index, node, near, far, incidents) in reaches {
            if far < least {
                rim.inside.push(index);
                rim.n += incidents;
            } else if near <= most {
                parted |= !node.parts.is_empty();
                if node.parts.is_empty() { open.push(index) } else { open.extend(node.parts.clone()) }
            }
        }
        if !parted {
            break;
        }
    }
    let leaves = open.iter().filter_map(|i| growth.tree.nodes.get(*i as usize));
    rim.points =
        leaves.flat_map(|leaf| growth.points(leaf)).map(|(p, count)| (p, to.chord(p), u64::from(count))).collect();
    rim
}

fn any_point(growth: &Growth<'_>, mut index: u32) -> Option<UnitVector> {
    loop {
        let node = growth.tree.nodes.get(index as usize)?;
        if node.parts.is_empty() {
            return growth.points(node).next().map(|(p, _)| p);
        }
        index = node.parts.clone().find(|i| growth.held.get(*i as usize).is_some_and(|held| held.spots > 0))?;
    }
}

/// The corners of a ring and every point of the patches that may lie outside it.
fn beyond(growth: &Growth<'_>, patches: &[u32], ring: &[UnitVector], to: UnitVector) -> Vec<UnitVector> {
    let next = ring.iter().cycle().skip(1);
    let sides: Vec<UnitVector> = ring.iter().zip(next).filter_map(|(a, b)| a.cross(*b).normalised()).collect();
    let depth = |p: UnitVector| sides.iter().map(|side| side.dot(p)).fold(f64::INFINITY, f64::min);
    let room = if ring.len() < 3 { f64::NEG_INFINITY } else { depth(to) };
    let within = |node: &Node| {
        let radius = node.radius + 1e-12;
        to.chord(node.middle) + radius < room || (ring.len() > 2 && depth(node.middle) > radius)
    };
    let mut points = ring.to_vec();
    let mut open = patches.to_vec();
    while let Some(index) = open.pop() {
        let Some(node) = growth.tree.nodes.get(index as usize) else { continue };
        if growth.held.get(index as usize).is_none_or(|held| held.spots == 0) || within(node) {
            continue;
        }
        if node.parts.is_empty() {
            points.extend(growth.points(node).map(|(p, _)| p));
        } else {
            open.extend(node.parts.clone());
        }
    }
    points
}
