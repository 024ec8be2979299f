//! What is kept of an incident: enough for every statistic, in an order of its own.
//!
//! Comes in: [`Located`]. Goes out: [`Record`], and [`Record::order`], a total order over all that a statistic can see,
//! so that rows that differ in anything never trade places.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;

use super::words::{Id, Name, Renumbered, Words, Zone};
use crate::earth::LonLat;
use crate::incident::{Area, Incident, Located, When};

/// One incident as the statistics see it; names, areas and the id are numbers of [`Words`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    pub when: When,
    pub id: Id,
    /// The name of its place; none where its point stands for it, see [`Record::place`].
    pub place: Option<Name>,
    pub kind: Name,
    pub actor: Option<Name>,
    pub zone: u32,
    pub point: Option<LonLat>,
    /// The radius that holds the true place nine times in ten, in km; 0 without a point.
    pub radius_km: f64,
    /// Whether the point may enter distances and centres.
    pub fine: bool,
    pub killed: Option<u32>,
}

/// A place that is nothing but its coordinates.
#[derive(Debug, Clone, Copy)]
pub struct Bare {
    /// The point, under its one name.
    pub point: LonLat,
    /// The radius that holds the true place nine times in ten, in km.
    pub radius_km: f64,
    /// Whether the point may enter distances and centres.
    pub fine: bool,
}

impl Record {
    pub fn new(located: &Located, words: &mut Words) -> Self {
        let (incident, area, site) = (&located.incident, &located.area, located.site());
        let admin1 = area.admin1.as_ref().or_else(|| site.and_then(|s| s.admin1.as_ref()));
        let zone = zone(area, admin1, words);
        Self {
            place: place_name(located, words),
            point: site.map(|s| s.point.one_name()),
            radius_km: site.map_or(0.0, |s| s.radius_km),
            fine: site.is_some_and(|s| s.precision.is_fine()),
            ..Self::placeless(incident, zone, words)
        }
    }

    /// The record of an incident whose place is nothing but coordinates.
    pub fn of_bare(incident: &Incident, bare: Bare, area: &Area, words: &mut Words) -> Self {
        let Bare { point, radius_km, fine } = bare;
        let zone = zone(area, area.admin1.as_ref(), words);
        Self { point: Some(point), radius_km, fine, ..Self::placeless(incident, zone, words) }
    }

    fn placeless(incident: &Incident, zone: Zone, words: &mut Words) -> Self {
        Self {
            when: incident.when,
            id: words.keep_id(&incident.id),
            place: None,
            kind: words.number(incident.kind.key()),
            actor: incident.actor.as_ref().map(|actor| words.number(actor)),
            zone: words.zone_number(zone),
            point: None,
            radius_km: 0.0,
            fine: false,
            killed: incident.killed.count(),
        }
    }

    /// The record of another accumulator as it stands in this one.
    #[must_use]
    pub fn moved(self, theirs: &Words, new: &Renumbered, mine: &mut Words) -> Self {
        Self {
            id: mine.keep_id(theirs.id(self.id)),
            place: self.place.map(|place| new.name(place)),
            kind: new.name(self.kind),
            actor: self.actor.map(|actor| new.name(actor)),
            zone: new.zone(self.zone),
            ..self
        }
    }

    /// The name of its place; of a point without a name what it reads as.
    pub fn place<'a>(&self, words: &'a Words) -> Cow<'a, str> {
        match (self.place, self.point) {
            (Some(name), _) => Cow::Borrowed(words.text(name)),
            (None, Some(point)) => Cow::Owned(point.to_string()),
            (None, None) => Cow::Borrowed(""),
        }
    }

    /// The order of first day, last day, id; undated ones last. What follows only parts rows that share these three.
    pub fn order(&self, other: &Self, words: &Words) -> Ordering {
        let days = |r: &Self| (r.when.span().is_none(), r.when.span());
        let xy = |r: &Self| r.point.map(|p| (p.lon(), p.lat()));
        let area = |r: &Self| {
            let zone = words.zone(r.zone);
            (words.maybe(zone.country), zone.code, words.maybe(zone.admin1), words.maybe(zone.subregion), zone.home)
        };
        let known = |r: &Self| (r.fine, r.killed);
        let who = |r: &Self| (words.text(r.kind), words.maybe(r.actor));
        days(self)
            .cmp(&days(other))
            .then_with(|| words.id(self.id).cmp(words.id(other.id)))
            .then_with(|| self.when.precision().cmp(&other.when.precision()))
            .then_with(|| xy(self).partial_cmp(&xy(other)).unwrap_or(Ordering::Equal))
            .then_with(|| known(self).cmp(&known(other)))
            .then_with(|| self.place(words).cmp(&other.place(words)))
            .then_with(|| area(self).cmp(&area(other)))
            .then_with(|| self.radius_km.total_cmp(&other.radius_km))
            .then_with(|| who(self).cmp(&who(other)))
    }

    /// The records in their order.
    pub fn sorted(records: Vec<Self>, words: &Words) -> Vec<Self> {
        if records.is_sorted_by(|a, b| a.order(b, words) != Ordering::Greater) {
            return records;
        }
        // Most pairs differ in days or in some letters of the id: these are compared where they stand side by side.
        let shared = shared_letters(&records, words);
        let key = |(row, record): (usize, &Self)| {
            let letters = words.id(record.id).as_bytes().get(shared..).unwrap_or_default();
            (days(record.when), first_letters(letters), row as u32)
        };
        let mut keys: Vec<(u64, u64, u32)> = records.par_iter().enumerate().map(key).collect();
        let record = |row: u32| records.get(row as usize);
        keys.par_sort_unstable_by(|a, b| {
            let in_full = || record(a.2).zip(record(b.2)).map_or(Ordering::Equal, |(a, b)| a.order(b, words));
            (a.0, a.1).cmp(&(b.0, b.1)).then_with(in_full).then(a.2.cmp(&b.2))
        });
        let from: Vec<u32> = keys.into_iter().map(|(.., row)| row).collect();
        gathered(&records, &from)
    }
}

/// What stands at the places that `from` names, one after the other, fetched on all threads.
pub(super) fn gathered<T: Copy + Send + Sync>(list: &[T], from: &[u32]) -> Vec<T> {
    let Some(first) = list.first().copied() else { return Vec::new() };
    from.par_iter().map(|at| list.get(*at as usize).copied().unwrap_or(first)).collect()
}

fn zone(area: &Area, admin1: Option<&Arc<str>>, words: &mut Words) -> Zone {
    Zone {
        country: area.country_name.as_ref().map(|name| words.number_of(name)),
        code: area.country,
        admin1: admin1.map(|name| words.number_of(name)),
        subregion: area.subregion.as_ref().map(|name| words.number_of(name)),
        home: area.home,
    }
}

/// The number of the name of a place; none where the place is nothing but its point, whose name is what it reads as.
fn place_name(located: &Located, words: &mut Words) -> Option<Name> {
    let incident = &located.incident;
    let Some(site) = located.site() else { return Some(words.number(&incident.place.label())) };
    let given = incident.place.point.filter(|_| incident.place.has_no_words());
    let alone = given == Some(site.point) && incident.claims.iter().all(|claim| claim.place.is(&incident.place));
    if alone && site.point.one_name() == site.point { None } else { Some(words.number(&site.name)) }
}

/// The first and the last day as a number of the same order; undated ones last.
fn days(when: When) -> u64 {
    let Some((first, last)) = when.span() else { return u64::MAX };
    let day = |day: jiff::civil::Date| {
        let year = (i32::from(day.year()) + 0x8000) as u64;
        year << 9 | (day.month() as u64) << 5 | day.day() as u64
    };
    day(first) << 32 | day(last)
}

/// How many bytes all ids begin with in common.
fn shared_letters(records: &[Record], words: &Words) -> usize {
    let Some(first) = records.first() else { return 0 };
    let first = words.id(first.id).as_bytes();
    let shared = |record: &Record| {
        let id = words.id(record.id).as_bytes();
        if id.starts_with(first) { first.len() } else { id.iter().zip(first).take_while(|(a, b)| a == b).count() }
    };
    records.par_iter().map(shared).min().unwrap_or(0)
}

/// The first eight bytes of a text as a number of the same order.
fn first_letters(text: &[u8]) -> u64 {
    match text.first_chunk::<8>() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => text.iter().chain(std::iter::repeat(&0)).take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_fetched_in_the_order_of_their_places() {
        assert_eq!(gathered(&['d', 'a', 'c', 'b', 'e'], &[1, 3, 2, 0, 4]), ['a', 'b', 'c', 'd', 'e']);
        assert!(gathered::<char>(&[], &[]).is_empty());
    }
}
