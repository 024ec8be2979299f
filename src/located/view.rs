//! An incident of a store, as it is looked at: what every stage asks for at once, the rest when it is asked for.
//!
//! Comes in: a segment and a place in its body. Goes out: [`LocatedRef`] and its parts, which own nothing.

use super::Segment;
use super::claim::{Claims, Common};
use super::codes::Code;
use super::reader::{COUNT_BITS, DATED, ONE_DAY, Reader};
use super::site::SiteRef;
use crate::incident::{Area, Casualties, Incident, Kind, Located, Location, Place, Role, Stage, Text, Unlocated, When};

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
    id: &'a [u8],
    flags: u64,
    /// Where its location begins.
    rest: Reader<'a>,
}

/// Where an incident is, or why that is not known.
#[derive(Debug, Clone, Copy)]
pub enum LocationRef<'a> {
    /// A point with its uncertainty.
    Site(SiteRef<'a>),
    /// No point, and the reason.
    Unlocated(Unlocated<&'a str>),
}

/// What may be told of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the fields of Details")]
pub enum Told {
    Injured,
    Actor,
    Target,
    Summary,
    Link,
    Conflicts,
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
        let id = reader.part()?;
        Some(Self { when, kind, stage, area, killed, id, flags, rest: reader })
    }

    /// The key of the incident in its input.
    pub fn id(&self) -> &'a str {
        // Most looks at all incidents ask for none, and what stands in a store was checked when it came in.
        std::str::from_utf8(self.id).unwrap_or_default()
    }

    /// The part the incident plays.
    pub fn role(&self) -> Role {
        self.kind.role()
    }

    /// The input and the line of its first claim, and its id.
    pub(super) fn stand_in_input(&self) -> (Option<(&'a str, u64)>, &'a str) {
        (self.details().claims.next().map(|claim| (claim.input, claim.line)), self.id())
    }

    /// Whether its claims differ.
    pub fn has_conflicts(&self) -> bool {
        self.tells(Told::Conflicts)
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

    /// A look at where its site lies.
    pub(super) fn first_byte_of_site(&self) -> Option<u8> {
        let (mut there, _) = { self.rest }.shared()?;
        there.byte()
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

    /// Whether something of it is told, which is seen without a look at what is.
    pub fn tells(&self, what: Told) -> bool {
        let flags = match what {
            Told::Injured => COUNT_BITS << INJURED_AT,
            Told::Actor => ACTOR,
            Told::Target => TARGET,
            Told::Summary => SUMMARY,
            Told::Link => LINK,
            Told::Conflicts => CONFLICTS,
        };
        self.flags & flags != 0
    }

    /// The place of the first claim.
    pub fn place(&self) -> Place<&'a str> {
        let reader = &mut { self.rest };
        self.skip_location(reader).and_then(|()| reader.place()).unwrap_or_default()
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
        let claims = Claims::new(left, *reader, common);
        Some(Details { place, actor, target, injured, summary, link, conflicts, claims })
    }

    /// Where the incident ends; none where it is damaged anywhere.
    pub(super) fn end(&self) -> Option<usize> {
        let mut reader = self.rest;
        std::str::from_utf8(self.id).ok()?;
        if let LocationRef::Site(site) = self.read_location(&mut { reader })? {
            site.read_name()?;
        }
        self.read_details(&mut reader)?.claims.end()
    }

    /// The incident as it was put in.
    pub fn to_located(&self) -> Located {
        let details = self.details();
        let place = details.place.to_place().into();
        let claims = details.claims.map(|claim| {
            let place = if claim.place == details.place { Clone::clone(&place) } else { claim.place.to_place().into() };
            claim.to_claim(place)
        });
        let claims = claims.collect();
        let incident = Incident {
            id: self.id().into(),
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

pub(super) fn text(words: Option<&str>) -> Option<Text> {
    words.map(Text::from)
}

pub(super) fn owned_count(count: Casualties<&str>) -> Casualties {
    let Casualties { low, high, best, worded } = count;
    Casualties { low, high, best, worded: text(worded) }
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
