//! The finding as text for a terminal, and single incidents as understood.
//!
//! Comes in: a [`Finding`]. Goes out: text; an incident as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use super::Finding;
use crate::earth::LonLat;
use crate::incident::{Casualties, Incident, Precision, Text};
use crate::spread::headline::thousands;

/// How many of a list are shown.
const SHOWN: usize = 8;

pub(super) fn text(finding: &Finding) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = tables(finding, &mut out);
    let _ = incidents(finding, &mut out);
    let _ = first(finding, &mut out);
    list("Suspicious", &finding.suspicions, &mut out);
    list("Notes", &finding.report.notices, &mut out);
    let rejects = finding.report.rejects.iter().take(SHOWN).map(|reject| {
        let column = reject.column.as_deref().map_or_else(String::new, |column| format!(", column {column}"));
        format!("line {}{column}: \"{}\": {}", reject.line, reject.value, reject.why)
    });
    let rejects: Vec<String> = rejects.collect();
    list(&format!("Rejected: {} rows", thousands(finding.report.rejects.len() as u64)), &rejects, &mut out);
    out
}

fn list(title: &str, lines: &[String], out: &mut String) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
}

fn tables(finding: &Finding, out: &mut String) -> std::fmt::Result {
    for (table, source) in finding.tables.iter().zip(&finding.report.sources) {
        writeln!(out, "{}: {} ({})", table.input, table.format, table.why)?;
        let delimiter = table.delimiter.as_deref().map_or_else(String::new, |d| format!(", delimiter \"{d}\""));
        let counts = [source.rows, source.used, source.rejected, source.repeated].map(thousands);
        let [rows, used, rejected, repeated] = counts;
        writeln!(
            out,
            "  {}{delimiter}, {} columns; {rows} rows: {used} used, {rejected} rejected, {repeated} repeated",
            table.encoding, table.columns
        )?;
        let columns: Vec<String> = table
            .read
            .iter()
            .map(|(meaning, name)| if meaning == name { name.clone() } else { format!("{name} as {meaning}") })
            .collect();
        writeln!(out, "  read: {}", columns.join(", "))?;
    }
    Ok(())
}

fn incidents(finding: &Finding, out: &mut String) -> std::fmt::Result {
    let tally = &finding.tally;
    writeln!(out, "\n{} incidents, {} claims", thousands(tally.incidents), thousands(tally.claims))?;
    if let Some((first, last)) = tally.days {
        writeln!(out, "  days        {first} to {last}")?;
    }
    if let Some([w, s, e, n]) = tally.bounds {
        writeln!(out, "  coordinates {w} to {e} E, {s} to {n} N; {} points", thousands(tally.points.len() as u64))?;
    }
    let dates: Vec<(&str, u64)> = tally.dates.iter().map(|(precision, n)| (precision.name(), *n)).collect();
    let places: Vec<(&str, u64)> = tally.precisions.iter().map(|(precision, n)| (precision.name(), *n)).collect();
    writeln!(out, "  dates       {}", counted(dates))?;
    writeln!(out, "  points      {}", counted(places))?;
    let unknown = [
        ("place", tally.without_place),
        ("coordinates", tally.without_point),
        ("country", tally.without_country),
        ("actor", tally.without_actor),
        ("deaths", tally.without_deaths),
    ];
    writeln!(out, "  not known   {}", counted(unknown.to_vec()))?;
    let kinds: Vec<(&str, u64)> = tally.kinds.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
    writeln!(out, "  kinds       {}", counted(kinds))?;
    writeln!(out, "  actors      {}", counted(tally.main_actors(SHOWN)))?;
    let mut countries: Vec<(&str, u64)> = tally.countries.iter().map(|(name, n)| (name.as_str(), *n)).collect();
    countries.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    writeln!(out, "  countries   {}", counted(countries))
}

/// "battle 12, attack 3, and 4 more".
fn counted(counts: Vec<(&str, u64)>) -> String {
    let more = counts.len().saturating_sub(SHOWN);
    let shown: Vec<String> =
        counts.into_iter().take(SHOWN).map(|(name, n)| format!("{name} {}", thousands(n))).collect();
    match (shown.is_empty(), more) {
        (true, _) => "none".to_owned(),
        (false, 0) => shown.join(", "),
        (false, more) => format!("{}, and {more} more", shown.join(", ")),
    }
}

fn first(finding: &Finding, out: &mut String) -> std::fmt::Result {
    if finding.first.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nThe first as understood")?;
    for incident in &finding.first {
        let place = &*incident.place;
        let point = place.point.map_or_else(String::new, |point| {
            let precision = place.precision.map_or("as given", |precision| precision.name());
            let radius = place.radius_km.map_or_else(String::new, |km| format!(", within {km} km"));
            format!(" ({point}, {precision}{radius})")
        });
        let parties = [&incident.actor, &incident.target].into_iter().flatten().map(Text::as_str);
        let parties = parties.collect::<Vec<_>>().join(" against ");
        writeln!(
            out,
            "  {}: {} {}, {}{point}; {}; killed {}",
            incident.id,
            incident.when,
            incident.kind.label(),
            place.label(),
            if parties.is_empty() { "no actor" } else { &parties },
            people(&incident.killed)
        )?;
    }
    Ok(())
}

fn people(count: &Casualties) -> String {
    match (count.low, count.best, count.high) {
        (None, None, None) => "not known".to_owned(),
        (low, _, high) if low == high => count.count().map_or_else(String::new, |n| n.to_string()),
        (low, best, high) => {
            let text = |n: Option<u32>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
            format!("{} to {}, best {}", text(low), text(high), text(best))
        }
    }
}

/// An incident as it was understood.
pub(super) fn row_json(incident: &Incident) -> Value {
    let place = &*incident.place;
    json!({
        "id": incident.id.as_str(),
        "kind": incident.kind.key(),
        "date_start": incident.when.first().map(|day| day.to_string()),
        "date_end": incident.when.last().map(|day| day.to_string()),
        "date_precision": incident.when.precision().name(),
        "place": place.label(),
        "lon": place.point.map(LonLat::lon),
        "lat": place.point.map(LonLat::lat),
        "location_precision": place.precision.map(Precision::name),
        "radius_km": place.radius_km,
        "actor": incident.actor.as_deref(),
        "target": incident.target.as_deref(),
        "killed": incident.killed,
        "injured": incident.injured,
        "link": incident.link.as_deref(),
    })
}
