//! All measured incidents in their order, with what every slice looks up: distinct points, region numbers, periods.
//!
//! Comes in: records in any order. Goes out: [`Gathered`], the same for every order.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::record::Record;
use super::sample::Spot;
use super::weeks::week_of;
use super::{Origin, Period, PeriodLength, SpreadOptions};
use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::region::Regions;

/// More periods than this are taken for a slip in a date or in `--by`.
const MOST_PERIODS: usize = 5000;

/// The incidents and what they share. Lists named `_of` are in step with `records`.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub records: Vec<Record>,
    /// Distinct fine points, nearest to the origin first.
    pub spots: Vec<Spot>,
    /// Their distances; empty without an origin.
    pub distances: Vec<f64>,
    pub spot_of: Vec<Option<u32>>,
    /// Names, sorted.
    pub countries: Vec<Arc<str>>,
    pub country_of: Vec<Option<u32>>,
    pub subregions: Vec<Arc<str>>,
    pub subregion_of: Vec<Option<u32>>,
    pub admin1_of: Vec<Option<u32>>,
    pub periods: Vec<Period>,
    /// The periods of the first and of the last possible day; none for undated ones.
    pub span_of: Vec<Option<(u32, u32)>>,
    /// The period that holds all possible days.
    pub period_of: Vec<Option<u32>>,
    /// The week of all possible days; see [`week_of`].
    pub week_of: Vec<Option<i32>>,
    pub has_home: bool,
}

/// The distinct names in order and the number of each row's name.
type Numbered = (Vec<Arc<str>>, Vec<Option<u32>>);

impl Gathered {
    /// Sorts, numbers and looks up.
    ///
    /// # Errors
    /// Where the dates span more than 5,000 periods.
    pub fn new(records: Vec<Record>, options: &SpreadOptions, regions: &Regions) -> Result<Self> {
        let periods = periods(&records, options.by)?;
        Ok(Self::within(records, periods, options, regions))
    }

    /// Sorts, numbers and looks up within periods that hold all dates.
    pub fn within(records: Vec<Record>, periods: Vec<Period>, options: &SpreadOptions, regions: &Regions) -> Self {
        let records = Record::sorted(records);
        let ((spots, spot_of), names) =
            rayon::join(|| spots(&records, &options.origin), || Self::names(&records, regions));
        let [(countries, country_of), (subregions, subregion_of), (_, admin1_of)] = names;
        let span_of: Vec<_> = records.par_iter().map(|r| span(r, &periods)).collect();
        let period_of = span_of.iter().map(|span| span.filter(|(a, b)| a == b).map(|(a, _)| a)).collect();
        let week_of = records.par_iter().map(|r| week_of(r.when)).collect();
        let has_home = matches!(options.origin, Origin::Home { .. }) || records.iter().any(|r| r.home.is_some());
        let distances: Vec<f64> = spots.iter().filter_map(|s| s.distance_km).collect();
        Self {
            records,
            distances: if distances.len() == spots.len() { distances } else { Vec::new() },
            spots,
            spot_of,
            countries,
            country_of,
            subregions,
            subregion_of,
            admin1_of,
            periods,
            span_of,
            period_of,
            week_of,
            has_home,
        }
    }

    /// Countries, subregions and first administrative levels.
    fn names(records: &[Record], regions: &Regions) -> [Numbered; 3] {
        let (countries, (subregions, admin1)) = rayon::join(
            || numbered(records.iter().map(|r| r.country_name(regions))),
            || {
                (
                    numbered(records.iter().map(|r| r.subregion.clone())),
                    numbered(records.iter().map(|r| r.admin1.clone())),
                )
            },
        );
        [countries, subregions, admin1]
    }
}

fn numbered(names: impl Iterator<Item = Option<Arc<str>>>) -> Numbered {
    // Equal names mostly share their memory: it is told apart first, at the cost of a few names more.
    let mut met: HashMap<*const u8, u32> = HashMap::new();
    let mut several: Vec<Arc<str>> = Vec::new();
    let mut number = |name: Arc<str>| {
        *met.entry(name.as_ptr()).or_insert_with(|| {
            several.push(name);
            several.len() as u32 - 1
        })
    };
    let rows: Vec<Option<u32>> = names.map(|name| name.map(&mut number)).collect();
    let mut distinct = several.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let place = |name: &Arc<str>| distinct.binary_search(name).ok().map(|i| i as u32);
    let places: Vec<Option<u32>> = several.iter().map(place).collect();
    let numbers = rows.into_iter().map(|row| row.and_then(|i| places.get(i as usize).copied().flatten())).collect();
    (distinct, numbers)
}

/// Distinct fine points with their distances, nearest first, and the number of each record's point.
fn spots(records: &[Record], origin: &Origin) -> (Vec<Spot>, Vec<Option<u32>>) {
    let fine = records.par_iter().enumerate().filter(|(_, r)| r.fine);
    let mut rows: Vec<((u64, u64), u32)> = fine.filter_map(|(i, r)| Some((ordered(r.point?), i as u32))).collect();
    rows.par_sort_unstable();
    let runs: Vec<&[((u64, u64), u32)]> = rows.chunk_by(|(a, _), (b, _)| a == b).collect();
    let point = |run: &&[((u64, u64), u32)]| run.first().and_then(|(_, i)| records.get(*i as usize)?.point);
    let measured: Vec<(usize, Spot)> =
        runs.par_iter().enumerate().filter_map(|(i, run)| Some((i, spot(point(run)?, origin)))).collect();
    let mut order: Vec<(u64, u32)> =
        measured.par_iter().map(|(i, s)| (s.distance_km.unwrap_or(0.0).max(0.0).to_bits(), *i as u32)).collect();
    order.par_sort_unstable();
    let mut spot_of = vec![None; records.len()];
    let mut spots = Vec::with_capacity(order.len());
    for (number, (_, run)) in (0_u32..).zip(order) {
        spots.extend(measured.get(run as usize).map(|(_, spot)| *spot));
        for (_, row) in runs.get(run as usize).copied().unwrap_or_default() {
            spot_of.get_mut(*row as usize).into_iter().for_each(|spot| *spot = Some(number));
        }
    }
    (spots, spot_of)
}

fn spot(at: LonLat, origin: &Origin) -> Spot {
    Spot { at, unit: at.unit(), distance_km: origin.distance_km(at) }
}

/// Numbers in the order of longitude, then latitude; they tell all points apart.
fn ordered(point: LonLat) -> (u64, u64) {
    let number = |degrees: f64| {
        let bits = (degrees + 0.0).to_bits();
        if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
    };
    (number(point.lon()), number(point.lat()))
}

/// All periods from the first possible day to the last.
fn periods(records: &[Record], by: PeriodLength) -> Result<Vec<Period>> {
    let dated = || records.iter().filter(|r| r.when.span().is_some());
    let first = dated().min_by_key(|r| r.when.first());
    let last = dated().max_by(|a, b| (a.when.last(), &b.id).cmp(&(b.when.last(), &a.id)));
    let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
    let (Some(start), Some(end)) = (first.when.first(), last.when.last()) else { return Ok(Vec::new()) };
    let mut periods = vec![by.period_of(start)];
    while let Some(period) = periods.last().filter(|p| p.last_day() < end && p.end > p.start) {
        if periods.len() >= MOST_PERIODS {
            return Err(Error::invalid(format!(
                "the dates run from {start} (incident {}) to {end} (incident {}), more than {MOST_PERIODS} periods of a \
                 {}: mend the date, keep to a span with --from and --until, or take longer periods with --by",
                first.id,
                last.id,
                by.name()
            )));
        }
        periods.push(period.next());
    }
    Ok(periods)
}

/// The numbers of the periods of the first and of the last possible day.
fn span(record: &Record, periods: &[Period]) -> Option<(u32, u32)> {
    let (first, last) = record.when.span()?;
    let number = |day| periods.partition_point(|p| p.start <= day).checked_sub(1).map(|i| i as u32);
    Some((number(first)?, number(last)?))
}
