//! Hexagons with hot spots: H3 cells, told apart by Gi*.
//!
//! Comes in: the [`Kit`]. Goes out: a [`Scene`], none where no cell is hot or cold.

use super::kit::Kit;
use super::label::{self, Room, Wish};
use super::layout::{Layout, Words};
use super::legend::{Block, Legend, Row, Swatch};
use super::view::View;
use super::{crowd, density};
use super::{flat, names, words};
use crate::chart::colour::Colour;
use crate::chart::ramp::{self, Heat};
use crate::chart::scene::{PathData, Rect, Scene, Style};
use crate::earth::LonLat;
use crate::spread::{HotCell, Hotspots};
use crate::words as language;

/// At most this share of false discoveries among the hottest and coldest.
const SURE: f64 = 0.01;

/// Cells narrower than this, in mm, have no rim.
const LEAST_RIM_MM: f64 = 1.2;

/// What a cell is, from the most telling; the last holds cells with incidents that are neither.
const KINDS: [&str; 5] = ["hot.hottest", "hot.hot", "hot.coldest", "hot.cold", "hot.neither"];

fn kind_of(cell: &HotCell) -> usize {
    match (cell.class(), cell.q <= SURE) {
        (Some("hot"), true) => 0,
        (Some("hot"), false) => 1,
        (Some(_), true) => 2,
        (Some(_), false) => 3,
        (None, _) => 4,
    }
}

fn colour(heat: Heat, kind: usize) -> Colour {
    match kind {
        0 => heat.hottest,
        1 => heat.hot,
        2 => heat.coldest,
        3 => heat.cold,
        _ => heat.plain,
    }
}

/// The map of hot spots.
pub fn scene(kit: &Kit<'_>) -> Option<Scene> {
    let found = kit.input.spread.findings.hotspots.as_ref()?;
    let cells: Vec<&HotCell> = found.cells.iter().filter(|cell| cell.n > 0 || cell.class().is_some()).collect();
    if !cells.iter().any(|cell| cell.class().is_some()) {
        return None;
    }
    let weighed: Vec<(LonLat, u64)> = cells.iter().map(|cell| (cell.cell.centre(), cell.n)).collect();
    let mut points = crowd::held(&weighed, None);
    points.extend(cells.iter().filter(|cell| cell.class() == Some("hot")).map(|cell| cell.cell.centre()));
    let rough = Rect::new(5.0, 20.0, kit.input.size_mm.0 - 5.0, kit.input.size_mm.1 - 10.0);
    let rough_view = View::equal_area(&points, rough, 4.0);
    let words = words(kit, found, &cells, &rough_view);
    let legend = legend(kit, found, &cells);
    let layout = Layout::for_view(kit.input.size_mm, &words, &legend, kit.look, &rough_view);
    let view = View::equal_area(&points, layout.frame, 4.0);
    let mut scene = kit.page(&words, &layout);
    draw(&mut scene, kit, &cells, &view);
    kit.finish(&mut scene, &layout, &legend, &view);
    Some(scene)
}

fn draw(scene: &mut Scene, kit: &Kit<'_>, cells: &[&HotCell], view: &View) {
    let look = kit.look;
    let heat = ramp::heat(&look.palette);
    let mut widest: f64 = 0.0;
    kit.ground(scene, view, |scene| {
        // Cells without a verdict lie below the others.
        for kind in (0..KINDS.len()).rev() {
            let mut data = PathData::new();
            for cell in cells.iter().filter(|cell| kind_of(cell) == kind) {
                let ring = density::outline(cell.cell, view);
                let xs = || ring.iter().map(|p| p.0);
                widest = widest.max(xs().fold(0.0, f64::max) - xs().fold(f64::INFINITY, f64::min));
                data.polyline(flat::area(ring, &view.frame.grown(1.0)), true);
            }
            let style = Style::fill(colour(heat, kind)).opacity(if kind == 4 { 0.6 } else { 0.88 });
            scene.path(&data, &if widest > LEAST_RIM_MM { style.outlined(look.palette.halo, 0.1) } else { style });
        }
    });
    scene.close();
    let mut room = Room::new(view.frame);
    // Labels keep off hot cells.
    for cell in cells.iter().filter(|cell| cell.class() == Some("hot")) {
        room.keep_circle(view.to_mm(cell.cell.centre()), (0.4 * widest).max(0.2));
    }
    scene.open("labels");
    label::draw(scene, &busiest(kit, cells, view, widest), &mut room, look);
    names::draw_countries(scene, kit, view, &mut room, &[]);
    scene.close();
}

/// The hot cells with the most incidents, named after the place that most of their incidents name.
fn busiest(kit: &Kit<'_>, cells: &[&HotCell], view: &View, widest: f64) -> Vec<Wish> {
    let mut hot: Vec<&&HotCell> = cells.iter().filter(|cell| cell.class() == Some("hot") && cell.n > 0).collect();
    hot.sort_by_key(|cell| (std::cmp::Reverse(cell.n), cell.cell));
    hot.truncate(8);
    names::of_cells(kit, &hot.iter().map(|cell| (cell.cell, cell.n)).collect::<Vec<_>>(), view, 0.5 * widest)
}

fn legend(kit: &Kit<'_>, found: &Hotspots, cells: &[&HotCell]) -> Legend {
    let (words, heat) = (kit.words(), ramp::heat(&kit.look.palette));
    let rows: Vec<Row> = KINDS
        .iter()
        .enumerate()
        .map(|(kind, name)| (kind, name, cells.iter().filter(|cell| kind_of(cell) == kind).count()))
        .filter(|(.., n)| *n > 0)
        .map(|(kind, name, n)| Row {
            swatch: Swatch::Area(colour(heat, kind), None),
            text: words.text(name).to_owned(),
            number: format!(" ({})", words.number(n as u64)),
        })
        .collect();
    let area = cells.first().map_or(0.0, |cell| cell.cell.area_km2());
    let km2 = words.number(area.round().max(1.0) as u64);
    let note = words.fill("hot.note", &[("resolution", &found.resolution.to_string()), ("km2", &km2)]);
    let head = words.text("hot.head").to_owned();
    let mut blocks = vec![Block::Rows { head, rows }, Block::Note(Swatch::None, note)];
    blocks.extend([Block::Scale { from: None }, Block::Locator]);
    Legend { blocks }
}

fn words(kit: &Kit<'_>, found: &Hotspots, cells: &[&HotCell], view: &View) -> Words {
    let (words, things) = (kit.words(), kit.things());
    let hot: Vec<&&HotCell> = cells.iter().filter(|cell| cell.class() == Some("hot")).collect();
    let inside: u64 = hot.iter().map(|cell| cell.n).sum();
    let title = words.fill("hot.title", &[("things", things)]);
    let (n, all) = (words.number(inside), words.number(found.n));
    let count = words.count("cell", hot.len() as u64);
    let mut told = vec![words.fill("hot.counted", &[("cells", &count), ("n", &n), ("all", &all), ("things", things)])];
    let patterns: Vec<String> = found.patterns().iter().filter_map(|(name, n)| pattern(name, *n, words)).collect();
    if !patterns.is_empty() {
        told.push(words.fill("hot.over_time", &[("list", &patterns.join(", "))]));
    }
    let subtitle = told.join(" ");
    let alt = words.fill("hot.alt", &[("subtitle", &subtitle)]);
    Words { title, subtitle, source: words::source(kit.input, view), alt }
}

/// "12 new" of hot spots; none of cold ones.
fn pattern(name: &str, n: u64, words: language::Words) -> Option<String> {
    let key = format!("pattern.{}", name.strip_suffix(" hot spot")?);
    Some(format!("{} {}", words.number(n), words.text(&key)))
}
