//! claims.csv: one row a claim: who said what, and where they differ.

use super::csv;
use crate::error::Result;
use crate::incident::{Claim, Located, Text};

const HEADER: [&str; 24] = [
    "incident_id",
    "claim",
    "source",
    "attribution",
    "date_start",
    "date_end",
    "date_precision",
    "date_as_worded",
    "place",
    "stage",
    "killed_low",
    "killed_high",
    "killed_as_worded",
    "injured_low",
    "injured_high",
    "injured_as_worded",
    "actor",
    "target",
    "note",
    "input",
    "line",
    "differs",
    "merged_date",
    "merged_killed",
];

/// The table of all claims, in the order of the incidents.
///
/// # Errors
/// See [`csv()`].
pub fn claims(located: &[Located]) -> Result<Vec<u8>> {
    let rows = located
        .iter()
        .flat_map(|one| one.incident.claims.iter().enumerate().map(move |(index, claim)| row(one, index + 1, claim)));
    csv(&HEADER, rows)
}

fn row(one: &Located, number: usize, claim: &Claim) -> Vec<String> {
    let incident = &one.incident;
    let text = |words: &Option<Text>| words.as_deref().unwrap_or_default().to_owned();
    let count = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    vec![
        incident.id.to_string(),
        number.to_string(),
        text(&claim.source),
        text(&claim.attribution),
        claim.when.first().map(|d| d.to_string()).unwrap_or_default(),
        claim.when.last().map(|d| d.to_string()).unwrap_or_default(),
        claim.when.precision().name().to_owned(),
        text(&claim.when_worded),
        claim.place.label(),
        claim.stage.name().to_owned(),
        count(claim.killed.low),
        count(claim.killed.high),
        text(&claim.killed.worded),
        count(claim.injured.low),
        count(claim.injured.high),
        text(&claim.injured.worded),
        text(&claim.actor),
        text(&claim.target),
        text(&claim.note),
        claim.input.to_string(),
        claim.line.to_string(),
        incident.conflicts.join("; "),
        incident.when.to_string(),
        count(incident.killed.count()),
    ]
}
