//! GDELT's event tables, 1.0 (57 or 58 columns) and 2.0 (61 columns): tabs, no header, no quotes.
//!
//! `ActionGeo_Type` 1 is a country, 2 and 5 a state or province, 3 and 4 a town. Countries have FIPS 10-4 codes. A `SQLDATE` far
//! from `DATEADDED` is a past event or an anniversary told today: both days bound the interval. Nothing is said of deaths.

use super::{Coded, Format, TOWN_KM, note, place_as};
use crate::incident::{DatePrecision, Precision, When};
use crate::read::columns::Column;
use crate::read::dates::DateReader;
use crate::read::notices::Notices;
use crate::read::{Entry, FormatChoice, codes};

/// The names of all columns of 2.0; 1.0 lacks those of the second-level units.
#[rustfmt::skip]
const NAMES: [&str; 61] = [
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code", "Actor1Name", "Actor1CountryCode",
    "Actor1KnownGroupCode", "Actor1EthnicCode", "Actor1Religion1Code", "Actor1Religion2Code", "Actor1Type1Code",
    "Actor1Type2Code", "Actor1Type3Code", "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2KnownGroupCode",
    "Actor2EthnicCode", "Actor2Religion1Code", "Actor2Religion2Code", "Actor2Type1Code", "Actor2Type2Code", "Actor2Type3Code",
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone", "Actor1Geo_Type", "Actor1Geo_FullName", "Actor1Geo_CountryCode", "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code", "Actor1Geo_Lat", "Actor1Geo_Long", "Actor1Geo_FeatureID", "Actor2Geo_Type", "Actor2Geo_FullName",
    "Actor2Geo_CountryCode", "Actor2Geo_ADM1Code", "Actor2Geo_ADM2Code", "Actor2Geo_Lat", "Actor2Geo_Long",
    "Actor2Geo_FeatureID", "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code", "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID", "DATEADDED", "SOURCEURL",
];

/// How many days after an event it may be added without doubt about its date.
const FAR_DAYS: i32 = 7;

#[rustfmt::skip]
const COLUMNS: &[(Column, &str)] = &[
    (Column::Id, "globaleventid"),
    (Column::Actor, "actor1name"),
    (Column::Target, "actor2name"),
    (Column::Place, "actiongeofullname"),
    (Column::Country, "actiongeocountrycode"),
    (Column::Lon, "actiongeolong"),
    (Column::Lat, "actiongeolat"),
    (Column::Date, "sqldate"),
    (Column::Link, "sourceurl"),
];

const CODES: &[&str] = &["eventcode", "eventrootcode", "actiongeotype", "dateadded"];
const EVENT: usize = 0;
const ROOT: usize = 1;
const TYPE: usize = 2;
const ADDED: usize = 3;

const CAUTION: Option<&str> =
    Some("GDELT has one event for each cluster of articles: counts are volumes of news, not of incidents");

pub(super) const ONE: Format = Format {
    choice: FormatChoice::Gdelt1,
    key: "gdelt1",
    title: "GDELT 1.0",
    signature: &["globaleventid", "sqldate", "actiongeotype", "sourceurl"],
    columns: COLUMNS,
    codes: CODES,
    refine,
    caution: CAUTION,
};

pub(super) const TWO: Format = Format { choice: FormatChoice::Gdelt2, key: "gdelt2", title: "GDELT 2.0", ..ONE };

/// The format of a table without a header, by its first row cut at tabs, and why.
pub(in crate::read) fn recognise<'a>(first: impl Iterator<Item = &'a str>) -> Option<(&'static Format, String)> {
    let cells: Vec<&str> = first.collect();
    let format = match cells.len() {
        57 | 58 => &ONE,
        61 => &TWO,
        _ => return None,
    };
    let figures = |index: usize, length: Option<usize>| {
        let cell = cells.get(index).copied().unwrap_or_default();
        !cell.is_empty() && length.is_none_or(|n| cell.len() == n) && cell.bytes().all(|b| b.is_ascii_digit())
    };
    let is_event = figures(0, None) && figures(1, Some(8)) && figures(2, Some(6)) && figures(3, Some(4));
    is_event.then(|| {
        (
            format,
            format!("it has no header, and its rows have {} cells that start with a number and a day", cells.len()),
        )
    })
}

/// The names of the columns of a table with so many.
pub(in crate::read) fn names(format: &Format, columns: usize) -> Vec<String> {
    let one = format.choice == FormatChoice::Gdelt1;
    let all = NAMES.iter().filter(|name| !(one && name.ends_with("ADM2Code")));
    all.take(columns).map(|name| (*name).to_owned()).collect()
}

fn refine(entry: &mut Entry, coded: &Coded<'_>, told: &mut Notices) {
    kind(entry, coded, told);
    when(entry, coded, told);
    place(entry, coded, told);
}

/// The kind by the event code, whose zeros in front may be lost.
fn kind(entry: &mut Entry, coded: &Coded<'_>, told: &mut Notices) {
    let (code, root) = (coded.code(EVENT), format!("{:0>2}", coded.code(ROOT)));
    let mended =
        if code.starts_with(&root) || coded.code(ROOT).is_empty() { code.to_owned() } else { format!("0{code}") };
    match codes::cameo(&mended) {
        Some(kind) => entry.kind = kind,
        None => coded.tell_unknown("EventCode", code, told),
    }
}

fn when(entry: &mut Entry, coded: &Coded<'_>, told: &mut Notices) {
    let added = coded.get(ADDED);
    let added = DateReader::default().read(added.get(..8).unwrap_or(added)).ok().and_then(When::first);
    let (Some(day), Some(added)) = (entry.claim.when.first(), added) else { return };
    let days = day.until(added).map_or(0, |span| span.get_days());
    if (0..=FAR_DAYS).contains(&days) {
        return;
    }
    entry.claim.when = When::between(day, added, DatePrecision::Range);
    note(entry, &format!("SQLDATE {day} is far from DATEADDED {added}: a past event, or its anniversary, told then"));
    told.tell_of("rows whose SQLDATE is more than 7 days from DATEADDED are dated from the one to the other", || {
        format!("line {}: {day}, {added}", coded.line())
    });
}

fn place(entry: &mut Entry, coded: &Coded<'_>, told: &mut Notices) {
    let kind = coded.code(TYPE);
    match kind {
        "1" => place_as(entry, Precision::Country, None),
        "2" | "5" => place_as(entry, Precision::Admin1, None),
        "3" | "4" => place_as(entry, Precision::Settlement, Some(TOWN_KM)),
        "0" | "" => {}
        code => coded.tell_unknown("ActionGeo_Type", code, told),
    }
    let place = &mut *entry.claim.place;
    let Some(code) = place.country.take() else { return };
    if let Some(iso) = codes::of_fips(&code) {
        place.country = Some(iso.into());
    } else {
        coded.tell_unknown("countries (FIPS 10-4)", &code, told);
    }
    if place.country.is_some() && kind != "1" {
        place.words = without_country(&place.words);
    }
}

/// "Kidal, Kidal, Mali" without the country, which stands in a column of its own, and each part once.
fn without_country(words: &str) -> String {
    let Some((rest, _)) = words.rsplit_once(", ") else { return words.to_owned() };
    match rest.split_once(", ") {
        Some((town, province)) if town == province => town.into(),
        _ => rest.into(),
    }
}
