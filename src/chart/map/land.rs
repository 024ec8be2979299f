//! Sea, land, lakes, borders and the home countries.
//!
//! Comes in: the regions and a [`View`]. Goes out: paths in a [`Scene`].

use geo::Polygon;

use super::cut::Window;
use super::view::View;
use crate::chart::look::Look;
use crate::chart::scene::{PathData, Scene, Style};
use crate::incident::CountryCode;
use crate::region::Regions;

/// Draws everything that lies under the incidents.
pub fn draw(scene: &mut Scene, view: &View, regions: &Regions, home: &[CountryCode], look: &Look) {
    let base = regions.base_map();
    if view.edge_in_frame {
        let mut edge = PathData::new();
        edge.polyline(view.all_to_mm(&view.edge()), true);
        scene.path(&edge, &Style::fill(look.palette.sea).outlined(look.palette.border, 0.15));
    } else {
        scene.rect(&view.frame, &Style::fill(look.palette.sea));
    }
    scene.path(&areas(view, &base.land.0), &Style::fill(look.palette.land));
    for country in home.iter().filter_map(|code| regions.country(*code)) {
        scene.path(&areas(view, &country.outline.0), &Style::fill(look.palette.home));
    }
    scene.path(&areas(view, &base.lakes.0), &Style::fill(look.palette.sea));
    let mut shores = shores(view, &base.land.0);
    add_shores(&mut shores, view, &base.lakes.0);
    scene.path(&shores, &Style::stroke(look.palette.border, 0.12));
    for (disputed, style) in [
        (false, Style::stroke(look.palette.border, 0.18)),
        (true, Style::stroke(look.palette.border, 0.26).dotted(0.6)),
    ] {
        let mut lines = PathData::new();
        for border in base.borders.iter().filter(|border| border.disputed == disputed) {
            for part in view.window.line(&border.line) {
                lines.polyline(view.all_to_mm(&part), false);
            }
        }
        scene.path(&lines, &style);
    }
}

/// The polygons as one path, to be filled by the even-odd rule.
pub fn areas(view: &View, polygons: &[Polygon<f64>]) -> PathData {
    let mut data = PathData::new();
    for ring in polygons.iter().flat_map(|polygon| view.window.rings(polygon)) {
        data.polyline(view.all_to_mm(&ring), true);
    }
    data
}

fn shores(view: &View, polygons: &[Polygon<f64>]) -> PathData {
    let mut data = PathData::new();
    add_shores(&mut data, view, polygons);
    data
}

fn add_shores(data: &mut PathData, view: &View, polygons: &[Polygon<f64>]) {
    for part in polygons.iter().flat_map(|polygon| view.window.shores(polygon)) {
        data.polyline(view.all_to_mm(&part), false);
    }
}

/// The land in an orthographic picture of the globe: `radius` mm round `middle`.
pub fn globe(window: &Window, regions: &Regions, middle: (f64, f64), radius: f64) -> PathData {
    let mut data = PathData::new();
    let Window::Cap(cap) = window else { return data };
    for ring in regions.base_map().land.0.iter().flat_map(|polygon| window.rings(polygon)) {
        let flat = ring.iter().map(|p| cap.orthographic(*p));
        data.polyline(flat.map(|(x, y)| (middle.0 + x * radius, middle.1 - y * radius)), true);
    }
    data
}
