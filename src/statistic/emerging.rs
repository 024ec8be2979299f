//! Emerging hot spots: what the Gi* of a place did from step to step, in the words of `ArcGIS` Pro 3.
//!
//! Comes in: the z of one place for each step. Goes out: [`Pattern`], one of eight kinds of hot spot, eight of cold spot, or
//! none. A step is hot or cold where the two-sided p of its z is at most 0.05 (no correction for many tests); the trend is
//! Mann and Kendall's at the same level. Source: Esri, "How Emerging Hot Spot Analysis works", Pro 3.x. Other packages read
//! the same text otherwise: sfdep's sporadic spots need not be hot in the last step, and it has no historical ones.

use super::normal::two_sided;
use super::trend::{MannKendall, mann_kendall};

/// The level at which a step is hot or cold and a trend is one.
pub const LEVEL: f64 = 0.05;

/// What a place was from step to step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// Hot in the last step and never before.
    New,
    /// Hot in an unbroken run of two steps or more up to the last, never before it, in less than nine tenths of the steps.
    Consecutive,
    /// Hot in nine tenths of the steps, the last among them, and ever more so.
    Intensifying,
    /// Hot in nine tenths of the steps, the last among them, without a trend.
    Persistent,
    /// Hot in nine tenths of the steps, the last among them, and ever less so.
    Diminishing,
    /// Hot in the last step, on and off before, never cold.
    Sporadic,
    /// Hot in the last step, cold in one before.
    Oscillating,
    /// Not hot in the last step, but in nine tenths of the steps.
    Historical,
}

/// A pattern of hot or of cold steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Emerging {
    /// Whether it is one of hot steps.
    pub hot: bool,
    /// Which.
    pub pattern: Pattern,
}

/// One place over the steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    /// The trend of z; none for fewer than two steps.
    pub trend: Option<MannKendall>,
    /// How many steps are hot.
    pub hot: usize,
    /// How many steps are cold.
    pub cold: usize,
    /// The pattern; none where there is none.
    pub emerging: Option<Emerging>,
}

impl Emerging {
    /// The words: "new hot spot".
    pub fn name(self) -> &'static str {
        match (self.hot, self.pattern) {
            (true, Pattern::New) => "new hot spot",
            (true, Pattern::Consecutive) => "consecutive hot spot",
            (true, Pattern::Intensifying) => "intensifying hot spot",
            (true, Pattern::Persistent) => "persistent hot spot",
            (true, Pattern::Diminishing) => "diminishing hot spot",
            (true, Pattern::Sporadic) => "sporadic hot spot",
            (true, Pattern::Oscillating) => "oscillating hot spot",
            (true, Pattern::Historical) => "historical hot spot",
            (false, Pattern::New) => "new cold spot",
            (false, Pattern::Consecutive) => "consecutive cold spot",
            (false, Pattern::Intensifying) => "intensifying cold spot",
            (false, Pattern::Persistent) => "persistent cold spot",
            (false, Pattern::Diminishing) => "diminishing cold spot",
            (false, Pattern::Sporadic) => "sporadic cold spot",
            (false, Pattern::Oscillating) => "oscillating cold spot",
            (false, Pattern::Historical) => "historical cold spot",
        }
    }
}

/// Follows the z of one place through the steps.
///
/// # Example
/// ```
/// use incimap::statistic::emerging::course;
/// let place = course(&[0.1, -0.2, 0.3, 0.0, 2.5]);
/// assert_eq!(place.emerging.map(|e| e.name()), Some("new hot spot"));
/// ```
pub fn course(z: &[f64]) -> Course {
    let signs: Vec<i8> = z.iter().map(|z| if two_sided(*z) > LEVEL { 0 } else { z.signum() as i8 }).collect();
    let trend = mann_kendall(z);
    let direction = trend.filter(|t| t.p <= LEVEL).map_or(0, |t| t.s.signum() as i8);
    let count = |sign: i8| signs.iter().filter(|s| **s == sign).count();
    let named = |sign: i8| pattern(&signs, sign, direction).map(|pattern| Emerging { hot: sign > 0, pattern });
    // Where the last step is hot or cold, that decides; a history of the other sign comes second.
    let last = signs.last().copied().unwrap_or(0);
    let order = if last < 0 { [-1, 1] } else { [1, -1] };
    Course { trend, hot: count(1), cold: count(-1), emerging: order.into_iter().find_map(named) }
}

fn pattern(signs: &[i8], sign: i8, direction: i8) -> Option<Pattern> {
    let of_sign = signs.iter().filter(|s| **s == sign).count();
    let mostly = of_sign > 0 && of_sign * 10 >= signs.len() * 9;
    if signs.last() != Some(&sign) {
        return mostly.then_some(Pattern::Historical);
    }
    let run = signs.iter().rev().take_while(|s| **s == sign).count();
    Some(match direction * sign {
        _ if of_sign == 1 => Pattern::New,
        1 if mostly => Pattern::Intensifying,
        -1 if mostly => Pattern::Diminishing,
        _ if mostly => Pattern::Persistent,
        _ if run == of_sign => Pattern::Consecutive,
        _ if signs.contains(&-sign) => Pattern::Oscillating,
        _ => Pattern::Sporadic,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(signs: [i32; 10]) -> &'static str {
        course(&signs.map(|s| f64::from(s) * 2.5)).emerging.map_or("none", Emerging::name)
    }

    #[test]
    fn each_history_has_its_pattern() {
        assert_eq!(name([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), "new hot spot");
        assert_eq!(name([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]), "consecutive hot spot");
        assert_eq!(name([1, 1, 1, 1, 1, 0, 1, 1, 1, 1]), "persistent hot spot");
        assert_eq!(name([0, 1, 0, 0, 1, 0, 0, 1, 0, 1]), "sporadic hot spot");
        assert_eq!(name([0, 1, 0, 0, -1, 0, 0, 1, 0, 1]), "oscillating hot spot");
        assert_eq!(name([1, 1, 1, 1, 1, 1, 1, 1, 1, 0]), "historical hot spot");
        assert_eq!(name([0, 1, 1, 1, 1, 1, 0, 0, 1, 0]), "none");
        assert_eq!(name([0, 0, 0, 0, 0, 0, 0, 0, -1, -1]), "consecutive cold spot");
        assert_eq!(name([1, 1, 1, 1, 1, 1, 1, 1, 1, -1]), "new cold spot");
    }

    #[test]
    fn hot_in_every_step_is_intensifying_or_diminishing_by_its_trend() {
        let rising: Vec<f64> = (0..10).map(|i| 3.0 + f64::from(i)).collect();
        let falling: Vec<f64> = rising.iter().rev().copied().collect();
        assert_eq!(course(&rising).emerging.map(Emerging::name), Some("intensifying hot spot"));
        assert_eq!(course(&falling).emerging.map(Emerging::name), Some("diminishing hot spot"));
        let colder: Vec<f64> = rising.iter().map(|z| -z).collect();
        assert_eq!(course(&colder).emerging.map(Emerging::name), Some("intensifying cold spot"));
    }

    #[test]
    fn no_steps_have_no_pattern() {
        assert_eq!(course(&[]).emerging, None);
        assert_eq!((course(&[9.0]).hot, course(&[9.0]).trend), (1, None));
    }
}
