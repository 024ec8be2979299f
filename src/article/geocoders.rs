//! Geocoders of documents, one for each country that reports come from.
//!
//! Comes in: the gazetteer. Goes out: the geocoder for reports of a country, made where it is first asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::gazetteer::Gazetteer;
use crate::geocode::document::{DocumentGeocoder, DocumentOptions};
use crate::incident::CountryCode;

/// Geocoders of documents: one without a wish, and one for each country that reports come from.
pub struct Geocoders<'g> {
    gazetteer: &'g Gazetteer,
    plain: DocumentGeocoder<'g>,
    of: Mutex<BTreeMap<CountryCode, Arc<DocumentGeocoder<'g>>>>,
}

impl<'g> Geocoders<'g> {
    /// Geocoders over a gazetteer.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, plain: DocumentGeocoder::new(gazetteer, options(Vec::new())), of: Mutex::default() }
    }

    /// The one without a wish.
    pub fn plain(&self) -> &DocumentGeocoder<'g> {
        &self.plain
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

fn options(countries: Vec<CountryCode>) -> DocumentOptions {
    DocumentOptions { as_written: true, countries, ..DocumentOptions::default() }
}
