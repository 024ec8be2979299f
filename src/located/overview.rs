//! What many ask of all incidents of a store, found in one look at them: a look at a million packed ones takes a tenth of a second.
//!
//! Comes in: a [`LocatedStore`]. Goes out: its [`Overview`].

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::{LocatedRef, LocatedStore};
use crate::incident::{Kind, Precision, Role};
use crate::read::Texts;

/// What many ask of all incidents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// How many have a point.
    pub sited: usize,
    /// How many are operations.
    pub operations: usize,
    /// Of these, how many tell of no people killed, and not that there were none.
    pub unknown_killed: usize,
    /// How many have no date.
    pub undated: usize,
    /// How many have one of several days.
    pub vague: usize,
    /// How many have claims that differ.
    pub differing: usize,
    /// The first and the last possible day of all.
    pub days: Option<(Date, Date)>,
    /// The first and the last possible day of those that have a point, with their numbers, in order.
    pub sited_days: Vec<((Date, Date), usize)>,
    /// The keys of the kinds of operations that have a point, with their numbers, the most frequent first, then by name: the
    /// order in which kinds get colours on maps, charts and in GIS.
    pub ranked_kinds: Vec<(String, u64)>,
    /// The same of the other roles, by name.
    pub other_kinds: BTreeMap<Role, BTreeMap<String, u64>>,
    /// How many points are too coarse for distances, by how fine they are known.
    pub coarse: BTreeMap<Precision, u64>,
}

/// An overview under way.
#[derive(Default)]
struct Look<'a> {
    overview: Overview,
    /// By a number of their own.
    days: HashMap<u64, ((Date, Date), usize), Texts>,
    /// By where they stand in memory: there are few, and their words need not be compared.
    kinds: HashMap<usize, (&'a Kind, u64), Texts>,
}

impl Overview {
    pub(super) fn of(store: &LocatedStore) -> Self {
        let mut look = Look::default();
        store.iter().for_each(|one| look.at(&one));
        look.finish()
    }

    /// How many incidents of a role have a point.
    pub fn sited_of(&self, role: Role) -> u64 {
        match role {
            Role::Operation => self.ranked_kinds.iter().map(|(_, n)| n).sum(),
            other => self.other_kinds.get(&other).into_iter().flat_map(BTreeMap::values).sum(),
        }
    }
}

impl<'a> Look<'a> {
    fn at(&mut self, one: &LocatedRef<'a>) {
        let all = &mut self.overview;
        let (is_operation, span, site) = (one.role() == Role::Operation, one.when.span(), one.site());
        all.operations += usize::from(is_operation);
        all.unknown_killed += usize::from(is_operation && one.killed.count().is_none());
        all.undated += usize::from(span.is_none());
        all.vague += usize::from(span.is_some_and(|(first, last)| first < last));
        all.differing += usize::from(one.has_conflicts());
        all.sited += usize::from(site.is_some());
        if let Some((first, last)) = span {
            all.days = Some(all.days.map_or((first, last), |(a, z)| (a.min(first), z.max(last))));
        }
        let Some(site) = site else { return };
        if let Some(span) = span {
            self.days.entry(number(span.0) << 32 | number(span.1)).or_insert((span, 0)).1 += 1;
        }
        self.kinds.entry(std::ptr::from_ref(one.kind).addr()).or_insert((one.kind, 0)).1 += 1;
        if !site.precision.is_fine() {
            *all.coarse.entry(site.precision).or_default() += 1;
        }
    }

    fn finish(self) -> Overview {
        let Self { mut overview, days, kinds } = self;
        overview.sited_days = days.into_values().collect();
        overview.sited_days.sort_unstable();
        let mut by_role: BTreeMap<Role, BTreeMap<String, u64>> = BTreeMap::new();
        for (kind, n) in kinds.into_values() {
            *by_role.entry(kind.role()).or_default().entry(kind.key().to_owned()).or_default() += n;
        }
        overview.ranked_kinds = by_role.remove(&Role::Operation).unwrap_or_default().into_iter().collect();
        overview.ranked_kinds.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        overview.other_kinds = by_role;
        overview
    }
}

/// A day as a number of 32 bits.
fn number(day: Date) -> u64 {
    let year = (i32::from(day.year()) + 0x8000) as u64;
    year << 9 | (day.month() as u64) << 5 | day.day() as u64
}
