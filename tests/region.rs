//! The region stage: words and points to countries, UN regions, distances from a border.

#![expect(clippy::unwrap_used, reason = "a test that cannot build its input should fail")]

use std::sync::{Arc, OnceLock};

use geo::BoundingRect;
use incimap::earth::LonLat;
use incimap::incident::{
    AreaBasis, Casualties, CountryCode, Incident, Kind, Location, Matched, Place, Precision, Site, Stage, Unlocated,
    When,
};
use incimap::region::{Country, Regions};
use proptest::prelude::*;

fn regions() -> &'static Regions {
    static REGIONS: OnceLock<Regions> = OnceLock::new();
    REGIONS.get_or_init(|| Regions::built_in().unwrap())
}

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn code(letters: &str) -> CountryCode {
    CountryCode::new(letters).unwrap()
}

/// The code, else the name.
fn key(country: &Country) -> String {
    country.code.map_or_else(|| country.name.to_string(), |code| code.to_string())
}

fn key_at(lon: f64, lat: f64) -> (String, bool) {
    regions().country_at(at(lon, lat)).map_or(("none".to_owned(), false), |(country, near)| (key(country), near))
}

fn inside(key: &str) -> (String, bool) {
    (key.to_owned(), false)
}

#[test]
fn capitals_lie_in_their_countries() {
    for (code, lon, lat) in [
        ("AF", 69.17, 34.53),
        ("PK", 73.05, 33.69),
        ("IR", 51.39, 35.69),
        ("RU", 37.62, 55.76),
        ("IQ", 44.37, 33.31),
        ("SY", 36.29, 33.51),
        ("FR", 2.35, 48.86),
        ("GB", -0.13, 51.51),
        ("US", -77.04, 38.91),
        ("LS", 27.48, -29.31),
        ("VA", 12.435, 41.902),
        ("NZ", 174.78, -41.29),
        ("AR", -58.38, -34.6),
    ] {
        assert_eq!(key_at(lon, lat), inside(code));
    }
}

#[test]
fn parts_that_the_un_lists_on_their_own_are_not_their_mother_country() {
    for (code, lon, lat, subregion) in [
        ("GF", -52.65, 4.0, "South America"),
        ("RE", 55.5, -21.1, "Eastern Africa"),
        ("YT", 45.15, -12.8, "Eastern Africa"),
        ("MQ", -61.0, 14.65, "Caribbean"),
        ("GP", -61.7, 16.1, "Caribbean"),
        ("BQ", -68.28, 12.18, "Caribbean"),
        ("SJ", 15.63, 78.5, "Northern Europe"),
        ("CX", 105.65, -10.5, "Australia and New Zealand"),
    ] {
        let (country, _) = regions().country_at(at(lon, lat)).unwrap();
        assert_eq!((key(country).as_str(), country.subregion.as_deref()), (code, Some(subregion)));
    }
}

#[test]
fn poles_and_both_sides_of_the_seam_have_their_countries() {
    for lon in [-180.0, -90.0, 0.0, 17.3, 180.0] {
        assert_eq!(key_at(lon, -90.0), inside("AQ"));
        assert_eq!(key_at(lon, -89.9999), inside("AQ"));
        assert_eq!(key_at(lon, 90.0).0, "none");
    }
    for lon in [-180.0, 180.0, -179.99, 179.99, -172.0] {
        assert_eq!(key_at(lon, 66.5), inside("RU"), "{lon}");
    }
    assert_eq!(key_at(-170.0, 66.1), inside("RU"));
    for (lon, lat) in [(178.0, -17.8), (-179.9, -16.8), (179.95, -16.9), (180.0, -16.8), (-180.0, -16.8)] {
        assert_eq!(key_at(lon, lat), inside("FJ"), "{lon} {lat}");
    }
}

#[test]
fn a_point_at_sea_near_the_seam_takes_the_country_across_it() {
    // Taveuni ends at -179.824; this is 14 km east of it. Wrangel Island's seam cut is no coast.
    assert_eq!(key_at(-179.7, -16.8), ("FJ".to_owned(), true));
    assert_eq!(key_at(180.0, 71.1), inside("RU"));
    assert_eq!(key_at(-30.0, 89.95).0, "none");
}

#[test]
fn a_point_off_the_coast_takes_the_nearest_country_and_mid_ocean_none() {
    assert_eq!(key_at(29.85, 31.30), ("EG".to_owned(), true));
    assert_eq!(key_at(29.85, 31.60).0, "none");
    assert_eq!(key_at(-30.0, 30.0).0, "none");
    assert_eq!(key_at(0.0, 0.0).0, "none");
}

#[test]
fn a_vertex_that_several_countries_share_belongs_to_the_first_by_name_every_time() {
    let vertex = regions().base_map().borders.iter().find(|border| !border.disputed).unwrap().line[0];
    let holders: Vec<_> = regions()
        .countries()
        .iter()
        .filter(|country| {
            let code = country.code.into_iter().collect::<Vec<_>>();
            regions().outline(&code).contains(vertex)
        })
        .collect();
    assert!(holders.len() >= 2);
    assert_eq!(key_at(vertex.lon(), vertex.lat()), inside(&key(holders[0])));
}

#[test]
fn polygons_say_who_holds_a_place_and_a_stated_country_wins() {
    assert_eq!(key_at(34.10, 44.95), inside("RU"));
    assert_eq!(stated("Ukraine", 34.10, 44.95), ("UA".to_owned(), "Eastern Europe".to_owned()));
    // Kobane stands right at the border; the coarse polygon has it in Turkey.
    assert_eq!(stated("Syria", 38.3548, 36.8914), ("SY".to_owned(), "Western Asia".to_owned()));
    assert_eq!(key_at(37.3003, 55.8266), inside("RU"));
    assert_eq!(key_at(44.06, 9.56), inside("Somaliland"));
    assert_eq!(key_at(21.16, 42.66), inside("XK"));
}

fn incident(place: Place) -> Incident {
    Incident {
        id: "1".into(),
        kind: Kind::Unknown,
        stage: Stage::Unknown,
        when: When::UNKNOWN,
        place: place.into(),
        actor: None,
        target: None,
        killed: Casualties::default(),
        injured: Casualties::default(),
        summary: None,
        link: None,
        claims: Vec::new(),
        conflicts: Vec::new(),
    }
}

fn site(point: LonLat, country: Option<CountryCode>) -> Location {
    Location::Site(
        Site {
            point,
            radius_km: 1.0,
            precision: Precision::Settlement,
            name: "here".into(),
            gazetteer_id: None,
            country,
            admin1: Some(Arc::from("of the gazetteer")),
            confidence: 1.0,
            why: "a test".into(),
            matched: Matched::Coordinates,
            runners_up: Vec::new(),
        }
        .into(),
    )
}

fn stated(country: &str, lon: f64, lat: f64) -> (String, String) {
    let incident = incident(Place { country: Some(country.into()), ..Place::default() });
    let area = regions().area(&incident, &site(at(lon, lat), None), &[]);
    assert_eq!((area.basis, area.home), (AreaBasis::Stated, None));
    (area.country.unwrap().to_string(), area.subregion.unwrap().to_string())
}

#[test]
fn the_country_is_taken_from_the_strongest_ground() {
    let kabul = at(69.17, 34.53);
    let bare = incident(Place::default());
    let home = [code("AF"), code("PK")];
    let basis = |incident: &Incident, location: &Location| {
        let area = regions().area(incident, location, &home);
        (area.basis, area.country.map(|code| code.to_string()), area.home)
    };
    let words = incident(Place { country: Some("Iran".into()), ..Place::default() });
    let some = |code: &str| Some(code.to_owned());
    assert_eq!(basis(&words, &site(kabul, Some(code("PK")))), (AreaBasis::Stated, some("IR"), Some(false)));
    assert_eq!(basis(&bare, &site(kabul, Some(code("PK")))), (AreaBasis::Gazetteer, some("PK"), Some(true)));
    assert_eq!(basis(&bare, &site(kabul, None)), (AreaBasis::Polygon, some("AF"), Some(true)));
    assert_eq!(basis(&bare, &site(at(29.85, 31.30), None)), (AreaBasis::Nearest, some("EG"), Some(false)));
    assert_eq!(basis(&bare, &site(at(0.0, 0.0), None)), (AreaBasis::Unknown, None, None));
}

#[test]
fn an_incident_without_a_point_keeps_its_stated_country_and_province() {
    let given = Place { country: Some("Iran".into()), admin1: Some(" Kerman ".into()), ..Place::default() };
    let area = regions().area(&incident(given), &Location::Unlocated(Unlocated::NoPlace), &[]);
    assert_eq!(area.country_name.as_deref(), Some("Iran"));
    assert_eq!(area.region.as_deref(), Some("Asia"));
    assert_eq!(area.admin1.as_deref(), Some("Kerman"));
}

#[test]
fn a_stated_country_that_no_table_knows_stays_as_worded() {
    let given = incident(Place { country: Some("Soviet Union".into()), ..Place::default() });
    let area = regions().area(&given, &site(at(37.62, 55.76), Some(code("RU"))), &[code("AF")]);
    assert_eq!((area.country, area.country_name.as_deref()), (None, Some("Soviet Union")));
    assert_eq!((area.basis, area.home, area.region), (AreaBasis::Stated, None, None));
    assert_eq!(area.admin1.as_deref(), Some("of the gazetteer"));
}

#[test]
fn every_country_has_a_region_and_a_subregion_and_shown_ones_a_label_inside() {
    let countries = regions().countries();
    assert_eq!(countries.iter().filter(|country| country.code.is_some()).count(), 250);
    assert_eq!(countries.len(), 253);
    let empty: Vec<String> = countries.iter().filter(|c| c.outline.0.is_empty()).map(key).collect();
    assert_eq!(empty, ["BV", "GI", "TV", "UM"]);
    for country in countries {
        assert!(country.region.is_some() && country.subregion.is_some(), "{}", country.name);
        assert_eq!(country.label_point.is_some(), !country.outline.0.is_empty(), "{}", country.name);
        if let Some(label) = country.label_point {
            assert_eq!(regions().country_at(label).map(|(c, near)| (key(c), near)), Some(inside(&key(country))));
        }
    }
}

#[test]
fn a_country_goes_by_codes_and_by_its_own_name() {
    for country in regions().countries() {
        let found = regions().country_named(&country.name).map(key);
        assert_eq!(found, Some(key(country)));
        if let (Some(code), Some(a3)) = (country.code, &country.iso_a3) {
            assert_eq!(regions().country_named(a3).map(key), Some(code.to_string()));
            assert_eq!(regions().country_named(&code.to_string().to_lowercase()).map(key), Some(code.to_string()));
            assert_eq!(regions().country(code).map(key), Some(code.to_string()));
        }
    }
}

/// Every point that is no vertex lies in the polygon whose ring winds round it: another rule than counting crossings.
fn winding_key(point: LonLat) -> Option<String> {
    let winds = |ring: &geo::LineString<f64>| {
        let (x, y) = (point.lon(), point.lat());
        let turns = ring.lines().map(|edge| {
            let side = edge.dx() * (y - edge.start.y) - edge.dy() * (x - edge.start.x);
            let up = edge.start.y <= y && edge.end.y > y && side > 0.0;
            let down = edge.start.y > y && edge.end.y <= y && side < 0.0;
            i32::from(up) - i32::from(down)
        });
        turns.sum::<i32>() != 0
    };
    let holds = |(bounds, _, polygon): &&(geo::Rect, String, geo::Polygon)| {
        (bounds.min().x..=bounds.max().x).contains(&point.lon())
            && (bounds.min().y..=bounds.max().y).contains(&point.lat())
            && winds(polygon.exterior())
            && !polygon.interiors().iter().any(winds)
    };
    boxed_polygons().iter().find(holds).map(|(_, key, _)| key.clone())
}

fn boxed_polygons() -> &'static [(geo::Rect, String, geo::Polygon)] {
    static POLYGONS: OnceLock<Vec<(geo::Rect, String, geo::Polygon)>> = OnceLock::new();
    POLYGONS.get_or_init(|| {
        let boxed = |country: &'static Country| {
            country.outline.iter().map(move |p| (p.bounding_rect().unwrap(), key(country), p.clone()))
        };
        regions().countries().iter().flat_map(boxed).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn counting_crossings_agrees_with_winding(lon in -180.0..180.0_f64, lat in -90.0..85.0_f64) {
        let found = regions().country_at(at(lon, lat)).filter(|(_, near)| !near).map(|(country, _)| key(country));
        prop_assert_eq!(found, winding_key(at(lon, lat)));
    }

    #[test]
    fn near_a_border_too(pick in 0..10_000_usize, east in -0.01..0.01_f64, north in -0.01..0.01_f64) {
        let borders = &regions().base_map().borders;
        let line = &borders[pick % borders.len()].line;
        let vertex = line[pick % line.len()];
        let point = LonLat::wrapped(vertex.lon() + east, vertex.lat() + north);
        let found = regions().country_at(point).filter(|(_, near)| !near).map(|(country, _)| key(country));
        prop_assert_eq!(found, winding_key(point));
    }
}
