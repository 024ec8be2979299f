//! Where the middle is: mean centre (B1) and median centre (B2).
//!
//! Comes in: a sample, its centres as vectors, what was drawn, the bootstrap cloud of the median, the origin. Goes out: [`Centre`].
//! Sources: Fisher, Lewis and Embleton 1987 (mean, resultant length); Fletcher et al. 2009 (median).

use super::bootstrap::{Centred, covariance, ellipse95};
use super::estimate::Basis;
use super::median::{median, objective, tangents};
use super::sample::Sample;
use super::sampling::{Drawn, Moments, centre_covariance};
use super::{Centre, CentrePoint, Estimate, Interval, LeftOut, Origin, Unit};
use crate::earth::{EARTH_RADIUS_KM, LonLat, UnitVector};

/// Below this resultant length a mean centre says little.
const RELIABLE: f64 = 0.5;
/// Below this one there is none: the points cancel out.
const CANCELLED: f64 = 1e-9;

/// The sum of unit vectors over n: its direction is the mean centre, its length the resultant length.
fn mean_vector(sample: &Sample) -> UnitVector {
    let sum = sample.spots.iter().fold(UnitVector::default(), |sum, (s, count)| sum.plus(s.unit.times(*count as f64)));
    sum.times(1.0 / sample.n.max(1) as f64)
}

/// Both centres and the coordinates about the mean one.
pub(super) fn find(sample: &Sample) -> Centred {
    let vector = mean_vector(sample);
    let mean = vector.normalised().filter(|_| vector.length() > CANCELLED);
    Centred::new(sample, mean, median(&sample.weighted(), None))
}

/// The centres with their uncertainty; `cloud` are the displacements of the median.
pub(super) fn centre(
    sample: &Sample,
    centred: &Centred,
    cloud: &[[f64; 2]],
    drawn: &Drawn<'_>,
    origin: &Origin,
    left_out: &LeftOut,
) -> Centre {
    let b1 = Basis { n: sample.n, left_out, method: "B1" };
    let b2 = Basis { n: sample.n, left_out, method: "B2" };
    let length = mean_vector(sample).length().min(1.0);
    let point = |unit: Option<UnitVector>, doubt: Option<[f64; 3]>, reliable: bool| {
        let at = unit?.lon_lat();
        let ellipse95 = doubt.and_then(|covariance| ellipse95(at, covariance, drawn.units()));
        Some(CentrePoint { at, ellipse95, reliable })
    };
    let weighted = || sample.weighted().into_iter();
    let doubt = centred.mean.map(|m| centre_covariance(drawn, length, tangents(m), weighted()));
    let mean = point(centred.mean, doubt, length >= RELIABLE);
    let median = point(centred.median, covariance(cloud, drawn.units()), true);
    let (mean_at, median_at) = (mean.as_ref().map(|c| c.at), median.as_ref().map(|c| c.at));
    Centre {
        resultant: resultant(b1, length, sample, centred, drawn),
        mean_distance: distance(b1, origin, mean_at),
        median_distance: distance(b2, origin, median_at),
        median_objective: mean_distance_to(b2, sample, centred.median, drawn),
        mean,
        median,
    }
}

/// The resultant length; its interval is that of what it lacks of 1, half the mean squared chord to the mean centre.
fn resultant(basis: Basis<'_>, length: f64, sample: &Sample, centred: &Centred, drawn: &Drawn<'_>) -> Estimate {
    if basis.n == 0 {
        return basis.undefined(Unit::Ratio, "no incidents");
    }
    let interval = centred.mean.map_or(Interval::None, |mean| {
        let lack = sample.spots.iter().map(|(s, count)| (1.0 - mean.dot(s.unit), *count as f64));
        let effect = drawn.chord_effect(mean, sample.weighted().into_iter());
        Moments::of(lack.collect()).interval(drawn, effect, 1.0, 1.0).falling(|lack| 1.0 - lack).within(0.0, 1.0)
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

fn mean_distance_to(basis: Basis<'_>, sample: &Sample, centre: Option<UnitVector>, drawn: &Drawn<'_>) -> Estimate {
    let Some(at) = centre else { return basis.undefined(Unit::Km, "no incidents") };
    let weighted = sample.weighted();
    let km = objective(&weighted, at) * EARTH_RADIUS_KM / sample.n.max(1) as f64;
    let effect = drawn.chord_effect(at, weighted.iter().copied());
    let distances = weighted.iter().map(|(p, weight)| (EARTH_RADIUS_KM * at.angle(*p), *weight));
    basis.value(km, Unit::Km, Moments::of(distances.collect()).interval(drawn, effect, 1.0, 0.5).holding(km))
}
