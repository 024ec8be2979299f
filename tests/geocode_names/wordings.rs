//! Places as people of many trades and languages word them in tables, and words that are no places.

use incimap::earth::LonLat;
use incimap::incident::{Location, Matched, Precision};

use crate::{place, site};

/// Asserts that a place is found near a point: words, country column, longitude, latitude, how far off it may be in km.
fn expect_near(table: &[(&str, &str, f64, f64, f64)]) {
    for (words, country, lon, lat, km) in table {
        let found = site(words, Some(*country).filter(|c| !c.is_empty()));
        let off = found.point.distance_km(LonLat::new(*lon, *lat).expect("a point on the Earth"));
        assert!(off <= *km, "{words}: {off:.0} km off: {found:?}");
        assert!(found.radius_km >= off.min(*km) * 0.5, "{words}: radius {} km, {off:.0} km off", found.radius_km);
    }
}

#[test]
fn short_forms_are_read_as_those_who_write_tables_mean_them() {
    expect_near(&[
        ("N. Waziristan", "Pakistan", 70.0, 32.95, 40.0),
        ("Nangarhar Prov.", "", 70.5, 34.2, 40.0),
        ("Donetsk Obl.", "", 37.7, 48.0, 60.0),
        ("Bastar Dist.", "India", 81.8, 19.2, 60.0),
        ("Cook Co., IL", "", -87.7, 41.8, 40.0),
        ("Cd. Juárez", "México", -106.48, 31.73, 20.0),
        ("Gen. Santos City", "Philippines", 125.17, 6.11, 20.0),
        ("Kurram Agency", "Pakistan", 70.3, 33.7, 60.0),
        ("NE Nigeria", "", 11.5, 12.5, 700.0),
        ("nr Basra", "", 47.78, 30.51, 20.0),
    ]);
}

#[test]
fn a_place_between_two_others_is_half_way() {
    expect_near(&[
        ("between Kirkuk and Tikrit", "", 44.05, 35.05, 25.0),
        ("between Homs and Hama, Syria", "", 36.73, 34.93, 15.0),
        ("the Kabul–Jalalabad highway", "", 69.85, 34.5, 40.0),
        ("on the road between Gao and Ansongo in Mali", "", 0.25, 15.95, 40.0),
        ("Deir ez-Zor-Raqqa road", "", 39.6, 35.65, 30.0),
    ]);
    let way = site("Mombasa-Nairobi road", None);
    assert!(way.radius_km > 200.0 && way.confidence < 0.85 && way.name.starts_with("between"), "{way:?}");
    assert!(matches!(place("between Germany and France", None), Location::Unlocated(_)));
}

#[test]
fn chains_are_read_whatever_stands_between_and_in_either_order() {
    for words in
        ["Iraq: Baghdad", "Baghdad - Iraq", "Iraq/Baghdad", "Iraq, Baghdad", "Baghdad (Iraq)", "Baghdad [Iraq]"]
    {
        let found = site(words, None);
        assert!(
            found.name == "Baghdad" && found.matched == Matched::Name && found.confidence > 0.9,
            "{words}: {found:?}"
        );
    }
    expect_near(&[
        ("Nigeria > Borno > Chibok", "", 12.85, 10.87, 20.0),
        ("Kobani (Ayn al-Arab), Syria", "", 38.35, 36.89, 15.0),
        ("Tigray region of Ethiopia", "", 39.0, 13.8, 100.0),
        ("Gulf of Aden off Somalia", "", 48.0, 12.0, 300.0),
        ("Bogotá, D.C.", "", -74.08, 4.65, 20.0),
    ]);
    assert_eq!(site("Ghazni (province)", None).precision, Precision::Admin1);
    assert!(matches!(place("Turkey/Syria", None), Location::Unlocated(_)));
}

#[test]
fn other_languages_say_where_as_english_does() {
    expect_near(&[
        ("Aéroport de Bamako", "", -7.95, 12.53, 20.0),
        ("Flughafen Brüssel", "", 4.48, 50.9, 20.0),
        ("à environ 50 km à l'est de Gao (Mali)", "", 0.43, 16.27, 15.0),
        ("12 км к северу от Донецка", "", 37.8, 48.1, 15.0),
        ("20 كم جنوب الموصل", "", 43.13, 36.16, 15.0),
        ("nordöstlich von Aleppo", "", 37.16, 36.2, 20.0),
        ("Schwarzes Meer", "", 34.3, 43.4, 300.0),
    ]);
}

#[test]
fn words_that_are_no_places_are_refused() {
    for words in [
        "Taliban",
        "Hamas",
        "NATO",
        "PKK",
        "United Nations",
        "road",
        "at home",
        "in the mountains",
        "at sea",
        "NaN",
        "n/k",
    ] {
        assert!(matches!(place(words, None), Location::Unlocated(_)), "{words}: {:?}", place(words, None));
    }
    for words in ["nice", "kabul", "reading"] {
        assert!(matches!(place(words, None), Location::Site(_)), "{words}");
    }
}

#[test]
fn a_district_or_province_that_nobody_measured_is_as_wide_as_its_share() {
    // Ituri has one known town; of Kupwara District only the town is known.
    assert!(site("Mambasa, Ituri", Some("DRC")).radius_km > 150.0);
    let district = site("Kupwara District", Some("India"));
    assert!(district.precision == Precision::Admin2 && district.radius_km > 20.0, "{district:?}");
}
