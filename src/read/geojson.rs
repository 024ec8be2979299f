//! `GeoJSON` points: a collection, one feature, a bare geometry, or one of these on each line.
//!
//! Comes in: the text of an input. Goes out: [`Features`], a table whose columns are the names of all properties and whose
//! rows carry their point. Heights are dropped. A geometry that is no point is a fault of its row, an empty one is not.

use std::collections::{HashMap, HashSet};

use csv::StringRecord;
use serde_json::{Map, Value};

use super::columns::is_known;
use super::{Row, Sheet};
use crate::earth::LonLat;
use crate::error::{Error, Position, Result};

/// The features of an input; their lines are their numbers, counted from 1.
pub(super) struct Features {
    header: Vec<String>,
    rows: Vec<Feature>,
}

#[derive(Default)]
struct Feature {
    fields: StringRecord,
    point: Option<LonLat>,
    fault: Option<String>,
}

impl Features {
    /// Takes the features out of the text.
    ///
    /// # Errors
    /// Where it is no JSON (with line and column), no `GeoJSON`, or in other coordinates than longitude and latitude.
    pub(super) fn new(text: &str) -> Result<Self> {
        let mut features = Vec::new();
        for value in values(text)? {
            collect(value, &mut features)?;
        }
        let header = header(&features);
        // The names with a meaning come first, and rows end with them: a million others would take all memory.
        let known = header.iter().take_while(|name| is_known(name)).enumerate();
        let index: HashMap<&str, usize> = known.map(|(at, name)| (name.as_str(), at)).collect();
        let rows = features.iter().map(|feature| row(feature, &index)).collect();
        Ok(Self { header, rows })
    }
}

impl Sheet for Features {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn visit(&self, each: &mut dyn FnMut(Row<'_>)) {
        for (number, feature) in (1..).zip(&self.rows) {
            each(Row { line: number, fields: &feature.fields, point: feature.point, fault: feature.fault.clone() });
        }
    }
}

/// The JSON values of the text: one, or one a line (RFC 8142 puts a record separator before each).
fn values(text: &str) -> Result<Vec<Value>> {
    let whole = match serde_json::from_str(text) {
        Ok(value) => return Ok(vec![value]),
        Err(error) => error,
    };
    let lines = || text.lines().map(|line| line.trim_matches(['\u{1e}', ' ', '\r', '\t'])).filter(|l| !l.is_empty());
    if lines().nth(1).is_some()
        && let Ok(values) = lines().map(serde_json::from_str).collect()
    {
        return Ok(values);
    }
    let mut error = Error::invalid(format!("broken JSON: {}: mend it or export it again", reason(&whole)));
    error.position = Some(Position { line: whole.line() as u64, column: Some(whole.column() as u64) });
    Err(error)
}

/// What the parser says, without the position, which stands elsewhere.
fn reason(error: &serde_json::Error) -> String {
    let told = error.to_string();
    told.rsplit_once(" at line ").map_or(told.clone(), |(reason, _)| reason.to_owned())
}

/// Puts the features of a value into the list; a bare geometry is a feature without properties.
fn collect(value: Value, features: &mut Vec<Map<String, Value>>) -> Result<()> {
    let Value::Object(mut object) = value else {
        return Err(Error::invalid("this is JSON but not GeoJSON: it should be a FeatureCollection"));
    };
    check_crs(&object)?;
    match object.get("type").and_then(Value::as_str).unwrap_or_default() {
        "FeatureCollection" => {
            let Some(Value::Array(members)) = object.remove("features") else {
                return Err(Error::invalid("the FeatureCollection has no list \"features\""));
            };
            features.extend(members.into_iter().map(|member| match member {
                Value::Object(feature) => feature,
                _ => Map::new(),
            }));
        }
        "Feature" => features.push(object),
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
        | "GeometryCollection" => {
            features.push(Map::from_iter([
                ("type".to_owned(), Value::from("Feature")),
                ("geometry".to_owned(), Value::Object(object)),
            ]));
        }
        other => {
            let sentence = format!("this is JSON but not GeoJSON: its type is \"{other}\", not FeatureCollection");
            return Err(Error::invalid(sentence));
        }
    }
    Ok(())
}

/// Refuses coordinates that are stated to be something else than longitude and latitude (an old `crs` member).
fn check_crs(object: &Map<String, Value>) -> Result<()> {
    let name = object.get("crs").and_then(|crs| crs.pointer("/properties/name")).and_then(Value::as_str);
    match name {
        Some(name) if !name.ends_with("CRS84") && !name.ends_with(":4326") => Err(Error::invalid(format!(
            "the coordinates are in {name}: export the layer in EPSG:4326 (longitude and latitude)"
        ))),
        _ => Ok(()),
    }
}

/// The names of all properties, those with a meaning first, else in the order they come up; a feature's own id, where it is a text, is a column too.
fn header(features: &[Map<String, Value>]) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut names = Vec::new();
    for feature in features {
        let properties = feature.get("properties").and_then(Value::as_object);
        let own_id = feature.get("id").filter(|id| id.is_string()).map(|_| "id");
        for name in properties.into_iter().flat_map(Map::keys).map(String::as_str).chain(own_id) {
            if seen.insert(name) {
                names.push(name.to_owned());
            }
        }
    }
    names.sort_by_key(|name| !is_known(name));
    names
}

fn row(feature: &Map<String, Value>, index: &HashMap<&str, usize>) -> Feature {
    let empty = Map::new();
    let properties = feature.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    let own_id = feature.get("id").filter(|id| id.is_string() && !properties.contains_key("id"));
    let mut cells = vec![String::new(); index.len()];
    for (name, value) in
        properties.iter().map(|(name, value)| (name.as_str(), value)).chain(own_id.map(|id| ("id", id)))
    {
        if let Some(cell) = index.get(name).and_then(|at| cells.get_mut(*at)) {
            *cell = text_of(value);
        }
    }
    let fields = StringRecord::from(cells);
    if feature.get("type").and_then(Value::as_str) != Some("Feature") {
        return Feature { fields, point: None, fault: Some("this is not a feature".to_owned()) };
    }
    match point(feature.get("geometry").unwrap_or(&Value::Null)) {
        Ok(point) => Feature { fields, point, fault: None },
        Err(fault) => Feature { fields, point: None, fault: Some(fault) },
    }
}

/// A property as a cell of a table.
fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The point of a geometry; nothing for an empty geometry.
fn point(geometry: &Value) -> std::result::Result<Option<LonLat>, String> {
    if geometry.is_null() {
        return Ok(None);
    }
    let coordinates = geometry.get("coordinates").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let position = match (geometry.get("type").and_then(Value::as_str).unwrap_or_default(), coordinates) {
        ("Point" | "MultiPoint", []) => return Ok(None),
        ("Point", position) => position,
        ("MultiPoint", [only]) => only.as_array().map_or(&[][..], Vec::as_slice),
        ("MultiPoint", several) => {
            return Err(format!("a MultiPoint of {} points: make each a feature", several.len()));
        }
        (other, _) => {
            return Err(format!("a geometry of type \"{other}\" is no point: export the points of the layer"));
        }
    };
    let [Some(lon), Some(lat)] = [0, 1].map(|at| position.get(at).and_then(Value::as_f64)) else {
        return Err("the coordinates are not two numbers: write [longitude, latitude]".to_owned());
    };
    LonLat::new(lon, lat).map(Some).map_err(|range| {
        let swapped = if LonLat::new(lat, lon).is_ok() { " (latitude and longitude look swapped)" } else { "" };
        format!("{range}{swapped}: write [longitude, latitude] in degrees")
    })
}
