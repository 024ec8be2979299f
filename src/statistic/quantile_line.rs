//! The line below which a given share of the points lies, whatever x is: quantile regression (G1).
//!
//! Comes in: x, y, a share. Goes out: the line with the least weighted sum of absolute residuals. Source: Koenker and
//! Bassett 1978. The line is exact: it goes through two of the points. From a point it is turned to the best slope, a
//! weighted median of the slopes to the others; then about the second point it goes through, until no turn makes it better.
//! On a convex polyhedron that is the least value there is.

/// A line of a quantile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuantileLine {
    /// The slope.
    pub slope: f64,
    /// The height at x = 0.
    pub intercept: f64,
    /// The sum of residuals, those above weighted by the share, those below by its complement.
    pub objective: f64,
    /// Whether no turn was left that makes it better.
    pub exact: bool,
}

/// A search ends after this many turns; a dozen is usual.
const TURNS: usize = 400;

/// Fits the line of a quantile; none where no two points differ in x, for a number that is not finite, or for a share that
/// is not within 0 and 1. The two lists are in step; the longer one is cut. `start` is a slope to begin with.
///
/// # Example
/// ```
/// use incimap::statistic::quantile_line::quantile_line;
/// let line = quantile_line(&[0.0, 1.0, 2.0], &[1.0, 3.0, 50.0], 0.5, None).unwrap();
/// assert_eq!((line.slope, line.intercept), (24.5, 1.0));
/// ```
pub fn quantile_line(x: &[f64], y: &[f64], share: f64, start: Option<f64>) -> Option<QuantileLine> {
    let points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    let spread = points.iter().any(|p| points.first().is_some_and(|first| first.0 != p.0));
    let finite = points.iter().all(|(x, y)| x.is_finite() && y.is_finite());
    if !(spread && finite && share > 0.0 && share < 1.0) {
        return None;
    }
    let slope = start.or_else(|| super::line::least_squares(x, y).map(|line| line.slope)).unwrap_or(0.0);
    let mut search = Search { share, turns: 0, slopes: Vec::with_capacity(points.len()), points: &points };
    let pivot = search.at_quantile(slope)?;
    let mut best = search.turn(pivot)?;
    while search.turns < TURNS {
        match search.better(best) {
            Some(other) => best = other,
            None => break,
        }
    }
    let exact = search.turns < TURNS;
    Some(QuantileLine {
        slope: best.slope,
        intercept: best.through.1 - best.slope * best.through.0,
        objective: best.objective,
        exact,
    })
}

/// A line through a point.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    through: (f64, f64),
    slope: f64,
    objective: f64,
}

struct Search<'a> {
    points: &'a [(f64, f64)],
    share: f64,
    turns: usize,
    /// Room for the slopes to the other points and their weights.
    slopes: Vec<(f64, f64)>,
}

impl Search<'_> {
    /// The point whose residual is the quantile of the residuals from a slope.
    fn at_quantile(&self, slope: f64) -> Option<(f64, f64)> {
        let mut residuals: Vec<(f64, usize)> = self.points.iter().map(|(x, y)| y - slope * x).zip(0..).collect();
        let rank = ((residuals.len() as f64 * self.share) as usize).min(residuals.len().checked_sub(1)?);
        let (_, (_, at), _) = residuals.select_nth_unstable_by(rank, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        self.points.get(*at).copied()
    }

    /// The best line through a point: where the slopes to the others, in rising order, have pulled it level.
    fn turn(&mut self, through: (f64, f64)) -> Option<Candidate> {
        self.turns += 1;
        self.slopes.clear();
        let mut pull = 0.0;
        for (x, y) in self.points {
            let dx = x - through.0;
            if dx != 0.0 {
                self.slopes.push(((y - through.1) / dx, dx.abs()));
                // From far below, points to the right lie above the line and points to the left below it.
                pull -= if dx > 0.0 { self.share * dx } else { (self.share - 1.0) * dx };
            }
        }
        let slope = weighted_rank(&mut self.slopes, -pull)?;
        Some(Candidate { through, slope, objective: self.objective(through, slope) })
    }

    fn objective(&self, through: (f64, f64), slope: f64) -> f64 {
        let residual = |(x, y): &(f64, f64)| (y - through.1) - slope * (x - through.0);
        let weigh = |r: f64| if r < 0.0 { (self.share - 1.0) * r } else { self.share * r };
        self.points.iter().map(residual).map(weigh).sum()
    }

    /// A line that is better than one, turned about another point on it; none where there is none.
    fn better(&mut self, line: Candidate) -> Option<Candidate> {
        let near = |(x, y): &&(f64, f64)| {
            let rise = line.slope * (x - line.through.0);
            let off = (y - line.through.1) - rise;
            off.abs() <= 1e-12 * ((y - line.through.1).abs() + rise.abs()) && (*x, *y) != line.through
        };
        let mut on: Vec<(f64, f64)> = self.points.iter().filter(near).copied().collect();
        on.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        on.dedup();
        for point in on {
            if self.turns >= TURNS {
                return None;
            }
            let other = self.turn(point)?;
            if other.objective < line.objective * (1.0 - 1e-14) {
                return Some(other);
            }
        }
        None
    }
}

/// The value at which the running sum of weights, in rising order of the values, reaches a sum. By halves: the list is not
/// sorted further than is needed.
fn weighted_rank(values: &mut [(f64, f64)], mut sum: f64) -> Option<f64> {
    let mut rest = values;
    while rest.len() > 1 {
        let half = rest.len() / 2;
        rest.select_nth_unstable_by(half, |a, b| a.0.total_cmp(&b.0));
        let (lower, upper) = rest.split_at_mut(half);
        let weight: f64 = lower.iter().map(|(_, weight)| weight).sum();
        if weight >= sum {
            rest = lower;
        } else {
            sum -= weight;
            rest = upper;
        }
    }
    rest.first().map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::random::Random;

    /// The least objective over the lines through all pairs of points.
    fn least(x: &[f64], y: &[f64], share: f64) -> f64 {
        let points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
        let search = Search { points: &points, share, turns: 0, slopes: Vec::new() };
        let pairs = points.iter().flat_map(|a| points.iter().map(move |b| (*a, *b))).filter(|(a, b)| a.0 != b.0);
        pairs.map(|(a, b)| search.objective(a, (b.1 - a.1) / (b.0 - a.0))).fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn no_line_through_two_points_is_better() {
        let mut random = Random::new(5, "lines", 0);
        for round in 0..60 {
            let coarse = round % 2 == 0;
            let mut draw = || if coarse { random.below(5) as f64 } else { random.normal() };
            let (x, y): (Vec<f64>, Vec<f64>) = (0..25).map(|_| (draw(), draw())).unzip();
            for share in [0.1, 0.5, 0.9] {
                let line = quantile_line(&x, &y, share, None).unwrap();
                let want = least(&x, &y, share);
                assert!(line.exact && line.objective <= want + 1e-9, "{round} {share}: {want} {line:?}");
            }
        }
    }

    #[test]
    fn the_weighted_rank_is_where_the_sum_is_reached() {
        let mut list = [(3.0, 1.0), (1.0, 2.0), (2.0, 4.0)];
        assert_eq!(weighted_rank(&mut list, 2.0), Some(1.0));
        assert_eq!(weighted_rank(&mut list, 2.1), Some(2.0));
        assert_eq!(weighted_rank(&mut list, 7.0), Some(3.0));
    }

    #[test]
    fn points_without_a_line_have_none() {
        assert!(quantile_line(&[1.0, 1.0], &[0.0, 2.0], 0.5, None).is_none());
        assert!(quantile_line(&[1.0, 2.0], &[0.0, 2.0], 1.0, None).is_none());
        assert!(quantile_line(&[1.0, f64::NAN], &[0.0, 2.0], 0.5, None).is_none());
    }
}
