//! Centres and spread of points on a plane: projected coordinates, metres of a national grid.
//!
//! Comes in: points [x, y], y to the north. Goes out: means, medians, standard distances, the deviational ellipse in three
//! conventions. For points on the globe see [`super::globe`]. Sources: Bachi 1963; Weiszfeld 1937, Vardi and Zhang 2000;
//! Yuill 1971; Levine 2015 (`CrimeStat`).

use super::slope::median;
use crate::earth::trig::{atan2, degrees};

/// The mean of points; none of nothing.
pub fn mean(points: &[[f64; 2]]) -> Option<[f64; 2]> {
    weighted_mean(&points.iter().map(|p| (*p, 1.0)).collect::<Vec<_>>())
}

/// The weighted mean of points; none where the weights add up to nothing.
pub fn weighted_mean(points: &[([f64; 2], f64)]) -> Option<[f64; 2]> {
    let total: f64 = points.iter().map(|(_, weight)| weight).sum();
    let axis = |i: usize| points.iter().map(|(p, weight)| p[i] * weight).sum::<f64>() / total;
    (total > 0.0).then(|| [axis(0), axis(1)])
}

/// The median of x and the median of y, which make the sum of city-block distances least; none of nothing.
pub fn manhattan_median(points: &[[f64; 2]]) -> Option<[f64; 2]> {
    let axis = |i: usize| median(points.iter().map(|p| p[i]).collect());
    Some([axis(0)?, axis(1)?])
}

/// The point with the least sum of distances, and that sum; none of nothing. Where the points lie on a line it is not the
/// only one.
///
/// # Example
/// ```
/// use incimap::statistic::plane::geometric_median;
/// let ([x, y], sum) = geometric_median(&[[0.0, 0.0], [4.0, 0.0], [0.0, 3.0], [4.0, 3.0]]).unwrap();
/// assert!((x - 2.0).abs() < 1e-9 && (y - 1.5).abs() < 1e-9 && (sum - 10.0).abs() < 1e-12);
/// ```
pub fn geometric_median(points: &[[f64; 2]]) -> Option<([f64; 2], f64)> {
    let mut at = mean(points)?;
    let sum = |at: [f64; 2]| points.iter().map(|p| distance(*p, at)).sum::<f64>();
    for _ in 0..10_000 {
        let Some(next) = weiszfeld(points, at) else { break };
        let moved = distance(at, next);
        at = next;
        if moved <= 1e-13 * (at[0].abs() + at[1].abs()) {
            break;
        }
    }
    // The median may be one of the points, which the iteration nears but slowly.
    let near = points.iter().copied().min_by(|a, b| distance(*a, at).total_cmp(&distance(*b, at)))?;
    let best = if sum(near) <= sum(at) { near } else { at };
    Some((best, sum(best)))
}

/// One step towards the median; none where the place is it. Points at the place itself hold it with their number.
fn weiszfeld(points: &[[f64; 2]], at: [f64; 2]) -> Option<[f64; 2]> {
    let (mut pull, mut stiffness, mut here) = ([0.0; 2], 0.0, 0.0);
    for p in points {
        let d = distance(*p, at);
        if d > 0.0 {
            pull = [pull[0] + (p[0] - at[0]) / d, pull[1] + (p[1] - at[1]) / d];
            stiffness += 1.0 / d;
        } else {
            here += 1.0;
        }
    }
    let strength = distance(pull, [0.0; 2]);
    let step = (1.0 - here / strength) / stiffness;
    (strength > here).then(|| [at[0] + step * pull[0], at[1] + step * pull[1]])
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    (dx * dx + dy * dy).sqrt()
}

/// The sums of squares about the mean: along the major axis, along the minor axis, and the azimuth of the major axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scatter {
    /// How many points.
    pub n: usize,
    /// The sum of squares along the major axis.
    pub major: f64,
    /// The sum of squares along the minor axis.
    pub minor: f64,
    /// The azimuth of the major axis, degrees clockwise from y, 0..180.
    pub azimuth_deg: f64,
}

/// How the length of a semi-axis follows from the sum of squares along it, SS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Convention {
    /// sqrt(SS / n), Yuill 1971.
    Yuill,
    /// sqrt(2 SS / n), `ArcGIS` Pro.
    YuillRoot2,
    /// sqrt(2 SS / (n - 2)), `CrimeStat`, pointpats, sfdep, aspace.
    CrimeStat,
}

/// The scatter of points about their mean; none of nothing.
pub fn scatter(points: &[[f64; 2]]) -> Option<Scatter> {
    let m = mean(points)?;
    let [xx, xy, yy] = points.iter().fold([0.0; 3], |[xx, xy, yy], p| {
        let (dx, dy) = (p[0] - m[0], p[1] - m[1]);
        [xx + dx * dx, xy + dx * dy, yy + dy * dy]
    });
    // The eigenvalues of the matrix; the smaller one from the product, which keeps its digits.
    let half = 0.5 * distance([xx - yy, 2.0 * xy], [0.0; 2]);
    let major = 0.5 * (xx + yy) + half;
    let minor = if major > 0.0 { ((xx * yy - xy * xy) / major).max(0.0) } else { 0.0 };
    let azimuth = 0.5 * degrees(atan2(2.0 * xy, yy - xx));
    Some(Scatter { n: points.len(), major, minor, azimuth_deg: if azimuth < 0.0 { azimuth + 180.0 } else { azimuth } })
}

impl Scatter {
    /// The standard distance with n less `fewer` as its divisor: 0, 1, or 2 as in `CrimeStat`; none where that is not above 0.
    pub fn standard_distance(&self, fewer: usize) -> Option<f64> {
        let divisor = self.n.checked_sub(fewer).filter(|divisor| *divisor > 0)?;
        Some(((self.major + self.minor) / divisor as f64).sqrt())
    }

    /// The major and the minor semi-axis of the deviational ellipse; none for fewer than three points.
    pub fn semi_axes(&self, convention: Convention) -> Option<(f64, f64)> {
        let n = self.n as f64;
        let factor = match convention {
            Convention::Yuill => 1.0 / n,
            Convention::YuillRoot2 => 2.0 / n,
            Convention::CrimeStat => 2.0 / (n - 2.0),
        };
        (self.n > 2).then(|| ((factor * self.major).sqrt(), (factor * self.minor).sqrt()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cross_has_its_ellipse_along_the_longer_arm() {
        // Sums of squares: 2 · 3² along north-east, 2 · 1² across.
        let r = 0.5_f64.sqrt();
        let cross = [[3.0 * r, 3.0 * r], [-3.0 * r, -3.0 * r], [r, -r], [-r, r]];
        let s = scatter(&cross).unwrap();
        assert!((s.major - 18.0).abs() < 1e-12 && (s.minor - 2.0).abs() < 1e-12 && (s.azimuth_deg - 45.0).abs() < 1e-9);
        assert!((s.standard_distance(0).unwrap() - 5.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(s.standard_distance(4), None);
        let (major, minor) = s.semi_axes(Convention::CrimeStat).unwrap();
        assert!((major - 18.0_f64.sqrt()).abs() < 1e-12 && (minor - 2.0_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn the_median_of_a_flat_triangle_is_its_middle_corner() {
        let ([x, y], sum) = geometric_median(&[[0.0, 0.1], [-5.0, 0.0], [5.0, 0.0]]).unwrap();
        assert_eq!([x, y], [0.0, 0.1]);
        assert!((sum - 2.0 * 25.01_f64.sqrt()).abs() < 1e-12);
        assert!(geometric_median(&[]).is_none());
    }

    #[test]
    fn an_even_number_has_the_middle_of_the_middle_two_as_its_median() {
        assert_eq!(manhattan_median(&[[0.0, 9.0], [1.0, 0.0], [2.0, 1.0], [10.0, 2.0]]), Some([1.5, 1.5]));
        assert_eq!(weighted_mean(&[([0.0, 0.0], 1.0), ([4.0, 8.0], 3.0)]), Some([3.0, 6.0]));
        assert_eq!(weighted_mean(&[([0.0, 0.0], 0.0)]), None);
    }
}
