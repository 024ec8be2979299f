//! How operations spread over the ground: expansion or relocation (F1), contagion or jump (F2).
//!
//! Comes in: gathered incidents. Goes out: [`Diffusion`]: counts over H3 cells and steps of time, each against the same
//! incidents with their times permuted, and the list of cells that became active. Permuted times keep how many incidents a
//! cell and a step have; what is left is whether neighbours follow each other.

mod measured;

use rayon::prelude::*;

use super::gathered::Gathered;
use super::grid::{Grid, neighbours};
use super::steps::Steps;
use super::{LeftOut, SpreadOptions, StepsUsed};
use crate::earth::Cell;
use crate::statistic::activity::{Activity, Arrivals, Passage};
use crate::statistic::neighbours::Neighbours;
use crate::statistic::quantile::quantile;
use crate::statistic::random::Random;

/// With more steps than this the periods give way to this many equal parts.
const MOST_STEPS: usize = 2000;
/// More cells times steps than this are not followed: a bit each, in every thread.
const MOST_BINS: usize = 200_000_000;
/// Permuted incidents in all; more incidents are permuted less often, but not below the least.
const MOST_PERMUTED: u64 = 100_000_000;
const LEAST_PERMUTATIONS: u64 = 99;

/// What was found.
#[derive(Debug, Clone)]
pub struct Diffusion {
    /// The resolution of the grid.
    pub resolution: u8,
    /// How near a cell active before has to be for one newly active to be no jump.
    pub rings: u32,
    /// The steps of time; why there are none.
    pub steps: Result<StepsUsed, &'static str>,
    /// How many permutations.
    pub permutations: u32,
    /// Incidents on the grid and in a step.
    pub n: u64,
    /// What was left out.
    pub left_out: LeftOut,
    /// Pairs of neighbours where the active one stays.
    pub expansion: Against,
    /// Pairs where it does not.
    pub relocation: Against,
    /// Cells active for the first time near one active before.
    pub contagious: Against,
    /// Cells active for the first time far from all active before.
    pub jumps: Against,
    /// The cells that became active, step by step.
    pub events: Vec<Activation>,
}

/// A count against what permuted times give.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Against {
    /// The count.
    pub count: u64,
    /// The mean over permutations and their 2.5 to 97.5 % range; none without permutations.
    pub permuted: Option<(f64, f64, f64)>,
    /// The share of permutations with as many or more, this one among them.
    pub p: Option<f64>,
}

/// A cell that is active in a step and was not in the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activation {
    /// The cell.
    pub cell: Cell,
    /// The number of the step.
    pub step: u32,
    /// How.
    pub how: How,
    /// Its neighbours that were active in the step before.
    pub neighbours: u32,
    /// Of these, those that still are.
    pub staying: u32,
    /// Whether it had never been active.
    pub first_time: bool,
}

/// How a cell became active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// A neighbour was active in the step before and still is.
    Expansion,
    /// Neighbours were active in the step before and none still is.
    Relocation,
    /// For the first time, near a cell that was active earlier.
    Contagion,
    /// For the first time, far from every cell that was active earlier.
    Jump,
    /// Again, without an active neighbour in the step before.
    Return,
}

impl How {
    /// The word that is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expansion => "expansion",
            Self::Relocation => "relocation",
            Self::Contagion => "contagion",
            Self::Jump => "jump",
            Self::Return => "return",
        }
    }
}

/// Cells, steps and who is near whom.
struct Field {
    cells: Vec<Cell>,
    /// Of each incident with both, its cell and its step.
    visits: Vec<(u32, u32)>,
    steps: usize,
    touching: Neighbours,
    near: Neighbours,
}

/// Counts and compares with permuted times.
pub(super) fn diffusion(all: &Gathered, grid: &Grid, options: &SpreadOptions) -> Diffusion {
    let steps = match Steps::new(all, options.cells.steps, (2, MOST_STEPS)) {
        Some(steps) if grid.cells.len() * steps.days.len() > MOST_BINS => {
            Err("there are too many cells to follow each through so many steps: take a coarser resolution")
        }
        Some(steps) if !grid.cells.is_empty() && steps.days.len() > 1 => Ok(steps),
        Some(_) if grid.cells.is_empty() => Err("no incident is known precisely enough to lie in a cell"),
        _ => Err("there are not two steps of time"),
    };
    let (number, rings) = (grid.resolution.number(), grid.affordable_rings(options.cells.rings));
    let mut made = Diffusion::none(number, rings, grid);
    match steps {
        Err(why) => made.steps = Err(why),
        Ok(steps) => made.measure(&Field::new(grid, &steps, rings), steps, options),
    }
    made
}

impl Field {
    fn new(grid: &Grid, steps: &Steps, rings: u32) -> Self {
        let both = grid.cell_of.iter().zip(&steps.step_of);
        let visits = both.filter_map(|(cell, step)| Some(((*cell)?, (*step)?))).collect();
        let touching = neighbours(&grid.cells, 1);
        let near = if rings == 1 { touching.clone() } else { neighbours(&grid.cells, rings) };
        Self { visits, steps: steps.days.len(), touching, near, cells: grid.cells.clone() }
    }

    fn activity(&self, visits: impl IntoIterator<Item = (u32, u32)>) -> Activity {
        Activity::new(self.cells.len(), self.steps, visits)
    }

    /// The counts of each permutation.
    fn permuted(&self, permutations: u32, seed: u64) -> Vec<(Passage, Arrivals)> {
        let one = |number: u32| {
            let mut steps: Vec<u32> = self.visits.iter().map(|(_, step)| *step).collect();
            Random::new(seed, "F1", u64::from(number)).shuffle(&mut steps);
            let active = self.activity(self.visits.iter().map(|(cell, _)| *cell).zip(steps));
            (active.passage(&self.touching), active.arrivals(&self.near))
        };
        (0..permutations).into_par_iter().map(one).collect()
    }
}

impl Diffusion {
    fn none(resolution: u8, rings: u32, grid: &Grid) -> Self {
        Self {
            resolution,
            rings,
            steps: Err(""),
            permutations: 0,
            n: 0,
            left_out: grid.left_out.clone(),
            expansion: Against::default(),
            relocation: Against::default(),
            contagious: Against::default(),
            jumps: Against::default(),
            events: Vec::new(),
        }
    }

    fn measure(&mut self, field: &Field, steps: Steps, options: &SpreadOptions) {
        self.n = field.visits.len() as u64;
        let without = steps.step_of.iter().filter(|step| step.is_none()).count() as u64;
        if without > 0 {
            self.left_out.insert("date_too_coarse", without);
        }
        let affordable = (MOST_PERMUTED / self.n.max(1)).max(LEAST_PERMUTATIONS) as u32;
        self.permutations = options.resamples.min(affordable);
        let active = field.activity(field.visits.iter().copied());
        let (passage, arrivals) = (active.passage(&field.touching), active.arrivals(&field.near));
        let permuted = field.permuted(self.permutations, options.seed);
        let against = |count: u64, of: fn(&(Passage, Arrivals)) -> u64| Against::new(count, permuted.iter().map(of));
        self.expansion = against(passage.expansion, |(p, _)| p.expansion);
        self.relocation = against(passage.relocation, |(p, _)| p.relocation);
        self.contagious = against(arrivals.contagious, |(_, a)| a.contagious);
        self.jumps = against(arrivals.jumps, |(_, a)| a.jumps);
        self.events = events(field, &active);
        self.steps = Ok(StepsUsed { how: steps.how, days: steps.days });
    }
}

impl Against {
    fn new(count: u64, permuted: impl Iterator<Item = u64>) -> Self {
        let mut sorted: Vec<f64> = permuted.map(|n| n as f64).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
        let as_many = sorted.len() - sorted.partition_point(|n| *n < count as f64);
        let range = quantile(&sorted, 0.025).zip(quantile(&sorted, 0.975));
        Self {
            count,
            permuted: range.map(|(low, high)| (mean, low, high)),
            p: range.map(|_| (1 + as_many) as f64 / (1 + sorted.len()) as f64),
        }
    }
}

/// The cells that became active, by step, then cell.
fn events(field: &Field, active: &Activity) -> Vec<Activation> {
    let mut starts: Vec<(u32, u32)> = field.visits.iter().map(|(cell, step)| (*step, *cell)).collect();
    starts.par_sort_unstable();
    starts.dedup();
    starts.retain(|(step, cell)| *step > 0 && !active.is(*cell as usize, *step as usize - 1));
    starts.into_par_iter().map(|(step, cell)| event(field, active, cell as usize, step)).collect()
}

fn event(field: &Field, active: &Activity, cell: usize, step: u32) -> Activation {
    let before = |other: &&u32| active.is(**other as usize, step as usize - 1);
    let was: Vec<&u32> = field.touching.of(cell).iter().filter(before).collect();
    let staying = was.iter().filter(|other| active.is(***other as usize, step as usize)).count();
    let first_time = active.first(cell) == Some(step as usize);
    let earlier = |other: &u32| active.first(*other as usize).is_some_and(|first| first < step as usize);
    let how = match (was.len(), staying) {
        (1.., 1..) => How::Expansion,
        (1.., 0) => How::Relocation,
        _ if !first_time => How::Return,
        _ if field.near.of(cell).iter().any(earlier) => How::Contagion,
        _ => How::Jump,
    };
    Activation { cell: field.cells[cell], step, how, neighbours: was.len() as u32, staying: staying as u32, first_time }
}
