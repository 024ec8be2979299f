//! Reports as a table and as `GeoJSON`, both of which `incimap map` reads.
//!
//! Comes in: [`Report`]s and the [`Link`]s between them. Goes out: CSV with a row a report, `GeoJSON` with a feature a report.
//!
//! A report that tells of the incident of an earlier one names it in `same_as`, with the reason beside; an analyst undoes that by clearing the cell, or
//! by the same id in `not_same_as`.

use serde_json::{Value, json};

use super::answer;
use super::merge::Link;
use super::report::Report;
use crate::incident::{Casualties, Precision};

/// The columns of the table.
const COLUMNS: [&str; 31] = [
    "id",
    "same_as",
    "not_same_as",
    "merge_reason",
    "document",
    "source",
    "kind",
    "stage",
    "date_start",
    "date_end",
    "date_precision",
    "date_as_worded",
    "place",
    "admin1",
    "country",
    "lat",
    "lon",
    "radius_km",
    "location_precision",
    "confidence",
    "killed_min",
    "killed_max",
    "killed_as_worded",
    "injured_min",
    "injured_max",
    "injured_as_worded",
    "actor",
    "attribution",
    "target",
    "summary",
    "evidence",
];

/// The id of a report: the number in the order of the articles.
pub fn id(at: usize) -> String {
    format!("E{}", at + 1)
}

/// The table.
pub fn csv(reports: &[Report], links: &[Option<Link>]) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = out.write_record(COLUMNS);
    for (at, report) in reports.iter().enumerate() {
        let _ = out.write_record(row(at, report, links.get(at).and_then(Option::as_ref)));
    }
    out.into_inner().unwrap_or_default()
}

fn row(at: usize, report: &Report, link: Option<&Link>) -> [String; 31] {
    let spot = report.spot.as_ref();
    let point = spot.and_then(|s| s.point);
    let text = |words: &Option<String>| words.clone().unwrap_or_default();
    let number = |value: f64| format!("{}", (value * 1e6).round() / 1e6 + 0.0);
    let count = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let named = |c: &Casualties| c.worded.as_deref().unwrap_or_default().to_owned();
    let admin1 =
        spot.filter(|s| s.precision < Precision::Country && s.chain.len() > 2).and_then(|s| s.chain.get(1).cloned());
    [
        id(at),
        link.map(|link| id(link.to)).unwrap_or_default(),
        String::new(),
        link.map(|link| link.why.clone()).unwrap_or_default(),
        document(report),
        report.outlet.clone().unwrap_or_else(|| document(report)),
        report.kind.key().to_owned(),
        report.stage.name().to_owned(),
        report.when.first().map(|d| d.to_string()).unwrap_or_default(),
        report.when.last().map(|d| d.to_string()).unwrap_or_default(),
        report.when.precision().name().to_owned(),
        text(&report.when_worded),
        spot.map(|s| s.worded.clone()).unwrap_or_default(),
        admin1.unwrap_or_default(),
        spot.and_then(|s| s.chain.first().cloned()).unwrap_or_default(),
        point.map(|p| number(p.lat())).unwrap_or_default(),
        point.map(|p| number(p.lon())).unwrap_or_default(),
        point.and(spot).map(|s| number(s.radius_km)).unwrap_or_default(),
        point.and(spot).map(|s| s.precision.name().to_owned()).unwrap_or_default(),
        point.and(spot).map(|s| format!("{:.3}", s.confidence)).unwrap_or_default(),
        count(report.killed.low.or(report.killed.best)),
        count(report.killed.high),
        named(&report.killed),
        count(report.injured.low.or(report.injured.best)),
        count(report.injured.high),
        named(&report.injured),
        text(&report.actor),
        text(&report.actor_confidence),
        text(&report.target),
        report.summary.clone(),
        report
            .evidence
            .iter()
            .map(|e| format!("{} {}-{} {}", e.field, e.characters.0, e.characters.1, e.rule))
            .collect::<Vec<_>>()
            .join("; "),
    ]
}

fn document(report: &Report) -> String {
    report.document.as_str().map_or_else(|| report.document.to_string(), str::to_owned)
}

/// The features: a point each, or no geometry where the place is not known.
pub fn geojson(reports: &[Report], links: &[Option<Link>]) -> Value {
    let feature = |(at, report): (usize, &Report)| {
        let point = report.spot.as_ref().and_then(|s| s.point);
        let geometry = point.map(|p| json!({"type": "Point", "coordinates": [rounded(p.lon()), rounded(p.lat())]}));
        let mut properties = serde_json::to_value(answer::row(report)).unwrap_or_default();
        if let Value::Object(map) = &mut properties {
            let chain = report.spot.as_ref().map(|s| s.chain.iter().rev().cloned().collect::<Vec<_>>().join(", "));
            map.insert("id".to_owned(), json!(id(at)));
            map.insert("same_as".to_owned(), json!(links.get(at).and_then(Option::as_ref).map(|link| id(link.to))));
            map.insert("place".to_owned(), json!(chain));
            map.insert("country".to_owned(), json!(report.spot.as_ref().and_then(|s| s.chain.first())));
            for key in ["lat", "lon", "evidence"] {
                map.remove(key);
            }
        }
        json!({"type": "Feature", "geometry": geometry, "properties": properties})
    };
    let features: Vec<Value> = reports.iter().enumerate().map(feature).collect();
    json!({"type": "FeatureCollection", "features": features})
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6 + 0.0
}
