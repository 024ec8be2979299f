//! `GeoJSON` points: a collection, one feature, a bare geometry, or one of these on each line.
//!
//! Comes in: the bytes of a part. Goes out: [`Features`], a table whose columns are the names of all properties and whose
//! rows carry their point. Heights are dropped. A geometry that is no point is a fault of its row, an empty one is not.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io;

use serde_json::{Map, Value};

use super::batch::Batch;
use super::columns::is_known;
use super::json::{Piece, Pieces};
use super::source::Part;
use super::text;
use crate::earth::LonLat;
use crate::error::{Error, Result};

/// How many bytes and features make a batch.
const BATCH_BYTES: usize = 4 << 20;
const BATCH_ROWS: usize = 8192;

/// More names without a meaning than this are not listed.
const MOST_NAMES: usize = 10_000;

/// The features of a part; their lines are their numbers, counted from 1.
pub(super) struct Features {
    pieces: Pieces,
    header: Vec<String>,
    index: HashMap<String, usize>,
    number: u64,
    ended: bool,
}

impl Features {
    /// Looks through the features of a part for the names of their properties, and starts again.
    ///
    /// # Errors
    /// Where it is no JSON (with line and column), no `GeoJSON`, or in other coordinates than longitude and latitude.
    pub(super) fn open(part: &Part) -> Result<Self> {
        let mut pieces = Pieces::new(text::unmarked(part.open()?)?.0);
        let mut names = Names::default();
        while let Some(feature) = next(&mut pieces)? {
            names.note(&feature);
        }
        let header = names.sorted();
        // The names with a meaning come first, and rows end with them: a million others would take all memory.
        let known = header.iter().take_while(|name| is_known(name)).enumerate();
        let index = known.map(|(at, name)| (name.clone(), at)).collect();
        let pieces = Pieces::new(text::unmarked(part.open()?)?.0);
        Ok(Self { pieces, header, index, number: 0, ended: false })
    }

    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    /// What the system or the unpacking said when it ended the bytes too early.
    pub(super) fn failure(&self) -> Option<&io::Error> {
        self.pieces.failure()
    }

    /// The next features; none at the end. What is broken was told when it was opened.
    pub(super) fn batch(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        while !self.ended && batch.len() < BATCH_ROWS && batch.size() < BATCH_BYTES {
            let Ok(Some(feature)) = next(&mut self.pieces) else {
                self.ended = true;
                break;
            };
            self.number += 1;
            self.add(&feature, &mut batch);
        }
        (batch.len() > 0).then_some(batch)
    }

    fn add(&self, feature: &Map<String, Value>, batch: &mut Batch) {
        let mark = batch.mark();
        let mut cells: Vec<Cow<'_, str>> = vec![Cow::Borrowed(""); self.index.len()];
        for (name, value) in named(feature) {
            if let Some(cell) = self.index.get(name).and_then(|at| cells.get_mut(*at)) {
                *cell = text_of(value);
            }
        }
        for cell in &cells {
            batch.add(cell.as_bytes());
            batch.end_cell();
        }
        batch.end_row(mark, self.number);
        if feature.get("type").and_then(Value::as_str) != Some("Feature") {
            return batch.tag_last(None, Some("this is not a feature".into()));
        }
        match point(feature.get("geometry").unwrap_or(&Value::Null)) {
            Ok(point) => batch.tag_last(point, None),
            Err(fault) => batch.tag_last(None, Some(fault.into())),
        }
    }
}

/// The names of properties, each once.
#[derive(Default)]
struct Names {
    seen: HashSet<String>,
    names: Vec<String>,
}

impl Names {
    fn note(&mut self, feature: &Map<String, Value>) {
        for (name, _) in named(feature) {
            if !self.seen.contains(name) && (self.names.len() < MOST_NAMES || is_known(name)) {
                self.seen.insert(name.to_owned());
                self.names.push(name.to_owned());
            }
        }
    }

    /// Those with a meaning first, else in the order they come up.
    fn sorted(mut self) -> Vec<String> {
        self.names.sort_by_key(|name| !is_known(name));
        self.names
    }
}

/// The next feature; a bare geometry is one without properties, and what is no object one without a type.
fn next(pieces: &mut Pieces) -> Result<Option<Map<String, Value>>> {
    loop {
        let Some(piece) = pieces.next()? else { return Ok(None) };
        let (bytes, is_element, had_features) = match piece {
            Piece::Feature(bytes) => (bytes, true, false),
            Piece::Object(bytes, had_features) => (bytes, false, had_features),
        };
        let value = serde_json::from_slice(&bytes).map_err(|error| pieces.broken(&error))?;
        let Value::Object(object) = value else { return Ok(Some(Map::new())) };
        if is_element {
            return Ok(Some(object));
        }
        if let Some(feature) = top(object, had_features)? {
            return Ok(Some(feature));
        }
    }
}

/// The feature that an object at the top is; none for a collection, whose features were given.
fn top(object: Map<String, Value>, had_features: bool) -> Result<Option<Map<String, Value>>> {
    check_crs(&object)?;
    match object.get("type").and_then(Value::as_str).unwrap_or_default() {
        "FeatureCollection" if had_features => Ok(None),
        "FeatureCollection" => Err(Error::invalid("the FeatureCollection has no list \"features\"")),
        "Feature" => Ok(Some(object)),
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
        | "GeometryCollection" => Ok(Some(Map::from_iter([
            ("type".to_owned(), Value::from("Feature")),
            ("geometry".to_owned(), Value::Object(object)),
        ]))),
        other => {
            let sentence = format!("this is JSON but not GeoJSON: its type is \"{other}\", not FeatureCollection");
            Err(Error::invalid(sentence))
        }
    }
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

/// The properties of a feature; its own id, where it is a text and no property, is one too.
fn named(feature: &Map<String, Value>) -> impl Iterator<Item = (&str, &Value)> {
    let properties = feature.get("properties").and_then(Value::as_object);
    let own_id = feature.get("id").filter(|id| id.is_string());
    let own_id = own_id.filter(|_| properties.is_none_or(|known| !known.contains_key("id")));
    let properties = properties.into_iter().flatten().map(|(name, value)| (name.as_str(), value));
    properties.chain(own_id.map(|id| ("id", id)))
}

/// A property as a cell of a table.
fn text_of(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
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
