//! The straight line of least squares, and what it says of a speed (G1).
//!
//! Comes in: x and y. Goes out: slope, height, standard error, p, 95 % interval; Fieller's interval of 1 / slope. Sources:
//! Gauss 1809; Fieller 1954.

use super::student::{critical95, two_sided};

/// A line of least squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// How many points.
    pub n: usize,
    /// The slope.
    pub slope: f64,
    /// The height at x = 0.
    pub intercept: f64,
    /// The standard error of the slope; none for two points.
    pub error: Option<f64>,
    /// The two-sided p of a slope of 0, with n - 2 degrees of freedom; none for two points.
    pub p: Option<f64>,
    /// The 95 % interval of the slope; none for two points.
    pub interval95: Option<(f64, f64)>,
    /// Pearson's r; none where all y are equal.
    pub correlation: Option<f64>,
}

/// Fits y = intercept + slope · x; none where no two points differ in x, or where a number is not finite. The two lists are
/// in step; the longer one is cut.
///
/// # Example
/// ```
/// use incimap::statistic::line::least_squares;
/// let line = least_squares(&[0.0, 1.0, 2.0], &[1.0, 3.0, 5.0]).unwrap();
/// assert_eq!((line.slope, line.intercept), (2.0, 1.0));
/// ```
pub fn least_squares(x: &[f64], y: &[f64]) -> Option<Line> {
    let points = || x.iter().copied().zip(y.iter().copied());
    let n = x.len().min(y.len());
    let mean = |sum: f64| sum / n.max(1) as f64;
    let (mx, my) = (mean(points().map(|p| p.0).sum()), mean(points().map(|p| p.1).sum()));
    let squares = |a: [f64; 3], (x, y): (f64, f64)| {
        let (dx, dy) = (x - mx, y - my);
        [a[0] + dx * dx, a[1] + dx * dy, a[2] + dy * dy]
    };
    let [xx, xy, yy] = points().fold([0.0; 3], squares);
    let (slope, freedom) = (xy / xx, n as f64 - 2.0);
    if xx <= 0.0 || !(slope.is_finite() && mx.is_finite() && my.is_finite()) {
        return None;
    }
    let residual: f64 = points().map(|(x, y)| y - my - slope * (x - mx)).map(|r| r * r).sum();
    let error = (freedom > 0.0).then(|| (residual / freedom / xx).sqrt());
    let half = error.and_then(|error| Some(error * critical95(freedom)?));
    Some(Line {
        n,
        slope,
        intercept: my - slope * mx,
        error,
        p: error.and_then(|error| if slope == 0.0 { Some(1.0) } else { two_sided(slope / error, freedom) }),
        interval95: half.map(|half| (slope - half, slope + half)),
        correlation: (yy > 0.0).then(|| (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0)),
    })
}

impl Line {
    /// Fieller's 95 % interval of 1 / slope; none where that of the slope holds 0, since then it is all numbers beyond two
    /// ends, or where there is none.
    pub fn inverse_interval95(&self) -> Option<(f64, f64)> {
        self.interval95.filter(|(low, high)| low * high > 0.0).map(|(low, high)| (1.0 / high, 1.0 / low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_that_of_r() {
        // R: summary(lm(y ~ x)), confint, cor for x = 1..5, y = 2, 4, 5, 4, 5
        let line = least_squares(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 4.0, 5.0, 4.0, 5.0]).unwrap();
        assert!((line.slope - 0.6).abs() < 1e-12 && (line.intercept - 2.2).abs() < 1e-12);
        assert!((line.error.unwrap() - 0.282_842_712).abs() < 1e-9 && (line.p.unwrap() - 0.124_027_06).abs() < 1e-7);
        let (low, high) = line.interval95.unwrap();
        assert!((low + 0.300_131_6).abs() < 1e-6 && (high - 1.500_131_6).abs() < 1e-6, "{low} {high}");
        assert!((line.correlation.unwrap() - 0.774_596_669).abs() < 1e-9);
        assert_eq!(line.inverse_interval95(), None);
    }

    #[test]
    fn a_steep_line_has_an_inverse_interval_the_other_way_round() {
        let x: Vec<f64> = (0..9).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|x| 2.0 * x + if *x as i64 % 2 == 0 { 0.1 } else { -0.1 }).collect();
        let (low, high) = least_squares(&x, &y).unwrap().inverse_interval95().unwrap();
        assert!(low < 0.5 && 0.5 < high && high - low < 0.02);
    }

    #[test]
    fn few_points_have_a_line_without_an_error_or_none() {
        let two = least_squares(&[0.0, 1.0], &[0.0, 3.0]).unwrap();
        assert_eq!((two.slope, two.error, two.interval95), (3.0, None, None));
        assert!(least_squares(&[1.0, 1.0], &[0.0, 3.0]).is_none() && least_squares(&[], &[]).is_none());
        let flat = least_squares(&[0.0, 1.0, 2.0], &[4.0; 3]).unwrap();
        assert_eq!((flat.p, flat.correlation), (Some(1.0), None));
    }
}
