//! Incidents with several claims, coordinates and many threads.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot build its input should fail")]

use std::sync::Arc;

use incimap::earth::LonLat;
use incimap::gazetteer::Gazetteer;
use incimap::geocode::{GeocodeOptions, Geocoder};
use incimap::incident::{Casualties, Claim, Incident, Kind, Location, Place, Precision, Site, Stage, Unlocated, When};
use rayon::prelude::*;

fn claim(place: Place) -> Claim {
    Claim {
        source: None,
        attribution: None,
        when: When::UNKNOWN,
        when_worded: None,
        place: place.into(),
        actor: None,
        target: None,
        killed: Casualties::default(),
        injured: Casualties::default(),
        stage: Stage::default(),
        kind: None,
        note: None,
        input: Arc::from("test"),
        line: 1,
    }
}

fn incident(places: Vec<Place>) -> Incident {
    Incident {
        id: "1".into(),
        kind: Kind::Unknown,
        stage: Stage::default(),
        when: When::UNKNOWN,
        place: places.first().cloned().unwrap_or_default().into(),
        actor: None,
        target: None,
        killed: Casualties::default(),
        injured: Casualties::default(),
        summary: None,
        link: None,
        claims: places.into_iter().map(claim).collect(),
        conflicts: Vec::new(),
    }
}

fn locate(words: &[&str]) -> Location {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
    geocoder.locate(&incident(words.iter().map(|w| Place::worded(*w)).collect()))
}

fn site(words: &[&str]) -> Site {
    match locate(words) {
        Location::Site(site) => (*site).clone(),
        Location::Unlocated(why) => panic!("{words:?}: {why:?}"),
    }
}

#[test]
fn the_finest_place_of_the_claims_is_taken_where_they_agree() {
    let hall = site(&["Crocus City Hall theater in Moscow", "near Moscow", "Moscow", "(none)"]);
    assert_eq!((hall.precision, hall.name.as_str()), (Precision::Venue, "Crocus City Hall"));
    assert!(!hall.why.contains("another claim"), "{}", hall.why);
    let kerman = site(&["Iran", "Kerman, Iran"]);
    assert_eq!((kerman.precision, kerman.name.as_str()), (Precision::Settlement, "Kerman"));
    let gate = site(&[
        "the international airport in Kabul",
        "outside the Abbey Gate at Hamid Karzai International Airport in Kabul",
    ]);
    assert_eq!(gate.name, "Abbey Gate");
}

#[test]
fn claims_that_contradict_each_other_say_so() {
    let mosul = site(&["Mosul, Iraq", "Raqqa, Syria", "Iraq"]);
    assert_eq!(mosul.name, "Mosul");
    assert!(mosul.why.contains("another claim puts it in") && mosul.why.contains("Raqqa"), "{}", mosul.why);
}

#[test]
fn without_any_place_the_reason_that_says_most_is_given() {
    assert_eq!(locate(&["(none)", ""]), Location::Unlocated(Unlocated::NoPlace));
    assert!(matches!(locate(&["(none)", "Europe"]), Location::Unlocated(Unlocated::TooVague(_))));
    assert!(matches!(locate(&["Europe", "Italy and France"]), Location::Unlocated(Unlocated::Several(_))));
}

#[test]
fn coordinates_of_a_row_are_kept_as_they_are() {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
    let point = LonLat::new(-179.5, 66.0).expect("a point on the Earth");
    let place = Place { point: Some(point), country: Some("Russia".to_owned()), ..Place::worded("Kabul") };
    let Location::Site(site) = geocoder.place(&place) else { panic!("nothing found") };
    assert_eq!((site.point, site.precision, site.radius_km), (point, Precision::Coordinates, 0.0));
    assert_eq!(site.country.map(|c| c.to_string()).as_deref(), Some("RU"));
    let odd = Place { radius_km: Some(f64::NAN), country: Some("Atlantis".to_owned()), ..place };
    let Location::Site(site) = geocoder.place(&odd) else { panic!("nothing found") };
    assert_eq!((site.radius_km, site.country), (0.0, None));
}

#[test]
fn one_thread_and_many_give_the_same() {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    let names = ["Paris", "Tripoli", "Georgia", "Mosul", "Springfield", "Qwxzyville", "Europe", "Homs", "San Jose"];
    let places: Vec<Place> = names.iter().cycle().take(900).map(|n| Place::worded(*n)).collect();
    let one = Geocoder::new(&gazetteer, GeocodeOptions::default());
    let many = Geocoder::new(&gazetteer, GeocodeOptions::default());
    let alone: Vec<Location> = places.iter().map(|p| one.place(p)).collect();
    let together: Vec<Location> = places.par_iter().map(|p| many.place(p)).collect();
    assert_eq!(alone, together);
}
