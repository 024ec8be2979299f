//! How far from the origin: reach of a set of incidents (A3) and the frontier (A4).
//!
//! Comes in: distances by rank; records in order. Goes out: [`Reach`], [`FrontierEvent`]s.

use super::estimate::Basis;
use super::gathered::Gathered;
use super::sample::Spot;
use super::sampling::{Drawn, quantile_interval};
use super::{Estimate, FrontierEvent, Interval, LeftOut, Origin, Reach, SpreadOptions, Unit};
use crate::statistic::quantile::Ranked;

/// Least, median, ninth tenth and greatest distance.
pub(super) fn reach(
    distances: &dyn Ranked,
    spots: &[Spot],
    drawn: &Drawn<'_>,
    options: &SpreadOptions,
    left_out: &LeftOut,
) -> Reach {
    let basis = Basis { n: distances.n(), left_out, method: "A3" };
    let why = match (&options.origin, drawn.n) {
        (_, 0) => "no incidents",
        (Origin::None, _) => "no origin",
        _ => "the origin has no outline to measure from",
    };
    let number = |p: f64| distances.quantile(p).map(|km| basis.value(km, Unit::Km, Interval::None));
    let plain =
        |p: f64, note: &str| number(p).map_or_else(|| basis.undefined(Unit::Km, why), |estimate| estimate.noted(note));
    let up_to = |km: f64| spots.partition_point(|s| s.distance_km().is_some_and(|d| d <= km)) as u32;
    let with_interval = |p: f64, otherwise: &str| {
        let mut estimate = plain_or(&basis, number(p), why);
        if let Some(value) = estimate.value {
            estimate.interval = Interval::from(quantile_interval(distances, p, drawn, up_to)).holding(value);
        }
        estimate.noted_if_bare(otherwise)
    };
    Reach {
        min: plain(0.0, "no interval: a bootstrap is invalid for extremes"),
        median: with_interval(0.5, "no interval: below 6 independent incidents no order statistic bounds a median"),
        p90: with_interval(
            0.9,
            "no interval: below 36 independent incidents no order statistic bounds a 90 % quantile",
        ),
        max: plain(1.0, "no interval: a bootstrap is invalid for extremes"),
    }
}

fn plain_or(basis: &Basis<'_>, number: Option<Estimate>, why: &str) -> Estimate {
    number.unwrap_or_else(|| basis.undefined(Unit::Km, why))
}

/// The records of distance among dated incidents, in order of first day, last day, id.
pub(super) fn frontier(all: &Gathered) -> Vec<FrontierEvent> {
    let mut farthest = 0.0;
    let mut events: Vec<FrontierEvent> = Vec::new();
    for (record, spot) in all.records.iter().zip(all.all_spots()) {
        let spot = spot.and_then(|i| all.spots.get(i as usize));
        let Some((spot, distance_km)) = spot.and_then(|s| Some((s, s.distance_km()?))) else { continue };
        let first = events.is_empty();
        if record.when.span().is_some() && (first || distance_km > farthest) {
            events.push(FrontierEvent {
                incident_id: all.words.id(record.id).to_owned(),
                when: record.when,
                at: spot.at,
                place: record.place(&all.words).into_owned(),
                distance_km,
                gain_km: distance_km - farthest,
                imputed_share: None,
            });
            farthest = distance_km;
        }
    }
    events
}
