//! Gazetteer files of the user's own.

use std::fs;
use std::path::PathBuf;

use incimap::gazetteer::Gazetteer;
use incimap::geocode::{GeocodeOptions, Geocoder};
use incimap::incident::{Location, Place, Precision};

#[test]
fn a_file_of_the_users_own_adds_venues_and_overrides_the_built_in_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file is written");
        path
    };
    let venues = write(
        "venues.csv",
        "name,lon,lat,country\nBlue Market of Kabul,69.18,34.52,AF\nCrocus City Hall,30,60,RU\n,1,1,\n",
    );
    let (gazetteer, rejects) = Gazetteer::with_files(&[venues]).expect("the file is a gazetteer");
    assert_eq!(rejects.len(), 1);
    assert_eq!((rejects[0].line, rejects[0].column.as_deref()), (4, Some("name")));
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
    let Location::Site(site) = geocoder.place(&Place::worded("Blue Market of Kabul")) else { panic!("nothing found") };
    assert_eq!((site.precision, site.gazetteer_id.as_deref()), (Precision::Venue, Some("venue:blue-market-of-kabul")));
    let Location::Site(site) = geocoder.place(&Place::worded("Crocus City Hall")) else { panic!("nothing found") };
    assert!((site.point.lat() - 60.0).abs() < 1e-6, "{site:?}");
}

#[test]
fn a_file_that_is_no_gazetteer_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("empty.txt", ""), ("note.txt", "hello\nworld\n"), ("head.csv", "name,lon,lat\n")] {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file is written");
        let told = Gazetteer::with_files(&[path]).expect_err("it is refused").to_string();
        assert!(told.contains(name) && told.contains("gazetteer"), "{told}");
    }
    let told = Gazetteer::with_files(&[folder.path().to_path_buf()]).expect_err("a folder is refused").to_string();
    assert!(told.contains("cannot read"), "{told}");
}

#[test]
fn a_geonames_row_overrides_the_built_in_place_of_its_id_and_names_may_come_in_a_file_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let towns = folder.path().join("IR.txt");
    let kerman = "128234\tKerman\tKerman\t\t31.5\t58.0\tP\tPPLA\tIR\t\t29\t\t\t\t577514\t\t\t\t\n";
    fs::write(&towns, format!("{kerman}bad row\n")).expect("a file is written");
    let names = folder.path().join("alternateNamesV2.txt");
    fs::write(&names, "1\t128234\ten\tCarmania Town\t\t\t\t\t\t\n2\t7\ten\tNobody\t\t\t\t\t\t\n")
        .expect("a file is written");
    let (gazetteer, rejects) = Gazetteer::with_files(&[names, towns]).expect("the files are gazetteers");
    assert_eq!(rejects.len(), 2, "{rejects:?}");
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
    for words in ["Kerman, Iran", "Carmania Town"] {
        let Location::Site(site) = geocoder.place(&Place::worded(words)) else { panic!("{words} is not found") };
        assert!((site.point.lat() - 31.5).abs() < 1e-6, "{site:?}");
        assert_eq!(site.admin1.as_deref(), Some("Kerman"));
    }
}
