//! Incidents as bytes, each text, place and site once where it comes again soon.
//!
//! Comes in: [`Located`], one after the other. Goes out: a segment and where each incident begins in it. [`super::reader`] and
//! [`super::view`] read what is written here.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Segment;
use super::codes::Code;
use super::reader as r;
use super::view as v;
use crate::earth::LonLat;
use crate::gazetteer::hash::hash;
use crate::incident::{
    Area, Casualties, Claim, CountryCode, Kind, Located, Location, Place, Shared, Site, Unlocated, When,
};

/// How many texts are remembered, how many places, and how many sites; one that comes again after others took its slot is kept
/// once more.
const TEXTS: usize = 1 << 15;
const WHOLES: usize = 1 << 14;

/// A text this short is no longer than a reference to it.
const SHORT: usize = 3;

/// Makes a segment.
#[derive(Debug, Default)]
pub(super) struct Packer {
    pub segment: Segment,
    kinds: HashMap<Kind, usize>,
    areas: HashMap<Area, usize>,
    texts: Texts,
    places: Wholes,
    sites: Wholes,
    spelt: Vec<u8>,
}

/// Where texts lie that were met lately.
#[derive(Debug, Default)]
struct Texts(Vec<usize>);

/// Where places or sites lie that were met lately, each with its bytes without references.
#[derive(Debug, Default)]
struct Wholes(Vec<(Vec<u8>, usize)>);

/// Bytes at the end of a body.
pub(super) struct Writer<'a> {
    body: &'a mut Vec<u8>,
    /// None where no reference may be made.
    texts: Option<&'a mut Texts>,
}

impl Packer {
    /// Adds an incident; the place where it begins.
    pub fn push(&mut self, one: &Located) -> usize {
        let Located { incident, location, area } = one;
        let at = self.segment.body.len();
        let kind = self.kind(&incident.kind);
        let area = self.area(area);
        let mut out = Writer { body: &mut self.segment.body, texts: Some(&mut self.texts) };
        let flag = |holds: bool, flag: u64| if holds { flag } else { 0 };
        let flags = date_flags(incident.when)
            | flag(matches!(location, Location::Site(_)), v::SITE)
            | count_bits(&incident.killed) << v::KILLED_AT
            | count_bits(&incident.injured) << v::INJURED_AT
            | flag(incident.actor.is_some(), v::ACTOR)
            | flag(incident.target.is_some(), v::TARGET)
            | flag(incident.summary.is_some(), v::SUMMARY)
            | flag(incident.link.is_some(), v::LINK)
            | flag(!incident.conflicts.is_empty(), v::CONFLICTS)
            | u64::from(incident.stage.code()) << v::STAGE_AT;
        out.number(flags);
        out.number(kind as u64);
        out.number(area as u64);
        out.when(incident.when);
        out.count(&incident.killed);
        out.own_text(&incident.id);
        let mut point = None;
        match location {
            Location::Site(site) => {
                let spelt = spell(&mut self.spelt, |out| out.site(site));
                let new = out.whole(&mut self.sites, spelt, |out| out.site(site));
                point = new.map(|at| (site.point, at));
            }
            Location::Unlocated(reason) => out.reason(reason),
        }
        out.place(&incident.place, point, &mut self.places, &mut self.spelt);
        for words in [&incident.actor, &incident.target, &incident.summary, &incident.link].into_iter().flatten() {
            out.text(words);
        }
        out.count(&incident.injured);
        if !incident.conflicts.is_empty() {
            out.number(incident.conflicts.len() as u64);
            incident.conflicts.iter().for_each(|words| out.text(words));
        }
        out.number(incident.claims.len() as u64);
        for claim in &incident.claims {
            let same = claim_flags(claim, one);
            out.claim(claim, same, &mut self.places, &mut self.spelt);
        }
        at
    }

    /// The number of a kind in the segment.
    fn kind(&mut self, kind: &Kind) -> usize {
        let list = &mut self.segment.kinds;
        if let Some(number) = self.kinds.get(kind) {
            return *number;
        }
        list.push(kind.clone());
        self.kinds.insert(kind.clone(), list.len() - 1);
        list.len() - 1
    }

    /// The number of an area in the segment.
    fn area(&mut self, area: &Shared<Area>) -> usize {
        let list = &mut self.segment.areas;
        if let Some(number) = self.areas.get(&**area) {
            return *number;
        }
        list.push(area.clone());
        self.areas.insert(Area::clone(area), list.len() - 1);
        list.len() - 1
    }
}

fn date_flags(when: When) -> u64 {
    match when.span() {
        Some((first, last)) if first == last => r::DATED | r::ONE_DAY,
        Some(_) => r::DATED,
        None => 0,
    }
}

fn count_bits<W>(count: &Casualties<W>) -> u64 {
    let Casualties { low, high, best, worded } = count;
    match (low, high, best, worded) {
        (None, None, None, None) => 0,
        (Some(low), Some(high), Some(best), None) if low == high && high == best => r::EXACT,
        _ => r::SPELT_OUT,
    }
}

fn claim_flags(claim: &Claim, one: &Located) -> u64 {
    let flag = |holds: bool, flag: u64| if holds { flag } else { 0 };
    let incident = &one.incident;
    let same_place = claim.place.is(&incident.place) || claim.place == incident.place;
    date_flags(claim.when)
        | flag(claim.when == incident.when, v::SAME_WHEN)
        | count_bits(&claim.killed) << v::CLAIM_KILLED_AT
        | count_bits(&claim.injured) << v::CLAIM_INJURED_AT
        | flag(claim.killed == incident.killed, v::SAME_KILLED)
        | flag(claim.injured == incident.injured, v::SAME_INJURED)
        | flag(same_place, v::SAME_PLACE)
        | flag(claim.stage == incident.stage, v::SAME_STAGE)
        | flag(claim.actor == incident.actor, v::SAME_ACTOR)
        | flag(claim.target == incident.target, v::SAME_TARGET)
        | flag(claim.actor.is_some(), v::CLAIM_ACTOR)
        | flag(claim.target.is_some(), v::CLAIM_TARGET)
        | flag(claim.source.is_some(), v::SOURCE)
        | flag(claim.attribution.is_some(), v::ATTRIBUTION)
        | flag(claim.when_worded.is_some(), v::WHEN_WORDED)
        | flag(claim.note.is_some(), v::NOTE)
}

/// A value without references, by which it is known again.
fn spell(spelt: &mut Vec<u8>, write: impl FnOnce(&mut Writer<'_>)) -> &[u8] {
    spelt.clear();
    write(&mut Writer::without_references(spelt));
    spelt
}

impl<'a> Writer<'a> {
    pub fn without_references(body: &'a mut Vec<u8>) -> Self {
        Self { body, texts: None }
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.body.extend_from_slice(bytes);
    }

    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.body.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.body.push(number as u8);
    }

    fn code(&mut self, value: impl Code) {
        self.body.push(value.code());
    }

    fn real(&mut self, real: f64) {
        self.bytes(&real.to_le_bytes());
    }

    fn point(&mut self, point: LonLat) {
        self.real(point.lon());
        self.real(point.lat());
    }

    pub fn own_text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// A text, or a reference to the same one before.
    fn text(&mut self, text: &str) {
        let long = self.texts.as_mut().filter(|_| text.len() > SHORT);
        if let Some(known) = long.and_then(|texts| texts.find(self.body, text)) {
            self.number((known as u64) << 1 | 1);
            return;
        }
        self.number((text.len() as u64) << 1);
        self.bytes(text.as_bytes());
    }

    fn texts_if_any(&mut self, texts: &[Option<&str>]) {
        texts.iter().flatten().for_each(|text| self.text(text));
    }

    fn day(&mut self, day: Date) {
        let year = i64::from(day.year()) - r::EPOCH_YEAR;
        let packed = year << 9 | i64::from(day.month()) << 5 | i64::from(day.day());
        self.number((packed << 1 ^ packed >> 63) as u64);
    }

    fn when(&mut self, when: When) {
        let Some((first, last)) = when.span() else { return };
        self.day(first);
        if first != last {
            self.day(last);
            self.code(when.precision());
        }
    }

    fn count(&mut self, count: &Casualties) {
        let Casualties { low, high, best, worded } = count;
        match count_bits(count) {
            0 => {}
            r::EXACT => self.number(low.unwrap_or(0).into()),
            _ => {
                let bit = |has: bool, bit: u64| if has { bit } else { 0 };
                let has = bit(low.is_some(), r::LOW)
                    | bit(high.is_some(), r::HIGH)
                    | bit(best.is_some(), r::BEST)
                    | bit(worded.is_some(), r::WORDED);
                self.number(has);
                [low, high, best].into_iter().flatten().for_each(|number| self.number(u64::from(*number)));
                self.texts_if_any(&[worded.as_deref()]);
            }
        }
    }

    pub fn country(&mut self, code: CountryCode) {
        self.bytes(code.as_str().as_bytes());
    }

    fn reason(&mut self, reason: &Unlocated) {
        let tag = match reason {
            Unlocated::NoPlace => 0,
            Unlocated::NotFound(_) => 1,
            Unlocated::TooVague(_) => 2,
            Unlocated::Several(_) => 3,
            Unlocated::Doubtful(_) => 4,
        };
        self.body.push(tag);
        if tag > 0 {
            self.text(reason.why());
        }
    }

    /// A place or a site as `write` has it, or a reference to the same one before; where it lies if it is new.
    fn whole(&mut self, known: &mut Wholes, spelt: &[u8], write: impl FnOnce(&mut Self)) -> Option<usize> {
        let slot = known.slot(spelt)?;
        if slot.0 == spelt {
            self.number(slot.1 as u64 + 1);
            return None;
        }
        self.number(0);
        spelt.clone_into(&mut slot.0);
        slot.1 = self.body.len();
        let at = slot.1;
        write(self);
        Some(at)
    }

    fn site(&mut self, site: &Site) {
        let Site { point, radius_km, precision, matched, name, gazetteer_id, country, admin1, .. } = site;
        let Site { confidence, why, runners_up, .. } = site;
        let flag = |holds: bool, flag: u64| if holds { flag } else { 0 };
        let (no_radius, sure) = (radius_km.to_bits() == 0, confidence.to_bits() == 1.0_f64.to_bits());
        self.point(*point);
        self.number(
            flag(no_radius, v::NO_RADIUS)
                | flag(gazetteer_id.is_some(), v::GAZETTEER_ID)
                | flag(country.is_some(), v::SITE_COUNTRY)
                | flag(admin1.is_some(), v::SITE_ADMIN1)
                | flag(sure, v::SURE)
                | flag(!runners_up.is_empty(), v::RUNNERS_UP),
        );
        self.code(*precision);
        self.code(*matched);
        if !no_radius {
            self.real(*radius_km);
        }
        self.text(name);
        self.texts_if_any(&[gazetteer_id.as_deref()]);
        country.iter().for_each(|code| self.country(*code));
        self.texts_if_any(&[admin1.as_deref()]);
        if !sure {
            self.real(*confidence);
        }
        self.text(why);
        if !runners_up.is_empty() {
            self.number(runners_up.len() as u64);
        }
        for one in runners_up {
            self.text(&one.name);
            self.text(&one.gazetteer_id);
            self.real(one.confidence);
            self.text(&one.why);
        }
    }

    fn place(&mut self, place: &Place, near: Option<(LonLat, usize)>, known: &mut Wholes, spelt: &mut Vec<u8>) {
        let spelt = spell(spelt, |out| out.own_place(place, None));
        self.whole(known, spelt, |out| out.own_place(place, near));
    }

    /// `near` is a point that lies in the body already.
    fn own_place(&mut self, place: &Place, near: Option<(LonLat, usize)>) {
        let Place { words, admin2, admin1, country, point, radius_km, precision } = place;
        let same =
            |a: LonLat, b: LonLat| a.lon().to_bits() == b.lon().to_bits() && a.lat().to_bits() == b.lat().to_bits();
        let elsewhere = near.filter(|(near, _)| point.is_some_and(|point| same(point, *near)));
        let flag = |holds: bool, flag: u64| if holds { flag } else { 0 };
        self.number(
            flag(!words.is_empty(), r::WORDS)
                | flag(admin2.is_some(), r::ADMIN2)
                | flag(admin1.is_some(), r::ADMIN1)
                | flag(country.is_some(), r::COUNTRY)
                | flag(point.is_some() && elsewhere.is_none(), r::POINT)
                | flag(elsewhere.is_some(), r::POINT_ELSEWHERE)
                | flag(radius_km.is_some(), r::RADIUS)
                | flag(precision.is_some(), r::PRECISION),
        );
        let words = (!words.is_empty()).then_some(words.as_str());
        self.texts_if_any(&[words, admin2.as_deref(), admin1.as_deref(), country.as_deref()]);
        match (elsewhere, point) {
            (Some((_, at)), _) => self.number(at as u64),
            (None, Some(point)) => self.point(*point),
            (None, None) => {}
        }
        radius_km.iter().for_each(|km| self.real(*km));
        precision.iter().for_each(|precision| self.code(*precision));
    }

    fn claim(&mut self, claim: &Claim, flags: u64, places: &mut Wholes, spelt: &mut Vec<u8>) {
        let differs = |same: u64| flags & same == 0;
        self.number(flags);
        if differs(v::SAME_WHEN) {
            self.when(claim.when);
        }
        if differs(v::SAME_KILLED) {
            self.count(&claim.killed);
        }
        if differs(v::SAME_INJURED) {
            self.count(&claim.injured);
        }
        if differs(v::SAME_PLACE) {
            self.place(&claim.place, None, places, spelt);
        }
        if differs(v::SAME_STAGE) {
            self.code(claim.stage);
        }
        let actor = claim.actor.as_deref().filter(|_| differs(v::SAME_ACTOR));
        let target = claim.target.as_deref().filter(|_| differs(v::SAME_TARGET));
        let (source, attribution) = (claim.source.as_deref(), claim.attribution.as_deref());
        self.texts_if_any(&[actor, target, source, attribution, claim.when_worded.as_deref(), claim.note.as_deref()]);
        self.text(&claim.input);
        self.number(claim.line);
    }
}

impl Texts {
    /// Where the same text lies; else it is remembered as lying at the end.
    fn find(&mut self, body: &[u8], text: &str) -> Option<usize> {
        self.0.resize(TEXTS, usize::MAX);
        let slot = self.0.get_mut(hash(text.as_bytes()) as usize % TEXTS)?;
        let known = *slot;
        if known < body.len() && (r::Reader { body, at: known }).text_here() == Some(text) {
            return Some(known);
        }
        *slot = body.len();
        None
    }
}

impl Wholes {
    fn slot(&mut self, spelt: &[u8]) -> Option<&mut (Vec<u8>, usize)> {
        self.0.resize_with(WHOLES, Default::default);
        self.0.get_mut(hash(spelt) as usize % WHOLES)
    }
}
