//! Hot spots: H3 cells with more incidents about them than chance, and what became of them (J1, J2).
//!
//! Comes in: gathered incidents. Goes out: [`Hotspots`]: each cell of the study area with its Gi*, its q, its course over
//! the steps. The study area is every occupied cell and its rings; their zeros count.

mod measured;

use rayon::prelude::*;

use super::gathered::Gathered;
use super::grid::Grid;
use super::steps::Steps;
use super::{CellOptions, LeftOut};
use crate::earth::Cell;
use crate::statistic::autocorrelation::{Moments, gi_star};
use crate::statistic::discovery::q_values;
use crate::statistic::emerging::{Course, course};
use crate::statistic::neighbours::Neighbours;
use crate::statistic::normal::two_sided;

/// The share of false discoveries at which a cell is called hot or cold.
pub const LEVEL: f64 = 0.05;
/// Fewer steps than this show no pattern (as in `ArcGIS`).
const LEAST_STEPS: usize = 10;
const MOST_STEPS: usize = 500;
/// More cells times steps than this are not followed through time.
const MOST_BINS: usize = 60_000_000;

/// The cells of the study area and what was found of them.
#[derive(Debug, Clone)]
pub struct Hotspots {
    /// The resolution of the grid.
    pub resolution: u8,
    /// Rings round occupied cells that belong to the study area.
    pub rings: u32,
    /// The cells in order.
    pub cells: Vec<HotCell>,
    /// The steps of time: how they were made and the days of each; why there are none.
    pub steps: Result<StepsUsed, &'static str>,
    /// Incidents on the grid.
    pub n: u64,
    /// Incidents in the steps.
    pub n_in_steps: u64,
    /// What was left out of the grid.
    pub left_out: LeftOut,
}

/// The steps that cells were followed through.
#[derive(Debug, Clone, PartialEq)]
pub struct StepsUsed {
    /// "periods" or "equal parts".
    pub how: &'static str,
    /// The first and the last day of each.
    pub days: Vec<(jiff::civil::Date, jiff::civil::Date)>,
}

/// A cell of the study area.
#[derive(Debug, Clone, PartialEq)]
pub struct HotCell {
    /// The cell.
    pub cell: Cell,
    /// Its incidents.
    pub n: u64,
    /// Gi*, as z.
    pub z: f64,
    /// Its two-sided p.
    pub p: f64,
    /// The share of false discoveries at which it is one.
    pub q: f64,
    /// Its course over the steps.
    pub course: Option<Course>,
}

impl HotCell {
    /// `hot`, `cold`, or neither at a share of false discoveries of 5 %.
    pub fn class(&self) -> Option<&'static str> {
        match (self.q <= LEVEL, self.z > 0.0) {
            (true, true) => Some("hot"),
            (true, false) => Some("cold"),
            (false, _) => None,
        }
    }

    /// Whether it has incidents, is hot or cold, or shows a pattern; the others are many.
    pub fn is_telling(&self) -> bool {
        self.n > 0 || self.class().is_some() || self.course.is_some_and(|course| course.emerging.is_some())
    }
}

/// Finds hot and cold cells and follows them through the steps.
pub(super) fn hotspots(all: &Gathered, grid: &Grid, options: &CellOptions) -> Hotspots {
    let rings = grid.affordable_rings(options.rings);
    let (area, neighbours) = grid.study_area(rings);
    let place: Vec<u32> =
        grid.cells.iter().filter_map(|cell| area.binary_search(cell).ok()).map(|i| i as u32).collect();
    let mut counts = vec![0_u64; area.len()];
    grid.cell_of.iter().flatten().for_each(|cell| counts[place[*cell as usize] as usize] += 1);
    let values: Vec<f64> = counts.iter().map(|n| *n as f64).collect();
    let z = gi_star(&values, &neighbours);
    let p: Vec<f64> = z.iter().map(|z| two_sided(*z)).collect();
    let q = q_values(&p);
    let steps = usable_steps(all, options, area.len());
    let bins = steps.as_ref().map(|steps| Bins::new(grid, &place, steps, area.len())).ok();
    let courses = bins.as_ref().map(|bins| bins.courses(&neighbours)).unwrap_or_default();
    let cell =
        |i: usize| HotCell { cell: area[i], n: counts[i], z: z[i], p: p[i], q: q[i], course: courses.get(i).copied() };
    Hotspots {
        resolution: grid.resolution.number(),
        rings,
        cells: (0..area.len()).map(cell).collect(),
        steps: steps.map(|steps| StepsUsed { how: steps.how, days: steps.days }),
        n: grid.n,
        n_in_steps: bins.map_or(0, |bins| bins.n),
        left_out: grid.left_out.clone(),
    }
}

fn usable_steps(all: &Gathered, options: &CellOptions, cells: usize) -> Result<Steps, &'static str> {
    let most = (MOST_BINS / cells.max(1)).min(MOST_STEPS);
    if cells == 0 {
        return Err("no incident is known precisely enough to lie in a cell");
    }
    if most < LEAST_STEPS || options.steps.is_some_and(|steps| steps as usize > most) {
        return Err("there are too many cells to follow each through so many steps: take a coarser resolution");
    }
    let steps =
        Steps::new(all, options.steps, (LEAST_STEPS, most)).ok_or("the incidents span fewer days than steps")?;
    let few = steps.days.len() < LEAST_STEPS;
    if few { Err("fewer than ten steps show no pattern") } else { Ok(steps) }
}

/// Incidents by cell and step.
struct Bins {
    /// Of each cell, the incidents of each step, one after the other.
    counts: Vec<u32>,
    /// The mean and deviation over all cells of each step.
    moments: Vec<Moments>,
    n: u64,
}

impl Bins {
    fn new(grid: &Grid, place: &[u32], steps: &Steps, cells: usize) -> Self {
        let width = steps.days.len();
        let (mut counts, mut n) = (vec![0_u32; cells * width], 0);
        for (cell, step) in grid.cell_of.iter().zip(&steps.step_of) {
            let (Some(cell), Some(step)) = (cell, step) else { continue };
            counts[place[*cell as usize] as usize * width + *step as usize] += 1;
            n += 1;
        }
        let of_step = |step: usize| counts.iter().skip(step).step_by(width).map(|c| f64::from(*c));
        let moments = (0..width).into_par_iter().map(|step| Moments::new(of_step(step), cells)).collect();
        Self { counts, moments, n }
    }

    fn row(&self, cell: usize) -> &[u32] {
        let width = self.moments.len();
        &self.counts[cell * width..(cell + 1) * width]
    }

    /// The course of each cell.
    fn courses(&self, neighbours: &Neighbours) -> Vec<Course> {
        let follow = |cell: usize| {
            let mut sums = self.row(cell).to_vec();
            for other in neighbours.of(cell) {
                sums.iter_mut().zip(self.row(*other as usize)).for_each(|(sum, count)| *sum += count);
            }
            let m = neighbours.of(cell).len() + 1;
            let z: Vec<f64> =
                sums.iter().zip(&self.moments).map(|(sum, step)| step.gi_star(f64::from(*sum), m)).collect();
            course(&z)
        };
        (0..neighbours.len()).into_par_iter().map(follow).collect()
    }
}
