//! The charts, from located incidents to SVG and PNG.

#![expect(clippy::unwrap_used, reason = "a test that cannot build its input should fail")]

use incimap::chart::look::Look;
use incimap::chart::{ChartInput, Picture, Shared, charts, maps, render};
use incimap::earth::LonLat;
use incimap::incident::{
    Area, Casualties, Incident, Kind, Located, Location, Matched, Place, Precision, Site, Stage, When,
};
use incimap::region::Regions;
use incimap::spread::{Origin, PeriodLength, Spread, SpreadOptions, measure};
use jiff::civil::date;

fn located(id: &str, when: When, place: &str, (lon, lat): (f64, f64), country: &str, subregion: &str) -> Located {
    let site = Site {
        point: LonLat::new(lon, lat).unwrap(),
        radius_km: 5.0,
        precision: Precision::Settlement,
        name: place.to_owned(),
        gazetteer_id: None,
        country: None,
        admin1: None,
        confidence: 1.0,
        why: String::new(),
        matched: Matched::Coordinates,
        runners_up: Vec::new(),
    };
    let incident = Incident {
        id: id.into(),
        kind: Kind::Attack,
        stage: Stage::Accomplished,
        when,
        place: Place::worded(place).into(),
        actor: None,
        target: None,
        killed: Casualties::exactly(3),
        injured: Casualties::default(),
        summary: None,
        link: None,
        claims: Vec::new(),
        conflicts: Vec::new(),
    };
    let area = Area { country_name: Some(country.into()), subregion: Some(subregion.into()), ..Area::default() };
    Located { incident, location: Location::Site(site.into()), area: area.into() }
}

fn three() -> Vec<Located> {
    let day = |y, m, d| When::day(date(y, m, d));
    vec![
        located("a", day(2021, 8, 26), "Kabul", (69.2, 34.6), "Afghanistan", "Southern Asia"),
        located("b", When::month(2023, 5).unwrap(), "Kerman <& co>", (57.1, 30.3), "Iran", "Southern Asia"),
        located("c", day(2024, 3, 22), "Krasnogorsk", (37.4, 55.8), "Russia", "Eastern Europe"),
        located(
            "d",
            When::between(date(2022, 6, 1), date(2023, 2, 1), incimap::incident::DatePrecision::Range),
            "Herat",
            (62.2, 34.3),
            "Afghanistan",
            "Southern Asia",
        ),
    ]
}

fn kabul() -> Origin {
    Origin::Point { name: "Kabul".to_owned(), at: LonLat::new(69.2, 34.5).unwrap(), how: "named place".to_owned() }
}

fn spread(located: &[Located], origin: Origin, regions: &Regions) -> Spread {
    let options = SpreadOptions { origin, by: PeriodLength::Year, resamples: 0, ..SpreadOptions::default() };
    measure(located, options, regions).unwrap()
}

fn drawn(located: &[Located], origin: Origin) -> (Vec<Picture>, Vec<&'static str>) {
    let regions = Regions::built_in().unwrap();
    let spread = spread(located, origin, &regions);
    let input = ChartInput {
        located: &located.iter().collect(),
        spread: &spread,
        regions: &regions,
        title: None,
        source: "a table",
        size_mm: (180.0, 110.0),
        look: &Look::default(),
        shared: &Shared::default(),
    };
    let (mut pictures, mut empty) = maps(&input);
    let (drawn, without) = charts(&input);
    pictures.extend(drawn);
    empty.extend(without);
    (pictures, empty)
}

fn picture<'a>(pictures: &'a [Picture], name: &str) -> &'a Picture {
    pictures.iter().find(|picture| picture.name == name).unwrap()
}

#[test]
fn three_incidents_give_maps_then_charts_in_their_order() {
    let (pictures, empty) = drawn(&three(), kabul());
    let names: Vec<&str> = pictures.iter().map(|picture| picture.name).collect();
    let maps = ["map", "map_periods", "map_countries", "map_provinces", "map_arrivals", "map_centres"];
    let charts = ["distance", "periods", "killed", "regions", "countries", "reach", "trend", "lorenz"];
    assert_eq!(names, [maps.as_slice(), &charts].concat());
    assert_eq!(empty, ["map_hotspots", "map_uncertainty", "ecdf", "near_repeats"]);
}

#[test]
fn the_charts_tell_how_many_when_and_what_is_left_out() {
    let (pictures, _) = drawn(&three(), kabul());
    let distance = &picture(&pictures, "distance").svg;
    assert!(
        distance.contains(">4 operations, 2021–2024.") && distance.contains(">Krasnogorsk, Mar 2024<"),
        "{distance}"
    );
    let periods = &picture(&pictures, "periods").svg;
    assert!(
        periods.contains(">3 operations, 2021–2024, by UN subregion. Left out: 1 with dates too coarse for a year.<")
    );
    assert!(picture(&pictures, "countries").alt.contains("3 countries, in order Afghanistan (Aug 2021)"));
}

#[test]
fn an_svg_file_is_the_picture_with_its_letters_as_fonts() {
    let (pictures, _) = drawn(&three(), kabul());
    for picture in &pictures {
        let file = picture.svg_with_fonts();
        let (before, rest) = file.split_once("\n<style>").unwrap();
        let (style, after) = rest.split_once("</style>").unwrap();
        assert_eq!(before.to_owned() + after, picture.svg, "{}", picture.name);
        assert!(
            style.contains("font-family:'Inter';font-weight:600;src:url(data:font/woff;base64,"),
            "{}",
            picture.name
        );
        assert!(style.len() < 24_000, "{}: {} bytes of fonts", picture.name, style.len());
    }
}

#[test]
fn a_year_without_incidents_is_a_gap_with_its_label() {
    let (pictures, _) = drawn(&three(), kabul());
    let periods = &picture(&pictures, "periods").svg;
    for year in 2021..=2024 {
        assert!(periods.contains(&format!(">{year}</text>")), "{year}");
    }
    assert_eq!(periods.matches("<rect x=").count() - 1 - 2, 3, "three bars beside the page and two legend boxes");
}

#[test]
fn without_dates_and_without_an_origin_the_charts_are_named_as_empty() {
    let mut undated = three();
    for one in &mut undated {
        one.incident.when = When::UNKNOWN;
    }
    let maps = ["map_periods", "map_hotspots", "map_centres", "map_uncertainty"];
    let charts = ["distance", "periods", "killed", "regions", "countries", "reach", "ecdf", "trend", "near_repeats"];
    assert_eq!(drawn(&undated, kabul()).1, [maps.as_slice(), &charts].concat());
    assert_eq!(
        drawn(&three(), Origin::None).1,
        ["map_hotspots", "map_arrivals", "map_uncertainty", "distance", "reach", "ecdf", "near_repeats"]
    );
    let maps: Vec<&str> = incimap::chart::map::names().collect();
    let charts =
        ["distance", "periods", "killed", "regions", "countries", "reach", "ecdf", "trend", "lorenz", "near_repeats"];
    assert_eq!(drawn(&[], kabul()).1, [maps.as_slice(), &charts].concat());
}

#[test]
fn names_with_markup_are_escaped() {
    let (pictures, _) = drawn(&three(), kabul());
    assert!(picture(&pictures, "distance").svg.contains("Kerman &lt;&amp; co&gt;, May 2023"));
}

#[test]
fn the_same_incidents_in_any_order_give_the_same_charts() {
    let (mut backwards, (pictures, _)) = (three(), drawn(&three(), kabul()));
    backwards.reverse();
    for (one, other) in pictures.iter().zip(drawn(&backwards, kabul()).0).skip(1) {
        assert!(one.svg == other.svg, "{} differs", one.name);
    }
}

#[test]
fn a_chart_becomes_a_png_of_its_size() {
    let (pictures, _) = drawn(&three(), kabul());
    let png = render::png(picture(&pictures, "periods"), 100.0).unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (709, 433));
}
