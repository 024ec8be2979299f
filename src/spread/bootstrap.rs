//! The bootstrap of everything that is a smooth function of sums over incidents: B1, B2, C1, C2.
//!
//! Comes in: a sample with its centres. Goes out: [`Cloud`], the values that resampled sets of incidents would have given.
//!
//! Up to [`EXACT`] incidents, incidents are drawn with replacement and their features added up (Efron 1979). Above that the
//! means of the features are drawn from the normal distribution that the resampled means tend to, with the same mean and
//! covariance: the same interval to first order, at a cost that does not grow with incidents times resamples.

use super::median::{direction, median, solve, tangents};
use super::sample::Sample;
use super::{Ellipse, SpreadOptions};
use crate::earth::trig::{atan2, cos, degrees, radians, sin};
use crate::earth::{EARTH_RADIUS_KM, LonLat, UnitVector};
use crate::statistic::random::Random;

/// The most incidents that are resampled one by one.
pub(super) const EXACT: u64 = 1000;
/// The most incidents for which the median centre of each resample is searched in full.
const FULL_MEDIAN: u64 = 50;
/// The 95 % point of chi-square with 2 degrees of freedom.
pub(super) const CHI2_95: f64 = 5.991_464_547_107_979;

/// What is added up of each incident; see [`features`] for the order.
const FEATURES: usize = 15;
type Features = [f64; FEATURES];

/// The means of azimuthal-equidistant coordinates, of their squares and of their product, in km and km².
#[derive(Debug, Clone, Copy)]
pub(super) struct Moments {
    pub x: f64,
    pub y: f64,
    pub xx: f64,
    pub xy: f64,
    pub yy: f64,
}

/// What resampled sets of incidents give.
#[derive(Debug, Default)]
pub(super) struct Cloud {
    /// The displacement of the mean centre, km east and north.
    pub mean: Vec<[f64; 2]>,
    /// The resultant lengths.
    pub resultant: Vec<f64>,
    /// The moments about the mean centre of the sample, with the displacement of the resample's own.
    pub moments: Vec<(Moments, [f64; 2])>,
    /// The displacement of the median centre, km east and north.
    pub median: Vec<[f64; 2]>,
    /// The mean distances to the median centre in km.
    pub objective: Vec<f64>,
}

/// The centres of a sample and its coordinates about the mean one.
#[derive(Debug, Clone, Default)]
pub(super) struct Centred {
    /// The mean centre as unit vector; none where the points cancel out.
    pub mean: Option<UnitVector>,
    /// The median centre as unit vector.
    pub median: Option<UnitVector>,
    /// Ellipsoidal azimuthal-equidistant coordinates about the mean centre in km, in step with the sample's spots.
    pub plane: Vec<[f64; 2]>,
}

impl Centred {
    pub fn new(sample: &Sample, mean: Option<UnitVector>, median: Option<UnitVector>) -> Self {
        let project = |centre: LonLat| sample.spots.iter().map(move |(spot, _)| plane_of(centre, spot.at)).collect();
        Self { mean, median, plane: mean.map(|m| project(m.lon_lat())).unwrap_or_default() }
    }
}

/// Azimuthal-equidistant coordinates about a centre in km: WGS84 distance and azimuth as x east, y north.
pub(super) fn plane_of(centre: LonLat, point: LonLat) -> [f64; 2] {
    let (km, azimuth) = centre.distance_and_azimuth(point);
    [km * sin(radians(azimuth)), km * cos(radians(azimuth))]
}

impl Cloud {
    /// The clouds of a sample; empty for fewer than three incidents or where no resamples are wanted.
    pub fn draw(sample: &Sample, centred: &Centred, options: &SpreadOptions) -> Self {
        let mut cloud = Self::default();
        if sample.n < 3 || options.resamples == 0 {
            return cloud;
        }
        let rows: Vec<Features> = (0..sample.spots.len()).map(|i| features(sample, centred, i)).collect();
        let mut random = Random::new(options.seed, "centre", sample.fingerprint());
        let whole = mean_of(sample, &rows);
        let mut take = |means: &Features| cloud.take(means, &whole, centred, sample.n > FULL_MEDIAN);
        if sample.n <= EXACT {
            let slots = slots(sample);
            for _ in 0..options.resamples {
                take(&resample(&slots, &rows, &mut random));
            }
        } else {
            let root = covariance_root(sample, &rows, &whole);
            for _ in 0..options.resamples {
                take(&normal_means(&whole, &root, sample.n, &mut random));
            }
        }
        if sample.n <= FULL_MEDIAN {
            cloud.median = full_medians(sample, centred, options);
        }
        cloud
    }

    /// Takes in what the feature means of one resample say.
    fn take(&mut self, f: &Features, whole: &Features, centred: &Centred, one_step: bool) {
        let sum = UnitVector { x: f[0], y: f[1], z: f[2] };
        self.resultant.push(sum.length());
        if let (Some(mean), Some(moved)) = (centred.mean, sum.normalised()) {
            let shift = shift_km(mean, moved);
            self.mean.push(shift);
            self.moments.push((Moments { x: f[3], y: f[4], xx: f[5], xy: f[6], yy: f[7] }, shift));
        }
        self.objective.push(f[14] * EARTH_RADIUS_KM);
        if one_step {
            self.median.extend(one_step_median(f, whole));
        }
    }
}

/// What is added up of the incidents at a spot: unit vector; x, y, xx, xy, yy about the mean; about the median, the unit
/// tangent (east, north), its second derivatives, whether the spot is the median, and the angle.
fn features(sample: &Sample, centred: &Centred, index: usize) -> Features {
    let mut f = [0.0; FEATURES];
    let Some((spot, _)) = sample.spots.get(index) else { return f };
    (f[0], f[1], f[2]) = (spot.unit.x, spot.unit.y, spot.unit.z);
    if let Some([x, y]) = centred.plane.get(index).copied() {
        (f[3], f[4], f[5], f[6], f[7]) = (x, y, x * x, x * y, y * y);
    }
    let Some(median) = centred.median else { return f };
    let (east, north) = tangents(median);
    match direction(median, spot.unit) {
        Some((towards, sine, cosine)) => {
            let (e, n, k) = (towards.dot(east), towards.dot(north), cosine / sine);
            (f[8], f[9], f[10], f[11], f[12]) = (e, n, k * (1.0 - e * e), -k * e * n, k * (1.0 - n * n));
            f[14] = atan2(sine, cosine);
        }
        None => f[13] = 1.0,
    }
    f
}

/// The spot of each incident.
fn slots(sample: &Sample) -> Vec<u32> {
    let spots = (0_u32..).zip(&sample.spots);
    spots.flat_map(|(i, (_, count))| std::iter::repeat_n(i, *count as usize)).collect()
}

fn mean_of(sample: &Sample, rows: &[Features]) -> Features {
    let mut mean = [0.0; FEATURES];
    for (row, (_, count)) in rows.iter().zip(&sample.spots) {
        add(&mut mean, row, *count as f64 / sample.n as f64);
    }
    mean
}

fn add(sum: &mut Features, row: &Features, times: f64) {
    sum.iter_mut().zip(row).for_each(|(s, r)| *s += times * r);
}

/// The feature means of one resample, incident by incident.
fn resample(slots: &[u32], rows: &[Features], random: &mut Random) -> Features {
    let mut sum = [0.0; FEATURES];
    for _ in slots {
        let slot = slots.get(random.below(slots.len() as u64) as usize);
        if let Some(row) = slot.and_then(|i| rows.get(*i as usize)) {
            add(&mut sum, row, 1.0);
        }
    }
    sum.map(|s| s / slots.len() as f64)
}

/// The lower triangular root of the covariance of one incident's features; directions without variance are left at zero.
fn covariance_root(sample: &Sample, rows: &[Features], mean: &Features) -> [Features; FEATURES] {
    let mut root = [[0.0; FEATURES]; FEATURES];
    for (row, (_, count)) in rows.iter().zip(&sample.spots) {
        let (mut d, share) = (*row, *count as f64 / sample.n as f64);
        d.iter_mut().zip(mean).for_each(|(x, m)| *x -= m);
        for i in 0..FEATURES {
            for j in 0..=i {
                root[i][j] += share * d[i] * d[j];
            }
        }
    }
    let scale: Vec<f64> = (0..FEATURES).map(|i| root[i][i]).collect();
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
fn normal_means(mean: &Features, root: &[Features; FEATURES], n: u64, random: &mut Random) -> Features {
    let z: Features = std::array::from_fn(|_| random.normal());
    let scale = 1.0 / (n as f64).sqrt();
    std::array::from_fn(|i| mean[i] + scale * (0..=i).map(|k| root[i][k] * z[k]).sum::<f64>())
}

/// The displacement in km, east and north, on the mean sphere.
fn shift_km(from: UnitVector, to: UnitVector) -> [f64; 2] {
    let (east, north) = tangents(from);
    direction(from, to).map_or([0.0; 2], |(towards, s, c)| {
        let km = EARTH_RADIUS_KM * atan2(s, c);
        [km * towards.dot(east), km * towards.dot(north)]
    })
}

/// One Newton step of the median from that of the sample, with the resample's pull and second derivatives (a one-step
/// bootstrap, Shao 1992); where points lie at the median, their weight holds it back.
fn one_step_median(f: &Features, whole: &Features) -> Option<[f64; 2]> {
    let (g, here) = ([f[8], f[9]], f[13]);
    let strength = (g[0] * g[0] + g[1] * g[1]).sqrt();
    if strength <= here {
        return Some([0.0; 2]);
    }
    let free = (1.0 - here / strength) * EARTH_RADIUS_KM;
    let step = solve([f[10], f[11], f[12]], g).or_else(|| solve([whole[10], whole[11], whole[12]], g))?;
    Some(step.map(|s| s * free))
}

/// The medians of resamples, each searched in full.
fn full_medians(sample: &Sample, centred: &Centred, options: &SpreadOptions) -> Vec<[f64; 2]> {
    let Some(middle) = centred.median else { return Vec::new() };
    let (slots, plain) = (slots(sample), sample.weighted());
    let mut random = Random::new(options.seed, "median", sample.fingerprint());
    let mut one = || {
        let mut points: Vec<(UnitVector, f64)> = plain.iter().map(|(p, _)| (*p, 0.0)).collect();
        for _ in &slots {
            let slot = slots.get(random.below(slots.len() as u64) as usize);
            if let Some(point) = slot.and_then(|i| points.get_mut(*i as usize)) {
                point.1 += 1.0;
            }
        }
        points.retain(|(_, weight)| *weight > 0.0);
        median(&points, Some(middle)).map(|to| shift_km(middle, to))
    };
    (0..options.resamples).filter_map(|_| one()).collect()
}

/// The 95 % ellipse of a cloud of displacements about a centre: the covariance, times n/(n-1) for what the bootstrap falls
/// short, times the 95 % point of chi-square. None of fewer than 40 values or of a cloud without extent.
pub(super) fn ellipse95(centre: LonLat, cloud: &[[f64; 2]], n: u64) -> Option<Ellipse> {
    let count = cloud.len() as f64;
    if cloud.len() < 40 || n < 3 {
        return None;
    }
    let mean = |k: usize| cloud.iter().map(|p| p[k]).sum::<f64>() / count;
    let (mx, my) = (mean(0), mean(1));
    let factor = n as f64 / (n - 1) as f64 / (count - 1.0);
    let sum =
        |a: usize, ma: f64, b: usize, mb: f64| factor * cloud.iter().map(|p| (p[a] - ma) * (p[b] - mb)).sum::<f64>();
    let axes = axes(sum(0, mx, 0, mx), sum(0, mx, 1, my), sum(1, my, 1, my));
    let ellipse = Ellipse {
        centre,
        semi_major_km: (CHI2_95 * axes.major).sqrt(),
        semi_minor_km: (CHI2_95 * axes.minor).sqrt(),
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
