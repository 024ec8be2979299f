//! The map, by its SVG as a viewer reads it: what is drawn where, and that nothing overlaps or is cut.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not foresee")]

#[path = "map/fixture.rs"]
mod fixture;
mod page;

use std::sync::{Arc, OnceLock};

use incimap::chart::palette::Theme;
use incimap::chart::{Picture, render};
use incimap::incident::{Located, Precision::Settlement};
use incimap::region::Regions;
use incimap::spread::Origin;

use fixture::{ROWS, Row, all_maps, draw, events, home, located, measured, placeless, point, war};
use page::Page;

const SIZE: (f64, f64) = (180.0, 120.0);

fn regions() -> &'static Regions {
    static REGIONS: OnceLock<Arc<Regions>> = OnceLock::new();
    REGIONS.get_or_init(|| Arc::new(Regions::built_in().unwrap()))
}

fn kabul() -> Origin {
    point("Kabul", 69.1723, 34.5289)
}

fn usual() -> Vec<Located> {
    let mut all = located(&ROWS, regions());
    all.extend(placeless(6));
    all
}

fn of(rows: &[Row<'_>], origin: Origin) -> Picture {
    draw(&located(rows, regions()), origin, regions(), SIZE).unwrap()
}

fn at(name: &str, lon: f64, lat: f64, killed: Option<u32>) -> Row<'_> {
    ("attack", "2024-01-03", name, lon, lat, Settlement, killed, killed)
}

fn assert_clean(name: &str, picture: &Picture) {
    let page = Page::of(picture);
    assert!(!page.texts.is_empty(), "{name}");
    let faults = page.faults();
    assert!(faults.is_empty(), "{name}: {faults:#?}");
}

#[test]
fn nothing_overlaps_and_nothing_is_cut_whatever_the_origin() {
    let all = usual();
    for (name, origin) in [("home", home("AF", regions())), ("point", kabul()), ("none", Origin::None)] {
        assert_clean(name, &draw(&all, origin, regions(), SIZE).unwrap());
    }
}

#[test]
fn nothing_overlaps_on_a_page_of_one_newspaper_column() {
    let all = usual();
    assert_clean("85 mm", &draw(&all, kabul(), regions(), (85.0, 120.0)).unwrap());
    assert_clean("square", &draw(&all, kabul(), regions(), (120.0, 120.0)).unwrap());
}

#[test]
fn one_incident_gets_a_map_of_its_surroundings() {
    let picture = of(&[at("Kerman", 57.08, 30.28, Some(95))], Origin::None);
    assert_clean("one", &picture);
    assert!(picture.alt.contains("1 incident on the map"), "{}", picture.alt);
}

#[test]
fn three_hundred_incidents_at_one_point_share_symbols() {
    let rows: Vec<Row<'_>> = (0..300)
        .map(|i| {
            (["attack", "bombing", "raid"][i % 3], "2024-01-03", "Mosul", 43.13, 36.34, Settlement, Some(2), Some(2))
        })
        .collect();
    let picture = of(&rows, point("Mosul", 43.13, 36.34));
    assert_clean("300", &picture);
    assert_eq!(
        Page::of(&picture).marks.iter().filter(|mark| mark.round).count(),
        2,
        "one circle for each kind of operation; raids are squares"
    );
    assert!(picture.svg.contains("adds up the incidents of one kind at one place"));
}

#[test]
fn far_corners_of_the_world_are_drawn_in_one_piece() {
    let fiji = [at("Suva", 178.44, -18.14, Some(3)), at("Apia", -171.76, -13.83, Some(30))];
    let polar =
        [at("Longyearbyen", 15.6, 78.2, Some(3)), at("Alert", -62.3, 82.5, None), at("The Pole", 0.0, 90.0, None)];
    let south = [at("Pole", 0.0, -90.0, Some(1)), at("McMurdo", 166.7, -77.8, Some(2))];
    let world =
        [at("New York", -74.0, 40.7, Some(3)), at("Sydney", 151.2, -33.87, Some(30)), at("Nairobi", 36.8, -1.3, None)];
    for (name, rows) in [("fiji", &fiji[..]), ("polar", &polar), ("south", &south), ("world", &world)] {
        assert_clean(name, &of(rows, Origin::None));
        assert_clean(name, &of(rows, point("Madrid", -3.7, 40.4)));
    }
    // Neighbours across 180 degrees lie side by side, not at both ends of the page.
    let xs: Vec<f64> = Page::of(&of(&fiji, Origin::None)).marks.iter().map(|mark| mark.middle().0).collect();
    assert!(xs.iter().all(|x| (5.0..135.0).contains(x)) && (xs[0] - xs[1]).abs() < 130.0);
}

#[test]
fn names_in_other_scripts_long_names_and_hostile_names_do_no_harm() {
    let rows = [
        at("Красногорск", 37.33, 55.83, Some(143)),
        at("الموصل", 43.13, 36.34, Some(30)),
        at("北京", 116.4, 39.9, Some(4)),
        at("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", -4.2, 53.2, Some(8)),
        at("</text></svg><script>alert(1)</script>", 10.0, 50.0, Some(2)),
    ];
    let picture = of(&rows, kabul());
    assert_clean("scripts", &picture);
    assert!(!picture.svg.contains("<script>"));
    let words: Vec<String> = Page::of(&picture).texts.into_iter().map(|text| text.words).collect();
    assert!(words.iter().any(|w| w.starts_with("Красногорск")) && !words.iter().any(|w| w.contains("北京")));
}

#[test]
fn rings_are_true_to_half_a_percent_against_geodesics() {
    let (lon, lat) = (57.08, 30.28);
    let picture = of(&[at("Kerman", lon, lat, Some(95))], kabul());
    let page = Page::of(&picture);
    let origin = incimap::earth::LonLat::new(69.1723, 34.5289).unwrap();
    let km = origin.distance_km(incimap::earth::LonLat::new(lon, lat).unwrap());
    let (x, y) = page.marks.first().unwrap().middle();
    let rings: Vec<_> = page.lines.iter().filter(|line| line.group == "rings").collect();
    assert!(rings.len() >= 3);
    for (i, ring) in rings.iter().enumerate() {
        let ring_km = 250.0 * (i as f64 + 1.0);
        let xs = || ring.pieces.iter().map(|(from, _)| from.0);
        let ys = || ring.pieces.iter().map(|(from, _)| from.1);
        let (left, right) = (xs().fold(f64::INFINITY, f64::min), xs().fold(f64::NEG_INFINITY, f64::max));
        let (top, bottom) = (ys().fold(f64::INFINITY, f64::min), ys().fold(f64::NEG_INFINITY, f64::max));
        let (dx, dy) = (x - f64::midpoint(left, right), y - f64::midpoint(top, bottom));
        let mm = (dx * dx + dy * dy).sqrt();
        assert!((mm / km / ((right - left) / 2.0 / ring_km) - 1.0).abs() < 0.005, "{ring_km} km");
    }
}

#[test]
fn the_map_says_what_it_leaves_out() {
    let all = usual();
    let picture = draw(&all, home("AF", regions()), regions(), SIZE).unwrap();
    let words = Page::of(&picture).words();
    for told in ["of 33 incidents on the map", "6 without a place", "beyond its frame", "United States", "CC BY 4.0"] {
        assert!(words.contains(told), "{told} in {words}");
    }
    assert!(picture.alt.contains("farthest operation is Manchester Arena"), "{}", picture.alt);
    assert!(draw(&placeless(3), kabul(), regions(), SIZE).is_none());
    assert!(draw(&[], Origin::None, regions(), SIZE).is_none());
}

#[test]
fn thousands_of_incidents_give_a_clean_map_of_moderate_size() {
    let names: Vec<String> = (0..900).map(|i| format!("Town {i}")).collect();
    let rows: Vec<Row<'_>> = (0..5000_u32)
        .map(|i| {
            let n = i as usize % names.len();
            let (a, b) = (n as f64 * 0.618 % 1.0, n as f64 * 0.755 % 1.0);
            (
                ["attack", "battle"][n % 2],
                "2014-05-01",
                names[n].as_str(),
                35.0 + 14.0 * a,
                30.0 + 8.0 * b,
                Settlement,
                Some(i % 9),
                None,
            )
        })
        .collect();
    let picture = of(&rows, point("Mosul", 43.13, 36.34));
    assert_clean("thousands", &picture);
    assert!(picture.svg.len() < 1_000_000, "{}", picture.svg.len());
}

#[test]
fn the_same_incidents_give_the_same_bytes_and_a_png_that_can_be_mailed() {
    let all = usual();
    let once = draw(&all, kabul(), regions(), SIZE).unwrap();
    assert_eq!(once.svg, draw(&all, kabul(), regions(), SIZE).unwrap().svg);
    let bytes = render::png(&once, 300.0).unwrap();
    assert!(bytes.len() < 400_000, "{} bytes", bytes.len());
}

/// Every map of some incidents at some sizes, light and dark by turns, is set without a fault; gives their names.
fn assert_all_clean(name: &str, all: &[Located], origin: Origin, sizes: &[(f64, f64)]) -> Vec<&'static str> {
    let spread = measured(all, origin, regions());
    let mut names = Vec::new();
    for (size, theme) in sizes.iter().zip([Theme::Light, Theme::Dark].into_iter().cycle()) {
        names.clear();
        for picture in all_maps((all, &spread), regions(), *size, theme) {
            assert_clean(&format!("{} of {name} on {size:?}", picture.name), &picture);
            assert!(!picture.svg.contains("NaN") && !picture.alt.is_empty() && !picture.title.is_empty());
            names.push(picture.name);
        }
    }
    names
}

const PAGES: [(f64, f64); 4] = [(180.0, 120.0), (85.0, 110.0), (120.0, 120.0), (110.0, 160.0)];

#[test]
fn every_map_of_the_usual_incidents_is_clean_on_every_page() {
    let all = usual();
    let names = assert_all_clean("the usual", &all, home("AF", regions()), &PAGES);
    assert_eq!(
        names,
        ["map", "map_periods", "map_countries", "map_provinces", "map_arrivals", "map_centres", "map_uncertainty"]
    );
}

#[test]
fn every_map_of_one_incident_and_of_300_at_one_point_is_clean() {
    let one = located(&[at("Kerman", 57.08, 30.28, Some(95))], regions());
    assert_eq!(assert_all_clean("one", &one, Origin::None, &PAGES[..2]), ["map", "map_countries", "map_provinces"]);
    let rows: Vec<Row<'_>> = (0..300)
        .map(|i| {
            let date = ["2023-01-03", "2024-02-05"][i % 2];
            (["attack", "bombing", "raid"][i % 3], date, "Mosul", 43.13, 36.34, Settlement, Some(2), Some(2))
        })
        .collect();
    let many = located(&rows, regions());
    let names = assert_all_clean("300 at one point", &many, point("Mosul", 43.13, 36.34), &PAGES[..2]);
    assert!(names.contains(&"map_periods") && !names.contains(&"map_centres"), "nothing moves: {names:?}");
}

#[test]
fn every_map_on_both_sides_of_180_at_the_poles_and_of_the_world_is_clean() {
    let pacific = [
        at("Suva", 178.44, -18.14, Some(3)),
        at("Apia", -171.76, -13.83, Some(30)),
        ("bombing", "2022-05-01", "Anadyr", 177.5, 64.73, Settlement, None, None),
        ("attack", "2023-05-01", "Nome", -165.4, 64.5, Settlement, Some(12), Some(12)),
        ("attack", "2021-05-01", "Nadi", 179.999, -17.8, Settlement, Some(1), Some(1)),
    ];
    let world = [
        at("New York", -74.0, 40.7, Some(3)),
        ("bombing", "2022-05-01", "Москва", 37.6, 55.75, Settlement, Some(30), Some(30)),
        ("attack", "2021-05-01", "الموصل", 43.13, 36.34, Settlement, Some(9), None),
        ("attack", "2020-05-01", "Αθήνα", 23.73, 37.98, Settlement, None, None),
        at("Sydney", 151.2, -33.87, Some(30)),
        at("South Pole", 0.0, -90.0, None),
        ("attack", "2021-06-01", "North Pole", 0.0, 90.0, Settlement, Some(2), Some(2)),
    ];
    for (name, rows) in [("the Pacific", &pacific[..]), ("the world", &world)] {
        let all = located(rows, regions());
        for origin in [Origin::None, point("Madrid", -3.7, 40.4), point("Suva", 178.44, -18.14)] {
            let names = assert_all_clean(name, &all, origin, &PAGES[..2]);
            assert!(names.contains(&"map_centres") && names.contains(&"map_periods"), "{names:?}");
        }
    }
}

#[test]
fn every_map_of_years_of_war_is_clean_and_has_hot_spots() {
    let all = war(6000, regions());
    let names = assert_all_clean("a war", &all, point("Mosul", 43.13, 36.34), &PAGES[..2]);
    assert!(names.contains(&"map_hotspots") && names.contains(&"map_arrivals"), "{names:?}");
    if let Some(all) = events(regions()) {
        assert_all_clean("the events", &all, point("Mosul", 43.13, 36.34), &PAGES[..1]);
    }
}
