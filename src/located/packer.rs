//! Incidents as bytes, one after the other.
//!
//! Comes in: [`Located`], one after the other. Goes out: a segment and where each incident begins in it. [`super::view`] reads
//! what is written here.

use std::collections::HashMap;

use super::Segment;
use super::claim as c;
use super::codes::Code;
use super::lately::{Texts, Wholes};
use super::points::{Point, Points};
use super::reader as r;
use super::view as v;
use super::writer::{Writer, count_bits, spell};
use crate::incident::{Area, Bare, Claim, Incident, Kind, Located, Location, Place, Shared, When};

/// Makes a segment.
#[derive(Debug, Default)]
pub(super) struct Packer {
    pub segment: Segment,
    kinds: HashMap<Kind, usize>,
    areas: HashMap<Area, usize>,
    texts: Texts,
    places: Wholes,
    sites: Wholes,
    points: Points,
    /// Areas that were asked for lately, with their numbers.
    lately: Vec<(Shared<Area>, usize)>,
    spelt: Vec<u8>,
    name: String,
}

/// How many areas are known without a look at their words.
const LATELY: usize = 16;

impl Packer {
    /// Adds an incident; the place where it begins.
    pub fn push(&mut self, one: &Located) -> usize {
        let Located { incident, location, area } = one;
        let at = self.begin(incident, matches!(location, Location::Site(_)), area);
        let mut out = Writer::new(&mut self.segment.body, &mut self.texts);
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
        self.end(incident);
        at
    }

    /// The same for an incident whose place is nothing but coordinates: its site and its place are known again by these.
    pub fn push_bare(&mut self, incident: &Incident, bare: Bare, area: &Shared<Area>) -> usize {
        if incident.place.as_words() != only_point(&incident.place) {
            return self.push(&Located {
                incident: incident.clone(),
                location: Location::Site(bare.site().into()),
                area: area.clone(),
            });
        }
        let at = self.begin(incident, true, area);
        let mut out = Writer::new(&mut self.segment.body, &mut self.texts);
        let place = (incident.place.radius_km, incident.place.precision);
        match self.points.known(bare, place) {
            Ok((site, place)) => {
                out.number(site as u64 + 1);
                out.number(place as u64 + 1);
            }
            Err(slot) => {
                out.number(0);
                let site = out.here();
                out.bare_site(bare, &mut self.name);
                out.number(0);
                let there = out.here();
                out.own_place(&incident.place, Some((bare.point, site)));
                *slot = Some(Point { bare, place, at: (site, there) });
            }
        }
        self.end(incident);
        at
    }

    /// Writes what stands before the location.
    fn begin(&mut self, incident: &Incident, has_site: bool, area: &Shared<Area>) -> usize {
        let at = self.segment.body.len();
        let kind = self.kind(&incident.kind);
        let area = self.area(area);
        let mut out = Writer::new(&mut self.segment.body, &mut self.texts);
        let flag = |holds: bool, flag: u64| if holds { flag } else { 0 };
        let flags = date_flags(incident.when)
            | flag(has_site, v::SITE)
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
        at
    }

    /// Writes what stands behind the place.
    fn end(&mut self, incident: &Incident) {
        let mut out = Writer::new(&mut self.segment.body, &mut self.texts);
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
            let same = claim_flags(claim, incident);
            self.segment.claims |= same;
            out.claim(claim, same, &mut self.places, &mut self.spelt);
        }
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
        // One that comes again and again lies in the segment, and is mostly the one that was asked for lately.
        if let Some((_, number)) = self.lately.iter().find(|(known, _)| known.is(area)) {
            return *number;
        }
        let list = &mut self.segment.areas;
        let number = *self.areas.entry(Area::clone(area)).or_insert_with(|| {
            list.push(area.clone());
            list.len() - 1
        });
        self.lately.truncate(LATELY - 1);
        self.lately.insert(0, (area.clone(), number));
        number
    }
}

/// A place without its words.
fn only_point(place: &Place) -> Place<&str> {
    let Place { point, radius_km, precision, .. } = *place;
    Place { point, radius_km, precision, ..Place::default() }
}

fn date_flags(when: When) -> u64 {
    match when.span() {
        Some((first, last)) if first == last => r::DATED | r::ONE_DAY,
        Some(_) => r::DATED,
        None => 0,
    }
}

fn claim_flags(claim: &Claim, incident: &Incident) -> u64 {
    let flag = |holds: bool, flag: u64| if holds { flag } else { 0 };
    let same_place = claim.place.is(&incident.place) || claim.place == incident.place;
    date_flags(claim.when)
        | flag(claim.when == incident.when, c::SAME_WHEN)
        | count_bits(&claim.killed) << c::CLAIM_KILLED_AT
        | count_bits(&claim.injured) << c::CLAIM_INJURED_AT
        | flag(claim.killed == incident.killed, c::SAME_KILLED)
        | flag(claim.injured == incident.injured, c::SAME_INJURED)
        | flag(same_place, c::SAME_PLACE)
        | flag(claim.stage == incident.stage, c::SAME_STAGE)
        | flag(claim.actor == incident.actor, c::SAME_ACTOR)
        | flag(claim.target == incident.target, c::SAME_TARGET)
        | flag(claim.actor.is_some(), c::CLAIM_ACTOR)
        | flag(claim.target.is_some(), c::CLAIM_TARGET)
        | flag(claim.source.is_some(), c::SOURCE)
        | flag(claim.attribution.is_some(), c::ATTRIBUTION)
        | flag(claim.when_worded.is_some(), c::WHEN_WORDED)
        | flag(claim.note.is_some(), c::NOTE)
}
