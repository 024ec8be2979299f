//! How wide the incidents lie about their mean centre: standard distance (C1), standard deviational ellipse (C2).
//!
//! Comes in: points with azimuthal-equidistant coordinates about their mean centre, what was drawn. Goes out:
//! [`Dispersion`]. Sources: Bachi 1963 (C1); Yuill 1971 and `CrimeStat` (C2, divisor n - 2 and factor 2).

use super::bootstrap::{Axes, axes};
use super::estimate::Basis;
use super::mass::{Centred, Mass};
use super::sampling::{Drawn, Moments, t95};
use super::{Dispersion, Ellipse, Estimate, Interval, LeftOut, Unit};
use crate::earth::trig::{cos, degrees, radians, sin};

/// The means of coordinates and their central second moments, km and km².
struct Scatter {
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

/// What an ellipse lacks to be drawn.
const TOO_FEW: &str = "fewer than three incidents";
const ONE_POINT: &str = "all incidents lie at one point";
const NO_CENTRE: &str = "the points cancel out: there is no mean centre";

/// The standard distance and the ellipse with their intervals.
pub(super) fn dispersion(mass: &Mass, centred: &Centred, drawn: &Drawn<'_>, left_out: &LeftOut) -> Dispersion {
    let c1 = Basis { n: mass.n, left_out, method: "C1" };
    let c2 = Basis { n: mass.n, left_out, method: "C2" };
    let Some(mean) = centred.mean.filter(|_| mass.n > 0) else {
        let why = if mass.n == 0 { "no incidents" } else { NO_CENTRE };
        return Dispersion::undefined(c1.undefined(Unit::Km, why), c2, why);
    };
    let effect = drawn.chord_effect(mean, mass.points.iter().copied());
    let squares = Moments::of(&weighed(mass).map(|([x, y], w)| (x * x + y * y, w)).collect::<Vec<_>>());
    let km = squares.mean.max(0.0).sqrt();
    let interval = squares.interval(drawn, effect, 1.0, 1.0).map(f64::sqrt).holding(km);
    let standard = drawn.note(c1.value(km, Unit::Km, interval), "no interval: all incidents lie at one point");
    if mass.n < 3 || mass.points.len() < 2 {
        return Dispersion::undefined(standard, c2, if mass.n < 3 { TOO_FEW } else { ONE_POINT });
    }
    ellipse(mass, centred, drawn, effect, standard, c2)
}

/// The coordinates about the mean centre with their weights.
fn weighed(mass: &Mass) -> impl Iterator<Item = ([f64; 2], f64)> {
    mass.plane.iter().zip(&mass.points).map(|(xy, (_, weight))| (*xy, *weight))
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

fn scatter(mass: &Mass) -> Scatter {
    let mut m = Scatter { x: 0.0, y: 0.0, xx: 0.0, xy: 0.0, yy: 0.0 };
    let share = |weight: f64| weight / mass.n.max(1) as f64;
    for ([x, y], weight) in weighed(mass) {
        m.x += share(weight) * x;
        m.y += share(weight) * y;
    }
    for ([x, y], weight) in weighed(mass) {
        let (dx, dy) = (x - m.x, y - m.y);
        m.xx += share(weight) * dx * dx;
        m.xy += share(weight) * dx * dy;
        m.yy += share(weight) * dy * dy;
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
    mass: &Mass,
    centred: &Centred,
    drawn: &Drawn<'_>,
    effect: f64,
    standard_distance: Estimate,
    c2: Basis<'_>,
) -> Dispersion {
    let m = scatter(mass);
    let own = scaled(mass.n, m.xx, m.xy, m.yy);
    let (c, s) = (cos(radians(own.azimuth_deg)), sin(radians(own.azimuth_deg)));
    // Coordinates along the longer axis and across it.
    let turned: Vec<([f64; 2], f64)> = weighed(mass)
        .map(|([x, y], w)| ((x - m.x, y - m.y), w))
        .map(|((x, y), w)| ([x * s + y * c, x * c - y * s], w))
        .collect();
    let axis = |i: usize, km: f64| {
        let squares = Moments::of(&turned.iter().map(|(p, w)| (p[i] * p[i], *w)).collect::<Vec<_>>());
        let interval = squares.interval(drawn, effect, 1.0, 2.0).map(|square| (2.0 * square).sqrt()).holding(km);
        drawn.note(c2.value(km, Unit::Km, interval), "no interval: the points lie on one line")
    };
    let turns = azimuth_interval(&turned, own.azimuth_deg, drawn, effect);
    Dispersion {
        standard_distance,
        ellipse: centred.mean.map(|mean| Ellipse {
            centre: mean.lon_lat(),
            semi_major_km: own.major,
            semi_minor_km: own.minor,
            azimuth_deg: own.azimuth_deg,
        }),
        semi_major: axis(0, own.major),
        semi_minor: axis(1, own.minor),
        azimuth: drawn
            .note(c2.value(own.azimuth_deg, Unit::Degrees, turns), "no interval: the direction is not determined"),
    }
}

/// The interval of the direction from the variance of its influence, `uv/(λ1 - λ2)` (Critchley 1985), by Student's t; it
/// may pass 0 or 180. None where it holds nearly all directions.
fn azimuth_interval(turned: &[([f64; 2], f64)], azimuth_deg: f64, drawn: &Drawn<'_>, effect: f64) -> Interval {
    let mean =
        |of: &dyn Fn(&[f64; 2]) -> f64| turned.iter().map(|(p, w)| w * of(p)).sum::<f64>() / drawn.n.max(1) as f64;
    let apart = mean(&|p| p[0] * p[0]) - mean(&|p| p[1] * p[1]);
    let variance = effect * mean(&|p| p[0] * p[1] * p[0] * p[1]) / (drawn.n.max(2) - 1) as f64;
    if drawn.too_few().is_some() || apart <= 0.0 {
        return Interval::None;
    }
    let half = degrees(t95(drawn.units() as f64 - 1.0) * variance.max(0.0).sqrt() / apart);
    if half < 80.0 { Interval::Between(azimuth_deg - half, azimuth_deg + half) } else { Interval::None }
}
