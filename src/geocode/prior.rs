//! What is held likely before a name is looked at: countries and a point that the user names, and what the sure rows of a table
//! say of the others.
//!
//! Comes in: a user's wishes and the [`Votes`] of a table. Goes out: a factor for the weight of a candidate, and the reason in words.
//! A prior never rules a place out: it only tips the scales between places of one name.

use std::collections::{BTreeMap, HashMap};

use super::voice::Voice;
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
/// Rows that the table would need to weigh as much as what is known without it, at least.
const DOUBT: f64 = 2.0;
/// The share of sure rows that are wrong.
const WRONG: f64 = 0.05;
/// How many places of its name a town has elsewhere in its country where nothing else is known, and the rows it would take to
/// weigh as much.
const COMMON_NAMESAKES: f64 = 0.1;
const NAMESAKES_DOUBT: f64 = 3.0;
/// More namesakes than this do not say more.
const MOST_NAMESAKES: f64 = 0.8;

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

/// How many sure rows of a table lie in each country and each first-level unit, and what its towns say of each country.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Votes {
    rows: u32,
    /// Countries with one row.
    once: u32,
    countries: BTreeMap<CountryCode, u32>,
    /// Asked for each candidate, and never gone over.
    units: HashMap<String, u32>,
    towns: BTreeMap<CountryCode, Towns>,
}

/// What the rows that name a town say of its country.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Towns {
    rows: u32,
    /// Other towns of the same name, farther than 161 km, all together.
    namesakes: u32,
    /// The probabilities of the likely towns, in thousandths, and those of them within 161 km of the point of the country.
    likely: u64,
    near: u64,
}

/// What the other rows of a table say of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Support {
    /// The logarithm of how much likelier its country is than it is without the table.
    pub country: f64,
    /// The same for its first-level unit among those of the country.
    pub unit: f64,
    /// How many places of its name a town of the country has elsewhere in it, on average.
    pub namesakes: f64,
    /// How many rows name a likely town of the country, and how many of these lie within 161 km of the point of the country.
    pub seen: f64,
    pub seen_near: f64,
}

/// What is known without a table.
impl Default for Support {
    fn default() -> Self {
        Self { country: 0.0, unit: 0.0, namesakes: COMMON_NAMESAKES, seen: 0.0, seen_near: 0.0 }
    }
}

impl Votes {
    /// Counts a row.
    pub fn count(&mut self, voice: &Voice<'_>) {
        if voice.sure {
            self.rows += 1;
            let seen = self.countries.entry(voice.country).or_default();
            *seen += 1;
            match *seen {
                1 => self.once += 1,
                2 => self.once -= 1,
                _ => {}
            }
            if !voice.admin1_code.is_empty() {
                *self.units.entry(voice.admin1_code.to_owned()).or_default() += 1;
            }
        }
        if let Some(town) = voice.town {
            let towns = self.towns.entry(voice.country).or_default();
            towns.rows += 1;
            towns.namesakes = towns.namesakes.saturating_add(town.namesakes);
            towns.likely += u64::from(town.likely);
            towns.near += if town.near { u64::from(town.likely) } else { 0 };
        }
    }

    /// Rows that the table would need to weigh as much as what is known without it: many where many of its countries have been seen
    /// once, for then the next row is often of one that has not been seen at all (Good and Turing).
    fn doubt(&self) -> f64 {
        let rows = f64::from(self.rows);
        // A wrong row mostly stands alone.
        let once = (f64::from(self.once) - WRONG * rows).max(0.0);
        (rows * once / (rows - once).max(1.0)).max(DOUBT)
    }

    fn of_country(&self, country: Option<CountryCode>) -> u32 {
        country.and_then(|c| self.countries.get(&c)).copied().unwrap_or_default()
    }

    /// How much likelier a place is for the rows.
    fn factor(&self, entry: &Entry<'_>) -> f64 {
        let (country, unit) = self.factors(entry);
        country * unit
    }

    /// How much likelier the country of a place is, and its unit: a Dirichlet prior of [`Self::doubt`] rows for the country, and one of
    /// [`DOUBT`] for the unit in it.
    fn factors(&self, entry: &Entry<'_>) -> (f64, f64) {
        // A sea lies in no country: that no row does says nothing against it.
        if self.rows == 0 || entry.country().is_none() {
            return (1.0, 1.0);
        }
        let posterior = |votes: u32, of: u32, common: f64, doubt: f64| {
            (f64::from(votes) + doubt * common) / ((f64::from(of) + doubt) * common)
        };
        let in_country = self.of_country(entry.country());
        let country = posterior(in_country, self.rows, COMMON_COUNTRY, self.doubt());
        let unit = self.units.get(entry.admin1_code()).copied().unwrap_or_default();
        let finer = if entry.admin1_code().is_empty() { 1.0 } else { posterior(unit, in_country, COMMON_UNIT, DOUBT) };
        (country, finer)
    }

    /// What the rows say of a place.
    pub fn support(&self, entry: &Entry<'_>) -> Support {
        let (country, unit) = self.factors(entry);
        let towns = entry.country().and_then(|c| self.towns.get(&c)).copied().unwrap_or_default();
        let namesakes = (f64::from(towns.namesakes) + NAMESAKES_DOUBT * COMMON_NAMESAKES)
            / (f64::from(towns.rows) + NAMESAKES_DOUBT);
        Support {
            country: trig::ln(country),
            unit: trig::ln(unit),
            namesakes: namesakes.min(MOST_NAMESAKES),
            seen: towns.likely as f64 / 1000.0,
            seen_near: towns.near as f64 / 1000.0,
        }
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

#[cfg(test)]
mod tests {
    use super::super::voice::TownVoice;
    use super::*;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn rows_of_a_country_support_its_places_and_tell_of_its_names() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let (inside, outside) = (gazetteer.unit("SY.07").unwrap(), gazetteer.unit("US.TX").unwrap());
        let mut votes = Votes::default();
        let without = votes.support(&inside);
        assert!(without.country.abs() + without.unit.abs() + without.seen < 1e-12);
        assert!((without.namesakes - COMMON_NAMESAKES).abs() < 1e-12);
        let town = TownVoice { namesakes: 1, likely: 900, near: true };
        let voice = Voice { country: inside.country().unwrap(), admin1_code: "SY.07", sure: true, town: Some(town) };
        for _ in 0..9 {
            votes.count(&voice);
        }
        votes.count(&Voice { sure: false, town: Some(TownVoice { near: false, ..town }), ..voice });
        let sea = gazetteer.lookup("Black Sea").into_iter().find(|m| m.entry.country().is_none()).unwrap();
        assert!(votes.support(&sea.entry).country.abs() < 1e-12);
        let (for_it, against) = (votes.support(&inside), votes.support(&outside));
        assert!(for_it.country > 1.0 && for_it.unit > 1.0 && against.country < -1.0);
        assert!(for_it.namesakes > 0.5 && (against.namesakes - COMMON_NAMESAKES).abs() < 1e-12);
        assert!((for_it.seen - 9.0).abs() < 1e-9 && (for_it.seen_near - 8.1).abs() < 1e-9, "{for_it:?}");
    }

    #[test]
    fn a_table_of_many_countries_says_little_of_a_country_it_has_not_seen() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let unseen = gazetteer.unit("ID").unwrap();
        let votes_of = |codes: &[&str]| {
            let mut votes = Votes::default();
            for code in codes {
                let country = gazetteer.unit(code).unwrap().country().unwrap();
                votes.count(&Voice { country, admin1_code: "", sure: true, town: None });
            }
            votes.support(&unseen).country
        };
        let many = votes_of(&["SY", "FR", "US", "CO", "NG", "RU", "PK", "KE"]);
        assert!(many > votes_of(&["SY"; 8]) && many > -1.0, "{many}");
    }
}
