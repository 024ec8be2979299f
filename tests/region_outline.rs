//! The region stage: outlines to measure from, the base map, regions of the user's own.

#![expect(clippy::unwrap_used, reason = "a test that cannot build its input should fail")]

use std::path::PathBuf;
use std::sync::OnceLock;

use incimap::earth::LonLat;
use incimap::incident::CountryCode;
use incimap::region::{Outline, Regions};
use proptest::prelude::*;

fn regions() -> &'static Regions {
    static REGIONS: OnceLock<Regions> = OnceLock::new();
    REGIONS.get_or_init(|| Regions::built_in().unwrap())
}

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn outline(codes: &[&str]) -> Outline {
    let codes: Vec<CountryCode> = codes.iter().filter_map(|code| CountryCode::new(code)).collect();
    regions().outline(&codes)
}

#[test]
fn distances_are_those_of_pyproj_along_a_finely_cut_border() {
    // PROJ's Geod(ellps="WGS84") from the point to the border in steps of 0.01 degrees, the least of all.
    for (codes, lon, lat, expected_km) in [
        (&["AF"][..], 37.6173, 55.7558, 2868.948),
        (&["AF"], 2.3522, 48.8566, 4945.761),
        (&["AF"], -74.006, 40.7128, 10399.694),
        (&["AF", "PK"], 80.27, 13.08, 1584.965),
        (&["RU"], -150.0, 61.2, 1111.231),
        (&["FJ"], -175.2, -21.1, 368.400),
        // The nearest point lies on the 49th parallel, far from any vertex: a great circle there would run 30 km north.
        (&["US"], -106.0, 52.0, 334.606),
        (&["AF"], -110.0, -35.0, 18988.079),
        (&["AF"], 178.44, -18.12, 12390.117),
        (&["CL"], 151.2, -33.87, 9166.694),
        (&["IR"], 12.5, 41.9, 2666.201),
        (&["CA"], 10.0, 89.0, 757.507),
    ] {
        let (km, foot) = outline(codes).distance_km(at(lon, lat)).unwrap();
        assert!((km - expected_km).abs() < 0.02, "{codes:?} {lon} {lat}: {km}");
        assert!((at(lon, lat).distance_km(foot) - km).abs() < 1e-9);
    }
}

#[test]
fn inside_is_at_no_distance_and_an_empty_outline_has_none() {
    let home = outline(&["AF", "PK"]);
    for (lon, lat) in [(69.17, 34.53), (73.05, 33.69)] {
        assert!(home.contains(at(lon, lat)));
        assert_eq!(home.distance_km(at(lon, lat)), Some((0.0, at(lon, lat))));
    }
    assert!(!home.contains(at(37.6, 55.8)));
    let nothing = outline(&["GI", "ZZ"]);
    assert_eq!(nothing.distance_km(at(0.0, 0.0)), None);
    assert!(nothing.ring_at_km(at(0.0, 0.0), 10.0, 4).is_empty());
}

#[test]
fn the_seam_is_no_border() {
    let russia = outline(&["RU"]);
    for lon in [180.0, -180.0, 179.999, -179.999] {
        assert!(russia.contains(at(lon, 68.0)));
    }
    // South-west of Cape Navarin, on both sides of 180 degrees the distance goes on smoothly.
    let (west, _) = russia.distance_km(at(179.999, 61.0)).unwrap();
    let (east, _) = russia.distance_km(at(-179.999, 61.0)).unwrap();
    assert!((west - east).abs() < 0.2, "{west} {east}");
}

#[test]
fn a_ring_keeps_its_distance_from_the_border() {
    let (home, centre) = (outline(&["AF"]), at(66.0, 34.0));
    for km in [0.0, 1.0, 250.0, 2868.948, 12_000.0] {
        let ring = home.ring_at_km(centre, km, 24);
        assert_eq!(ring.len(), 24);
        for point in ring {
            let (found, _) = home.distance_km(point).unwrap();
            assert!((found - km).abs() < 0.02, "{km}: {found}");
        }
    }
}

#[test]
fn a_ring_too_large_for_the_earth_stops_before_the_antipode() {
    let (home, centre) = (outline(&["AF"]), at(66.0, 34.0));
    let ring = home.ring_at_km(centre, 25_000.0, 8);
    assert_eq!(ring.len(), 8);
    assert!(ring.iter().all(|point| (centre.distance_km(*point) - 19_900.0).abs() < 0.01));
    assert!(home.ring_at_km(centre, 100.0, 0).is_empty());
}

#[test]
fn a_direction_that_never_comes_near_is_left_out() {
    // From far away, most rays miss a small country.
    let ring = outline(&["LU"]).ring_at_km(at(-100.0, 40.0), 5.0, 90);
    assert!(ring.len() <= 2, "{}", ring.len());
}

fn turkey() -> &'static Outline {
    static TURKEY: OnceLock<Outline> = OnceLock::new();
    TURKEY.get_or_init(|| outline(&["TR"]))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn no_vertex_of_the_border_is_nearer_than_the_distance(lon in -180.0..180.0_f64, lat in -90.0..90.0_f64) {
        let (country, point) = (regions().country(CountryCode::new("TR").unwrap()).unwrap(), at(lon, lat));
        let (km, _) = turkey().distance_km(point).unwrap();
        for polygon in &country.outline {
            for vertex in polygon.exterior().coords() {
                let to_vertex = point.distance_km(at(vertex.x, vertex.y));
                prop_assert!(to_vertex >= km * (1.0 - 1e-6), "{} {}", to_vertex, km);
            }
        }
    }
}

#[test]
fn the_base_map_has_land_lakes_and_each_border_once() {
    let base = regions().base_map();
    assert_eq!((base.land.0.len() > 1000, base.lakes.0.len()), (true, 275));
    let disputed = base.borders.iter().filter(|border| border.disputed).count();
    assert!((20..200).contains(&disputed) && base.borders.len() > 300, "{disputed} of {}", base.borders.len());
    let mut edges: Vec<[i64; 4]> = Vec::new();
    for pair in base.borders.iter().flat_map(|border| border.line.windows(2)) {
        let key = |p: LonLat| ((p.lon() * 1000.0).round() as i64, (p.lat() * 1000.0).round() as i64);
        let (a, b) = (key(pair[0]).min(key(pair[1])), key(pair[0]).max(key(pair[1])));
        edges.push([a.0, a.1, b.0, b.1]);
    }
    let all = edges.len();
    edges.sort_unstable();
    edges.dedup();
    assert_eq!(edges.len(), all);
}

#[test]
fn the_line_of_control_is_dotted_and_the_durand_line_is_not() {
    let near = |lon: f64, lat: f64| {
        let point = at(lon, lat);
        let distance = |border: &&incimap::region::Border| {
            border.line.iter().map(|p| p.distance_km(point)).fold(f64::INFINITY, f64::min)
        };
        let nearest = regions().base_map().borders.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest.unwrap().disputed
    };
    assert!(near(74.0, 34.0) && near(33.4, 35.1) && near(35.9, 33.0) && near(21.0, 43.1));
    assert!(!near(69.9, 33.1) && !near(7.6, 48.0));
}

fn with_file(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn feature(properties: &str, coordinates: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}"#
    )
}

#[test]
fn a_file_of_the_users_own_replaces_the_outlines_and_keeps_names_and_regions() {
    let crimea = feature(r#"{"name":"Ukraine","iso_a2":"UA"}"#, "[[[32,44],[37,44],[37,47],[32,47],[32,44]]]");
    let own = feature(
        r#"{"NAME":"Area 7","m49_region":"Asia"}"#,
        "[[[37,44],[40,44],[40,47],[37,47],[37,44]],[[38,45],[38,46],[39,46],[39,45],[38,45]]]",
    );
    let text = format!(r#"{{"type":"FeatureCollection","features":[{crimea},{own}]}}"#);
    let (_folder, path) = with_file("regions.geojson", &text);
    let regions = Regions::from_file(&path).unwrap();
    let name = |lon: f64, lat: f64| regions.country_at(at(lon, lat)).map(|(c, _)| c.name.to_string());
    assert_eq!(name(34.1, 44.95).as_deref(), Some("Ukraine"));
    assert_eq!(name(37.5, 44.5).as_deref(), Some("Area 7"));
    assert_eq!(name(38.5, 45.5), None);
    assert_eq!(name(69.17, 34.53), None);
    let ukraine = regions.country_named("UKR").unwrap();
    assert_eq!(ukraine.subregion.as_deref(), Some("Eastern Europe"));
    assert_eq!(regions.country_named("area 7").and_then(|c| c.region.as_deref()), Some("Asia"));
    assert_eq!(regions.country_named("Türkiye").map(|c| c.outline.0.len()), Some(0));
    let borders: Vec<_> = regions.base_map().borders.iter().filter(|border| !border.disputed).collect();
    assert_eq!(borders.len(), 1);
    assert_eq!(borders[0].line.iter().map(|p| p.lon()).collect::<Vec<_>>(), [37.0, 37.0]);
}

#[test]
fn a_bad_file_of_regions_is_told_with_its_feature() {
    let square = "[[[0,0],[1,0],[1,1],[0,0]]]";
    let good = feature(r#"{"name":"Here"}"#, square);
    for (bad, told) in [
        (feature("{}", square), "feature 2: no \"name\""),
        (feature(r#"{"name":"There"}"#, "[[[0,0],[200,0],[1,1],[0,0]]]"), "feature 2: longitude 200 is not in"),
        (feature(r#"{"name":"There"}"#, "[[[0,0],[1,1],[0,0]]]"), "feature 2: an outline of 3 points"),
        (feature(r#"{"name":"There"}"#, "[]"), "feature 2: a polygon without an outline"),
        (feature(r#"{"name":"There"}"#, "[[[179,0],[-179,0],[-179,1],[179,0]]]"), "jumps across 180 degrees"),
        (r#"{"type":"Feature","properties":{"name":"There"},"geometry":null}"#.to_owned(), "feature 2: no geometry"),
        (
            r#"{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}"#
                .to_owned(),
            "feature 2: a Point",
        ),
    ] {
        let text = format!(r#"{{"type":"FeatureCollection","features":[{good},{bad}]}}"#);
        let (_folder, path) = with_file("mine.geojson", &text);
        let error = Regions::from_file(&path).unwrap_err().to_string();
        assert!(error.contains("mine.geojson: ") && error.contains(told), "{error}");
    }
}

#[test]
fn a_file_that_holds_no_regions_is_told_by_name() {
    for text in [
        "",
        "not json",
        "{}",
        r#"{"type":"FeatureCollection","features":[]}"#,
        r#"{"type":"Point","coordinates":[1,2]}"#,
    ] {
        let (_folder, path) = with_file("mine.geojson", text);
        let error = Regions::from_file(&path).unwrap_err().to_string();
        assert!(error.contains("mine.geojson: "), "{error}");
    }
    let missing = PathBuf::from("no-such-folder/regions.geojson");
    assert!(Regions::from_file(&missing).unwrap_err().to_string().contains("cannot read the regions"));
}
