//! Places as articles and tables word them, and what the geocoder must make of them.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot build its input should fail")]

use std::fs;

use incimap::gazetteer::Gazetteer;
use incimap::geocode::{GeocodeOptions, Geocoder};
use incimap::incident::{Location, Place, Precision, Site, Unlocated};

fn place(words: &str) -> Location {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    Geocoder::new(&gazetteer, GeocodeOptions::default()).place(&Place::worded(words))
}

fn site(words: &str) -> Site {
    match place(words) {
        Location::Site(site) => (*site).clone(),
        Location::Unlocated(why) => panic!("{words}: {why:?}"),
    }
}

fn in_row(words: &str, admin2: &str, admin1: &str, country: &str) -> Location {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    let column = |word: &str| (!word.is_empty()).then(|| word.to_owned());
    let place =
        Place { admin2: column(admin2), admin1: column(admin1), country: column(country), ..Place::worded(words) };
    Geocoder::new(&gazetteer, GeocodeOptions::default()).place(&place)
}

fn why_not(words: &str) -> Unlocated {
    match place(words) {
        Location::Site(site) => panic!("{words} is put at {site:?}"),
        Location::Unlocated(why) => why,
    }
}

/// Asserts that a place is found with a precision, and that the truth lies in its disc.
fn expect(words: &str, precision: Precision, lon: f64, lat: f64) {
    let site = site(words);
    let truth = incimap::earth::LonLat::new(lon, lat).expect("a point on the Earth");
    let km = site.point.distance_km(truth);
    assert_eq!(site.precision, precision, "{words}: {site:?}");
    assert!(km <= site.radius_km, "{words}: {km:.1} km off, radius {} km: {site:?}", site.radius_km);
    assert!((0.0..=1.0).contains(&site.confidence), "{words}: {}", site.confidence);
    assert!(!site.why.is_empty() && site.gazetteer_id.is_some(), "{words}: {site:?}");
}

#[test]
fn places_of_the_two_articles_are_found_within_their_radius() {
    use Precision::{Admin1, Country, PartOfCountry, Region, Settlement, Venue};
    let table = [
        ("Crocus City Hall theater in Moscow; a Moscow concert hall", Venue, 37.3903, 55.8258),
        ("near Moscow; a concert hall; Crocus city hall (caption)", Venue, 37.3903, 55.8258),
        ("near Moscow", Settlement, 37.3903, 55.8258),
        ("Moscow", Settlement, 37.6173, 55.7558),
        ("outside the Abbey Gate at Hamid Karzai International Airport in Kabul", Venue, 69.2203, 34.5586),
        ("the international airport in Kabul", Venue, 69.2203, 34.5586),
        ("outside the Russian embassy in Kabul", Venue, 69.125, 34.487),
        ("Kerman, Iran", Settlement, 57.12, 30.28),
        ("Iran", Country, 57.12, 30.28),
        ("Mosul, Iraq", Settlement, 43.13, 36.34),
        ("a village in eastern Syria", PartOfCountry, 40.95, 34.45),
        ("the Bataclan theatre in Paris", Venue, 2.3708, 48.863),
        ("Manchester Arena, England", Venue, -2.2439, 53.4881),
        ("the Cologne Cathedral", Venue, 6.9583, 50.9413),
        ("the German state of North Rhine-Westphalia", Admin1, 7.569, 51.471),
        ("Austria", Country, 16.37, 48.21),
        ("Germany", Country, 13.4, 52.52),
        ("a Roman Catholic church in Istanbul", Settlement, 29.045, 41.161),
        ("(Turkey, implied)", Country, 28.9784, 41.0082),
        ("Afghanistan", Country, 69.17, 34.53),
        ("Jalalabad, Afghanistan", Settlement, 70.4515, 34.4265),
        ("Russia", Country, 37.6, 55.75),
        ("the U.S.", Country, -99.143, 39.526),
        ("United States", Country, -99.143, 39.526),
        ("Europe; Turkey", Country, 35.422, 38.991),
        ("Paris", Settlement, 2.3522, 48.8566),
        ("Pakistan", Country, 69.34, 29.95),
        ("Europe; Gaza Strip", Region, 34.4, 31.4),
    ];
    for (words, precision, lon, lat) in table {
        expect(words, precision, lon, lat);
    }
}

#[test]
fn words_that_name_no_one_place_say_why() {
    for words in ["(none)", "", "(not given)", "''", " , ;", "🔥", "\0"] {
        assert_eq!(why_not(words), Unlocated::NoPlace, "{words:?}");
    }
    for words in
        ["globally", "abroad", "Europe", "Europe and Asia", "Europe and Asia; outside Afghanistan", "US-Mexico border"]
    {
        assert!(matches!(why_not(words), Unlocated::TooVague(_)), "{words}: {:?}", why_not(words));
    }
    let several = [
        "Germany and the Netherlands",
        "Italy and France",
        "Turkey, Syria and Iraq",
        "(Afghanistan, Pakistan)",
        "Europe and the United States",
    ];
    for words in several {
        assert!(matches!(why_not(words), Unlocated::Several(_)), "{words}: {:?}", why_not(words));
    }
    for words in ["Russian and Iranian authorities", "(Pentagon)", "Qwxzyville", "Georgetown University"] {
        assert!(matches!(why_not(words), Unlocated::NotFound(_)), "{words}: {:?}", why_not(words));
    }
}

#[test]
fn a_place_behind_a_comma_decides_which_one_is_meant() {
    let table = [
        ("Paris, Texas", "US", Precision::Settlement),
        ("Durham, UK", "GB", Precision::Settlement),
        ("Durham, NC", "US", Precision::Settlement),
        ("Springfield, Illinois", "US", Precision::Settlement),
        ("Springfield, IL", "US", Precision::Settlement),
        ("Tripoli, Lebanon", "LB", Precision::Settlement),
        ("Tripoli, Libya", "LY", Precision::Settlement),
        ("Cordoba, Spain", "ES", Precision::Settlement),
        ("San Jose, Costa Rica", "CR", Precision::Settlement),
        ("Washington, D.C.", "US", Precision::Settlement),
        ("Cartagena, Colombia", "CO", Precision::Settlement),
        ("Badalona", "ES", Precision::Settlement),
        ("Oklahoma", "US", Precision::Admin1),
        ("USA", "US", Precision::Country),
        ("NRW", "DE", Precision::Admin1),
        ("Homs Governorate", "SY", Precision::Admin1),
        ("Nangarhar province, Afghanistan", "AF", Precision::Admin1),
        ("Idlib province in northwestern Syria", "SY", Precision::Admin1),
        ("the northern Iraqi city of Mosul", "IQ", Precision::Settlement),
        ("Chechnya", "RU", Precision::Admin1),
        ("England", "GB", Precision::Admin1),
    ];
    for (words, country, precision) in table {
        let site = site(words);
        let found = site.country.map(|c| c.to_string());
        assert_eq!((found.as_deref(), site.precision), (Some(country), precision), "{words}: {site:?}");
    }
}

#[test]
fn a_doubtful_place_may_lie_far_off_and_a_sure_one_keeps_its_radius() {
    for words in ["Springfield", "San Jose", "Springfield, United States"] {
        let site = site(words);
        assert!(
            site.confidence < 0.85 && site.radius_km > 161.0,
            "{words}: {} km, {}",
            site.radius_km,
            site.confidence
        );
    }
    for words in ["Paris", "Mosul, Iraq", "Springfield, Illinois"] {
        assert!(site(words).radius_km < 25.0, "{words}: {:?}", site(words));
    }
}

#[test]
fn ambiguous_names_alone_are_doubtful_and_list_the_others() {
    for words in ["Georgia", "San Jose", "Springfield", "Tripoli", "Cordoba", "Washington"] {
        let site = site(words);
        assert!(site.confidence < 0.85, "{words}: {} {}", site.confidence, site.why);
        assert!(site.why.contains("of this name"), "{words} does not say so: {}", site.why);
        assert!(!site.runners_up.is_empty(), "{words}");
    }
    for words in ["Paris", "Baghdad", "Syria", "Mosul, Iraq", "Crocus City Hall"] {
        assert!(site(words).confidence > 0.85, "{words}: {:?}", site(words));
    }
}

#[test]
fn names_are_found_in_their_own_script_and_whatever_their_marks() {
    let table = [
        ("Москва", "RU"),
        ("كابل", "AF"),
        ("Αθήνα", "GR"),
        ("北京", "CN"),
        ("Köln", "DE"),
        ("Koln", "DE"),
        ("İstanbul", "TR"),
        ("ISTANBUL", "TR"),
        ("Diyarbakır", "TR"),
        ("سوريا", "SY"),
        ("Украина", "UA"),
        ("São Paulo", "BR"),
        ("Deir ez-Zor", "SY"),
        ("Łódź", "PL"),
        ("Constantinople", "TR"),
        ("Kiev", "UA"),
        ("Burma", "MM"),
        ("Ivory Coast", "CI"),
        ("DRC", "CD"),
        ("Türkiye", "TR"),
        ("St. Petersburg", "RU"),
        ("Saint Petersburg", "RU"),
    ];
    for (words, country) in table {
        assert_eq!(site(words).country.map(|c| c.to_string()).as_deref(), Some(country), "{words}: {:?}", site(words));
    }
}

#[test]
fn the_country_of_a_row_is_never_left_for_a_look_alike() {
    let Location::Site(site) = in_row("Paris", "", "", "Syria") else { panic!("nothing found") };
    assert_eq!(
        (site.precision, site.country.map(|c| c.to_string()).as_deref()),
        (Precision::Country, Some("SY")),
        "{site:?}"
    );
    assert!(site.why.contains("Paris"), "{}", site.why);
    let Location::Site(site) = in_row("Qwxzyville village", "Ar Rastan district", "Homs Governorate", "Syria") else {
        panic!("nothing found")
    };
    assert!(matches!(site.precision, Precision::Admin2 | Precision::Settlement), "{site:?}");
    assert_eq!(site.admin1.as_deref(), Some("Homs"), "{site:?}");
    let Location::Site(site) = in_row("Tripoli", "", "", "LB") else { panic!("nothing found") };
    assert_eq!(site.country.map(|c| c.to_string()).as_deref(), Some("LB"));
    let Location::Site(site) = in_row("", "", "", "Yemen (North Yemen)") else { panic!("nothing found") };
    assert_eq!(site.precision, Precision::Country);
}

#[test]
fn an_unknown_venue_falls_back_to_its_city_and_says_so() {
    let site = site("Grand Whatsit Hall, Moscow");
    assert_eq!((site.name.as_str(), site.precision), ("Moscow", Precision::Settlement));
    assert!(site.why.contains("Grand Whatsit Hall"), "{}", site.why);
    assert!(site.radius_km >= 15.0, "{site:?}");
}

#[test]
fn with_the_venues_taken_out_the_hall_is_in_moscow() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("towns.txt");
    let moscow = "524901\tMoscow\tMoscow\tMoskva\t55.75222\t37.61556\tP\tPPLC\tRU\t\t48\t\t\t\t10381222\t\t144\tEurope/Moscow\t2022-01-01\n";
    fs::write(&file, moscow).expect("a file is written");
    let (gazetteer, rejects) = Gazetteer::of_files(&[file]).expect("the file is a gazetteer");
    assert!(rejects.is_empty());
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
    let Location::Site(site) = geocoder.place(&Place::worded("Crocus City Hall, Moscow")) else {
        panic!("nothing found")
    };
    assert_eq!((site.name.as_str(), site.precision), ("Moscow", Precision::Settlement));
    assert!(site.why.contains("Crocus City Hall"), "{}", site.why);
}

#[test]
fn any_words_get_an_answer() {
    let long = "Kabul ".repeat(2000);
    let odd = [
        "\u{202e}Kabul",
        "'''",
        ",,,,",
        "in in in",
        "the",
        "a",
        "of of",
        "’s",
        "'s 's",
        "((((",
        "and and and",
        "/",
        "&",
        "1",
    ];
    for words in odd.iter().copied().chain([long.as_str(), &"x".repeat(10_000), &"é,".repeat(5_000)]) {
        let _: Location = place(words);
    }
}

#[test]
fn a_confidence_below_the_least_is_no_answer() {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions { min_confidence: 0.9, ..GeocodeOptions::default() });
    assert!(matches!(geocoder.place(&Place::worded("Springfield")), Location::Unlocated(Unlocated::Doubtful(_))));
}

#[test]
fn the_candidates_of_a_name_come_best_first_with_scores() {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    let found = Geocoder::new(&gazetteer, GeocodeOptions::default()).find(&Place::worded("Paris"), 5);
    assert_eq!(found.len(), 5);
    assert!(found[0].label.starts_with("Paris") && found[0].label.ends_with("France"), "{}", found[0].label);
    assert!(found.windows(2).all(|w| w[0].site.confidence >= w[1].site.confidence));
}
