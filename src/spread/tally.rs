//! What is counted of a set of incidents: it adds up, so that a cumulative slice costs what its last period does.
//!
//! Comes in: records by index. Goes out: [`Tally`].

use super::LeftOut;
use super::gathered::Gathered;

/// Counts over a set of incidents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    pub incidents: u64,
    pub no_point: u64,
    /// Incidents whose place is too coarse for distances.
    pub too_coarse: u64,
    pub killed: u64,
    /// Incidents with a known count of killed.
    pub killed_known: u64,
    /// Incidents by country and by subregion, in the order of their names.
    pub countries: Vec<u64>,
    pub subregions: Vec<u64>,
    /// Incidents outside the home countries, among those of which it is known.
    pub abroad: u64,
    pub home_known: u64,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(all: &Gathered) -> Self {
        Self {
            incidents: 0,
            no_point: 0,
            too_coarse: 0,
            killed: 0,
            killed_known: 0,
            countries: vec![0; all.countries.len()],
            subregions: vec![0; all.subregions.len()],
            abroad: 0,
            home_known: 0,
        }
    }

    /// Counts one incident.
    pub fn take(&mut self, all: &Gathered, index: u32) {
        let Some(record) = all.records.get(index as usize) else { return };
        self.incidents += 1;
        self.no_point += u64::from(record.point().is_none());
        self.too_coarse += u64::from(record.point().is_some() && !record.is_fine());
        self.killed += record.killed().map_or(0, u64::from);
        self.killed_known += u64::from(record.killed().is_some());
        let home = all.home(index);
        self.abroad += u64::from(home == Some(false));
        self.home_known += u64::from(home.is_some());
        count(&mut self.countries, all.country_of(index));
        count(&mut self.subregions, all.subregion_of(index));
    }

    /// Adds all that another one counted.
    pub fn add(&mut self, other: &Self) {
        self.incidents += other.incidents;
        self.no_point += other.no_point;
        self.too_coarse += other.too_coarse;
        self.killed += other.killed;
        self.killed_known += other.killed_known;
        self.abroad += other.abroad;
        self.home_known += other.home_known;
        self.countries.iter_mut().zip(&other.countries).for_each(|(mine, theirs)| *mine += theirs);
        self.subregions.iter_mut().zip(&other.subregions).for_each(|(mine, theirs)| *mine += theirs);
    }

    /// What is left out of distances and centres, those left out for their dates included.
    pub fn without_point(&self, dates: &LeftOut) -> LeftOut {
        let mut missing = dates.clone();
        missing.extend(left_out([("no_point", self.no_point), ("too_coarse", self.too_coarse)]));
        missing
    }
}

/// Counts by reason, those of nothing left away.
pub(super) fn left_out<const N: usize>(counts: [(&'static str, u64); N]) -> LeftOut {
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn count(counts: &mut [u64], number: Option<u32>) {
    number.and_then(|n| counts.get_mut(n as usize)).into_iter().for_each(|c| *c += 1);
}
