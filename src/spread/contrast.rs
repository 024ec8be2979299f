//! Two sets of incidents set against each other by permutation and bootstrap.
//!
//! Comes in: incidents as [`Item`]s, nearest to the origin first, in units (incidents, or weeks of bursty ones) that belong
//! to one of the two sets. Goes out: the figures of both sets, what permuted labels give, what resampled units give.

use rayon::prelude::*;

use crate::earth::trig::{asin, exp, ln};
use crate::earth::{EARTH_RADIUS_KM, UnitVector};
use crate::statistic::random::Random;

/// What is compared, in the order of every list here.
pub(super) const FIGURES: usize = 7;
/// The figures of the second set less those of the first; the last but two is the distance between the mean centres.
pub(super) type Figures = [Option<f64>; FIGURES];

/// The place of a figure in the list.
pub(super) const MEDIAN: usize = 0;
pub(super) const P90: usize = 1;
pub(super) const MEAN: usize = 2;
pub(super) const CENTRES: usize = 4;
pub(super) const ABROAD: usize = 5;
pub(super) const COUNTRIES: usize = 6;

/// An incident as the comparison sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub unit: Option<UnitVector>,
    pub km: Option<f64>,
    pub abroad: Option<bool>,
    pub country: Option<u32>,
}

/// Incidents that are drawn together, all of the same set.
#[derive(Debug, Clone)]
pub(super) struct Together {
    pub items: Vec<u32>,
    /// Whether they belong to the second set.
    pub second: bool,
}

/// The two sets.
#[derive(Debug)]
pub(super) struct Sets {
    /// Those with a distance first, nearest first.
    pub items: Vec<Item>,
    pub together: Vec<Together>,
    /// How many countries there are.
    pub countries: usize,
}

/// What is added up of one set.
#[derive(Debug, Clone)]
struct Sums {
    distances: u64,
    km: f64,
    points: f64,
    vector: UnitVector,
    known: u64,
    abroad: u64,
    countries: Vec<u64>,
}

impl Sums {
    fn of(items: &[Item], weights: &[u32], countries: usize) -> Self {
        let mut sums = Self {
            distances: 0,
            km: 0.0,
            points: 0.0,
            vector: UnitVector::default(),
            known: 0,
            abroad: 0,
            countries: vec![0; countries],
        };
        for (item, weight) in items.iter().zip(weights).filter(|(_, weight)| **weight > 0) {
            let (whole, real) = (u64::from(*weight), f64::from(*weight));
            if let Some(km) = item.km {
                sums.distances += whole;
                sums.km += real * km;
            }
            if let Some(unit) = item.unit {
                sums.points += real;
                sums.vector = sums.vector.plus(unit.times(real));
            }
            if let Some(abroad) = item.abroad {
                sums.known += whole;
                sums.abroad += if abroad { whole } else { 0 };
            }
            let country = item.country.and_then(|c| sums.countries.get_mut(c as usize));
            if let Some(count) = country {
                *count += whole;
            }
        }
        sums
    }

    /// How many incidents each figure rests on.
    fn sizes(&self) -> [u64; FIGURES] {
        let (points, countries) = (self.points as u64, self.countries.iter().sum());
        [self.distances, self.distances, self.distances, points, points, self.known, countries]
    }

    fn effective_countries(&self) -> Option<f64> {
        let total: u64 = self.countries.iter().sum();
        let shares = self.countries.iter().filter(|c| **c > 0).map(|c| *c as f64 / total as f64);
        (total > 0).then(|| exp(-shares.map(|q| q * ln(q)).sum::<f64>()))
    }
}

/// The type 7 quantiles of the weighted distances for two shares, in one walk.
fn quantiles(items: &[Item], weights: &[u32], total: u64, shares: [f64; 2]) -> [Option<f64>; 2] {
    let Some(last) = total.checked_sub(1) else { return [None; 2] };
    let targets = shares.map(|share| last as f64 * share);
    let mut found = [[None::<f64>; 2]; 2];
    let mut seen = 0_u64;
    for (item, weight) in items.iter().zip(weights).filter(|(_, weight)| **weight > 0) {
        let Some(km) = item.km else { break };
        seen += u64::from(*weight);
        for (ends, target) in found.iter_mut().zip(targets) {
            let below = libm::floor(target) as u64;
            for (end, rank) in ends.iter_mut().zip([below, below + 1]) {
                if end.is_none() && seen > rank.min(last) {
                    *end = Some(km);
                }
            }
        }
    }
    let between = |([low, high], target): ([Option<f64>; 2], f64)| {
        let (low, high) = (low?, high?);
        Some(low + (target - libm::floor(target)) * (high - low))
    };
    let [a, b] = found;
    let [s, t] = targets;
    [between((a, s)), between((b, t))]
}

/// The root of the mean squared distance to the own mean centre: along the sphere, or straight through it, which orders
/// sets alike and needs the sums only.
fn standard_km(items: &[Item], weights: &[u32], sums: &Sums, along: bool) -> Option<f64> {
    let length = sums.vector.length() / sums.points;
    if sums.points <= 0.0 || length <= 1e-9 {
        return None;
    }
    if !along {
        return Some(EARTH_RADIUS_KM * (2.0 * (1.0 - length)).max(0.0).sqrt());
    }
    let centre = sums.vector.normalised()?;
    let square = |unit: UnitVector| {
        let half = (0.5 * (1.0 - centre.dot(unit))).clamp(0.0, 1.0).sqrt();
        4.0 * asin(half) * asin(half)
    };
    let total: f64 = items.iter().zip(weights).filter_map(|(i, w)| Some(f64::from(*w) * square(i.unit?))).sum();
    Some(EARTH_RADIUS_KM * (total / sums.points).sqrt())
}

impl Sets {
    /// How often each incident is in either set, by the labels of the units.
    fn weights(&self, taken: impl Iterator<Item = (usize, bool)>) -> [Vec<u32>; 2] {
        let mut weights = [vec![0; self.items.len()], vec![0; self.items.len()]];
        for (unit, second) in taken {
            let items = self.together.get(unit).map(|t| &t.items[..]).unwrap_or_default();
            let [first_set, second_set] = &mut weights;
            let set = if second { second_set } else { first_set };
            for item in items {
                set.get_mut(*item as usize).into_iter().for_each(|weight: &mut u32| *weight += 1);
            }
        }
        weights
    }

    /// The figures of both sets; the distance between their centres stands in the second.
    fn figures(&self, weights: &[Vec<u32>; 2], along: bool) -> [Figures; 2] {
        let sums = [0, 1].map(|i: usize| Sums::of(&self.items, &weights[i], self.countries));
        let mut figures = [0, 1].map(|i: usize| {
            let (own, weights) = (&sums[i], &weights[i]);
            let [median, p90] = quantiles(&self.items, weights, own.distances, [0.5, 0.9]);
            let mean = (own.distances > 0).then(|| own.km / own.distances as f64);
            let abroad = (own.known > 0).then(|| own.abroad as f64 / own.known as f64);
            let standard = standard_km(&self.items, weights, own, along);
            [median, p90, mean, standard, None, abroad, own.effective_countries()]
        });
        let [first, second] = &sums;
        let apart = first.vector.normalised().zip(second.vector.normalised());
        figures[1][CENTRES] = apart.map(|(a, b)| EARTH_RADIUS_KM * a.angle(b));
        figures
    }

    /// How often each incident is in either set as it is.
    fn own(&self) -> [Vec<u32>; 2] {
        self.weights(self.together.iter().map(|t| t.second).enumerate())
    }

    /// The figures of the sets as they are.
    pub fn observed(&self, along: bool) -> [Figures; 2] {
        self.figures(&self.own(), along)
    }

    /// How many incidents of each set every figure rests on.
    pub fn sizes(&self) -> [[u64; FIGURES]; 2] {
        self.own().map(|weights| Sums::of(&self.items, &weights, self.countries).sizes())
    }

    /// The differences that permuted labels give, one list a permutation.
    pub fn permuted(&self, permutations: u32, seed: u64) -> Vec<Figures> {
        let labels: Vec<bool> = self.together.iter().map(|t| t.second).collect();
        let one = |number: u32| {
            let mut labels = labels.clone();
            Random::new(seed, "permutation", u64::from(number)).shuffle(&mut labels);
            difference(&self.figures(&self.weights(labels.into_iter().enumerate()), false))
        };
        (0..permutations).into_par_iter().map(one).collect()
    }

    /// The differences that units resampled within each set give.
    pub fn resampled(&self, resamples: u32, seed: u64) -> Vec<Figures> {
        let of = |second: bool| -> Vec<usize> {
            (0..self.together.len()).filter(|i| self.together.get(*i).is_some_and(|t| t.second == second)).collect()
        };
        let sets = [of(false), of(true)];
        let one = |number: u32| {
            let mut random = Random::new(seed, "comparison", u64::from(number));
            let mut taken = Vec::with_capacity(self.together.len());
            for (set, second) in sets.iter().zip([false, true]) {
                let mut draw = || set.get(random.below(set.len() as u64) as usize).map(|unit| (*unit, second));
                taken.extend(set.iter().filter_map(|_| draw()));
            }
            difference(&self.figures(&self.weights(taken.into_iter()), true))
        };
        (0..resamples).into_par_iter().map(one).collect()
    }
}

/// The second set less the first; of the centres their distance.
pub(super) fn difference([first, second]: &[Figures; 2]) -> Figures {
    std::array::from_fn(|i| if i == CENTRES { second[i] } else { first[i].zip(second[i]).map(|(a, b)| b - a) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points along the equator, a degree apart from the origin on, each in a country of its own.
    fn sets(seconds: &[bool]) -> Sets {
        let item = |i: usize| Item {
            unit: Some(UnitVector::from_degrees(i as f64, 0.0)),
            km: Some(100.0 * i as f64),
            abroad: Some(i > 1),
            country: Some(i as u32),
        };
        let together = (0..).zip(seconds).map(|(i, second)| Together { items: vec![i], second: *second }).collect();
        Sets { items: (0..seconds.len()).map(item).collect(), together, countries: seconds.len() }
    }

    #[test]
    fn figures_of_two_halves_are_those_worked_out_by_hand() {
        let sets = sets(&[false, false, false, true, true, true]);
        let [first, second] = sets.observed(true);
        assert_eq!((first[MEDIAN], second[MEDIAN]), (Some(100.0), Some(400.0)));
        // Type 7 of 0, 100, 200 at 0.9: 100 + 0.8 · 100.
        assert!((first[P90].unwrap() - 180.0).abs() < 1e-9 && (second[MEAN].unwrap() - 400.0).abs() < 1e-9);
        assert!((first[ABROAD].unwrap() - 1.0 / 3.0).abs() < 1e-12 && (first[COUNTRIES].unwrap() - 3.0).abs() < 1e-12);
        let degree = EARTH_RADIUS_KM * crate::earth::trig::radians(1.0);
        assert!((second[CENTRES].unwrap() - 3.0 * degree).abs() < 1e-6);
        assert!((first[3].unwrap() - degree * (2.0_f64 / 3.0).sqrt()).abs() < 1e-6);
        assert_eq!(difference(&[first, second])[MEDIAN], Some(300.0));
    }

    #[test]
    fn permuted_labels_keep_the_sizes_of_the_sets_and_reach_every_split() {
        let sets = sets(&[false, false, true, true]);
        let permuted = sets.permuted(400, 1);
        // Of the six splits one has a difference of 200 km and one of -200.
        let far = permuted.iter().filter(|f| f[MEDIAN].is_some_and(|d| (d.abs() - 200.0).abs() < 1e-9)).count();
        assert!((90..180).contains(&far), "{far} of 400");
        assert!(permuted.iter().all(|f| f[MEDIAN].is_some_and(|d| d.abs() < 200.1)));
    }

    #[test]
    fn a_set_resampled_with_itself_only_does_not_move() {
        let one = sets(&[false, true]);
        assert!(one.resampled(20, 1).iter().all(|f| f[MEDIAN] == Some(100.0)));
    }
}
