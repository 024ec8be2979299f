//! How wide the incidents lie about their mean centre: standard distance (C1), standard deviational ellipse (C2).
//!
//! Comes in: a sample with azimuthal-equidistant coordinates about its mean centre, the bootstrap moments. Goes out:
//! [`Dispersion`]. Sources: Bachi 1963 (C1); Yuill 1971 and `CrimeStat` (C2, divisor n - 2 and factor 2).

use super::bootstrap::{Axes, Centred, Moments, axes};
use super::estimate::Basis;
use super::sample::Sample;
use super::{Dispersion, Ellipse, Estimate, Interval, LeftOut, Unit};
use crate::statistic::quantile::quantile;

/// What an ellipse lacks to be drawn.
const TOO_FEW: &str = "fewer than three incidents";
const ONE_POINT: &str = "all incidents lie at one point";
const NO_CENTRE: &str = "the points cancel out: there is no mean centre";

/// The standard distance and the ellipse with their intervals.
pub(super) fn dispersion(
    sample: &Sample,
    centred: &Centred,
    cloud: &[(Moments, [f64; 2])],
    left_out: &LeftOut,
) -> Dispersion {
    let c1 = Basis { n: sample.n, left_out, method: "C1" };
    let c2 = Basis { n: sample.n, left_out, method: "C2" };
    let why = match (sample.n, centred.mean) {
        (0, _) => Some("no incidents"),
        (_, None) => Some(NO_CENTRE),
        _ => None,
    };
    if let Some(why) = why {
        return Dispersion::undefined(c1.undefined(Unit::Km, why), c2, why);
    }
    let distances = cloud.iter().map(|(m, shift)| resampled_distance(m, *shift)).collect();
    let standard = c1.value(squares(sample, centred), Unit::Km, Interval::percentile(distances));
    let standard = standard.noted_if_bare("no interval: fewer than three incidents or no resamples");
    if sample.n < 3 || sample.spots.len() < 2 {
        return Dispersion::undefined(standard, c2, if sample.n < 3 { TOO_FEW } else { ONE_POINT });
    }
    ellipse(sample, centred, cloud, standard, c2)
}

impl Dispersion {
    fn undefined(standard_distance: Estimate, c2: Basis<'_>, why: &str) -> Self {
        Self {
            standard_distance,
            ellipse: None,
            semi_major: c2.undefined(Unit::Km, why),
            semi_minor: c2.undefined(Unit::Km, why),
            azimuth: c2.undefined(Unit::Degrees, why),
        }
    }
}

/// The root of the mean squared distance to the mean centre.
fn squares(sample: &Sample, centred: &Centred) -> f64 {
    let terms = centred.plane.iter().zip(&sample.spots);
    let sum: f64 = terms.map(|([x, y], (_, count))| (x * x + y * y) * *count as f64).sum();
    (sum / sample.n.max(1) as f64).sqrt()
}

/// The standard distance of a resample about its own centre, which lies at `shift` from that of the sample.
fn resampled_distance(m: &Moments, [dx, dy]: [f64; 2]) -> f64 {
    (m.xx + m.yy - 2.0 * (dx * m.x + dy * m.y) + dx * dx + dy * dy).max(0.0).sqrt()
}

fn moments(sample: &Sample, centred: &Centred) -> Moments {
    let mut m = Moments { x: 0.0, y: 0.0, xx: 0.0, xy: 0.0, yy: 0.0 };
    let share = |count: u64| count as f64 / sample.n.max(1) as f64;
    for ([x, y], (_, count)) in centred.plane.iter().zip(&sample.spots) {
        m.x += share(*count) * x;
        m.y += share(*count) * y;
    }
    for ([x, y], (_, count)) in centred.plane.iter().zip(&sample.spots) {
        let (dx, dy) = (x - m.x, y - m.y);
        m.xx += share(*count) * dx * dx;
        m.xy += share(*count) * dx * dy;
        m.yy += share(*count) * dy * dy;
    }
    m
}

/// Semi-axes sqrt(2λ/(n-2)) of the sums of squares about the mean coordinates.
fn scaled(n: u64, xx: f64, xy: f64, yy: f64) -> Axes {
    let axes = axes(xx, xy, yy);
    let factor = 2.0 * n as f64 / (n as f64 - 2.0);
    Axes { major: (factor * axes.major.max(0.0)).sqrt(), minor: (factor * axes.minor).sqrt(), ..axes }
}

fn ellipse(
    sample: &Sample,
    centred: &Centred,
    cloud: &[(Moments, [f64; 2])],
    standard_distance: Estimate,
    c2: Basis<'_>,
) -> Dispersion {
    let m = moments(sample, centred);
    let own = scaled(sample.n, m.xx, m.xy, m.yy);
    let resampled: Vec<Axes> =
        cloud.iter().map(|(m, _)| scaled(sample.n, m.xx - m.x * m.x, m.xy - m.x * m.y, m.yy - m.y * m.y)).collect();
    let interval = |axis: fn(&Axes) -> f64| Interval::percentile(resampled.iter().map(axis).collect());
    let azimuth = c2.value(own.azimuth_deg, Unit::Degrees, azimuth_interval(own.azimuth_deg, &resampled));
    Dispersion {
        standard_distance,
        ellipse: centred.mean.map(|mean| Ellipse {
            centre: mean.lon_lat(),
            semi_major_km: own.major,
            semi_minor_km: own.minor,
            azimuth_deg: own.azimuth_deg,
        }),
        semi_major: c2.value(own.major, Unit::Km, interval(|a| a.major)),
        semi_minor: c2.value(own.minor, Unit::Km, interval(|a| a.minor)),
        azimuth: azimuth.noted_if_bare("no interval: the direction is not determined, or no resamples"),
    }
}

/// The percentile interval of turns from the estimate, within a quarter turn either way; it may pass 0 or 180. None where
/// it holds nearly all directions.
fn azimuth_interval(azimuth_deg: f64, resampled: &[Axes]) -> Interval {
    let turn = |a: &Axes| {
        let turn = a.azimuth_deg - azimuth_deg;
        turn - 180.0 * libm::round(turn / 180.0)
    };
    let mut turns: Vec<f64> = resampled.iter().map(turn).collect();
    turns.sort_unstable_by(f64::total_cmp);
    match (turns.len() >= 40, quantile(&turns, 0.025), quantile(&turns, 0.975)) {
        (true, Some(low), Some(high)) if high - low < 160.0 => Interval::Between(azimuth_deg + low, azimuth_deg + high),
        _ => Interval::None,
    }
}
