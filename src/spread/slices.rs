//! The statistics of each period, of everything up to its end, and of the whole.
//!
//! Comes in: gathered incidents. Goes out: [`Spread`]. Slices are computed in parallel; their order and their bytes are the
//! same for any number of threads.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::arrivals::Arrivals;
use super::bootstrap::medians;
use super::gathered::Gathered;
use super::growth::Growth;
use super::hull::{self, Hulls};
use super::large::{self, LARGE, Large};
use super::mass::{Centred, Mass};
use super::sample::Sample;
use super::sampling::Drawn;
use super::tally::Tally;
use super::timeline::Timeline;
use super::weeks::Weeks;
use super::{Findings, LeftOut, Period, Slice, Spread, SpreadOptions};
use super::{centre, cumulative, dispersion, reach, regions, track};
use crate::statistic::quantile::{Counted, Ranked};

/// Computes every statistic.
pub(super) fn spread(all: &Gathered, options: &SpreadOptions) -> Spread {
    let timeline = Timeline::new(all);
    let inside = || -> Vec<Slice> {
        let steps = timeline.steps.par_iter().zip(&all.periods);
        let inside = steps.map(|(step, period)| {
            let counts = Counts { tally: &step.inside_tally, dates: &step.missing_inside, period: Some(*period) };
            direct(all, options, timeline.members.get(step.inside.clone()).unwrap_or_default(), counts)
        });
        inside.collect()
    };
    let slices = || rayon::join(|| cumulative::cumulative(all, options, &timeline), inside);
    let (((cumulative, whole), periods), arrivals) = rayon::join(slices, || Arrivals::of(all));
    let findings = Findings::new(all, &arrivals, options);
    Spread {
        whole,
        track: track::track(&periods),
        periods,
        cumulative,
        frontier: reach::frontier(all),
        countries: arrivals.countries,
        subregions: arrivals.subregions,
        admin1: arrivals.admin1,
        options: options.clone(),
        findings,
        imputations: 0,
        record_shares: Vec::new(),
        comparison: None,
        groups: Vec::new(),
    }
}

/// What is known of a slice by counting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts<'a> {
    pub tally: &'a Tally,
    /// Incidents left out for their dates.
    pub dates: &'a LeftOut,
    pub period: Option<Period>,
}

/// What the statistics of a slice are computed from.
struct Ground<'a> {
    distances: &'a dyn Ranked,
    centred: Centred,
    /// Points close enough together for what changes fast near the median.
    near: &'a Mass,
    /// Points with ellipsoidal coordinates.
    wide: &'a Mass,
    hulls: Hulls,
    weeks: &'a Weeks,
}

/// The statistics of the incidents given by index, from their points.
pub(super) fn direct(all: &Gathered, options: &SpreadOptions, members: &[u32], counts: Counts<'_>) -> Slice {
    let indices: Vec<u32> = members.iter().filter_map(|m| all.spot_of(*m)).collect();
    let sample = Sample::new(&all.spots, indices);
    let (mass, centred) = Mass::of(&sample);
    let distances = Counted::new(sample.spots.iter().filter_map(|(s, count)| Some((s.distance_km()?, *count))));
    let (hulls, weeks) = (Hulls::of(&sample, centred.median), &Weeks::of(all, members));
    if sample.spots.len() as u64 > LARGE {
        let (near, wide) = (&mass.on_sphere(&centred), &large::wide(&sample, &centred));
        return slice(all, options, &Ground { distances: &distances, centred, near, wide, hulls, weeks }, counts);
    }
    let near = &mass.on_ellipsoid(&centred, sample.spots.iter().map(|(spot, _)| spot.at));
    slice(all, options, &Ground { distances: &distances, centred, near, wide: near, hulls, weeks }, counts)
}

/// The statistics of a large set of incidents, from what was added up of it.
pub(super) fn grown(
    all: &Gathered,
    options: &SpreadOptions,
    growth: &mut Growth<'_>,
    weeks: &Weeks,
    counts: Counts<'_>,
) -> Slice {
    let Large { centred, near, wide } = Large::new(growth);
    let hulls = Hulls::grown(growth, centred.median);
    let distances = &growth.distances.ranked(|spot| all.spots.get(spot)?.distance_km());
    slice(all, options, &Ground { distances, centred, near: &near, wide: &wide, hulls, weeks }, counts)
}

fn slice(all: &Gathered, options: &SpreadOptions, ground: &Ground<'_>, counts: Counts<'_>) -> Slice {
    let Counts { tally, dates, period } = counts;
    let (missing, centred, n) = (tally.without_point(dates), &ground.centred, ground.near.n);
    let drawn = &Drawn { n, weeks: ground.weeks.bursty() };
    // The last slices are the largest: a thread that has none left takes over half of one.
    let (regions, cloud) = rayon::join(
        || regions::mix_of(all, tally, drawn.weeks, options, dates),
        || medians(all, ground.near, centred.median, drawn, options),
    );
    Slice {
        period,
        incidents: tally.incidents,
        n,
        killed: (tally.killed_known > 0).then_some(tally.killed),
        killed_unknown: tally.incidents - tally.killed_known,
        reach: reach::reach(ground.distances, &all.spots, drawn, options, &missing),
        dispersion: dispersion::dispersion(ground.wide, centred, drawn, &missing),
        hull: hull::hull(&ground.hulls, &missing),
        regions,
        centre: centre::centre(ground.near, centred, &cloud, drawn, &options.origin, &missing),
        imputed: BTreeMap::new(),
        left_out: missing,
    }
}
