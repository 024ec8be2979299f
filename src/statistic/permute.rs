//! How many pairs are close in space and in time, as observed and with the days dealt out anew.
//!
//! Comes in: [`ClosePairs`], the day of each incident, the spans of days that count as close. Goes out: [`Counts`] for each
//! permutation. Each has a seed of its own, so that any number of threads gives the same; sixteen are counted at once, because
//! a processor compares as many days in a few steps.

use std::ops::Range;

use rayon::prelude::*;

use super::close_pairs::ClosePairs;
use super::random::{Random, mix};
use super::spot_days::{Layout, SpotDays};

/// Permutations that are counted together.
const LANES: usize = 16;
/// Pairs after which the short counters are emptied.
const FEW: usize = 512;

/// How many pairs of each band lie within each span of days: `[band][span]`.
pub type Counts = Vec<Vec<u64>>;

/// The days of incidents in their order.
#[derive(Debug)]
pub struct Clock {
    /// The incidents by day, then by number.
    order: Vec<u32>,
    /// The day of each, rising.
    days: Vec<i32>,
}

impl Clock {
    /// Sorts the days.
    pub fn new(days: &[i32]) -> Self {
        let mut order: Vec<u32> = (0..days.len() as u32).collect();
        order.sort_by_key(|i| days[*i as usize]);
        Self { days: order.iter().map(|i| days[*i as usize]).collect(), order }
    }

    /// How many incidents there are.
    pub fn n(&self) -> usize {
        self.days.len()
    }

    /// How many other incidents are within so many days of each, by day.
    pub fn degrees(&self, span: i32) -> Vec<u64> {
        let (mut low, mut high) = (0, 0);
        let mut degrees = Vec::with_capacity(self.n());
        for day in &self.days {
            while i64::from(self.days[low]) < i64::from(*day) - i64::from(span) {
                low += 1;
            }
            while high < self.n() && i64::from(self.days[high]) <= i64::from(*day) + i64::from(span) {
                high += 1;
            }
            degrees.push((high - low - 1) as u64);
        }
        degrees
    }

    /// All ranks as one block.
    pub fn whole(&self) -> Vec<Range<usize>> {
        std::iter::once(0..self.n()).collect()
    }

    /// The ranks by blocks of so many days, counted from the first day.
    pub fn blocks(&self, days: i32) -> Vec<Range<usize>> {
        let Some(first) = self.days.first() else { return Vec::new() };
        let block = |day: &i32| (i64::from(*day) - i64::from(*first)) / i64::from(days.max(1));
        let mut start = 0;
        let runs = self.days.chunk_by(|a, b| block(a) == block(b));
        runs.map(|run| {
            start += run.len();
            start - run.len()..start
        })
        .collect()
    }

    /// The days from 0 on with gaps cut to a little over the longest span, so that they are small numbers.
    fn short(&self, longest: i32) -> Vec<u32> {
        let (mut at, mut before) = (0_u32, self.days.first().copied().unwrap_or(0));
        let step = |day: &i32| {
            at += day.abs_diff(before).min(longest.unsigned_abs() + 1);
            before = *day;
            at
        };
        self.days.iter().map(step).collect()
    }
}

/// What is counted: pairs by band within spans of days.
#[derive(Debug)]
pub struct Counting<'a> {
    /// The pairs that are close in space.
    pub pairs: &'a ClosePairs,
    /// The days.
    pub clock: &'a Clock,
    /// The spans of days, the last day included.
    pub spans: &'a [i32],
}

impl Counting<'_> {
    /// The counts of the days as they are.
    pub fn observed(&self) -> Counts {
        let mut position_of = vec![0_u32; self.clock.n()];
        for (position, incident) in (0_u32..).zip(&self.pairs.incident_at) {
            position_of[*incident as usize] = position;
        }
        let places: Vec<u32> = self.clock.order.iter().map(|i| position_of[*i as usize]).collect();
        self.counted(std::iter::once(places)).pop().unwrap_or_default()
    }

    /// The counts of so many permutations of the places within blocks of ranks, `name` and `seed` their random numbers'.
    pub fn permuted(&self, blocks: &[Range<usize>], draws: u32, seed: u64, name: &str) -> Vec<Counts> {
        let mut identity = vec![0_u32; self.clock.n()];
        for (position, incident) in (0_u32..).zip(&self.pairs.incident_at) {
            identity[*incident as usize] = position;
        }
        let in_order: Vec<u32> = self.clock.order.iter().map(|i| identity[*i as usize]).collect();
        let batches: Vec<Vec<Counts>> = (0..draws.div_ceil(LANES as u32))
            .into_par_iter()
            .map(|batch| {
                let from = batch * LANES as u32;
                let deal = |draw: u32| {
                    let mut random = Random::new(seed, name, mix(0, u64::from(draw)));
                    let mut places = in_order.clone();
                    for block in blocks {
                        random.shuffle(&mut places[block.clone()]);
                    }
                    places
                };
                self.counted((from..draws.min(from + LANES as u32)).map(deal))
            })
            .collect();
        batches.into_iter().flatten().collect()
    }

    /// The counts of up to sixteen ways to deal the places out: the position at each rank of day. A way is held while it is dealt.
    fn counted(&self, ways: impl Iterator<Item = Vec<u32>>) -> Vec<Counts> {
        let longest = self.spans.iter().copied().max().unwrap_or(0).max(0);
        let days = self.clock.short(longest);
        // Differences wrap round: room for twice the longest span must be left.
        let fits = days.last().copied().unwrap_or(0) + 2 * longest.unsigned_abs() < u32::from(u16::MAX);
        if fits { self.counted_as::<u16>(&days, ways) } else { self.counted_as::<u32>(&days, ways) }
    }

    fn counted_as<D: Day>(&self, days: &[u32], ways: impl Iterator<Item = Vec<u32>>) -> Vec<Counts> {
        let layout = Layout::new(self.pairs);
        let mut rows = vec![[D::default(); LANES]; self.clock.n()];
        let mut counts: Vec<Counts> = Vec::with_capacity(LANES);
        for (lane, way) in ways.enumerate() {
            for (position, day) in way.iter().zip(days) {
                rows[*position as usize][lane] = D::short(*day);
            }
            counts.push(self.by_spot(layout.as_ref(), days, &way));
        }
        for ((band, span), lanes) in self.explicit(&rows) {
            for (counts, more) in counts.iter_mut().zip(lanes) {
                counts[band][span] += more;
            }
        }
        counts
    }

    /// Counts the pairs that are kept as pairs of spots.
    fn by_spot(&self, layout: Option<&Layout>, days: &[u32], way: &[u32]) -> Counts {
        let at_spots = layout.map(|layout| SpotDays::new(layout, self.pairs, days, way));
        let count =
            |band| at_spots.as_ref().map_or_else(|| vec![0; self.spans.len()], |days| days.count(band, self.spans));
        self.pairs.bands.iter().map(count).collect()
    }

    /// Counts the listed pairs, by band and span, for all ways at once; `rows` has the days of all ways at each position.
    fn explicit<D: Day>(&self, rows: &[[D; LANES]]) -> Vec<((usize, usize), [u64; LANES])> {
        let mut counts = Vec::new();
        for (b, band) in self.pairs.bands.iter().enumerate().filter(|(_, band)| !band.explicit.is_empty()) {
            let spans: Vec<D> = self.spans.iter().map(|s| D::short(s.max(&0).unsigned_abs())).collect();
            let mut sums = vec![[0_u64; LANES]; spans.len()];
            for (position, own) in rows.iter().enumerate() {
                for few in band.explicit.row(position).chunks(FEW) {
                    for (sum, span) in sums.iter_mut().zip(&spans) {
                        add(sum, own, few, rows, *span);
                    }
                }
            }
            counts.extend(sums.into_iter().enumerate().map(|(s, sum)| ((b, s), sum)));
        }
        counts
    }
}

/// Adds for each lane how many of a few rows are within a span of the own row.
fn add<D: Day>(sum: &mut [u64; LANES], own: &[D; LANES], few: &[u32], rows: &[[D; LANES]], span: D) {
    let mut counters = [0_u16; LANES];
    for other in few {
        let other = &rows[*other as usize];
        for lane in 0..LANES {
            counters[lane] += D::is_close(own[lane], other[lane], span);
        }
    }
    for (sum, counter) in sum.iter_mut().zip(counters) {
        *sum += u64::from(counter);
    }
}

/// A day as a short number.
trait Day: Copy + Default + Send + Sync {
    fn short(day: u32) -> Self;
    /// 1 where two days are within a span, else 0.
    fn is_close(a: Self, b: Self, span: Self) -> u16;
}

impl Day for u16 {
    fn short(day: u32) -> Self {
        day as Self
    }

    fn is_close(a: Self, b: Self, span: Self) -> u16 {
        Self::from(a.wrapping_sub(b).wrapping_add(span) <= span.wrapping_mul(2))
    }
}

impl Day for u32 {
    fn short(day: u32) -> Self {
        day
    }

    fn is_close(a: Self, b: Self, span: Self) -> u16 {
        u16::from(a.abs_diff(b) <= span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::close_pairs::EdgeRule;
    use crate::statistic::metric::{Metric, Points, Spots};

    fn sample(places: u64, stretch: i32) -> (Vec<[f64; 2]>, Vec<i32>) {
        let mut random = Random::new(3, "permute", places);
        let at = (0..400).map(|_| [random.below(places) as f64, random.below(places) as f64]).collect();
        (at, (0..400).map(|_| random.below(300) as i32 * stretch).collect())
    }

    fn by_hand(at: &[[f64; 2]], days: &[i32], d: f64, span: i32) -> (u64, u64) {
        let (mut same, mut near) = (0, 0);
        for i in 0..at.len() {
            for j in 0..i {
                let apart = ((at[i][0] - at[j][0]).powi(2) + (at[i][1] - at[j][1]).powi(2)).sqrt();
                if (days[i] - days[j]).abs() <= span {
                    same += u64::from(apart == 0.0);
                    near += u64::from(apart > 0.0 && apart <= d);
                }
            }
        }
        (same, near)
    }

    #[test]
    fn counts_by_lists_and_by_spots_are_those_counted_pair_by_pair() {
        for (places, stretch) in [(2, 1), (4, 1), (20, 1), (4, 5000), (20, 5000)] {
            let (at, days) = sample(places, stretch);
            let pairs =
                ClosePairs::new(&Spots::new(&Points::on_plane(&at, Metric::Euclid)), &[1.5], EdgeRule::UpperIncluded)
                    .unwrap();
            let clock = Clock::new(&days);
            let spans = [0, 7 * stretch, 40 * stretch];
            let counts = Counting { pairs: &pairs, clock: &clock, spans: &spans }.observed();
            for (s, span) in spans.iter().enumerate() {
                assert_eq!((counts[0][s], counts[1][s]), by_hand(&at, &days, 1.5, *span), "{places} {stretch} {span}");
            }
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_permutations() {
        let (at, days) = sample(6, 1);
        let spots = Spots::new(&Points::on_plane(&at, Metric::Euclid));
        let pairs = ClosePairs::new(&spots, &[1.0], EdgeRule::UpperIncluded).unwrap();
        let clock = Clock::new(&days);
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let counting = Counting { pairs: &pairs, clock: &clock, spans: &[3, 9] };
            pool.install(|| counting.permuted(&clock.blocks(30), 37, 1, "test"))
        };
        assert_eq!(run(1).len(), 37);
        assert_eq!(run(1), run(3));
    }

    #[test]
    fn a_block_holds_its_days_only_and_degrees_count_the_others() {
        let clock = Clock::new(&[5, 0, 1, 12, 5]);
        assert_eq!(clock.blocks(5), [0..2, 2..4, 4..5]);
        assert_eq!(clock.degrees(4), [1, 3, 2, 2, 0]);
        assert!(Clock::new(&[]).blocks(5).is_empty());
    }
}
