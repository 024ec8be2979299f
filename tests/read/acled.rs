//! ACLED's exports of several years.

use incimap::incident::Kind::{Arrest, Battle, Bombing, Kidnapping, Protest, Unknown};
use incimap::incident::{DatePrecision, Kind, Precision};
use incimap::read::{ReadOptions, Reading, read};

use crate::{assert_nothing_lost, case};

fn acled(name: &str) -> Reading {
    let reading = read(&[case(name)], &ReadOptions::default()).unwrap();
    assert_nothing_lost(&reading);
    assert_eq!((reading.sources[0].format.as_str(), reading.rejects.len()), ("acled", 0));
    reading
}

#[test]
fn a_byte_order_mark_and_every_way_to_write_a_date_are_read() {
    let reading = acled("acled.csv");
    let whens: Vec<String> = reading.incidents.iter().map(|i| i.when.to_string()).collect();
    assert_eq!(whens, ["2022-06-30", "2022-06-27/2022-07-03", "2022-05", "2022-05-09", "2022-01-01", "2022-02-01"]);
    assert_eq!(reading.incidents[1].when.precision(), DatePrecision::Week);
    assert_eq!(reading.incidents[0].id, "AFG1");
}

#[test]
fn a_point_on_the_provincial_capital_is_the_province() {
    let reading = acled("acled.csv");
    let place = &reading.incidents[2].place;
    assert_eq!((&*place.words, place.precision, place.radius_km), ("Herat", Some(Precision::Admin1), None));
    assert!(place.admin2.is_none() && place.point.is_some());
    assert!(
        reading.incidents[2].claims[0].note.as_deref().unwrap().contains("Herat City, which stands for the province")
    );
    let fine = |i: usize| (reading.incidents[i].place.precision, reading.incidents[i].place.radius_km);
    assert_eq!(fine(0), (Some(Precision::Settlement), Some(5.0)));
    assert_eq!(fine(1), (Some(Precision::Settlement), Some(25.0)));
    assert_eq!(fine(5), (None, None));
}

#[test]
fn sub_events_become_kinds_and_a_new_one_is_told() {
    let reading = acled("acled.csv");
    let kinds: Vec<Kind> = reading.incidents.iter().map(|i| i.kind.clone()).collect();
    assert_eq!(kinds, [Battle, Bombing, Protest, Arrest, Kidnapping, Unknown]);
    assert!(
        reading.notices.iter().any(|n| n.contains("codes of event_type that are not known (line 12: \"A new type\")")),
        "{:?}",
        reading.notices
    );
}

#[test]
fn zero_deaths_are_zero_with_a_caution_and_blank_ones_are_not_known() {
    let reading = acled("acled.csv");
    assert_eq!(reading.incidents[2].killed.count(), Some(0));
    assert!(reading.incidents[4].killed.is_unknown());
    assert!(reading.notices.iter().any(|n| n.contains("0 fatalities may mean that none are known")));
}

#[test]
fn a_missing_country_comes_from_its_number_and_allies_and_tags_are_noted() {
    let reading = acled("acled.csv");
    let arrest = &reading.incidents[3];
    assert_eq!(arrest.place.country.as_deref(), Some("AF"));
    assert!(arrest.claims[0].note.as_deref().unwrap().contains("with Group C; Group D"));
    assert!(reading.incidents[2].claims[0].note.as_deref().unwrap().contains("crowd size"));
}

#[test]
fn older_exports_with_capitals_and_other_columns_are_read() {
    let of_2020 = acled("acled_2020.csv");
    assert_eq!((of_2020.incidents.len(), of_2020.incidents[0].kind.clone()), (2, Battle));
    let of_2015 = acled("acled_2015.csv");
    assert_eq!(
        (of_2015.incidents[0].when.to_string().as_str(), of_2015.incidents[0].kind.clone()),
        ("2015-01-01", Battle)
    );
}
