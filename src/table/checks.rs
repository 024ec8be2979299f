//! duplicates.csv: which incidents of different inputs may be one, and why. `coordinates_audit.csv`: coordinates against words.

use super::{csv, number};
use crate::duplicate::Pair;
use crate::earth::LonLat;
use crate::error::Result;
use crate::geocode::audit::Audited;
use crate::located::{LocatedRef, LocatedStore};

/// The table of pairs.
///
/// # Errors
/// See [`csv()`].
pub fn duplicates(located: &LocatedStore, pairs: &[Pair]) -> Result<Vec<u8>> {
    let header = [
        "incident_id",
        "input",
        "line",
        "possible_duplicate_of",
        "other_input",
        "other_line",
        "distance_km",
        "reasons",
    ];
    let rows = pairs.iter().filter_map(|pair| {
        let (one, other) = (located.get(pair.second)?, located.get(pair.first)?);
        let mut row: Vec<String> = at(&one).into_iter().chain(at(&other)).collect();
        row.extend([number(Some(pair.km), 3), pair.reasons.clone()]);
        Some(row)
    });
    csv(&header, rows)
}

/// The table of coordinates against words.
///
/// # Errors
/// See [`csv()`].
pub fn coordinates_audit(located: &LocatedStore, audited: &[Audited]) -> Result<Vec<u8>> {
    let header = [
        "incident_id",
        "input",
        "line",
        "place",
        "lon",
        "lat",
        "found",
        "found_lon",
        "found_lat",
        "distance_km",
        "verdict",
    ];
    let rows = audited.iter().filter_map(|one| {
        let incident = located.get(one.index)?;
        let given = incident.site()?.point;
        let (name, found) = one.found.clone().unzip();
        let mut row: Vec<String> = at(&incident).into();
        row.extend([incident.details().place.label(), number(Some(given.lon()), 6), number(Some(given.lat()), 6)]);
        row.extend([name.unwrap_or_default(), number(found.map(LonLat::lon), 6), number(found.map(LonLat::lat), 6)]);
        row.extend([number(one.km, 3), one.verdict.name().to_owned()]);
        Some(row)
    });
    csv(&header, rows)
}

/// The key of an incident and where its first claim stands.
fn at(one: &LocatedRef<'_>) -> [String; 3] {
    let claim = one.details().claims.next();
    let (input, line) = claim.map(|claim| (claim.input.to_owned(), claim.line.to_string())).unwrap_or_default();
    [one.id().to_owned(), input, line]
}
