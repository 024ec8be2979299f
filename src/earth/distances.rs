//! Geodesic distances and azimuths from one point to many, at a third of the cost of single ones.
//!
//! Comes in: the point they are measured from, then points with their unit vectors. Goes out: km on WGS84, within a thousandth
//! of a millimetre of [`LonLat::distance_km`], and degrees as near as that to [`LonLat::azimuth_deg`].
//!
//! The longitude on the auxiliary sphere is found by Newton's method, from the longitude on the ellipsoid as Vincenty 1975
//! begins, with the sixth-order series of Karney 2013; points near the origin and near its antipode are measured by Karney's
//! own method.

use super::trig::{atan2, degrees};
use super::{LonLat, UnitVector, clockwise};

/// The axes of WGS84 in km.
const MAJOR_KM: f64 = 6_378.137;
const MINOR_KM: f64 = MAJOR_KM * (1.0 - FLATTENING);
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// The third flattening.
const N: f64 = FLATTENING / (2.0 - FLATTENING);
/// The square of the second eccentricity.
const EP2: f64 = FLATTENING * (2.0 - FLATTENING) / ((1.0 - FLATTENING) * (1.0 - FLATTENING));
/// Within this angle of the origin, and of its antipode, the iteration is not used.
const NEAREST: f64 = 1e-7;
const FARTHEST_COSINE: f64 = -0.985;
/// Longitudes this close, in radians, are the same: less than a millionth of a metre.
const SAME: f64 = 1e-13;
/// Of longitudes this close, times the sine of the angle, what is missing is added to the length: far less is left.
const NEAR: f64 = 3e-8;
/// It takes two or three steps.
const STEPS: u32 = 12;

/// Coefficients of A3 and C3 (Karney 2013, equations 24 and 25): powers of eps from the highest down, each a polynomial in n.
const A3: [f64; 6] = [
    -3.0 / 128.0,
    (-2.0 * N - 3.0) / 64.0,
    ((-N - 3.0) * N - 1.0) / 16.0,
    ((3.0 * N - 1.0) * N - 2.0) / 8.0,
    (N - 1.0) / 2.0,
    1.0,
];
const C31: [f64; 5] =
    [3.0 / 128.0, (2.0 * N + 5.0) / 128.0, ((-N + 3.0) * N + 3.0) / 64.0, (-N * N + 1.0) / 8.0, (-N + 1.0) / 4.0];
const C32: [f64; 4] =
    [5.0 / 256.0, (N + 3.0) / 128.0, ((-3.0 * N - 2.0) * N + 3.0) / 64.0, ((N - 3.0) * N + 2.0) / 32.0];
const C33: [f64; 3] = [7.0 / 512.0, (-10.0 * N + 9.0) / 384.0, ((5.0 * N - 9.0) * N + 5.0) / 192.0];
const C34: [f64; 2] = [7.0 / 512.0, (-14.0 * N + 7.0) / 512.0];
const C35: f64 = 21.0 / 2560.0;

/// Distances from a point.
#[derive(Debug, Clone, Copy)]
pub struct Distances {
    from: LonLat,
    sin_lon: f64,
    cos_lon: f64,
    /// Sine and cosine of the reduced latitude.
    sin_beta: f64,
    cos_beta: f64,
}

/// A geodesic as the auxiliary sphere has it, for one longitude there.
#[derive(Debug, Clone, Copy)]
struct Arc {
    angle: f64,
    sin_angle: f64,
    cos_angle: f64,
    /// By how much the excess of longitude grows with the longitude, to within a hundredth of itself.
    slope: f64,
    /// Sine and cosine of the azimuth at the node.
    sin_alpha0: f64,
    cos_alpha0: f64,
    /// Sine and cosine of the azimuth at the start.
    sin_alpha1: f64,
    cos_alpha1: f64,
}

/// A geodesic that ends beside a point.
#[derive(Debug, Clone, Copy)]
struct Found {
    arc: Arc,
    /// How much farther than its end the point lies, in longitude.
    missing: f64,
}

impl Distances {
    /// Distances from a point.
    pub fn from(from: LonLat) -> Self {
        let unit = from.unit();
        let flat = (unit.x * unit.x + unit.y * unit.y).sqrt().max(f64::MIN_POSITIVE);
        let (sin_beta, cos_beta) = reduced(unit.z, flat);
        Self { from, sin_lon: unit.y / flat, cos_lon: unit.x / flat, sin_beta, cos_beta }
    }

    /// The distance in km to a point, whose unit vector is given as it mostly is at hand.
    pub fn km_to(&self, to: LonLat, unit: UnitVector) -> f64 {
        self.converged(unit, false).map_or_else(|| self.from.distance_km(to), |found| self.length_km(&found))
    }

    /// The distance in km to a point and the azimuth at the start, degrees clockwise from north, 0..360.
    pub fn km_and_azimuth(&self, to: LonLat, unit: UnitVector) -> (f64, f64) {
        let (km, azimuth) = match self.converged(unit, true).filter(|_| self.cos_beta > 1e-9) {
            Some(found) => {
                // The arc is that to a point as far to the east.
                let west = unit.y * self.cos_lon < unit.x * self.sin_lon;
                let east = if west { -found.arc.sin_alpha1 } else { found.arc.sin_alpha1 };
                (self.length_km(&found), degrees(atan2(east, found.arc.cos_alpha1)))
            }
            None => self.from.distance_and_azimuth(to),
        };
        (km, clockwise(azimuth))
    }

    /// The geodesic to a point, or, if it need not be so exact, to one so near that what is missing can be added to its length;
    /// none where the iteration is not used or does not end.
    fn converged(&self, unit: UnitVector, exact: bool) -> Option<Found> {
        let flat = (unit.x * unit.x + unit.y * unit.y).sqrt();
        if flat < 1e-9 {
            return None;
        }
        // The difference of longitudes on the ellipsoid; west is as far as east.
        let cos_lambda = (unit.x * self.cos_lon + unit.y * self.sin_lon) / flat;
        let sin_lambda = ((unit.y * self.cos_lon - unit.x * self.sin_lon) / flat).abs();
        let beta = reduced(unit.z, flat);
        let mut arc = self.arc(beta, (sin_lambda, cos_lambda));
        if arc.angle < NEAREST || arc.cos_angle < FARTHEST_COSINE {
            return None;
        }
        // How much further apart the longitudes are on the sphere than on the ellipsoid.
        let mut delta = 0.0;
        for _ in 0..STEPS {
            let missing = self.excess(&arc) - delta;
            if missing.abs() <= if exact { SAME } else { NEAR * arc.sin_angle } {
                return Some(Found { arc, missing });
            }
            delta += missing / (1.0 - arc.slope);
            let (s, c) = small(delta);
            arc = self.arc(beta, (sin_lambda * c + cos_lambda * s, cos_lambda * c - sin_lambda * s));
        }
        None
    }

    /// The arc for sine and cosine of the difference of longitudes on the auxiliary sphere.
    fn arc(&self, (sin_beta2, cos_beta2): (f64, f64), (sin_omega, cos_omega): (f64, f64)) -> Arc {
        let (sin_beta1, cos_beta1) = (self.sin_beta, self.cos_beta);
        let across = cos_beta2 * sin_omega;
        let along = cos_beta1 * sin_beta2 - sin_beta1 * cos_beta2 * cos_omega;
        let sin_angle = (across * across + along * along).sqrt();
        let cos_angle = sin_beta1 * sin_beta2 + cos_beta1 * cos_beta2 * cos_omega;
        let scale = 1.0 / sin_angle.max(f64::MIN_POSITIVE);
        let (sin_alpha1, cos_alpha1) = (across * scale, along * scale);
        let side = sin_alpha1 * sin_beta1;
        let (angle, sin_alpha0) = (atan2(sin_angle, cos_angle), sin_alpha1 * cos_beta1);
        let square = sin_alpha0 * sin_alpha0;
        let turn = angle * scale * (cos_beta1 * cos_beta2 * cos_omega - square * cos_angle);
        Arc {
            angle,
            sin_angle,
            cos_angle,
            slope: FLATTENING * (square + turn),
            sin_alpha0,
            cos_alpha0: (cos_alpha1 * cos_alpha1 + side * side).sqrt(),
            sin_alpha1,
            cos_alpha1,
        }
    }

    /// Twice the angles from the node to both ends: their sines and cosines.
    fn ends(&self, arc: &Arc) -> [(f64, f64); 2] {
        if arc.cos_alpha0 < 1e-12 {
            // Along the equator every series is nought.
            return [(0.0, 1.0); 2];
        }
        let (s1, c1) = (self.sin_beta / arc.cos_alpha0, arc.cos_alpha1 * self.cos_beta / arc.cos_alpha0);
        let (s2, c2) = (s1 * arc.cos_angle + c1 * arc.sin_angle, c1 * arc.cos_angle - s1 * arc.sin_angle);
        [(2.0 * s1 * c1, c1 * c1 - s1 * s1), (2.0 * s2 * c2, c2 * c2 - s2 * s2)]
    }

    /// The difference of longitudes on the sphere less that on the ellipsoid.
    fn excess(&self, arc: &Arc) -> f64 {
        let eps = expansion(arc);
        let eps2 = eps * eps;
        let c3 = [
            eps * horner(&C31, eps),
            eps2 * horner(&C32, eps),
            eps2 * eps * horner(&C33, eps),
            eps2 * eps2 * horner(&C34, eps),
            eps2 * eps2 * eps * C35,
        ];
        let [one, two] = self.ends(arc).map(|end| sines(&c3, end));
        FLATTENING * arc.sin_alpha0 * horner(&A3, eps) * (arc.angle + (two - one))
    }

    /// The length of the geodesic (equations 15, 17 and 18) to the point that it ends beside: along a parallel, distances
    /// grow by the sine of the azimuth at the node times the semi-major axis.
    fn length_km(&self, Found { arc, missing }: &Found) -> f64 {
        let eps = expansion(arc);
        let eps2 = eps * eps;
        let stretch = (1.0 + eps2 * (1.0 / 4.0 + eps2 * (1.0 / 64.0 + eps2 / 256.0))) / (1.0 - eps);
        let c1 = [
            eps * ((-eps2 + 6.0) * eps2 - 16.0) / 32.0,
            eps2 * ((-9.0 * eps2 + 64.0) * eps2 - 128.0) / 2048.0,
            eps2 * eps * (9.0 * eps2 - 16.0) / 768.0,
            eps2 * eps2 * (3.0 * eps2 - 5.0) / 512.0,
            eps2 * eps2 * eps * -7.0 / 1280.0,
            eps2 * eps2 * eps2 * -7.0 / 2048.0,
        ];
        let [one, two] = self.ends(arc).map(|end| sines(&c1, end));
        MINOR_KM * stretch * (arc.angle + (two - one)) + MAJOR_KM * arc.sin_alpha0 * missing
    }
}

/// Sine and cosine of the reduced latitude.
fn reduced(sin_lat: f64, cos_lat: f64) -> (f64, f64) {
    let s = (1.0 - FLATTENING) * sin_lat;
    let scale = 1.0 / (s * s + cos_lat * cos_lat).sqrt();
    (s * scale, cos_lat * scale)
}

/// Sine and cosine of an angle of at most a fiftieth, by Taylor's series.
fn small(x: f64) -> (f64, f64) {
    let x2 = x * x;
    let s = x * (1.0 - x2 / 6.0 * (1.0 - x2 / 20.0 * (1.0 - x2 / 42.0)));
    (s, 1.0 - x2 / 2.0 * (1.0 - x2 / 12.0 * (1.0 - x2 / 30.0 * (1.0 - x2 / 56.0))))
}

/// The expansion parameter (equation 16).
fn expansion(arc: &Arc) -> f64 {
    let k2 = arc.cos_alpha0 * arc.cos_alpha0 * EP2;
    k2 / (2.0 * (1.0 + (1.0 + k2).sqrt()) + k2)
}

/// A polynomial, the coefficient of the highest power first.
fn horner<const M: usize>(coefficients: &[f64; M], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}

/// The sum of c sin(2lσ) over l, of sine and cosine of 2σ (Clenshaw).
fn sines<const M: usize>(c: &[f64; M], (sin2, cos2): (f64, f64)) -> f64 {
    let turn = 2.0 * cos2;
    let (near, _) = c.iter().rev().fold((0.0, 0.0), |(one, two), c| (turn * one - two + c, one));
    near * sin2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::earth::trig::radians;

    fn off(from: LonLat, to: LonLat) -> f64 {
        (Distances::from(from).km_to(to, to.unit()) - from.distance_km(to)).abs()
    }

    /// How far the azimuth leads astray, in km, or that of the way on from the antipode where that is nearer.
    fn astray(from: LonLat, to: LonLat) -> f64 {
        let (km, azimuth) = Distances::from(from).km_and_azimuth(to, to.unit());
        assert!((km - from.distance_km(to)).abs() < 1e-9 && (0.0..360.0).contains(&azimuth), "{km} {azimuth}");
        let turn = (azimuth - from.azimuth_deg(to)).abs();
        radians(turn.min(360.0 - turn)) * km.min(20_003.0 - km).max(0.0)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn any_two_points_are_as_far_apart_as_by_karneys_method(
            (lon, lat) in (-180.0..180.0, -90.0..90.0), (x, y) in (-180.0..180.0, -90.0..90.0)
        ) {
            let (from, to) = (LonLat::wrapped(lon, lat), LonLat::wrapped(x, y));
            prop_assert!(off(from, to) < 1e-9, "{} km", off(from, to));
            prop_assert!(astray(from, to) < 1e-9, "{} km", astray(from, to));
        }

        #[test]
        fn near_points_and_near_antipodes_too(
            (lon, lat) in (-180.0..180.0, -89.0..89.0), turn in 0.0..360.0, exponent in -9.0..1.0, far in any::<bool>()
        ) {
            let (from, degrees) = (LonLat::wrapped(lon, lat), libm::pow(10.0, exponent));
            let start = if far { LonLat::wrapped(lon + 180.0, -lat) } else { from };
            let to = start.destination(turn, degrees * 111.0);
            prop_assert!(off(from, to) < 1e-9, "{} km", off(from, to));
            prop_assert!(astray(from, to) < 1e-8, "{} km", astray(from, to));
        }
    }

    #[test]
    fn the_same_point_poles_and_the_equator_are_no_exception() {
        let points = [(0.0, 0.0), (90.0, 0.0), (-180.0, 0.0), (180.0, 0.0), (0.0, 90.0), (45.0, -90.0), (12.5, 41.9)];
        for (a, b) in points.iter().flat_map(|a| points.iter().map(move |b| (a, b))) {
            let (from, to) = (LonLat::wrapped(a.0, a.1), LonLat::wrapped(b.0, b.1));
            assert!(off(from, to) < 1e-9, "{a:?} {b:?} {}", off(from, to));
            assert!(astray(from, to) < 1e-9, "{a:?} {b:?} {}", astray(from, to));
        }
        let mosul = LonLat::wrapped(43.13, 36.34);
        assert_eq!(Distances::from(mosul).km_to(mosul, mosul.unit()), 0.0);
    }
}
