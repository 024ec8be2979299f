//! The best cylinder of a set of cases.
//!
//! A disc is filled ring by ring. A window without a case of the new ring has as many cases as in the circle before and a
//! greater expectation: only windows that hold a new case are looked at, and of these only such that begin and end with
//! a case. Where a window is far from being better, its next ones are passed over: one more case brings it nearer by a
//! known step at most.

use super::discs::{Discs, Ring};
use super::threshold::{Threshold, llr};
use super::{Cases, ScanOptions};

/// What does not change from permutation to permutation.
pub(super) struct Search<'a> {
    discs: &'a Discs,
    /// Days of all cases, ordered by location.
    days: Vec<u32>,
    /// Where the cases of each location begin; one more at the end.
    starts: Vec<usize>,
    /// The number of cases before each day; one more at the end.
    before: Vec<i64>,
    prospective: bool,
    longest: u32,
    /// The most cases a cylinder can hold.
    most: u32,
}

/// A cylinder.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub disc: usize,
    pub ring: usize,
    pub first_day: u32,
    pub last_day: u32,
    pub cases: u32,
    pub llr: f64,
}

impl<'a> Search<'a> {
    pub fn new(cases: Cases<'_>, discs: &'a Discs, options: &ScanOptions) -> Self {
        let days = cases.days.max(cases.cases.iter().map(|(_, day)| day + 1).max().unwrap_or(0));
        let mut sorted = cases.cases.to_vec();
        sorted.sort_unstable();
        let starts = (0..=discs.locations() as u32).map(|l| sorted.partition_point(|(at, _)| *at < l)).collect();
        let mut before = vec![0_i64; days as usize + 1];
        for (_, day) in &sorted {
            before[*day as usize + 1] += 1;
        }
        (0..days as usize).for_each(|d| before[d + 1] += before[d]);
        let longest = options.longest_days.max(1);
        // A window has no more cases in a circle than it has in all.
        let in_window = |first: usize| before[(first + longest as usize).min(days as usize)] - before[first];
        let in_windows = (0..days as usize).map(in_window).max().unwrap_or(0);
        let in_circles = discs.rings.iter().flatten().map(|ring| ring.cases).max().unwrap_or(0);
        Self {
            discs,
            days: sorted.into_iter().map(|(_, day)| day).collect(),
            starts,
            before,
            prospective: options.prospective,
            longest,
            most: in_circles.min(in_windows as u32),
        }
    }

    /// The day of each case, ordered by location: what is permuted.
    pub fn days_by_location(&self) -> Vec<u32> {
        self.days.clone()
    }

    /// The expectation of a cylinder.
    pub fn expected(&self, found: &Found) -> f64 {
        let ring = &self.discs.rings[found.disc][found.ring];
        let in_time = self.before[found.last_day as usize + 1] - self.before[found.first_day as usize];
        f64::from(ring.cases) * in_time as f64 / self.days.len() as f64
    }

    /// The best log likelihood ratio for such days of the cases; 0 where no cylinder is above its expectation.
    pub fn best(&self, days: &[u32]) -> f64 {
        let mut look = self.look(days);
        for disc in 0..self.discs.rings.len() {
            look.disc(disc, |ring| ring.new);
        }
        look.threshold.best
    }

    /// The best cylinder of each disc that has one.
    pub fn best_of_each_disc(&self, days: &[u32]) -> Vec<Found> {
        let one = |disc| {
            let mut look = self.look(days);
            look.disc(disc, |_| true);
            look.found
        };
        (0..self.discs.rings.len()).filter_map(one).collect()
    }

    fn look<'s>(&'s self, days: &'s [u32]) -> Look<'s> {
        let threshold = Threshold::new(self.days.len() as u32, self.most);
        Look { search: self, days, threshold, found: None, inside: Vec::new(), added: Vec::new() }
    }
}

/// A search under way.
struct Look<'s> {
    search: &'s Search<'s>,
    days: &'s [u32],
    threshold: Threshold,
    found: Option<Found>,
    /// The days of the cases in the circle, rising.
    inside: Vec<u32>,
    added: Vec<u32>,
}

impl Look<'_> {
    /// Fills a disc and looks at the circles that are wanted.
    fn disc(&mut self, disc: usize, wanted: impl Fn(&Ring) -> bool) {
        let rings = &self.search.discs.rings[disc];
        let Some(last) = rings.iter().rposition(&wanted) else { return };
        self.inside.clear();
        self.added.clear();
        for (number, ring) in rings[..=last].iter().enumerate() {
            self.fill(ring);
            if !wanted(ring) {
                continue;
            }
            let mut added = std::mem::take(&mut self.added);
            if added.len() > 1 {
                added.sort_unstable();
                added.dedup();
            }
            for day in &added {
                if self.search.prospective {
                    self.windows_to_the_end(*day, (disc, number));
                } else {
                    self.windows_about(*day, (disc, number));
                }
            }
            added.clear();
            self.added = added;
        }
    }

    fn fill(&mut self, ring: &Ring) {
        for location in &ring.locations {
            let range = self.search.starts[*location as usize]..self.search.starts[*location as usize + 1];
            for day in &self.days[range] {
                let at = self.up_to(*day);
                self.inside.insert(at, *day);
                self.added.push(*day);
            }
        }
    }

    /// How many cases of the circle lie at or before a day. Counting all of a few is faster than halving.
    fn up_to(&self, day: u32) -> usize {
        if self.inside.len() > 256 {
            return self.inside.partition_point(|d| *d <= day);
        }
        self.inside.iter().map(|d| u32::from(*d <= day)).sum::<u32>() as usize
    }

    /// Windows from a case at or before the day to the end of the study.
    fn windows_to_the_end(&mut self, day: u32, circle: (usize, usize)) {
        let last = self.search.before.len() as u32 - 2;
        let earliest = (last + 1).saturating_sub(self.search.longest);
        let mut i = self.up_to(day);
        while i > 0 && self.inside[i - 1] >= earliest {
            i -= 1;
            let deficit = self.meet(circle, self.inside[i], last, self.inside.len() - i);
            i = i.saturating_sub(self.passed_over(deficit));
        }
    }

    /// Windows from a case at or before the day to a case at or after it.
    fn windows_about(&mut self, day: u32, circle: (usize, usize)) {
        let mut i = self.up_to(day);
        let first_end = i.saturating_sub(1);
        if !self.may_be_better_about(day, first_end) {
            return;
        }
        while i > 0 {
            i -= 1;
            let first = self.inside[i];
            if day - first >= self.search.longest {
                break;
            }
            let mut j = first_end;
            let mut least = i64::MAX;
            while let Some(last) = self.inside.get(j).copied().filter(|last| last - first < self.search.longest) {
                let deficit = self.meet(circle, first, last, j + 1 - i);
                // Only half the way is passed over, so that all of the row stays at least half as far.
                least = least.min(deficit / 2);
                j += 1 + self.passed_over(deficit / 2);
            }
            i = i.saturating_sub(self.passed_over(least));
        }
    }

    /// Whether a window about the day, the last case of which stands at `at`, may be better than the best so far.
    ///
    /// Of a window with a cases before that one and b behind it, let a be the greater: it has at most 2a + 1 cases, and no fewer are
    /// expected than from its first case to the day. The same holds the other way round.
    fn may_be_better_about(&self, day: u32, at: usize) -> bool {
        let search = self.search;
        let (k, most) = (i64::from(self.inside.len() as u32), search.most as usize);
        let better = |one: &dyn Fn(usize) -> Option<i64>| {
            let mut steps = 1;
            while let Some(in_time) = one(steps) {
                let deficit = self.threshold.deficit((2 * steps + 1).min(most), k * in_time);
                if deficit < 0 {
                    return true;
                }
                steps += 1 + self.passed_over(deficit / 2);
            }
            false
        };
        let before = |steps: usize| {
            let first = *self.inside.get(at.checked_sub(steps)?)?;
            (day - first < search.longest).then(|| search.before[day as usize + 1] - search.before[first as usize])
        };
        let behind = |steps: usize| {
            let last = *self.inside.get(at + steps)?;
            (last - day < search.longest).then(|| search.before[last as usize + 1] - search.before[day as usize])
        };
        better(&before) || better(&behind)
    }

    /// How many cases more surely leave a cylinder no better.
    fn passed_over(&self, deficit: i64) -> usize {
        (deficit.max(0) / self.threshold.gain.max(1)) as usize
    }

    /// Looks at one cylinder: keeps it where it is the best so far; says how far it is from that.
    fn meet(&mut self, (disc, ring): (usize, usize), first_day: u32, last_day: u32, cases: usize) -> i64 {
        let search = self.search;
        let in_time = search.before[last_day as usize + 1] - search.before[first_day as usize];
        let kn = i64::from(self.inside.len() as u32) * in_time;
        let deficit = self.threshold.deficit(cases, kn);
        if deficit >= 0 {
            return deficit;
        }
        let all = self.days.len() as f64;
        let llr = llr(cases as f64, kn as f64 / all, all);
        if llr > self.threshold.best {
            self.threshold.raise(llr);
            self.found = Some(Found { disc, ring, first_day, last_day, cases: cases as u32, llr });
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::random::Random;

    /// Every window of every circle.
    fn by_force(cases: &[(u32, u32)], days: u32, discs: &Discs, options: &ScanOptions) -> f64 {
        let mut best = 0.0_f64;
        for (disc, rings) in discs.rings.iter().enumerate() {
            for (ring, own) in rings.iter().enumerate() {
                let (_, _, locations) = discs.circle(disc, ring);
                for first in 0..days {
                    for last in first..days.min(first + options.longest_days) {
                        if options.prospective && last + 1 != days {
                            continue;
                        }
                        let within = |day: &u32| (first..=last).contains(day);
                        let n = cases.iter().filter(|(_, day)| within(day)).count() as f64;
                        let c = cases.iter().filter(|(at, day)| within(day) && locations.contains(at)).count();
                        let mu = f64::from(own.cases) * n / cases.len() as f64;
                        if c > 1 {
                            best = best.max(llr(c as f64, mu, cases.len() as f64));
                        }
                    }
                }
            }
        }
        best
    }

    #[test]
    fn the_search_finds_what_every_window_of_every_circle_gives() {
        for seed in 0..60 {
            let mut random = Random::new(seed, "scan", 0);
            let (days, n) = (6 + random.below(20) as u32, 8 + random.below(50));
            let at: Vec<(f64, f64)> = (0..9).map(|_| (random.uniform(), random.uniform())).collect();
            let cases: Vec<(u32, u32)> =
                (0..n).map(|_| (random.below(9) as u32, random.below(u64::from(days)) as u32)).collect();
            let far = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() + (a.1 - b.1).abs();
            let lists: Vec<_> =
                at.iter().map(|a| at.iter().zip(0..).map(|(b, j)| (j, far(*a, *b))).collect()).collect();
            let discs = Discs::new(&lists, &cases, 0.5);
            for (prospective, longest_days) in [(true, days), (true, 4), (false, days), (false, 5)] {
                let options = ScanOptions { prospective, longest_days, replications: 0, seed };
                let search = Search::new(Cases { cases: &cases, days }, &discs, &options);
                let want = by_force(&cases, days, &discs, &options);
                let days_of = search.days_by_location();
                assert!((search.best(&days_of) - want).abs() < 1e-9, "seed {seed} {options:?}");
                let each = search.best_of_each_disc(&days_of).iter().map(|f| f.llr).fold(0.0, f64::max);
                assert!((each - want).abs() < 1e-9);
            }
        }
    }
}
