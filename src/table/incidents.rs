//! incidents.csv: one row an incident, with its point and why, or why not.

use std::collections::HashMap;
use std::io::{self, Write};

use super::cells::Cells;
use super::number;
use crate::duplicate::Pair;
use crate::incident::{Area, Casualties, CountryCode};
use crate::located::{Grounds, LocatedRef, LocatedStore, LocationRef};
use crate::spread::{Origin, Ruler};

const HEADER: [&str; 39] = [
    "id",
    "kind",
    "role",
    "stage",
    "date_start",
    "date_end",
    "date_precision",
    "place",
    "located",
    "place_name",
    "lon",
    "lat",
    "radius_km",
    "precision",
    "confidence",
    "why",
    "runners_up",
    "gazetteer_id",
    "country",
    "country_name",
    "admin1",
    "subregion",
    "region",
    "country_basis",
    "abroad",
    "distance_km",
    "azimuth_deg",
    "killed",
    "killed_low",
    "killed_high",
    "injured",
    "injured_low",
    "injured_high",
    "actor",
    "target",
    "summary",
    "claims",
    "conflicts",
    "link",
];

/// Writes the table of all incidents; with a column for their possible duplicates where these were looked for.
///
/// # Errors
/// Where `out` refuses to be written to.
pub fn incidents(
    located: &LocatedStore,
    origin: &Origin,
    duplicates: Option<&[Pair]>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut others: HashMap<usize, Vec<&str>> = HashMap::new();
    for pair in duplicates.unwrap_or_default() {
        if let Some(first) = located.get(pair.first) {
            others.entry(pair.second).or_default().push(first.id());
        }
    }
    let mut cells = Cells::begin(out, HEADER.into_iter().chain(duplicates.map(|_| "possible_duplicate_of")))?;
    let ruler = Ruler::new(origin);
    for (index, one) in located.iter().enumerate() {
        row(&mut cells, &one, &ruler)?;
        if duplicates.is_some() {
            cells.text(others.get(&index).map(|ids| ids.join("; ")).unwrap_or_default().as_str())?;
        }
        cells.end_row()?;
    }
    cells.end()
}

fn row(cells: &mut Cells<'_>, one: &LocatedRef<'_>, ruler: &Ruler<'_>) -> io::Result<()> {
    let details = one.details();
    for words in [one.id(), one.kind.key(), one.role().name(), one.stage.name()] {
        cells.text(words)?;
    }
    cells.day(one.when.first())?;
    cells.day(one.when.last())?;
    cells.text(one.when.precision().name())?;
    cells.text(details.place.label().as_str())?;
    let found = one.location();
    location(cells, &found)?;
    area(cells, one.area)?;
    distance(cells, &found, ruler)?;
    for count in [&one.killed, &details.injured] {
        people(count).into_iter().try_for_each(|number| cells.people(number))?;
    }
    for words in [details.actor, details.target, details.summary] {
        cells.text(words)?;
    }
    cells.count(details.claims.len() as u64)?;
    cells.text(details.conflicts.join("; ").as_str())?;
    cells.text(details.link)
}

fn location(cells: &mut Cells<'_>, location: &LocationRef<'_>) -> io::Result<()> {
    match location {
        LocationRef::Site(site) => {
            let grounds = site.grounds();
            cells.text("yes")?;
            cells.text(site.name())?;
            cells.number(Some(site.point.lon()), 6)?;
            cells.number(Some(site.point.lat()), 6)?;
            cells.number(Some(site.radius_km), 3)?;
            cells.text(site.precision.name())?;
            cells.number(Some(grounds.confidence), 3)?;
            cells.text(grounds.why)?;
            cells.text(runners_up(&grounds).as_str())?;
            cells.text(grounds.gazetteer_id)
        }
        LocationRef::Unlocated(reason) => {
            cells.text(reason.key())?;
            (0..6).try_for_each(|_| cells.text(None))?;
            cells.text(reason.why())?;
            (0..2).try_for_each(|_| cells.text(None))
        }
    }
}

/// The candidates that lost, in one line, with how likely each was and why it lost.
pub(crate) fn runners_up(grounds: &Grounds<'_>) -> String {
    let all = grounds.runners_up.iter();
    let texts = all.map(|r| format!("{} ({}; {})", r.name, number(Some(r.confidence), 3), r.why));
    texts.collect::<Vec<_>>().join(" | ")
}

fn area(cells: &mut Cells<'_>, area: &Area) -> io::Result<()> {
    cells.text(area.country.as_ref().map(CountryCode::as_str))?;
    for words in [&area.country_name, &area.admin1, &area.subregion, &area.region] {
        cells.text(words.as_deref())?;
    }
    cells.text(area.basis.name())?;
    cells.text(area.home.map_or("", |home| if home { "no" } else { "yes" }))
}

/// Blank for a coarse place: the middle of a country says nothing about a distance.
fn distance(cells: &mut Cells<'_>, location: &LocationRef<'_>, ruler: &Ruler<'_>) -> io::Result<()> {
    let measures = match location {
        LocationRef::Site(site) if site.precision.is_fine() => ruler.km_and_azimuth(site.point),
        _ => None,
    };
    cells.number(measures.map(|(km, _)| km), 3)?;
    cells.number(measures.map(|(_, azimuth_deg)| azimuth_deg), 1)
}

fn people(count: &Casualties<&str>) -> [Option<u32>; 3] {
    [count.count(), count.low, count.high]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Unlocated;

    #[test]
    fn an_incident_without_a_place_says_why_in_its_row() {
        let mut out: Vec<u8> = Vec::new();
        let mut cells = Cells::begin(&mut out, ["where"]).unwrap();
        location(&mut cells, &LocationRef::Unlocated(Unlocated::TooVague("Europe is a continent"))).unwrap();
        cells.end_row().unwrap();
        cells.end().unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "where\ntoo_vague,,,,,,,Europe is a continent,,\n");
    }

    #[test]
    fn an_unknown_count_is_blank_and_not_zero() {
        assert_eq!(people(&Casualties::default()), [None, None, None]);
        assert_eq!(people(&Casualties { low: Some(143), ..Casualties::default() }), [Some(143), Some(143), None]);
    }
}
