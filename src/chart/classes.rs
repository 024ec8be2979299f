//! Classes of counts for a choropleth: natural breaks of their logarithm.
//!
//! Comes in: counts above zero. Goes out: ranges of counts, from the smallest.
//!
//! Few different counts are a class each. Else Fisher's exact method (1958, which Jenks 1977 took up for maps) makes the sum of
//! squared deviations within classes least; it works on logarithms, because counts of incidents are skewed: on the counts
//! themselves one large value makes a class of its own and the rest share another.

use super::ramp::CLASSES;
use crate::earth::trig::ln;

/// The first and the last count of a class.
pub type Class = (u64, u64);

/// Above this many different counts, each the largest of a run of neighbours stands for them.
const MOST: usize = 400;

/// The classes of some counts; zeros are none of them.
pub fn classes(counts: &[u64]) -> Vec<Class> {
    let mut sorted: Vec<u64> = counts.iter().copied().filter(|n| *n > 0).collect();
    sorted.sort_unstable();
    let mut groups: Vec<(u64, u64, f64)> = Vec::new();
    for n in sorted {
        match groups.last_mut() {
            Some((_, last, weight)) if *last == n => *weight += 1.0,
            _ => groups.push((n, n, 1.0)),
        }
    }
    let run = groups.len().div_ceil(MOST).max(1);
    let groups: Vec<(u64, u64, f64)> = groups.chunks(run).filter_map(joined).collect();
    if groups.len() <= CLASSES {
        return groups.iter().map(|(first, last, _)| (*first, *last)).collect();
    }
    breaks(&groups).iter().filter_map(|(from, to)| Some((groups.get(*from)?.0, groups.get(*to)?.1))).collect()
}

fn joined(run: &[(u64, u64, f64)]) -> Option<(u64, u64, f64)> {
    Some((run.first()?.0, run.last()?.1, run.iter().map(|(.., weight)| weight).sum()))
}

/// The class of a count; none for zero.
pub fn class_of(classes: &[Class], n: u64) -> Option<usize> {
    if n == 0 { None } else { classes.iter().position(|(_, last)| n <= *last) }
}

/// The first and last group of each class, by dynamic programming over the groups.
fn breaks(groups: &[(u64, u64, f64)]) -> Vec<(usize, usize)> {
    let sums = Sums::of(groups);
    let count = groups.len();
    // The least cost of the first i groups in k classes, and where the last class starts.
    let mut cost = vec![(0..=count).map(|i| sums.deviation(0, i)).collect::<Vec<f64>>()];
    let mut start = vec![vec![0_usize; count + 1]];
    for k in 1..CLASSES {
        let Some(before) = cost.last() else { break };
        let best = |i: usize| {
            let options = (k..i).map(|j| (before.get(j).copied().unwrap_or(0.0) + sums.deviation(j, i), j));
            options.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f64::INFINITY, k))
        };
        let (costs, starts): (Vec<f64>, Vec<usize>) = (0..=count).map(best).unzip();
        cost.push(costs);
        start.push(starts);
    }
    let mut classes = Vec::new();
    let mut end = count;
    for starts in start.iter().rev() {
        let from = starts.get(end).copied().unwrap_or(0);
        classes.push((from, end.saturating_sub(1)));
        end = from;
    }
    classes.reverse();
    classes
}

/// Running sums of weight, logarithm and its square.
struct Sums(Vec<[f64; 3]>);

impl Sums {
    fn of(groups: &[(u64, u64, f64)]) -> Self {
        let mut sums = vec![[0.0; 3]];
        for (first, last, weight) in groups {
            let x = ln((*first as f64 * *last as f64).sqrt());
            let [w, s, q] = sums.last().copied().unwrap_or_default();
            sums.push([w + weight, s + weight * x, q + weight * x * x]);
        }
        Self(sums)
    }

    /// The sum of squared deviations of the groups from `a` up to `b`.
    fn deviation(&self, a: usize, b: usize) -> f64 {
        let (Some(low), Some(high)) = (self.0.get(a), self.0.get(b)) else { return f64::INFINITY };
        let [w, s, q] = [high[0] - low[0], high[1] - low[1], high[2] - low[2]];
        if w > 0.0 { (q - s * s / w).max(0.0) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_counts_are_a_class_each_and_zero_is_none() {
        assert_eq!(classes(&[0, 3, 1, 1, 0, 7]), [(1, 1), (3, 3), (7, 7)]);
        assert!(classes(&[0, 0]).is_empty());
        assert_eq!((class_of(&[(1, 1), (3, 7)], 0), class_of(&[(1, 1), (3, 7)], 5)), (None, Some(1)));
    }

    #[test]
    fn clear_groups_are_found_as_they_are() {
        let counts = [1, 2, 2, 10, 11, 12, 90, 95, 100, 800, 810, 9000];
        assert_eq!(classes(&counts), [(1, 2), (10, 12), (90, 100), (800, 810), (9000, 9000)]);
    }

    #[test]
    fn no_other_breaks_deviate_less() {
        let counts: Vec<u64> = (1..40_u64).map(|i| i * i % 97 + i).collect();
        let found = classes(&counts);
        let cost = |of: &[Class]| -> f64 {
            of.iter()
                .map(|(a, z)| {
                    let x: Vec<f64> = counts.iter().filter(|n| (a..=z).contains(n)).map(|n| ln(*n as f64)).collect();
                    let mean = x.iter().sum::<f64>() / x.len() as f64;
                    x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>()
                })
                .sum()
        };
        let mut values = counts.clone();
        values.sort_unstable();
        values.dedup();
        // Every move of one break by one value is no better.
        for at in 1..found.len() {
            for by in [-1_isize, 1] {
                let first = values.iter().position(|v| *v == found[at].0).unwrap().wrapping_add_signed(by);
                let Some(value) = values.get(first) else { continue };
                let mut other = found.clone();
                if *value <= other[at - 1].0 || *value > other[at].1 {
                    continue;
                }
                other[at].0 = *value;
                other[at - 1].1 = values[first - 1];
                assert!(cost(&other) >= cost(&found) - 1e-9, "{other:?} beats {found:?}");
            }
        }
    }
}
