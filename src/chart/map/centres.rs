//! The track of the centre from period to period, with its 95 % ellipses.
//!
//! Comes in: the [`Kit`]. Goes out: a [`Scene`], none for fewer than two periods that have a centre.

use super::kit::Kit;
use super::label::{self, Room, Wish};
use super::layout::{Layout, Words};
use super::legend::{Block, Legend, Swatch};
use super::overview::fill_home;
use super::view::View;
use super::{flat, names, words};
use crate::chart::colour::Colour;
use crate::chart::ramp;
use crate::chart::scene::{PathData, Rect, Scene, Style};
use crate::earth::trig::{atan2, cos, degrees, radians, sin};
use crate::earth::{EARTH_RADIUS_KM, LonLat};
use crate::spread::{CentrePoint, Ellipse, Period, TrackStep};
use crate::words as language;

/// The radius of a centre's dot in mm.
const DOT_MM: f64 = 1.0;

/// An ellipse longer than this shows nothing but that nothing is known; it is not drawn.
const LONGEST_KM: f64 = 0.4 * EARTH_RADIUS_KM;

/// Centres nearer to each other than this, in km, are one.
const LEAST_KM: f64 = 1.0;

/// The centre of a period.
struct Halt<'a> {
    period: Period,
    n: u64,
    centre: &'a CentrePoint,
    colour: Colour,
}

/// The map of the centres.
pub fn scene(kit: &Kit<'_>) -> Option<Scene> {
    let mean = is_mean(kit);
    let halts = halts(kit, mean);
    if halts.len() < 2 {
        return None;
    }
    let name = if mean { "mean" } else { "median" };
    let steps: Vec<&TrackStep> = kit.input.spread.track.iter().filter(|step| step.centre == name).collect();
    // Where all happens at one place the centre does not move.
    if steps.iter().all(|step| step.step_km < LEAST_KM) {
        return None;
    }
    let points = points(&halts);
    let origin = kit.origin().centre();
    let rough = Rect::new(5.0, 20.0, kit.input.size_mm.0 - 5.0, kit.input.size_mm.1 - 10.0);
    let rough_view = View::of(&points, origin, rough, 5.0);
    let words = words(kit, &halts, &steps, mean, &rough_view);
    let legend = legend(kit, &halts, &steps);
    let layout = Layout::for_view(kit.input.size_mm, &words, &legend, kit.look, &rough_view);
    let view = View::of(&points, origin, layout.frame, 5.0);
    let mut scene = kit.page(&words, &layout);
    draw(&mut scene, kit, &halts, &steps, &view);
    kit.finish(&mut scene, &layout, &legend, &view);
    Some(scene)
}

/// The mean where it may be read as a centre in every period, else the median.
fn is_mean(kit: &Kit<'_>) -> bool {
    kit.input.spread.periods.iter().filter_map(|slice| slice.centre.mean.as_ref()).all(|centre| centre.reliable)
}

fn halts<'a>(kit: &Kit<'a>, mean: bool) -> Vec<Halt<'a>> {
    let of = |slice: &'a crate::spread::Slice| {
        let centre = if mean { slice.centre.mean.as_ref() } else { slice.centre.median.as_ref() };
        Some((slice.period?, slice.n, centre?))
    };
    let found: Vec<_> = kit.input.spread.periods.iter().filter_map(of).collect();
    let colours = ramp::times(kit.look, found.len());
    found.into_iter().zip(colours).map(|((period, n, centre), colour)| Halt { period, n, centre, colour }).collect()
}

fn ellipse(halt: &Halt<'_>) -> Option<Ellipse> {
    halt.centre.ellipse95.filter(|e| e.semi_major_km < LONGEST_KM && e.semi_minor_km > 0.0)
}

/// What the frame must hold: the centres and, as far as they are no larger than the way between them, their ellipses.
fn points(halts: &[Halt<'_>]) -> Vec<LonLat> {
    let mut points: Vec<LonLat> = halts.iter().map(|halt| halt.centre.at).collect();
    let across = points.iter().flat_map(|a| points.iter().map(|b| a.distance_km(*b))).fold(500.0, f64::max);
    for e in halts.iter().filter_map(ellipse).filter(|e| e.semi_major_km < across) {
        points.extend(outline(&e, 8));
    }
    points
}

/// Points of a geodesic ellipse.
fn outline(of: &Ellipse, count: u16) -> Vec<LonLat> {
    let at = |i: u16| {
        let turn = radians(360.0 * f64::from(i) / f64::from(count));
        let (along, across) = (of.semi_major_km * cos(turn), of.semi_minor_km * sin(turn));
        let azimuth = of.azimuth_deg + degrees(atan2(across, along));
        of.centre.destination(azimuth, (along * along + across * across).sqrt())
    };
    (0..count).map(at).collect()
}

fn draw(scene: &mut Scene, kit: &Kit<'_>, halts: &[Halt<'_>], steps: &[&TrackStep], view: &View) {
    let look = kit.look;
    kit.ground(scene, view, |scene| fill_home(scene, kit, view));
    for halt in halts {
        draw_ellipse(scene, halt, view);
    }
    let ways: Vec<_> = steps.iter().map(|step| view.way(step.from_at, step.to_at)).collect();
    scene.open("lines");
    for (step, parts) in steps.iter().zip(&ways) {
        let data = PathData::of_lines(parts);
        if is_real(step) {
            scene.path(&data, &Style::stroke(look.palette.halo, 0.9));
        }
        scene.path(&data, &line_style(kit, step));
        scene.path(&arrow(parts), &Style::fill(if is_real(step) { look.palette.ink } else { look.palette.soft }));
    }
    scene.close();
    scene.close();
    let mut room = Room::new(view.frame);
    ways.iter().flatten().for_each(|part| room.keep_line(part.iter().copied()));
    scene.open("marks");
    let mut wishes: Vec<Wish> = kit.mark_origin(scene, view, &mut room).into_iter().collect();
    for halt in halts {
        let at = view.to_mm(halt.centre.at);
        // A centre without an interval is an open dot.
        let fill = if halt.centre.ellipse95.is_some() { halt.colour } else { look.palette.paper };
        scene.circle(at, DOT_MM, &Style::fill(fill).outlined(halt.colour, 0.4));
        room.keep_circle(at, DOT_MM + 0.2);
    }
    scene.close();
    wishes.extend(named(halts, view, kit.words()));
    scene.open("labels");
    label::draw(scene, &wishes, &mut room, look);
    names::draw_countries(scene, kit, view, &mut room, &kit.home_names());
    scene.close();
}

/// The last period first, then the first, then those of the most incidents.
fn named(halts: &[Halt<'_>], view: &View, words: language::Words) -> Vec<Wish> {
    let mut order: Vec<usize> = (0..halts.len()).collect();
    let rank = |i: usize| if i + 1 == halts.len() { 0 } else { u8::from(i != 0) + 1 };
    order.sort_by_key(|i| (rank(*i), std::cmp::Reverse(halts.get(*i).map_or(0, |halt| halt.n))));
    let wish = |halt: &Halt<'_>| {
        let label = words.period_name(&halt.period);
        let texts = vec![format!("{label} (n = {})", words.number(halt.n)), label];
        Wish::of_symbol(view.to_mm(halt.centre.at), DOT_MM + 0.2, texts)
    };
    order.into_iter().filter_map(|i| halts.get(i)).map(wish).collect()
}

fn draw_ellipse(scene: &mut Scene, halt: &Halt<'_>, view: &View) {
    let Some(e) = ellipse(halt) else { return };
    let ring = outline(&e, 96);
    let style = Style::fill(halt.colour).opacity(0.13).outlined(halt.colour, 0.18);
    if ring.iter().all(|p| view.holds(*p)) {
        let mut data = PathData::new();
        data.polyline(flat::area(view.all_to_mm(&ring).collect(), &view.frame.grown(1.0)), true);
        scene.path(&data, &style);
    }
}

/// Whether a step is larger than chance explains.
fn is_real(step: &TrackStep) -> bool {
    step.within_noise == Some(false)
}

/// The head of an arrow a little beyond the middle of a step, where the step is long enough for one.
fn arrow(parts: &[Vec<(f64, f64)>]) -> PathData {
    let mut data = PathData::new();
    let Some(part) = parts.iter().max_by_key(|part| part.len()) else { return data };
    let at = (part.len() * 3 / 5).max(1);
    let (Some(a), Some(b)) = (part.get(at - 1), part.get(at).or(part.last())) else { return data };
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = (dx * dx + dy * dy).sqrt();
    let whole: f64 = part.iter().zip(part.iter().skip(1)).map(|(a, b)| label::apart(*a, *b)).sum();
    if length > 0.0 && whole > 6.0 {
        let (ux, uy) = (dx / length, dy / length);
        let t = if part.len() == 2 { 0.6 * length } else { length };
        let tip = (a.0 + ux * t, a.1 + uy * t);
        let side = |s: f64| (tip.0 - 1.7 * ux - s * 0.65 * uy, tip.1 - 1.7 * uy + s * 0.65 * ux);
        data.polyline([tip, side(1.0), side(-1.0)], true);
    }
    data
}

fn line_style(kit: &Kit<'_>, step: &TrackStep) -> Style {
    if is_real(step) {
        Style::stroke(kit.look.palette.ink, 0.45)
    } else {
        Style::stroke(kit.look.palette.soft, 0.28).dashed(0.8, 0.7)
    }
}

fn legend(kit: &Kit<'_>, halts: &[Halt<'_>], steps: &[&TrackStep]) -> Legend {
    let (look, words) = (kit.look, kit.words());
    let note = |swatch: Swatch, words: &str| Block::Note(swatch, words.to_owned());
    let mut blocks = Vec::new();
    let colour = |halt: Option<&Halt<'_>>| halt.map_or(look.palette.soft, |halt| halt.colour);
    let ends = [("centres.first", halts.first()), ("centres.last", halts.last())];
    for (which, halt) in ends {
        let label = halt.map_or_else(String::new, |halt| words.period_name(&halt.period));
        blocks.push(note(Swatch::Disc(Style::fill(colour(halt))), &words.fill(which, &[("label", &label)])));
    }
    if halts.iter().any(|halt| halt.centre.ellipse95.is_none()) {
        let open = Style::fill(look.palette.paper).outlined(look.palette.soft, 0.4);
        blocks.push(note(Swatch::Disc(open), words.text("centres.open")));
    }
    if halts.iter().any(|halt| ellipse(halt).is_some()) {
        let faint = Style::fill(colour(halts.last())).opacity(0.2).outlined(colour(halts.last()), 0.18);
        blocks.push(note(Swatch::Disc(faint), words.text("centres.ellipse")));
    }
    let wide = halts.iter().filter(|halt| halt.centre.ellipse95.is_some() && ellipse(halt).is_none()).count();
    if wide > 0 {
        blocks.push(note(Swatch::None, &words.fill("centres.wide", &[("n", &wide.to_string())])));
    }
    if steps.iter().any(|step| is_real(step)) {
        blocks.push(note(Swatch::Line(Style::stroke(look.palette.ink, 0.45)), words.text("centres.real")));
    }
    if !steps.iter().all(|step| is_real(step)) {
        let noise = Style::stroke(look.palette.soft, 0.28).dashed(0.8, 0.7);
        blocks.push(note(Swatch::Line(noise), words.text("centres.noise")));
    }
    blocks.extend([kit.scale(), Block::Locator]);
    Legend { blocks }
}

fn words(kit: &Kit<'_>, halts: &[Halt<'_>], steps: &[&TrackStep], mean: bool, view: &View) -> Words {
    let words = kit.words();
    let period = words.period(kit.input.spread.options.by);
    let title = words.fill("centres.title", &[("things", kit.things()), ("period", period)]);
    let real = steps.iter().filter(|step| is_real(step)).count() as u64;
    let verdict = match real {
        0 => "centres.none_real",
        1 => "centres.one_real",
        _ => "centres.some_real",
    };
    let all_steps = words.count("step", steps.len() as u64);
    let told = words.fill(verdict, &[("n", &words.number(real)), ("steps", &all_steps)]);
    let n = words.number(halts.iter().map(|halt| halt.n).sum());
    let periods = words.number(halts.len() as u64);
    let subtitle = words.fill(
        if mean { "centres.mean" } else { "centres.median" },
        &[("n", &n), ("things", kit.things()), ("periods", &periods), ("told", &told)],
    );
    let list: Vec<String> = steps.iter().map(|step| step_words(step, words)).collect();
    let alt = words.fill("centres.alt", &[("subtitle", &subtitle), ("steps", &words.apart(&list))]);
    Words { title, subtitle, source: words::source(kit.input, view), alt }
}

/// "2023 to 2024: 1,234 km"
fn step_words(step: &TrackStep, words: language::Words) -> String {
    let [from, to] = [&step.from, &step.to].map(|period| words.period_name(period));
    words.fill("centres.step", &[("from", &from), ("to", &to), ("km", &words.km(step.step_km))])
}
