//! Whether like values stand beside each other: Moran's I, Geary's c, local Moran, Gi*.
//!
//! Comes in: a value for each place, who neighbours whom. Goes out: the statistics with their moments under normality and
//! under randomisation. Sources: Moran 1950; Geary 1954; Cliff and Ord 1981; Anselin 1995; Getis and Ord 1992; Ord and
//! Getis 1995.

use super::neighbours::{Neighbours, Weights};
use super::normal::two_sided;

/// A statistic with its z and two-sided p under one assumption.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tested {
    /// The variance of the statistic.
    pub variance: f64,
    /// Its distance from the expectation in standard deviations.
    pub z: f64,
    /// The two-sided p of z.
    pub p: f64,
}

impl Tested {
    fn new(value: f64, expected: f64, variance: f64) -> Self {
        let z = (value - expected) / variance.sqrt();
        Self { variance, z, p: two_sided(z) }
    }
}

/// Moran's I or Geary's c.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Autocorrelation {
    /// The statistic.
    pub value: f64,
    /// What it is expected to be without autocorrelation.
    pub expected: f64,
    /// Where the values are draws from a normal distribution.
    pub normal: Tested,
    /// Where every order of the values is as likely.
    pub random: Tested,
}

/// Moran's I; none for fewer than four places, equal values, values that are not finite, or no neighbours.
///
/// # Example
/// ```
/// use incimap::statistic::{autocorrelation::moran, neighbours::Neighbours};
/// let chain = Neighbours::new([vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let i = moran(&[1.0, 2.0, 3.0, 4.0], &chain.binary()).map(|i| i.value);
/// assert!((i.unwrap() - 1.0 / 3.0).abs() < 1e-12);
/// ```
pub fn moran(values: &[f64], weights: &Weights<'_>) -> Option<Autocorrelation> {
    let d = Deviations::new(values, weights)?;
    let (n, w) = (d.n, weights.sums());
    let cross: f64 = (0..d.z.len()).map(|i| d.z[i] * weights.sum(i, |j| d.z[j])).sum();
    let (value, expected) = (n / w.s0 * cross / d.squares, -1.0 / (n - 1.0));
    let s02 = w.s0 * w.s0;
    let normal = (n * n * w.s1 - n * w.s2 + 3.0 * s02) / (s02 * (n * n - 1.0)) - expected * expected;
    let a = n * ((n * n - 3.0 * n + 3.0) * w.s1 - n * w.s2 + 3.0 * s02);
    let b = d.kurtosis * ((n * n - n) * w.s1 - 2.0 * n * w.s2 + 6.0 * s02);
    let random = (a - b) / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s02) - expected * expected;
    Some(Autocorrelation {
        value,
        expected,
        normal: Tested::new(value, expected, normal),
        random: Tested::new(value, expected, random),
    })
}

/// Geary's c; none where [`moran`] gives none. Below 1 like stands beside like, so z is negative then.
pub fn geary(values: &[f64], weights: &Weights<'_>) -> Option<Autocorrelation> {
    let d = Deviations::new(values, weights)?;
    let (n, w) = (d.n, weights.sums());
    let squared = |i: usize, j: usize| (d.z[i] - d.z[j]) * (d.z[i] - d.z[j]);
    let apart: f64 = (0..d.z.len()).map(|i| weights.sum(i, |j| squared(i, j))).sum();
    let value = (n - 1.0) * apart / (2.0 * w.s0 * d.squares);
    let s02 = w.s0 * w.s0;
    let normal = ((2.0 * w.s1 + w.s2) * (n - 1.0) - 4.0 * s02) / (2.0 * (n + 1.0) * s02);
    let a = (n - 1.0) * w.s1 * (n * n - 3.0 * n + 3.0 - (n - 1.0) * d.kurtosis);
    let b = (n - 1.0) * w.s2 * (n * n + 3.0 * n - 6.0 - (n * n - n + 2.0) * d.kurtosis) / 4.0;
    let c = s02 * (n * n - 3.0 - (n - 1.0) * (n - 1.0) * d.kurtosis);
    let random = (a - b + c) / (n * (n - 2.0) * (n - 3.0) * s02);
    Some(Autocorrelation {
        value,
        expected: 1.0,
        normal: Tested::new(value, 1.0, normal),
        random: Tested::new(value, 1.0, random),
    })
}

/// Local Moran of each place, scaled by (n-1)/Σz² (`PySAL`'s; spdep's times (n-1)/n); none where [`moran`] gives none.
pub fn local_moran(values: &[f64], weights: &Weights<'_>) -> Option<Vec<f64>> {
    let d = Deviations::new(values, weights)?;
    let scale = (d.n - 1.0) / d.squares;
    Some((0..d.z.len()).map(|i| scale * d.z[i] * weights.sum(i, |j| d.z[j])).collect())
}

/// Gi* of each place, as z: binary weights, the place itself included; 0 everywhere where all values are equal.
///
/// z = (Σ x - x̄ m) / (S sqrt((n m - m²)/(n-1))), over the place and its neighbours, m of them; S² = Σx²/n - x̄².
pub fn gi_star(values: &[f64], neighbours: &Neighbours) -> Vec<f64> {
    let moments = Moments::new(values.iter().copied(), values.len());
    let sum = |i: usize| values[i] + neighbours.of(i).iter().filter_map(|j| values.get(*j as usize)).sum::<f64>();
    (0..values.len()).map(|i| moments.gi_star(sum(i), neighbours.of(i).len() + 1)).collect()
}

/// Mean and standard deviation of the values of all places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    n: f64,
    mean: f64,
    deviation: f64,
}

impl Moments {
    /// Of the values given and of zeros up to n of them.
    pub fn new(values: impl Iterator<Item = f64>, n: usize) -> Self {
        let (mut sum, mut squares) = (0.0, 0.0);
        for value in values {
            sum += value;
            squares += value * value;
        }
        let n = n as f64;
        let mean = sum / n;
        let variance = squares / n - mean * mean;
        // Equal values leave rounding.
        Self { n, mean, deviation: if variance > 1e-12 * mean * mean { variance.sqrt() } else { 0.0 } }
    }

    /// Gi* of a place that with its neighbours makes m places with that sum; 0 where it is undefined.
    pub fn gi_star(&self, sum: f64, m: usize) -> f64 {
        let m = m as f64;
        let scale = self.deviation * ((self.n * m - m * m) / (self.n - 1.0)).sqrt();
        if scale > 0.0 && scale.is_finite() { (sum - self.mean * m) / scale } else { 0.0 }
    }
}

/// Deviations from the mean.
struct Deviations {
    z: Vec<f64>,
    n: f64,
    squares: f64,
    /// The fourth moment over the square of the second.
    kurtosis: f64,
}

impl Deviations {
    fn new(values: &[f64], weights: &Weights<'_>) -> Option<Self> {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let z: Vec<f64> = values.iter().map(|v| v - mean).collect();
        let squares: f64 = z.iter().map(|z| z * z).sum();
        let fourth: f64 = z.iter().map(|z| z * z * z * z).sum();
        let usable = values.len() >= 4 && values.len() == weights.len() && weights.sums().s0 > 0.0;
        let varied = squares.is_finite() && squares > 1e-24 * n * mean * mean;
        (usable && varied).then(|| Self { n, squares, kurtosis: n * fourth / (squares * squares), z })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(n: u32) -> Neighbours {
        Neighbours::new((0..n).map(|i| vec![i.saturating_sub(1), i + 1]))
    }

    #[test]
    fn a_chain_by_hand() {
        // z = -1.5, -0.5, 0.5, 1.5; cross products 0.75, -0.25, 0.75 each way; squares 5; s0 = 6.
        let (values, chain) = ([1.0, 2.0, 3.0, 4.0], chain(4));
        let i = moran(&values, &chain.binary()).unwrap();
        assert!((i.value - 4.0 / 6.0 * 2.5 / 5.0).abs() < 1e-12);
        assert!((i.expected + 1.0 / 3.0).abs() < 1e-12);
        // Six squared steps of 1.
        let c = geary(&values, &chain.binary()).unwrap();
        assert!((c.value - 3.0 * 6.0 / (2.0 * 6.0 * 5.0)).abs() < 1e-12);
        let local = local_moran(&values, &chain.row_standardised()).unwrap();
        assert!((local[0] - 3.0 / 5.0 * -1.5 * -0.5).abs() < 1e-12);
        assert!((local[1] - 3.0 / 5.0 * -0.5 * -0.5).abs() < 1e-12);
    }

    #[test]
    fn gi_star_by_hand() {
        // x = 0, 0, 0, 4: mean 1, S² = 3; at the end m = 2: (4 - 2) / sqrt(3 * (8 - 4) / 3).
        let z = gi_star(&[0.0, 0.0, 0.0, 4.0], &chain(4));
        assert!((z[3] - 1.0).abs() < 1e-12 && (z[0] + 1.0).abs() < 1e-12);
    }

    #[test]
    fn equal_values_have_no_autocorrelation_and_no_hot_spot() {
        assert!(moran(&[0.1; 9], &chain(9).binary()).is_none());
        assert!(gi_star(&[0.1; 9], &chain(9)).iter().all(|z| *z == 0.0));
        assert!(gi_star(&[3.0], &chain(1)).iter().all(|z| *z == 0.0));
        assert!(gi_star(&[], &chain(0)).is_empty());
    }

    #[test]
    fn places_without_neighbours_and_numbers_that_are_none_give_nothing() {
        let alone = Neighbours::new(vec![Vec::new(); 5]);
        assert!(moran(&[1.0, 2.0, 3.0, 4.0, 5.0], &alone.binary()).is_none());
        assert!(geary(&[1.0, f64::NAN, 3.0, 4.0], &chain(4).binary()).is_none());
    }
}
