//! The geometric median on the sphere: the point with the least sum of great-circle distances (B2).
//!
//! Comes in: unit vectors with weights. Goes out: a unit vector. Weiszfeld's iteration on the sphere (Fletcher et al. 2009)
//! with the treatment of data points of Vardi and Zhang (2000), finished by Newton steps.

use crate::earth::UnitVector;
use crate::earth::trig::{cos, sin};

/// Steps of at most this many; Newton makes a dozen enough nearly always.
const STEPS: u32 = 200;
/// A step shorter than this many radians (0.6 mm) ends the search.
const STILL: f64 = 1e-10;
/// Points nearer than this many radians count as the same.
const SAME: f64 = 1e-12;

/// The pull of the points at a place: its gradient, the weights of Weiszfeld and Newton, the nearest point.
struct Pull {
    /// The sum of unit tangents towards the points.
    gradient: UnitVector,
    /// The sum of weight over chord.
    stiffness: f64,
    /// The second derivatives along east and north of the place.
    hessian: [f64; 3],
    /// The weight that lies at the place itself.
    here: f64,
    /// The nearest point that is not at the place.
    nearest: Option<Near>,
}

/// A point near a place.
#[derive(Clone, Copy)]
struct Near {
    point: UnitVector,
    weight: f64,
    chord: f64,
}

/// Two unit vectors at right angles to a point and to each other: east and north, or what stands in for them at a pole.
pub(super) fn tangents(at: UnitVector) -> (UnitVector, UnitVector) {
    let pole = UnitVector { x: 0.0, y: 0.0, z: 1.0 };
    let east = pole.cross(at).normalised().unwrap_or(UnitVector { x: 0.0, y: 1.0, z: 0.0 });
    (east, at.cross(east))
}

/// The unit tangent at `from` towards `to`, the sine and the cosine of the angle between them; none where they coincide or
/// are opposite.
pub(super) fn direction(from: UnitVector, to: UnitVector) -> Option<(UnitVector, f64, f64)> {
    let chord2 = to.plus(from.times(-1.0)).dot(to.plus(from.times(-1.0)));
    let c = 1.0 - 0.5 * chord2;
    let s = (chord2 * (1.0 - 0.25 * chord2)).max(0.0).sqrt();
    (s > SAME).then(|| (to.plus(from.times(-c)).times(1.0 / s), s, c))
}

/// The end of a path that leaves along a tangent vector, as long as the vector.
pub(super) fn follow(from: UnitVector, step: UnitVector) -> UnitVector {
    let length = step.length();
    if length <= 0.0 {
        return from;
    }
    let end = from.times(cos(length)).plus(step.times(sin(length) / length));
    end.normalised().unwrap_or(from)
}

/// The sum of weighted angles to the points, in radians.
pub(super) fn objective(points: &[(UnitVector, f64)], at: UnitVector) -> f64 {
    points.iter().map(|(p, weight)| weight * at.angle(*p)).sum()
}

/// The median; none of no points. It starts from `start`, or from the best of the mean and a few points.
pub(super) fn median(points: &[(UnitVector, f64)], start: Option<UnitVector>) -> Option<UnitVector> {
    let total: f64 = points.iter().map(|(_, weight)| weight).sum();
    // More than half the weight at one point makes it the median on any surface, by the triangle inequality.
    if let Some((heavy, _)) = points.iter().find(|(_, weight)| 2.0 * weight > total) {
        return Some(*heavy);
    }
    let mut at = start.or_else(|| best_start(points, total))?;
    // A start that is given is near enough for Newton at once.
    let (mut before, mut trust) = (None, if start.is_some() { 4 } else { 0_i32 });
    for step in 0..STEPS {
        let pull = pull(points, at);
        let strength = pull.gradient.length();
        if strength <= pull.here + 1e-14 * total {
            return Some(at);
        }
        if let Some((old, old_strength)) = before.take()
            && strength > old_strength
        {
            // The Newton step went astray: back, and by Weiszfeld for a while.
            (at, trust) = (old, -4);
            continue;
        }
        trust += 1;
        let newton = if trust > 3 && pull.here == 0.0 { newton(&pull, at) } else { None };
        before = newton.map(|_| (at, strength));
        let slack = 1.0 - pull.here / strength;
        let go = newton.unwrap_or_else(|| pull.gradient.times(slack / pull.stiffness.max(f64::MIN_POSITIVE)));
        let length = go.length();
        if let Some(near) = pull.nearest
            && (near.chord < 8.0 * length && pull.may_end_at(near, at) || step % 16 == 15)
            && is_median(points, near.point, total)
        {
            return Some(near.point);
        }
        at = follow(at, go);
        // What a Newton step leaves is its square over the distance at which the pull changes.
        let left = newton.and(pull.nearest).map_or(length, |near| length * length / near.chord);
        if length < STILL || left < 0.1 * STILL {
            break;
        }
    }
    Some(at)
}

/// Where the search begins: the mean where it is clear, else whichever of the mean and eight points has the least sum.
fn best_start(points: &[(UnitVector, f64)], total: f64) -> Option<UnitVector> {
    let sum = points.iter().fold(UnitVector::default(), |sum, (p, weight)| sum.plus(p.times(*weight)));
    let mean = sum.normalised().filter(|_| sum.length() > 1e-9 * total);
    if sum.length() > 0.5 * total {
        return mean;
    }
    let few = points.iter().step_by(points.len() / 8 + 1).map(|(p, _)| *p);
    let scored = mean.into_iter().chain(few).map(|p| (objective(points, p), p));
    scored.reduce(|best, one| if one.0 < best.0 - 1e-12 * total { one } else { best }).map(|(_, p)| p)
}

/// Whether a data point is the median: the others pull on it with no more than its own weight.
fn is_median(points: &[(UnitVector, f64)], at: UnitVector, total: f64) -> bool {
    let pull = pull(points, at);
    pull.gradient.length() <= pull.here + 1e-14 * total
}

fn pull(points: &[(UnitVector, f64)], at: UnitVector) -> Pull {
    let (east, north) = tangents(at);
    let (mut sum, mut inward) = (UnitVector::default(), 0.0);
    let mut pull =
        Pull { gradient: UnitVector::default(), stiffness: 0.0, hessian: [0.0; 3], here: 0.0, nearest: None };
    let mut least = f64::INFINITY;
    for (p, weight) in points {
        let apart = p.plus(at.times(-1.0));
        let chord2 = apart.dot(apart);
        let root = (1.0 - 0.25 * chord2).max(0.0).sqrt();
        let sine = chord2.sqrt() * root;
        if sine <= SAME {
            // An opposite point pulls in all directions alike, that is in none.
            pull.here += if chord2 < 2.0 { *weight } else { 0.0 };
            continue;
        }
        let share = weight / sine;
        // The unit tangent is (apart + at chord²/2) / sine: differences keep the digits of near points.
        sum = sum.plus(apart.times(share));
        inward += 0.5 * chord2 * share;
        pull.stiffness += share * root;
        let k = share * (1.0 - 0.5 * chord2);
        let (e, n, per) = (apart.dot(east), apart.dot(north), k / (sine * sine));
        pull.hessian[0] += k - per * e * e;
        pull.hessian[1] -= per * e * n;
        pull.hessian[2] += k - per * n * n;
        if chord2 < least {
            (least, pull.nearest) = (chord2, Some(Near { point: *p, weight: *weight, chord: chord2 }));
        }
    }
    pull.gradient = sum.plus(at.times(inward));
    pull.nearest = pull.nearest.map(|near| Near { chord: near.chord.sqrt(), ..near });
    pull
}

impl Pull {
    /// Whether a point near the place may be the median, for all that is seen from there: the others pull with little more
    /// than its own weight, as they do there but for what their pull changes on the way.
    fn may_end_at(&self, near: Near, at: UnitVector) -> bool {
        let Some((towards, ..)) = direction(at, near.point) else { return true };
        let others = self.gradient.plus(towards.times(-near.weight)).length();
        others <= near.weight + 2.0 * (self.hessian[0] + self.hessian[2]).abs() * near.chord
    }
}

/// The Newton step; none where the sum of distances is not convex or the step is longer than 0.1 radian.
fn newton(pull: &Pull, at: UnitVector) -> Option<UnitVector> {
    let (east, north) = tangents(at);
    let g = [pull.gradient.dot(east), pull.gradient.dot(north)];
    let [x, y] = solve(pull.hessian, g)?;
    let step = east.times(x).plus(north.times(y));
    (step.length() < 0.1).then_some(step)
}

/// Solves a symmetric positive definite system of two equations; none where it is not.
pub(super) fn solve([xx, xy, yy]: [f64; 3], [x, y]: [f64; 2]) -> Option<[f64; 2]> {
    let determinant = xx * yy - xy * xy;
    let definite = xx > 0.0 && determinant > 1e-12 * xx * yy;
    definite.then(|| [(yy * x - xy * y) / determinant, (xx * y - xy * x) / determinant])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::LonLat;

    fn points(lon_lats: &[(f64, f64)]) -> Vec<(UnitVector, f64)> {
        lon_lats.iter().map(|(lon, lat)| (UnitVector::from_degrees(*lon, *lat), 1.0)).collect()
    }

    fn degrees_apart(a: UnitVector, b: LonLat) -> f64 {
        crate::earth::trig::degrees(a.angle(b.unit()))
    }

    #[test]
    fn the_median_of_a_symmetric_cross_is_its_middle_across_180() {
        let cross = points(&[(179.0, 0.0), (-179.0, 0.0), (180.0, 1.0), (180.0, -1.0)]);
        let at = median(&cross, None).unwrap();
        assert!(degrees_apart(at, LonLat::wrapped(180.0, 0.0)) < 1e-9);
    }

    #[test]
    fn a_point_within_a_wide_triangle_of_others_is_the_median_itself() {
        // At 120 degrees or more the corner wins (Fermat's problem).
        let at = median(&points(&[(0.0, 0.1), (-5.0, 0.0), (5.0, 0.0)]), None).unwrap();
        assert!(degrees_apart(at, LonLat::wrapped(0.0, 0.1)) < 1e-12);
    }

    #[test]
    fn one_far_point_does_not_draw_the_median_away() {
        let mut many = points(&[(44.0, 36.0), (44.1, 36.1), (44.2, 36.0), (44.1, 35.9)]);
        many.push((UnitVector::from_degrees(-70.0, -30.0), 1.0));
        assert!(degrees_apart(median(&many, None).unwrap(), LonLat::wrapped(44.1, 36.0)) < 0.11);
    }

    #[test]
    fn opposite_points_have_a_median_though_no_mean() {
        let at = median(&points(&[(0.0, 90.0), (0.0, -90.0)]), None).unwrap();
        assert!((at.length() - 1.0).abs() < 1e-12);
        assert!(median(&[], None).is_none());
    }
}
