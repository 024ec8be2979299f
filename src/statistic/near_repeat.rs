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
    /// The same for all pairs up to the upper edge of each band of distance and of days, without the rest: the space-time K
    /// (H3), whose excess K(s,t) / (K(s) K(t)) - 1 is the ratio less 1, in no need of a window.
    pub cumulative: Vec<Vec<RepeatCell>>,
    /// The sum of the ratios of `cumulative` against permutations: is there any excess, at whatever scale?
    pub overall: Option<Draws>,
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

impl RepeatCell {
    fn new(observed: u64, margins: (u64, u64), all: u64, drawn: &[u64]) -> Self {
        let expected = if all == 0 { 0.0 } else { margins.0 as f64 * margins.1 as f64 / all as f64 };
        let ratio = (expected > 0.0).then(|| observed as f64 / expected);
        Self { observed, expected, ratio, draws: Draws::new(observed, drawn) }
    }
}

/// Makes the table.
///
/// # Errors
/// [`TooManyPairs`] where too many pairs are within the last edge to be listed.
pub fn near_repeat(spots: &Spots, days: &[i32], options: &NearRepeatOptions) -> Result<NearRepeat, TooManyPairs> {
    let pairs = ClosePairs::new(spots, &options.distances, options.distance_rule)?;
    Ok(tabulate(&pairs, &Clock::new(days), options))
}

/// Makes the table of pairs that are listed already; their bands are those of the options.
pub fn tabulate(pairs: &ClosePairs, clock: &Clock, options: &NearRepeatOptions) -> NearRepeat {
    // Days are whole: less than seven is at most six.
    let shorter = i32::from(options.day_rule == EdgeRule::LowerIncluded);
    let spans: Vec<i32> = options.days.iter().map(|d| d - shorter).collect();
    let counting = Counting { pairs, clock, spans: &spans };
    let n = clock.n() as u64;
    let in_time = |span: &i32| if *span < 0 { 0 } else { clock.degrees(*span).iter().sum::<u64>() / 2 };
    let margins = Margins {
        space: pairs.bands.iter().map(|b| b.pairs).collect(),
        time: spans.iter().map(in_time).collect(),
        all: n * n.saturating_sub(1) / 2,
    };
    let blocks = options.block_days.map_or_else(|| clock.whole(), |days| clock.blocks(days));
    let drawn = counting.permuted(&blocks, options.permutations, options.seed, "H2");
    let observed = counting.observed();
    let cells = |table: fn(&Margins, &Counts) -> Vec<Vec<u64>>, rows: &[u64], columns: &[u64]| {
        let (observed, drawn) =
            (table(&margins, &observed), drawn.iter().map(|c| table(&margins, c)).collect::<Vec<_>>());
        let cell = |r: usize, c: usize| {
            let drawn: Vec<u64> = drawn.iter().map(|table| table[r][c]).collect();
            RepeatCell::new(observed[r][c], (rows[r], columns[c]), margins.all, &drawn)
        };
        (0..rows.len()).map(|r| (0..columns.len()).map(|c| cell(r, c)).collect()).collect::<Vec<Vec<_>>>()
    };
    let rows = cells(Margins::table, &margins.row_sums(), &margins.column_sums());
    let cumulative = cells(|_, counts| sums(counts), &running(&margins.space), &margins.time);
    let overall = overall(&cumulative, &drawn.iter().map(sums).collect::<Vec<_>>());
    NearRepeat { n, rows, cumulative, overall }
}

/// Compares the sum of the ratios with that of each permutation.
fn overall(cells: &[Vec<RepeatCell>], drawn: &[Vec<Vec<u64>>]) -> Option<Draws> {
    let weights: Vec<f64> =
        cells.iter().flatten().map(|c| if c.expected > 0.0 { 1.0 / c.expected } else { 0.0 }).collect();
    let sum = |counts: &mut dyn Iterator<Item = u64>| counts.zip(&weights).map(|(c, w)| c as f64 * w).sum::<f64>();
    let observed = sum(&mut cells.iter().flatten().map(|c| c.observed));
    let drawn: Vec<f64> = drawn.iter().map(|table| sum(&mut table.iter().flatten().copied())).collect();
    Draws::of_values(observed, &drawn)
}

/// Sums over bands of distance from the first on.
fn sums(counts: &Counts) -> Vec<Vec<u64>> {
    let mut sum: Vec<u64> = Vec::new();
    let add = |row: &Vec<u64>| {
        sum.resize(row.len(), 0);
        sum.iter_mut().zip(row).for_each(|(sum, count)| *sum += count);
        sum.clone()
    };
    counts.iter().map(add).collect()
}

fn running(counts: &[u64]) -> Vec<u64> {
    let mut sum = 0;
    let add = |count: &u64| {
        sum += count;
        sum
    };
    counts.iter().map(add).collect()
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
