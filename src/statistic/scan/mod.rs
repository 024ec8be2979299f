//! The space-time permutation scan: where and when more cases stand together than place and time alone explain.
//!
//! Comes in: cases by location and day, the discs to look at, the longest window. Goes out: [`Scan`], the clusters with
//! their log likelihood ratio and Monte-Carlo p. Source: Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005.
//!
//! With C cases, k of them in a circle and n in a window, μ = kn/C cases are expected in the cylinder; c of them give
//! c ln(c/μ) + (C-c) ln((C-c)/(C-μ)). The dates are permuted over the cases: circles stay as they are, and so does
//! the number of cases of each day.

mod discs;
mod search;
mod threshold;

pub use discs::{Disc, Discs};

use rayon::prelude::*;

use super::random::Random;
use search::{Found, Search};
use threshold::llr;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScanOptions {
    /// Only windows that hold the last day (a signal now), or any.
    pub prospective: bool,
    /// The longest window in days.
    pub longest_days: u32,
    /// How many permutations of the dates.
    pub replications: u32,
    /// Their seed.
    pub seed: u64,
}

/// Cases: where and when.
#[derive(Debug, Clone, Copy)]
pub struct Cases<'a> {
    /// The location and the day of each, both counted from 0.
    pub cases: &'a [(u32, u32)],
    /// How many days the study has.
    pub days: u32,
}

/// A cylinder with more cases than expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// The location in the middle.
    pub centre: u32,
    /// The distance to the farthest of its locations, in the unit of the discs.
    pub radius: f64,
    /// Its locations, rising.
    pub locations: Vec<u32>,
    /// The first day.
    pub first_day: u32,
    /// The last day, within it.
    pub last_day: u32,
    /// How many cases it holds.
    pub cases: u32,
    /// How many are expected.
    pub expected: f64,
    /// The log likelihood ratio.
    pub llr: f64,
    /// The share of permutations whose best cylinder is as good or better, this one among them.
    pub p: f64,
}

/// The clusters, best first, none with a location of a better one.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// The clusters.
    pub clusters: Vec<Cluster>,
    /// The log likelihood ratio of the best cylinder of each permutation, rising.
    pub permuted: Vec<f64>,
    /// How many circles hold different cases.
    pub circles: usize,
}

impl Cluster {
    /// Once in how many days a signal as strong comes by chance, where the scan is repeated every day.
    pub fn recurrence_days(&self) -> f64 {
        1.0 / self.p
    }
}

/// Scans the cases. Cases at locations without a disc are taken for cases outside of every circle.
///
/// The same seed gives the same result for any number of threads. A permutation costs about one sorted insertion for each
/// case of each disc, and windows only where the cases come close to the best so far.
///
/// # Example
/// ```
/// use incimap::statistic::scan::{Cases, Discs, ScanOptions, scan};
/// // Two far locations with a case on every other day; three more cases at the second on the last day.
/// let mut cases: Vec<(u32, u32)> = (0..20).map(|day| (day % 2, day)).collect();
/// cases.extend([(1, 19); 3]);
/// let discs = Discs::new(&[vec![(0, 0.0)], vec![(1, 0.0)]], &cases, 0.6);
/// let options = ScanOptions { prospective: true, longest_days: 5, replications: 99, seed: 1 };
/// let found = scan(Cases { cases: &cases, days: 20 }, &discs, &options);
/// assert_eq!((found.clusters[0].centre, found.clusters[0].first_day), (1, 19));
/// ```
pub fn scan(cases: Cases<'_>, discs: &Discs, options: &ScanOptions) -> Scan {
    let search = Search::new(cases, discs, options);
    let days = search.days_by_location();
    let permuted = permuted(&search, &days, options);
    // Where discs hold the same cases, the smallest circle is the one to name.
    let mut found: Vec<_> =
        search.best_of_each_disc(&days).into_iter().map(|f| (discs.circle(f.disc, f.ring), f)).collect();
    found.sort_by(|((at, radius, _), a), ((other, wider, _), b)| {
        b.llr.total_cmp(&a.llr).then(radius.total_cmp(wider)).then(at.cmp(other))
    });
    let mut taken = vec![false; discs.locations()];
    let mut clusters: Vec<Cluster> = Vec::new();
    for ((centre, radius, locations), one) in found {
        if locations.iter().any(|l| taken[*l as usize]) {
            continue;
        }
        for location in &locations {
            taken[*location as usize] = true;
        }
        clusters.push(cluster(&search, &one, (centre, radius, locations), &permuted));
    }
    Scan { clusters, permuted, circles: discs.circles() }
}

fn permuted(search: &Search<'_>, days: &[u32], options: &ScanOptions) -> Vec<f64> {
    let one = |replication: u32| {
        let mut shuffled = days.to_vec();
        Random::new(options.seed, "K1", u64::from(replication)).shuffle(&mut shuffled);
        search.best(&shuffled)
    };
    let mut best: Vec<f64> = (0..options.replications).into_par_iter().map(one).collect();
    best.sort_unstable_by(f64::total_cmp);
    best
}

fn cluster(search: &Search<'_>, found: &Found, circle: (u32, f64, Vec<u32>), permuted: &[f64]) -> Cluster {
    let (centre, radius, locations) = circle;
    let better = permuted.len() - permuted.partition_point(|llr| *llr < found.llr);
    Cluster {
        centre,
        radius,
        locations,
        first_day: found.first_day,
        last_day: found.last_day,
        cases: found.cases,
        expected: search.expected(found),
        llr: found.llr,
        p: (1 + better) as f64 / (1 + permuted.len()) as f64,
    }
}

/// The log likelihood ratio of c cases where `expected` are expected, of `all`; 0 where there are no more than expected.
///
/// # Example
/// ```
/// // Kulldorff et al.'s formula by hand: 4 ln 6 + 190 ln(190 / 193.33).
/// let llr = incimap::statistic::scan::log_likelihood_ratio(4.0, 0.67, 194.0);
/// assert!((llr - (4.0 * (4.0_f64 / 0.67).ln() + 190.0 * (190.0_f64 / 193.33).ln())).abs() < 1e-12);
/// ```
pub fn log_likelihood_ratio(cases: f64, expected: f64, all: f64) -> f64 {
    llr(cases, expected, all)
}
