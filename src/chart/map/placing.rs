//! Where symbols stand on the page, and which lie beyond the frame.
//!
//! Comes in: [`Dot`]s, the view. Goes out: [`Placed`] symbols; those of nearly one place are set apart.

use super::dots::Dot;
use super::view::View;
use crate::chart::scene::Rect;
use crate::earth::trig::{cos, sin};

/// The symbols with their places on the page.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The symbol.
    pub dot: Dot,
    /// The middle in mm.
    pub mm: (f64, f64),
    /// The radius in mm.
    pub radius: f64,
}

/// Symbols are set apart where all of them together, each this wide, cover at most a fifth of the frame.
const SET_APART_SHARE: f64 = 0.2;

/// The most that two symbols are set apart in mm.
const APART_MM: f64 = 2.3;

/// Puts the symbols on the page; the second value is those that lie beyond the frame. `kept` is a point with a radius that
/// small symbols keep off: the mark of the origin.
///
/// Symbols of (nearly) one place are set apart: the largest keeps its place, each further one takes the first free point of a
/// sunflower spiral round its own place. Free is where it touches no symbol of about its size; it may lie on one more than
/// twice as wide.
pub fn place(
    dots: Vec<Dot>,
    view: &View,
    radius: impl Fn(&Dot) -> f64,
    kept: Option<Circle>,
) -> (Vec<Placed>, Vec<Dot>) {
    let covered = dots.len() as f64 * APART_MM * APART_MM;
    let set_apart = covered <= SET_APART_SHARE * view.frame.width() * view.frame.height();
    let mut taken: Vec<Circle> = kept.into_iter().collect();
    let (mut placed, mut beyond): (Vec<Placed>, Vec<Dot>) = (Vec::new(), Vec::new());
    for dot in dots {
        let (mm, radius) = (view.to_mm(dot.at), radius(&dot));
        if !view.frame.grown(-radius - 0.8).holds_point(mm) {
            beyond.push(dot);
            continue;
        }
        let inner = view.frame.grown(-radius - 0.4);
        let mm = if set_apart { free_place((mm, radius), APART_MM, &taken, &inner).unwrap_or(mm) } else { mm };
        taken.push((mm, radius));
        placed.push(Placed { dot, mm, radius });
    }
    (placed, beyond)
}

/// The middle and the radius of a symbol in mm.
pub type Circle = ((f64, f64), f64);

/// The first free point of a sunflower spiral round a place; none where there is none within 12 mm. Free is where it touches no symbol of
/// about its size, or stands `most_apart` mm off; it may lie on one more than twice as wide.
pub fn free_place((mm, radius): Circle, most_apart: f64, taken: &[Circle], inner: &Rect) -> Option<(f64, f64)> {
    const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
    let spiral = (0..400).map(|i| {
        let (angle, out) = (f64::from(i) * GOLDEN_ANGLE, 0.6 * f64::from(i).sqrt());
        (mm.0 + out * cos(angle), mm.1 + out * sin(angle))
    });
    let free = |at: &(f64, f64)| {
        inner.holds_point(*at)
            && taken.iter().all(|((x, y), r)| {
                let (dx, dy) = (at.0 - x, at.1 - y);
                let apart = if r.max(radius) > 2.0 * r.min(radius) { 0.0 } else { (r + radius).min(most_apart) };
                dx * dx + dy * dy >= apart * apart
            })
    };
    spiral.into_iter().find(free)
}
