//! Rings of equal distance round the origin, with their labels.
//!
//! Comes in: the origin and a [`View`]. Goes out: rings at round numbers of km.

use super::label::Room;
use super::view::View;
use crate::chart::look::Look;
use crate::chart::scene::{Anchor, Label, PathData, Rect, Scene, Style};
use crate::earth::trig::radians;
use crate::earth::{LonLat, trig};
use crate::spread::Origin;
use crate::spread::headline::thousands;

/// The intervals between rings in km.
const STEPS_KM: [f64; 11] = [10.0, 25.0, 50.0, 100.0, 200.0, 250.0, 500.0, 1000.0, 2000.0, 2500.0, 5000.0];

/// The most rings.
const MOST_RINGS: f64 = 5.0;

/// The size of the labels in pt.
const PT: f64 = 6.2;

/// A ring as it lies on the page.
#[derive(Debug, Clone)]
pub struct Ring {
    /// Its distance from the origin.
    pub km: f64,
    /// Its points in mm; closed unless a direction is missing.
    pub points: Vec<(f64, f64)>,
}

impl Ring {
    /// Its points, the first one once more at the end.
    pub fn closed(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.points.iter().chain(self.points.first()).copied()
    }
}

/// The rings that cross the frame, from the nearest to the farthest.
pub fn rings(origin: &Origin, view: &View) -> Vec<Ring> {
    let reach = view.reach_km();
    let step = STEPS_KM.into_iter().find(|step| reach / step <= MOST_RINGS + 0.99).unwrap_or(5000.0);
    let count = ring_count(reach / step);
    let rings = (1..=count).map(|i| f64::from(i) * step).map(|km| Ring { km, points: points(origin, view, km) });
    rings.filter(|ring| ring.points.iter().any(|p| view.frame.holds_point(*p))).collect()
}

fn ring_count(rings: f64) -> u32 {
    rings.floor().clamp(0.0, 20.0) as u32
}

fn points(origin: &Origin, view: &View, km: f64) -> Vec<(f64, f64)> {
    match origin {
        Origin::None => Vec::new(),
        Origin::Point { at, .. } => {
            // Distances from the centre of the projection are true, so that the ring is a circle.
            let (x, y) = view.to_mm(*at);
            let r = km * view.mm_per_km;
            (0..360).map(|a| radians(f64::from(a))).map(|a| (x + r * trig::sin(a), y - r * trig::cos(a))).collect()
        }
        Origin::Home { centre, outline, .. } => {
            let line: Vec<LonLat> = outline.ring_at_km(*centre, km, 360);
            view.all_to_mm(&line).collect()
        }
    }
}

/// Draws the rings, within the frame's clip.
pub fn draw(scene: &mut Scene, rings: &[Ring], origin: &Origin, view: &View, look: &Look) {
    let style = Style::stroke(look.palette.soft, 0.2).dashed(1.1, 0.8);
    scene.open("rings");
    for ring in rings {
        if let Origin::Point { at, .. } = origin {
            scene.circle(view.to_mm(*at), ring.km * view.mm_per_km, &style);
        } else {
            let mut data = PathData::new();
            data.polyline(ring.points.iter().copied(), true);
            scene.path(&data, &style);
        }
    }
    scene.close();
}

/// Labels the rings where there is room: the first free place from the top, then to either side.
pub fn label(scene: &mut Scene, rings: &[Ring], room: &mut Room, look: &Look) {
    scene.open("ring-labels");
    for ring in rings {
        let text = format!("{} km", thousands(ring.km as u64));
        let count = ring.points.len();
        let mut order: Vec<usize> = (0..count).step_by(6).collect();
        // From the top to both sides.
        order.sort_by_key(|i| (*i).min(count - i));
        for (x, y) in order.into_iter().filter_map(|i| ring.points.get(i)) {
            let label = Label::new(*x, y + 0.8, PT, look.palette.soft, text.as_str())
                .anchor(Anchor::Middle)
                .halo(look.palette.halo);
            let rect: Rect = label.rect(&look.fonts);
            if room.take_on_line(&rect) {
                scene.text(&label);
                break;
            }
        }
    }
    scene.close();
}
