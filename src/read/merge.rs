//! Claims to incidents: rows with the same id are claims of one incident, in whatever input they stand.
//!
//! Comes in: [`Entry`]s in the order of their rows. Goes out: incidents, numbered by their first rows.
//!
//! A row whose place names several places with semicolons ("Germany; the Netherlands") is one incident at each: `I16/1`,
//! `I16/2`. Claims of such an incident pair up by position; a claim with a single place joins the incident with the same
//! words, else the first. A count given for all places together is a ceiling of each.

use std::collections::{HashMap, HashSet};

use super::conflicts;
use super::notices::Notices;
use super::wording::fold;
use super::{Entry, Numbered};
use crate::incident::{Casualties, Claim, Incident, Kind, Place, Stage, Text, When};

/// A cell with more places than this is no list of places.
const MOST_PLACES: usize = 50;

/// Rows that share their id with others, on their way to incidents.
#[derive(Default)]
pub(super) struct Gathering {
    groups: Vec<Group>,
    by_id: HashMap<Text, usize>,
    seen: HashSet<(usize, u64)>,
}

struct Group {
    id: Text,
    /// The number of its first row.
    row: u64,
    entries: Vec<Entry>,
}

impl Gathering {
    /// Adds an entry; false where it repeats an earlier one with the same id word for word.
    pub(super) fn add(&mut self, id: Text, row: u64, entry: Entry) -> bool {
        let next = self.groups.len();
        let at = *self.by_id.entry(id.clone()).or_insert(next);
        if at == next {
            self.groups.push(Group { id, row, entries: Vec::new() });
        }
        if !self.seen.insert((at, entry.fingerprint)) {
            return false;
        }
        if let Some(group) = self.groups.get_mut(at) {
            group.entries.push(entry);
        }
        true
    }

    /// Makes the incidents.
    pub(super) fn finish(self, notices: &mut Notices) -> Vec<Numbered> {
        let mut out = Vec::with_capacity(self.groups.len());
        for Group { id, row, entries } in self.groups {
            // Whichever row comes first, the fingerprint is the same.
            let fingerprint = entries.iter().map(|entry| entry.fingerprint).min().unwrap_or(0);
            let made = incidents(id, entries, notices);
            out.extend(made.into_iter().map(|incident| Numbered { row, fingerprint, incident }));
        }
        out
    }
}

/// The incidents of the claims with one id: one, or one at each of several places.
pub(super) fn incidents(id: Text, mut entries: Vec<Entry>, notices: &mut Notices) -> Vec<Incident> {
    let places = entries.iter().map(|entry| place_count(&entry.claim.place)).max().unwrap_or(1);
    if places > 1 {
        notices
            .tell_of("rows that name several places are one incident at each", || format!("{id}/1 to {id}/{places}"));
        return split(&id, &entries, places).collect();
    }
    match entries.len() {
        1 => entries.pop().map(|entry| of_one(id, entry)).into_iter().collect(),
        _ => incident(id, entries).into_iter().collect(),
    }
}

/// One incident of one claim.
fn of_one(id: Text, entry: Entry) -> Incident {
    let Entry { kind, summary, link, claim, .. } = entry;
    let count = |count: &Casualties| if count.is_unknown() { Casualties::default() } else { count.clone() };
    Incident {
        id,
        kind,
        stage: claim.stage,
        when: claim.when,
        place: claim.place.clone(),
        actor: claim.actor.clone(),
        target: claim.target.clone(),
        killed: count(&claim.killed),
        injured: count(&claim.injured),
        summary,
        link,
        claims: vec![claim],
        conflicts: Vec::new(),
    }
}

/// How many places the words name.
fn place_count(place: &Place) -> usize {
    if place.words.contains(';') { places(place).len() } else { 1 }
}

/// The places that the words name; one where coordinates say which is meant.
fn places(place: &Place) -> Vec<&str> {
    let parts: Vec<&str> = place.words.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    if !(2..=MOST_PLACES).contains(&parts.len()) || place.point.is_some() { vec![place.words.trim()] } else { parts }
}

/// One incident for each place of a group.
fn split<'a>(id: &str, entries: &'a [Entry], count: usize) -> impl Iterator<Item = Incident> + use<'a> {
    let widest: Vec<String> = entries
        .iter()
        .map(|entry| places(&entry.claim.place))
        .find(|found| found.len() == count)
        .map(|found| found.into_iter().map(fold).collect())
        .unwrap_or_default();
    let id = id.to_owned();
    (0..count).filter_map(move |position| {
        let part = entries.iter().filter_map(|entry| at_place(entry, position, &widest)).collect();
        incident(format!("{id}/{}", position + 1).into(), part)
    })
}

/// The entry as it stands for the place at a position, if it names it.
fn at_place(entry: &Entry, position: usize, widest: &[String]) -> Option<Entry> {
    let words = places(&entry.claim.place);
    let mut part = entry.clone();
    if let [only] = words.as_slice() {
        let folded = fold(only);
        let home = widest.iter().position(|other| *other == folded).unwrap_or(0);
        return (home == position).then_some(part);
    }
    let place = &mut *part.claim.place;
    let countries = place.country.take();
    place.country = countries.and_then(|named| {
        let each: Vec<&str> = named.split(';').map(str::trim).collect();
        if each.len() == words.len() { each.get(position).map(|&one| one.to_owned()) } else { Some(named) }
    });
    (*words.get(position)?).clone_into(&mut place.words);
    part.claim.killed = ceiling(part.claim.killed, words.len());
    part.claim.injured = ceiling(part.claim.injured, words.len());
    Some(part)
}

/// What a count for several places together says of one of them: at most that many.
fn ceiling(all: Casualties, places: usize) -> Casualties {
    let high = all.high.or(all.best);
    if all.is_unknown() || high == Some(0) {
        return all;
    }
    let words = all.worded.or(high.map(|n| n.to_string().into())).unwrap_or_default();
    Casualties { low: None, high, best: None, worded: Some(format!("{words} in all {places} places").into()) }
}

/// One incident of its claims; nothing without a claim.
fn incident(id: Text, entries: Vec<Entry>) -> Option<Incident> {
    let kind = entries.iter().map(|e| &e.kind).find(|kind| **kind != Kind::Unknown).cloned().unwrap_or(Kind::Unknown);
    let summary = entries.iter().find_map(|e| e.summary.clone());
    let link = entries.iter().find_map(|e| e.link.clone());
    let conflicts = conflicts::between(&entries);
    let own = |entry: &Entry| Some(&entry.kind).filter(|own| **own != kind).cloned();
    let claims: Vec<Claim> = entries.into_iter().map(|entry| Claim { kind: own(&entry), ..entry.claim }).collect();
    let first = claims.first()?;
    Some(Incident {
        id,
        kind,
        stage: claims.iter().map(|c| c.stage).find(|stage| *stage != Stage::Unknown).unwrap_or_default(),
        when: When::merge(claims.iter().map(|c| c.when)).0,
        place: claims.iter().map(|c| &c.place).find(|place| !place.is_empty()).unwrap_or(&first.place).clone(),
        actor: most_named(claims.iter().filter_map(|c| c.actor.as_ref())),
        target: claims.iter().find_map(|c| c.target.clone()),
        killed: Casualties::merge(claims.iter().map(|c| &c.killed)).0,
        injured: Casualties::merge(claims.iter().map(|c| &c.injured)).0,
        summary,
        link,
        claims,
        conflicts,
    })
}

/// The name that most claims have, the first of those named as often; case and what stands in brackets do not matter.
fn most_named<'a>(names: impl Iterator<Item = &'a Text>) -> Option<Text> {
    let mut counted: Vec<(&Text, usize)> = Vec::new();
    let mut index = HashMap::new();
    for name in names {
        let at = *index.entry(conflicts::without_brackets(name)).or_insert(counted.len());
        match counted.get_mut(at) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    // `max_by_key` gives the last of equals.
    counted.iter().rev().max_by_key(|(_, count)| *count).map(|(name, _)| (*name).clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_actor_is_the_one_that_most_claims_name_and_the_first_of_equals() {
        let named = |names: &[&str]| most_named(names.iter().map(|name| Text::from(*name)).collect::<Vec<_>>().iter());
        assert_eq!(named(&["Ukraine", "ISIS-K", "isis-k (possibly)"]).as_deref(), Some("ISIS-K"));
        assert_eq!(named(&["Ukraine", "ISIS-K"]).as_deref(), Some("Ukraine"));
        assert_eq!(named(&[]), None);
    }

    #[test]
    fn a_count_for_all_places_is_a_ceiling_of_each() {
        let count = ceiling(Casualties::exactly(7), 2);
        assert_eq!((count.low, count.high, count.best), (None, Some(7), None));
        assert_eq!(ceiling(Casualties::exactly(0), 2), Casualties::exactly(0));
    }
}
