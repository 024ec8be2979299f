//! Incidents as bytes, one after the other.
//!
//! Comes in: [`Located`], one after the other. Goes out: a segment and where each incident begins in it. [`super::view`] reads
//! what is written here.

use std::collections::HashMap;

use super::Segment;
use super::claim as c;
use super::codes::Code;
use super::reader as r;
use super::view as v;
use super::writer::{Texts, Wholes, Writer, count_bits, spell};
use crate::incident::{Area, Claim, Kind, Located, Location, Shared, When};

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

impl Packer {
    /// Adds an incident; the place where it begins.
    pub fn push(&mut self, one: &Located) -> usize {
        let Located { incident, location, area } = one;
        let at = self.segment.body.len();
        let kind = self.kind(&incident.kind);
        let area = self.area(area);
        let mut out = Writer::new(&mut self.segment.body, &mut self.texts);
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

fn claim_flags(claim: &Claim, one: &Located) -> u64 {
    let flag = |holds: bool, flag: u64| if holds { flag } else { 0 };
    let incident = &one.incident;
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
