//! Where the middle is: mean centre (B1) and median centre (B2).
//!
//! Comes in: points with weights, their centres as vectors, what was drawn, the bootstrap cloud of the median, the origin. Goes out: [`Centre`].
//! Sources: Fisher, Lewis and Embleton 1987 (mean, resultant length); Fletcher et al. 2009 (median).

use super::bootstrap::{covariance, ellipse95};
use super::estimate::Basis;
use super::mass::{Centred, Mass};
use super::median::tangents;
use super::sampling::{Drawn, Moments, centre_covariance};
use super::{Centre, CentrePoint, Estimate, Interval, LeftOut, Origin, Unit};
use crate::earth::{EARTH_RADIUS_KM, LonLat, UnitVector};

/// Below this resultant length a mean centre says little.
const RELIABLE: f64 = 0.5;

/// The centres with their uncertainty; `cloud` are the displacements of the median.
pub(super) fn centre(
    mass: &Mass,
    centred: &Centred,
    cloud: &[[f64; 2]],
    drawn: &Drawn<'_>,
    origin: &Origin,
    left_out: &LeftOut,
) -> Centre {
    let b1 = Basis { n: mass.n, left_out, method: "B1" };
    let b2 = Basis { n: mass.n, left_out, method: "B2" };
    let length = centred.vector.length().min(1.0);
    let point = |unit: Option<UnitVector>, doubt: Option<[f64; 3]>, reliable: bool| {
        let at = unit?.lon_lat();
        let ellipse95 = doubt.and_then(|covariance| ellipse95(at, covariance, drawn.of_centre()));
        Some(CentrePoint { at, ellipse95, reliable })
    };
    let weighted = || mass.points.iter().copied();
    let doubt = centred.mean.map(|m| centre_covariance(drawn, length, tangents(m), weighted()));
    let mean = point(centred.mean, doubt, length >= RELIABLE);
    let median = point(centred.median, covariance(cloud, drawn.units()), true);
    let (mean_at, median_at) = (mean.as_ref().map(|c| c.at), median.as_ref().map(|c| c.at));
    Centre {
        resultant: resultant(b1, length, mass, centred, drawn),
        mean_distance: distance(b1, origin, mean_at),
        median_distance: distance(b2, origin, median_at),
        median_objective: mean_distance_to(b2, mass, centred, drawn),
        mean,
        median,
    }
}

/// The resultant length; its interval is that of what it lacks of 1, half the mean squared chord to the mean centre.
fn resultant(basis: Basis<'_>, length: f64, mass: &Mass, centred: &Centred, drawn: &Drawn<'_>) -> Estimate {
    if basis.n == 0 {
        return basis.undefined(Unit::Ratio, "no incidents");
    }
    let interval = centred.mean.map_or(Interval::None, |mean| {
        let lack = mass.points.iter().map(|(p, weight)| (1.0 - mean.dot(*p), *weight));
        let effect = drawn.chord_effect(mean, mass.points.iter().copied());
        Moments::of(&lack.collect::<Vec<_>>())
            .interval(drawn, effect, 1.0, 1.0)
            .falling(|lack| 1.0 - lack)
            .within(0.0, 1.0)
    });
    let estimate = basis.value(length, Unit::Ratio, interval);
    if length < RELIABLE { estimate.noted("below 0.5: the mean centre is unreliable") } else { estimate }
}

fn distance(basis: Basis<'_>, origin: &Origin, at: Option<LonLat>) -> Estimate {
    match (basis.n, at) {
        (0, _) => basis.undefined(Unit::Km, "no incidents"),
        (_, None) => basis.undefined(Unit::Km, "the points cancel out: there is no centre"),
        (_, Some(at)) => match origin.distance_km(at) {
            Some(km) => basis.value(km, Unit::Km, Interval::None).noted("the centre's ellipse gives its uncertainty"),
            None => basis.undefined(Unit::Km, "no origin"),
        },
    }
}

fn mean_distance_to(basis: Basis<'_>, mass: &Mass, centred: &Centred, drawn: &Drawn<'_>) -> Estimate {
    let Some(at) = centred.median else { return basis.undefined(Unit::Km, "no incidents") };
    let km = centred.mean_angle * EARTH_RADIUS_KM;
    let effect = drawn.chord_effect(at, mass.points.iter().copied());
    let distances = mass.points.iter().map(|(p, weight)| (EARTH_RADIUS_KM * at.angle(*p), *weight));
    basis.value(km, Unit::Km, Moments::of(&distances.collect::<Vec<_>>()).interval(drawn, effect, 1.0, 0.5).holding(km))
}
