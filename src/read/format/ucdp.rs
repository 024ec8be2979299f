//! UCDP GED, the events of the Uppsala Conflict Data Program, from version 17 on.
//!
//! `where_prec` 1 is an exact place, 2 within some 25 km of the point, 3 the second-level unit, 4 the first-level unit, 5 a
//! line or a fuzzy area, 6 the country, 7 international waters or airspace. `date_prec` 1 is a day, 2 two to six days, 3 a
//! week, 4 a month, 5 up to a year; the days are those from `date_start` to `date_end`. `best`, `low` and `high` are deaths.

use super::{Coded, Format, NEAR_KM, TOWN_KM, around, named, note, only_day, place_as};
use crate::incident::{DatePrecision, Precision, When};
use crate::read::columns::Column;
use crate::read::notices::Notices;
use crate::read::{Entry, FormatChoice, codes};

#[rustfmt::skip]
pub(super) const FORMAT: Format = Format {
    choice: FormatChoice::UcdpGed,
    key: "ucdp-ged",
    title: "UCDP GED",
    signature: &["whereprec", "dateprec", "geomwkt"],
    columns: &[
        (Column::Id, "id"),
        (Column::Actor, "sidea"),
        (Column::Target, "sideb"),
        (Column::Place, "wherecoordinates"),
        (Column::Admin2, "adm2"),
        (Column::Admin1, "adm1"),
        (Column::Country, "country"),
        (Column::Lon, "longitude"),
        (Column::Lat, "latitude"),
        (Column::DateStart, "datestart"),
        (Column::DateEnd, "dateend"),
        (Column::Year, "year"),
        (Column::Killed, "best"),
        (Column::KilledMin, "low"),
        (Column::KilledMax, "high"),
        (Column::Source, "sourceoffice sourcearticle"),
        (Column::Summary, "sourceheadline"),
        (Column::Note, "sourcearticle"),
    ],
    codes: &["typeofviolence", "whereprec", "dateprec", "eventclarity", "countryid"],
    refine,
    caution: None,
};

const TYPE: usize = 0;
const WHERE: usize = 1;
const DATE: usize = 2;
const CLARITY: usize = 3;
const COUNTRY: usize = 4;

fn refine(entry: &mut Entry, coded: &Coded<'_>, told: &mut Notices) {
    match codes::ucdp(coded.code(TYPE)) {
        Some(kind) => entry.kind = kind,
        None => coded.tell_unknown("type_of_violence", coded.code(TYPE), told),
    }
    entry.claim.when = when(entry.claim.when, coded, told);
    place(entry, coded, told);
    if let Some(country) = entry.claim.place.country.as_deref() {
        entry.claim.place.country = Some(country_of(country, coded.code(COUNTRY)).into());
    }
    if coded.code(CLARITY) == "2" {
        note(entry, "a summary of several events (event_clarity 2)");
    }
}

/// The days that the precision allows: those given, or more where one day stands for several.
fn when(when: When, coded: &Coded<'_>, told: &mut Notices) -> When {
    let Some((first, last)) = when.span() else { return when };
    let code = coded.code(DATE);
    let wider = match (code, only_day(when)) {
        ("2", Some(day)) => around(day, 5, DatePrecision::Range),
        ("3", Some(day)) => around(day, 6, DatePrecision::Range),
        ("4", Some(day)) => When::month(day.year(), day.month()).unwrap_or(when),
        ("5", Some(day)) => When::year(day.year()).unwrap_or(when),
        ("1" | "2" | "3" | "4" | "5" | "", _) => return named(first, last),
        _ => {
            coded.tell_unknown("date_prec", code, told);
            return named(first, last);
        }
    };
    told.tell_of("one day that stands for several (date_prec 2 to 5) was widened", || format!("line {}", coded.line()));
    wider
}

fn place(entry: &mut Entry, coded: &Coded<'_>, told: &mut Notices) {
    match coded.code(WHERE) {
        "1" => place_as(entry, Precision::Settlement, Some(TOWN_KM)),
        "2" => place_as(entry, Precision::Settlement, Some(NEAR_KM)),
        "3" => place_as(entry, Precision::Admin2, None),
        "4" => place_as(entry, Precision::Admin1, None),
        "5" => place_as(entry, Precision::PartOfCountry, None),
        "6" => place_as(entry, Precision::Country, None),
        "7" => place_as(entry, Precision::Region, None),
        code => coded.tell_unknown("where_prec", code, told),
    }
}

/// "Russia (Soviet Union)" is Russia; names turned round ("Macedonia, FYR") give way to the code of the state.
fn country_of<'a>(name: &'a str, number: &str) -> &'a str {
    match codes::of_gleditsch_ward(number) {
        Some(code) if name.contains(',') => code,
        _ => name.split_once(" (").map_or(name, |(name, _)| name),
    }
}
