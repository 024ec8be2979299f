//! Which part of the Earth is shown, how, and where on the page.
//!
//! Comes in: the points that must be seen, the origin, a frame in mm. Goes out: a [`View`], which turns a [`LonLat`] into mm.

use super::cut::{Cap, Window};
use super::flat;
use super::label::clipped;
use super::projection::Projection;
use crate::chart::scene::Rect;
use crate::earth::trig::{degrees, radians};
use crate::earth::{EARTH_RADIUS_KM, LonLat, UnitVector};

/// A projection, its scale and its place on the page.
#[derive(Debug, Clone)]
pub struct View {
    /// How the globe is laid flat.
    pub projection: Projection,
    /// The frame of the map in mm.
    pub frame: Rect,
    /// The scale.
    pub mm_per_km: f64,
    /// What the projection shows.
    pub window: Window,
    middle: (f64, f64),
    aspect: f64,
    /// Whether the edge of what the projection shows lies within the frame.
    pub edge_in_frame: bool,
}

/// The least half width of the frame: a map of one street says nothing about spread.
const LEAST_HALF_WIDTH_KM: f64 = 300.0;

/// Without an origin, points farther than this from their middle are shown on a map of the world.
const REGIONAL_KM: f64 = 5500.0;

/// Beyond this distance from its centre an equidistant map shows nothing: land is torn at the antipode.
const WIDEST_DEG: f64 = 172.0;

impl View {
    /// The view that holds all points (and the origin) with `pad_mm` of room round them.
    pub fn of(points: &[LonLat], origin: Option<LonLat>, frame: Rect, pad_mm: f64) -> Self {
        Self::fitted(projection(points, origin), points.iter().copied().chain(origin), frame, pad_mm)
    }

    /// The view that holds all points and on which areas are true.
    pub fn equal_area(points: &[LonLat], frame: Rect, pad_mm: f64) -> Self {
        let projection = match projection(points, None) {
            Projection::Equidistant { centre } => Projection::EqualArea { centre },
            other => other,
        };
        Self::fitted(projection, points.iter().copied(), frame, pad_mm)
    }

    fn fitted(projection: Projection, points: impl Iterator<Item = LonLat>, frame: Rect, pad_mm: f64) -> Self {
        if let Projection::EqualEarth { meridian } = projection {
            return Self::world(projection, meridian, frame);
        }
        let shown = points.map(|p| projection.forward(p));
        let start = Rect::new(f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        let bounds = shown.fold(start, |b, (x, y)| b.union(&Rect::new(x, y, x, y)));
        let bounds = if bounds.left.is_finite() { bounds } else { Rect::new(0.0, 0.0, 0.0, 0.0) };
        let room = |mm: f64, km: f64| (mm - 2.0 * pad_mm).max(mm / 3.0) / km.max(1.0);
        let mm_per_km = room(frame.width(), bounds.width())
            .min(room(frame.height(), bounds.height()))
            .min(frame.width() / (2.0 * LEAST_HALF_WIDTH_KM));
        let window = Window::World(0.0);
        let aspect = bounds.width().max(2.0 * LEAST_HALF_WIDTH_KM) / bounds.height().max(2.0 * LEAST_HALF_WIDTH_KM);
        let middle = bounds.centre();
        let mut view = Self { projection, frame, mm_per_km, window, middle, aspect, edge_in_frame: false };
        view.open_window();
        view
    }

    fn world(projection: Projection, meridian: f64, frame: Rect) -> Self {
        let (half_width, _) = projection.forward(LonLat::wrapped(meridian + 180.0 - 1e-9, 0.0));
        let (_, half_height) = projection.forward(LonLat::wrapped(0.0, 90.0));
        let mm_per_km =
            ((frame.width() - 2.0) / (2.0 * half_width)).min((frame.height() - 2.0) / (2.0 * half_height)).max(1e-6);
        let window = Window::World(meridian);
        Self {
            projection,
            frame,
            mm_per_km,
            window,
            middle: (0.0, 0.0),
            aspect: half_width / half_height,
            edge_in_frame: true,
        }
    }

    /// Opens the smallest cap that covers the frame, or, where the frame shows most of the globe, a cap round the centre.
    fn open_window(&mut self) {
        let Some(centre) = self.projection.centre() else { return };
        let edge: Vec<LonLat> = self.frame_edge();
        let thin = 0.1 / self.mm_per_km / EARTH_RADIUS_KM;
        let reach = |from: LonLat| {
            let v = from.unit();
            edge.iter().map(|p| v.angle(p.unit())).fold(0.0, f64::max) * 1.02 + radians(0.5)
        };
        let farthest_km = self.corners_km().map(|(x, y)| (x * x + y * y).sqrt()).fold(0.0, f64::max);
        if farthest_km < radians(130.0) * EARTH_RADIUS_KM
            && let Some(middle) = self.projection.inverse(self.middle)
        {
            let cap = Cap::new(middle, reach(middle), thin);
            let antipode = centre.unit().times(-1.0).lon_lat();
            if !cap.holds(antipode) && cap.radius_deg() < 120.0 {
                self.window = Window::Cap(cap);
                return;
            }
        }
        let wanted = degrees(farthest_km / EARTH_RADIUS_KM) * 1.02 + 0.5;
        self.edge_in_frame = wanted > WIDEST_DEG;
        self.window = Window::Cap(Cap::new(centre, radians(wanted.min(WIDEST_DEG)), thin));
    }

    /// The same view with the window open to all that the projection shows, for a map that is moved.
    #[must_use]
    pub fn opened_wide(mut self) -> Self {
        if let Projection::Equidistant { centre } = self.projection {
            self.edge_in_frame = true;
            self.window = Window::Cap(Cap::new(centre, radians(WIDEST_DEG), 0.0));
        }
        self
    }

    fn corners_km(&self) -> impl Iterator<Item = (f64, f64)> {
        let f = self.frame;
        [(f.left, f.top), (f.right, f.top), (f.right, f.bottom), (f.left, f.bottom)].map(|p| self.to_km(p)).into_iter()
    }

    /// Points along the frame, clockwise as seen on the page; empty for a map of the world.
    pub fn frame_edge(&self) -> Vec<LonLat> {
        const STEPS: u32 = 24;
        let f = self.frame;
        let corners = [(f.left, f.top), (f.right, f.top), (f.right, f.bottom), (f.left, f.bottom)];
        let sides = corners.iter().zip(corners.iter().cycle().skip(1));
        let points = sides.flat_map(|(a, b)| {
            (0..STEPS).map(move |i| {
                let t = f64::from(i) / f64::from(STEPS);
                (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)
            })
        });
        points.filter_map(|mm| self.projection.inverse(self.to_km(mm))).collect()
    }

    /// Kilometres in the plane of the projection at a place on the page.
    pub fn to_km(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (cx, cy) = self.frame.centre();
        (self.middle.0 + (x - cx) / self.mm_per_km, self.middle.1 - (y - cy) / self.mm_per_km)
    }

    /// The place on the page in mm.
    pub fn to_mm(&self, point: LonLat) -> (f64, f64) {
        let ((east, north), (cx, cy)) = (self.projection.forward(point), self.frame.centre());
        (cx + (east - self.middle.0) * self.mm_per_km, cy - (north - self.middle.1) * self.mm_per_km)
    }

    /// The place of many points on the page in mm.
    pub fn all_to_mm<'a>(&'a self, points: &'a [LonLat]) -> impl Iterator<Item = (f64, f64)> + 'a {
        points.iter().map(|p| self.to_mm(*p))
    }

    /// The edge of what the projection shows, as a closed ring.
    pub fn edge(&self) -> Vec<LonLat> {
        match &self.window {
            Window::Cap(cap) => cap.rim(),
            Window::World(meridian) => {
                let side = |east: f64| {
                    (-90..=90).map(move |lat| LonLat::wrapped(meridian + east * (180.0 - 1e-7), f64::from(lat)))
                };
                side(1.0).chain(side(-1.0).rev()).collect()
            }
        }
    }

    /// Whether the map can show a point, in the frame or beyond it.
    pub fn holds(&self, point: LonLat) -> bool {
        match &self.window {
            Window::Cap(cap) => cap.holds(point),
            Window::World(_) => true,
        }
    }

    /// Whether a cut at 180° or the rim of what is shown can be seen, where the outline of land is no shore.
    pub fn shows_cuts(&self) -> bool {
        let seam = (-90..=90).map(|lat| LonLat::wrapped(180.0, f64::from(lat)));
        let (frame, mut last) = (self.frame.grown(2.0), None);
        let seen = |p: LonLat| {
            let (now, before) = (self.to_mm(p), last.replace(self.to_mm(p)));
            frame.holds_point(now) || before.is_some_and(|before| clipped(&frame, before, now).is_some())
        };
        self.edge_in_frame || seam.filter(|p| self.holds(*p)).any(seen)
    }

    /// The point in the middle of the frame; none on a map of the world.
    pub fn middle(&self) -> Option<LonLat> {
        self.projection.inverse(self.middle)
    }

    /// How much wider than high what must be seen is; between 1/3 and 3.
    pub fn aspect(&self) -> f64 {
        self.aspect.clamp(1.0 / 3.0, 3.0)
    }

    /// The half width of the frame in km.
    pub fn half_width_km(&self) -> f64 {
        self.frame.width() / 2.0 / self.mm_per_km
    }

    /// The distance from a point to the farthest place on the edge of the frame in km.
    pub fn reach_km(&self, from: LonLat) -> f64 {
        let far = self.frame_edge().iter().map(|p| from.distance_km(*p)).fold(0.0, f64::max);
        far.min(radians(WIDEST_DEG) * EARTH_RADIUS_KM)
    }

    /// The same map on another part of the page, whose frame is as large.
    #[must_use]
    pub fn moved_to(&self, left: f64, top: f64) -> Self {
        let (width, height) = (self.frame.width(), self.frame.height());
        Self { frame: Rect::new(left, top, left + width, top + height), ..self.clone() }
    }

    /// The geodesic from a to b as parts of lines in mm, cut to the frame.
    pub fn way(&self, a: LonLat, b: LonLat) -> Vec<Vec<(f64, f64)>> {
        let (km, azimuth) = a.distance_and_azimuth(b);
        let steps = ((km / 100.0).ceil() as u16).clamp(1, 200);
        let at = |i: u16| if i == steps { b } else { a.destination(azimuth, km * f64::from(i) / f64::from(steps)) };
        self.line(&(0..=steps).map(at).collect::<Vec<_>>())
    }

    /// The points as parts of lines in mm, cut to the frame.
    pub fn line(&self, points: &[LonLat]) -> Vec<Vec<(f64, f64)>> {
        let parts = self.window.line(points);
        let flat = parts.iter().map(|part| self.all_to_mm(part).collect::<Vec<_>>());
        flat.flat_map(|part| flat::line(&part, &self.frame.grown(1.0))).collect()
    }
}

fn projection(points: &[LonLat], origin: Option<LonLat>) -> Projection {
    if let Some(centre) = origin {
        return Projection::Equidistant { centre };
    }
    let mean = points.iter().fold(UnitVector::default(), |sum, p| sum.plus(p.unit())).normalised();
    let centre = mean.map(UnitVector::lon_lat);
    match centre {
        Some(centre) if points.iter().all(|p| p.distance_km(centre) < REGIONAL_KM) => {
            Projection::Equidistant { centre }
        }
        _ => Projection::EqualEarth { meridian: middle_meridian(points) },
    }
}

/// The meridian opposite to the widest gap between the points, to 10 degrees; 0 where no gap holds the meridian of 180°'s
/// opposite, that is where the data does not lie across 180°.
fn middle_meridian(points: &[LonLat]) -> f64 {
    let mut lons: Vec<f64> = points.iter().map(|p| p.lon()).collect();
    lons.sort_by(f64::total_cmp);
    let (Some(first), Some(last)) = (lons.first(), lons.last()) else { return 0.0 };
    let outer_gap = first + 360.0 - last;
    let inner = lons.iter().zip(lons.iter().skip(1)).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    match inner {
        Some((a, b)) if b - a > 90.0 && b - a > 2.0 * outer_gap => {
            let opposite = f64::midpoint(*a, *b) + 180.0;
            LonLat::wrapped((opposite / 10.0).round() * 10.0, 0.0).lon()
        }
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Rect {
        Rect::new(5.0, 20.0, 131.0, 108.0)
    }

    fn points(of: &[(f64, f64)]) -> Vec<LonLat> {
        of.iter().map(|(lon, lat)| LonLat::wrapped(*lon, *lat)).collect()
    }

    #[test]
    fn every_point_and_the_origin_lie_in_the_frame_with_room_round_them() {
        let seen = points(&[(37.6, 55.8), (2.37, 48.86), (-2.24, 53.49), (57.1, 30.3)]);
        let origin = LonLat::wrapped(69.17, 34.53);
        let view = View::of(&seen, Some(origin), frame(), 8.0);
        for p in seen.into_iter().chain([origin]) {
            assert!(frame().grown(-7.99).holds_point(view.to_mm(p)), "{p:?}");
        }
    }

    #[test]
    fn one_point_gets_300_km_on_either_side() {
        let view = View::of(&points(&[(69.17, 34.53)]), None, frame(), 8.0);
        assert!((view.half_width_km() - 300.0).abs() < 1e-6);
        assert!(!view.edge_in_frame && !view.projection.is_world());
    }

    #[test]
    fn distances_on_the_page_are_true_from_the_origin_to_half_a_percent() {
        let origin = LonLat::wrapped(69.17, 34.53);
        let seen = points(&[(37.6, 55.8), (-99.1, 39.5), (151.2, -33.9), (18.4, -33.9)]);
        let view = View::of(&seen, Some(origin), frame(), 8.0);
        let (ox, oy) = view.to_mm(origin);
        for p in seen {
            let (x, y) = view.to_mm(p);
            let km = ((x - ox) * (x - ox) + (y - oy) * (y - oy)).sqrt() / view.mm_per_km;
            assert!((km / origin.distance_km(p) - 1.0).abs() < 0.005);
        }
    }

    #[test]
    fn data_across_180_is_shown_in_one_piece() {
        assert!(
            middle_meridian(&points(&[(178.0, -18.0), (-175.0, -21.0), (140.0, 35.0), (-120.0, 37.0)])).abs() > 150.0
        );
        assert!(middle_meridian(&points(&[(-99.0, 39.0), (2.0, 48.0), (116.0, 40.0)])).abs() < 1e-9);
    }

    #[test]
    fn points_all_over_the_world_get_a_map_of_the_world() {
        let view = View::of(&points(&[(-99.0, 39.0), (2.0, 48.0), (151.0, -33.0)]), None, frame(), 8.0);
        assert!(view.projection.is_world());
        assert!(view.edge().iter().all(|p| frame().holds_point(view.to_mm(*p))));
    }
}
