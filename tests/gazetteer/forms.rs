//! The forms of gazetteer files, and indexes made of them.

use incimap::gazetteer::info::Info;
use incimap::gazetteer::{Gazetteer, NameClass};

use crate::{row, written};

#[test]
fn all_files_of_geonames_are_known_by_their_content_and_make_one_index() {
    let folder = tempfile::tempdir().unwrap();
    let mut places =
        row("1", "Testland", "35", "38", "A\tPCLI", "00") + &row("2", "Testgov", "35", "38.5", "A\tADM1", "07");
    places += &row("3", "Mittelstadt", "35.01", "38.52", "P\tPPL", "07");
    for n in 0..30 {
        let lon = format!("38.{}", 50 + n);
        places += &row(&(100 + n).to_string(), &format!("Dorf {n}"), "35", &lon, "P\tPPL", "07");
    }
    let files = [
        written(folder.path(), "allCountries.txt", places),
        written(folder.path(), "names.txt", "1\t3\ten\tMiddletown\t1\t\t\t\t\t\n2\t3\t\tAltstadt\t\t\t\t1\t\t\n"),
        written(folder.path(), "admin1CodesASCII.txt", "SY.07\tTest Governorate\tTest Governorate\t2\n"),
        written(
            folder.path(),
            "countryInfo.txt",
            "# a comment\n#ISO\tISO3\nQQ\tQQQ\t1\tQQ\tLand of Tests\tX\t1\t1\tAS\t\t\t\t\t\t\t\t1\t\t\n",
        ),
    ];
    let output = folder.path().join("world.gaz");
    let mut told = 0;
    let gazetteer = Gazetteer::build(&files, &output, &mut |_| told += 1).unwrap();
    assert_eq!(told, 0);
    let find = |name: &str| gazetteer.lookup(name).iter().map(|m| (m.entry.id(), m.class)).collect::<Vec<_>>();
    assert_eq!(find("Middletown"), [(3, NameClass::Preferred)]);
    assert_eq!(find("Altstadt"), [(3, NameClass::Former)]);
    assert_eq!(find("Test Governorate"), [(2, NameClass::Preferred)]);
    assert_eq!(find("Land of Tests"), [(1, NameClass::Preferred)]);
    assert_eq!(find("QQQ"), [(1, NameClass::Code)]);
    assert_eq!(gazetteer.lookup("Mittelstadt")[0].entry.name(), "Middletown");
    assert_eq!(gazetteer.unit("SY.07").map(|e| e.id()), Some(2));
    let radius = gazetteer.unit("SY.07").unwrap().radius_km();
    assert!((20.0..32.0).contains(&radius), "the unit holds its settlements: {radius}");
    let info = Info::of(gazetteer.indexes().next().unwrap());
    assert_eq!((info.places, info.contents.files.len(), info.countries.get("SY")), (33, 4, Some(&33)));
}

#[test]
fn a_built_index_lies_on_top_of_the_built_in_gazetteer_and_later_files_override() {
    let folder = tempfile::tempdir().unwrap();
    let first = written(folder.path(), "a.txt", row("1", "Erstort", "35", "38", "P\tPPL", ""));
    let index = folder.path().join("a.gaz");
    Gazetteer::build(&[first], &index, &mut |_| ()).unwrap();
    let second = written(folder.path(), "b.txt", row("1", "Erstort", "36", "38", "P\tPPL", ""));
    let (gazetteer, _) = Gazetteer::with_files(&[index.clone(), second.clone()]).unwrap();
    assert_eq!(gazetteer.lookup("Erstort").iter().map(|m| m.entry.point().lat()).collect::<Vec<_>>(), [36.0]);
    assert!(!gazetteer.lookup("Mosul").is_empty());
    let (gazetteer, _) = Gazetteer::with_files(&[second, index.clone()]).unwrap();
    assert_eq!(gazetteer.lookup("Erstort")[0].entry.point().lat(), 35.0);
    assert!(Gazetteer::open(&index).unwrap().lookup("Mosul").is_empty());
}

#[test]
fn names_may_be_given_to_places_of_the_built_in_gazetteer_which_keep_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "name\tkey\tclass\nCarmania Nova\t128234\nOld Carmania\t128234\tformer\nLand of Syrians\tSY\nNowhere\tXX.99\n";
    let names = written(folder.path(), "aliases.tsv", text);
    let (gazetteer, rejects) = Gazetteer::with_files(&[names]).unwrap();
    assert_eq!(rejects.iter().map(|r| (r.line, r.value.as_str())).collect::<Vec<_>>(), [(5, "XX.99")]);
    let found = gazetteer.lookup("Carmania Nova");
    assert_eq!((found.len(), found[0].entry.id(), found[0].entry.country_letters()), (1, 128_234, "IR"));
    assert_eq!(found[0].entry.admin1_code(), "IR.29");
    assert_eq!(gazetteer.lookup("Old Carmania")[0].class, NameClass::Former);
    assert_eq!(gazetteer.lookup("Land of Syrians")[0].entry.name(), "Syria");
    assert!(gazetteer.lookup("Kerman").iter().any(|m| m.entry.id() == 128_234));
    assert_eq!(gazetteer.unit("SY").map(|e| e.name().to_owned()).as_deref(), Some("Syria"));
}

#[test]
fn demonyms_and_geojson_points_are_files_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let people = written(folder.path(), "people.tsv", "demonym\tkey\nKermanese\t128234\n");
    let points = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
        "geometry":{"type":"Point","coordinates":[44.4,33.3]},"properties":{"name":"Blaumarkt","names":["Markt"],"country":"IQ"}}]}"#;
    let points = written(folder.path(), "points.geojson", points);
    let (gazetteer, rejects) = Gazetteer::with_files(&[people, points]).unwrap();
    assert!(rejects.is_empty(), "{rejects:?}");
    assert!(gazetteer.demonym("Kermanese").iter().all(|m| m.entry.id() == 128_234 && m.class == NameClass::Demonym));
    assert!(!gazetteer.demonym("Kermanese").is_empty() && gazetteer.lookup("Kermanese").is_empty());
    assert_eq!(gazetteer.lookup("Blaumarkt")[0].entry.key(), "venue:blaumarkt");
}

#[test]
fn the_same_files_give_the_same_index() {
    let folder = tempfile::tempdir().unwrap();
    let text: String =
        (0..500).map(|n| row(&n.to_string(), &format!("Ort {}", n % 90), "35", "38", "P\tPPL", "")).collect();
    let file = written(folder.path(), "a.txt", text);
    let bytes = |name: &str| {
        let output = folder.path().join(name);
        Gazetteer::build(std::slice::from_ref(&file), &output, &mut |_| ()).unwrap();
        std::fs::read(output).unwrap()
    };
    assert_eq!(bytes("one.gaz"), bytes("two.gaz"));
}
