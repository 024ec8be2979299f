//! Reports as JSON.
//!
//! Comes in: [`Report`]s. Goes out: one value a report, with the keys that docs/extraction.md lists.

use super::lists::List;
use serde::Serialize;
use serde_json::Value;

use super::merge::Link;
use super::report::Report;
use super::table;
use crate::incident::{Casualties, DatePrecision};

/// A report as it is written.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    document: &'a Value,
    kind: &'a str,
    stage: &'static str,
    start: Option<String>,
    end: Option<String>,
    date_precision: DatePrecision,
    place: &'a [String],
    as_worded: Option<&'a str>,
    lat: Option<f64>,
    lon: Option<f64>,
    radius_km: Option<f64>,
    confidence: Option<f64>,
    killed: Option<u32>,
    killed_min: Option<u32>,
    killed_max: Option<u32>,
    injured_min: Option<u32>,
    injured_max: Option<u32>,
    actor: Option<&'a str>,
    actor_confidence: Option<&'a str>,
    target: Option<&'a str>,
    evidence: Vec<Piece<'a>>,
}

/// A row with its id and the incident that it tells of, where reports are merged.
#[derive(Debug, Serialize)]
pub struct Linked<'a> {
    #[serde(flatten)]
    row: Row<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    merge_reason: Option<&'a str>,
}

/// The rows of reports; with ids and links where they are merged.
pub fn rows<'a>(reports: &'a [Report], links: &'a [Option<Link>], merged: bool) -> Vec<Linked<'a>> {
    let linked = |(at, report): (usize, &'a Report)| {
        let link = links.get(at).and_then(Option::as_ref);
        Linked {
            row: row(report),
            id: merged.then(|| table::id(at)),
            same_as: link.map(|link| table::id(link.to)),
            merge_reason: link.map(|link| link.why.as_str()),
        }
    };
    reports.iter().enumerate().map(linked).collect()
}

#[derive(Debug, Serialize)]
struct Piece<'a> {
    field: &'static str,
    start: usize,
    end: usize,
    rule: &'a str,
}

/// The row of a report.
pub fn row(report: &Report) -> Row<'_> {
    let spot = report.spot.as_ref();
    let point = spot.and_then(|s| s.point);
    Row {
        document: &report.document,
        kind: report.kind.key(),
        stage: report.stage.name(),
        start: report.when.first().map(|d| d.to_string()),
        end: report.when.last().map(|d| d.to_string()),
        date_precision: report.when.precision(),
        place: spot.map_or(&[], |s| s.chain.as_slice()),
        as_worded: spot.map(|s| s.worded.as_str()),
        lat: point.map(|p| rounded(p.lat(), 1e6)),
        lon: point.map(|p| rounded(p.lon(), 1e6)),
        radius_km: point.and(spot).map(|s| rounded(s.radius_km, 1e3)),
        confidence: point.and(spot).map(|s| rounded(s.confidence, 1e3)),
        killed: figure(&report.killed),
        killed_min: report.killed.low.or(report.killed.best),
        killed_max: report.killed.high,
        injured_min: report.injured.low.or(report.injured.best),
        injured_max: report.injured.high,
        actor: report.actor.as_deref(),
        actor_confidence: report.actor_confidence.as_deref(),
        target: report.target.as_deref(),
        evidence: report.evidence.iter().map(piece).collect(),
    }
}

fn piece(note: &super::Evidence) -> Piece<'_> {
    Piece { field: note.field, start: note.characters.0, end: note.characters.1, rule: &note.rule }
}

/// The figure as worded: 143 of "at least 143", 100 of "nearly 100"; none of "scores".
pub fn figure(count: &Casualties) -> Option<u32> {
    let words = count.worded.as_deref().unwrap_or("1").to_lowercase();
    let stated = !words.split(' ').any(|word| List::VagueCount.holds(word));
    stated.then(|| count.best.or(count.high).or(count.low))?
}

/// A number with so many decimals as `unit` has zeros.
fn rounded(number: f64, unit: f64) -> f64 {
    (number * unit).round() / unit + 0.0
}
