//! The shapes: circles sized by killed and coloured by kind for operations, small hollow shapes for the other roles.
//!
//! Comes in: placed symbols. Goes out: shapes in a [`Scene`].

use super::dots::Dot;
use super::placing::Placed;
use crate::chart::colour::Colour;
use crate::chart::look::Look;
use crate::chart::scene::{PathData, Rect, Scene, Style};
use crate::incident::Role;

/// How killed become a radius: the area of the circle is proportional to the count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// The round count of the largest circle; more are drawn no larger.
    pub most: u64,
    /// Its radius in mm.
    pub radius_mm: f64,
    /// The radius below which no circle falls, in mm: one killed, or none.
    pub least_mm: f64,
    /// Half the size of the shapes of the other roles in mm.
    pub other_mm: f64,
}

/// The radius of the open circle: the count is not known.
pub const UNKNOWN_MM: f64 = 1.0;

/// The radius of the dashed ring round a shape of another role whose place is coarse, in half sizes of the shape.
const COARSE: f64 = 1.8 / 1.1;

/// Half the size of the mark of the origin.
pub const ORIGIN_MM: f64 = 1.4;

/// Half the size of the shapes of the other roles.
pub const OTHER_MM: f64 = 1.1;

/// The same on a map of very many symbols.
const OTHER_IN_A_CROWD_MM: f64 = 0.45;

/// A map of more symbols than this is crowded.
const CROWD: usize = 2000;

impl Sizes {
    /// Sizes for the symbols of one map: the circles together cover at most a seventh of it, the largest is 5 mm in radius, less
    /// where the map is narrow.
    pub fn of(dots: &[Dot], map: &Rect) -> Self {
        Self::of_all(&[dots], map)
    }

    /// Sizes for several maps of one size, on each of which the circles cover at most a seventh.
    pub fn of_all(maps: &[&[Dot]], map: &Rect) -> Self {
        let known = |dots: &[Dot]| -> Vec<u64> {
            dots.iter().filter(|dot| dot.role == Role::Operation).filter_map(|dot| dot.killed).collect()
        };
        let most = round_up(maps.iter().flat_map(|dots| known(dots)).max().unwrap_or(0).min(20_000));
        let share = |killed: u64| killed.min(most) as f64 / most as f64;
        let densest = maps.iter().map(|dots| known(dots).into_iter().map(share).sum::<f64>()).fold(1.0, f64::max);
        let seventh = map.width() * map.height() / 7.0;
        let widest = 5.0 * (map.width() / 126.0).clamp(0.55, 1.0);
        let radius_mm = (seventh / (std::f64::consts::PI * densest)).sqrt().clamp(1.5, widest);
        let count = maps.iter().map(|dots| dots.len()).max().unwrap_or(0);
        let least_mm = if count > 300 { 0.45 } else { 0.75 };
        Self { most, radius_mm, least_mm, other_mm: if count > CROWD { OTHER_IN_A_CROWD_MM } else { OTHER_MM } }
    }

    /// The radius of a circle for so many killed.
    pub fn circle(&self, killed: u64) -> f64 {
        let share = killed.min(self.most) as f64 / self.most.max(1) as f64;
        (self.radius_mm * share.sqrt()).max(self.least_mm)
    }

    /// The radius of a symbol.
    pub fn radius(&self, dot: &Dot) -> f64 {
        let unknown = if self.least_mm < 0.5 { 0.7 } else { UNKNOWN_MM };
        match (dot.role, dot.killed) {
            (Role::Operation, Some(killed)) => self.circle(killed),
            (Role::Operation, None) => unknown,
            _ if dot.coarse => COARSE * self.other_mm,
            _ => self.other_mm,
        }
    }

    /// Round counts for the legend, the largest first: the most, about a quarter and about a twentieth of it.
    pub fn steps(&self) -> Vec<u64> {
        let mut steps = vec![self.most, round_up(self.most.div_ceil(5)), round_up(self.most.div_ceil(25))];
        steps.retain(|n| *n > 0);
        steps.dedup();
        steps
    }
}

/// The next number of the series 1, 2, 5, 10, 20, 50 ...
fn round_up(n: u64) -> u64 {
    let mut decade = 1_u64;
    loop {
        if let Some(round) = [1, 2, 5].into_iter().map(|k| k * decade).find(|round| *round >= n) {
            return round;
        }
        decade = decade.saturating_mul(10);
    }
}

/// Draws the symbols, in their order.
pub fn draw(scene: &mut Scene, placed: &[Placed], look: &Look) {
    for one in placed {
        let dot = &one.dot;
        shape(scene, one.mm, one.radius, dot, look);
    }
}

fn shape(scene: &mut Scene, at: (f64, f64), radius: f64, dot: &Dot, look: &Look) {
    if dot.role == Role::Operation {
        operation(scene, at, radius, look.palette.series(dot.series), dot.killed.is_some(), dot.coarse, look);
    } else {
        other(scene, at, if dot.coarse { radius / COARSE } else { radius }, dot.role, dot.coarse, look);
    }
}

/// Draws an operation: filled where the count is known, open where not; paler and dashed where the place is coarse.
pub fn operation(
    scene: &mut Scene,
    at: (f64, f64),
    radius: f64,
    colour: Colour,
    known: bool,
    coarse: bool,
    look: &Look,
) {
    let style = match (known, coarse) {
        (true, false) => Style::fill(colour).opacity(0.82).outlined(look.palette.paper, 0.16),
        (true, true) => Style::fill(colour).opacity(0.3).outlined(colour, 0.3).dashed(0.7, 0.5),
        (false, false) => Style::fill(look.palette.paper).opacity(0.85).outlined(colour, 0.38),
        (false, true) => Style::fill(look.palette.paper).opacity(0.6).outlined(colour, 0.38).dashed(0.7, 0.5),
    };
    scene.circle(at, radius, &style);
}

/// A cross with arms of 0.6 by 0.65.
const CROSS: [(f64, f64); 12] = [
    (-0.3, -0.95),
    (0.3, -0.95),
    (0.3, -0.3),
    (0.95, -0.3),
    (0.95, 0.3),
    (0.3, 0.3),
    (0.3, 0.95),
    (-0.3, 0.95),
    (-0.3, 0.3),
    (-0.95, 0.3),
    (-0.95, -0.3),
    (-0.3, -0.3),
];

/// Draws the shape of another role: a square for responses, a triangle for statements, a cross for context; `mm` is half its size.
pub fn other(scene: &mut Scene, at: (f64, f64), mm: f64, role: Role, coarse: bool, look: &Look) {
    let corners: &[(f64, f64)] = match role {
        Role::Statement => &[(0.0, -1.1), (1.0, 0.75), (-1.0, 0.75)],
        Role::Context => &CROSS,
        _ => &[(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)],
    };
    let corners = corners.iter().map(|(right, down)| (at.0 + right * mm, at.1 + down * mm));
    let mut data = PathData::new();
    data.polyline(corners, true);
    let style = Style::fill(look.palette.paper).opacity(0.9).outlined(look.palette.soft, 0.25);
    scene.path(&data, &style);
    if coarse {
        scene.circle(at, COARSE * mm, &Style::stroke(look.palette.soft, 0.22).dashed(0.6, 0.45));
    }
}

/// Draws the diamond of the origin.
pub fn origin(scene: &mut Scene, (x, y): (f64, f64), look: &Look) {
    const R: f64 = ORIGIN_MM;
    let mut data = PathData::new();
    data.polyline([(x, y - R), (x + R, y), (x, y + R), (x - R, y)], true);
    scene.path(&data, &Style::fill(look.palette.ink).outlined(look.palette.paper, 0.25));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_times_as_many_killed_make_a_circle_twice_as_wide() {
        let sizes = Sizes { most: 200, radius_mm: 5.0, least_mm: 0.7, other_mm: OTHER_MM };
        assert!((sizes.circle(200) - 5.0).abs() < 1e-12 && (sizes.circle(50) - 2.5).abs() < 1e-12);
        assert!((sizes.circle(900) - 5.0).abs() < 1e-12 && (sizes.circle(0) - 0.7).abs() < 1e-12);
    }

    #[test]
    fn the_legend_has_round_counts_that_differ() {
        let steps = |most| Sizes { most, radius_mm: 5.0, least_mm: 0.7, other_mm: OTHER_MM }.steps();
        assert_eq!((steps(200), steps(1), steps(20_000)), (vec![200, 50, 10], vec![1], vec![20_000, 5000, 1000]));
        assert_eq!([0, 3, 143, 1_000_001].map(round_up), [1, 5, 200, 2_000_000]);
    }
}
