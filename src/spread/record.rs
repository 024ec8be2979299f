//! What is kept of an incident: enough for every statistic, in an order of its own.
//!
//! Comes in: [`Located`]. Goes out: [`Record`], and [`Record::order`], a total order over all that a statistic can see,
//! so that rows that differ in anything never trade places.

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;

use crate::earth::LonLat;
use crate::incident::{CountryCode, Located, When};
use crate::region::Regions;

/// One incident as the statistics see it.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub when: When,
    pub id: Box<str>,
    pub place: Arc<str>,
    pub kind: Arc<str>,
    pub actor: Option<Arc<str>>,
    pub point: Option<LonLat>,
    /// The radius that holds the true place nine times in ten, in km; 0 without a point.
    pub radius_km: f64,
    /// Whether the point may enter distances and centres.
    pub fine: bool,
    pub killed: Option<u32>,
    pub country: Option<Arc<str>>,
    pub code: Option<CountryCode>,
    pub admin1: Option<Arc<str>>,
    pub subregion: Option<Arc<str>>,
    pub home: Option<bool>,
}

impl Record {
    pub fn new(located: &Located) -> Self {
        let (incident, area, site) = (&located.incident, &located.area, located.site());
        Self {
            when: incident.when,
            id: incident.id.as_str().into(),
            place: site.map_or_else(|| incident.place.label().into(), |s| s.name.as_str().into()),
            kind: incident.kind.key().into(),
            actor: incident.actor.as_deref().map(Into::into),
            point: site.map(|s| s.point.one_name()),
            radius_km: site.map_or(0.0, |s| s.radius_km),
            fine: site.is_some_and(|s| s.precision.is_fine()),
            killed: incident.killed.count(),
            country: area.country_name.clone(),
            code: area.country,
            admin1: area.admin1.clone().or_else(|| site.and_then(|s| s.admin1.clone())),
            subregion: area.subregion.clone(),
            home: area.home,
        }
    }

    /// The order of first day, last day, id; undated ones last. What follows only parts rows that share these three.
    pub fn order(&self, other: &Self) -> Ordering {
        let days = |r: &Self| (r.when.span().is_none(), r.when.span());
        let xy = |r: &Self| r.point.map(|p| (p.lon(), p.lat()));
        let area = |r: &Self| (r.country.clone(), r.code, r.admin1.clone(), r.subregion.clone(), r.home);
        days(self)
            .cmp(&days(other))
            .then_with(|| self.id.cmp(&other.id))
            .then_with(|| self.when.precision().cmp(&other.when.precision()))
            .then_with(|| xy(self).partial_cmp(&xy(other)).unwrap_or(Ordering::Equal))
            .then_with(|| (self.fine, self.killed, &self.place).cmp(&(other.fine, other.killed, &other.place)))
            .then_with(|| area(self).cmp(&area(other)))
            .then_with(|| self.radius_km.total_cmp(&other.radius_km))
            .then_with(|| (&self.kind, &self.actor).cmp(&(&other.kind, &other.actor)))
    }

    /// The records in their order.
    pub fn sorted(records: Vec<Self>) -> Vec<Self> {
        if records.is_sorted_by(|a, b| a.order(b) != Ordering::Greater) {
            return records;
        }
        // Most pairs differ in days or in the first letters of the id: these are compared where they stand side by side.
        let key = |(row, record): (usize, &Self)| (record.when.span(), first_letters(&record.id), row as u32);
        let mut keys: Vec<_> = records.par_iter().enumerate().map(key).collect();
        let (days, record) = (|span: Option<_>| (span.is_none(), span), |row: u32| records.get(row as usize));
        keys.par_sort_unstable_by(|a, b| {
            let by_key = (days(a.0), a.1).cmp(&(days(b.0), b.1));
            let in_full = || record(a.2).zip(record(b.2)).map_or(Ordering::Equal, |(a, b)| a.order(b));
            by_key.then_with(in_full).then(a.2.cmp(&b.2))
        });
        let mut rows: Vec<Option<Self>> = records.into_iter().map(Some).collect();
        keys.into_iter().filter_map(|(.., row)| rows.get_mut(row as usize)?.take()).collect()
    }

    /// The name of the country; its code where no name is known.
    pub fn country_name(&self, regions: &Regions) -> Option<Arc<str>> {
        let listed = || self.code.and_then(|code| regions.country(code)).map(|country| country.name.clone());
        self.country.clone().or_else(listed).or_else(|| self.code.map(|code| code.as_str().into()))
    }
}

/// The first eight bytes of a text as a number of the same order.
fn first_letters(text: &str) -> u64 {
    let bytes = text.bytes().chain(std::iter::repeat(0)).take(8);
    bytes.fold(0, |number, byte| number << 8 | u64::from(byte))
}
