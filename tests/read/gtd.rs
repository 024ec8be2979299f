//! The Global Terrorism Database as it is distributed: windows-1252, CRLF, codes.

use incimap::incident::{DatePrecision, Kind, Precision, Stage};
use incimap::read::{ReadOptions, Reading, read};

use crate::{assert_nothing_lost, case};

fn gtd() -> Reading {
    let reading = read(&[case("gtd.csv")], &ReadOptions::default()).unwrap();
    assert_nothing_lost(&reading);
    assert_eq!(reading.sources[0].format, "gtd");
    reading
}

#[test]
fn month_0_is_a_year_day_0_a_month_and_the_words_may_say_more() {
    let reading = gtd();
    let when = |i: usize| reading.incidents[i].when;
    assert_eq!((when(0).to_string().as_str(), when(0).precision()), ("2021-01-05", DatePrecision::Day));
    assert_eq!(when(1).to_string(), "2021-01-19/2021-01-20");
    assert_eq!(when(2).to_string(), "2021-01-01/2021-04-30", "early 2021");
    assert_eq!(reading.incidents[1].claims[0].when_worded.as_deref(), Some("January 19-20, 2021"));
    let bad = &reading.rejects[0];
    assert!(reading.rejects.len() == 1 && bad.why.starts_with("there is no 29 February 2021"), "{bad:?}");
}

#[test]
fn specificity_and_vicinity_say_how_fine_the_point_is() {
    let reading = gtd();
    let fine = |i: usize| (reading.incidents[i].place.precision, reading.incidents[i].place.radius_km);
    assert_eq!(fine(0), (Some(Precision::Settlement), Some(5.0)));
    assert_eq!(
        (fine(2).0, fine(3).0, fine(4).0),
        (Some(Precision::Admin1), Some(Precision::Admin2), Some(Precision::Country))
    );
    assert_eq!(fine(7), (Some(Precision::Settlement), Some(25.0)), "in the vicinity");
    let near = &reading.incidents[5].place;
    assert!(near.point.is_none() && near.words.contains("3 km north of Alpha"), "{near:?}");
}

#[test]
fn unknown_counts_actors_and_towns_stay_unknown() {
    let reading = gtd();
    assert!(reading.incidents[1].killed.is_unknown() && reading.incidents[1].injured.is_unknown());
    assert!(reading.incidents[0].injured.is_unknown() && reading.incidents[8].killed.is_unknown());
    let doubtful = &reading.incidents[3];
    assert_eq!((doubtful.actor.as_deref(), doubtful.target.as_deref()), (None, Some("Ministry of Roads")));
    assert_eq!(doubtful.stage, Stage::Attempted);
    assert!(doubtful.claims[0].note.as_deref().unwrap().contains("doubt that it was terrorism"));
    assert_eq!(&*reading.incidents[6].place.words, "On the road to Köln", "the encoding is found");
    assert!(reading.notices.iter().any(|n| n.contains("Windows-1252")), "{:?}", reading.notices);
}

#[test]
fn attack_types_become_kinds_and_fire_is_arson() {
    let reading = gtd();
    let kind = |i: usize| reading.incidents[i].kind.clone();
    assert_eq!([kind(0), kind(4), kind(6), kind(8)], [Kind::Bombing, Kind::Arson, Kind::Kidnapping, Kind::Unknown]);
    let note = |i: usize| reading.incidents[i].claims[0].note.as_deref().unwrap_or_default().to_owned();
    assert!(note(4).contains("the group is suspected") && note(6).contains("ended 2/9/2021"));
    assert!(reading.notices.iter().any(|n| n.contains("codes of attacktype1 that are not known")));
}

#[test]
fn ids_that_a_spreadsheet_shortened_do_not_merge_rows() {
    let reading = gtd();
    assert_eq!((reading.incidents[7].id.as_str(), reading.incidents[8].id.as_str()), ("row 9", "row 10"));
    assert!(reading.notices.iter().any(|n| n.contains("2.02102E+11")), "{:?}", reading.notices);
}
