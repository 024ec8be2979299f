//! Sampling intervals in closed form: how much a number would vary were the incidents, or the weeks of bursty ones, drawn
//! anew from a larger stream of like ones.
//!
//! Comes in: moments of what is averaged, counts, blocks of bursty data. Goes out: [`Interval`]s that hold the truth 95
//! times in 100 from ten incidents on (docs/methods.md, Intervals), or none and why.

use super::weeks::Block;
use super::{Estimate, Interval};
use crate::earth::trig::{exp, ln, pow};
use crate::earth::{EARTH_RADIUS_KM, UnitVector};
use crate::statistic::distribution::{beta_below, root};
use crate::statistic::normal::Z95;
use crate::statistic::quantile::Ranked;
use crate::statistic::student::critical95;

/// Fewer incidents, or weeks of bursty ones, tell too little of the tails.
pub(super) const FEWEST: u64 = 10;
/// Above this many, ranks come from the normal distribution.
const MANY: f64 = 2000.0;

/// The 97.5 % point of Student's t; without a degree of freedom nothing is bounded.
pub(super) fn t95(freedom: f64) -> f64 {
    critical95(freedom).unwrap_or(f64::INFINITY)
}

/// What was drawn at random.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn<'a> {
    /// The number of incidents with a point.
    pub n: u64,
    /// The blocks of bursty data.
    pub weeks: Option<&'a [Block]>,
}

impl Drawn<'_> {
    /// How many independent things were drawn.
    pub fn units(&self) -> u64 {
        self.weeks.map_or(self.n, |weeks| weeks.iter().filter(|week| week.n > 0).count() as u64)
    }

    /// The things that the ellipse of a centre may rest on: fewer than eight weeks of bursty data are none.
    pub fn of_centre(&self) -> u64 {
        let units = self.units();
        if self.weeks.is_some() && units < 8 { 0 } else { units }
    }

    /// Why there is no interval.
    pub fn too_few(&self) -> Option<&'static str> {
        match self.weeks {
            _ if self.n < FEWEST => Some("no interval: fewer than ten incidents"),
            Some(_) if self.units() < FEWEST => {
                Some("no interval: the incidents come in bursts, in fewer than ten weeks")
            }
            _ => None,
        }
    }

    /// Notes why an estimate has no interval.
    pub fn note(&self, estimate: Estimate, otherwise: &str) -> Estimate {
        estimate.noted_if_bare(self.too_few().unwrap_or(otherwise))
    }

    /// The variance of a mean over that of single incidents drawn at random: `excess` gives for a block the sum of what is
    /// averaged less its number of incidents times the mean; `variance` is that of single incidents (divisor n).
    fn design_effect(&self, excess: impl Fn(&Block) -> f64, variance: f64) -> f64 {
        let (Some(weeks), true) = (self.weeks, variance > 0.0) else { return 1.0 };
        let k = self.units() as f64;
        let squares: f64 = weeks.iter().map(&excess).map(|y| y * y).sum();
        squares * k / (k - 1.0).max(1.0) / (self.n as f64 * variance * self.n as f64 / (self.n as f64 - 1.0))
    }

    /// The design effect of the mean squared chord to a centre, which stands in for that of squared distances.
    pub fn chord_effect(&self, centre: UnitVector, weighted: impl Iterator<Item = (UnitVector, f64)>) -> f64 {
        if self.weeks.is_none() {
            return 1.0;
        }
        let m = Moments::of(&weighted.map(|(p, weight)| (2.0 - 2.0 * centre.dot(p), weight)).collect::<Vec<_>>());
        self.design_effect(|b| 2.0 * (b.n as f64 - centre.dot(b.sum)) - b.n as f64 * m.mean, m.variance)
    }

    /// The design effect of the share of incidents at spots before one.
    fn share_effect(&self, spot: u32, share: f64) -> f64 {
        self.design_effect(|b| b.before(spot) as f64 - b.n as f64 * share, share * (1.0 - share))
    }
}

/// The mean and the central moments of what is averaged over incidents.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moments {
    pub mean: f64,
    variance: f64,
    skewness: f64,
}

impl Moments {
    /// Those of values with weights.
    pub fn of(values: &[(f64, f64)]) -> Self {
        let total: f64 = values.iter().map(|(_, w)| w).sum();
        let average = |of: &dyn Fn(f64) -> f64| values.iter().map(|(y, w)| w * of(*y)).sum::<f64>() / total;
        let mean = average(&|y| y);
        let variance = average(&|y| (y - mean) * (y - mean)).max(0.0);
        let third = average(&|y| (y - mean) * (y - mean) * (y - mean));
        Self { mean, variance, skewness: if variance > 0.0 { third / (variance * variance.sqrt()) } else { 0.0 } }
    }

    /// The interval of the mean of a quantity that is never negative, times n/(n - lost) for the degrees of freedom that its
    /// centre took; `spread` is the least variance of its logarithm, times n, that is believed.
    ///
    /// Student's t on the logarithm. The upper end goes out by half the believed variance, from 20 incidents on by less, and, as
    /// Johnson 1978 does for skewed populations, by a share of the skewness: a sample without far incidents has both a low
    /// mean and a low variance.
    pub fn interval(&self, drawn: &Drawn<'_>, effect: f64, lost: f64, spread: f64) -> Interval {
        let (n, k) = (drawn.n as f64, drawn.units() as f64);
        if drawn.too_few().is_some() || self.mean <= 0.0 || n <= lost {
            return Interval::None;
        }
        let variance = effect * self.variance / (self.mean * self.mean) / (n - 1.0);
        let (middle, t) = (ln(self.mean * n / (n - lost)), t95(k - 1.0));
        // As many incidents drawn singly would say as much.
        let alike = (n / effect.max(1e-9)).clamp(k.min(n), n);
        let believed = 0.5 * spread / alike * (20.0 / alike).min(1.0);
        let up = t * (variance + believed).sqrt() * (1.0 + 0.9 * self.skewness.max(0.0) / alike.sqrt());
        Interval::Between(exp(middle - t * variance.sqrt()), exp(middle + up)).holding(self.mean)
    }
}

/// The covariance of the mean centre, km² east-east, east-north, north-north: that of the displacements across the centre
/// over the resultant length, of single incidents or of weeks.
pub(super) fn centre_covariance(
    drawn: &Drawn<'_>,
    resultant: f64,
    (east, north): (UnitVector, UnitVector),
    weighted: impl Iterator<Item = (UnitVector, f64)>,
) -> [f64; 3] {
    let mut sums = [0.0; 3];
    let mut add = |p: UnitVector, weight: f64| {
        let (x, y) = (p.dot(east), p.dot(north));
        sums.iter_mut().zip([x * x, x * y, y * y]).for_each(|(sum, term)| *sum += weight * term);
    };
    match drawn.weeks {
        Some(weeks) => weeks.iter().for_each(|week| add(week.sum, 1.0)),
        None => weighted.for_each(|(p, weight)| add(p, weight)),
    }
    let (n, k) = (drawn.n as f64, drawn.units() as f64);
    let scale = EARTH_RADIUS_KM / (n * resultant.max(1e-9));
    sums.map(|sum| sum * scale * scale * k / (k - 1.0).max(1.0))
}

/// What the covariance of a centre is multiplied by for its 95 % ellipse: Hotelling's T² for two dimensions, `2 (k - 1)/(k - 2)`
/// times the 95 % point of F(2, k - 2), which for two degrees of freedom has a closed form; and 1 + 1/k more, for clouds are
/// skewed. None below five.
pub(super) fn ellipse_factor(units: u64) -> Option<f64> {
    let k = units as f64;
    (units >= 5).then(|| (1.0 + 1.0 / k) * (k - 1.0) * (pow(0.05, -2.0 / (k - 2.0)) - 1.0))
}

/// The interval of a quantile between fractional order statistics (Hutson 1999); for bursty data with the number of
/// incidents over the design effect and the degrees of freedom of the weeks (Korn and Graubard 1998). None where no order
/// statistic bounds it: below 6 incidents for a median, below 36 for a 90 % quantile; below 10 and 40 weeks of bursty data,
/// as to go by the design effect alone would give intervals just where it is estimated too low.
///
/// `before` tells how many spots are no farther than a distance.
pub(super) fn quantile_interval(
    values: &dyn Ranked,
    p: f64,
    drawn: &Drawn<'_>,
    before: impl Fn(f64) -> u32,
) -> Option<(f64, f64)> {
    let n = values.n() as f64;
    let share = drawn.weeks.and_then(|_| Some((before(values.quantile(p)?), values.quantile(p)?)));
    let effect = share.map_or(1.0, |(spot, km)| drawn.share_effect(spot, values.share_up_to(km)));
    let least = ln(0.025) / ln(p.max(1.0 - p));
    if drawn.weeks.is_some() && (drawn.units() as f64) < (1.1 * least).max(FEWEST as f64) {
        return None;
    }
    let size = effective_size(drawn, n, effect).max(if drawn.weeks.is_some() { least } else { 0.0 });
    let (low, high) = ranks(size, p)?;
    let at = |rank: f64| {
        let rank = (rank / (size + 1.0) * (n + 1.0)).clamp(1.0, n) - 1.0;
        let below = libm::floor(rank);
        values.between(below as u64, below as u64 + 1, rank - below)
    };
    at(low).zip(at(high))
}

/// The number of incidents that say as much as these do: at least as many as there are weeks, less for the degrees of freedom.
fn effective_size(drawn: &Drawn<'_>, n: f64, effect: f64) -> f64 {
    let Some(_) = drawn.weeks else { return n };
    let units = drawn.units() as f64;
    if units < 2.0 {
        return 0.0;
    }
    let t = t95(n - 1.0) / t95(units - 1.0);
    ((n / effect.max(1e-9)).max(units) * t * t).min(n)
}

/// The fractional ranks, from 1, between which the quantile of a population lies 95 times in 100.
fn ranks(n: f64, p: f64) -> Option<(f64, f64)> {
    if n > MANY {
        let half = Z95 * (p * (1.0 - p) / n).sqrt();
        return Some(((p - half) * (n + 1.0), (p + half) * (n + 1.0)));
    }
    // The chance that the order statistic lies below the quantile falls with the rank.
    let at = |chance: f64| root(0.0, n + 1.0, -chance, |rank| -beta_below(p, rank, n + 1.0 - rank));
    let (low, high) = (at(0.975), at(0.025));
    (low >= 1.0 && high <= n).then_some((low, high))
}

/// Wilson's 95 % interval (1927) of a share of n; n need not be whole. None of nothing.
pub(super) fn wilson(share: f64, n: f64) -> Option<(f64, f64)> {
    if n <= 0.0 {
        return None;
    }
    let z2 = Z95 * Z95;
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

/// Wilson's interval of the share abroad; of bursty data with the number of incidents that say as much. None of nothing, and of
/// fewer than five weeks.
pub(super) fn share_abroad(abroad: u64, known: u64, weeks: Option<&[Block]>) -> Option<(f64, f64)> {
    let (n, share) = (known as f64, abroad as f64 / known.max(1) as f64);
    let Some(weeks) = weeks else { return wilson(share, n) };
    let drawn: Vec<Block> = weeks.iter().filter(|w| w.known > 0).map(|w| Block { n: w.known, ..w.clone() }).collect();
    let units = drawn.len() as f64;
    if units < 5.0 {
        return None;
    }
    let drawn = Drawn { n: known, weeks: Some(&drawn) };
    let spread = share * (1.0 - share);
    // Where all are alike, a week says as much as one incident.
    let effect = drawn.design_effect(|w| w.abroad as f64 - w.known as f64 * share, spread);
    // The variance of few weeks is itself unsure.
    let size = if spread > 0.0 { effective_size(&drawn, n, effect * (1.0 + 2.0 / units)) } else { units };
    wilson(share, size.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::quantile::Counted;

    const PLAIN: Drawn<'static> = Drawn { n: 100, weeks: None };

    fn counted(n: u32) -> Counted {
        Counted::new((1..=n).map(|i| (f64::from(i), 1)))
    }

    fn quantile(n: u32, p: f64) -> Option<(f64, f64)> {
        quantile_interval(&counted(n), p, &Drawn { n: u64::from(n), weeks: None }, |_| 0)
    }

    #[test]
    fn the_interval_of_a_quantile_lies_between_the_exact_ones_of_order_statistics() {
        // Binomial: of 20, the ranks 6 to 15 hold the median 95.9 times in 100, 7 to 14 only 88.5 times.
        let (low, high) = quantile(20, 0.5).unwrap();
        assert!((6.0..7.0).contains(&low) && (14.0..15.0).contains(&high), "{low} {high}");
        assert!((low + high - 21.0).abs() < 1e-6, "it is symmetric");
        // 0.9^36 = 0.0225: with 35 not even the greatest bounds the 90 % quantile.
        assert!(quantile(35, 0.9).is_none() && quantile(36, 0.9).is_some());
        assert!(quantile(5, 0.5).is_none() && quantile(6, 0.5).is_some());
    }

    #[test]
    fn ranks_of_many_go_over_into_those_of_the_normal_distribution_without_a_step() {
        for p in [0.5, 0.9] {
            let (below, above) = (ranks(MANY, p).unwrap(), ranks(MANY + 1e-6, p).unwrap());
            assert!((below.0 - above.0).abs() < 1.0 && (below.1 - above.1).abs() < 1.0, "{below:?} {above:?}");
        }
    }

    #[test]
    fn the_factor_of_the_ellipse_is_that_of_hotelling_and_tends_to_chi_square() {
        // R: 2 * 9 / 8 * qf(.95, 2, 8) * 1.1
        assert!((ellipse_factor(10).unwrap() - 11.035_94).abs() < 1e-3, "{:?}", ellipse_factor(10));
        assert!((ellipse_factor(1_000_000).unwrap() - 5.991_464_547).abs() < 1e-4);
        assert_eq!(ellipse_factor(4), None);
    }

    #[test]
    fn wilson_is_that_of_the_textbook() {
        // R: prop.test(4, 10, correct = FALSE) gives 0.1681803 to 0.6873262.
        let (low, high) = wilson(0.4, 10.0).unwrap();
        assert!((low - 0.168_180_3).abs() < 1e-7 && (high - 0.687_326_2).abs() < 1e-7);
        assert_eq!(wilson(0.0, 0.0), None);
        assert!(wilson(0.0, 3.0).unwrap().0.abs() < 1e-15);
    }

    #[test]
    fn a_share_of_full_weeks_is_less_sure_than_of_as_many_single_incidents() {
        let week = |abroad| Block { n: 5, known: 5, abroad, ..Block::default() };
        let bursty: Vec<Block> = (0..20).map(|i| week(if i % 2 == 0 { 5 } else { 0 })).collect();
        let (low, high) = share_abroad(50, 100, Some(&bursty)).unwrap();
        let (plain_low, plain_high) = share_abroad(50, 100, None).unwrap();
        assert!(low < plain_low - 0.05 && high > plain_high + 0.05, "{low} {high}");
        let none: Vec<Block> = (0..20).map(|_| week(0)).collect();
        assert_eq!(share_abroad(0, 100, Some(&none)), wilson(0.0, 20.0));
    }

    #[test]
    fn an_interval_narrows_with_n_and_holds_its_mean() {
        let moments = Moments::of(&(1..=50).map(|i| (f64::from(i), 2.0)).collect::<Vec<_>>());
        let width = |n| match moments.interval(&Drawn { n, ..PLAIN }, 1.0, 1.0, 1.0) {
            Interval::Between(low, high) if low < moments.mean && moments.mean < high => high - low,
            other => panic!("{other:?}"),
        };
        assert!(width(10) > width(40) && width(40) > width(1000));
        assert_eq!(moments.interval(&Drawn { n: 9, ..PLAIN }, 1.0, 1.0, 1.0), Interval::None);
    }
}
