//! Knox's test: are pairs that are close in space close in time more often than chance has it? (H1)
//!
//! Comes in: [`Spots`], the day of each incident, a distance and a span of days. Goes out: [`Knox`] twice: for all pairs, and
//! without those at one point. Knox 1964; variance over all permutations by Barton and David 1966.

use super::close_pairs::{ClosePairs, EdgeRule, TooManyPairs, affordable};
use super::metric::Spots;
use super::permute::{Clock, Counting};
use super::poisson::upper_tail;

/// What all permutations may cost, in units of [`ClosePairs::cost`]: about five seconds on two cores.
const BUDGET: u64 = 40_000_000_000;

/// What counts as close, and how often to permute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KnoxOptions {
    /// The greatest distance, itself included: km on the globe, the unit of the coordinates on a plane.
    pub distance: f64,
    /// The greatest number of days apart, itself included.
    pub days: i32,
    /// How many permutations; 0 gives no Monte-Carlo p. Fewer are made where they would take too long; [`Draws`] has their
    /// number.
    pub permutations: u32,
    /// The seed of the permutations.
    pub seed: u64,
}

impl KnoxOptions {
    /// The length of the blocks in days that the second test permutes within: three spans.
    pub fn block_days(&self) -> i32 {
        self.days.max(1).saturating_mul(3)
    }
}

/// The test of one set of pairs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Knox {
    /// Incidents.
    pub n: u64,
    /// All pairs of them.
    pub pairs: u64,
    /// Pairs close in space.
    pub close_space: u64,
    /// Pairs close in time.
    pub close_time: u64,
    /// Pairs close in both.
    pub close_both: u64,
    /// The mean of `close_both` over all permutations of the days; none for fewer than two incidents.
    pub expected: Option<f64>,
    /// Its variance over all permutations; none for fewer than four incidents.
    pub variance: Option<f64>,
    /// How many standard deviations `close_both` lies above the mean.
    pub z: Option<f64>,
    /// `close_both` over the mean.
    pub ratio: Option<f64>,
    /// How likely so many or more are in a Poisson distribution of that mean.
    pub poisson_p: Option<f64>,
    /// Days permuted over all incidents.
    pub plain: Option<Draws>,
    /// Days permuted within blocks of three spans only: what moves or grows slowly stays as it is.
    pub in_blocks: Option<Draws>,
}

/// What permutations gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Draws {
    /// How many.
    pub draws: u32,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation.
    pub sd: f64,
    /// (1 + how many reach what was observed) / (draws + 1).
    pub p: f64,
}

impl Draws {
    /// Compares what was observed with what was drawn; none of nothing.
    pub fn new(observed: u64, drawn: &[u64]) -> Option<Self> {
        Self::of_values(observed as f64, &drawn.iter().map(|count| *count as f64).collect::<Vec<_>>())
    }

    /// The same for values that are no counts; what is equal but for rounding counts as reached.
    pub fn of_values(observed: f64, drawn: &[f64]) -> Option<Self> {
        let draws = drawn.len() as f64;
        let reach = drawn.iter().filter(|value| **value >= observed * (1.0 - 1e-12)).count() as f64;
        let mean = drawn.iter().sum::<f64>() / draws;
        let squares: f64 = drawn.iter().map(|v| (v - mean) * (v - mean)).sum();
        let sd = (squares / (draws - 1.0).max(1.0)).sqrt();
        (!drawn.is_empty()).then_some(Self { draws: drawn.len() as u32, mean, sd, p: (1.0 + reach) / (draws + 1.0) })
    }
}

/// The test for all pairs, and without those at one point: incidents coded to one place are no repeats.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KnoxPair {
    /// All pairs.
    pub all: Knox,
    /// Only pairs at two points.
    pub apart: Knox,
}

/// Runs the test; `days` has the day of each incident in step with the spots.
///
/// # Errors
/// [`TooManyPairs`] where too many pairs are close in space to be listed.
pub fn knox(spots: &Spots, days: &[i32], options: &KnoxOptions) -> Result<KnoxPair, TooManyPairs> {
    let pairs = ClosePairs::new(spots, &[options.distance], EdgeRule::UpperIncluded)?;
    let clock = Clock::new(days);
    let permutations = affordable(options.permutations, pairs.cost(), BUDGET);
    let counting = Counting { pairs: &pairs, clock: &clock, spans: &[options.days] };
    let time = Degrees::new(&clock.degrees(options.days));
    let (same, near) = match counting.observed().as_slice() {
        [same, near] => (same.iter().sum(), near.iter().sum()),
        _ => (0_u64, 0_u64),
    };
    let draw = |blocks: &[_], name| -> Vec<[u64; 2]> {
        let drawn = counting.permuted(blocks, permutations, options.seed, name);
        drawn.iter().map(|c| [c[0][0], c[1][0]]).collect()
    };
    let plain = draw(&clock.whole(), "H1");
    let in_blocks = draw(&clock.blocks(options.block_days()), "H1 in blocks");
    let degree = |with_same: bool| {
        let degrees = pairs.spot_at.iter().map(|s| {
            let s = *s as usize;
            pairs.bands[1].degree[s] + if with_same { pairs.bands[0].degree[s] } else { 0 }
        });
        Degrees::new(&degrees.collect::<Vec<_>>())
    };
    let test = |observed: u64, space: Degrees, count: fn(&[u64; 2]) -> u64| {
        let mut knox = Knox::exact(clock.n() as u64, observed, space, time);
        knox.plain = Draws::new(observed, &plain.iter().map(count).collect::<Vec<_>>());
        knox.in_blocks = Draws::new(observed, &in_blocks.iter().map(count).collect::<Vec<_>>());
        knox
    };
    Ok(KnoxPair { all: test(same + near, degree(true), |c| c[0] + c[1]), apart: test(near, degree(false), |c| c[1]) })
}

/// A graph by what its degrees add up to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Degrees {
    /// Its edges.
    pub edges: f64,
    /// Ordered pairs of edges that share an incident.
    pub paths: f64,
}

impl Degrees {
    pub(super) fn new(degrees: &[u64]) -> Self {
        let sum: u128 = degrees.iter().map(|d| u128::from(*d)).sum();
        let paths: u128 = degrees.iter().map(|d| u128::from(*d) * u128::from(d.saturating_sub(1))).sum();
        Self { edges: (sum / 2) as f64, paths: paths as f64 }
    }
}

impl Knox {
    fn exact(n: u64, close_both: u64, space: Degrees, time: Degrees) -> Self {
        let pairs = n * n.saturating_sub(1) / 2;
        let expected = (pairs > 0).then(|| space.edges * time.edges / pairs as f64);
        let variance = expected.and_then(|e| variance(n as f64, e, space, time));
        let sd = variance.map(f64::sqrt).filter(|sd| *sd > 0.0);
        let excess = expected.map(|e| close_both as f64 - e);
        Self {
            n,
            pairs,
            close_space: space.edges as u64,
            close_time: time.edges as u64,
            close_both,
            expected,
            variance,
            z: excess.zip(sd).map(|(excess, sd)| excess / sd),
            ratio: expected.filter(|e| *e > 0.0).map(|e| close_both as f64 / e),
            poisson_p: expected.map(|e| upper_tail(close_both, e)),
            ..Self::default()
        }
    }
}

/// The variance over all n! permutations (Barton and David 1966; Mantel 1967).
fn variance(n: f64, expected: f64, space: Degrees, time: Degrees) -> Option<f64> {
    if n < 4.0 {
        return None;
    }
    let triples = n * (n - 1.0) * (n - 2.0);
    let disjoint = |g: Degrees| g.edges * (g.edges - 1.0) - g.paths;
    let shared = space.paths * time.paths / triples;
    let apart = disjoint(space) * (4.0 * disjoint(time) / (triples * (n - 3.0)));
    Some((expected + shared + apart - expected * expected).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::metric::{Metric, Points};

    fn four() -> (Spots, [i32; 4]) {
        // Two pairs of neighbours on a line; one pair is close in time as well.
        let points = Points::on_plane(&[[0.0, 0.0], [1.0, 0.0], [9.0, 0.0], [10.0, 0.0]], Metric::Euclid);
        (Spots::new(&points), [0, 1, 50, 90])
    }

    #[test]
    fn four_incidents_have_the_moments_of_all_24_permutations() {
        let (spots, days) = four();
        let options = KnoxOptions { distance: 1.0, days: 2, permutations: 0, seed: 1 };
        let knox = knox(&spots, &days, &options).unwrap().all;
        assert_eq!((knox.pairs, knox.close_space, knox.close_time, knox.close_both), (6, 2, 1, 1));
        // The one close pair of days falls on one of two pairs of places out of six: 1/3, variance 1/3 * 2/3.
        assert!((knox.expected.unwrap() - 1.0 / 3.0).abs() < 1e-15);
        assert!((knox.variance.unwrap() - 2.0 / 9.0).abs() < 1e-15, "{knox:?}");
        assert_eq!((knox.plain, knox.in_blocks), (None, None));
    }

    #[test]
    fn nothing_one_and_two_incidents_have_no_moments_but_no_fault() {
        for n in 0..3 {
            let at = vec![[0.0, 0.0]; n];
            let spots = Spots::new(&Points::on_plane(&at, Metric::Euclid));
            let options = KnoxOptions { distance: 1.0, days: 2, permutations: 19, seed: 1 };
            let pair = knox(&spots, &vec![0; n], &options).unwrap();
            assert_eq!(pair.all.expected.is_some(), n > 1);
            assert_eq!((pair.all.close_both, pair.apart.close_both), ((n == 2).into(), 0));
            assert!(pair.all.z.is_none());
        }
    }

    #[test]
    fn permutations_agree_with_the_exact_moments() {
        let mut random = crate::statistic::random::Random::new(2, "knox", 0);
        let at: Vec<[f64; 2]> = (0..300).map(|_| [random.below(12) as f64, random.below(12) as f64]).collect();
        let days: Vec<i32> = (0..300).map(|_| random.below(200) as i32).collect();
        let spots = Spots::new(&Points::on_plane(&at, Metric::Euclid));
        let options = KnoxOptions { distance: 1.0, days: 5, permutations: 999, seed: 4 };
        let pair = knox(&spots, &days, &options).unwrap();
        for knox in [pair.all, pair.apart] {
            let (drawn, sd) = (knox.plain.unwrap(), knox.variance.unwrap().sqrt());
            assert!((drawn.mean - knox.expected.unwrap()).abs() < 4.0 * sd / 999.0_f64.sqrt(), "{knox:?}");
            assert!((drawn.sd / sd - 1.0).abs() < 0.1, "{knox:?}");
        }
    }
}
