//! Clusters in space and time that neither place nor time alone explains (K1), of incidents known to the day.
//!
//! Comes in: gathered incidents. Goes out: [`Scanned`]: the best cylinders, none overlapping a better one. Places are
//! locations; many of them are put together by H3 cells, so that time and memory stay bounded.

mod measured;

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;

use super::gathered::Gathered;
use super::steps::days_between;
use super::{LeftOut, ScanLimits, SpreadOptions};
use crate::earth::{Cell, EARTH_RADIUS_KM, LonLat, Resolution};
use crate::statistic::scan::{Cases, Cluster, Disc, Discs, ScanOptions, scan};

/// A circle holds at most this share of the cases.
pub const SHARE: f64 = 0.5;
/// More places than this are put together by cells.
const MOST_LOCATIONS: usize = 3000;
/// Cases put into circles over all permutations; more cases are permuted less often, but not below the least.
const MOST_INSERTIONS: u64 = 600_000_000;
const LEAST_REPLICATIONS: u64 = 99;
/// How many clusters are kept.
const MOST_CLUSTERS: usize = 20;

/// What the scan found.
#[derive(Debug, Clone)]
pub struct Scanned {
    /// What was looked for.
    pub limits: ScanLimits,
    /// How many permutations.
    pub replications: u32,
    /// The H3 resolution that places were put together by; none where each is a location of its own.
    pub by_cells: Option<u8>,
    /// How many locations.
    pub locations: usize,
    /// How many circles hold different cases.
    pub circles: usize,
    /// The first and the last day of the study.
    pub days: Option<(Date, Date)>,
    /// The clusters, best first; why there are none to be told.
    pub clusters: Result<Vec<Cylinder>, &'static str>,
    /// The log likelihood ratio that one in twenty permutations exceeds.
    pub critical: Option<f64>,
    /// Cases.
    pub n: u64,
    /// What was left out.
    pub left_out: LeftOut,
}

/// A cluster on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Cylinder {
    /// The middle.
    pub centre: LonLat,
    /// The radius in km; 0 for one place.
    pub radius_km: f64,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// How many places it holds.
    pub locations: usize,
    /// How many cases.
    pub cases: u32,
    /// How many are expected.
    pub expected: f64,
    /// The log likelihood ratio.
    pub llr: f64,
    /// Its p; none without permutations.
    pub p: Option<f64>,
    /// Once in how many days chance gives as strong a signal, in a prospective scan.
    pub recurrence_days: Option<f64>,
}

/// Cases and where they may be.
struct Study {
    cases: Vec<(u32, u32)>,
    locations: Vec<LonLat>,
    by_cells: Option<u8>,
    first: Date,
    last: Date,
}

/// Scans the incidents.
pub(super) fn scanned(all: &Gathered, options: &SpreadOptions) -> Scanned {
    let limits = options.scan;
    let (eligible, left_out) = eligible(all, limits.radius_km);
    let mut made = Scanned {
        limits,
        replications: 0,
        by_cells: None,
        locations: 0,
        circles: 0,
        days: None,
        clusters: Err("fewer than four incidents are known to the day and to the place"),
        critical: None,
        n: eligible.len() as u64,
        left_out,
    };
    if let Some(study) = Study::new(all, &eligible).filter(|study| study.cases.len() > 3) {
        made.look(&study, options);
    }
    made
}

impl Scanned {
    fn look(&mut self, study: &Study, options: &SpreadOptions) {
        let discs = Discs::new(&discs(&study.locations, self.limits.radius_km), &study.cases, SHARE);
        (self.by_cells, self.locations) = (study.by_cells, study.locations.len());
        (self.circles, self.days) = (discs.circles(), Some((study.first, study.last)));
        let affordable = MOST_INSERTIONS / discs.cost().max(1);
        if affordable < LEAST_REPLICATIONS {
            self.clusters =
                Err("too many incidents lie within the greatest radius of each other: scan a smaller radius \
                                 or fewer incidents");
            return;
        }
        self.replications = options.resamples.min(affordable.min(u64::from(u32::MAX)) as u32);
        let wanted = ScanOptions {
            prospective: self.limits.prospective,
            longest_days: self.limits.window_days,
            replications: self.replications,
            seed: options.seed,
        };
        let days = days_between(study.first, study.last) as u32 + 1;
        let found = scan(Cases { cases: &study.cases, days }, &discs, &wanted);
        let at_95 = (found.permuted.len() as f64 * 0.95) as usize;
        self.critical = found.permuted.get(at_95).copied();
        self.clusters = Ok(found.clusters.iter().take(MOST_CLUSTERS).map(|c| self.cylinder(study, c)).collect());
    }

    fn cylinder(&self, study: &Study, cluster: &Cluster) -> Cylinder {
        let day = |number: u32| study.first.saturating_add(i64::from(number).days());
        let p = (self.replications > 0).then_some(cluster.p);
        Cylinder {
            centre: study.locations[cluster.centre as usize],
            radius_km: cluster.radius,
            first: day(cluster.first_day),
            last: day(cluster.last_day),
            locations: cluster.locations.len(),
            cases: cluster.cases,
            expected: cluster.expected,
            llr: cluster.llr,
            p,
            recurrence_days: p.filter(|_| self.limits.prospective).map(|_| cluster.recurrence_days()),
        }
    }
}

/// The incidents known to the day and within the radius, by number, and what is left out.
fn eligible(all: &Gathered, radius_km: f64) -> (Vec<(u32, Date)>, LeftOut) {
    let mut left_out = LeftOut::new();
    let mut cases = Vec::new();
    for (record, spot) in all.records.iter().zip(all.all_spots()) {
        let why = match (record.point(), spot, record.when.span()) {
            (None, ..) => "no_point",
            (_, None, _) => "too_coarse",
            _ if record.traits(&all.words).radius_km() > radius_km => "coarser_than_radius",
            (_, _, None) => "no_date",
            (_, Some(spot), Some((first, last))) if first == last => {
                cases.push((spot, first));
                continue;
            }
            _ => "date_too_coarse",
        };
        *left_out.entry(why).or_insert(0) += 1;
    }
    (cases, left_out)
}

impl Study {
    fn new(all: &Gathered, eligible: &[(u32, Date)]) -> Option<Self> {
        let first = eligible.iter().map(|(_, day)| *day).min()?;
        let last = eligible.iter().map(|(_, day)| *day).max()?;
        let mut used: Vec<u32> = eligible.iter().map(|(spot, _)| *spot).collect();
        used.sort_unstable();
        used.dedup();
        let at = |spot: u32| all.spots.get(spot as usize).map(|s| s.at);
        let points: Vec<LonLat> = used.iter().filter_map(|spot| at(*spot)).collect();
        let (locations, location_of, by_cells) = put_together(&points);
        let number = |spot: u32| used.binary_search(&spot).ok().and_then(|i| location_of.get(i).copied());
        let cases = eligible.iter().filter_map(|(spot, day)| Some((number(*spot)?, days_between(first, *day) as u32)));
        Some(Self { cases: cases.collect(), locations, by_cells, first, last })
    }
}

/// Each point a location; where they are too many, each cell of the finest grid that has few enough.
fn put_together(points: &[LonLat]) -> (Vec<LonLat>, Vec<u32>, Option<u8>) {
    if points.len() <= MOST_LOCATIONS {
        return (points.to_vec(), (0..points.len() as u32).collect(), None);
    }
    let cells_at = |number: u8| -> (Vec<Cell>, Vec<Cell>) {
        let of: Vec<Cell> = points.par_iter().map(|at| Cell::of(*at, Resolution::nearest(number))).collect();
        let mut distinct = of.clone();
        distinct.par_sort_unstable();
        distinct.dedup();
        (of, distinct)
    };
    let fits = |number: &u8| cells_at(*number).1.len() <= MOST_LOCATIONS;
    let number = (0..=9).rev().find(fits).unwrap_or(0);
    let (of, distinct) = cells_at(number);
    let location_of = of.iter().filter_map(|cell| distinct.binary_search(cell).ok()).map(|i| i as u32).collect();
    (distinct.into_iter().map(Cell::centre).collect(), location_of, Some(number))
}

/// About each location those within the radius, by great-circle distance.
fn discs(locations: &[LonLat], radius_km: f64) -> Vec<Disc> {
    let units: Vec<_> = locations.iter().map(|at| at.unit()).collect();
    let disc = |middle: &crate::earth::UnitVector| -> Disc {
        let km = |i: usize| middle.angle(units[i]) * EARTH_RADIUS_KM;
        (0..units.len()).map(|i| (i as u32, km(i))).filter(|(_, km)| *km <= radius_km).collect()
    };
    units.par_iter().map(disc).collect()
}
