//! GDELT's event tables, which have no header.

use incimap::incident::Kind::{AirStrike, Battle, Bombing, Protest, Statement};
use incimap::incident::Precision::{Admin1, Country, Settlement};
use incimap::incident::{DatePrecision, Kind};
use incimap::read::{FormatChoice, ReadOptions, Reading, read};

use crate::{assert_nothing_lost, case};

fn gdelt(name: &str, format: &str) -> Reading {
    let reading = read(&[case(name)], &ReadOptions::default()).unwrap();
    assert_nothing_lost(&reading);
    assert_eq!((reading.sources[0].format.as_str(), reading.rejects.len()), (format, 0));
    reading
}

#[test]
fn all_three_layouts_are_known_by_their_first_row_and_say_the_same() {
    let (one, two) = (gdelt("gdelt1.export.CSV", "gdelt1"), gdelt("gdelt2.export.CSV", "gdelt2"));
    assert_eq!((one.incidents.len(), gdelt("gdelt1_57.export.CSV", "gdelt1").incidents.len()), (6, 2));
    for (a, b) in one.incidents.iter().zip(&two.incidents) {
        assert_eq!((&a.id, &a.kind, a.when, &a.place, &a.link), (&b.id, &b.kind, b.when, &b.place, &b.link));
    }
    assert!(one.notices[0].contains("read as GDELT 1.0: it has no header"), "{:?}", one.notices);
    let asked = ReadOptions { format: FormatChoice::Gdelt2, ..ReadOptions::default() };
    assert_eq!(read(&[case("gdelt2.export.CSV")], &asked).unwrap().incidents, two.incidents);
}

#[test]
fn fips_codes_become_iso_and_an_unknown_one_is_told() {
    let reading = gdelt("gdelt2.export.CSV", "gdelt2");
    let country = |i: usize| reading.incidents[i].place.country.as_deref();
    assert_eq!(
        [country(0), country(2), country(3), country(4), country(5)],
        [Some("RU"), Some("DE"), Some("US"), None, None]
    );
    assert!(reading.notices.iter().any(|n| n.contains("FIPS") && n.contains("\"QQ\"")), "{:?}", reading.notices);
    assert_eq!(&*reading.incidents[0].place.words, "Alpha");
}

#[test]
fn the_type_of_the_place_says_how_fine_it_is() {
    let reading = gdelt("gdelt2.export.CSV", "gdelt2");
    let fine = |i: usize| reading.incidents[i].place.precision;
    assert_eq!(
        [fine(0), fine(2), fine(3), fine(4), fine(5)],
        [Some(Settlement), Some(Country), Some(Admin1), None, Some(Admin1)]
    );
    assert!(reading.incidents[4].place.is_empty());
}

#[test]
fn a_day_far_from_the_day_it_was_added_is_an_interval_and_told() {
    let reading = gdelt("gdelt2.export.CSV", "gdelt2");
    let far = &reading.incidents[1];
    assert_eq!((far.when.to_string().as_str(), far.when.precision()), ("2015-07-29/2016-07-28", DatePrecision::Range));
    assert!(far.claims[0].note.as_deref().unwrap().contains("far from DATEADDED"));
    assert_eq!(reading.incidents[2].when.to_string(), "2016-07-27");
    assert!(reading.notices.iter().any(|n| n.contains("line 2: 2015-07-29, 2016-07-28")), "{:?}", reading.notices);
}

#[test]
fn event_codes_become_kinds_even_where_their_zero_is_lost_and_deaths_are_not_known() {
    let reading = gdelt("gdelt2.export.CSV", "gdelt2");
    let kinds: Vec<Kind> = reading.incidents.iter().map(|i| i.kind.clone()).collect();
    assert_eq!(kinds, [Battle, Bombing, Statement, Statement, Protest, AirStrike]);
    assert!(reading.incidents.iter().all(|i| i.killed.is_unknown()));
    assert_eq!(reading.incidents[3].link.as_deref(), Some("http://news.example/\"quoted"), "quotes are letters here");
}
