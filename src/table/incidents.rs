//! incidents.csv: one row an incident, with its point and why, or why not.

use super::{csv, number};
use crate::duplicate::Pair;
use crate::error::Result;
use crate::incident::{Casualties, Located, Location, Site, Text};
use crate::spread::Origin;
use std::collections::HashMap;

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

/// The table of all incidents; with a column for their possible duplicates where these were looked for.
///
/// # Errors
/// See [`csv()`].
pub fn incidents(located: &[Located], origin: &Origin, duplicates: Option<&[Pair]>) -> Result<Vec<u8>> {
    let Some(pairs) = duplicates else { return csv(&HEADER, located.iter().map(|one| row(one, origin))) };
    let mut others: HashMap<usize, Vec<&str>> = HashMap::new();
    for pair in pairs {
        if let Some(first) = located.get(pair.first) {
            others.entry(pair.second).or_default().push(first.incident.id.as_str());
        }
    }
    let header: Vec<&str> = HEADER.into_iter().chain(["possible_duplicate_of"]).collect();
    let with_others = |(index, one): (usize, &Located)| {
        let mut row = row(one, origin);
        row.push(others.get(&index).map(|ids| ids.join("; ")).unwrap_or_default());
        row
    };
    csv(&header, located.iter().enumerate().map(with_others))
}

fn row(one: &Located, origin: &Origin) -> Vec<String> {
    let incident = &one.incident;
    let text = |words: &Option<Text>| words.as_deref().unwrap_or_default().to_owned();
    let mut row = vec![
        incident.id.to_string(),
        incident.kind.key().to_owned(),
        one.role().name().to_owned(),
        incident.stage.name().to_owned(),
        incident.when.first().map(|d| d.to_string()).unwrap_or_default(),
        incident.when.last().map(|d| d.to_string()).unwrap_or_default(),
        incident.when.precision().name().to_owned(),
        incident.place.label(),
    ];
    row.extend(location(&one.location));
    row.extend(area(one));
    row.extend(distance(one.site(), origin));
    row.extend(people(&incident.killed));
    row.extend(people(&incident.injured));
    row.extend([text(&incident.actor), text(&incident.target), text(&incident.summary)]);
    row.extend([incident.claims.len().to_string(), incident.conflicts.join("; "), text(&incident.link)]);
    row
}

fn location(location: &Location) -> [String; 10] {
    match location {
        Location::Site(site) => [
            "yes".to_owned(),
            site.name.clone(),
            number(Some(site.point.lon()), 6),
            number(Some(site.point.lat()), 6),
            number(Some(site.radius_km), 3),
            site.precision.name().to_owned(),
            number(Some(site.confidence), 3),
            site.why.clone(),
            runners_up(site),
            site.gazetteer_id.clone().unwrap_or_default(),
        ],
        Location::Unlocated(reason) => {
            let mut cells: [String; 10] = Default::default();
            reason.key().clone_into(&mut cells[0]);
            reason.why().clone_into(&mut cells[7]);
            cells
        }
    }
}

/// The candidates that lost, in one line, with how likely each was and why it lost.
pub(crate) fn runners_up(site: &Site) -> String {
    let texts = site.runners_up.iter().map(|r| format!("{} ({}; {})", r.name, number(Some(r.confidence), 3), r.why));
    texts.collect::<Vec<_>>().join(" | ")
}

fn area(one: &Located) -> [String; 7] {
    let area = &one.area;
    let text = |words: &Option<std::sync::Arc<str>>| words.as_deref().unwrap_or_default().to_owned();
    [
        area.country.map(|c| c.to_string()).unwrap_or_default(),
        text(&area.country_name),
        text(&area.admin1),
        text(&area.subregion),
        text(&area.region),
        area.basis.name().to_owned(),
        area.home.map_or("", |home| if home { "no" } else { "yes" }).to_owned(),
    ]
}

/// Blank for a coarse place: the middle of a country says nothing about a distance.
fn distance(site: Option<&Site>, origin: &Origin) -> [String; 2] {
    let fine = site.filter(|s| s.precision.is_fine());
    let km = fine.and_then(|s| origin.distance_km(s.point));
    let azimuth = fine.and_then(|s| origin.azimuth_deg(s.point));
    [number(km, 3), number(azimuth, 1)]
}

fn people(count: &Casualties) -> [String; 3] {
    let text = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    [text(count.count()), text(count.low), text(count.high)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Unlocated;

    #[test]
    fn an_incident_without_a_place_says_why_in_its_row() {
        let cells = location(&Location::Unlocated(Unlocated::TooVague("Europe is a continent".to_owned())));
        assert_eq!((cells[0].as_str(), cells[7].as_str()), ("too_vague", "Europe is a continent"));
    }

    #[test]
    fn an_unknown_count_is_blank_and_not_zero() {
        assert_eq!(people(&Casualties::default()), ["", "", ""]);
        assert_eq!(people(&Casualties { low: Some(143), ..Casualties::default() }), ["143", "143", ""]);
    }
}
