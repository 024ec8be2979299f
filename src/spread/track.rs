//! The way of the centres from period to period (B3).
//!
//! Comes in: the slices of the periods. Goes out: [`TrackStep`]s of the mean and of the median centre.

use super::bootstrap::CHI2_95;
use super::{CentrePoint, Ellipse, Period, Slice, TrackStep};
use crate::earth::trig::{cos, radians, sin};

/// The steps of both centres between periods that have one, first those of the mean.
pub(super) fn track(periods: &[Slice]) -> Vec<TrackStep> {
    let mut steps = steps("mean", periods, |slice| slice.centre.mean.as_ref());
    steps.extend(self::steps("median", periods, |slice| slice.centre.median.as_ref()));
    steps
}

fn steps(name: &'static str, periods: &[Slice], centre: impl Fn(&Slice) -> Option<&CentrePoint>) -> Vec<TrackStep> {
    let halts: Vec<(Period, &CentrePoint)> =
        periods.iter().filter_map(|slice| Some((slice.period?, centre(slice)?))).collect();
    let mut path_km = 0.0;
    let mut steps = Vec::new();
    for pair in halts.windows(2) {
        let [(from, a), (to, b)] = pair else { continue };
        let (step_km, azimuth) = a.at.distance_and_azimuth(b.at);
        path_km += step_km;
        let net_km = halts.first().map_or(0.0, |(_, start)| start.at.distance_km(b.at));
        steps.push(TrackStep {
            centre: name,
            from: *from,
            to: *to,
            from_at: a.at,
            to_at: b.at,
            step_km,
            azimuth_deg: if azimuth < 0.0 { azimuth + 360.0 } else { azimuth + 0.0 },
            net_km,
            path_km,
            within_noise: within_noise(a, b, step_km, azimuth),
        });
    }
    steps
}

/// Whether the step lies in the joint 95 % ellipse: the covariances of both bootstrap clouds, each turned into the frame
/// along and across the step at its own end, are added; the step is noise where its squared Mahalanobis length is at most
/// the 95 % point of chi-square with two degrees of freedom.
fn within_noise(a: &CentrePoint, b: &CentrePoint, step_km: f64, azimuth: f64) -> Option<bool> {
    let (ea, eb) = (a.ellipse95?, b.ellipse95?);
    let onward = b.at.azimuth_deg(a.at) + 180.0;
    let (u, v) = (along_across(&ea, azimuth), along_across(&eb, onward));
    // A metre of doubt keeps the matrix from being singular.
    let [along, both, across] = [u[0] + v[0] + 1e-6, u[1] + v[1], u[2] + v[2] + 1e-6];
    let determinant = along * across - both * both;
    (determinant > 0.0).then(|| step_km * step_km * across / determinant <= CHI2_95)
}

/// Whether a move from one centre straight to another is noise.
pub(super) fn within_noise_between(a: &CentrePoint, b: &CentrePoint) -> Option<bool> {
    let (step_km, azimuth) = a.at.distance_and_azimuth(b.at);
    within_noise(a, b, step_km, azimuth)
}

/// The covariance of an ellipse in km² along, between and across a direction.
fn along_across(ellipse: &Ellipse, azimuth_deg: f64) -> [f64; 3] {
    let (major, minor) = (ellipse.semi_major_km, ellipse.semi_minor_km);
    let (major, minor) = (major * major / CHI2_95, minor * minor / CHI2_95);
    let turn = radians(ellipse.azimuth_deg - azimuth_deg);
    let (c, s) = (cos(turn), sin(turn));
    [major * c * c + minor * s * s, (major - minor) * c * s, major * s * s + minor * c * c]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::LonLat;

    fn stop(lon: f64, major: f64, minor: f64, azimuth_deg: f64) -> CentrePoint {
        let at = LonLat::wrapped(lon, 0.0);
        let ellipse = Ellipse { centre: at, semi_major_km: major, semi_minor_km: minor, azimuth_deg };
        CentrePoint { at, ellipse95: Some(ellipse), reliable: true }
    }

    #[test]
    fn a_step_is_noise_where_the_joint_ellipse_is_wide_in_its_direction() {
        // 111 km to the east; joint half width sqrt(100² + 100²) = 141 km along, sqrt(2) * 10 across.
        let (a, b) = (stop(0.0, 100.0, 10.0, 90.0), stop(1.0, 100.0, 10.0, 90.0));
        let km = a.at.distance_km(b.at);
        assert_eq!(within_noise(&a, &b, km, 90.0), Some(true));
        let (a, b) = (stop(0.0, 100.0, 10.0, 0.0), stop(1.0, 100.0, 10.0, 0.0));
        assert_eq!(within_noise(&a, &b, km, 90.0), Some(false));
    }

    #[test]
    fn a_step_without_an_interval_is_neither_noise_nor_signal() {
        let (a, mut b) = (stop(0.0, 1.0, 1.0, 0.0), stop(1.0, 1.0, 1.0, 0.0));
        b.ellipse95 = None;
        assert_eq!(within_noise(&a, &b, 111.0, 90.0), None);
    }
}
