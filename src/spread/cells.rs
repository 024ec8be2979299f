//! Occupied ground: H3 cells with at least one incident and their area, new, lost and kept from period to period (D2).
//!
//! Comes in: gathered incidents. Goes out: [`Occupied`], at one resolution, with the ones above and below beside it, since
//! the area of occupied cells grows with their size.

use rayon::prelude::*;
use serde_json::{Value, json};

use super::gathered::Gathered;
use super::grid::Grid;

use super::{Estimate, Family, Interval, LeftOut, Measured, Number, Period, Unit};
use crate::earth::{Cell, Resolution};
use crate::words::Words;

/// Occupied cells of the whole and of each period.
#[derive(Debug, Clone)]
pub struct Occupied {
    /// The resolution of [`Occupied::cells`].
    pub resolution: u8,
    /// Every occupied cell with its incidents, in order.
    pub cells: Vec<(Cell, u64)>,
    /// The same at each resolution shown.
    pub levels: Vec<Level>,
    /// Incidents on the grid, and what was left out of it.
    pub n: u64,
    /// By reason.
    pub left_out: LeftOut,
}

/// Occupied cells at one resolution.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// The resolution.
    pub resolution: u8,
    /// Occupied cells in all.
    pub cells: u64,
    /// Their area in km².
    pub area_km2: f64,
    /// Of each period.
    pub periods: Vec<Turnover>,
}

/// Occupied cells of a period against those of the period before.
#[derive(Debug, Clone, PartialEq)]
pub struct Turnover {
    /// The period.
    pub period: Period,
    /// Incidents on the grid.
    pub n: u64,
    /// Occupied cells.
    pub cells: u64,
    /// Their area in km².
    pub area_km2: f64,
    /// Occupied now and not in the period before.
    pub new: u64,
    /// Of these, never before.
    pub first_time: u64,
    /// Occupied in the period before and not now.
    pub lost: u64,
    /// Occupied in both.
    pub kept: u64,
    /// Occupied in any period up to this one.
    pub so_far: u64,
}

/// Finds the occupied cells of a grid, and of the ones above and below it.
pub(super) fn occupied(all: &Gathered, grid: &Grid) -> Occupied {
    let middle = grid.resolution.number();
    let level_of = |number: u8| {
        if number == middle { level(all, grid) } else { level(all, &Grid::new(all, Resolution::nearest(number))) }
    };
    let levels = (middle.saturating_sub(1)..=(middle + 1).min(15)).map(level_of).collect();
    Occupied { resolution: middle, cells: counted(grid), levels, n: grid.n, left_out: grid.left_out.clone() }
}

/// Each cell with its incidents.
fn counted(grid: &Grid) -> Vec<(Cell, u64)> {
    let mut counts = vec![0_u64; grid.cells.len()];
    grid.cell_of.iter().flatten().for_each(|cell| counts[*cell as usize] += 1);
    grid.cells.iter().copied().zip(counts).collect()
}

fn level(all: &Gathered, grid: &Grid) -> Level {
    let areas: Vec<f64> = grid.cells.iter().map(|cell| cell.area_km2()).collect();
    let pairs = grid.cell_of.iter().zip(all.all_periods());
    let pairs = pairs.filter_map(|(cell, period)| Some((period?, (*cell)?)));
    let (mut visits, mut incidents): (Vec<(u32, u32)>, _) = (Vec::new(), vec![0_u64; all.periods.len()]);
    // Incidents come by date: nearly all that meet in a cell and a period are seen here, and need not be sorted.
    let mut latest = vec![u32::MAX; grid.cells.len()];
    for (period, cell) in pairs {
        incidents[period as usize] += 1;
        if std::mem::replace(&mut latest[cell as usize], period) != period {
            visits.push((period, cell));
        }
    }
    visits.par_sort_unstable();
    visits.dedup();
    // The last period that each cell was occupied in.
    let mut last: Vec<Option<u32>> = vec![None; grid.cells.len()];
    let (mut before, mut so_far) = (0, 0);
    let mut turnover = |(number, period): (u32, &Period)| {
        let range = visits.partition_point(|v| v.0 < number)..visits.partition_point(|v| v.0 <= number);
        let now = &visits[range];
        let seen = |cell: u32| last[cell as usize];
        let kept = now.iter().filter(|(_, c)| seen(*c).is_some_and(|p| p + 1 == number)).count() as u64;
        let first_time = now.iter().filter(|(_, c)| seen(*c).is_none()).count() as u64;
        let (cells, lost) = (now.len() as u64, before - kept);
        let area_km2 = now.iter().map(|(_, c)| areas[*c as usize]).sum();
        for (_, c) in now {
            last[*c as usize] = Some(number);
        }
        (before, so_far) = (cells, so_far + first_time);
        let n = incidents[number as usize];
        Turnover { period: *period, n, cells, area_km2, new: cells - kept, first_time, lost, kept, so_far }
    };
    let periods = (0..).zip(&all.periods).map(&mut turnover).collect();
    Level {
        resolution: grid.resolution.number(),
        cells: grid.cells.len() as u64,
        area_km2: areas.iter().sum(),
        periods,
    }
}

impl Occupied {
    fn number(&self, statistic: &'static str, level: u8, period: Option<&Turnover>, value: f64, unit: Unit) -> Number {
        let left_out = if period.is_some() { LeftOut::new() } else { self.left_out.clone() };
        let note = "no interval: it counts what is seen and grows with n and with the size of the cells";
        let estimate = Estimate {
            value: Some(value),
            unit,
            n: period.map_or(self.n, |p| p.n),
            left_out,
            interval: Interval::None,
            method: "D2",
            note: Some(note.to_owned()),
        };
        Number { statistic, period: period.map(|p| p.period), region: format!("H3 resolution {level}"), estimate }
    }
}

impl Measured for Occupied {
    fn family(&self) -> Family {
        Family::Area
    }

    fn parameters(&self) -> Vec<(&'static str, Value)> {
        let shown: Vec<u8> = self.levels.iter().map(|level| level.resolution).collect();
        vec![("resolution", json!(self.resolution)), ("resolutions_shown", json!(shown))]
    }

    fn numbers(&self) -> Vec<Number> {
        let mut numbers = Vec::new();
        for level in &self.levels {
            let r = level.resolution;
            numbers.push(self.number("occupied_cells", r, None, level.cells as f64, Unit::Count));
            numbers.push(self.number("occupied_area", r, None, level.area_km2, Unit::Km2));
            let own = r == self.resolution;
            for period in level.periods.iter().filter(|_| own) {
                let mut count = |name, value| {
                    numbers.push(self.number(name, r, Some(period), value, Unit::Count));
                };
                count("occupied_cells", period.cells as f64);
                count("new_cells", period.new as f64);
                count("first_time_cells", period.first_time as f64);
                count("lost_cells", period.lost as f64);
                count("kept_cells", period.kept as f64);
                numbers.push(self.number("occupied_area", r, Some(period), period.area_km2, Unit::Km2));
            }
        }
        numbers
    }

    fn details(&self) -> Value {
        let cells: Vec<Value> =
            self.cells.iter().map(|(cell, n)| json!({ "cell": cell.to_string(), "n": n })).collect();
        json!({ "cells": cells })
    }

    fn sentences(&self, words: Words) -> Vec<String> {
        let own = |level: &&Level| level.resolution == self.resolution;
        let Some(level) = self.levels.iter().find(own).filter(|level| level.cells > 0) else {
            return vec![words.text("ground.none").to_owned()];
        };
        let others = self.levels.iter().filter(|other| other.resolution != self.resolution);
        let said = |key: &str, level: &Level, others: &str| {
            let (n, km2) = (words.number(level.cells), words.figure(level.area_km2));
            let resolution = level.resolution.to_string();
            words.fill(key, &[("n", &n), ("km2", &km2), ("resolution", &resolution), ("others", others)])
        };
        let others: Vec<String> = others.map(|one| said("ground.level", one, "")).collect();
        vec![said("ground.cells", level, &others.join(", "))]
    }
}
