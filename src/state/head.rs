//! What a state tells besides its records: what was asked for, what was read, what was counted.
//!
//! Comes in: the outcome of taking a part in. Goes out: a [`Head`], which is kept as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::earth::LonLat;
use crate::pipeline::Tally;
use crate::read::Source;
use crate::settings::Flags;
use crate::spread::Origin;

/// All but the records.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    /// The program that made it.
    pub program: String,
    /// What was asked for.
    pub flags: Flags,
    /// The SHA-256 of files that decide what is found: gazetteers, regions.
    pub files: BTreeMap<String, String>,
    /// A named origin as it was found.
    pub origin: Option<Place>,
    pub tally: Counts,
    pub sources: Vec<Source>,
    /// The rejected rows as CSV.
    pub rejects: String,
    pub notices: Vec<String>,
}

/// A named origin. The degrees are texts, which come back to the last bit.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Place {
    pub name: String,
    pub lon: String,
    pub lat: String,
    pub how: String,
}

/// A [`Tally`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Counts {
    pub incidents: u64,
    pub located: u64,
    pub not_located: BTreeMap<String, u64>,
    pub by_role: BTreeMap<String, u64>,
}

/// The keys that a tally counts by.
const KEYS: [&str; 9] = [
    "no_place",
    "not_found",
    "too_vague",
    "several_places",
    "doubtful",
    "operation",
    "response",
    "statement",
    "context",
];

impl Place {
    pub fn of(origin: Origin) -> Option<Self> {
        let Origin::Point { name, at, how } = origin else { return None };
        Some(Self { name, lon: at.lon().to_string(), lat: at.lat().to_string(), how })
    }

    pub fn origin(self) -> Option<Origin> {
        let at = LonLat::new(self.lon.parse().ok()?, self.lat.parse().ok()?).ok()?;
        Some(Origin::Point { name: self.name, at, how: self.how })
    }
}

impl Counts {
    pub fn of(tally: &Tally) -> Self {
        let named = |counts: &BTreeMap<&'static str, u64>| counts.iter().map(|(k, n)| ((*k).to_owned(), *n)).collect();
        Self {
            incidents: tally.incidents,
            located: tally.located,
            not_located: named(&tally.not_located),
            by_role: named(&tally.by_role),
        }
    }

    pub fn add(&mut self, other: &Self) {
        self.incidents = self.incidents.saturating_add(other.incidents);
        self.located = self.located.saturating_add(other.located);
        let both = [(&mut self.not_located, &other.not_located), (&mut self.by_role, &other.by_role)];
        for (mine, theirs) in both {
            for (key, count) in theirs {
                let sum = mine.entry(key.clone()).or_default();
                *sum = sum.saturating_add(*count);
            }
        }
    }

    pub fn tally(&self, rows: u64, rows_rejected: u64) -> Tally {
        let known = |counts: &BTreeMap<String, u64>| -> BTreeMap<&'static str, u64> {
            KEYS.iter().filter_map(|key| Some((*key, *counts.get(*key)?))).collect()
        };
        let (not_located, by_role) = (known(&self.not_located), known(&self.by_role));
        let mut tally = Tally {
            rows,
            rows_rejected,
            incidents: self.incidents,
            located: self.located,
            not_located,
            by_role,
            ..Tally::default()
        };
        tally.filtered_out = tally.incidents.saturating_sub(tally.kept());
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Role, Unlocated};

    #[test]
    fn every_key_of_a_tally_comes_back() {
        let why = String::new;
        let reasons = [
            Unlocated::NoPlace,
            Unlocated::NotFound(why()),
            Unlocated::TooVague(why()),
            Unlocated::Several(why()),
            Unlocated::Doubtful(why()),
        ];
        for key in reasons.iter().map(Unlocated::key).chain(Role::ALL.map(Role::name)) {
            assert!(KEYS.contains(&key), "{key}");
        }
    }
}
