//! What is held likely before a name is looked at: countries and a point that the user names, and what the sure rows of a table
//! say of the others.
//!
//! Comes in: a user's wishes and the [`Votes`] of a table. Goes out: a factor for the weight of a candidate, and the reason in words.
//! A prior never rules a place out: it only tips the scales between places of one name.

use std::collections::BTreeMap;

use crate::earth::{LonLat, trig};
use crate::gazetteer::Entry;
use crate::incident::{CountryCode, Site};

/// How much likelier a place in a named country is.
const IN_COUNTRY: f64 = 50.0;
/// How much likelier a place at the named point is.
const AT_POINT: f64 = 200.0;
/// The distance in km at which that falls to half.
const HALF_KM: f64 = 150.0;
/// The share of all names that a country, and a unit of it, has where nothing else is known.
const COMMON_COUNTRY: f64 = 0.02;
const COMMON_UNIT: f64 = 0.05;
/// Rows that the table would need to weigh as much as what is known without it.
const DOUBT: f64 = 2.0;

/// What is held likely.
#[derive(Debug, Clone, Default)]
pub struct Prior {
    /// Places near this point are likelier.
    pub near: Option<LonLat>,
    /// Places in these countries are likelier.
    pub countries: Vec<CountryCode>,
    /// What the sure rows of the table say.
    pub votes: Votes,
}

/// How many sure rows of a table lie in each country and each first-level unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Votes {
    rows: u32,
    countries: BTreeMap<CountryCode, u32>,
    units: BTreeMap<String, u32>,
}

impl Votes {
    /// Counts a sure row.
    pub fn count(&mut self, country: CountryCode, admin1_code: &str) {
        self.rows += 1;
        *self.countries.entry(country).or_default() += 1;
        if !admin1_code.is_empty() {
            *self.units.entry(admin1_code.to_owned()).or_default() += 1;
        }
    }

    fn of_country(&self, country: Option<CountryCode>) -> u32 {
        country.and_then(|c| self.countries.get(&c)).copied().unwrap_or_default()
    }

    /// How much likelier a place is for the rows: a Dirichlet prior of [`DOUBT`] rows for the country, and one for the unit in it.
    fn factor(&self, entry: &Entry<'_>) -> f64 {
        if self.rows == 0 {
            return 1.0;
        }
        let posterior =
            |votes: u32, of: u32, common: f64| (f64::from(votes) + DOUBT * common) / ((f64::from(of) + DOUBT) * common);
        let in_country = self.of_country(entry.country());
        let country = posterior(in_country, self.rows, COMMON_COUNTRY);
        let unit = self.units.get(entry.admin1_code()).copied().unwrap_or_default();
        let finer = if entry.admin1_code().is_empty() { 1.0 } else { posterior(unit, in_country, COMMON_UNIT) };
        country * finer
    }
}

impl Prior {
    /// Whether nothing is held likely.
    pub fn is_empty(&self) -> bool {
        self.near.is_none() && self.countries.is_empty() && self.votes.rows == 0
    }

    /// The factor for the weight of a place.
    pub fn factor(&self, entry: &Entry<'_>) -> f64 {
        if self.is_empty() {
            return 1.0;
        }
        let named = entry.country().is_some_and(|c| self.countries.contains(&c));
        let near = self.near.map_or(1.0, |point| {
            let km = point.distance_km(entry.point());
            1.0 + AT_POINT / (1.0 + trig::pow(km / HALF_KM, 2.0))
        });
        near * self.votes.factor(entry) * if named { IN_COUNTRY } else { 1.0 }
    }

    /// What speaks for a place, as clauses.
    pub fn why(&self, site: &Site) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(point) = self.near {
            out.push(format!("{:.0} km from the point that is held likely", point.distance_km(site.point)));
        }
        if let Some(country) = site.country.filter(|c| self.countries.contains(c)) {
            out.push(format!("{country} is held likely"));
        }
        let votes = self.votes.of_country(site.country);
        if votes > 0 {
            out.push(format!("{votes} of the {} sure rows looked at lie in this country", self.votes.rows));
        }
        out
    }
}
