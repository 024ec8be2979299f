//! Regions of the user's own: a `GeoJSON` file of polygons.
//!
//! Comes in: a path. Goes out: the built-in countries with the outlines of the file in place of their own.

use std::path::Path;
use std::sync::Arc;

use geo::{Coord, InteriorPoint, LineString, MultiPolygon, Polygon};
use geojson::{Feature, GeoJson, GeometryValue, Position};

use super::{Country, built_in, names};
use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::incident::CountryCode;

/// The countries with the file's outlines; areas without a code are added.
///
/// # Errors
/// Where the file cannot be read, is no `GeoJSON`, or a feature has no name, no polygon or a bad outline.
pub(super) fn countries(path: &Path) -> Result<Vec<(Country, Vec<String>)>> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, "read the regions", error))?;
    parse(&text).map_err(|error| error.in_file(path))
}

fn parse(text: &str) -> Result<Vec<(Country, Vec<String>)>> {
    let parsed: GeoJson = text.parse().map_err(|error| Error::invalid(format!("not GeoJSON: {error}")))?;
    let features = match parsed {
        GeoJson::FeatureCollection(collection) => collection.features,
        GeoJson::Feature(feature) => vec![feature],
        GeoJson::Geometry(_) => return Err(Error::invalid("a bare geometry: regions must be features with a name")),
    };
    let mut countries = built_in::countries()?;
    for (country, _) in &mut countries {
        country.outline = MultiPolygon(Vec::new());
        country.label_point = None;
    }
    for (i, feature) in features.into_iter().enumerate() {
        add(&mut countries, &feature).map_err(|why| Error::invalid(format!("feature {}: {why}", i + 1)))?;
    }
    if countries.iter().all(|(country, _)| country.outline.0.is_empty()) {
        return Err(Error::invalid("holds no polygon: regions must be polygons with a name"));
    }
    for (country, _) in &mut countries {
        country.label_point = country.outline.interior_point().and_then(|point| LonLat::new(point.x(), point.y()).ok());
    }
    Ok(countries)
}

fn add(countries: &mut Vec<(Country, Vec<String>)>, feature: &Feature) -> std::result::Result<(), String> {
    let name = property(feature, &["name", "name_en", "admin"]).ok_or("no \"name\": every region needs one")?;
    let code = property(feature, &["iso_a2", "iso_a2_eh"]).and_then(CountryCode::new);
    let polygons = polygons(feature)?;
    let folded = names::fold(name);
    let known = countries.iter().position(|(country, _)| match code {
        Some(code) => country.code == Some(code),
        None => names::fold(&country.name) == folded,
    });
    let at = known.unwrap_or_else(|| {
        countries.push((new(name, code), Vec::new()));
        countries.len() - 1
    });
    let Some((country, others)) = countries.get_mut(at) else { return Ok(()) };
    let given = |keys: &[&str]| property(feature, keys).map(Arc::from);
    country.region = given(&["m49_region", "region_un"]).or(country.region.take());
    country.subregion = given(&["m49_intermediate", "m49_subregion", "subregion"]).or(country.subregion.take());
    if let Some(a3) = property(feature, &["iso_a3"]).filter(|a3| a3.len() == 3 && *a3 != "-99") {
        country.iso_a3 = Some(a3.to_owned());
    }
    others.push(name.to_owned());
    country.outline.0.extend(polygons);
    Ok(())
}

fn new(name: &str, code: Option<CountryCode>) -> Country {
    Country {
        code,
        iso_a3: None,
        name: Arc::from(name),
        region: None,
        subregion: None,
        outline: MultiPolygon(Vec::new()),
        label_point: None,
    }
}

/// The first of the properties that is a text with something in it; case does not matter.
fn property<'a>(feature: &'a Feature, keys: &[&str]) -> Option<&'a str> {
    let properties = feature.properties.as_ref()?;
    keys.iter().find_map(|key| {
        let mut found = properties.iter().filter(|(name, _)| name.eq_ignore_ascii_case(key));
        found.find_map(|(_, value)| value.as_str().map(str::trim).filter(|text| !text.is_empty()))
    })
}

/// The polygons of a feature, each vertex checked. Rings of fewer than four points cannot hold anything.
fn polygons(feature: &Feature) -> std::result::Result<Vec<Polygon<f64>>, String> {
    let geometry = feature.geometry.as_ref().ok_or("no geometry: a region must be a polygon")?;
    let polygons = match &geometry.value {
        GeometryValue::Polygon { coordinates } => std::slice::from_ref(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates,
        other => return Err(format!("a {}: regions must be polygons", other.type_name())),
    };
    polygons.iter().map(|rings| polygon(rings)).collect()
}

fn polygon(rings: &[Vec<Position>]) -> std::result::Result<Polygon<f64>, String> {
    let mut rings = rings.iter().map(|points| ring(points)).collect::<std::result::Result<Vec<_>, _>>()?.into_iter();
    let exterior = rings.next().ok_or("a polygon without an outline: remove it or draw it")?;
    Ok(Polygon::new(exterior, rings.collect()))
}

fn ring(points: &[Position]) -> std::result::Result<LineString<f64>, String> {
    if points.len() < 4 {
        return Err(format!("an outline of {} points: it needs at least four, the last like the first", points.len()));
    }
    let at = |point: &Position| match point.as_slice() {
        [lon, lat, ..] => LonLat::new(*lon, *lat)
            .map(|p| Coord { x: p.lon(), y: p.lat() })
            .map_err(|error| format!("{error}: coordinates must be degrees on WGS84, longitude first")),
        _ => Err("a position of fewer than two numbers: it must be [longitude, latitude]".to_owned()),
    };
    let ring = LineString(points.iter().map(at).collect::<std::result::Result<_, _>>()?);
    if ring.lines().any(|edge| edge.dx().abs() > 180.0 && edge.start.y.abs() < 90.0) {
        return Err("an outline jumps across 180 degrees: cut it there, as RFC 7946 section 3.1.9 says".to_owned());
    }
    Ok(ring)
}
