//! What of a map's frame is still free.
//!
//! Comes in: boxes, circles and lines in mm that are taken. Goes out: whether a box or a leader line is free.

use crate::chart::scene::Rect;

/// A place on the page in mm.
pub type Spot = (f64, f64);

/// Texts keep this far from each other, in mm.
const BETWEEN_TEXTS_MM: f64 = 0.15;

/// Texts keep this far from symbols and lines, in mm.
const ROUND_MARKS_MM: f64 = 0.2;

/// The side of the squares that circles and lines are sorted into, in mm.
const SQUARE_MM: f64 = 4.0;

/// The room that is left in the frame.
#[derive(Debug, Clone)]
pub struct Room {
    frame: Rect,
    taken: Vec<Rect>,
    columns: usize,
    squares: Vec<Square>,
    widest: f64,
}

/// What lies in a square of the frame.
#[derive(Debug, Clone, Default)]
struct Square {
    circles: Vec<(Spot, f64)>,
    pieces: Vec<(Spot, Spot)>,
}

impl Room {
    /// All the room of a frame, but for a small margin.
    pub fn new(frame: Rect) -> Self {
        let count = |mm: f64| (mm / SQUARE_MM).ceil().max(1.0) as usize;
        let (columns, rows) = (count(frame.width()), count(frame.height()));
        let squares = vec![Square::default(); columns * rows];
        Self { frame: frame.grown(-0.8), taken: Vec::new(), columns, squares, widest: 0.0 }
    }

    /// Keeps a symbol free.
    pub fn keep_circle(&mut self, middle: Spot, radius: f64) {
        self.widest = self.widest.max(radius);
        let around = Rect::around(middle.0, middle.1, radius, radius);
        for at in self.squares_of(&around) {
            self.squares.get_mut(at).into_iter().for_each(|square| square.circles.push((middle, radius)));
        }
    }

    /// Keeps a line free of texts.
    pub fn keep_line(&mut self, points: impl IntoIterator<Item = Spot>) {
        let mut last: Option<Spot> = None;
        for point in points {
            if let Some(from) = last {
                let b = Rect::new(from.0.min(point.0), from.1.min(point.1), from.0.max(point.0), from.1.max(point.1));
                if b.overlaps(&self.frame.grown(2.0)) || self.frame.holds_point(point) {
                    for at in self.squares_of(&b.grown(ROUND_MARKS_MM)) {
                        self.squares.get_mut(at).into_iter().for_each(|square| square.pieces.push((from, point)));
                    }
                }
            }
            last = Some(point);
        }
    }

    /// Keeps a box free.
    pub fn keep(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Whether a place lies in the frame.
    pub fn holds(&self, place: Spot) -> bool {
        self.frame.holds_point(place)
    }

    /// Takes the box if it is free.
    pub fn take(&mut self, rect: &Rect) -> bool {
        let free = self.is_clear(rect) && !self.is_on_text(rect);
        if free {
            self.taken.push(*rect);
        }
        free
    }

    /// Takes the box for the label of a line, which lies on it, if it is free of everything else.
    pub fn take_on_line(&mut self, rect: &Rect) -> bool {
        let free = self.frame.holds(rect) && !self.is_on_circle(rect) && !self.is_on_text(rect);
        if free {
            self.taken.push(*rect);
        }
        free
    }

    /// Whether the box lies in the frame and on no symbol and no line.
    pub fn is_clear(&self, rect: &Rect) -> bool {
        self.frame.holds(rect) && !self.is_on_circle(rect) && !self.is_on_line(rect)
    }

    /// Whether the box lies on one that is taken.
    pub fn is_on_text(&self, rect: &Rect) -> bool {
        let near = rect.grown(BETWEEN_TEXTS_MM);
        self.taken.iter().any(|other| near.overlaps(other))
    }

    fn is_on_circle(&self, rect: &Rect) -> bool {
        let meets = |((x, y), r): &(Spot, f64)| {
            let (dx, dy) = (x - x.clamp(rect.left, rect.right), y - y.clamp(rect.top, rect.bottom));
            dx * dx + dy * dy < (r + ROUND_MARKS_MM) * (r + ROUND_MARKS_MM)
        };
        self.near(&rect.grown(ROUND_MARKS_MM)).any(|square| square.circles.iter().any(meets))
    }

    fn is_on_line(&self, rect: &Rect) -> bool {
        let wide = rect.grown(ROUND_MARKS_MM);
        self.near(&wide).any(|square| square.pieces.iter().any(|piece| crosses(&wide, *piece)))
    }

    /// Whether a leader line passes no text and no symbol, but for those that hold the middle of its own.
    pub fn is_open(&self, own: Spot, from: Spot, to: Spot) -> bool {
        let on_text = self.taken.iter().any(|rect| crosses(&rect.grown(0.2), (from, to)));
        let blocks = |(middle, r): &(Spot, f64)| distance_to(*middle, from, to) < r + 0.15 && apart(own, *middle) > *r;
        let b = Rect::new(from.0.min(to.0), from.1.min(to.1), from.0.max(to.0), from.1.max(to.1));
        !on_text && !self.near(&b.grown(0.15)).any(|square| square.circles.iter().any(blocks))
    }

    fn near(&self, rect: &Rect) -> impl Iterator<Item = &Square> {
        self.squares_of(rect).filter_map(|at| self.squares.get(at))
    }

    /// The squares that a box meets; what lies beyond the frame counts for its rim.
    fn squares_of(&self, rect: &Rect) -> impl Iterator<Item = usize> + use<> {
        let (columns, rows) = (self.columns, self.squares.len() / self.columns.max(1));
        let (left, top) = (self.frame.left, self.frame.top);
        let index = |mm: f64, count: usize| ((mm / SQUARE_MM).max(0.0) as usize).min(count.saturating_sub(1));
        let xs = index(rect.left - left, columns)..=index(rect.right - left, columns);
        let ys = index(rect.top - top, rows)..=index(rect.bottom - top, rows);
        ys.flat_map(move |y| xs.clone().map(move |x| y * columns + x))
    }
}

/// Whether a straight piece passes through a box (Liang and Barsky 1984).
pub fn crosses(rect: &Rect, (from, to): (Spot, Spot)) -> bool {
    clipped(rect, from, to).is_some()
}

/// The part of a straight piece within a box, as shares of its length.
pub fn clipped(rect: &Rect, from: Spot, to: Spot) -> Option<(f64, f64)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let sides =
        [(-dx, from.0 - rect.left), (dx, rect.right - from.0), (-dy, from.1 - rect.top), (dy, rect.bottom - from.1)];
    for (run, room) in sides {
        if run == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if run < 0.0 {
            enter = enter.max(room / run);
        } else {
            leave = leave.min(room / run);
        }
    }
    (enter <= leave).then_some((enter, leave))
}

/// The distance between two places.
pub fn apart(a: Spot, b: Spot) -> f64 {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    (dx * dx + dy * dy).sqrt()
}

fn distance_to(point: Spot, from: Spot, to: Spot) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 { ((point.0 - from.0) * dx + (point.1 - from.1) * dy) / length } else { 0.0 };
    let t = t.clamp(0.0, 1.0);
    apart(point, (from.0 + t * dx, from.1 + t * dy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_free_only_off_symbols_lines_and_texts() {
        let mut room = Room::new(Rect::new(0.0, 0.0, 50.0, 30.0));
        room.keep_circle((10.0, 10.0), 3.0);
        room.keep_line([(0.0, 20.0), (50.0, 20.0)]);
        assert!(!room.take(&Rect::new(12.0, 9.0, 20.0, 11.0)) && !room.take(&Rect::new(30.0, 19.0, 40.0, 21.0)));
        assert!(!room.take(&Rect::new(45.0, 5.0, 51.0, 7.0)), "beyond the frame");
        assert!(room.take(&Rect::new(14.0, 9.0, 22.0, 11.0)));
        assert!(!room.take(&Rect::new(20.0, 9.0, 28.0, 11.0)));
        assert!(room.take_on_line(&Rect::new(30.0, 19.0, 40.0, 21.0)));
    }

    #[test]
    fn a_leader_may_leave_its_own_symbol_but_pass_no_other() {
        let mut room = Room::new(Rect::new(0.0, 0.0, 50.0, 30.0));
        room.keep_circle((10.0, 10.0), 3.0);
        assert!(room.is_open((10.0, 10.0), (10.0, 10.0), (20.0, 10.0)));
        room.keep_circle((15.0, 10.0), 1.0);
        assert!(!room.is_open((10.0, 10.0), (10.0, 10.0), (20.0, 10.0)));
    }
}
