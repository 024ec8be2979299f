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

    /// How many values there are, repeated ones counted each time.
    pub fn n(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// The value of a rank, counted from 0; the last one where there are fewer.
    pub fn at(&self, rank: u64) -> Option<f64> {
        let index = self.ends.partition_point(|end| *end <= rank);
        self.values.get(index).or(self.values.last()).copied()
    }

    /// The quantile for a share from 0 to 1; none of nothing.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let h = self.n().checked_sub(1)? as f64 * p;
        self.between(libm::floor(h) as u64, libm::floor(h) as u64 + 1, h - libm::floor(h))
    }

    /// The share of values up to and including one.
    pub fn share_up_to(&self, value: f64) -> f64 {
        let index = self.values.partition_point(|v| *v <= value);
        let count = index.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0);
        count as f64 / self.n().max(1) as f64
    }

    /// The point a fraction of the way from the value of one rank to that of another.
    pub fn between(&self, lower: u64, upper: u64, fraction: f64) -> Option<f64> {
        let (a, b) = (self.at(lower)?, self.at(upper)?);
        Some(a + fraction * (b - a))
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
    fn counted_values_have_the_quantiles_of_the_values_written_out() {
        let counted = Counted::new([(1.0, 3), (5.0, 1), (9.0, 4)]);
        let plain = [1.0, 1.0, 1.0, 5.0, 9.0, 9.0, 9.0, 9.0];
        for p in [0.0, 0.1, 0.37, 0.5, 0.9, 1.0] {
            assert_eq!(counted.quantile(p), quantile(&plain, p), "{p}");
        }
        assert_eq!([0.0, 1.0, 5.5, 9.0].map(|v| counted.share_up_to(v)), [0.0, 0.375, 0.5, 1.0]);
    }
}
