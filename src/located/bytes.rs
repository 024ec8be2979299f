//! A store as bytes and back (docs/scale.md has the layout).
//!
//! Comes in: a [`LocatedStore`], or bytes of any origin. Goes out: bytes, or a store of which every part was read once, or one
//! sentence on what is wrong. Nothing is set aside for a count before the bytes for it are there.

use super::codes::Code;
use super::reader::Reader;
use super::writer::Writer;
use super::{LocatedRef, LocatedStore, Segment, Start};
use crate::error::{Error, Result};
use crate::incident::{Area, Kind, Shared};

/// Kinds by their tag: one of the list, another word, not known.
const LISTED: u8 = 0;
const OTHER: u8 = 1;
const UNKNOWN: u8 = 2;

/// What an area has, beside its home.
const CODE: u64 = 1;
const NAME: u64 = 2;
const ADMIN1: u64 = 4;
const SUBREGION: u64 = 8;
const REGION: u64 = 16;
const ABROAD: u64 = 32;
const HOME: u64 = 64;

impl LocatedStore {
    /// All incidents, in their order.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self.segments.as_slice() {
            [only] if self.order.is_sorted_by_key(|start| start.at()) => only.to_bytes(self.len()),
            _ => self.iter().map(|one| one.to_located()).collect::<Self>().to_bytes(),
        }
    }

    /// What bytes hold.
    ///
    /// # Errors
    /// Where they are not those that [`LocatedStore::to_bytes`] gives.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader { body: bytes, at: 0 };
        let store = read(&mut reader).filter(|_| reader.at == bytes.len());
        let damaged =
            || Error::invalid(format!("the incidents are damaged at byte {}: summarise the part again", reader.at));
        store.ok_or_else(damaged)
    }
}

impl Segment {
    fn to_bytes(&self, incidents: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut out = Writer::without_references(&mut bytes);
        out.number(self.kinds.len() as u64);
        self.kinds.iter().for_each(|kind| write_kind(&mut out, kind));
        out.number(self.areas.len() as u64);
        self.areas.iter().for_each(|area| write_area(&mut out, area));
        out.number(incidents as u64);
        out.number(self.body.len() as u64);
        out.bytes(&self.body);
        bytes
    }
}

fn read(reader: &mut Reader<'_>) -> Option<LocatedStore> {
    let mut segment = Segment::default();
    for _ in 0..reader.number()? {
        segment.kinds.push(read_kind(reader)?);
    }
    for _ in 0..reader.number()? {
        segment.areas.push(Shared::from(read_area(reader)?));
    }
    let incidents = reader.number()?;
    segment.body = reader.part()?.to_vec();
    // Not looked for.
    segment.claims = u64::MAX;
    let mut order = Vec::new();
    let mut at = 0;
    for _ in 0..incidents {
        order.push(Start::new(0, at));
        at = LocatedRef::read(&segment, at)?.end()?;
    }
    (at == segment.body.len()).then(|| LocatedStore { segments: vec![segment], order, ..LocatedStore::default() })
}

fn write_kind(out: &mut Writer<'_>, kind: &Kind) {
    let tag = match kind {
        Kind::Other(_) => OTHER,
        Kind::Unknown => UNKNOWN,
        _ => LISTED,
    };
    out.bytes(&[tag]);
    if tag != UNKNOWN {
        out.own_text(kind.key());
    }
}

fn read_kind(reader: &mut Reader<'_>) -> Option<Kind> {
    match reader.byte()? {
        LISTED => {
            let key = reader.own_text()?;
            Kind::ALL.into_iter().find(|(_, listed, _)| *listed == key).map(|(kind, ..)| kind)
        }
        OTHER => Some(Kind::Other(reader.own_text()?.into())),
        UNKNOWN => Some(Kind::Unknown),
        _ => None,
    }
}

fn write_area(out: &mut Writer<'_>, area: &Area) {
    let Area { country, country_name, admin1, subregion, region, basis, home } = area;
    let flag = |holds: bool, flag: u64| if holds { flag } else { 0 };
    out.number(
        flag(country.is_some(), CODE)
            | flag(country_name.is_some(), NAME)
            | flag(admin1.is_some(), ADMIN1)
            | flag(subregion.is_some(), SUBREGION)
            | flag(region.is_some(), REGION)
            | flag(*home == Some(false), ABROAD)
            | flag(*home == Some(true), HOME),
    );
    if let Some(code) = country {
        out.country(*code);
    }
    [country_name, admin1, subregion, region].into_iter().flatten().for_each(|name| out.own_text(name));
    out.bytes(&[basis.code()]);
}

fn read_area(reader: &mut Reader<'_>) -> Option<Area> {
    let has = reader.number()?;
    let home = match has & (HOME | ABROAD) {
        0 => None,
        ABROAD => Some(false),
        HOME => Some(true),
        _ => return None,
    };
    let country = if has & CODE == 0 { None } else { Some(reader.country()?) };
    let mut name = |bit: u64| if has & bit == 0 { Some(None) } else { Some(Some(reader.own_text()?.into())) };
    let (country_name, admin1, subregion, region) = (name(NAME)?, name(ADMIN1)?, name(SUBREGION)?, name(REGION)?);
    Some(Area { country, country_name, admin1, subregion, region, basis: reader.code()?, home })
}
