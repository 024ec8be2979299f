//! The statistics of each period, of everything up to its end, and of the whole.
//!
//! Comes in: gathered incidents. Goes out: [`Spread`]. Slices do not depend on each other and are computed in parallel;
//! their order and their bytes are the same for any number of threads.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::bootstrap::medians;
use super::gathered::Gathered;
use super::sample::Sample;
use super::sampling::Drawn;
use super::weeks::Weeks;
use super::{Findings, LeftOut, Period, Slice, Spread, SpreadOptions};
use super::{arrivals, centre, dispersion, hull, reach, regions, track};

/// Computes every statistic.
pub(super) fn spread(all: &Gathered, options: &SpreadOptions) -> Spread {
    let dates = Dates::new(all);
    let everything: Vec<u32> = (0..all.records.len() as u32).collect();
    let inside = dates.inside.par_iter().zip(&dates.missing_inside).zip(&all.periods);
    let periods: Vec<Slice> =
        inside.map(|((members, missing), period)| slice(all, options, members, missing, Some(*period))).collect();
    Spread {
        whole: slice(all, options, &everything, &LeftOut::new(), None),
        track: track::track(&periods),
        periods,
        cumulative: cumulative(all, options, &dates),
        frontier: reach::frontier(all),
        countries: arrivals::countries(all),
        subregions: arrivals::subregions(all),
        admin1: arrivals::admin1(all),
        options: options.clone(),
        findings: Findings::new(all, options),
        imputations: 0,
        record_shares: Vec::new(),
        comparison: None,
        groups: Vec::new(),
    }
}

/// Everything up to the end of each period. A period that adds nothing repeats the slice before: it is computed once.
fn cumulative(all: &Gathered, options: &SpreadOptions, dates: &Dates) -> Vec<Slice> {
    let mut distinct: Vec<(usize, &LeftOut)> = dates.ends.iter().copied().zip(&dates.missing_until).collect();
    distinct.dedup();
    let first = |end: usize| dates.by_end.get(..end).unwrap_or_default();
    let computed: Vec<Slice> =
        distinct.par_iter().map(|(end, missing)| slice(all, options, first(*end), missing, None)).collect();
    let mut slices = Vec::with_capacity(all.periods.len());
    let mut at = 0;
    for ((end, missing), period) in dates.ends.iter().zip(&dates.missing_until).zip(&all.periods) {
        if distinct.get(at).is_some_and(|now| *now != (*end, missing)) {
            at += 1;
        }
        slices.extend(computed.get(at).map(|slice| Slice { period: Some(*period), ..slice.clone() }));
    }
    slices
}

/// Which incidents belong to which period, and how many are left out for their dates.
struct Dates {
    /// Of each period, the incidents all of whose possible days lie in it.
    inside: Vec<Vec<u32>>,
    missing_inside: Vec<LeftOut>,
    /// Dated incidents by the period of their last possible day.
    by_end: Vec<u32>,
    /// How many of these have ended with each period.
    ends: Vec<usize>,
    missing_until: Vec<LeftOut>,
}

impl Dates {
    fn new(all: &Gathered) -> Self {
        let count = all.periods.len();
        let mut inside = vec![Vec::new(); count];
        let (mut ended, mut overlapping, mut open) = (vec![0; count], vec![0_u64; count], vec![0_u64; count]);
        let mut by_end: Vec<(u32, u32)> = Vec::new();
        for (i, span) in (0_u32..).zip(&all.span_of) {
            let Some((first, last)) = *span else { continue };
            by_end.push((last, i));
            ended.get_mut(last as usize).into_iter().for_each(|e: &mut usize| *e += 1);
            if first == last {
                inside.get_mut(first as usize).into_iter().for_each(|members: &mut Vec<u32>| members.push(i));
            } else {
                let range = first as usize..=last as usize;
                overlapping.get_mut(range).into_iter().flatten().for_each(|o| *o += 1);
                open.get_mut(first as usize..last as usize).into_iter().flatten().for_each(|o| *o += 1);
            }
        }
        by_end.sort_unstable();
        let undated = all.span_of.iter().filter(|s| s.is_none()).count() as u64;
        let missing = |coarse: &u64| left_out([("date_too_coarse", *coarse), ("no_date", undated)]);
        Self {
            inside,
            missing_inside: overlapping.iter().map(missing).collect(),
            by_end: by_end.into_iter().map(|(_, i)| i).collect(),
            ends: ended
                .iter()
                .scan(0, |sum, e| {
                    *sum += e;
                    Some(*sum)
                })
                .collect(),
            missing_until: open.iter().map(missing).collect(),
        }
    }
}

fn left_out<const N: usize>(counts: [(&'static str, u64); N]) -> LeftOut {
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// The statistics of the incidents given by index; `dates` counts those left out for their dates.
fn slice(all: &Gathered, options: &SpreadOptions, members: &[u32], dates: &LeftOut, period: Option<Period>) -> Slice {
    let records = || members.iter().filter_map(|m| all.records.get(*m as usize));
    let indices: Vec<u32> = members.iter().filter_map(|m| all.spot_of.get(*m as usize).copied().flatten()).collect();
    let sample = Sample::new(&all.spots, indices);
    let no_point = records().filter(|r| r.point.is_none()).count() as u64;
    let too_coarse = members.len() as u64 - sample.n - no_point;
    let mut missing = dates.clone();
    missing.extend(left_out([("no_point", no_point), ("too_coarse", too_coarse)]));
    let known: Vec<u64> = records().filter_map(|r| r.killed).map(u64::from).collect();
    let centred = centre::find(&sample);
    let weeks = Weeks::of(all, members);
    let drawn = Drawn { n: sample.n, weeks: weeks.bursty() };
    let cloud = medians(all, &sample, &centred, &drawn, options);
    Slice {
        period,
        incidents: members.len() as u64,
        n: sample.n,
        killed: (!known.is_empty()).then(|| known.iter().sum()),
        killed_unknown: (members.len() - known.len()) as u64,
        reach: reach::reach(&sample, &all.spots, &drawn, options, &missing),
        dispersion: dispersion::dispersion(&sample, &centred, &drawn, &missing),
        hull: hull::hull(&sample, centred.median, &missing),
        regions: regions::mix_of(all, members, weeks.bursty(), options, dates),
        centre: centre::centre(&sample, &centred, &cloud, &drawn, &options.origin, &missing),
        imputed: BTreeMap::new(),
        left_out: missing,
    }
}
