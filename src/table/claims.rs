//! claims.csv: one row a claim: who said what, and where they differ.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::cells::Cells;
use crate::located::{ClaimRef, LocatedStore};

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

/// Writes the table of all claims, in the order of the incidents.
///
/// # Errors
/// Where `out` refuses to be written to.
pub fn claims(located: &LocatedStore, out: &mut dyn Write) -> io::Result<()> {
    let mut cells = Cells::begin(out, HEADER)?;
    let mut when = String::new();
    for one in located.iter() {
        let details = one.details();
        let conflicts = details.conflicts.join("; ");
        when.clear();
        // Writing to a string does not fail.
        let _ = write!(when, "{}", one.when);
        for (claim, number) in details.claims.zip(1..) {
            cells.text(one.id())?;
            cells.count(number)?;
            row(&mut cells, &claim)?;
            cells.text(conflicts.as_str())?;
            cells.text(when.as_str())?;
            cells.people(one.killed.count())?;
            cells.end_row()?;
        }
    }
    cells.end()
}

fn row(cells: &mut Cells<'_>, claim: &ClaimRef<'_>) -> io::Result<()> {
    cells.text(claim.source)?;
    cells.text(claim.attribution)?;
    cells.day(claim.when.first())?;
    cells.day(claim.when.last())?;
    cells.text(claim.when.precision().name())?;
    cells.text(claim.when_worded)?;
    cells.text(claim.place.label().as_str())?;
    cells.text(claim.stage.name())?;
    for count in [&claim.killed, &claim.injured] {
        cells.people(count.low)?;
        cells.people(count.high)?;
        cells.text(count.worded)?;
    }
    cells.text(claim.actor)?;
    cells.text(claim.target)?;
    cells.text(claim.note)?;
    cells.text(claim.input)?;
    cells.count(claim.line)
}
