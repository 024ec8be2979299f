//! Which regions are active and how the incidents spread over them (E1-E3).
//!
//! Comes in: the counts of a slice, all regions of the whole. Goes out: [`RegionMix`].
//! The indices are those of [`crate::statistic::concentration`]. Source: Wilson 1927 (interval of a share).

use super::bootstrap::EXACT;
use super::estimate::Basis;
use super::gathered::Gathered;
use super::sampling::share_abroad;
use super::tally::Tally;
use super::weeks::Block;
use super::{Estimate, Interval, LeftOut, RegionMix, SpreadOptions, Unit};
use crate::statistic::concentration::{Rising, indices};
use crate::statistic::poisson::Poisson;
use crate::statistic::random::{Random, mix};

/// The statistics of a set of incidents by its counts. `dates` are those left out for their dates, `weeks` the blocks of bursty
/// incidents.
pub(super) fn mix_of(
    all: &Gathered,
    tally: &Tally,
    weeks: Option<&[Block]>,
    options: &SpreadOptions,
    dates: &LeftOut,
) -> RegionMix {
    let known: u64 = tally.countries.iter().sum();
    let left_out = without_country(dates, tally.incidents - known);
    let e1 = Basis { n: known, left_out: &left_out, method: "E1" };
    let active = |counts: &[u64]| counts.iter().filter(|c| **c > 0).count() as f64;
    let number =
        |value: f64| e1.value(value, Unit::Count, Interval::None).noted("no interval: a count of what is seen");
    let [shannon, effective, simpson, gini] = concentration(&tally.countries, known, options, &left_out);
    RegionMix {
        countries: number(active(&tally.countries)),
        subregions: number(active(&tally.subregions)),
        shannon,
        effective,
        simpson,
        gini,
        abroad: abroad(all.has_home, tally, weeks, dates),
        by_country: ranked(&all.countries, &tally.countries),
        by_subregion: ranked(&all.subregions, &tally.subregions),
    }
}

fn without_country(dates: &LeftOut, missing: u64) -> LeftOut {
    let mut left_out = dates.clone();
    if missing > 0 {
        left_out.insert("no_country", missing);
    }
    left_out
}

fn ranked(names: &[std::sync::Arc<str>], counts: &[u64]) -> Vec<(std::sync::Arc<str>, u64)> {
    let mut list: Vec<_> = names.iter().cloned().zip(counts.iter().copied()).filter(|(_, c)| *c > 0).collect();
    // The names come sorted and the sort is stable.
    list.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    list
}

fn concentration(counts: &[u64], n: u64, options: &SpreadOptions, left_out: &LeftOut) -> [Estimate; 4] {
    let e2 = Basis { n, left_out, method: "E2" };
    let units = [Unit::Nats, Unit::Count, Unit::Ratio, Unit::Ratio];
    let Some(own) = indices(counts, &mut Rising::like(counts)) else {
        return units.map(|unit| e2.undefined(unit, "no incidents with a known country"));
    };
    let intervals = if n >= 3 { intervals(counts, n, own, options) } else { [Interval::None; 4] };
    std::array::from_fn(|i| {
        e2.value(own[i], units[i], intervals[i])
            .noted_if_bare("no interval: fewer than three incidents or no resamples")
    })
}

/// Percentile intervals of resampled counts, moved by the bias of the bootstrap: a resample has never more regions than the
/// sample, so that it lies low for every index (as in Chao and Jost 2015). Of many incidents each occurs a number of times that
/// is drawn from a Poisson distribution (Hanley and `MacGibbon` 2006), so that each region is drawn at once.
fn intervals(counts: &[u64], n: u64, own: [f64; 4], options: &SpreadOptions) -> [Interval; 4] {
    let fingerprint = counts.iter().fold(n, |state, count| mix(state, *count));
    let mut random = Random::new(options.seed, "E2", fingerprint);
    let slots: Vec<usize> = if n <= EXACT {
        counts.iter().enumerate().flat_map(|(i, c)| std::iter::repeat_n(i, *c as usize)).collect()
    } else {
        Vec::new()
    };
    let frequent: Vec<Poisson> =
        if n > EXACT { counts.iter().map(|c| Poisson::new(*c as f64)).collect() } else { Vec::new() };
    let (mut drawn_counts, mut rising) = (Vec::with_capacity(counts.len()), Rising::like(counts));
    let one = |_| {
        drawn_counts.clear();
        if n <= EXACT {
            resample(&slots, counts.len(), &mut random, &mut drawn_counts);
        } else {
            drawn_counts.extend(frequent.iter().map(|region| region.draw(&mut random)));
        }
        indices(&drawn_counts, &mut rising)
    };
    let drawn: Vec<[f64; 4]> = (0..options.resamples).filter_map(one).collect();
    let most = [f64::INFINITY, counts.len() as f64, 1.0, 1.0];
    std::array::from_fn(|i| {
        let mean = drawn.iter().map(|d| d[i]).sum::<f64>() / drawn.len().max(1) as f64;
        let moved = drawn.iter().map(|d| d[i] - mean + own[i]).collect();
        Interval::percentile(moved).within(if i == 1 { 1.0 } else { 0.0 }, most[i])
    })
}

/// Draws as many as there are slots, into empty counts.
fn resample(slots: &[usize], regions: usize, random: &mut Random, counts: &mut Vec<u64>) {
    counts.resize(regions, 0);
    for _ in slots {
        let slot = slots.get(random.below(slots.len() as u64) as usize);
        slot.and_then(|i| counts.get_mut(*i)).into_iter().for_each(|c| *c += 1);
    }
}

fn abroad(has_home: bool, tally: &Tally, weeks: Option<&[Block]>, dates: &LeftOut) -> Estimate {
    let (abroad, known) = (tally.abroad, tally.home_known);
    let left_out = without_country(dates, tally.incidents - known);
    let e3 = Basis { n: known, left_out: &left_out, method: "E3" };
    if !has_home {
        return Basis { left_out: dates, ..e3 }.undefined(Unit::Share, "no home countries");
    }
    if known == 0 {
        return e3.undefined(Unit::Share, "no incidents with a known country");
    }
    let interval = Interval::from(share_abroad(abroad, known, weeks));
    e3.value(abroad as f64 / known as f64, Unit::Share, interval)
        .noted_if_bare("no interval: the incidents come in bursts, in fewer than five weeks")
}
