//! The bootstrap of the median centre (B2), and the ellipses that both centres are given with.
//!
//! Comes in: points with weights, their median centre, the blocks of bursty incidents. Goes out: displacements that medians of resampled
//! sets of incidents would have had; [`Ellipse`]s of covariances.
//!
//! Up to 50 incidents each resample's median is searched in full. Above that it is found by one Newton step from that of
//! the sample (Shao 1992), which rests on six means: incidents, or weeks of bursty ones, are drawn with replacement and
//! what they add up to is added (Efron 1979; Kuensch 1989 for blocks). Above [`EXACT`] of them the means are drawn from the
//! normal distribution that resampled means tend to, at a cost that does not grow with incidents times resamples.

use super::gathered::Gathered;
use super::mass::{Mass, shift_km};
use super::median::{direction, median, solve, tangents};
use super::sampling::{Drawn, ellipse_factor};
use super::{Ellipse, SpreadOptions};
use crate::earth::trig::{atan2, degrees};
use crate::earth::{EARTH_RADIUS_KM, LonLat, UnitVector};
use crate::statistic::random::Random;

/// The most incidents or weeks that are resampled one by one.
pub(super) const EXACT: u64 = 1000;
/// The most incidents for which the median centre of each resample is searched in full.
const FULL_MEDIAN: u64 = 50;
/// The 95 % point of chi-square with 2 degrees of freedom.
pub(super) const CHI2_95: f64 = 5.991_464_547_107_979;

/// What is added up of each incident; see [`features`] for the order.
const FEATURES: usize = 6;
type Features = [f64; FEATURES];

/// What is drawn: an incident, or a week with all of its incidents.
struct Unit {
    sum: Features,
    /// How many incidents it holds.
    n: f64,
    /// How many like it there are; of points that stand for patches of others it need not be whole.
    copies: f64,
}

/// The displacements of the median centre in km east and north that resamples give; none for fewer than three incidents
/// or where no resamples are wanted.
pub(super) fn medians(
    all: &Gathered,
    mass: &Mass,
    median: Option<UnitVector>,
    drawn: &Drawn<'_>,
    options: &SpreadOptions,
) -> Vec<[f64; 2]> {
    let Some(middle) = median.filter(|_| mass.n >= 3 && options.resamples > 0) else { return Vec::new() };
    if mass.n <= FULL_MEDIAN && drawn.weeks.is_none() {
        return full_medians(mass, middle, options);
    }
    let (units, wider) = units(all, mass, middle, drawn);
    let mut random = Random::new(options.seed, "median", mass.fingerprint);
    let whole = mean_of(&units);
    let count = units.iter().map(|u| u.copies).sum::<f64>();
    let means: Box<dyn FnMut() -> Features> = if count <= EXACT as f64 {
        let slots = slots(units.iter().map(|u| u.copies));
        Box::new(move || resample(&slots, &units, &mut random))
    } else {
        let root = covariance_root(&units, &whole);
        Box::new(move || normal_means(&whole, &root, &mut random))
    };
    let steps = std::iter::repeat_with(means).take(options.resamples as usize).filter_map(|f| one_step(&f, &whole));
    steps.map(|step| step.map(|km| km * wider)).collect()
}

/// What is added up of an incident about the median: the unit tangent towards it (east, north), its second derivatives, and
/// whether it lies at the median.
fn features(unit: UnitVector, median: UnitVector, (east, north): (UnitVector, UnitVector)) -> Features {
    match direction(median, unit) {
        Some((towards, sine, cosine)) => {
            let (e, n, k) = (towards.dot(east), towards.dot(north), cosine / sine);
            [e, n, k * (1.0 - e * e), -k * e * n, k * (1.0 - n * n), 0.0]
        }
        None => [0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
    }
}

/// What is drawn, and how many times wider the displacements are than these have it.
fn units(all: &Gathered, mass: &Mass, median: UnitVector, drawn: &Drawn<'_>) -> (Vec<Unit>, f64) {
    let axes = tangents(median);
    let Some(weeks) = drawn.weeks.filter(|_| mass.exact) else {
        let single =
            |(p, weight): &(UnitVector, f64)| Unit { sum: features(*p, median, axes), n: 1.0, copies: *weight };
        // What the weeks of large sets pull is not known point by point; the mean squared chord tells how bursty they are.
        let wider = drawn.chord_effect(median, mass.points.iter().copied()).sqrt();
        return (mass.points.iter().map(single).collect(), wider);
    };
    let week = |week: &super::weeks::Block| {
        let mut unit = Unit { sum: [0.0; FEATURES], n: week.n as f64, copies: 1.0 };
        for spot in week.spots().filter_map(|s| all.spots.get(s as usize)) {
            add(&mut unit.sum, &features(spot.unit(), median, axes), 1.0);
        }
        unit
    };
    (weeks.iter().filter(|w| w.n > 0).map(week).collect(), 1.0)
}

/// The index of each of things that are there several times.
fn slots(copies: impl Iterator<Item = f64>) -> Vec<u32> {
    (0_u32..).zip(copies).flat_map(|(i, count)| std::iter::repeat_n(i, count as usize)).collect()
}

fn mean_of(units: &[Unit]) -> Features {
    let total: f64 = units.iter().map(|u| u.n * u.copies).sum();
    let mut mean = [0.0; FEATURES];
    for u in units {
        add(&mut mean, &u.sum, u.copies / total.max(1.0));
    }
    mean
}

fn add(sum: &mut Features, row: &Features, times: f64) {
    sum.iter_mut().zip(row).for_each(|(s, r)| *s += times * r);
}

/// The feature means of one resample, unit by unit.
fn resample(slots: &[u32], units: &[Unit], random: &mut Random) -> Features {
    let (mut sum, mut n) = ([0.0; FEATURES], 0.0);
    for _ in slots {
        let slot = slots.get(random.below(slots.len() as u64) as usize);
        if let Some(unit) = slot.and_then(|i| units.get(*i as usize)) {
            add(&mut sum, &unit.sum, 1.0);
            n += unit.n;
        }
    }
    sum.map(|s| s / n.max(1.0))
}

/// The lower triangular root of the covariance of the means; directions without variance are left at zero.
fn covariance_root(units: &[Unit], mean: &Features) -> [Features; FEATURES] {
    let mut root = [[0.0; FEATURES]; FEATURES];
    let total: f64 = units.iter().map(|u| u.n * u.copies).sum();
    for unit in units {
        let (mut d, share) = (unit.sum, unit.copies / (total * total));
        d.iter_mut().zip(mean).for_each(|(x, m)| *x -= unit.n * m);
        for i in 0..FEATURES {
            for j in 0..=i {
                root[i][j] += share * d[i] * d[j];
            }
        }
    }
    let scale: Features = std::array::from_fn(|i| root[i][i]);
    for j in 0..FEATURES {
        let pivot = root[j][j] - (0..j).map(|k| root[j][k] * root[j][k]).sum::<f64>();
        let pivot = if pivot > 1e-12 * scale[j] { pivot.sqrt() } else { 0.0 };
        root[j][j] = pivot;
        for i in j + 1..FEATURES {
            let dot: f64 = (0..j).map(|k| root[i][k] * root[j][k]).sum();
            root[i][j] = if pivot > 0.0 { (root[i][j] - dot) / pivot } else { 0.0 };
        }
    }
    root
}

/// Feature means drawn from the normal distribution that resampled means tend to.
fn normal_means(mean: &Features, root: &[Features; FEATURES], random: &mut Random) -> Features {
    let z: Features = std::array::from_fn(|_| random.normal());
    std::array::from_fn(|i| mean[i] + (0..=i).map(|k| root[i][k] * z[k]).sum::<f64>())
}

/// One Newton step of the median from that of the sample, with the resample's pull and second derivatives; where points lie
/// at the median, their weight holds it back.
fn one_step(f: &Features, whole: &Features) -> Option<[f64; 2]> {
    let (g, here) = ([f[0], f[1]], f[5]);
    let strength = (g[0] * g[0] + g[1] * g[1]).sqrt();
    if strength <= here {
        return Some([0.0; 2]);
    }
    let free = (1.0 - here / strength) * EARTH_RADIUS_KM;
    let step = solve([f[2], f[3], f[4]], g).or_else(|| solve([whole[2], whole[3], whole[4]], g))?;
    Some(step.map(|s| s * free))
}

/// The medians of resamples, each searched in full.
fn full_medians(mass: &Mass, middle: UnitVector, options: &SpreadOptions) -> Vec<[f64; 2]> {
    let (slots, axes) = (slots(mass.points.iter().map(|(_, weight)| *weight)), tangents(middle));
    let mut random = Random::new(options.seed, "median", mass.fingerprint);
    let mut one = || {
        let mut points: Vec<(UnitVector, f64)> = mass.points.iter().map(|(p, _)| (*p, 0.0)).collect();
        for _ in &slots {
            let slot = slots.get(random.below(slots.len() as u64) as usize);
            if let Some(point) = slot.and_then(|i| points.get_mut(*i as usize)) {
                point.1 += 1.0;
            }
        }
        points.retain(|(_, weight)| *weight > 0.0);
        median(&points, Some(middle)).map(|to| shift_km(middle, axes, to))
    };
    (0..options.resamples).filter_map(|_| one()).collect()
}

/// The covariance of a cloud of displacements, times k/(k-1) for what the bootstrap of k things falls short; none of fewer
/// than 40 displacements.
pub(super) fn covariance(cloud: &[[f64; 2]], units: u64) -> Option<[f64; 3]> {
    let (count, k) = (cloud.len() as f64, units as f64);
    if cloud.len() < 40 || units < 2 {
        return None;
    }
    let mean = |axis: usize| cloud.iter().map(|p| p[axis]).sum::<f64>() / count;
    let m = [mean(0), mean(1)];
    let sum = |a: usize, b: usize| cloud.iter().map(|p| (p[a] - m[a]) * (p[b] - m[b])).sum::<f64>();
    Some([sum(0, 0), sum(0, 1), sum(1, 1)].map(|s| s * k / (k - 1.0) / (count - 1.0)))
}

/// The 95 % ellipse of a centre whose covariance rests on k independent things; none for fewer than five of them or without
/// extent.
pub(super) fn ellipse95(centre: LonLat, [xx, xy, yy]: [f64; 3], units: u64) -> Option<Ellipse> {
    let (factor, axes) = (ellipse_factor(units)?, axes(xx, xy, yy));
    let ellipse = Ellipse {
        centre,
        semi_major_km: (factor * axes.major).sqrt(),
        semi_minor_km: (factor * axes.minor).sqrt(),
        azimuth_deg: axes.azimuth_deg,
    };
    (ellipse.semi_major_km > 0.001 && ellipse.semi_major_km.is_finite()).then_some(ellipse)
}

/// The eigenvalues of a symmetric matrix and the direction of the larger.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axes {
    pub major: f64,
    pub minor: f64,
    /// Degrees clockwise from north, 0..180.
    pub azimuth_deg: f64,
}

/// The axes of a covariance with x east and y north.
pub(super) fn axes(xx: f64, xy: f64, yy: f64) -> Axes {
    let (middle, half) = (0.5 * (xx + yy), 0.5 * (yy - xx));
    let radius = (half * half + xy * xy).sqrt();
    let azimuth = 0.5 * degrees(atan2(xy, half));
    let azimuth_deg = if azimuth < 0.0 { azimuth + 180.0 } else { azimuth };
    Axes {
        major: middle + radius,
        minor: (middle - radius).max(0.0),
        azimuth_deg: if azimuth_deg >= 180.0 { 0.0 } else { azimuth_deg },
    }
}
