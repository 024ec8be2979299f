//! The built-in incidents through the whole job: what a reader must see on the map and in the tables.
//!
//! The points of venues expected here are those that the hand-made table of venues was written from. These tests show that
//! the words lead to the right row; they are no independent check of its coordinates.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use incimap::earth::LonLat;
use incimap::incident::{DatePrecision, Kind, Located, Location, Precision, Role, Site, Unlocated};
use incimap::pipeline::{self, Outcome};
use incimap::progress::Progress;
use incimap::settings::{Flags, MethodFlags};

/// One run for all tests; without intervals, which nothing here is about.
static RUN: LazyLock<Outcome> = LazyLock::new(|| {
    let settings = Flags { methods: MethodFlags { resamples: Some(0), ..MethodFlags::default() }, ..Flags::default() }
        .settle()
        .unwrap();
    pipeline::run(&settings, Progress::hidden()).unwrap()
});

/// All incidents as they were put into the store.
static LOCATED: LazyLock<Vec<Located>> = LazyLock::new(|| RUN.located.iter().map(|one| one.to_located()).collect());

fn incident(id: &str) -> &'static Located {
    LOCATED.iter().find(|l| l.incident.id == id).unwrap_or_else(|| panic!("no incident {id}"))
}

fn site(id: &str) -> &'static Site {
    incident(id).site().unwrap_or_else(|| panic!("{id} is not located"))
}

/// Asserts that the point lies within `km` of a known place.
fn is_at(id: &str, lon: f64, lat: f64, km: f64) {
    let off = site(id).point.distance_km(LonLat::new(lon, lat).unwrap());
    assert!(off <= km, "{id} is {off:.1} km off");
}

#[test]
fn the_crocus_hall_is_at_the_hall_on_both_days_with_the_claims_of_both_articles() {
    let crocus = incident("I01");
    is_at("I01", 37.3903, 55.8258, 0.3);
    assert_eq!(site("I01").precision, Precision::Venue);
    assert_eq!(crocus.incident.when.to_string(), "2024-03-22/2024-03-23");
    assert_eq!((crocus.incident.killed.low, crocus.incident.killed.high), (Some(143), None));
    let sources: Vec<_> = crocus.incident.claims.iter().filter_map(|c| c.source.as_deref()).collect();
    assert_eq!(sources.len(), 6);
    assert!(sources.contains(&"hill_000") && sources.contains(&"nyt_004"));
    let actors: Vec<_> = crocus.incident.claims.iter().filter_map(|c| c.actor.as_deref()).collect();
    assert!(actors.contains(&"Ukraine") && crocus.incident.actor.as_deref() == Some("ISIS-K"));
    let conflicts = crocus.incident.conflicts.join("; ");
    assert!(conflicts.contains("2024-03-23 (hill_000)") && conflicts.contains("2024-03-22 (nyt_004)"), "{conflicts}");
    assert!(crocus.area.admin1.as_deref().is_some_and(|a| a.contains("Moscow")), "{:?}", crocus.area);
}

#[test]
fn abbey_gate_has_the_toll_that_floor_and_ceiling_leave_and_is_at_home() {
    let gate = incident("I02");
    is_at("I02", 69.2203, 34.5586, 0.7);
    assert_eq!((gate.incident.killed.low, gate.incident.killed.high), (Some(183), Some(183)));
    assert_eq!(gate.incident.when.to_string(), "2021-08");
    assert_eq!(gate.area.home, Some(true));
}

#[test]
fn the_russian_embassy_is_in_kabul_and_not_in_russia() {
    is_at("I03", 69.125, 34.487, 2.0);
    assert_eq!(incident("I03").area.country_name.as_deref(), Some("Afghanistan"));
    assert_eq!(incident("I03").incident.when.to_string(), "2022-09");
}

#[test]
fn kerman_told_as_iran_in_january_is_the_same_event() {
    let kerman = incident("I04");
    assert_eq!(kerman.incident.claims.len(), 2);
    is_at("I04", 57.0788, 30.2832, 5.0);
    assert_eq!(kerman.incident.when.to_string(), "2024-01-03");
    assert_eq!((kerman.incident.killed.low, kerman.incident.killed.high), (Some(90), Some(100)));
    assert_eq!(kerman.incident.injured.low, Some(200));
}

#[test]
fn the_end_of_the_caliphate_is_two_events_one_of_them_vague() {
    is_at("I05", 43.13, 36.34, 10.0);
    assert_eq!(incident("I05").incident.when.precision(), DatePrecision::Year);
    assert_eq!(site("I06").precision, Precision::PartOfCountry);
    assert_eq!(incident("I06").area.country_name.as_deref(), Some("Syria"));
    assert!(site("I06").radius_km > 200.0);
    assert_eq!(incident("I06").incident.when.to_string(), "2019-03");
}

#[test]
fn bataclan_and_manchester_arena_are_venues() {
    is_at("I09", 2.3708, 48.863, 0.3);
    is_at("I10", -2.2439, 53.4881, 0.3);
    assert_eq!(
        [incident("I09").incident.when, incident("I10").incident.when].map(|w| w.to_string()),
        ["2015-11", "2017-05"]
    );
}

#[test]
fn one_claim_about_several_countries_is_one_incident_at_each() {
    for (id, country) in
        [("I11/1", "Germany"), ("I11/2", "Netherlands"), ("I16/1", "Turkey"), ("I16/2", "Syria"), ("I16/3", "Iraq")]
    {
        assert_eq!(incident(id).area.country_name.as_deref(), Some(country), "{id}");
        assert_eq!((incident(id).role(), site(id).precision), (Role::Response, Precision::Country), "{id}");
    }
    assert_eq!(incident("I11/1").incident.when.to_string(), "2023-07");
}

#[test]
fn the_cologne_plot_and_the_arrests_are_apart() {
    is_at("I12", 6.9583, 50.9413, 0.3);
    assert_eq!((&incident("I12").incident.kind, incident("I12").role()), (&Kind::Plot, Role::Operation));
    assert_eq!((site("I12a").precision, incident("I12a").incident.when.span()), (Precision::Admin1, None));
    assert_eq!(incident("I13a").area.country_name.as_deref(), Some("Austria"));
}

#[test]
fn the_istanbul_church_is_known_to_the_city_and_the_arrests_came_after() {
    is_at("I14", 29.045, 41.161, site("I14").radius_km);
    assert_eq!(site("I14").precision, Precision::Settlement);
    assert_eq!(incident("I14").incident.killed.count(), Some(1));
    assert_eq!(incident("I15").role(), Role::Response);
}

#[test]
fn the_same_words_in_two_years_are_two_warnings() {
    let years: Vec<String> = ["I20a", "I20b"].map(|id| incident(id).incident.when.to_string()).to_vec();
    assert_eq!(years, ["2023-03", "2024-03-21"]);
}

#[test]
fn the_founding_is_one_event_in_2014_or_2015() {
    let founding = incident("I30");
    assert_eq!(founding.incident.claims.len(), 2);
    assert_eq!(founding.incident.when.to_string(), "2014-01-01/2015-12-31");
    assert!(founding.incident.conflicts.join("; ").contains("2014 (hill_000)"));
    assert_eq!(founding.role(), Role::Context);
}

#[test]
fn a_strike_told_twice_is_one_event_on_its_day() {
    assert_eq!(incident("I08").incident.claims.len(), 2);
    assert_eq!(incident("I08").incident.when.to_string(), "2020-01-03");
    assert!(matches!(incident("I08").location, Location::Unlocated(Unlocated::NoPlace)));
}

#[test]
fn what_is_vague_stays_vague() {
    let strikes = incident("I32a");
    assert_eq!((site("I32a").precision, strikes.incident.when.precision()), (Precision::Country, DatePrecision::Range));
    assert_eq!(strikes.area.country_name.as_deref(), Some("Pakistan"));
    assert!(matches!(incident("I32b").location, Location::Unlocated(Unlocated::TooVague(_))));
    assert!(matches!(incident("I22").location, Location::Unlocated(Unlocated::TooVague(_))));
}

#[test]
fn distances_are_from_the_border_of_afghanistan_and_coarse_places_stay_out() {
    let reach = &RUN.spread.whole.reach;
    assert_eq!(RUN.spread.options.origin.name(), Some("Afghanistan"));
    assert_eq!((RUN.spread.whole.incidents, reach.max.n), (14, 10));
    assert_eq!(reach.min.value, Some(0.0));
    assert!((5200.0..5250.0).contains(&reach.max.value.unwrap()));
    assert_eq!(RUN.spread.whole.left_out.get("too_coarse"), Some(&3));
    assert_eq!(RUN.spread.whole.left_out.get("no_point"), Some(&1));
    let moscow = RUN.spread.frontier.iter().find(|f| f.incident_id == "I01");
    assert!(moscow.is_none(), "Moscow is nearer than Paris: no record");
}

#[test]
fn rows_in_are_claims_out() {
    let claims: usize = LOCATED.iter().map(|l| l.incident.claims.len()).sum();
    // Three rows name two, three and two places: each is a claim at every place.
    assert_eq!((RUN.tally.rows, claims, RUN.tally.rows_rejected), (51, 51 + 1 + 2 + 1, 0));
}
