//! A grid over the globe that says of most cells at once which outline they lie in.
//!
//! Comes in: the edges of all outlines, and a way to ask for one point exactly. Goes out: [`Cell`] of a point. A cell that no edge
//! touches lies wholly within the same outlines, so that one exact answer holds for all of it; in the others every point is
//! asked for.

use geo::{Coord, Line};

use super::shapes::NEAR_DEG;
use crate::earth::trig::{cos, radians};

/// Cells a degree.
const PER_DEG: usize = 4;
const COLUMNS: usize = 360 * PER_DEG;
const ROWS: usize = 180 * PER_DEG;

/// An edge so near to a cell, in cells, touches it: far more than coordinates are rounded by.
const TOUCH: f64 = 1e-6;

/// What is known of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// An edge runs through it: points have to be asked for one by one.
    Mixed,
    /// It lies in no outline and is farther than 0.2 degrees from all.
    Nowhere,
    /// It lies in no outline, but may be within 0.2 degrees of one.
    Offshore,
    /// It lies wholly in the outline of this index.
    Within(usize),
}

const MIXED: u16 = 0;
const NOWHERE: u16 = 1;
const OFFSHORE: u16 = 2;
const FIRST: u16 = 3;

/// The cells of the globe, row by row from the south, each from the west.
#[derive(Debug)]
pub(super) struct Raster(Vec<u16>);

impl Raster {
    /// Draws the edges and asks once for every stretch of cells without one. None where there are too many outlines.
    pub(super) fn new(
        edges: impl Iterator<Item = Line<f64>>,
        outlines: usize,
        exact: impl Fn(Coord) -> Option<usize>,
    ) -> Option<Self> {
        if outlines > usize::from(u16::MAX - FIRST) {
            return None;
        }
        let mut touched = vec![false; COLUMNS * ROWS];
        edges.for_each(|edge| touch(&mut touched, edge));
        let near = widened(&touched);
        let mut cells = vec![MIXED; COLUMNS * ROWS];
        for row in 0..ROWS {
            let mut column = 0;
            while column < COLUMNS {
                let end = (column..COLUMNS).find(|c| touched[row * COLUMNS + c]).unwrap_or(COLUMNS);
                if end > column {
                    let run = row * COLUMNS + column..row * COLUMNS + end;
                    // Cells side by side without an edge between them share their answer.
                    let below =
                        run.clone().filter_map(|at| cells.get(at.checked_sub(COLUMNS)?).copied()).find(|c| *c != MIXED);
                    let found = match below {
                        Some(OFFSHORE | NOWHERE) => None,
                        Some(known) => Some(usize::from(known - FIRST)),
                        None => exact(centre(row, column)),
                    };
                    for at in run {
                        let open = if near[at] { OFFSHORE } else { NOWHERE };
                        cells[at] = found.map_or(open, |index| FIRST + index as u16);
                    }
                }
                column = end + 1;
            }
        }
        Some(Self(cells))
    }

    /// The cell of a point; points on the seam along 180° belong to both sides and are asked for.
    pub(super) fn cell(&self, at: Coord) -> Cell {
        if at.x.abs() >= 180.0 {
            return Cell::Mixed;
        }
        let (column, row) = ((at.x + 180.0) * PER_DEG as f64, (at.y + 90.0) * PER_DEG as f64);
        match self.0.get((row as usize).min(ROWS - 1) * COLUMNS + (column as usize).min(COLUMNS - 1)) {
            None | Some(&MIXED) => Cell::Mixed,
            Some(&NOWHERE) => Cell::Nowhere,
            Some(&OFFSHORE) => Cell::Offshore,
            Some(index) => Cell::Within(usize::from(index - FIRST)),
        }
    }
}

fn centre(row: usize, column: usize) -> Coord {
    let degrees = |cell: usize| (cell as f64 + 0.5) / PER_DEG as f64;
    Coord { x: degrees(column) - 180.0, y: degrees(row) - 90.0 }
}

/// Marks the cells that an edge touches, row by row.
fn touch(touched: &mut [bool], edge: Line<f64>) {
    let cells = |at: Coord| ((at.x + 180.0) * PER_DEG as f64, (at.y + 90.0) * PER_DEG as f64);
    let (a, b) = (cells(edge.start), cells(edge.end));
    let ((x0, y0), (x1, y1)) = if a.1 <= b.1 { (a, b) } else { (b, a) };
    let at = |value: f64, most: usize| (value.max(0.0) as usize).min(most - 1);
    for row in at(y0 - TOUCH, ROWS)..=at(y1 + TOUCH, ROWS) {
        // The part of the edge in this row.
        let share = |y: f64| if y1 > y0 { ((y - y0) / (y1 - y0)).clamp(0.0, 1.0) } else { 0.0 };
        let (from, to) =
            if y1 > y0 { (share(row as f64 - TOUCH), share(row as f64 + 1.0 + TOUCH)) } else { (0.0, 1.0) };
        let (left, right) = (x0 + (x1 - x0) * from, x0 + (x1 - x0) * to);
        let (left, right) = (left.min(right) - TOUCH, left.max(right) + TOUCH);
        let range = row * COLUMNS + at(left, COLUMNS)..=row * COLUMNS + at(right, COLUMNS);
        touched[range].fill(true);
    }
}

/// The cells of which a point may be within 0.2 degrees of an edge.
fn widened(touched: &[bool]) -> Vec<bool> {
    let mut near = vec![false; COLUMNS * ROWS];
    let rows = (NEAR_DEG * PER_DEG as f64) as usize + 1;
    let mut widest = vec![false; COLUMNS];
    for row in 0..ROWS {
        let sides = [row as f64 - rows as f64, row as f64 + 1.0 + rows as f64];
        let steepest = sides.map(|side| (side / PER_DEG as f64 - 90.0).abs()).into_iter().fold(0.0, f64::max);
        let narrowest = cos(radians(steepest.min(90.0)));
        let reach = if narrowest > 0.01 { 1.1 * NEAR_DEG / narrowest * PER_DEG as f64 } else { COLUMNS as f64 };
        let reach = (reach as usize + 2).min(COLUMNS);
        widest.fill(false);
        for other in row.saturating_sub(rows)..(row + rows + 1).min(ROWS) {
            let line = &touched[other * COLUMNS..(other + 1) * COLUMNS];
            widest.iter_mut().zip(line).for_each(|(wide, touched)| *wide |= touched);
        }
        // Once round to the east and once to the west, over the seam.
        let line = &mut near[row * COLUMNS..(row + 1) * COLUMNS];
        let mut since = [COLUMNS; 2];
        for step in 0..2 * COLUMNS {
            let ways = [step % COLUMNS, COLUMNS - 1 - step % COLUMNS];
            for (at, since) in ways.into_iter().zip(&mut since) {
                *since = if widest[at] { 0 } else { *since + 1 };
                line[at] |= *since <= reach;
            }
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triangle() -> [Line<f64>; 3] {
        let [a, b, c] = [(10.0, 10.0), (30.0, 12.0), (21.3, 41.7)].map(|(x, y)| Coord { x, y });
        [Line::new(a, b), Line::new(b, c), Line::new(c, a)]
    }

    fn raster() -> Raster {
        let inside = |at: Coord| {
            triangle().iter().all(|e| (e.end - e.start).x * (at - e.start).y > (e.end - e.start).y * (at - e.start).x)
        };
        Raster::new(triangle().into_iter(), 1, |at| inside(at).then_some(0)).unwrap()
    }

    #[test]
    fn the_inside_the_rim_the_water_off_it_and_the_open_sea_are_told_apart() {
        let at = |x: f64, y: f64| raster().cell(Coord { x, y });
        assert_eq!(at(21.0, 20.0), Cell::Within(0));
        assert_eq!(at(10.01, 10.0), Cell::Mixed);
        assert_eq!(at(9.7, 9.7), Cell::Offshore);
        assert_eq!(at(-60.0, 0.0), Cell::Nowhere);
        assert_eq!(at(180.0, 20.0), Cell::Mixed);
    }

    #[test]
    fn every_cell_that_an_edge_runs_through_is_mixed() {
        let raster = raster();
        for edge in triangle() {
            for i in 0..=10_000 {
                let share = f64::from(i) / 10_000.0;
                let at = edge.start + (edge.end - edge.start) * share;
                assert_eq!(raster.cell(at), Cell::Mixed, "{at:?}");
            }
        }
    }
}
