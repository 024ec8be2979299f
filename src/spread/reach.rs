//! How far from the origin: reach of a set of incidents (A3) and the frontier (A4).
//!
//! Comes in: a sample with distances; records in order. Goes out: [`Reach`], [`FrontierEvent`]s.
//!
//! The bootstrap of a quantile needs no resampling: the k-th smallest of n incidents drawn with replacement has the rank
//! floor(n U) where U is the k-th smallest of n uniform numbers, a beta variate (Efron 1979; Hall and Martin 1988). It is
//! drawn directly, exactly the bootstrap distribution, at a cost that does not depend on n.

use super::estimate::Basis;
use super::gathered::Gathered;
use super::sample::Sample;
use super::{Estimate, FrontierEvent, Interval, LeftOut, Origin, Reach, SpreadOptions, Unit};
use crate::statistic::quantile::Counted;
use crate::statistic::random::Random;

/// Least, median, ninth tenth and greatest distance.
pub(super) fn reach(sample: &Sample, options: &SpreadOptions, left_out: &LeftOut) -> Reach {
    let distances = Counted::new(sample.spots.iter().filter_map(|(s, count)| Some((s.distance_km?, *count))));
    let basis = Basis { n: distances.n(), left_out, method: "A3" };
    let why = match (&options.origin, sample.n) {
        (_, 0) => "no incidents",
        (Origin::None, _) => "no origin",
        _ => "the origin has no outline to measure from",
    };
    let number = |p: f64| distances.quantile(p).map(|km| basis.value(km, Unit::Km, Interval::None));
    let plain =
        |p: f64, note: &str| number(p).map_or_else(|| basis.undefined(Unit::Km, why), |estimate| estimate.noted(note));
    let with_interval = |p: f64, name: &str| {
        let fingerprint = sample.fingerprint();
        let mut estimate = plain_or(&basis, number(p), why);
        if estimate.value.is_some() && basis.n >= 3 {
            let random = Random::new(options.seed, name, fingerprint);
            estimate.interval = quantile_interval(&distances, p, options.resamples, random);
        }
        estimate.noted_if_bare("no interval: fewer than three incidents or no resamples")
    };
    Reach {
        min: plain(0.0, "no interval: a bootstrap is invalid for extremes"),
        median: with_interval(0.5, "A3 median"),
        p90: with_interval(0.9, "A3 p90"),
        max: plain(1.0, "no interval: a bootstrap is invalid for extremes"),
    }
}

fn plain_or(basis: &Basis<'_>, number: Option<Estimate>, why: &str) -> Estimate {
    number.unwrap_or_else(|| basis.undefined(Unit::Km, why))
}

/// The percentile bootstrap interval of a type 7 quantile.
fn quantile_interval(distances: &Counted, p: f64, resamples: u32, mut random: Random) -> Interval {
    let n = distances.n();
    let h = n.saturating_sub(1) as f64 * p;
    let (below, fraction) = (libm::floor(h) as u64, h - libm::floor(h));
    let rank = |u: f64| (u * n as f64) as u64;
    let mut draw = || {
        let (lower, upper) = random.order_statistics(below + 1, n);
        distances.between(rank(lower), rank(upper), fraction)
    };
    Interval::percentile((0..resamples).filter_map(|_| draw()).collect())
}

/// The records of distance among dated incidents, in order of first day, last day, id.
pub(super) fn frontier(all: &Gathered) -> Vec<FrontierEvent> {
    let mut farthest = 0.0;
    let mut events: Vec<FrontierEvent> = Vec::new();
    for (record, spot) in all.records.iter().zip(&all.spot_of) {
        let spot = spot.and_then(|i| all.spots.get(i as usize));
        let Some((spot, distance_km)) = spot.and_then(|s| Some((s, s.distance_km?))) else { continue };
        let first = events.is_empty();
        if record.when.span().is_some() && (first || distance_km > farthest) {
            events.push(FrontierEvent {
                incident_id: record.id.to_string(),
                when: record.when,
                at: spot.at,
                place: record.place.to_string(),
                distance_km,
                gain_km: distance_km - farthest,
            });
            farthest = distance_km;
        }
    }
    events
}
