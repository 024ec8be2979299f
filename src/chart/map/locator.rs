//! A small globe that shows where the map lies.
//!
//! Comes in: a [`View`] and the land. Goes out: an orthographic globe, cut at its horizon, with the map's frame.

use super::base;
use super::cut::{Cap, Window};
use super::view::View;
use crate::chart::look::Look;
use crate::chart::scene::{PathData, Rect, Scene, Style};
use crate::earth::trig::radians;
use crate::earth::{EARTH_RADIUS_KM, LonLat};
use crate::region::Regions;

/// A smaller globe shows nothing.
const LEAST_MM: f64 = 6.5;

/// A larger one draws the eye away from the map.
const MOST_MM: f64 = 14.0;

/// Whether the map shows so little of the globe that a locator tells something.
pub fn is_useful(view: &View) -> bool {
    matches!(&view.window, Window::Cap(cap) if cap.radius_deg() < 55.0) && view.middle().is_some()
}

/// Draws the globe at the foot of an area; nothing where it would be too small.
pub fn draw(scene: &mut Scene, area: &Rect, view: &View, regions: &Regions, look: &Look) {
    let radius = (area.width() / 2.0 - 2.0).min(area.height() / 2.0 - 0.3).min(MOST_MM);
    let Some(middle) = view.middle().filter(|_| radius >= LEAST_MM && is_useful(view)) else { return };
    let at = (area.left + radius + 0.2, area.bottom - radius - 0.2);
    // A tilted globe is easier to read than one seen from above the pole.
    let centre = LonLat::wrapped(middle.lon(), middle.lat().clamp(-55.0, 55.0));
    let cap = Cap::new(centre, radians(89.9), 0.08 / radius);
    scene.open_clipped_round("locator", at, radius);
    scene.circle(at, radius, &Style::fill(look.palette.sea));
    scene.path(&base::globe(&Window::Cap(cap.clone()), regions, at, radius), &Style::fill(look.palette.border));
    let mut frame = PathData::new();
    let flat = view.frame_edge().into_iter().filter(|p| cap.holds(*p)).map(|p| cap.orthographic(p));
    frame.polyline(flat.map(|(x, y)| (at.0 + x * radius, at.1 - y * radius)), true);
    scene.path(&frame, &Style::fill(look.palette.accent).opacity(0.2).outlined(look.palette.accent, 0.4));
    // A frame of a few dots is marked by a ring.
    let half_mm = view.half_width_km() / EARTH_RADIUS_KM * radius;
    if half_mm < 0.8 {
        let (x, y) = cap.orthographic(middle);
        scene.circle((at.0 + x * radius, at.1 - y * radius), 1.5, &Style::stroke(look.palette.accent, 0.4));
    }
    scene.close();
    scene.circle(at, radius, &Style::stroke(look.palette.border, 0.2));
    scene.mark("locator", Rect::around(at.0, at.1, radius, radius));
}
