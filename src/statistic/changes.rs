//! Where the level of a series changes (L2): the segments with the least squared error, each change at a price.
//!
//! Comes in: a series, the price of a change. Goes out: the changes and the cost. Source: Killick, Fearnhead and Eckley
//! 2012 (PELT), which is exact: no other set of changes costs less.

use crate::earth::trig::ln;

/// The fewest values in a segment.
pub const SHORTEST: usize = 2;

/// The level changes of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The first value of each new segment, counted from 0.
    pub breaks: Vec<usize>,
    /// The sum of squared distances of the values from the means of their segments.
    pub cost: f64,
    /// The cost and the price of the changes.
    pub objective: f64,
}

/// The price of a change: `factor` · ln n · var(differences) / 2. Half the variance of the differences is that of the noise
/// about the levels, whatever the levels are; with a factor of 1 changes are found in noise alone, 3 is the default here.
/// 0 for fewer than two values.
pub fn penalty(series: &[f64], factor: f64) -> f64 {
    let differences: Vec<f64> = series.iter().zip(series.iter().skip(1)).map(|(a, b)| b - a).collect();
    factor * ln(series.len().max(1) as f64) * variance(&differences) / 2.0
}

/// The mean squared distance from the mean; 0 of nothing.
pub fn variance(values: &[f64]) -> f64 {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n
}

/// Finds the changes of level, segments of two values or more; none where a value or the price is not finite.
///
/// # Example
/// ```
/// use incimap::statistic::changes::changes;
/// let found = changes(&[1.0, 1.0, 1.0, 9.0, 9.0], 2.0).unwrap();
/// assert_eq!(found.breaks, [3]);
/// assert!(found.cost < 1e-12 && (found.objective - 2.0).abs() < 1e-12);
/// ```
pub fn changes(series: &[f64], price: f64) -> Option<Changes> {
    if series.iter().any(|v| !v.is_finite()) || !price.is_finite() {
        return None;
    }
    let (sums, n) = (Sums::new(series), series.len());
    // The least objective of the first values up to each, a price paid for every segment, and where the last segment starts.
    let mut best = vec![(f64::INFINITY, 0); n + 1];
    best[0] = (-price, 0);
    let mut starts = vec![0_usize];
    for end in SHORTEST.min(n)..=n {
        let total =
            |start: &usize| best.get(*start).map_or(f64::INFINITY, |(least, _)| least + sums.error(*start, end));
        let costs: Vec<(f64, usize)> = starts.iter().map(|start| (total(start), *start)).collect();
        let least = costs.iter().copied().reduce(|a, b| if b.0 < a.0 { b } else { a }).unwrap_or((0.0, 0));
        // A start that is dearer even without the price of another change never becomes the best.
        starts = costs.into_iter().filter(|(cost, _)| *cost <= least.0 + price).map(|(_, start)| start).collect();
        if end + 1 >= 2 * SHORTEST {
            starts.push(end + 1 - SHORTEST);
        }
        best.get_mut(end).into_iter().for_each(|b| *b = (least.0 + price, least.1));
    }
    Some(traced(&best, &sums, price))
}

/// Follows the starts of the last segments back to the first value.
fn traced(best: &[(f64, usize)], sums: &Sums, price: f64) -> Changes {
    let (mut breaks, mut cost, mut end) = (Vec::new(), 0.0, best.len() - 1);
    while end > 0 {
        let start = best.get(end).map_or(0, |(_, start)| *start);
        cost += sums.error(start, end);
        breaks.extend((start > 0).then_some(start));
        end = start;
    }
    breaks.reverse();
    Changes { objective: cost + price * breaks.len() as f64, breaks, cost }
}

/// Running sums of the values and of their squares, the mean taken out first so that they keep their digits.
struct Sums(Vec<(f64, f64)>);

impl Sums {
    fn new(series: &[f64]) -> Self {
        let mean = series.iter().sum::<f64>() / series.len().max(1) as f64;
        let (mut sums, mut sum) = (vec![(0.0, 0.0)], (0.0, 0.0));
        for value in series.iter().map(|v| v - mean) {
            sum = (sum.0 + value, sum.1 + value * value);
            sums.push(sum);
        }
        Self(sums)
    }

    /// The squared error of the values from `start` up to before `end` about their mean.
    fn error(&self, start: usize, end: usize) -> f64 {
        let (Some(a), Some(b)) = (self.0.get(start), self.0.get(end)) else { return f64::INFINITY };
        let (sum, n) = (b.0 - a.0, end.saturating_sub(start).max(1) as f64);
        (b.1 - a.1 - sum * sum / n).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_set_of_changes_costs_less() {
        let series = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0];
        for price in [0.5, 3.0, 10.0, 100.0] {
            let (found, sums) = (changes(&series, price).unwrap(), Sums::new(&series));
            let mut least = f64::INFINITY;
            for set in 0..1_u32 << (series.len() - 1) {
                let mut ends: Vec<usize> = (1..series.len()).filter(|i| set >> (i - 1) & 1 == 1).collect();
                ends.insert(0, 0);
                ends.push(series.len());
                if ends.windows(2).all(|w| w[1] - w[0] >= SHORTEST) {
                    let cost: f64 = ends.windows(2).map(|w| sums.error(w[0], w[1])).sum();
                    least = least.min(cost + price * (ends.len() - 2) as f64);
                }
            }
            assert!((found.objective - least).abs() < 1e-9, "{price}: {found:?}, {least}");
        }
    }

    #[test]
    fn short_and_flat_series_do_not_change() {
        for series in [&[][..], &[1.0], &[1.0, 9.0], &[1.0, 9.0, 9.0], &[4.0; 9]] {
            assert!(changes(series, 1.0).unwrap().breaks.is_empty(), "{series:?}");
        }
        assert!(changes(&[f64::NAN], 1.0).is_none());
    }
}
