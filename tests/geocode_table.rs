//! Tables with a place in each row: what is kept, what is added, and how the rows help each other.

#![expect(clippy::expect_used, reason = "a test that cannot build its input should fail")]

use std::collections::HashMap;

use incimap::gazetteer::Gazetteer;
use incimap::geocode::table::{ADDED, Columns, Tally, geocode};
use incimap::geocode::{GeocodeOptions, Geocoder};
use incimap::read::PlainTable;

/// The rows of the answer, each by the names of its columns.
fn answered(text: &str, columns: &Columns, options: GeocodeOptions) -> (Vec<HashMap<String, String>>, Tally) {
    let (csv, tally) = written(text, columns, options);
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    let header = reader.headers().expect("a header").clone();
    let row =
        |row: csv::StringRecord| header.iter().zip(row.iter()).map(|(h, c)| (h.to_owned(), c.to_owned())).collect();
    (reader.records().map(|record| row(record.expect("a row"))).collect(), tally)
}

fn written(text: &str, columns: &Columns, options: GeocodeOptions) -> (Vec<u8>, Tally) {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    let geocoder = Geocoder::new(&gazetteer, options);
    let table = PlainTable::of_text(text.to_owned()).expect("a table");
    let mut out = Vec::new();
    let tally = geocode(&table, columns, &geocoder, &mut out).expect("the table is geocoded");
    (out, tally)
}

fn columns(country: Option<&str>) -> Columns {
    Columns { country: country.map(str::to_owned), ..Columns::default() }
}

#[test]
fn every_row_and_cell_is_kept_in_order_and_twelve_columns_are_added() {
    let text = "n,place,note\n1,Kabul,\"a, \"\"b\"\"\"\n2,,\n,,\n4,Qwxzyville,short\n5,Mosul,x,beyond the header\n6\n";
    let (rows, tally) = answered(text, &columns(None), GeocodeOptions::default());
    assert_eq!((tally.rows, tally.placed, tally.faulty), (6, 2, 0));
    let numbers: Vec<&str> = rows.iter().map(|row| row["n"].as_str()).collect();
    assert_eq!(numbers, ["1", "2", "", "4", "5", "6"]);
    assert_eq!(rows[0]["note"], "a, \"b\"");
    assert!(rows.iter().all(|row| ADDED.iter().all(|added| row.contains_key(*added))));
    assert_eq!((rows[0]["incimap_geonameid"].as_str(), rows[0]["incimap_match"].as_str()), ("1138958", "name"));
    assert_eq!((rows[1]["incimap_lat"].as_str(), rows[1]["incimap_precision"].as_str()), ("", "no_place"));
    assert_eq!((rows[3]["incimap_precision"].as_str(), rows[3]["incimap_confidence"].as_str()), ("not_found", ""));
    assert!(rows[3]["incimap_why"].contains("Qwxzyville"));
}

#[test]
fn the_sure_rows_of_a_table_help_those_that_name_a_place_of_many() {
    let lebanon = "place\nBeirut\nBaalbek\nZahle\nNabatieh et Tahta\nJounieh\nTripoli\n";
    let libya = "place\nBenghazi\nMisrata\nSabha\nTobruk\nAjdabiya\nTripoli\n";
    for (text, country) in [(lebanon, "LB"), (libya, "LY")] {
        let (rows, _) = answered(text, &columns(None), GeocodeOptions::default());
        let tripoli = rows.last().expect("a row");
        assert_eq!(tripoli["incimap_country"], country, "{tripoli:?}");
        assert!(tripoli["incimap_why"].contains("sure rows"), "{tripoli:?}");
    }
}

#[test]
fn a_country_or_a_point_held_likely_tips_the_scales_and_rules_nothing_out() {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    let lebanon = Geocoder::new(&gazetteer, GeocodeOptions::default()).country("lebanon").expect("a country");
    let likely = GeocodeOptions { countries: vec![lebanon], ..GeocodeOptions::default() };
    let (rows, _) = answered("place\nTripoli\nKabul\n", &columns(None), likely);
    assert_eq!((rows[0]["incimap_country"].as_str(), rows[1]["incimap_country"].as_str()), ("LB", "AF"));
    let near = incimap::earth::LonLat::new(-96.0, 33.0).expect("a point on the Earth");
    let likely = GeocodeOptions { near: Some(near), ..GeocodeOptions::default() };
    let (rows, _) = answered("place\nParis\n", &columns(None), likely);
    assert_eq!(rows[0]["incimap_country"], "US", "{:?}", rows[0]);
    assert!(rows[0]["incimap_why"].contains("km from the point"), "{:?}", rows[0]);
}

#[test]
fn coordinates_of_a_row_are_kept_and_bad_ones_are_told() {
    let text = "place,x,y\nKabul,10.5,20.25\nKabul,10.5,95\nKabul,,\n";
    let columns = Columns { lon: Some("x".to_owned()), lat: Some("Y".to_owned()), ..Columns::default() };
    let (rows, _) = answered(text, &columns, GeocodeOptions::default());
    assert_eq!((rows[0]["incimap_lon"].as_str(), rows[0]["incimap_lat"].as_str()), ("10.500000", "20.250000"));
    assert_eq!(
        (rows[0]["incimap_precision"].as_str(), rows[0]["incimap_match"].as_str()),
        ("coordinates", "coordinates")
    );
    assert!(rows[1]["incimap_why"].contains("95") && rows[1]["incimap_precision"] == "settlement", "{:?}", rows[1]);
    assert_eq!((rows[2]["incimap_why"].contains("cannot be used"), rows[2]["incimap_country"].as_str()), (false, "AF"));
}

#[test]
fn a_least_confidence_leaves_an_answer_out_with_the_reason() {
    let options = GeocodeOptions { min_confidence: 0.9, ..GeocodeOptions::default() };
    let (rows, tally) = answered("place\nSpringfield\nKabul\n", &columns(None), options);
    assert_eq!((tally.placed, rows[0]["incimap_lat"].as_str()), (1, ""));
    assert_eq!(rows[0]["incimap_precision"], "doubtful");
    assert!(rows[0]["incimap_why"].contains("confidence") && rows[0]["incimap_why"].contains("0.9"), "{:?}", rows[0]);
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let names =
        ["Paris", "Tripoli", "Georgia", "Mosul", "Springfield", "Qwxzyville", "Europe", "Homs", "San Jose", "Zahle"];
    let text: String = std::iter::once("place\n".to_owned())
        .chain(
            (0..20_000).map(|n| format!("{}{}\n", names[n % names.len()], if n % 7 == 0 { ", Lebanon" } else { "" })),
        )
        .collect();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| written(&text, &columns(None), GeocodeOptions::default()))
    };
    let (one, tally) = with(1);
    assert_eq!(tally.rows, 20_000);
    assert!((one, tally) == with(3));
}
