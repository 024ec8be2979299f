//! The incidents as they are drawn: one symbol an incident, or, where there are very many, one a place and kind.
//!
//! Comes in: located incidents. Goes out: [`Dot`]s, the largest first, and the kinds with their colours.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::crowd;
use super::view::View;
use crate::chart::scene::Rect;
use crate::earth::LonLat;
use crate::earth::trig::{cos, sin};
use crate::incident::Role;
use crate::located::{LocatedRef, LocatedStore};

/// Above this many incidents, those of one kind at one place share a symbol.
const MOST_SINGLE: usize = 150;

/// Above this many incidents at one point, too.
const MOST_AT_A_POINT: usize = 12;

/// A map with more symbols is a blot and a heavy file: places that lie near each other then share one.
pub const MOST_SYMBOLS: usize = 20_000;

/// The least and the greatest side of the squares in which they do, in 1e-4 degrees: 1.4 and 364 km from north to south.
const SQUARES: (i32, i32) = (1 << 7, 1 << 15);

/// How many kinds have a colour of their own; the rest share one.
pub const KINDS: usize = 6;

/// A symbol on the map.
#[derive(Debug, Clone)]
pub struct Dot {
    /// Where.
    pub at: LonLat,
    /// The part it plays: its shape.
    pub role: Role,
    /// The number of its colour.
    pub series: usize,
    /// People killed; none where no count is known.
    pub killed: Option<u64>,
    /// Whether the place is known only as a country or a large area.
    pub coarse: bool,
    /// The incidents it stands for by their places in the store, the one with the most killed first.
    pub incidents: Arc<[u32]>,
}

/// The incidents with a point, and how they are told apart.
#[derive(Debug, Clone, Default)]
pub struct Dots {
    /// The symbols, the largest first.
    pub symbols: Vec<Dot>,
    /// The keys of the kinds of operations with a colour, the most frequent first, and their counts.
    pub kinds: Vec<(String, u64)>,
    /// Incidents of the roles other than operations that have a point.
    pub others: Vec<(Role, u64)>,
    /// Whether symbols stand for several incidents.
    pub merged: bool,
    /// How far apart, in km from north to south, places may lie that share a symbol; none where they are one place.
    pub near_km: Option<f64>,
}

/// The key for the kinds without a colour of their own.
pub const REST: &str = "other kinds";

/// What incidents that share a symbol have in common: longitude and latitude in 1e-4 degrees, role, colour, whether the place
/// is coarse, and, where none is shared, a number of their own.
type Group = (i32, i32, Role, u8, bool, u32);

/// An incident with a point: its group, its place in the store, people killed.
type Member = (Group, u32, Option<u32>);

/// Gathers the incidents that have a point; `ranked` are the kinds in the order of their colours.
pub fn gather(located: &LocatedStore, ranked: &[(&str, u64)]) -> Dots {
    let all = gather_parts(located, ranked, MOST_SYMBOLS, 1, |_| Some(0)).pop();
    Dots { kinds: kinds(ranked), others: other_roles(located), ..all.unwrap_or_default() }
}

/// Gathers those incidents that have a point and belong to a part, each part into at most so many symbols, without counts for a
/// legend; `part_of` numbers the parts from 0.
pub fn gather_parts(
    located: &LocatedStore,
    ranked: &[(&str, u64)],
    most: usize,
    parts: usize,
    part_of: impl Fn(&LocatedRef<'_>) -> Option<usize>,
) -> Vec<Dots> {
    let series: BTreeMap<&str, u8> =
        ranked.iter().take(KINDS).zip(0..).map(|((key, _), number)| (*key, number)).collect();
    let mut members: Vec<Vec<Member>> = vec![Vec::new(); parts];
    for (one, index) in located.iter().zip(0..) {
        let Some(part) = part_of(&one).and_then(|part| members.get_mut(part)) else { continue };
        let Some(site) = one.site() else { continue };
        let (role, coarse) = (one.role(), !site.precision.is_fine());
        let own = series.get(one.kind.key()).copied().unwrap_or(KINDS as u8);
        let series = if role == Role::Operation { own } else { 0 };
        let (lon, lat) = ((site.point.lon() * 1e4).round() as i32, (site.point.lat() * 1e4).round() as i32);
        part.push(((lon, lat, role, series, coarse, index), index, one.killed.count()));
    }
    members.into_iter().map(|members| symbols_of(located, members, most)).collect()
}

/// The symbols of some incidents.
fn symbols_of(located: &LocatedStore, mut members: Vec<Member>, most: usize) -> Dots {
    let merged = is_crowded(&members);
    if merged {
        for ((.., single), ..) in &mut members {
            *single = 0;
        }
    }
    // Of one group the one with the most killed comes first.
    let order = |(group, index, killed): &Member| (*group, std::cmp::Reverse(killed.unwrap_or(0)), *index);
    members.sort_unstable_by_key(order);
    let side = fitting_side(&members, most);
    if let Some(side) = side {
        for member in &mut members {
            member.0 = in_square(member.0, side);
        }
        members.sort_unstable_by_key(order);
    }
    let mut dots: Vec<Dot> = members.chunk_by(|a, b| a.0 == b.0).filter_map(|of| dot(located, of)).collect();
    // Large ones lie below small ones, in a crowd other roles below operations; equal ones keep the order of the groups, which
    // does not depend on chance.
    let below = |dot: &Dot| (dot.role != Role::Operation) != side.is_some();
    dots.sort_by_key(|dot| (below(dot), std::cmp::Reverse(dot.killed.unwrap_or(0))));
    let near_km = side.map(|side| f64::from(side) * 1e-4 * KM_PER_DEGREE);
    Dots { symbols: dots, kinds: Vec::new(), others: Vec::new(), merged, near_km }
}

/// A degree from north to south in km.
const KM_PER_DEGREE: f64 = 111.2;

/// The side of the squares that leave few enough groups; none where there are few enough without.
fn fitting_side(members: &[Member], most: usize) -> Option<i32> {
    let mut groups: Vec<Group> = members.iter().map(|(group, ..)| *group).collect();
    groups.dedup();
    let mut side = None;
    // A square of one size lies in one of the next.
    while groups.len() > most && side.is_none_or(|side| side < SQUARES.1) {
        let next = side.map_or(SQUARES.0, |side| 2 * side);
        for group in &mut groups {
            *group = in_square(*group, next);
        }
        groups.sort_unstable();
        groups.dedup();
        side = Some(next);
    }
    side
}

/// The group with the corner of its square for its place.
fn in_square((lon, lat, role, series, coarse, single): Group, side: i32) -> Group {
    (lon.div_euclid(side) * side, lat.div_euclid(side) * side, role, series, coarse, single)
}

fn dot(located: &LocatedStore, of: &[Member]) -> Option<Dot> {
    let ((_, _, role, series, coarse, _), lead, _) = *of.first()?;
    let at = located.get(lead as usize)?.site()?.point;
    let known = || of.iter().filter_map(|(_, _, killed)| *killed).map(u64::from);
    let killed = known().next().map(|_| known().sum());
    let incidents = of.iter().map(|(_, index, _)| *index).collect();
    Some(Dot { at, role, series: usize::from(series), killed, coarse, incidents })
}

fn is_crowded(members: &[Member]) -> bool {
    let mut points: BTreeMap<(i32, i32), usize> = BTreeMap::new();
    for ((lon, lat, ..), ..) in members.iter().take(MOST_SINGLE) {
        *points.entry((*lon, *lat)).or_default() += 1;
    }
    members.len() > MOST_SINGLE || points.values().any(|here| *here > MOST_AT_A_POINT)
}

/// The kinds for the legend: the first six, then the rest together.
pub fn kinds(ranked: &[(&str, u64)]) -> Vec<(String, u64)> {
    let mut kinds: Vec<(String, u64)> = ranked.iter().take(KINDS).map(|(key, n)| ((*key).to_owned(), *n)).collect();
    let rest: u64 = ranked.iter().skip(KINDS).map(|(_, n)| n).sum();
    if rest > 0 {
        kinds.push((REST.to_owned(), rest));
    }
    kinds
}

fn other_roles(located: &LocatedStore) -> Vec<(Role, u64)> {
    let others = Role::ALL.into_iter().filter(|role| *role != Role::Operation);
    let mut counts: BTreeMap<Role, u64> = BTreeMap::new();
    located.iter().filter(LocatedRef::has_site).for_each(|one| *counts.entry(one.role()).or_default() += 1);
    others.filter_map(|role| Some((role, *counts.get(&role)?))).collect()
}

impl Dots {
    /// The points that the frame must hold: all operations, and responses whose place is finely known; where there are
    /// none, all fine ones; where there are none either, all. Of many, the few that lie far off are left out.
    pub fn wanted(&self, origin: Option<LonLat>) -> Vec<LonLat> {
        let choose = |keep: &dyn Fn(&Dot) -> bool| -> Vec<LonLat> {
            let kept = self.symbols.iter().filter(|dot| keep(dot));
            let weighed: Vec<(LonLat, u64)> = kept.map(|dot| (dot.at, dot.incidents.len() as u64)).collect();
            crowd::held(&weighed, origin)
        };
        let done = |dot: &Dot| dot.role == Role::Operation || (dot.role == Role::Response && !dot.coarse);
        [choose(&done), choose(&|dot| !dot.coarse)]
            .into_iter()
            .find(|points| !points.is_empty())
            .unwrap_or_else(|| choose(&|_| true))
    }
}

/// The symbols with their places on the page.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The symbol.
    pub dot: Dot,
    /// The middle in mm.
    pub mm: (f64, f64),
    /// The radius in mm.
    pub radius: f64,
}

/// Symbols are set apart where all of them together, each this wide, cover at most a fifth of the frame.
const SET_APART_SHARE: f64 = 0.2;

/// The most that two symbols are set apart in mm.
const APART_MM: f64 = 2.3;

/// Puts the symbols on the page; the second value is those that lie beyond the frame. `kept` is a point with a radius that
/// small symbols keep off: the mark of the origin.
///
/// Symbols of (nearly) one place are set apart: the largest keeps its place, each further one takes the first free point of a
/// sunflower spiral round its own place. Free is where it touches no symbol of about its size; it may lie on one more than
/// twice as wide.
pub fn place(
    dots: Vec<Dot>,
    view: &View,
    radius: impl Fn(&Dot) -> f64,
    kept: Option<Circle>,
) -> (Vec<Placed>, Vec<Dot>) {
    let covered = dots.len() as f64 * APART_MM * APART_MM;
    let set_apart = covered <= SET_APART_SHARE * view.frame.width() * view.frame.height();
    let mut taken: Vec<Circle> = kept.into_iter().collect();
    let (mut placed, mut beyond): (Vec<Placed>, Vec<Dot>) = (Vec::new(), Vec::new());
    for dot in dots {
        let (mm, radius) = (view.to_mm(dot.at), radius(&dot));
        if !view.frame.grown(-radius - 0.8).holds_point(mm) {
            beyond.push(dot);
            continue;
        }
        let inner = view.frame.grown(-radius - 0.4);
        let mm = if set_apart { free_place((mm, radius), APART_MM, &taken, &inner).unwrap_or(mm) } else { mm };
        taken.push((mm, radius));
        placed.push(Placed { dot, mm, radius });
    }
    (placed, beyond)
}

/// The middle and the radius of a symbol in mm.
pub type Circle = ((f64, f64), f64);

/// The first free point of a sunflower spiral round a place; none where there is none within 12 mm. Free is where it touches no symbol of
/// about its size, or stands `most_apart` mm off; it may lie on one more than twice as wide.
pub fn free_place((mm, radius): Circle, most_apart: f64, taken: &[Circle], inner: &Rect) -> Option<(f64, f64)> {
    const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
    let spiral = (0..400).map(|i| {
        let (angle, out) = (f64::from(i) * GOLDEN_ANGLE, 0.6 * f64::from(i).sqrt());
        (mm.0 + out * cos(angle), mm.1 + out * sin(angle))
    });
    let free = |at: &(f64, f64)| {
        inner.holds_point(*at)
            && taken.iter().all(|((x, y), r)| {
                let (dx, dy) = (at.0 - x, at.1 - y);
                let apart = if r.max(radius) > 2.0 * r.min(radius) { 0.0 } else { (r + radius).min(most_apart) };
                dx * dx + dy * dy >= apart * apart
            })
    };
    spiral.into_iter().find(free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::{many, stored};
    use crate::incident::Location;

    #[test]
    fn places_of_a_crowded_map_share_symbols_and_no_incident_is_lost() {
        let mut incidents = many(300, 2010, 3);
        for (one, step) in incidents.iter_mut().zip(0..) {
            if let Location::Site(site) = &mut one.location {
                site.point = LonLat::wrapped(60.0 + 0.01 * f64::from(step), 30.0);
            }
        }
        let located = stored(&incidents);
        let ranked = located.ranked_kinds();
        let gather = |most| gather_parts(&located, &ranked, most, 1, |_| Some(0)).remove(0);
        let alone = gather(MOST_SYMBOLS);
        let crowded = gather(alone.symbols.len() / 3);
        assert!(alone.near_km.is_none() && crowded.near_km.is_some());
        assert!(crowded.symbols.len() <= alone.symbols.len() / 3);
        let incidents = |dots: &Dots| dots.symbols.iter().map(|dot| dot.incidents.len()).sum::<usize>();
        let killed = |dots: &Dots| dots.symbols.iter().filter_map(|dot| dot.killed).sum::<u64>();
        assert_eq!((incidents(&alone), killed(&alone)), (incidents(&crowded), killed(&crowded)));
    }
}
