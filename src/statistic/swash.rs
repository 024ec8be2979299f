//! How a wave of incidents comes to regions and leaves them again: the swash-backwash model (E4).
//!
//! Comes in: of each region, the first and the last active period. Goes out: the leading and the following edge, the shares
//! of time before, during and after activity, R0A. Source: Cliff and Haggett 2006.

/// The swash-backwash model of a set of regions.
#[derive(Debug, Clone, PartialEq)]
pub struct Swash {
    /// How many regions.
    pub regions: usize,
    /// How many periods.
    pub periods: usize,
    /// `t_LE`, the leading edge: the mean first active period, periods counted from 1.
    pub leading_edge: f64,
    /// `t_FE`, the following edge: the mean last active period.
    pub following_edge: f64,
    /// S: the share of region-periods before the first activity, (`t_LE` - 1) / T.
    pub susceptible: f64,
    /// I: the share from the first to the last activity, `t_FE` / T - S.
    pub infected: f64,
    /// R: the share after the last activity, 1 - S - I.
    pub recovered: f64,
    /// R0A = (1 - S) / (1 - R): above 1 where the wave comes faster than it leaves; none where R is 1.
    pub reproduction: Option<f64>,
    /// How many regions are active first in each period.
    pub first_in: Vec<u64>,
    /// How many are active last in each period.
    pub last_in: Vec<u64>,
}

/// Measures the wave from (first, last) active period of each region, counted from 0, of `periods` periods, empty ones
/// included. None of no regions or no periods, or where an interval is reversed or leaves the periods.
///
/// # Example
/// ```
/// use incimap::statistic::swash::swash;
/// // Two regions in four periods: one active in the first only, one from the third to the last.
/// let wave = swash(&[(0, 0), (2, 3)], 4).unwrap();
/// assert_eq!((wave.leading_edge, wave.following_edge), (2.0, 2.5));
/// assert_eq!((wave.susceptible, wave.infected, wave.recovered), (0.25, 0.375, 0.375));
/// assert_eq!(wave.reproduction, Some(1.2));
/// ```
pub fn swash(regions: &[(usize, usize)], periods: usize) -> Option<Swash> {
    if regions.is_empty() || regions.iter().any(|(first, last)| first > last || *last >= periods) {
        return None;
    }
    let (mut first_in, mut last_in) = (vec![0; periods], vec![0; periods]);
    for (first, last) in regions {
        first_in.get_mut(*first).into_iter().for_each(|count| *count += 1);
        last_in.get_mut(*last).into_iter().for_each(|count| *count += 1);
    }
    let (n, t) = (regions.len() as f64, periods as f64);
    let mean = |number: fn(&(usize, usize)) -> usize| {
        regions.iter().map(|region| number(region) as u64 + 1).sum::<u64>() as f64 / n
    };
    let (leading_edge, following_edge) = (mean(|r| r.0), mean(|r| r.1));
    let susceptible = (leading_edge - 1.0) / t;
    let infected = following_edge / t - susceptible;
    let recovered = 1.0 - susceptible - infected;
    Some(Swash {
        regions: regions.len(),
        periods,
        leading_edge,
        following_edge,
        susceptible,
        infected,
        recovered,
        reproduction: (recovered < 1.0).then(|| (1.0 - susceptible) / (1.0 - recovered)),
        first_in,
        last_in,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_regions_active_all_the_time_are_infected_throughout() {
        let wave = swash(&[(0, 2); 5], 3).unwrap();
        assert_eq!((wave.susceptible, wave.infected, wave.recovered), (0.0, 1.0, 0.0));
        assert_eq!(wave.reproduction, Some(1.0));
        assert_eq!((wave.first_in, wave.last_in), (vec![5, 0, 0], vec![0, 0, 5]));
    }

    #[test]
    fn intervals_that_cannot_be_have_no_wave() {
        assert!(swash(&[], 3).is_none() && swash(&[(0, 3)], 3).is_none() && swash(&[(2, 1)], 3).is_none());
    }
}
