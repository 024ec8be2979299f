//! Places found, as typed columns beside the rows.
//!
//! Comes in: locations. Goes out: the columns that `incimap geocode` adds to a table, with types.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, StringBuilder, UInt32Builder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use incimap::geocode::table::ADDED;
use incimap::incident::{CountryCode, Location, Site};

/// The columns under way; the order is that of [`ADDED`].
#[derive(Default)]
pub struct Answers {
    lat: Float64Builder,
    lon: Float64Builder,
    radius_km: Float64Builder,
    precision: StringBuilder,
    confidence: Float64Builder,
    geonameid: UInt32Builder,
    gazetteer_id: StringBuilder,
    name: StringBuilder,
    country: StringBuilder,
    matched: StringBuilder,
    why: StringBuilder,
    runners_up: StringBuilder,
}

/// The fields of the columns.
pub fn schema() -> Arc<Schema> {
    let kind = |name: &str| match name {
        "incimap_lat" | "incimap_lon" | "incimap_radius_km" | "incimap_confidence" => DataType::Float64,
        "incimap_geonameid" => DataType::UInt32,
        _ => DataType::Utf8,
    };
    Arc::new(Schema::new(ADDED.map(|name| Field::new(name, kind(name), true)).to_vec()))
}

impl Answers {
    /// Adds the answer of a row; `note` is put behind its reason.
    pub fn push(&mut self, location: &Location, note: Option<&str>) {
        match location {
            Location::Site(site) => self.site(site, note),
            Location::Unlocated(reason) => {
                for column in [&mut self.lat, &mut self.lon, &mut self.radius_km, &mut self.confidence] {
                    column.append_null();
                }
                self.geonameid.append_null();
                let blank = [&mut self.gazetteer_id, &mut self.name, &mut self.country, &mut self.matched];
                blank.into_iter().for_each(StringBuilder::append_null);
                self.precision.append_value(reason.key());
                self.why.append_value(noted(reason.why(), note));
                self.runners_up.append_null();
            }
        }
    }

    fn site(&mut self, site: &Site, note: Option<&str>) {
        self.lat.append_value(rounded(site.point.lat(), 1e6));
        self.lon.append_value(rounded(site.point.lon(), 1e6));
        self.radius_km.append_value(rounded(site.radius_km, 1e3));
        self.precision.append_value(site.precision.name());
        self.confidence.append_value(rounded(site.confidence, 1e3));
        let key = site.gazetteer_id.as_deref();
        self.geonameid.append_option(key.and_then(|key| key.strip_prefix("geonames:")?.parse().ok()));
        self.gazetteer_id.append_option(key);
        self.name.append_value(&site.name);
        self.country.append_option(site.country.as_ref().map(CountryCode::as_str));
        self.matched.append_value(site.matched.name());
        self.why.append_value(noted(&site.why, note));
        let others: Vec<&str> = site.runners_up.iter().map(|other| other.name.as_str()).collect();
        self.runners_up.append_option(Some(others.join(" | ")).filter(|names| !names.is_empty()));
    }

    /// The columns.
    ///
    /// # Errors
    /// Never: all have the same length.
    pub fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.lat.finish()),
            Arc::new(self.lon.finish()),
            Arc::new(self.radius_km.finish()),
            Arc::new(self.precision.finish()),
            Arc::new(self.confidence.finish()),
            Arc::new(self.geonameid.finish()),
            Arc::new(self.gazetteer_id.finish()),
            Arc::new(self.name.finish()),
            Arc::new(self.country.finish()),
            Arc::new(self.matched.finish()),
            Arc::new(self.why.finish()),
            Arc::new(self.runners_up.finish()),
        ];
        RecordBatch::try_new(schema(), columns)
    }
}

fn noted<'a>(why: &'a str, note: Option<&str>) -> std::borrow::Cow<'a, str> {
    note.map_or(why.into(), |note| format!("{why}; {note}").into())
}

/// A number with so many decimals as `unit` has zeros.
pub fn rounded(number: f64, unit: f64) -> f64 {
    (number * unit).round() / unit + 0.0
}
