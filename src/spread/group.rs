//! Groups of incidents, each measured like the whole.
//!
//! Comes in: records and what they are grouped by. Goes out: [`Group`]s in order of size, then name; incidents whose group
//! is not known form a last one, "not known".

use std::collections::BTreeMap;
use std::sync::Arc;

use super::gathered::Gathered;
use super::record::Record;
use super::words::Words;
use super::{GroupBy, Spread, SpreadOptions, slices};
use crate::error::Result;
use crate::region::Regions;

/// The name of the group of incidents whose group is not known.
pub const NOT_KNOWN: &str = "not known";

/// One group with its figures.
#[derive(Debug, Clone)]
pub struct Group {
    /// The kind, actor, subregion or country.
    pub name: Arc<str>,
    /// Its figures: periods of the same length, the same origin, groups none.
    pub spread: Spread,
}

/// The figures of every group.
pub(super) fn groups(
    records: &[Record],
    words: &Arc<Words>,
    by: GroupBy,
    options: &SpreadOptions,
    regions: &Regions,
) -> Result<Vec<Group>> {
    let mut parts: BTreeMap<Option<Arc<str>>, Vec<Record>> = BTreeMap::new();
    for record in records {
        parts.entry(name(record, words, by, regions)).or_default().push(*record);
    }
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by_key(|(name, members)| (name.is_none(), std::cmp::Reverse(members.len())));
    let measure = |(name, members): (Option<Arc<str>>, Vec<Record>)| {
        let all = Gathered::new(members, Arc::clone(words), options, regions)?;
        Ok(Group { name: name.unwrap_or_else(|| NOT_KNOWN.into()), spread: slices::spread(&all, options) })
    };
    parts.into_iter().map(measure).collect()
}

/// The group of a record.
pub(super) fn name(record: &Record, words: &Words, by: GroupBy, regions: &Regions) -> Option<Arc<str>> {
    let traits = record.traits(words);
    match by {
        GroupBy::Kind => words.name(traits.kind).cloned(),
        GroupBy::Actor => words.name(traits.actor?).cloned(),
        GroupBy::Region => words.name(words.zone(traits.zone).subregion?).cloned(),
        GroupBy::Country => words.country_name(words.zone(traits.zone), regions),
    }
}
