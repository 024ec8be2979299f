//! Ripley's K and L on a plane: how many others lie within a distance, against chance (M1).
//!
//! Comes in: points, a window, rising distances, a correction for the border. Goes out: K at each distance. Ripley 1977; Ohser
//! 1983 for the correction by translation. K is the mean number of other points within r over the density; the pairs nearer
//! than r count.

use super::window::Window;

/// How the border of the window is allowed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Not at all.
    None,
    /// Only points farther from the border than r are looked from.
    Border,
    /// A pair weighs as much more as the window is larger than what it has in common with itself moved by the pair's step.
    /// For rectangles only.
    Translation,
    /// A pair weighs as much more as the circle round one through the other is longer than its part in the window.
    Isotropic,
}

/// K at each distance; none where it is undefined: for fewer than two points, or the correction does not fit the window.
pub fn ripley_k(points: &[[f64; 2]], window: &Window, distances: &[f64], correction: Correction) -> Vec<Option<f64>> {
    let n = points.len() as f64;
    if points.len() < 2 {
        return vec![None; distances.len()];
    }
    let longest = distances.iter().copied().fold(0.0, f64::max);
    let mut sums = vec![0.0; distances.len()];
    let mut looked = vec![n - 1.0; distances.len()];
    if correction == Correction::Border {
        let margins: Vec<f64> = points.iter().map(|p| window.margin(*p)).collect();
        looked = distances.iter().map(|r| margins.iter().filter(|m| **m >= *r).count() as f64).collect();
        for_pairs(points, longest, |i, _, d| {
            let counts = |r: f64| d < r && margins[i] >= r;
            sums.iter_mut().zip(distances).filter(|(_, r)| counts(**r)).for_each(|(sum, _)| *sum += 1.0);
        });
    } else {
        let mut undefined = false;
        for_pairs(points, longest, |i, j, d| {
            let weight = weight(points, window, (i, j), d, correction);
            undefined |= weight.is_none();
            let weight = weight.unwrap_or(0.0);
            sums.iter_mut().zip(distances).filter(|(_, r)| d < **r).for_each(|(sum, _)| *sum += weight);
        });
        if undefined {
            return vec![None; distances.len()];
        }
    }
    let k = |(sum, looked): (&f64, &f64)| (*looked > 0.0).then(|| window.area() * sum / (n * looked));
    sums.iter().zip(&looked).map(k).collect()
}

/// L = sqrt(K / pi), which is r for points placed by chance.
pub fn ripley_l(k: f64) -> f64 {
    (k.max(0.0) / std::f64::consts::PI).sqrt()
}

/// Every ordered pair nearer than a distance.
fn for_pairs(points: &[[f64; 2]], longest: f64, mut visit: impl FnMut(usize, usize, f64)) {
    for (i, a) in points.iter().enumerate() {
        for (j, b) in points.iter().enumerate().filter(|(j, _)| *j != i) {
            let (x, y) = (a[0] - b[0], a[1] - b[1]);
            let d = (x * x + y * y).sqrt();
            if d < longest {
                visit(i, j, d);
            }
        }
    }
}

fn weight(
    points: &[[f64; 2]],
    window: &Window,
    (i, j): (usize, usize),
    distance: f64,
    correction: Correction,
) -> Option<f64> {
    /// Rarer parts of a circle would let one pair outweigh all.
    const MOST: f64 = 100.0;
    match correction {
        Correction::Translation => {
            let step = [points[i][0] - points[j][0], points[i][1] - points[j][1]];
            Some(window.area() / window.overlap(step)?)
        }
        Correction::Isotropic => Some((1.0 / window.share_of_circle(points[i], distance)).min(MOST)),
        Correction::None | Correction::Border => Some(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_points_in_the_middle_and_two_at_the_border_have_their_k_by_hand() {
        let window = Window::rectangle([0.0, 0.0], [10.0, 10.0]);
        let k = |points: &[[f64; 2]], correction| ripley_k(points, &window, &[1.5], correction)[0].unwrap();
        let middle = [[5.0, 5.0], [6.0, 5.0]];
        // 100 / (2 * 1) times two ordered pairs.
        for correction in [Correction::None, Correction::Isotropic] {
            assert!((k(&middle, correction) - 100.0).abs() < 1e-12);
        }
        assert!((k(&middle, Correction::Translation) - 100.0 / 0.9).abs() < 1e-9);
        // At the lower edge half of each circle lies outside.
        assert!((k(&[[5.0, 0.0], [6.0, 0.0]], Correction::Isotropic) - 200.0).abs() < 1e-9);
        assert_eq!(ripley_k(&[[5.0, 0.0], [6.0, 0.0]], &window, &[1.5], Correction::Border), [None]);
        assert_eq!(ripley_k(&[[5.0, 0.0]], &window, &[1.5], Correction::None), [None]);
    }
}
