//! Frontier, arrivals and track as small tables.
//!
//! Comes in: parts of a [`Spread`](super::Spread). Goes out: rows that `csv` and `serde_json` write as they are.

use serde::Serialize;

use super::Rounded;
use super::{Arrival, FrontierEvent, TrackStep, Unit};
use crate::earth::LonLat;

/// A record of distance (A4) as a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields of FrontierEvent")]
pub struct FrontierRow {
    pub incident_id: String,
    pub date_start: String,
    pub date_end: String,
    pub place: String,
    pub lon: Rounded,
    pub lat: Rounded,
    pub distance_km: Rounded,
    pub gain_km: Rounded,
    pub imputed_share: Option<Rounded>,
}

/// The frontier as rows.
pub fn frontier_rows(events: &[FrontierEvent]) -> Vec<FrontierRow> {
    let row = |event: &FrontierEvent| FrontierRow {
        incident_id: event.incident_id.clone(),
        date_start: event.when.first().map(|d| d.to_string()).unwrap_or_default(),
        date_end: event.when.last().map(|d| d.to_string()).unwrap_or_default(),
        place: event.place.clone(),
        lon: Rounded::new(event.at.lon(), Unit::Degrees),
        lat: Rounded::new(event.at.lat(), Unit::Degrees),
        distance_km: Rounded::new(event.distance_km, Unit::Km),
        gain_km: Rounded::new(event.gain_km, Unit::Km),
        imputed_share: event.imputed_share.map(|share| Rounded::new(share, Unit::Share)),
    };
    events.iter().map(row).collect()
}

/// An arrival (E1) as a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields of Arrival")]
pub struct ArrivalRow {
    pub name: String,
    pub country: String,
    pub home: Option<bool>,
    pub first_incident: String,
    pub first_start: String,
    pub first_end: String,
    pub last_start: String,
    pub last_end: String,
    pub place: String,
    pub lon: Option<Rounded>,
    pub lat: Option<Rounded>,
    pub distance_km: Option<Rounded>,
    pub n: u64,
    pub killed: Option<u64>,
}

/// Arrivals as rows.
pub fn arrival_rows(arrivals: &[Arrival]) -> Vec<ArrivalRow> {
    let degrees = |at: Option<LonLat>, of: fn(LonLat) -> f64| at.map(|p| Rounded::new(of(p), Unit::Degrees));
    let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let row = |one: &Arrival| ArrivalRow {
        name: one.name.to_string(),
        country: one.country.map(|c| c.to_string()).unwrap_or_default(),
        home: one.home,
        first_incident: one.first_id.clone(),
        first_start: day(one.first.first()),
        first_end: day(one.first.last()),
        last_start: day(one.last.first()),
        last_end: day(one.last.last()),
        place: one.place.clone(),
        lon: degrees(one.at, LonLat::lon),
        lat: degrees(one.at, LonLat::lat),
        distance_km: one.distance_km.map(|km| Rounded::new(km, Unit::Km)),
        n: one.n,
        killed: one.killed,
    };
    arrivals.iter().map(row).collect()
}

/// A step of a centre (B3) as a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields of TrackStep")]
pub struct TrackRow {
    pub centre: &'static str,
    pub from: String,
    pub to: String,
    pub from_lon: Rounded,
    pub from_lat: Rounded,
    pub to_lon: Rounded,
    pub to_lat: Rounded,
    pub step_km: Rounded,
    pub azimuth_deg: Rounded,
    pub net_km: Rounded,
    pub path_km: Rounded,
    pub within_noise: Option<bool>,
}

/// The track as rows.
pub fn track_rows(steps: &[TrackStep]) -> Vec<TrackRow> {
    let degrees = |value: f64| Rounded::new(value, Unit::Degrees);
    let km = |value: f64| Rounded::new(value, Unit::Km);
    let row = |step: &TrackStep| TrackRow {
        centre: step.centre,
        from: step.from.label(),
        to: step.to.label(),
        from_lon: degrees(step.from_at.lon()),
        from_lat: degrees(step.from_at.lat()),
        to_lon: degrees(step.to_at.lon()),
        to_lat: degrees(step.to_at.lat()),
        step_km: km(step.step_km),
        azimuth_deg: degrees(step.azimuth_deg),
        net_km: km(step.net_km),
        path_km: km(step.path_km),
        within_noise: step.within_noise,
    };
    steps.iter().map(row).collect()
}
