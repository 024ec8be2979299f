//! What a row says of the area around its place: columns for the country and the administrative units.
//!
//! Comes in: the columns as given. Goes out: the places of the gazetteer they name, and notes on those that name none.

use super::candidates::shorter;
use super::contain::{contains, countries_in};
use super::country::country;
use super::names::LONGEST;
use super::rank::{Ranked, order, weigh};
use super::short::spelled_out;
use super::words::{Hint, is_nothing};
use crate::gazetteer::postings::Countries;
use crate::gazetteer::{Entry, Feature, Gazetteer, Match, NameClass};

/// What a row gives in its columns, as written; empty where nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Columns<'a> {
    /// The country.
    pub country: &'a str,
    /// The first administrative level.
    pub admin1: &'a str,
    /// The second administrative level.
    pub admin2: &'a str,
}

/// The area that a row states.
#[derive(Debug, Default)]
pub struct Context<'g> {
    /// The country, if the row states one that is known.
    pub country: Option<Entry<'g>>,
    /// Every place that lies in it lies in one of these countries.
    pub countries: Countries,
    /// The first-level unit.
    pub admin1: Option<Ranked<'g>>,
    /// The second-level unit, or the town that the column names.
    pub admin2: Option<Ranked<'g>>,
    /// Columns that name nothing known, as sentences.
    pub notes: Vec<String>,
}

impl<'g> Context<'g> {
    /// Looks the columns of a row up; an empty one says nothing.
    pub fn of(gazetteer: &'g Gazetteer, columns: Columns<'_>) -> Self {
        let mut context = Self::default();
        if let Some(word) = given(columns.country) {
            context.take_country(gazetteer, word);
        }
        context.countries = context.country.as_ref().map(countries_in).unwrap_or_default();
        if let Some(word) = given(columns.admin1) {
            context.take_admin1(gazetteer, word);
        }
        if let Some(word) = given(columns.admin2) {
            context.admin2 = context.find(gazetteer, word, Hint::Admin2);
        }
        context
    }

    fn take_country(&mut self, gazetteer: &'g Gazetteer, word: &str) {
        if let Some(country) = country(gazetteer, word) {
            self.country = Some(country);
        } else if let Some(unit) = self.find(gazetteer, word, Hint::Admin1).filter(is_state) {
            // "England", "Somaliland" in the column of countries
            self.country = gazetteer.unit(unit.entry.country_letters());
            self.admin1 = Some(unit);
        } else {
            self.notes.push(format!("the country \"{}\" is not known", shown(word)));
        }
    }

    fn take_admin1(&mut self, gazetteer: &'g Gazetteer, word: &str) {
        match self.find(gazetteer, word, Hint::Admin1) {
            Some(unit) => self.admin1 = Some(unit),
            None => self.notes.push(format!("the unit \"{}\" is not known", shown(word))),
        }
    }

    /// The unit (or, failing that, the town) of a name within what is known so far.
    fn find(&self, gazetteer: &'g Gazetteer, word: &str, hint: Hint) -> Option<Ranked<'g>> {
        let forms = std::iter::once(word.to_owned()).chain(shorter(word));
        // "ca" in a column of units is a code, whatever its case.
        let code = (word.len() <= 3).then(|| word.to_uppercase());
        let names = forms.chain(spelled_out(word)).chain(code);
        let mut found = names.map(|name| self.inside(gazetteer, &name, hint)).find(|found| !found.is_empty())?;
        order(&mut found, Some(hint));
        let best = found.into_iter().next()?;
        // A village or a district by one of its other names is no province.
        let is_first = matches!(best.entry.feature(), Feature::Admin1 | Feature::Region);
        let is_unit = is_first || best.class <= NameClass::Ascii || hint != Hint::Admin1;
        Some(best).filter(|_| (self.country.is_some() || hint == Hint::Admin1) && is_unit)
    }

    /// The places of a name that lie in what is known so far, weighed; units before regions of the same name.
    fn inside(&self, gazetteer: &'g Gazetteer, name: &str, hint: Hint) -> Vec<Ranked<'g>> {
        let matches = gazetteer.lookup(name).into_iter();
        let mut found: Vec<Match<'g>> =
            matches.filter(|m| !m.entry.feature().is_country() && self.allows(&m.entry)).collect();
        if hint == Hint::Admin1 && found.iter().any(|m| m.entry.feature() == Feature::Admin1) {
            found.retain(|m| m.entry.feature() != Feature::Region);
        }
        weigh(found.into_iter(), Some(hint))
    }

    /// Whether a place lies where the row says. A place outside the stated unit is not taken, whatever its name.
    pub fn allows(&self, entry: &Entry<'_>) -> bool {
        let country = self.country.is_none_or(|country| contains(&country, entry));
        country && self.admin1.is_none_or(|unit| contains(&unit.entry, entry) || entry.id() == unit.entry.id())
    }

    /// Whether a place lies in the stated second-level unit too.
    pub fn agrees_closely(&self, entry: &Entry<'_>) -> bool {
        self.admin2.is_some_and(|unit| contains(&unit.entry, entry))
    }

    /// The finest area that the row states.
    pub fn finest(&self) -> Option<Entry<'g>> {
        self.admin2.or(self.admin1).map(|unit| unit.entry).or(self.country)
    }
}

/// Whether a place may stand in a column of countries: a first-level unit, or a region that lies in one country.
fn is_state(unit: &Ranked<'_>) -> bool {
    unit.entry.feature() == Feature::Admin1 || unit.entry.feature() == Feature::Region && unit.entry.country().is_some()
}

/// A column's value, if it says anything; of an endless one, the beginning.
fn given(words: &str) -> Option<&str> {
    words.get(..words.floor_char_boundary(LONGEST)).map(str::trim).filter(|word| !is_nothing(word))
}

/// Words as they are shown: not without end.
pub fn shown(words: &str) -> String {
    words.chars().take(80).collect()
}
