//! What the imputations of one number say together (Rubin 1987).
//!
//! Comes in: its value and sampling interval in each imputation. Goes out: [`Imputed`].
//!
//! The total interval adds the variance within imputations, read from the sampling intervals, to (1 + 1/M) times the
//! variance between them, on a scale on which the number is unbounded: the logarithm of what is positive, the log odds of
//! shares. The two sides of a skewed sampling interval are kept apart.

use super::impute::Draw;
use super::sampling::t95;
use super::{Estimate, Imputed, Interval, Unit};
use crate::earth::trig::{exp, ln};
use crate::statistic::normal::Z95;
use crate::statistic::quantile::quantile;

/// The scale on which variances are added.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scale {
    Plain,
    Log,
    LogOdds,
}

impl Scale {
    fn of(unit: Unit, draws: &[Draw]) -> Self {
        let all = |holds: fn(f64) -> bool| {
            draws.iter().all(|(value, interval)| match interval {
                Interval::Between(low, high) => [*value, *low, *high].into_iter().all(holds),
                Interval::None => holds(*value),
            })
        };
        match unit {
            Unit::Share | Unit::Ratio if all(|v| (0.0..=1.0).contains(&v)) => Self::LogOdds,
            Unit::Km | Unit::Km2 | Unit::Count | Unit::Days if all(|v| v > 0.0) => Self::Log,
            _ => Self::Plain,
        }
    }

    fn to(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Log => ln(value),
            Self::LogOdds => {
                let held = value.clamp(1e-6, 1.0 - 1e-6);
                ln(held / (1.0 - held))
            }
        }
    }

    fn back(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Log => exp(value),
            Self::LogOdds => 1.0 / (1.0 + exp(-value)),
        }
    }
}

/// The summary of M imputations; none where the number is undefined in more than half of them.
pub(super) fn pooled(draws: &[Draw], precise: &Estimate, imputations: usize) -> Option<Imputed> {
    if 2 * draws.len() <= imputations {
        return None;
    }
    let mut values: Vec<f64> = draws.iter().map(|(value, _)| *value).collect();
    values.sort_unstable_by(f64::total_cmp);
    let [median, low, high] = [0.5, 0.025, 0.975].map(|p| quantile(&values, p));
    let median = median?;
    Some(Imputed {
        n: precise.n as f64,
        median,
        range: Interval::Between(low?, high?),
        total: total(draws, precise).holding(median),
    })
}

/// The total interval; none where the sampling interval is known of fewer than half of the imputations and not of the
/// precise ones either.
fn total(draws: &[Draw], precise: &Estimate) -> Interval {
    let m = draws.len() as f64;
    let own = precise.value.map(|value| (value, precise.interval));
    let with: Vec<Draw> = draws.iter().copied().filter(|(_, interval)| *interval != Interval::None).collect();
    let within = if 2 * with.len() >= draws.len() { with } else { own.into_iter().collect() };
    let scale = Scale::of(precise.unit, &[draws, &within[..]].concat());
    let Some((below, above)) = variances(&within, scale) else { return Interval::None };
    let middle = draws.iter().map(|(value, _)| scale.to(*value)).sum::<f64>() / m;
    let spread: f64 = draws.iter().map(|(value, _)| (scale.to(*value) - middle) * (scale.to(*value) - middle)).sum();
    let between = (1.0 + 1.0 / m) * spread / (m - 1.0).max(1.0);
    let reach = |within: f64| {
        let t = if between > 1e-9 * within {
            let ratio = 1.0 + within / between;
            t95(((m - 1.0) * ratio * ratio).max(1.0))
        } else {
            Z95
        };
        t * (within + between).sqrt()
    };
    Interval::Between(scale.back(middle - reach(below)), scale.back(middle + reach(above)))
}

/// The mean variances below and above, as the sampling intervals have them; none without one.
fn variances(draws: &[Draw], scale: Scale) -> Option<(f64, f64)> {
    let (mut below, mut above, mut count) = (0.0, 0.0, 0.0);
    for (value, interval) in draws {
        if let Interval::Between(low, high) = interval {
            let (l, h) = (scale.to(*value) - scale.to(*low), scale.to(*high) - scale.to(*value));
            (below, above, count) = (below + l * l, above + h * h, count + 1.0);
        }
    }
    let square = Z95 * Z95 * count;
    (count > 0.0).then(|| (below / square, above / square))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spread::LeftOut;
    use crate::spread::estimate::Basis;

    fn precise(value: f64, interval: Interval, unit: Unit) -> Estimate {
        Basis { n: 20, left_out: &LeftOut::new(), method: "A3" }.value(value, unit, interval)
    }

    #[test]
    fn draws_that_agree_leave_the_sampling_interval_as_it_is() {
        let interval = Interval::Between(50.0, 200.0);
        let pooled = pooled(&[(100.0, interval); 9], &precise(100.0, interval, Unit::Km), 9).unwrap();
        let Interval::Between(low, high) = pooled.total else { panic!("no interval") };
        assert!((low - 50.0).abs() < 1e-9 && (high - 200.0).abs() < 1e-9, "{low} {high}");
        assert_eq!((pooled.median, pooled.range), (100.0, Interval::Between(100.0, 100.0)));
    }

    #[test]
    fn variance_between_is_added_by_rubins_rule() {
        // Days on a plain scale are logs; degrees are plain: within 1, between 1 of -1, 0, 1.
        let ends = |v: f64| (v, Interval::Between(v - Z95, v + Z95));
        let pooled = pooled(&[ends(-1.0), ends(0.0), ends(1.0)], &precise(0.0, Interval::None, Unit::Degrees), 3);
        let Interval::Between(low, high) = pooled.unwrap().total else { panic!("no interval") };
        // 1 + 4/3, with 2 (1 + 3/4)² = 6.125 degrees of freedom.
        let want = t95(6.125) * (7.0_f64 / 3.0).sqrt();
        assert!((high - want).abs() < 1e-9 && (low + want).abs() < 1e-9, "{low} {high}");
    }

    #[test]
    fn a_share_stays_between_nothing_and_all() {
        let wide = |v: f64| (v, Interval::Between(0.0, 1.0));
        let pooled = pooled(&[wide(0.1), wide(0.9)], &precise(0.5, Interval::None, Unit::Share), 2).unwrap();
        let Interval::Between(low, high) = pooled.total else { panic!("no interval") };
        assert!(low >= 0.0 && high <= 1.0 && low < 0.1 && high > 0.9);
    }

    #[test]
    fn a_number_undefined_in_most_imputations_has_no_summary() {
        assert!(pooled(&[(1.0, Interval::None)], &precise(1.0, Interval::None, Unit::Km), 2).is_none());
    }
}
