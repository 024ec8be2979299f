//! Points to areas: country by polygon, UN M49 region and subregion, home or abroad.
//!
//! Comes in: a [`Location`] and what the row states. Goes out: an [`Area`]. Also the outlines themselves, for maps, for
//! the choropleth and for distances from a home country's border.

mod admin1;
mod area;
mod base_map;
mod built_in;
mod disputed;
mod names;
mod outline;
mod own_file;
mod packed;
mod raster;
mod segment;
mod shape;
mod shapes;

pub use admin1::Admin1;
pub use base_map::{BaseMap, Border};
pub use outline::Outline;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use geo::MultiPolygon;

use crate::earth::LonLat;
use crate::error::Result;
use crate::incident::{Area, CountryCode, Incident, Location};
use names::Names;
use shapes::Shapes;

/// Countries with their outlines and UN regions.
#[derive(Debug)]
pub struct Regions {
    countries: Vec<Country>,
    names: Names,
    // Made at the first use: a table of stated countries needs neither.
    shapes: OnceLock<Shapes>,
    base_map: OnceLock<BaseMap>,
    admin1: OnceLock<admin1::Units>,
}

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
        Ok(Self::new(built_in::countries()?))
    }

    /// Regions from a `GeoJSON` file of polygons with a `name` and, if known, `iso_a2`, `m49_region` and `m49_subregion`.
    ///
    /// The file replaces all outlines; names, codes and UN regions that it does not give are the built-in ones.
    ///
    /// # Errors
    /// Where the file cannot be read or holds no polygon with a name.
    pub fn from_file(path: &Path) -> Result<Self> {
        Ok(Self::new(own_file::countries(path)?))
    }

    /// Puts the countries in order; each comes with its other names.
    fn new(mut countries: Vec<(Country, Vec<String>)>) -> Self {
        countries.sort_by_cached_key(|(country, _)| (names::fold(&country.name), country.name.clone()));
        let names = Names::new(&countries);
        let countries = countries.into_iter().map(|(country, _)| country).collect();
        Self { countries, names, shapes: OnceLock::new(), base_map: OnceLock::new(), admin1: OnceLock::new() }
    }

    /// All countries, sorted by name.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The country of a code.
    pub fn country(&self, code: CountryCode) -> Option<&Country> {
        self.countries.get(self.names.with_code(code.as_str())?)
    }

    /// The country of an incident as far as it is known without looking names up: as its row states it, else that of its point.
    pub fn area_as_given(&self, incident: &Incident) -> Area {
        let place = &*incident.place;
        let stated = place.country.as_deref().map(str::trim).filter(|words| !words.is_empty());
        let country = match stated {
            Some(words) => self.country_named(words),
            None => place.point.and_then(|point| self.country_at(point)).map(|(country, _)| country),
        };
        Area {
            country: country.and_then(|country| country.code),
            country_name: country.map(|country| country.name.clone()).or_else(|| stated.map(Arc::from)),
            ..Area::default()
        }
    }

    /// The country that words mean: an ISO code of two or three letters, an English name or a common other name
    /// ("Russia", "Türkiye", "UK", "Ivory Coast", "DR Congo").
    pub fn country_named(&self, words: &str) -> Option<&Country> {
        self.countries.get(self.names.find(words)?)
    }

    /// The country whose polygon holds the point, else the nearest within 0.2 degrees (then `true`).
    ///
    /// A point on a line counts as inside; where several countries share the line, the first by name has it.
    pub fn country_at(&self, point: LonLat) -> Option<(&Country, bool)> {
        let (index, nearest) = self.country_number_at(point)?;
        Some((self.countries.get(index)?, nearest))
    }

    /// The areas of an incident. A country stated in the row is never overruled; next comes the gazetteer's country, then
    /// the polygon that holds the point, then the nearest polygon within 0.2 degrees. `home` is empty where there is no home.
    pub fn area(&self, incident: &Incident, location: &Location, home: &[CountryCode]) -> Area {
        area::area(self, incident, location, home)
    }

    /// The number of the country whose polygon holds the point, else of the nearest within 0.2 degrees (then `true`).
    pub(crate) fn country_number_at(&self, point: LonLat) -> Option<(usize, bool)> {
        self.shapes().country_at(point)
    }

    /// The areas of a point of which nothing but the number of its country is known.
    pub(crate) fn area_of_point(&self, country: usize, nearest: bool, home: &[CountryCode]) -> Area {
        self.countries.get(country).map_or_else(Area::default, |country| area::of_point(country, nearest, home))
    }

    /// The land and the lakes of the base map, for drawing.
    pub fn base_map(&self) -> &BaseMap {
        self.base_map.get_or_init(|| base_map::built_in(&self.countries))
    }

    /// The first-level administrative units (provinces, states) of all countries, by country and name.
    ///
    /// They are the built-in ones, thinned for drawing, also where a file replaces the countries.
    pub fn admin1(&self) -> &[Admin1] {
        self.admin1_units().all()
    }

    /// The number in [`Regions::admin1`] of the unit whose polygon holds the point, else of the nearest within 0.2 degrees.
    ///
    /// # Example
    /// ```
    /// use incimap::{earth::LonLat, region::Regions};
    /// let regions = Regions::built_in()?;
    /// let mosul = regions.admin1_at(LonLat::wrapped(43.13, 36.34)).and_then(|number| regions.admin1().get(number));
    /// assert_eq!(mosul.map(|unit| &*unit.name), Some("Nineveh"));
    /// # Ok::<(), incimap::error::Error>(())
    /// ```
    pub fn admin1_at(&self, point: LonLat) -> Option<usize> {
        self.admin1_units().at(point)
    }

    fn admin1_units(&self) -> &admin1::Units {
        self.admin1.get_or_init(admin1::Units::built_in)
    }

    /// The outline of several countries together, for distances from home.
    pub fn outline(&self, codes: &[CountryCode]) -> Outline {
        Outline::of(codes.iter().filter_map(|&code| self.country(code)).map(|country| &country.outline))
    }

    fn shapes(&self) -> &Shapes {
        self.shapes.get_or_init(|| Shapes::new(self.countries.iter().map(|country| &country.outline)))
    }
}
