//! The map of the incidents: one SVG scene in millimetres.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Picture`].
//!
//! With an origin the map is azimuthal equidistant on it, so that distances from the origin are true and rings are circles.
//! Without one it is centred on the incidents, or, where they lie all over the world, in Equal Earth.

mod cut;
mod dots;
mod label;
mod land;
mod layout;
mod legend;
mod locator;
mod names;
mod projection;
mod rings;
mod scale;
mod symbols;
mod view;
mod words;

use self::dots::{Dot, Placed};
use self::label::{Room, Wish};
use self::layout::Layout;
use self::rings::Ring;
use self::symbols::Sizes;
use self::view::View;
use super::palette::{LIGHT, Palette};
use super::scene::{Anchor, Label, Scene, Style};
use super::text::{MM_PER_PT, is_drawable};
use super::{ChartInput, Picture};
use crate::incident::CountryCode;
use crate::spread::Origin;

pub(super) use dots::{REST, ranked_kinds};
pub use projection::Projection;

/// The room between the outermost symbol and the frame, besides the symbol itself, in mm.
const PAD_MM: f64 = 3.0;

/// The map of all incidents; none where no incident has a point.
pub fn map(input: &ChartInput<'_>) -> Option<Picture> {
    scene(input, &LIGHT).map(|scene| scene.into_picture("map"))
}

/// What was placed on the map.
struct Drawn<'a> {
    placed: Vec<Placed<'a>>,
    beyond: Vec<Dot<'a>>,
    rings: Vec<Ring>,
}

fn scene(input: &ChartInput<'_>, palette: &Palette) -> Option<Scene> {
    let mut dots = dots::gather(input.located);
    if dots.dots.is_empty() {
        return None;
    }
    let sizes = Sizes::of(&dots.dots);
    let wanted = dots.wanted();
    let origin = input.spread.origin.centre();
    let title = words::title(input);
    // The subtitle tells what lies beyond the frame, and the frame depends on how many lines the subtitle takes: the
    // longest one is assumed, so that the frame stands still.
    let longest = "incidents ".repeat(16);
    let mut layout = Layout::of(input.size_mm, &title, &longest, &"source ".repeat(38));
    let view = View::of(&wanted, origin, layout.frame, sizes.radius_mm + PAD_MM);
    let rings = rings::rings(&input.spread.origin, &view);
    let shown = std::mem::take(&mut dots.dots);
    let (placed, beyond) = dots::place(shown.clone(), &view, |dot| sizes.radius(dot));
    dots.dots = shown;
    let subtitle = words::subtitle(input, &dots, &beyond, &rings);
    layout.set_words(&subtitle, &words::source(input, &view));
    let alt = words::alt(input, &dots, &beyond, &rings);
    let mut scene = Scene::new(input.size_mm.0, input.size_mm.1, &title, &alt, palette.paper);
    let drawn = Drawn { placed, beyond, rings };
    draw_map(&mut scene, input, &view, &drawn, palette);
    layout.draw_words(&mut scene, palette);
    let name = input.spread.origin.name();
    legend::Legend { dots: &dots, sizes, view: &view, regions: input.regions, origin: name, palette }
        .draw(&mut scene, &layout.columns);
    Some(scene)
}

fn draw_map(scene: &mut Scene, input: &ChartInput<'_>, view: &View, drawn: &Drawn<'_>, palette: &Palette) {
    let origin = &input.spread.origin;
    scene.open_clipped("land", &view.frame);
    land::draw(scene, view, input.regions, home(origin), palette);
    rings::draw(scene, &drawn.rings, origin, view, palette);
    scene.close();
    scene.open("incidents");
    symbols::draw(scene, &drawn.placed, palette);
    scene.close();
    let mut room = Room::new(view.frame);
    for one in &drawn.placed {
        room.keep_circle(one.mm, one.radius);
    }
    scene.open("labels");
    let mut wishes = names::wishes(input, &drawn.placed);
    if let (Some(name), Origin::Point { at, .. }) = (origin.name(), origin) {
        let at = view.to_mm(*at);
        symbols::origin(scene, at, palette);
        room.keep_circle(at, 1.4);
        let under = drawn.placed.iter().filter(|one| near(one.mm, at)).map(|one| one.radius).fold(1.4, f64::max);
        wishes.insert(0, Wish { at, radius: under, text: name.to_owned(), bold: true });
    }
    let (first, rest) = wishes.split_at(wishes.len().min(8));
    label::draw(scene, first, &mut room, palette);
    rings::label(scene, &drawn.rings, &mut room, palette);
    label::draw(scene, rest, &mut room, palette);
    countries(scene, input, view, &mut room, palette);
    scene.close();
    if !view.edge_in_frame {
        scene.rect(&view.frame, &Style::stroke(palette.soft, 0.2));
    }
}

fn near(a: (f64, f64), b: (f64, f64)) -> bool {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    dx * dx + dy * dy < 1.0
}

fn home(origin: &Origin) -> &[CountryCode] {
    if let Origin::Home { codes, .. } = origin { codes } else { &[] }
}

/// Names countries in soft ink where nothing else stands.
fn countries(scene: &mut Scene, input: &ChartInput<'_>, view: &View, room: &mut Room, palette: &Palette) {
    const PT: f64 = 6.2;
    for ((x, y), across_mm, name) in names::countries(input, view) {
        let label =
            Label::new(x, y + 0.36 * PT * MM_PER_PT, PT, palette.land_ink, name.as_str()).anchor(Anchor::Middle);
        let rect = label.rect();
        if rect.width() < 0.9 * across_mm && is_drawable(&name) && room.take(&rect) {
            scene.text(&label);
        }
    }
}
