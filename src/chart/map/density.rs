//! Very many incidents: H3 cells, coloured by how many lie in each. Circles of six colours would hide each other, and the kind
//! drawn last would seem the most frequent.
//!
//! Comes in: symbols that stand for cells, see [`Dots::cells`]. Goes out: cells on the map, their legend and words.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::dots::{Dot, Dots};
use super::flat;
use super::kit::Kit;
use super::label::Room;
use super::legend::{Block, Swatch, class_rows};
use super::placing::Placed;
use super::view::View;
use crate::chart::classes::{Class, class_of, classes};
use crate::chart::ramp;
use crate::chart::scene::{PathData, Scene, Style};
use crate::earth::{Cell, LonLat, Resolution};
use crate::words::{Words, capitalised};

/// The finest cells: a third of a km across.
const FINEST: u8 = 9;

/// The finest resolution at which the points of each part lie in at most so many cells.
pub fn resolution(parts: &[Vec<LonLat>], most: usize) -> Resolution {
    let mut cells: Vec<Vec<Cell>> = parts.iter().map(|points| distinct(points, Resolution::nearest(FINEST))).collect();
    let mut resolution = Resolution::nearest(FINEST);
    while let Some(coarser) = resolution.number().checked_sub(1).filter(|_| cells.iter().any(|part| part.len() > most))
    {
        resolution = Resolution::nearest(coarser);
        for part in &mut cells {
            *part = sorted(part.iter().map(|cell| cell.parent(resolution)).collect());
        }
    }
    resolution
}

fn distinct(points: &[LonLat], resolution: Resolution) -> Vec<Cell> {
    sorted(points.par_iter().map(|at| Cell::of(*at, resolution)).collect())
}

fn sorted(mut cells: Vec<Cell>) -> Vec<Cell> {
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// The corners of a cell on the page; none of one that the edge of the map cuts in two.
pub fn outline(cell: Cell, view: &View) -> Vec<(f64, f64)> {
    let corners = cell.outline();
    if !corners.iter().all(|corner| view.holds(*corner)) {
        return Vec::new();
    }
    let flat: Vec<(f64, f64)> = view.all_to_mm(&corners).collect();
    let torn = flat.iter().zip(flat.iter().skip(1)).any(|(a, b)| (a.0 - b.0).abs() > 0.4 * view.frame.width());
    if torn { Vec::new() } else { flat }
}

/// What colours stand for on maps that share a legend.
#[derive(Debug)]
pub struct Density {
    resolution: Resolution,
    classes: Vec<Class>,
    /// The incidents in each cell, all maps one after the other.
    counts: Vec<u64>,
}

impl Density {
    /// The classes of all cells of some maps; none where symbols stand for places.
    pub fn of<'d>(kit: &Kit<'_>, maps: impl IntoIterator<Item = &'d Dots>) -> Option<Self> {
        let (mut resolution, mut counts) = (None, Vec::new());
        for dots in maps {
            resolution = resolution.or(dots.cells);
            counts.extend(dots.cells.iter().flat_map(|at| counted(kit, &dots.symbols, *at).into_values()));
        }
        Some(Self { resolution: resolution?, classes: classes(&counts), counts })
    }

    /// The cells with the most incidents, so many of them.
    pub fn busiest(&self, kit: &Kit<'_>, dots: &Dots, most: usize) -> Vec<(Cell, u64)> {
        let mut cells: Vec<(Cell, u64)> = counted(kit, &dots.symbols, self.resolution).into_iter().collect();
        cells.sort_by_key(|(cell, n)| (std::cmp::Reverse(*n), *cell));
        cells.truncate(most);
        cells
    }

    /// Keeps labels off the cells of the class with the most.
    pub fn keep_off(&self, kit: &Kit<'_>, dots: &Dots, view: &View, room: &mut Room) {
        let most = self.classes.last().map_or(0, |(first, _)| *first);
        for (cell, _) in counted(kit, &dots.symbols, self.resolution).into_iter().filter(|(_, n)| *n >= most) {
            room.keep_circle(view.to_mm(cell.centre()), 0.7 * self.radius_mm(view));
        }
    }

    /// From the middle of a cell to its corners, where the map is true.
    pub fn radius_mm(&self, view: &View) -> f64 {
        self.resolution.side_km() * view.mm_per_km
    }

    /// Draws the cells of a map, those of a class as one path.
    pub fn draw(&self, scene: &mut Scene, kit: &Kit<'_>, dots: &Dots, view: &View) {
        let mut paths = vec![PathData::new(); self.classes.len()];
        for (cell, n) in counted(kit, &dots.symbols, self.resolution) {
            if let Some(path) = class_of(&self.classes, n).and_then(|class| paths.get_mut(class)) {
                path.polyline(flat::area(outline(cell, view), &view.frame.grown(1.0)), true);
            }
        }
        for (path, colour) in paths.iter().zip(ramp::classes(&kit.look.palette, self.classes.len())) {
            scene.path(path, &Style::fill(colour));
        }
    }

    /// The classes from many to few, and how large a cell is.
    pub fn legend(&self, kit: &Kit<'_>) -> [Block; 2] {
        let words = kit.words();
        let cells = |class| self.counts.iter().filter(|n| class_of(&self.classes, **n) == Some(class)).count();
        let rows = class_rows(kit, &self.classes, |class| words.number(cells(class) as u64));
        let (resolution, km2) = (self.resolution.number().to_string(), self.km2(words));
        let note = words.fill("cells.note", &[("resolution", &resolution), ("km2", &km2)]);
        [Block::Rows { head: capitalised(kit.things()), rows }, Block::Note(Swatch::None, note)]
    }

    /// What the colours mean, and how many of these incidents have none.
    pub fn sentence(&self, kit: &Kit<'_>, dots: &Dots) -> String {
        let (words, things) = (kit.words(), kit.things());
        let others = dots.symbols.iter().filter(|dot| !is_counted(kit, dot));
        let without: u64 = others.map(|dot| dot.incidents.len() as u64).sum();
        let colour = words.fill("cells.colour", &[("things", things), ("km2", &self.km2(words))]);
        let others = words.fill("cells.others", &[("n", &words.number(without)), ("things", things)]);
        if without > 0 { format!("{colour} {others}") } else { colour }
    }

    /// About the area of a cell, in three digits: that of a hexagon with the mean side of all.
    fn km2(&self, words: Words) -> String {
        let side = self.resolution.side_km();
        let km2 = 1.5 * 3.0_f64.sqrt() * side * side;
        let mut unit = 1.0;
        while km2 >= 1000.0 * unit {
            unit *= 10.0;
        }
        words.significant(if unit > 1.0 { (km2 / unit).round() * unit } else { km2 })
    }
}

/// Whether an incident has a colour: those that are measured and whose place is finely known.
fn is_counted(kit: &Kit<'_>, dot: &Dot) -> bool {
    kit.input.spread.options.roles.contains(&dot.role) && !dot.coarse
}

fn counted(kit: &Kit<'_>, symbols: &[Dot], resolution: Resolution) -> BTreeMap<Cell, u64> {
    let mut counts = BTreeMap::new();
    for dot in symbols.iter().filter(|dot| is_counted(kit, dot)) {
        *counts.entry(Cell::of(dot.at, resolution)).or_default() += dot.incidents.len() as u64;
    }
    counts
}

/// Puts cells on the page; the second value is those that lie beyond the frame.
pub fn place(dots: &[Dot], view: &View) -> (Vec<Placed>, Vec<Dot>) {
    let (inside, beyond): (Vec<Placed>, Vec<Placed>) = dots
        .iter()
        .map(|dot| Placed { dot: dot.clone(), mm: view.to_mm(dot.at), radius: 0.0 })
        .partition(|one| view.frame.holds_point(one.mm));
    (inside, beyond.into_iter().map(|one| one.dot).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_as_fine_as_their_number_allows() {
        let points: Vec<LonLat> =
            (0..900).map(|i| LonLat::wrapped(f64::from(i % 30) * 0.3, f64::from(i / 30) * 0.3)).collect();
        for most in [900, 300, 100, 10] {
            let found = resolution(std::slice::from_ref(&points), most);
            assert!(distinct(&points, found).len() <= most + most / 2, "{most}");
            let finer = Resolution::nearest(found.number() + 1);
            assert!(found.number() == FINEST || distinct(&points, finer).len() > most / 2, "{most}");
        }
    }
}
