//! What must hold of every chart: nothing overlaps, nothing is cut off, every text can be read.

use std::sync::OnceLock;

use jiff::civil::date;

use super::fixture::{dozen, incident, kabul, many, mosul, regions, spread, stored};
use super::scene::{Mark, Scene};
use super::*;
use crate::incident::{Kind, Located, When};
use crate::spread::{Origin, PeriodLength};

type Case = (&'static str, Vec<Located>, Origin, PeriodLength, &'static [&'static str]);

fn on_one_day() -> Vec<Located> {
    let place = |i: u8| {
        let when = When::day(date(2024, 3, 22));
        let at = (40.0 + f64::from(i), 30.0);
        incident(when, Kind::Attack, Some(u32::from(i)), &format!("Place {i}"), at, ("Iraq", "Western Asia"))
    };
    (0..12).map(place).collect()
}

fn over_ten_days() -> Vec<Located> {
    let mut rows = many(60, 2024, 1);
    for (i, row) in (0i64..).zip(rows.iter_mut()) {
        let day = date(2023, 12, 27).checked_add(jiff::Span::new().days(i * 7 % 10)).unwrap();
        row.incident.when = When::day(day);
    }
    rows
}

fn with_long_names() -> Vec<Located> {
    let mut rows = dozen();
    for row in &mut rows {
        row.area.subregion = Some("The Lands between the Upper River and the Further Coast of the Inner Sea".into());
        row.area.country_name = Some("The United Federated Democratic Republics of the Long Valley & Isles".into());
    }
    rows
}

fn cases() -> Vec<Case> {
    use PeriodLength::{Day, Month, Quarter, Week, Year};
    vec![
        ("a dozen by year", dozen(), kabul(), Year, &["Afghanistan"]),
        ("a dozen by quarter", dozen(), kabul(), Quarter, &[]),
        ("many by year", many(700, 2004, 17), mosul(), Year, &[]),
        ("many by month", many(700, 2004, 17), kabul(), Month, &[]),
        ("many by day", many(250, 2004, 3), kabul(), Day, &[]),
        ("some by week", many(150, 2024, 1), kabul(), Week, &[]),
        ("some by month", many(60, 2023, 2), mosul(), Month, &[]),
        ("one", vec![dozen().remove(4)], kabul(), Year, &[]),
        ("all on one day", on_one_day(), kabul(), Day, &[]),
        ("ten days", over_ten_days(), kabul(), Day, &[]),
        ("seventy years", many(300, 1955, 70), kabul(), Year, &[]),
        ("long names", with_long_names(), kabul(), Year, &[]),
    ]
}

/// All charts of all cases at three sizes of page, without those that have nothing to show.
fn scenes() -> &'static [(String, Scene)] {
    static SCENES: OnceLock<Vec<(String, Scene)>> = OnceLock::new();
    SCENES.get_or_init(draw_all)
}

fn draw_all() -> Vec<(String, Scene)> {
    let regions = regions();
    let mut scenes = Vec::new();
    for (name, mut located, origin, by, home) in cases() {
        let spread = spread(&mut located, origin, by, home);
        let located = stored(&located);
        for size_mm in [(180.0, 110.0), (85.0, 70.0), (297.0, 210.0)] {
            let source = "two newspaper articles of March 2024; places: GeoNames (CC BY 4.0)";
            let look = Look::default();
            let input = ChartInput {
                located: &located,
                spread: &spread,
                regions: &regions,
                title: None,
                source,
                size_mm,
                look: &look,
                shared: &Shared::default(),
            };
            let charts = [
                ("distance", distance::scene(&input)),
                ("periods", periods::scene(&input, Measure::Incidents)),
                ("killed", periods::scene(&input, Measure::Killed)),
                ("regions", regions::scene(&input)),
                ("ecdf", ecdf::scene(&input)),
                ("countries", countries::scene(&input)),
                ("reach", reach::scene(&input)),
                ("trend", trend::scene(&input)),
                ("lorenz", lorenz::scene(&input)),
                ("near repeats", repeats::scene(&input)),
            ];
            for (chart, scene) in charts {
                scenes.extend(scene.map(|scene| (format!("{chart} of {name} on {} mm", size_mm.0), scene)));
            }
        }
    }
    scenes
}

fn is_text(mark: &Mark) -> bool {
    mark.name != "mark"
}

#[test]
fn no_text_of_any_chart_overlaps_another_or_a_mark_or_leaves_the_page() {
    let scenes = scenes();
    let drawn = |chart: &str| scenes.iter().filter(|(name, _)| name.starts_with(chart)).count();
    for chart in ["distance", "periods", "countries"] {
        assert_eq!(drawn(chart), 12 * 3, "{chart}");
    }
    for chart in ["reach", "trend", "lorenz"] {
        assert!(drawn(chart) >= 8 * 3, "{chart}");
    }
    for (name, scene) in scenes {
        for (i, one) in scene.boxes().iter().enumerate().filter(|(_, mark)| is_text(mark)) {
            assert!(scene.page().grown(-1.0).holds(&one.rect), "{name}: {} leaves the page: {:?}", one.name, one.rect);
            let others = scene.boxes().iter().enumerate().filter(|(j, other)| *j != i && (*j > i || !is_text(other)));
            for (_, other) in others {
                let meet = one.rect.grown(-0.05).overlaps(&other.rect.grown(-0.05));
                assert!(!meet, "{name}: {} {:?} meets {} {:?}", one.name, one.rect, other.name, other.rect);
            }
        }
    }
}

#[test]
fn no_text_of_any_chart_is_smaller_than_six_points() {
    for (name, scene) in scenes() {
        let svg = scene.clone().into_picture("chart").svg;
        for size in svg.split("font-size=\"").skip(1) {
            let mm: f64 = size.split('"').next().unwrap().parse().unwrap();
            assert!(mm >= 6.0 * text::MM_PER_PT - 0.001, "{name}: {mm} mm");
        }
        assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{name}");
    }
}
