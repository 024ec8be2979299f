//! Points of GeoJSON.

use incimap::incident::{DatePrecision, Kind};
use incimap::read::{ReadOptions, read};

use crate::{assert_nothing_lost, case, error, text};

const POINT: &str = r#"{"type":"Feature","id":1,"properties":{"incident_id":"a","kind":"attack","date":"2024-03-22","killed":3},"geometry":{"type":"Point","coordinates":[69.2,34.5,1800]}}"#;

#[test]
fn points_are_read_from_a_collection_a_feature_and_from_lines() {
    for content in [
        format!(r#"{{"type":"FeatureCollection","features":[{POINT}]}}"#),
        POINT.to_owned(),
        format!("{POINT}\n{}\n", POINT.replace("\"a\"", "\"b\"")),
    ] {
        let reading = text(&content);
        assert_eq!(reading.sources[0].format, "geojson");
        let first = &reading.incidents[0];
        assert_eq!(
            (first.id.as_str(), first.when.to_string().as_str(), first.killed.count()),
            ("a", "2024-03-22", Some(3))
        );
        assert_eq!(first.place.point.map(|p| (p.lon(), p.lat())), Some((69.2, 34.5)));
    }
    assert_eq!(text(r#"{"type":"Point","coordinates":[1,2]}"#).incidents[0].when.precision(), DatePrecision::Unknown);
}

#[test]
fn other_geometries_are_rejected_with_the_number_of_the_feature_and_an_empty_one_is_kept() {
    let line =
        r#"{"type":"Feature","properties":{"place":"x"},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}"#;
    let empty = r#"{"type":"Feature","properties":{"place":"Kabul"},"geometry":null}"#;
    let one = r#"{"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[1,2]]}}"#;
    let far = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[34.5,169.2]}}"#;
    let reading = text(format!(r#"{{"type":"FeatureCollection","features":[{empty},{line},{one},{far},7]}}"#));
    assert_nothing_lost(&reading);
    assert_eq!(reading.incidents.len(), 2);
    let told: Vec<(u64, &str)> = reading.rejects.iter().map(|r| (r.line, r.why.as_str())).collect();
    assert!(told[0].0 == 2 && told[0].1.contains("LineString"), "{told:?}");
    assert!(told[1].0 == 4 && told[1].1.contains("look swapped"), "{told:?}");
    assert_eq!(told[2], (5, "this is not a feature"));
}

#[test]
fn broken_json_is_told_with_line_and_column() {
    let told = error("{\"type\": \"FeatureCollection\",\n \"features\": [}");
    assert!(told.contains("line 2, column 15: broken JSON"), "{told}");
    assert!(error(r#"{"type":"Topology"}"#).contains("not GeoJSON"));
    let crs = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[]}"#;
    assert!(error(crs).contains("EPSG:4326"));
}

#[test]
fn an_incident_layer_reads_back_to_the_same_incidents() {
    let reading = read(&[case("incidents_layer.geojson")], &ReadOptions::default()).unwrap();
    let [crocus, kerman] = reading.incidents.as_slice() else { panic!("{:?}", reading.incidents) };
    assert_eq!((crocus.id.as_str(), crocus.when.to_string().as_str()), ("I01", "2024-03-22/2024-03-23"));
    assert_eq!((crocus.killed.low, crocus.killed.high), (Some(143), None));
    assert_eq!(crocus.place.radius_km, Some(0.3));
    assert_eq!((kerman.when.to_string().as_str(), kerman.when.precision()), ("2024-01", DatePrecision::Month));
    assert_eq!((kerman.killed.low, kerman.killed.high, kerman.kind.clone()), (Some(90), Some(100), Kind::Attack));
    assert_eq!(crocus.place.admin1.as_deref(), Some("Moscow Oblast"));
}
