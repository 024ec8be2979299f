//! The layers as files: every rule of RFC 7946 and of `QGIS` that they must keep, on inputs from ordinary to extreme.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

#[path = "layer/fixture.rs"]
mod fixture;
#[path = "layer/qgis.rs"]
mod qgis;
#[path = "layer/rfc7946.rs"]
mod rfc7946;

use fixture::{Sample, around, at, home, kabul, undated};
use incimap::incident::{Precision, When};
use incimap::spread::Origin;
use serde_json::Value;

/// The features of a layer.
fn features(sample: &Sample, name: &str) -> Vec<Value> {
    let bytes = sample.layer(name).unwrap();
    let json: Value = serde_json::from_slice(&bytes).unwrap();
    json["features"].as_array().unwrap().clone()
}

fn assert_sound(sample: &Sample) {
    let (layers, _) = sample.layers();
    for layer in &layers {
        let findings = rfc7946::check(&layer.to_geojson());
        assert!(findings.is_empty(), "{}: {findings:#?}", layer.name);
    }
}

#[test]
fn an_ordinary_campaign_gives_every_layer_and_each_is_sound() {
    let sample = Sample::campaign(kabul());
    let (layers, empty) = sample.layers();
    let names: Vec<&str> = layers.iter().map(|layer| layer.name).collect();
    let expected = [
        "incidents",
        "undated_incidents",
        "uncertainty",
        "undated_uncertainty",
        "first_arrivals",
        "reach_rings",
        "centres",
        "centre_track",
        "ellipses",
        "hulls",
        "cells",
        "diffusion",
        "countries",
        "origin",
    ];
    assert_eq!(names, expected);
    assert_eq!(empty, ["scan_cylinders", "clusters"]);
    assert_sound(&sample);
}

#[test]
fn a_cluster_is_its_hull_and_one_at_a_single_point_a_small_circle() {
    for (km, drawn_as) in [(20.0, "hull"), (0.0, "circle")] {
        let sample = Sample::of(around(179.95, -16.5, km, 8), kabul());
        assert_sound(&sample);
        let clusters = features(&sample, "clusters");
        let read = |name: &str| clusters[0]["properties"][name].clone();
        assert_eq!((clusters.len(), read("n"), read("drawn_as")), (1, 8.into(), drawn_as.into()));
    }
}

#[test]
fn a_burst_gives_a_cylinder_with_its_days_and_cells_tell_their_incidents() {
    let mut located = around(44.4, 33.3, 900.0, 24);
    let burst = around(44.4, 33.3, 5.0, 6).into_iter().enumerate().map(|(i, mut one)| {
        one.incident.id = format!("burst {i}").into();
        one.incident.when = When::day(jiff::civil::date(2022, 3, 1 + i as i8));
        one
    });
    located.extend(burst);
    let sample = Sample::of(located, kabul());
    assert_sound(&sample);
    let best = &features(&sample, "scan_cylinders")[0]["properties"];
    assert_eq!(best["rank"], 1);
    assert_eq!(
        (&best["start_utc"], &best["end_utc"]),
        (&"2022-03-01T00:00:00Z".into(), &"2022-03-06T23:59:59Z".into())
    );
    let n: u64 = features(&sample, "cells").iter().filter_map(|f| f["properties"]["n"].as_u64()).sum();
    assert_eq!(n, 30);
}

#[test]
fn a_campaign_measured_from_a_home_country_has_its_outline_and_rings_round_its_border() {
    let sample = Sample::campaign(home("AF"));
    assert_sound(&sample);
    assert_eq!(features(&sample, "home")[0]["properties"]["title"], "Afghanistan");
    let rings = features(&sample, "reach_rings");
    let (origin, km) = (&sample.spread.options.origin, rings[0]["properties"]["distance_km"].as_f64().unwrap());
    let line = rfc7946::points(&rings[0]["geometry"]);
    assert!(line.len() > 100);
    for at in line {
        let away = origin.distance_km(at).unwrap();
        assert!((away / km - 1.0).abs() < 0.005, "{at:?} is {away} km from home, not {km}");
    }
}

#[test]
fn incidents_on_both_sides_of_180_degrees_give_sound_layers_with_a_narrow_box() {
    let sample = Sample::of(
        around(179.5, -17.0, 400.0, 12),
        Origin::Point { name: "Suva".to_owned(), at: at(178.44, -18.14), how: "coordinates".to_owned() },
    );
    assert_sound(&sample);
    let json: Value = serde_json::from_slice(&sample.layer("incidents").unwrap()).unwrap();
    assert!(json["bbox"][0].as_f64() > json["bbox"][2].as_f64(), "{}", json["bbox"]);
}

#[test]
fn incidents_round_either_pole_give_sound_layers() {
    for lat in [89.0, 90.0, -89.0, -90.0] {
        assert_sound(&Sample::of(around(30.0, lat, 900.0, 9), kabul()));
    }
}

#[test]
fn one_incident_gives_its_point_its_disc_and_its_rings() {
    let sample = Sample::of(around(37.39, 55.83, 0.0, 1), kabul());
    assert_sound(&sample);
    assert_eq!(features(&sample, "incidents").len(), 1);
    assert!(sample.layers().1.contains(&"hulls"));
}

#[test]
fn no_incidents_give_the_origin_alone_and_name_what_is_empty() {
    let sample = Sample::of(Vec::new(), kabul());
    let (layers, empty) = sample.layers();
    assert_eq!(layers.iter().map(|layer| layer.name).collect::<Vec<_>>(), ["origin"]);
    assert!(empty.contains(&"incidents") && empty.contains(&"countries"));
    assert_sound(&sample);
}

#[test]
fn three_hundred_incidents_at_one_point_give_neither_hull_nor_ellipse() {
    let sample = Sample::of(around(44.4, 33.3, 0.0, 300), kabul());
    assert_sound(&sample);
    assert_eq!(features(&sample, "incidents").len(), 300);
    let (_, empty) = sample.layers();
    assert!(empty.contains(&"hulls") && empty.contains(&"ellipses"), "{empty:?}");
}

#[test]
fn incidents_all_over_the_world_give_sound_layers() {
    let mut located = Vec::new();
    for lat in [-80.0, -45.0, 0.0, 45.0, 80.0] {
        located.extend(around(lat - 90.0, lat, 6000.0, 8));
    }
    assert_sound(&Sample::of(located, kabul()));
}

#[test]
fn without_an_origin_there_is_no_distance_and_no_ring() {
    let sample = Sample::campaign(Origin::None);
    assert_sound(&sample);
    let (_, empty) = sample.layers();
    assert!(["reach_rings", "first_arrivals", "origin"].iter().all(|name| empty.contains(name)), "{empty:?}");
    assert!(features(&sample, "incidents").iter().all(|f| f["properties"].get("distance_km").is_none()));
}

#[test]
fn undated_incidents_alone_have_no_time_columns() {
    let mut located = around(44.4, 33.3, 300.0, 7);
    located.iter_mut().for_each(undated);
    let sample = Sample::of(located, kabul());
    assert_sound(&sample);
    assert!(features(&sample, "undated_incidents").iter().all(|f| f["properties"].get("start_utc").is_none()));
    assert!(features(&sample, "reach_rings").iter().all(|f| f["properties"].get("start_utc").is_none()));
}

#[test]
fn a_description_tells_the_days_the_source_and_the_tool() {
    let sample = Sample::of(around(44.4, 33.3, 300.0, 3), kabul());
    let json: Value = serde_json::from_slice(&sample.layer("incidents").unwrap()).unwrap();
    let description = json["description"].as_str().unwrap();
    assert!(description.contains("Covers 2021-01-01 to 2021-07-20."), "{description}");
    assert!(description.contains("GeoNames (CC BY 4.0)") && description.contains("incimap "), "{description}");
}

#[test]
fn unknown_counts_are_null_and_never_zero() {
    let sample = Sample::campaign(kabul());
    for feature in features(&sample, "incidents") {
        let id = feature["properties"]["incident_id"].as_str().unwrap();
        let located = sample.located.iter().find(|one| one.incident.id == id).unwrap();
        let killed = feature["properties"]["killed"].as_u64();
        assert_eq!(killed, located.incident.killed.count().map(u64::from), "{id}");
    }
}

#[test]
fn a_site_too_coarse_to_be_measured_has_neither_distance_nor_azimuth() {
    let sample = Sample::campaign(kabul());
    let mut coarse = 0;
    for feature in features(&sample, "incidents") {
        let properties = &feature["properties"];
        let is_coarse = properties["location_precision"] == Precision::Country.name();
        coarse += usize::from(is_coarse);
        assert_eq!(properties["distance_km"].is_null() || properties["azimuth_deg"].is_null(), is_coarse);
    }
    assert!(coarse > 0);
}

#[test]
fn counts_of_countries_add_up_to_the_incidents_by_role() {
    let sample = Sample::campaign(kabul());
    let sum = |name: &str| -> u64 {
        features(&sample, "countries").iter().map(|f| f["properties"][name].as_u64().unwrap()).sum()
    };
    let of = |role: &str| sample.located.iter().filter(|one| one.role().name() == role).count() as u64;
    assert_eq!(sum("operations"), of("operation"));
    assert_eq!(sum("responses"), of("response"));
    assert_eq!(sum("incidents"), sample.located.len() as u64);
}

#[test]
fn rings_round_a_point_are_true_to_half_a_percent_against_geodesics() {
    let sample = Sample::campaign(kabul());
    let centre = sample.spread.options.origin.centre().unwrap();
    for ring in features(&sample, "reach_rings") {
        let km = ring["properties"]["distance_km"].as_f64().unwrap();
        for at in rfc7946::points(&ring["geometry"]) {
            assert!((at.distance_km(centre) / km - 1.0).abs() < 0.005, "{at:?}, {km} km");
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (Sample::campaign(kabul()), Sample::campaign(kabul()));
    for (a, b) in one.layers().0.iter().zip(other.layers().0) {
        assert_eq!(a.to_geojson(), b.to_geojson());
    }
}

#[test]
fn the_order_of_the_input_does_not_change_the_order_of_the_incidents() {
    let sample = Sample::campaign(kabul());
    let mut turned = Sample::campaign(kabul());
    turned.stored = turned.located.iter().rev().collect();
    assert_eq!(sample.layer("incidents"), turned.layer("incidents"));
}

#[test]
fn the_checker_finds_what_breaks_the_rules() {
    let file = |feature: &str| {
        let head = r#"{"type":"FeatureCollection","name":"x","description":"y","bbox":[0.0,0.0,1.0,1.0],"features":["#;
        format!("{head}\n{feature}\n]}}\n").into_bytes()
    };
    let polygon = |ring: &str| {
        let head = r#"{"type":"Feature","id":1,"properties":{"kind":"a"},"geometry":{"type":"Polygon","coordinates":"#;
        file(&format!("{head}[[{ring}]]}}}}"))
    };
    assert!(rfc7946::check(&polygon("[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]")).is_empty());
    for (ring, fault) in [
        ("[0.0,0.0],[0.0,1.0],[1.0,1.0],[1.0,0.0],[0.0,0.0]", "wound"),
        ("[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0]", "closed"),
        ("[0.0,0.0],[1.0,0.0],[1.0,1.0000001],[0.0,1.0],[0.0,0.0]", "decimals"),
        ("[0.0,0.0],[190.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]", "range"),
        ("[-170.0,0.0],[170.0,0.0],[1.0,1.0],[0.0,1.0],[-170.0,0.0]", "180"),
        ("[0.0,0.0],[2.0,0.0],[0.0,1.0],[1.0,1.0],[0.5,-1.0],[0.0,0.0]", "valid"),
        ("[0.0,0.0],[2.0,0.0],[2.0,1.0],[0.0,1.0],[0.0,0.0]", "bbox"),
    ] {
        let findings = rfc7946::check(&polygon(ring));
        assert!(findings.iter().any(|f| f.contains(fault)), "{fault}: {findings:?}");
    }
    let point = r#""geometry":{"type":"Point","coordinates":[0.0,0.0]}}"#;
    for (member, fault) in [
        (r#""id":2,"properties":{"kind":"a"},"#, "id"),
        (r#""id":1,"properties":{"date_start":"2024-02-30"},"#, "day"),
        (r#""id":1,"properties":{"kind":null},"#, "null"),
        (r#""id":1,"properties":{"Kind":"a"},"#, "name"),
        (r#""id":1,"properties":{"kind":["a"]},"#, "nested"),
    ] {
        let findings = rfc7946::check(&file(&format!(r#"{{"type":"Feature",{member}{point}"#)));
        assert!(findings.iter().any(|f| f.contains(fault)), "{fault}: {findings:?}");
    }
}
