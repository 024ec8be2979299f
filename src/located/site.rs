//! The site of an incident of a store, as it is looked at.
//!
//! Comes in: a place in a body. Goes out: [`SiteRef`], which owns nothing, and its [`Grounds`].

use super::reader::Reader;
use crate::earth::LonLat;
use crate::incident::{CountryCode, Matched, Precision, RunnerUp, Site};

/// The flags of a site.
pub(super) const NO_RADIUS: u64 = 1;
pub(super) const GAZETTEER_ID: u64 = 2;
pub(super) const SITE_COUNTRY: u64 = 4;
pub(super) const SITE_ADMIN1: u64 = 8;
pub(super) const SURE: u64 = 16;
pub(super) const RUNNERS_UP: u64 = 32;

/// A point with its uncertainty, as [`Site`] has it.
#[derive(Debug, Clone, Copy)]
pub struct SiteRef<'a> {
    /// The point.
    pub point: LonLat,
    /// The radius in km of the disc that is meant to hold the true place nine times in ten.
    pub radius_km: f64,
    /// How fine the place is known.
    pub precision: Precision,
    /// How the words and the name of the place belong together.
    pub matched: Matched,
    flags: u64,
    /// Where its name begins, and what stands behind it.
    name: Reader<'a>,
    rest: Reader<'a>,
}

/// The grounds of a site.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grounds<'a> {
    /// Its key in the gazetteer.
    pub gazetteer_id: Option<&'a str>,
    /// The country the gazetteer puts it in.
    pub country: Option<CountryCode>,
    /// The name of the first administrative level the gazetteer puts it in.
    pub admin1: Option<&'a str>,
    /// How likely it is that this is the place meant, 0 to 1.
    pub confidence: f64,
    /// Why this place, in one sentence.
    pub why: &'a str,
    /// The next best candidates, best first.
    pub runners_up: Vec<RunnerUpRef<'a>>,
}

/// A candidate that lost, as [`RunnerUp`] has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunnerUpRef<'a> {
    /// Its name with its area.
    pub name: &'a str,
    /// Its key in the gazetteer.
    pub gazetteer_id: &'a str,
    /// Its share of the belief, 0 to 1.
    pub confidence: f64,
    /// Why it lost.
    pub why: &'a str,
}

impl<'a> SiteRef<'a> {
    pub(super) fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let point = reader.point()?;
        let flags = reader.number()?;
        let (precision, matched) = (reader.code()?, reader.code()?);
        let radius_km = if flags & NO_RADIUS == 0 { reader.real()? } else { 0.0 };
        let name = *reader;
        reader.skip_text()?;
        Some(Self { point, radius_km, precision, matched, flags, name, rest: *reader })
    }

    /// The name of the place that was found.
    pub fn name(&self) -> &'a str {
        // Most looks at all sites ask for their points only, and what stands in a store was checked when it came in.
        self.read_name().unwrap_or_default()
    }

    pub(super) fn read_name(&self) -> Option<&'a str> {
        { self.name }.text()
    }

    /// Its grounds.
    pub fn grounds(&self) -> Grounds<'a> {
        self.read_grounds(&mut { self.rest }).unwrap_or_default()
    }

    pub(super) fn read_grounds(&self, reader: &mut Reader<'a>) -> Option<Grounds<'a>> {
        let has = |flag: u64| self.flags & flag != 0;
        let gazetteer_id = reader.text_if(has(GAZETTEER_ID))?;
        let country = if has(SITE_COUNTRY) { Some(reader.country()?) } else { None };
        let admin1 = reader.text_if(has(SITE_ADMIN1))?;
        let confidence = if has(SURE) { 1.0 } else { reader.real()? };
        let why = reader.text()?;
        let mut runners_up = Vec::new();
        if has(RUNNERS_UP) {
            for _ in 0..reader.number()? {
                let (name, gazetteer_id) = (reader.text()?, reader.text()?);
                runners_up.push(RunnerUpRef { name, gazetteer_id, confidence: reader.real()?, why: reader.text()? });
            }
        }
        Some(Grounds { gazetteer_id, country, admin1, confidence, why, runners_up })
    }

    /// The site as it was put in.
    pub fn to_site(&self) -> Site {
        let Self { point, radius_km, precision, matched, .. } = *self;
        let Grounds { gazetteer_id, country, admin1, confidence, why, runners_up } = self.grounds();
        let owned = |one: RunnerUpRef<'_>| RunnerUp {
            name: one.name.to_owned(),
            gazetteer_id: one.gazetteer_id.to_owned(),
            confidence: one.confidence,
            why: one.why.to_owned(),
        };
        Site {
            point,
            radius_km,
            precision,
            matched,
            name: self.name().to_owned(),
            gazetteer_id: gazetteer_id.map(str::to_owned),
            country,
            admin1: admin1.map(Into::into),
            confidence,
            why: why.to_owned(),
            runners_up: runners_up.into_iter().map(owned).collect(),
        }
    }
}
