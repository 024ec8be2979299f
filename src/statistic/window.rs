//! The window that points on a plane are seen through.
//!
//! Comes in: a rectangle, or the corners of a polygon. Goes out: its area, how far a point is from its border, which part of a
//! circle lies in it.

use crate::earth::trig::{acos, atan2, cos, sin};

/// A window on a plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// The corners, not closed.
    corners: Vec<[f64; 2]>,
    /// Width and height of a rectangle.
    rectangle: Option<[f64; 2]>,
}

impl Window {
    /// A rectangle by two opposite corners.
    pub fn rectangle(least: [f64; 2], most: [f64; 2]) -> Self {
        let corners = vec![least, [most[0], least[1]], most, [least[0], most[1]]];
        Self { corners, rectangle: Some([most[0] - least[0], most[1] - least[1]]) }
    }

    /// A polygon without holes; its last corner may repeat the first.
    pub fn polygon(corners: &[[f64; 2]]) -> Self {
        let mut corners = corners.to_vec();
        if corners.len() > 1 && corners.first() == corners.last() {
            corners.pop();
        }
        Self { corners, rectangle: None }
    }

    fn sides(&self) -> impl Iterator<Item = ([f64; 2], [f64; 2])> + '_ {
        self.corners.iter().copied().zip(self.corners.iter().copied().cycle().skip(1))
    }

    /// Its area.
    pub fn area(&self) -> f64 {
        let Some(origin) = self.corners.first() else { return 0.0 };
        let twice = |(a, b): ([f64; 2], [f64; 2])| {
            (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])
        };
        (self.sides().map(twice).sum::<f64>() / 2.0).abs()
    }

    /// The length of its border.
    pub fn perimeter(&self) -> f64 {
        let length = |(a, b): ([f64; 2], [f64; 2])| {
            let (x, y) = (b[0] - a[0], b[1] - a[1]);
            (x * x + y * y).sqrt()
        };
        self.sides().map(length).sum()
    }

    /// How far a point is from the border.
    pub fn margin(&self, p: [f64; 2]) -> f64 {
        let to_side = |(a, b): ([f64; 2], [f64; 2])| {
            let (x, y) = (b[0] - a[0], b[1] - a[1]);
            let length = x * x + y * y;
            let along = if length > 0.0 { ((p[0] - a[0]) * x + (p[1] - a[1]) * y) / length } else { 0.0 };
            let along = along.clamp(0.0, 1.0);
            let (dx, dy) = (p[0] - a[0] - along * x, p[1] - a[1] - along * y);
            (dx * dx + dy * dy).sqrt()
        };
        self.sides().map(to_side).fold(f64::INFINITY, f64::min)
    }

    /// Whether it holds a point; one on the border may count either way.
    pub fn holds(&self, p: [f64; 2]) -> bool {
        let crosses = |(a, b): &([f64; 2], [f64; 2])| {
            (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]) + a[0]
        };
        self.sides().filter(crosses).count() % 2 == 1
    }

    /// The area it has in common with itself moved by a step; for rectangles only.
    pub fn overlap(&self, step: [f64; 2]) -> Option<f64> {
        let [width, height] = self.rectangle?;
        let area = (width - step[0].abs()).max(0.0) * (height - step[1].abs()).max(0.0);
        (area > 0.0).then_some(area)
    }

    /// The share of the circle round a point that lies within it, 0 to 1; 1 for a circle without extent.
    pub fn share_of_circle(&self, centre: [f64; 2], radius: f64) -> f64 {
        if radius <= 0.0 {
            return 1.0;
        }
        let mut turns: Vec<f64> = self.sides().flat_map(|side| crossings(centre, radius, side)).flatten().collect();
        turns.sort_unstable_by(f64::total_cmp);
        let within = |angle: f64| self.holds([centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)]);
        let (Some(first), tau) = (turns.first().copied(), std::f64::consts::TAU) else {
            return if within(0.3) { 1.0 } else { 0.0 };
        };
        let ends = turns.iter().copied().skip(1).chain([first + tau]);
        let arcs = turns.iter().copied().zip(ends).filter(|(a, z)| z > a && within(f64::midpoint(*a, *z)));
        arcs.map(|(a, z)| z - a).sum::<f64>() / tau
    }
}

/// The angles at which a circle crosses a side.
fn crossings(centre: [f64; 2], radius: f64, (a, b): ([f64; 2], [f64; 2])) -> [Option<f64>; 2] {
    let (x, y) = (b[0] - a[0], b[1] - a[1]);
    let length = (x * x + y * y).sqrt();
    if length <= 0.0 {
        return [None, None];
    }
    // The foot of the perpendicular from the centre on the line, its distance and its direction.
    let side = ((a[0] - centre[0]) * y - (a[1] - centre[1]) * x) / length;
    if side.abs() >= radius {
        return [None, None];
    }
    let (normal, half) = (atan2(-x * side.signum(), y * side.signum()), acos(side.abs() / radius));
    [normal - half, normal + half].map(|angle| {
        let at = [centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)];
        let along = ((at[0] - a[0]) * x + (at[1] - a[1]) * y) / (length * length);
        let turn = angle - std::f64::consts::TAU * libm::floor(angle / std::f64::consts::TAU);
        (0.0..=1.0).contains(&along).then_some(turn)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_at_a_corner_is_a_quarter_within_and_one_across_an_edge_less_than_whole() {
        let window = Window::rectangle([0.0, 0.0], [4.0, 2.0]);
        assert!((window.share_of_circle([0.0, 0.0], 1.0) - 0.25).abs() < 1e-12);
        assert!((window.share_of_circle([2.0, 1.0], 0.5) - 1.0).abs() < 1e-12);
        // Half a unit from the lower edge: the part below is cut off at 60 degrees to both sides of the perpendicular.
        assert!((window.share_of_circle([2.0, 0.5], 1.0) - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!((window.area(), window.perimeter(), window.margin([1.0, 0.5])), (8.0, 12.0, 0.5));
        assert_eq!(window.share_of_circle([2.0, 1.0], 50.0), 0.0);
    }

    #[test]
    fn a_polygon_is_the_same_from_any_corner_and_in_either_direction() {
        let corners = [[0.0, 0.0], [4.0, 0.0], [4.0, 2.0], [0.0, 2.0], [0.0, 0.0]];
        let back: Vec<[f64; 2]> = corners.iter().rev().copied().collect();
        for window in [Window::polygon(&corners), Window::polygon(&back)] {
            assert_eq!(window.area(), 8.0);
            assert!((window.share_of_circle([2.0, 0.5], 1.0) - 2.0 / 3.0).abs() < 1e-12);
            assert!(window.holds([1.0, 1.0]) && !window.holds([5.0, 1.0]) && window.overlap([1.0, 0.0]).is_none());
        }
    }
}
