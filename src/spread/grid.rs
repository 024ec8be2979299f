//! The incidents on the H3 grid: which cell each lies in, how fine the grid is.
//!
//! Comes in: gathered incidents. Goes out: [`Grid`]: cells with an incident, the cell of each incident, what was left out.

use rayon::prelude::*;

use super::gathered::Gathered;
use super::record::Record;
use super::sample::Spot;
use super::{CellOptions, LeftOut};
use crate::earth::{Cell, EARTH_RADIUS_KM, Resolution, UnitVector, cells_of};
use crate::statistic::neighbours::Neighbours;

/// The finest and the coarsest grid that is chosen without being asked for.
const CHOSEN: std::ops::RangeInclusive<u8> = 3..=7;
/// How many sides of a cell the extent of the incidents should have at least.
const SIDES: f64 = 30.0;

/// More cells than this are not looked at.
const MOST_CELLS: u64 = 5_000_000;

/// Incidents by cell.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub resolution: Resolution,
    /// Cells with at least one incident, in order.
    pub cells: Vec<Cell>,
    /// Of each incident, the number of its cell; none for one that is not known to lie in one.
    pub cell_of: Vec<Option<u32>>,
    /// Incidents on the grid.
    pub n: u64,
    pub left_out: LeftOut,
}

impl Grid {
    /// Puts the incidents on a grid. One known less precisely than two sides of a cell is left out.
    pub fn new(all: &Gathered, resolution: Resolution) -> Self {
        let spot_cells = cells_of(&all.spots, resolution, |spot| (spot.at, spot.unit()));
        let widest_km = 2.0 * resolution.side_km();
        let spot_of = |(record, spot): (&Record, Option<u32>)| {
            spot.filter(|_| record.traits(&all.words).radius_km() <= widest_km)
        };
        // Each point is looked up once, however many incidents lie there.
        let mut on_grid = vec![false; spot_cells.len()];
        for spot in all.records.iter().zip(all.all_spots()).filter_map(spot_of) {
            on_grid.get_mut(spot as usize).into_iter().for_each(|on| *on = true);
        }
        let mut cells: Vec<Cell> =
            spot_cells.iter().zip(&on_grid).filter(|(_, on)| **on).map(|(cell, _)| *cell).collect();
        cells.par_sort_unstable();
        cells.dedup();
        let number = |cell: &Cell| cells.binary_search(cell).ok().map(|i| i as u32);
        let number_of: Vec<Option<u32>> = spot_cells.par_iter().map(number).collect();
        let cell = |one| number_of.get(spot_of(one)? as usize).copied().flatten();
        let cell_of: Vec<Option<u32>> = all.records.iter().zip(all.all_spots()).map(cell).collect();
        let n = cell_of.iter().flatten().count() as u64;
        Self { resolution, cell_of, n, left_out: left_out(all, n), cells }
    }

    /// As many rings as are wanted, fewer where all cells within them could pass five million.
    pub fn affordable_rings(&self, wanted: u32) -> u32 {
        let within = |rings: u32| self.cells.len() as u64 * (1 + 3 * u64::from(rings) * (u64::from(rings) + 1));
        (0..=wanted).rev().find(|rings| within(*rings) <= MOST_CELLS).unwrap_or(0)
    }

    /// The cells with an incident and all within so many rings of one, in order, and who neighbours whom among them.
    pub fn study_area(&self, rings: u32) -> (Vec<Cell>, Neighbours) {
        let mut area: Vec<Cell> = self.cells.par_iter().flat_map_iter(|cell| cell.disk(rings)).collect();
        area.par_sort_unstable();
        area.dedup();
        let neighbours = neighbours(&area, 1);
        (area, neighbours)
    }
}

/// Who lies within so many rings of whom, among cells in order.
pub(super) fn neighbours(cells: &[Cell], rings: u32) -> Neighbours {
    let number = |cell: Cell| cells.binary_search(&cell).ok().map(|i| i as u32);
    let lists: Vec<Vec<u32>> =
        cells.par_iter().map(|cell| cell.disk(rings).into_iter().filter_map(number).collect()).collect();
    Neighbours::new(lists)
}

fn left_out(all: &Gathered, on_grid: u64) -> LeftOut {
    let no_point = all.records.iter().filter(|r| r.point().is_none()).count() as u64;
    let with_spot = all.all_spots().flatten().count() as u64;
    let too_coarse = all.records.len() as u64 - no_point - with_spot;
    let counts = [("no_point", no_point), ("too_coarse", too_coarse), ("coarser_than_cell", with_spot - on_grid)];
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// The resolution that is asked for, else the coarsest whose sides fit thirty times into the extent of the incidents, from 3
/// to 7. The extent is twice the distance from their mean direction that nine tenths of their places keep.
pub(super) fn resolution(all: &Gathered, options: &CellOptions) -> Resolution {
    let fits = |number: &u8| Resolution::nearest(*number).side_km() * SIDES <= extent_km(&all.spots);
    let chosen = || CHOSEN.clone().find(fits).unwrap_or(*CHOSEN.end());
    Resolution::nearest(options.resolution.unwrap_or_else(chosen))
}

fn extent_km(spots: &[Spot]) -> f64 {
    let units: Vec<UnitVector> = spots.iter().map(Spot::unit).collect();
    let sum = units.iter().fold(UnitVector::default(), |sum, unit| sum.plus(*unit));
    let Some(mean) = sum.normalised() else { return EARTH_RADIUS_KM };
    let mut angles: Vec<f64> = units.iter().map(|unit| mean.angle(*unit)).collect();
    angles.sort_unstable_by(f64::total_cmp);
    2.0 * EARTH_RADIUS_KM * crate::statistic::quantile::quantile(&angles, 0.9).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::LonLat;

    fn spots(km: f64) -> Vec<Spot> {
        let middle = LonLat::wrapped(44.0, 33.0);
        let at = (0..36).map(|i| middle.destination(f64::from(i) * 10.0, km));
        at.map(|at| Spot::new(at, None)).collect()
    }

    #[test]
    fn rings_give_way_where_there_are_too_many_cells() {
        let all = Gathered::default();
        let mut grid = Grid::new(&all, Resolution::nearest(4));
        grid.cells = vec![Cell::of(LonLat::wrapped(0.0, 0.0), Resolution::nearest(4)); 300_000];
        assert_eq!([0, 1, 2, 9].map(|rings| grid.affordable_rings(rings)), [0, 1, 1, 1]);
    }

    #[test]
    fn the_grid_is_finer_the_smaller_the_extent() {
        let all = |km| {
            let mut all = Gathered::default();
            all.spots = spots(km);
            all
        };
        let chosen = |km| resolution(&all(km), &CellOptions::default()).number();
        assert_eq!([9_000.0, 500.0, 160.0, 60.0, 5.0].map(chosen), [3, 4, 5, 6, 7]);
        assert_eq!(resolution(&Gathered::default(), &CellOptions::default()).number(), 3);
        let asked = CellOptions { resolution: Some(2), ..CellOptions::default() };
        assert_eq!(resolution(&all(9.0), &asked).number(), 2);
    }
}
