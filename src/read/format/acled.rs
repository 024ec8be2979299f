//! ACLED, the Armed Conflict Location and Event Data, of any year.
//!
//! `time_precision` 1 is a day, 2 a week, 3 a month. `geo_precision` 1 is a town, 2 near a town or a small part of a region, 3 a
//! larger region: the point is then that of the provincial capital, and the province is meant. Fatalities are whole numbers; 0
//! may mean that none are known.

use super::{Coded, Format, NEAR_KM, TOWN_KM, around, note, only_day, place_as};
use crate::incident::{DatePrecision, Precision, When};
use crate::read::columns::Column;
use crate::read::notices::Notices;
use crate::read::wording::known;
use crate::read::{Entry, FormatChoice, codes};

#[rustfmt::skip]
pub(super) const FORMAT: Format = Format {
    choice: FormatChoice::Acled,
    key: "acled",
    title: "ACLED",
    signature: &["eventidcnty", "geoprecision"],
    columns: &[
        (Column::Id, "eventidcnty"),
        (Column::Actor, "actor1"),
        (Column::Target, "actor2"),
        (Column::Place, "location"),
        (Column::Admin2, "admin2"),
        (Column::Admin1, "admin1"),
        (Column::Country, "country"),
        (Column::Lon, "longitude"),
        (Column::Lat, "latitude"),
        (Column::Date, "eventdate"),
        (Column::Year, "year"),
        (Column::Killed, "fatalities"),
        (Column::Source, "source"),
        (Column::Summary, "notes"),
    ],
    codes: &["eventtype", "subeventtype", "timeprecision", "geoprecision", "iso", "iso3", "assocactor1", "tags"],
    refine,
    caution: Some("in ACLED 0 fatalities may mean that none are known; strategic developments are not comparable across countries"),
};

const EVENT: usize = 0;
const SUB_EVENT: usize = 1;
const TIME: usize = 2;
const GEO: usize = 3;
const ISO: usize = 4;
const ISO3: usize = 5;
const ALLIES: usize = 6;
const TAGS: usize = 7;

fn refine(entry: &mut Entry, coded: &Coded<'_>, told: &mut Notices) {
    match codes::acled(coded.get(EVENT), coded.get(SUB_EVENT)) {
        Some(kind) => entry.kind = kind,
        None => coded.tell_unknown("event_type", coded.get(EVENT), told),
    }
    entry.claim.when = when(entry.claim.when, coded, told);
    place(entry, coded, told);
    if entry.claim.place.country.is_none() {
        let code = known(coded.get(ISO3)).or_else(|| codes::of_iso_number(coded.code(ISO)));
        entry.claim.place.country = code.map(Into::into);
    }
    if let Some(allies) = known(coded.get(ALLIES)) {
        note(entry, &format!("with {allies}"));
    }
    if let Some(tags) = known(coded.get(TAGS)) {
        note(entry, tags);
    }
}

fn when(when: When, coded: &Coded<'_>, told: &mut Notices) -> When {
    let Some(day) = only_day(when) else { return when };
    match coded.code(TIME) {
        "1" | "" => when,
        "2" => around(day, 3, DatePrecision::Week),
        "3" => When::month(day.year(), day.month()).unwrap_or(when),
        code => {
            coded.tell_unknown("time_precision", code, told);
            when
        }
    }
}

fn place(entry: &mut Entry, coded: &Coded<'_>, told: &mut Notices) {
    match coded.code(GEO) {
        "1" => place_as(entry, Precision::Settlement, Some(TOWN_KM)),
        "2" => place_as(entry, Precision::Settlement, Some(NEAR_KM)),
        "3" => {
            place_as(entry, Precision::Admin1, None);
            let place = &mut entry.claim.place;
            // The capital only stands for the province: its name would say more than is known.
            if let Some(province) = place.admin1.clone() {
                let capital = std::mem::replace(&mut place.words, province);
                place.admin2 = None;
                if !capital.is_empty() && capital != entry.claim.place.words {
                    note(entry, &format!("the point is that of {capital}, which stands for the province"));
                }
            }
        }
        code => coded.tell_unknown("geo_precision", code, told),
    }
}
