//! All measured incidents in their order, with what every slice looks up: distinct points, region numbers, periods.
//!
//! Comes in: records in any order. Goes out: [`Gathered`], the same for every order.

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
    pub fn within(mut records: Vec<Record>, periods: Vec<Period>, options: &SpreadOptions, regions: &Regions) -> Self {
        records.par_sort_by(Record::order);
        let (countries, country_of) = numbered(records.iter().map(|r| r.country_name(regions)));
        let (subregions, subregion_of) = numbered(records.iter().map(|r| r.subregion.clone()));
        let (_, admin1_of) = numbered(records.iter().map(|r| r.admin1.clone()));
        let (spots, spot_of) = spots(&records, &options.origin);
        let span_of: Vec<_> = records.iter().map(|r| span(r, &periods)).collect();
        let period_of = span_of.iter().map(|span| span.filter(|(a, b)| a == b).map(|(a, _)| a)).collect();
        let week_of = records.par_iter().map(|r| week_of(r.when)).collect();
        let has_home = matches!(options.origin, Origin::Home { .. }) || records.iter().any(|r| r.home.is_some());
        Self {
            records,
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
}

/// The distinct names in order and the number of each row's name.
fn numbered(names: impl Iterator<Item = Option<Arc<str>>>) -> (Vec<Arc<str>>, Vec<Option<u32>>) {
    let rows: Vec<Option<Arc<str>>> = names.collect();
    let mut distinct: Vec<Arc<str>> = rows.iter().flatten().cloned().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let number = |name: &Arc<str>| distinct.binary_search(name).ok().map(|i| i as u32);
    let numbers = rows.iter().map(|row| row.as_ref().and_then(number)).collect();
    (distinct, numbers)
}

/// Distinct fine points with their distances, nearest first, and the number of each record's point.
fn spots(records: &[Record], origin: &Origin) -> (Vec<Spot>, Vec<Option<u32>>) {
    let compare = |a: &LonLat, b: &LonLat| a.lon().total_cmp(&b.lon()).then(a.lat().total_cmp(&b.lat()));
    let mut points: Vec<LonLat> = records.iter().filter(|r| r.fine).filter_map(|r| r.point).collect();
    points.par_sort_unstable_by(compare);
    points.dedup();
    let measured: Vec<Spot> =
        points.par_iter().map(|at| Spot { at: *at, unit: at.unit(), distance_km: origin.distance_km(*at) }).collect();
    let mut order: Vec<u32> = (0..measured.len() as u32).collect();
    let km = |i: u32| measured.get(i as usize).and_then(|s| s.distance_km).unwrap_or(0.0);
    order.sort_by(|a, b| km(*a).total_cmp(&km(*b)));
    let mut place = vec![0_u32; order.len()];
    for (new, old) in (0_u32..).zip(&order) {
        place.get_mut(*old as usize).into_iter().for_each(|p| *p = new);
    }
    let number = |point: &LonLat| points.binary_search_by(|p| compare(p, point)).ok();
    let spot_of =
        records.iter().map(|r| r.point.filter(|_| r.fine).and_then(|p| place.get(number(&p)?).copied())).collect();
    (order.iter().filter_map(|i| measured.get(*i as usize).copied()).collect(), spot_of)
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
