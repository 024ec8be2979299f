//! How surely the places are known: the disc round each incident that is meant to hold the true place nine times in ten.
//!
//! Comes in: the [`Kit`]. Goes out: a [`Scene`], none where no disc is large enough to be seen.

use std::collections::BTreeMap;

use super::kit::Kit;
use super::label::{self, Room, Wish};
use super::layout::{Layout, Words};
use super::legend::{Block, Legend, Row, Swatch};
use super::overview::fill_home;
use super::view::View;
use super::{flat, names, words};
use crate::chart::colour::Colour;
use crate::chart::ramp;
use crate::chart::scene::{PathData, Rect, Scene, Style};
use crate::earth::LonLat;
use crate::incident::Precision;
use crate::located::SiteRef;

/// A disc of a smaller radius, in mm, cannot be told from a dot.
const SEEN_MM: f64 = 0.8;

/// The radius of a dot in mm.
const DOT_MM: f64 = 0.45;

/// A disc wider than this, in km, is cut off by no frame and shows nothing.
const WIDEST_KM: f64 = 4000.0;

/// Up to this radius, in mm, a geodesic circle is drawn as a circle of the page.
const ROUND_MM: f64 = 1.5;

/// Whether a precision is of a class.
type Holds = fn(Precision) -> bool;

/// How finely a place is known, in the classes that are told apart by colour, from fine to coarse.
const CLASSES: [(&str, Holds); 4] = [
    ("doubt.building", |p| p <= Precision::Venue),
    ("doubt.town", |p| p == Precision::Settlement),
    ("doubt.province", |p| matches!(p, Precision::Admin2 | Precision::Admin1)),
    ("doubt.country", |p| p >= Precision::PartOfCountry),
];

/// The discs of one class: longitude and latitude in 1e-4 degrees, the radius in 100 m, and how many incidents share it.
type Discs = BTreeMap<(i64, i64, u64), (LonLat, f64, u64)>;

/// The map of the discs.
pub fn scene(kit: &Kit<'_>) -> Option<Scene> {
    let points = kit.input.symbols().wanted(kit.origin().centre());
    let origin = kit.origin().centre();
    let rough = Rect::new(5.0, 20.0, kit.input.size_mm.0 - 45.0, kit.input.size_mm.1 - 15.0);
    let rough_view = View::of(&points, origin, rough, 4.0);
    let is_seen = |km: f64| km * rough_view.mm_per_km >= SEEN_MM;
    // Most large tables give points without a radius: that is seen before any discs are gathered.
    let mut sites = kit.input.located.iter().filter_map(|one| one.site());
    if points.is_empty() || !sites.any(|site| is_seen(site.radius_km)) {
        return None;
    }
    let classes = gather(kit);
    if !classes.iter().flat_map(BTreeMap::values).any(|(_, km, _)| is_seen(*km)) {
        return None;
    }
    let words = words(kit, &classes, &rough_view);
    let legend = legend(kit, &classes);
    let layout = Layout::for_view(kit.input.size_mm, &words, &legend, kit.look, &rough_view);
    let view = View::of(&points, origin, layout.frame, 4.0);
    let mut scene = kit.page(&words, &layout);
    draw(&mut scene, kit, &classes, &view);
    kit.finish(&mut scene, &layout, &legend, &view);
    Some(scene)
}

fn class_of(site: &SiteRef<'_>) -> usize {
    CLASSES.iter().position(|(_, holds)| holds(site.precision)).unwrap_or(0)
}

fn gather(kit: &Kit<'_>) -> Vec<Discs> {
    let mut classes = vec![Discs::new(); CLASSES.len()];
    for site in kit.input.located.iter().filter_map(|one| one.site()) {
        let (lon, lat) = ((site.point.lon() * 1e4).round() as i64, (site.point.lat() * 1e4).round() as i64);
        let radius_km = site.radius_km.max(0.0);
        if let Some(discs) = classes.get_mut(class_of(&site)) {
            discs.entry((lon, lat, (radius_km * 10.0).min(1e9) as u64)).or_insert((site.point, radius_km, 0)).2 += 1;
        }
    }
    classes
}

fn draw(scene: &mut Scene, kit: &Kit<'_>, classes: &[Discs], view: &View) {
    let look = kit.look;
    kit.ground(scene, view, |scene| fill_home(scene, kit, view));
    // Coarse and wide discs lie below fine and small ones.
    for (discs, colour) in classes.iter().zip(colours(kit)).rev() {
        let mut wide: Vec<&(LonLat, f64, u64)> = discs.values().filter(|disc| is_seen(disc, view)).collect();
        wide.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (at, km, _) in wide {
            draw_disc(scene, *at, *km, view, disc_style(colour));
        }
    }
    scene.close();
    let mut room = Room::new(view.frame);
    scene.open("marks");
    for (discs, colour) in classes.iter().zip(colours(kit)).rev() {
        let mut dots = PathData::new();
        for (at, ..) in discs.values() {
            let (mm, inner) = (view.to_mm(*at), view.frame.grown(-DOT_MM));
            if inner.holds_point(mm) && view.holds(*at) {
                dots.circle(mm, DOT_MM);
                room.keep_circle(mm, DOT_MM);
            }
        }
        scene.path(&dots, &Style::fill(colour).nonzero());
    }
    let wishes: Vec<Wish> = kit.mark_origin(scene, view, &mut room).into_iter().collect();
    scene.close();
    scene.open("labels");
    label::draw(scene, &wishes, &mut room, look);
    names::draw_countries(scene, kit, view, &mut room, &kit.home_names());
    scene.close();
}

fn is_seen((_, km, _): &(LonLat, f64, u64), view: &View) -> bool {
    *km < WIDEST_KM && km * view.mm_per_km >= SEEN_MM
}

fn disc_style(colour: Colour) -> Style {
    Style::fill(colour).opacity(0.14).outlined(colour, 0.2)
}

fn draw_disc(scene: &mut Scene, at: LonLat, km: f64, view: &View, style: Style) {
    let radius = km * view.mm_per_km;
    if radius < ROUND_MM && view.projection.centre().is_some() {
        scene.circle(view.to_mm(at), radius, &style);
        return;
    }
    let ring: Vec<LonLat> = (0..72).map(|i| at.destination(f64::from(i) * 5.0, km)).collect();
    if ring.iter().all(|p| view.holds(*p)) {
        let mut data = PathData::new();
        data.polyline(flat::area(view.all_to_mm(&ring).collect(), &view.frame.grown(1.0)), true);
        scene.path(&data, &style);
    }
}

fn colours(kit: &Kit<'_>) -> Vec<Colour> {
    let mut colours = ramp::times(kit.look, CLASSES.len());
    colours.reverse();
    colours
}

fn counts(classes: &[Discs]) -> Vec<u64> {
    classes.iter().map(|discs| discs.values().map(|(_, _, n)| n).sum()).collect()
}

/// The middle radius of a class in km.
fn middle_km(discs: &Discs) -> f64 {
    let mut radii: Vec<f64> =
        discs.values().flat_map(|(_, km, n)| std::iter::repeat_n(*km, usize::try_from(*n).unwrap_or(1))).collect();
    radii.sort_by(f64::total_cmp);
    radii.get(radii.len() / 2).copied().unwrap_or(0.0)
}

fn legend(kit: &Kit<'_>, classes: &[Discs]) -> Legend {
    let words = kit.words();
    let rows: Vec<Row> = CLASSES
        .iter()
        .zip(classes)
        .zip(counts(classes).into_iter().zip(colours(kit)))
        .filter(|(_, (n, _))| *n > 0)
        .map(|(((name, _), _), (n, colour))| Row {
            swatch: Swatch::Disc(Style::fill(colour).opacity(0.3).outlined(colour, 0.3)),
            text: words.text(name).to_owned(),
            number: format!(" ({})", words.number(n)),
        })
        .collect();
    let told: Vec<String> = CLASSES
        .iter()
        .zip(classes)
        .filter(|(_, discs)| !discs.is_empty())
        .map(|((name, _), discs)| {
            words.fill("list.pair", &[("name", words.text(name)), ("value", &words.km(middle_km(discs)))])
        })
        .collect();
    let blocks = vec![
        Block::Rows { head: words.text("doubt.head").to_owned(), rows },
        Block::Note(Swatch::None, words.fill("doubt.radius", &[("list", &words.apart(&told))])),
        kit.scale(),
        Block::Locator,
    ];
    Legend { blocks }
}

fn words(kit: &Kit<'_>, classes: &[Discs], view: &View) -> Words {
    let (words, counts) = (kit.words(), counts(classes));
    let (all, coarse) = (counts.iter().sum::<u64>(), counts.last().copied().unwrap_or(0));
    let mut told = vec![words.fill("doubt.counted", &[("count", &words.count("incident", all))])];
    if coarse > 0 {
        told.push(words.fill("doubt.left_out", &[("n", &words.number(coarse))]));
    }
    let subtitle = told.join(" ");
    let list: Vec<String> = CLASSES
        .iter()
        .zip(&counts)
        .map(|((name, _), n)| format!("{} {}", words.text(name), words.number(*n)))
        .collect();
    let alt = words.fill("doubt.alt", &[("subtitle", &subtitle), ("list", &list.join(", "))]);
    Words { title: words.text("doubt.title").to_owned(), subtitle, source: words::source(kit.input, view), alt }
}
