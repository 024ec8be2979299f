//! Points to areas: country by polygon, UN M49 region and subregion, home or abroad.
//!
//! Comes in: a [`Location`] and what the row states. Goes out: an [`Area`]. Also the outlines themselves, for maps, for
//! the choropleth and for distances from a home country's border.

use std::path::Path;
use std::sync::Arc;

use geo::MultiPolygon;

use crate::earth::LonLat;
use crate::error::Result;
use crate::incident::{Area, CountryCode, Incident, Location};

/// Countries with their outlines and UN regions.
#[derive(Debug)]
pub struct Regions;

/// A country or a named area without a code of its own.
#[derive(Debug, Clone)]
pub struct Country {
    /// ISO 3166-1 alpha-2, where it has one.
    pub code: Option<CountryCode>,
    /// ISO 3166-1 alpha-3, where it has one.
    pub iso_a3: Option<String>,
    /// The English name.
    pub name: Arc<str>,
    /// The UN M49 region: "Asia".
    pub region: Option<Arc<str>>,
    /// The UN M49 subregion (the finest level): "Southern Asia".
    pub subregion: Option<Arc<str>>,
    /// The outline on WGS84, degrees, cut at 180°; empty for a country that the base map does not show.
    pub outline: MultiPolygon<f64>,
    /// A point well inside, for labels.
    pub label_point: Option<LonLat>,
}

impl Regions {
    /// The built-in regions: Natural Earth 1:50 million and the UN M49 table.
    ///
    /// # Errors
    /// Where the built-in data is damaged.
    pub fn built_in() -> Result<Self> {
        Ok(Self)
    }

    /// Regions from a `GeoJSON` file of polygons with a `name` and, if known, `iso_a2`, `m49_region` and `m49_subregion`.
    ///
    /// # Errors
    /// Where the file cannot be read or holds no polygon with a name.
    pub fn from_file(path: &Path) -> Result<Self> {
        let _ = path;
        Ok(Self)
    }

    /// All countries, sorted by name.
    pub fn countries(&self) -> &[Country] {
        &[]
    }

    /// The country of a code.
    pub fn country(&self, code: CountryCode) -> Option<&Country> {
        let _ = code;
        None
    }

    /// The country that words mean: an ISO code of two or three letters, an English name or a common other name
    /// ("Russia", "Türkiye", "UK", "Ivory Coast", "DR Congo").
    pub fn country_named(&self, words: &str) -> Option<&Country> {
        let _ = words;
        None
    }

    /// The country whose polygon holds the point, else the nearest within 0.2 degrees (then `true`).
    pub fn country_at(&self, point: LonLat) -> Option<(&Country, bool)> {
        let _ = point;
        None
    }

    /// The areas of an incident. A country stated in the row is never overruled; next comes the gazetteer's country, then
    /// the polygon that holds the point, then the nearest polygon within 0.2 degrees. `home` is empty where there is no home.
    pub fn area(&self, incident: &Incident, location: &Location, home: &[CountryCode]) -> Area {
        let _ = (incident, location, home);
        Area::default()
    }

    /// The land and the lakes of the base map, for drawing.
    pub fn base_map(&self) -> &BaseMap {
        const EMPTY: &BaseMap =
            &BaseMap { land: MultiPolygon(Vec::new()), lakes: MultiPolygon(Vec::new()), borders: Vec::new() };
        EMPTY
    }

    /// The outline of several countries together, for distances from home.
    pub fn outline(&self, codes: &[CountryCode]) -> Outline {
        let _ = codes;
        Outline
    }
}

/// What a map is drawn on.
#[derive(Debug)]
pub struct BaseMap {
    /// Land, WGS84 degrees, cut at 180°.
    pub land: MultiPolygon<f64>,
    /// Lakes.
    pub lakes: MultiPolygon<f64>,
    /// Borders between countries, each shared line once.
    pub borders: Vec<Border>,
}

/// A border line between two countries.
#[derive(Debug, Clone)]
pub struct Border {
    /// The vertices, WGS84 degrees.
    pub line: Vec<LonLat>,
    /// Whether it is disputed (then it is drawn dotted).
    pub disputed: bool,
}

/// Outlines to measure from: the distance is 0 inside.
#[derive(Debug, Clone)]
pub struct Outline;

impl Outline {
    /// Whether the point lies inside.
    pub fn contains(&self, point: LonLat) -> bool {
        let _ = point;
        false
    }

    /// The distance in km from the point to the nearest point of the boundary, 0 inside, and that point. None for an
    /// empty outline. Segments are great circles; the distance itself is the WGS84 geodesic to the nearest point.
    pub fn distance_km(&self, point: LonLat) -> Option<(f64, LonLat)> {
        let _ = point;
        None
    }
}
