//! Values as bytes at the end of a body, each text, place and site once where it comes again soon.
//!
//! Comes in: values of the nouns. Goes out: bytes that [`super::reader`] reads.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::claim as c;
use super::codes::Code;
use super::lately::{Texts, Wholes};
use super::reader as r;
use super::site as s;
use crate::earth::LonLat;
use crate::incident::{Bare, Casualties, Claim, CountryCode, Matched, Place, Site, Unlocated, When};

/// A text this short is no longer than a reference to it.
const SHORT: usize = 3;

/// Bytes at the end of a body.
pub(super) struct Writer<'a> {
    body: &'a mut Vec<u8>,
    /// None where no reference may be made.
    texts: Option<&'a mut Texts>,
}

pub(super) fn count_bits<W>(count: &Casualties<W>) -> u64 {
    let Casualties { low, high, best, worded } = count;
    match (low, high, best, worded) {
        (None, None, None, None) => 0,
        (Some(low), Some(high), Some(best), None) if low == high && high == best => r::EXACT,
        _ => r::SPELT_OUT,
    }
}

/// A value without references, by which it is known again.
pub(super) fn spell(spelt: &mut Vec<u8>, write: impl FnOnce(&mut Writer<'_>)) -> &[u8] {
    spelt.clear();
    write(&mut Writer::without_references(spelt));
    spelt
}

impl<'a> Writer<'a> {
    pub fn new(body: &'a mut Vec<u8>, texts: &'a mut Texts) -> Self {
        Self { body, texts: Some(texts) }
    }

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
    pub fn text(&mut self, text: &str) {
        let long = self.texts.as_mut().filter(|_| text.len() > SHORT);
        if let Some(known) = long.and_then(|texts| texts.find(self.body, text)) {
            self.number((known as u64) << 1 | 1);
            return;
        }
        self.number((text.len() as u64) << 1);
        self.bytes(text.as_bytes());
    }

    pub fn texts_if_any(&mut self, texts: &[Option<&str>]) {
        texts.iter().flatten().for_each(|text| self.text(text));
    }

    fn day(&mut self, day: Date) {
        let year = i64::from(day.year()) - r::EPOCH_YEAR;
        let packed = year << 9 | i64::from(day.month()) << 5 | i64::from(day.day());
        self.number((packed << 1 ^ packed >> 63).cast_unsigned());
    }

    pub fn when(&mut self, when: When) {
        let Some((first, last)) = when.span() else { return };
        self.day(first);
        if first != last {
            self.day(last);
            self.code(when.precision());
        }
    }

    pub fn count(&mut self, count: &Casualties) {
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

    pub fn reason(&mut self, reason: &Unlocated) {
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
    pub fn whole(&mut self, known: &mut Wholes, spelt: &[u8], write: impl FnOnce(&mut Self)) -> Option<usize> {
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

    pub fn site(&mut self, site: &Site) {
        let Site { point, radius_km, precision, matched, name, gazetteer_id, country, admin1, .. } = site;
        let Site { confidence, why, runners_up, .. } = site;
        let flag = |holds: bool, flag: u64| if holds { flag } else { 0 };
        let (no_radius, sure) = (radius_km.to_bits() == 0, confidence.to_bits() == 1.0_f64.to_bits());
        self.point(*point);
        self.number(
            flag(no_radius, s::NO_RADIUS)
                | flag(gazetteer_id.is_some(), s::GAZETTEER_ID)
                | flag(country.is_some(), s::SITE_COUNTRY)
                | flag(admin1.is_some(), s::SITE_ADMIN1)
                | flag(sure, s::SURE)
                | flag(!runners_up.is_empty(), s::RUNNERS_UP),
        );
        self.code(*precision);
        self.code(*matched);
        if !no_radius {
            self.real(*radius_km);
        }
        self.text(name);
        self.texts_if_any(&[gazetteer_id.as_deref()]);
        if let Some(code) = country {
            self.country(*code);
        }
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

    /// The site of coordinates, as [`Writer::site`] has it; `name` is room for its name.
    pub fn bare_site(&mut self, bare: Bare, name: &mut String) {
        let Bare { point, radius_km, precision } = bare;
        let no_radius = radius_km.to_bits() == 0;
        self.point(point);
        self.number(s::SURE | if no_radius { s::NO_RADIUS } else { 0 });
        self.code(precision);
        self.code(Matched::Coordinates);
        if !no_radius {
            self.real(radius_km);
        }
        name.clear();
        // Writing to a string does not fail.
        let _ = write!(name, "{point}");
        self.text(name);
        self.text(Bare::WHY);
    }

    /// Where the next byte will lie.
    pub fn here(&self) -> usize {
        self.body.len()
    }

    pub fn place(&mut self, place: &Place, near: Option<(LonLat, usize)>, known: &mut Wholes, spelt: &mut Vec<u8>) {
        let spelt = spell(spelt, |out| out.own_place(place, None));
        self.whole(known, spelt, |out| out.own_place(place, near));
    }

    /// `near` is a point that lies in the body already.
    pub fn own_place(&mut self, place: &Place, near: Option<(LonLat, usize)>) {
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
        if let Some(km) = radius_km {
            self.real(*km);
        }
        if let Some(precision) = precision {
            self.code(*precision);
        }
    }

    pub fn claim(&mut self, claim: &Claim, flags: u64, places: &mut Wholes, spelt: &mut Vec<u8>) {
        let differs = |same: u64| flags & same == 0;
        self.number(flags);
        if differs(c::SAME_WHEN) {
            self.when(claim.when);
        }
        if differs(c::SAME_KILLED) {
            self.count(&claim.killed);
        }
        if differs(c::SAME_INJURED) {
            self.count(&claim.injured);
        }
        if differs(c::SAME_PLACE) {
            self.place(&claim.place, None, places, spelt);
        }
        if differs(c::SAME_STAGE) {
            self.code(claim.stage);
        }
        let actor = claim.actor.as_deref().filter(|_| differs(c::SAME_ACTOR));
        let target = claim.target.as_deref().filter(|_| differs(c::SAME_TARGET));
        let (source, attribution) = (claim.source.as_deref(), claim.attribution.as_deref());
        self.texts_if_any(&[actor, target, source, attribution, claim.when_worded.as_deref(), claim.note.as_deref()]);
        self.text(&claim.input);
        self.number(claim.line);
    }
}
