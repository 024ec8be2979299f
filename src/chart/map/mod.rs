//! The map of the incidents: one SVG scene in millimetres.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Picture`].
//!
//! With an origin the map is azimuthal equidistant on it, so that distances from the origin are true and rings are circles.
//! Without one it is centred on the incidents, or, where they lie all over the world, in Equal Earth.

mod cut;
mod dots;
mod ground;
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
mod thin;
mod view;
mod words;

use self::dots::{Dot, Dots, Placed};
use self::label::{Room, Wish};
use self::layout::Layout;
use self::legend::Legend;
use self::rings::Ring;
use self::symbols::{ORIGIN_MM, Sizes};
use self::view::View;
use super::look::Look;
use super::scene::{Anchor, Label, Rect, Scene, Style};
use super::text::MM_PER_PT;
use super::{ChartInput, Picture};
use crate::incident::CountryCode;
use crate::spread::Origin;

pub use dots::KINDS;
pub(super) use dots::ranked_kinds;
pub use ground::{Ground, Line, centre_words, series_of, title};
pub use projection::Projection;

/// The room between the outermost symbol and the frame, besides the symbol itself, in mm.
const PAD_MM: f64 = 3.0;

/// How many places are named before the rings.
const FIRST: usize = 8;

/// The map of all incidents; none where no incident has a point.
pub fn map(input: &ChartInput<'_>) -> Option<Picture> {
    scene(input, input.look).map(|scene| scene.into_picture("map"))
}

fn scene(input: &ChartInput<'_>, look: &Look) -> Option<Scene> {
    let dots = dots::gather(input.located);
    if dots.symbols.is_empty() {
        return None;
    }
    let title = words::title(input);
    let legend_mm = legend::two_column_mm(dots.kinds.len(), dots.others.len());
    // The frame depends on how many lines the words take, and the words on what lies beyond the frame: the first round
    // finds the words, the second one draws.
    let rough = Layout::of(input.size_mm, look, &title, "", &"source ".repeat(38), legend_mm);
    let first = Drawn::on(rough.frame, input, &dots);
    let layout =
        Layout::of(input.size_mm, look, &title, &first.subtitle, &words::source(input, &first.view), legend_mm);
    let drawn = Drawn::on(layout.frame, input, &dots);
    let layout = layout.with_words(look, &drawn.subtitle, &words::source(input, &drawn.view));
    let rings = rings::rings(&input.spread.options.origin, &drawn.view);
    let alt = words::alt(input, &dots, &drawn.beyond, &rings);
    let mut scene = Scene::new(input.size_mm, &title, &alt, look);
    draw_map(&mut scene, input, &drawn, &rings, look);
    layout.draw_words(&mut scene, look);
    let distances_from = words::centre(&input.spread.options.origin);
    let legend = Legend {
        dots: &dots,
        sizes: drawn.sizes,
        view: &drawn.view,
        regions: input.regions,
        origin: distances_from.as_deref(),
        look,
    };
    legend.draw(&mut scene, &layout.columns);
    Some(scene)
}

/// What lies where in a frame.
struct Drawn<'a> {
    view: View,
    sizes: Sizes,
    placed: Vec<Placed<'a>>,
    beyond: Vec<Dot<'a>>,
    subtitle: String,
}

impl<'a> Drawn<'a> {
    fn on(frame: Rect, input: &ChartInput<'_>, dots: &Dots<'a>) -> Self {
        let sizes = Sizes::of(&dots.symbols, &frame);
        let origin = &input.spread.options.origin;
        let view = View::of(&dots.wanted(), origin.centre(), frame, sizes.radius_mm + PAD_MM);
        let mark = if let Origin::Point { at, .. } = origin { Some((view.to_mm(*at), ORIGIN_MM)) } else { None };
        let (placed, beyond) = dots::place(dots.symbols.clone(), &view, |dot| sizes.radius(dot), mark);
        let subtitle = words::subtitle(input, dots, &beyond);
        Self { view, sizes, placed, beyond, subtitle }
    }
}

fn draw_map(scene: &mut Scene, input: &ChartInput<'_>, drawn: &Drawn<'_>, rings: &[Ring], look: &Look) {
    let view = &drawn.view;
    let origin = &input.spread.options.origin;
    scene.open_clipped("land", &view.frame);
    land::draw(scene, view, input.regions, home(origin), look);
    rings::draw(scene, rings, origin, view, look);
    scene.close();
    scene.open("incidents");
    symbols::draw(scene, &drawn.placed, look);
    scene.close();
    let mut room = Room::new(view.frame);
    for one in &drawn.placed {
        room.keep_circle(one.mm, one.radius);
    }
    for ring in rings {
        room.keep_line(ring.closed());
    }
    scene.open("labels");
    let mut wishes = names::wishes(input, &drawn.placed);
    wishes.splice(0..0, origin_wish(scene, origin, drawn, &mut room, look));
    let (first, rest) = wishes.split_at(wishes.len().min(FIRST + 1));
    label::draw(scene, first, &mut room, look);
    rings::label(scene, rings, &mut room, look);
    label::draw(scene, rest, &mut room, look);
    countries(scene, input, view, &mut room, look);
    scene.close();
    if !view.projection.is_world() {
        scene.rect(&view.frame, &Style::stroke(look.palette.soft, 0.2));
    }
}

/// Marks the origin; its name goes beside its mark, or, for countries, near their middle.
fn origin_wish(scene: &mut Scene, origin: &Origin, drawn: &Drawn<'_>, room: &mut Room, look: &Look) -> Option<Wish> {
    let at = drawn.view.to_mm(origin.centre()?);
    let text = origin.name().filter(|name| look.fonts.can_draw(name))?.to_owned();
    // Incidents known to the country alone stand in its middle: its name keeps a little off.
    let mut radius = 2.5;
    if matches!(origin, Origin::Point { .. }) {
        symbols::origin(scene, at, look);
        room.keep_circle(at, ORIGIN_MM);
        let under = drawn.placed.iter().filter(|one| near(one.mm, at));
        radius = under.map(|one| one.radius).fold(ORIGIN_MM, f64::max);
    }
    Some(Wish { at, radius, texts: vec![text], bold: true, leader: false })
}

fn near(a: (f64, f64), b: (f64, f64)) -> bool {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    dx * dx + dy * dy < 1.0
}

fn home(origin: &Origin) -> &[CountryCode] {
    if let Origin::Home { codes, .. } = origin { codes } else { &[] }
}

/// Names countries in soft ink where nothing else stands.
fn countries(scene: &mut Scene, input: &ChartInput<'_>, view: &View, room: &mut Room, look: &Look) {
    const PT: f64 = 6.2;
    for ((x, y), across_mm, name) in names::countries(input, view) {
        let label = Label::new(x, y + 0.36 * PT * MM_PER_PT, PT, look.palette.land_ink, name.as_str())
            .anchor(Anchor::Middle)
            .halo(look.palette.land);
        let rect = label.rect(&look.fonts);
        if rect.width() < 0.9 * across_mm && look.fonts.can_draw(&name) && room.take(&rect) {
            scene.text(&label);
        }
    }
}
