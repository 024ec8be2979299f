//! From pairs of spots to pairs of incidents.
//!
//! Comes in: [`Spots`] in the order of a grid, for each spot and band the later spots that are close. Goes out: [`ClosePairs`].

use super::{Band, ClosePairs, Lists, TooManyPairs};
use crate::statistic::grid::Grid;
use crate::statistic::metric::Spots;

/// More steps than this for the spots with many incidents are not taken, each time the pairs are counted.
const MOST_STEPS: u64 = 100_000_000;

/// From pairs of spots to pairs of incidents.
pub(super) struct Expansion {
    /// Where the positions of each spot begin, in the grid's order; one more at the end.
    starts: Vec<u32>,
    /// More pairs than this are not listed.
    most: u64,
    pairs: ClosePairs,
}

impl Expansion {
    pub(super) fn new(spots: &Spots, grid: &Grid, most: u64) -> Self {
        let (mut starts, mut incident_at, mut spot_at) = (vec![0], Vec::new(), Vec::new());
        for (number, spot) in (0_u32..).zip(&grid.order) {
            let members = spots.members(*spot as usize);
            incident_at.extend_from_slice(members);
            spot_at.extend(members.iter().map(|_| number));
            starts.push(incident_at.len() as u32);
        }
        Self { starts, most, pairs: ClosePairs { incident_at, spot_at, spots: spots.len(), bands: Vec::new() } }
    }

    fn count(&self, spot: usize) -> u64 {
        u64::from(self.starts[spot + 1] - self.starts[spot])
    }

    pub(super) fn expand(mut self, spot_lists: &[Lists]) -> Result<ClosePairs, TooManyPairs> {
        let same = self.band(&|spot| [spot as u32; 1].to_vec())?;
        self.pairs.bands.push(same);
        for lists in spot_lists {
            let band = self.band(&|spot| lists.row(spot).to_vec())?;
            self.pairs.bands.push(band);
        }
        let pairs = self.pairs;
        let explicit: u64 = pairs.bands.iter().map(|band| band.explicit.len() as u64).sum();
        let steps: u64 = pairs.bands.iter().map(|band| pairs.steps(band)).sum();
        if explicit > self.most || steps > MOST_STEPS { Err(TooManyPairs) } else { Ok(pairs) }
    }

    /// One band from the spots that each spot is close to: itself or later ones.
    fn band(&self, close: &dyn Fn(usize) -> Vec<u32>) -> Result<Band, TooManyPairs> {
        let spots = self.pairs.spots;
        let mut band = Band {
            degree: vec![0; spots],
            explicit: Lists::with_rows(self.pairs.incident_at.len()),
            ..Band::default()
        };
        let mut heavy: Vec<(u32, u32)> = Vec::new();
        for a in 0..spots {
            let others = close(a);
            for b in others.iter().map(|b| *b as usize) {
                band.pairs += self.add_degrees(&mut band.degree, a, b);
                if self.is_heavy(a, b) {
                    heavy.push((a as u32, b as u32));
                    heavy.extend((a != b).then_some((b as u32, a as u32)));
                }
            }
            for position in self.starts[a]..self.starts[a + 1] {
                for b in others.iter().map(|b| *b as usize).filter(|b| !self.is_heavy(a, *b)) {
                    let from = if a == b { position + 1 } else { self.starts[b] };
                    band.explicit.items.extend(from..self.starts[b + 1]);
                }
                band.explicit.end_row();
            }
            if band.explicit.len() as u64 > self.most {
                return Err(TooManyPairs);
            }
        }
        heavy.sort_unstable();
        band.spot_pairs = Lists::with_rows(spots);
        let mut rest = heavy.iter().peekable();
        for spot in 0..spots as u32 {
            while let Some((_, other)) = rest.next_if(|(a, _)| *a == spot) {
                band.spot_pairs.items.push(*other);
            }
            band.spot_pairs.end_row();
        }
        Ok(band)
    }

    fn add_degrees(&self, degree: &mut [u64], a: usize, b: usize) -> u64 {
        let (p, q) = (self.count(a), self.count(b));
        if a == b {
            degree[a] += p - 1;
            return p * (p - 1) / 2;
        }
        degree[a] += q;
        degree[b] += p;
        p * q
    }

    /// Whether it costs less to go over the incidents of both spots than over their pairs.
    fn is_heavy(&self, a: usize, b: usize) -> bool {
        let (p, q) = (self.count(a), self.count(b));
        if a == b { p > 16 } else { p * q > 5 * (p + q) }
    }
}
