//! GTD, the Global Terrorism Database, as its distributions have it.
//!
//! Month 0 is a year, day 0 a month; `approxdate` may say more. `specificity` 1 is a town, 2 and 3 the middle of the smallest
//! unit known, 4 that of a province, 5 no more than the country; with `vicinity` 1 it happened near the town and `location` says
//! how. Counts that are blank or negative are not known. `doubtterr` 1: it may not have been terrorism.

use super::{Coded, Format, NEAR_KM, TOWN_KM, note, place_as};
use crate::incident::{Kind, Precision, Stage, When};
use crate::read::columns::Column;
use crate::read::dates::DateReader;
use crate::read::notices::Notices;
use crate::read::wording::known;
use crate::read::{Entry, FormatChoice, codes};

#[rustfmt::skip]
pub(super) const FORMAT: Format = Format {
    choice: FormatChoice::Gtd,
    key: "gtd",
    title: "GTD",
    signature: &["eventid", "iyear", "imonth", "iday"],
    columns: &[
        (Column::Id, "eventid"),
        (Column::Actor, "gname"),
        (Column::Target, "target1"),
        (Column::Place, "city"),
        (Column::Admin1, "provstate"),
        (Column::Country, "countrytxt"),
        (Column::Lon, "longitude"),
        (Column::Lat, "latitude"),
        (Column::Year, "iyear"),
        (Column::Month, "imonth"),
        (Column::Day, "iday"),
        (Column::Killed, "nkill"),
        (Column::Injured, "nwound"),
        (Column::Source, "scite1 dbsource"),
        (Column::Summary, "summary"),
        (Column::Note, "addnotes"),
    ],
    codes: &[
        "approxdate", "resolution", "specificity", "vicinity", "location", "attacktype1", "weaptype1", "success", "doubtterr",
        "guncertain1", "corp1", "targtype1txt", "imonth", "iday",
    ],
    refine,
    caution: None,
};

const APPROX: usize = 0;
const RESOLUTION: usize = 1;
const SPECIFICITY: usize = 2;
const VICINITY: usize = 3;
const LOCATION: usize = 4;
const ATTACK: usize = 5;
const WEAPON: usize = 6;
const SUCCESS: usize = 7;
const DOUBT: usize = 8;
const GUESSED: usize = 9;
const CORPORATION: usize = 10;
const TARGET_TYPE: usize = 11;
const MONTH: usize = 12;
const DAY: usize = 13;

fn refine(entry: &mut Entry, coded: &Coded<'_>, told: &mut Notices) {
    match codes::gtd(coded.code(ATTACK)) {
        // Burnt down, not broken.
        Some(Kind::Sabotage) if coded.code(WEAPON) == "8" => entry.kind = Kind::Arson,
        Some(kind) => entry.kind = kind,
        None => coded.tell_unknown("attacktype1", coded.code(ATTACK), told),
    }
    entry.claim.when = when(entry.claim.when, coded);
    let words = known(coded.get(APPROX)).map(Into::into);
    entry.claim.when_worded = entry.claim.when_worded.take().or(words);
    entry.claim.stage = match coded.code(SUCCESS) {
        "1" => Stage::Accomplished,
        "0" => Stage::Attempted,
        _ => Stage::Unknown,
    };
    if entry.claim.target.is_none() {
        let other = known(coded.get(CORPORATION)).or_else(|| known(coded.get(TARGET_TYPE)));
        entry.claim.target = other.map(Into::into);
    }
    place(entry, coded, told);
    remarks(entry, coded);
}

/// Where month or day are not known, the words may say more, as long as they stay within what the numbers say.
fn when(when: When, coded: &Coded<'_>) -> When {
    let coarse = [MONTH, DAY].iter().any(|part| matches!(coded.code(*part), "0" | ""));
    let (Some((first, last)), true) = (when.span(), coarse) else { return when };
    let said = DateReader::default().read(coded.get(APPROX)).ok().filter(|said| {
        said.span().is_some_and(|(from, to)| first <= from && to <= last && (from, to) != (first, last))
    });
    said.unwrap_or(when)
}

fn place(entry: &mut Entry, coded: &Coded<'_>, told: &mut Notices) {
    let near = coded.code(VICINITY) == "1";
    match coded.code(SPECIFICITY) {
        "1" => place_as(entry, Precision::Settlement, Some(if near { NEAR_KM } else { TOWN_KM })),
        "2" | "3" => place_as(entry, Precision::Admin2, None),
        "4" => place_as(entry, Precision::Admin1, None),
        "5" => place_as(entry, Precision::Country, None),
        code => coded.tell_unknown("specificity", code, told),
    }
    let place = &mut entry.claim.place;
    if let Some(words) = known(coded.get(LOCATION))
        && place.point.is_none()
        && (near || place.words.is_empty())
    {
        place.words = words.into();
    }
}

fn remarks(entry: &mut Entry, coded: &Coded<'_>) {
    if let Some(end) = known(coded.get(RESOLUTION)) {
        note(entry, &format!("ended {end}"));
    }
    if coded.code(DOUBT) == "1" {
        note(entry, "doubt that it was terrorism (doubtterr 1)");
    }
    if coded.code(GUESSED) == "1" && entry.claim.actor.is_some() {
        note(entry, "the group is suspected (guncertain1 1)");
    }
}
