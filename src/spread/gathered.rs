//! All measured incidents in their order, with what every slice looks up: distinct points, region numbers, periods.
//!
//! Comes in: records in any order, and their words. Goes out: [`Gathered`], the same for every order.

use std::sync::Arc;

use rayon::prelude::*;

use super::calendar::Calendar;
use super::distinct::{Spots, spots};
use super::record::Record;
use super::sample::Spot;
use super::weeks::week_of;
use super::words::{Words, Zone};
use super::{Origin, Period, PeriodLength, SpreadOptions};
use crate::error::{Error, Result};
use crate::region::Regions;

/// More periods than this are taken for a slip in a date or in `--by`.
const MOST_PERIODS: usize = 5000;

/// The incidents and what they share. What is asked for by number is that of the record of this number.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub records: Vec<Record>,
    pub words: Arc<Words>,
    /// Distinct fine points, nearest to the origin first.
    pub spots: Vec<Spot>,
    /// The spot of each record, [`NONE`] without one.
    spot_of: Vec<u32>,
    /// Names, sorted.
    pub countries: Vec<Arc<str>>,
    pub subregions: Vec<Arc<str>>,
    zones: Vec<Numbered>,
    pub periods: Vec<Period>,
    /// The periods of the first and of the last possible day; [`UNDATED`] twice for undated ones.
    span_of: Vec<(u16, u16)>,
    pub has_home: bool,
}

/// Stands for no number.
pub(super) const NONE: u32 = u32::MAX;

/// Stands for the period of an undated incident; there are fewer than this.
const UNDATED: u16 = u16::MAX;

/// Numbers of periods in two bytes each.
fn narrow((first, last): (u32, u32)) -> (u16, u16) {
    (first as u16, last as u16)
}

/// The same as they are asked for; none of undated ones.
fn wide((first, last): (u16, u16)) -> Option<(u32, u32)> {
    (first != UNDATED).then(|| (first.into(), last.into()))
}

/// The numbers of the names of an area, among all sorted ones of their level.
#[derive(Debug, Clone, Copy, Default)]
struct Numbered {
    country: Option<u32>,
    subregion: Option<u32>,
    admin1: Option<u32>,
}

impl Gathered {
    /// Sorts, numbers and looks up.
    ///
    /// # Errors
    /// Where the dates span more than 5,000 periods.
    pub fn new(records: Vec<Record>, words: Arc<Words>, options: &SpreadOptions, regions: &Regions) -> Result<Self> {
        let periods = periods(&records, &words, options.by)?;
        Ok(Self::within(records, words, periods, options, regions))
    }

    /// Sorts, numbers and looks up within periods that hold all dates.
    pub fn within(
        records: Vec<Record>,
        words: Arc<Words>,
        periods: Vec<Period>,
        options: &SpreadOptions,
        regions: &Regions,
    ) -> Self {
        let mut records = Record::sorted(records, &words);
        records.shrink_to_fit();
        let calendar = Calendar::new(&periods);
        let (Spots { spots, spot_of }, span_of) = rayon::join(
            || spots(&records, &options.origin),
            || records.par_iter().map(|r| calendar.span(r.when).map_or((UNDATED, UNDATED), narrow)).collect(),
        );
        let used = used_zones(&records, &words);
        let home = || used.iter().flatten().any(|zone| zone.home.is_some());
        let has_home = matches!(options.origin, Origin::Home { .. }) || home();
        let (countries, subregions, zones) = numbered(&used, &words, regions);
        Self { records, words, spots, spot_of, countries, subregions, zones, periods, span_of, has_home }
    }

    /// How many distinct points have a distance from the origin: all or, without one, none.
    pub fn measured(&self) -> usize {
        let all = self.spots.iter().all(|spot| spot.distance_km().is_some());
        if all { self.spots.len() } else { 0 }
    }

    /// The number of the distinct fine point.
    pub fn spot_of(&self, index: u32) -> Option<u32> {
        self.spot_of.get(index as usize).copied().filter(|spot| *spot != NONE)
    }

    /// The same for all records in their order.
    pub fn all_spots(&self) -> impl Iterator<Item = Option<u32>> {
        self.spot_of.iter().map(|spot| Some(*spot).filter(|spot| *spot != NONE))
    }

    /// The distinct fine point.
    pub fn spot(&self, index: u32) -> Option<&Spot> {
        self.spots.get(self.spot_of(index)? as usize)
    }

    /// The periods of the first and of the last possible day.
    pub fn span_of(&self, index: u32) -> Option<(u32, u32)> {
        self.span_of.get(index as usize).copied().and_then(wide)
    }

    /// The same for all records in their order.
    pub fn all_spans(&self) -> impl Iterator<Item = Option<(u32, u32)>> {
        self.span_of.iter().map(|span| wide(*span))
    }

    /// The period that holds all possible days.
    pub fn period_of(&self, index: u32) -> Option<u32> {
        self.span_of(index).filter(|(a, b)| a == b).map(|(a, _)| a)
    }

    /// The same for all records in their order.
    pub fn all_periods(&self) -> impl Iterator<Item = Option<u32>> {
        self.all_spans().map(|span| span.filter(|(a, b)| a == b).map(|(a, _)| a))
    }

    /// The week of all possible days; see [`week_of`].
    pub fn week_of(&self, index: u32) -> Option<i32> {
        week_of(self.records.get(index as usize)?.when)
    }

    /// The areas it lies in.
    pub fn zone(&self, index: u32) -> Zone {
        self.records
            .get(index as usize)
            .map_or_else(Zone::default, |record| self.words.zone(record.traits(&self.words).zone))
    }

    /// Whether it lies in the home countries.
    pub fn home(&self, index: u32) -> Option<bool> {
        self.zone(index).home
    }

    fn numbered(&self, index: u32) -> Numbered {
        let zone = self
            .records
            .get(index as usize)
            .and_then(|record| self.zones.get(record.traits(&self.words).zone as usize));
        zone.copied().unwrap_or_default()
    }

    /// The number of its country.
    pub fn country_of(&self, index: u32) -> Option<u32> {
        self.numbered(index).country
    }

    /// The number of its subregion.
    pub fn subregion_of(&self, index: u32) -> Option<u32> {
        self.numbered(index).subregion
    }

    /// The number of its first administrative level.
    pub fn admin1_of(&self, index: u32) -> Option<u32> {
        self.numbered(index).admin1
    }
}

/// The areas by number; none of those that no record lies in.
fn used_zones(records: &[Record], words: &Words) -> Vec<Option<Zone>> {
    let mut used = vec![None; words.zones().len()];
    for record in records {
        let zone = record.traits(words).zone;
        if let Some(slot) = used.get_mut(zone as usize).filter(|slot| slot.is_none()) {
            *slot = Some(words.zone(zone));
        }
    }
    used
}

/// The sorted names of countries and of subregions, and the numbers of each area.
fn numbered(zones: &[Option<Zone>], words: &Words, regions: &Regions) -> (Vec<Arc<str>>, Vec<Arc<str>>, Vec<Numbered>) {
    let of = |name: &dyn Fn(Zone) -> Option<Arc<str>>| -> (Vec<Option<Arc<str>>>, Vec<Arc<str>>) {
        let names: Vec<Option<Arc<str>>> = zones.iter().map(|zone| zone.and_then(name)).collect();
        let mut distinct: Vec<Arc<str>> = names.iter().flatten().cloned().collect();
        distinct.sort_unstable();
        distinct.dedup();
        (names, distinct)
    };
    let named = |name| words.name(name).cloned();
    let (country_names, countries) = of(&|zone| words.country_name(zone, regions));
    let (subregion_names, subregions) = of(&|zone| named(zone.subregion?));
    let (admin1_names, admin1) = of(&|zone| named(zone.admin1?));
    let number = |names: &[Option<Arc<str>>], distinct: &[Arc<str>], zone: usize| {
        let name = names.get(zone)?.as_ref()?;
        distinct.binary_search(name).ok().map(|i| i as u32)
    };
    let numbers = (0..zones.len()).map(|zone| Numbered {
        country: number(&country_names, &countries, zone),
        subregion: number(&subregion_names, &subregions, zone),
        admin1: number(&admin1_names, &admin1, zone),
    });
    let numbers = numbers.collect();
    (countries, subregions, numbers)
}

/// All periods from the first possible day to the last.
fn periods(records: &[Record], words: &Words, by: PeriodLength) -> Result<Vec<Period>> {
    let dated = || records.par_iter().filter(|r| r.when.span().is_some());
    let first = dated().min_by_key(|r| r.when.first());
    let last = dated().max_by_key(|r| r.when.last());
    let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
    let (Some(start), Some(end)) = (first.when.first(), last.when.last()) else { return Ok(Vec::new()) };
    let mut periods = vec![by.period_of(start)];
    while let Some(period) = periods.last().filter(|p| p.last_day() < end && p.end > p.start) {
        if periods.len() >= MOST_PERIODS {
            let id = |found: Option<&str>| found.unwrap_or_default().to_owned();
            let at = |day| records.iter().filter(move |r| r.when.first() == Some(day)).map(|r| words.id(r.id));
            let until = |day| records.iter().filter(move |r| r.when.last() == Some(day)).map(|r| words.id(r.id));
            return Err(Error::invalid(format!(
                "the dates run from {start} (incident {}) to {end} (incident {}), more than {MOST_PERIODS} periods of a \
                 {}: mend the date, keep to a span with --from and --until, or take longer periods with --by",
                id(at(start).next()),
                id(until(end).min()),
                by.name()
            )));
        }
        periods.push(period.next());
    }
    Ok(periods)
}
