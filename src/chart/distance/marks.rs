//! The marks: a dot at the middle of the date, a bar over the possible days, a bar over the uncertainty of the place.

use std::collections::BTreeSet;

use crate::chart::dots::{Dot, Dots};
use crate::chart::palette::Palette;
use crate::chart::plot::{Frame, Shape};
use crate::chart::scene::Rect;
use crate::chart::sheet::NARROW_MM;

/// Up to this many incidents are drawn with their size and their uncertainty; more are drawn as small equal dots.
pub const SIZED: usize = 80;

/// How the marks are drawn.
#[derive(Debug, Clone, Copy)]
pub struct MarkStyle {
    count: usize,
    most_killed: u32,
    narrow: bool,
}

impl MarkStyle {
    /// The style for so many marks on a page of this width.
    pub fn of(dots: &Dots, page_mm: f64) -> Self {
        let most_killed = dots.all.iter().filter_map(Dot::killed).max().unwrap_or(0);
        Self { count: dots.all.len(), most_killed: most_killed.clamp(1, 1000), narrow: page_mm < NARROW_MM }
    }

    /// Whether there are too many marks for sizes and bars.
    pub fn dense(self) -> bool {
        self.count > SIZED
    }

    /// The radius of a mark: its area grows with the number killed.
    pub fn radius_mm(self, killed: Option<u32>) -> f64 {
        match self.count {
            2001.. => return 0.35,
            501.. => return if self.narrow { 0.35 } else { 0.5 },
            _ if self.dense() => return if self.narrow { 0.5 } else { 0.7 },
            _ => {}
        }
        let share = f64::from(killed.unwrap_or(0)) / f64::from(self.most_killed);
        let largest = if self.narrow || self.count > SIZED / 2 { 1.2 } else { 1.9 };
        0.8 + largest * share.min(1.0).sqrt()
    }

    /// How far the marks may reach beyond the ends of the time axis and below zero.
    pub fn overhang_mm(self, dots: &Dots) -> (f64, f64) {
        if self.dense() {
            return (1.0, 0.0);
        }
        let farthest = dots.quantile_km(1.0).unwrap_or(0.0);
        let near = dots.all.iter().filter(|dot| dot.km <= 0.05 * farthest).map(|dot| self.radius_mm(dot.killed()));
        let largest = dots.all.iter().map(|dot| self.radius_mm(dot.killed())).fold(0.0, f64::max);
        (largest, near.fold(0.0, f64::max))
    }

    /// The numbers killed that the legend shows.
    pub fn key(self, dots: &Dots) -> Vec<u32> {
        let known = dots.all.iter().filter_map(Dot::killed);
        let Some(least) = known.min() else { return Vec::new() };
        let round = [1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];
        let large = round.into_iter().find(|round| *round <= self.most_killed).unwrap_or(1);
        let mut key = if least == 0 { vec![0] } else { Vec::new() };
        key.extend([large / 10, large].into_iter().filter(|killed| *killed > 0));
        key
    }

    /// The bars and the dots, large ones first; of dots that would hide each other exactly, one.
    pub fn shapes(self, dots: &Dots, frame: &Frame, palette: &Palette) -> Vec<Shape> {
        let mut shapes: Vec<Shape> = Vec::new();
        if !self.dense() {
            shapes.extend(dots.all.iter().flat_map(|dot| self.bars(dot, frame, palette)));
        }
        let mut order: Vec<&Dot> = dots.all.iter().collect();
        order.sort_by_key(|dot| std::cmp::Reverse(dot.killed()));
        let mut drawn = BTreeSet::new();
        for dot in order {
            let cell = |mm: f64| (mm / self.cell_mm()).round() as i64;
            let place =
                (cell(frame.x_mm(dot.day())), cell(frame.y_mm(dot.km)), usize::from(dot.kind).min(palette.own()));
            if !self.dense() || drawn.insert(place) {
                shapes.push(Shape::Dot {
                    at: (dot.day(), dot.km),
                    radius_mm: self.radius_mm(dot.killed()),
                    colour: palette.series(usize::from(dot.kind)),
                    open: dot.killed().is_none() && !self.dense(),
                    rim_mm: if self.count > 500 { 0.0 } else { 0.15 },
                });
            }
        }
        shapes
    }

    /// Marks of one kind closer than this hide each other.
    fn cell_mm(self) -> f64 {
        if self.count > 5000 { 0.3 } else { 0.15 }
    }

    /// The bars of a mark, where they reach beyond it.
    fn bars(self, dot: &Dot, frame: &Frame, palette: &Palette) -> Vec<Shape> {
        let radius = self.radius_mm(dot.killed());
        let colour = palette.series(usize::from(dot.kind));
        let mut bars = Vec::new();
        let (first, end) = dot.days();
        if end - first > 1.0 && frame.x_mm(end) - frame.x_mm(first) > 2.0 * radius {
            bars.push(Shape::Steps { points: vec![(first, dot.km), (end, dot.km)], colour, mm: 0.25 });
        }
        let (low, high) = dot.km_range();
        if frame.y_mm(low) - frame.y_mm(high) > 2.0 * radius {
            bars.push(Shape::Steps { points: vec![(dot.day(), low), (dot.day(), high)], colour, mm: 0.25 });
        }
        bars
    }

    /// The boxes that labels must keep clear of; none for dense marks, which labels cannot avoid.
    pub fn boxes(self, dots: &Dots, frame: &Frame) -> Vec<Rect> {
        if self.dense() {
            return Vec::new();
        }
        let mut boxes = Vec::new();
        for dot in &dots.all {
            let (x, y, r) = (frame.x_mm(dot.day()), frame.y_mm(dot.km), self.radius_mm(dot.killed()));
            boxes.push(Rect::around(x, y, r, r));
            let (first, end) = dot.days();
            if end - first > 1.0 {
                boxes.push(Rect::new(frame.x_mm(first), y - 0.15, frame.x_mm(end), y + 0.15));
            }
            let (low, high) = dot.km_range();
            boxes.push(Rect::new(x - 0.15, frame.y_mm(high), x + 0.15, frame.y_mm(low)));
        }
        boxes
    }
}
