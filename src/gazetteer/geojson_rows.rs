//! Reads own places from `GeoJSON`.
//!
//! Comes in: a `FeatureCollection` (or one `Feature`) of points, whose properties have the names of the columns that
//! [`table`](super::table) describes; `names` may be a list. Goes out: [`Row`]s, and a [`Fault`] for every feature that cannot be
//! used, numbered from 1.

use std::collections::HashMap;

use serde_json::Value;

use super::row::{Fault, Row};
use super::table::{column, table_row};

/// Reads the features of a text.
///
/// # Errors
/// A sentence where the text is no `GeoJSON` with features.
pub fn read_geojson(text: &str) -> Result<(Vec<Row>, Vec<Fault>), String> {
    let whole: Value = serde_json::from_str(text).map_err(|error| format!("is no GeoJSON: {error}"))?;
    let features = match (whole.get("type").and_then(Value::as_str), whole.get("features")) {
        (Some("FeatureCollection"), Some(Value::Array(features))) => features.as_slice(),
        (Some("Feature"), _) => std::slice::from_ref(&whole),
        _ => return Err("is no GeoJSON with features: its type must be FeatureCollection".to_owned()),
    };
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (number, feature) in (1..).zip(features) {
        match feature_row(number, feature) {
            Ok(row) => rows.push(row),
            Err(fault) => faults.push(fault),
        }
    }
    Ok((rows, faults))
}

/// One feature.
fn feature_row(number: u64, feature: &Value) -> Result<Row, Fault> {
    let geometry = feature.get("geometry");
    let kind = geometry.and_then(|g| g.get("type")).and_then(Value::as_str).unwrap_or("none");
    let position = geometry.and_then(|g| g.get("coordinates")).and_then(Value::as_array);
    let (Some([lon, lat, ..]), "Point") = (position.map(Vec::as_slice), kind) else {
        return Err(Fault::new(number, Some("geometry"), kind, "is no point; a place of the gazetteer needs one"));
    };
    let mut fields: HashMap<&str, String> = HashMap::new();
    for (name, value) in feature.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if let Some(known) = column(name) {
            fields.insert(known, text_of(value));
        }
    }
    fields.insert("lon", text_of(lon));
    fields.insert("lat", text_of(lat));
    table_row(number, |wanted| fields.get(wanted).map_or("", |text| text.trim()))
}

/// A property as the field of a table; a list is separated by bars.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(text_of).collect::<Vec<_>>().join("|"),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_become_places_and_everything_else_is_told() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"Point","coordinates":[44.4,33.3]},
             "properties":{"name":"Blue Market","names":["Souk","Suq"],"country":"IQ","radius_km":0.4}},
            {"type":"Feature","geometry":{"type":"Point","coordinates":[444,33.3]},"properties":{"name":"Far"}},
            {"type":"Feature","geometry":null,"properties":{"name":"Nowhere"}},
            {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{}}, 7]}"#;
        let (rows, faults) = read_geojson(text).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].lon, rows[0].radius_km, rows[0].alternates.len()), (44.4, Some(0.4), 2));
        let told: Vec<_> = faults.iter().map(|f| (f.line, f.column)).collect();
        assert_eq!(told, [(2, Some("lon")), (3, Some("geometry")), (4, Some("name")), (5, Some("geometry"))]);
        assert!(read_geojson("{").is_err() && read_geojson("{}").is_err());
    }
}
