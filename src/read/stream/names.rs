//! The ids of incidents: which come again, and names for rows that have none.
//!
//! Comes in: the hashes of all ids of all tables. Goes out: whether an entry hangs on other rows; ids that are free.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::gazetteer::hash::hash;
use crate::incident::Text;
use crate::read::Entry;

/// The ids there are.
pub(super) struct Names {
    /// The hashes of all ids, sorted, and of those that come more than once.
    all: Vec<u64>,
    repeated: Vec<u64>,
    /// Whether rows without an id may have the line of another table.
    several_tables: bool,
}

impl Names {
    /// The ids by their hashes, of one table or of several.
    pub(super) fn new(mut all: Vec<u64>, several_tables: bool) -> Self {
        all.par_sort_unstable();
        let mut repeated: Vec<u64> = all.windows(2).filter(|two| two.first() == two.last()).map(|two| two[0]).collect();
        repeated.dedup();
        Self { all, repeated, several_tables }
    }

    /// Whether the incident of an entry hangs on other rows.
    pub(super) fn hangs(&self, entry: &Entry) -> bool {
        let repeated = |id: &Text| self.repeated.binary_search(&hash(id.as_bytes())).is_ok();
        entry.id.as_ref().map_or(self.several_tables, repeated)
    }

    /// An id for a row without one: "row 17", and with a number after it where that is taken.
    pub(super) fn free(&self, line: u64, is_made: impl Fn(&str) -> bool) -> String {
        let mut id = format!("row {line}");
        for number in 2.. {
            let taken = self.all.binary_search(&hash(id.as_bytes())).is_ok() || is_made(&id);
            if !taken {
                break;
            }
            id = format!("row {line} ({number})");
        }
        id
    }

    /// The same where rows of other tables may have the line: `made` are the ids that were made before.
    pub(super) fn make(&self, line: u64, made: &mut HashSet<String>) -> String {
        let id = self.free(line, |id| made.contains(id));
        made.insert(id.clone());
        id
    }
}
