//! Which incidents belong to which period, and how many are left out for their dates.
//!
//! Comes in: gathered incidents. Goes out: [`Timeline`]: one list of incidents in which every period, everything up to its
//! end, and the whole are each a run.

use std::ops::Range;

use super::LeftOut;
use super::gathered::Gathered;
use super::tally::{Tally, left_out};

/// Incidents in the order in which they have surely happened.
#[derive(Debug)]
pub(super) struct Timeline {
    /// By the period of the last possible day, undated ones at the end; within a period those all of whose days lie in it
    /// come first.
    pub members: Vec<u32>,
    pub steps: Vec<Step>,
    /// The counts over all of them.
    pub whole: Tally,
}

/// A period.
#[derive(Debug)]
pub(super) struct Step {
    /// Where the incidents all of whose possible days lie in it stand in the list.
    pub inside: Range<usize>,
    pub inside_tally: Tally,
    pub missing_inside: LeftOut,
    /// Where the incidents end that have surely happened by its last day.
    pub end: usize,
    /// The counts over these.
    pub until_tally: Tally,
    pub missing_until: LeftOut,
}

impl Timeline {
    pub fn new(all: &Gathered) -> Self {
        let members = members(all);
        let (overlapping, open, undated) = missing(all);
        let missing = |coarse: u64| left_out([("date_too_coarse", coarse), ("no_date", undated)]);
        let (mut at, mut until) = (0, Tally::new(all));
        let mut steps = Vec::with_capacity(all.periods.len());
        for (period, (overlapping, open)) in (0_u32..).zip(overlapping.into_iter().zip(open)) {
            let start = at;
            let mut inside = Tally::new(all);
            let mut take = |tally: &mut Tally, holds: &dyn Fn((u32, u32)) -> bool| {
                while let Some(index) = members.get(at)
                    && all.span_of(*index).is_some_and(holds)
                {
                    tally.take(all, *index);
                    at += 1;
                }
                at
            };
            let inside_end = take(&mut inside, &|span| span == (period, period));
            until.add(&inside);
            let end = take(&mut until, &|(_, last)| last == period);
            steps.push(Step {
                inside: start..inside_end,
                inside_tally: inside,
                missing_inside: missing(overlapping),
                end,
                until_tally: until.clone(),
                missing_until: missing(open),
            });
        }
        members.iter().skip(at).for_each(|index| until.take(all, *index));
        Self { members, steps, whole: until }
    }
}

fn members(all: &Gathered) -> Vec<u32> {
    let key = |span: Option<(u32, u32)>| span.map_or((u32::MAX, true), |(first, last)| (last, first != last));
    let mut keyed: Vec<(u32, bool, u32)> = Vec::with_capacity(all.records.len());
    keyed.extend((0_u32..).zip(all.all_spans()).map(|(i, span)| (key(span).0, key(span).1, i)));
    // Records come in order of their first day, so that most are in place already.
    keyed.sort_unstable();
    let mut members: Vec<u32> = keyed.into_iter().map(|(.., i)| i).collect();
    // They stand in the memory of the keys, of which they need a third.
    members.shrink_to_fit();
    members
}

/// Of each period, the incidents that may lie in it but need not, and those that have begun but perhaps not ended by its end;
/// then the number of undated ones.
fn missing(all: &Gathered) -> (Vec<u64>, Vec<u64>, u64) {
    let (mut overlapping, mut open) = (vec![0_u64; all.periods.len()], vec![0_u64; all.periods.len()]);
    for (first, last) in all.all_spans().flatten().filter(|(first, last)| first != last) {
        let (first, last) = (first as usize, last as usize);
        overlapping.get_mut(first..=last).into_iter().flatten().for_each(|o| *o += 1);
        open.get_mut(first..last).into_iter().flatten().for_each(|o| *o += 1);
    }
    (overlapping, open, all.all_spans().filter(Option::is_none).count() as u64)
}
