//! The legend: blocks that stand one below the other in the columns of the page. A block without room is left out, the least
//! important first.
//!
//! Comes in: blocks, columns on the page, the map. Goes out: texts and shapes in a [`Scene`].

mod block;
mod swatch;

pub use block::{Block, Row, SizeKey};
pub use swatch::{NUMBER_MM, Swatch, draw_disc, draw_number};

use super::kit::Kit;
use super::view::View;
use crate::chart::classes::Class;
use crate::chart::look::Look;
use crate::chart::ramp;
use crate::chart::scene::{Rect, Scene};

/// From one block to the next.
const GAP_MM: f64 = 2.2;

/// What a map's legend explains, from top to bottom.
#[derive(Debug, Clone, Default)]
pub struct Legend {
    /// The blocks.
    pub blocks: Vec<Block>,
}

impl Legend {
    /// The height of the legend in so many columns of this width, without what a height of `room` has no place for.
    pub fn height_mm(&self, width: f64, columns: usize, room: f64, look: &Look) -> f64 {
        let kept = self.kept(width, columns, room, look);
        self.split(&kept, width, columns, look).iter().map(|part| self.stacked(part, width, look)).fold(0.0, f64::max)
    }

    /// Draws the blocks that have room.
    pub fn draw(&self, scene: &mut Scene, columns: &[Rect], view: &View, kit: &Kit<'_>) {
        let Some(first) = columns.first() else { return };
        let kept = self.kept(first.width(), columns.len(), first.height(), kit.look);
        scene.open("legend");
        for (part, area) in self.split(&kept, first.width(), columns.len(), kit.look).iter().zip(columns) {
            let mut y = area.top;
            for block in part.iter().filter_map(|i| self.blocks.get(*i)) {
                let height = block.height_mm(area.width(), kit.look);
                // The globe stands at the foot of its column and is as large as there is room for.
                let bottom = if matches!(block, Block::Locator) { area.bottom } else { y + height };
                block.draw(scene, Rect { top: y, bottom, ..*area }, view, kit);
                y += height + GAP_MM;
            }
        }
        scene.close();
    }

    /// The blocks that have room, in their order.
    fn kept(&self, width: f64, columns: usize, room: f64, look: &Look) -> Vec<usize> {
        let mut ranked: Vec<usize> = (0..self.blocks.len()).collect();
        ranked.sort_by_key(|i| self.blocks.get(*i).map(|block| (block.rank(), *i)));
        let mut kept: Vec<usize> = Vec::new();
        for one in ranked {
            let mut with = kept.clone();
            with.push(one);
            with.sort_unstable();
            let parts = self.split(&with, width, columns, look);
            if parts.iter().all(|part| self.stacked(part, width, look) <= room + 0.01) {
                kept = with;
            }
        }
        kept
    }

    /// The height of blocks below each other.
    fn stacked(&self, part: &[usize], width: f64, look: &Look) -> f64 {
        let heights =
            part.iter().filter_map(|i| self.blocks.get(*i)).map(|block| block.height_mm(width, look) + GAP_MM);
        (heights.sum::<f64>() - GAP_MM).max(0.0)
    }

    /// Blocks in columns, in their order, the highest column as low as can be.
    fn split(&self, kept: &[usize], width: f64, columns: usize, look: &Look) -> Vec<Vec<usize>> {
        let fits = |limit: f64| {
            let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
            for one in kept {
                let mut longer = parts.last().cloned().unwrap_or_default();
                longer.push(*one);
                if longer.len() > 1 && self.stacked(&longer, width, look) > limit {
                    parts.push(vec![*one]);
                } else if let Some(part) = parts.last_mut() {
                    *part = longer;
                }
            }
            parts
        };
        let mut limit = kept.iter().map(|i| self.stacked(&[*i], width, look)).fold(1.0, f64::max);
        while fits(limit).len() > columns.max(1) {
            limit += 1.0;
        }
        fits(limit)
    }
}

/// The classes of counts from many to few; `units` tells how many areas are of a class.
pub fn class_rows(kit: &Kit<'_>, classes: &[Class], units: impl Fn(usize) -> String) -> Vec<Row> {
    let colours = ramp::classes(&kit.look.palette, classes.len());
    let row = |(class, (first, last)): (usize, &Class)| {
        let [low, high] = [first, last].map(|n| kit.words().number(*n));
        let text = if first == last { low } else { format!("{low}–{high}") };
        let swatch = Swatch::Area(colours.get(class).copied().unwrap_or(kit.look.palette.rest()), None);
        Row { swatch, text, number: format!(" ({})", units(class)) }
    };
    classes.iter().enumerate().map(row).rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(head: &str, count: usize) -> Block {
        let row = |i: usize| Row { swatch: Swatch::None, text: format!("row {i}"), number: String::new() };
        Block::Rows { head: head.to_owned(), rows: (0..count).map(row).collect() }
    }

    #[test]
    fn blocks_without_room_go_but_never_the_scale() {
        let legend = Legend { blocks: vec![rows("a", 5), rows("b", 5), Block::Scale { from: None }] };
        assert_eq!(legend.kept(40.0, 1, 100.0, &Look::default()), [0, 1, 2]);
        assert_eq!(legend.kept(40.0, 1, 40.0, &Look::default()), [0, 2]);
        assert_eq!(legend.kept(40.0, 1, 12.0, &Look::default()), [2]);
    }

    #[test]
    fn columns_are_of_about_one_height() {
        let legend = Legend { blocks: vec![rows("a", 6), rows("b", 3), Block::Scale { from: None }] };
        assert_eq!(legend.split(&[0, 1, 2], 40.0, 2, &Look::default()), [vec![0], vec![1, 2]]);
    }
}
