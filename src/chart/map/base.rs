//! The base map: sea, land, lakes, shores, borders, and areas that a map fills.
//!
//! Comes in: the regions and a [`View`]. Goes out: paths in a [`Scene`], cut to the frame and thinned.

use geo::Polygon;

use super::cut::Window;
use super::flat;
use super::view::View;
use crate::chart::look::Look;
use crate::chart::scene::{PathData, Rect, Scene, Style};
use crate::earth::LonLat;
use crate::region::Regions;

/// Paths reach this far beyond the frame, so that an edge that only the cut made is not seen.
const BLEED_MM: f64 = 1.0;

/// What lies under the data of every map.
#[derive(Debug, Clone)]
pub struct Base {
    /// The edge of what the projection shows, where it can be seen.
    edge: Option<PathData>,
    land: PathData,
    lakes: PathData,
    /// Shores on their own, where the outline of the land has edges that are none.
    shores: Option<PathData>,
    borders: PathData,
    disputed: PathData,
}

impl Base {
    /// Lays the base map flat.
    pub fn of(view: &View, regions: &Regions) -> Self {
        let base = regions.base_map();
        let edge = view.edge_in_frame.then(|| {
            let mut edge = PathData::new();
            edge.polyline(view.all_to_mm(&view.edge()), true);
            edge
        });
        // Where the rim of what is shown lies in the frame, or 180° was cut, an outline is not a shore everywhere.
        let shores = view.shows_cuts().then(|| {
            let mut shores = PathData::new();
            for part in base.land.0.iter().flat_map(|polygon| view.window.shores(polygon)) {
                add_line(&mut shores, view, &part);
            }
            shores
        });
        let lines = |disputed: bool| {
            let mut data = PathData::new();
            for border in base.borders.iter().filter(|border| border.disputed == disputed) {
                for part in view.window.line(&border.line) {
                    add_line(&mut data, view, &part);
                }
            }
            data
        };
        Self {
            edge,
            land: areas(view, &base.land.0),
            lakes: areas(view, &base.lakes.0),
            shores,
            borders: lines(false),
            disputed: lines(true),
        }
    }

    /// Draws the base map; `fills` draws on the land and under lakes and borders.
    pub fn draw(&self, scene: &mut Scene, frame: &Rect, look: &Look, fills: impl FnOnce(&mut Scene)) {
        match &self.edge {
            Some(edge) => scene.path(edge, &Style::fill(look.palette.sea).outlined(look.palette.border, 0.15)),
            None => scene.rect(frame, &Style::fill(look.palette.sea)),
        }
        // Lines are finer on a small map, whose countries are small.
        let weight = (frame.width() / 110.0).clamp(0.45, 1.0);
        let shore = |style: Style| {
            if self.shores.is_none() { style.outlined(look.palette.border, 0.12 * weight) } else { style }
        };
        scene.path(&self.land, &shore(Style::fill(look.palette.land)));
        fills(scene);
        scene.path(&self.lakes, &Style::fill(look.palette.sea).outlined(look.palette.border, 0.12 * weight));
        if let Some(shores) = &self.shores {
            scene.path(shores, &Style::stroke(look.palette.border, 0.12 * weight));
        }
        scene.path(&self.borders, &Style::stroke(look.palette.border, 0.18 * weight));
        scene.path(&self.disputed, &Style::stroke(look.palette.border, 0.26 * weight).dotted(0.6 * weight));
    }
}

/// The polygons as one path, to be filled by the even-odd rule.
pub fn areas(view: &View, polygons: &[Polygon<f64>]) -> PathData {
    let mut data = PathData::new();
    add_areas(&mut data, view, polygons);
    data
}

/// Adds polygons to a path.
pub fn add_areas(data: &mut PathData, view: &View, polygons: &[Polygon<f64>]) {
    let to = view.frame.grown(BLEED_MM);
    for ring in polygons.iter().flat_map(|polygon| view.window.rings(polygon)) {
        let flat = flat::area(view.all_to_mm(&ring).collect(), &to);
        data.polyline(flat, true);
    }
}

/// Adds a line to a path.
fn add_line(data: &mut PathData, view: &View, points: &[LonLat]) {
    let flat: Vec<(f64, f64)> = view.all_to_mm(points).collect();
    for part in flat::line(&flat, &view.frame.grown(BLEED_MM)) {
        data.polyline(part, false);
    }
}

/// The land in an orthographic picture of the globe: `radius` mm round `middle`.
pub fn globe(window: &Window, regions: &Regions, middle: (f64, f64), radius: f64) -> PathData {
    let mut data = PathData::new();
    let Window::Cap(cap) = window else { return data };
    let around = Rect::around(middle.0, middle.1, radius, radius);
    for ring in regions.base_map().land.0.iter().flat_map(|polygon| window.rings(polygon)) {
        let flat = ring.iter().map(|p| cap.orthographic(*p));
        let flat = flat.map(|(x, y)| (middle.0 + x * radius, middle.1 - y * radius)).collect();
        data.polyline(flat::area(flat, &around.grown(0.1)), true);
    }
    data
}
