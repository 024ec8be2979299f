//! Choropleths: countries, and first-level administrative units, coloured by how many incidents they have.
//!
//! Comes in: the [`Kit`]. Goes out: [`Scene`]s, none where no unit has an incident, and none of provinces where no place is
//! known so finely.

mod areas;

use areas::{Areas, Unit};

use super::kit::Kit;
use super::label::{self, Room, Wish};
use super::layout::{Layout, Words};
use super::legend::{Block, Legend, Row, Swatch, class_rows};
use super::view::View;
use super::{base, names, words};
use crate::chart::classes::{Class, class_of, classes};
use crate::chart::colour::Colour;
use crate::chart::font::Weight;
use crate::chart::ramp;
use crate::chart::scene::{PathData, Rect, Scene, Style};
use crate::chart::text::isolated;
use crate::words as language;

/// A unit whose outline covers less than this on the page, in mm², is marked by a disc.
const LEAST_MM2: f64 = 1.2;

/// The radius of that disc in mm.
const DISC_MM: f64 = 0.9;

/// The map of countries.
pub fn countries(kit: &Kit<'_>) -> Option<Scene> {
    scene(kit, &areas::countries(kit))
}

/// The map of first-level administrative units.
pub fn provinces(kit: &Kit<'_>) -> Option<Scene> {
    scene(kit, &areas::provinces(kit))
}

fn scene(kit: &Kit<'_>, areas: &Areas<'_>) -> Option<Scene> {
    if areas.units.is_empty() {
        return None;
    }
    let classes = classes(&areas.units.iter().map(|unit| unit.n).collect::<Vec<_>>());
    let rough = Rect::new(5.0, 20.0, kit.input.size_mm.0 - 5.0, kit.input.size_mm.1 - 10.0);
    let rough_view = View::equal_area(&areas.points, rough, 6.0);
    let words = words(kit, areas, &rough_view);
    let legend = legend(kit, areas, &classes, &rough_view);
    let layout = Layout::for_view(kit.input.size_mm, &words, &legend, kit.look, &rough_view);
    let view = View::equal_area(&areas.points, layout.frame, 6.0);
    let mut scene = kit.page(&words, &layout);
    draw(&mut scene, kit, areas, &classes, &view);
    kit.finish(&mut scene, &layout, &legend, &view);
    Some(scene)
}

fn draw(scene: &mut Scene, kit: &Kit<'_>, areas: &Areas<'_>, classes: &[Class], view: &View) {
    let look = kit.look;
    let colours = ramp::classes(&look.palette, classes.len());
    let colour = |unit: &Unit<'_>| class_of(classes, unit.n).and_then(|class| colours.get(class).copied());
    if !areas.hatched.is_empty() {
        scene.define_hatch(look.palette.soft);
    }
    kit.ground(scene, view, |scene| {
        let mut hatched = PathData::new();
        areas.hatched.iter().for_each(|outline| base::add_areas(&mut hatched, view, &outline.0));
        scene.path(&hatched, &Style::hatch());
        for fill in &colours {
            let mut data = PathData::new();
            for unit in areas.units.iter().filter(|unit| colour(unit) == Some(*fill)) {
                base::add_areas(&mut data, view, &unit.outline.0);
            }
            scene.path(&data, &Style::fill(*fill).outlined(look.palette.halo, 0.12));
        }
    });
    let mut home = PathData::new();
    for country in kit.home().iter().filter_map(|code| kit.regions().country(*code)) {
        base::add_areas(&mut home, view, &country.outline.0);
    }
    scene.path(&home, &Style::stroke(look.palette.ink, 0.4));
    scene.close();
    let mut room = Room::new(view.frame);
    scene.open("marks");
    for unit in areas.units.iter().filter(|unit| is_small(unit, view)) {
        let at = view.to_mm(unit.at);
        if let Some(fill) = colour(unit).filter(|_| view.frame.grown(-DISC_MM - 0.2).holds_point(at)) {
            scene.circle(at, DISC_MM, &Style::fill(fill).outlined(look.palette.ink, 0.15));
            room.keep_circle(at, DISC_MM);
        }
    }
    scene.close();
    scene.open("labels");
    let wishes = wishes(kit, areas, view, &mut room, |unit| colour(unit).unwrap_or(look.palette.land));
    label::draw(scene, &wishes, &mut room, look);
    if areas.names_neighbours {
        let named: Vec<&str> = areas.units.iter().map(|unit| unit.name).collect();
        names::draw_countries(scene, kit, view, &mut room, &named);
    }
    scene.close();
}

fn is_small(unit: &Unit<'_>, view: &View) -> bool {
    area_mm2(unit, view) < LEAST_MM2
}

fn area_mm2(unit: &Unit<'_>, view: &View) -> f64 {
    unit.km2 * view.mm_per_km * view.mm_per_km
}

/// The names of the units with the most incidents: on a unit that is large enough for its name, else beside it.
fn wishes(
    kit: &Kit<'_>,
    areas: &Areas<'_>,
    view: &View,
    room: &mut Room,
    colour: impl Fn(&Unit<'_>) -> Colour,
) -> Vec<Wish> {
    let mut ranked: Vec<&Unit<'_>> = areas.units.iter().filter(|unit| kit.look.fonts.can_draw(unit.name)).collect();
    ranked.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.name.cmp(b.name)));
    ranked.truncate(30);
    let wish = |unit: &Unit<'_>| {
        let name = isolated(names::shortened(unit.name));
        let number = kit.words().number(unit.n);
        let texts = vec![format!("{name} {number}"), number];
        let at = view.to_mm(unit.at);
        let across = area_mm2(unit, view).sqrt();
        let width = texts.first().map_or(0.0, |text| kit.look.fonts.width_mm(text, 6.6, Weight::Regular));
        if across > 0.8 * width {
            return Wish::of_area(at, texts, colour(unit));
        }
        let radius = if is_small(unit, view) { DISC_MM } else { 0.5 * across };
        room.keep_circle(at, radius);
        Wish::of_symbol(at, radius, texts)
    };
    ranked.into_iter().map(wish).collect()
}

fn legend(kit: &Kit<'_>, areas: &Areas<'_>, classes: &[Class], view: &View) -> Legend {
    let words = kit.words();
    let units = |class| areas.units.iter().filter(|unit| class_of(classes, unit.n) == Some(class)).count();
    let mut rows = class_rows(kit, classes, |class| words.count(areas.what, units(class) as u64));
    let plain = |swatch, text: &str| Row { swatch, text: text.to_owned(), number: String::new() };
    rows.push(plain(Swatch::Area(kit.look.palette.land, None), words.text("areas.none")));
    if !areas.hatched.is_empty() {
        rows.push(plain(
            Swatch::Area(kit.look.palette.land, Some(kit.look.palette.soft)),
            words.text("areas.country_only"),
        ));
    }
    let how =
        if classes.len() < ramp::CLASSES || classes.iter().all(|(a, z)| a == z) { "areas.each" } else { "areas.jenks" };
    let small = areas.units.iter().any(|unit| is_small(unit, view)).then_some("areas.small");
    let notes: Vec<&str> = std::iter::once(how).chain(small).map(|key| words.text(key)).collect();
    let head = language::capitalised(kit.things());
    let mut blocks = vec![Block::Rows { head, rows }, Block::Note(Swatch::None, notes.join(" "))];
    if !kit.home().is_empty() {
        let style = Style::stroke(kit.look.palette.ink, 0.4);
        let name = kit.origin().name().unwrap_or_default();
        blocks.push(Block::Note(Swatch::Line(style), words.fill("areas.home", &[("name", name)])));
    }
    blocks.extend([Block::Scale { from: None }, Block::Locator]);
    Legend { blocks }
}

fn words(kit: &Kit<'_>, areas: &Areas<'_>, view: &View) -> Words {
    let words = kit.words();
    let n: u64 = areas.units.iter().map(|unit| unit.n).sum();
    let title = words.fill(areas.title, &[("things", kit.things())]);
    let places = words.count(areas.what, areas.units.len() as u64);
    let count = words.count(kit.noun(), n);
    let mut told = vec![words.fill("areas.counted", &[("count", &count), ("places", &places)])];
    if areas.left_out > 0 {
        told.push(words.fill(areas.why_left_out, &[("n", &words.number(areas.left_out))]));
    }
    let subtitle = told.join(" ");
    let mut ranked: Vec<&Unit<'_>> = areas.units.iter().collect();
    ranked.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.name.cmp(b.name)));
    let list: Vec<String> =
        ranked.iter().take(10).map(|unit| format!("{} {}", unit.name, words.number(unit.n))).collect();
    let alt = words.fill("areas.alt", &[("subtitle", &subtitle), ("list", &list.join(", "))]);
    Words { title, subtitle, source: words::source(kit.input, view), alt }
}
