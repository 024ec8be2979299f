//! What holds points on a plane: the convex hull and the smallest circle.
//!
//! Comes in: points [x, y]. Goes out: corners, an area, a circle. Sources: Andrew 1979 (hull); Welzl 1991 (circle).

/// The corners of the convex hull, counter-clockwise from the one farthest to the left, points on its edges left out.
/// Fewer than three where all points lie on a line.
pub fn hull(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut sorted = points.to_vec();
    sorted.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    sorted.dedup();
    if sorted.len() < 3 {
        return sorted;
    }
    let mut ring = chain(sorted.iter().copied());
    let mut upper = chain(sorted.iter().rev().copied());
    ring.pop();
    upper.pop();
    ring.append(&mut upper);
    ring
}

/// One half of the hull: the points of a sweep that keep turning left.
fn chain(sweep: impl Iterator<Item = [f64; 2]>) -> Vec<[f64; 2]> {
    let mut kept: Vec<[f64; 2]> = Vec::new();
    for p in sweep {
        while let [.., a, b] = kept[..]
            && turn(a, b, p) <= 0.0
        {
            kept.pop();
        }
        kept.push(p);
    }
    kept
}

/// Twice the area of a triangle, above 0 where it is counter-clockwise.
fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// The area of a polygon, above 0 where its corners run counter-clockwise; 0 for fewer than three.
pub fn area(corners: &[[f64; 2]]) -> f64 {
    let Some(first) = corners.first() else { return 0.0 };
    // From the first corner, so that large coordinates keep their digits.
    corners.iter().zip(corners.iter().skip(1)).map(|(a, b)| 0.5 * turn(*first, *a, *b)).sum()
}

/// A circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circle {
    /// The middle.
    pub centre: [f64; 2],
    /// The radius.
    pub radius: f64,
}

impl Circle {
    fn holds(&self, p: [f64; 2]) -> bool {
        let (dx, dy) = (p[0] - self.centre[0], p[1] - self.centre[1]);
        (dx * dx + dy * dy).sqrt() <= self.radius * (1.0 + 1e-12)
    }

    fn across(a: [f64; 2], b: [f64; 2]) -> Self {
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        Self { centre: [a[0] + 0.5 * dx, a[1] + 0.5 * dy], radius: 0.5 * (dx * dx + dy * dy).sqrt() }
    }

    /// The circle through three corners; across the farthest two where they lie on a line.
    fn through(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> Self {
        let (bx, by, cx, cy) = (b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]);
        let d = 2.0 * (bx * cy - by * cx);
        if d == 0.0 {
            let sides = [Self::across(a, b), Self::across(a, c), Self::across(b, c)];
            return sides.into_iter().fold(sides[0], |most, s| if s.radius > most.radius { s } else { most });
        }
        let (b2, c2) = (bx * bx + by * by, cx * cx + cy * cy);
        let (x, y) = ((cy * b2 - by * c2) / d, (bx * c2 - cx * b2) / d);
        Self { centre: [a[0] + x, a[1] + y], radius: (x * x + y * y).sqrt() }
    }
}

/// The smallest circle that holds all points; none of nothing. The hull's corners decide: one after the other is taken in,
/// and where one lies outside, the circle goes through it.
///
/// # Example
/// ```
/// use incimap::statistic::enclosing::smallest_circle;
/// let circle = smallest_circle(&[[0.0, 0.0], [4.0, 0.0], [2.0, 1.0]]).unwrap();
/// assert_eq!((circle.centre, circle.radius), ([2.0, 0.0], 2.0));
/// ```
pub fn smallest_circle(points: &[[f64; 2]]) -> Option<Circle> {
    let corners = hull(points);
    let mut circle = Circle { centre: *corners.first()?, radius: 0.0 };
    let before = |i: usize| corners.iter().copied().take(i).enumerate();
    for (i, a) in corners.iter().copied().enumerate() {
        if circle.holds(a) {
            continue;
        }
        circle = Circle { centre: a, radius: 0.0 };
        for (j, b) in before(i) {
            if circle.holds(b) {
                continue;
            }
            circle = Circle::across(a, b);
            for (_, c) in before(j) {
                if !circle.holds(c) {
                    circle = Circle::through(a, b, c);
                }
            }
        }
    }
    Some(circle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::random::Random;

    #[test]
    fn a_square_is_its_own_hull_and_inner_points_are_not_corners() {
        let ring = hull(&[[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]);
        assert_eq!(ring, [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]);
        assert_eq!(area(&ring), 4.0);
        assert_eq!(hull(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]).len(), 2);
        assert_eq!(area(&[[0.0, 0.0], [1.0, 1.0]]), 0.0);
    }

    #[test]
    fn the_smallest_circle_holds_all_and_no_pair_or_triple_has_a_smaller_one_that_does() {
        let mut random = Random::new(2, "circle", 0);
        for _ in 0..20 {
            let points: Vec<[f64; 2]> = (0..9).map(|_| [random.normal(), random.normal()]).collect();
            let circle = smallest_circle(&points).unwrap();
            assert!(points.iter().all(|p| circle.holds(*p)));
            for a in &points {
                for b in &points {
                    for c in &points {
                        let other = if b == c { Circle::across(*a, *b) } else { Circle::through(*a, *b, *c) };
                        let smaller = other.radius < circle.radius * (1.0 - 1e-9);
                        assert!(!smaller || points.iter().any(|p| !other.holds(*p)));
                    }
                }
            }
        }
        assert!(smallest_circle(&[]).is_none());
        assert_eq!(smallest_circle(&[[3.0, 1.0], [3.0, 1.0]]).unwrap().radius, 0.0);
    }
}
