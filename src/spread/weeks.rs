//! Incidents by week, for data that come in bursts: then weeks are what varies at random, not single incidents.
//!
//! Comes in: the incidents of a slice. Goes out: [`Weeks`], which can be merged, and whether they are bursty.
//!
//! The rule: bursty is a slice that runs over five weeks or more (Monday to Sunday, empty ones between included) and whose
//! counts by week have an index of dispersion beyond the 99 % point of chi-square (Fisher 1950; Cox and Lewis 1966).

use std::sync::Arc;

use jiff::civil::Date;

use super::calendar::day_number;
use super::gathered::Gathered;
use crate::earth::UnitVector;
use crate::incident::When;
use crate::statistic::distribution::chi_square;

/// The fewest weeks that a burst can be told from.
const FEWEST: i32 = 5;
/// The 99 % point of the normal distribution.
const NORMAL_99: f64 = 2.326_347_874_040_841;

/// The incidents of one week, or one whose week is not known.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Weeks since 1970; none for an incident that could lie in several, which is a block of its own.
    pub week: Option<i32>,
    /// How many incidents there are, and how many of them have a point.
    pub incidents: u64,
    pub n: u64,
    /// The sum of their unit vectors.
    pub sum: UnitVector,
    /// Their spots, in rising order within each part.
    pub parts: Vec<Arc<[u32]>>,
    /// How many incidents have a known country, and how many of these are abroad.
    pub known: u64,
    pub abroad: u64,
}

impl Block {
    /// How many incidents lie at spots before one.
    pub fn before(&self, spot: u32) -> u64 {
        self.parts.iter().map(|part| part.partition_point(|s| *s < spot) as u64).sum()
    }

    /// The spots of its incidents.
    pub fn spots(&self) -> impl Iterator<Item = u32> {
        self.parts.iter().flat_map(|part| part.iter().copied())
    }

    fn take(&mut self, other: &Self) {
        self.incidents += other.incidents;
        self.n += other.n;
        self.sum = self.sum.plus(other.sum);
        self.parts.extend(other.parts.iter().cloned());
        self.known += other.known;
        self.abroad += other.abroad;
    }
}

/// The blocks of a slice, those without a week first, then by week.
#[derive(Debug, Clone, Default)]
pub(super) struct Weeks(Vec<Block>);

/// The week of all possible days of a date.
pub(super) fn week_of(when: When) -> Option<i32> {
    // 1970-01-05 was a Monday; floor division counts on before it.
    let number = |day: Date| (day_number(day) - 4).div_euclid(7);
    let (first, last) = when.span()?;
    Some(number(first)).filter(|week| first == last || number(last) == *week)
}

impl Weeks {
    /// The blocks of the incidents given by index.
    pub fn of(all: &Gathered, members: &[u32]) -> Self {
        let week = |m: &u32| all.week_of(*m);
        let mut keyed: Vec<(Option<i32>, u32)> = members.iter().map(|m| (week(m), *m)).collect();
        keyed.sort_unstable();
        let together = |a: &(Option<i32>, u32), b: &(Option<i32>, u32)| a.0.is_some() && a.0 == b.0;
        Self(keyed.chunk_by(together).map(|run| block(all, run)).collect())
    }

    /// The blocks of two slices without a common incident.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        let mut list: Vec<&Block> = self.0.iter().chain(&other.0).collect();
        // The sort is stable: within a week the order of parts is that of time.
        list.sort_by_key(|block| block.week);
        let mut merged: Vec<Block> = Vec::with_capacity(list.len());
        for block in list {
            match merged.last_mut().filter(|last| block.week.is_some() && last.week == block.week) {
                Some(last) => last.take(block),
                None => merged.push(block.clone()),
            }
        }
        Self(merged)
    }

    /// The blocks where incidents come in bursts; none where single incidents may be taken as drawn at random.
    pub fn bursty(&self) -> Option<&[Block]> {
        let weeks = || self.0.iter().filter_map(|block| Some((block.week?, block.incidents as f64)));
        let (first, last) = (weeks().next()?.0, weeks().next_back()?.0);
        let run = last - first + 1;
        let (total, squares) = weeks().fold((0.0, 0.0), |(t, s), (_, count)| (t + count, s + count * count));
        if run < FEWEST || total <= 0.0 {
            return None;
        }
        let index = squares * f64::from(run) / total - total;
        (index > chi_square(f64::from(run - 1), NORMAL_99)).then_some(&self.0[..])
    }
}

fn block(all: &Gathered, run: &[(Option<i32>, u32)]) -> Block {
    let mut spots: Vec<u32> = run.iter().filter_map(|(_, m)| all.spot_of(*m)).collect();
    spots.sort_unstable();
    // The direction of a spot is reckoned once, however many lie there.
    let units =
        spots.chunk_by(|a, b| a == b).filter_map(|run| Some((all.spots.get(run[0] as usize)?.unit(), run.len())));
    let units = units.flat_map(|(unit, count)| std::iter::repeat_n(unit, count));
    let home = || run.iter().filter_map(|(_, m)| all.home(*m));
    Block {
        week: run.first().and_then(|(week, _)| *week),
        incidents: run.len() as u64,
        n: spots.len() as u64,
        sum: units.fold(UnitVector::default(), UnitVector::plus),
        parts: vec![spots.into()],
        known: home().count() as u64,
        abroad: home().filter(|at_home| !at_home).count() as u64,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn weeks(counts: &[(i32, u64)]) -> Weeks {
        let block = |(week, n): &(i32, u64)| Block { week: Some(*week), incidents: *n, n: *n, ..Block::default() };
        Weeks(counts.iter().map(block).collect())
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday_on_both_sides_of_1970() {
        let week = |y, m, d| week_of(When::day(date(y, m, d)));
        assert_eq!((week(1970, 1, 4), week(1970, 1, 5), week(1970, 1, 11)), (Some(-1), Some(0), Some(0)));
        assert_eq!(week_of(When::month(2020, 2).unwrap()), None);
    }

    #[test]
    fn even_counts_are_not_bursty_and_a_few_full_weeks_are() {
        assert!(weeks(&[(0, 3), (1, 2), (2, 4), (3, 3), (4, 3), (5, 2)]).bursty().is_none());
        assert!(weeks(&[(0, 5), (20, 4), (51, 6)]).bursty().is_some());
        assert!(weeks(&[(0, 50), (3, 4)]).bursty().is_none(), "too few weeks to tell");
        assert!(weeks(&[]).bursty().is_none());
    }

    #[test]
    fn merged_weeks_are_those_of_all_incidents_together() {
        let (a, b) = (weeks(&[(0, 1), (2, 4)]), weeks(&[(2, 3), (5, 1)]));
        let counts: Vec<(Option<i32>, u64)> = a.merge(&b).0.iter().map(|block| (block.week, block.n)).collect();
        assert_eq!(counts, [(Some(0), 1), (Some(2), 7), (Some(5), 1)]);
    }
}
