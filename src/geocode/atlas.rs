//! The gazetteer with what is asked of it in every row: administrative units by their code, and labels.
//!
//! Comes in: a [`Gazetteer`]. Goes out: units and labels, looked up once and remembered.

use std::sync::Arc;

use super::memo::Memo;
use crate::gazetteer::{Entry, Gazetteer};

/// Units that are remembered: all first-level units of the world and its countries fit.
const UNITS: usize = 8192;

/// A gazetteer and its units.
#[derive(Debug)]
pub struct Atlas<'g> {
    gazetteer: &'g Gazetteer,
    units: Memo<Option<Unit<'g>>>,
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
        Self { gazetteer, units: Memo::new(UNITS) }
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
