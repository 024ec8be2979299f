//! The first layout: the map with title, legend, scale, locator and source.

use super::item::{Place, uuid};
use super::legend::{Entry, Setting, legend};
use super::map::Map;
use super::scale::{bar, north};
use super::text::{Set, fitting, label};
use super::{MARGIN_MM, PAPER_MM};
use crate::layer::qgis::Project;
use crate::layer::qgis::style::incidents::SIZES;
use crate::layer::qgis::themes;
use crate::layer::qgis::tree::SourceOf;
use crate::layer::qgis::xml::Element;

/// The number of the layout.
const LAYOUT: usize = 1;
/// The size of the map in mm.
pub(super) const MAP_MM: (f64, f64) = (198.0, 152.0);
/// The top of the map.
const TOP_MM: f64 = 31.0;
/// Between the map and what stands beside it.
const GAP_MM: f64 = 6.0;
/// The side of the locator.
const LOCATOR_MM: f64 = 42.0;

/// All items.
pub(super) fn items(of: &Project<'_>, source: SourceOf<'_>) -> Vec<Element> {
    let look = of.input.look;
    let width = PAPER_MM.0 - 2.0 * MARGIN_MM;
    let id = |number| uuid(LAYOUT, number);
    let side = MARGIN_MM + MAP_MM.0 + GAP_MM;
    let bottom = TOP_MM + MAP_MM.1;
    let map = Map {
        uuid: id(1),
        id: "Map".to_owned(),
        place: Place::new(MARGIN_MM, TOP_MM, MAP_MM.0, MAP_MM.1),
        frame: of.frame,
        theme: themes::FIRST.name,
        days: None,
        overview: None,
    };
    let legend_place = Place::new(side, TOP_MM, PAPER_MM.0 - MARGIN_MM - side, bottom - TOP_MM - LOCATOR_MM - GAP_MM);
    let scale_place = Place::new(MARGIN_MM, bottom + 1.5, 80.0, 7.0);
    let north_place = Place::new(MARGIN_MM + MAP_MM.0 - 5.0, bottom + 1.5, 5.0, 6.5);
    let mut items = vec![map.element(look)];
    items.extend(locator(of, &map.uuid, Place::new(side, bottom - LOCATOR_MM, LOCATOR_MM, LOCATOR_MM)));
    items.push(legend(
        of,
        source,
        (&id(3), &map.uuid),
        legend_place,
        &entries(of),
        Setting { points: 7.5, columns: 1 },
    ));
    items.extend(bar(&id(4), &map.uuid, &of.frame, 2, scale_place, look));
    items.extend(north(&id(5), &map.uuid, &of.frame, north_place, look));
    items.extend(words(of, LAYOUT, &of.subtitle(), width, bottom + 9.5));
    items
}

/// A small map of the surroundings with the frame of the large one.
fn locator(of: &Project<'_>, map: &str, place: Place) -> Option<Element> {
    let frame = of.frame.surroundings(place.ratio())?;
    let locator = Map {
        uuid: uuid(LAYOUT, 2),
        id: "Locator".to_owned(),
        place,
        frame,
        theme: themes::LOCATOR.name,
        days: None,
        overview: Some(map.to_owned()),
    };
    Some(locator.element(of.input.look))
}

/// What the legend explains.
fn entries<'a>(of: &Project<'a>) -> Vec<Entry<'a>> {
    let entry = |name: &str, title: &str, hidden: bool, symbols: Option<Vec<usize>>| {
        of.layer(name).map(|layer| Entry { layer, title: title.to_owned(), hidden, symbols })
    };
    let origin = of.origin().name().unwrap_or_default();
    let whole_rings = Some(vec![0, 1, 2]);
    let others = [
        entry("reach_rings", &format!("Distance from {origin}"), false, whole_rings),
        entry("origin", origin, false, None),
        entry("home", origin, false, None),
        entry("borders", "Boundaries", true, None),
    ]
    .into_iter()
    .flatten();
    let points = if of.layer("incidents").is_some() { "incidents" } else { "undated_incidents" };
    incidents_entry(of, points).into_iter().chain(others).collect()
}

/// The sizes and kinds of incidents: under their own heading, without the catch-all where nothing falls into it.
pub(super) fn incidents_entry<'a>(of: &Project<'a>, name: &str) -> Option<Entry<'a>> {
    let layer = of.layer(name)?;
    let sizes = layer.has("killed");
    // QGIS counts the heading and the circles of the legend of sizes before the categories.
    let (first, title) = if sizes { (1, SIZES) } else { (0, "Incidents") };
    let categories = of.style(layer).categories();
    let last = first + usize::from(sizes) + categories - usize::from(!of.shared.kinds.rest && categories > 1);
    Some(Entry { layer, title: title.to_owned(), hidden: false, symbols: Some((first..last).collect()) })
}

/// Title, subtitle and source line: the same on both layouts.
pub(super) fn words(of: &Project<'_>, layout: usize, subtitle: &str, width: f64, source_top: f64) -> [Element; 3] {
    let look = of.input.look;
    let title = of.title();
    let title_place = Place::new(MARGIN_MM, 9.0, width, 13.0);
    let title_set = Set {
        points: fitting(&title, true, title_place, &[18.0, 15.0, 12.0, 9.5, 7.5, 6.0]),
        bold: true,
        colour: &look.ink,
    };
    let subtitle_place = Place::new(MARGIN_MM, 22.0, width, 6.0);
    let subtitle_set = Set {
        points: fitting(subtitle, false, subtitle_place, &[9.5, 8.5, 7.0, 6.0]),
        bold: false,
        colour: &look.soft,
    };
    let source = of.source_line();
    let source_place = Place::new(MARGIN_MM, source_top, width, PAPER_MM.1 - source_top - 5.0);
    let source_set =
        Set { points: fitting(&source, false, source_place, &[7.0, 6.0, 5.0]), bold: false, colour: &look.soft };
    [
        label(&uuid(layout, 11), "Title", &title, title_place, title_set),
        label(&uuid(layout, 12), "Subtitle", subtitle, subtitle_place, subtitle_set),
        label(&uuid(layout, 13), "Source", &source, source_place, source_set),
    ]
}
