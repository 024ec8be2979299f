//! What is kept of an incident: enough for every statistic, in an order of its own.
//!
//! Comes in: [`Located`]. Goes out: [`Record`], and [`Record::order`], a total order over all that a statistic can see,
//! so that rows that differ in anything never trade places.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;

use super::words::{Id, Name, Renumbered, Traits, Words, Zone};
use crate::earth::LonLat;
use crate::incident::{Area, Bare, Incident, Located, When};

/// One incident as the statistics see it, in 48 bytes, for a million are kept; names, traits and the id are numbers of [`Words`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    pub when: When,
    pub id: Id,
    /// The name of its place; none where its point stands for it, see [`Record::place`].
    pub place: Option<Name>,
    /// Its kind, actor, area and radius, see [`Record::traits`].
    pub traits: u32,
    /// The point, where there is one.
    at: LonLat,
    /// People killed, where it is known.
    deaths: u32,
    known: Known,
}

/// What is known of an incident, a bit each.
#[derive(Debug, Clone, Copy)]
struct Known(u8);

const POINT: u8 = 1;
const FINE: u8 = 2;
const KILLED: u8 = 4;

impl Known {
    fn has(self, what: u8) -> bool {
        self.0 & what != 0
    }
}

impl Record {
    pub fn new(located: &Located, words: &mut Words) -> Self {
        let (incident, area, site) = (&located.incident, &located.area, located.site());
        let admin1 = area.admin1.as_ref().or_else(|| site.and_then(|s| s.admin1.as_ref()));
        let zone = zone(area, admin1, words);
        let place = place_name(located, words);
        let radius_km = site.map_or(0.0, |site| site.radius_km);
        let mut record = Self { place, ..Self::placeless(incident, zone, radius_km, words) };
        if let Some(site) = site {
            record.place_at(site.point.one_name(), site.precision.is_fine());
        }
        record
    }

    /// The record of an incident whose place is nothing but coordinates.
    pub fn of_bare(incident: &Incident, bare: Bare, area: &Area, words: &mut Words) -> Self {
        let Bare { point, radius_km, precision } = bare;
        let zone = zone(area, area.admin1.as_ref(), words);
        let mut record = Self::placeless(incident, zone, radius_km, words);
        record.place_at(point, precision.is_fine());
        record
    }

    fn placeless(incident: &Incident, zone: Zone, radius_km: f64, words: &mut Words) -> Self {
        let (id, kind) = (words.keep_id(&incident.id), words.number(incident.kind.key()));
        let actor = incident.actor.as_ref().map(|actor| words.number(actor));
        let traits = Traits::new(kind, actor, words.zone_number(zone), radius_km);
        Self::of(incident.when, id, words.traits_number(traits), incident.killed.count())
    }

    /// A record without a place.
    pub fn of(when: When, id: Id, traits: u32, killed: Option<u32>) -> Self {
        let known = Known(if killed.is_some() { KILLED } else { 0 });
        let (at, deaths) = (LonLat::wrapped(0.0, 0.0), killed.unwrap_or(0));
        Self { when, id, place: None, traits, at, deaths, known }
    }

    /// Puts it at a point, which may be fine enough to enter distances and centres.
    pub fn place_at(&mut self, point: LonLat, fine: bool) {
        self.at = point;
        self.known.0 = (self.known.0 & KILLED) | POINT | if fine { FINE } else { 0 };
    }

    /// Its kind, actor, area, and the radius that holds the true place nine times in ten.
    pub fn traits(&self, words: &Words) -> Traits {
        words.traits(self.traits)
    }

    /// The point.
    pub fn point(&self) -> Option<LonLat> {
        self.known.has(POINT).then_some(self.at)
    }

    /// Whether the point may enter distances and centres.
    pub fn is_fine(&self) -> bool {
        self.known.has(FINE)
    }

    /// People killed; none where it is not known.
    pub fn killed(&self) -> Option<u32> {
        self.known.has(KILLED).then_some(self.deaths)
    }

    /// The record of another accumulator as it stands in this one.
    #[must_use]
    pub fn moved(self, theirs: &Words, new: &Renumbered, mine: &mut Words) -> Self {
        Self {
            id: mine.keep_id(theirs.id(self.id)),
            place: self.place.map(|place| new.name(place)),
            traits: new.traits(self.traits),
            ..self
        }
    }

    /// The name of its place; of a point without a name what it reads as.
    pub fn place<'a>(&self, words: &'a Words) -> Cow<'a, str> {
        match (self.place, self.point()) {
            (Some(name), _) => Cow::Borrowed(words.text(name)),
            (None, Some(point)) => Cow::Owned(point.to_string()),
            (None, None) => Cow::Borrowed(""),
        }
    }

    /// The order of first day, last day, id; undated ones last. What follows only parts rows that share these three.
    pub fn order(&self, other: &Self, words: &Words) -> Ordering {
        let days = |r: &Self| (r.when.span().is_none(), r.when.span());
        let xy = |r: &Self| r.point().map(|p| (p.lon(), p.lat()));
        let area = |r: &Self| {
            let zone = words.zone(r.traits(words).zone);
            (words.maybe(zone.country), zone.code, words.maybe(zone.admin1), words.maybe(zone.subregion), zone.home)
        };
        let known = |r: &Self| (r.is_fine(), r.killed());
        let radius_km = |r: &Self| r.traits(words).radius_km();
        let who = |r: &Self| (words.text(r.traits(words).kind), words.maybe(r.traits(words).actor));
        days(self)
            .cmp(&days(other))
            .then_with(|| words.id(self.id).cmp(words.id(other.id)))
            .then_with(|| self.when.precision().cmp(&other.when.precision()))
            .then_with(|| xy(self).partial_cmp(&xy(other)).unwrap_or(Ordering::Equal))
            .then_with(|| known(self).cmp(&known(other)))
            .then_with(|| self.place(words).cmp(&other.place(words)))
            .then_with(|| area(self).cmp(&area(other)))
            .then_with(|| radius_km(self).total_cmp(&radius_km(other)))
            .then_with(|| who(self).cmp(&who(other)))
    }

    /// The records in their order.
    pub fn sorted(mut records: Vec<Self>, words: &Words) -> Vec<Self> {
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
        reorder(&mut records, from);
        records
    }
}

/// Puts things in the order in which `from` names their places, without a second list: each circle of places is walked once.
fn reorder<T: Copy>(list: &mut [T], mut from: Vec<u32>) {
    for start in 0..list.len().min(from.len()) {
        let (first, mut at) = (list[start], start);
        loop {
            let next = from[at] as usize;
            // What stands where it belongs comes from its own place.
            from[at] = at as u32;
            if next == start || next == at {
                list[at] = first;
                break;
            }
            list[at] = list[next];
            at = next;
        }
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
    fn a_record_takes_48_bytes() {
        assert_eq!(size_of::<Record>(), 48);
    }

    #[test]
    fn things_are_put_in_order_where_they_stand() {
        for from in [vec![1, 3, 2, 0, 4], vec![0, 1, 2, 3, 4], vec![4, 3, 2, 1, 0], vec![1, 2, 3, 4, 0]] {
            let wanted = gathered(&['d', 'a', 'c', 'b', 'e'], &from);
            let mut list = ['d', 'a', 'c', 'b', 'e'];
            reorder(&mut list, from);
            assert_eq!(list.to_vec(), wanted);
        }
        reorder::<char>(&mut [], Vec::new());
    }

    #[test]
    fn things_are_fetched_in_the_order_of_their_places() {
        assert_eq!(gathered(&['d', 'a', 'c', 'b', 'e'], &[1, 3, 2, 0, 4]), ['a', 'b', 'c', 'd', 'e']);
        assert!(gathered::<char>(&[], &[]).is_empty());
    }
}
