//! Ticks of a value axis: round numbers from zero, or decades where a logarithmic axis is asked for.
//!
//! Comes in: the largest value. Goes out: a [`ValueAxis`] that turns values into a share of the axis, and its ticks.

use crate::earth::trig::log10;

/// An axis of counts or distances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValueAxis {
    /// From 0 to `top`, a tick every `step`.
    Linear {
        /// The value at the upper end.
        top: f64,
        /// From one tick to the next.
        step: f64,
    },
    /// From `floor` (and everything below it) to `top`, a tick at each power of ten.
    Log {
        /// The value at the lower end.
        floor: f64,
        /// The value at the upper end.
        top: f64,
    },
}

impl ValueAxis {
    /// From 0 to a little above `max`, with at least `count` round ticks above 0 and fewer than three times as many; `room`
    /// is the share of the axis kept free above `max`. With `whole`, ticks are whole numbers.
    pub fn linear(max: f64, count: f64, room: f64, whole: bool) -> Self {
        let max = if max > 0.0 { max.clamp(1e-6, 1e15) } else { 1.0 };
        let widest = max / count.max(1.0) * 1.000_001;
        let power = libm::exp10(libm::floor(log10(widest)));
        let round = [5.0, 2.0, 1.0].map(|digit| digit * power);
        let step = round.into_iter().find(|step| *step <= widest).unwrap_or(power);
        let step = if whole { step.max(1.0) } else { step };
        Self::Linear { top: max / (1.0 - room.clamp(0.0, 0.9)), step }
    }

    /// From the power of ten at or below `min` (at least 1) to a little above `max`.
    pub fn log(min: f64, max: f64) -> Self {
        let floor = libm::exp10(libm::floor(log10(min.max(1.0)) + 1e-9));
        Self::Log { floor, top: (max * 1.3).max(floor * 10.0) }
    }

    /// The place of a value on the axis: 0 at the lower end, 1 at the upper; held to the axis.
    pub fn share(&self, value: f64) -> f64 {
        let share = match *self {
            Self::Linear { top, .. } => value / top,
            Self::Log { floor, top } => log10(value.max(floor) / floor) / log10(top / floor),
        };
        if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
    }

    /// The values with a label, from below.
    pub fn ticks(&self) -> Vec<f64> {
        match *self {
            Self::Linear { top, step } => {
                let count = libm::floor(top / step + 1e-9).clamp(0.0, 50.0) as u32;
                (0..=count).map(|k| f64::from(k) * step).collect()
            }
            Self::Log { floor, top } => {
                let decades = std::iter::successors(Some(floor), |tick| Some(tick * 10.0));
                decades.take_while(|tick| *tick <= top).take(20).collect()
            }
        }
    }

    /// The values with a fine line and no label: 2, 5 between the powers of ten.
    pub fn minor_ticks(&self) -> Vec<f64> {
        match *self {
            Self::Linear { .. } => Vec::new(),
            Self::Log { top, .. } => {
                let between = self.ticks().into_iter().flat_map(|tick| [2.0 * tick, 5.0 * tick]);
                between.filter(|tick| *tick <= top).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_have_whole_ticks_from_zero() {
        assert_eq!(ValueAxis::linear(3.0, 4.0, 0.1, true).ticks(), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ValueAxis::linear(1.0, 4.0, 0.0, true).ticks(), [0.0, 1.0]);
        assert_eq!(ValueAxis::linear(4700.0, 4.0, 0.0, true).ticks(), [0.0, 1000.0, 2000.0, 3000.0, 4000.0]);
    }

    #[test]
    fn the_largest_number_there_is_has_finite_ticks() {
        let ticks = ValueAxis::linear(f64::MAX, 4.0, 0.3, false).ticks();
        assert!(ticks.len() > 3 && ticks.iter().all(|tick| tick.is_finite()));
    }

    #[test]
    fn decades_have_two_fine_lines_between() {
        let axis = ValueAxis::log(14.0, 8000.0);
        assert_eq!(axis.ticks(), [10.0, 100.0, 1000.0, 10000.0]);
        assert_eq!(axis.minor_ticks(), [20.0, 50.0, 200.0, 500.0, 2000.0, 5000.0]);
        assert!((axis.share(100.0) - axis.share(10.0) - (axis.share(1000.0) - axis.share(100.0))).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn any_maximum_has_a_few_ticks_and_lies_on_the_axis(max: f64, room in 0.0..0.5, whole: bool) {
            let axis = ValueAxis::linear(max, 4.0, room, whole);
            let ticks = axis.ticks();
            prop_assert!((1..=22).contains(&ticks.len()), "{ticks:?}");
            prop_assert!((0.0..=1.0).contains(&axis.share(max)) && ticks.iter().all(|tick| tick.is_finite()));
            prop_assert!(ticks[0].abs() < f64::EPSILON);
        }
    }
}
