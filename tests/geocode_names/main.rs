//! Names as people write them: distances, transliterations, typing errors, generic words; and any bytes at all.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot build its input should fail")]

mod wordings;

use std::sync::LazyLock;

use incimap::earth::LonLat;
use incimap::gazetteer::Gazetteer;
use incimap::geocode::{GeocodeOptions, Geocoder};
use incimap::incident::{Location, Matched, Place, Precision, Site};
use proptest::prelude::*;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::built_in().expect("the built-in gazetteer opens"));

fn place(words: &str, country: Option<&str>) -> Location {
    let place = Place { country: country.map(str::to_owned), ..Place::worded(words) };
    Geocoder::new(&GAZETTEER, GeocodeOptions::default()).place(&place)
}

fn site(words: &str, country: Option<&str>) -> Site {
    match place(words, country) {
        Location::Site(site) => (*site).clone(),
        Location::Unlocated(why) => panic!("{words}: {why:?}"),
    }
}

#[test]
fn a_distance_and_a_direction_move_the_point() {
    let kirkuk = site("Kirkuk, Iraq", None).point;
    for words in [
        "20 miles north of Kirkuk, Iraq",
        "about 32 km N of Kirkuk, Iraq",
        "32 kilometres (20 miles) north of Kirkuk, Iraq",
        "a village 32km N of Kirkuk, Iraq",
    ] {
        let site = site(words, None);
        let (km, azimuth) = kirkuk.distance_and_azimuth(site.point);
        assert!((31.5..33.0).contains(&km) && azimuth.abs() < 0.5, "{words}: {km} km at {azimuth}: {site:?}");
        assert!(site.radius_km > 5.0 && site.radius_km < 25.0, "{words}: {}", site.radius_km);
        assert!(site.why.contains("north of"), "{words}: {}", site.why);
    }
    let far = site("100 km SE of Kirkuk, Iraq", None);
    assert!(far.radius_km > site("20 km SE of Kirkuk, Iraq", None).radius_km);
}

#[test]
fn a_distance_without_a_direction_is_a_ring() {
    let near = site("30 km from Mosul", None);
    let mosul = site("Mosul", None);
    assert_eq!(near.point, mosul.point);
    assert!(near.radius_km >= 30.0 + mosul.radius_km, "{near:?}");
}

#[test]
fn an_unknown_anchor_leaves_the_area_behind_it() {
    let site = site("12 km NW of Qwxzyville, Nevada", None);
    assert_eq!((site.precision, site.matched), (Precision::Admin1, Matched::AreaForPlace), "{site:?}");
    assert!(site.why.contains("Qwxzyville"), "{}", site.why);
}

#[test]
fn the_class_of_the_match_is_told() {
    let table = [
        ("Kerman", Some("Iran"), Matched::Name),
        ("Constantinople", None, Matched::FormerName),
        ("NRW", None, Matched::Code),
        ("Mosul airport", Some("Iraq"), Matched::CityForBuilding),
        ("Qwxzyville", Some("Iraq"), Matched::AreaForPlace),
        ("Az Zubair", Some("Iraq"), Matched::Transliteration),
        ("Bahgdad", Some("Iraq"), Matched::TypingError),
    ];
    for (words, country, matched) in table {
        let site = site(words, country);
        let other = matched == Matched::FormerName && site.matched == Matched::OtherName;
        let known = matched == Matched::CityForBuilding && site.precision == Precision::Venue;
        let written = matched == Matched::Transliteration && site.matched <= Matched::OtherName;
        assert!(site.matched == matched || other || known || written, "{words}: {:?} {}", site.matched, site.why);
    }
}

#[test]
fn a_name_that_some_place_bears_is_never_taken_for_another() {
    // Kermanshah is larger and near in spelling.
    assert_eq!(site("Kerman", None).name, "Kerman");
    assert_eq!(site("Kerman", Some("Iran")).name, "Kerman");
    // A look-alike outside the stated country is not taken.
    let elsewhere = site("Bahgdad", Some("Peru"));
    assert_eq!((elsewhere.matched, elsewhere.precision), (Matched::AreaForPlace, Precision::Country), "{elsewhere:?}");
}

#[test]
fn generic_words_of_many_languages_are_left_off() {
    let table = [
        ("Provincia de Jaén", "ES"),
        ("محافظة حمص", "SY"),
        ("ville de Gao", "ML"),
        ("the governorate of Homs", "SY"),
        ("Raqqa town", "SY"),
        ("outskirts of Aleppo", "SY"),
    ];
    for (words, country) in table {
        let found = site(words, None);
        assert_eq!(found.country.map(|c| c.to_string()).as_deref(), Some(country), "{words}: {found:?}");
    }
}

#[test]
fn the_complaints_about_other_geocoders_do_not_hold() {
    let table = [
        ("Kerman", "IR", Precision::Settlement, 57.08, 30.28),
        ("Paris, Texas", "US", Precision::Settlement, -95.56, 33.66),
        ("Durham, UK", "GB", Precision::Settlement, -1.57, 54.78),
        ("USA", "US", Precision::Country, -98.5, 39.76),
        ("Oklahoma", "US", Precision::Admin1, -97.5, 35.5),
        ("North Rhine-Westphalia", "DE", Precision::Admin1, 7.57, 51.47),
        ("Crocus City Hall", "RU", Precision::Venue, 37.39, 55.83),
        ("Cartagena, Colombia", "CO", Precision::Settlement, -75.5, 10.4),
        ("Badalona", "ES", Precision::Settlement, 2.25, 41.45),
    ];
    for (words, country, precision, lon, lat) in table {
        let site = site(words, None);
        let truth = LonLat::new(lon, lat).expect("a point on the Earth");
        assert_eq!(
            (site.country.map(|c| c.to_string()).as_deref(), site.precision),
            (Some(country), precision),
            "{words}"
        );
        assert!(site.point.distance_km(truth) <= site.radius_km.max(10.0), "{words}: {site:?}");
    }
}

#[test]
fn a_name_of_ten_megabytes_and_a_name_of_rubbish_are_answered() {
    let long =
        ["Kabul ".repeat(1_700_000), "é".repeat(5_000_000), ",".repeat(10_000_000), "12 km N of ".repeat(900_000)];
    let odd = [
        "\0",
        "\u{202e}\u{202d}\u{feff}",
        "🔥💥",
        "\u{1f468}\u{200d}\u{1f469}",
        "km",
        "12 km",
        "1e999 km N of Kabul",
        "-5 km N of Kabul",
    ];
    for words in long.iter().map(String::as_str).chain(odd) {
        let _: Location = place(words, None);
        let _: Location = place(words, Some(words));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_answered_with_a_sound_site_or_a_reason(words in "\\PC{0,40}", country in proptest::option::of("\\PC{0,12}")) {
        check(&place(&words, country.as_deref()));
    }

    #[test]
    fn any_chain_of_real_words_is_answered_with_a_sound_site_or_a_reason(
        words in proptest::collection::vec(proptest::sample::select(vec![
            "Kabul", "Syria", "of", "in", "near", "12 km", "NW", "north", "the", "village", ",", "and", "(", ")", "'s", ";", "Homs",
            "Governorate", "airport", "St.", "US", "eastern", "20", "miles", "from", "غزة", "-",
        ]), 0..9),
    ) {
        check(&place(&words.join(" "), None));
    }
}

/// A site has a point, a radius and a probability, and says why; no site has a reason.
fn check(location: &Location) {
    match location {
        Location::Site(site) => {
            assert!(site.radius_km.is_finite() && site.radius_km >= 0.0, "{site:?}");
            assert!((0.0..=1.0).contains(&site.confidence), "{site:?}");
            assert!(!site.why.is_empty() && !site.name.is_empty(), "{site:?}");
            assert!(site.runners_up.len() <= 3, "{site:?}");
        }
        Location::Unlocated(reason) => assert!(!reason.why().is_empty()),
    }
}
