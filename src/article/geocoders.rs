//! Geocoders of documents, one for each country that reports come from.
//!
//! Comes in: the gazetteer. Goes out: the geocoder for reports of a country, made where it is first asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::gazetteer::{Entry, Gazetteer};
use crate::geocode::document::{DocumentGeocoder, DocumentOptions, GREAT_CITY, Outcome};
use crate::incident::{CountryCode, Precision};

/// Geocoders of documents: one without a wish, and one for each country that reports come from.
pub struct Geocoders<'g> {
    gazetteer: &'g Gazetteer,
    plain: DocumentGeocoder<'g>,
    of: Mutex<BTreeMap<CountryCode, Arc<DocumentGeocoder<'g>>>>,
    countries: Mutex<BTreeMap<CountryCode, Option<Arc<Outcome>>>>,
    capitals: Mutex<BTreeMap<CountryCode, Option<Arc<Outcome>>>>,
}

impl<'g> Geocoders<'g> {
    /// Geocoders over a gazetteer.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            gazetteer,
            plain: DocumentGeocoder::new(gazetteer, options(Vec::new())),
            of: Mutex::default(),
            countries: Mutex::default(),
            capitals: Mutex::default(),
        }
    }

    /// The one without a wish.
    pub fn plain(&self) -> &DocumentGeocoder<'g> {
        &self.plain
    }

    /// The sea or the part of the world of a name, where the gazetteer has one.
    pub fn region(&self, name: &str) -> Option<Entry<'_>> {
        let mut found = self.gazetteer.lookup(name).into_iter().map(|found| found.entry);
        found.rfind(|entry| entry.precision() == Precision::Region && entry.country().is_none())
    }

    /// The largest of the great cities of a name in a country.
    pub fn city(&self, name: &str, country: CountryCode) -> Option<Entry<'_>> {
        let found = self.gazetteer.lookup(name).into_iter().map(|found| found.entry);
        let great = |e: &Entry<'_>| e.feature().is_settlement() && e.population() >= GREAT_CITY;
        found.filter(|e| e.country() == Some(country) && great(e)).max_by_key(|e| (e.population(), e.id()))
    }

    /// What the name of a country alone means; asked of nearly every text, so it is remembered.
    pub fn country(&self, code: CountryCode, name: &str) -> Option<Arc<Outcome>> {
        let mut all = self.countries.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || self.plain.resolve(name, std::slice::from_ref(&(0..name.len()))).pop().map(|a| a.outcome);
        all.entry(code).or_insert_with(make).clone()
    }

    /// The capital of a country: "the Afghan capital".
    pub fn capital(&self, code: CountryCode) -> Option<Arc<Outcome>> {
        let name = capital_of(code)?;
        let geocoder = self.of(code);
        let mut all = self.capitals.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || geocoder.resolve(name, std::slice::from_ref(&(0..name.len()))).pop().map(|a| a.outcome);
        all.entry(code).or_insert_with(make).clone()
    }

    /// The one for which places of a country are likelier.
    pub fn of(&self, country: CountryCode) -> Arc<DocumentGeocoder<'g>> {
        let mut all = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            all.entry(country)
                .or_insert_with(|| Arc::new(DocumentGeocoder::new(self.gazetteer, options(vec![country])))),
        )
    }
}

/// The name of the capital of a country.
pub fn capital_of(country: CountryCode) -> Option<&'static str> {
    capitals().get(&country).copied()
}

/// The capital of each country by its code.
fn capitals() -> &'static BTreeMap<CountryCode, &'static str> {
    static TABLE: OnceLock<BTreeMap<CountryCode, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines =
            include_str!("../../data/article/capitals.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
        lines
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(code, name)| Some((CountryCode::new(code)?, name)))
            .collect()
    })
}

fn options(countries: Vec<CountryCode>) -> DocumentOptions {
    DocumentOptions { as_written: true, places_only: true, countries, ..DocumentOptions::default() }
}
