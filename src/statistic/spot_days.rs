//! The days of the incidents at each spot, for pairs of spots with many incidents.
//!
//! Comes in: [`ClosePairs`], the place of each incident in the order of days. Goes out: [`SpotDays`], which counts the pairs of a band
//! within spans of days: the days of a spot rise and lie side by side, so that two spots are gone over once, whatever their pairs.

use super::close_pairs::{Band, ClosePairs};

/// The spots whose incidents are counted by their days, and where the days of each lie.
#[derive(Debug)]
pub(super) struct Layout {
    /// Where the days of each spot begin; one more at the end.
    starts: Vec<u32>,
    /// Whether a spot is in a pair of spots of any band.
    is_counted: Vec<bool>,
}

/// The days at each spot, rising.
#[derive(Debug)]
pub(super) struct SpotDays<'a> {
    layout: &'a Layout,
    days: Vec<u32>,
}

impl Layout {
    /// That of some pairs; none where no band has a pair of spots.
    pub(super) fn new(pairs: &ClosePairs) -> Option<Self> {
        let bands = || pairs.bands.iter().filter(|band| !band.spot_pairs.is_empty());
        bands().next()?;
        let is_counted = (0..pairs.spots).map(|spot| bands().any(|band| !band.spot_pairs.row(spot).is_empty()));
        let is_counted = is_counted.collect();
        // The positions of a spot lie side by side.
        let mut starts = vec![0; pairs.spots + 1];
        for spot in &pairs.spot_at {
            starts[*spot as usize + 1] += 1;
        }
        for spot in 1..starts.len() {
            starts[spot] += starts[spot - 1];
        }
        Some(Self { starts, is_counted })
    }
}

impl<'a> SpotDays<'a> {
    /// The rising days dealt out: `way` has the position at each rank of day.
    pub(super) fn new(layout: &'a Layout, pairs: &ClosePairs, days: &[u32], way: &[u32]) -> Self {
        let mut next = layout.starts.clone();
        let mut dealt = vec![0; way.len()];
        for (position, day) in way.iter().zip(days) {
            let spot = pairs.spot_at[*position as usize] as usize;
            if layout.is_counted[spot] {
                dealt[next[spot] as usize] = *day;
                next[spot] += 1;
            }
        }
        Self { layout, days: dealt }
    }

    /// How many pairs of incidents at the paired spots of a band lie within each span of days.
    pub(super) fn count(&self, band: &Band, spans: &[i32]) -> Vec<u64> {
        let mut sums = vec![0; spans.len()];
        if band.spot_pairs.is_empty() {
            return sums;
        }
        for spot in 0..self.layout.is_counted.len() {
            // Pairs of spots are listed in both directions.
            for other in band.spot_pairs.row(spot).iter().map(|other| *other as usize).filter(|other| *other >= spot) {
                for (sum, span) in sums.iter_mut().zip(spans) {
                    let span = span.max(&0).unsigned_abs();
                    *sum += if other == spot {
                        within(self.of(spot), span)
                    } else {
                        across(self.of(spot), self.of(other), span)
                    };
                }
            }
        }
        sums
    }

    fn of(&self, spot: usize) -> &[u32] {
        &self.days[self.layout.starts[spot] as usize..self.layout.starts[spot + 1] as usize]
    }
}

/// The pairs of one spot.
fn within(days: &[u32], span: u32) -> u64 {
    let (mut oldest, mut sum) = (0, 0);
    for (index, day) in days.iter().enumerate() {
        while day - days[oldest] > span {
            oldest += 1;
        }
        sum += (index - oldest) as u64;
    }
    sum
}

/// The pairs of one spot with another.
fn across(days: &[u32], others: &[u32], span: u32) -> u64 {
    let (mut oldest, mut newest, mut sum) = (0, 0, 0);
    for day in days {
        oldest += others[oldest..].iter().take_while(|other| day.saturating_sub(span) > **other).count();
        newest += others[newest..].iter().take_while(|other| **other <= day.saturating_add(span)).count();
        sum += (newest - oldest) as u64;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rising_days_are_counted_as_pair_by_pair(
            mut days in prop::collection::vec(0..60_u32, 0..40),
            mut others in prop::collection::vec(0..60_u32, 0..40),
            span in 0..70_u32,
        ) {
            days.sort_unstable();
            others.sort_unstable();
            let near = |a: u32, b: u32| u64::from(a.abs_diff(b) <= span);
            let inside: u64 = (0..days.len()).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| near(days[i], days[j])).sum();
            let between: u64 = days.iter().flat_map(|a| others.iter().map(move |b| near(*a, *b))).sum();
            prop_assert_eq!((within(&days, span), across(&days, &others, span)), (inside, between));
        }
    }
}
