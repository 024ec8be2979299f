//! First arrivals: a line from the origin to the first incident of each country, numbered and dated.
//!
//! Comes in: the [`Kit`]. Goes out: a [`Scene`], none without an origin or without an arrival that has a point.

use super::kit::Kit;
use super::label::{self, Room, Wish};
use super::layout::{Layout, Words};
use super::legend::{Block, Legend, NUMBER_MM, Row, Swatch, draw_disc, draw_number};
use super::overview::fill_home;
use super::placing::{Circle, free_place};
use super::symbols::ORIGIN_MM;
use super::view::View;
use super::{names, words};
use crate::chart::colour::Colour;
use crate::chart::palette::Theme;
use crate::chart::ramp;
use crate::chart::scene::{PathData, Rect, Scene, Style};
use crate::chart::text::isolated;
use crate::earth::LonLat;
use crate::spread::Arrival;

/// How many arrivals have a number of their own.
const MOST: usize = 40;

/// An arrival with its place in the order of all.
struct Route<'a> {
    rank: usize,
    arrival: &'a Arrival,
    at: LonLat,
    colour: Colour,
}

/// The map of first arrivals.
pub fn scene(kit: &Kit<'_>) -> Option<Scene> {
    let start = kit.origin().centre()?;
    let (routes, abroad) = routes(kit);
    if routes.is_empty() {
        return None;
    }
    let points: Vec<LonLat> = routes.iter().map(|route| route.at).collect();
    let rough = Rect::new(5.0, 20.0, kit.input.size_mm.0 - 5.0, kit.input.size_mm.1 - 10.0);
    let words = words(kit, &routes, abroad, &View::of(&points, Some(start), rough, 4.0));
    let legend = legend(kit, &routes, start);
    let layout = Layout::of(kit.input.size_mm, &words, &legend, kit.look);
    let view = View::of(&points, Some(start), layout.frame, 4.0);
    let mut scene = kit.page(&words, &layout);
    draw(&mut scene, kit, &routes, start, &view);
    kit.finish(&mut scene, &layout, &legend, &view);
    Some(scene)
}

/// The routes that have an end, in order of arrival, and how many countries abroad there are in all.
fn routes<'a>(kit: &Kit<'a>) -> (Vec<Route<'a>>, usize) {
    let abroad: Vec<&Arrival> = kit.input.spread.countries.iter().filter(|one| one.home != Some(true)).collect();
    let colours = ramp::times(kit.look, abroad.len());
    let ranked = abroad.iter().zip(1..).zip(colours);
    let routes = ranked.filter_map(|((arrival, rank), colour)| Some(Route { rank, arrival, at: arrival.at?, colour }));
    (routes.collect(), abroad.len())
}

fn draw(scene: &mut Scene, kit: &Kit<'_>, routes: &[Route<'_>], start: LonLat, view: &View) {
    let look = kit.look;
    kit.ground(scene, view, |scene| fill_home(scene, kit, view));
    let lines: Vec<Vec<Vec<(f64, f64)>>> = routes.iter().map(|route| view.way(start, route.at)).collect();
    scene.open("lines");
    // The first arrivals lie on top.
    for (route, parts) in routes.iter().zip(&lines).rev() {
        let data = PathData::of_lines(parts);
        scene.path(&data, &Style::stroke(look.palette.halo, 0.75));
        let style = Style::stroke(route.colour, 0.4);
        let coarse = route.arrival.distance_km.is_none();
        scene.path(&data, &if coarse { style.dashed(1.0, 0.7) } else { style });
    }
    scene.close();
    scene.close();
    let from = view.to_mm(start);
    let discs = discs(routes, from, view);
    let numbered = || discs.iter().zip(routes).filter_map(|(disc, route)| Some(((*disc)?, route)));
    scene.open("leaders");
    for (disc, route) in numbered() {
        // A number that was set apart is tied to the end of its route.
        scene.line(view.to_mm(route.at), disc, &Style::stroke(look.palette.ink, 0.15));
    }
    scene.close();
    let mut room = Room::new(view.frame);
    scene.open("marks");
    let mut wishes: Vec<Wish> = kit.mark_origin(scene, view, &mut room).into_iter().collect();
    for (disc, route) in numbered() {
        draw_disc(scene, disc, route.colour, look);
    }
    scene.close();
    scene.open("numbers");
    for (disc, route) in numbered() {
        draw_number(scene, disc, route.rank, route.colour, look);
    }
    scene.close();
    numbered().for_each(|(disc, _)| room.keep_circle(disc, NUMBER_MM));
    lines.iter().flatten().for_each(|part| room.keep_line(part.iter().copied()));
    wishes.extend(numbered().map(|(disc, route)| wish(kit, disc, route)));
    scene.open("labels");
    label::draw(scene, &wishes, &mut room, look);
    let mut named = kit.home_names();
    named.extend(routes.iter().map(|route| &*route.arrival.name));
    names::draw_countries(scene, kit, view, &mut room, &named);
    scene.close();
}

fn wish(kit: &Kit<'_>, at: (f64, f64), route: &Route<'_>) -> Wish {
    let name = isolated(names::shortened(&route.arrival.name));
    let date = kit.look.words.when(route.arrival.first);
    let long = if date.is_empty() { name.clone() } else { format!("{name}, {date}") };
    Wish { leader: false, ..Wish::of_symbol(at, NUMBER_MM, vec![long, name]) }
}

/// Where the numbers stand: at the end of their route, set apart where they would lie on each other; none for one without room.
fn discs(routes: &[Route<'_>], from: (f64, f64), view: &View) -> Vec<Option<(f64, f64)>> {
    let inner = view.frame.grown(-NUMBER_MM - 0.6);
    let mut taken: Vec<Circle> = vec![(from, ORIGIN_MM)];
    let place = |route: &Route<'_>| {
        let (x, y) = view.to_mm(route.at);
        let wanted = (x.clamp(inner.left, inner.right), y.clamp(inner.top, inner.bottom));
        let at = free_place((wanted, NUMBER_MM + 0.1), 2.0 * NUMBER_MM + 0.2, &taken, &inner);
        taken.extend(at.map(|at| (at, NUMBER_MM + 0.1)));
        at
    };
    routes.iter().take(MOST).map(place).collect()
}

fn legend(kit: &Kit<'_>, routes: &[Route<'_>], start: LonLat) -> Legend {
    let (columns, room) = Layout::legend_rows(kit.input.size_mm);
    let words = kit.words();
    let shown = routes.len().min(columns * room).min(MOST);
    let rows: Vec<Row> = routes
        .iter()
        .take(shown)
        .map(|route| {
            let km = words.km(route.arrival.distance_km.unwrap_or_else(|| start.distance_km(route.at)).round());
            let exact = route.arrival.distance_km.is_some();
            let km = if exact { km } else { words.fill("arrivals.about", &[("km", &km)]) };
            Row {
                swatch: Swatch::Number(route.rank, route.colour),
                text: route.arrival.name.to_string(),
                number: format!(", {km}"),
            }
        })
        .collect();
    let each = rows.len().div_ceil(columns).max(1);
    let head = |i: usize| if i == 0 { words.text("arrivals.head").to_owned() } else { " ".to_owned() };
    let mut blocks: Vec<Block> =
        rows.chunks(each).enumerate().map(|(i, rows)| Block::Rows { head: head(i), rows: rows.to_vec() }).collect();
    if shown < routes.len() {
        let n = words.number((routes.len() - shown) as u64);
        blocks.push(Block::Note(Swatch::None, words.fill("arrivals.more", &[("n", &n)])));
    }
    if routes.iter().any(|route| route.arrival.distance_km.is_none()) {
        let style = Style::stroke(kit.look.palette.soft, 0.4).dashed(1.0, 0.7);
        blocks.push(Block::Note(Swatch::Line(style), words.text("arrivals.coarse").to_owned()));
    }
    blocks.extend([kit.scale(), Block::Locator]);
    Legend { blocks }
}

fn words(kit: &Kit<'_>, routes: &[Route<'_>], abroad: usize, view: &View) -> Words {
    let (words, from) = (kit.words(), kit.origin().name().unwrap_or_default());
    let title = words.fill("arrivals.title", &[("things", kit.things())]);
    let countries = words.count("country", abroad as u64);
    let named = |route: &Route<'_>| format!("{} ({})", route.arrival.name, when(kit, route));
    let order = if kit.home().is_empty() { "arrivals.order" } else { "arrivals.order_abroad" };
    let ends = routes.first().map(named).zip(routes.last().map(named)).unwrap_or_default();
    let lines = if kit.look.theme == Theme::Dark { "arrivals.lighter" } else { "arrivals.darker" };
    let mut told = vec![
        words.fill(order, &[("countries", &countries), ("a", &ends.0), ("b", &ends.1)]),
        words.fill(lines, &[("from", from)]),
    ];
    if abroad > routes.len() {
        told.push(words.fill("arrivals.left_out", &[("n", &words.number((abroad - routes.len()) as u64))]));
    }
    let subtitle = told.join(" ");
    let list: Vec<String> =
        routes.iter().map(|route| format!("{}. {}, {}", route.rank, route.arrival.name, when(kit, route))).collect();
    let alt = words.fill("arrivals.alt", &[("subtitle", &subtitle), ("list", &words.apart(&list))]);
    Words { title, subtitle, source: words::source(kit.input, view), alt }
}

fn when(kit: &Kit<'_>, route: &Route<'_>) -> String {
    let date = kit.look.words.day_or_month(route.arrival.first);
    if date.is_empty() { kit.words().text("no_date").to_owned() } else { date }
}
