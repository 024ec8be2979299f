//! The scale bar and the north arrow.
//!
//! Comes in: a [`View`]. Goes out: a bar of a round length, with the words that say where it is true.

use super::projection::Projection;
use super::view::View;
use crate::chart::font::Weight;
use crate::chart::look::Look;
use crate::chart::scene::{Anchor, Label, PathData, Rect, Scene, Style};
use crate::earth::LonLat;
use crate::earth::trig::{atan2, cos, radians, sin};
use crate::words::Words;

/// The height of bar, numbers and words in mm.
pub const HEIGHT_MM: f64 = 7.6;

/// North counts as the same all over the map where it turns by no more than this.
const MOST_TURN_DEG: f64 = 6.0;

/// A scale bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its length on the ground.
    pub km: f64,
    /// Its length on the page.
    pub mm: f64,
    words: String,
}

impl Bar {
    /// The longest bar of a round length that is at most `most_mm` long; `from` is what distances are true from.
    pub fn of(view: &View, from: Option<&str>, most_mm: f64, language: Words) -> Option<Self> {
        let (mm_per_km, words) = match (view.projection, from) {
            (Projection::Equidistant { .. }, Some(name)) => {
                (view.mm_per_km, language.fill("scale.from", &[("from", name)]))
            }
            (Projection::Equidistant { .. }, None) => (view.mm_per_km, language.text("scale.middle_of_map").to_owned()),
            (Projection::EqualArea { .. }, _) => (view.mm_per_km, language.text("scale.in_middle").to_owned()),
            (Projection::EqualEarth { meridian }, _) => {
                let east = LonLat::wrapped(meridian + 1.0, 0.0);
                let (plane_km, _) = view.projection.forward(east);
                let km = LonLat::wrapped(meridian, 0.0).distance_km(east);
                (view.mm_per_km * plane_km / km, language.text("scale.equator").to_owned())
            }
        };
        let longest_km = most_mm.min(27.0) / mm_per_km;
        let mut round = None;
        let mut decade = 1.0;
        while decade <= longest_km && decade < 1e6 {
            round = [1.0, 2.0, 5.0].into_iter().map(|k| k * decade).rfind(|km| *km <= longest_km).or(round);
            decade *= 10.0;
        }
        round.map(|km| Self { km, mm: km * mm_per_km, words })
    }

    /// Draws it with its left top corner at a place, its words at most `width` mm wide.
    pub fn draw(&self, scene: &mut Scene, (x, top): (f64, f64), width: f64, look: &Look) {
        const PT: f64 = 6.3;
        let (y, half) = (top + 3.0, self.mm / 2.0);
        for (i, fill) in [look.palette.ink, look.palette.paper].into_iter().enumerate() {
            let left = x + half * i as f64;
            scene.rect(&Rect::new(left, y, left + half, y + 0.8), &Style::fill(fill).outlined(look.palette.ink, 0.15));
        }
        scene.text(&Label::new(x, y - 0.8, PT, look.palette.ink, "0"));
        let number = look.words.km(self.km);
        scene.text(&Label::new(x + self.mm, y - 0.8, PT, look.palette.ink, number).anchor(Anchor::Middle));
        let words = look.fonts.fit(&self.words, PT, Weight::Regular, width);
        scene.text(&Label::new(x, y + 3.6, PT, look.palette.soft, words));
    }
}

/// The direction of north on the page in the middle of the map, radians clockwise from up; none where it differs by more than
/// a few degrees over the map.
pub fn north(view: &View) -> Option<f64> {
    let turn_at = |point: LonLat| {
        let (x, y) = view.to_mm(point);
        let (nx, ny) = view.to_mm(LonLat::wrapped(point.lon(), (point.lat() + 0.2).min(90.0)));
        atan2(nx - x, y - ny)
    };
    let middle = view.middle().filter(|middle| middle.lat().abs() < 80.0)?;
    let turn = turn_at(middle);
    let differs = |p: LonLat| {
        let off = (turn_at(p) - turn).abs();
        p.lat().abs() > 85.0 || off.min(std::f64::consts::TAU - off) > radians(MOST_TURN_DEG)
    };
    (!view.frame_edge().into_iter().any(differs)).then_some(turn)
}

/// Draws bar and arrow into a block of the legend.
pub fn draw(scene: &mut Scene, area: &Rect, view: &View, from: Option<&str>, look: &Look) {
    let Some(bar) = Bar::of(view, from, area.width() - 12.0, look.words) else { return };
    let turn = north(view);
    let width = area.width() - if turn.is_some() { 7.0 } else { 0.0 };
    bar.draw(scene, (area.left, area.top), width, look);
    if let Some(turn) = turn {
        draw_north(scene, (area.right - 3.0, area.top + 3.0), turn, look);
    }
}

/// Draws an arrow that points north, with its letter.
fn draw_north(scene: &mut Scene, (x, y): (f64, f64), turn: f64, look: &Look) {
    let turned =
        |(right, up): (f64, f64)| (x + right * cos(turn) + up * sin(turn), y + right * sin(turn) - up * cos(turn));
    let mut arrow = PathData::new();
    arrow.polyline([(0.0, 2.6), (1.1, -1.6), (0.0, -0.8), (-1.1, -1.6)].map(turned), true);
    scene.path(&arrow, &Style::fill(look.palette.ink));
    scene.text(
        &Label::new(x, y + 4.4, 6.3, look.palette.ink, look.words.text("scale.north")).bold().anchor(Anchor::Middle),
    );
}
