//! The columns of the table and the cells of a claim.
//!
//! Comes in: an incident and the number of one of its claims. Goes out: a cell a column.

use std::borrow::Cow;

use crate::earth::LonLat;
use crate::incident::{Casualties, Claim, DatePrecision, Incident, Kind, Precision, Stage, Text};

/// The columns, in the order in which they are written.
#[rustfmt::skip]
pub(super) const COLUMNS: [&str; 30] = [
    "id", "kind", "stage", "date_start", "date_end", "date_precision", "date_as_worded", "place", "admin2", "admin1", "country",
    "lon", "lat", "radius_km", "location_precision", "killed", "killed_min", "killed_max", "killed_as_worded", "injured",
    "injured_min", "injured_max", "injured_as_worded", "actor", "target", "source", "attribution", "link", "what", "note",
];

/// Where longitude and latitude stand.
pub(super) const LON_LAT: [usize; 2] = [11, 12];

/// A cell; nothing where nothing is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Whole(u32),
    Number(f64),
}

impl<'a> Cell<'a> {
    fn of(text: Option<&'a Text>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(Cow::Borrowed(text)))
    }

    fn words(text: Option<&'a str>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Nothing, |text| Self::Text(Cow::Borrowed(text)))
    }

    fn count(count: Option<u32>) -> Self {
        count.map_or(Self::Nothing, Self::Whole)
    }

    fn number(number: Option<f64>) -> Self {
        number.map_or(Self::Nothing, Self::Number)
    }
}

/// The cells of a claim, in the order of [`COLUMNS`].
pub(super) fn cells(incident: &Incident, number: usize) -> Vec<Cell<'_>> {
    let Some(claim) = incident.claims.get(number) else { return Vec::new() };
    let (what, note) = what_and_note(incident, number, claim);
    let link = incident.link.as_ref().filter(|_| number == 0);
    let mut row = vec![Cell::Text(Cow::Borrowed(&incident.id)), kind(&incident.kind), stage(claim.stage)];
    row.extend(when(claim));
    row.extend(place(claim));
    row.extend(people(&claim.killed));
    row.extend(people(&claim.injured));
    row.extend([&claim.actor, &claim.target, &claim.source, &claim.attribution].map(|text| Cell::of(text.as_ref())));
    row.extend([Cell::of(link), what, note]);
    row
}

fn kind(kind: &Kind) -> Cell<'_> {
    if *kind == Kind::Unknown { Cell::Nothing } else { Cell::words(Some(kind.key())) }
}

fn stage(stage: Stage) -> Cell<'static> {
    if stage == Stage::Unknown { Cell::Nothing } else { Cell::words(Some(stage.name())) }
}

fn when(claim: &Claim) -> [Cell<'_>; 4] {
    let day = |day: Option<jiff::civil::Date>| day.map_or(Cell::Nothing, |day| Cell::Text(Cow::Owned(day.to_string())));
    let precision = claim.when.precision();
    let precision =
        if precision == DatePrecision::Unknown { Cell::Nothing } else { Cell::words(Some(precision.name())) };
    [day(claim.when.first()), day(claim.when.last()), precision, Cell::of(claim.when_worded.as_ref())]
}

fn place(claim: &Claim) -> [Cell<'_>; 8] {
    let place = &*claim.place;
    [
        Cell::words(Some(&place.words)),
        Cell::words(place.admin2.as_deref()),
        Cell::words(place.admin1.as_deref()),
        Cell::words(place.country.as_deref()),
        Cell::number(place.point.map(LonLat::lon)),
        Cell::number(place.point.map(LonLat::lat)),
        Cell::number(place.radius_km),
        Cell::words(place.precision.map(Precision::name)),
    ]
}

/// The figure, the lowest, the highest, the words; an exact count is the figure alone.
fn people(count: &Casualties) -> [Cell<'_>; 4] {
    let worded = Cell::of(count.worded.as_ref());
    if count.low.is_some() && count.low == count.high && count.low == count.best {
        return [Cell::count(count.best), Cell::Nothing, Cell::Nothing, worded];
    }
    [Cell::count(count.best), Cell::count(count.low), Cell::count(count.high), worded]
}

/// The summary of the incident beside the claim it stands in, and what else the claim notes: reading joins the two.
fn what_and_note<'a>(incident: &'a Incident, number: usize, claim: &'a Claim) -> (Cell<'a>, Cell<'a>) {
    let begins = |claim: &Claim, summary: &str| {
        claim
            .note
            .as_deref()
            .and_then(|note| note.strip_prefix(summary))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("; "))
    };
    let Some(summary) = incident.summary.as_ref() else { return (Cell::Nothing, Cell::of(claim.note.as_ref())) };
    let first = incident.claims.iter().position(|claim| begins(claim, summary));
    if first != Some(number) {
        return (Cell::Nothing, Cell::of(claim.note.as_ref()));
    }
    let rest = claim.note.as_deref().and_then(|note| note.get(summary.len()..)?.strip_prefix("; "));
    (Cell::of(Some(summary)), Cell::words(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longitude_and_latitude_stand_where_they_are_said_to() {
        assert_eq!(LON_LAT.map(|at| COLUMNS[at]), ["lon", "lat"]);
    }

    #[test]
    fn an_exact_count_is_one_figure_and_a_floor_is_none() {
        assert_eq!(people(&Casualties::exactly(3))[..3], [Cell::Whole(3), Cell::Nothing, Cell::Nothing]);
        let floor = Casualties { low: Some(143), worded: Some("at least 143".into()), ..Casualties::default() };
        assert_eq!(people(&floor)[..3], [Cell::Nothing, Cell::Whole(143), Cell::Nothing]);
    }
}
