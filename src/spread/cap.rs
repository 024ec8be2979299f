//! The smallest cap that holds points on the sphere, and with it the answer whether a hemisphere holds them.
//!
//! Comes in: unit vectors. Goes out: the middle of the cap; none where it would be a hemisphere or more.
//!
//! The farthest point is added to the few that carry the cap until none lies outside (Gärtner 1999, on the sphere): the cap
//! grows with each step, so the search ends.

use crate::earth::UnitVector;

/// A cap narrower than a hemisphere by less than this cosine counts as none: great circles through its rim are ambiguous.
const RIM: f64 = 1e-9;
/// More than enough: a dozen steps settle thousands of points.
const STEPS: u32 = 1000;

/// The middle of the smallest cap; none where no open hemisphere holds the points, or there are none.
pub(super) fn middle(points: &[UnitVector]) -> Option<UnitVector> {
    let mut carriers = vec![*points.first()?];
    let mut middle = *points.first()?;
    for _ in 0..STEPS {
        let cosine = least_cosine(&carriers, middle);
        if cosine < RIM {
            return None;
        }
        let farthest = points.iter().min_by(|a, b| a.dot(middle).total_cmp(&b.dot(middle)))?;
        if farthest.dot(middle) >= cosine - 1e-12 {
            return Some(middle);
        }
        carriers.push(*farthest);
        (middle, carriers) = smallest(&carriers)?;
    }
    (least_cosine(points, middle) >= RIM).then_some(middle)
}

fn least_cosine(points: &[UnitVector], middle: UnitVector) -> f64 {
    points.iter().map(|p| p.dot(middle)).fold(f64::INFINITY, f64::min)
}

/// The smallest cap over at most four points and the two or three of them that carry it.
fn smallest(points: &[UnitVector]) -> Option<(UnitVector, Vec<UnitVector>)> {
    let mut best: Option<(f64, UnitVector, Vec<UnitVector>)> = None;
    let mut consider = |middle: Option<UnitVector>, carriers: &[UnitVector]| {
        let Some(middle) = middle else { return };
        let cosine = least_cosine(points, middle);
        if best.as_ref().is_none_or(|(widest, ..)| cosine > *widest) {
            best = Some((cosine, middle, carriers.to_vec()));
        }
    };
    for (i, a) in points.iter().enumerate() {
        for (j, b) in points.iter().enumerate().skip(i + 1) {
            consider(a.plus(*b).normalised(), &[*a, *b]);
            for c in points.iter().skip(j + 1) {
                let normal = b.plus(a.times(-1.0)).cross(c.plus(a.times(-1.0))).normalised();
                consider(normal, &[*a, *b, *c]);
                consider(normal.map(|m| m.times(-1.0)), &[*a, *b, *c]);
            }
        }
    }
    best.map(|(_, middle, carriers)| (middle, carriers))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(lon_lats: &[(f64, f64)]) -> Vec<UnitVector> {
        lon_lats.iter().map(|(lon, lat)| UnitVector::from_degrees(*lon, *lat)).collect()
    }

    #[test]
    fn a_ring_round_the_pole_has_the_pole_in_its_middle() {
        let ring = units(&[(0.0, 10.0), (90.0, 10.0), (180.0, 10.0), (-90.0, 10.0)]);
        assert!((middle(&ring).unwrap().z - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_ring_on_the_equator_fits_in_no_open_hemisphere() {
        assert!(middle(&units(&[(0.0, 0.0), (120.0, 0.0), (-120.0, 0.0)])).is_none());
        assert!(middle(&units(&[(0.0, 0.0), (180.0, 0.0)])).is_none());
        assert!(middle(&units(&[(0.0, 90.0), (0.0, -90.0), (20.0, 5.0)])).is_none());
    }

    #[test]
    fn points_that_barely_fit_in_a_hemisphere_are_found_to_fit() {
        let cap = middle(&units(&[(0.0, 0.01), (120.0, 0.01), (-120.0, 0.01)])).unwrap();
        assert!((cap.z - 1.0).abs() < 1e-9);
    }
}
