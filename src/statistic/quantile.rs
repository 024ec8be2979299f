//! Quantiles by linear interpolation (Hyndman and Fan 1996, type 7), of plain and of counted values.

/// The quantile of sorted values; none of nothing.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let h = sorted.len().checked_sub(1)? as f64 * p;
    let below = libm::floor(h) as usize;
    let lower = *sorted.get(below)?;
    let upper = sorted.get(below + 1).copied().unwrap_or(lower);
    Some(lower + (h - below as f64) * (upper - lower))
}

/// Sorted values, each with how often it occurs.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    values: Vec<f64>,
    /// The number of values up to and including each.
    ends: Vec<u64>,
}

impl Counted {
    /// Takes values in rising order with their counts.
    pub fn new(rising: impl IntoIterator<Item = (f64, u64)>) -> Self {
        let (mut counted, mut end) = (Self::default(), 0);
        for (value, count) in rising {
            end += count;
            counted.values.push(value);
            counted.ends.push(end);
        }
        counted
    }
}

/// Values that can be asked for by rank.
pub trait Ranked {
    /// How many values there are, repeated ones counted each time.
    fn n(&self) -> u64;

    /// The value of a rank, counted from 0; the last one where there are fewer.
    fn at(&self, rank: u64) -> Option<f64>;

    /// How many values do not exceed one.
    fn up_to(&self, value: f64) -> u64;

    /// The share of values up to and including one.
    fn share_up_to(&self, value: f64) -> f64 {
        self.up_to(value) as f64 / self.n().max(1) as f64
    }

    /// The quantile for a share from 0 to 1; none of nothing.
    fn quantile(&self, p: f64) -> Option<f64> {
        let h = self.n().checked_sub(1)? as f64 * p;
        self.between(libm::floor(h) as u64, libm::floor(h) as u64 + 1, h - libm::floor(h))
    }

    /// The point a fraction of the way from the value of one rank to that of another.
    fn between(&self, lower: u64, upper: u64, fraction: f64) -> Option<f64> {
        let (a, b) = (self.at(lower)?, self.at(upper)?);
        Some(a + fraction * (b - a))
    }
}

impl Ranked for Counted {
    fn n(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    fn at(&self, rank: u64) -> Option<f64> {
        let index = self.ends.partition_point(|end| *end <= rank);
        self.values.get(index).or(self.values.last()).copied()
    }

    fn up_to(&self, value: f64) -> u64 {
        let index = self.values.partition_point(|v| *v <= value);
        index.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0)
    }
}

/// Sorted values of which only some occur, and that change: one costs a step, a rank a walk along one block of them. The values
/// themselves are kept elsewhere.
#[derive(Debug, Clone)]
pub struct Growing {
    counts: Vec<u32>,
    /// The number of values in each block of `BLOCK`.
    blocks: Vec<u64>,
}

/// How many values make a block.
const BLOCK: usize = 1024;

impl Growing {
    /// None of so many values occurs yet.
    pub fn new(values: usize) -> Self {
        Self { counts: vec![0; values], blocks: vec![0; values.div_ceil(BLOCK)] }
    }

    /// Lets a value occur once more.
    pub fn take(&mut self, index: usize) {
        self.counts.get_mut(index).into_iter().for_each(|count| *count += 1);
        self.blocks.get_mut(index / BLOCK).into_iter().for_each(|count| *count += 1);
    }

    /// What it holds now, by rank; `value` gives each of the values, which rise with their number.
    pub fn ranked(&self, value: impl Fn(usize) -> Option<f64>) -> impl Ranked {
        let ends = self.blocks.iter().scan(0, |sum, count| {
            *sum += count;
            Some(*sum)
        });
        Blocks { of: self, ends: ends.collect(), value }
    }
}

struct Blocks<'a, V> {
    of: &'a Growing,
    ends: Vec<u64>,
    value: V,
}

impl<V: Fn(usize) -> Option<f64>> Blocks<'_, V> {
    /// How many of the values are at most this one.
    fn values_up_to(&self, most: f64) -> usize {
        let (mut low, mut high) = (0, self.of.counts.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if (self.value)(middle).is_some_and(|value| value <= most) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl<V: Fn(usize) -> Option<f64>> Ranked for Blocks<'_, V> {
    fn n(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    fn at(&self, rank: u64) -> Option<f64> {
        let rank = rank.min(self.n().checked_sub(1)?);
        let block = self.ends.partition_point(|end| *end <= rank);
        let mut end = block.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let counts = self.of.counts.iter().enumerate().skip(block * BLOCK);
        let holds = |(_, count): &(usize, &u32)| {
            end += u64::from(**count);
            end > rank
        };
        counts.into_iter().find(holds).and_then(|(index, _)| (self.value)(index))
    }

    fn up_to(&self, value: f64) -> u64 {
        let end = self.values_up_to(value);
        let block = end / BLOCK;
        let whole = block.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let rest = self.of.counts.get(block * BLOCK..end).unwrap_or_default();
        whole + rest.iter().map(|count| u64::from(*count)).sum::<u64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_type_7() {
        // R: quantile(c(1, 2, 4, 8), c(.5, .9))
        assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), Some(3.0));
        assert!((quantile(&[1.0, 2.0, 4.0, 8.0], 0.9).unwrap() - 6.8).abs() < 1e-12);
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn growing_values_have_the_quantiles_of_those_that_occur() {
        let rising: Vec<f64> = (0..3000).map(|i| f64::from(i) * 0.5).collect();
        let mut growing = Growing::new(rising.len());
        let rank = |i: usize| rising.get(i).copied();
        let mut plain = Vec::new();
        for i in 0..2000_usize {
            growing.take(i * i % 2999);
            plain.push(rising[i * i % 2999]);
        }
        plain.sort_unstable_by(f64::total_cmp);
        for p in [0.0, 0.1, 0.37, 0.5, 0.9, 1.0] {
            assert_eq!(growing.ranked(rank).quantile(p), quantile(&plain, p), "{p}");
        }
        for value in [-1.0, 0.0, 256.0, 512.0, 700.25, 1e4] {
            assert_eq!(
                growing.ranked(rank).up_to(value),
                plain.iter().filter(|v| **v <= value).count() as u64,
                "{value}"
            );
        }
        assert_eq!(growing.ranked(rank).at(5000), plain.last().copied());
        assert_eq!((Growing::new(9).ranked(rank).at(0), Growing::new(0).ranked(rank).quantile(0.5)), (None, None));
    }

    #[test]
    fn counted_values_have_the_quantiles_of_the_values_written_out() {
        let counted = Counted::new([(1.0, 3), (5.0, 1), (9.0, 4)]);
        let plain = [1.0, 1.0, 1.0, 5.0, 9.0, 9.0, 9.0, 9.0];
        for p in [0.0, 0.1, 0.37, 0.5, 0.9, 1.0] {
            assert_eq!(counted.quantile(p), quantile(&plain, p), "{p}");
        }
        assert_eq!([0.0, 1.0, 5.5, 9.0].map(|v| counted.share_up_to(v)), [0.0, 0.375, 0.5, 1.0]);
    }
}
