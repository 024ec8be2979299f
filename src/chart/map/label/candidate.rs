//! Where a label could go: round its symbol, and apart from it at the end of a line.
//!
//! Comes in: a [`Wish`]. Goes out: [`Candidate`]s, the best first.

use super::room::Spot;
use super::{PT, Wish};
use crate::chart::font::{Fonts, Weight};
use crate::chart::scene::Rect;
use crate::chart::text::{ASCENT, DESCENT, MM_PER_PT};
use crate::earth::trig::{cos, radians, sin};

/// The gap between a symbol and its label in mm.
const GAP_MM: f64 = 0.7;

/// Places round a symbol in order of preference (Imhof 1975, right before left, above before below): right (-1 left, 0
/// middle, 1 right) and up (1 above), and how many extra gaps away.
const PLACES: [(f64, f64, f64); 20] = [
    (1.0, 0.0, 0.0),
    (-1.0, 0.0, 0.0),
    (0.0, 1.0, 0.0),
    (0.0, -1.0, 0.0),
    (0.7, 0.7, 0.0),
    (0.7, -0.7, 0.0),
    (-0.7, 0.7, 0.0),
    (-0.7, -0.7, 0.0),
    (0.95, 0.32, 0.0),
    (0.95, -0.32, 0.0),
    (-0.95, 0.32, 0.0),
    (-0.95, -0.32, 0.0),
    (1.0, 0.0, 1.6),
    (-1.0, 0.0, 1.6),
    (0.0, 1.0, 1.2),
    (0.0, -1.0, 1.2),
    (0.7, 0.7, 2.0),
    (0.7, -0.7, 2.0),
    (-0.7, 0.7, 2.0),
    (-0.7, -0.7, 2.0),
];

/// How far off its middle, in mm to the right and down, the name of an area is tried.
const AROUND_MIDDLE: [(f64, f64); 11] = [
    (0.0, 0.0),
    (0.0, -1.5),
    (0.0, 1.5),
    (-2.0, 0.0),
    (2.0, 0.0),
    (0.0, -3.0),
    (0.0, 3.0),
    (-4.0, 0.0),
    (4.0, 0.0),
    (-6.0, 0.0),
    (6.0, 0.0),
];

/// How far from its symbol a label at the end of a line stands, in mm, the nearest first.
const LEADERS_MM: [f64; 5] = [4.0, 6.5, 9.0, 12.0, 15.0];

/// In how many directions such a label is tried.
const DIRECTIONS: u16 = 16;

/// A place for a label.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// Which of the wish's texts.
    pub text: usize,
    /// The left end of the baseline.
    pub start: Spot,
    /// The box of the text.
    pub rect: Rect,
    /// The ends of the line to its symbol, where it stands apart.
    pub leader: Option<(Spot, Spot)>,
}

/// The measures of one text.
struct Size {
    width: f64,
    up: f64,
    down: f64,
}

/// All places of a wish: each text round the symbol, then at the end of a short line; last the long lines.
pub fn candidates(wish: &Wish, fonts: &Fonts) -> Vec<Candidate> {
    let weight = if wish.bold { Weight::SemiBold } else { Weight::Regular };
    let em = PT * MM_PER_PT;
    let sizes: Vec<Size> = wish
        .texts
        .iter()
        .map(|text| Size { width: fonts.width_mm(text, PT, weight), up: ASCENT * em, down: DESCENT * em })
        .collect();
    let mut found: Vec<Candidate> = Vec::new();
    let mut far_off: Vec<Candidate> = Vec::new();
    for (text, size) in sizes.iter().enumerate() {
        if wish.radius < 0.0 {
            found.extend(AROUND_MIDDLE.iter().map(|shift| middle(wish, text, size, *shift)));
        } else {
            found.extend(PLACES.iter().map(|place| round(wish, text, size, *place)));
        }
        if wish.leader {
            let led = |far: &f64| (0..DIRECTIONS).map(|i| led(wish, text, size, *far, i)).collect::<Vec<_>>();
            found.extend(LEADERS_MM.iter().take(3).flat_map(led));
            far_off.extend(LEADERS_MM.iter().skip(3).flat_map(led));
        }
    }
    found.extend(far_off);
    found
}

fn at(text: usize, size: &Size, left: f64, baseline: f64, leader: Option<(Spot, Spot)>) -> Candidate {
    let rect = Rect::new(left, baseline - size.up, left + size.width, baseline + size.down);
    Candidate { text, start: (left, baseline), rect, leader }
}

fn middle(wish: &Wish, text: usize, size: &Size, (right, down): (f64, f64)) -> Candidate {
    at(text, size, wish.at.0 + right - size.width / 2.0, wish.at.1 + down + 0.36 * PT * MM_PER_PT, None)
}

fn round(wish: &Wish, text: usize, size: &Size, (right, above, extra): (f64, f64, f64)) -> Candidate {
    let out = wish.radius + GAP_MM * (1.0 + extra);
    let (ax, ay) = (wish.at.0 + right * out, wish.at.1 - above * out);
    let left = if right > 0.0 { ax } else { ax - if right < 0.0 { size.width } else { size.width / 2.0 } };
    let drop = if above > 0.5 {
        -size.down
    } else if above < -0.5 {
        size.up
    } else {
        0.36 * PT * MM_PER_PT
    };
    at(text, size, left, ay + drop, None)
}

/// The line ends at the middle of the side that faces the symbol.
fn led(wish: &Wish, text: usize, size: &Size, far: f64, direction: u16) -> Candidate {
    let turn = radians(360.0 / f64::from(DIRECTIONS) * f64::from(direction));
    let (dx, dy) = (cos(turn), -sin(turn));
    let from = (wish.at.0 + dx * wish.radius, wish.at.1 + dy * wish.radius);
    let to = (from.0 + dx * far, from.1 + dy * far);
    let left = if dx > 0.3 { to.0 + 0.5 } else { to.0 - if dx < -0.3 { size.width + 0.5 } else { size.width / 2.0 } };
    let drop = if dx.abs() > 0.3 {
        0.36 * PT * MM_PER_PT
    } else if dy < 0.0 {
        -size.down - 0.3
    } else {
        size.up + 0.3
    };
    at(text, size, left, to.1 + drop, Some((from, to)))
}
