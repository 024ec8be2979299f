//! The overview: all incidents, how far they lie from the origin.
//!
//! Comes in: the [`Kit`]. Goes out: a [`Scene`], none where no incident has a point.

use super::density::{self, Density};
use super::dots::{Dot, Dots, REST};
use super::kit::Kit;
use super::label::{self, Room, Wish};
use super::layout::{Layout, Words};
use super::legend::{Block, Legend, Row, SizeKey, Swatch};
use super::placing::{self, Placed};
use super::rings::{self, Ring};
use super::symbols::{self, ORIGIN_MM, Sizes};
use super::view::View;
use super::{base, names, words};
use crate::chart::scene::{Rect, Scene, Style};
use crate::incident::Role;
use crate::spread::Origin;
use crate::words::capitalised;

/// The room between the outermost symbol and the frame, besides the symbol itself, in mm.
const PAD_MM: f64 = 3.0;

/// How many places are named before the rings.
const FIRST: usize = 8;

/// The map of all incidents.
pub fn scene(kit: &Kit<'_>) -> Option<Scene> {
    let dots = kit.input.symbols();
    if dots.symbols.is_empty() {
        return None;
    }
    let mut words = Words { title: words::title(kit.input), ..Words::default() };
    // The frame depends on how many lines the words take, and the words on what lies beyond the frame: rounds until they agree.
    let mut frame = Rect::new(5.0, 20.0, kit.input.size_mm.0 - 5.0, kit.input.size_mm.1 - 10.0);
    let (layout, drawn) = loop {
        let drawn = Drawn::on(frame, kit, dots);
        let settled = words.subtitle == drawn.subtitle;
        words.subtitle.clone_from(&drawn.subtitle);
        words.source = words::source(kit.input, &drawn.view);
        let layout = Layout::for_view(kit.input.size_mm, &words, &legend(kit, dots, &drawn), kit.look, &drawn.view);
        if layout.frame == frame || settled {
            break (layout, drawn);
        }
        frame = layout.frame;
    };
    let legend = legend(kit, dots, &drawn);
    let rings = rings::rings(kit.origin(), &drawn.view);
    words.alt = words::alt(kit.input, dots, &drawn.subtitle, &rings);
    let mut scene = kit.page(&words, &layout);
    draw(&mut scene, kit, dots, &drawn, &rings);
    kit.finish(&mut scene, &layout, &legend, &drawn.view);
    Some(scene)
}

/// What lies where in a frame.
struct Drawn {
    view: View,
    sizes: Sizes,
    placed: Vec<Placed>,
    /// What colours stand for, where there are too many incidents for symbols.
    density: Option<Density>,
    subtitle: String,
}

impl Drawn {
    fn on(frame: Rect, kit: &Kit<'_>, dots: &Dots) -> Self {
        let (sizes, density) = (Sizes::of(&dots.symbols, &frame), Density::of(kit, [dots]));
        let origin = kit.origin();
        let pad_mm = if density.is_some() { PAD_MM } else { sizes.radius_mm + PAD_MM };
        let view = View::of(&dots.wanted(origin.centre()), origin.centre(), frame, pad_mm);
        let mark = if let Origin::Point { at, .. } = origin { Some((view.to_mm(*at), ORIGIN_MM)) } else { None };
        let (placed, beyond) = match density {
            Some(_) => density::place(&dots.symbols, &view),
            None => placing::place(dots.symbols.clone(), &view, |dot| sizes.radius(dot), mark),
        };
        let cells = density.as_ref().map(|density| density.sentence(kit, dots));
        let subtitle = words::subtitle(kit.input, dots, &beyond, cells.as_ref());
        Self { view, sizes, placed, density, subtitle }
    }
}

fn legend(kit: &Kit<'_>, dots: &Dots, drawn: &Drawn) -> Legend {
    match &drawn.density {
        Some(density) => {
            Legend { blocks: density.legend(kit).into_iter().chain([kit.scale(), Block::Locator]).collect() }
        }
        None => legend_of_symbols(kit, dots, drawn.sizes),
    }
}

fn legend_of_symbols(kit: &Kit<'_>, dots: &Dots, sizes: Sizes) -> Legend {
    let words = kit.words();
    let counted = |n: u64| format!(" ({})", words.number(n));
    let kinds = dots.kinds.iter().enumerate().map(|(i, (kind, n))| {
        let colour = kit.look.palette.series(if kind == REST { usize::MAX } else { i });
        let swatch = Swatch::Operation { colour, known: true, coarse: false };
        Row { swatch, text: words.kind(kind), number: counted(*n) }
    });
    let others = dots.others.iter().map(|(role, n)| {
        let what = match role {
            Role::Response => "legend.response",
            Role::Statement => "legend.statement",
            _ => "legend.context",
        };
        Row { swatch: Swatch::Other(*role), text: words.text(what).to_owned(), number: counted(*n) }
    });
    let operations = capitalised(words.plural("operation"));
    let not_operations = words.text("legend.not_operations").to_owned();
    let mut blocks = vec![
        Block::Rows { head: operations, rows: kinds.collect() },
        Block::Rows { head: not_operations, rows: others.collect() },
    ];
    blocks.retain(|block| !matches!(block, Block::Rows { rows, .. } if rows.is_empty()));
    blocks.extend(size_key(dots, sizes).map(Block::Sizes));
    if dots.symbols.iter().any(|dot| dot.coarse) {
        let swatch = Swatch::Operation { colour: kit.look.palette.soft, known: false, coarse: true };
        blocks.push(Block::Note(swatch, words.text("legend.dashed").to_owned()));
    }
    blocks.extend([kit.scale(), Block::Locator]);
    Legend { blocks }
}

/// What the circles of operations say; none where there are no operations.
pub fn size_key(dots: &Dots, sizes: Sizes) -> Option<SizeKey> {
    let operations = || dots.symbols.iter().filter(|dot| dot.role == Role::Operation);
    let any = |test: &dyn Fn(&Dot) -> bool| operations().any(test);
    Some(SizeKey {
        sizes,
        any_known: any(&|dot| dot.killed.is_some()),
        any_unknown: any(&|dot| dot.killed.is_none()),
        any_beyond: any(&|dot| dot.killed.is_some_and(|killed| killed > sizes.most)),
    })
    .filter(|key| key.any_known || key.any_unknown)
}

fn draw(scene: &mut Scene, kit: &Kit<'_>, dots: &Dots, drawn: &Drawn, rings: &[Ring]) {
    let (view, look) = (&drawn.view, kit.look);
    kit.ground(scene, view, |scene| {
        fill_home(scene, kit, view);
        drawn.density.iter().for_each(|density| density.draw(scene, kit, dots, view));
    });
    rings::draw(scene, rings, look);
    scene.close();
    let mut room = Room::new(view.frame);
    if drawn.density.is_none() {
        scene.open("incidents");
        symbols::draw(scene, &drawn.placed, look);
        scene.close();
        drawn.placed.iter().for_each(|one| room.keep_circle(one.mm, one.radius));
    }
    for ring in rings {
        room.keep_line(ring.line());
    }
    let mut wishes = match &drawn.density {
        Some(density) => {
            density.keep_off(kit, dots, view, &mut room);
            names::of_cells(kit, &density.busiest(kit, dots, FIRST), view, density.radius_mm(view))
        }
        None => names::wishes(kit.input, &drawn.placed),
    };
    let origin = origin_wish(scene, kit, drawn, &mut room);
    // A cell that is named as the origin is would tell its name twice.
    wishes.retain(|wish| origin.as_ref().is_none_or(|origin| wish.texts.last() != origin.texts.last()));
    wishes.splice(0..0, origin);
    let (first, rest) = wishes.split_at(wishes.len().min(FIRST + 1));
    scene.open("labels");
    label::draw(scene, first, &mut room, look);
    rings::label(scene, rings, &mut room, look);
    label::draw(scene, rest, &mut room, look);
    names::draw_countries(scene, kit, view, &mut room, &kit.home_names());
    scene.close();
}

/// Colours the home countries.
pub fn fill_home(scene: &mut Scene, kit: &Kit<'_>, view: &View) {
    for country in kit.home().iter().filter_map(|code| kit.regions().country(*code)) {
        scene.path(&base::areas(view, &country.outline.0), &Style::fill(kit.look.palette.home));
    }
}

/// Marks the origin; its name goes beside its mark, or, for countries, near their middle.
fn origin_wish(scene: &mut Scene, kit: &Kit<'_>, drawn: &Drawn, room: &mut Room) -> Option<Wish> {
    let origin = kit.origin();
    let at = drawn.view.to_mm(origin.centre()?);
    let text = origin.name().filter(|name| kit.look.fonts.can_draw(name))?.to_owned();
    // Incidents known to the country alone stand in its middle: its name keeps a little off.
    let mut radius = 2.5;
    if matches!(origin, Origin::Point { .. }) {
        symbols::origin(scene, at, kit.look);
        room.keep_circle(at, ORIGIN_MM);
        let under = drawn.placed.iter().filter(|one| near(one.mm, at));
        radius = under.map(|one| one.radius).fold(ORIGIN_MM, f64::max);
    }
    Some(Wish { leader: false, ..Wish::of_symbol(at, radius, vec![text]).bold() })
}

fn near(a: (f64, f64), b: (f64, f64)) -> bool {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    dx * dx + dy * dy < 1.0
}
