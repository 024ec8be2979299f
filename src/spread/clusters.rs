//! Where incidents lie densely: clusters in space, and in space and time (I1).
//!
//! Comes in: records, a distance, how many make a core, a span of days. Goes out: [`Clusters`]. In space every incident with a
//! fine point enters, dated or not; in space and time only those dated to the day.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::estimate::Basis;
use super::gathered::Gathered;
use super::precise::Precise;
use super::record::Record;
use super::words::Words;
use super::{Family, Interval, LeftOut, Measured, Number, Rounded, Unit, hull};
use crate::earth::{LonLat, UnitVector};
use crate::statistic::dbscan::{Clustering, dbscan};
use crate::statistic::metric::{Metric, Points, Spots};
use crate::statistic::random::Random;
use crate::statistic::st_dbscan::st_dbscan;
use crate::words as language;

/// Incidents times draws that the stability rests on at most.
const MOST_DRAWN: u64 = 2_000_000;

/// What makes a cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterChoice {
    /// The greatest distance of neighbours in km.
    pub km: f64,
    /// How many incidents within that distance make a core, the incident itself counted.
    pub points: u32,
    /// The greatest number of days between neighbours in space and time.
    pub days: u32,
    /// How often places are drawn anew within their radius of uncertainty; 0 leaves stability out.
    pub draws: u32,
}

impl Default for ClusterChoice {
    /// 50 km, five incidents, 28 days; 20 draws.
    fn default() -> Self {
        Self { km: 50.0, points: 5, days: 28, draws: 20 }
    }
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Clusters {
    /// What makes a cluster.
    pub choice: ClusterChoice,
    /// Clusters in space.
    pub in_space: Found,
    /// Clusters in space and time; none where too many incidents lie near each other to look.
    pub in_time: Option<Found>,
    /// The mean share of draws in which a clustered incident is clustered still; none without clusters or draws.
    pub stability: Option<f64>,
    /// How many draws it rests on.
    pub draws: u32,
    seed: u64,
}

/// The clusters of one kind.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// How many incidents entered.
    pub n: u64,
    /// How many were left out, by reason.
    pub left_out: LeftOut,
    /// The clusters, in order of their first core by (date, id).
    pub clusters: Vec<Cluster>,
    /// How many incidents are in none.
    pub noise: u64,
    /// How many are cores.
    pub cores: u64,
}

/// One cluster.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// Its number, from 1.
    pub number: u32,
    /// The place with the most of its incidents, the first by name among equals.
    pub label: String,
    /// Incidents.
    pub n: u64,
    /// How many of them are cores.
    pub cores: u64,
    /// The first and the last possible day; none where all are undated.
    pub days: Option<(Date, Date)>,
    /// People killed over incidents with a known count; none where no count is known.
    pub killed: Option<u64>,
    /// The direction of the sum of its unit vectors; its first incident where they cancel out.
    pub centre: LonLat,
    /// The distance in km from there to its farthest incident.
    pub radius_km: f64,
    /// The corners of its great-circle hull; none for fewer than three.
    pub outline: Option<Vec<LonLat>>,
    /// The area of the hull in km²; none without one.
    pub area_km2: Option<f64>,
    /// The mean share of draws in which its incidents are clustered still.
    pub stability: Option<f64>,
}

impl Clusters {
    /// Measures records in their order.
    pub(super) fn new(all: &Gathered, choice: &ClusterChoice, seed: u64) -> Self {
        let records = &all.records[..];
        let placed = Precise::placed(records);
        let clustering = dbscan(&placed.spots(), choice.km, choice.points as usize);
        let draws = affordable_draws(choice.draws, placed.n());
        let shares = stability(all, &placed, &clustering, choice, draws, placed.seed(seed));
        let in_space = Found::new(all, &placed, &clustering, &shares);
        let dated = Precise::dated(records);
        let span = choice.days.min(1_000_000).cast_signed();
        let in_time = st_dbscan(&dated.spots(), &dated.days, choice.km, span, choice.points as usize).ok();
        let in_time = in_time.map(|clustering| Found::new(all, &dated, &clustering, &[]));
        let clustered = || shares.iter().zip(&clustering.cluster_of).filter(|(_, c)| c.is_some()).map(|(s, _)| *s);
        let count = clustered().count();
        let stability = (count > 0).then(|| clustered().sum::<f64>() / count as f64);
        Self { choice: choice.clone(), in_space, in_time, stability, draws, seed }
    }
}

fn affordable_draws(asked: u32, n: u64) -> u32 {
    u64::from(asked).min(MOST_DRAWN / n.max(1)) as u32
}

/// For each incident that entered, the share of draws in which it is in a cluster; empty without draws.
fn stability(
    all: &Gathered,
    placed: &Precise,
    clustering: &Clustering,
    choice: &ClusterChoice,
    draws: u32,
    seed: u64,
) -> Vec<f64> {
    if draws == 0 || clustering.clusters == 0 {
        return Vec::new();
    }
    let mut counts = vec![0_u32; placed.points.len()];
    for draw in 0..draws {
        let mut random = Random::new(seed, "I1", u64::from(draw));
        let drawn = placed.points.iter().zip(&placed.rows).map(|(at, row)| {
            let radius_km = all.records.get(*row as usize).map_or(0.0, |r| r.traits(&all.words).radius_km());
            // The root makes all parts of the disc equally likely.
            let (azimuth, share) = (360.0 * random.uniform(), random.uniform().sqrt());
            if radius_km > 0.0 { at.destination(azimuth, radius_km * share) } else { *at }
        });
        let spots = Spots::new(&Points::on_globe(&drawn.collect::<Vec<_>>(), Metric::Geodesic));
        let again = dbscan(&spots, choice.km, choice.points as usize);
        counts.iter_mut().zip(again.cluster_of).for_each(|(count, cluster)| *count += u32::from(cluster.is_some()));
    }
    counts.into_iter().map(|count| f64::from(count) / f64::from(draws)).collect()
}

impl Found {
    fn new(all: &Gathered, precise: &Precise, clustering: &Clustering, shares: &[f64]) -> Self {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); clustering.clusters as usize];
        for (row, cluster) in clustering.cluster_of.iter().enumerate() {
            cluster.and_then(|c| members.get_mut(c as usize)).into_iter().for_each(|m| m.push(row));
        }
        let clustered: usize = members.iter().map(Vec::len).sum();
        let source = Source { all, precise, clustering, shares };
        Self {
            n: precise.n(),
            left_out: precise.left_out.clone(),
            clusters: members.iter().zip(1..).map(|(rows, number)| source.cluster(rows, number)).collect(),
            noise: precise.n() - clustered as u64,
            cores: clustering.is_core.iter().filter(|core| **core).count() as u64,
        }
    }

    /// The clusters with the most incidents first, then by number.
    pub fn by_size(&self) -> Vec<&Cluster> {
        let mut clusters: Vec<&Cluster> = self.clusters.iter().collect();
        clusters.sort_by_key(|c| (std::cmp::Reverse(c.n), c.number));
        clusters
    }
}

/// What a cluster is described from.
struct Source<'a> {
    all: &'a Gathered,
    precise: &'a Precise,
    clustering: &'a Clustering,
    shares: &'a [f64],
}

impl Source<'_> {
    fn cluster(&self, rows: &[usize], number: u32) -> Cluster {
        let records = || rows.iter().filter_map(|r| self.all.records.get(*self.precise.rows.get(*r)? as usize));
        let units: Vec<UnitVector> =
            rows.iter().filter_map(|r| self.precise.points.get(*r)).map(|p| p.unit()).collect();
        let first = rows.first().and_then(|r| self.precise.points.get(*r)).copied();
        let sum = units.iter().fold(UnitVector::default(), |sum, u| sum.plus(*u));
        let centre = sum.normalised().map(UnitVector::lon_lat).or(first).unwrap_or(LonLat::wrapped(0.0, 0.0));
        let radius_km = rows.iter().filter_map(|r| self.precise.points.get(*r)).map(|p| p.distance_km(centre));
        let basis = Basis { n: rows.len() as u64, left_out: &self.precise.left_out, method: "D1" };
        let (outline, area) = hull::measured(&units, basis);
        let shares: Vec<f64> = rows.iter().filter_map(|r| self.shares.get(*r)).copied().collect();
        let spans = || records().filter_map(|r| r.when.span());
        Cluster {
            number,
            label: most_common(&self.all.words, records()),
            n: rows.len() as u64,
            cores: rows.iter().filter(|r| self.clustering.is_core.get(**r) == Some(&true)).count() as u64,
            days: spans().map(|(a, _)| a).min().zip(spans().map(|(_, z)| z).max()),
            killed: records().filter_map(Record::killed).map(u64::from).reduce(|a, b| a + b),
            centre,
            radius_km: radius_km.fold(0.0, f64::max),
            outline,
            area_km2: area.value,
            stability: (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64),
        }
    }
}

fn most_common<'a>(words: &'a Words, records: impl Iterator<Item = &'a Record>) -> String {
    let mut counts: BTreeMap<Cow<'_, str>, u64> = BTreeMap::new();
    for place in records.map(|record| record.place(words)).filter(|place| !place.trim().is_empty()) {
        *counts.entry(place).or_default() += 1;
    }
    let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
    most.map_or_else(String::new, |(name, _)| name.clone().into_owned())
}

impl Measured for Clusters {
    fn family(&self) -> Family {
        Family::Clusters
    }

    fn parameters(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("cluster_km", json!(self.choice.km)),
            ("cluster_points", json!(self.choice.points)),
            ("cluster_days", json!(self.choice.days)),
            ("stability_draws", json!(self.draws)),
            ("metric", json!("geodesic")),
            ("seed", json!(self.seed)),
        ]
    }

    fn numbers(&self) -> Vec<Number> {
        let of = |found: &Found, names: [&'static str; 3]| {
            let basis = Basis { n: found.n, left_out: &found.left_out, method: "I1" };
            let largest = found.clusters.iter().map(|c| c.n).max().unwrap_or(0);
            let values = [found.clusters.len() as u64, found.noise, largest];
            let number = |(statistic, value): (&'static str, u64)| {
                let estimate = basis.value(value as f64, Unit::Count, Interval::None);
                Number { statistic, period: None, region: String::new(), estimate }
            };
            names.into_iter().zip(values).map(number).collect::<Vec<_>>()
        };
        let mut numbers = of(&self.in_space, ["clusters", "cluster_noise", "largest_cluster"]);
        if let Some(found) = &self.in_time {
            numbers.extend(of(found, ["space_time_clusters", "space_time_noise", "largest_space_time_cluster"]));
        }
        let basis = Basis { n: self.in_space.n, left_out: &self.in_space.left_out, method: "I1" };
        let note = format!("share of {} draws of the places within their radii", self.draws);
        let estimate = match self.stability {
            Some(share) => basis.value(share, Unit::Share, Interval::None).noted(&note),
            None => basis.undefined(Unit::Share, "no cluster, or no draws of the places"),
        };
        numbers.push(Number { statistic: "cluster_stability", period: None, region: String::new(), estimate });
        numbers
    }

    fn details(&self) -> Value {
        let cluster = |c: &Cluster| {
            json!({
                "number": c.number,
                "label": c.label,
                "n": c.n,
                "cores": c.cores,
                "date_first": c.days.map(|(first, _)| first.to_string()),
                "date_last": c.days.map(|(_, last)| last.to_string()),
                "killed": c.killed,
                "lon": Rounded::new(c.centre.lon(), Unit::Degrees),
                "lat": Rounded::new(c.centre.lat(), Unit::Degrees),
                "radius_km": Rounded::new(c.radius_km, Unit::Km),
                "area_km2": c.area_km2.map(|a| Rounded::new(a, Unit::Km2)),
                "stability": c.stability.map(|s| Rounded::new(s, Unit::Share)),
            })
        };
        let list = |found: &Found| found.clusters.iter().map(cluster).collect::<Vec<_>>();
        json!({ "clusters": list(&self.in_space), "space_time_clusters": self.in_time.as_ref().map(list) })
    }

    fn sentences(&self, words: language::Words) -> Vec<String> {
        let (found, choice) = (&self.in_space, &self.choice);
        let [km, points, days] =
            [words.figure(choice.km), choice.points.to_string(), words.number(u64::from(choice.days))];
        let n = words.number(found.n);
        let Some(largest) = found.by_size().first().copied() else {
            return vec![words.fill("clusters.none", &[("points", &points), ("km", &km), ("n", &n)])];
        };
        let name = if largest.label.is_empty() { largest.centre.to_string() } else { largest.label.clone() };
        let count = |clusters: usize| words.count("cluster", clusters as u64);
        let parts = [
            ("clusters", &*count(found.clusters.len())),
            ("points", &*points),
            ("km", &*km),
            ("n", &*n),
            ("name", &*name),
            ("largest", &*words.number(largest.n)),
            ("noise", &*words.number(found.noise)),
        ];
        let mut sentences = vec![words.fill("clusters.said", &parts)];
        if let Some(share) = self.stability {
            sentences.push(words.fill("clusters.stable", &[("n", &words.decimal(share * 100.0, 0))]));
        }
        if let Some(found) = &self.in_time {
            let parts = [
                ("km", &*km),
                ("days", &*days),
                ("clusters", &*count(found.clusters.len())),
                ("noise", &*words.number(found.noise)),
                ("n", &*words.number(found.n)),
            ];
            sentences.push(words.fill("clusters.in_time", &parts));
        }
        sentences
    }
}
