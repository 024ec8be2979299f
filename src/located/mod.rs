//! All incidents of a run in little memory: one after the other as bytes, what is told of many once.
//!
//! Comes in: [`Located`] incidents with the numbers of their rows. Goes out: a [`LocatedStore`], which shows each of them as it
//! was, by its place in the order of the rows, without making any anew. A row of a large table takes about 70 bytes.

mod bytes;
mod claim;
mod codes;
mod lately;
mod overview;
mod packer;
mod points;
mod reader;
mod site;
mod view;
mod writer;

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::incident::{Area, Bare, Incident, Kind, Located, Shared};
pub use claim::{ClaimRef, Claims};
pub use overview::Overview;
use packer::Packer;
pub use site::{Grounds, RunnerUpRef, SiteRef};
pub use view::{Details, LocatedRef, LocationRef, Told};

/// Incidents that are being collected.
#[derive(Debug, Default)]
pub struct LocatedStoreBuilder {
    packer: Packer,
    /// The number of the row and the place in the body of each.
    rows: Vec<u64>,
    starts: Vec<usize>,
}

/// Incidents in an order.
///
/// # Example
/// ```
/// use incimap::located::LocatedStore;
///
/// let store = LocatedStore::default();
/// assert_eq!((store.len(), store.iter().count()), (0, 0));
/// ```
#[derive(Debug, Default)]
pub struct LocatedStore {
    segments: Vec<Segment>,
    /// Where each incident begins, in order.
    order: Vec<Start>,
    /// Made when first asked for.
    overview: OnceLock<Overview>,
}

/// Incidents that were put in together.
#[derive(Debug, Default)]
struct Segment {
    kinds: Vec<Kind>,
    areas: Vec<Shared<Area>>,
    body: Vec<u8>,
    /// All flags of all claims.
    claims: u64,
}

/// A segment in the upper bits, a place in its body in the lower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start(u64);

/// How many bits a place in a body takes: a terabyte.
const PLACE_BITS: u32 = 40;

impl Start {
    fn new(segment: usize, at: usize) -> Self {
        Self((segment as u64) << PLACE_BITS | at as u64)
    }

    fn segment(self) -> usize {
        (self.0 >> PLACE_BITS) as usize
    }

    fn at(self) -> usize {
        (self.0 & ((1 << PLACE_BITS) - 1)) as usize
    }
}

impl LocatedStoreBuilder {
    /// Adds an incident with the number of its first row.
    pub fn push(&mut self, row: u64, one: &Located) {
        self.starts.push(self.packer.push(one));
        self.rows.push(row);
    }

    /// The same for one whose place is nothing but coordinates.
    pub fn push_bare(&mut self, row: u64, incident: &Incident, bare: Bare, area: &Shared<Area>) {
        self.starts.push(self.packer.push_bare(incident, bare, area));
        self.rows.push(row);
    }

    /// All of them, by row; those of one row as they were put in.
    pub fn finish(self) -> LocatedStore {
        let Self { packer, rows, starts } = self;
        let mut segment = packer.segment;
        segment.body.shrink_to_fit();
        let mut order: Vec<Start> = starts.into_iter().map(|at| Start::new(0, at)).collect();
        if !rows.is_sorted() {
            let mut keyed: Vec<(u64, Start)> = rows.into_iter().zip(order).collect();
            keyed.sort_by_key(|(row, _)| *row);
            order = keyed.into_iter().map(|(_, start)| start).collect();
        }
        LocatedStore { segments: vec![segment], order, overview: OnceLock::new() }
    }
}

impl LocatedStore {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// An incident by its place in the order, from 0.
    pub fn get(&self, index: usize) -> Option<LocatedRef<'_>> {
        self.at(*self.order.get(index)?)
    }

    /// The incidents at some places, brought near the processor with their sites: all first looks are made, then all second ones, so
    /// that they do not wait for each other.
    pub fn near<'a>(&'a self, places: &[u32], near: &mut Vec<LocatedRef<'a>>) {
        let starts = places.iter().filter_map(|place| self.order.get(*place as usize).copied());
        let byte = |start: Start| self.segments.get(start.segment())?.body.get(start.at()).copied();
        let incidents: u64 = starts.clone().filter_map(byte).map(u64::from).sum();
        near.clear();
        near.extend(starts.filter_map(|start| self.at(start)));
        let sites: u64 = near.iter().filter_map(LocatedRef::first_byte_of_site).map(u64::from).sum();
        // The sum has no meaning; it keeps the looks from being left out.
        std::hint::black_box(incidents.wrapping_add(sites));
    }

    /// Whether any claim may name its source.
    pub fn may_name_sources(&self) -> bool {
        self.segments.iter().any(|segment| segment.claims & claim::SOURCE != 0)
    }

    /// The places in the order of all incidents that bear one of some ids.
    pub fn places_of(&self, ids: &HashSet<&str>) -> HashSet<u32> {
        let named = self.iter().zip(0..).filter(|(one, _)| ids.contains(one.id()));
        named.map(|(_, index)| index).collect()
    }

    fn at(&self, start: Start) -> Option<LocatedRef<'_>> {
        LocatedRef::read(self.segments.get(start.segment())?, start.at())
    }

    /// All of them in their order.
    pub fn iter(&self) -> impl Iterator<Item = LocatedRef<'_>> + Clone {
        // None is damaged: what comes from outside is checked when it is read.
        self.order.iter().filter_map(|start| self.at(*start))
    }

    /// What many ask of all of them.
    pub fn overview(&self) -> &Overview {
        self.overview.get_or_init(|| Overview::of(self))
    }

    /// [`Overview::ranked_kinds`].
    pub fn ranked_kinds(&self) -> Vec<(&str, u64)> {
        self.overview().ranked_kinds.iter().map(|(key, n)| (key.as_str(), *n)).collect()
    }

    /// The incidents of several stores, sorted by the input and line of their first claims, their ids, and, where all of these
    /// are the same, by all that is told of them: the order of the stores tells nothing.
    pub fn merged(stores: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for Self { segments, order, .. } in stores {
            let first = all.segments.len();
            all.order.extend(order.into_iter().map(|start| Start::new(start.segment() + first, start.at())));
            all.segments.extend(segments);
        }
        let mut order = std::mem::take(&mut all.order);
        order.sort_by(|a, b| match (all.at(*a), all.at(*b)) {
            (Some(a), Some(b)) => a.stand_in_input().cmp(&b.stand_in_input()).then_with(|| {
                // Two rows of one name: rare, and compared in full.
                format!("{:?}", a.to_located()).cmp(&format!("{:?}", b.to_located()))
            }),
            _ => std::cmp::Ordering::Equal,
        });
        Self { order, ..all }
    }
}

impl FromIterator<Located> for LocatedStore {
    /// In the order in which they come.
    fn from_iter<I: IntoIterator<Item = Located>>(incidents: I) -> Self {
        let mut store = LocatedStoreBuilder::default();
        incidents.into_iter().zip(0..).for_each(|(one, row)| store.push(row, &one));
        store.finish()
    }
}

impl<'a> FromIterator<&'a Located> for LocatedStore {
    /// In the order in which they come.
    fn from_iter<I: IntoIterator<Item = &'a Located>>(incidents: I) -> Self {
        let mut store = LocatedStoreBuilder::default();
        incidents.into_iter().zip(0..).for_each(|(one, row)| store.push(row, one));
        store.finish()
    }
}

#[cfg(test)]
mod tests;
