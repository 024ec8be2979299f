//! How unevenly incidents lie over regions (E2).
//!
//! Comes in: counts by region. Goes out: entropy, effective number, Simpson, Herfindahl, evenness, Gini with and without
//! empty regions, Theil, the Lorenz curve, location quotients. Sources: Shannon 1948; Hill 1973 (effective number); Simpson
//! 1949; Pielou 1966 (evenness); Herfindahl 1950; Gini 1912; Theil 1967; Lorenz 1905.

use crate::earth::trig::{exp, ln};

/// How unevenly incidents lie over regions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// Regions with at least one incident.
    pub active: usize,
    /// Shannon's H = -Σ q ln q.
    pub shannon: f64,
    /// exp H, the effective number of regions.
    pub effective: f64,
    /// H / ln(active regions), 1 where they are even; none for one region.
    pub evenness: Option<f64>,
    /// Simpson's 1 - Σ q².
    pub simpson: f64,
    /// Herfindahl's Σ q².
    pub herfindahl: f64,
    /// Gini over all regions given, empty ones included.
    pub gini: f64,
    /// Gini over the regions with at least one incident.
    pub gini_active: f64,
    /// Theil's T over the regions with at least one incident: ln(active regions) - H.
    pub theil: f64,
}

/// Measures counts by region; none of no incidents.
///
/// # Example
/// ```
/// use incimap::statistic::concentration::concentration;
/// let mix = concentration(&[2, 2, 0]).unwrap();
/// assert_eq!((mix.active, mix.herfindahl, mix.gini_active, mix.theil), (2, 0.5, 0.0, 0.0));
/// ```
pub fn concentration(counts: &[u64]) -> Option<Concentration> {
    let total: u64 = counts.iter().sum();
    if total == 0 {
        return None;
    }
    let mut rising = counts.to_vec();
    rising.sort_unstable();
    let shares = || counts.iter().filter(|c| **c > 0).map(|c| *c as f64 / total as f64);
    let active = shares().count();
    let most = ln(active as f64);
    let shannon = -shares().map(|q| q * ln(q)).sum::<f64>() + 0.0;
    let herfindahl: f64 = shares().map(|q| q * q).sum();
    Some(Concentration {
        active,
        shannon,
        effective: exp(shannon),
        evenness: (active > 1).then(|| shannon / most),
        simpson: 1.0 - herfindahl,
        herfindahl,
        gini: gini(&rising, total),
        gini_active: gini(rising.get(counts.len() - active..).unwrap_or_default(), total),
        theil: (most - shannon).max(0.0),
    })
}

/// Shannon's H, exp H, Simpson's index and Gini over all regions, as [`concentration`] has them; none of no incidents. `rising`
/// was made for counts like these, as many of them.
pub fn indices(counts: &[u64], rising: &mut Rising) -> Option<[f64; 4]> {
    let total: u64 = counts.iter().sum();
    if total == 0 {
        return None;
    }
    let (mut shannon, mut herfindahl) = (-0.0, -0.0);
    for count in counts.iter().filter(|c| **c > 0) {
        let q = *count as f64 / total as f64;
        shannon += q * ln(q);
        herfindahl += q * q;
    }
    let shannon = -shannon + 0.0;
    Some([shannon, exp(shannon), 1.0 - herfindahl, gini(rising.of(counts), total)])
}

/// Counts in rising order, where others are asked for that are much like the first.
#[derive(Debug, Default)]
pub struct Rising {
    /// The places of the first counts, in their rising order.
    order: Vec<u32>,
    sorted: Vec<u64>,
}

/// So many steps for each count are spent on counts that are nearly sorted before they are sorted as any are.
const STEPS: usize = 3;

impl Rising {
    /// For counts like these.
    pub fn like(counts: &[u64]) -> Self {
        let mut order: Vec<u32> = (0..counts.len() as u32).collect();
        order.sort_by_key(|place| counts.get(*place as usize).copied());
        Self { order, sorted: Vec::with_capacity(counts.len()) }
    }

    /// As many counts as the first were, in rising order.
    fn of(&mut self, counts: &[u64]) -> &[u64] {
        self.sorted.clear();
        self.sorted.extend(self.order.iter().filter_map(|place| counts.get(*place as usize)));
        if !is_sorted_in(&mut self.sorted, STEPS * counts.len()) {
            self.sorted.sort_unstable();
        }
        &self.sorted
    }
}

/// Sorts by insertion unless that takes too many steps; says whether it was done.
fn is_sorted_in(list: &mut [u64], mut steps: usize) -> bool {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0 && list[at - 1] > list[at] {
            list.swap(at - 1, at);
            at -= 1;
        }
        match steps.checked_sub(end - at) {
            Some(left) => steps = left,
            None => return false,
        }
    }
    true
}

/// `G = Σ (2i - k - 1) x_i / (k Σ x)`, the k counts in rising order.
fn gini(rising: &[u64], total: u64) -> f64 {
    let k = rising.len() as f64;
    let sum: f64 = (1_u32..).zip(rising).map(|(i, x)| (2.0 * f64::from(i) - k - 1.0) * *x as f64).sum();
    sum / (k * total as f64)
}

/// The Lorenz curve: of the regions with the fewest incidents, the share of regions and the share of incidents, from (0, 0)
/// to (1, 1). Empty regions count. Nothing of no incidents.
pub fn lorenz(counts: &[u64]) -> Vec<(f64, f64)> {
    let total: u64 = counts.iter().sum();
    if total == 0 {
        return Vec::new();
    }
    let mut rising = counts.to_vec();
    rising.sort_unstable();
    let (mut points, mut sum) = (vec![(0.0, 0.0)], 0);
    for (i, count) in (1_u32..).zip(rising) {
        sum += count;
        points.push((f64::from(i) / counts.len() as f64, sum as f64 / total as f64));
    }
    points
}

/// The location quotient of a region in a part of the incidents: its share there over its share in the whole. None where
/// the part is empty or the region is, in the whole.
pub fn location_quotient(here: u64, here_n: u64, whole: u64, whole_n: u64) -> Option<f64> {
    (here_n > 0 && whole > 0).then(|| (here as f64 / here_n as f64) / (whole as f64 / whole_n as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_equal_regions_are_four_effective_ones() {
        let mix = concentration(&[5, 5, 5, 5]).unwrap();
        assert!((mix.shannon - ln(4.0)).abs() < 1e-12 && (mix.effective - 4.0).abs() < 1e-12);
        assert!((mix.simpson - 0.75).abs() < 1e-12 && mix.gini.abs() < 1e-12);
        assert!((mix.evenness.unwrap() - 1.0).abs() < 1e-12 && mix.theil.abs() < 1e-12);
        assert!(concentration(&[0, 0]).is_none() && concentration(&[]).is_none());
    }

    #[test]
    fn indices_of_counts_one_after_the_other_are_those_of_each_alone() {
        let counts_of = |turn: u64| -> Vec<u64> { (0..40).map(|i| (i * i * 7 + turn * (i % 5) * 13) % 1009).collect() };
        let mut rising = Rising::like(&counts_of(0));
        for turn in 0..300 {
            let counts = counts_of(turn);
            let alone = concentration(&counts).map(|mix| [mix.shannon, mix.effective, mix.simpson, mix.gini]);
            let bits = |found: Option<[f64; 4]>| found.map(|four| four.map(f64::to_bits));
            assert_eq!(bits(indices(&counts, &mut rising)), bits(alone), "{turn}");
        }
        assert!(indices(&[0, 0], &mut Rising::like(&[0, 0])).is_none());
    }

    #[test]
    fn gini_counts_empty_regions_or_not() {
        // R: ineq::Gini(c(0, 0, 0, 8)) = 0.75; ineq::Gini(c(1, 2, 3, 4)) = 0.25
        let one = concentration(&[0, 8, 0, 0]).unwrap();
        assert_eq!((one.gini, one.gini_active, one.evenness, one.active), (0.75, 0.0, None, 1));
        let mix = concentration(&[4, 0, 2, 1, 3]).unwrap();
        assert!((mix.gini_active - 0.25).abs() < 1e-12 && (mix.gini - 0.4).abs() < 1e-12);
    }

    #[test]
    fn the_lorenz_curve_starts_with_the_empty_regions() {
        assert_eq!(lorenz(&[3, 0, 1, 0]), [(0.0, 0.0), (0.25, 0.0), (0.5, 0.0), (0.75, 0.25), (1.0, 1.0)]);
        assert!(lorenz(&[0]).is_empty());
    }

    #[test]
    fn a_quotient_above_one_is_more_than_its_share() {
        assert_eq!(location_quotient(2, 4, 10, 40), Some(2.0));
        assert_eq!((location_quotient(0, 0, 1, 2), location_quotient(1, 2, 0, 3)), (None, None));
    }
}
