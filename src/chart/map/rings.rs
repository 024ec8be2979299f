//! Rings of equal distance round the origin, with their labels.
//!
//! Comes in: the origin and a [`View`]. Goes out: rings at round numbers of km.

use super::flat;
use super::label::Room;
use super::view::View;
use crate::chart::look::Look;
use crate::chart::scene::{Anchor, Label, PathData, Rect, Scene, Style};
use crate::earth::trig::radians;
use crate::earth::{LonLat, trig};
use crate::spread::Origin;

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
    /// Its middle and radius in mm, where the projection shows it as a circle.
    pub circle: Option<((f64, f64), f64)>,
    /// All of its points in mm, in the frame and beyond; closed unless a direction is missing.
    pub points: Vec<(f64, f64)>,
    /// Its parts in the frame, in mm; one that is all there ends where it starts.
    parts: Vec<Vec<(f64, f64)>>,
}

impl Ring {
    /// Its points in the frame.
    pub fn line(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.parts.iter().flatten().copied()
    }

    /// The ring as it lies on the same map elsewhere on the page; its parts are those in that frame.
    #[must_use]
    pub fn moved_to(&self, from: &View, to: &View) -> Self {
        let (right, down) = (to.frame.left - from.frame.left, to.frame.top - from.frame.top);
        let moved = |(x, y): (f64, f64)| (x + right, y + down);
        Self {
            km: self.km,
            circle: self.circle.map(|(at, r)| (moved(at), r)),
            points: self.points.iter().copied().map(moved).collect(),
            parts: self.parts.iter().map(|part| part.iter().copied().map(moved).collect()).collect(),
        }
    }
}

/// The rings that cross the frame, from the nearest to the farthest.
pub fn rings(origin: &Origin, view: &View) -> Vec<Ring> {
    let Some(centre) = origin.centre().filter(|_| !view.projection.is_world()) else { return Vec::new() };
    let reach = view.reach_km(centre);
    let step = STEPS_KM.into_iter().find(|step| reach / step <= MOST_RINGS + 0.99).unwrap_or(5000.0);
    let count = (reach / step).floor().clamp(0.0, 20.0) as u32;
    let rings = (1..=count).map(|i| f64::from(i) * step).map(|km| ring(origin, centre, view, km));
    rings.filter(|ring| !ring.parts.is_empty()).collect()
}

fn ring(origin: &Origin, centre: LonLat, view: &View, km: f64) -> Ring {
    if matches!(origin, Origin::Point { .. }) && view.projection.is_true_from(centre) {
        let (x, y) = view.to_mm(centre);
        let r = km * view.mm_per_km;
        let at = |a: u16| (x + r * trig::sin(radians(f64::from(a))), y - r * trig::cos(radians(f64::from(a))));
        let points: Vec<(f64, f64)> = (0..=360).map(at).collect();
        let parts = flat::line(&points, &view.frame);
        return Ring { km, circle: Some(((x, y), r)), points, parts };
    }
    let mut points = match origin {
        Origin::Home { outline, .. } => outline.ring_at_km(centre, km, 360),
        _ => (0..360).map(|a| centre.destination(f64::from(a), km)).collect(),
    };
    points.extend(points.first().copied());
    let parts = view.line(&points);
    Ring { km, circle: None, points: view.all_to_mm(&points).collect(), parts }
}

/// Places along a line, a few mm apart.
fn along(part: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut left = 1.0;
    let mut places = Vec::new();
    for (a, b) in part.iter().zip(part.iter().skip(1)) {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).sqrt();
        let mut at = left;
        while at < length {
            places.push((a.0 + dx * at / length, a.1 + dy * at / length));
            at += 3.0;
        }
        left = at - length;
    }
    places
}

/// Draws the rings, within the frame's clip.
pub fn draw(scene: &mut Scene, rings: &[Ring], look: &Look) {
    let style = Style::stroke(look.palette.soft, 0.2).dashed(1.1, 0.8);
    scene.open("rings");
    for ring in rings {
        if let Some((middle, radius)) = ring.circle {
            scene.circle(middle, radius, &style);
        } else {
            scene.path(&PathData::of_lines(&ring.parts), &style);
        }
    }
    scene.close();
}

/// Labels the rings where there is room: the first free place from the top, then to either side.
pub fn label(scene: &mut Scene, rings: &[Ring], room: &mut Room, look: &Look) {
    scene.open("ring-labels");
    for ring in rings {
        let text = look.words.km(ring.km);
        // From the top down.
        let mut places: Vec<(f64, f64)> = ring.parts.iter().flat_map(|part| along(part)).collect();
        places.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.total_cmp(&b.0)));
        for (x, y) in places {
            let label = Label::new(x, y + 0.8, PT, look.palette.soft, text.as_str())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::map::projection::Projection;
    use crate::region::Regions;

    const FRAME: Rect = Rect { left: 5.0, top: 20.0, right: 131.0, bottom: 108.0 };

    /// Views in each projection that shows less than the world: true from the origin, from elsewhere, of areas.
    fn views(origin: &Origin) -> Vec<View> {
        let near = origin.centre().unwrap();
        let points = [near.destination(300.0, 2500.0), near.destination(120.0, 1800.0), near.destination(20.0, 900.0)];
        let views = vec![
            View::of(&points, Some(near), FRAME, 4.0),
            View::of(&points, None, FRAME, 4.0),
            View::equal_area(&points, FRAME, 4.0),
        ];
        assert!(matches!(views[1].projection, Projection::Equidistant { centre } if centre != near));
        assert!(matches!(views[2].projection, Projection::EqualArea { .. }));
        views
    }

    #[test]
    fn rings_are_true_to_half_a_percent_in_every_projection_and_from_points_and_borders() {
        let regions = Regions::built_in().unwrap();
        let point = |lon, lat| Origin::Point { name: String::new(), at: LonLat::wrapped(lon, lat), how: String::new() };
        let codes = vec![crate::incident::CountryCode::new("AF").unwrap()];
        let centre = regions.country(codes[0]).unwrap().label_point.unwrap();
        let outline = regions.outline(&codes);
        let home = Origin::Home { codes, name: String::new(), centre, outline };
        for origin in [point(69.17, 34.53), point(179.6, -17.0), point(15.6, 78.2), home] {
            for view in views(&origin) {
                let rings = rings(&origin, &view);
                assert!(rings.len() > 1, "{:?}", view.projection);
                for ring in &rings {
                    let seen = ring.points.iter().filter(|p| view.frame.holds_point(**p));
                    for at in seen.filter_map(|mm| view.projection.inverse(view.to_km(*mm))) {
                        let km = origin.distance_km(at).unwrap();
                        assert!((km / ring.km - 1.0).abs() < 0.005, "{km} km at {} km, {:?}", ring.km, view.projection);
                    }
                }
            }
        }
    }
}
