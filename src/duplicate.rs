//! Incidents of different sources that may be one: near in days and place, and alike in actor or toll.
//!
//! Comes in: located incidents. Goes out: [`Pair`]s with their reasons; on request the incidents with each pair made one. Two
//! incidents of one input are never a pair: whoever made it knew both.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::earth::LonLat;
use crate::incident::{Casualties, Located, When};
use crate::located::{LocatedRef, LocatedStore};

/// Beside their radii, two points of one incident may be so far apart, in km: sources take different points of a town.
const SLACK_KM: f64 = 5.0;

/// Points whose radius is larger say too little.
const WIDEST_KM: f64 = 50.0;

/// Dates with more possible days say too little.
const LONGEST_DAYS: i32 = 3;

/// How far north or south of each other two points can be that are compared, in degrees: twice the widest radius and the slack.
const BAND_DEG: f64 = (2.0 * WIDEST_KM + SLACK_KM) / 111.0;

/// Two incidents that may be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The place of the earlier one in the list.
    pub first: usize,
    /// The place of the later one.
    pub second: usize,
    /// How far apart their points are, in km.
    pub km: f64,
    /// What they have in common: "the same day; 2.1 km apart; actor \"Group A\"; 4 killed".
    pub reasons: String,
}

/// One incident of a list, on one of its days.
#[derive(Clone, Copy)]
struct Spot {
    index: usize,
    /// The number of the input of its first claim.
    input: usize,
    at: LonLat,
    radius_km: f64,
}

/// The pairs of a list, in its order.
///
/// # Example
/// ```
/// use incimap::located::LocatedStore;
/// assert!(incimap::duplicate::pairs(&LocatedStore::default()).is_empty());
/// ```
pub fn pairs(located: &LocatedStore) -> Vec<Pair> {
    let mut by_day: HashMap<Date, Vec<Spot>> = HashMap::new();
    let mut inputs: HashMap<Option<&str>, usize> = HashMap::new();
    for (index, one) in located.iter().enumerate() {
        let Some(site) = one.site().filter(|site| site.precision.is_fine() && site.radius_km <= WIDEST_KM) else {
            continue;
        };
        let new = inputs.len();
        let input = *inputs.entry(one.details().claims.next().map(|claim| claim.input)).or_insert(new);
        let spot = Spot { index, input, at: site.point, radius_km: site.radius_km };
        days(one.when).for_each(|day| by_day.entry(day).or_default().push(spot));
    }
    let mut found: Vec<Pair> = Vec::new();
    for spots in by_day.values_mut() {
        spots.sort_by(|a, b| a.at.lat().total_cmp(&b.at.lat()).then(a.index.cmp(&b.index)));
        for (at, a) in spots.iter().enumerate() {
            let near = spots.iter().skip(at + 1).take_while(|b| b.at.lat() - a.at.lat() <= BAND_DEG);
            found.extend(near.filter_map(|b| pair(located, *a, *b)));
        }
    }
    found.sort_by_key(|pair| (pair.first, pair.second));
    found.dedup_by_key(|pair| (pair.first, pair.second));
    found
}

/// The possible days of a date that has few.
fn days(when: When) -> impl Iterator<Item = Date> {
    let span = when.span().filter(|_| when.length_days() <= LONGEST_DAYS);
    let first = span.map(|(first, _)| first);
    let length = if span.is_some() { when.length_days() } else { 0 };
    (0..length).filter_map(move |day| first?.checked_add(day.days()).ok())
}

fn pair(located: &LocatedStore, a: Spot, b: Spot) -> Option<Pair> {
    let (a, b) = if a.index <= b.index { (a, b) } else { (b, a) };
    if a.input == b.input {
        return None;
    }
    let km = a.at.distance_km(b.at);
    if km > a.radius_km + b.radius_km + SLACK_KM {
        return None;
    }
    let (one, other) = (located.get(a.index)?, located.get(b.index)?);
    let actor = common_actor(&one, &other);
    let toll = common_toll(&one.killed, &other.killed);
    if actor.is_none() && toll.is_none() {
        return None;
    }
    let reasons = [Some("the same day".to_owned()), Some(format!("{km:.1} km apart")), actor, toll];
    Some(Pair {
        first: a.index,
        second: b.index,
        km,
        reasons: reasons.into_iter().flatten().collect::<Vec<_>>().join("; "),
    })
}

/// The actor that both name, as the first has it: the words of one stand in the other, but for those of every group.
fn common_actor(a: &LocatedRef<'_>, b: &LocatedRef<'_>) -> Option<String> {
    let (one, other) = (a.details().actor?, b.details().actor?);
    let words = |name: &str| -> Vec<String> {
        let folded = name.to_lowercase();
        let all = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
        all.filter(|word| !EVERYWHERE.contains(word)).map(str::to_owned).collect()
    };
    let (mut few, mut many) = (words(one), words(other));
    if few.len() > many.len() {
        std::mem::swap(&mut few, &mut many);
    }
    let same = !few.is_empty() && few.iter().all(|word| many.contains(word));
    same.then(|| format!("actor \"{one}\""))
}

/// Words that the names of many groups have.
const EVERYWHERE: [&str; 14] = [
    "the",
    "of",
    "and",
    "group",
    "forces",
    "unidentified",
    "armed",
    "militants",
    "unknown",
    "government",
    "in",
    "for",
    "military",
    "police",
];

/// The toll that both can mean, where somebody was killed.
fn common_toll<W>(a: &Casualties<W>, b: &Casualties<W>) -> Option<String> {
    let (one, other) = (a.count()?, b.count()?);
    let bounds = |count: &Casualties<W>, best: u32| (count.low.unwrap_or(best), count.high.unwrap_or(best));
    let ((low_a, high_a), (low_b, high_b)) = (bounds(a, one), bounds(b, other));
    let common = low_a.max(low_b) <= high_a.min(high_b) && one.max(other) > 0;
    common.then(|| if one == other { format!("{one} killed") } else { format!("{one} and {other} killed") })
}

/// The incidents with those of each pair made one: its claims are those of both, its place the finer one. With the number of
/// incidents that went into others.
pub fn merged(located: Vec<Located>) -> (Vec<Located>, usize) {
    let mut into: Vec<usize> = (0..located.len()).collect();
    for pair in pairs(&located.iter().collect()) {
        let first = into.get(pair.first).copied().unwrap_or(pair.first);
        if let Some(slot) = into.get_mut(pair.second) {
            *slot = (*slot).min(first);
        }
    }
    let mut out: Vec<Option<Located>> = Vec::with_capacity(located.len());
    let mut count = 0;
    for (index, one) in located.into_iter().enumerate() {
        let target = into.get(index).copied().filter(|target| *target < index);
        match target.and_then(|target| out.get_mut(target)).and_then(Option::as_mut) {
            Some(first) => {
                join(first, one);
                count += 1;
                out.push(None);
            }
            None => out.push(Some(one)),
        }
    }
    (out.into_iter().flatten().collect(), count)
}

/// Adds the claims of the second incident to the first.
fn join(first: &mut Located, second: Located) {
    let (radius, other) = (first.site().map(|site| site.radius_km), second.site().map(|site| site.radius_km));
    if other < radius {
        first.location = second.location;
        first.area = second.area;
    }
    let one = &mut first.incident;
    one.when = When::merge([one.when, second.incident.when]).0;
    one.killed = Casualties::merge([&one.killed, &second.incident.killed]).0;
    one.injured = Casualties::merge([&one.injured, &second.incident.injured]).0;
    one.actor = one.actor.take().or(second.incident.actor);
    one.target = one.target.take().or(second.incident.target);
    one.summary = one.summary.take().or(second.incident.summary);
    one.link = one.link.take().or(second.incident.link);
    one.claims.extend(second.incident.claims);
}
