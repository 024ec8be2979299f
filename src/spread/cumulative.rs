//! Everything up to the end of each period, and the whole.
//!
//! Comes in: gathered incidents on their timeline. Goes out: slices. A few are measured from their points; a large set
//! grows from slice to slice. The timeline is cut into stretches for the threads; each starts from what the ones before add
//! up to, in the same order of additions, so that the cuts do not change a byte.

use rayon::prelude::*;

use super::gathered::Gathered;
use super::growth::Growth;
use super::large::LARGE;
use super::slices::{Counts, direct, grown};
use super::timeline::Timeline;
use super::tree::Tree;
use super::weeks::Weeks;
use super::{LeftOut, Slice, SpreadOptions};

/// A slice: the first so many incidents of the timeline.
#[derive(Debug, Clone, Copy)]
struct Stop<'a> {
    end: usize,
    counts: Counts<'a>,
}

/// What the incidents so far add up to.
type SoFar<'a> = (Growth<'a>, Weeks);

/// What all stops share.
#[derive(Debug, Clone, Copy)]
struct Way<'a> {
    all: &'a Gathered,
    options: &'a SpreadOptions,
    timeline: &'a Timeline,
}

/// The cumulative slices, in step with the periods, and the whole.
pub(super) fn cumulative(all: &Gathered, options: &SpreadOptions, timeline: &Timeline) -> (Vec<Slice>, Slice) {
    let way = Way { all, options, timeline };
    let nothing = LeftOut::new();
    let whole =
        Stop { end: timeline.members.len(), counts: Counts { tally: &timeline.whole, dates: &nothing, period: None } };
    // A period that adds nothing repeats the slice before: it is computed once.
    let mut stops: Vec<Stop<'_>> = Vec::new();
    let mut number_of = Vec::with_capacity(timeline.steps.len());
    for step in &timeline.steps {
        if stops.last().is_none_or(|last| (last.end, last.counts.dates) != (step.end, &step.missing_until)) {
            let counts = Counts { tally: &step.until_tally, dates: &step.missing_until, period: None };
            stops.push(Stop { end: step.end, counts });
        }
        number_of.push(stops.len() - 1);
    }
    stops.push(whole);
    let mut slices = if all.spots.len() as u64 > LARGE {
        let tree = Tree::new(&all.spots);
        way.walk(
            (Growth::new(&tree, all.measured(), all.records.len() as u64), Weeks::default()),
            0,
            &stops,
            stops.len().div_ceil(rayon::current_num_threads()),
        )
    } else {
        stops.par_iter().map(|stop| way.point_by_point(stop)).collect()
    };
    let whole = slices.pop().unwrap_or_else(|| way.point_by_point(&whole));
    let numbered = number_of.into_iter().zip(&all.periods);
    let slice = |(number, period): (usize, &_)| {
        slices.get::<usize>(number).map(|slice| Slice { period: Some(*period), ..slice.clone() })
    };
    (numbered.filter_map(slice).collect(), whole)
}

impl Way<'_> {
    fn point_by_point(&self, stop: &Stop<'_>) -> Slice {
        let members = self.timeline.members.get(..stop.end).unwrap_or_default();
        direct(self.all, self.options, members, stop.counts)
    }

    /// Measures the stops, `stretch` of them a thread.
    fn walk(&self, mut so_far: SoFar<'_>, at: usize, stops: &[Stop<'_>], stretch: usize) -> Vec<Slice> {
        if stops.len() <= stretch {
            return self.stretch(so_far, at, stops);
        }
        let (first, rest) = stops.split_at(stretch);
        let start = so_far.clone();
        let onward = || {
            let end = first.iter().fold(at, |at, stop| self.go(&mut so_far, at, stop.end));
            self.walk(so_far, end, rest, stretch)
        };
        let (mut slices, later) = rayon::join(|| self.stretch(start, at, first), onward);
        slices.extend(later);
        slices
    }

    fn stretch(&self, mut so_far: SoFar<'_>, mut at: usize, stops: &[Stop<'_>]) -> Vec<Slice> {
        let mut slices = Vec::with_capacity(stops.len());
        for stop in stops {
            at = self.go(&mut so_far, at, stop.end);
            let (growth, weeks) = &mut so_far;
            slices.push(if growth.distinct > LARGE {
                grown(self.all, self.options, growth, weeks, stop.counts)
            } else {
                self.point_by_point(stop)
            });
        }
        slices
    }

    /// Takes in the incidents between two places of the timeline.
    fn go(&self, (growth, weeks): &mut SoFar<'_>, from: usize, to: usize) -> usize {
        let members = self.timeline.members.get(from..to).unwrap_or_default();
        let spots = members.iter().filter_map(|m| self.all.spot_of(*m));
        *weeks = weeks.merge(&Weeks::of(self.all, members));
        growth.take(&spots.collect::<Vec<u32>>());
        to
    }
}
