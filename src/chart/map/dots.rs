//! The incidents as they are drawn: one symbol an incident, or, where there are very many, one a place and kind.
//!
//! Comes in: located incidents. Goes out: [`Dot`]s, the largest first, and the kinds with their colours.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{crowd, density};
use crate::earth::{Cell, LonLat, Resolution, cells_of};
use crate::incident::Role;
use crate::located::{LocatedRef, LocatedStore};
use crate::read::Texts;

/// Above this many incidents, those of one kind at one place share a symbol.
const MOST_SINGLE: usize = 150;

/// Above this many incidents at one point, too.
const MOST_AT_A_POINT: usize = 12;

/// A map with more symbols is a blot and a heavy file: cells are shown then, see [`super::density`].
pub const MOST_SYMBOLS: usize = 20_000;

/// A cell takes as much room as so many symbols.
const SYMBOLS_PER_CELL: usize = 5;

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
    /// The resolution of the cells that symbols stand for, of all kinds together; none where they stand for places.
    pub cells: Option<Resolution>,
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

/// Gathers those incidents that have a point and belong to a part, without counts for a legend; `part_of` numbers the parts from
/// 0. Where a part has more than so many symbols, those of all stand for cells of one size.
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
    let parts: Vec<Grouped> = members.into_iter().map(grouped).collect();
    if parts.iter().all(|part| part.count <= most) {
        return parts.into_iter().map(|part| part.dots(located, None)).collect();
    }
    let places: Vec<Vec<LonLat>> = parts.iter().map(|part| part.places().0).collect();
    let cells = density::resolution(&places, most / SYMBOLS_PER_CELL);
    parts.into_iter().map(|part| part.in_cells(cells).dots(located, Some(cells))).collect()
}

/// The groups of incidents that share a symbol, each in its order: the one with the most killed comes first.
fn grouped(mut members: Vec<Member>) -> Grouped {
    let merged = is_crowded(&members);
    if merged {
        for ((.., single), ..) in &mut members {
            *single = 0;
        }
    }
    sort(&mut members);
    let count = members.chunk_by(|a, b| a.0 == b.0).count();
    Grouped { members, merged, count }
}

fn sort(members: &mut [Member]) {
    members.sort_unstable_by_key(|(group, index, killed)| (*group, std::cmp::Reverse(killed.unwrap_or(0)), *index));
}

/// Incidents in the order of their groups.
struct Grouped {
    members: Vec<Member>,
    merged: bool,
    count: usize,
}

impl Grouped {
    /// Its distinct places in their order, and how many members are at each.
    fn places(&self) -> (Vec<LonLat>, Vec<usize>) {
        let runs = self.members.chunk_by(|a, b| (a.0.0, a.0.1) == (b.0.0, b.0.1));
        runs.filter_map(|run| Some((point(run.first()?.0), run.len()))).unzip()
    }

    /// The same in cells: kinds are no longer told apart.
    fn in_cells(mut self, resolution: Resolution) -> Self {
        let (places, runs) = self.places();
        let units = |at: LonLat| ((at.lon() * 1e4).round() as i32, (at.lat() * 1e4).round() as i32);
        let cells = cells_of(&places, resolution, |at| (*at, at.unit()));
        let mut middles: HashMap<Cell, (i32, i32), Texts> = HashMap::default();
        let mut middle = |cell: Cell| *middles.entry(cell).or_insert_with(|| units(cell.centre()));
        let each = cells.into_iter().zip(runs).flat_map(|(cell, run)| std::iter::repeat_n(middle(cell), run));
        for (((lon, lat, _, series, ..), ..), middle) in self.members.iter_mut().zip(each) {
            ((*lon, *lat), *series) = (middle, 0);
        }
        sort(&mut self.members);
        self
    }

    /// The symbols; those of cells stand at their middles.
    fn dots(self, located: &LocatedStore, cells: Option<Resolution>) -> Dots {
        let groups = self.members.chunk_by(|a, b| a.0 == b.0);
        let mut symbols: Vec<Dot> = groups.filter_map(|of| dot(located, of, cells.is_some())).collect();
        // Large ones lie below small ones, other roles above operations; equal ones keep the order of the groups, which does not
        // depend on chance.
        symbols.sort_by_key(|dot| (dot.role != Role::Operation, std::cmp::Reverse(dot.killed.unwrap_or(0))));
        Dots { symbols, merged: self.merged, cells, ..Dots::default() }
    }
}

/// The place of a group.
fn point((lon, lat, ..): Group) -> LonLat {
    LonLat::wrapped(f64::from(lon) * 1e-4, f64::from(lat) * 1e-4)
}

fn dot(located: &LocatedStore, of: &[Member], at_its_group: bool) -> Option<Dot> {
    let (group, lead, _) = *of.first()?;
    let (_, _, role, series, coarse, _) = group;
    let at = if at_its_group { point(group) } else { located.get(lead as usize)?.site()?.point };
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
    others.map(|role| (role, located.overview().sited_of(role))).filter(|(_, n)| *n > 0).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::{many, stored};
    use crate::incident::Location;

    #[test]
    fn places_of_a_crowded_map_share_cells_and_no_incident_is_lost() {
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
        assert!(alone.cells.is_none() && crowded.cells.is_some());
        assert!(crowded.symbols.len() <= alone.symbols.len() / 3);
        let cell = |dot: &Dot| Cell::of(dot.at, crowded.cells.unwrap());
        assert!(crowded.symbols.iter().all(|dot| cell(dot).centre().distance_km(dot.at) < 0.02));
        let incidents = |dots: &Dots| dots.symbols.iter().map(|dot| dot.incidents.len()).sum::<usize>();
        let killed = |dots: &Dots| dots.symbols.iter().filter_map(|dot| dot.killed).sum::<u64>();
        assert_eq!((incidents(&alone), killed(&alone)), (incidents(&crowded), killed(&crowded)));
    }
}
