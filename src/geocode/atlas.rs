//! The gazetteer with what is asked of it in every row: administrative units by their code, and labels.
//!
//! Comes in: a [`Gazetteer`]. Goes out: units and labels, looked up once and remembered.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::memo::Memo;
use crate::gazetteer::{Entry, Feature, Gazetteer};

/// Units that are remembered: all first-level units of the world and its countries fit.
const UNITS: usize = 8192;

/// Places of an index that is gone over to count its units, at most.
const MOST_COUNTED: usize = 1_000_000;

/// A gazetteer and its units.
#[derive(Debug)]
pub struct Atlas<'g> {
    gazetteer: &'g Gazetteer,
    units: Memo<Option<Unit<'g>>>,
    parts: OnceLock<HashMap<&'g str, u32>>,
}

/// A country or an administrative unit.
#[derive(Debug, Clone)]
pub struct Unit<'g> {
    /// The place itself.
    pub entry: Entry<'g>,
    /// Its name, shared by all answers that lie in it.
    pub name: Arc<str>,
}

impl<'g> Atlas<'g> {
    /// An atlas of a gazetteer.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, units: Memo::new(UNITS), parts: OnceLock::new() }
    }

    /// How many units of the next level a country or a first-level unit has; 0 where none is known. Large files of a user are not gone over.
    pub fn parts(&self, code: &str) -> u32 {
        let count = || {
            let mut counts: HashMap<&'g str, u32> = HashMap::new();
            for index in self.gazetteer.indexes().filter(|index| index.len() <= MOST_COUNTED) {
                for place in index.records() {
                    match place.feature() {
                        Feature::Admin1 => *counts.entry(place.country()).or_default() += 1,
                        Feature::Admin2 => *counts.entry(place.admin1()).or_default() += 1,
                        _ => {}
                    }
                }
            }
            counts
        };
        self.parts.get_or_init(count).get(code).copied().unwrap_or_default()
    }

    /// The gazetteer.
    pub fn gazetteer(&self) -> &'g Gazetteer {
        self.gazetteer
    }

    /// The administrative unit or country of a code: "SY.07", "SY".
    pub fn unit(&self, code: &str) -> Option<Unit<'g>> {
        self.see_unit(code, |unit| Some(unit?.clone()))
    }

    /// Shows the unit of a code without a copy.
    fn see_unit<R>(&self, code: &str, see: impl FnOnce(Option<&Unit<'g>>) -> R) -> R {
        if code.is_empty() {
            return see(None);
        }
        let make = || self.gazetteer.unit(code).map(|entry| Unit { entry, name: Arc::from(entry.name()) });
        self.units.see(&[code], make, |unit| see(unit.as_ref()))
    }

    /// A name with its area: "Kerman, Kerman, Iran".
    pub fn label(&self, entry: &Entry<'_>) -> String {
        let mut out = String::with_capacity(64);
        self.push_label(&mut out, entry);
        out
    }

    /// Writes the label of a place behind a text.
    pub fn push_label(&self, out: &mut String, entry: &Entry<'_>) {
        out.push_str(entry.name());
        if entry.feature().is_country() {
            return;
        }
        let mut push = |unit: Option<&Unit<'g>>| {
            if let Some(unit) = unit.filter(|unit| unit.entry.id() != entry.id()) {
                out.push_str(", ");
                out.push_str(&unit.name);
            }
        };
        self.see_unit(entry.admin1_code(), &mut push);
        self.see_unit(entry.country_letters(), &mut push);
    }
}
