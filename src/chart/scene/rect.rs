//! Boxes in millimetres, x to the right and y down, as SVG has them.

/// A box in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the names are the sides")]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    /// The box between two corners.
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }

    /// The box round a point, `rx` to the left and right, `ry` up and down.
    pub fn around(x: f64, y: f64, rx: f64, ry: f64) -> Self {
        Self::new(x - rx, y - ry, x + rx, y + ry)
    }

    /// The width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The middle.
    pub fn centre(&self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }

    /// Whether the insides meet; boxes that only touch do not.
    pub fn overlaps(&self, o: &Self) -> bool {
        self.left < o.right && o.left < self.right && self.top < o.bottom && o.top < self.bottom
    }

    /// Whether the other box lies in this one.
    pub fn holds(&self, o: &Self) -> bool {
        self.left <= o.left && self.top <= o.top && o.right <= self.right && o.bottom <= self.bottom
    }

    /// Whether the point lies in this box.
    pub fn holds_point(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// The box made larger by `mm` on every side, smaller where `mm` is negative.
    #[must_use]
    pub fn grown(&self, mm: f64) -> Self {
        Self::new(self.left - mm, self.top - mm, self.right + mm, self.bottom + mm)
    }

    /// The box that holds both.
    #[must_use]
    pub fn union(&self, o: &Self) -> Self {
        Self::new(self.left.min(o.left), self.top.min(o.top), self.right.max(o.right), self.bottom.max(o.bottom))
    }
}
