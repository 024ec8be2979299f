//! Counts over the incidents of a table.
//!
//! Comes in: incidents one by one. Goes out: a [`Tally`].

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::earth::LonLat;
use crate::incident::{DatePrecision, Incident, Precision, Text};

/// How many distinct actors and points are counted one by one; what comes later is counted together.
const MOST: usize = 1 << 20;

/// What the incidents of a table have in all.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) incidents: u64,
    pub(super) claims: u64,
    pub(super) without_place: u64,
    pub(super) without_point: u64,
    pub(super) without_country: u64,
    pub(super) without_actor: u64,
    pub(super) without_deaths: u64,
    pub(super) killed: u64,
    pub(super) at_zero: u64,
    pub(super) dates: BTreeMap<DatePrecision, u64>,
    pub(super) precisions: BTreeMap<Precision, u64>,
    pub(super) kinds: BTreeMap<Text, u64>,
    pub(super) actors: HashMap<Text, u64>,
    pub(super) countries: BTreeMap<String, u64>,
    pub(super) days: Option<(Date, Date)>,
    /// How many incidents begin in each year.
    pub(super) years: BTreeMap<i16, u64>,
    pub(super) bounds: Option<[f64; 4]>,
    pub(super) points: HashMap<[u64; 2], u64>,
}

impl Tally {
    pub(super) fn add(&mut self, incident: &Incident) {
        self.incidents += 1;
        self.claims += incident.claims.len() as u64;
        *self.dates.entry(incident.when.precision()).or_default() += 1;
        *self.kinds.entry(incident.kind.key().into()).or_default() += 1;
        if let Some((first, last)) = incident.when.span() {
            self.days = Some(self.days.map_or((first, last), |(a, b)| (a.min(first), b.max(last))));
            *self.years.entry(first.year()).or_default() += 1;
        }
        match &incident.actor {
            None => self.without_actor += 1,
            Some(actor) if self.actors.len() < MOST || self.actors.contains_key(actor) => {
                *self.actors.entry(actor.clone()).or_default() += 1;
            }
            Some(_) => {}
        }
        match incident.killed.count() {
            Some(count) => self.killed += u64::from(count),
            None => self.without_deaths += 1,
        }
        self.add_place(incident);
    }

    fn add_place(&mut self, incident: &Incident) {
        let place = &*incident.place;
        self.without_place += u64::from(place.is_empty());
        match place.country.as_deref() {
            None => self.without_country += 1,
            Some(country) => {
                if let Some(count) = self.countries.get_mut(country) {
                    *count += 1;
                } else if self.countries.len() < MOST {
                    self.countries.insert(country.to_owned(), 1);
                }
            }
        }
        let Some(point) = place.point else {
            self.without_point += 1;
            return;
        };
        *self.precisions.entry(place.precision.unwrap_or(Precision::Coordinates)).or_default() += 1;
        let (lon, lat) = (point.lon(), point.lat());
        self.at_zero += u64::from(lon == 0.0 && lat == 0.0);
        let [w, s, e, n] = self.bounds.unwrap_or([lon, lat, lon, lat]);
        self.bounds = Some([w.min(lon), s.min(lat), e.max(lon), n.max(lat)]);
        let key = [lon.to_bits(), lat.to_bits()];
        if let Some(count) = self.points.get_mut(&key) {
            *count += 1;
        } else if self.points.len() < MOST {
            self.points.insert(key, 1);
        }
    }

    /// The points with most incidents, most first.
    pub(super) fn busiest(&self, most: usize) -> Vec<(LonLat, u64)> {
        let mut all: Vec<([u64; 2], u64)> = self.points.iter().map(|(key, count)| (*key, *count)).collect();
        all.sort_unstable_by_key(|(key, count)| (std::cmp::Reverse(*count), *key));
        all.truncate(most);
        let point = |[lon, lat]: [u64; 2]| LonLat::new(f64::from_bits(lon), f64::from_bits(lat)).ok();
        all.into_iter().filter_map(|(key, count)| Some((point(key)?, count))).collect()
    }

    /// The actors named most, most first.
    pub(super) fn main_actors(&self, most: usize) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.actors.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        all.sort_unstable_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        all.truncate(most);
        all
    }

    pub(super) fn json(&self) -> Value {
        let named = |counts: Vec<(&str, u64)>| {
            counts.into_iter().map(|(name, n)| json!({"name": name, "n": n})).collect::<Vec<_>>()
        };
        let dates: BTreeMap<&str, u64> = self.dates.iter().map(|(precision, n)| (precision.name(), *n)).collect();
        let precisions: BTreeMap<&str, u64> =
            self.precisions.iter().map(|(precision, n)| (precision.name(), *n)).collect();
        let kinds: Vec<(&str, u64)> = self.kinds.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
        let countries: Vec<(&str, u64)> = self.countries.iter().map(|(name, n)| (name.as_str(), *n)).collect();
        let points: Vec<Value> =
            self.busiest(10).into_iter().map(|(at, n)| json!({"lon": at.lon(), "lat": at.lat(), "n": n})).collect();
        json!({
            "count": self.incidents,
            "claims": self.claims,
            "unknown": {
                "date": self.dates.get(&DatePrecision::Unknown).copied().unwrap_or(0),
                "place": self.without_place,
                "coordinates": self.without_point,
                "country": self.without_country,
                "actor": self.without_actor,
                "killed": self.without_deaths,
            },
            "killed": self.killed,
            "first_day": self.days.map(|(first, _)| first.to_string()),
            "last_day": self.days.map(|(_, last)| last.to_string()),
            "date_precision": dates,
            "place_precision": precisions,
            "bounds_w_s_e_n_deg": self.bounds,
            "distinct_points": self.points.len(),
            "busiest_points": points,
            "kinds": named(kinds),
            "actors": named(self.main_actors(20)),
            "countries": named(countries),
        })
    }
}
