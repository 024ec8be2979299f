//! The near-repeat table: pairs by bands of distance and of days, against chance (H2).
//!
//! Comes in: [`Spots`], days, the edges of the bands and which edge belongs to a band. Goes out: [`NearRepeat`], a row for
//! pairs at one point, one a band, one for the rest. Ratcliffe's Near Repeat Calculator 1.3 takes [a, b) in time and (a, b] in
//! distance.

use super::close_pairs::{ClosePairs, EdgeRule, TooManyPairs};
use super::knox::Draws;
use super::metric::Spots;
use super::permute::{Clock, Counting, Counts};

/// The bands and how to test them.
#[derive(Debug, Clone, PartialEq)]
pub struct NearRepeatOptions {
    /// The upper edges of the bands of distance, rising, above 0.
    pub distances: Vec<f64>,
    /// Which edge belongs to a band of distance.
    pub distance_rule: EdgeRule,
    /// The upper edges of the bands of days, rising.
    pub days: Vec<i32>,
    /// Which edge belongs to a band of days.
    pub day_rule: EdgeRule,
    /// How many permutations.
    pub permutations: u32,
    /// Permutes only within blocks of so many days; all days where there is none.
    pub block_days: Option<i32>,
    /// The seed of the permutations.
    pub seed: u64,
}

/// The table: rows are "same point", the bands of distance, and the rest; columns the bands of days, and the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct NearRepeat {
    /// Incidents.
    pub n: u64,
    /// The cells, row by row.
    pub rows: Vec<Vec<RepeatCell>>,
}

/// One cell of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepeatCell {
    /// Pairs in it.
    pub observed: u64,
    /// Pairs expected were days and places independent: row sum x column sum / all pairs.
    pub expected: f64,
    /// Observed over expected; none where nothing is expected.
    pub ratio: Option<f64>,
    /// What permutations gave.
    pub draws: Option<Draws>,
}

/// Makes the table.
///
/// # Errors
/// [`TooManyPairs`] where too many pairs are within the last edge to be listed.
pub fn near_repeat(spots: &Spots, days: &[i32], options: &NearRepeatOptions) -> Result<NearRepeat, TooManyPairs> {
    let pairs = ClosePairs::new(spots, &options.distances, options.distance_rule)?;
    let clock = Clock::new(days);
    // Days are whole: less than seven is at most six.
    let shorter = i32::from(options.day_rule == EdgeRule::LowerIncluded);
    let spans: Vec<i32> = options.days.iter().map(|d| d - shorter).collect();
    let counting = Counting { pairs: &pairs, clock: &clock, spans: &spans };
    let n = clock.n() as u64;
    let in_time: Vec<u64> =
        spans.iter().map(|s| if *s < 0 { 0 } else { clock.degrees(*s).iter().sum::<u64>() / 2 }).collect();
    let margins = Margins {
        space: pairs.bands.iter().map(|b| b.pairs).collect(),
        time: in_time,
        all: n * n.saturating_sub(1) / 2,
    };
    let observed = margins.table(&counting.observed());
    let blocks = options.block_days.map_or_else(|| clock.whole(), |days| clock.blocks(days));
    let drawn: Vec<Vec<Vec<u64>>> =
        counting.permuted(&blocks, options.permutations, options.seed, "H2").iter().map(|c| margins.table(c)).collect();
    let (rows, columns) = (margins.row_sums(), margins.column_sums());
    let cell = |r: usize, c: usize| {
        let expected = if margins.all == 0 { 0.0 } else { rows[r] as f64 * columns[c] as f64 / margins.all as f64 };
        let drawn: Vec<u64> = drawn.iter().map(|table| table[r][c]).collect();
        RepeatCell {
            observed: observed[r][c],
            expected,
            ratio: (expected > 0.0).then(|| observed[r][c] as f64 / expected),
            draws: Draws::new(observed[r][c], &drawn),
        }
    };
    let rows = (0..rows.len()).map(|r| (0..columns.len()).map(|c| cell(r, c)).collect()).collect();
    Ok(NearRepeat { n, rows })
}

/// Sums that no permutation changes.
struct Margins {
    /// Pairs of each band of distance, those at one point first.
    space: Vec<u64>,
    /// Pairs within each span of days.
    time: Vec<u64>,
    all: u64,
}

impl Margins {
    fn row_sums(&self) -> Vec<u64> {
        let rest = self.all - self.space.iter().sum::<u64>();
        self.space.iter().copied().chain([rest]).collect()
    }

    fn column_sums(&self) -> Vec<u64> {
        steps(&self.time, self.all)
    }

    /// From counts within spans to cells of bands, the rest of each row and column by subtraction.
    fn table(&self, counts: &Counts) -> Vec<Vec<u64>> {
        let mut table: Vec<Vec<u64>> = counts.iter().zip(&self.space).map(|(row, all)| steps(row, *all)).collect();
        let rest = self
            .column_sums()
            .iter()
            .enumerate()
            .map(|(c, sum)| sum - table.iter().map(|row| row[c]).sum::<u64>())
            .collect();
        table.push(rest);
        table
    }
}

/// The steps of rising sums, up to the whole.
fn steps(rising: &[u64], whole: u64) -> Vec<u64> {
    let mut before = 0;
    let step = |sum: &u64| {
        let step = sum - before;
        before = *sum;
        step
    };
    rising.iter().chain([&whole]).map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::metric::{Metric, Points};

    #[test]
    fn a_pair_on_an_edge_goes_where_the_rule_says_and_all_pairs_are_counted_once() {
        let points = Points::on_plane(&[[0.0, 0.0], [0.0, 0.0], [100.0, 0.0], [900.0, 0.0]], Metric::Euclid);
        let table = |rule| {
            let options = NearRepeatOptions {
                distances: vec![100.0, 200.0],
                distance_rule: rule,
                days: vec![7, 14],
                day_rule: rule,
                permutations: 9,
                block_days: None,
                seed: 1,
            };
            let table = near_repeat(&Spots::new(&points), &[0, 7, 14, 99], &options).unwrap();
            table.rows.iter().map(|row| row.iter().map(|c| c.observed).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        assert_eq!(table(EdgeRule::UpperIncluded), [[1, 0, 0], [1, 1, 0], [0, 0, 0], [0, 0, 3]]);
        assert_eq!(table(EdgeRule::LowerIncluded), [[0, 1, 0], [0, 0, 0], [0, 1, 1], [0, 0, 3]]);
    }
}
