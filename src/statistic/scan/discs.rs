//! The circles that are looked at: round each location, ring by ring, up to a radius and a share of the cases.

use std::collections::HashSet;

use crate::statistic::random::mix;

/// The locations about one of them, nearest first, with their distances; its own distance is 0.
pub type Disc = Vec<(u32, f64)>;

/// All circles about all locations.
#[derive(Debug, Clone)]
pub struct Discs {
    /// Of each disc, its rings; the rings before the i-th and the i-th make the i-th circle.
    pub(super) rings: Vec<Vec<Ring>>,
    locations: usize,
    circles: usize,
}

/// Locations at one distance, added together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ring {
    pub radius: f64,
    pub locations: Vec<u32>,
    /// The cases in the circle up to this ring.
    pub cases: u32,
    /// Whether no circle before has the same cases.
    pub new: bool,
}

impl Discs {
    /// Makes the circles of each disc (one a location, in their order) as long as they hold at most `share` of the cases.
    /// Give in the discs only locations within the greatest radius.
    pub fn new(discs: &[Disc], cases: &[(u32, u32)], share: f64) -> Self {
        let mut count = vec![0_u32; discs.len()];
        for (at, _) in cases {
            count.get_mut(*at as usize).into_iter().for_each(|c| *c += 1);
        }
        let most = (cases.len() as f64 * share) as u32;
        let mut made: Vec<Vec<Ring>> = discs.iter().map(|disc| rings(disc, &count, most)).collect();
        let mut known = HashSet::new();
        for disc in &mut made {
            let mut set = (0_u64, 0_u64);
            for ring in disc.iter_mut() {
                for location in ring.locations.iter().filter(|l| count[**l as usize] > 0) {
                    let word = mix(0x5ca9, u64::from(*location));
                    set = (set.0 ^ word, set.1.wrapping_add(mix(word, 1)));
                }
                ring.new = ring.cases > 1 && known.insert(set);
            }
        }
        Self { rings: made, locations: discs.len(), circles: known.len() }
    }

    /// How many circles of two cases or more hold different cases.
    pub fn circles(&self) -> usize {
        self.circles
    }

    /// How many locations there are.
    pub fn locations(&self) -> usize {
        self.locations
    }

    /// What one permutation costs, in insertions of a case into a circle; one into a full circle moves others along.
    pub fn cost(&self) -> u64 {
        let last = |disc: &Vec<Ring>| disc.iter().rev().find(|ring| ring.new).map_or(0, |ring| u64::from(ring.cases));
        self.rings.iter().map(last).map(|cases| cases * (1 + cases / 1000)).sum()
    }

    /// The centre, the radius and the locations of a circle.
    pub(super) fn circle(&self, disc: usize, ring: usize) -> (u32, f64, Vec<u32>) {
        let rings = self.rings.get(disc).and_then(|rings| rings.get(..=ring)).unwrap_or_default();
        let mut locations: Vec<u32> = rings.iter().flat_map(|r| r.locations.iter().copied()).collect();
        locations.sort_unstable();
        (disc as u32, rings.last().map_or(0.0, |r| r.radius), locations)
    }
}

/// The rings of a disc; the last one is the last whose circle holds at most so many cases.
fn rings(disc: &Disc, count: &[u32], most: u32) -> Vec<Ring> {
    let mut sorted: Vec<(u32, f64)> = disc.iter().copied().filter(|(l, _)| (*l as usize) < count.len()).collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    sorted.dedup_by_key(|(l, _)| *l);
    let mut rings = Vec::new();
    let mut cases = 0_u32;
    for run in sorted.chunk_by(|a, b| a.1 == b.1) {
        let locations: Vec<u32> = run.iter().map(|(l, _)| *l).collect();
        cases += locations.iter().map(|l| count[*l as usize]).sum::<u32>();
        if cases > most {
            break;
        }
        rings.push(Ring { radius: run[0].1, locations, cases, new: false });
    }
    rings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_grow_by_rings_of_equal_distance_up_to_the_share() {
        let disc = |order: [(u32, f64); 3]| order.to_vec();
        let discs = [
            disc([(0, 0.0), (2, 5.0), (1, 5.0)]),
            disc([(1, 0.0), (0, 5.0), (2, 9.0)]),
            disc([(2, 0.0), (0, 5.0), (1, 9.0)]),
        ];
        let cases = [(0, 0), (0, 1), (1, 0), (2, 0)];
        let made = Discs::new(&discs, &cases, 1.0);
        assert_eq!(made.rings[0].iter().map(|r| (r.radius, r.cases)).collect::<Vec<_>>(), [(0.0, 2), (5.0, 4)]);
        assert_eq!(made.circle(0, 1), (0, 5.0, vec![0, 1, 2]));
        // {0}, {0, 1, 2}, {0, 1}, {0, 2}; circles of one case do not count.
        assert_eq!(made.circles(), 4);
        let half = Discs::new(&discs, &cases, 0.5);
        assert_eq!(half.rings.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 1]);
    }
}
