//! The built-in incidents, as the table of the two articles has them.

use incimap::incident::{DatePrecision, Incident, Kind, Role, Stage};
use incimap::read::{Input, ReadOptions, Reading, read};

use crate::assert_nothing_lost;

fn built_in() -> Reading {
    read(&[Input::BuiltIn], &ReadOptions::default()).unwrap()
}

fn incident(id: &str) -> Incident {
    built_in().incidents.into_iter().find(|i| i.id == id).unwrap()
}

#[test]
fn the_built_in_table_is_read_whole_and_names_no_coordinates() {
    let reading = built_in();
    assert_nothing_lost(&reading);
    let source = &reading.sources[0];
    assert_eq!((source.rows, source.used, source.rejected), (51, 51, 0));
    assert!(reading.incidents.iter().flat_map(|i| &i.claims).all(|claim| claim.place.point.is_none()));
    let strange = |i: &&Incident| matches!(i.kind, Kind::Other(_) | Kind::Unknown);
    assert_eq!(reading.incidents.iter().find(strange), None);
    for number in 1..=33 {
        let id = format!("I{number:02}");
        assert!(reading.incidents.iter().any(|i| i.id.starts_with(&id)), "{id}");
    }
}

#[test]
fn crocus_is_one_incident_of_22_or_23_march_with_at_least_143_killed() {
    let crocus = incident("I01");
    assert_eq!(crocus.when.to_string(), "2024-03-22/2024-03-23");
    assert_eq!(crocus.claims.len(), 6);
    assert_eq!((crocus.killed.low, crocus.killed.high), (Some(143), None));
    assert_eq!(crocus.killed.worded.as_deref(), Some("at least 143; scores"));
    assert_eq!(crocus.injured.low, Some(101));
    assert_eq!(crocus.actor.as_deref(), Some("ISIS-K"));
    assert_eq!(crocus.conflicts[0], "date: 2024-03-23 (hill_000), 2024-03-22 (nyt_004)");
    assert!(crocus.conflicts[1].starts_with("place: Crocus City Hall theater in Moscow"), "{:?}", crocus.conflicts);
    assert!(crocus.conflicts[2].contains("Ukraine (nyt_004: Russia)"), "{:?}", crocus.conflicts);
}

#[test]
fn abbey_gate_has_a_floor_and_a_ceiling_that_meet_at_183() {
    let gate = incident("I02");
    assert_eq!((gate.killed.low, gate.killed.high), (Some(183), Some(183)));
    assert_eq!((gate.when.to_string().as_str(), gate.when.precision()), ("2021-08", DatePrecision::Month));
    assert_eq!(gate.conflicts.len(), 1, "{:?}", gate.conflicts);
    assert!(gate.place.words.contains("Abbey Gate"));
}

#[test]
fn the_embassy_of_september_2022_has_no_toll_and_none_is_made_up() {
    let embassy = incident("I03");
    assert_eq!((embassy.when.to_string().as_str(), embassy.killed.is_unknown()), ("2022-09", true));
}

#[test]
fn kerman_and_iran_in_january_are_the_same_event_and_no_contradiction() {
    let kerman = incident("I04");
    assert_eq!((kerman.when.to_string().as_str(), kerman.place.words.as_str()), ("2024-01-03", "Kerman, Iran"));
    assert_eq!((kerman.killed.low, kerman.killed.high, kerman.injured.low), (Some(90), Some(100), Some(200)));
    assert_eq!(kerman.conflicts, Vec::<String>::new());
}

#[test]
fn the_end_of_the_caliphate_is_two_battles() {
    assert_eq!((incident("I05").when.to_string(), incident("I05").kind), ("2017".to_owned(), Kind::Battle));
    assert_eq!((incident("I06").when.to_string(), incident("I06").kind), ("2019-03".to_owned(), Kind::Battle));
}

#[test]
fn incidents_without_a_place_keep_none() {
    assert!(incident("I07").place.is_empty());
    let strike = incident("I08");
    assert!(strike.place.is_empty());
    assert_eq!((strike.when.to_string().as_str(), strike.claims.len()), ("2020-01-03", 2));
    assert_eq!((strike.kind.clone(), strike.kind.role()), (Kind::AirStrike, Role::Response));
}

#[test]
fn the_bataclan_and_manchester_have_their_months() {
    assert_eq!(incident("I09").when.to_string(), "2015-11");
    assert_eq!(incident("I10").when.to_string(), "2017-05");
}

#[test]
fn one_claim_about_several_places_is_an_incident_at_each() {
    assert_eq!(incident("I11/1").place.words, "Germany");
    assert_eq!(incident("I11/2").place.words, "the Netherlands");
    assert_eq!(incident("I16/3").place.words, "Iraq");
    assert_eq!(incident("I24/2").kind.role(), Role::Response);
    assert!(built_in().notices.iter().any(|n| n.contains("I16/1 to I16/3")));
}

#[test]
fn a_plot_and_the_arrests_over_it_are_two_incidents() {
    let (plot, arrest) = (incident("I12"), incident("I12a"));
    assert_eq!((plot.kind, plot.stage), (Kind::Plot, Stage::Foiled));
    assert_eq!((arrest.kind, arrest.when.precision()), (Kind::Arrest, DatePrecision::Unknown));
    assert_eq!(incident("I13a").place.words, "Austria");
}

#[test]
fn the_church_in_istanbul_has_one_dead_and_the_47_detained_are_another_incident() {
    let church = incident("I14");
    assert_eq!((church.killed.count(), church.when.to_string().as_str()), (Some(1), "2024-01"));
    assert!(incident("I15").target.is_some_and(|target| target.contains("47")));
}

#[test]
fn the_same_words_in_two_years_are_two_warnings() {
    assert_eq!(incident("I20a").when.to_string(), "2023-03");
    assert_eq!(incident("I20b").when.to_string(), "2024-03-21");
    assert_eq!(incident("I20a").kind.role(), Role::Statement);
}

#[test]
fn the_founding_is_of_2014_or_2015_and_says_so() {
    let founding = incident("I30");
    assert_eq!(founding.when.to_string(), "2014-01-01/2015-12-31");
    assert_eq!(founding.conflicts, ["date: 2014 (hill_000), 2015 (nyt_004)"]);
    assert_eq!(founding.kind.role(), Role::Context);
}

#[test]
fn vague_dates_stay_vague() {
    assert_eq!(incident("I18a").when.to_string(), "2024-03-01/2024-03-10");
    assert_eq!(incident("I31").when.precision(), DatePrecision::Season);
    let strikes = incident("I32a");
    assert_eq!(
        (strikes.when.to_string().as_str(), strikes.place.words.as_str()),
        ("2021-01-01/2024-03-24", "Pakistan")
    );
    assert_eq!(strikes.claims[0].note.as_deref().map(|note| note.contains("vague")), Some(true));
}
