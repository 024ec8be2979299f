//! A checker of GeoJSON layers: RFC 7946 and what `QGIS` needs besides. Each finding is a sentence.

use std::collections::BTreeMap;

use geo::algorithm::Validation;
use geo::{Coord, LineString, MultiPolygon, Polygon};
use incimap::earth::LonLat;
use serde_json::{Map, Value};

/// What is wrong with a layer; nothing if all is well.
pub fn check(bytes: &[u8]) -> Vec<String> {
    let mut findings = Vec::new();
    let Ok(text) = std::str::from_utf8(bytes) else { return vec!["not UTF-8".to_owned()] };
    let Ok(Value::Object(file)) = serde_json::from_str(text) else { return vec!["not a JSON object".to_owned()] };
    if file.keys().ne(["type", "name", "description", "bbox", "features"]) {
        findings.push(format!("members are {:?}", file.keys().collect::<Vec<_>>()));
    }
    let features = file["features"].as_array().cloned().unwrap_or_default();
    if features.is_empty() {
        findings.push("no features".to_owned());
    }
    if text.lines().count() != features.len() + 2 {
        findings.push("not one feature a line".to_owned());
    }
    check_ids(&features, &mut findings);
    check_properties(&features, &mut findings);
    check_geometries(&features, &file["bbox"], &mut findings);
    findings
}

/// All points of a geometry.
pub fn points(geometry: &Value) -> Vec<LonLat> {
    pieces(geometry).concat().iter().map(|c| LonLat::wrapped(c.x, c.y)).collect()
}

fn check_ids(features: &[Value], findings: &mut Vec<String>) {
    for (feature, id) in features.iter().zip(1_u64..) {
        if feature["id"].as_u64() != Some(id) {
            findings.push(format!("feature {id} has the id {}", feature["id"]));
        }
    }
}

fn check_properties(features: &[Value], findings: &mut Vec<String>) {
    let nothing = Map::new();
    let properties: Vec<_> = features.iter().map(|f| f["properties"].as_object().unwrap_or(&nothing)).collect();
    let Some(first) = properties.first() else { return };
    let mut types: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (row, id) in properties.iter().zip(1..) {
        if row.keys().ne(first.keys()) {
            findings.push(format!("feature {id} has other properties than the first"));
        }
        for (name, value) in *row {
            types.entry(name).or_default().push(type_of(value));
            check_value(name, value, row, findings);
        }
    }
    for (name, mut types) in types {
        check_name(name, findings);
        let nulls = types.contains(&"null");
        types.retain(|kind| *kind != "null");
        types.sort_unstable();
        types.dedup();
        if types.len() != 1 {
            findings.push(format!("property {name} is null everywhere or mixes {types:?}"));
        }
        if nulls && matches!(name, "date_start" | "date_end" | "start_utc" | "end_utc") {
            findings.push(format!("property {name} is null somewhere"));
        }
    }
}

fn check_name(name: &str, findings: &mut Vec<String>) {
    let snake = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !snake || name.len() > 63 || ["id", "fid", "ogc_fid", "geom", "geometry"].contains(&name) {
        findings.push(format!("property {name} has a bad name"));
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "measure",
        Value::Number(_) => "count",
        Value::String(_) => "text",
        Value::Array(_) | Value::Object(_) => "nested",
    }
}

fn check_value(name: &str, value: &Value, row: &Map<String, Value>, findings: &mut Vec<String>) {
    if type_of(value) == "nested" {
        findings.push(format!("property {name} is nested"));
    }
    let Some(words) = value.as_str() else { return };
    let is_day = name.starts_with("date_") && name != "date_precision";
    if is_day && (words.len() != 10 || words.parse::<jiff::civil::Date>().is_err()) {
        findings.push(format!("{name} is {words}, which is no day"));
    }
    for (utc, day, time) in [("start_utc", "date_start", "T00:00:00Z"), ("end_utc", "date_end", "T23:59:59Z")] {
        let expected = format!("{}{time}", row.get(day).and_then(Value::as_str).unwrap_or("no"));
        if name == utc && words != expected {
            findings.push(format!("{utc} is {words}, not {expected}"));
        }
    }
    if words.trim().is_empty() {
        findings.push(format!("{name} is blank"));
    }
}

fn check_geometries(features: &[Value], bbox: &Value, findings: &mut Vec<String>) {
    let mut kinds: Vec<String> = Vec::new();
    let mut all = Vec::new();
    for (feature, id) in features.iter().zip(1..) {
        let geometry = &feature["geometry"];
        let kind = geometry["type"].as_str().unwrap_or("none").to_owned();
        kinds.push(kind.clone());
        check_decimals(&geometry["coordinates"], id, findings);
        let pieces = pieces(geometry);
        for piece in &pieces {
            check_piece(piece, kind.ends_with("Polygon"), id, findings);
        }
        if kind.ends_with("Polygon") {
            check_areas(geometry, id, findings);
        }
        all.extend(pieces);
    }
    kinds.dedup();
    if kinds.len() > 1 {
        findings.push(format!("geometries are {kinds:?}"));
    }
    check_bbox(&all.concat(), bbox, findings);
}

fn check_decimals(value: &Value, id: u64, findings: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| check_decimals(value, id, findings)),
        Value::Number(number) => {
            let text = number.to_string();
            if text.contains('e') || text.split_once('.').is_some_and(|(_, decimals)| decimals.len() > 6) {
                findings.push(format!("feature {id} has more than 6 decimals: {text}"));
            }
        }
        other => findings.push(format!("feature {id} has the coordinate {other}")),
    }
}

/// The points, lines and rings of a geometry.
fn pieces(geometry: &Value) -> Vec<Vec<Coord<f64>>> {
    let coordinates = &geometry["coordinates"];
    let nested = |value: &Value| value.as_array().cloned().unwrap_or_default();
    match geometry["type"].as_str().unwrap_or_default() {
        "Point" => vec![vec![coord(coordinates)]],
        "LineString" => vec![line(coordinates)],
        "MultiLineString" | "Polygon" => nested(coordinates).iter().map(line).collect(),
        "MultiPolygon" => nested(coordinates).iter().flat_map(nested).map(|ring| line(&ring)).collect(),
        _ => Vec::new(),
    }
}

fn line(value: &Value) -> Vec<Coord<f64>> {
    value.as_array().map(|values| values.iter().map(coord).collect()).unwrap_or_default()
}

fn coord(value: &Value) -> Coord<f64> {
    match value.as_array().map(Vec::as_slice) {
        Some([x, y]) => Coord { x: x.as_f64().unwrap_or(f64::NAN), y: y.as_f64().unwrap_or(f64::NAN) },
        _ => Coord { x: f64::NAN, y: f64::NAN },
    }
}

fn check_piece(piece: &[Coord<f64>], is_ring: bool, id: u64, findings: &mut Vec<String>) {
    if !piece.iter().all(|c| c.x.abs() <= 180.0 && c.y.abs() <= 90.0) {
        findings.push(format!("feature {id} is out of range"));
    }
    for pair in piece.windows(2) {
        let along_pole = pair.iter().all(|c| c.y.abs() >= 90.0);
        if (pair[1].x - pair[0].x).abs() > 180.0 && !along_pole {
            findings.push(format!("feature {id} jumps across 180 degrees: {pair:?}"));
        }
        if pair[0] == pair[1] {
            findings.push(format!("feature {id} repeats a position"));
        }
    }
    if is_ring && (piece.len() < 4 || piece.first() != piece.last()) {
        findings.push(format!("feature {id} has a ring that is not closed or too short"));
    }
}

fn check_areas(geometry: &Value, id: u64, findings: &mut Vec<String>) {
    let parts = match geometry["type"].as_str() {
        Some("Polygon") => vec![geometry["coordinates"].clone()],
        _ => geometry["coordinates"].as_array().cloned().unwrap_or_default(),
    };
    let rings = |part: &Value| part.as_array().map(|rings| rings.iter().map(line).collect::<Vec<_>>());
    let mut polygons = Vec::new();
    for mut part in parts.iter().filter_map(rings).filter(|part| !part.is_empty()) {
        let outer = part.remove(0);
        if doubled_area(&outer) <= 0.0 || part.iter().any(|hole| doubled_area(hole) >= 0.0) {
            findings.push(format!("feature {id} has a ring that is wound the wrong way"));
        }
        polygons.push(Polygon::new(LineString(outer), part.into_iter().map(LineString).collect()));
    }
    // The check compares every side with every other one: of large outlines the small parts are a sample.
    let corners = |polygon: &Polygon<f64>| polygon.exterior().0.len();
    polygons.retain(|polygon| corners(polygon) < 700);
    if polygons.len() > 4 {
        polygons.retain(|polygon| corners(polygon) < 100);
        polygons.truncate(20);
    }
    if let Err(why) = MultiPolygon(polygons).check_validation() {
        findings.push(format!("feature {id} is not valid: {why}"));
    }
}

fn doubled_area(ring: &[Coord<f64>]) -> f64 {
    ring.windows(2).map(|pair| pair[0].x * pair[1].y - pair[1].x * pair[0].y).sum()
}

fn check_bbox(all: &[Coord<f64>], bbox: &Value, findings: &mut Vec<String>) {
    let range = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
    };
    let (south, north) = range(&mut all.iter().map(|c| c.y));
    let stated: Vec<f64> = bbox.as_array().map(|b| b.iter().filter_map(Value::as_f64).collect()).unwrap_or_default();
    let (west, east) = match stated.as_slice() {
        // Across 180 degrees: the west edge is the least longitude of the east, the east edge the greatest of the west.
        [west, _, east, _] if west > east => {
            let eastern = range(&mut all.iter().map(|c| c.x).filter(|x| *x >= 0.0));
            let western = range(&mut all.iter().map(|c| c.x).filter(|x| *x < 0.0));
            (eastern.0, western.1)
        }
        _ => range(&mut all.iter().map(|c| c.x)),
    };
    if stated != [west, south, east, north] {
        findings.push(format!("bbox is {stated:?}, not {:?}", [west, south, east, north]));
    }
}
