//! Small multiples: the same map for each period, on one scale and one projection.
//!
//! Comes in: the [`Kit`]. Goes out: a [`Scene`], none for fewer than two periods with an incident on the map.

mod panel;

use self::panel::Panel;
use super::density::Density;
use super::dots::{self, Dots};
use super::kit::Kit;
use super::label::{self, Room};
use super::layout::Layout;
use super::legend::{Block, Legend, Row, SizeKey, Swatch};
use super::names;
use super::overview::{fill_home, size_key};
use super::placing::{self, Placed};
use super::rings::{self, Ring};
use super::symbols::{self, ORIGIN_MM, Sizes};
use super::view::View;
use crate::chart::font::Weight;
use crate::chart::scene::{Anchor, Label, Rect, Scene, Style};
use crate::earth::LonLat;
use crate::incident::Role;
use crate::spread::Origin;

/// The most panels on a page, and on a narrow one.
const MOST: (usize, usize) = (12, 6);

/// The room between panels in mm.
const GAP_MM: f64 = 3.0;

/// The height of the line above a panel.
const HEAD_MM: f64 = 4.0;

/// The room between the outermost symbol and the frame, besides the symbol itself, in mm.
const PAD_MM: f64 = 1.2;

const HEAD_PT: f64 = 7.2;
const COUNT_PT: f64 = 6.2;

/// The size of periods that do not all fit otherwise.
const LEAST_PT: f64 = 6.0;

/// The maps of all periods.
pub fn scene(kit: &Kit<'_>) -> Option<Scene> {
    let most = if Layout::is_below(kit.input.size_mm) { MOST.1 } else { MOST.0 };
    let panels = panel::panels(kit, most);
    let shown: Vec<&[dots::Dot]> = panels.iter().map(|panel| panel.dots.symbols.as_slice()).collect();
    if shown.iter().filter(|dots| !dots.is_empty()).count() < 2 {
        return None;
    }
    let points: Vec<LonLat> = panel::wanted(&panels, kit.origin().centre());
    let (rough, _) =
        grid(&Rect::new(5.0, 20.0, kit.input.size_mm.0 - 5.0, kit.input.size_mm.1 - 30.0), panels.len(), 1.4);
    let rough_view = view(kit, &points, rough.first().copied()?, 3.0);
    let mut words = panel::words(kit, &panels, &rough_view);
    let density = Density::of(kit, panels.iter().map(|panel| &panel.dots));
    let legend_of = |sizes| match &density {
        Some(density) => Legend { blocks: density.legend(kit).into_iter().chain([kit.scale()]).collect() },
        None => legend(kit, &panels, sizes),
    };
    let rough_legend = legend_of(Sizes::of_all(&shown, rough.first()?));
    let layout = Layout::with_legend_below(kit.input.size_mm, &words, &rough_legend, kit.look);
    let (frames, _) = grid(&layout.frame, panels.len(), rough_view.aspect());
    let sizes = Sizes::of_all(&shown, frames.first()?);
    let legend = legend_of(sizes);
    let pad_mm = if density.is_some() { PAD_MM } else { sizes.radius_mm + PAD_MM };
    let view = view(kit, &points, *frames.first()?, pad_mm);
    words.alt = panel::alt(kit, &words, &panels);
    let mut scene = kit.page(&words, &layout);
    draw(&mut scene, kit, (&panels, &frames), &view, (sizes, density.as_ref()));
    kit.legend(&mut scene, &layout, &legend, &view);
    Some(scene)
}

fn view(kit: &Kit<'_>, points: &[LonLat], frame: Rect, pad_mm: f64) -> View {
    View::of(points, kit.origin().centre(), frame, pad_mm)
}

/// The frames of so many panels in an area, in the number of columns that makes a map of this aspect largest.
fn grid(area: &Rect, count: usize, aspect: f64) -> (Vec<Rect>, usize) {
    let size = |columns: usize| {
        let rows = count.div_ceil(columns) as f64;
        let width = (area.width() + GAP_MM) / columns as f64 - GAP_MM;
        let height = (area.height() + GAP_MM) / rows - GAP_MM - HEAD_MM;
        (width.max(5.0), height.max(5.0))
    };
    let scale = |columns: &usize| {
        let (width, height) = size(*columns);
        (width / aspect).min(height)
    };
    let columns = (1..=count.max(1)).max_by(|a, b| scale(a).total_cmp(&scale(b))).unwrap_or(1);
    let (width, height) = size(columns);
    let frame = |i: usize| {
        let left = area.left + (width + GAP_MM) * (i % columns) as f64;
        let top = area.top + HEAD_MM + (height + HEAD_MM + GAP_MM) * (i / columns) as f64;
        Rect::new(left, top, left + width, top + height)
    };
    ((0..count).map(frame).collect(), columns)
}

fn draw(
    scene: &mut Scene,
    kit: &Kit<'_>,
    (panels, frames): (&[Panel], &[Rect]),
    view: &View,
    (sizes, density): (Sizes, Option<&Density>),
) {
    let rings = rings::rings(kit.origin(), view);
    scene.define("ground");
    kit.lay(scene, view, |scene| fill_home(scene, kit, view));
    rings::draw(scene, &rings, kit.look);
    scene.close_definition();
    let mut all: Vec<(Vec<Placed>, View)> = Vec::new();
    for (panel, frame) in panels.iter().zip(frames) {
        let here = view.moved_to(frame.left, frame.top);
        scene.open_clipped("panel", frame);
        scene.place("ground", (frame.left - view.frame.left, frame.top - view.frame.top));
        let placed = if let Some(density) = density {
            density.draw(scene, kit, &panel.dots, &here);
            Vec::new()
        } else {
            let mark = origin_mark(kit, &here);
            placing::place(panel.dots.symbols.clone(), &here, |dot| sizes.radius(dot), mark).0
        };
        scene.close();
        all.push((placed, here));
    }
    scene.open("incidents");
    for (placed, _) in &all {
        symbols::draw(scene, placed, kit.look);
    }
    scene.close();
    let fits = |panel: &Panel| {
        let mm = kit.look.fonts.width_mm(&panel.label(kit), HEAD_PT, Weight::SemiBold);
        all.iter().all(|(_, here)| mm <= here.frame.width())
    };
    let pt = if panels.iter().all(fits) { HEAD_PT } else { LEAST_PT };
    for ((placed, here), panel) in all.iter().zip(panels) {
        if let Some((at, _)) = origin_mark(kit, here) {
            symbols::origin(scene, at, kit.look);
        }
        let labelled = if here.frame == view.frame { &rings } else { &Vec::new() };
        label(scene, kit, placed, (view, here), (&rings, labelled));
        scene.rect(&here.frame, &Style::stroke(kit.look.palette.soft, 0.15));
        head(scene, kit, panel, &here.frame, pt);
    }
}

fn origin_mark(kit: &Kit<'_>, view: &View) -> Option<placing::Circle> {
    if let Origin::Point { at, .. } = kit.origin() { Some((view.to_mm(*at), ORIGIN_MM)) } else { None }
}

/// Names the first places of a panel where there is room; the rings are those of the first panel.
fn label(
    scene: &mut Scene,
    kit: &Kit<'_>,
    placed: &[Placed],
    (first, here): (&View, &View),
    (rings, labelled): (&[Ring], &[Ring]),
) {
    let mut room = Room::new(here.frame);
    for one in placed {
        room.keep_circle(one.mm, one.radius);
    }
    room.keep_circle(origin_mark(kit, here).map_or((-9.0, -9.0), |(at, _)| at), ORIGIN_MM);
    let rings: Vec<Ring> = rings.iter().map(|ring| ring.moved_to(first, here)).collect();
    for ring in &rings {
        room.keep_line(ring.line());
    }
    let mut wishes = names::wishes(kit.input, placed);
    wishes.truncate(2);
    for wish in &mut wishes {
        wish.texts.drain(..wish.texts.len().saturating_sub(1));
        wish.leader = false;
    }
    scene.open("labels");
    rings::label(scene, labelled, &mut room, kit.look);
    label::draw(scene, &wishes, &mut room, kit.look);
    scene.close();
}

/// Writes the period, in letters of `pt`, at the left and the counts at the right above a panel, in as many words as fit.
fn head(scene: &mut Scene, kit: &Kit<'_>, panel: &Panel, frame: &Rect, pt: f64) {
    let y = frame.top - 1.1;
    let fonts = &kit.look.fonts;
    let period = fonts.fit(&panel.label(kit), pt, Weight::SemiBold, frame.width());
    let room = frame.width() - fonts.width_mm(&period, pt, Weight::SemiBold) - 1.5;
    scene.text(&Label::new(frame.left, y, pt, kit.look.palette.ink, period).bold());
    let fits = |text: &String| fonts.width_mm(text, COUNT_PT, Weight::Regular) <= room;
    if let Some(counts) = panel.counts(kit.words()).into_iter().find(fits) {
        scene.text(&Label::new(frame.right, y, COUNT_PT, kit.look.palette.soft, counts).anchor(Anchor::End));
    }
}

fn legend(kit: &Kit<'_>, panels: &[Panel], sizes: Sizes) -> Legend {
    let words = kit.words();
    let drawn = |series: usize| panels.iter().flat_map(|p| &p.dots.symbols).any(|dot| dot.series == series);
    let row = |(i, (kind, _)): (usize, &(String, u64))| {
        let series = if kind == dots::REST { usize::MAX } else { i };
        let swatch = Swatch::Operation { colour: kit.look.palette.series(series), known: true, coarse: false };
        drawn(i).then(|| Row { swatch, text: words.kind(kind), number: String::new() })
    };
    let rows: Vec<Row> = dots::kinds(&kit.ranked).iter().enumerate().filter_map(row).collect();
    let all = Dots {
        symbols: panels.iter().flat_map(|panel| panel.dots.symbols.iter().cloned()).collect(),
        kinds: Vec::new(),
        others: Vec::new(),
        merged: false,
        cells: None,
    };
    let mut blocks = Vec::new();
    if all.symbols.iter().any(|dot| dot.role == Role::Operation) {
        blocks.push(Block::Rows { head: words.text("legend.kind").to_owned(), rows });
    }
    let key: Option<SizeKey> = size_key(&all, sizes);
    blocks.extend(key.map(Block::Sizes));
    if all.symbols.iter().any(|dot| dot.coarse) {
        let swatch = Swatch::Operation { colour: kit.look.palette.soft, known: false, coarse: true };
        blocks.push(Block::Note(swatch, words.text("legend.dashed").to_owned()));
    }
    blocks.push(kit.scale());
    Legend { blocks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_fill_their_area_and_do_not_touch() {
        let area = Rect::new(5.0, 20.0, 175.0, 100.0);
        for count in [2, 3, 6, 7, 12] {
            let (frames, columns) = grid(&area, count, 1.4);
            assert!(frames.len() == count && columns <= count);
            for (i, a) in frames.iter().enumerate() {
                assert!(area.grown(1e-9).holds(a), "{count}: {a:?}");
                assert!(!frames.iter().skip(i + 1).any(|b| a.overlaps(b)));
            }
        }
        assert_eq!(grid(&area, 6, 1.4).1, 3);
    }
}
