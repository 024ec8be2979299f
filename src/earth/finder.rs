//! The cells of very many points: most lie near the middle of a cell that was found before, which is seen at a fifth of the cost of
//! asking H3.
//!
//! Comes in: points. Goes out: their [`Cell`]s, the same that [`Cell::of`] gives.

use rayon::prelude::*;

use super::trig::{asin, cos};
use super::{Cell, LonLat, Resolution, UnitVector};

/// How many cells a thread remembers, by where their points lie.
const SLOTS: usize = 1 << 13;

/// A cell must be met so often before its circle is worked out: that takes as long as some questions to H3.
const OFTEN: u8 = 4;

/// The circle that is taken to lie within a cell is smaller by this than the largest that does.
const MARGIN: f64 = 0.97;

/// A side of a square of degrees whose points share a slot, in sides of a cell.
const SQUARE: f64 = 0.5;

/// The cells of things at points, in their order, found on all threads.
pub fn cells_of<T: Sync>(
    things: &[T],
    resolution: Resolution,
    at: impl Fn(&T) -> (LonLat, UnitVector) + Sync,
) -> Vec<Cell> {
    let part = things.len().div_ceil(rayon::current_num_threads().max(1)).max(1);
    let found = things.par_chunks(part).map(|some| {
        let mut finder = Finder::new(resolution);
        let cell = |thing| {
            let (point, unit) = at(thing);
            finder.find(point, unit)
        };
        some.iter().map(cell).collect::<Vec<Cell>>()
    });
    found.collect::<Vec<_>>().concat()
}

/// Cells of one resolution.
struct Finder {
    resolution: Resolution,
    /// The side of a square in degrees.
    square: f64,
    slots: Vec<Option<Known>>,
}

/// A cell that was met before.
#[derive(Debug, Clone, Copy)]
struct Known {
    cell: Cell,
    /// How often, less how often others were met in its slot.
    times: u8,
    /// Points whose product with this is larger lie within the circle.
    middle: UnitVector,
    least: f64,
}

impl Finder {
    fn new(resolution: Resolution) -> Self {
        let square = SQUARE * resolution.side_km() / 111.2;
        Self { resolution, square, slots: vec![None; SLOTS] }
    }

    fn find(&mut self, at: LonLat, unit: UnitVector) -> Cell {
        let (x, y) = ((at.lon() / self.square) as i64, (at.lat() / self.square) as i64);
        let number = x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b);
        let slot = &mut self.slots[(number >> 7 ^ number) as usize % SLOTS];
        if let Some(known) = slot.filter(|known| known.middle.dot(unit) > known.least) {
            return known.cell;
        }
        let cell = Cell::of(at, self.resolution);
        match slot {
            Some(known) if known.cell == cell => known.meet(),
            Some(known) if known.times > 0 => known.times -= 1,
            _ => *slot = Some(Known { cell, times: 1, middle: UnitVector::default(), least: f64::INFINITY }),
        }
        cell
    }
}

impl Known {
    fn meet(&mut self) {
        self.times = (self.times + 1).min(2 * OFTEN);
        if self.times >= OFTEN && self.least == f64::INFINITY {
            (self.middle, self.least) = circle(self.cell);
        }
    }
}

/// The middle of a circle within a cell, and the least product of it with a point of the circle. The sides of cells are great
/// circles, so that the nearest of these bounds it.
fn circle(cell: Cell) -> (UnitVector, f64) {
    let middle = cell.centre().unit();
    let corners: Vec<UnitVector> = cell.outline().into_iter().map(LonLat::unit).collect();
    let next = corners.iter().cycle().skip(1);
    let sides = corners.iter().zip(next).filter_map(|(a, b)| a.cross(*b).normalised());
    let nearest = sides.map(|side| asin(side.dot(middle).abs().min(1.0))).fold(f64::INFINITY, f64::min);
    let radius = MARGIN * nearest;
    (middle, if radius.is_finite() { cos(radius) } else { f64::INFINITY })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::random::Random;

    #[test]
    fn cells_are_those_of_each_point_alone() {
        let mut random = Random::new(1, "cells", 0);
        for number in 0..=9 {
            let resolution = Resolution::nearest(number);
            // Spread over some cells about many middles, so that circles are worked out and asked for.
            let spread = 2.0 * resolution.side_km() / 111.2;
            let mut points = Vec::new();
            for _ in 0..60 {
                let (lon, lat) = (360.0 * random.uniform() - 180.0, 170.0 * random.uniform() - 85.0);
                let near = |random: &mut Random| {
                    LonLat::wrapped(lon + spread * random.normal(), (lat + spread * random.normal()).clamp(-90.0, 90.0))
                };
                points.extend((0..250).map(|_| near(&mut random)));
            }
            let found = cells_of(&points, resolution, |at| (*at, at.unit()));
            let alone: Vec<Cell> = points.iter().map(|at| Cell::of(*at, resolution)).collect();
            assert_eq!(found, alone, "{number}");
        }
    }

    #[test]
    fn a_circle_holds_most_of_its_cell_and_nothing_of_others() {
        let resolution = Resolution::nearest(3);
        let (mut within, mut all) = (0, 0);
        for cell in Cell::of(LonLat::wrapped(44.0, 33.0), resolution).disk(12) {
            let (middle, least) = circle(cell);
            let corner = cell.outline()[0].unit();
            for share in [0.0, 0.3, 0.6, 0.85, 0.95, 1.0] {
                let at = middle.times(1.0 - share).plus(corner.times(share)).normalised().unwrap();
                let inside = middle.dot(at) > least;
                assert!(!inside || Cell::of(at.lon_lat(), resolution) == cell);
                (within, all) = (within + u32::from(inside), all + 1);
            }
        }
        assert!(3 * within > all, "{within} of {all}");
    }
}
