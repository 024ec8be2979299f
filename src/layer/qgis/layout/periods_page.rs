//! The second layout: six periods side by side, each map of its own time, all on one scale.

use super::item::{Place, uuid};
use super::legend::{Entry, Setting, legend};
use super::map::Map;
use super::map_page::{incidents_entry, words};
use super::scale::bar;
use super::text::{Set, label};
use super::{MARGIN_MM, PAPER_MM};
use crate::layer::qgis::times::Part;
use crate::layer::qgis::tree::SourceOf;
use crate::layer::qgis::words::thousands;
use crate::layer::qgis::xml::Element;
use crate::layer::qgis::{Project, themes};

/// The number of the layout.
const LAYOUT: usize = 2;
/// Maps beside each other.
const COLUMNS: usize = 3;
/// The top of the first row, with the heading of its maps.
const TOP_MM: f64 = 30.0;
/// Between maps.
const GAP_MM: f64 = 4.5;
/// The heading of a map.
const HEADING_MM: f64 = 5.5;
/// The height of a map.
const MAP_MM: f64 = 64.0;

/// All items.
pub(super) fn items(of: &Project<'_>, source: SourceOf<'_>) -> Vec<Element> {
    let look = of.input.look;
    let width = PAPER_MM.0 - 2.0 * MARGIN_MM;
    let parts = of.times.as_ref().map(|times| times.parts(of.input.data.located)).unwrap_or_default();
    let mut items: Vec<Element> = parts.iter().enumerate().flat_map(|(number, part)| map(of, number, part)).collect();
    let below = TOP_MM + 2.0 * (HEADING_MM + MAP_MM + GAP_MM);
    let entries: Vec<Entry<'_>> = incidents_entry(of, "incidents").into_iter().collect();
    let place = Place::new(MARGIN_MM, below - 2.5, width - 60.0, 20.0);
    let setting = Setting { points: 7.0, columns: 5 };
    items.push(legend(of, source, (&uuid(LAYOUT, 3), &uuid(LAYOUT, 101)), place, &entries, setting));
    let frame = of.frame.in_ratio(map_place(0).ratio());
    let scale = Place::new(PAPER_MM.0 - MARGIN_MM - 50.0, below - 1.0, 50.0, 7.0);
    items.extend(bar(&uuid(LAYOUT, 4), &uuid(LAYOUT, 101), &frame, 1, scale, look));
    items.extend(words(of, LAYOUT, &of.subtitle_of_periods(), width, below + 17.0));
    items
}

fn map_place(number: usize) -> Place {
    let (row, column) = (number / COLUMNS, number % COLUMNS);
    let width = (PAPER_MM.0 - 2.0 * MARGIN_MM - GAP_MM * (COLUMNS - 1) as f64) / COLUMNS as f64;
    let top = TOP_MM + HEADING_MM + row as f64 * (HEADING_MM + MAP_MM + GAP_MM);
    Place::new(MARGIN_MM + column as f64 * (width + GAP_MM), top, width, MAP_MM)
}

fn map(of: &Project<'_>, number: usize, part: &Part) -> [Element; 2] {
    let look = of.input.look;
    let place = map_place(number);
    let incidents = if part.incidents == 1 { "incident" } else { "incidents" };
    let heading = format!("{}: {} {incidents}", part.label, thousands(part.incidents as u64));
    let heading_place = Place::new(place.left, place.top - HEADING_MM, place.width, HEADING_MM);
    let set = Set { points: 9.0, bold: true, colour: &look.ink };
    let map = Map {
        uuid: uuid(LAYOUT, 101 + number),
        id: format!("Map {}", number + 1),
        place,
        frame: of.frame.in_ratio(place.ratio()),
        theme: themes::PERIODS.name,
        days: Some((part.first, part.last)),
        overview: None,
    };
    [
        label(&uuid(LAYOUT, 201 + number), &format!("Heading {}", number + 1), &heading, heading_place, set),
        map.element(look),
    ]
}
