//! Centres and spread of points on the globe, seen as a sphere of radius 6371.0088 km.
//!
//! Comes in: unit vectors, with weights where wanted. Goes out: the mean of vectors, the mean of Fréchet and Karcher, the
//! standard distance. Sources: Fisher, Lewis and Embleton 1987; Karcher 1977.

use crate::earth::trig::{cos, sin};
use crate::earth::{EARTH_RADIUS_KM, UnitVector};

/// Below this length the mean vector points nowhere: the points cancel out.
const CANCELLED: f64 = 1e-9;

/// A mean centre on the globe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanCentre {
    /// Where it is.
    pub at: UnitVector,
    /// The length of the mean vector, 0 to 1: how near the points are to one place.
    pub resultant: f64,
}

/// The direction of the weighted sum of vectors; none where they cancel out, or weights add up to nothing.
///
/// # Example
/// ```
/// use incimap::earth::UnitVector;
/// use incimap::statistic::globe::mean_centre;
/// let ends = [(UnitVector::from_degrees(170.0, 0.0), 1.0), (UnitVector::from_degrees(-170.0, 0.0), 1.0)];
/// let middle = mean_centre(&ends).unwrap();
/// assert!((middle.at.lon_lat().lon().abs() - 180.0).abs() < 1e-9);
/// ```
pub fn mean_centre(points: &[(UnitVector, f64)]) -> Option<MeanCentre> {
    let total: f64 = points.iter().map(|(_, weight)| weight).sum();
    let sum = points.iter().fold(UnitVector::default(), |sum, (p, weight)| sum.plus(p.times(*weight)));
    let resultant = sum.length() / total;
    let at = sum.normalised().filter(|_| total > 0.0 && resultant > CANCELLED)?;
    Some(MeanCentre { at, resultant: resultant.min(1.0) })
}

/// The point with the least sum of squared great-circle distances, by going from the mean of vectors along the mean of the
/// paths to the points until that is nothing; none where there is no mean of vectors. Points that span more than a
/// hemisphere may have several such points: this is the one downhill from the mean of vectors.
pub fn karcher_mean(points: &[(UnitVector, f64)]) -> Option<UnitVector> {
    let mut at = mean_centre(points)?.at;
    let total: f64 = points.iter().map(|(_, weight)| weight).sum();
    for _ in 0..1000 {
        let paths = points.iter().map(|(p, weight)| path(at, *p).times(*weight));
        let step = paths.fold(UnitVector::default(), UnitVector::plus).times(1.0 / total);
        let length = step.length();
        if length < 1e-15 {
            break;
        }
        at = at.times(cos(length)).plus(step.times(sin(length) / length)).normalised()?;
    }
    Some(at)
}

/// The path from one point to another as a vector at right angles to the first, as long as the angle between them; nothing
/// to the point itself and to its opposite, to which all paths lead.
fn path(from: UnitVector, to: UnitVector) -> UnitVector {
    let across = to.plus(from.times(-to.dot(from)));
    across.normalised().map_or(UnitVector::default(), |direction| direction.times(from.angle(to)))
}

/// The root of the mean squared great-circle distance to a centre in km; none of nothing.
pub fn standard_distance_km(points: &[(UnitVector, f64)], centre: UnitVector) -> Option<f64> {
    let total: f64 = points.iter().map(|(_, weight)| weight).sum();
    let squared = |(p, weight): &(UnitVector, f64)| weight * p.angle(centre) * p.angle(centre);
    (total > 0.0).then(|| EARTH_RADIUS_KM * (points.iter().map(squared).sum::<f64>() / total).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> (UnitVector, f64) {
        (UnitVector::from_degrees(lon, lat), 1.0)
    }

    #[test]
    fn the_means_of_three_points_on_the_equator_differ() {
        // Angles 0, 0, 90: the Karcher mean is 30, that of vectors atan(1/2) = 26.57 degrees.
        let points = [at(0.0, 0.0), at(0.0, 0.0), at(90.0, 0.0)];
        assert!((karcher_mean(&points).unwrap().lon_lat().lon() - 30.0).abs() < 1e-9);
        let mean = mean_centre(&points).unwrap();
        assert!((mean.at.lon_lat().lon() - 26.565_051_177).abs() < 1e-9);
        assert!((mean.resultant - 5.0_f64.sqrt() / 3.0).abs() < 1e-12);
    }

    #[test]
    fn opposite_points_have_no_mean() {
        assert!(mean_centre(&[at(0.0, 0.0), at(180.0, 0.0)]).is_none());
        assert!(karcher_mean(&[at(0.0, 90.0), at(0.0, -90.0)]).is_none() && mean_centre(&[]).is_none());
        assert_eq!(standard_distance_km(&[], at(0.0, 0.0).0), None);
    }

    #[test]
    fn points_ten_degrees_off_lie_ten_degrees_off() {
        let km = standard_distance_km(&[at(10.0, 0.0), at(-10.0, 0.0), at(0.0, 10.0)], at(0.0, 0.0).0).unwrap();
        assert!((km - 1_111.950_8).abs() < 1e-3, "{km}");
    }
}
