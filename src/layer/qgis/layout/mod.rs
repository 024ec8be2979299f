//! Print layouts on A4: the map, and six periods side by side. They export as they are.
//!
//! Comes in: a [`Project`]. Goes out: `<Layouts>`.

mod item;
mod legend;
mod map;
mod map_page;
mod periods_page;
mod scale;
mod text;

use super::Project;
use super::tree::SourceOf;
use super::xml::Element;

/// The name of the first layout.
const MAP: &str = "A4 map";
/// The name of the second.
const PERIODS: &str = "Six periods";

/// The width and height of the paper in mm.
const PAPER_MM: (f64, f64) = (297.0, 210.0);
/// The margin in mm.
const MARGIN_MM: f64 = 12.0;

/// The width of the map of the first layout over its height.
pub(super) const MAIN_RATIO: f64 = map_page::MAP_MM.0 / map_page::MAP_MM.1;

/// Both layouts; the second only where incidents have dates.
pub(super) fn layouts(of: &Project<'_>, source: SourceOf<'_>) -> Element {
    let first = layout(MAP, 1, map_page::items(of, source));
    let second = of.is_temporal().then(|| layout(PERIODS, 2, periods_page::items(of, source)));
    Element::new("Layouts").holding(first).holding_all(second)
}

fn layout(name: &str, number: usize, items: Vec<Element>) -> Element {
    Element::new("Layout")
        .with("name", name)
        .with_all(&[("units", "mm"), ("printResolution", "300"), ("worldFileMap", "")])
        .holding(item::page(number))
        .holding_all(items)
        .holding(Element::new("Atlas").with_all(&[("enabled", "0"), ("coverageLayer", ""), ("hideCoverage", "0")]))
}
