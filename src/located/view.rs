//! An incident of a store, as it is looked at: what every stage asks for at once, the rest when it is asked for.
//!
//! Comes in: a segment and a place in its body. Goes out: [`LocatedRef`] and its parts, which own nothing.

use super::Segment;
use super::codes::Code;
use super::reader::{DATED, ONE_DAY, Reader};
use crate::earth::LonLat;
use crate::incident::{
    Area, Casualties, Claim, CountryCode, Incident, Kind, Located, Location, Matched, Place, Precision, Role, RunnerUp,
    Site, Stage, Text, Unlocated, When,
};

/// The flags of an incident above those of its date.
pub(super) const SITE: u64 = 1 << 2;
pub(super) const KILLED_AT: u32 = 3;
pub(super) const INJURED_AT: u32 = 5;
pub(super) const ACTOR: u64 = 1 << 7;
pub(super) const TARGET: u64 = 1 << 8;
pub(super) const SUMMARY: u64 = 1 << 9;
pub(super) const LINK: u64 = 1 << 10;
pub(super) const CONFLICTS: u64 = 1 << 11;
pub(super) const STAGE_AT: u32 = 12;

/// The flags of a site.
pub(super) const NO_RADIUS: u64 = 1;
pub(super) const GAZETTEER_ID: u64 = 2;
pub(super) const SITE_COUNTRY: u64 = 4;
pub(super) const SITE_ADMIN1: u64 = 8;
pub(super) const SURE: u64 = 16;
pub(super) const RUNNERS_UP: u64 = 32;

/// The flags of a claim above those of its date; "same" is the incident's.
pub(super) const SAME_WHEN: u64 = 1 << 2;
pub(super) const CLAIM_KILLED_AT: u32 = 3;
pub(super) const CLAIM_INJURED_AT: u32 = 5;
pub(super) const SAME_KILLED: u64 = 1 << 7;
pub(super) const SAME_INJURED: u64 = 1 << 8;
pub(super) const SAME_PLACE: u64 = 1 << 9;
pub(super) const SAME_STAGE: u64 = 1 << 10;
pub(super) const SAME_ACTOR: u64 = 1 << 11;
pub(super) const SAME_TARGET: u64 = 1 << 12;
pub(super) const CLAIM_ACTOR: u64 = 1 << 13;
pub(super) const CLAIM_TARGET: u64 = 1 << 14;
pub(super) const SOURCE: u64 = 1 << 15;
pub(super) const ATTRIBUTION: u64 = 1 << 16;
pub(super) const WHEN_WORDED: u64 = 1 << 17;
pub(super) const NOTE: u64 = 1 << 18;

/// An incident with its place found or the reason why not, as [`Located`] has it.
#[derive(Debug, Clone, Copy)]
pub struct LocatedRef<'a> {
    /// When.
    pub when: When,
    /// What kind of thing it is.
    pub kind: &'a Kind,
    /// How far it got.
    pub stage: Stage,
    /// The country and UN regions it lies in.
    pub area: &'a Area,
    /// People killed.
    pub killed: Casualties<&'a str>,
    /// The key of the incident in its input.
    pub id: &'a str,
    flags: u64,
    /// Where its location begins.
    rest: Reader<'a>,
}

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
    /// The name of the place that was found.
    pub name: &'a str,
    flags: u64,
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

/// Where an incident is, or why that is not known.
#[derive(Debug, Clone, Copy)]
pub enum LocationRef<'a> {
    /// A point with its uncertainty.
    Site(SiteRef<'a>),
    /// No point, and the reason.
    Unlocated(Unlocated<&'a str>),
}

/// What else is told of an incident, as [`Incident`] has it.
#[derive(Debug, Clone, Default)]
pub struct Details<'a> {
    /// The place of the first claim.
    pub place: Place<&'a str>,
    /// Who did it.
    pub actor: Option<&'a str>,
    /// Against whom or what.
    pub target: Option<&'a str>,
    /// People injured.
    pub injured: Casualties<&'a str>,
    /// What happened, in a few words.
    pub summary: Option<&'a str>,
    /// A link to a source.
    pub link: Option<&'a str>,
    /// Where the claims differ.
    pub conflicts: Vec<&'a str>,
    /// Who said what.
    pub claims: Claims<'a>,
}

/// The claims of an incident, one after the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct Claims<'a> {
    left: usize,
    rest: Option<Reader<'a>>,
    common: Option<Common<'a>>,
}

/// What claims may have in common with their incident.
#[derive(Debug, Clone, Copy)]
struct Common<'a> {
    when: When,
    stage: Stage,
    place: Place<&'a str>,
    actor: Option<&'a str>,
    target: Option<&'a str>,
    killed: Casualties<&'a str>,
    injured: Casualties<&'a str>,
}

/// What one source says of an incident, as [`Claim`] has it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of Claim")]
pub struct ClaimRef<'a> {
    pub source: Option<&'a str>,
    pub attribution: Option<&'a str>,
    pub when: When,
    pub when_worded: Option<&'a str>,
    pub place: Place<&'a str>,
    pub actor: Option<&'a str>,
    pub target: Option<&'a str>,
    pub killed: Casualties<&'a str>,
    pub injured: Casualties<&'a str>,
    pub stage: Stage,
    pub note: Option<&'a str>,
    pub input: &'a str,
    pub line: u64,
}

impl<'a> LocatedRef<'a> {
    /// The incident that begins at a place in the body.
    pub(super) fn read(segment: &'a Segment, at: usize) -> Option<Self> {
        let mut reader = Reader { body: &segment.body, at };
        let flags = reader.number()?;
        let stage = Stage::of_code(u8::try_from(flags >> STAGE_AT).ok()?)?;
        let kind = segment.kinds.get(reader.length()?)?;
        let area = segment.areas.get(reader.length()?)?;
        let when = reader.when(flags & (DATED | ONE_DAY))?;
        let killed = reader.count(flags >> KILLED_AT)?;
        let id = reader.own_text()?;
        Some(Self { when, kind, stage, area, killed, id, flags, rest: reader })
    }

    /// The part the incident plays.
    pub fn role(&self) -> Role {
        self.kind.role()
    }

    /// The input and the line of its first claim, and its id.
    pub(super) fn stand_in_input(&self) -> (Option<(&'a str, u64)>, &'a str) {
        (self.details().claims.next().map(|claim| (claim.input, claim.line)), self.id)
    }

    /// Whether it has a point.
    pub fn has_site(&self) -> bool {
        self.flags & SITE != 0
    }

    /// The site, if one was found.
    pub fn site(&self) -> Option<SiteRef<'a>> {
        match self.location() {
            LocationRef::Site(site) => Some(site),
            LocationRef::Unlocated(_) => None,
        }
    }

    /// Where it is, or why that is not known.
    pub fn location(&self) -> LocationRef<'a> {
        // What stands in a store was checked when it came in.
        self.read_location(&mut { self.rest }).unwrap_or(LocationRef::Unlocated(Unlocated::NoPlace))
    }

    fn read_location(&self, reader: &mut Reader<'a>) -> Option<LocationRef<'a>> {
        if !self.has_site() {
            return Some(LocationRef::Unlocated(unlocated(reader)?));
        }
        let (mut there, _) = reader.shared()?;
        Some(LocationRef::Site(SiteRef::read(&mut there)?))
    }

    /// Moves behind the location.
    fn skip_location(&self, reader: &mut Reader<'a>) -> Option<()> {
        if !self.has_site() {
            return unlocated(reader).map(|_| ());
        }
        if let (mut there, true) = reader.shared()? {
            SiteRef::read(&mut there)?.read_grounds(&mut there)?;
            reader.at = there.at;
        }
        Some(())
    }

    /// What else is told of it.
    pub fn details(&self) -> Details<'a> {
        self.read_details(&mut { self.rest }).unwrap_or_default()
    }

    fn read_details(&self, reader: &mut Reader<'a>) -> Option<Details<'a>> {
        self.skip_location(reader)?;
        let place = reader.place()?;
        let mut text = |flag: u64| reader.text_if(self.flags & flag != 0);
        let (actor, target, summary, link) = (text(ACTOR)?, text(TARGET)?, text(SUMMARY)?, text(LINK)?);
        let injured = reader.count(self.flags >> INJURED_AT)?;
        let mut conflicts = Vec::new();
        if self.flags & CONFLICTS != 0 {
            for _ in 0..reader.number()? {
                conflicts.push(reader.text()?);
            }
        }
        let left = reader.length()?;
        let common = Common { when: self.when, stage: self.stage, place, actor, target, killed: self.killed, injured };
        let claims = Claims { left, rest: Some(*reader), common: Some(common) };
        Some(Details { place, actor, target, injured, summary, link, conflicts, claims })
    }

    /// Where the incident ends; none where it is damaged anywhere.
    pub(super) fn end(&self) -> Option<usize> {
        let mut reader = self.rest;
        self.read_location(&mut { reader })?;
        let Details { mut claims, .. } = self.read_details(&mut reader)?;
        while claims.left > 0 {
            claims.read_next()?;
        }
        claims.rest.map(|reader| reader.at)
    }

    /// The incident as it was put in.
    pub fn to_located(&self) -> Located {
        let details = self.details();
        let place = owned_place(details.place).into();
        let claims = details.claims.map(|claim| {
            let place =
                if claim.place == details.place { Clone::clone(&place) } else { owned_place(claim.place).into() };
            claim.to_claim(place)
        });
        let claims = claims.collect();
        let incident = Incident {
            id: self.id.into(),
            kind: self.kind.clone(),
            stage: self.stage,
            when: self.when,
            place,
            actor: text(details.actor),
            target: text(details.target),
            killed: owned_count(self.killed),
            injured: owned_count(details.injured),
            summary: text(details.summary),
            link: text(details.link),
            claims,
            conflicts: details.conflicts.into_iter().map(str::to_owned).collect(),
        };
        let location = match self.location() {
            LocationRef::Site(site) => Location::Site(site.to_site().into()),
            LocationRef::Unlocated(reason) => Location::Unlocated(owned_reason(reason)),
        };
        Located { incident, location, area: self.area.clone().into() }
    }
}

fn unlocated<'a>(reader: &mut Reader<'a>) -> Option<Unlocated<&'a str>> {
    Some(match reader.byte()? {
        0 => Unlocated::NoPlace,
        1 => Unlocated::NotFound(reader.text()?),
        2 => Unlocated::TooVague(reader.text()?),
        3 => Unlocated::Several(reader.text()?),
        4 => Unlocated::Doubtful(reader.text()?),
        _ => return None,
    })
}

impl<'a> SiteRef<'a> {
    fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let point = reader.point()?;
        let flags = reader.number()?;
        let (precision, matched) = (reader.code()?, reader.code()?);
        let radius_km = if flags & NO_RADIUS == 0 { reader.real()? } else { 0.0 };
        let name = reader.text()?;
        Some(Self { point, radius_km, precision, matched, name, flags, rest: *reader })
    }

    /// Its grounds.
    pub fn grounds(&self) -> Grounds<'a> {
        self.read_grounds(&mut { self.rest }).unwrap_or_default()
    }

    fn read_grounds(&self, reader: &mut Reader<'a>) -> Option<Grounds<'a>> {
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
        let Self { point, radius_km, precision, matched, name, .. } = *self;
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
            name: name.to_owned(),
            gazetteer_id: gazetteer_id.map(str::to_owned),
            country,
            admin1: admin1.map(Into::into),
            confidence,
            why: why.to_owned(),
            runners_up: runners_up.into_iter().map(owned).collect(),
        }
    }
}

impl<'a> Claims<'a> {
    fn read_next(&mut self) -> Option<ClaimRef<'a>> {
        let (reader, common) = (self.rest.as_mut()?, self.common.as_ref()?);
        let flags = reader.number()?;
        let has = |flag: u64| flags & flag != 0;
        let when = if has(SAME_WHEN) { common.when } else { reader.when(flags & (DATED | ONE_DAY))? };
        let killed = if has(SAME_KILLED) { common.killed } else { reader.count(flags >> CLAIM_KILLED_AT)? };
        let injured = if has(SAME_INJURED) { common.injured } else { reader.count(flags >> CLAIM_INJURED_AT)? };
        let place = if has(SAME_PLACE) { common.place } else { reader.place()? };
        let stage = if has(SAME_STAGE) { common.stage } else { reader.code()? };
        let actor = if has(SAME_ACTOR) { common.actor } else { reader.text_if(has(CLAIM_ACTOR))? };
        let target = if has(SAME_TARGET) { common.target } else { reader.text_if(has(CLAIM_TARGET))? };
        let (source, attribution) = (reader.text_if(has(SOURCE))?, reader.text_if(has(ATTRIBUTION))?);
        let (when_worded, note) = (reader.text_if(has(WHEN_WORDED))?, reader.text_if(has(NOTE))?);
        let (input, line) = (reader.text()?, reader.number()?);
        self.left = self.left.checked_sub(1)?;
        Some(ClaimRef {
            source,
            attribution,
            when,
            when_worded,
            place,
            actor,
            target,
            killed,
            injured,
            stage,
            note,
            input,
            line,
        })
    }
}

impl<'a> Iterator for Claims<'a> {
    type Item = ClaimRef<'a>;

    fn next(&mut self) -> Option<ClaimRef<'a>> {
        if self.left == 0 { None } else { self.read_next() }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.left))
    }
}

impl Claims<'_> {
    /// How many are left.
    pub fn len(&self) -> usize {
        self.left
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.left == 0
    }
}

impl ClaimRef<'_> {
    fn to_claim(self, place: crate::incident::Shared<Place>) -> Claim {
        Claim {
            source: text(self.source),
            attribution: text(self.attribution),
            when: self.when,
            when_worded: text(self.when_worded),
            place,
            actor: text(self.actor),
            target: text(self.target),
            killed: owned_count(self.killed),
            injured: owned_count(self.injured),
            stage: self.stage,
            note: text(self.note),
            input: self.input.into(),
            line: self.line,
        }
    }
}

fn text(words: Option<&str>) -> Option<Text> {
    words.map(Text::from)
}

fn owned_count(count: Casualties<&str>) -> Casualties {
    let Casualties { low, high, best, worded } = count;
    Casualties { low, high, best, worded: text(worded) }
}

fn owned_place(place: Place<&str>) -> Place {
    let Place { words, admin2, admin1, country, point, radius_km, precision } = place;
    let [admin2, admin1, country] = [admin2, admin1, country].map(|words| words.map(str::to_owned));
    Place { words: words.to_owned(), admin2, admin1, country, point, radius_km, precision }
}

fn owned_reason(reason: Unlocated<&str>) -> Unlocated {
    match reason {
        Unlocated::NoPlace => Unlocated::NoPlace,
        Unlocated::NotFound(why) => Unlocated::NotFound(why.to_owned()),
        Unlocated::TooVague(why) => Unlocated::TooVague(why.to_owned()),
        Unlocated::Several(why) => Unlocated::Several(why.to_owned()),
        Unlocated::Doubtful(why) => Unlocated::Doubtful(why.to_owned()),
    }
}
