//! UCDP GED as it is exported, in several versions.

use incimap::incident::Precision::{Admin1, Admin2, Country, PartOfCountry, Region};
use incimap::incident::{DatePrecision, Kind, Precision};
use incimap::read::{ReadOptions, Reading, read};

use crate::{assert_nothing_lost, case};

fn ged() -> Reading {
    let reading = read(&[case("ucdp_ged.csv")], &ReadOptions::default()).unwrap();
    assert_nothing_lost(&reading);
    reading
}

#[test]
fn the_format_is_recognised_and_said() {
    let reading = ged();
    assert_eq!((reading.sources[0].format.as_str(), reading.rejects.len()), ("ucdp-ged", 0));
    assert!(
        reading.notices[0].contains("read as UCDP GED: its header has whereprec, dateprec and geomwkt"),
        "{:?}",
        reading.notices
    );
}

#[test]
fn date_precision_makes_the_interval_and_a_lone_day_is_widened_and_told() {
    let reading = ged();
    let whens: Vec<(String, DatePrecision)> =
        reading.incidents.iter().map(|i| (i.when.to_string(), i.when.precision())).collect();
    let expected = [
        ("2013-01-03", DatePrecision::Day),
        ("2013-01-05/2013-01-07", DatePrecision::Range),
        ("2013-01-07/2013-01-13", DatePrecision::Week),
        ("2013-02", DatePrecision::Month),
        ("2013", DatePrecision::Year),
        ("2013-02-28/2013-03-12", DatePrecision::Range),
        ("2013-03-01/2013-03-11", DatePrecision::Range),
        ("2013-03-06/2013-03-08", DatePrecision::Range),
    ];
    for ((when, precision), (wanted, fine)) in whens.iter().zip(expected) {
        assert_eq!((when.as_str(), *precision), (wanted, fine));
    }
    assert!(reading.notices.iter().any(|n| n.contains("was widened (line 7; line 8)")), "{:?}", reading.notices);
}

#[test]
fn place_precision_becomes_how_fine_the_point_is() {
    let reading = ged();
    let fine: Vec<_> = reading.incidents.iter().map(|i| (i.place.precision, i.place.radius_km)).collect();
    assert_eq!(fine[0], (Some(Precision::Settlement), Some(5.0)));
    assert_eq!(fine[1], (Some(Precision::Settlement), Some(25.0)));
    let levels: Vec<_> = fine.iter().skip(2).take(5).map(|(precision, _)| precision.unwrap()).collect();
    assert_eq!(levels, [Admin2, Admin1, PartOfCountry, Country, Region]);
    assert_eq!(fine[7], (None, None), "an unknown code says nothing");
    assert!(reading.notices.iter().any(|n| n.contains("codes of where_prec that are not known (line 9: \"8\")")));
}

#[test]
fn deaths_are_bounds_and_those_in_the_wrong_order_are_told() {
    let reading = ged();
    let killed = |i: usize| {
        let k = &reading.incidents[i].killed;
        (k.low, k.best, k.high)
    };
    assert_eq!(killed(1), (Some(4), Some(5), Some(9)));
    assert_eq!(killed(2), (Some(1), Some(3), Some(5)));
    assert_eq!(killed(3), (Some(0), Some(0), Some(22)));
    assert!(
        reading.notices.iter().any(|n| n.contains("were not in this order") && n.contains("line 3; line 4")),
        "{:?}",
        reading.notices
    );
}

#[test]
fn kinds_sides_countries_and_sources_are_taken_over() {
    let reading = ged();
    let kinds: Vec<&Kind> = reading.incidents.iter().map(|i| &i.kind).take(3).collect();
    assert_eq!(kinds, [&Kind::Battle, &Kind::Battle, &Kind::Attack]);
    let first = &reading.incidents[0];
    assert_eq!((first.actor.as_deref(), first.target.as_deref()), (Some("Group A"), Some("Group B")));
    assert_eq!(first.claims[0].source.as_deref(), Some("Paper One"));
    assert!(first.claims[0].note.as_deref().unwrap().contains("A headline, with a comma"));
    let country = |i: usize| reading.incidents[i].place.country.as_deref().unwrap();
    assert_eq!([country(0), country(5), country(6)], ["Afghanistan", "Russia", "MK"]);
    assert!(reading.incidents[4].claims[0].note.as_deref().unwrap().contains("summary of several events"));
}

#[test]
fn a_row_of_hxl_tags_is_passed_over_and_older_versions_are_read() {
    let reading = read(&[case("ucdp_hxl.csv")], &ReadOptions::default()).unwrap();
    assert_eq!((reading.incidents.len(), reading.rejects.len(), reading.sources[0].rows), (2, 0, 2));
    assert!(reading.notices.iter().any(|n| n.contains("line 2 holds HXL tags")), "{:?}", reading.notices);
    let old = read(&[case("ucdp_19_1.csv")], &ReadOptions::default()).unwrap();
    assert_eq!(old.sources[0].format, "ucdp-ged");
    assert_eq!(old.incidents[0].when, reading.incidents[0].when);
}
